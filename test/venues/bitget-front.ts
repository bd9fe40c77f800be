// Owns: Bitget's perpetuals in USDT (API v2, one-way or hedged) as ccxt 4.5.84 asks them: signed REST, orders and plan orders apart, an order
// that a plan makes has an id of its own; a list without anything is null; of a way out where long and short are held apart the side is
// that of what is left. After its public documents.

import { createHmac } from 'node:crypto';
import { abs, type Decimal, div, isNegative, isPositive, mul, neg, parseDecimal, sub, sum, ZERO } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import { BITGET_KEYS, type Body, failed, ok, WORDS, WRONG_MODE } from './bitget-words.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/order\/place-(?:plan-)?order$/, 'submit'],
  ['POST', /\/order\/cancel-(?:plan-)?order$/, 'cancel'],
  ['GET', /\/order\/(?:detail|fills|orders-(?:plan-)?(?:history|pending))$/, 'look_up'],
  ['GET', /\/(?:position\/all-position|account\/accounts)$/, 'read'],
  ['GET', /\/market\/ticker$/, 'price'],
  ['GET', /\/market\/candles$/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

function isSigned({ method, path, rawQuery, body, headers }: VenueRequest): boolean {
  const text = `${headers['access-timestamp'] ?? ''}${method}${path}${rawQuery === '' ? '' : `?${decodeURIComponent(rawQuery)}`}${body}`;
  return createHmac('sha256', BITGET_KEYS.secret).update(text).digest('base64') === headers['access-sign'];
}

const bodyOf = ({ body }: VenueRequest): Body => (body === '' ? {} : (JSON.parse(body) as Body));
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): Decimal | null => (typeof value === 'string' ? parseDecimal(value) : null);
const isPlan = ({ kind }: ExchangeOrder): boolean => kind !== 'market' && kind !== 'limit';
/** Of the order that a trigger has made of one. */
const childOf = (id: string): string => `77${id}`;
const listed = (list: readonly unknown[]): VenueReply => ok({ entrustedList: list.length === 0 ? null : list, endId: null });

export interface BitgetAccount {
  /** Long and short are held apart. */
  readonly hedged?: boolean;
  /** Fees are taken in the token of the venue. */
  readonly feesInToken?: boolean;
}

