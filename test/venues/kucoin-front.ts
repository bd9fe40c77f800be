// Owns: KuCoin's perpetuals (classic account, one-way or hedged, cross or isolated by market) as ccxt 4.5.84 asks them: signed REST, stops that
// wait in a list of their own and keep their id when they are triggered, refusals under a code in answers of status 200, pages of fifty, a
// look-up of orders that lags behind. After its public documents and answers of the venue that others have written down.

import { createHmac } from 'node:crypto';
import { abs, type Decimal, decimal, div, isNegative, isPositive, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';
import { failed, KUCOIN_KEYS, NO_SIDE, NOT_THERE, ok, unifiedMoney, WORDS, type Words, WRONG_MARGIN, WRONG_SIDE } from './kucoin-words.ts';

type Body = Readonly<Record<string, unknown>>;

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/v1\/(?:orders|unified\/order\/place)$/, 'submit'],
  ['DELETE', /\/v1\/orders\//, 'cancel'],
  ['GET', /\/v1\/(?:orders|stopOrders|fills)(?:\/|$)/, 'look_up'],
  ['GET', /\/v1\/(?:positions|account-overview)$/, 'read'],
  ['GET', /\/v1\/ticker$/, 'price'],
  ['GET', /\/v1\/kline\/query$/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

const digest = (text: string): string => createHmac('sha256', KUCOIN_KEYS.secret).update(text).digest('base64');

function isSigned({ method, path, rawQuery, body, headers }: VenueRequest): boolean {
  const text = `${headers['kc-api-timestamp'] ?? ''}${method}${path}${rawQuery === '' ? '' : `?${rawQuery}`}${body}`;
  return digest(text) === headers['kc-api-sign'] && headers['kc-api-passphrase'] === digest(KUCOIN_KEYS.password);
}

const bodyOf = ({ body }: VenueRequest): Body => (body === '' ? {} : (JSON.parse(body) as Body));
const numberOf = (value: unknown): Decimal | null =>
  typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value)) : null;
const isStop = ({ kind }: ExchangeOrder): boolean => kind !== 'market' && kind !== 'limit';
const isWaiting = (order: ExchangeOrder): boolean => isStop(order) && !order.triggered && order.status === 'open';

export interface KucoinAccount {
  /** Long and short are held apart. */
  readonly hedged?: boolean;
  /** As it is set for every market; absent: isolated, as new accounts have it. */
  readonly margin?: 'ISOLATED' | 'CROSS';
  /** Absent: classic. Anything else is no answer. */
  readonly mode?: 'CLASSIC' | 'UNIFIED' | null;
  /** So long an order is not found after it has been placed. */
  readonly lagMs?: number;
}

