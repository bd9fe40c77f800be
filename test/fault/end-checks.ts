// Owns: what must hold when the faults are over and everything has come to rest: the books are the venue's truth, what was
// promised is kept, what is open is protected, what was to be left is left.

import type { Event } from '../../src/core/engine/event.ts';
import { isProtective } from '../../src/core/engine/position-orders.ts';
import type { State } from '../../src/core/engine/state.ts';
import { add, eq, isNegative, isZero, neg, sub, sum, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { marketOf, signalOfOrder, type OrderId, type PositionKey, type SignalId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { People } from './people.ts';
import type { SentAlert } from './senders.ts';
import type { Batch } from './simulated-disk.ts';
import { fromLots, type SimulatedVenue, type VenueOrder } from './simulated-venue.ts';
import type { World } from './world.ts';

export interface Outcome {
  readonly world: World;
  readonly state: State;
  readonly batches: readonly Batch[];
  readonly venue: SimulatedVenue;
  readonly people: People;
  readonly sent: readonly SentAlert[];
  readonly acknowledged: ReadonlySet<SignalId>;
  readonly contested: ReadonlySet<string>;
  /** So long ago that what is over has left the state. */
  readonly slept: boolean;
}

type EndCheck = (outcome: Outcome, violate: (detail: string) => void) => void;

const eventsOf = (batches: readonly Batch[]): readonly Event[] => batches.flatMap((batch) => batch.events);
const openAt = (order: VenueOrder | undefined): boolean => order?.status === 'open';
const leftAt = (order: VenueOrder): Decimal => fromLots(order.qty - order.filled, order.request.instrument);
const absolute = (qty: Decimal): string => qty.replace('-', '');

/** Keys whose last intent, after every entry, was to be flat. */
function meantToBeFlat(batches: readonly Batch[]): ReadonlySet<PositionKey> {
  const flat = new Set<PositionKey>();
  for (const event of eventsOf(batches)) {
    if (event.type === 'exit_opened' && event.exit.target.type === 'flat') {
      flat.add(event.exit.positionKey);
    } else if (event.type === 'order_initialized' && event.order.role === 'entry') flat.delete(event.order.positionKey);
  }
  return flat;
}

/** A close at a limit price waits for that price. */
const restsAtLimit = (state: State, key: PositionKey): boolean =>
  [...state.exits.values()].some((exit) => exit.positionKey === key && exit.limitPrice !== null);

function protects(outcome: Outcome, position: Position, role: Order['role']): readonly VenueOrder[] {
  const { state, venue } = outcome;
  return [...venue.orders.values()].filter((order) => {
    const known = state.orders.get(order.id);
    return openAt(order) && known?.positionKey === position.key && known.role === role;
  });
}

function checkProtection(outcome: Outcome, position: Position, violate: (detail: string) => void): void {
  const wanted = isZero(position.qty) ? null : position.plan;
  for (const role of ['stop_loss', 'take_profit'] as const) {
    const price = role === 'stop_loss' ? wanted?.stopLoss : wanted?.takeProfit;
    const working = protects(outcome, position, role);
    const [only] = working;
    if (price == null) {
      if (only !== undefined) violate(`${position.key}: ${role} ${only.id} works without a plan`);
      continue;
    }
    if (only === undefined || working.length > 1) {
      violate(`${position.key} (${position.qty}): ${working.length} orders work as ${role} at ${price}`);
      continue;
    }
    const at = only.request.stopPrice ?? only.request.limitPrice;
    if (leftAt(only) !== absolute(position.qty) || at !== price)
      violate(`${position.key} (${position.qty}): ${role} ${only.id} is for ${leftAt(only)} at ${at ?? '?'}, planned ${price}`);
  }
}

interface Step {
  readonly key: PositionKey;
  /** Null: another share of the market has taken it, or given it back. */
  readonly order: Order | null;
  /** What the share held after this fill, signed. */
  readonly qty: Decimal;
}

/** What each batch of the journal made of the shares that it touched. */
function* stepsOf(batches: readonly Batch[]): Generator<readonly Step[]> {
  const orders = new Map<OrderId, Order>();
  const held = new Map<PositionKey, Decimal>();
  const move = (key: PositionKey, order: Order | null, signed: Decimal): Step => {
    const qty = add(held.get(key) ?? ZERO, signed);
    held.set(key, qty);
    return { key, order, qty };
  };
  for (const { events } of batches) {
    const steps: Step[] = [];
    for (const event of events) {
      if (event.type === 'order_initialized') orders.set(event.order.id, event.order);
      const order = event.type === 'order_filled' ? orders.get(event.orderId) : undefined;
      if (event.type === 'order_filled' && order !== undefined)
        steps.push(move(order.positionKey, order, order.side === 'buy' ? event.fill.qty : neg(event.fill.qty)));
      if (event.type !== 'share_taken') continue;
      const back = isNegative(held.get(event.positionKey) ?? ZERO) ? event.qty : neg(event.qty);
      steps.push(move(event.positionKey, null, back), move(event.from, null, neg(back)));
    }
    yield steps;
  }
}

/** What each share has got from others of its market, signed. */
function takenShares(batches: readonly Batch[]): ReadonlyMap<PositionKey, Decimal> {
  const taken = new Map<PositionKey, Decimal>();
  const before = new Map<PositionKey, Decimal>();
  for (const steps of stepsOf(batches)) {
    for (const { key, order, qty } of steps) {
      if (order === null) taken.set(key, add(taken.get(key) ?? ZERO, sub(qty, before.get(key) ?? ZERO)));
      before.set(key, qty);
    }
  }
  return taken;
}

/** The entries that made up each position since it was last flat. */
function entriesSinceFlat(batches: readonly Batch[]): ReadonlyMap<PositionKey, readonly Order[]> {
  const entries = new Map<PositionKey, readonly Order[]>();
  for (const steps of stepsOf(batches)) {
    for (const { key, order, qty } of steps) {
      if (isZero(qty)) entries.delete(key);
      else if (order?.role === 'entry') entries.set(key, [...(entries.get(key) ?? []), order]);
    }
  }
  return entries;
}

/**
 * Instruments of which two strategies held shares in different directions at some time. The venue nets them: a reduce-only
 * order of the one may find nothing to reduce, or close what is the other's. There only the sum can be judged. (Where an exit
 * of one share has closed another in the same direction, the shares themselves are judged.)
 */
function contestedSymbols(batches: readonly Batch[]): ReadonlySet<string> {
  const held = new Map<PositionKey, Decimal>();
  const contested = new Set<string>();
  for (const steps of stepsOf(batches)) {
    for (const { key, qty } of steps) held.set(key, qty);
    for (const { key } of steps) {
      const market = marketOf(key);
      const open = [...held].filter(([each, qty]) => marketOf(each) === market && !isZero(qty)).map(([, qty]) => qty);
      if (open.some(isNegative) && !open.every(isNegative)) contested.add(market.slice(market.lastIndexOf('|') + 1));
    }
  }
  return contested;
}

const uncontested = ({ state, contested }: Outcome): readonly Position[] =>
  [...state.positions.values()].filter((position) => !contested.has(position.instrument.symbol));

/** Those of which nobody cancelled an exit, a stop or a target by hand. */
const untouched = (outcome: Outcome): readonly Position[] =>
  uncontested(outcome).filter((position) => !outcome.people.meddledWith.has(position.key));

const namesStop = (state: State, order: Order): boolean => state.signals.get(order.signalId)?.reading.stopLoss != null;

function whyNotOver(order: Order, venue: SimulatedVenue): string | null {
  const there = venue.orders.get(order.id);
  if (there === undefined || !openAt(there))
    return `${order.role} ${order.id} is ${order.status}, at the venue it is ${there?.status ?? 'unknown'}`;
  const working = order.status === 'accepted' || order.status === 'partially_filled';
  if (!working || order.inquiry !== null)
    return `${order.role} ${order.id} is still ${order.status}${order.inquiry === null ? '' : ' and asked about'}`;
  return eq(fromLots(there.qty, order.instrument), order.qty)
    ? null
    : `${order.id} is ${order.qty} in the books, ${there.qty} lots at the venue`;
}

export const END_CHECKS: Readonly<Record<string, EndCheck>> = {
  'every acknowledged alert is kept': ({ state, batches, acknowledged }, violate) => {
    const retired = new Set(eventsOf(batches).flatMap((event) => (event.type === 'signals_retired' ? event.signalIds : [])));
    for (const id of acknowledged) if (!state.signals.has(id) && !retired.has(id)) violate(`${id} was acknowledged and is gone`);
  },
  'one alert, one entry': ({ venue, sent }, violate) => {
    const entered = new Set([...venue.orders.values()].filter((order) => order.isEntry).map((order) => signalOfOrder(order.id)));
    for (const { body, signalIds } of sent) {
      const times = signalIds.filter((id) => entered.has(id)).length;
      if (times > 1) violate(`${body} entered ${times} times`);
    }
  },
  'every order at the venue is known': ({ state, venue }, violate) => {
    for (const id of venue.orders.keys()) {
      const status = state.orders.get(id)?.status;
      if (status === undefined || status === 'initialized' || status === 'denied' || status === 'lost')
        violate(`${id} is ${status ?? 'unknown'}`);
    }
  },
  'each fill is counted once': ({ state, venue }, violate) => {
    const ids = (order: { readonly fills: readonly { readonly id: string }[] }): string =>
      order.fills
        .map((fill) => fill.id)
        .sort()
        .join(' ');
    for (const order of venue.orders.values()) {
      const known = state.orders.get(order.id);
      if (known !== undefined && ids(known) !== ids(order))
        violate(`${order.id} (${known.status}): ${ids(known)} in the books, ${ids(order)} at the venue`);
    }
  },
  'the books are the venue': ({ state, venue }, violate) => {
    for (const [symbol, market] of venue.markets) {
      const booked = sum([...state.positions.values()].filter((each) => each.instrument.symbol === symbol).map((each) => each.qty));
      const held = fromLots(market.position, market.instrument);
      if (!eq(booked, held)) violate(`${symbol}: ${booked} in the books, ${held} at the venue`);
    }
  },
  'positions are the sum of their fills': ({ state, batches }, violate) => {
    const taken = takenShares(batches);
    for (const position of state.positions.values()) {
      const fills = [...state.orders.values()]
        .filter((order) => order.positionKey === position.key)
        .reduce(
          (total, order) => add(total, order.side === 'buy' ? order.qtyFilled : neg(order.qtyFilled)),
          taken.get(position.key) ?? ZERO,
        );
      if (!eq(fills, position.qty)) violate(`${position.key} is ${position.qty}, its fills make ${fills}`);
    }
  },
  'what was to be left is left': (outcome, violate) => {
    const flat = meantToBeFlat(outcome.batches);
    for (const { key, qty } of untouched(outcome)) {
      if (flat.has(key) && !isZero(qty) && !restsAtLimit(outcome.state, key)) violate(`${key} holds ${qty}`);
    }
  },
  'nothing is held after a kill': (outcome, violate) => {
    if (!outcome.people.isHalted()) return;
    for (const { key, qty } of untouched(outcome)) if (!isZero(qty)) violate(`${key} holds ${qty}`);
  },
  'an open position has its stop and its target': (outcome, violate) => {
    for (const position of uncontested(outcome)) checkProtection(outcome, position, violate);
  },
  'a stop that was asked for is there': (outcome, violate) => {
    const entries = entriesSinceFlat(outcome.batches);
    for (const { key, qty, plan } of untouched(outcome)) {
      const wanted = entries.get(key)?.every((order) => namesStop(outcome.state, order)) === true;
      if (wanted && plan?.stopLoss == null) violate(`${key} holds ${qty} without a stop`);
    }
  },
  'no order hangs': ({ state, venue }, violate) => {
    for (const id of state.activeOrders) {
      const order = state.orders.get(id);
      const why = order === undefined ? `${id} is unknown` : whyNotOver(order, venue);
      if (why !== null) violate(why);
    }
  },
  'no signal hangs': ({ state }, violate) => {
    for (const id of state.activeSignals) {
      const signal = state.signals.get(id);
      const orders = signal?.orderIds.map((orderId: OrderId) => state.orders.get(orderId)) ?? [];
      const works = orders.some((order) => order !== undefined && !isProtective(order.role) && state.activeOrders.has(order.id));
      const leaves = [...state.exits.values()].some((exit) => exit.signalId === id);
      if (!works && !leaves) violate(`${id} is ${signal?.state ?? 'unknown'} and nothing of it works`);
    }
  },
};

/** They compare with the orders of the state, all of which must still be there. */
const NEED_EVERY_ORDER: ReadonlySet<string> = new Set([
  'every order at the venue is known',
  'each fill is counted once',
  'positions are the sum of their fills',
]);

export function checkEnd(run: Omit<Outcome, 'contested'>): void {
  const outcome = { ...run, contested: contestedSymbols(run.batches) };
  const checks = Object.entries(END_CHECKS).filter(([rule]) => !outcome.slept || !NEED_EVERY_ORDER.has(rule));
  for (const [rule, check] of checks) check(outcome, (detail) => outcome.world.violate(rule, detail));
}
