// Owns: KuCoin's spot markets (classic account, its trade_hf part) as ccxt 4.5.84 asks them: signed REST, orders and trades of one symbol at a
// time in pages of twenty, ended orders that are known for days, refusals under a code in answers of status 200. What waits for a trigger
// stands in a list of its own; what it becomes is not documented, and here it is an order that does not name ours. After its public documents.

import { createHmac } from 'node:crypto';
import { type Decimal, isPositive, parseDecimal, sub } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';
import { idOf, isStop, isWaiting, ownId, shownMarket, shownOrder, shownStop, shownTrade } from './kucoin-spot-shapes.ts';
import { failed, KUCOIN_KEYS, ok, SPOT_NOT_THERE, SPOT_WORDS } from './kucoin-words.ts';

type Body = Readonly<Record<string, unknown>>;

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/v1\/(?:hf\/orders|orders|stop-order)$/, 'submit'],
  ['DELETE', /\/v1\/(?:hf\/orders|stop-order)\//, 'cancel'],
  ['GET', /\/v1\/(?:hf\/orders|stop-order|hf\/fills)(?:\/|$)/, 'look_up'],
  ['GET', /\/v1\/accounts$/, 'read'],
  ['GET', /\/v1\/market\/(?:stats|orderbook\/level1)$/, 'price'],
  ['GET', /\/v1\/market\/candles$/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

const digest = (text: string): string => createHmac('sha256', KUCOIN_KEYS.secret).update(text).digest('base64');

function isSigned({ method, path, rawQuery, body, headers }: VenueRequest): boolean {
  const text = `${headers['kc-api-timestamp'] ?? ''}${method}${path}${rawQuery === '' ? '' : `?${rawQuery}`}${body}`;
  return digest(text) === headers['kc-api-sign'] && headers['kc-api-passphrase'] === digest(KUCOIN_KEYS.password);
}

const bodyOf = ({ body }: VenueRequest): Body => (body === '' ? {} : (JSON.parse(body) as Body));
const decimalIn = (value: unknown): Decimal | null => (typeof value === 'string' ? parseDecimal(value) : null);

/** Ended orders are found for so long: those that were withdrawn, and those that have filled. */
const DAY_MS = 86_400_000;
const FOUND_MS = { canceled: 2 * DAY_MS, filled: 7 * DAY_MS } as const;
/** The longest time that one list of trades covers. */
const WEEK_MS = 7 * DAY_MS;

export interface KucoinSpotAccount {
  /** So long an order is not found after it has been placed. */
  readonly lagMs?: number;
  readonly mode?: 'CLASSIC' | 'UNIFIED';
  /** What is said of the kind of spot account; absent: that it is the one of today. */
  readonly opened?: unknown;
}

export function createKucoinSpotFront(exchange: Exchange, { lagMs = 0, mode = 'CLASSIC', opened = true }: KucoinSpotAccount = {}): Front {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  function tell(topic: string, subject: string, data: Body): void {
    const frame = { topic, type: 'message', subject, channelType: 'private', data };
    for (const stream of streams) if (stream.data.get(topic) === true) stream.tell(frame);
  }

  const TYPES: Readonly<Record<string, string>> = { accepted: 'open', triggered: 'open', filled: 'match', amended: 'update' };

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const { order } = event;
    if (isStop(order) && !order.triggered) {
      const type = event.type === 'accepted' ? 'open' : 'cancel';
      const { orderTime, createdAt, ...rest } = { ...shownStop(order), orderTime: order.createdAt };
      return tell('/spotMarket/advancedOrders', 'stopOrder', {
        ...rest,
        orderId: idOf(order),
        orderType: 'stop',
        createdAt,
        type,
        orderTime,
      });
    }
    const trade = event.type === 'filled' ? event.trade : null;
    tell('/spotMarket/tradeOrders', 'orderChange', {
      orderId: order.id,
      symbol: order.symbol,
      type: TYPES[event.type] ?? 'canceled',
      status: trade !== null ? 'match' : order.status === 'open' ? 'open' : 'done',
      orderType: order.limitPrice === null ? 'market' : 'limit',
      side: order.side,
      price: order.limitPrice ?? '0',
      size: order.qty,
      filledSize: order.qtyFilled,
      remainSize: sub(order.qty, order.qtyFilled),
      clientOid: isStop(order) ? '' : (order.clientId ?? ''),
      orderTime: order.createdAt,
      ts: now() * 1e6,
      ...(trade === null
        ? {}
        : { matchPrice: trade.price, matchSize: trade.qty, tradeId: trade.id, liquidity: 'taker', feeType: 'takerFee' }),
    });
  });

  function place(body: Body, hasTrigger: boolean): VenueReply {
    const { side, symbol, type, clientOid, timeInForce = 'GTC', postOnly, stop, tradeType } = body;
    const [size, price, trigger] = [decimalIn(body['size']), decimalIn(body['price']), decimalIn(body['stopPrice'])];
    if (typeof clientOid !== 'string' || !/^[\w-]{1,40}$/.test(clientOid)) return failed(['400100', 'Invalid clientOid.']);
    if ((side !== 'buy' && side !== 'sell') || (type !== 'limit' && type !== 'market')) return failed(['400100', 'Parameter error.']);
    if (size === null || !isPositive(size)) return failed(SPOT_WORDS.quantity);
    if (type === 'limit' && price === null) return failed(['400100', 'Invalid price.']);
    if (hasTrigger !== (trigger !== null) || (tradeType ?? 'TRADE') !== 'TRADE') return failed(['400100', 'Stop order type invalid.']);
    if (hasTrigger && stop !== undefined && stop !== (side === 'buy' ? 'entry' : 'loss')) return failed(SPOT_WORDS.would_trigger);
    if (!/^(?:GTC|GTT|IOC|FOK)$/.test(String(timeInForce))) return failed(['400100', 'Invalid timeInForce.']);
    const limit = type === 'limit' ? price : null;
    const outcome = exchange.place({
      clientId: clientOid,
      symbol: String(symbol),
      side,
      kind: !hasTrigger ? type : limit === null ? 'stop' : 'stop_limit',
      qty: size,
      limitPrice: limit,
      stopPrice: trigger,
      timeInForce: type === 'market' ? 'gtc' : timeInForce === 'IOC' ? 'ioc' : timeInForce === 'FOK' ? 'fok' : 'gtc',
      postOnly: postOnly === true,
    });
    return outcome.ok ? ok({ orderId: idOf(outcome.order), clientOid }) : failed(SPOT_WORDS[outcome.refusal.code]);
  }

  function isKnown(order: ExchangeOrder): boolean {
    if (now() - order.createdAt < lagMs) return false;
    return order.status === 'open' || now() - order.updatedAt <= FOUND_MS[order.status === 'filled' ? 'filled' : 'canceled'];
  }

  /** Nothing is known without the symbol. */
  function one(order: ExchangeOrder | null | undefined, query: URLSearchParams): VenueReply {
    if (query.get('symbol') === null) return failed(['400100', 'symbol is required.']);
    const isThere = order != null && order.symbol === query.get('symbol') && !(isStop(order) && !order.triggered) && isKnown(order);
    return isThere ? ok(shownOrder(order)) : failed(SPOT_NOT_THERE);
  }

  function cancel(id: string, isAmongStops: boolean): VenueReply {
    const order = exchange.order(ownId(id));
    const isThere = order !== null && (isStop(order) && !order.triggered) === isAmongStops;
    const outcome = isThere ? exchange.cancel(order.id) : null;
    if (outcome === null || !outcome.ok) return failed(SPOT_WORDS.ended);
    return ok(isAmongStops ? { cancelledOrderIds: [id] } : { orderId: id });
  }

  /** Newest first, twenty unless asked for more, a hundred at most, older than the one that is named. */
  function paged<T extends { readonly id: string }>(all: readonly T[], query: URLSearchParams, show: (each: T) => Body): VenueReply {
    const limit = Math.min(100, Number(query.get('limit') ?? '20'));
    const [before, after] = [Number(query.get('lastId') ?? '0'), Number.MAX_SAFE_INTEGER];
    const items = all.filter(({ id }) => Number(id) < (before === 0 ? after : before)).slice(0, limit);
    return ok({ lastId: Number(items.at(-1)?.id ?? '0'), items: items.map(show) });
  }

  const orders = (query: URLSearchParams, is: (order: ExchangeOrder) => boolean): readonly ExchangeOrder[] =>
    exchange
      .orders()
      .filter((order) => is(order) && order.symbol === (query.get('symbol') ?? order.symbol))
      .toReversed();

  function fills(query: URLSearchParams): VenueReply {
    const [id, symbol] = [query.get('orderId'), query.get('symbol')];
    if (symbol === null) return failed(['400100', 'symbol is required.']);
    const [start, end] = [query.get('startAt'), query.get('endAt')].map((at) => (at === null ? null : Number(at)));
    const to = end ?? (start == null ? now() : start + WEEK_MS);
    const from = Math.max(now() - WEEK_MS, start ?? to - WEEK_MS);
    const isIn = (trade: ExchangeTrade): boolean =>
      id === null ? trade.symbol === symbol && trade.at >= from && trade.at <= to : trade.orderId === id;
    return paged(exchange.trades().filter(isIn).toReversed(), query, shownTrade);
  }

  function accounts(query: URLSearchParams): VenueReply {
    if (query.get('type') !== 'trade_hf') return ok([]);
    return ok(
      exchange.balances().map(({ currency, total, free }, at) => ({
        id: String(at),
        currency,
        type: 'trade_hf',
        balance: total,
        available: free,
        holds: sub(total, free),
      })),
    );
  }

  function stopsOf(method: string, what: string, request: VenueRequest): VenueReply | null {
    const { query } = request;
    if (method === 'POST' && what === 'stop-order') return place(bodyOf(request), true);
    if (method === 'DELETE' && what.startsWith('stop-order/')) return cancel(what.slice('stop-order/'.length), true);
    const waiting = orders(query, isWaiting);
    if (what === 'stop-order') {
      const [page, pageSize] = [Number(query.get('currentPage') ?? '1'), Number(query.get('pageSize') ?? '50')];
      const items = waiting.slice((page - 1) * pageSize, page * pageSize).map(shownStop);
      return ok({ currentPage: page, pageSize, totalNum: waiting.length, totalPage: Math.ceil(waiting.length / pageSize), items });
    }
    if (what !== 'stop-order/queryOrderByClientOid') return null;
    return ok(waiting.filter(({ clientId }) => clientId === query.get('clientOid')).map(shownStop));
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { method, path, query } = request;
    const what = path.replace(/^\/api\/(?:ua\/)?v\d\//, '');
    const ended = (order: ExchangeOrder): boolean => order.status !== 'open' && !(isStop(order) && !order.triggered) && isKnown(order);
    const active = (order: ExchangeOrder): boolean => order.status === 'open' && !isWaiting(order);
    switch (`${method} ${what}`) {
      case 'GET account/mode':
        return ok({ selfAccountMode: mode });
      case 'GET hf/accounts/opened':
        return ok(opened);
      case 'POST hf/orders':
        return place(bodyOf(request), false);
      case 'GET hf/orders/active':
        return query.get('symbol') === null ? failed(['400100', 'symbol is required.']) : ok(orders(query, active).map(shownOrder));
      case 'GET hf/orders/active/symbols':
        return ok({ symbols: [...new Set(orders(query, active).map(({ symbol }) => symbol))] });
      case 'GET hf/orders/done':
        return query.get('symbol') === null ? failed(['400100', 'symbol is required.']) : paged(orders(query, ended), query, shownOrder);
      case 'GET hf/fills':
        return fills(query);
      case 'GET accounts':
        return accounts(query);
      case 'POST bullet-private': {
        const endpoint = `ws://${request.headers['host'] ?? ''}/spot`;
        return ok({ token: 'token', instanceServers: [{ endpoint, protocol: 'websocket', pingInterval: 18_000, pingTimeout: 10_000 }] });
      }
      default: {
        const stops = what.startsWith('stop-order') ? stopsOf(method, what, request) : null;
        if (stops !== null) return stops;
        const [, byOurs, id = ''] = /^hf\/orders\/(client-order\/)?([^/]+)$/.exec(what) ?? [];
        if (id === '') return failed(['404000', `${method} ${path}`], 404);
        if (method === 'DELETE') return cancel(id, false);
        return one(byOurs === undefined ? exchange.order(id) : exchange.byClientId(id).findLast((order) => !isStop(order)), query);
      }
    }
  }

  function answerPublic({ path, query }: VenueRequest): VenueReply | null {
    const symbol = query.get('symbol') ?? '';
    if (path.endsWith('/v1/timestamp')) return ok(now());
    if (path.endsWith('/v2/symbols')) return ok(exchange.options.markets.map(shownMarket));
    if (!path.includes('/v1/market/')) return null;
    if (exchange.market(symbol) === null) return failed(SPOT_WORDS.unknown_symbol);
    if (path.endsWith('/candles')) {
      const length = lengthOf((query.get('type') ?? '').replace(/(min|hour|day|week)$/, (unit) => unit.slice(0, 1)));
      const [from, to] = [Number(query.get('startAt')) * 1000, Number(query.get('endAt')) * 1000];
      const book = candleBook(length, Math.min(1_500, Math.ceil((to - from) / length)), now());
      const rows = book.map(({ openAt, open, high, low, close, volume }) => [String(openAt / 1000), open, close, high, low, volume, '1']);
      return ok(rows.toReversed());
    }
    const { bid, ask, last } = exchange.quote(symbol);
    return ok({ time: now(), symbol, buy: bid, sell: ask, last, high: last, low: last, vol: '9', volValue: '900', changeRate: '0' });
  }

  function heard(stream: VenueSocket, frame: string): void {
    const { id, type, topic } = JSON.parse(frame) as { id: string; type: string; topic?: string };
    if (type === 'ping') return stream.send({ id, type: 'pong' });
    if (type !== 'subscribe' || topic === undefined || stream.query.get('token') !== 'token') return;
    stream.data.set(topic, true);
    stream.send({ id, type: 'ack' });
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? String(bodyOf(request)['clientOid']) : null),
    answer(request) {
      const open = answerPublic(request);
      if (open !== null) return open;
      return isSigned(request) ? answerPrivate(request) : failed(['400005', 'Invalid KC-API-SIGN'], 401);
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') {
        const headers = {
          'gw-ratelimit-limit': '4000',
          'gw-ratelimit-remaining': '0',
          'gw-ratelimit-reset': String(fault.retryAfterS * 1000),
        };
        return { ...failed(['429000', 'Too many requests'], 429), headers };
      }
      if (fault.type === 'clock_skew') return failed(['400002', 'Invalid KC-API-TIMESTAMP'], 400);
      if (fault.type === 'duplicate_id') return failed(SPOT_WORDS.duplicate);
      return null;
    },
    connected(stream) {
      streams.add(stream);
      stream.send({ id: 'welcome', type: 'welcome' });
    },
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
