// Owns: from what a sender wrote (a price, a percentage, a distance) to the absolute stop and target of an entry.

import { add, mul, neg, percentOf, roundToTick, sub, type Decimal } from '../model/decimal.ts';
import { deny, type Denial } from '../model/denial.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Level, Reading, Side } from '../model/signal.ts';

const ownUnit: readonly (keyof Level)[] = ['pips', 'points', 'raw'];

/** Price at `level`, in the direction that loses (`stop`) or wins (`target`) for an entry of `side` at `entryPrice`; rounded to the tick. */
export function levelPrice(level: Level, side: Side, entryPrice: Decimal, kind: 'stop' | 'target', instrument: Instrument): Decimal | null {
  if (level.price !== undefined) return roundToTick(level.price, instrument.tickSize);
  const distance = level.percent !== undefined ? percentOf(entryPrice, level.percent) : (level.amount ?? null);
  if (distance === null) return null;
  const up = (side === 'buy') === (kind === 'target');
  return roundToTick(up ? add(entryPrice, distance) : sub(entryPrice, distance), instrument.tickSize);
}

export interface ExitLevels {
  readonly stopLoss: Decimal | null;
  readonly takeProfit: Decimal | null;
}

/** Stop and target of an entry at `entryPrice`. Only the form is judged here; see checks.ts for the side. */
export function exitLevels(reading: Reading, side: Side, entryPrice: Decimal, instrument: Instrument): ExitLevels {
  const target = reading.takeProfits[0];
  return {
    stopLoss: reading.stopLoss === null ? null : levelPrice(reading.stopLoss, side, entryPrice, 'stop', instrument),
    takeProfit: target === undefined ? null : levelPrice(target, side, entryPrice, 'target', instrument),
  };
}

/** What this version cannot act on although it can read it: refused, never half done. */
export function unsupportedExit(reading: Reading): Denial | null {
  if (reading.takeProfits.length > 1)
    return deny('UNSUPPORTED', `the alert has ${reading.takeProfits.length} targets; one target per position is supported`);
  const levels: readonly (Level | null)[] = [reading.stopLoss, reading.takeProfits[0] ?? null];
  const foreign = ownUnit.find((unit) => levels.some((level) => level !== null && level[unit] !== undefined));
  return foreign === undefined
    ? null
    : deny('UNSUPPORTED', `stop or target in ${foreign} is not supported; send a price, a percentage or an amount`);
}

/** Money between the entry and a level, quote currency. */
export const amountAtLevel = (
  entryPrice: Decimal,
  level: Decimal | null,
  qty: Decimal,
  side: Side,
  kind: 'stop' | 'target',
): Decimal | null => {
  if (level === null) return null;
  const gain = side === 'buy' ? sub(level, entryPrice) : sub(entryPrice, level);
  return mul(kind === 'target' ? gain : neg(gain), qty);
};
