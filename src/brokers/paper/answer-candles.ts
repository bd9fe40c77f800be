// Owns: the candles of a paper account: those of the venue whose prices it has, or a made-up past of made-up prices. Prices
// of alerts have no past. Nothing is remembered of the question.

import type { Timeframe } from '../../core/model/time/candle.ts';
import type { Candles } from '../broker.ts';
import { answerFrom, type Venue } from './answer.ts';
import { demoCandles } from './demo-candles.ts';
import type { Hint, Market } from './market.ts';
import { observeMarket } from './observe-market.ts';
import type { PaperState } from './venue-state.ts';

interface Question {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly count: number;
  readonly hint: Hint;
}

const NO_PAST = {
  type: 'unavailable',
  reason: 'the prices of this account come from alerts, which have no past (prices: signal)',
  lasting: true,
} as const;

function pastOf(state: PaperState, market: Market, { symbol, timeframe, count, hint }: Question, now: number): Candles {
  const observed = observeMarket(state, market, symbol, hint, now);
  if (observed.type === 'unknown_symbol') return { type: 'unknown_symbol', reason: `${symbol} is no symbol` };
  if (observed.type === 'unavailable') return observed;
  const anchor = observed.state.listings[symbol]?.price.anchor;
  if (anchor === undefined) return { type: 'unavailable', reason: `${symbol} has no price yet` };
  const { stepDeviation } = market.tuning;
  const past = { symbol, anchor, tick: observed.instrument.tickSize, stepDeviation };
  return { type: 'ok', candles: demoCandles(past, timeframe, count, now), source: 'demo' };
}

export async function answerCandles(venue: Venue, question: Question): Promise<Candles> {
  const { market, clock } = venue;
  if (market.venue !== null) return market.venue.candles(question.symbol, question.timeframe, question.count);
  if (market.rule.source === 'signal') return NO_PAST;
  return answerFrom(venue, (state) => pastOf(state, market, question, clock.now()));
}
