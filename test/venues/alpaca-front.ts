// Owns: the fake Alpaca: its REST interface and its two streams, in the words of its documents, over the engine.

import { type Decimal, eq, parseDecimal } from '../../src/core/model/decimal.ts';
import { createAlpacaOrders, isHeld, type Located, orderJson, uuidOf } from './alpaca-orders.ts';
import { answerQuestion, type AlpacaSetting } from './alpaca-reads.ts';
import { wouldTrigger } from './check-order.ts';
import { bodyOf, NOT_FOUND, placeOf, placePair, refusalReply, refuse, ruleBroken, numberIn } from './alpaca-rules.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent, ExchangeOrder } from './exchange-order.ts';
import type { RequestKind } from './faults.ts';
import type { Front, VenueReply, VenueRequest, VenueSocket } from './http-venue.ts';
import { packMessage, unpackMessage } from './msgpack.ts';

export const ALPACA_KEYS = { keyId: 'PKTESTKEY0000000', secret: 'a-secret-of-the-fake-alpaca' } as const;

export interface AlpacaFront extends Front {
  readonly setting: AlpacaSetting;
  /** Cancels that were only begun happen now. */
  finishCancels(): void;
  /** How often trade updates were asked for. */
  listens(): number;
  /** A person changes an order in the dashboard: it lives on under other ids. */
  replaceByHand(clientId: string, qty: string): void;
}

/** Sees every exchange of a request and its answer. */
export type Witness = (request: VenueRequest, reply: VenueReply) => void;

