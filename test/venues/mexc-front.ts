// Owns: MEXC's contracts (API v1, one-way) as ccxt 4.5.84 asks them: signed REST, amounts in whole contracts, four sides that tell what opens
// from what closes, states and types as numbers, times in ms. After its public documents and the answers that ccxt quotes of them.

import { createHmac } from 'node:crypto';
import { abs, type Decimal, decimal, div, isNegative, isPositive, mul, parseDecimal, sub, sum } from '../../src/core/model/decimal.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder, ExchangeTrade, ListedMarket, OrderKind, Refusal } from './exchange-order.ts';
import type { Fault, RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

export const MEXC_KEYS = { apiKey: 'mexc-key', secret: 'mexc-secret' } as const;

type Body = Readonly<Record<string, unknown>>;
type Words = readonly [code: number, message: string];

const ok = (data: unknown): VenueReply => ({ status: 200, body: { success: true, code: 0, data } });
const failed = ([code, message]: Words, status = 200): VenueReply => ({ status, body: { success: false, code, message } });

const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: [1001, 'Contract not exist'],
  unknown_order: [2040, 'order not exist'],
  ended: [2041, 'order state error'],
  duplicate: [2019, 'duplicate externalOid'],
  quantity: [2011, 'Order quantity error'],
  market_quantity: [2011, 'Order quantity error'],
  step: [2011, 'Order quantity error'],
  tick: [2007, 'Order price error'],
  minimum: [2011, 'Order quantity error'],
  insufficient: [2005, 'Balance insufficient'],
  held: [2008, 'The quantity is insufficient'],
  reduce_only: [2009, 'Position is not exists or closed.'],
  would_trigger: [2007, 'trigger price error'],
  would_take: [2007, 'post only'],
  unfillable: [2007, 'fill or kill'],
};

const ROUTES: readonly (readonly [path: RegExp, kind: RequestKind])[] = [
  [/\/order\/create$/, 'submit'],
  [/\/order\/cancel$/, 'cancel'],
  // the list of open orders is the first place where one is looked for, and is always that of all markets
  [/\/order\/(?:list\/(?:open_orders|history_orders|order_deals)|deal_details\/\d+)$/, 'look_up'],
  [/\/(?:account\/assets|position\/open_positions)$/, 'read'],
  [/\/contract\/ticker$/, 'price'],
];
const kindOf = ({ path }: VenueRequest): RequestKind => ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';

function isSigned({ rawQuery, body, headers }: VenueRequest): boolean {
  const text = `${MEXC_KEYS.apiKey}${headers['request-time'] ?? ''}${body === '' ? rawQuery : body}`;
  return createHmac('sha256', MEXC_KEYS.secret).update(text).digest('hex') === headers['signature'];
}

const SIDES = [
  { side: 'buy', reduceOnly: false },
  { side: 'buy', reduceOnly: true },
  { side: 'sell', reduceOnly: false },
  { side: 'sell', reduceOnly: true },
] as const;
const sideOf = (side: 'buy' | 'sell', reduceOnly: boolean): number =>
  SIDES.findIndex((each) => each.side === side && each.reduceOnly === reduceOnly) + 1;

const numberOf = (value: unknown): Decimal | null =>
  typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value)) : null;
const STATES: Readonly<Record<ExchangeOrder['status'], number>> = { open: 2, filled: 3, canceled: 4, expired: 4, rejected: 5 };
const POST_ONLY = 2;
const MARKETS: readonly unknown[] = [5, 6];
const TIMES: Readonly<Record<string, 'ioc' | 'fok'>> = { '3': 'ioc', '4': 'fok' };
const PAGE = 20;

export interface MexcAccount {
  readonly hedged?: boolean;
}

