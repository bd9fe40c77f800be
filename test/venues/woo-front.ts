// Owns: WOO's spot markets as ccxt 4.5.84 asks it: answers with `success`, numbers as ids of orders, of which its limit orders show
// none (ccxt's own remark), no ticker of spot, one order asked for by either id. After its documents of the third version.

import { createHmac } from 'node:crypto';
import { type Decimal, div, isZero, mul, parseDecimal, sum } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder, ExchangeTrade, Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

/** The third is the id of the application. */
export const WOO_KEYS = { apiKey: 'woo-key', secret: 'woo-secret', password: 'woo-application' } as const;

const failed = (code: number, message: string, status = 400): VenueReply => ({ status, body: { success: false, code, message } });

const WORDS: Readonly<Record<Refusal['code'], readonly [code: number, text: string]>> = {
  unknown_symbol: [317_155, 'unsupported symbol'],
  unknown_order: [-1006, 'The data is not found in server.'],
  ended: [317_177, 'Order has terminated'],
  duplicate: [302_117, 'The client_order_id is repeated: duplicate.'],
  quantity: [-1005, 'quantity is too small'],
  step: [-1104, 'The order quantity is not following the step size rule for the symbol.'],
  tick: [-1103, 'The order price is not following the tick size rule for the symbol.'],
  minimum: [-1102, 'The order value (price * size) is too small.'],
  insufficient: [-1101, 'The risk exposure for client is too high: insufficient balance'],
  held: [-1101, 'The risk exposure for client is too high: insufficient balance'],
  reduce_only: [-1101, 'reduce only'],
  would_trigger: [317_150, 'trigger price'],
  would_take: [-1105, 'post only'],
  market_quantity: [-1005, 'quantity is too large'],
  unfillable: [-1105, 'fill or kill'],
};
const refused = ({ code }: Refusal): VenueReply => failed(...WORDS[code]);

function kindOf({ path, method }: VenueRequest): RequestKind {
  if (path.endsWith('/v3/trade/order')) return method === 'POST' ? 'submit' : method === 'DELETE' ? 'cancel' : 'look_up';
  if (/\/v1\/order\/\d+\/trades$/.test(path)) return 'look_up';
  if (/\/v3\/(?:trade\/(?:orders|transactionHistory)|asset\/balances)$/.test(path)) return 'read';
  if (path.endsWith('/orderbook')) return 'price';
  return path.endsWith('/klineHistory') ? 'candles' : 'other';
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = ({ body }: VenueRequest): Fields => (body.startsWith('{') ? (JSON.parse(body) as Fields) : {});

/** Of the order; IOC and the like are types. */
function typeOf({ kind, timeInForce, postOnly }: ExchangeOrder): string {
  if (postOnly) return 'POST_ONLY';
  if (kind === 'limit' && timeInForce !== 'gtc') return timeInForce.toUpperCase();
  return kind === 'market' ? 'MARKET' : 'LIMIT';
}

const STATUSES = { filled: 'FILLED', canceled: 'CANCELLED', rejected: 'REJECTED', expired: 'CANCELLED' } as const;
const statusOf = ({ status, qtyFilled }: ExchangeOrder): string =>
  status === 'open' ? (isZero(qtyFilled) ? 'NEW' : 'PARTIAL_FILLED') : STATUSES[status];

const valueOf = ({ trades }: ExchangeOrder): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));

const shownOrder = (order: ExchangeOrder) => ({
  orderId: Number(order.id),
  clientOrderId: typeOf(order) === 'LIMIT' ? 0 : Number(order.clientId ?? 0),
  symbol: order.symbol,
  orderTag: 'default',
  side: order.side.toUpperCase(),
  quantity: Number(order.qty),
  amount: null,
  type: typeOf(order),
  status: statusOf(order),
  price: order.limitPrice === null ? null : Number(order.limitPrice),
  executed: Number(order.qtyFilled),
  visible: Number(order.qty),
  averageExecutedPrice: isZero(order.qtyFilled) ? 0 : Number(div(valueOf(order), order.qtyFilled)),
  totalFee: Number(sum(order.trades.map(({ fee }) => fee))),
  feeAsset: 'USDT',
  totalRebate: 0,
  rebateAsset: '',
  reduceOnly: order.reduceOnly,
  createdTime: (order.createdAt / 1000).toFixed(3),
  realizedPnl: null,
  positionSide: 'BOTH',
  bidAskLevel: null,
});

const sizesOf = (trade: ExchangeTrade) => ({
  id: Number(trade.id),
  symbol: trade.symbol,
  side: trade.side.toUpperCase(),
  fee: Number(trade.fee),
});

