// Owns: Phemex's perpetuals in USDT and USDC (one position per market, on cross margin as long as its leverage is not above zero) as ccxt 4.5.84 asks them: signed REST, open orders of one market at a time, ended ones
// under numbers for words and with nothing left of what was withdrawn, trades with the id of their order in one list and without it in the
// other, funding among them. After its public documents and answers that ccxt quotes.

import { createHmac } from 'node:crypto';
import { abs, type Decimal, isNegative, isPositive, isZero, mul, parseDecimal, sub, sum, ZERO } from '../../src/core/model/decimal.ts';
import { candleBook } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket, Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

export const PHEMEX_KEYS = { apiKey: 'phemex-key', secret: 'phemex-secret' } as const;

type Body = Readonly<Record<string, unknown>>;
type Words = readonly [code: number, message: string];

const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: [6001, 'invalid argument'],
  unknown_order: [10002, 'OM_ORDER_NOT_FOUND'],
  ended: [10002, 'OM_ORDER_NOT_FOUND'],
  duplicate: [10001, 'OM_DUPLICATE_ORDERID'],
  quantity: [11055, 'TE_QTY_TOO_SMALL'],
  market_quantity: [11058, 'TE_QTY_TOO_LARGE'],
  step: [11070, 'TE_QTY_NOT_MATCH_QTY_STEP'],
  tick: [11053, 'TE_PRICE_NOT_MATCH_TICK'],
  minimum: [11071, 'TE_ORDER_VALUE_TOO_SMALL'],
  insufficient: [11001, 'TE_NO_ENOUGH_AVAILABLE_BALANCE'],
  held: [11011, 'TE_REDUCE_ONLY_ABORT'],
  reduce_only: [11011, 'TE_REDUCE_ONLY_ABORT'],
  would_trigger: [11061, 'TE_TRIGGER_PRICE'],
  would_take: [11064, 'TE_POST_ONLY'],
  unfillable: [11065, 'TE_FOK'],
};

