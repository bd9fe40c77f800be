// Owns: Dhan v2 as its documents have it, over the engine: strict in what it takes, as documented in what it says. A market
// order becomes a limit order with a protected price. An order without money is taken and rejected at once: its reason stands
// in the book. The same correlation id twice gives two orders.

import {
  add,
  type Decimal,
  decimal,
  floorToStep,
  gt,
  max,
  min,
  mul,
  neg,
  percentOf,
  roundToTick,
  sub,
  toNumber,
  ZERO,
} from '../../src/core/model/decimal.ts';
import { answerCharts } from './dhan-charts.ts';
import { type Body, readBody, readChanged, readPlaced, type ReadOrder } from './dhan-rules.ts';
import { dhanScripFile, type DhanScrip, engineName, segmentOf } from './dhan-scrips.ts';
import type { SliceFaults } from './dhan-slice-faults.ts';
import { alertFrame, type DhanOrder, indianTime, orderWords, tradeWords } from './dhan-words.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeOrder } from './exchange-order.ts';
import type { RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';

export interface DhanFrontOptions {
  readonly clientId: string;
  /** A test may make a new one: the old one dies. */
  accessToken: string;
  readonly scrips: readonly DhanScrip[];
  /** Delivered shares, by the id at NSE. */
  readonly holdings?: ReadonlyMap<string, Decimal>;
  readonly superOrders?: readonly Body[];
  readonly profile?: Body;
  readonly addresses?: Body;
  /** What goes wrong with slices, by their number from 0 on; a test may change it. */
  readonly slices?: SliceFaults;
  /** Orders come from a wrong address; a test may change it. */
  isStranger?: boolean;
  /** A person has converted what is held to this product; a test may change it. */
  converted?: string;
  /** Why the exchange rejects what is sold; a test may change it. */
  sellsNothing?: string;
  /** The list of positions is empty, whatever is held; a test may change it. */
  forgets?: boolean;
  readonly now: () => number;
}

const BASE = '/v2';
/** How far from the market a market order may go, percent. */
const PROTECTION = decimal('0.5');
/** What the house there sets aside for charges, percent of the value. */
const CHARGES = decimal('0.05');
const BY_HAND: DhanOrder = { correlationId: 'NA', product: 'INTRADAY', validity: 'DAY', asked: 'LIMIT' };

const ok = (body: unknown, status = 200): VenueReply => ({ status, body });
const failed = (status: number, errorCode: string, errorMessage: string): VenueReply => ({
  status,
  body: { errorType: 'Input_Exception', errorCode, errorMessage },
});
const BAD_INPUT = failed(400, 'DH-905', 'Missing required fields, bad values for parameters etc.');
const BAD_TOKEN = failed(401, 'DH-901', 'Client ID or user generated access token is invalid or expired.');

const KINDS: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /^\/v2\/orders(?:\/slicing)?$/, 'submit'],
  ['DELETE', /^\/v2\/(?:super\/)?orders\//, 'cancel'],
  ['PUT', /^\/v2\/orders\//, 'modify'],
  ['GET', /^\/v2\/(?:orders|trades)(?:\/|$)/, 'look_up'],
  ['GET', /^\/v2\/(?:positions|holdings|fundlimit|super\/orders)$/, 'read'],
  ['POST', /^\/v2\/marketfeed\//, 'price'],
  ['POST', /^\/v2\/charts\/(?:intraday|historical)$/, 'candles'],
];

const orderIdIn = (correlation: string): string | null =>
  /^[A-Za-z0-9_-]{22}$/.test(correlation) ? Buffer.from(correlation, 'base64url').toString('hex') : null;

export function createDhanFront(exchange: Exchange, options: DhanFrontOptions): Front {
  const { clientId, scrips, now } = options;
  const streams = new Set<VenueSocket>();
  const own = new Map<string, DhanOrder>();
  const rejected = new Map<string, ExchangeOrder>();
  /** Slices that were late when they were placed. */
  const latecomers = new Set<string>();
  const isShown = (orderId: string): boolean => options.slices?.late === undefined || !latecomers.has(orderId);
  let nextRejected = 900_000_000;
  const ownOf = (id: string): DhanOrder => own.get(id) ?? BY_HAND;
  /** What the engine knows only after it has told: orders of one request are noted before their news. */
  let placing: DhanOrder | null = null;

  exchange.subscribe((event) => {
    if (event.type === 'price' || event.type === 'triggered') return;
    if (event.type === 'accepted' && placing !== null) own.set(event.order.id, placing);
    for (const stream of streams) if (stream.data.has('login')) stream.tell(alertFrame(event.order, ownOf(event.order.id), clientId));
  });

  const scripOf = (segment: string, securityId: string): DhanScrip | undefined =>
    scrips.find((each) => each.securityId === securityId && segmentOf(each) === segment);
  const words = (order: ExchangeOrder): Record<string, unknown> => orderWords(order, ownOf(order.id), clientId);
  const allOrders = (): readonly ExchangeOrder[] => [...exchange.orders(), ...rejected.values()].filter(({ id }) => isShown(id));

  /** What an order needs in money: what opens something is paid, whatever rests on the same side counted first. */
  function shortOf({ scrip, side, product }: ReadOrder, qty: Decimal, price: Decimal): string | null {
    const symbol = engineName(segmentOf(scrip), scrip.securityId);
    const held = options.holdings?.get(scrip.securityId) ?? ZERO;
    const position = exchange.ledger.position(symbol).qty;
    let resting = ZERO;
    for (const each of exchange.openOrders())
      if (each.symbol === symbol && each.side === side) resting = add(resting, sub(each.qty, each.qtyFilled));
    const there = side === 'sell' ? add(position, held) : neg(position);
    const reducible = max(ZERO, sub(there, resting));
    if (product === 'CNC' && side === 'sell' && gt(qty, reducible)) return `RMS: insufficient holdings: ${reducible} of ${qty} are there`;
    const value = mul(max(ZERO, sub(qty, reducible)), price);
    const needed = add(value, percentOf(value, CHARGES));
    const free = exchange.balances().find(({ currency }) => currency === 'INR')?.free ?? ZERO;
    return gt(needed, free) ? `RMS: insufficient balance: ${needed} INR needed, ${free} free` : null;
  }

  function reject(read: ReadOrder, qty: Decimal, reason: string): VenueReply {
    nextRejected += 1;
    const id = String(nextRejected);
    own.set(id, { correlationId: read.correlationId, product: read.product, validity: read.validity, asked: read.orderType });
    const order: ExchangeOrder = {
      id,
      clientId: orderIdIn(read.correlationId),
      symbol: engineName(segmentOf(read.scrip), read.scrip.securityId),
      side: read.side,
      kind: 'limit',
      qty,
      qtyFilled: ZERO,
      limitPrice: read.price,
      stopPrice: null,
      trail: null,
      reduceOnly: false,
      timeInForce: 'gtc',
      postOnly: false,
      group: null,
      triggered: false,
      status: 'rejected',
      reason,
      trades: [],
      createdAt: now(),
      updatedAt: now(),
    };
    rejected.set(id, order);
    for (const stream of streams) if (stream.data.has('login')) stream.tell(alertFrame(order, ownOf(id), clientId));
    return ok({ orderId: id, orderStatus: 'REJECTED' });
  }

  function protectedPrice(symbol: string, side: 'buy' | 'sell', tick: Decimal): Decimal {
    const { bid, ask } = exchange.quote(symbol);
    return side === 'buy'
      ? roundToTick(add(ask, percentOf(ask, PROTECTION)), tick)
      : roundToTick(sub(bid, percentOf(bid, PROTECTION)), tick);
  }

  function placeOne(read: ReadOrder, qty: Decimal): VenueReply {
    const { scrip, side, orderType, validity, triggerPrice } = read;
    const symbol = engineName(segmentOf(scrip), scrip.securityId);
    const isStop = orderType === 'STOP_LOSS' || orderType === 'STOP_LOSS_MARKET';
    const limit = orderType === 'MARKET' ? protectedPrice(symbol, side, scrip.tick) : read.price;
    const limitPrice = limit === '0' ? null : limit;
    const reason = (side === 'sell' ? options.sellsNothing : undefined) ?? shortOf(read, qty, limitPrice ?? triggerPrice);
    if (reason !== null) return reject(read, qty, reason);
    const kinds = { LIMIT: 'limit', MARKET: 'limit', STOP_LOSS: 'stop_limit', STOP_LOSS_MARKET: 'stop' } as const;
    placing = { correlationId: read.correlationId, product: read.product, validity, asked: orderType };
    const placed = exchange.place({
      clientId: orderIdIn(read.correlationId),
      symbol,
      side,
      kind: kinds[orderType],
      qty,
      limitPrice,
      stopPrice: isStop ? triggerPrice : null,
      timeInForce: validity === 'IOC' ? 'ioc' : 'gtc',
    });
    placing = null;
    return placed.ok ? ok({ orderId: placed.order.id, orderStatus: 'TRANSIT' }) : reject(read, qty, `RMS: ${placed.refusal.text}`);
  }

  function submit(request: VenueRequest): VenueReply {
    const body = readBody(request.body, clientId);
    const read = body === null ? null : readPlaced(body, scrips);
    if (read === null) return BAD_INPUT;
    if (options.isStranger === true) return failed(400, 'DH-905', 'Invalid IP');
    const freeze = decimal(read.scrip.freeze);
    const hasFreeze = freeze !== '0';
    if (!request.path.endsWith('/slicing'))
      return hasFreeze && gt(read.qty, freeze)
        ? reject(read, read.qty, 'RMS: quantity exceeds the freeze quantity')
        : options.slices?.alone === true && read.triggerPrice !== '0'
          ? reject(read, read.qty, 'RMS: margin of the day exceeded')
          : placeOne(read, read.qty);
    const replies: unknown[] = [];
    const { refused, unsaid, endsAt, late } = options.slices ?? {};
    for (let left = read.qty, slice = 0; left !== '0'; slice += 1) {
      if (slice === endsAt) return failed(400, 'DH-906', 'Order Error');
      const qty = hasFreeze ? min(left, floorToStep(freeze, read.scrip.lot)) : left;
      const reply = slice === refused ? reject(read, qty, 'RMS: margin of the day exceeded') : placeOne(read, qty);
      if (slice === late) latecomers.add((reply.body as { orderId: string }).orderId);
      else if (slice !== unsaid) replies.push(reply.body);
      left = sub(left, qty);
    }
    return ok(replies);
  }

  function change(request: VenueRequest, id: string): VenueReply {
    if (options.isStranger === true) return failed(400, 'DH-905', 'Invalid IP');
    if (request.method === 'DELETE') {
      const canceled = exchange.cancel(id);
      return canceled.ok ? ok({ orderId: id, orderStatus: 'CANCELLED' }, 202) : failed(400, 'DH-906', 'Order is not open, or not found');
    }
    const body = readBody(request.body, clientId);
    const qty = body === null ? null : readChanged(body, id);
    if (qty === null) return BAD_INPUT;
    const changed = exchange.amend(id, { qty });
    if (changed.ok) return ok({ orderId: id, orderStatus: 'TRANSIT' });
    return failed(400, 'DH-906', changed.refusal.text);
  }

  function lookUp(path: string): VenueReply {
    const [, list = '', id, more] = path.slice(BASE.length).split('/');
    if (list === 'trades') {
      const trades = exchange.trades().filter(({ orderId }) => isShown(orderId) && (id === undefined || orderId === id));
      return ok(trades.map((trade) => tradeWords(trade, ownOf(trade.orderId), clientId)));
    }
    if (id === undefined) return ok(allOrders().map(words));
    const found = allOrders().filter((order) => (id === 'external' ? ownOf(order.id).correlationId === more : order.id === id));
    if (found.length === 0) return failed(400, 'DH-906', 'Order not found');
    // one order comes as an object from one page of the documents, as a list from the other
    return id === 'external' ? ok(found.map(words)) : ok(found.map(words)[0]);
  }

  /** As its newest order has it. */
  const productOf = (symbol: string): string => {
    const newest = exchange.orders().findLast((order) => order.symbol === symbol && own.has(order.id));
    return newest === undefined ? BY_HAND.product : ownOf(newest.id).product;
  };

  function positions(): VenueReply {
    const held = options.forgets === true ? [] : exchange.ledger.positions();
    const list = held.map(({ symbol, qty, entryPrice }) => {
      const [segment = '', securityId = ''] = symbol.split(':');
      return {
        dhanClientId: clientId,
        tradingSymbol: scripOf(segment, securityId)?.name ?? securityId,
        securityId,
        positionType: qty.startsWith('-') ? 'SHORT' : 'LONG',
        exchangeSegment: segment,
        productType: options.converted ?? productOf(symbol),
        netQty: toNumber(qty),
        buyAvg: toNumber(entryPrice),
        multiplier: 1,
        drvExpiryDate: '0001-01-01 00:00:00',
        drvOptionType: null,
        drvStrikePrice: 0,
      };
    });
    return ok(list);
  }

  function holdings(): VenueReply {
    if (options.holdings === undefined) return failed(400, 'DH-1111', 'No holdings available');
    return ok(
      [...options.holdings].map(([securityId, qty]) => ({
        exchange: 'ALL',
        tradingSymbol: scripOf('NSE_EQ', securityId)?.underlying ?? securityId,
        securityId,
        totalQty: toNumber(qty),
        dpQty: toNumber(qty),
        t1Qty: 0,
        availableQty: toNumber(qty),
        collateralQty: 0,
        avgCostPrice: 100,
      })),
    );
  }

  function funds(): VenueReply {
    const { total = ZERO, free = ZERO } = exchange.balances().find(({ currency }) => currency === 'INR') ?? {};
    return ok({
      dhanClientId: clientId,
      availabelBalance: toNumber(free),
      sodLimit: toNumber(total),
      collateralAmount: 0,
      receiveableAmount: 0,
      utilizedAmount: toNumber(sub(total, free)),
      blockedPayoutAmount: 0,
      withdrawableBalance: toNumber(free),
    });
  }

  function prices(request: VenueRequest): VenueReply {
    if (request.headers['client-id'] !== clientId) return { status: 400, body: { errorCode: 810, errorMessage: 'Client ID is invalid' } };
    const wanted = JSON.parse(request.body) as Readonly<Record<string, readonly unknown[]>>;
    if (Object.values(wanted).some((ids) => ids.some((id) => typeof id !== 'number')))
      return ok({ data: { '813': 'Invalid SecurityId' }, status: 'failed' });
    const data = Object.entries(wanted).map(([segment, ids]): [string, unknown] => [
      segment,
      Object.fromEntries(
        ids
          .filter((id) => exchange.market(engineName(segment, String(id))) !== null)
          .map((id): [string, unknown] => {
            const { last, bid, ask } = exchange.quote(engineName(segment, String(id)));
            const depth = (price: Decimal) => [{ quantity: 100, orders: 2, price: toNumber(price) }];
            return [String(id), { last_price: toNumber(last), depth: { buy: depth(bid), sell: depth(ask) }, volume: 1 }];
          }),
      ),
    ]);
    return ok({ data: Object.fromEntries(data), status: 'success' });
  }

  function read(request: VenueRequest): VenueReply {
    switch (request.path.slice(BASE.length)) {
      case '/positions':
        return positions();
      case '/holdings':
        return holdings();
      case '/fundlimit':
        return funds();
      case '/super/orders':
        return ok(options.superOrders ?? []);
      case '/profile':
        return ok({
          dhanClientId: clientId,
          tokenValidity: indianTime(now() + 86_400_000).replace(/^(\d+)-(\d+)-(\d+) (\d+:\d+).*/, '$3/$2/$1 $4'),
          activeSegment: 'Equity, Derivative, Currency, Commodity',
          ddpi: 'Active',
          mtf: 'Deactive',
          dataPlan: 'Active',
          dataValidity: '2026-12-31 00:00:00.0',
          ...options.profile,
        });
      case '/ip/getIP':
        return ok(options.addresses ?? { primaryIP: '203.0.113.7', secondaryIP: null, modifyDatePrimary: '2026-02-01' });
      default:
        return { status: 404, body: { timestamp: now(), status: 404, error: 'Not Found', path: request.path } };
    }
  }

  const kindOf = ({ method, path }: VenueRequest): RequestKind =>
    KINDS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

  return {
    kindOf,
    clientIdOf: (request) => {
      const body = kindOf(request) === 'submit' ? readBody(request.body, clientId) : null;
      const correlation = body?.['correlationId'];
      return typeof correlation === 'string' ? orderIdIn(correlation) : null;
    },
    answer(request) {
      if (request.path === '/scrips.csv') return { status: 200, body: dhanScripFile(scrips) };
      if (request.headers['access-token'] !== options.accessToken) return BAD_TOKEN;
      if (request.body !== '' && request.headers['content-type'] !== 'application/json') return BAD_INPUT;
      switch (kindOf(request)) {
        case 'submit':
          return submit(request);
        case 'cancel':
        case 'modify':
          return change(request, request.path.slice(request.path.lastIndexOf('/') + 1));
        case 'look_up':
          return lookUp(request.path);
        case 'price':
          return prices(request);
        case 'candles':
          return answerCharts(request, scrips, now());
        default:
          return read(request);
      }
    },
    say(fault) {
      if (fault.type === 'rate_limited')
        // the header is in no document of Dhan's: what stands before it may say it
        return {
          ...failed(429, 'DH-904', 'Too many requests on server from single user breaching rate limits.'),
          headers: { 'retry-after': String(fault.retryAfterS) },
        };
      // Dhan compares no clocks; time is in its tokens, which it then holds for invalid
      return fault.type === 'clock_skew' ? BAD_TOKEN : null;
    },
    connected: (socket) => streams.add(socket),
    heard(socket, frame) {
      const login = JSON.parse(String(frame)) as { LoginReq?: { MsgCode?: number; ClientId?: string; Token?: string }; UserType?: string };
      const { MsgCode, ClientId, Token } = login.LoginReq ?? {};
      if (MsgCode === 42 && ClientId === clientId && Token === options.accessToken && login.UserType === 'SELF')
        socket.data.set('login', true);
      else socket.close(1008);
    },
    closed: (socket) => streams.delete(socket),
  };
}