export function createMexcFront(exchange: Exchange, { hedged = false }: MexcAccount = {}): Front {
  /** By contract: 1 is isolated margin, 2 cross. */
  const held = new Map<string, { openType: unknown; leverage: unknown }>();
  const now = () => exchange.options.now();
  const contractOf = (symbol: string): Decimal => exchange.market(symbol)?.stepSize ?? decimal('1');
  const vol = (symbol: string, qty: Decimal): number => Number(div(qty, contractOf(symbol)));
  const streams = new Set<VenueSocket>();

  const shownOrder = (order: ExchangeOrder) => ({
    orderId: order.id,
    symbol: order.symbol,
    positionId: 0,
    price: Number(order.limitPrice ?? '0'),
    vol: vol(order.symbol, order.qty),
    leverage: 20,
    side: sideOf(order.side, order.reduceOnly),
    category: 1,
    orderType: order.kind === 'market' ? 5 : order.postOnly ? POST_ONLY : 1,
    dealAvgPrice: isPositive(order.qtyFilled)
      ? Number(div(sum(order.trades.map(({ qty, price }) => mul(qty, price))), order.qtyFilled))
      : 0,
    dealVol: vol(order.symbol, order.qtyFilled),
    orderMargin: 0,
    takerFee: Number(sum(order.trades.map(({ fee }) => fee))),
    makerFee: 0,
    profit: 0,
    feeCurrency: 'USDT',
    openType: 2,
    state: STATES[order.status],
    externalOid: order.clientId ?? '',
    errorCode: 0,
    createTime: order.createdAt,
    updateTime: order.updatedAt,
    positionMode: 2,
  });

  const shownTrade = (trade: ExchangeTrade) => ({
    id: Number(trade.id),
    symbol: trade.symbol,
    side: sideOf(trade.side, exchange.order(trade.orderId)?.reduceOnly === true),
    vol: vol(trade.symbol, trade.qty),
    price: Number(trade.price),
    feeCurrency: trade.feeCurrency,
    fee: Number(trade.fee),
    timestamp: trade.at,
    profit: 0,
    category: 1,
    orderId: trade.orderId,
    positionMode: 2,
    taker: !trade.isMaker,
  });

  const shownMarket = ({ symbol, base, quote, tickSize, stepSize, qtyMin }: ListedMarket) => ({
    symbol,
    displayNameEn: `${symbol} PERPETUAL`,
    baseCoin: base,
    quoteCoin: quote,
    settleCoin: quote,
    contractSize: Number(stepSize),
    minLeverage: 1,
    maxLeverage: 200,
    priceUnit: Number(tickSize),
    volUnit: 1,
    minVol: vol(symbol, qtyMin),
    maxVol: 1_000_000,
    takerFeeRate: 0.0005,
    makerFeeRate: 0.0001,
    state: 0,
  });

  exchange.subscribe((event) => {
    if (event.type === 'price') return;
    const frame = { channel: 'push.personal.order', data: shownOrder(event.order), ts: now() };
    for (const stream of streams) if (stream.data.get('login') === true) stream.tell(frame);
  });

  /** What is opened on isolated margin says with which leverage, and what is left the kind of margin that it has. */
  function wrongMargin({ symbol, openType, leverage, side }: Body): Words | null {
    const opens = side === 1 || side === 3;
    if (openType !== 1 && openType !== 2) return [600, 'Parameter error'];
    if (openType === 1 && typeof leverage !== 'number') return [600, 'leverage'];
    if (!opens) return (held.get(String(symbol))?.openType ?? 2) === openType ? null : WORDS.reduce_only;
    held.set(String(symbol), { openType, leverage: leverage ?? held.get(String(symbol))?.leverage ?? 20 });
    return null;
  }

  function changeLeverage({ symbol, openType, positionType, leverage }: Body): VenueReply {
    const isWhole = [openType, positionType].every((each) => each === 1 || each === 2) && typeof leverage === 'number';
    if (!isWhole || typeof symbol !== 'string') return failed([600, 'Parameter error']);
    held.set(symbol, { openType, leverage });
    return { status: 200, body: { success: true, code: 0 } };
  }

  function place(body: Body): VenueReply {
    const wrong = wrongMargin(body);
    if (wrong !== null) return failed(wrong);
    const [size, symbol, externalOid] = [numberOf(body['vol']), String(body['symbol']), body['externalOid']];
    const meant = SIDES[Number(body['side']) - 1];
    if (size === null || meant === undefined) return failed(WORDS.quantity);
    const isMarket = MARKETS.includes(body['type']);
    const kind: OrderKind = isMarket ? 'market' : 'limit';
    const outcome = exchange.place({
      ...meant,
      symbol,
      kind,
      clientId: typeof externalOid === 'string' ? externalOid : null,
      qty: mul(size, contractOf(symbol)),
      limitPrice: isMarket ? null : numberOf(body['price']),
      timeInForce: TIMES[String(body['type'])] ?? 'gtc',
      postOnly: body['type'] === POST_ONLY,
    });
    return outcome.ok ? ok({ orderId: outcome.order.id, ts: now() }) : failed(WORDS[outcome.refusal.code]);
  }

  /** Each has an answer of its own. */
  function cancel(ids: readonly unknown[]): VenueReply {
    const answers = ids.map((id) => {
      const outcome = exchange.cancel(String(id));
      const [errorCode, errorMsg] = outcome.ok ? [0, 'success'] : WORDS[outcome.refusal.code];
      return { orderId: String(id), errorCode, errorMsg };
    });
    return ok(answers);
  }

  const ofSymbol = <T extends { readonly symbol: string }>(all: readonly T[], symbol: string | null): readonly T[] =>
    all.filter((each) => symbol === null || each.symbol === symbol).toReversed();

  function positions(): VenueReply {
    const shown = exchange.ledger.positions().map(({ symbol, qty, entryPrice }) => ({
      positionId: 1,
      symbol,
      positionType: isNegative(qty) ? 2 : 1,
      openType: held.get(symbol)?.openType ?? 2,
      state: 1,
      holdVol: vol(symbol, abs(qty)),
      frozenVol: 0,
      holdAvgPrice: Number(entryPrice),
      openAvgPrice: Number(entryPrice),
      leverage: held.get(symbol)?.leverage ?? 20,
      im: 0,
      realised: 0,
      createTime: now(),
      updateTime: now(),
    }));
    return ok(shown);
  }

  /** `frozenBalance` is what orders have bound; what positions have is neither there nor in what is available. */
  function assets(): VenueReply {
    const positions = exchange.ledger.positions();
    const margin = sum(positions.map(({ qty, entryPrice }) => mul(abs(qty), entryPrice)));
    const open = sum(positions.map(({ symbol, qty, entryPrice }) => mul(qty, sub(exchange.quote(symbol).last, entryPrice))));
    return ok(
      exchange.balances().map(({ currency, total, free }) => ({
        currency,
        positionMargin: Number(margin),
        availableBalance: Number(free),
        cashBalance: Number(free),
        frozenBalance: Number(sub(sub(total, free), margin)),
        equity: Number(sum([total, open])),
        unrealized: Number(open),
      })),
    );
  }

  function answerPublic({ path, query }: VenueRequest): VenueReply | null {
    if (path.endsWith('/contract/ping')) return ok(Date.now());
    if (path.endsWith('/contract/detail')) return ok(exchange.options.markets.map(shownMarket));
    if (path.endsWith('/v3/exchangeInfo')) return { status: 200, body: { timezone: 'CST', serverTime: Date.now(), symbols: [] } };
    if (!path.endsWith('/contract/ticker')) return null;
    const symbol = query.get('symbol') ?? '';
    if (exchange.market(symbol) === null) return failed(WORDS.unknown_symbol);
    const { bid, ask, last } = exchange.quote(symbol);
    return ok({ symbol, lastPrice: Number(last), bid1: Number(bid), ask1: Number(ask), volume24: 1, amount24: 1, timestamp: now() });
  }

  function answerPrivate(request: VenueRequest): VenueReply {
    const { path, query, body } = request;
    const [symbol, size] = [query.get('symbol'), Number(query.get('page_size') ?? PAGE)];
    const what = path.replace(/^.*\/private\//, '');
    if (what === 'order/create') return place(JSON.parse(body) as Body);
    if (what === 'order/cancel') return cancel(JSON.parse(body) as readonly unknown[]);
    if (what.startsWith('order/list/open_orders')) return ok(ofSymbol(exchange.openOrders(), symbol).slice(0, size).map(shownOrder));
    if (what === 'order/list/history_orders') {
      const ended = exchange.orders().filter(({ status }) => status !== 'open');
      return ok(ofSymbol(ended, symbol).slice(0, size).map(shownOrder));
    }
    if (what === 'order/list/order_deals') return ok(ofSymbol(exchange.trades(), symbol).slice(0, size).map(shownTrade));
    const [, id] = /^order\/deal_details\/(\d+)$/.exec(what) ?? [];
    if (id !== undefined) return ok((exchange.order(id)?.trades ?? []).map(shownTrade));
    if (what === 'position/open_positions') return positions();
    if (what === 'position/position_mode') return ok(hedged ? 1 : 2);
    if (what === 'position/change_leverage') return changeLeverage(JSON.parse(body) as Body);
    if (what === 'account/assets') return assets();
    return failed([404, `${path} is not known`], 404);
  }

  function heard(stream: VenueSocket, frame: string): void {
    const { method, param } = JSON.parse(frame) as { method: string; param?: { apiKey: string; reqTime: string; signature: string } };
    if (method === 'ping') return stream.send({ channel: 'pong', data: now() });
    const sign = createHmac('sha256', MEXC_KEYS.secret).update(`${MEXC_KEYS.apiKey}${param?.reqTime}`).digest('hex');
    stream.data.set('login', sign === param?.signature);
    stream.send({ channel: sign === param?.signature ? 'rs.login' : 'rs.error', data: 'success', ts: now() });
  }

  return {
    kindOf,
    clientIdOf(request) {
      const { externalOid } = kindOf(request) === 'submit' ? (JSON.parse(request.body) as Body) : {};
      return typeof externalOid === 'string' ? externalOid : null;
    },
    answer: (request) =>
      answerPublic(request) ?? (isSigned(request) ? answerPrivate(request) : failed([602, 'Signature verification failed!'])),
    say(fault: Fault) {
      if (fault.type === 'rate_limited') return failed([510, 'Requests are too frequent, please try again later!'], 429);
      if (fault.type === 'clock_skew') return failed([10073, 'invalid Request-Time']);
      if (fault.type === 'duplicate_id') return failed(WORDS.duplicate);
      return null;
    },
    connected: (stream) => streams.add(stream),
    closed: (stream) => streams.delete(stream),
    heard: (stream, frame) => heard(stream, frame.toString()),
  };
}
