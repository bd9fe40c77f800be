// Owns: the candles of shares and coins, which Alpaca calls bars, newest first and in one page. Of options there are none
// here. Bars of shares come from all exchanges together, which Alpaca tells a quarter of an hour late without a subscription:
// those of one exchange alone come at once, and have a smaller range than the market.

import { closedCandles, type RawCandle, TIMEFRAME_MS, type Timeframe } from '../../core/model/time/candle.ts';
import { type Decimal, parseDecimal } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { Candles } from '../broker.ts';
import type { AlpacaClient } from './alpaca-client.ts';
import { BARS_LATE_MS, BARS_REACH_MS } from './alpaca-limits.ts';
import type { Assets } from './assets.ts';
import { unavailable } from './classify-failure.ts';

const WORDS: Readonly<Record<Timeframe, string>> = {
  '1m': '1Min',
  '5m': '5Min',
  '15m': '15Min',
  '30m': '30Min',
  '1h': '1Hour',
  '4h': '4Hour',
  '1d': '1Day',
};
/** Shares trade in a quarter of all hours: so much longer is the time that so many bars of them take. */
const IDLE_FACTOR = 5;

type Bar = Partial<Readonly<Record<'o' | 'h' | 'l' | 'c' | 'v', number>>> & { readonly t?: unknown };

const decimalOf = (value: number | undefined): Decimal | null => (value === undefined ? null : parseDecimal(String(value)));

/** The library leaves the time of a bar in a list as Alpaca writes it. */
const instantOf = (t: unknown): Instant | null => (t instanceof Date ? t.getTime() : typeof t === 'string' ? Date.parse(t) : null);

const rawCandle = ({ t, o, h, l, c, v }: Bar): RawCandle => ({
  openAt: instantOf(t),
  open: decimalOf(o),
  high: decimalOf(h),
  low: decimalOf(l),
  close: decimalOf(c),
  volume: decimalOf(v),
});

async function barsOf(client: AlpacaClient, kind: 'equity' | 'spot', symbol: string, timeframe: Timeframe, count: number) {
  const now = client.clock.now();
  const start = new Date(now - count * TIMEFRAME_MS[timeframe] * IDLE_FACTOR - BARS_REACH_MS);
  // beside those that are whole: the open one, and of shares those that are not told to their end yet
  const beside = 1 + (kind === 'equity' ? Math.ceil(BARS_LATE_MS / TIMEFRAME_MS[timeframe]) : 0);
  const question = { timeframe: WORDS[timeframe], start, limit: count + beside, sort: 'desc' } as const;
  const answer =
    kind === 'spot'
      ? await client.crypto.cryptoBars({ loc: 'us', symbols: symbol, ...question })
      : await client.stocks.stockBars({ symbols: symbol, ...question, adjustment: 'split' });
  return answer.bars[symbol];
}

export async function readBars(
  client: AlpacaClient,
  assets: Assets,
  symbol: string,
  timeframe: Timeframe,
  count: number,
): Promise<Candles> {
  const listed = await assets.find(symbol);
  if (listed.type === 'unknown') return { type: 'unknown_symbol', reason: `Alpaca lists no ${symbol}` };
  if (listed.type === 'unavailable') return listed;
  if (listed.kind === 'option') return { type: 'unavailable', reason: 'candles of options are not read from Alpaca', lasting: true };
  try {
    // what was still open when it was asked for may not be whole in an answer that comes after its end
    const askedAt = client.clock.now();
    const bars: unknown = (await barsOf(client, listed.kind, symbol, timeframe, count)) ?? [];
    if (!Array.isArray(bars)) return { type: 'unavailable', reason: 'Alpaca answered with no list of bars' };
    const toldUntil = askedAt - (listed.kind === 'equity' ? BARS_LATE_MS : 0);
    const candles = closedCandles(bars.map(rawCandle), timeframe, count, toldUntil);
    return candles === null
      ? { type: 'unavailable', reason: `Alpaca told a bar of ${symbol} that is none` }
      : { type: 'ok', candles, source: 'venue' };
  } catch (error) {
    return unavailable(error);
  }
}
