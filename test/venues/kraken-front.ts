// Owns: Kraken spot as ccxt 4.5.84 asks it: signed forms, every answer with HTTP 200 and a list of errors, the executions
// channel of its websocket interface v2. Money is ZUSD-like in the real one; here its newer plain names. After its documents.

import { createHash, createHmac } from 'node:crypto';
import { type Decimal, decimal, div, isPositive, isZero, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { krakenCandles } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder, ExchangeTrade, ListedMarket, OrderKind, Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

export const KRAKEN_KEYS = { apiKey: 'kraken-key', secret: Buffer.from('kraken-secret').toString('base64') } as const;

type Fields = URLSearchParams;

const said = (error: readonly string[], result?: unknown): VenueReply => ({
  status: 200,
  body: { error, ...(result === undefined ? {} : { result }) },
});
const ok = (result: unknown): VenueReply => said([], result);
const failed = (error: string): VenueReply => said([error]);

const WORDS: Readonly<Record<Refusal['code'], string>> = {
  unknown_symbol: 'EQuery:Unknown asset pair',
  unknown_order: 'EOrder:Unknown order',
  ended: 'EOrder:Unknown order',
  duplicate: 'EOrder:Invalid arguments:cl_ord_id duplicate',
  quantity: 'EGeneral:Invalid arguments:volume minimum not met',
  step: 'EOrder:Invalid volume',
  tick: 'EOrder:Invalid price:BTC/USDT price can only be specified up to 3 decimals.',
  minimum: 'EOrder:Cost minimum not met',
  insufficient: 'EOrder:Insufficient funds',
  held: 'EOrder:Insufficient funds',
  reduce_only: 'EOrder:Reduce only:No position exists',
  would_trigger: 'EOrder:Trigger price would trigger',
  would_take: 'EOrder:Post only order',
  market_quantity: 'EOrder:Order maximum not met',
  unfillable: 'EOrder:Order cannot be filled',
};
const refused = ({ code }: Refusal): VenueReply => failed(WORDS[code]);

const ROUTES: readonly (readonly [path: RegExp, kind: RequestKind])[] = [
  [/AddOrder$/, 'submit'],
  [/CancelOrder$/, 'cancel'],
  [/AmendOrder$/, 'modify'],
  [/(?:ClosedOrders|QueryOrders|TradesHistory)$/, 'look_up'],
  [/BalanceEx$/, 'read'],
  [/public\/(?:Ticker|Depth)$/, 'price'],
  [/public\/OHLC$/, 'candles'],
];

/** Trailing stops are sent as JSON, everything else as a form. */
function fieldsOf({ body, rawQuery }: VenueRequest): Fields {
  if (!body.startsWith('{')) return new URLSearchParams(body === '' ? rawQuery : body);
  return new URLSearchParams(Object.entries(JSON.parse(body) as Record<string, string>));
}

function kindOf(request: VenueRequest): RequestKind {
  if (request.path.endsWith('/OpenOrders')) return fieldsOf(request).has('cl_ord_id') ? 'look_up' : 'read';
  return ROUTES.find(([pattern]) => pattern.test(request.path))?.[1] ?? 'other';
}

function isSigned({ path, body, headers }: VenueRequest, fields: Fields): boolean {
  const hash = createHash('sha256')
    .update(`${fields.get('nonce') ?? ''}${body}`)
    .digest();
  const text = Buffer.concat([Buffer.from(path), hash]);
  const sign = createHmac('sha512', Buffer.from(KRAKEN_KEYS.secret, 'base64')).update(text).digest('base64');
  return headers['api-key'] === KRAKEN_KEYS.apiKey && headers['api-sign'] === sign;
}

function numberOf(fields: Fields, name: string): Decimal | null {
  const text = fields.get(name);
  return text !== null && /^\d+(?:\.\d+)?$/.test(text) ? parseDecimal(text) : null;
}

const KINDS: Readonly<Record<string, OrderKind>> = {
  market: 'market',
  limit: 'limit',
  'stop-loss': 'stop',
  'stop-loss-limit': 'stop_limit',
  'take-profit': 'take_profit',
  'take-profit-limit': 'take_profit_limit',
  'trailing-stop': 'trailing_stop',
};
const typeOf = ({ kind }: ExchangeOrder): string => Object.entries(KINDS).find(([, each]) => each === kind)?.[0] ?? 'limit';

function statusOf({ status, stopPrice, triggered }: ExchangeOrder): string {
  if (status === 'filled') return 'closed';
  if (status === 'open') return stopPrice !== null && !triggered ? 'pending' : 'open';
  return status === 'expired' ? 'expired' : 'canceled';
}

const seconds = (ms: number): number => ms / 1000;
const ZERO_TEXT = '0.00000';
const valueOf = (order: ExchangeOrder): Decimal => sum(order.trades.map(({ qty, price }) => mul(qty, price)));

function shownOrder(order: ExchangeOrder) {
  const type = typeOf(order);
  const waits = order.stopPrice !== null;
  return {
    refid: null,
    userref: null,
    cl_ord_id: order.clientId,
    status: statusOf(order),
    reason: order.reason,
    opentm: seconds(order.createdAt),
    closetm: order.status === 'open' ? 0 : seconds(order.updatedAt),
    starttm: 0,
    expiretm: 0,
    descr: {
      pair: order.symbol,
      type: order.side,
      ordertype: type,
      price: (waits ? order.stopPrice : order.limitPrice) ?? '0',
      price2: waits ? (order.limitPrice ?? '0') : '0',
      leverage: 'none',
      order: `${order.side} ${order.qty} ${order.symbol} @ ${type}`,
      close: '',
    },
    vol: order.qty,
    vol_exec: order.qtyFilled,
    cost: valueOf(order),
    fee: sum(order.trades.map(({ fee }) => fee)),
    price: isZero(order.qtyFilled) ? ZERO_TEXT : div(valueOf(order), order.qtyFilled),
    stopprice: order.stopPrice ?? ZERO_TEXT,
    limitprice: order.limitPrice ?? ZERO_TEXT,
    misc: '',
    oflags: order.postOnly ? 'fciq,post' : 'fciq',
    trades: order.trades.map(({ id }) => `T-${id}`),
  };
}

const shownTrade = (trade: ExchangeTrade) => ({
  ordertxid: trade.orderId,
  postxid: `P-${trade.id}`,
  pair: trade.symbol,
  time: seconds(trade.at),
  type: trade.side,
  ordertype: 'market',
  price: trade.price,
  cost: mul(trade.qty, trade.price),
  fee: trade.fee,
  vol: trade.qty,
  margin: '0.00000',
  misc: '',
  maker: trade.isMaker,
});

const placesOf = (step: Decimal): number => step.split('.')[1]?.length ?? 0;

const shownMarket = ({ symbol, base, quote, tickSize, stepSize, qtyMin, notionalMin }: ListedMarket) => ({
  altname: symbol,
  wsname: `${base}/${quote}`,
  aclass_base: 'currency',
  base,
  aclass_quote: 'currency',
  quote,
  pair_decimals: placesOf(tickSize),
  cost_decimals: 5,
  lot_decimals: placesOf(stepSize),
  lot_multiplier: 1,
  leverage_buy: [],
  leverage_sell: [],
  fees: [[0, 0.05]],
  fees_maker: [[0, 0.05]],
  ordermin: qtyMin,
  costmin: notionalMin,
  tick_size: tickSize,
  status: 'online',
});

const byId = <T extends { readonly id: string }>(list: readonly T[], key: (one: T) => string, show: (one: T) => unknown) =>
  Object.fromEntries(list.map((one) => [key(one), show(one)]));

export function createKrakenFront(exchange: Exchange): Front {
  const streams = new Set<VenueSocket>();
  let sequence = 0;
  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    sequence += 1;
    for (const frame of framesOf(event)) {
      const whole = { channel: 'executions', type: 'update', sequence, data: [frame] };
      for (const stream of streams) if (stream.data.get('executions') === true) stream.tell(whole);
    }
  });

  /** A trade is told as a trade, and the end that it brings apart from it. */
  function framesOf(event: Exclude<ExchangeEvent, { type: 'price' }>) {
    const { order } = event;
    const timestamp = new Date(order.updatedAt).toISOString();
    const common = { order_id: order.id, cl_ord_id: order.clientId, symbol: symbolOf(order.symbol), timestamp };
    const ends = { ...common, side: order.side, order_qty: Number(order.qty), cum_qty: Number(order.qtyFilled) };
    if (event.type !== 'filled') return [{ ...ends, exec_type: EXECUTIONS[event.type], order_status: wsStatus(order) }];
    const { trade } = event;
    const told = {
      ...common,
      exec_type: 'trade',
      exec_id: `T-${trade.id}`,
      trade_id: Number(trade.id),
      side: trade.side,
      last_qty: Number(trade.qty),
      last_price: Number(trade.price),
      cost: Number(mul(trade.qty, trade.price)),
      fees: [{ asset: trade.feeCurrency, qty: Number(trade.fee) }],
      order_status: wsStatus(order),
      ord_type: typeOf(order),
    };
    return order.status === 'filled' ? [told, { ...ends, exec_type: 'filled', order_status: 'filled' }] : [told];
  }

  const symbolOf = (id: string): string => {
    const market = exchange.market(id);
    return market === null ? id : `${market.base}/${market.quote}`;
  };

  function asked(fields: Fields): ExchangeOrder | null {
    const [id, client] = [fields.get('txid'), fields.get('cl_ord_id')];
    if (client !== null) return exchange.byClientId(client).at(-1) ?? null;
    return id === null ? null : exchange.order(id);
  }

  function add(fields: Fields): VenueReply {
    const type = fields.get('ordertype') ?? '';
    const kind = KINDS[type];
    const qty = numberOf(fields, 'volume');
    if (kind === undefined || qty === null) return failed('EGeneral:Invalid arguments:ordertype');
    const isStop = type.startsWith('stop-loss') || type.startsWith('take-profit');
    const [price, price2] = [numberOf(fields, 'price'), numberOf(fields, 'price2')];
    if ((isStop || kind === 'limit') && price === null) return failed('EGeneral:Invalid arguments:price');
    const percent = /^\+(\d+(?:\.\d+)?)%$/.exec(fields.get('price') ?? '')?.[1];
    const outcome = exchange.place({
      clientId: fields.get('cl_ord_id'),
      symbol: fields.get('pair') ?? '',
      side: fields.get('type') === 'buy' ? 'buy' : 'sell',
      kind,
      qty,
      limitPrice: kind === 'limit' ? price : type.endsWith('-limit') ? price2 : null,
      stopPrice: isStop ? price : null,
      trail: kind === 'trailing_stop' && percent !== undefined ? { percent: decimal(percent) } : null,
      timeInForce: fields.get('timeinforce') === 'IOC' ? 'ioc' : 'gtc',
      postOnly: (fields.get('oflags') ?? '').includes('post'),
    });
    if (!outcome.ok) return refused(outcome.refusal);
    const { id, side, symbol } = outcome.order;
    return ok({ txid: [id], descr: { order: `${side} ${qty} ${symbol} @ ${type}` } });
  }

  function change(fields: Fields, act: (id: string) => ReturnType<Exchange['cancel']>, result: unknown): VenueReply {
    const order = asked(fields);
    if (order === null) return failed(WORDS.unknown_order);
    const outcome = act(order.id);
    return outcome.ok ? ok(result) : refused(outcome.refusal);
  }

  function amend(fields: Fields): VenueReply {
    const qty = numberOf(fields, 'order_qty');
    return qty === null ? failed(WORDS.quantity) : change(fields, (id) => exchange.amend(id, { qty }), { amend_id: 'TJSMEH-AA67V-YUSQ6O' });
  }

  const mine = (fields: Fields) => (order: ExchangeOrder) => !fields.has('cl_ord_id') || order.clientId === fields.get('cl_ord_id');
  const shownById = (orders: readonly ExchangeOrder[]) => byId(orders, ({ id }) => id, shownOrder);

  function balances(): VenueReply {
    const shown = exchange.balances().map(({ currency, total, free }) => [currency, { balance: total, hold_trade: sub(total, free) }]);
    return ok(Object.fromEntries(shown));
  }

  function answerPrivate(path: string, fields: Fields): VenueReply {
    switch (path.slice(path.lastIndexOf('/') + 1)) {
      case 'AddOrder':
        return add(fields);
      case 'CancelOrder':
        return change(fields, (id) => exchange.cancel(id), { count: 1 });
      case 'AmendOrder':
        return amend(fields);
      case 'OpenOrders':
        return ok({ open: shownById(exchange.openOrders().filter(mine(fields))) });
      case 'ClosedOrders':
        return ok({
          closed: shownById(
            exchange
              .orders()
              .filter(({ status }) => status !== 'open')
              .filter(mine(fields)),
          ),
          count: 1,
        });
      case 'QueryOrders':
        return ok(shownById([asked(fields)].filter((order) => order !== null)));
      case 'TradesHistory': {
        const from = Number(fields.get('start') ?? 0) * 1000;
        return ok({
          trades: byId(
            exchange.trades().filter(({ at }) => at >= from),
            ({ id }) => `T-${id}`,
            shownTrade,
          ),
          count: 1,
        });
      }
      case 'BalanceEx':
        return balances();
      case 'GetWebSocketsToken':
        return ok({ token: 'token-of-the-test', expires: 900 });
      default:
        return failed('EGeneral:Unknown method');
    }
  }

  function answerPublic(path: string, fields: Fields): VenueReply | null {
    if (path.endsWith('/public/Time')) return ok({ unixtime: Math.floor(Date.now() / 1000), rfc1123: '' });
    if (path.endsWith('/public/AssetPairs'))
      return ok(
        byId(
          exchange.options.markets.map((m) => ({ ...m, id: m.symbol })),
          ({ id }) => id,
          shownMarket,
        ),
      );
    if (path.endsWith('/public/OHLC'))
      return ok({ [fields.get('pair') ?? '']: krakenCandles(fields.get('interval') ?? '', exchange.options.now()), last: 0 });
    if (!path.endsWith('/public/Ticker')) return null;
    const symbol = fields.get('pair') ?? '';
    if (exchange.market(symbol) === null) return failed(WORDS.unknown_symbol);
    const { bid, ask, last } = exchange.quote(symbol);
    const flat = { v: ['1', '1'], p: [last, last], t: [1, 1], l: [last, last], h: [last, last], o: last };
    return ok({ [symbol]: { a: [ask, '9', '9.000'], b: [bid, '9', '9.000'], c: [last, '1'], ...flat } });
  }

  function heard(stream: VenueSocket, frame: string): void {
    const {
      method,
      params,
      req_id: id,
    } = JSON.parse(frame) as { method: string; params?: { channel?: string; token?: string }; req_id?: number };
    if (method === 'ping') return stream.send({ method: 'pong', req_id: id });
    if (method !== 'subscribe') return;
    const isOurs = params?.channel === 'executions' && params.token === 'token-of-the-test';
    stream.data.set('executions', isOurs);
    stream.send({ method: 'subscribe', req_id: id, success: isOurs, result: { channel: params?.channel, snapshot: true } });
    if (isOurs) stream.send({ channel: 'executions', type: 'snapshot', sequence: 0, data: [] });
  }

  return {
    kindOf,
    clientIdOf: (request) => (request.path.endsWith('/AddOrder') ? fieldsOf(request).get('cl_ord_id') : null),
    answer(request) {
      const fields = fieldsOf(request);
      const open = answerPublic(request.path, fields);
      if (open !== null) return open;
      return isSigned(request, fields) ? answerPrivate(request.path, fields) : failed('EAPI:Invalid signature');
    },
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed('EAPI:Rate limit exceeded');
      if (fault.type === 'clock_skew') return failed('EAPI:Invalid nonce');
      if (fault.type === 'duplicate_id') return failed(WORDS.duplicate);
      if (fault.type === 'maintenance') return failed('EService:Unavailable');
      if (fault.type === 'server_error' && fault.status === 500) return failed('EGeneral:Internal error');
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}

const EXECUTIONS = {
  accepted: 'new',
  triggered: 'status',
  amended: 'amended',
  canceled: 'canceled',
  rejected: 'canceled',
  expired: 'expired',
} as const;

function wsStatus({ status, qtyFilled }: ExchangeOrder): string {
  if (status !== 'open') return status === 'rejected' ? 'canceled' : status;
  return isPositive(qtyFilled) ? 'partially_filled' : 'new';
}
