// Owns: HTX's spot markets as ccxt 4.5.84 asks it: errors in answers of status 200, types that name the side, a market buy for an
// amount of money, orders at market that show no size. An id of ours is a label: of several orders the newest is shown, and one that
// has ended is found by it for two hours only (HTX's announcement of April 2021). After its documents and ccxt's own parsing.

import { createHmac } from 'node:crypto';
import { type Decimal, isZero, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder, ExchangeTrade, Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

export const HTX_KEYS = { apiKey: 'htx-key', secret: 'htx-secret' } as const;

const HOST = 'api.huobi.pro';
const ACCOUNT = 1_000_001;
const PERIODS: Readonly<Record<string, string>> = {
  '1min': '1m',
  '5min': '5m',
  '15min': '15m',
  '60min': '1h',
  '4hour': '4h',
  '1day': '1d',
};
const FOUND_FOR_MS = 2 * 3_600_000;

const failed = (code: string, message: string, status = 200): VenueReply => ({
  status,
  body: { status: 'error', 'err-code': code, 'err-msg': message, data: null },
});

const WORDS: Readonly<Record<Refusal['code'], readonly [code: string, text: string]>> = {
  unknown_symbol: ['invalid-parameter', 'invalid symbol'],
  unknown_order: ['base-record-invalid', 'record invalid'],
  ended: ['order-orderstate-error', 'Incorrect order state'],
  duplicate: ['invalid-client-order-id', 'duplicate client order id'],
  quantity: ['order-limitorder-amount-min-error', 'limit order amount error'],
  step: ['order-orderamount-precision-error', 'order amount precision error'],
  tick: ['order-orderprice-precision-error', 'order price precision error'],
  minimum: ['order-value-min-error', 'Order total cannot be lower than: 5'],
  insufficient: ['account-frozen-balance-insufficient-error', 'trade account balance is not enough'],
  held: ['account-frozen-balance-insufficient-error', 'trade account balance is not enough'],
  reduce_only: ['invalid-parameter', 'reduce only'],
  would_trigger: ['order-stop-order-hit-trigger', 'Orders triggered immediately'],
  would_take: ['order-invalid-price', 'post only'],
  market_quantity: ['order-limitorder-amount-max-error', 'market order amount error'],
  unfillable: ['order-invalid-price', 'fill or kill'],
};
const refused = ({ code }: Refusal): VenueReply => failed(...WORDS[code]);

const ONE = /\/v1\/order\/orders\/(\d+)(\/matchresults|\/submitcancel)?$/;

function kindOf({ path, method }: VenueRequest): RequestKind {
  if (path.endsWith('/orders/place')) return 'submit';
  if (/submitcancel$|submitCancelClientOrder$/.test(path)) return 'cancel';
  if (ONE.test(path) || (method === 'GET' && /\/(?:getClientOrder|v1\/order\/(?:orders|openOrders))$/.test(path))) return 'look_up';
  if (/\/v1\/(?:order\/matchresults|account\/accounts\/\d+\/balance)$/.test(path)) return 'read';
  if (path.endsWith('/detail/merged')) return 'price';
  return /\/history\/(?:kline|candles)$/.test(path) ? 'candles' : 'other';
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = ({ body }: VenueRequest): Fields => (body.startsWith('{') ? (JSON.parse(body) as Fields) : {});

function typeOf({ side, kind, timeInForce, postOnly }: ExchangeOrder): string {
  if (kind === 'market') return `${side}-market`;
  if (postOnly) return `${side}-limit-maker`;
  return timeInForce === 'ioc' ? `${side}-ioc` : timeInForce === 'fok' ? `${side}-limit-fok` : `${side}-limit`;
}

function stateOf({ status, qtyFilled }: ExchangeOrder): string {
  const isNew = isZero(qtyFilled);
  if (status === 'open') return isNew ? 'submitted' : 'partial-filled';
  return status === 'filled' ? 'filled' : isNew ? 'canceled' : 'partial-canceled';
}

const valueOf = ({ trades }: ExchangeOrder): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));

const shownOrder = (order: ExchangeOrder) => ({
  id: Number(order.id),
  symbol: order.symbol,
  'account-id': ACCOUNT,
  'client-order-id': order.clientId ?? '',
  amount: order.qty,
  price: order.limitPrice ?? '0',
  'created-at': order.createdAt,
  type: typeOf(order),
  'field-amount': order.qtyFilled,
  'field-cash-amount': valueOf(order),
  'field-fees': sum(order.trades.map(({ fee }) => fee)),
  'finished-at': order.status === 'open' ? 0 : order.updatedAt,
  'canceled-at': order.status === 'canceled' ? order.updatedAt : 0,
  source: 'spot-api',
  state: stateOf(order),
});

/** What is open is written with other words. */
function shownOpen(order: ExchangeOrder) {
  const { 'field-amount': amount, 'field-cash-amount': cash, 'field-fees': fees, ...rest } = shownOrder(order);
  return { ...rest, 'filled-amount': amount, 'filled-cash-amount': cash, 'filled-fees': fees };
}

