// Owns: from a distance or a level, as a sender or a rule writes it, to an absolute price.

import { add, mul, neg, percentOf, roundToTick, sub, type Decimal } from './decimal.ts';
import { deny, type Denial } from './denial.ts';
import type { Distance } from './exit-plan.ts';
import type { Instrument } from './instrument.ts';
import type { Level, Reading, Side } from './signal.ts';

const ownUnit: readonly (keyof Level)[] = ['pips', 'points', 'raw'];

/** What distances are counted with. */
export interface DistanceGround {
  readonly instrument: Instrument;
  /** Average true range, quote currency; null = not known. */
  readonly atr: Decimal | null;
}

/** How far `level` is from `from`, quote currency; null: it is no distance, or cannot be counted. */
export function distanceFrom(from: Decimal, level: Level & Distance, { atr }: DistanceGround): Decimal | null {
  if (level.percent !== undefined) return percentOf(from, level.percent);
  if (level.amount !== undefined) return level.amount;
  return level.atr === undefined || atr === null ? null : mul(atr, level.atr);
}

/** Price at `level`, in the direction that loses (`stop`) or wins (`target`) for an entry of `side` at `entryPrice`; rounded to the tick. */
export function levelPrice(
  level: Level & Distance,
  side: Side,
  entryPrice: Decimal,
  kind: 'stop' | 'target',
  ground: DistanceGround,
): Decimal | null {
  const { tickSize } = ground.instrument;
  if (level.price !== undefined) return roundToTick(level.price, tickSize);
  const distance = distanceFrom(entryPrice, level, ground);
  if (distance === null) return null;
  const up = (side === 'buy') === (kind === 'target');
  return roundToTick(up ? add(entryPrice, distance) : sub(entryPrice, distance), tickSize);
}

/** What this version cannot act on although it can read it: refused, never half done. */
export function unsupportedExit(reading: Reading): Denial | null {
  const levels: readonly (Level | null)[] = [reading.stopLoss, ...reading.takeProfits, reading.trailing];
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
