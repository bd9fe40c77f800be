// Owns: what must hold of every plan at every commit: stops tighten only, targets are taken once and never more than is held,
// what the venue guards is left to it, a stop follows prices of its own time, a position whose stop is refused is left.

import { isGuarding } from '../../src/core/engine/exits/is-guarding.ts';
import { activeOrdersOf } from '../../src/core/engine/exits/position-orders.ts';
import {
  abs,
  add,
  div,
  gt,
  gte,
  HUNDRED,
  isPositive,
  isZero,
  lte,
  mul,
  sub,
  sum,
  ZERO,
  type Decimal,
} from '../../src/core/model/decimal.ts';
import { shareTaken, type ExitPlan, type PartialTarget } from '../../src/core/model/exits/exit-plan.ts';
import { marketOf, type Instant, type PositionKey } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { Outcome } from './end-checks.ts';
import { entriesBefore, isSameStay, isWished, momentsOf, type Moment, type PlanMoment } from './plan-history.ts';

type Violate = (detail: string) => void;
type Watcher = (moment: Moment, violate: Violate) => void;

const isPlanSet = (moment: Moment): moment is PlanMoment => moment.event.type === 'plan_set';
const isLong = ({ qty }: Position): boolean => isPositive(qty);

const neverLoosens = (): Watcher => (moment, violate) => {
  if (!isPlanSet(moment)) return;
  const { positionKey: key, plan } = moment.event;
  const was = moment.before.positions.get(key);
  const from = was?.plan?.stopLoss ?? null;
  if (was === undefined || from === null || !isSameStay(moment, key) || isWished(moment)) return;
  if (entriesBefore(moment, key).some(({ stopLoss }) => stopLoss !== null)) return;
  const to = plan?.stopLoss ?? null;
  const isLooser = to === null || (isLong(was) ? gt(from, to) : gt(to, from));
  if (isLooser) violate(`${key} (${was.qty}): stop ${from} became ${to ?? 'none'} by ${moment.batch[0]?.type ?? '?'}`);
};

const doneOf = (plan: ExitPlan | null): readonly PartialTarget[] => (plan?.partials ?? []).filter(({ done }) => done);
const sharesTaken = (plan: ExitPlan | null): Decimal => sum((plan?.partials ?? []).map(shareTaken));

/** What each plan has reached so far, and what it has taken off with the last price and before it, percent of the whole. */
interface Taken {
  readonly all: Map<Decimal, PartialTarget>;
  fresh: Decimal;
  before: Decimal;
}

const takenOnce = (): Watcher => {
  const known = new Map<PositionKey, Taken>();

  function planSet(moment: PlanMoment, violate: Violate): void {
    const { positionKey: key, plan } = moment.event;
    const done = doneOf(plan);
    const taken = known.get(key);
    const isNamed = entriesBefore(moment, key).some(({ takeProfits }) => takeProfits.length > 0);
    if (taken === undefined || !isSameStay(moment, key) || isWished(moment) || isNamed || plan === null) {
      known.set(key, { all: new Map(done.map((each) => [each.price, each])), fresh: ZERO, before: ZERO });
      return;
    }
    for (const { price } of taken.all.values())
      if (!done.some((each) => each.price === price)) violate(`${key}: the target ${price} was taken, and waits again`);
    taken.before = sharesTaken(moment.before.positions.get(key)?.plan ?? null);
    taken.fresh = sub(sharesTaken(plan), taken.before);
    for (const each of done) taken.all.set(each.price, each);
  }

  return (moment, violate) => {
    if (isPlanSet(moment)) return planSet(moment, violate);
    const { event, after } = moment;
    if (event.type !== 'exit_opened' || event.exit.target.type !== 'reduce') return;
    const { positionKey: key, target, signalId } = event.exit;
    const position = after.positions.get(key);
    if (after.signals.get(signalId)?.origin.type !== 'engine' || position === undefined) return;
    const taken = known.get(key);
    if (taken === undefined || !isPositive(taken.fresh)) return violate(`${key}: ${target.qty} leave, and no target was reached`);
    const share = div(mul(abs(position.qty), taken.fresh), sub(HUNDRED, taken.before));
    if (gt(target.qty, add(share, position.instrument.stepSize)))
      violate(`${key} (${position.qty}): ${target.qty} leave, the targets stand for ${share}`);
    taken.fresh = ZERO;
  };
};

const left = ({ qty, qtyFilled }: Order): Decimal => sub(qty, qtyFilled);

const withinHeld =
  (): Watcher =>
  ({ event, after }, violate) => {
    if (event.type !== 'order_initialized' || event.order.role !== 'exit' || event.order.type !== 'market') return;
    const { positionKey: key } = event.order;
    const leaving = activeOrdersOf(after, key).filter(({ role, type }) => role === 'exit' && type === 'market');
    const held = abs(after.positions.get(key)?.qty ?? ZERO);
    const total = sum(leaving.map(left));
    if (gt(total, held)) violate(`${key}: exits of ${total} work, ${held} is held`);
  };

