// Owns: Gate's perpetuals (API v4, settled in USDT, one-way) as ccxt 4.5.84 asks them: signed REST, sizes as signed whole contracts, times in
// seconds, orders with a trigger apart from the others; what a trigger makes is an order with an id of its own. Our id is a label: it finds
// an order while that is open and for a minute after, and no order with a trigger. After its public documents.

import { createHash, createHmac } from 'node:crypto';
import { abs, type Decimal, decimal, eq, gt, isNegative, mul, parseDecimal, ZERO } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, Outcome, PlaceOrder } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import { type Body, childOf, createGateWords, failed, GATE_KEYS, isAuto, NO_TRIGGER, number, ok, seconds, WORDS } from './gate-words.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

/** After that an order that has ended is found by its own id alone. */
const KNOWN_BY_OURS_MS = 60_000;
const PAGE = 100;

const USER = '10406147';
const CHANNEL = 'futures.orders';

interface Frame {
  readonly time: number;
  readonly channel: string;
  readonly event: string;
  readonly payload?: readonly string[];
  readonly auth?: { readonly KEY: string; readonly SIGN: string };
}

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/usdt\/(?:price_)?orders$/, 'submit'],
  ['DELETE', /\/usdt\/(?:price_)?orders\/[^/]+$/, 'cancel'],
  ['GET', /\/usdt\/(?:(?:price_)?orders\/[^/]+|my_trades_timerange)$/, 'look_up'],
  ['GET', /\/usdt\/(?:accounts|positions)$/, 'read'],
  ['GET', /\/usdt\/tickers$/, 'price'],
  ['GET', /\/usdt\/candlesticks$/, 'candles'],
];
function kindOf({ method, path, query }: VenueRequest): RequestKind {
  if (method === 'GET' && /\/usdt\/(?:price_)?orders$/.test(path)) return query.get('status') === 'open' ? 'read' : 'look_up';
  return ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';
}

function isSigned({ method, path, rawQuery, body, headers }: VenueRequest): boolean {
  const payload = createHash('sha512').update(body).digest('hex');
  const text = [method, path, decodeURIComponent(rawQuery), payload, headers['timestamp'] ?? ''].join('\n');
  return createHmac('sha512', GATE_KEYS.secret).update(text).digest('hex') === headers['sign'] && headers['key'] === GATE_KEYS.apiKey;
}

const bodyOf = ({ body }: VenueRequest): Body => (body === '' ? {} : (JSON.parse(body) as Body));
const dictIn = (body: Body, key: string): Body => (typeof body[key] === 'object' && body[key] !== null ? (body[key] as Body) : {});
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): Decimal | null =>
  typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value)) : null;

export interface GateAccount {
  /** Long and short are held apart (`in_dual_mode`). */
  readonly hedged?: boolean;
}

