// Owns: Backpack's spot markets as ccxt 4.5.84 asks it: signed with a key on a curve, bare objects and lists, ids of orders of 32 bits,
// open orders in one list and everything else in its history, no bid and ask in its ticker. After its documents.

import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { type Decimal, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder, ExchangeTrade, Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

const SEED = Buffer.alloc(32, 7);
export const BACKPACK_KEYS = { apiKey: 'backpack-key', secret: SEED.toString('base64') } as const;
/** What stands before a seed where a key is written. */
const KEY_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY = createPublicKey(createPrivateKey({ key: Buffer.concat([KEY_HEAD, SEED]), format: 'der', type: 'pkcs8' }));

const ok = (body: unknown): VenueReply => ({ status: 200, body });
const failed = (code: string, message: string, status = 400): VenueReply => ({ status, body: { code, message } });

const WORDS: Readonly<Record<Refusal['code'], readonly [code: string, text: string]>> = {
  unknown_symbol: ['INVALID_SYMBOL', 'Invalid symbol'],
  unknown_order: ['RESOURCE_NOT_FOUND', 'Order not found'],
  ended: ['RESOURCE_NOT_FOUND', 'Order not found'],
  duplicate: ['INVALID_CLIENT_REQUEST', 'duplicate clientId'],
  quantity: ['INVALID_QUANTITY', 'Quantity is below the minimum'],
  step: ['INVALID_QUANTITY', 'Quantity decimal too long'],
  tick: ['INVALID_PRICE', 'Price decimal too long'],
  minimum: ['INVALID_ORDER', 'Order value is below the minimum'],
  insufficient: ['INSUFFICIENT_FUNDS', 'Insufficient funds'],
  held: ['INSUFFICIENT_FUNDS', 'Insufficient funds'],
  reduce_only: ['INVALID_ORDER', 'reduce only'],
  would_trigger: ['INVALID_ORDER', 'trigger price'],
  would_take: ['INVALID_ORDER', 'Order would immediately match and take'],
  market_quantity: ['INVALID_QUANTITY', 'Quantity is above the maximum'],
  unfillable: ['INVALID_ORDER', 'Order would not fill at once'],
};
const refused = ({ code }: Refusal): VenueReply => failed(...WORDS[code], code === 'ended' || code === 'unknown_order' ? 404 : 400);

const INSTRUCTIONS: Readonly<Record<string, string>> = {
  'POST /api/v1/order': 'orderExecute',
  'DELETE /api/v1/order': 'orderCancel',
  'GET /api/v1/orders': 'orderQueryAll',
  'GET /wapi/v1/history/orders': 'orderHistoryQueryAll',
  'GET /wapi/v1/history/fills': 'fillHistoryQueryAll',
  'GET /api/v1/capital': 'balanceQuery',
};
const KINDS: Readonly<Record<string, RequestKind>> = {
  'POST /api/v1/order': 'submit',
  'DELETE /api/v1/order': 'cancel',
  'GET /api/v1/orders': 'look_up',
  'GET /wapi/v1/history/orders': 'look_up',
  'GET /wapi/v1/history/fills': 'look_up',
  'GET /api/v1/capital': 'read',
  'GET /api/v1/ticker': 'price',
  'GET /api/v1/depth': 'price',
  'GET /api/v1/klines': 'candles',
};
const nameOf = ({ method, path }: VenueRequest): string => `${method} ${path}`;
const kindOf = (request: VenueRequest): RequestKind => KINDS[nameOf(request)] ?? 'other';

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = ({ body }: VenueRequest): Fields => (body.startsWith('{') ? (JSON.parse(body) as Fields) : {});

function isSigned(request: VenueRequest): boolean {
  const { headers, rawQuery, body } = request;
  const fields = Object.entries(fieldsOf(request)).map(([key, value]): [string, string] => [key, String(value)]);
  const said = body === '' ? rawQuery : new URLSearchParams(fields).toString();
  const text = `instruction=${INSTRUCTIONS[nameOf(request)] ?? ''}&${said === '' ? '' : `${said}&`}timestamp=${headers['x-timestamp'] ?? ''}&window=${headers['x-window'] ?? ''}`;
  const signature = Buffer.from(headers['x-signature'] ?? '', 'base64');
  return headers['x-api-key'] === BACKPACK_KEYS.apiKey && verify(null, Buffer.from(text), PUBLIC_KEY, signature);
}

const STATUSES = { open: 'New', filled: 'Filled', canceled: 'Cancelled', rejected: 'Cancelled', expired: 'Expired' } as const;
const valueOf = ({ trades }: ExchangeOrder): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));