const leavesToTheVenue =
  (): Watcher =>
  ({ event, after, at }, violate) => {
    if (event.type !== 'exit_opened' || !event.exit.reason.startsWith('stop-loss')) return;
    const { positionKey: key } = event.exit;
    const planned = after.positions.get(key)?.plan?.stopLoss ?? null;
    for (const order of activeOrdersOf(after, key)) {
      const { id, role, status, cancel, stopPrice } = order;
      if (role === 'stop_loss' && status === 'accepted' && cancel === null && stopPrice === planned && isGuarding(order, at))
        violate(`${key}: closed at market while ${id} works at ${planned ?? '?'}`);
    }
  };

const REFUSALS_MAX = 3;
const isRefused = ({ status }: Order): boolean => status === 'rejected' || status === 'lost';

const leavesWhatIsRefused =
  ({ world }: Outcome): Watcher =>
  ({ after, batch, index }, violate) => {
    if (index !== batch.length - 1) return;
    for (const event of batch) {
      const order = event.type === 'order_rejected' || event.type === 'order_lost' ? after.orders.get(event.orderId) : undefined;
      if (order?.role !== 'stop_loss') continue;
      const position = after.positions.get(order.positionKey);
      const policy = world.desk.settings.strategies.get(order.strategy)?.protection.onStopFailure;
      if (position?.plan?.stopLoss == null || position.plan.signalId !== order.signalId || isZero(position.qty) || policy !== 'exit')
        continue;
      const stops = after.signals.get(order.signalId)?.orderIds.flatMap((id) => after.orders.get(id) ?? []) ?? [];
      const last = stops.filter(({ role }) => role === 'stop_loss').slice(-REFUSALS_MAX);
      const isLeft = after.exits.some((exit) => exit.positionKey === position.key);
      if (last.length === REFUSALS_MAX && last.every(isRefused) && !isLeft)
        violate(`${position.key} holds ${position.qty} after ${REFUSALS_MAX} refusals of its stop`);
    }
  };

const ofItsOwnTime = ({ venue }: Outcome): Watcher => {
  const paid = new Map<PositionKey, { openedAt: Instant | null; prices: Decimal[] }>();

  function fundsOf(key: PositionKey, { openedAt }: Position): Decimal[] {
    const known = paid.get(key);
    if (known !== undefined && known.openedAt === openedAt) return known.prices;
    const prices: Decimal[] = [];
    paid.set(key, { openedAt, prices });
    return prices;
  }

  /** Whether a price of this stay has come to `level`. */
  function wasThere(position: Position, level: Decimal): boolean {
    const since = position.openedAt ?? 0;
    const path = venue.markets.get(marketOf(position.key))?.path ?? [];
    const atOpening = path.filter(({ at }) => at <= since).slice(-1);
    const seen = [...atOpening, ...path.filter(({ at }) => at >= since)].map(({ price }) => String(price) as Decimal);
    return [...seen, ...fundsOf(position.key, position)].some((price) => (isLong(position) ? gte(price, level) : lte(price, level)));
  }

  return (moment, violate) => {
    const { event, after } = moment;
    if (event.type === 'order_filled') {
      const order = after.orders.get(event.orderId);
      const position = order === undefined ? undefined : after.positions.get(order.positionKey);
      if (order?.role === 'entry' && position !== undefined) fundsOf(order.positionKey, position).push(event.fill.price);
    }
    if (!isPlanSet(moment)) return;
    const { positionKey: key, plan } = moment.event;
    const position = after.positions.get(key);
    if (position === undefined || isZero(position.qty)) return;
    const best = plan?.trail?.best ?? null;
    if (best !== null && isWished(moment)) fundsOf(key, position).push(best);
    if (best !== null && !wasThere(position, best))
      violate(`${key} (${position.qty}): it trails ${best}, where no price was since it is held`);
    if (!isSameStay(moment, key) || isWished(moment) || entriesBefore(moment, key).length > 0) return;
    const triggers = new Set((plan?.locks ?? []).map(({ trigger }) => trigger));
    for (const { trigger } of moment.before.positions.get(key)?.plan?.locks ?? [])
      if (!triggers.has(trigger) && !wasThere(position, trigger)) violate(`${key}: the lock at ${trigger} was reached by no price`);
  };
};

const WATCHERS: Readonly<Record<string, (outcome: Outcome) => Watcher>> = {
  'stops never loosen but by a wish': neverLoosens,
  'a target is taken once': takenOnce,
  'exits are never more than what is held': withinHeld,
  'what the venue guards is left to it': leavesToTheVenue,
  'a position whose stop is refused is left': leavesWhatIsRefused,
  'a stop follows prices of its own time': ofItsOwnTime,
};

export function checkPlans(outcome: Outcome): void {
  const watchers = Object.entries(WATCHERS).map(([rule, make]) => {
    const watch = make(outcome);
    return (moment: Moment): void => watch(moment, (detail) => outcome.world.violate(rule, detail));
  });
  for (const moment of momentsOf(outcome.batches)) for (const watch of watchers) watch(moment);
}