export function createGateFront(exchange: Exchange, { hedged = false }: GateAccount = {}): Front {
  /** By contract: a leverage of zero is cross margin under its limit. */
  const leverages = new Map<string, { leverage: string; cross_leverage_limit: string }>();
  const leverageOf = (contract: string) => leverages.get(contract) ?? { leverage: '0', cross_leverage_limit: '10' };
  const now = () => exchange.options.now();
  const { contractOf, sizeOf, shownOrder, shownAuto, shownTrade, shownMarket } = createGateWords(exchange);
  const streams = new Set<VenueSocket>();
  exchange.subscribe((event) => {
    if (event.type === 'price' || (isAuto(event.order) && !event.order.triggered)) return;
    const frame = { time: Math.floor(seconds(now())), channel: CHANNEL, event: 'update', result: [shownOrder(event.order)] };
    for (const stream of streams) if (stream.data.get(CHANNEL) === true) stream.tell(frame);
  });
  /** A size is whole and signed; null: it is not one. */
  function asked(order: Body): Pick<PlaceOrder, 'symbol' | 'side' | 'qty' | 'reduceOnly' | 'clientId'> | null {
    const size = order['size'];
    const symbol = textOf(order['contract']) ?? '';
    if (typeof size !== 'number' || !Number.isInteger(size) || size === 0) return null;
    const amount = decimal(String(size));
    const qty = mul(abs(amount), contractOf(symbol));
    return {
      symbol,
      side: isNegative(amount) ? 'sell' : 'buy',
      qty,
      reduceOnly: order['reduce_only'] === true,
      clientId: textOf(order['text']),
    };
  }

  /** Where long and short are held apart, no order that leaves is larger than what is held. */
  const exceeds = ({ symbol, side, qty, reduceOnly }: Pick<PlaceOrder, 'symbol' | 'side' | 'qty' | 'reduceOnly'>): boolean =>
    hedged && reduceOnly === true && gt(qty, exchange.ledger.reducible(symbol, side));

  function placed(outcome: Outcome, shown: (order: ExchangeOrder) => unknown): VenueReply {
    return outcome.ok ? ok(shown(outcome.order), 201) : failed(WORDS[outcome.refusal.code]);
  }

  function placeOrder(body: Body): VenueReply {
    const order = asked(body);
    const [price, tif] = [numberOf(body['price']), textOf(body['tif']) ?? 'gtc'];
    if (order === null || price === null) return failed(WORDS.step);
    if (order.clientId?.startsWith('t-') === false || (order.clientId?.length ?? 0) > 30) return failed(['INVALID_PARAM_VALUE', 'text']);
    if (exceeds(order)) return failed(['REDUCE_EXCEEDED', 'reduce-only exceeds the position']);
    const isMarket = eq(price, ZERO);
    if (isMarket && tif !== 'ioc' && tif !== 'fok') return failed(['INVALID_PARAM_VALUE', 'tif']);
    const timeInForce = tif === 'ioc' || tif === 'fok' ? tif : 'gtc';
    const kind = isMarket ? ('market' as const) : ('limit' as const);
    return placed(
      exchange.place({
        ...order,
        kind,
        limitPrice: isMarket ? null : price,
        timeInForce: isMarket && tif === 'ioc' ? 'gtc' : timeInForce,
        postOnly: tif === 'poc',
      }),
      shownOrder,
    );
  }

  function placeAuto(body: Body): VenueReply {
    const [initial, trigger] = [dictIn(body, 'initial'), dictIn(body, 'trigger')];
    const order = asked(initial);
    const [price, stopPrice] = [numberOf(initial['price']), numberOf(trigger['price'])];
    if (order === null || price === null || stopPrice === null) return failed(WORDS.step);
    const isRising = trigger['rule'] === 1;
    const isStop = isRising === (order.side === 'buy');
    const isMarket = eq(price, ZERO);
    const kind = isStop ? (isMarket ? 'stop' : 'stop_limit') : isMarket ? 'take_profit' : 'take_profit_limit';
    return placed(exchange.place({ ...order, kind, stopPrice, limitPrice: isMarket ? null : price }), ({ id }) => ({ id: Number(id) }));
  }

  function findOrder(id: string): ExchangeOrder | null {
    if (!id.startsWith('t-'))
      return exchange.orders().find((each) => (isAuto(each) ? each.triggered && childOf(each) : each.id) === id) ?? null;
    const found = exchange.byClientId(id).findLast((each) => !isAuto(each)) ?? null;
    return found === null || found.status === 'open' || now() - found.updatedAt <= KNOWN_BY_OURS_MS ? found : null;
  }
  const findAuto = (id: string): ExchangeOrder | null => {
    const found = exchange.order(id);
    return found !== null && isAuto(found) ? found : null;
  };

  function cancel(order: ExchangeOrder | null, auto: boolean): VenueReply {
    const isLate = order === null || (auto && (order.triggered || order.status !== 'open'));
    if (isLate) return auto ? failed(NO_TRIGGER) : failed(WORDS.unknown_order, 404);
    const outcome = exchange.cancel(order.id);
    if (!outcome.ok) return failed(WORDS[outcome.refusal.code]);
    return ok(auto ? shownAuto(outcome.order) : shownOrder(outcome.order));
  }

  function listed({ query }: VenueRequest, auto: boolean): VenueReply {
    const [isOpen, contract] = [query.get('status') === 'open', query.get('contract')];
    const orders = exchange.orders().filter((order) => {
      if (contract !== null && order.symbol !== contract) return false;
      if (auto) return isAuto(order) && (order.status === 'open' && !order.triggered) === isOpen;
      return (!isAuto(order) || order.triggered) && (order.status === 'open') === isOpen;
    });
    const [from, count] = [Number(query.get('offset') ?? '0'), Number(query.get('limit') ?? PAGE)];
    const page = orders.toReversed().slice(from, from + Math.min(count, PAGE));
    return ok(page.map((order) => (auto ? shownAuto(order) : shownOrder(order))));
  }

  function trades({ query }: VenueRequest): VenueReply {
    const [from, to] = [Number(query.get('from') ?? '0'), Number(query.get('to') ?? '9999999999')];
    const told = exchange.trades().filter(({ symbol, at }) => symbol === query.get('contract') && seconds(at) >= from && seconds(at) <= to);
    return ok(told.toReversed().slice(0, PAGE).map(shownTrade));
  }

  function positions(): VenueReply {
    const held = exchange.ledger.positions();
    const none = exchange.options.markets.filter(({ symbol }) => !held.some((each) => each.symbol === symbol));
    const shown = [...held, ...none.map(({ symbol }) => ({ symbol, qty: ZERO, entryPrice: ZERO }))].map(({ symbol, qty, entryPrice }) => ({
      user: 1,
      contract: symbol,
      size: number(sizeOf(symbol, qty)),
      ...leverageOf(symbol),
      value: mul(abs(qty), exchange.quote(symbol).last),
      entry_price: entryPrice,
      mark_price: exchange.quote(symbol).last,
      unrealised_pnl: '0',
      realised_pnl: '0',
      mode: !hedged ? 'single' : isNegative(qty) ? 'dual_short' : 'dual_long',
      pending_orders: 0,
      update_time: Math.floor(seconds(now())),
    }));
    return ok(shown);
  }

  function account(): VenueReply {
    const [{ total, free } = { total: ZERO, free: ZERO }] = exchange.balances().filter(({ currency }) => currency === 'USDT');
    return ok({
      user: 1,
      currency: 'USDT',
      total,
      available: free,
      unrealised_pnl: '0',
      position_margin: '0',
      order_margin: '0',
      in_dual_mode: hedged,
    });
  }

  /** Where long and short are held apart it has a place of its own. */
  function setLeverage({ path, query }: VenueRequest): VenueReply {
    const [, dual, contract = ''] = /\/futures\/usdt\/(dual_comp\/)?positions\/([^/]+)\/leverage$/.exec(path) ?? [];
    if ((dual !== undefined) !== hedged) return failed(['POSITION_DUAL_MODE', 'Operation forbidden in dual-mode']);
    const set = { leverage: query.get('leverage') ?? '', cross_leverage_limit: query.get('cross_leverage_limit') ?? '0' };
    if (exchange.market(contract) === null || !/^\d+$/.test(set.leverage)) return failed(['INVALID_PARAM_VALUE', 'leverage']);
    leverages.set(contract, set);
    return ok(hedged ? [set] : set);
  }

  function answerPublic({ path, query }: VenueRequest): VenueReply | null {
    if (path.endsWith('/spot/time')) return ok({ server_time: Date.now() });
    const markets = exchange.options.markets.map(shownMarket);
    if (path.endsWith('/usdt/contracts')) return ok(markets);
    // one dollar each, settled in coins
    if (path.endsWith('/btc/contracts'))
      return ok(markets.map((each) => ({ ...each, name: 'BTC_USD', type: 'inverse', quanto_multiplier: '0' })));
    const contract = query.get('contract') ?? '';
    if (path.endsWith('/usdt/candlesticks')) {
      const book = candleBook(lengthOf(query.get('interval') ?? ''), Number(query.get('limit') ?? '100'), now());
      return ok(
        book.map(({ openAt, open, high, low, close, volume }) => ({
          t: seconds(openAt),
          o: open,
          h: high,
          l: low,
          c: close,
          v: Number(volume),
          sum: '1',
        })),
      );
    }
    if (!path.endsWith('/usdt/tickers')) return null;
    if (exchange.market(contract) === null) return failed(WORDS.unknown_symbol);
    const { bid, ask, last } = exchange.quote(contract);
    return ok([
      {
        contract,
        last,
        highest_bid: bid,
        lowest_ask: ask,
        low_24h: last,
        high_24h: last,
        mark_price: last,
        index_price: last,
        volume_24h_base: '1',
      },
    ]);
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { method, path } = request;
    if (method === 'POST' && path.endsWith('/leverage')) return setLeverage(request);
    const [, what = '', id = ''] = /\/futures\/usdt\/(\w+)(?:\/([^/]+))?$/.exec(path) ?? [];
    switch (`${method} ${what}${id === '' ? '' : '/id'}`) {
      case 'POST orders':
        return placeOrder(bodyOf(request));
      case 'POST price_orders':
        return placeAuto(bodyOf(request));
      case 'GET orders':
        return listed(request, false);
      case 'GET price_orders':
        return listed(request, true);
      case 'GET orders/id': {
        const order = findOrder(id);
        return order === null ? failed(WORDS.unknown_order, 404) : ok(shownOrder(order));
      }
      case 'GET price_orders/id': {
        const order = findAuto(id);
        return order === null ? failed(NO_TRIGGER) : ok(shownAuto(order));
      }
      case 'DELETE orders/id':
        return cancel(findOrder(id), false);
      case 'DELETE price_orders/id':
        return cancel(findAuto(id), true);
      case 'GET my_trades_timerange':
        return trades(request);
      case 'GET positions':
        return positions();
      case 'GET accounts':
        return account();
      default:
        return path.endsWith('/account/detail')
          ? ok({ user_id: Number(USER), key: { mode: 1 } })
          : failed(['NOT_FOUND', `${method} ${path}`], 404);
    }
  }

  /** Who listens proves it, and says the number of the account. */
  function heard(stream: VenueSocket, frame: string): void {
    const { time, channel, event, payload = [], auth } = JSON.parse(frame) as Frame;
    if (channel === 'futures.ping') return stream.send({ time, channel: 'futures.pong', event: '', result: null });
    const sign = createHmac('sha512', GATE_KEYS.secret).update(`channel=${channel}&event=${event}&time=${time}`).digest('hex');
    const isOurs = auth?.SIGN === sign && auth.KEY === GATE_KEYS.apiKey && payload[0] === USER && payload[1] === '!all';
    if (isOurs && event === 'subscribe') stream.data.set(channel, true);
    stream.send({
      time,
      channel,
      event,
      error: isOurs ? null : { code: 4, message: 'auth fail' },
      result: isOurs ? { status: 'success' } : null,
    });
  }

  return {
    kindOf,
    clientIdOf: (request) =>
      kindOf(request) === 'submit' ? (textOf(bodyOf(request)['text']) ?? textOf(dictIn(bodyOf(request), 'initial')['text'])) : null,
    answer: (request) =>
      answerPublic(request) ?? (isSigned(request) ? answerPrivate(request) : failed(['INVALID_SIGNATURE', 'Signature mismatch'], 401)),
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed(['TOO_MANY_REQUESTS', 'Request Rate limit Exceeded'], 429);
      if (fault.type === 'clock_skew') return failed(['REQUEST_EXPIRED', 'gap between request Timestamp and server time exceeds 60'], 403);
      if (fault.type === 'duplicate_id') return failed(WORDS.duplicate);
      if (fault.type === 'server_error' && fault.status === 500) return failed(['SERVER_ERROR', 'Internal server error'], 500);
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
