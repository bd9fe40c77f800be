// Owns: the prices of the replay: candles by a fixed seed, with gaps between them, spikes inside them, and one flash crash,
// walked through as ticks. In tenths: a price of 1000.0 is 10000.

import { createRandom, type Random } from '../fault/random.ts';

export interface Candle {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

const CANDLES = 170;
const TICKS_PER_CANDLE = 6;
export const TICKS = CANDLES * TICKS_PER_CANDLE;
const START = 10_000;
/** The candle in which the market falls by a quarter, and comes back. */
const CRASH_AT = 92;

const part = (price: number, share: number): number => Math.round(price * share);

function candleFrom(random: Random, before: number, index: number): Candle {
  const gap = random.chance(0.06) ? part(before, (random.next() - 0.5) * 0.05) : 0;
  const open = before + gap;
  const drift = index % 60 < 30 ? 0.0012 : -0.0011;
  const close = open + part(open, drift + (random.next() - 0.5) * 0.012);
  const wick = (): number => part(open, random.next() * 0.003);
  const spike = (): number => (random.chance(0.05) ? part(open, 0.02 + random.next() * 0.03) : 0);
  const crash = index === CRASH_AT ? part(open, 0.25) : 0;
  return { open, close, high: Math.max(open, close) + wick() + spike(), low: Math.min(open, close) - wick() - spike() - crash };
}

function candlesOf(seed: number): readonly Candle[] {
  const random = createRandom(seed);
  const candles: Candle[] = [];
  let last = START;
  for (let index = 0; index < CANDLES; index += 1) {
    const candle = candleFrom(random, last, index);
    candles.push(candle);
    last = candle.close;
  }
  return candles;
}

/** Through the nearer extreme first. */
function ticksOf({ open, high, low, close }: Candle): readonly number[] {
  const [first, second] = high - open < open - low ? [high, low] : [low, high];
  const between = (a: number, b: number): number => Math.round((a + b) / 2);
  return [open, between(open, first), first, between(first, second), second, close];
}

/** The last price of every tick. */
export const pathOf = (seed: number): readonly number[] => candlesOf(seed).flatMap(ticksOf);
