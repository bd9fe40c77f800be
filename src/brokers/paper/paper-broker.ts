// Owns: the built-in paper venue behind the Broker port: an exchange in this process that survives it. An order is
// answered, and a fill is told, only when the state that holds it is saved; a killed process comes back with the same
// orders, positions and balances, and tells again what may not have been heard.

import type { Clock } from '../../clock.ts';
import { PAPER_TRAITS } from '../../core/model/account.ts';
import { type Decimal, decimal, div } from '../../core/model/decimal.ts';
import type { AccountName } from '../../core/model/ids.ts';
import type { Report, VenueOrder, VenuePosition } from '../../core/model/venues/report.ts';
import type { Broker } from '../broker.ts';
import { answerCancel, answerFrom, answerLookUp, answerModify, answerPrice, answerSubmit, explainPrice, type Venue } from './answer.ts';
import { answerCandles } from './answer-candles.ts';
import { createDemoPrices } from './demo-prices.ts';
import { createDurableState, type Failpoint, type PaperDocument } from './durable-state.ts';
import { balancesOf, bookedOf, positionOf } from './free-balance.ts';
import { quoteUnit } from './instruments.ts';
import type { Market } from './market.ts';
import { matchEverything } from './match-orders.ts';
import { retoldAtStart } from './order-evidence.ts';
import { readState } from './read-state.ts';
import { SIGNAL_PRICES } from './signal-prices.ts';
import { createTicker } from './ticker.ts';
import { DEFAULT_TUNING, type PaperTuning } from './tuning.ts';
import { createVenuePrices, type PriceFeed } from './venue-prices.ts';
import { openingState, type PaperState, type VenueOrder as PaperOrder } from './venue-state.ts';

export interface PaperBrokerOptions {
  readonly account: AccountName;
  /** Currency → amount that the account is opened with; a saved state wins over it. */
  readonly balances: Readonly<Record<string, Decimal>>;
  /** What symbols that are not pairs (`AAPL`) are quoted in. */
  readonly quoteCurrency: string;
  readonly prices: 'demo' | 'signal' | PriceFeed;
  readonly document: PaperDocument;
  readonly clock: Clock;
  readonly failpoint?: Failpoint;
  readonly tuning?: Partial<PaperTuning>;
}

/** What is lent of other currencies when the account was opened without a balance in its own. Quote units. */
const LENT_UNITS = decimal('10000');

const STOPPED = { type: 'unavailable', reason: 'the paper venue is stopped' } as const;

/** Rejects when the saved state cannot be read: an account is never silently opened anew. */
export async function createPaperBroker(options: PaperBrokerOptions): Promise<Broker> {
  const { account, clock, document } = options;
  const loaded: unknown = await document.load();
  const opened = loaded === null || loaded === undefined ? openingState(account, options.balances) : readState(loaded, account);
  let listener: ((report: Report) => void) | null = null;
  let stopped = false;
  const tell = (reports: readonly Report[]): void => {
    for (const report of reports) listener?.(report);
  };
  const state = createDurableState(opened, document, options.failpoint ?? (() => undefined), tell);
  const venue: Venue = { state, market: marketOf(options), clock, tell };
  const ticker = createTicker(
    clock,
    () => listener !== null && !stopped && state.head().openOrders.length > 0,
    // A save that fails takes the step back; the next beat makes it again.
    async () => {
      await refreshAll(venue.market, state.head());
      if (stopped) return null;
      return state.change((head) => ({ ...matchEverything(head, venue.market, clock.now()), answer: null }));
    },
  );

  return {
    account,
    traits: PAPER_TRAITS,
    async start(onReport) {
      const saved = await state.settled();
      listener = onReport;
      stopped = false;
      tell(retoldAtStart(saved ?? opened));
      ticker.wake();
    },
    async stop() {
      stopped = true;
      ticker.stop();
      await state.settled();
      listener = null;
    },
    price: async (symbol, hint, use) => {
      if (stopped) return STOPPED;
      const fresh = await venue.market.venue?.refresh(symbol);
      if (fresh !== undefined && fresh.type !== 'priced') return fresh;
      return use === 'explain' ? explainPrice(venue, symbol, hint) : ticker.wakeFor(answerPrice(venue, symbol, hint));
    },
    candles: async (symbol, timeframe, count, hint) =>
      stopped ? STOPPED : answerCandles(venue, { symbol, timeframe, count, hint: hint ?? null }),
    submit: async (request, hint) => {
      if (stopped) return STOPPED;
      const fresh = await venue.market.venue?.refresh(request.instrument.symbol);
      if (fresh !== undefined && fresh.type !== 'priced')
        return { type: 'unavailable', reason: `no price of ${request.instrument.symbol} to trade at` };
      return ticker.wakeFor(answerSubmit(venue, request, hint ?? null));
    },
    cancel: async (order) => (stopped ? STOPPED : ticker.wakeFor(answerCancel(venue, order))),
    modify: async ({ id }, qty) => (stopped ? STOPPED : ticker.wakeFor(answerModify(venue, id, qty))),
    lookUp: (order) => answerLookUp(venue, order),
    balances: () =>
      answerFrom(venue, (saved) => ({ type: 'ok', balances: balancesOf(saved, venue.market.tuning), booked: bookedOf(saved) })),
    positions: () => answerFrom(venue, (saved) => ({ type: 'ok', positions: positionsOf(saved, clock.now()) })),
    openOrders: () => answerFrom(venue, (saved) => ({ type: 'ok', orders: saved.openOrders.map(openOrderOf) })),
    // its prices move with the clock: whoever asks gets the newest
    watch: () => () => undefined,
    examine: () => Promise.resolve([]),
  };
}

function marketOf({ prices, tuning, balances, quoteCurrency }: PaperBrokerOptions): Market {
  const turned: PaperTuning = { ...DEFAULT_TUNING, ...tuning };
  const own = balances[quoteCurrency];
  return {
    venue: typeof prices === 'string' ? null : createVenuePrices(prices),
    rule: prices === 'demo' ? createDemoPrices(turned.stepDeviation) : SIGNAL_PRICES,
    tuning: turned,
    quoteCurrency,
    lentUnits: prices === 'demo' ? (own === undefined ? LENT_UNITS : div(own, quoteUnit(quoteCurrency))) : null,
  };
}

/** Symbols that something waits for. One that cannot be had is matched at its next price. */
async function refreshAll({ venue }: Market, { openOrders }: PaperState): Promise<void> {
  if (venue === null) return;
  await Promise.all([...new Set(openOrders.map(({ symbol }) => symbol))].map((symbol) => venue.refresh(symbol)));
}

const positionsOf = (state: PaperState, at: number): readonly VenuePosition[] =>
  Object.keys(state.holdings).map((symbol) => ({ symbol, qty: positionOf(state, symbol), at }));

const openOrderOf = (order: PaperOrder): VenueOrder => ({
  orderId: order.id,
  venueOrderId: order.venueOrderId,
  symbol: order.symbol,
  side: order.side,
  type: order.type,
  qty: order.qty,
  qtyFilled: order.qtyFilled,
  limitPrice: order.limitPrice,
  stopPrice: order.stopPrice,
  reduceOnly: order.reduceOnly,
  at: order.createdAt,
});
