// Owns: what an exit may still sell after the venue has refused it for wanting more than is there: somebody has sold a part by
// hand. What is there goes at once, whatever becomes of the books. Invariant: what orders of ours sell, or have just sold,
// counts as gone: the venue may have answered from before it, and where nothing is reduce-only it would be sold twice.

import { floorToStep, isPositive, lt, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Instant } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import { ordersOf } from '../order-books.ts';
import type { State } from '../state.ts';
import { isExit, isRefusedForWant, lastEnded } from './position-orders.ts';
import { qtyLeft } from '../../model/qty-left.ts';

/** What is told so soon after a fill of ours may be from before it. */
const SETTLED_MS = 10_000;

/** What the order may take of what is there, or has taken since then. */
function takes(state: State, order: Order, toldAt: Instant): readonly Decimal[] {
  const works = isExit(order.role) && state.activeOrders.has(order.id);
  return [...(works ? [qtyLeft(order)] : []), ...(order.updatedAt > toldAt - SETTLED_MS ? [order.qtyFilled] : [])];
}

/** More may be there by now than was said. */
const hasComeSince = (orders: readonly Order[], { side, updatedAt }: Order): boolean =>
  orders.some((order) => order.side !== side && order.fills.length > 0 && order.updatedAt > updatedAt);

/**
 * `own`: the orders of one exit so far. Null: the newest that has ended was not refused for that, or nothing is left of what is
 * there; zero: what is there is being sold.
 */
export function qtyThere(state: State, own: readonly Order[]): Decimal | null {
  const works = ({ id }: Order): boolean => state.activeOrders.has(id);
  const last = lastEnded(own, works);
  // where the venue says what is free, that says more
  if (last?.there == null || last.free != null || !isRefusedForWant(last, works(last))) return null;
  const { account, side, there, updatedAt, instrument } = last;
  const inMarket = ordersOf(state, account).filter((order) => order.instrument.symbol === instrument.symbol);
  if (hasComeSince(inMarket, last)) return null;
  const taken = sum(inMarket.filter((order) => order.side === side).flatMap((order) => takes(state, order, updatedAt)));
  const left = floorToStep(sub(there, taken), instrument.stepSize);
  if (isPositive(left) && !lt(left, instrument.qtyMin)) return left;
  return own.some(works) ? ZERO : null;
}
