// Owns: OKX v5 (perpetuals in net mode) as ccxt 4.5.84 asks it: signed REST, orders and trigger orders apart, an order that a
// trigger makes has an id of its own; quantities are contracts of 0.01 coins. After its public documents.

import { createHmac } from 'node:crypto';
import { type Decimal, decimal, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { newestFirst } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, OrderKind, Outcome, PlaceOrder } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';
import {
  type Body,
  coins,
  contracts,
  failed,
  instTypeOf,
  isAlgo,
  NOT_THERE,
  notDone,
  ok,
  OKX_KEYS,
  ordIdOf,
  shownAlgo,
  shownMarket,
  shownOrder,
  shownTrade,
  WORDS,
} from './okx-words.ts';

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/trade\/(?:batch-orders|order-algo)$/, 'submit'],
  ['POST', /\/trade\/cancel-(?:order|algos)$/, 'cancel'],
  ['GET', /\/trade\/(?:order|order-algo|fills-history|orders-history|orders-algo-history)$/, 'look_up'],
  ['GET', /\/(?:trade\/orders-pending|trade\/orders-algo-pending|account\/balance|account\/positions)$/, 'read'],
  ['GET', /\/market\/(?:ticker|books)$/, 'price'],
  ['GET', /\/market\/candles$/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

/** The newest first, a hundred at most, those before `after`. */
const pageOf = (orders: readonly ExchangeOrder[], body: Body): readonly ExchangeOrder[] => {
  const after = textOf(body, 'after');
  const listed = orders.filter(({ id }) => after === null || Number(id) < Number(after)).toReversed();
  return listed.slice(0, Math.min(100, Number(textOf(body, 'limit') ?? '100')));
};

const textOf = (body: Body, key: string): string | null => {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : null;
};
const numberOf = (body: Body, key: string): Decimal | null => {
  const text = textOf(body, key);
  return text !== null && /^\d+(?:\.\d+)?$/.test(text) ? parseDecimal(text) : null;
};

/** A list may be asked for by one kind of contracts. */
const ofType =
  (body: Body) =>
  ({ instType }: { readonly instType: string }): boolean =>
    (textOf(body, 'instType') ?? instType) === instType;

/** What a POST carries: one order, or a list of one. */
function bodyOf({ body, query }: VenueRequest): Body {
  if (body === '') return Object.fromEntries(query);
  const parsed = JSON.parse(body) as Body | readonly Body[];
  return Array.isArray(parsed) ? ((parsed as readonly Body[])[0] ?? {}) : (parsed as Body);
}

function isSigned({ method, path, rawQuery, body, headers }: VenueRequest): boolean {
  const text = `${headers['ok-access-timestamp'] ?? ''}${method}${path}${rawQuery === '' ? '' : `?${rawQuery}`}${body}`;
  const sign = createHmac('sha256', OKX_KEYS.secret).update(text).digest('base64');
  return sign === headers['ok-access-sign'] && headers['ok-access-passphrase'] === OKX_KEYS.password;
}

export function createOkxFront(exchange: Exchange): Front {
  const now = () => exchange.options.now();
  const streams = new Set<VenueSocket>();
  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const { order } = event;
    const instType = instTypeOf(order.symbol);
    const frames = [
      ...(isAlgo(order) ? [{ arg: { channel: 'orders-algo', instType }, data: [shownAlgo(order)] }] : []),
      ...(!isAlgo(order) || order.triggered ? [{ arg: { channel: 'orders', instType }, data: [shownOrder(order)] }] : []),
    ];
    for (const frame of frames) for (const stream of streams) if (stream.data.get(frame.arg.channel) === instType) stream.tell(frame);
  });

  function place(ask: PlaceOrder, shown: (order: ExchangeOrder) => unknown): VenueReply {
    const outcome: Outcome = exchange.place(ask);
    return outcome.ok ? ok([shown(outcome.order)]) : notDone(WORDS[outcome.refusal.code]);
  }

  const asked = (body: Body) => ({
    symbol: textOf(body, 'instId') ?? '',
    side: body['side'] === 'buy' ? ('buy' as const) : ('sell' as const),
    qty: coins(numberOf(body, 'sz') ?? decimal('0')),
    reduceOnly: body['reduceOnly'] === true || body['reduceOnly'] === 'true',
  });

  function placeOrder(body: Body): VenueReply {
    const type = textOf(body, 'ordType') ?? '';
    const limitPrice = type === 'market' ? null : numberOf(body, 'px');
    if (type !== 'market' && limitPrice === null) return notDone(WORDS.tick);
    const kind: OrderKind = type === 'market' ? 'market' : 'limit';
    const timeInForce = type === 'ioc' || type === 'fok' ? type : 'gtc';
    const order = {
      ...asked(body),
      clientId: textOf(body, 'clOrdId'),
      kind,
      limitPrice,
      timeInForce,
      postOnly: type === 'post_only',
    } as const;
    return place(order, ({ id, clientId }) => ({ ordId: id, clOrdId: clientId ?? '', tag: '', sCode: '0', sMsg: '' }));
  }

  function placeAlgo(body: Body): VenueReply {
    const orderPx = textOf(body, 'orderPx');
    const ratio = numberOf(body, 'callbackRatio');
    const isTrail = body['ordType'] === 'move_order_stop';
    const stopPrice = numberOf(body, 'triggerPx');
    if (isTrail ? ratio === null : stopPrice === null || orderPx === null) return notDone(['51000', 'Parameter triggerPx error']);
    const isMarket = orderPx === '-1' || orderPx === null;
    const kind: OrderKind = isTrail ? 'trailing_stop' : isMarket ? 'stop' : 'stop_limit';
    const order: PlaceOrder = {
      ...asked(body),
      clientId: textOf(body, 'algoClOrdId'),
      kind,
      stopPrice,
      limitPrice: isMarket || isTrail ? null : numberOf(body, 'orderPx'),
      trail: isTrail && ratio !== null ? { percent: mul(ratio, decimal('100')) } : null,
    };
    return place(order, ({ id, clientId }) => ({ algoId: id, algoClOrdId: clientId ?? '', clOrdId: '', sCode: '0', sMsg: '', tag: '' }));
  }

  const byOrdId = (id: string): ExchangeOrder | null =>
    exchange.orders().find((order) => (!isAlgo(order) || order.triggered) && ordIdOf(order) === id) ?? null;

  function find(body: Body, algo: boolean): ExchangeOrder | null {
    const client = textOf(body, algo ? 'algoClOrdId' : 'clOrdId');
    const id = textOf(body, algo ? 'algoId' : 'ordId');
    const found =
      client === null ? (id === null ? null : algo ? exchange.order(id) : byOrdId(id)) : (exchange.byClientId(client).at(-1) ?? null);
    return found !== null && (id !== null ? !algo || isAlgo(found) : isAlgo(found) === algo) ? found : null;
  }

  function cancel(body: Body, algo: boolean): VenueReply {
    const order = find(body, algo);
    const isLate = algo && order?.triggered === true;
    if (order === null || isLate) return notDone(WORDS.unknown_order);
    const outcome = exchange.cancel(order.id);
    if (!outcome.ok) return notDone(WORDS[outcome.refusal.code]);
    return ok([{ ordId: order.id, algoId: order.id, clOrdId: '', sCode: '0', sMsg: '' }]);
  }

  function one(body: Body, algo: boolean): VenueReply {
    const order = find(body, algo);
    return order === null ? failed(NOT_THERE) : ok([algo ? shownAlgo(order) : shownOrder(order)]);
  }

  const pending = (): readonly ExchangeOrder[] => exchange.openOrders().filter((order) => !isAlgo(order) || order.triggered);

  function pendingAlgos(body: Body): readonly ExchangeOrder[] {
    const wanted = textOf(body, 'ordType');
    return exchange
      .openOrders()
      .filter((order) => isAlgo(order) && !order.triggered && (order.kind === 'trailing_stop' ? 'move_order_stop' : 'trigger') === wanted);
  }

  function history(body: Body, algo: boolean): VenueReply {
    const state = textOf(body, 'state');
    const ended = exchange
      .orders()
      .filter((order) => (algo ? isAlgo(order) : !isAlgo(order) || order.triggered) && order.status !== 'open');
    return ok(
      ended
        .map((order) => (algo ? shownAlgo(order) : shownOrder(order)))
        .filter((shown) => (state === null || shown.state === state) && ofType(body)(shown)),
    );
  }

  function fills(body: Body): VenueReply {
    const id = textOf(body, 'ordId');
    const told = exchange.trades().map((trade) => {
      const order = exchange.order(trade.orderId);
      return shownTrade(trade, order === null ? trade.orderId : ordIdOf(order));
    });
    return ok(told.filter((trade) => (id === null || trade.ordId === id) && ofType(body)(trade)));
  }

  type Held = ReturnType<Exchange['ledger']['positions']>[number];
  const openResult = ({ symbol, qty, entryPrice }: Held): Decimal => mul(qty, sub(exchange.quote(symbol).last, entryPrice));

  /** The equity of a currency holds what its positions stand at; its cash does not. */
  function balance(): VenueReply {
    const open = sum(exchange.ledger.positions().map(openResult));
    const details = exchange.balances().map(({ currency, total, free }) => ({
      ccy: currency,
      eq: currency === 'USDT' ? sum([total, open]) : total,
      cashBal: total,
      availEq: free,
      availBal: free,
      frozenBal: sub(total, free),
    }));
    return ok([{ uTime: String(now()), totalEq: '0', details }]);
  }

  function positions() {
    return exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => ({
      instType: instTypeOf(symbol),
      instId: symbol,
      posId: `p${symbol}`,
      posSide: 'net',
      pos: contracts(qty),
      avgPx: entryPrice,
      mgnMode: 'cross',
      lever: '1',
      upl: openResult({ symbol, qty, entryPrice }),
      notionalUsd: '0',
      markPx: exchange.quote(symbol).last,
      cTime: String(now()),
      uTime: String(now()),
    }));
  }

  function answerPublic(path: string, body: Body): VenueReply | null {
    if (path === '/api/v5/public/time') return ok([{ ts: String(Date.now()) }]);
    if (path === '/api/v5/public/instruments') return ok(exchange.options.markets.map(shownMarket).filter(ofType(body)));
    if (path === '/api/v5/market/candles') {
      const word = (textOf(body, 'bar') ?? '').replace('utc', '');
      return ok(newestFirst(word, Number(textOf(body, 'limit') ?? '100'), now(), ['1', '1', '1']));
    }
    if (path !== '/api/v5/market/ticker') return null;
    const symbol = textOf(body, 'instId') ?? '';
    if (exchange.market(symbol) === null) return failed(WORDS.unknown_symbol);
    const { bid, ask, last } = exchange.quote(symbol);
    const flat = { open24h: last, high24h: last, low24h: last, volCcy24h: '1', vol24h: '1', sodUtc0: last, sodUtc8: last };
    return ok([
      {
        instType: instTypeOf(symbol),
        instId: symbol,
        last,
        lastSz: '1',
        askPx: ask,
        askSz: '9',
        bidPx: bid,
        bidSz: '9',
        ts: String(now()),
        ...flat,
      },
    ]);
  }

  function answerPrivate({ method, path }: VenueRequest, body: Body): VenueReply {
    switch (`${method} ${path.replace('/api/v5', '')}`) {
      case 'POST /trade/batch-orders':
        return placeOrder(body);
      case 'POST /trade/order-algo':
        return placeAlgo(body);
      case 'POST /trade/cancel-order':
        return cancel(body, false);
      case 'POST /trade/cancel-algos':
        return cancel(body, true);
      case 'GET /trade/order':
        return one(body, false);
      case 'GET /trade/order-algo':
        return one(body, true);
      case 'GET /trade/orders-pending':
        return ok(pageOf(pending(), body).map(shownOrder).filter(ofType(body)));
      case 'GET /trade/orders-algo-pending':
        return ok(pageOf(pendingAlgos(body), body).map(shownAlgo).filter(ofType(body)));
      case 'GET /trade/orders-history':
        return history(body, false);
      case 'GET /trade/orders-algo-history':
        return history(body, true);
      case 'GET /trade/fills-history':
        return fills(body);
      case 'GET /account/balance':
        return balance();
      case 'GET /account/positions':
        return ok(positions().filter(ofType(body)));
      case 'GET /account/config':
        return ok([{ uid: '1', acctLv: '2', posMode: 'net_mode', perm: 'read_only,trade', ip: '127.0.0.1', level: 'Lv1', type: '0' }]);
      default:
        return failed(['50000', `the fake venue does not know ${method} ${path}`], 404);
    }
  }

  function heard(stream: VenueSocket, frame: string): void {
    if (frame === 'ping') return stream.send('pong');
    const { op, args = [] } = JSON.parse(frame) as { op: string; args?: Readonly<Record<string, string>>[] };
    const [first = {}] = args;
    if (op === 'login') {
      const text = `${first['timestamp'] ?? ''}GET/users/self/verify`;
      const isOurs = createHmac('sha256', OKX_KEYS.secret).update(text).digest('base64') === first['sign'];
      return stream.send({ event: isOurs ? 'login' : 'error', code: isOurs ? '0' : '60009', msg: '', connId: 'c1' });
    }
    if (op === 'subscribe') stream.data.set(first['channel'] ?? '', first['instType']);
    return stream.send({ event: op, arg: first, connId: 'c1' });
  }

  return {
    kindOf,
    clientIdOf: (request) =>
      request.method === 'POST' ? (textOf(bodyOf(request), 'clOrdId') ?? textOf(bodyOf(request), 'algoClOrdId')) : null,
    answer(request) {
      const body = bodyOf(request);
      const open = answerPublic(request.path, body);
      if (open !== null) return open;
      return isSigned(request) ? answerPrivate(request, body) : failed(['50113', 'Invalid Sign'], 401);
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed(['50011', 'Too Many Requests'], 429);
      if (fault.type === 'clock_skew') return failed(['50102', 'Timestamp request expired'], 401);
      if (fault.type === 'duplicate_id') return notDone(WORDS.duplicate);
      if (fault.type === 'maintenance') return failed(['50001', 'Service temporarily unavailable. Try again later'], 503);
      if (fault.type === 'server_error' && fault.status === 500) return failed(['50026', 'System error. Try again later'], 500);
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
