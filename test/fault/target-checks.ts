// Owns: whether targets have taken their share of all that was entered, however late it filled. Told by fills alone: where one
// alert has made a position and nobody has changed its plan since, no more is held beyond a target than what its share leaves.

import {
  abs,
  add,
  gt,
  gte,
  HUNDRED,
  isPositive,
  isZero,
  lte,
  max,
  mul,
  percentOf,
  sub,
  sum,
  ZERO,
  type Decimal,
} from '../../src/core/model/decimal.ts';
import type { PositionKey, SignalId } from '../../src/core/model/ids.ts';
import type { Position } from '../../src/core/model/position.ts';
import { isWished, momentsOf } from './plan-history.ts';
import type { Batch } from './simulated-disk.ts';

/** One stay in the market. */
export interface Entered {
  readonly qty: Decimal;
  readonly alerts: ReadonlySet<SignalId>;
  /** How often a target took something: each time less than a step may be left over. */
  readonly takes: number;
  /** A person, an alert, another share or the venue has made something else of it. */
  readonly isOwn: boolean;
}

const NOTHING: Entered = { qty: ZERO, alerts: new Set(), takes: 0, isOwn: true };

export function enteredSinceFlat(batches: readonly Batch[]): ReadonlyMap<PositionKey, Entered> {
  const entered = new Map<PositionKey, Entered>();
  const change = (key: PositionKey, by: (known: Entered) => Partial<Entered>): void => {
    const known = entered.get(key) ?? NOTHING;
    entered.set(key, { ...known, ...by(known) });
  };
  for (const moment of momentsOf(batches)) {
    const { event, after } = moment;
    if (event.type === 'share_taken') change(event.from, () => ({ isOwn: false }));
    if (event.type === 'share_adopted') change(event.share.key, () => ({ isOwn: false }));
    if (event.type === 'plan_set' && isWished(moment)) change(event.positionKey, () => ({ isOwn: false }));
    if (event.type === 'exit_opened' && event.exit.target.type === 'reduce')
      change(event.exit.positionKey, ({ takes }) => ({ takes: takes + 1 }));
    const order = event.type === 'order_filled' ? after.orders.get(event.orderId) : undefined;
    if (event.type !== 'order_filled' || order === undefined) continue;
    const { positionKey: key, signalId, role } = order;
    const now = after.positions.get(key)?.qty ?? ZERO;
    const was = moment.before.positions.get(key)?.qty ?? ZERO;
    if (isZero(now) || isZero(was) || isPositive(now) !== isPositive(was)) entered.delete(key);
    if (role !== 'entry' || isZero(now)) continue;
    if (isPositive(now) === (order.side === 'buy'))
      change(key, ({ qty, alerts }) => ({ qty: add(qty, abs(sub(now, was))), alerts: new Set([...alerts, signalId]) }));
    else change(key, () => ({ isOwn: false }));
  }
  return entered;
}

/** Null: as it should be. */
export function heldBeyondTargets({ qty, plan, instrument }: Position, price: Decimal, entered: Entered | undefined): string | null {
  if (entered === undefined || !entered.isOwn || entered.alerts.size !== 1) return null;
  const isThere = (level: Decimal): boolean => (isPositive(qty) ? gte(price, level) : lte(price, level));
  const reached = (plan?.partials ?? []).filter((target) => isThere(target.price));
  if (reached.length === 0) return null;
  const stays = percentOf(entered.qty, sub(HUNDRED, sum(reached.map(({ share }) => share))));
  const smallest = max(instrument.stepSize, instrument.qtyMin);
  // each take is rounded down, and what is too little for the venue waits
  const most = add(stays, mul(smallest, String(entered.takes + 1) as Decimal));
  const levels = reached.map((target) => `${target.price} (${target.share} %)`).join(', ');
  return gt(abs(qty), most) ? `is held at ${price} beyond ${levels}, of ${entered.qty} that were entered` : null;
}
