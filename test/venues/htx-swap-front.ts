// Owns: HTX's perpetuals in USDT (API v5) as ccxt 4.5.84 asks them: refusals in answers of status 200 under a code, whole contracts, ids of
// queries beside those of orders, a fee that is paid written negative of an order and positive of a trade, lists of ten unless told. What
// would reduce more than can be closed is refused. After its public documents and the answers that ccxt quotes of them.

import { createHmac } from 'node:crypto';
import { abs, type Decimal, decimal, div, isNegative, isPositive, mul, neg, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket, Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';
import { HTX_KEYS } from './htx-front.ts';

const HOST = 'api.hbdm.vn';
const PERIODS: Readonly<Record<string, string>> = {
  '1min': '1m',
  '5min': '5m',
  '15min': '15m',
  '60min': '1h',
  '4hour': '4h',
  '1day': '1d',
};
const LISTED_FOR_MS = 48 * 3_600_000;

type Fields = Readonly<Record<string, unknown>>;
type Words = readonly [code: number, message: string];

const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: [1332, "The contract doesn't exist."],
  unknown_order: [1061, "This order doesn't exist."],
  ended: [1063, 'The order has been executed.'],
  duplicate: [1050, "Customer's order number is repeated. Please try again later."],
  quantity: [1067, 'Illegal parameter volume.'],
  market_quantity: [1041, 'The order amount exceeds the limit'],
  step: [1067, 'Illegal parameter volume.'],
  tick: [1412, 'price does not meet with the price precision limit'],
  minimum: [1067, 'Illegal parameter volume.'],
  insufficient: [1047, 'Insufficient margin available.'],
  held: [1492, 'Amount of Reduce Only order exceeds the amount available to close.'],
  reduce_only: [1492, 'Amount of Reduce Only order exceeds the amount available to close.'],
  would_trigger: [1407, 'The stop-loss price shall not be'],
  would_take: [1069, 'The price is not reasonable.'],
  unfillable: [1069, 'The price is not reasonable.'],
};
const ONE_WAY_IN_HEDGE: Words = [1499, 'Hedge mode currently; Unavailable to place orders in one-way mode.'];
const HEDGE_IN_ONE_WAY: Words = [1500, 'One-way mode currently; Unavailable to place orders in hedge mode.'];

const failed = ([code, message]: Words): VenueReply => ({ status: 200, body: { code, message, data: null, success: false } });
const ROUTES: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /\/v5\/trade\/order$/, 'submit'],
  ['POST', /\/v5\/trade\/cancel_order$/, 'cancel'],
  ['GET', /\/v5\/trade\/order\/(?:opens|history|details)$/, 'look_up'],
  ['GET', /\/v5\/(?:account\/balance|trade\/position\/opens)$/, 'read'],
  ['GET', /\/detail\/merged$/, 'price'],
  ['GET', /\/history\/kline$/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';
const fieldsOf = ({ body }: VenueRequest): Fields => (body.startsWith('{') ? (JSON.parse(body) as Fields) : {});
const numberOf = (value: unknown): Decimal | null =>
  typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value)) : null;

function isSigned({ method, path, rawQuery }: VenueRequest): boolean {
  const at = rawQuery.indexOf('&Signature=');
  const sign = new URLSearchParams(rawQuery).get('Signature');
  const text = [method, HOST, path, rawQuery.slice(0, at)].join('\n');
  return at > 0 && sign === createHmac('sha256', HTX_KEYS.secret).update(text).digest('base64');
}

function stateOf({ status, qtyFilled }: ExchangeOrder): string {
  const isNew = !isPositive(qtyFilled);
  if (status === 'open') return isNew ? 'new' : 'partially_filled';
  return status === 'filled' ? 'filled' : status === 'rejected' ? 'rejected' : isNew ? 'canceled' : 'partially_canceled';
}

/** The id of a question, which is not that of the order. */
const queryIdOf = (id: string): string => String(Number(id) + 500_000_000);

export interface HtxAccount {
  /** Long and short are held apart. */
  readonly hedged?: boolean;
  /** Isolated margin is refused, whatever is asked of it. */
  readonly crossOnly?: boolean;
}

