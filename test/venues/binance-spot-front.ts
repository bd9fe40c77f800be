// Owns: Binance spot as ccxt 4.5.84 asks it: REST with signatures, the user stream of the websocket interface, tickers.
// Quantities of the engine are those of the venue; its symbol is BTCUSDT.

import { type Decimal, decimal, isPositive, mul, sub, sum } from '../../src/core/model/decimal.ts';
import {
  clientIdIn,
  failed,
  KEYS,
  numberOf,
  ok,
  type Params,
  paramsOf,
  refusedIn,
  sayFault,
  unsigned,
  type Words,
  written,
} from './binance-words.ts';
import { binanceKlines } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder, ExchangeTrade, ListedMarket, OrderKind, PlaceOrder } from './exchange-order.ts';
import type { RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

const WORDS: Words = {
  unknown_symbol: [-1121, 'Invalid symbol.'],
  unknown_order: [-2011, 'Unknown order sent.'],
  ended: [-2011, 'Unknown order sent.'],
  duplicate: [-2010, 'Duplicate order sent.'],
  quantity: [-1013, 'Filter failure: LOT_SIZE'],
  step: [-1013, 'Filter failure: LOT_SIZE'],
  tick: [-1013, 'Filter failure: PRICE_FILTER'],
  minimum: [-1013, 'Filter failure: NOTIONAL'],
  insufficient: [-2010, 'Account has insufficient balance for requested action.'],
  held: [-2010, 'Account has insufficient balance for requested action.'],
  reduce_only: [-1104, "Not all sent parameters were read; read '8' parameter(s) but was sent '9'."],
  would_trigger: [-2010, 'Stop price would trigger immediately.'],
  would_take: [-2010, 'Order would immediately match and take.'],
  market_quantity: [-1013, 'Filter failure: MARKET_LOT_SIZE'],
  unfillable: [-2010, 'Order would not fill immediately.'],
};

const KINDS: Readonly<Record<string, OrderKind>> = {
  MARKET: 'market',
  LIMIT: 'limit',
  LIMIT_MAKER: 'limit',
  STOP_LOSS: 'stop',
  STOP_LOSS_LIMIT: 'stop_limit',
  TAKE_PROFIT: 'take_profit',
  TAKE_PROFIT_LIMIT: 'take_profit_limit',
};
const typeOf = (order: ExchangeOrder): string =>
  order.postOnly ? 'LIMIT_MAKER' : (Object.entries(KINDS).find(([, kind]) => kind === order.kind)?.[0] ?? 'LIMIT');

const valueOf = (order: ExchangeOrder): Decimal => sum(order.trades.map(({ qty, price }) => mul(qty, price)));

function statusOf({ status, qtyFilled }: ExchangeOrder): string {
  if (status !== 'open') return status.toUpperCase();
  return isPositive(qtyFilled) ? 'PARTIALLY_FILLED' : 'NEW';
}

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /^\/api\/v3\/order$/, 'submit'],
  ['DELETE', /^\/api\/v3\/order$/, 'cancel'],
  ['GET', /^\/api\/v3\/(?:order|myTrades)$/, 'look_up'],
  ['GET', /^\/api\/v3\/(?:openOrders|allOrders|account)$/, 'read'],
  ['GET', /^\/api\/v3\/(?:ticker|depth)/, 'price'],
  ['GET', /^\/api\/v3\/klines$/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

const symbolInfo = ({ symbol, base, quote, tickSize, stepSize, qtyMin, marketQtyMax, notionalMin }: ListedMarket) => ({
  symbol,
  status: 'TRADING',
  baseAsset: base,
  baseAssetPrecision: 8,
  quoteAsset: quote,
  quotePrecision: 8,
  quoteAssetPrecision: 8,
  orderTypes: Object.keys(KINDS),
  icebergAllowed: true,
  ocoAllowed: true,
  isSpotTradingAllowed: true,
  isMarginTradingAllowed: false,
  filters: [
    { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '1000000.00000000', tickSize },
    { filterType: 'LOT_SIZE', minQty: qtyMin, maxQty: '9000.00000000', stepSize },
    // zero: it says nothing
    {
      filterType: 'MARKET_LOT_SIZE',
      minQty: '0.00000000',
      maxQty: written(marketQtyMax ?? decimal('0')),
      stepSize: '0.00000000',
    },
    {
      filterType: 'NOTIONAL',
      minNotional: notionalMin,
      applyMinToMarket: true,
      maxNotional: '9000000.00000000',
      applyMaxToMarket: false,
      avgPriceMins: 5,
    },
  ],
  permissions: ['SPOT'],
  permissionSets: [['SPOT']],
});

export function createBinanceSpotFront(exchange: Exchange): Front {
  const { now } = exchange.options;

  const shown = (order: ExchangeOrder) => ({
    symbol: order.symbol,
    orderId: Number(order.id),
    orderListId: -1,
    clientOrderId: order.clientId ?? `web_${order.id}`,
    price: written(order.limitPrice ?? decimal('0')),
    origQty: written(order.qty),
    executedQty: written(order.qtyFilled),
    cummulativeQuoteQty: written(valueOf(order)),
    status: statusOf(order),
    timeInForce: order.timeInForce.toUpperCase(),
    type: typeOf(order),
    side: order.side.toUpperCase(),
    stopPrice: written(order.stopPrice ?? decimal('0')),
    icebergQty: '0.00000000',
    time: order.createdAt,
    updateTime: order.updatedAt,
    isWorking: order.stopPrice === null || order.triggered,
    workingTime: order.createdAt,
    origQuoteOrderQty: '0.00000000',
    selfTradePreventionMode: 'EXPIRE_MAKER',
  });

  const shownTrade = (trade: ExchangeTrade) => ({
    symbol: trade.symbol,
    id: Number(trade.id),
    orderId: Number(trade.orderId),
    orderListId: -1,
    price: written(trade.price),
    qty: written(trade.qty),
    quoteQty: written(mul(trade.qty, trade.price)),
    commission: written(trade.fee),
    commissionAsset: trade.feeCurrency,
    time: trade.at,
    isBuyer: trade.side === 'buy',
    isMaker: trade.isMaker,
    isBestMatch: true,
  });

  function asked(params: Params): ExchangeOrder | null {
    const clientId = params.get('origClientOrderId');
    const orderId = params.get('orderId');
    const order =
      orderId !== null && orderId !== ''
        ? exchange.order(orderId)
        : clientId === null
          ? null
          : (exchange.byClientId(clientId).at(-1) ?? null);
    return order !== null && order.symbol === params.get('symbol') ? order : null;
  }

  function place(params: Params): VenueReply {
    const type = params.get('type') ?? '';
    const kind = KINDS[type];
    const qty = numberOf(params, 'quantity');
    if (kind === undefined) return failed(-1116, 'Invalid orderType.');
    if (params.has('reduceOnly')) return refusedIn(WORDS, { code: 'reduce_only', text: '' });
    if (qty === null) return failed(-1102, "Mandatory parameter 'quantity' was not sent, was empty/null, or malformed.");
    if (kind.endsWith('limit') && numberOf(params, 'price') === null)
      return failed(-1102, "Mandatory parameter 'price' was not sent, was empty/null, or malformed.");
    if (/stop|profit/.test(kind) && numberOf(params, 'stopPrice') === null) return failed(-1102, "Param 'stopPrice' was not sent.");
    if (params.has('timeInForce') && (type === 'LIMIT_MAKER' || !kind.endsWith('limit')))
      return failed(-1106, "Parameter 'timeInForce' sent when not required.");
    const order: PlaceOrder = {
      clientId: params.get('newClientOrderId'),
      symbol: params.get('symbol') ?? '',
      side: params.get('side') === 'BUY' ? 'buy' : 'sell',
      kind,
      qty,
      limitPrice: numberOf(params, 'price'),
      stopPrice: numberOf(params, 'stopPrice'),
      timeInForce: (params.get('timeInForce') ?? 'GTC').toLowerCase() as 'gtc' | 'ioc' | 'fok',
      postOnly: type === 'LIMIT_MAKER',
    };
    const outcome = exchange.place(order);
    return outcome.ok ? ok({ ...shown(outcome.order), transactTime: now(), fills: [] }) : refusedIn(WORDS, outcome.refusal);
  }

  function cancel(params: Params): VenueReply {
    const order = asked(params);
    if (order === null) return failed(...WORDS.unknown_order);
    const outcome = exchange.cancel(order.id);
    return outcome.ok ? ok({ ...shown(outcome.order), origClientOrderId: order.clientId }) : refusedIn(WORDS, outcome.refusal);
  }

  function ticker(symbol: string) {
    const { bid, ask, last } = exchange.quote(symbol);
    return {
      symbol,
      lastPrice: last,
      bidPrice: bid,
      bidQty: '9.0',
      askPrice: ask,
      askQty: '9.0',
      openPrice: last,
      highPrice: last,
      lowPrice: last,
      volume: '1',
      quoteVolume: '1',
      closeTime: now(),
    };
  }

  function account() {
    const balances = exchange
      .balances()
      .map(({ currency, total, free }) => ({ asset: currency, free: written(free), locked: written(sub(total, free)) }));
    return {
      makerCommission: 10,
      canTrade: true,
      canWithdraw: false,
      canDeposit: true,
      accountType: 'SPOT',
      updateTime: now(),
      balances,
      permissions: ['SPOT'],
    };
  }

  function trades(params: Params) {
    const since = Number(params.get('startTime') ?? 0);
    const orderId = params.get('orderId');
    return exchange
      .trades()
      .filter((trade) => trade.symbol === params.get('symbol') && trade.at >= since && (orderId === null || trade.orderId === orderId))
      .map(shownTrade);
  }

  function answerPublic(path: string, params: Params): VenueReply | null {
    const symbol = params.get('symbol') ?? '';
    if (path === '/api/v3/time') return ok({ serverTime: Date.now() });
    if (path === '/api/v3/ping') return ok({});
    if (path === '/api/v3/exchangeInfo')
      return ok({
        timezone: 'UTC',
        serverTime: Date.now(),
        rateLimits: [],
        exchangeFilters: [],
        symbols: exchange.options.markets.map(symbolInfo),
      });
    if (path === '/api/v3/klines') return ok(binanceKlines(params, now()));
    if (path.startsWith('/api/v3/ticker') || path === '/api/v3/depth') {
      if (exchange.market(symbol) === null) return failed(...WORDS.unknown_symbol);
      const { bid, ask } = exchange.quote(symbol);
      return path === '/api/v3/depth' ? ok({ lastUpdateId: 1, bids: [[bid, '9.0']], asks: [[ask, '9.0']] }) : ok(ticker(symbol));
    }
    return null;
  }

  function answerPrivate({ method, path }: VenueRequest, params: Params): VenueReply {
    const symbol = params.get('symbol');
    const bySymbol = (order: ExchangeOrder): boolean => symbol === null || order.symbol === symbol;
    if (path === '/api/v3/order' && method === 'POST') return place(params);
    if (path === '/api/v3/order' && method === 'DELETE') return cancel(params);
    if (path === '/api/v3/order') {
      const order = asked(params);
      return order === null ? failed(-2013, 'Order does not exist.') : ok(shown(order));
    }
    if (path === '/api/v3/openOrders') return ok(exchange.openOrders().filter(bySymbol).map(shown));
    if (path === '/api/v3/allOrders') return ok(exchange.orders().filter(bySymbol).map(shown));
    if (path === '/api/v3/myTrades') return ok(trades(params));
    if (path === '/api/v3/account') return ok(account());
    if (path === '/sapi/v1/account/apiRestrictions')
      return ok({ ipRestrict: true, enableSpotAndMarginTrading: true, enableWithdrawals: false, enableReading: true });
    return failed(-1000, `the fake venue does not know ${method} ${path}`, 404);
  }

  const streams = new Set<VenueSocket>();
  exchange.subscribe((event) => {
    if (event.type === 'price') tellPrice(event.symbol);
    else tellOrder(event);
  });

  function tellPrice(symbol: string): void {
    for (const stream of streams) if (subscribed(stream).has(`${symbol.toLowerCase()}@ticker`)) stream.send(streamTicker(symbol));
  }

  function streamTicker(symbol: string) {
    const { bid, ask, last } = exchange.quote(symbol);
    return {
      e: '24hrTicker',
      E: now(),
      s: symbol,
      p: '0',
      P: '0',
      w: last,
      x: last,
      c: last,
      Q: '1',
      b: bid,
      B: '9',
      a: ask,
      A: '9',
      o: last,
      h: last,
      l: last,
      v: '1',
      q: '1',
      O: 0,
      C: now(),
      F: 0,
      L: 0,
      n: 1,
    };
  }

  function tellOrder(event: Exclude<ExchangeEvent, { type: 'price' }>): void {
    const frame = { subscriptionId: 0, event: executionReport(event) };
    for (const stream of streams) if (stream.data.get('user') === true) stream.tell(frame);
  }

  function executionReport(event: Exclude<ExchangeEvent, { type: 'price' }>) {
    const { order } = event;
    const trade = event.type === 'filled' ? event.trade : null;
    const execution = {
      accepted: 'NEW',
      triggered: 'NEW',
      amended: 'REPLACED',
      canceled: 'CANCELED',
      rejected: 'REJECTED',
      expired: 'EXPIRED',
      filled: 'TRADE',
    }[event.type];
    return {
      e: 'executionReport',
      E: now(),
      s: order.symbol,
      c: order.clientId ?? `web_${order.id}`,
      S: order.side.toUpperCase(),
      o: typeOf(order),
      f: order.timeInForce.toUpperCase(),
      q: written(order.qty),
      p: written(order.limitPrice ?? decimal('0')),
      P: written(order.stopPrice ?? decimal('0')),
      F: '0',
      g: -1,
      C: '',
      x: execution,
      X: statusOf(order),
      r: 'NONE',
      i: Number(order.id),
      l: written(trade?.qty ?? decimal('0')),
      z: written(order.qtyFilled),
      L: written(trade?.price ?? decimal('0')),
      n: trade?.fee ?? '0',
      N: trade?.feeCurrency ?? null,
      T: order.updatedAt,
      t: trade === null ? -1 : Number(trade.id),
      w: order.status === 'open',
      m: trade?.isMaker ?? false,
      M: false,
      O: order.createdAt,
      Z: written(valueOf(order)),
      Y: '0',
      Q: '0',
    };
  }

  const subscribed = (stream: VenueSocket): Set<string> => (stream.data.get('streams') as Set<string> | undefined) ?? new Set();

  function heardStream(stream: VenueSocket, frame: string): void {
    const { id, method, params } = JSON.parse(frame) as { id: unknown; method: string; params: unknown };
    if (method === 'userDataStream.subscribe.signature') {
      const isOurs = (params as { apiKey?: string }).apiKey === KEYS.apiKey;
      stream.data.set('user', isOurs);
      stream.send(
        isOurs ? { id, status: 200, result: { subscriptionId: 0 } } : { id, status: 401, error: { code: -2015, msg: 'Invalid API-key.' } },
      );
      return;
    }
    if (method === 'SUBSCRIBE') stream.data.set('streams', new Set([...subscribed(stream), ...(params as string[])]));
    stream.send({ id, result: null });
  }

  return {
    kindOf,
    clientIdOf: (request) => clientIdIn(paramsOf(request)),
    answer(request) {
      const params = paramsOf(request);
      return answerPublic(request.path, params) ?? unsigned(request) ?? answerPrivate(request, params);
    },
    say: (fault) => sayFault(fault, WORDS),
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heardStream(stream, frame.toString()),
  };
}