export function createHtxFront(exchange: Exchange): Front {
  const now = (): number => exchange.options.now();
  const streams = new Set<VenueSocket>();
  const ok = (data: unknown): VenueReply => ({ status: 200, body: { status: 'ok', data } });

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const channel = `orders#${event.order.symbol}`;
    const data = newsOf(event);
    for (const stream of streams) {
      const ch = [channel, 'orders#*'].find((name) => stream.data.get(name) === true);
      if (ch !== undefined) stream.tell({ action: 'push', ch, data });
    }
  });

  function newsOf({ order, ...event }: Exclude<ExchangeEvent, { type: 'price' }>) {
    const trade = 'trade' in event ? event.trade : null;
    const known = {
      symbol: order.symbol,
      orderId: Number(order.id),
      clientOrderId: order.clientId ?? '',
      type: typeOf(order),
      orderStatus: stateOf(order),
      orderPrice: order.limitPrice ?? '0',
      orderSize: order.qty,
      execAmt: order.qtyFilled,
      remainAmt: sub(order.qty, order.qtyFilled),
      accountId: ACCOUNT,
    };
    if (trade === null) {
      const isNew = event.type === 'accepted';
      return { ...known, eventType: isNew ? 'creation' : 'cancellation', [isNew ? 'orderCreateTime' : 'lastActTime']: order.updatedAt };
    }
    const { id, price, qty, at, isMaker } = trade;
    return { ...known, eventType: 'trade', tradeId: Number(id), tradePrice: price, tradeVolume: qty, tradeTime: at, aggressor: !isMaker };
  }

  const shownTrade = (trade: ExchangeTrade) => {
    const order = exchange.order(trade.orderId);
    return {
      id: Number(trade.id) + 7_000_000,
      'match-id': 1,
      'trade-id': Number(trade.id),
      'order-id': Number(trade.orderId),
      symbol: trade.symbol,
      type: order === null ? `${trade.side}-limit` : typeOf(order),
      price: trade.price,
      'filled-amount': trade.qty,
      'filled-fees': trade.fee,
      'fee-currency': trade.feeCurrency.toLowerCase(),
      'filled-points': '0.0',
      'fee-deduct-currency': '',
      role: trade.isMaker ? 'maker' : 'taker',
      'created-at': trade.at,
      source: 'spot-api',
    };
  };

  function isSigned({ method, path, rawQuery }: VenueRequest): boolean {
    const at = rawQuery.indexOf('&Signature=');
    const sign = new URLSearchParams(rawQuery).get('Signature');
    const text = [method, HOST, path, rawQuery.slice(0, at)].join('\n');
    return at > 0 && sign === createHmac('sha256', HTX_KEYS.secret).update(text).digest('base64');
  }

  function submit(fields: Fields): VenueReply {
    const [, side, type] = /^(buy|sell)-(market|limit|ioc|limit-maker|limit-fok)$/.exec(String(fields['type'])) ?? [];
    const decimalIn = (name: string): Decimal | null => (typeof fields[name] === 'string' ? parseDecimal(fields[name]) : null);
    const [qty, price] = [decimalIn('amount'), decimalIn('price')];
    const clientId = typeof fields['client-order-id'] === 'string' ? fields['client-order-id'] : '';
    if (side === undefined || qty === null || fields['account-id'] !== String(ACCOUNT)) return failed('invalid-parameter', 'bad order');
    if (!/^[\w-]{1,64}$/.test(clientId)) return failed('invalid-client-order-id', 'invalid client order id');
    // an amount of money there: none of ours is for one
    if (side === 'buy' && type === 'market') return failed('invalid-amount', 'amount of money');
    if (type !== 'market' && price === null) return failed('order-invalid-price', 'invalid price');
    const outcome = exchange.place({
      clientId,
      symbol: String(fields['symbol']),
      side: side === 'buy' ? 'buy' : 'sell',
      kind: type === 'market' ? 'market' : 'limit',
      qty,
      limitPrice: type === 'market' ? null : price,
      timeInForce: type === 'ioc' ? 'ioc' : type === 'limit-fok' ? 'fok' : 'gtc',
      postOnly: type === 'limit-maker',
    });
    return outcome.ok ? ok(outcome.order.id) : refused(outcome.refusal);
  }

  function byClientId(clientId: string): ExchangeOrder | null {
    const order = exchange.byClientId(clientId).at(-1) ?? null;
    const isOld = order !== null && order.status !== 'open' && now() - order.createdAt > FOUND_FOR_MS;
    return isOld ? null : order;
  }

  function cancel(order: ExchangeOrder | null): VenueReply {
    const outcome = order === null ? null : exchange.cancel(order.id);
    if (outcome === null) return failed(...WORDS.unknown_order);
    return outcome.ok ? ok(order?.id) : refused(outcome.refusal);
  }

  const page = <T extends { readonly symbol: string }>(list: readonly T[], query: URLSearchParams): readonly T[] =>
    list
      .filter(({ symbol }) => (query.get('symbol') ?? symbol) === symbol)
      .toReversed()
      .slice(0, Number(query.get('size') ?? '100'));

  function orders(query: URLSearchParams): VenueReply {
    const states = (query.get('states') ?? '').split(',');
    return ok(
      page(exchange.orders(), query)
        .map(shownOrder)
        .filter(({ state }) => states.includes(state)),
    );
  }

  function trades(query: URLSearchParams): VenueReply {
    const [from, to] = [Number(query.get('start-time') ?? '0'), Number(query.get('end-time') ?? Number.MAX_SAFE_INTEGER)];
    return ok(
      page(
        exchange.trades().filter(({ at }) => at >= from && at <= to),
        query,
      ).map(shownTrade),
    );
  }

  function balance(): VenueReply {
    const list = exchange.balances().flatMap(({ currency, total, free }) => [
      { currency: currency.toLowerCase(), type: 'trade', balance: free },
      { currency: currency.toLowerCase(), type: 'frozen', balance: sub(total, free) },
    ]);
    return ok({ id: ACCOUNT, type: 'spot', state: 'working', list });
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { path, query } = request;
    const fields = fieldsOf(request);
    const [, id, what] = ONE.exec(path) ?? [];
    if (id !== undefined) {
      const order = exchange.order(id);
      if (what === '/submitcancel') return cancel(order);
      if (order === null) return failed(...WORDS.unknown_order);
      return ok(what === undefined ? shownOrder(order) : order.trades.map(shownTrade));
    }
    if (path.endsWith('/account/accounts')) return ok([{ id: ACCOUNT, type: 'spot', subtype: '', state: 'working' }]);
    if (path.endsWith('/balance')) return balance();
    if (path.endsWith('/orders/place')) return submit(fields);
    if (path.endsWith('/submitCancelClientOrder')) return cancel(byClientId(String(fields['client-order-id'])));
    if (path.endsWith('/getClientOrder')) {
      const order = byClientId(query.get('clientOrderId') ?? '');
      return order === null ? failed(...WORDS.unknown_order) : ok(shownOrder(order));
    }
    if (path.endsWith('/openOrders')) return ok(page(exchange.openOrders(), query).map(shownOpen));
    if (path.endsWith('/matchresults')) return trades(query);
    return path.endsWith('/v1/order/orders') ? orders(query) : failed('invalid-parameter', 'no such path', 404);
  }

  const shownMarkets = () =>
    exchange.options.markets.map(({ symbol, qtyMin, notionalMin }) => ({
      'base-currency': 'btc',
      'quote-currency': 'usdt',
      'price-precision': 3,
      'amount-precision': 3,
      'value-precision': 8,
      'symbol-partition': 'main',
      symbol,
      state: 'online',
      'min-order-amt': qtyMin,
      'max-order-amt': '5000',
      'min-order-value': notionalMin,
      'api-trading': 'enabled',
    }));

  function answerPublic({ path, query }: VenueRequest): VenueReply {
    if (path.endsWith('/common/timestamp')) return ok(now());
    if (path.endsWith('/common/symbols')) return ok(shownMarkets());
    const symbol = query.get('symbol') ?? '';
    if (exchange.market(symbol) === null) return failed(...WORDS.unknown_symbol);
    if (/\/history\/(?:kline|candles)$/.test(path)) {
      const book = candleBook(lengthOf(PERIODS[query.get('period') ?? ''] ?? ''), Number(query.get('size') ?? '150'), now());
      return ok(
        book.toReversed().map(({ openAt, volume, ...candle }) => ({ id: openAt / 1000, ...candle, amount: volume, vol: '1', count: 1 })),
      );
    }
    const { bid, ask, last } = exchange.quote(symbol);
    const tick = { id: 1, open: last, close: last, low: last, high: last, amount: 9, vol: 9, count: 9, bid: [bid, 9], ask: [ask, 9] };
    return { status: 200, body: { status: 'ok', ch: `market.${symbol}.detail.merged`, ts: now(), tick } };
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? String(fieldsOf(request)['client-order-id']) : null),
    answer(request) {
      if (/\/v1\/common\/|\/market\//.test(request.path)) return answerPublic(request);
      return isSigned(request) ? answerPrivate(request) : failed('api-signature-not-valid', 'Signature not valid: Verification failure');
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed('base-request-exceed-frequency-limit', 'exceeded the frequency limit', 429);
      if (fault.type === 'clock_skew') return failed('api-signature-not-valid', 'Signature not valid: Invalid timestamp');
      if (fault.type === 'duplicate_id') return failed(...WORDS.duplicate);
      if (fault.type === 'maintenance') return failed('system-maintenance', 'System is in maintenance!');
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard(stream, frame) {
      const { action, ch, params } = JSON.parse(String(frame)) as { action?: string; ch?: string; params?: { accessKey?: string } };
      if (action === 'req' && ch === 'auth') {
        stream.data.set('auth', params?.accessKey === HTX_KEYS.apiKey);
        return stream.send({ action: 'req', code: stream.data.get('auth') === true ? 200 : 2002, ch: 'auth', data: {} });
      }
      if (action !== 'sub' || ch === undefined || stream.data.get('auth') !== true) return;
      stream.data.set(ch, true);
      stream.send({ action: 'sub', code: 200, ch, data: {} });
    },
  };
}
