// Owns: what must hold when the faults are over and everything has come to rest: the books are the venue's truth, what was
// promised is kept, what is open is protected, what was to be left is left.

import type { Event } from '../../src/core/engine/event.ts';
import { activeOrdersOf, isProtective } from '../../src/core/engine/exits/position-orders.ts';
import type { State } from '../../src/core/engine/state.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { add, eq, isZero, neg, sum, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { orderDiscrepancyKey } from '../../src/core/model/venues/discrepancy.ts';
import { marketOf, signalOfOrder, type AccountName, type OrderId, type PositionKey, type SignalId } from '../../src/core/model/ids.ts';
import { marketKey } from './house.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Position } from '../../src/core/model/position.ts';
import { PART_CHECKS } from './part-checks.ts';
import { checkPlans } from './plan-checks.ts';
import { RESULT_CHECKS } from './result-checks.ts';
import { BREACH_CHECKS } from './breach-checks.ts';
import { EXIT_CHECKS } from './exit-checks.ts';
import { RULED_CHECKS } from './ruled-checks.ts';
import { checkRest } from './rest-checks.ts';
import type { People } from './people.ts';
import type { SentAlert } from './senders.ts';
import type { Batch } from './simulated-disk.ts';
import { contestedSymbols, entriesSinceFlat, takenShares } from './journal-steps.ts';
import { fromLots } from './lots.ts';
import type { SimulatedVenue, VenueOrder } from './simulated-venue.ts';
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

export type EndCheck = (outcome: Outcome, violate: (detail: string) => void) => void;

const eventsOf = (batches: readonly Batch[]): readonly Event[] => batches.flatMap((batch) => batch.events);
const openAt = (order: VenueOrder | undefined): boolean => order?.status === 'open';
const leftAt = (order: VenueOrder): Decimal => fromLots(order.qty - order.filled, order.request.instrument);
const absolute = (qty: Decimal): string => qty.replace('-', '');

