// Owns: Bybit v5 (linear perpetuals of a unified account) as ccxt 4.5.84 asks it: signed REST, the private stream of orders,
// public tickers. Everything is answered with HTTP 200 and a code. After its public documents.

import { createHmac } from 'node:crypto';
import { abs, type Decimal, div, isNegative, isPositive, isZero, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { newestFirst } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import { endOf, type ExchangeOrder, type ExchangeTrade, type ListedMarket, type OrderKind, type Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

export const BYBIT_KEYS = { apiKey: 'bybit-key', secret: 'bybit-secret' } as const;

type Body = Readonly<Record<string, unknown>>;
type Words = readonly [code: number, message: string];

const said = (retCode: number, retMsg: string, result: unknown = {}): VenueReply => ({
  status: 200,
  body: { retCode, retMsg, result, retExtInfo: {}, time: Date.now() },
});
const ok = (result: unknown): VenueReply => said(0, 'OK', result);

const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: [10001, 'params error: symbol invalid'],
  unknown_order: [110001, 'order not exists or too late to cancel'],
  ended: [110001, 'order not exists or too late to cancel'],
  duplicate: [110072, 'OrderLinkedID is duplicate'],
  quantity: [10001, 'Qty invalid'],
  step: [10001, 'Qty invalid'],
  tick: [10001, 'params error: price invalid'],
  minimum: [110094, 'Order does not meet minimum order value 5USDT'],
  insufficient: [110007, 'ab not enough for new order'],
  held: [110017, 'orderQty will be truncated to zero'],
  reduce_only: [110017, 'current position is zero, cannot fix reduce-only order qty'],
  would_trigger: [110092, 'expect Rising, but trigger_price[950000] <= current[1000000]'],
  would_take: [110003, 'post-only order would match'],
  market_quantity: [110017, 'Order quantity exceeded upper limit.'],
  unfillable: [110003, 'FillOrKill order would not fill'],
};
const refused = ({ code }: Refusal): VenueReply => said(...WORDS[code]);
const SKEWED = said(10002, 'invalid request, please check your server timestamp or recv_window param');

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /^\/v5\/order\/create$/, 'submit'],
  ['POST', /^\/v5\/order\/cancel$/, 'cancel'],
  ['POST', /^\/v5\/order\/amend$/, 'modify'],
  ['GET', /^\/v5\/(?:order\/history|execution\/list)$/, 'look_up'],
  ['GET', /^\/v5\/(?:account|position)\//, 'read'],
  ['GET', /^\/v5\/market\/(?:tickers|orderbook)$/, 'price'],
  ['GET', /^\/v5\/market\/kline$/, 'candles'],
];

function kindOf({ method, path, query }: VenueRequest): RequestKind {
  if (path === '/v5/order/realtime') return query.has('orderLinkId') || query.has('orderId') ? 'look_up' : 'read';
  return ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';
}

function isSigned({ headers, rawQuery, body, method }: VenueRequest): boolean {
  const window = headers['x-bapi-recv-window'] ?? '';
  const text = `${headers['x-bapi-timestamp'] ?? ''}${BYBIT_KEYS.apiKey}${window}${method === 'GET' ? rawQuery : body}`;
  return createHmac('sha256', BYBIT_KEYS.secret).update(text).digest('hex') === headers['x-bapi-sign'];
}

const textOf = (body: Body, key: string): string | null => {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : null;
};
/** Numbers are text here, and without an exponent. */
const numberOf = (body: Body, key: string): Decimal | null => {
  const text = textOf(body, key);
  return text !== null && /^\d+(?:\.\d+)?$/.test(text) ? parseDecimal(text) : null;
};

function orderKind(body: Body): OrderKind {
  const isLimit = body['orderType'] === 'Limit';
  if (textOf(body, 'triggerPrice') === null) return isLimit ? 'limit' : 'market';
  const rises = body['triggerDirection'] === 1;
  const isStop = (body['side'] === 'Buy') === rises;
  if (isStop) return isLimit ? 'stop_limit' : 'stop';
  return isLimit ? 'take_profit_limit' : 'take_profit';
}

const TIMES: Readonly<Record<string, 'gtc' | 'ioc' | 'fok'>> = { GTC: 'gtc', IOC: 'ioc', FOK: 'fok', PostOnly: 'gtc' };

function statusOf({ status, qtyFilled, stopPrice, triggered }: ExchangeOrder): string {
  switch (status) {
    case 'filled':
      return 'Filled';
    case 'canceled':
    case 'expired':
      return 'Cancelled';
    case 'rejected':
      return 'Rejected';
    case 'open':
      if (stopPrice !== null && !triggered) return 'Untriggered';
      return isPositive(qtyFilled) ? 'PartiallyFilled' : 'New';
  }
}