const shownOrder = (order: ExchangeOrder) => ({
  clientId: order.clientId === null ? null : Number(order.clientId),
  createdAt: order.createdAt,
  executedQuantity: order.qtyFilled,
  executedQuoteQuantity: valueOf(order),
  id: order.id,
  orderType: order.kind === 'market' ? 'Market' : 'Limit',
  ...(order.limitPrice === null ? {} : { price: order.limitPrice, postOnly: order.postOnly }),
  quantity: order.qty,
  quoteQuantity: null,
  reduceOnly: null,
  relatedOrderId: null,
  selfTradePrevention: 'RejectTaker',
  side: order.side === 'buy' ? 'Bid' : 'Ask',
  status: order.status === 'open' && order.qtyFilled !== '0' ? 'PartiallyFilled' : STATUSES[order.status],
  symbol: order.symbol,
  timeInForce: order.timeInForce.toUpperCase(),
  triggerPrice: null,
  triggerQuantity: null,
});

/** In its history times are written out. */
const dated = (at: number): string => new Date(at).toISOString().replace('Z', '');

const shownFill = (trade: ExchangeTrade, clientId: string | null) => ({
  clientId,
  fee: trade.fee,
  feeSymbol: trade.feeCurrency,
  isMaker: trade.isMaker,
  orderId: trade.orderId,
  price: trade.price,
  quantity: trade.qty,
  side: trade.side === 'buy' ? 'Bid' : 'Ask',
  symbol: trade.symbol,
  systemOrderType: null,
  timestamp: dated(trade.at),
  tradeId: Number(trade.id),
});

const ID_MAX = 2 ** 32;
const EVENTS = {
  accepted: 'orderAccepted',
  triggered: 'orderUpdate',
  amended: 'orderModified',
  canceled: 'orderCancelled',
  rejected: 'orderCancelled',
  expired: 'orderExpired',
  filled: 'orderFill',
} as const;

