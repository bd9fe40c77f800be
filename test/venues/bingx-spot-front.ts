// Owns: BingX's spot markets as ccxt 4.5.84 asks them: parameters signed in the address, refusals under a code in answers of status 200, ids longer
// than a number holds. An order is found by our id for two hours, and no list shows it; a buy at market is for an amount of money; trades are
// those of a day unless asked for, and of a week at most. After its public documents and answers that others have written down.

import { gzipSync } from 'node:zlib';
import { type Decimal, div, isPositive, mul, neg, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { failed, isSigned, NOT_THERE, ok, spotKindOf, SPOT_WORDS, tooMany } from './bingx-words.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket } from './exchange-order.ts';
import type { Fault } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

const HOUR_MS = 3_600_000;
const FOUND_MS = 2 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const WINDOW_MS = 5_000;

/** Longer than a number of JavaScript holds, and written without quotes. */
const LONG = 1_735_900_000_000_000_000n;
const longOf = (id: string): string => `#${LONG + BigInt(id)}`;
const shortOf = (id: string | null): string => (id === null || !/^\d{19}$/.test(id) ? '' : String(BigInt(id) - LONG));
const unquoted = ({ status, body }: VenueReply): VenueReply => ({ status, body: JSON.stringify(body).replaceAll(/"#(\d+)"/g, '$1') });

export interface BingxSpotFront extends Front {
  /** The key of every stream ends: nothing comes any more, and the connections stay. */
  readonly endKey: () => void;
}

/** `foundMs`: for so long an order is found by our id. */
export function createBingxSpotFront(exchange: Exchange, { foundMs = FOUND_MS }: { readonly foundMs?: number } = {}): BingxSpotFront {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  let keys = 1;
  const listenKey = (): string => `listen-${keys}`;
  const valueOf = (trades: readonly ExchangeTrade[]): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));
  const feeOf = (trades: readonly ExchangeTrade[]): Decimal => neg(sum(trades.map(({ fee }) => fee)));
  const feeAssetOf = ({ trades, side }: ExchangeOrder): string => trades[0]?.feeCurrency ?? (side === 'buy' ? 'BTC' : 'USDT');

  function statusOf({ status, qtyFilled }: ExchangeOrder): string {
    if (status === 'filled') return 'FILLED';
    if (status !== 'open') return status === 'rejected' ? 'FAILED' : 'CANCELED';
    return isPositive(qtyFilled) ? 'PARTIALLY_FILLED' : 'PENDING';
  }

  /** As lists show it: without the id that we gave. */
  const shownOrder = (order: ExchangeOrder) => ({
    symbol: order.symbol,
    orderId: longOf(order.id),
    price: order.limitPrice ?? exchange.quote(order.symbol).last,
    StopPrice: '0',
    origQty: order.qty,
    executedQty: order.qtyFilled,
    cummulativeQuoteQty: valueOf(order.trades),
    status: statusOf(order),
    type: order.limitPrice === null ? 'MARKET' : 'LIMIT',
    side: order.side.toUpperCase(),
    time: order.createdAt,
    updateTime: order.updatedAt,
    origQuoteOrderQty: '0',
    fee: feeOf(order.trades),
    avgPrice: isPositive(order.qtyFilled) ? div(valueOf(order.trades), order.qtyFilled) : '0',
  });
  const shownAlone = (order: ExchangeOrder) => ({
    ...shownOrder(order),
    feeAsset: feeAssetOf(order),
    clientOrderID: order.clientId ?? '',
    stopPrice: '0',
  });
  const shownTrade = (trade: ExchangeTrade) => ({
    symbol: trade.symbol,
    id: Number(trade.id),
    orderId: longOf(trade.orderId),
    price: trade.price,
    qty: trade.qty,
    quoteQty: mul(trade.qty, trade.price),
    commission: Number(neg(trade.fee)),
    commissionAsset: trade.feeCurrency,
    time: trade.at,
    isBuyer: trade.side === 'buy',
    isMaker: trade.isMaker,
  });

  const compressed = (frame: unknown): Buffer => gzipSync(typeof frame === 'string' ? frame : JSON.stringify(frame));

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const { order } = event;
    const trade = event.type === 'filled' ? event.trade : null;
    const data = {
      e: 'executionReport',
      E: now(),
      s: order.symbol,
      S: order.side.toUpperCase(),
      o: order.limitPrice === null ? 'MARKET' : 'LIMIT',
      q: Number(order.qty),
      p: Number(order.limitPrice ?? '0'),
      x: trade !== null ? 'TRADE' : order.status === 'open' ? 'NEW' : 'CANCELED',
      X: statusOf(order),
      i: longOf(order.id).slice(1),
      C: order.clientId ?? '',
      l: Number(trade?.qty ?? '0'),
      z: Number(order.qtyFilled),
      L: Number(trade?.price ?? '0'),
      n: Number(neg(trade?.fee ?? ('0' as Decimal))),
      N: trade?.feeCurrency ?? '',
      T: trade?.at ?? 0,
      t: Number(trade?.id ?? '0'),
      O: order.createdAt,
      Z: Number(valueOf(order.trades)),
      Y: 0,
      Q: 0,
      m: trade?.isMaker ?? false,
    };
    const frame = compressed({ code: 0, dataType: 'spot.executionReport', data });
    for (const stream of streams)
      if (stream.query.get('listenKey') === listenKey() && stream.data.get('spot.executionReport') === true) stream.tell(frame);
  });

  const numberIn = (query: URLSearchParams, key: string): Decimal | null => {
    const text = query.get(key);
    return text === null ? null : parseDecimal(text);
  };

  function place(query: URLSearchParams): VenueReply {
    const [type, side, time, clientId] = ['type', 'side', 'timeInForce', 'newClientOrderId'].map((key) => query.get(key));
    const [qty, price] = [numberIn(query, 'quantity'), numberIn(query, 'price')];
    if ((type !== 'MARKET' && type !== 'LIMIT') || (side !== 'BUY' && side !== 'SELL')) return failed([100400, 'parameter error']);
    // an amount of money: none of ours is for one
    if (type === 'MARKET' && side === 'BUY') return failed([100400, 'quoteOrderQty is required for buy-side market orders']);
    if (qty === null) return failed([100400, 'check param fail:entrust volume and value is 0.0']);
    if (type === 'LIMIT' && price === null) return failed([100400, "price can't be lte 0 in limit order"]);
    if (clientId != null && !/^\w{1,40}$/.test(clientId)) return failed([100400, 'newClientOrderId is invalid']);
    const outcome = exchange.place({
      clientId: clientId ?? null,
      symbol: query.get('symbol') ?? '',
      side: side === 'BUY' ? 'buy' : 'sell',
      kind: type === 'MARKET' ? 'market' : 'limit',
      qty,
      limitPrice: type === 'LIMIT' ? price : null,
      timeInForce: time === 'IOC' ? 'ioc' : time === 'FOK' ? 'fok' : 'gtc',
      postOnly: time === 'PostOnly',
    });
    if (!outcome.ok) return failed(SPOT_WORDS[outcome.refusal.code]);
    const { order } = outcome;
    return ok({ ...shownAlone(order), transactTime: order.createdAt });
  }

  /** Empty is no number there, and a name that is not known is none. */
  function named(query: URLSearchParams): ExchangeOrder | null | 'unreadable' {
    const [id, clientId] = [query.get('orderId'), query.get('clientOrderID')];
    if (id === '' || (id === null && clientId === null)) return 'unreadable';
    const order = id !== null ? exchange.order(shortOf(id)) : (exchange.byClientId(clientId ?? '').at(-1) ?? null);
    if (order === null || order.symbol !== query.get('symbol')) return null;
    return id === null && now() - order.createdAt > foundMs ? null : order;
  }

  function cancel(query: URLSearchParams): VenueReply {
    const order = named(query);
    if (order === 'unreadable') return failed([80014, 'orderId is invalid']);
    const outcome = order === null ? null : exchange.cancel(order.id);
    if (outcome === null) return failed([100421, 'cancel fail, order not exist']);
    return outcome.ok ? ok(shownAlone(outcome.order)) : failed(SPOT_WORDS[outcome.refusal.code]);
  }

  function one(query: URLSearchParams): VenueReply {
    const order = named(query);
    if (order === 'unreadable') return failed([80014, 'orderId is invalid']);
    return order === null ? failed([NOT_THERE[0], 'order not exist']) : ok(shownAlone(order));
  }

  const ofSymbol = <T extends { readonly symbol: string }>(list: readonly T[], query: URLSearchParams): readonly T[] =>
    list.filter(({ symbol }) => symbol === (query.get('symbol') ?? symbol));

  function ended(query: URLSearchParams): VenueReply {
    const [page, size] = [Number(query.get('pageIndex') ?? '1'), Math.min(100, Number(query.get('pageSize') ?? '100'))];
    const told = ofSymbol(exchange.orders(), query).filter(({ status }) => status !== 'open');
    return ok({
      orders: told
        .toReversed()
        .slice((page - 1) * size, page * size)
        .map(shownOrder),
    });
  }

  /** The oldest first. */
  function trades(query: URLSearchParams): VenueReply {
    const [start, end, id] = [query.get('startTime'), query.get('endTime'), query.get('orderId')];
    const isTimed = start !== null && end !== null;
    const [from, to] = isTimed ? [Math.max(Number(start), now() - WEEK_MS), Number(end)] : [now() - DAY_MS, now()];
    const limit = Math.min(1_000, Number(query.get('limit') ?? '500'));
    const isIn = ({ at, orderId }: ExchangeTrade): boolean => at >= from && at <= to && orderId === (id === null ? orderId : shortOf(id));
    return ok({ fills: ofSymbol(exchange.trades(), query).filter(isIn).slice(0, limit).map(shownTrade) });
  }

  function answerPrivate({ method, path, query, now: theirs = now() }: VenueRequest): VenueReply {
    if (Math.abs(theirs - Number(query.get('timestamp'))) > WINDOW_MS) return failed([100421, 'Null timestamp or timestamp mismatch']);
    switch (`${method} ${path.replace('/openApi/', '')}`) {
      case 'POST spot/v1/trade/order':
        return place(query);
      case 'POST spot/v1/trade/cancel':
        return cancel(query);
      case 'GET spot/v1/trade/query':
        return one(query);
      case 'GET spot/v1/trade/openOrders':
        return ok({ orders: ofSymbol(exchange.openOrders(), query).map(shownOrder) });
      case 'GET spot/v1/trade/historyOrders':
        return ended(query);
      case 'GET spot/v1/trade/myTrades':
        return trades(query);
      case 'GET spot/v1/account/balance':
        return ok({
          balances: exchange.balances().map(({ currency, total, free }) => ({ asset: currency, free, locked: sub(total, free) })),
        });
      case 'POST user/auth/userDataStream':
        // no envelope
        return { status: 200, body: { listenKey: listenKey() } };
      case 'PUT user/auth/userDataStream':
        return { status: 200, body: '' };
      default:
        return failed([100400, `this api is not exist: ${method} ${path}`]);
    }
  }

  const shownMarket = ({ symbol, stepSize, tickSize, notionalMin }: ListedMarket) => ({
    symbol,
    minQty: 1,
    maxQty: 1,
    minNotional: Number(notionalMin),
    maxNotional: 2_000_000,
    status: 1,
    tickSize: Number(tickSize),
    stepSize: Number(stepSize),
    apiStateSell: true,
    apiStateBuy: true,
    timeOnline: 0,
    offTime: 0,
    maintainTime: 0,
  });

  function answerPublic({ path, query, now: theirs = now() }: VenueRequest): VenueReply | null {
    const symbol = query.get('symbol') ?? '';
    if (path.endsWith('/server/time')) return ok({ serverTime: theirs });
    if (path.endsWith('/spot/v1/common/symbols')) return ok({ symbols: exchange.options.markets.map(shownMarket) });
    // of contracts
    if (path.endsWith('/quote/contracts') || path.endsWith('/market/contracts')) return ok([]);
    if (!/\/spot\/v\d\/(?:ticker|market)\//.test(path)) return null;
    if (exchange.market(symbol) === null) return failed(SPOT_WORDS.unknown_symbol);
    if (path.endsWith('/kline')) {
      const length = lengthOf(query.get('interval') ?? '');
      const book = candleBook(length, Number(query.get('limit') ?? '500'), now());
      const rows = book.map(({ openAt, open, high, low, close, volume }) =>
        [openAt, open, high, low, close, volume, openAt + length - 1, '1'].map(Number),
      );
      return ok(rows.toReversed());
    }
    const { bid, ask, last } = exchange.quote(symbol);
    return ok([{ symbol, openPrice: last, lastPrice: Number(last), closeTime: now(), bidPrice: Number(bid), askPrice: Number(ask) }]);
  }

  return {
    kindOf: spotKindOf,
    clientIdOf: (request) => (spotKindOf(request) === 'submit' ? request.query.get('newClientOrderId') : null),
    answer(request) {
      const open = answerPublic(request);
      if (open !== null) return open;
      if (!isSigned(request)) return failed([100001, 'signature verification failed due to signature mismatch']);
      const answer = answerPrivate(request);
      return typeof answer.body === 'string' ? answer : unquoted(answer);
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed(tooMany(now() + fault.retryAfterS * 1_000));
      if (fault.type === 'clock_skew') return failed([100421, 'Null timestamp or timestamp mismatch']);
      if (fault.type === 'duplicate_id') return failed(SPOT_WORDS.duplicate);
      if (fault.type === 'maintenance') return failed([100503, 'Server busy, system upgrade in progress']);
      return null;
    },
    connected(stream) {
      streams.add(stream);
      stream.send(compressed('Ping'));
    },
    closed: (stream) => streams.delete(stream),
    heard(stream, frame) {
      if (frame.toString() === 'Pong') return void stream.data.set('pong', true);
      const { id, reqType, dataType } = JSON.parse(frame.toString()) as { id?: string; reqType?: string; dataType?: string };
      if (reqType !== 'sub' || dataType === undefined) return;
      stream.data.set(dataType, true);
      stream.send(compressed({ id, code: 0, msg: '', timestamp: now() }));
    },
    endKey() {
      const gone = { e: 'listenKeyExpired', E: now(), listenKey: listenKey() };
      keys += 1;
      for (const stream of streams) stream.send(compressed(gone));
    },
  };
}