export function createHtxSwapFront(exchange: Exchange, { hedged = false, crossOnly = false }: HtxAccount = {}): Front {
  const now = (): number => exchange.options.now();
  const ok = (data: unknown): VenueReply => ({ status: 200, body: { code: 200, message: 'Success', data, ts: now() } });
  const streams = new Set<VenueSocket>();
  const modes = new Map<string, string>();
  const contractOf = (symbol: string): Decimal => exchange.market(symbol)?.stepSize ?? decimal('1');
  const sizeOf = (symbol: string, qty: Decimal): Decimal => div(qty, contractOf(symbol));
  const modeOf = ({ id }: Pick<ExchangeOrder, 'id'>): string => modes.get(id) ?? 'cross';
  const sideOf = ({ side, reduceOnly }: ExchangeOrder): string => (!hedged ? 'both' : (side === 'buy') !== reduceOnly ? 'long' : 'short');
  const valueOf = (trades: readonly ExchangeTrade[]): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));

  const shownOrder = (order: ExchangeOrder) => ({
    id: queryIdOf(order.id),
    contract_code: order.symbol,
    side: order.side,
    position_side: sideOf(order),
    type: order.kind === 'market' ? 'market' : order.postOnly ? 'post_only' : 'limit',
    price_match: null,
    order_id: order.id,
    client_order_id: order.clientId ?? order.id,
    margin_mode: modeOf(order),
    price: order.limitPrice ?? '0',
    volume: sizeOf(order.symbol, order.qty),
    lever_rate: 20,
    state: stateOf(order),
    order_source: 'api',
    reduce_only: order.reduceOnly,
    time_in_force: order.timeInForce,
    tp_trigger_price: '',
    tp_order_price: '',
    tp_type: '0',
    sl_trigger_price: '',
    sl_order_price: '',
    sl_type: '0',
    trade_avg_price: isPositive(order.qtyFilled) ? div(valueOf(order.trades), order.qtyFilled) : '0',
    trade_volume: sizeOf(order.symbol, order.qtyFilled),
    trade_turnover: valueOf(order.trades),
    fee_currency: 'USDT',
    fee: neg(sum(order.trades.map(({ fee }) => fee))),
    profit: '0',
    contract_type: 'swap',
    cancel_reason: order.reason ?? '',
    created_time: String(order.createdAt),
    updated_time: String(order.updatedAt),
    self_match_prevent: 'cancel_taker',
  });

  const shownTrade = (trade: ExchangeTrade) => ({
    id: queryIdOf(trade.id),
    contract_code: trade.symbol,
    order_id: trade.orderId,
    trade_id: trade.id,
    side: trade.side,
    position_side: hedged ? 'long' : 'both',
    order_type: '1',
    margin_mode: modes.get(trade.orderId) ?? 'cross',
    type: 'limit',
    role: trade.isMaker ? 'MAKER' : 'TAKER',
    trade_price: trade.price,
    trade_volume: sizeOf(trade.symbol, trade.qty),
    trade_turnover: mul(trade.qty, trade.price),
    created_time: String(trade.at),
    updated_time: String(trade.at),
    order_source: 'api',
    fee_currency: 'USDT',
    trade_fee: trade.fee,
    deduction_price: '',
    profit: '0',
    contract_type: 'swap',
  });

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const { id: _query, ...data } = shownOrder(event.order);
    const frame = { op: 'notify', topic: 'orders', contract_code: event.order.symbol, ts: now(), uid: '1', data };
    for (const stream of streams) if (stream.data.get('orders') === true) stream.tell(frame);
  });

  /** Null: the side of the position is named as the account wants it. */
  function wrongSide(named: unknown): Words | null {
    if (hedged) return named === 'long' || named === 'short' ? null : ONE_WAY_IN_HEDGE;
    return named === undefined || named === 'both' ? null : HEDGE_IN_ONE_WAY;
  }

  function submit(fields: Fields): VenueReply {
    const { side, type, contract_code: symbol, client_order_id: clientId, margin_mode: mode, time_in_force: time } = fields;
    const [volume, price] = [numberOf(fields['volume']), numberOf(fields['price'])];
    if (side !== 'buy' && side !== 'sell') return failed([1067, 'Illegal parameter side.']);
    if (type !== 'market' && type !== 'limit' && type !== 'post_only') return failed([1067, 'Illegal parameter type.']);
    if (mode !== 'cross' && mode !== 'isolated') return failed([1066, 'margin_mode cannot be empty.']);
    if (volume === null || !/^\d+$/.test(volume)) return failed(WORDS.step);
    if (typeof clientId !== 'number' || !Number.isSafeInteger(clientId))
      return failed([1065, "The form number of client isn't an integer."]);
    if (type !== 'market' && price === null) return failed([1066, 'price cannot be empty.']);
    const wrong = wrongSide(fields['position_side']);
    if (wrong !== null) return failed(wrong);
    const closes = hedged && (side === 'buy') !== (fields['position_side'] === 'long');
    const outcome = exchange.place({
      clientId: String(clientId),
      symbol: String(symbol),
      side,
      kind: type === 'market' ? 'market' : 'limit',
      qty: mul(volume, contractOf(String(symbol))),
      limitPrice: type === 'market' ? null : price,
      timeInForce: time === 'ioc' || time === 'fok' ? time : 'gtc',
      postOnly: type === 'post_only',
      reduceOnly: fields['reduce_only'] === 1 || closes,
    });
    if (!outcome.ok) return failed(WORDS[outcome.refusal.code]);
    modes.set(outcome.order.id, mode);
    return ok({ order_id: outcome.order.id, client_order_id: String(clientId) });
  }

  function cancel({ order_id: id }: Fields): VenueReply {
    const outcome = exchange.cancel(String(id));
    return outcome.ok ? ok({ order_id: String(id), client_order_id: outcome.order.clientId ?? '' }) : failed(WORDS[outcome.refusal.code]);
  }

  const sized = <T>(list: readonly T[], query: URLSearchParams): readonly T[] =>
    list.slice(0, Math.min(100, Number(query.get('limit') ?? '10')));
  const ofContract = <T extends { readonly symbol: string }>(list: readonly T[], query: URLSearchParams): readonly T[] =>
    list.filter(({ symbol }) => symbol === (query.get('contract_code') ?? symbol));

  function history(query: URLSearchParams): VenueReply {
    const [code, mode] = [query.get('contract_code'), query.get('margin_mode')];
    if (code === null || mode === null) return failed([1066, 'margin_mode cannot be empty.']);
    if (crossOnly && mode !== 'cross') return failed([1067, 'Illegal parameter margin_mode.']);
    const ended = ofContract(exchange.orders(), query).filter(
      (order) => order.status !== 'open' && modeOf(order) === mode && now() - order.updatedAt <= LISTED_FOR_MS,
    );
    return ok(sized(ended.toReversed(), query).map(shownOrder));
  }

  function details(query: URLSearchParams): VenueReply {
    const [from, to] = [Number(query.get('start_time') ?? '0'), Number(query.get('end_time') ?? Number.MAX_SAFE_INTEGER)];
    const id = query.get('order_id');
    const told = ofContract(exchange.trades(), query).filter(
      ({ at, orderId }) => at >= from && at <= to && (id === null || orderId === id),
    );
    return ok(sized(told.toReversed(), query).map(shownTrade));
  }

  const openResult = ({ symbol, qty, entryPrice }: { symbol: string; qty: Decimal; entryPrice: Decimal }): Decimal =>
    mul(qty, sub(exchange.quote(symbol).last, entryPrice));

  function positions(): VenueReply {
    const shown = exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => ({
      contract_code: symbol,
      position_side: !hedged ? 'both' : isNegative(qty) ? 'short' : 'long',
      direction: isNegative(qty) ? 'sell' : 'buy',
      margin_mode: [...modes.values()].at(-1) ?? 'cross',
      open_avg_price: entryPrice,
      volume: sizeOf(symbol, abs(qty)),
      available: sizeOf(symbol, abs(qty)),
      lever_rate: 20,
      profit_unreal: openResult({ symbol, qty, entryPrice }),
      mark_price: exchange.quote(symbol).last,
      last_price: exchange.quote(symbol).last,
      margin_currency: 'USDT',
      contract_type: 'swap',
      created_time: String(now()),
      updated_time: String(now()),
    }));
    return ok(shown);
  }

  /** What a position stands at is part of the equity. */
  function balance(): VenueReply {
    const open = sum(exchange.ledger.positions().map(openResult));
    const details = exchange.balances().map(({ currency, total, free }) => ({
      currency,
      equity: sum([total, open]),
      available: total,
      available_margin: free,
      profit_unreal: open,
      isolated_equity: '0',
      isolated_profit_unreal: '0',
    }));
    return ok({ state: 'normal', equity: details[0]?.equity ?? '0', details });
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { method, path, query } = request;
    switch (`${method} ${path.replace(/^.*\/v5\//, '')}`) {
      case 'POST trade/order':
        return submit(fieldsOf(request));
      case 'POST trade/cancel_order':
        return cancel(fieldsOf(request));
      case 'GET trade/order/opens':
        return ok(sized(ofContract(exchange.openOrders(), query), query).map(shownOrder));
      case 'GET trade/order/history':
        return history(query);
      case 'GET trade/order/details':
        return details(query);
      case 'GET trade/position/opens':
        return positions();
      case 'GET account/balance':
        return balance();
      case 'GET position/mode':
        return ok({ position_mode: hedged ? 'dual_side' : 'single_side' });
      case 'POST position/lever':
        return ok({ ...fieldsOf(request) });
      default:
        return failed([404, `${method} ${path} is not known`]);
    }
  }

  const shownMarket = ({ symbol, base, stepSize, tickSize }: ListedMarket) => ({
    symbol: base,
    contract_code: symbol,
    contract_size: Number(stepSize),
    price_tick: Number(tickSize),
    delivery_date: '',
    delivery_time: '',
    create_date: '20201021',
    contract_status: 1,
    settlement_date: '1640764800000',
    support_margin_mode: 'all',
    business_type: 'swap',
    pair: symbol,
    contract_type: 'swap',
    trade_partition: 'USDT',
  });

  function answerPublic({ path, query }: VenueRequest): VenueReply | null {
    const told = (body: object): VenueReply => ({ status: 200, body: { status: 'ok', ts: now(), ...body } });
    if (path.endsWith('/api/v1/timestamp')) return { status: 200, body: { status: 'ok', ts: Date.now() } };
    if (path.endsWith('/swap_contract_info')) return told({ data: exchange.options.markets.map(shownMarket) });
    if (!path.startsWith('/linear-swap-ex/')) return null;
    const symbol = query.get('contract_code') ?? '';
    if (exchange.market(symbol) === null) return { status: 200, body: { status: 'error', err_code: 1332, err_msg: 'no such contract' } };
    if (path.endsWith('/history/kline')) {
      const book = candleBook(lengthOf(PERIODS[query.get('period') ?? ''] ?? ''), Number(query.get('size') ?? '150'), now());
      return told({
        data: book.map(({ openAt, volume, ...candle }) => ({ id: openAt / 1000, ...candle, amount: volume, vol: '1', count: 1 })),
      });
    }
    const { bid, ask, last } = exchange.quote(symbol);
    const prices = { open: last, close: last, high: last, low: last, bid: [bid, 9], ask: [ask, 9] };
    return told({ ch: `market.${symbol}.detail.merged`, tick: { id: 1, ...prices, amount: '9', vol: '9', count: 9, ts: now() } });
  }

  function heard(stream: VenueSocket, frame: string): void {
    const { op, topic, cid, AccessKeyId: key } = JSON.parse(frame) as { op?: string; topic?: string; cid?: string; AccessKeyId?: string };
    if (op === 'auth') {
      stream.data.set('auth', key === HTX_KEYS.apiKey);
      const isOurs = stream.data.get('auth') === true;
      return stream.send({ op, type: 'api', 'err-code': isOurs ? 0 : 2002, ts: now(), data: { 'user-id': '1' } });
    }
    if (op !== 'sub' || topic === undefined || stream.data.get('auth') !== true) return;
    stream.data.set(topic, true);
    stream.send({ op, cid, topic, 'err-code': 0, ts: now() });
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? String(fieldsOf(request)['client_order_id']) : null),
    answer: (request) => answerPublic(request) ?? (isSigned(request) ? answerPrivate(request) : failed([1003, 'invalid signature'])),
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return { ...failed([1032, 'The number of access exceeds the limit.']), status: 429 };
      if (fault.type === 'clock_skew') return failed([12001, 'Invalid submission time.']);
      if (fault.type === 'duplicate_id') return failed(WORDS.duplicate);
      if (fault.type === 'maintenance') return failed([1431, 'The system is in maintenance and is expected to resume at 10:00 (GMT+8).']);
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