export function createKucoinFront(
  exchange: Exchange,
  { hedged = false, margin = 'ISOLATED', lagMs = 0, mode = 'CLASSIC' }: KucoinAccount = {},
): Front {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  const modes = new Map<string, string>();
  const modeOf = (symbol: string): string => modes.get(symbol) ?? margin;
  const contractOf = (symbol: string): Decimal => exchange.market(symbol)?.stepSize ?? decimal('1');
  const sizeOf = (symbol: string, qty: Decimal): number => Number(div(qty, contractOf(symbol)));
  const valueOf = (trades: readonly ExchangeTrade[]): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));
  const sideOf = ({ side, reduceOnly }: Pick<ExchangeOrder, 'side' | 'reduceOnly'>): string =>
    !hedged ? 'BOTH' : (side === 'buy') !== reduceOnly ? 'LONG' : 'SHORT';

  const shownOrder = (order: ExchangeOrder) => ({
    id: order.id,
    symbol: order.symbol,
    type: order.limitPrice === null ? 'market' : 'limit',
    side: order.side,
    price: order.limitPrice ?? '0',
    size: sizeOf(order.symbol, order.qty),
    value: '0',
    dealValue: valueOf(order.trades),
    dealSize: sizeOf(order.symbol, order.qtyFilled),
    stp: '',
    stop: isStop(order) ? (order.side === 'buy' ? 'up' : 'down') : '',
    stopPriceType: isStop(order) ? 'TP' : '',
    stopTriggered: order.triggered,
    stopPrice: order.stopPrice,
    timeInForce: order.timeInForce.toUpperCase(),
    postOnly: order.postOnly,
    hidden: false,
    iceberg: false,
    leverage: '1',
    forceHold: false,
    closeOrder: false,
    visibleSize: '0',
    clientOid: order.clientId,
    remark: null,
    tags: null,
    isActive: order.status === 'open',
    cancelExist: order.status !== 'open' && order.status !== 'filled',
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    endAt: order.status === 'open' ? null : order.updatedAt,
    orderTime: order.createdAt * 1e6,
    settleCurrency: 'USDT',
    marginMode: modeOf(order.symbol),
    positionSide: sideOf(order),
    avgDealPrice: isPositive(order.qtyFilled) ? div(valueOf(order.trades), order.qtyFilled) : '0',
    status: order.status === 'open' ? 'open' : 'done',
    filledSize: sizeOf(order.symbol, order.qtyFilled),
    filledValue: valueOf(order.trades),
    reduceOnly: order.reduceOnly,
  });

  const shownTrade = (trade: ExchangeTrade) => ({
    symbol: trade.symbol,
    tradeId: trade.id,
    orderId: trade.orderId,
    side: trade.side,
    liquidity: trade.isMaker ? 'maker' : 'taker',
    forceTaker: false,
    price: trade.price,
    size: sizeOf(trade.symbol, trade.qty),
    value: mul(trade.qty, trade.price),
    feeRate: '0.0005',
    fixFee: '0',
    feeCurrency: trade.feeCurrency,
    stop: '',
    tradeTime: trade.at * 1e6,
    fee: trade.fee,
    settleCurrency: 'USDT',
    orderType: 'market',
    displayType: 'market',
    tradeType: 'trade',
    createdAt: trade.at,
  });

  const TYPES: Readonly<Record<string, string>> = { accepted: 'open', filled: 'match', amended: 'update' };

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const { order } = event;
    const waits = isStop(order) && (!order.triggered || event.type === 'triggered');
    const topic = waits ? '/contractMarket/advancedOrders' : '/contractMarket/tradeOrders';
    const trade = event.type === 'filled' ? event.trade : null;
    const data = {
      orderId: order.id,
      symbol: order.symbol,
      type: event.type === 'triggered' ? 'triggered' : (TYPES[event.type] ?? (waits ? 'cancel' : 'canceled')),
      status: order.status === 'open' ? 'open' : 'done',
      orderType: waits ? 'stop' : order.limitPrice === null ? 'market' : 'limit',
      side: order.side,
      price: order.limitPrice ?? '0',
      size: String(sizeOf(order.symbol, order.qty)),
      filledSize: String(sizeOf(order.symbol, order.qtyFilled)),
      clientOid: order.clientId,
      orderTime: order.createdAt * 1e6,
      createdAt: order.createdAt,
      ts: now() * 1e6,
      ...(waits ? { stop: 'down', stopPrice: order.stopPrice, stopPriceType: 'TP' } : {}),
      ...(trade === null
        ? {}
        : { matchPrice: trade.price, matchSize: String(sizeOf(trade.symbol, trade.qty)), tradeId: trade.id, liquidity: 'taker' }),
    };
    const frame = { topic, type: 'message', subject: waits ? 'stopOrder' : 'orderChange', channelType: 'private', data };
    for (const stream of streams) if (stream.data.get(topic) === true) stream.tell(frame);
  });

  function wrongMode({ marginMode, positionSide, symbol }: Body): Words | null {
    if ((marginMode ?? 'ISOLATED') !== modeOf(String(symbol))) return WRONG_MARGIN;
    const isSided = positionSide === 'LONG' || positionSide === 'SHORT';
    if (hedged) return isSided ? null : NO_SIDE;
    return isSided ? WRONG_SIDE : null;
  }

  function place(body: Body): VenueReply {
    const { side, symbol, type, clientOid, size, timeInForce, postOnly, positionSide, leverage, marginMode = 'ISOLATED' } = body;
    const [price, trigger] = [numberOf(body['price']), numberOf(body['stopPrice'])];
    if (typeof clientOid !== 'string' || clientOid.length > 40) return failed(['400100', 'validation.createOrder.clientOidIsRequired']);
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 1) return failed(WORDS.quantity);
    if ((side !== 'buy' && side !== 'sell') || (type !== 'limit' && type !== 'market')) return failed(['100001', 'Parameter invalid.']);
    if (trigger !== null && (body['stopPriceType'] === undefined || body['stop'] !== (side === 'buy' ? 'up' : 'down')))
      return failed(['100001', 'Parameter stop invalid.']);
    if (marginMode === 'ISOLATED' && numberOf(leverage) === null) return failed(['100001', 'Leverage parameter invalid.']);
    const wrong = wrongMode(body);
    if (wrong !== null) return failed(wrong);
    const limit = type === 'limit' ? price : null;
    const closes = hedged && (side === 'buy') !== (positionSide === 'LONG');
    const outcome = exchange.place({
      clientId: clientOid,
      symbol: String(symbol),
      side,
      kind: trigger === null ? type : limit === null ? 'stop' : 'stop_limit',
      qty: mul(decimal(String(size)), contractOf(String(symbol))),
      limitPrice: limit,
      stopPrice: trigger,
      reduceOnly: body['reduceOnly'] === true || closes,
      timeInForce: timeInForce === 'IOC' ? 'ioc' : 'gtc',
      postOnly: postOnly === true,
    });
    return outcome.ok ? ok({ orderId: outcome.order.id, clientOid }) : failed(WORDS[outcome.refusal.code]);
  }

  function cancel(id: string): VenueReply {
    const outcome = exchange.cancel(id);
    return outcome.ok ? ok({ cancelledOrderIds: [id] }) : failed(WORDS[outcome.refusal.code]);
  }

  const one = (order: ExchangeOrder | null | undefined): VenueReply =>
    order == null || now() - order.createdAt < lagMs ? failed(NOT_THERE) : ok(shownOrder(order));

  function paged(all: readonly unknown[], query: URLSearchParams, sizeMax: number): VenueReply {
    const [page, pageSize] = [Number(query.get('currentPage') ?? '1'), Math.min(sizeMax, Number(query.get('pageSize') ?? '50'))];
    const items = all.slice((page - 1) * pageSize, page * pageSize);
    return ok({ currentPage: page, pageSize, totalNum: all.length, totalPage: Math.ceil(all.length / pageSize), items });
  }

  const newest = (query: URLSearchParams, is: (order: ExchangeOrder) => boolean): readonly unknown[] =>
    exchange
      .orders()
      .filter((order) => is(order) && order.symbol === (query.get('symbol') ?? order.symbol))
      .toReversed()
      .map(shownOrder);

  function listed(query: URLSearchParams): VenueReply {
    const isActive = query.get('status') === 'active';
    return paged(
      newest(query, (order) => (isActive ? order.status === 'open' && !isWaiting(order) : order.status !== 'open')),
      query,
      1_000,
    );
  }

  function fills(query: URLSearchParams): VenueReply {
    const [id, symbol] = [query.get('orderId'), query.get('symbol')];
    const [from, to] = [Number(query.get('startAt') ?? '0'), Number(query.get('endAt') ?? Number.MAX_SAFE_INTEGER)];
    const told = exchange
      .trades()
      .filter(
        (trade) =>
          (id ?? trade.orderId) === trade.orderId && (symbol ?? trade.symbol) === trade.symbol && trade.at >= from && trade.at <= to,
      );
    return paged(told.toReversed().map(shownTrade), query, 1_000);
  }

  const openResult = ({ symbol, qty, entryPrice }: { symbol: string; qty: Decimal; entryPrice: Decimal }): Decimal =>
    mul(qty, sub(exchange.quote(symbol).last, entryPrice));

  function positions(): VenueReply {
    const shown = exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => ({
      id: `${symbol}-position`,
      symbol,
      crossMode: modeOf(symbol) === 'CROSS',
      marginMode: modeOf(symbol),
      positionSide: !hedged ? 'BOTH' : isNegative(qty) ? 'SHORT' : 'LONG',
      leverage: '1',
      realLeverage: '1.02',
      isOpen: true,
      currentTimestamp: now(),
      currentQty: sizeOf(symbol, qty),
      posCost: mul(qty, entryPrice),
      posInit: mul(abs(qty), entryPrice),
      avgEntryPrice: entryPrice,
      markPrice: exchange.quote(symbol).last,
      unrealisedPnl: openResult({ symbol, qty, entryPrice }),
      settleCurrency: 'USDT',
      isInverse: false,
    }));
    return ok(shown);
  }

  /** What positions stand at is part of the equity. */
  function overview(currency: string): VenueReply {
    const open = sum(exchange.ledger.positions().map(openResult));
    const held = exchange.balances().find((each) => each.currency === currency);
    const total = held?.total ?? decimal('0');
    const mine = currency === 'USDT' ? open : decimal('0');
    return ok({
      accountEquity: sum([total, mine]),
      unrealisedPNL: mine,
      marginBalance: total,
      availableBalance: held?.free ?? 0,
      currency,
    });
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { method, path, query } = request;
    const what = path.replace(/^\/api\/(?:ua\/)?v\d\//, '');
    switch (`${method} ${what}`) {
      case 'GET account/mode':
        return ok({ selfAccountMode: mode });
      case 'POST orders':
        return place(bodyOf(request));
      case 'GET orders':
        return listed(query);
      case 'GET stopOrders':
        return paged(newest(query, isWaiting), query, 1_000);
      case 'GET orders/byClientOid':
        return one(exchange.byClientId(query.get('clientOid') ?? '').at(-1));
      case 'GET fills':
        return fills(query);
      case 'GET positions':
        return positions();
      case 'GET account-overview':
        return overview(query.get('currency') ?? 'XBT');
      case 'GET unified/position/open-list':
        return ok([]);
      case 'GET unified/account/balance':
        return ok(unifiedMoney(exchange.balances()));
      case 'GET position/getPositionMode':
        return ok({ positionMode: hedged ? 1 : 0 });
      case 'GET position/getMarginMode':
        return ok({ symbol: query.get('symbol'), marginMode: modeOf(query.get('symbol') ?? '') });
      case 'POST position/changeMarginMode':
        modes.set(String(bodyOf(request)['symbol']), String(bodyOf(request)['marginMode']));
        return ok(bodyOf(request));
      case 'POST changeCrossUserLeverage':
        return ok(true);
      case 'POST bullet-private': {
        const endpoint = `ws://${request.headers['host'] ?? ''}/contract`;
        return ok({ token: 'token', instanceServers: [{ endpoint, protocol: 'websocket', pingInterval: 18_000, pingTimeout: 10_000 }] });
      }
      default: {
        const [, id = ''] = /^orders\/([^/]+)$/.exec(what) ?? [];
        if (id !== '') return method === 'DELETE' ? cancel(id) : one(exchange.order(id));
        return failed(['404000', `${method} ${path}`], 404);
      }
    }
  }

  const shownMarket = ({ symbol, base, quote, stepSize, tickSize }: ListedMarket) => ({
    symbol,
    rootSymbol: quote,
    type: 'FFWCSX',
    expireDate: null,
    baseCurrency: base === 'BTC' ? 'XBT' : base,
    quoteCurrency: quote,
    settleCurrency: quote,
    maxOrderQty: 1_000_000,
    maxPrice: 1_000_000,
    lotSize: 1,
    tickSize: Number(tickSize),
    multiplier: Number(stepSize),
    makerFeeRate: 0.0002,
    takerFeeRate: 0.0006,
    isInverse: false,
    status: 'Open',
    nextFundingRateTime: 25_481_884,
    maxLeverage: 100,
  });

  function answerPublic({ path, query }: VenueRequest): VenueReply | null {
    const symbol = query.get('symbol') ?? '';
    if (path.endsWith('/v1/timestamp')) return ok(now());
    if (path.endsWith('/contracts/active')) return ok(exchange.options.markets.map(shownMarket));
    if (path.endsWith('/kline/query')) {
      const minutes = query.get('granularity') ?? '';
      const count = Math.ceil((Number(query.get('to')) - Number(query.get('from'))) / lengthOf(minutes));
      const book = candleBook(lengthOf(minutes), Math.min(500, count), now());
      return ok(book.map(({ openAt, open, high, low, close, volume }) => [openAt, ...[open, high, low, close, volume, '1'].map(Number)]));
    }
    if (!path.endsWith('/v1/ticker')) return null;
    if (exchange.market(symbol) === null) return failed(WORDS.unknown_symbol);
    const { bid, ask, last } = exchange.quote(symbol);
    return ok({
      sequence: 1,
      symbol,
      side: 'buy',
      size: 1,
      price: last,
      bestBidSize: 1,
      bestBidPrice: bid,
      bestAskPrice: ask,
      ts: now() * 1e6,
    });
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
      if (fault.type === 'rate_limited') return failed(['429000', 'Too Many Requests'], 429);
      if (fault.type === 'clock_skew') return failed(['400002', 'Invalid KC-API-TIMESTAMP'], 400);
      if (fault.type === 'duplicate_id') return failed(WORDS.duplicate);
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
