// Owns: what must hold of alerts that are more than one order now: several legs, several accounts, later, late, or about a
// position that somebody else believes in. Judged by what their writers meant, what the venue did, and what people were told.

import type { Event } from '../../src/core/engine/event.ts';
import { isProtective } from '../../src/core/engine/exits/position-orders.ts';
import { eq, gt, isZero, max, neg, ONE, sub, sum, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { marketOf, signalOfOrder, type PositionKey, type SignalId } from '../../src/core/model/ids.ts';
import { TERMINAL_SIGNAL_STATES, type Part, type Signal } from '../../src/core/model/signal.ts';
import type { EndCheck, Outcome } from './end-checks.ts';
import { stepsOf } from './journal-steps.ts';
import type { Meaning, MeantOrder } from './meaning.ts';
import { fromLots } from './lots.ts';
import type { VenueOrder } from './simulated-venue.ts';

/** One order of one alert, as it came in. */
interface Came {
  readonly signalId: SignalId;
  readonly parent: SignalId;
  readonly at: number;
  readonly place: number;
  readonly part: Part | null;
  readonly key: PositionKey | null;
  readonly meaning: Meaning | null;
  readonly body: string;
}

const eventsOf = ({ batches }: Outcome): readonly Event[] => batches.flatMap((batch) => batch.events);

/** Everything that was received, in order; duplicates are not. Of an alert of several orders its parts, not the whole. */
function cameIn({ batches, sent }: Outcome): readonly Came[] {
  const written = new Map(sent.flatMap((alert) => alert.signalIds.map((id) => [id, alert] as const)));
  const came: Came[] = [];
  for (const { at, events } of batches) {
    for (const event of events) {
      if (event.type !== 'signal_received' || event.signal.group !== null) continue;
      const { id, part, positionKey: key } = event.signal;
      const parent = part?.parent ?? id;
      const alert = written.get(parent);
      const { meaning, body } = alert ?? { meaning: null, body: '' };
      came.push({ signalId: id, parent, at, place: came.length, part, key, meaning, body });
    }
  }
  return came;
}

const meantBy = ({ meaning, key }: Came): MeantOrder | undefined => meaning?.orders.find((order) => order.key === key);
const opens = (each: Came): boolean => meantBy(each)?.opens != null && each.part?.unwinds == null;

const entriesAtVenue = ({ venue }: Outcome): ReadonlyMap<SignalId, VenueOrder> =>
  new Map([...venue.orders.values()].filter((order) => order.isEntry).map((order) => [signalOfOrder(order.id), order]));

const filledOf = (order: VenueOrder | undefined): Decimal =>
  order === undefined ? ZERO : fromLots(order.filled, order.request.instrument);

/** What the orders of these signals that leave have filled. */
const leftBy = ({ venue }: Outcome, ids: ReadonlySet<SignalId>): Decimal =>
  sum([...venue.orders.values()].filter((order) => !order.isEntry && ids.has(signalOfOrder(order.id))).map(filledOf));

/** Whatever else has closed of this share since that order filled first: other exits, stops, targets, takes by other shares. */
function closedOtherwise(outcome: Outcome, entry: VenueOrder, key: PositionKey, own: ReadonlySet<SignalId>): Decimal {
  const { state, venue } = outcome;
  const since = entry.fills[0]?.at ?? 0;
  const others = [...venue.orders.values()].filter(
    (order) => !order.isEntry && !own.has(signalOfOrder(order.id)) && state.orders.get(order.id)?.positionKey === key,
  );
  const fills = others.flatMap((order) => order.fills.filter(({ at }) => at >= since).map(({ qty }) => qty));
  const taken = eventsOf(outcome).flatMap((event) => (event.type === 'share_taken' && event.from === key ? event.qty : []));
  return sum([...fills, ...taken]);
}

interface Unwound {
  readonly lane: number;
  readonly parent: SignalId;
}

/** Lanes that were to be unwound, by a rule or by a person. */
const unwoundLanes = (outcome: Outcome): readonly Unwound[] =>
  eventsOf(outcome).flatMap((event) =>
    event.type === 'lane_changed' && event.change.remedy === 'unwind' ? [{ parent: event.signalId, lane: event.lane }] : [],
  );

/** Those whose shares can be judged: nobody cancelled their exits by hand, no other strategy was on the other side. */
const isJudged = ({ people, contested }: Outcome, key: PositionKey | null): key is PositionKey =>
  key !== null && !people.meddledWith.has(key) && !contested.has(marketOf(key));

/** Nothing of the share was held at some time after this order had filled: there was nothing left to close. */
function becameFlat({ batches }: Outcome, entry: VenueOrder, key: PositionKey): boolean {
  let hasFilled = false;
  for (const steps of stepsOf(batches)) {
    for (const step of steps) {
      if (step.order?.id === entry.id) hasFilled = true;
      if (hasFilled && step.key === key && isZero(step.qty)) return true;
    }
  }
  return false;
}

function checkUnwound(outcome: Outcome, leg: Came, came: readonly Came[], violate: (detail: string) => void): void {
  const entry = entriesAtVenue(outcome).get(leg.signalId);
  if (entry === undefined || entry.filled === 0 || !isJudged(outcome, leg.key)) return;
  const own = new Set(came.filter(({ part }) => part?.unwinds === leg.signalId).map(({ signalId }) => signalId));
  const [filled, undone] = [filledOf(entry), leftBy(outcome, own)];
  if (gt(undone, filled)) violate(`${leg.signalId} has filled ${filled}, and ${undone} of its share was closed for it`);
  if (becameFlat(outcome, entry, leg.key)) return;
  const left = max(ZERO, sub(filled, undone));
  if (gt(left, closedOtherwise(outcome, entry, leg.key, own))) violate(`${leg.signalId} has filled ${filled}, and ${left} of it is left`);
}

/** By its alert, leg and account: the alert may have come several times. */
function placesOf(outcome: Outcome): ReadonlyMap<string, number> {
  const entries = entriesAtVenue(outcome);
  const places = new Map<string, number>();
  for (const { signalId, part, key, body, meaning } of cameIn(outcome)) {
    if (part === null || meaning === null || !entries.has(signalId)) continue;
    const place = `leg ${part.leg} for ${key ?? 'nobody'} of ${meaning.writtenAt ?? ''} ${body}`;
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  return places;
}

function isAlive(outcome: Outcome, parent: Signal): boolean {
  const { venue, state } = outcome;
  const children = parent.group?.children ?? [];
  const orders = children.flatMap((id) => state.signals.get(id)?.orderIds ?? []);
  if (orders.some((id) => venue.orders.get(id)?.status === 'open' && !isProtective(state.orders.get(id)?.role ?? 'entry'))) return true;
  if ([...state.exits.values()].some((exit) => children.includes(exit.signalId))) return true;
  const held = [...venue.markets].filter(([, market]) => market.position !== 0).map(([name]) => name);
  const asks = parent.group?.lanes.some(({ remedy }) => remedy === 'ask') === true;
  return asks && children.some((id) => held.includes(marketOf(state.signals.get(id)?.positionKey ?? ('' as PositionKey))));
}

const leaves = (outcome: Outcome, { signalId }: Came): boolean =>
  eventsOf(outcome).some((event) => {
    if (event.type === 'exit_opened') return event.exit.signalId === signalId;
    return event.type === 'signal_changed' && event.signalId === signalId && event.detail.startsWith('NOTHING_TO_CLOSE');
  });

/** Legs at market of an alert of which what has filled is to be closed when it does not come to the whole: each full, or none. */
function checkWhole(outcome: Outcome, legs: readonly Came[], came: readonly Came[], violate: (detail: string) => void): void {
  const entries = entriesAtVenue(outcome);
  const isFull = ({ signalId }: Came): boolean => {
    const order = entries.get(signalId);
    return order !== undefined && (order.status === 'open' || order.filled === order.qty);
  };
  // against what was held before, it closes that first
  if (legs.every(isFull) || legs.some((leg) => leaves(outcome, leg))) return;
  for (const leg of legs) checkUnwound(outcome, leg, came, violate);
}

function lanesOf(came: readonly Came[]): readonly (readonly Came[])[] {
  const lanes = new Map<string, Came[]>();
  for (const each of came) {
    if (each.part === null || !opens(each)) continue;
    const name = `${each.parent} ${each.part.lane}`;
    lanes.set(name, [...(lanes.get(name) ?? []), each]);
  }
  return [...lanes.values()];
}

const policyOf = ({ world }: Outcome, meaning: Meaning | null): string | undefined =>
  meaning === null ? undefined : world.desk.settings.strategies.get(meaning.strategy)?.legs.onFailure;

/** The newest close so far of each share, by the times in the alerts. */
function* overtaken(came: readonly Came[]): Generator<Came> {
  const closedAt = new Map<PositionKey, number>();
  for (const each of came) {
    const writtenAt = each.meaning?.writtenAt ?? null;
    if (each.key === null || writtenAt === null) continue;
    if (opens(each) && (closedAt.get(each.key) ?? 0) > writtenAt) yield each;
    if (each.meaning?.kind === 'close') closedAt.set(each.key, Math.max(closedAt.get(each.key) ?? 0, writtenAt));
  }
}

const wasTold = (outcome: Outcome, id: SignalId): boolean =>
  eventsOf(outcome).some(
    (event) =>
      (event.type === 'notification_raised' && event.notification.signalId === id) ||
      (event.type === 'signal_remarked' && event.signalId === id) ||
      (event.type === 'signal_entry_withdrawn' && event.signalId === id),
  );

/** Its card says that it did not come to what it wanted, or is not over; or a person wanted less of it. */
function saysSo(outcome: Outcome, signal: Signal): boolean {
  if (signal.state !== 'completed' || signal.error !== null || (signal.approval?.factor ?? ONE) !== ONE) return true;
  const orders = signal.orderIds.flatMap((id) => outcome.state.orders.get(id) ?? []).filter(({ role }) => !isProtective(role));
  return orders.some((order) => order.status !== 'filled');
}

/** The last alert of each share, as far as it names what is to be held afterwards. */
function lastTargets(came: readonly Came[]): readonly { readonly each: Came; readonly key: PositionKey; readonly target: number }[] {
  const last = new Map<PositionKey, Came>();
  for (const each of came) if (each.key !== null && each.meaning?.kind !== 'cancel') last.set(each.key, each);
  return [...last].flatMap(([key, each]) => (each.meaning?.target == null ? [] : [{ each, key, target: each.meaning.target }]));
}

/** An entry before it was on its way then, or waited for its price, and came to nothing: its own card tells that. */
function wasLetDown({ state }: Outcome, { key, at }: Came): boolean {
  return [...state.orders.values()].some((order) => {
    if (order.positionKey !== key || order.role !== 'entry' || order.status === 'filled') return false;
    const cameAt = state.signals.get(signalOfOrder(order.id))?.receivedAt ?? order.createdAt;
    return cameAt <= at && order.updatedAt >= at;
  });
}

/** Two alerts of one instant: nobody can tell which of them is meant to come on top of the other. */
const isAlone = (came: readonly Came[], { key, at, parent }: Came): boolean =>
  !came.some((other) => other.key === key && other.at === at && other.parent !== parent);

const wasStoppedOut = (outcome: Outcome, key: PositionKey, since: number): boolean =>
  [...outcome.state.orders.values()].some(
    (order) => order.positionKey === key && isProtective(order.role) && order.fills.some(({ at }) => at >= since),
  );

export const PART_CHECKS: Readonly<Record<string, EndCheck>> = {
  'an alert of several orders ends': (outcome, violate) => {
    const { state } = outcome;
    for (const signal of state.signals.values()) {
      if (signal.group === null) continue;
      const open = signal.group.children.filter((id) => !TERMINAL_SIGNAL_STATES.has(state.signals.get(id)?.state ?? 'failed'));
      if (TERMINAL_SIGNAL_STATES.has(signal.state) && open.length > 0) violate(`${signal.id} is ${signal.state}, ${open.join()} not`);
      if (!TERMINAL_SIGNAL_STATES.has(signal.state) && !isAlive(outcome, signal)) violate(`${signal.id} is ${signal.state} for ever`);
    }
  },
  'each leg of an alert is executed once': (outcome, violate) => {
    for (const [place, times] of placesOf(outcome)) if (times > 1) violate(`${times} times: ${place}`);
  },
  'what is unwound is closed again, and nothing else': (outcome, violate) => {
    const came = cameIn(outcome);
    for (const { parent, lane } of unwoundLanes(outcome)) {
      for (const leg of came) if (leg.parent === parent && leg.part?.lane === lane && opens(leg)) checkUnwound(outcome, leg, came, violate);
    }
  },
  'all legs or none': (outcome, violate) => {
    const came = cameIn(outcome);
    for (const legs of lanesOf(came)) {
      const { meaning = null } = legs[0] ?? {};
      if (meaning?.kind === 'legs' && meaning.atMarket && policyOf(outcome, meaning) === 'unwind') checkWhole(outcome, legs, came, violate);
    }
  },
  'a delayed order is never early': (outcome, violate) => {
    const entries = entriesAtVenue(outcome);
    for (const { signalId, at, meaning } of cameIn(outcome)) {
      const takenAt = entries.get(signalId)?.takenAt ?? null;
      if (takenAt !== null && meaning !== null && takenAt < at + meaning.delayMs)
        violate(`${signalId} came ${at + meaning.delayMs - takenAt} ms early`);
    }
  },
  'what was taken back while it waited is never sent': (outcome, violate) => {
    const entries = entriesAtVenue(outcome);
    for (const id of outcome.people.takenBack) if (entries.has(id)) violate(`${id} was taken back by a person`);
    const came = cameIn(outcome);
    for (const cancel of came.filter(({ meaning }) => meaning?.kind === 'cancel')) {
      const keys = cancel.meaning?.orders.map(({ key }) => key) ?? [];
      for (const each of came.slice(0, cancel.place)) {
        const isWaiting = each.meaning !== null && each.meaning.delayMs > 0 && cancel.at < each.at + each.meaning.delayMs;
        if (each.key !== null && keys.includes(each.key) && isWaiting && opens(each) && entries.has(each.signalId))
          violate(`${each.signalId} was cancelled by ${cancel.signalId}`);
      }
    }
  },
  'a stale entry never opens': (outcome, violate) => {
    const entries = entriesAtVenue(outcome);
    for (const each of cameIn(outcome)) {
      const maxLagMs = each.meaning === null ? null : (outcome.world.desk.settings.strategies.get(each.meaning.strategy)?.maxLagMs ?? null);
      const writtenAt = each.meaning?.writtenAt ?? null;
      if (maxLagMs === null || writtenAt === null || each.at - writtenAt <= maxLagMs) continue;
      if (opens(each) && entries.has(each.signalId)) violate(`${each.signalId} was ${each.at - writtenAt} ms old`);
    }
  },
  'an entry that an exit has overtaken never opens': (outcome, violate) => {
    const entries = entriesAtVenue(outcome);
    for (const { signalId, body } of overtaken(cameIn(outcome))) if (entries.has(signalId)) violate(`${signalId} ${body}`);
  },
  'a target is reached or told': (outcome, violate) => {
    const { state } = outcome;
    const came = cameIn(outcome);
    for (const { each, key, target } of lastTargets(came)) {
      const qty = state.positions.get(key)?.qty ?? ZERO;
      const signal = state.signals.get(each.signalId);
      if (
        signal === undefined ||
        !isJudged(outcome, key) ||
        eq(qty, target < 0 ? neg(String(-target) as Decimal) : (String(target) as Decimal))
      )
        continue;
      if (!isAlone(came, each) || wasLetDown(outcome, each)) continue;
      if (wasTold(outcome, signal.id) || saysSo(outcome, signal) || wasStoppedOut(outcome, key, signal.receivedAt)) continue;
      violate(`${signal.id} wants ${target} of ${key}, ${isZero(qty) ? 'nothing' : qty} is held`);
    }
  },
  'a trade of another bot is entered once': (outcome, violate) => {
    const entries = entriesAtVenue(outcome);
    const trades = new Map<string, number>();
    for (const { signalId, meaning } of cameIn(outcome)) {
      if (meaning?.trade == null || !entries.has(signalId)) continue;
      const name = `${meaning.strategy} ${meaning.trade.id}`;
      trades.set(name, (trades.get(name) ?? 0) + 1);
    }
    for (const [name, times] of trades) if (times > 1) violate(`${name} was entered ${times} times`);
  },
};
