// Owns: what a market did in a stretch of time, and which stretches there are. A candle is closed: what is still moving is
// none. Lists are oldest first.

import { gt, isNegative, isPositive, lt, type Decimal } from '../decimal.ts';
import type { Instant } from '../ids.ts';

/** The stretches that are asked for, ms. Venues begin them at whole multiples of UTC, days where their session has them. */
export const TIMEFRAME_MS = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
} as const;
export type Timeframe = keyof typeof TIMEFRAME_MS;

export interface Candle {
  readonly openAt: Instant;
  /** Quote currency. */
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  /** Base units; absent where the venue does not say it, or counts it in something else. */
  readonly volume?: Decimal;
}

/** A candle as it was read from a venue, before anybody has looked whether it is one. */
export type RawCandle = { readonly [Name in Exclude<keyof Candle, 'volume'>]: Candle[Name] | null } & {
  readonly volume?: Decimal | null;
};

function candleOf({ openAt, open, high, low, close, volume = null }: RawCandle): Candle | null {
  if (openAt === null || !Number.isSafeInteger(openAt) || open === null || high === null || low === null || close === null) return null;
  const isSound = isPositive(low) && ![open, close].some((price) => lt(price, low) || gt(price, high));
  if (!isSound) return null;
  const candle: Candle = { openAt, open, high, low, close };
  return volume === null || isNegative(volume) ? candle : { ...candle, volume };
}

/**
 * The last `count` closed candles, oldest first, whatever order they came in. Null: one of them is no candle (a price that
 * is missing or not above zero, a low above the rest), so that nothing that came with it can be believed.
 */
export function closedCandles(raw: readonly RawCandle[], timeframe: Timeframe, count: number, now: Instant): readonly Candle[] | null {
  const read = raw.map(candleOf);
  if (read.some((candle) => candle === null)) return null;
  const byTime = new Map(read.flatMap((candle) => (candle === null ? [] : [[candle.openAt, candle] as const])));
  return [...byTime.values()]
    .filter(({ openAt }) => openAt + TIMEFRAME_MS[timeframe] <= now)
    .sort((a, b) => a.openAt - b.openAt)
    .slice(-count);
}
