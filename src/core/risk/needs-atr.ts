// Owns: whether an entry needs the average true range of its market, so that candles are asked for only then.

import type { EntryRules } from '../model/entry-rules.ts';
import type { Distance, ProtectionRules } from '../model/exit-plan.ts';
import type { Strategy } from '../model/settings.ts';
import type { Reading } from '../model/signal.ts';

type Step = Pick<Distance, 'atr'> | null;

const guarding = ({ stopLoss, takeProfits, trailing, profitLock }: ProtectionRules): readonly Step[] => [
  stopLoss,
  ...takeProfits.map(({ at }) => at),
  trailing?.by ?? null,
  trailing?.activation ?? null,
  ...profitLock.flatMap(({ at, stop }) => [at, stop]),
];
const entering = ({ pyramiding, priceGuard }: EntryRules): readonly Step[] => [pyramiding.minSpacing, priceGuard];

/** By its sizing rule, by the rules that let it in, or by those that will guard what it opens; not where the alert brings its own. */
export function needsAtr(
  reading: Pick<Reading, 'atr' | 'atrSizing'>,
  { protection, entries }: Pick<Strategy, 'protection' | 'entries'>,
): boolean {
  if (reading.atr !== null) return false;
  return reading.atrSizing === true || [...guarding(protection), ...entering(entries)].some((step) => step?.atr !== undefined);
}
