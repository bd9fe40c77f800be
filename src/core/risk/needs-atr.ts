// Owns: whether an entry needs the average true range of its market, so that candles are asked for only then.

import type { Distance, ProtectionRules } from '../model/exit-plan.ts';
import type { Strategy } from '../model/settings.ts';
import type { Reading } from '../model/signal.ts';

function distancesOf({ stopLoss, takeProfits, trailing, profitLock }: ProtectionRules): readonly (Distance | null)[] {
  return [
    stopLoss,
    ...takeProfits.map(({ at }) => at),
    trailing?.by ?? null,
    trailing?.activation ?? null,
    ...profitLock.flatMap(({ at, stop }) => [at, stop]),
  ];
}

/** By its sizing rule, or by the rules that will guard what it opens; not where the alert brings its own. */
export function needsAtr(reading: Pick<Reading, 'atr' | 'atrSizing'>, { protection }: Pick<Strategy, 'protection'>): boolean {
  if (reading.atr !== null) return false;
  return reading.atrSizing === true || distancesOf(protection).some((distance) => distance?.atr !== undefined);
}
