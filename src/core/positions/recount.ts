// Owns: the same position, order and wish to leave counted in another unit: a lot that was booked as one is its hundred barrels now.
// Prices are of a unit and stay; nothing is rounded, as both units are exact.

import { changeOrder } from '../model/copies/change-order.ts';
import { changePosition } from '../model/copies/change-position.ts';
import { type Decimal, div, mul } from '../model/decimal.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import type { Order } from '../model/order.ts';
import type { Exit, Position } from '../model/position.ts';

/** What was booked as `from` is `to`. */
export interface Recount {
  readonly from: Decimal;
  readonly to: Decimal;
}

export const recounted = (qty: Decimal, { from, to }: Recount): Decimal => div(mul(qty, to), from);

/** Its results so far were counted in the wrong unit, too. */
export const recountPosition = (position: Position, instrument: Instrument, by: Recount): Position =>
  changePosition(position, { instrument, qty: recounted(position.qty, by), realizedPnl: recounted(position.realizedPnl, by) });

export const recountOrder = (order: Order, instrument: Instrument, by: Recount): Order =>
  changeOrder(order, {
    instrument,
    qty: recounted(order.qty, by),
    qtyFilled: recounted(order.qtyFilled, by),
    fills: order.fills.map((fill) => ({ ...fill, qty: recounted(fill.qty, by) })),
    modify: order.modify === null ? null : { ...order.modify, qty: recounted(order.modify.qty, by) },
    ...(order.dropped == null ? {} : { dropped: { ...order.dropped, qty: recounted(order.dropped.qty, by) } }),
  });

export function recountExit(exit: Exit, by: Recount): Exit {
  const { target } = exit;
  if (target.type === 'reduce') {
    const { late, qty } = target;
    const entries = late?.entries.map((each) => ({ ...each, qtyFilled: recounted(each.qtyFilled, by) })) ?? [];
    return { ...exit, target: { ...target, qty: recounted(qty, by), ...(late === undefined ? {} : { late: { ...late, entries } }) } };
  }
  return target.type === 'undo' && target.gone !== undefined ? { ...exit, target: { ...target, gone: recounted(target.gone, by) } } : exit;
}
