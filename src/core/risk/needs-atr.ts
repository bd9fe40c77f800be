// Owns: whether an entry needs the average true range of its market, so that candles are asked for only then.

import type { Distance, ProtectionRules } from '../model/exits/exit-plan.ts';
import type { Strategy } from '../model/settings.ts';
import type { Level, Reading } from '../model/signal.ts';

type Step = Pick<Distance, 'atr'> | null;

const guarding = ({ stopLoss, takeProfits, trailing, profitLock }: ProtectionRules): readonly Step[] => [
  stopLoss,
  ...takeProfits.map(({ at }) => at),
  trailing?.by ?? null,
  trailing?.activation ?? null,
  ...profitLock.flatMap(({ at, stop }) => [at, stop]),
];

/** Whether it is spaced from entries of its share in it; of the first one there is nothing to be spaced from. */
export const spacesByAtr = ({ entries }: Pick<Strategy, 'entries'>): boolean => entries.pyramiding.minSpacing?.atr !== undefined;

type Rules = Pick<Strategy, 'protection' | 'entries'>;

type Asked = Pick<Reading, 'atr' | 'atrSizing' | 'stopLoss' | 'takeProfits' | 'trailing'>;

/** `adds`: an entry of its share is there, or on its way. By the sizing rule, the rules that let it in, or what will guard what it opens; not where the alert brings its own. */
export function needsAtr(reading: Asked, strategy: Rules, adds: boolean): boolean {
  if (reading.atr !== null) return false;
  const { protection, entries } = strategy;
  const named: readonly (Level | null)[] = [reading.stopLoss, ...reading.takeProfits, reading.trailing];
  const isCounted = [...named, ...guarding(protection), entries.priceGuard].some((step) => step?.atr !== undefined);
  return reading.atrSizing === true || isCounted || (adds && spacesByAtr(strategy));
}
