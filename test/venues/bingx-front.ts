// Owns: BingX's perpetuals in USDT (one-way or hedged) as ccxt 4.5.84 asks them: parameters signed in the address, refusals under a code in answers
// of status 200, ids of ours for plain orders alone, trades that show their id in one list and not in the other, compressed frames, a key
// of the stream that ends. After its public documents and answers that others have written down.

import { gzipSync } from 'node:zlib';
import { abs, type Decimal, decimal, div, isNegative, isPositive, mul, neg, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { failed, HEDGE_SIDE, isSigned, kindOf, NOT_THERE, ok, ONE_WAY_SIDE, tooMany, WORDS, type Words } from './bingx-words.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket } from './exchange-order.ts';
import type { Fault } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

const WEEK_MS = 7 * 86_400_000;
const WINDOW_MS = 5_000;

export interface BingxAccount {
  /** Long and short are held apart. */
  readonly hedged?: boolean;
  /** Its only position carries no side, and a sign. */
  readonly signed?: boolean;
  /** An order that has ended is not found by our id any more. */
  readonly forgets?: boolean;
}

export interface BingxFront extends Front {
  /** The key of every stream ends: nothing comes any more, and the connections stay. */
  readonly endKey: () => void;
}

export function createBingxFront(exchange: Exchange, { hedged = false, signed = false, forgets = false }: BingxAccount = {}): BingxFront {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  let keys = 1;
  const listenKey = (): string => `listen-${keys}`;
  const modes = new Map<string, string>();
  const leverages: string[] = [];
  const valueOf = (trades: readonly ExchangeTrade[]): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));
  const feeOf = (trades: readonly ExchangeTrade[]): Decimal => neg(sum(trades.map(({ fee }) => fee)));
  const averageOf = ({ qtyFilled, trades }: ExchangeOrder): Decimal =>
    isPositive(qtyFilled) ? div(valueOf(trades), qtyFilled) : decimal('0');
  const sideOf = ({ side, reduceOnly }: Pick<ExchangeOrder, 'side' | 'reduceOnly'>): string =>
    !hedged ? 'BOTH' : (side === 'buy') !== reduceOnly ? 'LONG' : 'SHORT';
  const typeOf = ({ limitPrice }: ExchangeOrder): string => (limitPrice === null ? 'MARKET' : 'LIMIT');

  function statusOf({ status, qtyFilled, limitPrice }: ExchangeOrder): string {
    if (status === 'filled') return 'FILLED';
    if (status !== 'open') return status === 'expired' ? 'EXPIRED' : 'CANCELLED';
    return isPositive(qtyFilled) ? 'PARTIALLY_FILLED' : limitPrice === null ? 'NEW' : 'PENDING';
  }

  /** Of a market order it shows a price, that of the market. */
  const shownOrder = (order: ExchangeOrder) => ({
    symbol: order.symbol,
    orderId: order.id,
    side: order.side.toUpperCase(),
    positionSide: sideOf(order),
    type: typeOf(order),
    origQty: order.qty,
    price: order.limitPrice ?? exchange.quote(order.symbol).last,
    executedQty: order.qtyFilled,
    avgPrice: averageOf(order),
    cumQuote: String(Math.trunc(Number(valueOf(order.trades)))),
    stopPrice: '',
    profit: '0.0000',
    commission: feeOf(order.trades),
    status: statusOf(order),
    time: order.createdAt,
    updateTime: order.updatedAt,
    clientOrderId: order.clientId ?? '',
    leverage: '10X',
    takeProfit: { type: '', quantity: 0, stopPrice: 0, price: 0, workingType: '' },
    stopLoss: { type: '', quantity: 0, stopPrice: 0, price: 0, workingType: '' },
    workingType: 'MARK_PRICE',
    onlyOnePosition: !hedged,
    reduceOnly: order.reduceOnly && !hedged,
    triggerOrderId: '0',
  });

  /** By the clock of Singapore. */
  const zoned = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+0800');
  const shownTrade = (trade: ExchangeTrade) => ({
    symbol: trade.symbol,
    qty: trade.qty,
    price: trade.price,
    quoteQty: mul(trade.qty, trade.price),
    commission: neg(trade.fee),
    commissionAsset: 'USDT',
    orderId: trade.orderId,
    tradeId: trade.id,
    filledTime: zoned(trade.at),
    side: trade.side.toUpperCase(),
    positionSide: 'BOTH',
    role: trade.isMaker ? 'maker' : 'taker',
  });
  /** The other list names no trade, and counts in contracts unless told. */
  const shownSum = (trade: ExchangeTrade) => ({
    filledTm: new Date(trade.at).toISOString(),
    volume: mul(trade.qty, decimal('10000')),
    price: trade.price,
    amount: mul(trade.qty, trade.price),
    commission: neg(trade.fee),
    currency: 'USDT',
    orderId: trade.orderId,
    symbol: trade.symbol,
    clientOrderID: '',
  });

  const compressed = (frame: unknown): Buffer => gzipSync(typeof frame === 'string' ? frame : JSON.stringify(frame));

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const { order } = event;
    const trade = event.type === 'filled' ? event.trade : null;
    const o = {
      s: order.symbol,
      c: order.clientId ?? '',
      i: order.id,
      S: order.side.toUpperCase(),
      o: typeOf(order),
      q: order.qty,
      p: order.limitPrice ?? '0',
      sp: '0',
      ap: averageOf(order),
      x: trade !== null ? 'TRADE' : order.status === 'open' ? 'NEW' : 'CANCELED',
      X: statusOf(order),
      N: 'USDT',
      n: feeOf(order.trades),
      T: trade?.at ?? 0,
      wt: 'MARK_PRICE',
      ps: sideOf(order),
      rp: '0.00000000',
      z: order.qtyFilled,
      ro: order.reduceOnly,
    };
    const frame = compressed({ e: 'ORDER_TRADE_UPDATE', E: now(), T: now(), o });
    for (const stream of streams) if (stream.query.get('listenKey') === listenKey()) stream.tell(frame);
  });

  const numberIn = (query: URLSearchParams, key: string): Decimal | null => {
    const text = query.get(key);
    return text === null ? null : parseDecimal(text);
  };

  function wrongSide(positionSide: string | null, reduceOnly: string | null): Words | null {
    const isSided = positionSide === 'LONG' || positionSide === 'SHORT';
    if (hedged) return !isSided || reduceOnly !== null ? HEDGE_SIDE : null;
    return positionSide === 'BOTH' ? null : ONE_WAY_SIDE;
  }

  function place(query: URLSearchParams): VenueReply {
    const [type, side, time] = [query.get('type'), query.get('side'), query.get('timeInForce')];
    const [positionSide, reduceOnly, clientId] = [query.get('positionSide'), query.get('reduceOnly'), query.get('clientOrderId')];
    const [qty, price] = [numberIn(query, 'quantity'), numberIn(query, 'price')];
    if ((type !== 'MARKET' && type !== 'LIMIT') || (side !== 'BUY' && side !== 'SELL') || qty === null)
      return failed([110400, "The parameters submitted don't meet the requirement."]);
    if (type === 'LIMIT' && price === null) return failed([80014, 'parameter price is must']);
    if (clientId !== null && clientId.length > 40) return failed([109400, 'clientOrderId is invalid']);
    const wrong = wrongSide(positionSide, reduceOnly);
    if (wrong !== null) return failed(wrong);
    const isBuy = side === 'BUY';
    const outcome = exchange.place({
      // without one of ours there is none
      clientId: clientId?.toLowerCase() ?? null,
      symbol: query.get('symbol') ?? '',
      side: isBuy ? 'buy' : 'sell',
      kind: type === 'MARKET' ? 'market' : 'limit',
      qty,
      limitPrice: type === 'LIMIT' ? price : null,
      reduceOnly: hedged ? isBuy !== (positionSide === 'LONG') : reduceOnly === 'true',
      timeInForce: time === 'IOC' ? 'ioc' : time === 'FOK' ? 'fok' : 'gtc',
      postOnly: time === 'PostOnly',
    });
    if (!outcome.ok) return failed(WORDS[outcome.refusal.code]);
    const { order } = outcome;
    const [id, ours] = [order.id, order.clientId ?? ''];
    return ok({
      order: {
        symbol: order.symbol,
        orderId: id,
        orderID: id,
        side,
        positionSide,
        type,
        clientOrderID: ours,
        clientOrderId: ours,
        workingType: 'MARK_PRICE',
        status: statusOf(order),
      },
    });
  }

  /** Empty is no number there. */
  function named(query: URLSearchParams): ExchangeOrder | null | 'unreadable' {
    const [id, clientId] = [query.get('orderId'), query.get('clientOrderId')];
    if (id === '' || (id === null && clientId === null)) return 'unreadable';
    if (id !== null) return exchange.order(id);
    const found = exchange.byClientId(clientId ?? '').at(-1) ?? null;
    return forgets && found?.status !== 'open' ? null : found;
  }

  function cancel(query: URLSearchParams): VenueReply {
    const order = named(query);
    if (order === 'unreadable') return failed([80014, 'orderId is invalid']);
    if (order === null) return failed(NOT_THERE);
    const outcome = exchange.cancel(order.id);
    return outcome.ok ? ok({ order: shownOrder(outcome.order) }) : failed(WORDS[outcome.refusal.code]);
  }

  function one(query: URLSearchParams): VenueReply {
    const order = named(query);
    if (order === 'unreadable') return failed([80014, 'orderId is invalid']);
    return order === null ? failed(NOT_THERE) : ok({ order: shownOrder(order) });
  }

  const ofSymbol = <T extends { readonly symbol: string }>(list: readonly T[], query: URLSearchParams): readonly T[] =>
    list.filter(({ symbol }) => symbol === (query.get('symbol') ?? symbol));

  function ended(query: URLSearchParams): VenueReply {
    if (query.get('limit') === null) return failed([80014, 'parameter limit is must']);
    const told = ofSymbol(exchange.orders(), query).filter(({ status, updatedAt }) => status !== 'open' && now() - updatedAt < WEEK_MS);
    return ok({ orders: told.slice(-Math.min(1_000, Number(query.get('limit')))).map(shownOrder) });
  }

  function trades(query: URLSearchParams, show: (trade: ExchangeTrade) => unknown, key: string): VenueReply {
    const [from, to] = [query.get('startTs'), query.get('endTs')].map((text) => (text === null ? Number.NaN : Number(text)));
    if (!((to ?? 0) >= (from ?? 0))) return failed([80014, 'startTs is must']);
    if ((to ?? 0) - (from ?? 0) > WEEK_MS) return failed([80014, 'the query range is more than seven days']);
    const [id, page, size] = [query.get('orderId'), Number(query.get('pageIndex') ?? '1'), Number(query.get('pageSize') ?? '50')];
    const told = ofSymbol(exchange.trades(), query).filter(
      ({ at, orderId }) => at >= (from ?? 0) && at <= (to ?? 0) && orderId === (id ?? orderId),
    );
    return ok({ [key]: told.slice((page - 1) * size, page * size).map(show), total: told.length });
  }

  const openResult = ({ symbol, qty, entryPrice }: { symbol: string; qty: Decimal; entryPrice: Decimal }): Decimal =>
    mul(qty, sub(exchange.quote(symbol).last, entryPrice));

  const positions = (): VenueReply =>
    ok(
      exchange.ledger.positions().map((position) => ({
        positionId: `p-${position.symbol}`,
        symbol: position.symbol,
        currency: 'USDT',
        positionAmt: signed ? position.qty : abs(position.qty),
        availableAmt: abs(position.qty),
        positionSide: signed ? 'BOTH' : isNegative(position.qty) ? 'SHORT' : 'LONG',
        isolated: modes.get(position.symbol) === 'ISOLATED',
        avgPrice: position.entryPrice,
        initialMargin: mul(abs(position.qty), position.entryPrice),
        leverage: 10,
        unrealizedProfit: openResult(position),
        realisedProfit: '0',
        liquidationPrice: 0,
        positionValue: mul(abs(position.qty), exchange.quote(position.symbol).last),
        markPrice: exchange.quote(position.symbol).last,
        onlyOnePosition: !hedged,
        updateTime: now(),
      })),
    );

  /** What orders have frozen is neither available nor used. */
  function balance(): VenueReply {
    const open = sum(exchange.ledger.positions().map(openResult));
    const isHeld = exchange.ledger.positions().length > 0;
    const rows = exchange.balances().map(({ currency, total, free }) => ({
      userId: '116***295',
      asset: currency,
      balance: total,
      equity: sum([total, open]),
      unrealizedProfit: open,
      realisedProfit: '0',
      availableMargin: free,
      usedMargin: isHeld ? sub(total, free) : '0.0000',
      freezedMargin: isHeld ? '0.0000' : sub(total, free),
      shortUid: '12851936',
    }));
    return ok(rows);
  }

  function answerPrivate({ method, path, query, now: theirs = now() }: VenueRequest): VenueReply {
    if (Math.abs(theirs - Number(query.get('timestamp'))) > WINDOW_MS) return failed([100421, 'Null timestamp or timestamp mismatch']);
    switch (`${method} ${path.replace('/openApi/', '')}`) {
      case 'POST swap/v2/trade/order':
        return place(query);
      case 'DELETE swap/v2/trade/order':
        return cancel(query);
      case 'GET swap/v2/trade/order':
        return one(query);
      case 'GET swap/v2/trade/openOrders':
        return ok({ orders: ofSymbol(exchange.openOrders(), query).map(shownOrder) });
      case 'GET swap/v2/trade/allOrders':
        return ended(query);
      case 'GET swap/v2/trade/fillHistory':
        return trades(query, shownTrade, 'fill_history_orders');
      case 'GET swap/v2/trade/allFillOrders':
        return trades(query, shownSum, 'fill_orders');
      case 'GET swap/v2/user/positions':
        return positions();
      case 'GET swap/v3/user/balance':
        return balance();
      case 'GET swap/v1/positionSide/dual':
        return ok({ dualSidePosition: hedged ? 'true' : 'false' });
      case 'POST swap/v2/trade/leverage':
        leverages.push(query.get('leverage') ?? '');
        return ok({ leverage: Number(query.get('leverage')), symbol: query.get('symbol') });
      case 'POST swap/v2/trade/marginType':
        modes.set(query.get('symbol') ?? '', query.get('marginType') ?? '');
        return ok({});
      case 'POST user/auth/userDataStream':
        // no envelope
        return { status: 200, body: { listenKey: listenKey() } };
      case 'PUT user/auth/userDataStream':
        return { status: 200, body: '' };
      default:
        return failed([100400, `this api is not exist: ${method} ${path}`]);
    }
  }

  const digitsOf = (step: Decimal): string => String((step.split('.')[1] ?? '').length);
  const shownMarket = ({ symbol, base, quote, stepSize, tickSize, qtyMin, notionalMin }: ListedMarket) => ({
    contractId: '100',
    symbol,
    size: '0.0001',
    quantityPrecision: digitsOf(stepSize),
    pricePrecision: digitsOf(tickSize),
    feeRate: '0.0005',
    makerFeeRate: '0.0002',
    takerFeeRate: '0.0005',
    tradeMinLimit: '0',
    tradeMinQuantity: qtyMin,
    tradeMinUSDT: notionalMin,
    currency: quote,
    asset: base,
    status: '1',
    apiStateOpen: 'true',
    apiStateClose: 'true',
  });

  function answerPublic({ path, query, now: theirs = now() }: VenueRequest): VenueReply | null {
    const symbol = query.get('symbol') ?? '';
    if (path.endsWith('/server/time')) return ok({ serverTime: theirs });
    if (path.endsWith('/quote/contracts')) return ok(exchange.options.markets.map(shownMarket));
    if (path.endsWith('/spot/v1/common/symbols')) return ok({ symbols: [] });
    if (path.endsWith('/cswap/v1/market/contracts')) return ok([]);
    if (!path.includes('/quote/')) return null;
    if (exchange.market(symbol) === null) return failed([109400, `${symbol},symbol not exist`]);
    const { bid, ask, last } = exchange.quote(symbol);
    if (path.endsWith('/quote/klines')) {
      const book = candleBook(lengthOf(query.get('interval') ?? ''), Number(query.get('limit') ?? '500'), now());
      return ok(book.toReversed().map(({ openAt, ...candle }) => ({ ...candle, time: openAt })));
    }
    return ok({
      symbol,
      lastPrice: last,
      lastQty: '1',
      openPrice: last,
      closeTime: now(),
      bidPrice: bid,
      bidQty: '9',
      askPrice: ask,
      askQty: '9',
    });
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? request.query.get('clientOrderId') : null),
    answer: (request) =>
      answerPublic(request) ??
      (isSigned(request) ? answerPrivate(request) : failed([100001, 'signature verification failed due to signature mismatch'])),
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed(tooMany(now() + fault.retryAfterS * 1_000));
      if (fault.type === 'clock_skew') return failed([100421, 'Null timestamp or timestamp mismatch']);
      if (fault.type === 'duplicate_id') return failed(WORDS.duplicate);
      if (fault.type === 'maintenance') return failed([100503, 'Server busy, system upgrade in progress']);
      return null;
    },
    connected(stream) {
      streams.add(stream);
      stream.send(compressed('Ping'));
    },
    closed: (stream) => streams.delete(stream),
    heard(stream, frame) {
      if (frame.toString() === 'Pong') stream.data.set('pong', true);
    },
    endKey() {
      const ended = { e: 'listenKeyExpired', E: now(), listenKey: listenKey() };
      keys += 1;
      for (const stream of streams) stream.send(compressed(ended));
    },
  };
}