const capital = (side: 'buy' | 'sell'): string => (side === 'buy' ? 'Buy' : 'Sell');

function shownOrder(order: ExchangeOrder) {
  const value = sum(order.trades.map(({ qty, price }) => mul(qty, price)));
  return {
    orderId: order.id,
    orderLinkId: order.clientId ?? '',
    category: 'linear',
    symbol: order.symbol,
    side: capital(order.side),
    orderType: order.limitPrice === null ? 'Market' : 'Limit',
    price: order.limitPrice ?? '0',
    qty: order.qty,
    cumExecQty: order.qtyFilled,
    cumExecValue: value,
    cumExecFee: sum(order.trades.map(({ fee }) => fee)),
    avgPrice: isZero(order.qtyFilled) ? '' : div(value, order.qtyFilled),
    leavesQty: order.status === 'open' ? sub(order.qty, order.qtyFilled) : '0',
    orderStatus: statusOf(order),
    rejectReason: order.status === 'rejected' ? (order.reason ?? 'EC_Others') : 'EC_NoError',
    cancelType: 'UNKNOWN',
    triggerPrice: order.stopPrice ?? '',
    triggerDirection: order.stopPrice === null ? 0 : (order.side === 'buy') === order.kind.startsWith('stop') ? 1 : 2,
    triggerBy: 'LastPrice',
    stopOrderType: order.stopPrice === null ? '' : 'Stop',
    tpslMode: '',
    reduceOnly: order.reduceOnly,
    closeOnTrigger: false,
    timeInForce: order.postOnly ? 'PostOnly' : order.timeInForce.toUpperCase(),
    positionIdx: 0,
    takeProfit: '',
    stopLoss: '',
    createdTime: String(order.createdAt),
    updatedTime: String(order.updatedAt),
  };
}

const shownTrade = (trade: ExchangeTrade) => ({
  symbol: trade.symbol,
  orderId: trade.orderId,
  execId: `exec-${trade.id}`,
  side: capital(trade.side),
  execPrice: trade.price,
  execQty: trade.qty,
  execValue: mul(trade.qty, trade.price),
  execFee: trade.fee,
  feeCurrency: trade.feeCurrency,
  feeRate: '0.0005',
  execType: 'Trade',
  isMaker: trade.isMaker,
  execTime: String(trade.at),
});

const shownMarket = ({ symbol, base, quote, tickSize, stepSize, qtyMin, marketQtyMax, notionalMin }: ListedMarket) => ({
  symbol,
  contractType: endOf(symbol) === null ? 'LinearPerpetual' : 'LinearFutures',
  status: 'Trading',
  baseCoin: base,
  quoteCoin: quote,
  settleCoin: quote,
  launchTime: '1584230400000',
  deliveryTime: String(endOf(symbol) ?? 0),
  priceScale: '2',
  leverageFilter: { minLeverage: '1', maxLeverage: '100', leverageStep: '0.01' },
  priceFilter: { minPrice: tickSize, maxPrice: '1999999', tickSize },
  lotSizeFilter: {
    minOrderQty: qtyMin,
    maxOrderQty: '100000',
    maxMktOrderQty: marketQtyMax ?? '100000',
    qtyStep: stepSize,
    minNotionalValue: notionalMin,
  },
  unifiedMarginTrade: true,
});

