// Owns: the broken twins of what guards a position: each makes one of the checks of plans fail.

import { evolve } from '../../src/core/engine/evolve.ts';
import { transact } from '../../src/core/engine/transact.ts';
import type { VenueTraits } from '../../src/core/model/account.ts';
import { add, isPositive, mul, sub, type Decimal } from '../../src/core/model/decimal.ts';
import type { Event } from '../../src/core/engine/event.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { ExitPlan } from '../../src/core/model/exits/exit-plan.ts';
import { SOUND, type Mutant } from './behaviour.ts';
import { withCommand, withEvents } from './broken-core.ts';
import { GUARDED_DESK, PAIRED_DESK } from './guarded-desk.ts';
import { LATE_DESK } from './late-desk.ts';
import type { Transact } from './simulated-store.ts';
import { SPOT_DESK } from './spot-desk.ts';
import { THIN_DESK } from './thin-desk.ts';

const TWICE = '2' as Decimal;
const FAR = '30' as Decimal;

/** The core with other plans than it decided upon. */
const withPlans = (change: (plan: ExitPlan, long: boolean, cause: string) => ExitPlan): Transact =>
  withEvents((event, state, command) => {
    if (event.type !== 'plan_set' || event.plan === null) return event;
    const long = isPositive(state.positions.get(event.positionKey)?.qty ?? ('0' as Decimal));
    return { ...event, plan: change(event.plan, long, command.type) };
  });

const loosens = withPlans((plan, long, cause) => {
  if (cause !== 'observe_price' || plan.stopLoss === null) return plan;
  return { ...plan, stopLoss: long ? sub(plan.stopLoss, FAR) : add(plan.stopLoss, FAR) };
});

const forgetsTargets = withPlans((plan) => ({ ...plan, partials: (plan.partials ?? []).map((each) => ({ ...each, done: false })) }));
const forgetsLateFills = withPlans((plan) => ({ ...plan, partials: (plan.partials ?? []).map((each) => ({ ...each, goesOnFor: [] })) }));
const forgetsTime = withPlans((plan) => ({ ...plan, timeStop: null }));

/** A start finds positions, and no plans. */
const losesPlans: Transact = (settings, state, command, now) => {
  const started = transact(settings, state, command, now);
  if (command.type !== 'started') return started;
  const lost = [...started.state.positions.values()].flatMap(({ key, plan }): Event[] =>
    plan === null ? [] : [{ type: 'plan_set', positionKey: key, plan: null }],
  );
  const next = lost.reduce((known, event) => evolve(known, event, now), started.state);
  return { ...started, events: [...started.events, ...lost], state: next };
};

/** What works at the venue counts for nothing. */
const guardsTwice: Transact = (settings, state, command, now) => {
  if (command.type !== 'observe_price') return transact(settings, state, command, now);
  const orders = state.orders.map((order) =>
    order.role === 'stop_loss' && order.status === 'accepted' ? { ...order, status: 'pending_cancel' as const } : order,
  );
  const { events, reply } = transact(settings, { ...state, orders }, command, now);
  return { events, reply, state: events.reduce((known, event) => evolve(known, event, now), state) };
};

const remembersTooMuch = withCommand((command) =>
  command.type === 'observe_price' ? { ...command, seen: { ...command.seen, since: Number.MAX_SAFE_INTEGER } } : command,
);

const looksAway: Transact = (settings, state, command, now) =>
  command.type === 'observe_price'
    ? { events: [], reply: { type: 'skipped', detail: 'not looked at' }, state }
    : transact(settings, state, command, now);

const hopes: Transact = (settings, state, command, now) => {
  const strategies = new Map(
    [...settings.strategies].map(
      ([name, each]) => [name, { ...each, protection: { ...each.protection, onStopFailure: 'watch' } }] as const,
    ),
  );
  return transact({ ...settings, strategies }, state, command, now);
};

const takesTooMuch = withEvents((event) =>
  event.type === 'order_initialized' && event.order.role === 'exit'
    ? { ...event, order: { ...event.order, qty: mul(event.order.qty, TWICE) } }
    : event,
);

const neverOrdersStops = withEvents((event) => (event.type === 'order_initialized' && event.order.role === 'stop_loss' ? null : event));

/** A pair cannot be resized: it has to go for one of the right size. */
const keepsSizeOfPairs = withEvents((event, state) =>
  event.type === 'order_cancel_requested' &&
  event.reason === 'replaced by one of the right size' &&
  state.orders.get(event.orderId)?.type === 'oco'
    ? null
    : event,
);

const guard = (name: string, decide: Transact, ...breaks: readonly string[]): Mutant => ({
  ...SOUND,
  desk: GUARDED_DESK,
  name,
  decide,
  breaks,
});

/** A broken core is not kept from deciding by a sound one. */
const asksAlways = (mutant: Mutant): Mutant => ({ ...mutant, isObservable: () => true });