const ok = (data: unknown): VenueReply => ({ status: 200, body: { code: 0, msg: 'OK', data } });
const failed = ([code, msg]: Words, status = 200): VenueReply => ({ status, body: { code, msg, data: null } });

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /^\/g-orders$/, 'submit'],
  ['DELETE', /^\/g-orders\/cancel$/, 'cancel'],
  ['GET', /\/(?:activeList|orderList|tradingList|g-futures\/trades)$/, 'look_up'],
  ['GET', /\/accountPositions$/, 'read'],
  ['GET', /\/md\/v2\/(?:ticker|orderbook)/, 'price'],
  ['GET', /\/md\/v2\/kline/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

function isSigned({ path, rawQuery, body, headers }: VenueRequest): boolean {
  const text = `${path}${rawQuery}${headers['x-phemex-request-expiry'] ?? ''}${body}`;
  return createHmac('sha256', PHEMEX_KEYS.secret).update(text).digest('hex') === headers['x-phemex-request-signature'];
}

const bodyOf = ({ body }: VenueRequest): Body => (body === '' ? {} : (JSON.parse(body) as Body));
const numberOf = (value: unknown): Decimal | null => (typeof value === 'string' ? parseDecimal(value) : null);
const sideOf = (side: 'buy' | 'sell'): string => (side === 'buy' ? 'Buy' : 'Sell');
const isWaiting = ({ kind, triggered, status }: ExchangeOrder): boolean =>
  kind !== 'market' && kind !== 'limit' && !triggered && status === 'open';

function wordOf(order: ExchangeOrder): string {
  if (isWaiting(order)) return 'Untriggered';
  if (order.status === 'open') return isPositive(order.qtyFilled) ? 'PartiallyFilled' : 'New';
  return order.status === 'filled' ? 'Filled' : order.status === 'rejected' ? 'Rejected' : 'Canceled';
}
const NUMBERS: Readonly<Record<string, number>> = {
  Untriggered: 1,
  Triggered: 3,
  Rejected: 4,
  New: 5,
  PartiallyFilled: 6,
  Filled: 7,
  Canceled: 8,
};
const TIMES: Readonly<Record<string, 'gtc' | 'ioc' | 'fok'>> = {
  GoodTillCancel: 'gtc',
  PostOnly: 'gtc',
  ImmediateOrCancel: 'ioc',
  FillOrKill: 'fok',
};
const KINDS: Readonly<Record<string, 'market' | 'limit' | 'stop' | 'stop_limit'>> = {
  Market: 'market',
  Limit: 'limit',
  Stop: 'stop',
  StopLimit: 'stop_limit',
};

export function createPhemexFront(exchange: Exchange): Front {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  /** Below zero: on cross margin. */
  const leverages = new Map<string, string>();
  const quoteOf = (symbol: string): string => exchange.market(symbol)?.quote ?? 'USDT';
  const valueOf = (trades: readonly ExchangeTrade[]): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));
  const leftOf = ({ status, qty, qtyFilled }: ExchangeOrder): string => (status === 'open' ? sub(qty, qtyFilled) : '0');

  const shownOrder = (order: ExchangeOrder) => ({
    bizError: 0,
    orderID: order.id,
    clOrdID: order.clientId ?? '',
    symbol: order.symbol,
    side: sideOf(order.side),
    actionTimeNs: String(order.createdAt * 1e6),
    transactTimeNs: String(order.updatedAt * 1e6),
    orderType: order.limitPrice === null ? 'Market' : 'Limit',
    priceRp: order.limitPrice ?? '0',
    orderQtyRq: order.qty,
    timeInForce: 'GoodTillCancel',
    reduceOnly: order.reduceOnly,
    closedPnlRv: '0',
    cumQtyRq: order.qtyFilled,
    cumValueRv: valueOf(order.trades),
    leavesQtyRq: leftOf(order),
    stopPxRp: order.stopPrice ?? '0',
    trigger: order.stopPrice === null ? 'UNSPECIFIED' : 'ByLastPrice',
    ordStatus: wordOf(order),
    execInst: order.reduceOnly ? 'ReduceOnly' : 'None',
    posSide: 'Merged',
  });

  /** In numbers, and without how much has filled in the words of the other list. */
  const shownEnded = (order: ExchangeOrder) => ({
    createdAt: order.createdAt,
    symbol: order.symbol,
    orderQtyRq: order.qty,
    side: order.side === 'buy' ? 1 : 2,
    posSide: 3,
    priceRp: order.limitPrice ?? '0',
    execQtyRq: order.qtyFilled,
    leavesQtyRq: leftOf(order),
    execPriceRp: order.trades.at(-1)?.price ?? '0',
    cumValueRv: valueOf(order.trades),
    stopPxRp: order.stopPrice ?? '0',
    execFeeRv: sum(order.trades.map(({ fee }) => fee)),
    ordType: order.limitPrice === null ? 1 : 2,
    ordStatus: NUMBERS[wordOf(order)],
    clOrdId: order.clientId ?? '',
    orderId: order.id,
    bizError: 0,
    totalPnlRv: null,
    tradeType: 1,
  });

  const shownTrade = (trade: ExchangeTrade) => ({
    action: 'New',
    clOrdID: '',
    closedPnlRv: '0',
    currency: quoteOf(trade.symbol),
    execFeeRv: trade.fee,
    execID: trade.id,
    execPriceRp: trade.price,
    execQtyRq: trade.qty,
    execStatus: trade.isMaker ? 'MakerFill' : 'TakerFill',
    execValueRv: mul(trade.qty, trade.price),
    feeRateRr: '0.0005',
    orderID: trade.orderId,
    side: sideOf(trade.side),
    symbol: trade.symbol,
    tradeType: 'Trade',
    transactTimeNs: String(trade.at * 1e6),
  });
  /** What is paid for holding stands among the trades, with the size of the position. */
  const FUNDING = {
    tradeType: 'Funding',
    execID: 'funding',
    orderID: '',
    side: 'Buy',
    execPriceRp: '100',
    execQtyRq: '1',
    execFeeRv: '0.1',
  };

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const { order } = event;
    const { cumQtyRq: cumQty, orderQtyRq: orderQty, leavesQtyRq: leavesQty, ...rest } = shownOrder(order);
    const frame = { orders_p: [{ ...rest, cumQty, orderQty, leavesQty, action: 'New', execID: '0' }], sequence: 1, timestamp: now() * 1e6 };
    for (const stream of streams) if (stream.data.get('aop_p.subscribe') === true) stream.tell(frame);
  });

  function place(body: Body): VenueReply {
    const { clOrdID, symbol, side, ordType, timeInForce = 'GoodTillCancel', posSide, reduceOnly, triggerType } = body;
    const [qty, price, stop] = [numberOf(body['orderQtyRq']), numberOf(body['priceRp']), numberOf(body['stopPxRp'])];
    const [kind, time] = [KINDS[String(ordType)], TIMES[String(timeInForce)]];
    if (kind === undefined || time === undefined || qty === null || (side !== 'Buy' && side !== 'Sell'))
      return failed([6001, 'invalid argument']);
    if (posSide !== 'Merged') return failed([20004, 'TE_ERR_INCONSISTENT_POS_MODE']);
    if ((stop !== null) !== (triggerType === 'ByLastPrice')) return failed([6001, 'invalid argument']);
    const outcome = exchange.place({
      clientId: String(clOrdID),
      symbol: String(symbol),
      side: side === 'Buy' ? 'buy' : 'sell',
      kind,
      qty,
      limitPrice: kind === 'limit' || kind === 'stop_limit' ? price : null,
      stopPrice: stop,
      reduceOnly: reduceOnly === true,
      timeInForce: time,
      postOnly: timeInForce === 'PostOnly',
    });
    if (!outcome.ok) return failed(WORDS[outcome.refusal.code]);
    return ok({ ...shownOrder(outcome.order), ordStatus: 'Created', cumQtyRq: '0', leavesQtyRq: outcome.order.qty });
  }

  function cancel(query: URLSearchParams): VenueReply {
    const outcome = exchange.cancel(query.get('orderID') ?? '');
    return outcome.ok ? ok(shownOrder(outcome.order)) : failed(WORDS[outcome.refusal.code]);
  }

  const ofSymbol = <T extends { readonly symbol: string }>(list: readonly T[], query: URLSearchParams): readonly T[] =>
    list.filter(({ symbol }) => symbol === (query.get('symbol') ?? symbol)).toReversed();
  const sized = (list: readonly unknown[], query: URLSearchParams): readonly unknown[] =>
    list.slice(0, Math.min(200, Number(query.get('limit') ?? '20')));

  function active(query: URLSearchParams): VenueReply {
    if (query.get('symbol') === null) return failed([6001, 'invalid argument']);
    const rows = ofSymbol(exchange.openOrders(), query).map(shownOrder);
    return rows.length === 0 ? failed(WORDS.unknown_order) : ok({ rows, nextPageArg: '' });
  }

  function trades(query: URLSearchParams): VenueReply {
    const [from, to] = [Number(query.get('start') ?? '0'), Number(query.get('end') ?? Number.MAX_SAFE_INTEGER)];
    const told = ofSymbol(exchange.trades(), query).filter(({ at }) => at >= from && at <= to);
    const funding = { ...FUNDING, symbol: query.get('symbol'), transactTimeNs: String(now() * 1e6) };
    return ok({ total: told.length, rows: sized([funding, ...told.map(shownTrade)], query) });
  }

  /** Every market of the currency, whether or not anything is held in it. */
  function account(currency: string): VenueReply {
    const money = exchange.balances().find((each) => each.currency === currency);
    const listed = exchange.options.markets.filter(({ quote }) => quote === currency);
    if (listed.length === 0) return failed([6001, 'invalid argument']);
    const positions = listed.map(({ symbol }) => {
      const held = exchange.ledger.positions().find((each) => each.symbol === symbol);
      const [qty, entryPrice] = [held?.qty ?? ZERO, held?.entryPrice ?? ZERO];
      const leverageRr = leverages.get(symbol) ?? '-10';
      return {
        symbol,
        currency,
        side: isZero(qty) ? 'None' : isNegative(qty) ? 'Sell' : 'Buy',
        posSide: 'Merged',
        posMode: 'OneWay',
        crossMargin: leverageRr.startsWith('-'),
        leverageRr,
        sizeRq: abs(qty),
        valueRv: mul(abs(qty), entryPrice),
        avgEntryPriceRp: entryPrice,
        positionMarginRv: '0',
        assignedPosBalanceRv: '0',
        markPriceRp: exchange.quote(symbol).last,
        maintMarginReqRr: '0.005',
      };
    });
    const [total, free] = [money?.total ?? ZERO, money?.free ?? ZERO];
    return ok({ account: { currency, accountBalanceRv: total, totalUsedBalanceRv: sub(total, free) }, positions });
  }

  function setLeverage(query: URLSearchParams): VenueReply {
    const leverage = query.get('leverageRr');
    if (leverage === null) return failed([20004, 'TE_ERR_INCONSISTENT_POS_MODE']);
    leverages.set(query.get('symbol') ?? '', leverage);
    return ok('OK');
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { method, path, query } = request;
    switch (`${method} ${path}`) {
      case 'POST /g-orders':
        return place(bodyOf(request));
      case 'DELETE /g-orders/cancel':
        return cancel(query);
      case 'GET /g-orders/activeList':
        return active(query);
      case 'GET /exchange/order/v2/orderList': {
        const ended = ofSymbol(
          exchange.orders().filter(({ status }) => status !== 'open'),
          query,
        );
        return ok(sized(ended.map(shownEnded), query));
      }
      case 'GET /exchange/order/v2/tradingList':
        return ok(sized(exchange.trades().map(shownTrade), query).map((each) => ({ ...(each as object), orderID: undefined })));
      case 'GET /api-data/g-futures/trades':
        return trades(query);
      case 'GET /g-accounts/accountPositions':
        return account(query.get('currency') ?? 'USDT');
      case 'PUT /g-positions/leverage':
        return setLeverage(query);
      case 'GET /accounts/accountPositions':
        return failed([11001, 'contracts in coins are another account']);
      default:
        return failed([6001, `${method} ${path}`], 404);
    }
  }

  const shownMarket = ({ symbol, base, quote, stepSize, tickSize }: ListedMarket) => ({
    symbol,
    type: 'PerpetualV2',
    contractUnderlyingAssets: base,
    settleCurrency: quote,
    quoteCurrency: quote,
    baseCurrency: base,
    tickSize,
    priceScale: 0,
    ratioScale: 0,
    valueScale: 0,
    status: 'Listed',
    maxLeverage: 100,
    qtyStepSize: stepSize,
    minOrderValueRv: '1',
  });

  function answerPublic({ path, query }: VenueRequest): VenueReply | null {
    const told = (result: unknown): VenueReply => ({ status: 200, body: { error: null, id: 0, result } });
    if (path === '/public/products')
      return ok({
        currencies: [],
        products: [],
        perpProductsV2: exchange.options.markets.map(shownMarket),
        riskLimits: [],
        riskLimitsV2: [],
      });
    if (path.endsWith('/exchange/public/products')) return ok([]);
    if (!path.includes('/md/v2/')) return null;
    const symbol = query.get('symbol') ?? '';
    if (exchange.market(symbol) === null)
      return { status: 200, body: { error: { code: 6001, message: 'invalid argument' }, id: 0, result: null } };
    const { bid, ask, last } = exchange.quote(symbol);
    if (path.endsWith('/orderbook'))
      return told({ orderbook_p: { asks: [[ask, '9']], bids: [[bid, '9']] }, symbol, timestamp: now() * 1e6 });
    if (path.includes('/ticker/')) return told({ symbol, closeRp: last, openRp: last, highRp: last, lowRp: last, timestamp: now() * 1e6 });
    const seconds = Number(query.get('resolution'));
    const book = candleBook(seconds * 1000, Number(query.get('limit')), now());
    return ok({
      rows: book.map(({ openAt, open, high, low, close, volume }) => [
        openAt / 1000,
        seconds,
        open,
        open,
        high,
        low,
        close,
        volume,
        '1',
        symbol,
      ]),
    });
  }

  function heard(stream: VenueSocket, frame: string): void {
    const { id, method, params = [] } = JSON.parse(frame) as { id: number; method: string; params?: readonly unknown[] };
    const isOurs = method !== 'user.auth' || params[1] === PHEMEX_KEYS.apiKey;
    stream.data.set(method, true);
    stream.send({ error: null, id, result: method === 'server.ping' ? 'pong' : { status: isOurs ? 'success' : 'fail' } });
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? String(bodyOf(request)['clOrdID']) : null),
    answer: (request) =>
      answerPublic(request) ?? (isSigned(request) ? answerPrivate(request) : failed([10500, 'OM_MISSING_MANDATORY_FIELD'], 401)),
    say(fault: Fault) {
      if (fault.type === 'clock_skew') return failed([10500, 'request expired']);
      if (fault.type === 'duplicate_id') return failed(WORDS.duplicate);
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
