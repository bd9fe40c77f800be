// Owns: the price of an instrument, asked for or streamed. Its age counts from when it came: clocks of venues differ.

import { type Decimal, gt, isPositive, lt, roundToTick } from '../../../core/model/decimal.ts';
import type { Quote } from '../../../core/model/markets/instrument.ts';
import type { Priced } from '../../broker.ts';
import { venueEnded } from './venue-ended.ts';
import { classifyError } from '../wire/classify-error.ts';
import type { Connection } from '../connection.ts';
import { hasOwn } from '../wire/exchange.ts';
import { inTime } from '../wire/in-time.ts';
import type { Listed } from './markets.ts';
import { decimalOf, type Dict, dictOf } from '../wire/read-answer.ts';
import { tickedAt } from './tick-of-digits.ts';
import { openStream } from '../wire/watch-stream.ts';

export interface Prices {
  readonly price: (symbol: string) => Promise<Priced>;
  readonly watch: (symbol: string, onQuote: (quote: Quote) => void) => () => void;
  /** What the other side asks; null where nobody says. */
  readonly taking: (symbol: string, side: 'buy' | 'sell') => Promise<Decimal | null>;
  /** For an order that leaves: what it asked when that was heard last does, where a short answer does not come. */
  readonly takingToLeave: (symbol: string, side: 'buy' | 'sell') => Promise<Decimal | null>;
  readonly stop: () => void;
}

const FIRST_LEVELS = 5;

const positive = (value: unknown): Decimal | null => {
  const read = decimalOf(value);
  return read !== null && isPositive(read) ? read : null;
};

/** WOO has no ticker of its spot markets: the book says it then. */
function nothingIfUnsupported(error: unknown): Dict {
  if (error instanceof Error && error.constructor.name === 'NotSupported') return {};
  throw error;
}

/** The best price of one side of a book. */
const bestOf = (side: unknown): Decimal | null => (Array.isArray(side) && Array.isArray(side[0]) ? positive(side[0][0]) : null);

export function createPrices(connection: Connection): Prices {
  const { exchange, markets, clock, log } = connection;
  /** Venues whose ticker says only what was traded last. */
  let needsBook = false;
  const streams = new Set<() => void>();
  const heard = new Map<string, Quote>();

  function quoteOf(symbol: string, { instrument }: Listed, bid: Decimal | null, ask: Decimal | null, last: Decimal | null): Quote | null {
    const traded = last ?? bid ?? ask;
    if (traded === null) return null;
    const at = roundToTick(traded, instrument.tickSize);
    const [low, high] = [bid ?? at, ask ?? at].map((price) => roundToTick(price, instrument.tickSize));
    if (low === undefined || high === undefined) return null;
    // the last trade may lie outside of what is offered by now
    const inside = lt(at, low) ? low : gt(at, high) ? high : at;
    const quote: Quote = {
      symbol,
      bid: low,
      ask: high,
      last: bid === null && ask === null ? at : inside,
      at: clock.now(),
      source: 'venue',
    };
    heard.set(symbol, quote);
    return quote;
  }

  async function ask(symbol: string, listed: Listed): Promise<Quote | null> {
    const book = (): Promise<Dict> => exchange.fetchOrderBook(symbol, exchange.id === 'kucoin' ? 20 : FIRST_LEVELS).then(dictOf);
    const told = (): Promise<Dict> => exchange.fetchTicker(symbol).then(dictOf, nothingIfUnsupported);
    const [ticker, early] = await Promise.all([told(), needsBook ? book() : null]);
    let [bid, offer] = [positive(ticker['bid']), positive(ticker['ask'])];
    if (bid === null || offer === null) {
      needsBook = true;
      const levels = early ?? (await book());
      [bid, offer] = [bestOf(levels['bids']), bestOf(levels['asks'])];
    }
    return quoteOf(symbol, listed, bid, offer, positive(ticker['last']));
  }

  async function price(symbol: string): Promise<Priced> {
    try {
      const listed = await markets.find(symbol);
      const hasEnded = venueEnded(connection, symbol) !== null;
      if (listed === null || hasEnded)
        return { type: 'unknown_symbol', nearest: markets.nearest(symbol).filter((name) => name !== symbol) };
      const quote = await ask(symbol, listed);
      if (quote === null) return { type: 'unavailable', reason: `${exchange.id} shows no price of ${symbol}` };
      return { type: 'priced', instrument: tickedAt(listed.instrument, quote.last, listed.priceDigits ?? null), quote };
    } catch (error) {
      return { type: 'unavailable', reason: classifyError(error).reason };
    }
  }

  const otherSide = (quote: Quote, side: 'buy' | 'sell'): Decimal => (side === 'buy' ? quote.ask : quote.bid);

  async function taking(symbol: string, side: 'buy' | 'sell'): Promise<Decimal | null> {
    const priced = await price(symbol);
    return priced.type === 'priced' ? otherSide(priced.quote, side) : null;
  }

  return {
    price,
    taking,
    async takingToLeave(symbol, side) {
      const now = await inTime(clock, taking(symbol, side));
      const before = heard.get(symbol);
      return now ?? (before === undefined ? null : otherSide(before, side));
    },
    watch(symbol, onQuote) {
      if (!hasOwn(exchange, 'watchTicker')) return () => undefined;
      const close = openStream({
        clock,
        next: async () => {
          await exchange.loadHttpProxyAgent();
          return exchange.watchTicker(symbol, {});
        },
        hear(said) {
          const listed = markets.known(symbol);
          const ticker = dictOf(said);
          const quote =
            listed === null ? null : quoteOf(symbol, listed, positive(ticker['bid']), positive(ticker['ask']), positive(ticker['last']));
          if (quote !== null) onQuote(quote);
        },
        gap: () => undefined,
        onState: (isOpen, reason) => (isOpen ? undefined : log('price_stream_down', { symbol, reason })),
      });
      streams.add(close);
      return () => {
        close();
        streams.delete(close);
      };
    },
    stop() {
      for (const close of streams) close();
      streams.clear();
    },
  };
}
