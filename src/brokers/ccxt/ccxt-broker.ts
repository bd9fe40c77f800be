// Owns: an account at one of ccxt's exchanges behind the Broker port. Streams only say that something happened; what is told
// of an order is always what the venue answers when it is asked for it, so that stream, poll and look-up cannot disagree.

import type { Clock } from '../../clock.ts';
import type { VenueTraits } from '../../core/model/account.ts';
import type { AccountName, OrderId } from '../../core/model/ids.ts';
import type { Report } from '../../core/model/venues/report.ts';
import type { Broker, Lookup } from '../broker.ts';
import { gateOf } from './capability-gate.ts';
import { createOrderChanger } from './orders/change-order.ts';
import { reasonOf, unavailable } from './wire/classify-error.ts';
import type { Connection } from './connection.ts';
import { examineVenue } from './account/examine-venue.ts';
import { type ExchangeClass, hasOwn, type MarketType } from './wire/exchange.ts';
import { createOrderFollower } from './orders/follow-orders.ts';
import { listFills, listsFills } from './orders/list-fills.ts';
import { toClientId } from './orders/client-id.ts';
import { listAllOrders } from './orders/list-orders.ts';
import { demandWallet } from './exchanges/hyperliquid.ts';
import { requireExchange } from './wire/load-exchange.ts';
import { type Credentials, type ExchangeSettings, makeExchange } from './wire/make-exchange.ts';
import { openKeptMarkets } from './markets/kept-markets.ts';
import { createMarkets } from './markets/markets.ts';
import { type OrderView, toVenueOrder } from './orders/order-view.ts';
import { createPositionModes } from './account/position-mode.ts';
import { readBalances, readContracts, readHoldings } from './account/read-account.ts';
import { readBooked } from './account/read-booked.ts';
import { readCash, tellsCash } from './account/read-cash.ts';
import { readCandles } from './markets/read-candles.ts';
import { createPrices } from './markets/read-prices.ts';
import { createTruthReader } from './orders/read-truth.ts';
import { muzzle } from './orders/rehearse-order.ts';
import { createEntryPreparer } from './orders/set-leverage.ts';
import { createOrderDesk } from './orders/submit-order.ts';
import { createToldOrders } from './orders/told-orders.ts';
import { watchOrders } from './orders/watch-orders.ts';

export interface CcxtBrokerOptions {
  readonly account: AccountName;
  readonly mode: 'sandbox' | 'live';
  /** ccxt's id. */
  readonly exchange: string;
  readonly market: MarketType;
  readonly sandbox: boolean;
  /** What coins are counted in where nothing else is known of them. */
  readonly quoteCurrency: string;
  readonly credentials: Credentials;
  /** Where what is known of the markets that are traded is kept; absent: nowhere. */
  readonly keptFile?: string;
  /** Passed to ccxt's constructor. */
  readonly ccxt: Record<string, unknown>;
  readonly clock: Clock;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
}

/** What a venue can do, without asking it: its class is loaded, and nothing is sent. Rejects where ccxt knows no such exchange. */
export async function ccxtTraits(exchange: string, market: MarketType): Promise<VenueTraits> {
  const Class = await requireExchange(exchange);
  return gateOf(new Class({}), market).traits;
}

/** What its money is while something is held is not known. */
const HELD = { type: 'unavailable', reason: 'whether open results are in the total is not known here' } as const;
const STOPPED = { type: 'unavailable', reason: 'the account is closed' } as const;

async function connect(Class: ExchangeClass, options: CcxtBrokerOptions): Promise<Connection> {
  const { clock, log, market, sandbox, credentials, ccxt, mode, keptFile = null } = options;
  demandWallet(options.exchange, credentials.apiKey, credentials.secret);
  const staysHere = mode === 'sandbox' && !sandbox;
  const settings: ExchangeSettings = { market, sandbox, credentials, ccxt, staysHere, now: () => clock.now() };
  const exchange = makeExchange(Class, settings);
  const kept = await openKeptMarkets({ file: keptFile, of: `${exchange.id} ${market}`, log });
  return {
    exchange,
    kept,
    traded: new Set(),
    muzzled: muzzle(makeExchange(Class, settings)),
    gate: gateOf(exchange, market),
    markets: createMarkets(exchange, market, clock, kept),
    clock,
    log,
  };
}

