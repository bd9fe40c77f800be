// Owns: what must hold of guarded positions whenever everything is at rest: no price is beyond a level of a plan, no hour has
// passed, and what the rules of a strategy ask for is there.

import type { State } from '../../src/core/engine/state.ts';
import { div, gt, gte, HUNDRED, isPositive, isZero, lt, lte, mul, sub, type Decimal } from '../../src/core/model/decimal.ts';
import { marketOf, type PositionKey } from '../../src/core/model/ids.ts';
import type { Position } from '../../src/core/model/position.ts';
import { hourOf } from './ruled-desk.ts';
import type { People } from './people.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import type { Batch } from './simulated-disk.ts';
import { enteredSinceFlat, heldBeyondTargets } from './target-checks.ts';
import type { World } from './world.ts';

export interface Rest {
  readonly world: World;
  readonly state: State;
  readonly venue: SimulatedVenue;
  readonly people: People;
  /** Markets in which the venue has netted shares of different directions. */
  readonly contested: ReadonlySet<string>;
  readonly batches: readonly Batch[];
}

type RestCheck = (position: Position, price: Decimal, rest: Rest) => string | null;

const beyondStop: RestCheck = ({ qty, plan }, price) => {
  const stop = plan?.stopLoss ?? null;
  const reached = stop !== null && (isPositive(qty) ? lte(price, stop) : gte(price, stop));
  return reached ? `is held at ${price}, its stop is ${stop}` : null;
};

const beyondTarget: RestCheck = ({ qty, plan }, price) => {
  const waiting = (plan?.partials ?? []).filter(({ done }) => !done).map((target) => target.price);
  const levels = [...waiting, ...(plan?.takeProfit == null ? [] : [plan.takeProfit])];
  const reached = levels.find((level) => (isPositive(qty) ? gte(price, level) : lte(price, level)));
  return reached === undefined ? null : `is held at ${price}, its target is ${reached}`;
};

function gainOf({ qty, entryPrice }: Position, price: Decimal): Decimal {
  const from = entryPrice ?? price;
  return div(mul(isPositive(qty) ? sub(price, from) : sub(from, price), HUNDRED), from);
}

/** Whoever trades longer than this after a price or an hour, trades late. */
const SLACK_MS = 15_000;

const pastItsHour: RestCheck = (position, price, { world, people }) => {
  const rule = world.desk.settings.strategies.get(position.strategy)?.protection.timeStop ?? null;
  const { openedAt } = position;
  if (rule === null || openedAt === null || people.meddledWith.has(position.key)) return null;
  if (rule.afterMs === null) {
    const at = hourOf(position.strategy, openedAt);
    return at !== null && world.now() >= at + SLACK_MS ? `is held ${(world.now() - at) / 1_000} s after its hour` : null;
  }
  if (world.now() < openedAt + rule.afterMs + SLACK_MS) return null;
  if (rule.unlessGain === null) return `is held ${(world.now() - openedAt) / 1_000} s after it was opened`;
  const { timeStop = null } = position.plan ?? {};
  // judged at its hour, and not again
  return timeStop !== null && lt(gainOf(position, price), rule.unlessGain) ? `has not gained ${rule.unlessGain} % by its hour` : null;
};

const ruleIsKept: RestCheck = ({ key, strategy, plan }, _price, { world, people }) => {
  const rules = world.desk.settings.strategies.get(strategy)?.protection;
  // an alert may name a trailing stop that begins later
  const trails = rules?.trailing?.activation === null && plan?.trail?.active !== false;
  const wanted = rules?.stopLoss != null || trails;
  return wanted && plan?.stopLoss == null && !people.unguarded.has(key) && !people.meddledWith.has(key) ? 'has no stop' : null;
};

/** Steps of a plan that have been reached are done. */
const stepsAreDone: RestCheck = ({ qty, plan }, price) => {
  const done = (plan?.partials ?? []).filter((target) => target.done).length;
  if (plan?.breakEvenAfter != null && done >= plan.breakEvenAfter) return `has reached ${done} targets, and its stop is not at break-even`;
  const lock = (plan?.locks ?? []).find(({ trigger }) => (isPositive(qty) ? gt(price, trigger) : lt(price, trigger)));
  return lock === undefined ? null : `is held at ${price}, and its lock at ${lock.trigger} has not moved`;
};

const REST_CHECKS: Readonly<Record<string, RestCheck>> = {
  'at rest no price is beyond a stop': beyondStop,
  'at rest no price is beyond a target': beyondTarget,
  'at rest no hour has passed': pastItsHour,
  'at rest the rules of a strategy hold': ruleIsKept,
  'at rest every step of a plan is taken': stepsAreDone,
};

export function checkRest(rest: Rest): void {
  const { world, state, venue, contested } = rest;
  const entered = enteredSinceFlat(rest.batches);
  const isJudged = (key: PositionKey): boolean => !contested.has(marketOf(key));
  for (const position of state.positions.values()) {
    const market = venue.markets.get(marketOf(position.key));
    if (isZero(position.qty) || market === undefined || !isJudged(position.key)) continue;
    for (const [rule, check] of Object.entries(REST_CHECKS)) {
      const found = check(position, String(market.price) as Decimal, rest);
      if (found !== null) world.violate(rule, `${position.key} (${position.qty}) ${found}`);
    }
    const beyond = heldBeyondTargets(position, String(market.price) as Decimal, entered.get(position.key));
    if (beyond !== null && !rest.people.meddledWith.has(position.key))
      world.violate('targets take their share of what fills late', `${position.key} (${position.qty}) ${beyond}`);
  }
}
