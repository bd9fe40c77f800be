// Owns: a venue in memory for the measurement of ticks: its prices are what the benchmark says, it takes orders and nothing
// else, and notes when the first one came.

import type { Broker } from '../src/brokers/broker.ts';
import { PAPER_TRAITS } from '../src/core/model/account.ts';
import { decimal, type Decimal } from '../src/core/model/decimal.ts';
import type { AccountName, FillId, VenueOrderId } from '../src/core/model/ids.ts';
import type { Instrument, Quote } from '../src/core/model/markets/instrument.ts';
import type { Report } from '../src/core/model/venues/report.ts';

export interface TickVenue {
  readonly broker: Broker;
  /** A price of the stream. */
  tick(symbol: string, price: Decimal): void;
  /** When the next order arrives, by performance.now(). */
  nextOrder(): Promise<number>;
}

export const instrumentOf = (base: string): Instrument => ({
  symbol: `${base}/USDT`,
  kind: 'spot',
  base,
  quote: 'USDT',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.001'),
  qtyMin: decimal('0.001'),
  qtyMax: null,
  notionalMin: decimal('1'),
  canShort: false,
});

/** It holds no stops: every level is watched by us. */
export const TICK_TRAITS = { ...PAPER_TRAITS, nativeStops: false, oco: false, orderTypes: ['market'] } as const;

export function createTickVenue(account: AccountName, first: Decimal): TickVenue {
  const streams = new Map<string, (quote: Quote) => void>();
  const waiting: ((at: number) => void)[] = [];
  let onReport: (report: Report) => void = () => undefined;
  const quoteOf = (symbol: string, price: Decimal): Quote => ({
    symbol,
    bid: price,
    ask: price,
    last: price,
    at: Date.now(),
    source: 'venue',
  });
  const unasked = { type: 'unavailable', reason: 'this venue only takes orders' } as const;
  const broker: Broker = {
    account,
    traits: TICK_TRAITS,
    async start(listener) {
      onReport = listener;
    },
    stop: () => Promise.resolve(),
    price: (symbol) => {
      const instrument = instrumentOf(symbol.split('/')[0] ?? '');
      return Promise.resolve({ type: 'priced', instrument, quote: quoteOf(symbol, first) });
    },
    async submit({ id, qty }) {
      const at = performance.now();
      const venueOrderId = `v-${id}` as VenueOrderId;
      const fill = { id: `f-${id}` as FillId, qty, price: first, fee: decimal('0'), feeCurrency: 'USDT', at: Date.now() };
      setImmediate(() => onReport({ type: 'filled', orderId: id, venueOrderId, fill }));
      waiting.shift()?.(at);
      return { type: 'accepted', venueOrderId };
    },
    cancel: () => Promise.resolve(unasked),
    modify: () => Promise.resolve(unasked),
    lookUp: () => Promise.resolve(unasked),
    candles: () => Promise.resolve(unasked),
    balances: () => Promise.resolve(unasked),
    positions: () => Promise.resolve(unasked),
    openOrders: () => Promise.resolve(unasked),
    watch(symbol, onQuote) {
      streams.set(symbol, onQuote);
      return () => streams.delete(symbol);
    },
    examine: () => Promise.resolve([]),
  };
  return {
    broker,
    tick(symbol, price) {
      const tell = streams.get(symbol);
      if (tell === undefined) throw new Error(`nobody watches ${symbol}`);
      tell(quoteOf(symbol, price));
    },
    nextOrder: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
