// Owns: from a distance or a level, as a sender or a rule writes it, to an absolute price.

import { add, mul, neg, percentOf, roundToTick, sub, type Decimal } from '../decimal.ts';
import { deny, type Denial } from '../denial.ts';
import type { Distance } from './exit-plan.ts';
import type { Instrument } from '../markets/instrument.ts';
import type { Level, Reading, Side } from '../signal.ts';
import { pipSizeOf, pointSizeOf, type UnitSizes } from '../markets/unit-sizes.ts';

/** What distances are counted with. */
export interface DistanceGround {
  readonly instrument: Instrument;
  /** Average true range, quote currency; null = not known. */
  readonly atr: Decimal | null;
  /** Of the strategy. */
  readonly units: UnitSizes;
}

/** How far `level` is from `from`, quote currency; null: it is no distance, or cannot be counted. */
export function distanceFrom(from: Decimal, level: Level & Distance, { atr, instrument, units }: DistanceGround): Decimal | null {
  if (level.percent !== undefined) return percentOf(from, level.percent);
  if (level.amount !== undefined) return level.amount;
  const times = (count: Decimal | undefined, size: Decimal | null): Decimal | null =>
    count === undefined || size === null ? null : mul(size, count);
  if (level.pips !== undefined) return times(level.pips, pipSizeOf(instrument, units));
  if (level.points !== undefined) return times(level.points, pointSizeOf(instrument, units));
  return times(level.atr, atr);
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

/** A level whose unit nobody has said the size of: refused, never guessed. */
export function uncounted(level: Level, { instrument, units }: Pick<DistanceGround, 'instrument' | 'units'>): Denial | null {
  const { symbol } = instrument;
  const unknown = (unit: string, key: string): Denial =>
    deny(
      'UNSUPPORTED',
      `a stop or target is in ${unit}s, and nobody says how much of the price of ${symbol} one is`,
      `Write ${key}: { "${symbol}": … } for the strategy in config.yaml, or send stop and target as prices.`,
    );
  if (level.pips !== undefined && pipSizeOf(instrument, units) === null) return unknown('pip', 'pip_size');
  if (level.points !== undefined && pointSizeOf(instrument, units) === null) return unknown('point', 'point_size');
  return level.raw === undefined
    ? null
    : deny(
        'UNSUPPORTED',
        'a stop or target has no unit',
        'Send it as a price, a percentage or an amount, or set raw_levels for the strategy.',
      );
}

/** What cannot be acted on although it can be read. */
export function unsupportedExit(reading: Reading, ground: Pick<DistanceGround, 'instrument' | 'units'>): Denial | null {
  for (const level of [reading.stopLoss, ...reading.takeProfits, reading.trailing]) {
    const denial = level === null ? null : uncounted(level, ground);
    if (denial !== null) return denial;
  }
  return null;
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