export function createBackpackFront(exchange: Exchange): Front {
  const streams = new Set<VenueSocket>();
  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    for (const stream of streams) if (stream.data.get('orders') === true) stream.tell(newsOf(event));
  });

  function newsOf({ type, order }: Exclude<ExchangeEvent, { type: 'price' }>) {
    const micros = `${order.updatedAt}000`;
    const shown = shownOrder(order);
    const data = {
      e: EVENTS[type],
      E: micros,
      T: micros,
      s: order.symbol,
      c: shown.clientId,
      S: shown.side,
      o: shown.orderType.toUpperCase(),
      f: shown.timeInForce,
      q: order.qty,
      p: order.limitPrice,
      X: shown.status,
      i: order.id,
      z: order.qtyFilled,
      Z: valueOf(order),
      O: 'USER',
      r: false,
    };
    return { stream: 'account.orderUpdate', data };
  }

  function submit(fields: Fields): VenueReply {
    const clientId = fields['clientId'];
    if (typeof clientId !== 'number' || !Number.isInteger(clientId) || clientId <= 0 || clientId >= ID_MAX)
      return failed('INVALID_CLIENT_REQUEST', 'failed to parse "uint32"');
    const decimalIn = (name: string): Decimal | null => (typeof fields[name] === 'string' ? parseDecimal(fields[name]) : null);
    const [qty, price, type] = [decimalIn('quantity'), decimalIn('price'), fields['orderType']];
    if (qty === null || (type !== 'Market' && type !== 'Limit')) return failed('INVALID_CLIENT_REQUEST', 'Must specify quantity');
    const word = typeof fields['timeInForce'] === 'string' ? fields['timeInForce'].toLowerCase() : 'gtc';
    const outcome = exchange.place({
      clientId: String(clientId),
      symbol: String(fields['symbol']),
      side: fields['side'] === 'Bid' ? 'buy' : 'sell',
      kind: type === 'Market' ? 'market' : 'limit',
      qty,
      limitPrice: type === 'Limit' ? price : null,
      timeInForce: word === 'ioc' || word === 'fok' ? word : 'gtc',
      postOnly: fields['postOnly'] === true,
    });
    return outcome.ok ? ok(shownOrder(outcome.order)) : refused(outcome.refusal);
  }

  function cancel(fields: Fields): VenueReply {
    const outcome = exchange.cancel(String(fields['orderId']));
    return outcome.ok ? ok(shownOrder(outcome.order)) : refused(outcome.refusal);
  }

  function fills(query: URLSearchParams): VenueReply {
    const [orderId, limit] = [query.get('orderId'), Number(query.get('limit') ?? '100')];
    const all = exchange.trades().filter((trade) => orderId === null || trade.orderId === orderId);
    const shown = all.map((trade) => shownFill(trade, exchange.order(trade.orderId)?.clientId ?? null));
    return ok(shown.toReversed().slice(0, limit));
  }

  function history(query: URLSearchParams): VenueReply {
    const all = exchange.orders().filter(({ symbol }) => query.get('symbol') === null || symbol === query.get('symbol'));
    const newest = all.toReversed().slice(0, Number(query.get('limit') ?? '100'));
    return ok(newest.map((order) => ({ ...shownOrder(order), createdAt: dated(order.createdAt) })));
  }

  const balances = () =>
    Object.fromEntries(
      exchange.balances().map(({ currency, total, free }) => [currency, { available: free, locked: sub(total, free), staked: '0' }]),
    );

  function answerPrivate(request: VenueRequest): VenueReply {
    const { query } = request;
    const symbol = query.get('symbol');
    switch (nameOf(request)) {
      case 'POST /api/v1/order':
        return submit(fieldsOf(request));
      case 'DELETE /api/v1/order':
        return cancel(fieldsOf(request));
      case 'GET /api/v1/orders':
        return ok(
          exchange
            .openOrders()
            .filter((order) => symbol === null || order.symbol === symbol)
            .map(shownOrder),
        );
      case 'GET /wapi/v1/history/orders':
        return history(query);
      case 'GET /wapi/v1/history/fills':
        return fills(query);
      default:
        return ok(balances());
    }
  }

  const shownMarkets = () =>
    exchange.options.markets.map(({ symbol, tickSize, stepSize, qtyMin }) => ({
      symbol,
      baseSymbol: 'BTC',
      quoteSymbol: 'USDT',
      marketType: 'SPOT',
      orderBookState: 'Open',
      filters: {
        price: { minPrice: tickSize, maxPrice: null, tickSize },
        quantity: { minQuantity: qtyMin, maxQuantity: null, stepSize },
      },
    }));

  function answerPublic({ path, query }: VenueRequest): VenueReply {
    if (path.endsWith('/time')) return ok(Date.now());
    if (path.endsWith('/markets')) return ok(shownMarkets());
    const symbol = query.get('symbol') ?? '';
    if (exchange.market(symbol) === null) return failed(...WORDS.unknown_symbol);
    const { bid, ask, last } = exchange.quote(symbol);
    if (path.endsWith('/depth')) return ok({ asks: [[ask, '9']], bids: [[bid, '9']], lastUpdateId: '1', timestamp: Date.now() * 1000 });
    if (path.endsWith('/ticker')) return ok({ symbol, firstPrice: last, lastPrice: last, high: last, low: last, volume: '1', trades: '1' });
    const length = lengthOf(query.get('interval') ?? '');
    // from a time by the machine's clock: as many as that were
    const count = Math.ceil((Date.now() - Number(query.get('startTime')) * 1000) / length);
    const book = candleBook(length, count, exchange.options.now());
    return ok(
      book.map(({ openAt, ...candle }) => ({
        ...candle,
        start: new Date(openAt).toISOString().slice(0, 19).replace('T', ' '),
        trades: '1',
      })),
    );
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? String(fieldsOf(request)['clientId']) : null),
    answer(request) {
      if (INSTRUCTIONS[nameOf(request)] === undefined) return answerPublic(request);
      return isSigned(request) ? answerPrivate(request) : failed('INVALID_SIGNATURE', 'Invalid signature', 401);
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed('TOO_MANY_REQUESTS', 'Too many requests', 429);
      if (fault.type === 'clock_skew') return failed('INVALID_CLIENT_REQUEST', 'Request has expired: timestamp is outside of the window');
      if (fault.type === 'duplicate_id') return failed(...WORDS.duplicate);
      if (fault.type === 'maintenance') return failed('MAINTENANCE', 'Under maintenance', 503);
      return fault.type === 'server_error' && fault.status === 500 ? failed('SERVER_ERROR', 'Internal server error', 500) : null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard(stream, frame) {
      const { method, params, signature } = JSON.parse(String(frame)) as {
        method?: string;
        params?: readonly string[];
        signature?: readonly string[];
      };
      if (method !== 'SUBSCRIBE' || params?.[0] !== 'account.orderUpdate') return;
      stream.data.set('orders', signature?.[0] === BACKPACK_KEYS.apiKey);
    },
  };
}