/** Rejects, with the remedy, where the account cannot be opened as it is configured. Asks the venue nothing. */
export async function createCcxtBroker(options: CcxtBrokerOptions): Promise<Broker> {
  const connection = await connect(await requireExchange(options.exchange), options);
  const { exchange, gate, markets, kept, traded, clock, log } = connection;
  let listener: (report: Report) => void = () => undefined;
  let stopped = false;
  let closeStream = (): void => undefined;

  const told = createToldOrders(
    (report) => (stopped ? undefined : listener(report)),
    (id) => toClientId(exchange.id, gate.market, id),
  );
  const truth = createTruthReader(connection);
  const follower = createOrderFollower(connection, told, truth);
  const modes = createPositionModes(connection);
  const prices = createPrices(connection);
  const desk = createOrderDesk(connection, {
    told,
    follower,
    modes,
    entries: createEntryPreparer(connection, modes),
    prices,
  });
  const changer = createOrderChanger(connection, told, follower);

  /** A number says whose it is only together with the orders that are known here. */
  const ownIdOf = ({ orderId, id, clientId }: OrderView): OrderId | null =>
    orderId ?? (told.byClientId(clientId) ?? told.byVenueId(id))?.id ?? null;

  /** Orders of ours that are open from before this process. */
  async function takeUp(): Promise<void> {
    await markets.find('');
    for (const view of await listAllOrders(connection, undefined)) {
      if (view.orderId === null) continue;
      traded.add(view.symbol);
      follower.nudge(told.follow({ id: view.orderId, symbol: view.symbol, qty: view.qty }));
    }
    if (gate.market === 'spot' || !hasOwn(exchange, 'fetchPositions')) return;
    await readContracts(connection, modes);
    // asked now, so that the first order does not wait for it
    const [symbol] = markets.symbols();
    if (symbol !== undefined) await modes.isHedged(symbol);
  }

  async function lookUp(order: Parameters<Broker['lookUp']>[0]): Promise<Lookup> {
    const { id, symbol } = order;
    const wanted =
      order.venueOrderId === undefined || order.venueOrderId === null ? { id, symbol } : { id, symbol, venueOrderId: order.venueOrderId };
    const known = told.get(id);
    const seenAs = known?.venueOrderId ?? order.seenAs ?? null;
    const seen = seenAs === null ? {} : { seenAs };
    const found = await truth.read({ ...wanted, ...seen }, known?.qty ?? null);
    if (found.type !== 'found') return found;
    // what is open is followed from now on, whoever asked for it first
    if (found.order.status === 'open' && wanted.venueOrderId === undefined && !stopped)
      told.tell(told.follow({ id, symbol, qty: null }), found.order, clock.now());
    return { type: 'found', order: found.order };
  }

  return {
    account: options.account,
    traits: gate.traits,
    async start(onReport) {
      listener = onReport;
      stopped = false;
      follower.start();
      closeStream = watchOrders(connection, told, follower);
      try {
        await takeUp();
      } catch (error) {
        log('open_orders_not_read', { reason: reasonOf(error) });
        follower.nudgeAll();
      }
    },
    async stop() {
      stopped = true;
      follower.stop();
      closeStream();
      prices.stop();
      await kept.saved();
      try {
        await exchange.close();
      } catch (error) {
        log('streams_not_closed', { reason: reasonOf(error) });
      }
    },
    async price(symbol, _hint, use) {
      if (stopped) return STOPPED;
      const priced = await prices.price(symbol);
      if (priced.type === 'priced' && use !== 'explain') traded.add(symbol);
      return priced;
    },
    candles: async (symbol, timeframe, count) => (stopped ? STOPPED : readCandles(connection, symbol, timeframe, count)),
    async submit(request, hint) {
      if (stopped) return STOPPED;
      // its price may have been asked for by another account
      traded.add(request.instrument.symbol);
      return desk.submit(request, hint ?? null);
    },
    cancel: async (order) => (stopped ? STOPPED : changer.cancel(order)),
    modify: async (order, qty) => (stopped ? STOPPED : changer.modify(order, qty)),
    lookUp,
    async balances() {
      try {
        const [list, booked] = await Promise.all([readBalances(connection), readBooked(connection)]);
        return { type: 'ok', balances: list, ...(booked === undefined ? {} : { booked }) };
      } catch (error) {
        return unavailable(error);
      }
    },
    async positions() {
      try {
        const isSpot = gate.market === 'spot';
        const positions = isSpot ? readHoldings(connection, options.quoteCurrency, traded) : readContracts(connection, modes);
        return { type: 'ok', positions: await positions };
      } catch (error) {
        return unavailable(error);
      }
    },
    async openOrders(symbols) {
      try {
        await markets.find('');
        const orders = await listAllOrders(connection, symbols);
        return { type: 'ok', orders: orders.map((view) => ({ ...toVenueOrder(view), orderId: ownIdOf(view) })) };
      } catch (error) {
        return unavailable(error);
      }
    },
    ...(listsFills(connection)
      ? {
          fills: (symbols: readonly string[], since: number) =>
            listFills(connection, symbols, since).then((list) => ({ type: 'ok', list }) as const, unavailable),
        }
      : {}),
    ...(tellsCash(connection)
      ? {
          cash: () =>
            readCash(connection, options.quoteCurrency).then(
              (cash) => (cash === null ? HELD : ({ type: 'ok', cash } as const)),
              unavailable,
            ),
        }
      : {}),
    watch: (symbol, onQuote) => (stopped ? () => undefined : prices.watch(symbol, onQuote)),
    examine: () => examineVenue(connection, modes, options.sandbox),
  };
}