export function createBitgetFront(exchange: Exchange, { hedged = false, feesInToken = false }: BitgetAccount = {}): Front {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  const modes = new Map<string, string>();
  const valueOf = (trades: readonly ExchangeTrade[]): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));
  const feeOf = (trades: readonly ExchangeTrade[]): Decimal => neg(sum(trades.map(({ fee }) => fee)));

  /** Where long and short are held apart: of what is held the side, and whether it is opened or closed. */
  function sidesOf({ side, reduceOnly }: Pick<ExchangeOrder, 'side' | 'reduceOnly'>) {
    if (!hedged)
      return { side, tradeSide: `${side}_single`, posSide: 'net', posMode: 'one_way_mode', reduceOnly: reduceOnly ? 'YES' : 'NO' };
    const long = (side === 'buy') !== reduceOnly;
    const shown = { side: long ? 'buy' : 'sell', tradeSide: reduceOnly ? 'close' : 'open', posSide: long ? 'long' : 'short' };
    return { ...shown, posMode: 'hedge_mode', reduceOnly: reduceOnly ? 'YES' : 'NO' };
  }

  const common = (order: ExchangeOrder) => ({
    symbol: order.symbol,
    size: order.qty,
    clientOid: order.clientId ?? '',
    ...sidesOf(order),
    marginCoin: 'USDT',
    marginMode: modes.get(order.id) ?? 'crossed',
    leverage: '20',
    enterPointSource: 'API',
    orderType: order.limitPrice === null ? 'market' : 'limit',
    cTime: String(order.createdAt),
    uTime: String(order.updatedAt),
  });

  const stateOf = ({ status, qtyFilled }: ExchangeOrder): string =>
    status === 'open' ? (isPositive(qtyFilled) ? 'partially_filled' : 'live') : status === 'filled' ? 'filled' : 'canceled';

  /** `word`: one order is in a state, those of a list have a status. */
  const shownOrder = (order: ExchangeOrder, word: 'state' | 'status') => ({
    ...common(order),
    orderId: isPlan(order) ? childOf(order.id) : order.id,
    clientOid: isPlan(order) ? childOf(order.id) : (order.clientId ?? ''),
    baseVolume: order.qtyFilled,
    quoteVolume: valueOf(order.trades),
    priceAvg: isPositive(order.qtyFilled) ? div(valueOf(order.trades), order.qtyFilled) : '',
    fee: isPositive(order.qtyFilled) ? feeOf(order.trades) : '',
    price: order.limitPrice ?? '',
    force: order.postOnly ? 'post_only' : order.timeInForce,
    totalProfits: '0',
    [word]: stateOf(order),
  });

  function planStatusOf(order: ExchangeOrder): string {
    if (order.triggered) return 'executed';
    return order.status === 'open' ? 'live' : order.status === 'rejected' ? 'fail_execute' : 'cancelled';
  }

  const shownPlan = (order: ExchangeOrder) => ({
    ...common(order),
    planType: 'normal_plan',
    orderId: order.id,
    ...(order.triggered ? { executeOrderId: childOf(order.id), baseVolume: order.qtyFilled, priceAvg: '' } : {}),
    price: order.limitPrice ?? '',
    executePrice: order.limitPrice ?? '',
    triggerPrice: order.stopPrice ?? '',
    triggerType: 'fill_price',
    planStatus: planStatusOf(order),
  });

  function shownTrade(trade: ExchangeTrade) {
    const order = exchange.order(trade.orderId);
    return {
      tradeId: trade.id,
      symbol: trade.symbol,
      orderId: order !== null && isPlan(order) ? childOf(order.id) : trade.orderId,
      price: trade.price,
      baseVolume: trade.qty,
      feeDetail: [{ deduction: feesInToken ? 'yes' : 'no', feeCoin: feesInToken ? 'BGB' : trade.feeCurrency, totalFee: neg(trade.fee) }],
      ...sidesOf({ side: trade.side, reduceOnly: order?.reduceOnly === true }),
      quoteVolume: mul(trade.qty, trade.price),
      profit: '0',
      enterPointSource: 'api',
      tradeScope: trade.isMaker ? 'maker' : 'taker',
      cTime: String(trade.at),
    };
  }

  exchange.subscribe((event) => {
    if (event.type === 'price' || (isPlan(event.order) && !event.order.triggered)) return;
    const { order } = event;
    const data = [{ ...shownOrder(order, 'status'), instId: order.symbol, accBaseVolume: order.qtyFilled }];
    const arg = { instType: 'USDT-FUTURES', channel: 'orders', instId: 'default' };
    for (const stream of streams) if (stream.data.get('orders') === true) stream.tell({ action: 'snapshot', arg, data, ts: now() });
  });

  function place(body: Body, plan: boolean): VenueReply {
    const [size, price, trigger, clientId] = [
      numberOf(body['size']),
      numberOf(body['price']),
      numberOf(body['triggerPrice']),
      textOf(body['clientOid']),
    ];
    const { side, symbol, orderType, force, tradeSide, marginMode, productType } = body;
    if (productType !== 'USDT-FUTURES' || (marginMode !== 'crossed' && marginMode !== 'isolated')) return failed(['40034', 'productType']);
    if (size === null || (side !== 'buy' && side !== 'sell') || (plan && trigger === null)) return failed(WORDS.quantity);
    const trading = textOf(tradeSide)?.toLowerCase();
    if (hedged !== (trading === 'open' || trading === 'close')) return failed(WRONG_MODE);
    const closes = hedged ? trading === 'close' : body['reduceOnly'] === 'YES';
    const bought = (side === 'buy') !== (hedged && closes);
    const limit = plan ? (numberOf(body['price']) ?? null) : orderType === 'market' ? null : price;
    const outcome = exchange.place({
      clientId,
      symbol: String(symbol),
      side: bought ? 'buy' : 'sell',
      kind: plan ? (limit === null ? 'stop' : 'stop_limit') : orderType === 'market' ? 'market' : 'limit',
      qty: size,
      limitPrice: limit,
      stopPrice: trigger,
      reduceOnly: closes,
      timeInForce: force === 'IOC' ? 'ioc' : force === 'FOK' ? 'fok' : 'gtc',
      postOnly: force === 'post_only',
    });
    if (!outcome.ok) return failed(WORDS[outcome.refusal.code]);
    modes.set(outcome.order.id, marginMode);
    return ok({ orderId: outcome.order.id, clientOid: clientId });
  }

  const find = (id: string): ExchangeOrder | null =>
    exchange.orders().find((each) => (isPlan(each) ? each.triggered && childOf(each.id) : each.id) === id) ?? null;

  function cancel(order: ExchangeOrder | null): VenueReply {
    const outcome = order === null ? null : exchange.cancel(order.id);
    if (outcome === null) return failed(WORDS.unknown_order);
    return outcome.ok ? ok({ orderId: order?.id, clientOid: outcome.order.clientId }) : failed(WORDS[outcome.refusal.code]);
  }

  function cancelPlan({ orderIdList }: Body): VenueReply {
    const [{ orderId = '' } = {}] = orderIdList as readonly { orderId?: string }[];
    const order = exchange.order(orderId);
    const outcome = order === null || !isPlan(order) || order.triggered ? null : exchange.cancel(orderId);
    if (outcome?.ok === true) return ok({ successList: [{ orderId, clientOid: outcome.order.clientId }], failureList: [] });
    return failed(WORDS.unknown_order);
  }

  /** The newest first, those before `idLessThan`. */
  function page(orders: readonly ExchangeOrder[], query: URLSearchParams): readonly ExchangeOrder[] {
    const [symbol, before, clientId] = [query.get('symbol'), query.get('idLessThan'), query.get('clientOid')];
    return orders
      .filter((each) => (symbol ?? each.symbol) === each.symbol && (clientId ?? each.clientId) === each.clientId)
      .filter(({ id }) => before === null || Number(id) < Number(before))
      .toReversed()
      .slice(0, Math.min(100, Number(query.get('limit') ?? '100')));
  }

  const isWaiting = (order: ExchangeOrder): boolean => isPlan(order) && !order.triggered && order.status === 'open';
  const isBooked = (order: ExchangeOrder): boolean => !isPlan(order) || order.triggered;

  function lists(what: string, query: URLSearchParams): VenueReply {
    if (query.get('productType') !== 'USDT-FUTURES') return listed([]);
    const orders = exchange.orders();
    switch (what) {
      case 'orders-pending':
        return listed(
          page(
            orders.filter((each) => isBooked(each) && each.status === 'open'),
            query,
          ).map((each) => shownOrder(each, 'status')),
        );
      case 'orders-history':
        return listed(
          page(
            orders.filter((each) => isBooked(each) && each.status !== 'open'),
            query,
          ).map((each) => shownOrder(each, 'status')),
        );
      case 'orders-plan-pending':
        return listed(page(orders.filter(isWaiting), query).map(shownPlan));
      default:
        return listed(
          page(
            orders.filter((each) => isPlan(each) && !isWaiting(each)),
            query,
          ).map(shownPlan),
        );
    }
  }

  function fills(query: URLSearchParams): VenueReply {
    const [id, from, to] = [
      query.get('orderId'),
      Number(query.get('startTime') ?? '0'),
      Number(query.get('endTime') ?? Number.MAX_SAFE_INTEGER),
    ];
    const told = exchange
      .trades()
      .filter(({ symbol, at }) => symbol === query.get('symbol') && at >= from && at <= to)
      .map(shownTrade)
      .filter(({ orderId }) => (id ?? orderId) === orderId)
      .toReversed()
      .slice(0, Math.min(100, Number(query.get('limit') ?? '100')));
    return ok({ fillList: told.length === 0 ? null : told, endId: null });
  }

  const openResult = ({ symbol, qty, entryPrice }: { symbol: string; qty: Decimal; entryPrice: Decimal }): Decimal =>
    mul(qty, sub(exchange.quote(symbol).last, entryPrice));

  function positions(query: URLSearchParams): VenueReply {
    if (query.get('productType') !== 'USDT-FUTURES') return ok([]);
    const shown = exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => ({
      marginCoin: 'USDT',
      symbol,
      holdSide: isNegative(qty) ? 'short' : 'long',
      openDelegateSize: '0',
      marginSize: mul(abs(qty), entryPrice),
      available: abs(qty),
      locked: '0',
      total: abs(qty),
      leverage: '20',
      achievedProfits: '0',
      openPriceAvg: entryPrice,
      marginMode: [...modes.values()].at(-1) ?? 'crossed',
      posMode: hedged ? 'hedge_mode' : 'one_way_mode',
      unrealizedPL: openResult({ symbol, qty, entryPrice }),
      liquidationPrice: '0',
      keepMarginRate: '0.004',
      markPrice: exchange.quote(symbol).last,
      cTime: String(now()),
      uTime: String(now()),
    }));
    return ok(shown);
  }

  /** What positions stand at is part of the equity. */
  function accounts(query: URLSearchParams): VenueReply {
    const coin = (query.get('productType') ?? '').replace('-FUTURES', '');
    const open = coin === 'USDT' ? sum(exchange.ledger.positions().map(openResult)) : ZERO;
    const held = exchange.balances().filter(({ currency }) => currency === coin);
    return ok(
      held.map(({ currency, total, free }) => ({
        marginCoin: currency,
        locked: '0',
        available: total,
        maxTransferOut: free,
        accountEquity: sum([total, open]),
        usdtEquity: sum([total, open]),
        unrealizedPL: open,
      })),
    );
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { method, path, query } = request;
    const what = path.replace(/^.*\/v2\/mix\//, '');
    switch (`${method} ${what}`) {
      case 'POST order/place-order':
        return place(bodyOf(request), false);
      case 'POST order/place-plan-order':
        return place(bodyOf(request), true);
      case 'POST order/cancel-order':
        return cancel(find(String(bodyOf(request)['orderId'])));
      case 'POST order/cancel-plan-order':
        return cancelPlan(bodyOf(request));
      case 'GET order/detail': {
        const order = find(query.get('orderId') ?? '');
        return order === null ? failed(['40109', 'The data of the order cannot be found']) : ok(shownOrder(order, 'state'));
      }
      case 'GET order/fills':
        return fills(query);
      case 'GET position/all-position':
        return positions(query);
      case 'GET account/accounts':
        return accounts(query);
      case 'POST account/set-margin-mode':
      case 'POST account/set-leverage':
        return ok(bodyOf(request));
      case 'GET account/account':
        return ok({ marginCoin: 'USDT', posMode: hedged ? 'hedge_mode' : 'one_way_mode', assetMode: 'single' });
      default:
        return what.startsWith('order/orders-') ? lists(what.replace('order/', ''), query) : failed(['40404', `${method} ${path}`], 404);
    }
  }

  const shownMarket = ({ symbol, base, quote }: ListedMarket) => ({
    symbol,
    baseCoin: base,
    quoteCoin: quote,
    makerFeeRate: '0.0002',
    takerFeeRate: '0.0006',
    supportMarginCoins: [quote],
    minTradeNum: '0.001',
    priceEndStep: '1',
    volumePlace: '3',
    pricePlace: '3',
    sizeMultiplier: '0.001',
    symbolType: 'perpetual',
    minTradeUSDT: '5',
    symbolStatus: 'normal',
    offTime: '-1',
    limitOpenTime: '-1',
    minLever: '1',
    maxLever: '125',
  });

  function answerPublic({ path, query }: VenueRequest): VenueReply | null {
    if (path.endsWith('/public/time')) return ok({ serverTime: String(Date.now()) });
    if (path.endsWith('/market/contracts'))
      return ok(query.get('productType') === 'USDT-FUTURES' ? exchange.options.markets.map(shownMarket) : []);
    if (/\/spot\/public\/symbols$|\/margin\/currencies$/.test(path)) return ok([]);
    if (!path.includes('/mix/market/')) return null;
    const symbol = query.get('symbol') ?? '';
    if (exchange.market(symbol) === null) return failed(WORDS.unknown_symbol);
    if (path.endsWith('/candles')) {
      const book = candleBook(lengthOf((query.get('granularity') ?? '').toLowerCase()), Number(query.get('limit') ?? '100'), now());
      return ok(book.map(({ openAt, open, high, low, close, volume }) => [String(openAt), open, high, low, close, volume, '1']));
    }
    const { bid, ask, last } = exchange.quote(symbol);
    return ok([{ symbol, lastPr: last, bidPr: bid, askPr: ask, bidSz: '1', askSz: '1', high24h: last, low24h: last, ts: String(now()) }]);
  }

  function heard(stream: VenueSocket, frame: string): void {
    if (frame === 'ping') return stream.send('pong');
    const { op, args = [] } = JSON.parse(frame) as { op: string; args?: readonly Readonly<Record<string, string>>[] };
    if (op === 'login') {
      const isOurs = args[0]?.['apiKey'] === BITGET_KEYS.apiKey;
      stream.data.set('login', isOurs);
      return stream.send(isOurs ? { event: 'login', code: 0 } : { event: 'error', code: 30005, msg: 'error' });
    }
    if (op !== 'subscribe' || stream.data.get('login') !== true) return;
    for (const arg of args) {
      stream.data.set(arg['channel'] ?? '', true);
      stream.send({ event: 'subscribe', arg });
    }
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? textOf(bodyOf(request)['clientOid']) : null),
    answer(request) {
      const open = answerPublic(request);
      if (open !== null) return open;
      if (!isSigned(request)) return failed(['40009', 'sign signature error']);
      return request.path.endsWith('/v3/account/settings')
        ? failed(['40085', 'You are in Classic account mode, and the Unified Account API is not supported at this time'])
        : answerPrivate(request);
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed(['429', 'Too Many Requests'], 429);
      if (fault.type === 'clock_skew') return failed(['40008', 'Request timestamp expired']);
      if (fault.type === 'duplicate_id') return failed(WORDS.duplicate);
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
