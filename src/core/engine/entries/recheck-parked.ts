// Owns: orders that wait for a condition, over a start. config.yaml may lead their alert to another account or market since. Invariant: an
// order that enters goes where it was to go when it was set, or nowhere; what only leaves is decided about when its time comes.

import { deny, type Denial } from '../../model/denial.ts';
import { accountName, symbolOfKey, type PositionKey } from '../../model/ids.ts';
import type { Signal } from '../../model/signal.ts';
import { parkedSignals, type Parked } from '../alerts/parked.ts';
import { plannedNow } from '../alerts/planned-now.ts';
import type { Draft } from '../draft.ts';
import { isNamedCancel } from '../groups/is-cancel.ts';
import { closeRepeats } from './close-repeats.ts';
import { denySignal } from './decide-entry.ts';

const accountOf = (key: PositionKey): string => accountName(key.slice(0, key.indexOf('|')));
const shown = (keys: readonly PositionKey[]): string => keys.map((key) => `${symbolOfKey(key)} on ${accountOf(key)}`).join(', ');

/** Where it would go now; a denial: nowhere. `enters`: without what it would only leave, on accounts that its strategy has left. */
function keysNow(
  { settings, state }: Draft,
  { reading, strategy }: Pick<Signal, 'reading' | 'strategy'>,
  enters = false,
): readonly PositionKey[] | Denial {
  const planned = plannedNow(settings, state, { reading, strategyHint: strategy });
  if ('code' in planned) return planned;
  const keys = new Set<PositionKey>();
  for (const part of planned) {
    if (enters && part.isLeft === true) continue;
    if (!('code' in part.route)) keys.add(part.route.key);
    else if (!isNamedCancel(part.reading)) return part.route;
  }
  return [...keys];
}

function whyElsewhere(draft: Draft, signal: Parked): Denial | null {
  const { keys, account } = signal.wait.condition;
  const now = keysNow(draft, signal, true);
  if ('code' in now) return now;
  // among those that it was set for are the ones that it would have left
  const isSame = now.every((key) => keys.includes(key)) && now.some((key) => accountOf(key) === account);
  return isSame ? null : deny('STRATEGY_MOVED', `it was set for ${shown(keys)}, and config.yaml leads it to ${shown(now)} now`);
}

/** At the start: settings change at no other time. */
export function recheckParked(draft: Draft): void {
  for (const signal of parkedSignals(draft.state)) {
    const denial = signal.wait.condition.leaves ? null : whyElsewhere(draft, signal);
    if (denial !== null) denySignal(draft, signal, denial);
  }
  closeRepeats(draft, (signal) => {
    const now = keysNow(draft, signal, true);
    return 'code' in now || (signal.positionKey !== null && !now.includes(signal.positionKey));
  });
}
