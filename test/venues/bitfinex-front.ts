// Owns: Bitfinex spot as ccxt 4.5.84 asks it: everything is a list, what is ours is asked by POST with a nonce that has not been
// seen, refusals come with status 500, ids of orders are numbers of 45 bits that nobody holds to be unique. After its documents.

import { createHmac } from 'node:crypto';
import { abs, type Decimal, div, isPositive, isZero, mul, neg, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import { candleBook, lengthOf } from './candle-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder, ExchangeTrade, OrderKind, Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

export const BITFINEX_KEYS = { apiKey: 'bitfinex-key', secret: 'bitfinex-secret' } as const;

type Fields = Readonly<Record<string, unknown>>;

const ok = (body: unknown): VenueReply => ({ status: 200, body });
const failed = (code: number, text: string, status = 500): VenueReply => ({ status, body: ['error', code, text] });

const WORDS: Readonly<Record<Refusal['code'], string>> = {
  unknown_symbol: 'symbol: invalid',
  unknown_order: 'Order not found.',
  ended: 'Order not found.',
  duplicate: 'Invalid order: duplicate cid',
  quantity: 'Invalid order: minimum size for BTC/UST is 0.001',
  step: 'Invalid amount.',
  tick: 'Invalid price.',
  minimum: 'Invalid order: minimum size',
  insufficient: 'Invalid order: not enough exchange balance for 1.0 BTCUST at 100.0',
  held: 'Invalid order: not enough exchange balance for 1.0 BTCUST at 100.0',
  reduce_only: 'Invalid order: reduce only',
  would_trigger: 'Invalid order: stop price',
  would_take: 'Invalid order: post only',
  market_quantity: 'Invalid order: maximum size for BTC/UST is 100',
  unfillable: 'Invalid order: fill or kill',
};
const refused = ({ code }: Refusal): VenueReply => failed(code === 'unknown_symbol' ? 10020 : 10001, WORDS[code]);

const ROUTES: readonly (readonly [path: RegExp, kind: RequestKind])[] = [
  [/\/order\/submit$/, 'submit'],
  [/\/order\/cancel$/, 'cancel'],
  [/\/r\/orders\/[^/]+(?:\/hist)?$|\/r\/order\/[^/]+\/trades$/, 'look_up'],
  [/\/r\/(?:orders|wallets|trades\/[^/]+\/hist)$/, 'read'],
  [/\/(?:ticker|book)\//, 'price'],
  [/\/candles\//, 'candles'],
];
const kindOf = ({ path }: VenueRequest): RequestKind => ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';

const fieldsOf = ({ body }: VenueRequest): Fields => (body.startsWith('{') ? (JSON.parse(body) as Fields) : {});

const KINDS: Readonly<Record<string, OrderKind>> = {
  MARKET: 'market',
  LIMIT: 'limit',
  STOP: 'stop',
  'STOP LIMIT': 'stop_limit',
  'TRAILING STOP': 'trailing_stop',
  IOC: 'limit',
  FOK: 'limit',
};

function typeOf({ kind, triggered, timeInForce }: ExchangeOrder): string {
  // a stop that was touched is the same order of another type
  if (kind === 'stop_limit') return triggered ? 'EXCHANGE LIMIT' : 'EXCHANGE STOP LIMIT';
  if (kind === 'stop' || kind === 'trailing_stop')
    return triggered ? 'EXCHANGE MARKET' : kind === 'stop' ? 'EXCHANGE STOP' : 'EXCHANGE TRAILING STOP';
  if (kind === 'limit' && timeInForce !== 'gtc') return `EXCHANGE ${timeInForce.toUpperCase()}`;
  return kind === 'market' ? 'EXCHANGE MARKET' : 'EXCHANGE LIMIT';
}

const valueOf = ({ trades }: ExchangeOrder): Decimal => sum(trades.map(({ qty, price }) => mul(qty, price)));
const averageOf = (order: ExchangeOrder): string => (isZero(order.qtyFilled) ? '0' : div(valueOf(order), order.qtyFilled));

function statusOf(order: ExchangeOrder): string {
  const executed = `@ ${averageOf(order)}(${order.qtyFilled})`;
  const before = isZero(order.qtyFilled) ? '' : ` was: PARTIALLY FILLED ${executed}`;
  switch (order.status) {
    case 'open':
      return isZero(order.qtyFilled) ? 'ACTIVE' : `PARTIALLY FILLED ${executed}`;
    case 'filled':
      return `EXECUTED ${executed}`;
    case 'expired':
      return `${order.timeInForce === 'fok' ? 'FILLORKILL' : 'IOC'} CANCELED${before}`;
    case 'rejected':
      return 'RSN_PAUSE (paused)';
    default:
      return `CANCELED${before}`;
  }
}

const signed = (side: 'buy' | 'sell', qty: Decimal): number => Number(side === 'buy' ? qty : neg(qty));
const CURRENCIES: Readonly<Record<string, string>> = { USDT: 'UST' };
const currencyOf = (currency: string): string => CURRENCIES[currency] ?? currency;

function shownOrder(order: ExchangeOrder): readonly unknown[] {
  const isStop = order.stopPrice !== null && !order.triggered && order.kind !== 'trailing_stop';
  const price = isStop ? order.stopPrice : order.limitPrice;
  return [
    Number(order.id),
    null,
    order.clientId === null ? order.createdAt : Number(order.clientId),
    order.symbol,
    order.createdAt,
    order.updatedAt,
    signed(order.side, sub(order.qty, order.qtyFilled)),
    signed(order.side, order.qty),
    typeOf(order),
    order.triggered ? 'EXCHANGE STOP' : null,
    null,
    null,
    order.postOnly ? 4096 : 0,
    statusOf(order),
    null,
    null,
    Number(price ?? '0'),
    Number(averageOf(order)),
    order.trail !== null && 'amount' in order.trail ? Number(order.trail.amount) : 0,
    isStop ? Number(order.limitPrice ?? '0') : 0,
    null,
    null,
    null,
    0,
    0,
    null,
    null,
    null,
    'API>BFX',
    null,
    null,
    {},
  ];
}

const shownTrade = (trade: ExchangeTrade): readonly unknown[] => [
  Number(trade.id),
  trade.symbol,
  trade.at,
  Number(trade.orderId),
  signed(trade.side, trade.qty),
  Number(trade.price),
  'EXCHANGE LIMIT',
  Number(trade.price),
  trade.isMaker ? 1 : -1,
  Number(neg(trade.fee)),
  currencyOf(trade.feeCurrency),
];

const TOLD = { accepted: 'on', triggered: 'ou', amended: 'ou', canceled: 'oc', rejected: 'oc', expired: 'oc' } as const;
const CID_MAX = 2 ** 45;

export function createBitfinexFront(exchange: Exchange): Front {
  const streams = new Set<VenueSocket>();
  const nonces = new Set<string>();
  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    for (const stream of streams) if (stream.data.get('auth') === true) stream.tell(frameOf(event));
  });

  function frameOf(event: Exclude<ExchangeEvent, { type: 'price' }>): readonly unknown[] {
    const isOver = event.order.status !== 'open';
    return [0, event.type === 'filled' ? (isOver ? 'oc' : 'ou') : TOLD[event.type], shownOrder(event.order)];
  }

  const isSigned = ({ path, body, headers }: VenueRequest): boolean =>
    headers['bfx-apikey'] === BITFINEX_KEYS.apiKey &&
    headers['bfx-signature'] ===
      createHmac('sha384', BITFINEX_KEYS.secret)
        .update(`/api${path}${headers['bfx-nonce'] ?? ''}${body}`)
        .digest('hex');

  const numberIn = (fields: Fields, name: string): Decimal | null => {
    const written = fields[name];
    return typeof written === 'string' ? parseDecimal(written) : null;
  };

  const notice = (word: string, about: unknown, text: string): VenueReply =>
    ok([exchange.options.now(), word, null, null, about, null, 'SUCCESS', text]);

  function submit(fields: Fields): VenueReply {
    const type = String(fields['type']).replace('EXCHANGE ', '');
    const [kind, amount, cid] = [KINDS[type], numberIn(fields, 'amount'), fields['cid']];
    if (kind === undefined || amount === null) return failed(10020, 'type: invalid');
    if (!Number.isInteger(cid) || Number(cid) <= 0 || Number(cid) >= CID_MAX) return failed(10020, 'cid: invalid');
    const isStop = type.startsWith('STOP');
    const price = numberIn(fields, 'price');
    const trailing = numberIn(fields, 'price_trailing');
    if ((isStop || kind === 'limit') && price === null) return failed(10001, WORDS.tick);
    const outcome = exchange.place({
      clientId: String(cid),
      symbol: String(fields['symbol']),
      side: isPositive(amount) ? 'buy' : 'sell',
      kind,
      qty: abs(amount),
      limitPrice: kind === 'limit' ? price : kind === 'stop_limit' ? numberIn(fields, 'price_aux_limit') : null,
      stopPrice: isStop ? price : null,
      trail: trailing === null ? null : { amount: trailing },
      timeInForce: type === 'IOC' ? 'ioc' : type === 'FOK' ? 'fok' : 'gtc',
      postOnly: fields['flags'] === 4096,
    });
    return outcome.ok ? notice('on-req', [shownOrder(outcome.order)], 'Submitting 1 orders.') : refused(outcome.refusal);
  }

  function cancel(fields: Fields): VenueReply {
    const outcome = exchange.cancel(String(fields['id']));
    if (!outcome.ok) return refused(outcome.refusal);
    return notice('oc-req', shownOrder(outcome.order), `Submitted for cancellation; waiting for confirmation (ID: ${outcome.order.id}).`);
  }

  /** The newest first, so many of them. */
  const listed = <T>(all: readonly T[], limit: unknown, show: (one: T) => unknown): VenueReply =>
    ok(
      all
        .toReversed()
        .slice(0, typeof limit === 'number' ? limit : 25)
        .map(show),
    );

  const wallets = (): VenueReply =>
    ok(
      exchange
        .balances()
        .map(({ currency, total, free }) => ['exchange', currencyOf(currency), Number(total), 0, Number(free), null, null]),
    );

  function answerPrivate({ path }: VenueRequest, fields: Fields): VenueReply {
    const [, symbol] = /\/r\/(?:orders|trades)\/([^/]+?)(?:\/hist)?$/.exec(path) ?? [];
    const here = <T extends { readonly symbol: string }>(list: readonly T[]): readonly T[] =>
      list.filter((each) => symbol === undefined || each.symbol === symbol);
    if (path.endsWith('/w/order/submit')) return submit(fields);
    if (path.endsWith('/w/order/cancel')) return cancel(fields);
    if (path.endsWith('/r/wallets')) return wallets();
    const [, orderId] = /\/r\/order\/[^/]+:(\d+)\/trades$/.exec(path) ?? [];
    if (orderId !== undefined) return ok((exchange.order(orderId)?.trades ?? []).map(shownTrade));
    if (/\/r\/trades\/.*hist$/.test(path)) return listed(here(exchange.trades()), fields['limit'], shownTrade);
    if (/\/r\/orders.*\/hist$/.test(path))
      return listed(here(exchange.orders().filter(({ status }) => status !== 'open')), fields['limit'], shownOrder);
    if (/\/r\/orders/.test(path)) return ok(here(exchange.openOrders()).map(shownOrder));
    return failed(10020, 'path: invalid', 404);
  }

  function candles(path: string, limit: number): VenueReply {
    const [, word] = /trade:([^:]+):/.exec(decodeURIComponent(path)) ?? [];
    const book = candleBook(lengthOf(word ?? ''), limit, exchange.options.now());
    return ok(book.map(({ openAt, open, high, low, close, volume }) => [openAt, +open, +close, +high, +low, +volume]).reverse());
  }

  function answerPublic({ path, query }: VenueRequest): VenueReply {
    if (path.includes('/conf/')) {
      const pairs = exchange.options.markets.map(({ symbol, qtyMin }) => {
        const sizes = [null, null, null, qtyMin, '5000.0', null, null, null, null, null];
        return [symbol.slice(1), sizes];
      });
      return ok([pairs, [], [], []]);
    }
    if (path.includes('/candles/')) return candles(path, Number(query.get('limit') ?? '100'));
    const [, symbol = ''] = /\/ticker\/(.+)$/.exec(path) ?? [];
    if (exchange.market(symbol) === null) return failed(10020, WORDS.unknown_symbol);
    const { bid, ask, last } = exchange.quote(symbol);
    return ok([+bid, 9, +ask, 9, 0, 0, +last, 1, +last, +last]);
  }

  function answerSigned(request: VenueRequest): VenueReply {
    if (!isSigned(request)) return failed(10100, 'apikey: digest invalid');
    const nonce = request.headers['bfx-nonce'] ?? '';
    if (nonces.has(nonce)) return failed(10114, 'nonce: small');
    nonces.add(nonce);
    return answerPrivate(request, fieldsOf(request));
  }

  return {
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? String(fieldsOf(request)['cid']) : null),
    answer: (request) => (request.path.includes('/auth/') ? answerSigned(request) : answerPublic(request)),
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed(11010, 'ratelimit: error', 429);
      if (fault.type === 'clock_skew') return failed(10114, 'nonce: small');
      if (fault.type === 'duplicate_id') return failed(10001, WORDS.duplicate);
      if (fault.type === 'maintenance') return failed(20060, 'maintenance');
      if (fault.type === 'server_error' && fault.status === 500) return failed(10000, 'unknown error');
      return null;
    },
    connected: (stream) => {
      streams.add(stream);
      stream.send({ event: 'info', version: 2, platform: { status: 1 } });
    },
    closed: (stream) => streams.delete(stream),
    heard(stream, frame) {
      const said = JSON.parse(String(frame)) as { event?: string; apiKey?: string };
      if (said.event !== 'auth') return;
      const isOurs = said.apiKey === BITFINEX_KEYS.apiKey;
      stream.data.set('auth', isOurs);
      stream.send({ event: 'auth', status: isOurs ? 'OK' : 'FAILED', chanId: 0 });
    },
  };
}