/** What was sent a moment ago, for ever. */
function hopeful(state: State, now: number): State {
  const orders = state.orders.map((order) => ({
    ...order,
    submittedAt: order.status === 'submitted' ? now : order.submittedAt,
    inquiry: order.inquiry === null ? null : { ...order.inquiry, since: now },
  }));
  return { ...state, orders };
}

const trustsForEver: Transact = (settings, state, command, now) => {
  if (command.type !== 'observe_price') return transact(settings, state, command, now);
  const { events, reply } = transact(settings, hopeful(state, now), command, now);
  return { events, reply, state: events.reduce((known, event) => evolve(known, event, now), state) };
};

/** What has ended in the books has ended. */
const buriesTheLiving: Transact = (settings, state, command, now) => {
  if (command.type !== 'order_looked_up' || command.found?.status !== 'open') return transact(settings, state, command, now);
  const ended = ['canceled', 'expired', 'rejected'].includes(state.orders.get(command.orderId)?.status ?? '');
  return transact(settings, state, ended ? { ...command, found: { ...command.found, status: 'canceled' } } : command, now);
};

/** An exit goes at once: whatever else would sell the same is thought to be reduce-only. */
const countsOnReduceOnly: Transact = (settings, state, command, now) => {
  const accounts = new Map(
    [...settings.accounts].map(([name, each]) => [name, { ...each, traits: { ...each.traits, reduceOnly: true } }] as const),
  );
  return transact({ ...settings, accounts }, state, command, now);
};

const freesIds = ({ idsOnce: _kept, ...traits }: VenueTraits): VenueTraits => traits;

/** Another order for one that may still come. */
const sendsLostExitsAnew: Transact = (settings, state, command, now) => {
  const accounts = new Map([...settings.accounts].map(([name, each]) => [name, { ...each, traits: freesIds(each.traits) }] as const));
  return transact({ ...settings, accounts }, state, command, now);
};

/** What the venue has and does not show is given up like everything else. */
const givesUpTakenIds: Transact = (settings, state, command, now) => {
  const named = command.type === 'order_looked_up' ? state.orders.get(command.orderId) : undefined;
  if (named?.idTaken !== true) return transact(settings, state, command, now);
  const hopeless = { ...state, orders: state.orders.set(named.id, { ...named, idTaken: false }) };
  const { events, reply } = sendsLostExitsAnew(settings, hopeless, command, now);
  return { events, reply, state: events.reduce((known, event) => evolve(known, event, now), state) };
};

export const GUARD_MUTANTS: readonly Mutant[] = [
  {
    ...guard('an exit counts on reduce-only where there is none', countsOnReduceOnly, 'what is not ours is not sold'),
    desk: SPOT_DESK,
  },
  {
    ...guard('a lost exit is sent as another order', sendsLostExitsAnew, 'an exit that is lost is not made anew'),
    desk: LATE_DESK,
  },
  {
    ...guard('what the venue has and does not show is given up', givesUpTakenIds, 'an exit that is lost is not made anew'),
    desk: LATE_DESK,
  },
  {
    ...guard('leave a pair as small as it was', keepsSizeOfPairs, 'an open position has its stop and its target'),
    desk: PAIRED_DESK,
  },
  guard('a trailing stop loosens', loosens, 'stops never loosen but by a wish'),
  guard('a target is forgotten when it is taken', forgetsTargets, 'a target is taken once'),
  {
    ...guard('what fills after a target was reached is not of it', forgetsLateFills, 'targets take their share of what fills late'),
    desk: THIN_DESK,
  },
  guard('time stops are forgotten', forgetsTime, 'at rest no hour has passed'),
  guard('plans are lost at a start', losesPlans, 'stops never loosen but by a wish'),
  asksAlways(guard('what the venue guards is closed by us too', guardsTwice, 'what the venue guards is left to it')),
  asksAlways(guard('a trailing stop knows prices of before the position', remembersTooMuch, 'a stop follows prices of its own time')),
  guard('nobody looks at prices', looksAway, 'no stop is crossed unnoticed', 'at rest no price is beyond a stop'),
  {
    ...guard('the watch over open orders sleeps while anything is looked up', transact, 'no stop is believed in that is gone'),
    watchesOrders: (state) => state.inquiries.isEmpty(),
  },
  {
    ...guard('a stop that nobody has confirmed is trusted for ever', trustsForEver, 'no stop is crossed unnoticed'),
    isObservable: (settings, state, account, seen, now) => SOUND.isObservable(settings, hopeful(state, now), account, seen, now),
  },
  guard('a stop that outlives its cancel is left alone', buriesTheLiving, 'an open position has its stop and its target'),
  guard('a stop is never ordered', neverOrdersStops, 'a stop that belongs at the venue is ordered at once'),
  guard('a refused stop is hoped for', hopes, 'a position whose stop is refused is left'),
  guard('an exit takes more than its share', takesTooMuch, 'exits are never more than what is held'),
];
