// Owns: the past of demo prices: made up, backwards from where the walk of a symbol was last anchored. Like the walk it is
// counted, not drawn: the same symbol, timeframe and hour move by the same shares of the price on every machine, and the
// candles of a symbol follow one another without a gap up to the anchor.

import { type Candle, TIMEFRAME_MS, type Timeframe } from '../../core/model/time/candle.ts';
import { type Decimal, decimal, max, min, mul, roundToTick } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import { STEP_MS } from './paper-limits.ts';
import { seedOf, walkFactor } from './random-walk.ts';

/** Steps of the walk within one candle: enough for a high and a low that are neither open nor close. */
const STEPS_PER_CANDLE = 12;
/** What {@link walkFactor} takes. */
const DEVIATION_MAX = 0.1;

export interface DemoPast {
  readonly symbol: string;
  /** The price that the newest candle closes at. */
  readonly anchor: Decimal;
  readonly tick: Decimal;
  /** Of one step of the walk that goes on from there, as a share of the price. */
  readonly stepDeviation: number;
}

/** Shares of its opening price that one candle moves through. */
interface Shape {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

function shapeOf(seed: number, ordinal: number, deviation: number): Shape {
  let [high, low, close] = [1, 1, 1];
  for (let step = 0; step < STEPS_PER_CANDLE; step += 1) {
    close *= walkFactor(seed, ordinal * STEPS_PER_CANDLE + step, 1, deviation);
    high = Math.max(high, close);
    low = Math.min(low, close);
  }
  return { high, low, close };
}

/** The `count` candles that had closed at `now`, oldest first. */
export function demoCandles(
  { symbol, anchor, tick, stepDeviation }: DemoPast,
  timeframe: Timeframe,
  count: number,
  now: Instant,
): Candle[] {
  const length = TIMEFRAME_MS[timeframe];
  const seed = seedOf(`${symbol} ${timeframe}`);
  // a walk that is so many times as long strays by the root of it
  const deviation = Math.min(DEVIATION_MAX, stepDeviation * Math.sqrt(length / STEP_MS / STEPS_PER_CANDLE));
  const newest = Math.floor(now / length) - 1;
  const priceAt = (share: number): Decimal => max(tick, roundToTick(mul(anchor, decimal(share.toFixed(12))), tick));
  const candles: Candle[] = [];
  let closeShare = 1;
  for (let ordinal = newest; ordinal > newest - count; ordinal -= 1) {
    const shape = shapeOf(seed, ordinal, deviation);
    const openShare = closeShare / shape.close;
    const [open, close] = [priceAt(openShare), priceAt(closeShare)];
    const high = max(max(open, close), priceAt(openShare * shape.high));
    const low = min(min(open, close), priceAt(openShare * shape.low));
    candles.push({ openAt: ordinal * length, open, high, low, close });
    closeShare = openShare;
  }
  return candles.reverse();
}
