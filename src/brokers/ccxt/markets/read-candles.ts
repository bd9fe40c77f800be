// Owns: the candles of a market, asked for once. The one that is still open is asked for too, and left out.

import { closedCandles, type RawCandle, type Timeframe } from '../../../core/model/time/candle.ts';
import type { Candles } from '../../broker.ts';
import { classifyError } from '../wire/classify-error.ts';
import type { Connection } from '../connection.ts';
import { hasOwn } from '../wire/exchange.ts';
import { decimalOf, dictOf } from '../wire/read-answer.ts';

/** ccxt's row: time, open, high, low, close, volume. A volume of contracts is left out: it counts something else. */
function rawCandle(row: unknown, countsBase: boolean): RawCandle {
  const [openAt, open, high, low, close, volume]: readonly unknown[] = Array.isArray(row) ? row : [];
  return {
    openAt: typeof openAt === 'number' ? openAt : null,
    open: decimalOf(open),
    high: decimalOf(high),
    low: decimalOf(low),
    close: decimalOf(close),
    volume: countsBase ? decimalOf(volume) : null,
  };
}

const unavailable = (reason: string) => ({ type: 'unavailable', reason }) as const;

export async function readCandles(
  { exchange, markets, clock }: Connection,
  symbol: string,
  timeframe: Timeframe,
  count: number,
): Promise<Candles> {
  try {
    const listed = await markets.find(symbol);
    if (listed === null) return { type: 'unknown_symbol', reason: `${exchange.id} lists no ${symbol}` };
    const offered = Object.keys(dictOf(exchange.timeframes));
    if (!hasOwn(exchange, 'fetchOHLCV')) return { ...unavailable(`${exchange.id} has no candles`), lasting: true };
    if (!offered.includes(timeframe))
      return { ...unavailable(`${exchange.id} has no candles of ${timeframe}, but of ${offered.join(', ')}`), lasting: true };
    // what was still open when it was asked for may not be whole in an answer that comes after its end
    const askedAt = clock.now();
    const rows = await exchange.fetchOHLCV(symbol, timeframe, undefined, count + 1, {});
    if (!Array.isArray(rows)) return unavailable(`${exchange.id} answered with no list of candles`);
    const raw = rows.map((row: unknown) => rawCandle(row, listed.instrument.kind === 'spot'));
    const candles = closedCandles(raw, timeframe, count, askedAt);
    return candles === null
      ? unavailable(`${exchange.id} told a candle of ${symbol} that is none`)
      : { type: 'ok', candles, source: 'venue' };
  } catch (error) {
    return unavailable(classifyError(error).reason);
  }
}
