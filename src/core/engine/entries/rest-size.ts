// Owns: how much of an entry may still be made where its price is another one than it was sized at. What was approved counts for
// the whole of it: what has filled and what still works beside it are part of the sum. Invariant: it never grows.

import { abs, add, div, floorToStep, gt, isPositive, isZero, max, min, mul, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { atrOf } from '../../model/markets/atr.ts';
import { NO_PROTECTION } from '../../model/exits/exit-plan.ts';
import type { Instrument } from '../../model/markets/instrument.ts';
import type { Order } from '../../model/order.ts';
import { planExits } from '../../model/exits/plan-exits.ts';
import type { Strategy } from '../../model/settings.ts';
import type { Proposal, Signal } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { ordersOfRole } from '../exits/position-orders.ts';
import { qtyLeft } from '../../model/qty-left.ts';
import type { State } from '../state.ts';

type Priced = Signal & { readonly proposal: Proposal };

/** Its size came from what may be lost, not from a quantity that somebody wrote. */
function isSizedByRisk({ reading }: Signal, { riskPercent }: Strategy): boolean {
  const { riskPercent: asked, riskAmount, atrSizing, quantity, notional, percent } = reading;
  const isNamed = quantity !== null || notional !== null || percent !== null;
  return asked !== null || riskAmount !== null || (riskPercent !== null && (!isNamed || atrSizing === true));
}

/** Where what has filled of it leaves, and what fills later with it; null: nothing is held, or it has no stop. */
function stopHeld(state: State, signal: Signal, { positionKey: key }: Order): Decimal | null {
  const position = state.positions.get(key);
  const hasFilled = ordersOfRole(state, signal, 'entry').some(({ qtyFilled }) => isPositive(qtyFilled));
  return hasFilled && isHeld(position) ? (position.plan?.stopLoss ?? null) : null;
}

/** What one unit at `price` loses at `stop`, nothing where that is beyond it. */
const lossAt = (price: Decimal, stop: Decimal, side: Proposal['side']): Decimal =>
  max(ZERO, side === 'buy' ? sub(price, stop) : sub(stop, price));

/** What one unit at `price` loses at the stop that it would bring; null: there is none. */
function lossPerUnit({ reading, proposal }: Priced, strategy: Strategy, price: Decimal, instrument: Instrument): Decimal | null {
  const ground = { side: proposal.side, price, instrument, units: strategy.reading, atr: atrOf(reading, proposal.atr ?? null) };
  // a rule counts only where it gave the entry its stop
  const rules = reading.stopLoss === null ? strategy.protection : NO_PROTECTION;
  const exits = planExits(reading, rules, ground);
  const stop = 'code' in exits ? proposal.stopLoss : exits.stopLoss;
  return stop === null ? null : abs(sub(price, stop));
}

/** Entry orders of the signal beside `order`: those of other levels, and those that it has replaced. */
const others = (state: State, signal: Signal, order: Order): readonly Order[] =>
  ordersOfRole(state, signal, 'entry').filter(({ id }) => id !== order.id);

/** What it may still fill at: an order at market at `price`. */
const priceOf = ({ limitPrice, stopPrice }: Order, price: Decimal): Decimal => limitPrice ?? stopPrice ?? price;
const qtyWorking = (state: State, each: Order): Decimal => (state.activeOrders.has(each.id) ? qtyLeft(each) : ZERO);
const valueFilled = ({ qtyFilled, averagePrice }: Order): Decimal => (averagePrice === null ? ZERO : mul(qtyFilled, averagePrice));

/** What the signal has cost and may cost without this rest, quote currency; `price`: of the market. */
export const valueBeside = (state: State, signal: Signal, order: Order, price: Decimal): Decimal =>
  add(
    valueFilled(order),
    sum(others(state, signal, order).map((each) => add(valueFilled(each), mul(qtyWorking(state, each), priceOf(each, price))))),
  );

/** The rest of `order` at `price`, cut so that all of the entry together risks no more than what was approved. */
export function restWithinRisk(state: State, signal: Priced, order: Order, strategy: Strategy, price: Decimal): Decimal {
  const rest = sub(order.qty, order.qtyFilled);
  const budget = signal.proposal.riskAmount;
  if (budget === null || !isSizedByRisk(signal, strategy)) return rest;
  const { instrument } = order;
  const held = stopHeld(state, signal, order);
  const loss = (at: Decimal): Decimal =>
    held === null ? (lossPerUnit(signal, strategy, at, instrument) ?? ZERO) : lossAt(at, held, order.side);
  const filled = (each: Order): Decimal => (each.averagePrice === null ? ZERO : mul(each.qtyFilled, loss(each.averagePrice)));
  const working = (each: Order): Decimal => mul(qtyWorking(state, each), loss(priceOf(each, price)));
  const taken = add(filled(order), sum(others(state, signal, order).map((each) => add(filled(each), working(each)))));
  const perUnit = loss(price);
  const left = sub(budget, taken);
  if (isZero(perUnit) || !gt(mul(rest, perUnit), left)) return rest;
  return isPositive(left) ? floorToStep(min(rest, div(left, perUnit)), instrument.stepSize) : ZERO;
}
