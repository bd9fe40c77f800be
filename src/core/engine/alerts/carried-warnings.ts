// Owns: what an alert says that is not acted on, as its signal carries it: known only when its account and its way are.

import type { VenueTraits } from '../../model/account.ts';
import type { Reading } from '../../model/signal.ts';
import type { ActionPlan } from './action-plan.ts';

/** The warnings of the reading, and what they become on this way; the very list of the reading where nothing comes to it. */
export function carriedWarnings(reading: Reading, plan: ActionPlan, traits: VenueTraits): readonly string[] {
  const later: string[] = [];
  if (reading.delayMs !== null && plan.exit !== null) later.push('a delay holds back entries only: the exit was worked at once');
  if (plan.exit !== null && plan.remark?.code === 'SHORT_ON_SPOT')
    later.push('a spot market has no short: what is held is closed, and nothing is opened behind it');
  if (plan.exit !== null && plan.counted?.isKnown === false) later.push(plan.counted.words);
  if (reading.leverage !== null && !traits.leverage)
    later.push(`leverage ${reading.leverage} is not acted on: this account has none to set`);
  return later.length === 0 ? reading.warnings : [...reading.warnings, ...later];
}
