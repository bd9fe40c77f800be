// Owns: Kraken's futures (one account for all of its margin, one position per market) as ccxt 4.5.84 asks them: signed forms in the address,
// refusals inside of answers that went well, orders that are known for five seconds after they have ended, a history of events, fills
// without fees in pages of a hundred of all markets, streams behind a challenge. After its public documents, and answers that others wrote down.

import { type Decimal, isPositive, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder, ExchangeTrade } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';
import {
  failed,
  inEvent,
  inHistory,
  inOpen,
  inStatus,
  inStream,
  isoOf,
  isSigned,
  isWaiting,
  KRAKEN_FUTURES_KEYS,
  OTHERS,
  shownMarket,
  shownPosition,
  signedChallenge,
  STATUSES,
  triggerInHistory,
  uuidOf,
} from './kraken-futures-words.ts';

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/sendorder$/, 'submit'],
  ['POST', /\/cancelorder$/, 'cancel'],
  ['GET', /\/(?:openorders|orders\/status|fills|history\/v\d\/(?:orders|triggers))$/, 'look_up'],
  ['GET', /\/(?:openpositions|accounts)$/, 'read'],
  ['GET', /\/tickers\//, 'price'],
  ['GET', /\/charts\//, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

/** So long an order is known under its name after it has ended. */
const KNOWN_MS = 5_000;
const PAGE = 100;
const CHALLENGE = '226aee50-88fc-4618-a42a-34f7709570b2';

export interface KrakenFuturesAccount {
  /** What becomes of a stop that was touched has an id of its own, under the same name. */
  readonly childIds?: boolean;
  /** Isolated margin, at so much leverage. */
  readonly leverage?: number;
  /** The quantity of an order that has filled in part is all of it; no document says so or otherwise. */
  readonly totals?: boolean;
  /** Questions for single orders are not taken. */
  readonly noStatus?: boolean;
  /** So long its history is behind. */
  readonly lagMs?: number;
}

export function createKrakenFuturesFront(exchange: Exchange, account: KrakenFuturesAccount = {}): Front {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  const history: Record<'orders' | 'triggers', { at: number; event: object }[]> = { orders: [], triggers: [] };
  const idNow = (order: ExchangeOrder): string =>
    account.childIds === true && order.stopPrice !== null && order.triggered ? `77${order.id}` : order.id;
  const asShown = (order: ExchangeOrder): ExchangeOrder => ({ ...order, id: idNow(order) });
  const quantityOf = ({ qty }: ExchangeOrder): string | undefined => (account.totals === true ? qty : undefined);
  const ok = (body: object): VenueReply => ({ status: 200, body: { result: 'success', ...body, serverTime: isoOf(now()) } });
  const write = (list: 'orders' | 'triggers', event: object): void => void history[list].push({ at: now(), event });
  /** Its placing is written once it is known what came of it at once. */
  let placing: string | null = null;

  const REASONS: Readonly<Record<string, string>> = { canceled: 'cancelled_by_user', expired: 'ioc_would_not_execute' };

  function writeDown(event: Exclude<ExchangeEvent, { type: 'price' }>): void {
    const { order, type } = event;
    const shown = inHistory(asShown(order), quantityOf(order));
    if (type === 'accepted') {
      if (order.stopPrice !== null) write('triggers', { OrderTriggerPlaced: { order: triggerInHistory(order), reason: 'new_user_order' } });
      else placing = order.id;
      return;
    }
    if (type === 'triggered') {
      write('triggers', { OrderTriggerActivated: { order: triggerInHistory(order) } });
      write('orders', { OrderPlaced: { order: shown, reason: 'stop_order_triggered', reducedQuantity: '', algoId: '' } });
      return;
    }
    if (placing === order.id && type === 'filled') return;
    if (placing === order.id) writePlaced(order);
    if (type === 'filled') {
      const reason = order.status === 'filled' ? 'full_fill' : 'partial_fill';
      write('orders', { OrderUpdated: { oldOrder: shown, newOrder: shown, reason, reducedQuantity: '' } });
    } else if (type === 'rejected') write('orders', { OrderRejected: { order: shown, orderError: order.reason, reason: 'unknown' } });
    else if (type !== 'amended' && isWaiting(order))
      write('triggers', { OrderTriggerCancelled: { order: triggerInHistory(order), reason: REASONS[type] } });
    else if (type !== 'amended') write('orders', { OrderCancelled: { order: shown, reason: REASONS[type] ?? type } });
  }

  function writePlaced(order: ExchangeOrder): void {
    placing = null;
    write('orders', {
      OrderPlaced: { order: inHistory(order, quantityOf(order)), reason: 'new_user_order', reducedQuantity: '', algoId: '' },
    });
  }

  function tellAll(feed: string, frame: object): void {
    for (const stream of streams) if (stream.data.get(feed) === true) stream.tell({ feed, ...frame });
  }

  const shownFill = (trade: ExchangeTrade) => ({
    instrument: trade.symbol,
    time: trade.at,
    price: Number(trade.price),
    seq: 1,
    buy: trade.side === 'buy',
    qty: Number(trade.qty),
    order_id: uuidOf(idNow(orderOf(trade))),
    cli_ord_id: orderOf(trade).clientId,
    fill_id: uuidOf(trade.id),
    fill_type: trade.isMaker ? 'maker' : 'taker',
    fee_paid: Number(trade.fee),
    fee_currency: 'USD',
  });
  const orderOf = ({ orderId }: ExchangeTrade): ExchangeOrder => {
    const order = exchange.order(orderId);
    if (order === null) throw new Error(`a trade without its order ${orderId}`);
    return order;
  };

  function tell(event: Exclude<ExchangeEvent, { type: 'price' }>): void {
    const { order, type } = event;
    const shown = asShown(order);
    if (type === 'filled') tellAll('fills', { username: 'user', fills: [shownFill(event.trade)] });
    // what never rests is never an open order
    if (order.kind === 'market' || order.timeInForce === 'ioc') return;
    if (type === 'triggered') {
      tellAll('open_orders', { order_id: uuidOf(order.id), cli_ord_id: order.clientId, is_cancel: true, reason: 'stop_order_triggered' });
      if (order.limitPrice !== null) tellAll('open_orders', { order: inStream(shown), is_cancel: false, reason: 'limit_order_from_stop' });
      return;
    }
    const isOver = order.status !== 'open';
    const reason =
      type === 'filled' ? (isOver ? 'full_fill' : 'partial_fill') : type === 'accepted' ? 'new_placed_order_by_user' : 'cancelled_by_user';
    if (isOver) tellAll('open_orders', { order_id: uuidOf(shown.id), cli_ord_id: order.clientId, is_cancel: true, reason });
    else tellAll('open_orders', { order: inStream(shown), is_cancel: false, reason });
  }

  exchange.subscribe((event) => {
    if (event.type === 'price') {
      const { bid, ask, last } = exchange.quote(event.symbol);
      const frame = { feed: 'ticker', product_id: event.symbol, time: now(), bid: Number(bid), ask: Number(ask), last: Number(last) };
      for (const stream of streams) if (stream.data.get(`ticker ${event.symbol}`) === true) stream.send(frame);
      return;
    }
    writeDown(event);
    tell(event);
  });

  const numberIn = (query: URLSearchParams, key: string): Decimal | null => {
    const text = query.get(key);
    return text === null ? null : parseDecimal(text);
  };
  const KINDS: Readonly<Record<string, 'market' | 'limit' | 'stop'>> = {
    mkt: 'market',
    lmt: 'limit',
    post: 'limit',
    ioc: 'limit',
    stp: 'stop',
  };

  function placed(order: ExchangeOrder, from: ExchangeOrder | null): object {
    const events =
      order.stopPrice !== null
        ? [
            {
              type: 'PLACE',
              orderTrigger: { uid: uuidOf(order.id), clientId: order.clientId, type: 'ioc', symbol: order.symbol, side: order.side },
            },
          ]
        : order.trades.length === 0
          ? [{ type: 'PLACE', order: inEvent(from ?? order), reducedQuantity: null }]
          : order.trades.map(({ id, price, qty }) => ({
              type: 'EXECUTION',
              executionId: uuidOf(id),
              price: Number(price),
              amount: Number(qty),
              orderPriorEdit: null,
              orderPriorExecution: inEvent(order),
              takerReducedQuantity: null,
            }));
    return { order_id: uuidOf(order.id), status: 'placed', receivedTime: isoOf(now()), cliOrdId: order.clientId, orderEvents: events };
  }

  function place(query: URLSearchParams): VenueReply {
    const [type, side, clientId] = [query.get('orderType') ?? '', query.get('side'), query.get('cliOrdId')];
    const [size, limit, stop] = [numberIn(query, 'size'), numberIn(query, 'limitPrice'), numberIn(query, 'stopPrice')];
    const kind = KINDS[type];
    if (kind === undefined)
      return { status: 400, body: { status: 'BAD_REQUEST', result: 'error', errors: [{ code: 11, message: 'invalid order type' }] } };
    if (size === null || (side !== 'buy' && side !== 'sell')) return failed('requiredArgumentMissing', now());
    if ((kind === 'limit' && limit === null) || (kind === 'stop' && (stop === null || query.get('triggerSignal') === null)))
      return failed('requiredArgumentMissing', now());
    const outcome = exchange.place({
      clientId,
      symbol: query.get('symbol') ?? '',
      side,
      kind: kind === 'stop' && limit !== null ? 'stop_limit' : kind,
      qty: size,
      limitPrice: kind === 'market' ? null : limit,
      stopPrice: kind === 'stop' ? stop : null,
      reduceOnly: query.get('reduceOnly') === 'true',
      timeInForce: type === 'ioc' ? 'ioc' : 'gtc',
      postOnly: type === 'post',
    });
    if (outcome.ok && placing === outcome.order.id) writePlaced(outcome.order);
    const isNothing = outcome.ok && outcome.order.status === 'expired' && outcome.order.trades.length === 0;
    if (outcome.ok && !isNothing) return ok({ sendStatus: placed(outcome.order, null) });
    const [status, reason] = STATUSES[outcome.ok ? 'unfillable' : outcome.refusal.code];
    const uid = uuidOf('9');
    return ok({
      sendStatus: {
        order_id: uid,
        status,
        receivedTime: isoOf(now()),
        cliOrdId: clientId,
        orderEvents: [{ type: 'REJECT', uid, reason, order: {} }],
      },
    });
  }

  function cancel(query: URLSearchParams): VenueReply {
    const id = exchange.orders().find((order) => uuidOf(idNow(order)) === query.get('order_id'))?.id ?? '';
    const before = exchange.order(id);
    const outcome = exchange.cancel(id);
    const status = outcome.ok ? 'cancelled' : before?.status === 'filled' ? 'filled' : 'notFound';
    const events = outcome.ok ? [{ type: 'CANCEL', uid: query.get('order_id'), order: inEvent(outcome.order) }] : [];
    return ok({ cancelStatus: { status, order_id: query.get('order_id'), receivedTime: isoOf(now()), orderEvents: events } });
  }

  function statuses(query: URLSearchParams): VenueReply {
    const [ids, names] = [query.getAll('orderIds'), query.getAll('cliOrdIds')];
    if (account.noStatus === true || ids.length + names.length === 0) return failed('requiredArgumentMissing', now());
    const known = exchange.orders().filter(({ status, updatedAt }) => status === 'open' || now() - updatedAt < KNOWN_MS);
    const asked = known.filter(
      (order) => ids.includes(uuidOf(idNow(order))) || (order.clientId !== null && names.includes(order.clientId)),
    );
    return ok({ orders: asked.map((order) => inStatus(asShown(order), quantityOf(order))) });
  }

  function fills(query: URLSearchParams): VenueReply {
    const before = Date.parse(query.get('lastFillTime') ?? '9999-01-01T00:00:00Z');
    const shown = exchange
      .trades()
      .filter(({ at }) => at < before)
      .toReversed()
      .slice(0, PAGE)
      .map((trade) => ({
        fill_id: uuidOf(trade.id),
        symbol: trade.symbol,
        side: trade.side,
        order_id: uuidOf(idNow(orderOf(trade))),
        ...(orderOf(trade).clientId === null ? {} : { cliOrdId: orderOf(trade).clientId }),
        size: Number(trade.qty),
        price: Number(trade.price),
        fillTime: isoOf(trade.at),
        fillType: trade.isMaker ? 'maker' : 'taker',
      }));
    return ok({ fills: shown });
  }

  function events(list: 'orders' | 'triggers', query: URLSearchParams): VenueReply {
    const elements = history[list]
      .filter(({ at }) => now() - at >= (account.lagMs ?? 0))
      .toReversed()
      .slice(0, Number(query.get('count') ?? '500'))
      .map(({ at, event }, index) => ({ uid: `event-${index}`, timestamp: at, event }));
    return { status: 200, body: { accountUid: 'account', len: elements.length, serverTime: isoOf(now()), elements } };
  }

  /** Money of several kinds; what positions stand at is counted beside it. */
  function accounts(): VenueReply {
    const pnl = sum(
      exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => mul(qty, sub(exchange.quote(symbol).last, entryPrice))),
    );
    const held = exchange.balances().filter(({ total }) => isPositive(total));
    const currencies = Object.fromEntries(
      held.map(({ currency, total, free }) => [
        currency,
        { quantity: Number(total), value: Number(total), collateral: Number(total), available: Number(free) },
      ]),
    );
    const flex = {
      currencies,
      balanceValue: 0,
      pnl: Number(pnl),
      availableMargin: 0,
      marginEquity: 0,
      type: 'multiCollateralMarginAccount',
    };
    return ok({ accounts: { cash: { balances: { usd: '7' }, type: 'cashAccount' }, flex } });
  }

  function answerPrivate({ method, path, query }: VenueRequest): VenueReply {
    switch (`${method} ${path.replace(/^\/(?:derivatives\/)?api\//, '')}`) {
      case 'POST v3/sendorder':
        return place(query);
      case 'POST v3/cancelorder':
        return cancel(query);
      case 'GET v3/openorders':
        return ok({ openOrders: exchange.openOrders().map((order) => inOpen(asShown(order))) });
      case 'GET v3/orders/status':
        return statuses(query);
      case 'GET v3/fills':
        return fills(query);
      case 'GET v3/openpositions':
        return ok({ openPositions: exchange.ledger.positions().map((each) => shownPosition(each, account.leverage, now())) });
      case 'GET v3/accounts':
        return accounts();
      case 'GET v3/leveragepreferences': {
        const preference = { symbol: query.get('symbol'), maxLeverage: account.leverage };
        return ok({ leveragePreferences: account.leverage === undefined ? [] : [preference] });
      }
      case 'PUT v3/leveragepreferences':
        return ok({});
      case 'GET history/v2/orders':
        return events('orders', query);
      case 'GET history/v2/triggers':
        return events('triggers', query);
      default:
        return failed('notFound', now(), 404);
    }
  }

  function answerPublic({ path, query }: VenueRequest): VenueReply | null {
    if (path.endsWith('/v3/instruments')) return ok({ instruments: [...exchange.options.markets.map(shownMarket), ...OTHERS] });
    const [, symbol = '', interval = ''] = /\/charts\/v1\/trade\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
    if (symbol !== '') {
      const count = Math.ceil((Number(query.get('to')) - Number(query.get('from'))) / (lengthOf(interval) / 1000));
      const candles = candleBook(lengthOf(interval), Math.min(2_000, count), now()).map(({ openAt, ...rest }) => ({
        time: openAt,
        ...rest,
      }));
      return { status: 200, body: { candles, more_candles: false } };
    }
    const [, named = ''] = /\/v3\/tickers\/([^/]+)$/.exec(path) ?? [];
    if (named === '') return null;
    if (exchange.market(named) === null) return failed('contractNotFound', now());
    const { bid, ask, last } = exchange.quote(named);
    return ok({ ticker: { tag: 'perpetual', symbol: named, bid: Number(bid), ask: Number(ask), last: Number(last), suspended: false } });
  }

  function heard(stream: VenueSocket, frame: string): void {
    const {
      event,
      feed = '',
      api_key: key,
      product_ids: ids = [],
      signed_challenge: signed,
    } = JSON.parse(frame) as Record<string, string> & { product_ids?: string[] };
    if (event === 'challenge') return stream.send({ event: 'challenge', message: CHALLENGE });
    if (event !== 'subscribe') return;
    if (feed === 'ticker') for (const id of ids) stream.data.set(`ticker ${id}`, true);
    else if (key !== KRAKEN_FUTURES_KEYS.apiKey || signed !== signedChallenge(CHALLENGE))
      return stream.send({ event: 'alert', message: 'Failed to subscribe to authenticated feed' });
    stream.data.set(feed, true);
    stream.send({ event: 'subscribed', feed, ...(ids.length > 0 ? { product_ids: ids } : {}) });
    if (feed === 'open_orders')
      stream.send({
        feed: 'open_orders_snapshot',
        account: 'account',
        orders: exchange.openOrders().map((order) => inStream(asShown(order))),
      });
    if (feed === 'fills') stream.send({ feed: 'fills_snapshot', account: 'account', fills: exchange.trades().slice(-PAGE).map(shownFill) });
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? request.query.get('cliOrdId') : null),
    answer: (request) => answerPublic(request) ?? (isSigned(request) ? answerPrivate(request) : failed('authenticationError', now())),
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed('apiLimitExceeded', now(), 429);
      if (fault.type === 'clock_skew') return failed('nonceBelowThreshold', now());
      if (fault.type === 'maintenance') return failed('Unavailable', now(), 503);
      if (fault.type === 'duplicate_id')
        return ok({ sendStatus: { status: 'clientOrderIdAlreadyExist', receivedTime: isoOf(now()), orderEvents: [] } });
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