export function createBybitFront(exchange: Exchange): Front {
  const now = () => exchange.options.now();
  const streams = new Set<VenueSocket>();
  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const frame = { id: `n${event.order.id}`, topic: 'order', creationTime: now(), data: [shownOrder(event.order)] };
    for (const stream of streams) if (stream.data.get('topics') === true) stream.tell(frame);
  });

  /** By the venue's id, or the newest under a client id. */
  function asked(body: Body): ExchangeOrder | null {
    const [id, link] = [textOf(body, 'orderId'), textOf(body, 'orderLinkId')];
    return id === null ? (link === null ? null : (exchange.byClientId(link).at(-1) ?? null)) : exchange.order(id);
  }

  function create(body: Body): VenueReply {
    const qty = numberOf(body, 'qty');
    const [isLimit, hasTrigger] = [body['orderType'] === 'Limit', textOf(body, 'triggerPrice') !== null];
    if (body['category'] !== 'linear' || qty === null) return refused({ code: 'quantity', text: '' });
    if (isLimit && numberOf(body, 'price') === null) return refused({ code: 'tick', text: '' });
    if (hasTrigger && (numberOf(body, 'triggerPrice') === null || typeof body['triggerDirection'] !== 'number'))
      return said(10001, 'TriggerDirection invalid');
    const timeInForce = textOf(body, 'timeInForce') ?? 'GTC';
    const outcome = exchange.place({
      clientId: textOf(body, 'orderLinkId'),
      symbol: textOf(body, 'symbol') ?? '',
      side: body['side'] === 'Buy' ? 'buy' : 'sell',
      kind: orderKind(body),
      qty,
      limitPrice: isLimit ? numberOf(body, 'price') : null,
      stopPrice: numberOf(body, 'triggerPrice'),
      reduceOnly: body['reduceOnly'] === true,
      timeInForce: TIMES[timeInForce] ?? 'gtc',
      postOnly: timeInForce === 'PostOnly',
    });
    if (!outcome.ok) return refused(outcome.refusal);
    return ok({ orderId: outcome.order.id, orderLinkId: outcome.order.clientId ?? '' });
  }

  function change(body: Body, act: (order: ExchangeOrder) => ReturnType<Exchange['cancel']>): VenueReply {
    const order = asked(body);
    if (order === null) return refused({ code: 'unknown_order', text: '' });
    const outcome = act(order);
    return outcome.ok ? ok({ orderId: order.id, orderLinkId: order.clientId ?? '' }) : refused(outcome.refusal);
  }

  function amend(body: Body): VenueReply {
    const qty = numberOf(body, 'qty');
    return qty === null ? refused({ code: 'quantity', text: '' }) : change(body, (order) => exchange.amend(order.id, { qty }));
  }

  const isOn = (query: Body, symbol: string): boolean => [null, exchange.market(symbol)?.quote].includes(textOf(query, 'settleCoin'));
  function realtime(query: Body): VenueReply {
    const isOne = textOf(query, 'orderId') !== null || textOf(query, 'orderLinkId') !== null;
    const [one, all] = [asked(query), exchange.openOrders().filter(({ symbol }) => isOn(query, symbol))];
    const found = isOne ? (one === null ? [] : [one]) : all.toReversed();
    const from = Number(textOf(query, 'cursor') ?? '0');
    const to = from + Math.min(50, Number(textOf(query, 'limit') ?? '20'));
    const list = found.slice(from, to).map(shownOrder);
    return ok({ category: 'linear', list, nextPageCursor: to < found.length ? String(to) : '' });
  }

  function history(query: Body): VenueReply {
    const isOne = textOf(query, 'orderId') !== null || textOf(query, 'orderLinkId') !== null;
    const one = asked(query);
    const ended = (isOne ? (one === null ? [] : [one]) : exchange.orders()).filter(({ status }) => status !== 'open');
    return ok({ category: 'linear', list: ended.map(shownOrder), nextPageCursor: '' });
  }

  function executions(query: Body): VenueReply {
    const id = textOf(query, 'orderId');
    const list = exchange.trades().filter((trade) => id === null || trade.orderId === id);
    return ok({ category: 'linear', list: list.map(shownTrade), nextPageCursor: '' });
  }

  function wallet(): VenueReply {
    const coin = exchange.balances().map(({ currency, total, free }) => ({
      coin: currency,
      walletBalance: total,
      equity: total,
      availableToWithdraw: free,
      free,
      locked: sub(total, free),
      borrowAmount: '0',
      totalOrderIM: '0',
      totalPositionIM: '0',
    }));
    return ok({ list: [{ accountType: 'UNIFIED', coin }] });
  }

  function positions(query: Body): VenueReply {
    const symbol = textOf(query, 'symbol');
    const held = exchange.ledger.positions().filter((each) => (symbol ?? each.symbol) === each.symbol && isOn(query, each.symbol));
    const shown = held.map(({ symbol: of, qty, entryPrice }) => ({
      positionIdx: 0,
      symbol: of,
      side: isNegative(qty) ? 'Sell' : 'Buy',
      size: abs(qty),
      avgPrice: entryPrice,
      positionValue: mul(abs(qty), entryPrice),
      leverage: '1',
      tradeMode: 0,
      autoAddMargin: 0,
      positionStatus: 'Normal',
      unrealisedPnl: '0',
      markPrice: exchange.quote(of).last,
      createdTime: '0',
      updatedTime: String(now()),
    }));
    const flat = { positionIdx: 0, symbol, side: '', size: '0', avgPrice: '0', positionValue: '', leverage: '1', tradeMode: 0 };
    return ok({ category: 'linear', list: shown.length === 0 && symbol !== null ? [flat] : shown, nextPageCursor: '' });
  }

  function ticker(symbol: string): VenueReply {
    if (exchange.market(symbol) === null) return refused({ code: 'unknown_symbol', text: '' });
    const { bid, ask, last } = exchange.quote(symbol);
    const shown = {
      symbol,
      lastPrice: last,
      bid1Price: bid,
      bid1Size: '9',
      ask1Price: ask,
      ask1Size: '9',
      markPrice: last,
      indexPrice: last,
    };
    return ok({
      category: 'linear',
      list: [{ ...shown, prevPrice24h: last, highPrice24h: last, lowPrice24h: last, volume24h: '1', turnover24h: '1' }],
    });
  }

  function kline(query: Body): VenueReply {
    const [symbol, interval] = [textOf(query, 'symbol'), textOf(query, 'interval') ?? ''];
    const word = interval === 'D' ? '1d' : interval;
    const list = newestFirst(word, Number(query['limit'] ?? 200), exchange.options.now(), ['1']);
    return ok({ category: 'linear', symbol, list });
  }

  function answerPublic(path: string, query: Body): VenueReply | null {
    if (path === '/v5/market/time') {
      const seconds = Math.floor(Date.now() / 1000);
      return ok({ timeSecond: String(seconds), timeNano: `${BigInt(Date.now()) * 1_000_000n}` });
    }
    if (path === '/v5/market/instruments-info') {
      return ok({ category: 'linear', list: exchange.options.markets.map(shownMarket), nextPageCursor: '' });
    }
    if (path === '/v5/market/kline') return kline(query);
    if (path === '/v5/market/tickers') return ticker(textOf(query, 'symbol') ?? '');
    return null;
  }

  function answerPrivate(path: string, body: Body): VenueReply {
    switch (path) {
      case '/v5/order/create':
        return create(body);
      case '/v5/order/cancel':
        return change(body, (order) => exchange.cancel(order.id));
      case '/v5/order/amend':
        return amend(body);
      case '/v5/order/realtime':
        return realtime(body);
      case '/v5/order/history':
        return history(body);
      case '/v5/execution/list':
        return executions(body);
      case '/v5/account/wallet-balance':
        return wallet();
      case '/v5/position/list':
        return positions(body);
      case '/v5/position/set-leverage':
        return said(110043, 'leverage not modified');
      case '/v5/user/query-api':
        return ok({
          readOnly: 0,
          permissions: { ContractTrade: ['Order', 'Position'], Spot: ['SpotTrade'], Wallet: [] },
          ips: ['127.0.0.1'],
          uta: 1,
          unified: 0,
          expiredAt: '2027-01-05T10:00:00Z',
        });
      default:
        return said(10404, `the fake venue does not know ${path}`);
    }
  }

  function heard(stream: VenueSocket, frame: string): void {
    const { op, args = [], req_id: id } = JSON.parse(frame) as { op: string; args?: unknown[]; req_id?: string };
    if (op === 'ping') return stream.send({ success: true, ret_msg: 'pong', op: 'pong', req_id: id });
    if (op === 'auth') {
      const [key, expires, sign] = args;
      const right =
        createHmac('sha256', BYBIT_KEYS.secret)
          .update(`GET/realtime${String(expires)}`)
          .digest('hex') === sign;
      const isOurs = right && key === BYBIT_KEYS.apiKey;
      return stream.send({ success: isOurs, ret_msg: '', op: 'auth', conn_id: 'c1', retCode: isOurs ? 0 : 10004 });
    }
    if (op === 'subscribe' && args.includes('order')) stream.data.set('topics', true);
    return stream.send({ success: true, ret_msg: '', op, conn_id: 'c1', req_id: id });
  }

  return {
    kindOf,
    clientIdOf: ({ body }) => (body === '' ? null : textOf(JSON.parse(body) as Body, 'orderLinkId')),
    answer(request) {
      const { path, body, query } = request;
      const fields: Body = body === '' ? Object.fromEntries(query) : (JSON.parse(body) as Body);
      const open = answerPublic(path, fields);
      if (open !== null) return open;
      if (!isSigned(request)) return said(10004, 'error sign! origin_string');
      return answerPrivate(path, fields);
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return said(10006, 'Too many visits. Exceeded the API Rate Limit.');
      if (fault.type === 'clock_skew') return SKEWED;
      if (fault.type === 'duplicate_id') return said(...WORDS.duplicate);
      if (fault.type === 'server_error' && fault.status === 500) return said(10016, 'Internal System Error.');
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