/** The first version of the interface writes with underscores. */
const oldTrade = (trade: ExchangeTrade) => ({
  ...sizesOf(trade),
  order_id: Number(trade.orderId),
  executed_price: Number(trade.price),
  executed_quantity: Number(trade.qty),
  fee_asset: trade.feeCurrency,
  is_maker: trade.isMaker ? 1 : 0,
  executed_timestamp: (trade.at / 1000).toFixed(3),
});

const newTrade = (trade: ExchangeTrade) => ({
  ...sizesOf(trade),
  orderId: Number(trade.orderId),
  executedPrice: Number(trade.price),
  executedQuantity: Number(trade.qty),
  feeAsset: trade.feeCurrency,
  isMaker: trade.isMaker ? 1 : 0,
  executedTimestamp: (trade.at / 1000).toFixed(3),
});

const ID_MAX = 2n ** 63n;

export function createWooFront(exchange: Exchange): Front {
  const streams = new Set<VenueSocket>();
  const ok = (data: unknown): VenueReply => ({ status: 200, body: { success: true, data, timestamp: exchange.options.now() } });
  const rows = (list: readonly unknown[]): VenueReply =>
    ok({ rows: list, meta: { total: list.length, recordsPerPage: 25, currentPage: 1 } });

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    for (const stream of streams) if (stream.data.get('reports') === true) stream.tell(reportOf(event));
  });

  function reportOf({ order, ...event }: Exclude<ExchangeEvent, { type: 'price' }>) {
    const trade = 'trade' in event ? event.trade : null;
    const data = {
      ...shownOrder(order),
      tradeId: trade === null ? 0 : Number(trade.id),
      executedPrice: trade === null ? 0 : Number(trade.price),
      executedQuantity: trade === null ? 0 : Number(trade.qty),
      totalExecutedQuantity: Number(order.qtyFilled),
      fee: trade === null ? 0 : Number(trade.fee),
      timestamp: order.updatedAt,
      maker: trade?.isMaker ?? false,
    };
    return { topic: 'executionreport', ts: order.updatedAt, data };
  }

  function isSigned({ path, method, rawQuery, body, headers }: VenueRequest): boolean {
    const ts = headers['x-api-timestamp'] ?? '';
    const query = rawQuery === '' ? '' : `?${rawQuery}`;
    const text = path.startsWith('/v3') ? `${ts}${method}${path}${method === 'POST' ? body : query}` : `${rawQuery}|${ts}`;
    const sign = createHmac('sha256', WOO_KEYS.secret).update(text).digest('hex');
    return headers['x-api-key'] === WOO_KEYS.apiKey && headers['x-api-signature'] === sign;
  }

  function submit(fields: Fields): VenueReply {
    const type = String(fields['type']);
    const decimalIn = (name: string): Decimal | null => (typeof fields[name] === 'string' ? parseDecimal(fields[name]) : null);
    const [qty, price] = [decimalIn('quantity'), decimalIn('price')];
    const clientId = typeof fields['clientOrderId'] === 'string' ? fields['clientOrderId'] : '0';
    if (!/^\d+$/.test(clientId) || BigInt(clientId) >= ID_MAX) return failed(317_164, 'Invalid client order id');
    if (type === 'MARKET' && fields['side'] === 'BUY')
      return failed(-1012, 'Amount is required for buy market orders when margin disabled.');
    if (qty === null || (type !== 'MARKET' && price === null)) return failed(-1005, 'Some parameters are in wrong format for api.');
    const outcome = exchange.place({
      clientId: clientId === '0' ? null : clientId,
      symbol: String(fields['symbol']),
      side: fields['side'] === 'BUY' ? 'buy' : 'sell',
      kind: type === 'MARKET' ? 'market' : 'limit',
      qty,
      limitPrice: type === 'MARKET' ? null : price,
      timeInForce: type === 'IOC' ? 'ioc' : type === 'FOK' ? 'fok' : 'gtc',
      postOnly: type === 'POST_ONLY',
    });
    if (!outcome.ok) return refused(outcome.refusal);
    const { orderId, clientOrderId, price: at, quantity } = shownOrder(outcome.order);
    return ok({ orderId, clientOrderId, type, price: at, quantity, amount: null, bidAskLevel: null });
  }

  function asked(query: URLSearchParams): ExchangeOrder | null {
    const client = query.get('clientOrderId');
    return client === null ? exchange.order(query.get('orderId') ?? '') : (exchange.byClientId(client).at(-1) ?? null);
  }

  function cancel(query: URLSearchParams): VenueReply {
    const order = asked(query);
    const outcome = order === null ? null : exchange.cancel(order.id);
    if (outcome === null) return failed(...WORDS.unknown_order);
    return outcome.ok ? ok({ status: 'CANCEL_SENT' }) : refused(outcome.refusal);
  }

  function orders(query: URLSearchParams): VenueReply {
    const [symbol, status] = [query.get('symbol'), query.get('status')];
    const isWanted = (order: ExchangeOrder): boolean =>
      (symbol === null || order.symbol === symbol) && (status === null || (status === 'INCOMPLETE') === (order.status === 'open'));
    const [size, page] = [Number(query.get('size') ?? '25'), Number(query.get('page') ?? '1')];
    return rows(
      exchange
        .orders()
        .filter(isWanted)
        .toReversed()
        .slice((page - 1) * size, page * size)
        .map(shownOrder),
    );
  }

  function balances(): VenueReply {
    const shown = exchange
      .balances()
      .map(({ currency, total, free }) => ({ token: currency, holding: Number(total), availableBalance: Number(free) }));
    return ok({ holding: shown });
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { path, method, query } = request;
    const [, ofOrder] = /\/v1\/order\/(\d+)\/trades$/.exec(path) ?? [];
    if (ofOrder !== undefined) return { status: 200, body: { success: true, rows: (exchange.order(ofOrder)?.trades ?? []).map(oldTrade) } };
    if (path.endsWith('/asset/balances')) return balances();
    if (path.endsWith('/trade/orders')) return orders(query);
    if (path.endsWith('/trade/transactionHistory')) return rows(exchange.trades().toReversed().slice(0, 100).map(newTrade));
    if (!path.endsWith('/trade/order')) return failed(-1005, 'no such path', 404);
    if (method === 'POST') return submit(fieldsOf(request));
    if (method === 'DELETE') return cancel(query);
    const order = asked(query);
    return order === null ? failed(...WORDS.unknown_order) : ok(shownOrder(order));
  }

  const shownMarkets = () =>
    exchange.options.markets.map(({ symbol, tickSize, stepSize, qtyMin, notionalMin }) => ({
      symbol,
      status: 'TRADING',
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      quoteMin: '0',
      quoteMax: '1000000',
      quoteTick: tickSize,
      baseMin: qtyMin,
      baseMax: '5000',
      baseTick: stepSize,
      minNotional: notionalMin,
    }));

  function answerPublic({ path, query }: VenueRequest): VenueReply {
    if (path.endsWith('/systemInfo')) return { status: 200, body: { success: true, data: { status: 0 }, timestamp: Date.now() } };
    if (path.endsWith('/instruments')) return rows(shownMarkets());
    const symbol = query.get('symbol') ?? '';
    if (exchange.market(symbol) === null) return failed(...WORDS.unknown_symbol);
    if (path.endsWith('/klineHistory')) {
      const word = query.get('type') ?? '';
      const book = candleBook(lengthOf(word), Number(query.get('limit') ?? '100'), exchange.options.now());
      return rows(book.map(({ openAt, ...candle }) => ({ symbol, ...candle, type: word, startTimestamp: openAt })));
    }
    const { bid, ask } = exchange.quote(symbol);
    return ok({ asks: [{ price: ask, quantity: '9' }], bids: [{ price: bid, quantity: '9' }] });
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? String(fieldsOf(request)['clientOrderId']) : null),
    answer(request) {
      if (request.path.includes('/public/')) return answerPublic(request);
      return isSigned(request) ? answerPrivate(request) : failed(-1002, 'API key or secret is invalid');
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed(-1003, 'Rate limit exceed.', 429);
      if (fault.type === 'clock_skew') return failed(317_179, 'Request has failed as the receive window: 5000 millisecond is exceeded');
      if (fault.type === 'duplicate_id') return failed(...WORDS.duplicate);
      if (fault.type === 'maintenance') return failed(-1011, 'The system is under maintenance.', 503);
      if (fault.type === 'server_error' && fault.status === 500)
        return failed(-1000, 'An unknown error occurred while processing the request');
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard(stream, frame) {
      const { id, event, params, topic } = JSON.parse(String(frame)) as {
        id?: unknown;
        event?: string;
        topic?: string;
        params?: { apikey?: string };
      };
      if (event === 'ping') return stream.send({ event: 'pong', ts: exchange.options.now() });
      if (event === 'auth') {
        stream.data.set('auth', params?.apikey === WOO_KEYS.apiKey);
        return stream.send({ event: 'auth', success: stream.data.get('auth') === true, ts: exchange.options.now() });
      }
      if (event !== 'subscribe' || topic !== 'executionreport' || stream.data.get('auth') !== true) return;
      stream.data.set('reports', true);
      stream.send({ id, event: 'subscribe', success: true, ts: exchange.options.now() });
    },
  };
}
