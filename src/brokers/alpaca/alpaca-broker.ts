// Owns: Alpaca behind the Broker port. Each call is one attempt; news come from the stream of trade updates, and from what
// is read again at start and after each outage.

import type { Broker } from '../broker.ts';
import type { Report } from '../../core/model/venues/report.ts';
import { createAlpacaClient } from './alpaca-client.ts';
import { CLOCK_SLACK_MS, RETELL_MS } from './alpaca-limits.ts';
import type { AlpacaOptions } from './alpaca-options.ts';
import { ALPACA_TRAITS } from './alpaca-traits.ts';
import { readBars } from './bars.ts';
import { createAssets } from './assets.ts';
import { catchUp } from './catch-up.ts';
import { cancelOrder, modifyOrder } from './change-order.ts';
import { classifyFailure, unavailable } from './classify-failure.ts';
import { examineAccount } from './examine.ts';
import { createExecutions } from './executions.ts';
import { readBalances, readCash, readOpenOrders, readPositions } from './holdings.ts';
import { createFillLister } from './list-fills.ts';
import { keepStream, type KeptStream } from './keep-stream.ts';
import { lookUpOrder } from './look-up-order.ts';
import { createOrderNews } from './order-news.ts';
import { createPriceStream } from './price-stream.ts';
import { askPrice } from './quotes.ts';
import { submitOrder, type Venue } from './submit-order.ts';

const STOPPED = { type: 'unavailable', reason: 'the connection to Alpaca is stopped' } as const;

export async function createAlpacaBroker(options: AlpacaOptions): Promise<Broker> {
  const { account, clock, log, paper } = options;
  const client = await createAlpacaClient(options);
  const executions = createExecutions(client);
  let listener: ((report: Report) => void) | null = null;
  const news = createOrderNews(client, executions, (report) => listener?.(report), log);
  const venue: Venue = { client, executions, news };
  const assets = createAssets(client);
  const prices = createPriceStream(client, assets, log);
  const fills = createFillLister(client, (orderId) => news.ownerOf(orderId));
  let stream: KeptStream | null = null;
  let heardAt = clock.now();

  async function readAgain(since: number): Promise<void> {
    try {
      await catchUp(venue, since);
    } catch (error) {
      // each open order is looked up every minute anyway
      log('alpaca_catch_up_failed', { account, reason: classifyFailure(error).reason });
    }
  }

  function listen(): void {
    stream = keepStream({
      clock,
      open: () => client.tradeStream(),
      prepare(trades) {
        // before it is connected: it listens once, however often it is authenticated
        trades.subscribeTradeUpdates();
        trades.onTradeUpdate((update) => {
          heardAt = clock.now();
          news.hear(update);
        });
      },
      onReady(again) {
        log(again ? 'alpaca_stream_back' : 'alpaca_stream_open', { account });
        void readAgain(heardAt - CLOCK_SLACK_MS);
        heardAt = clock.now();
      },
      onTrouble: (reason) => log('alpaca_stream_interrupted', { account, reason }),
    });
  }

  return {
    account,
    traits: ALPACA_TRAITS,
    async start(onReport) {
      listener = onReport;
      await readAgain(clock.now() - RETELL_MS);
      heardAt = clock.now();
      listen();
    },
    async stop() {
      listener = null;
      stream?.stop();
      stream = null;
      prices.stop();
      await news.settled();
    },
    price: (symbol) => askPrice(client, assets, symbol),
    candles: (symbol, timeframe, count) => readBars(client, assets, symbol, timeframe, count),
    submit: async (request) => (listener === null ? STOPPED : submitOrder(venue, request)),
    cancel: async (order) => (listener === null ? STOPPED : cancelOrder(venue, order)),
    modify: async (order, qty, levels = null) => (listener === null ? STOPPED : modifyOrder(venue, order, qty, levels)),
    lookUp: ({ id, venueOrderId = null }) => lookUpOrder(venue, id, venueOrderId),
    balances: () => readBalances(client),
    positions: () => readPositions(client),
    openOrders: () => readOpenOrders(client, news),
    fills: (_symbols, since) => fills.list(since).then((list) => ({ type: 'ok', list }) as const, unavailable),
    cash: () => readCash(client),
    watch: (symbol, onQuote) => prices.watch(symbol, onQuote),
    examine: () => examineAccount(client, paper),
  };
}