/** Keys whose last intent, after every entry, was to be flat, and was not taken back. */
function meantToBeFlat(batches: readonly Batch[]): ReadonlySet<PositionKey> {
  const flat = new Set<PositionKey>();
  for (const event of eventsOf(batches)) {
    if (event.type === 'exit_opened' && event.exit.target.type === 'flat') {
      flat.add(event.exit.positionKey);
    } else if (event.type === 'order_initialized' && event.order.role === 'entry') flat.delete(event.order.positionKey);
    else if (event.type === 'signal_received' && event.signal.reading.copyEvent === 'exit_cancel') {
      const { symbol, strategy } = event.signal.reading;
      for (const key of flat) if (key.endsWith(`|${symbol ?? ''}|${strategy ?? ''}`)) flat.delete(key);
    }
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

/** What the venue cannot do, or has no room for, is watched by us. */
function isAtVenue({ world, state }: Outcome, { key, account, plan }: Position, role: 'stop_loss' | 'take_profit'): boolean {
  const { nativeStops, stopsHoldQuantity, reduceOnly } = world.desk.settings.accounts.get(account)?.traits ?? PAPER_TRAITS;
  // a close that rests at its limit has taken the room
  if (stopsHoldQuantity && restsAtLimit(state, key)) return false;
  return role === 'stop_loss' ? nativeStops : (reduceOnly && !stopsHoldQuantity) || plan?.stopLoss == null;
}

/** Both levels over whole units stand as one where the venue can do it, unless it has refused that or the position still grows. */
function checkPair({ world, state }: Outcome, { key, account, plan, qty, instrument }: Position, stop: VenueOrder): string | null {
  const { pairedKinds = [] } = world.desk.settings.accounts.get(account)?.traits ?? PAPER_TRAITS;
  const belongs = pairedKinds.includes(instrument.kind) && Number.isInteger(Number(qty)) && plan?.takeProfit != null && plan.apart !== true;
  const grows = activeOrdersOf(state, key).some(({ role, qtyFilled }) => role === 'entry' && !isZero(qtyFilled));
  if (stop.levels === null) return belongs && !grows ? 'stands without its target' : null;
  if (!belongs) return 'is a pair, and should not be one';
  return stop.levels.limitPrice === plan?.takeProfit ? null : `has its target at ${stop.levels.limitPrice}, planned ${plan?.takeProfit}`;
}

function checkProtection(outcome: Outcome, position: Position, violate: (detail: string) => void): void {
  const wanted = isZero(position.qty) ? null : position.plan;
  for (const role of ['stop_loss', 'take_profit'] as const) {
    const planned = role === 'stop_loss' ? wanted?.stopLoss : wanted?.takeProfit;
    const price = isAtVenue(outcome, position, role) ? planned : null;
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
    const at = only.levels?.stopPrice ?? only.request.stopPrice ?? only.request.limitPrice;
    if (leftAt(only) !== absolute(position.qty) || at !== price)
      violate(`${position.key} (${position.qty}): ${role} ${only.id} is for ${leftAt(only)} at ${at ?? '?'}, planned ${price}`);
    const wrong = role === 'stop_loss' ? checkPair(outcome, position, only) : null;
    if (wrong !== null) violate(`${position.key} (${position.qty}): ${only.id} ${wrong}`);
  }
}

const uncontested = ({ state, contested }: Outcome): readonly Position[] =>
  [...state.positions.values()].filter((position) => !contested.has(marketOf(position.key)));

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

const END_CHECKS: Readonly<Record<string, EndCheck>> = {
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
    for (const [name, market] of venue.markets) {
      const booked = sum([...state.positions.values()].filter(({ key }) => marketOf(key) === name).map((each) => each.qty));
      const held = fromLots(market.position, market.instrument);
      const known = state.discrepancies.find(
        ({ account, symbol, subject }) => marketKey(account, symbol) === name && subject.type === 'position',
      );
      // what people know of, and have not decided yet, stays as it is
      const surplus = known?.subject.type === 'position' ? known.subject.surplus : ZERO;
      if (!eq(add(booked, surplus), held)) violate(`${name}: ${booked} in the books (${surplus} known), ${held} at the venue`);
    }
  },
  'nothing is adopted or closed without a tap': ({ batches, people, venue }, violate) => {
    for (const { events } of batches) {
      const isTapped = events.some((event) => event.type === 'update_handled' && people.reconciled.has(event.updateId));
      if (isTapped) continue;
      for (const event of events) {
        if (event.type === 'share_adopted') violate(`${event.qty} of ${event.share.key} was adopted by nobody`);
        const answered = event.type === 'discrepancy_noted' ? event.discrepancy : null;
        if (answered?.status === 'ignored') violate(`${answered.key} was ignored by nobody`);
        if (answered?.cancel?.attempts === 0) violate(`${answered.key} was closed by nobody`);
      }
    }
    const wished = new Set(
      eventsOf(batches).flatMap((event) =>
        event.type === 'discrepancy_noted' && event.discrepancy.cancel !== null ? [event.discrepancy.key] : [],
      ),
    );
    for (const [id, { market, status }] of venue.foreign) {
      const account = market.slice(0, market.indexOf('|')) as AccountName;
      if (status === 'canceled' && !wished.has(orderDiscrepancyKey(account, id))) violate(`order ${id} of somebody else was cancelled`);
    }
  },
  'what somebody does by hand is told': ({ state, venue, batches }, violate) => {
    const told = new Set(eventsOf(batches).flatMap((event) => (event.type === 'discrepancy_noted' ? [event.discrepancy.key] : [])));
    for (const [id, { market, status }] of venue.foreign) {
      const account = market.slice(0, market.indexOf('|')) as AccountName;
      const key = orderDiscrepancyKey(account, id);
      if (status === 'open' && !(told.has(key) && state.discrepancies.has(key))) violate(`order ${id} is open and nobody was told`);
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
      const wanted = !outcome.people.unguarded.has(key) && entries.get(key)?.every((order) => namesStop(outcome.state, order)) === true;
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
      // of alerts of several orders the whole is judged: parts wait for each other
      const isOfGroup = signal?.group != null || (signal?.part != null && state.activeSignals.has(signal.part.parent));
      if (!works && !leaves && !isOfGroup && !state.parked.has(id))
        violate(`${id} is ${signal?.state ?? 'unknown'} and nothing of it works`);
    }
  },
};

/** They compare with the orders of the state, all of which must still be there. */
const NEED_EVERY_ORDER: ReadonlySet<string> = new Set([
  'every order at the venue is known',
  'each fill is counted once',
  'positions are the sum of their fills',
  'what is unwound is closed again, and nothing else',
  'all legs or none',
  'a target is reached or told',
]);

export function checkEnd(run: Omit<Outcome, 'contested'>): void {
  // past us the venue nets too: what is held there is not what our orders made of it
  const oversold = run.venue.oversold.map(({ name }) => name);
  const outcome = { ...run, contested: new Set([...contestedSymbols(run.batches), ...run.venue.byHand, ...oversold]) };
  const ruled = run.world.desk.ruled === undefined || run.slept ? {} : { ...RULED_CHECKS, ...BREACH_CHECKS };
  const checks = Object.entries({ ...END_CHECKS, ...PART_CHECKS, ...RESULT_CHECKS, ...EXIT_CHECKS, ...ruled }).filter(
    ([rule]) => !outcome.slept || !NEED_EVERY_ORDER.has(rule),
  );
  for (const [rule, check] of checks) check(outcome, (detail) => outcome.world.violate(rule, detail));
  if (outcome.world.desk.guarded === undefined) return;
  checkRest(outcome);
  if (!outcome.slept) checkPlans(outcome);
}