const ok = (body: unknown): VenueReply => ({ status: 200, body });
const KINDS: readonly (readonly [method: string, path: RegExp, kind: RequestKind])[] = [
  ['POST', /^\/v2\/orders$/, 'submit'],
  ['DELETE', /^\/v2\/orders\//, 'cancel'],
  ['PATCH', /^\/v2\/orders\//, 'modify'],
  ['GET', /^\/v2\/orders(?:\/|:by_client_order_id$)/, 'look_up'],
  ['GET', /^\/v2\/(?:orders|account|positions)/, 'read'],
  ['GET', /snapshots?$/, 'price'],
  ['GET', /\/bars$/, 'candles'],
];
const kindOf = ({ method, path }: VenueRequest): RequestKind =>
  KINDS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';

const lastOf = (path: string): string => decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
const PASSED = refuse(422, 42210000, 'stop price must be beyond the current price');
const EVENTS = { accepted: 'new', canceled: 'canceled', rejected: 'rejected', expired: 'expired' } as const;

/** One message of the stream; null = it says nothing about this. */
function updateOf(event: ExchangeEvent, located: Located, eventId: number, written: typeof orderJson): Record<string, unknown> | null {
  if (event.type === 'price' || event.type === 'triggered' || event.type === 'amended') return null;
  const at = new Date(event.order.updatedAt).toISOString();
  if (event.type !== 'filled') {
    const word = event.type === 'accepted' && isHeld(event.order) ? 'held' : EVENTS[event.type];
    return { event: word, event_id: String(eventId), at, order: { ...written(located), status: word } };
  }
  const { trade, order } = event;
  const whole = eq(order.qtyFilled, order.qty);
  return {
    event: whole ? 'fill' : 'partial_fill',
    event_id: String(eventId),
    at,
    timestamp: at,
    execution_id: uuidOf(7, trade.id),
    price: trade.price,
    qty: trade.qty,
    position_qty: trade.qty,
    order: { ...written({ ...located, order }, order.qtyFilled), status: whole ? 'filled' : 'partially_filled' },
  };
}

export function createAlpacaFront(exchange: Exchange, witness: Witness = () => undefined): AlpacaFront {
  const orders = createAlpacaOrders(exchange);
  const setting: AlpacaSetting = {
    get isOpen() {
      return exchange.session.isOpen;
    },
    set isOpen(isOpen) {
      exchange.session.isOpen = isOpen;
    },
    account: {},
    slowCancels: false,
    hidesActivities: false,
    fractions: false,
    nesting: 'living',
    keysRefused: false,
    skewMs: 0,
  };
  const sockets = new Set<VenueSocket>();
  const written: typeof orderJson = (located, filledQty) => ({
    ...orderJson(located, filledQty),
    ...(setting.nesting === 'alone' && located.replaces !== null ? { order_class: '' } : {}),
  });
  const begun = new Set<string>();
  let asked: Readonly<Record<string, unknown>> = {};
  let patching = false;
  let listens = 0;
  let events = 0;

  function tell(update: Record<string, unknown>): void {
    for (const socket of sockets)
      if (socket.data.has('listens')) socket.tell(Buffer.from(JSON.stringify({ stream: 'trade_updates', data: update })));
  }
  const tellPrice = (symbol: string): void => {
    const { bid, ask, last } = exchange.quote(symbol);
    const t = new Date(exchange.options.now()).toISOString();
    for (const socket of sockets) {
      const wanted = socket.data.get('symbols');
      if (!(wanted instanceof Set) || !wanted.has(symbol)) continue;
      socket.send(packMessage([{ T: 't', S: symbol, p: Number(last), s: 1, t }]));
      socket.send(packMessage([{ T: 'q', S: symbol, bp: Number(bid), bs: 1, ap: Number(ask), as: 1, t }]));
    }
  };
  exchange.subscribe((event) => {
    if (event.type === 'price') return tellPrice(event.symbol);
    const located = orders.of(event.order) ?? orders.add(event.order, asked);
    // what one leg of a pair fills is taken from the other: another order stands in its place, as after every change
    if (event.type === 'amended' && event.order.group !== null && !patching) tellReplaced(located, orders.replace(event.order, null));
    events += 1;
    const update = updateOf(event, located, events, written);
    if (update !== null) tell(update);
  });

  function tellReplaced(before: Located, next: Located): void {
    const timestamp = new Date(next.order.updatedAt).toISOString();
    events += 2;
    const old = orders.byId(before.face.id);
    if (old !== null) tell({ event: 'replaced', event_id: String(events - 1), timestamp, order: written(old) });
    tell({ event: isHeld(next.order) ? 'held' : 'new', event_id: String(events), timestamp, order: written(next) });
  }

  const isPassed = (order: Pick<ExchangeOrder, 'side' | 'kind' | 'symbol'>, stopPrice: Decimal): boolean =>
    wouldTrigger(order, stopPrice, exchange.quote(order.symbol).last);

  const isStop = ({ order }: Located): boolean => orders.pairOf(order)?.stop === order.id;
  const facesOf = (engineId: string): readonly Located[] => orders.all().filter(({ order }) => order.id === engineId);

  function legsOf({ order, face }: Located): readonly Located[] {
    const pair = orders.pairOf(order);
    if (pair === null || pair.target !== order.id) return [];
    const stops = facesOf(pair.stop);
    if (setting.nesting === 'living') return stops.slice(-1);
    if (setting.nesting === 'alone') return facesOf(order.id)[0]?.face.id === face.id ? stops.slice(0, 1) : [];
    return [...stops.toReversed(), ...facesOf(order.id).filter((each) => each.face.id !== face.id)];
  }
  const legsJson = (located: Located): readonly Record<string, unknown>[] | null => {
    const legs = legsOf(located).map((leg) => ({ ...written(leg), legs: null }));
    return legs.length === 0 ? null : legs;
  };
  const nestedJson = (located: Located): Record<string, unknown> => ({ ...written(located), legs: legsJson(located) });
  /** It stands in the list under its target. */
  const isRolledUp = (located: Located): boolean =>
    isStop(located) &&
    (setting.nesting !== 'alone' ||
      facesOf(orders.pairOf(located.order)?.target ?? '').some(
        (target) => target.replacedBy === null && legsOf(target).some(({ face }) => face.id === located.face.id),
      ));

  function submitPair(body: Readonly<Record<string, unknown>>): VenueReply {
    const symbol = String(body['symbol']);
    const [stop, target] = placePair(body);
    if (target.clientId !== null && exchange.byClientId(target.clientId).length > 0)
      return refuse(422, 40010001, 'client_order_id must be unique');
    if (stop.stopPrice != null && isPassed(stop, stop.stopPrice)) return PASSED;
    asked = { ...body, type: 'stop' };
    const first = exchange.place(stop);
    if (!first.ok) return refusalReply(first.refusal, symbol);
    asked = body;
    const second = exchange.place(target);
    if (!second.ok) {
      exchange.cancel(first.order.id);
      return refusalReply(second.refusal, symbol);
    }
    orders.pair({ target: second.order.id, stop: first.order.id });
    const located = orders.of(second.order);
    return ok(located === null ? {} : { ...nestedJson(located), status: 'accepted', filled_qty: '0', filled_avg_price: null });
  }

  function submit(request: VenueRequest): VenueReply {
    asked = bodyOf(request);
    const broken = ruleBroken(asked);
    if (broken !== null) return broken;
    if (asked['order_class'] === 'oco') return submitPair(asked);
    const outcome = exchange.place(placeOf(asked));
    if (!outcome.ok) return refusalReply(outcome.refusal, String(asked['symbol']));
    const located = orders.of(outcome.order);
    // as it was when it was taken: what it did at once is told by the stream
    return ok(located === null ? {} : { ...written(located, '0'), status: 'pending_new', filled_avg_price: null, filled_at: null });
  }

  /** One leg of a pair that is cancelled ends the other. */
  function cancelWhole(order: ExchangeOrder): void {
    const pair = orders.pairOf(order);
    for (const id of pair === null ? [order.id] : [pair.target, pair.stop]) exchange.cancel(id);
  }

  function cancel(id: string): VenueReply {
    const located = orders.byId(id);
    if (located === null) return NOT_FOUND;
    if (located.replacedBy !== null) return refuse(422, 42210000, 'order is already in "replaced" state');
    if (located.order.status !== 'open') return refuse(422, 42210000, `order is already in "${located.order.status}" state`);
    if (setting.slowCancels) begun.add(located.order.id);
    else cancelWhole(located.order);
    return { status: 204, body: '' };
  }

  function replace(located: Located, qty: string | null, clientId: string | null): VenueReply {
    const { order } = located;
    const change = qty === null ? null : parseDecimal(qty);
    if (change === null) return refuse(422, 40010001, 'qty is required');
    if (!order.symbol.includes('/') && !Number.isInteger(Number(change)))
      return refuse(422, 42210000, 'fractional orders cannot be replaced');
    if (clientId !== null && orders.byClientId(clientId) !== null) return refuse(422, 40010001, 'client_order_id must be unique');
    const outcome = exchange.amend(order.id, { qty: change });
    if (!outcome.ok) return refusalReply(outcome.refusal, order.symbol);
    const next = orders.replace(outcome.order, clientId);
    tellReplaced(located, next);
    return ok(written(next));
  }

  /** One leg of a pair goes elsewhere; its quantity cannot be changed. */
  function moveLeg(located: Located, body: Readonly<Record<string, unknown>>): VenueReply {
    const { order } = located;
    const [limitPrice, stopPrice] = [numberIn(body, 'limit_price'), numberIn(body, 'stop_price')];
    const clientId = typeof body['client_order_id'] === 'string' ? body['client_order_id'] : null;
    if (body['qty'] !== undefined) return refuse(422, 42210000, 'qty of oco orders cannot be replaced');
    if (isStop(located) ? limitPrice !== null : stopPrice !== null)
      return refuse(422, 42210000, `${order.kind} orders must not have ${isStop(located) ? 'limit' : 'stop'}_price`);
    if (clientId !== null && orders.byClientId(clientId) !== null) return refuse(422, 40010001, 'client_order_id must be unique');
    if (stopPrice !== null && isPassed(order, stopPrice)) return PASSED;
    patching = true;
    const outcome = exchange.amend(order.id, limitPrice !== null ? { limitPrice } : stopPrice !== null ? { stopPrice } : {});
    patching = false;
    if (!outcome.ok) return refusalReply(outcome.refusal, order.symbol);
    const next = orders.replace(outcome.order, clientId);
    tellReplaced(located, next);
    return ok(written(next));
  }

  function list({ query }: VenueRequest): VenueReply {
    const after = Date.parse(query.get('after') ?? '1970-01-01');
    const wanted = query.get('status') ?? 'open';
    const found = orders
      .all()
      .filter(({ face }) => face.placedAt > after)
      .filter(({ order, replacedBy }) => wanted === 'all' || (order.status === 'open' && replacedBy === null) === (wanted === 'open'))
      .filter((located) => query.get('nested') !== 'true' || !isRolledUp(located))
      .map((located) => (query.get('nested') === 'true' ? nestedJson(located) : written(located)));
    const sorted = query.get('direction') === 'asc' ? found : found.toReversed();
    const from = sorted.findIndex(({ id }) => id === query.get('after_order_id')) + 1;
    return ok(sorted.slice(from, from + Number(query.get('limit') ?? '50')));
  }

  function answerOrder(request: VenueRequest): VenueReply {
    const { method, path, query } = request;
    if (path === '/v2/orders') return method === 'POST' ? submit(request) : list(request);
    if (path === '/v2/orders:by_client_order_id') {
      const located = orders.byClientId(query.get('client_order_id') ?? '');
      return located === null ? NOT_FOUND : ok(written(located));
    }
    const id = lastOf(path);
    if (method === 'DELETE') return cancel(id);
    const located = orders.byId(id);
    if (located === null) return NOT_FOUND;
    if (method === 'GET')
      return ok({
        ...(query.get('nested') === 'true' ? nestedJson(located) : written(located)),
        ...(begun.has(located.order.id) && located.order.status === 'open' ? { status: 'pending_cancel' } : {}),
      });
    if (orders.pairOf(located.order) !== null) return moveLeg(located, bodyOf(request));
    const { qty, client_order_id: clientId } = bodyOf(request);
    return replace(located, typeof qty === 'string' ? qty : null, typeof clientId === 'string' ? clientId : null);
  }

  function answer(request: VenueRequest): VenueReply {
    const { headers, path } = request;
    const known =
      !setting.keysRefused && headers['apca-api-key-id'] === ALPACA_KEYS.keyId && headers['apca-api-secret-key'] === ALPACA_KEYS.secret;
    // prices of crypto are public
    if (!known && !path.startsWith('/v1beta3/crypto/')) return { status: 401, body: { message: 'unauthorized.' } };
    if (path.startsWith('/v2/orders')) return answerOrder(request);
    return answerQuestion(exchange, orders, setting, request) ?? refuse(404, 40410000, `endpoint not found: ${path}`);
  }

  function authenticate(socket: VenueSocket, keyId: unknown, secret: unknown): boolean {
    const known = !setting.keysRefused && keyId === ALPACA_KEYS.keyId && secret === ALPACA_KEYS.secret;
    if (known) socket.data.set('known', true);
    return known;
  }

  /** Frames of trade updates are binary there, with JSON inside. */
  function hearTrading(socket: VenueSocket, text: string): void {
    const { action, data } = JSON.parse(text) as { action: string; data: Record<string, unknown> };
    const say = (stream: string, body: unknown): void => socket.send(Buffer.from(JSON.stringify({ stream, data: body })));
    if (action === 'authenticate' || action === 'auth') {
      const status = authenticate(socket, data['key_id'], data['secret_key']) ? 'authorized' : 'unauthorized';
      say('authorization', { action: 'authenticate', status });
    } else if (action === 'listen' && socket.data.has('known')) {
      listens += 1;
      socket.data.set('listens', true);
      say('listening', { streams: ['trade_updates'] });
    }
  }

  function hearData(socket: VenueSocket, frame: Buffer): void {
    const { action, key, secret, quotes } = unpackMessage(frame) as Record<string, unknown>;
    const symbols = socket.data.get('symbols') instanceof Set ? (socket.data.get('symbols') as Set<unknown>) : new Set<unknown>();
    socket.data.set('symbols', symbols);
    if (action === 'auth')
      socket.send(
        packMessage([
          authenticate(socket, key, secret) ? { T: 'success', msg: 'authenticated' } : { T: 'error', code: 402, msg: 'auth failed' },
        ]),
      );
    if (!Array.isArray(quotes)) return;
    for (const symbol of quotes)
      if (action === 'subscribe') symbols.add(symbol);
      else symbols.delete(symbol);
    socket.send(packMessage([{ T: 'subscription', quotes: [...symbols], trades: [...symbols] }]));
  }

  return {
    setting,
    kindOf,
    clientIdOf: (request) => (kindOf(request) === 'submit' ? String(bodyOf(request)['client_order_id']) : null),
    answer(request) {
      const reply = answer(request);
      witness(request, reply);
      return { ...reply, headers: { ...reply.headers, date: new Date(exchange.options.now() + setting.skewMs).toUTCString() } };
    },
    say(fault) {
      if (fault.type === 'rate_limited')
        return { ...refuse(429, 42910000, 'rate limit exceeded'), headers: { 'retry-after': String(fault.retryAfterS) } };
      if (fault.type === 'duplicate_id') return refuse(422, 40010001, 'client_order_id must be unique');
      if (fault.type === 'maintenance') return refuse(503, 50310000, 'service is under maintenance');
      // requests there name no time, so none is too old: the nearest thing is a key that is not taken
      if (fault.type === 'clock_skew') return { status: 401, body: { message: 'unauthorized.' } };
      return null;
    },
    connected(socket) {
      sockets.add(socket);
      if (socket.path !== '/stream') socket.send(packMessage([{ T: 'success', msg: 'connected' }]));
    },
    heard(socket, frame) {
      if (socket.path === '/stream') hearTrading(socket, frame.toString());
      else if (Buffer.isBuffer(frame)) hearData(socket, frame);
    },
    closed: (socket) => sockets.delete(socket),
    finishCancels() {
      for (const id of begun) {
        const order = exchange.order(id);
        if (order !== null) cancelWhole(order);
      }
      begun.clear();
    },
    listens: () => listens,
    replaceByHand(clientId, qty) {
      const located = orders.byClientId(clientId);
      if (located === null) throw new Error(`the fake Alpaca has no order ${clientId}`);
      const reply = replace(located, qty, null);
      if (reply.status !== 200) throw new Error(`the fake Alpaca refused: ${JSON.stringify(reply.body)}`);
    },
  };
}
