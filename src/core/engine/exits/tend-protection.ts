// Owns: that every open position has its stop and its target at the venue: of the right side, price and size, one each;
// resized in place with the position, removed when it is flat. Never asleep because something else is unresolved.

import { add, eq, floorToStep, ONE, type Decimal } from '../../model/decimal.ts';
import { shortId, type PositionKey } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import { homeOf, PROTECTIVE_ROLES, type ProtectiveRole } from '../../positions/exit-home.ts';
import { isHeld } from '../../positions/is-held.ts';
import { requestCancel } from '../cancel-order.ts';
import { PAPER_TRAITS, type VenueTraits } from '../../model/account.ts';
import { postpone, record, tell, type Draft } from '../draft.ts';
import { makeLeavingOrder } from '../make-order.ts';
import { leaveOnOurOwn } from './leave-position.ts';
import { exitsOf, FREEING_MS_MAX, isGoing } from './tend-exits.ts';
import { activeOrdersOf, closingSide, failuresOf, isProtective, ordersOfRole, qtyHeld, qtyLeft } from './position-orders.ts';
import type { State } from '../state.ts';

const plannedPrice = (position: Position, role: ProtectiveRole): Decimal | null =>
  position.plan === null || !isHeld(position) ? null : role === 'stop_loss' ? position.plan.stopLoss : position.plan.takeProfit;

/** A venue takes whole steps only; fees taken in coins leave less. */
const qtyToProtect = (position: Position): Decimal => floorToStep(qtyHeld(position), position.instrument.stepSize);

const priceOf = (order: Order): Decimal | null => order.stopPrice ?? order.limitPrice;

function place(draft: Draft, position: Position, role: ProtectiveRole, price: Decimal): void {
  if (position.plan === null) return;
  const signal = draft.state.signals.get(position.plan.signalId);
  const before = signal === undefined ? [] : ordersOfRole(draft.state, signal, role);
  const { failures, waitUntil } = failuresOf(before);
  if (role === 'stop_loss' && leavesUnprotected(draft, position, before)) return;
  if (waitUntil > draft.now) {
    postpone(draft, position.key, waitUntil);
    return;
  }
  const order = makeLeavingOrder(draft, position, {
    signalId: position.plan.signalId,
    role,
    qty: qtyToProtect(position),
    limitPrice: role === 'take_profit' ? price : null,
    stopPrice: role === 'stop_loss' ? price : null,
  });
  if (failures > 0) {
    tell(draft, {
      severity: 'alarm',
      groupKey: `protect:${position.key}:${role}`,
      title: `${position.instrument.symbol} stood without its ${role === 'stop_loss' ? 'stop-loss' : 'take-profit'}`,
      text: `${position.strategy} on ${position.account} (${position.mode.toUpperCase()}): placing it again at ${price} as ${shortId(order.id)}.`,
      nextStep: `Look at the venue, or close the position with /close ${position.instrument.symbol}.`,
      signalId: position.plan.signalId,
    });
  }
  record(draft, { type: 'order_initialized', order });
}

/** The venue refused the stop so often in a row: who wants no position without one leaves it. */
const STOP_REFUSALS_MAX = 3;

const refusalsInARow = (orders: readonly Order[]): number => {
  const last = orders.findLastIndex(({ status }) => status !== 'rejected' && status !== 'lost');
  return orders.length - 1 - last;
};

/** True: it is being left. */
function leavesUnprotected(draft: Draft, position: Position, before: readonly Order[]): boolean {
  const policy = draft.settings.strategies.get(position.strategy)?.protection.onStopFailure ?? 'exit';
  if (policy !== 'exit' || position.plan === null || refusalsInARow(before) < STOP_REFUSALS_MAX) return false;
  if (exitsOf(draft.state, position.key).some(({ target, limitPrice }) => target.type === 'flat' && limitPrice === null)) return false;
  const { symbol } = position.instrument;
  const reason = `emergency exit: ${position.account} refused the stop-loss ${STOP_REFUSALS_MAX} times`;
  tell(draft, {
    severity: 'alarm',
    groupKey: `emergency:${position.key}`,
    title: `${symbol}: EMERGENCY EXIT`,
    text: `${position.strategy} on ${position.account} (${position.mode.toUpperCase()}): the venue refused the stop-loss ${STOP_REFUSALS_MAX} times; the position is being closed at market.`,
    nextStep: 'Look at the venue for why. protection.on_stop_failure: watch keeps such positions, and Signalman watches the level.',
    signalId: position.plan.signalId,
  });
  leaveOnOurOwn(draft, position, position.plan.signalId, reason);
  return true;
}

const isWhole = (qty: Decimal): boolean => eq(floorToStep(qty, ONE), qty);

/** Whether the venue can make `qty` of it in place. What it cannot is cancelled, and ordered anew when it is gone. */
function canChange({ instrument: { kind }, qty: before }: Order, qty: Decimal, traits: VenueTraits): boolean {
  if (!traits.modify) return false;
  return traits.modifiesWholeOnly !== true || kind === 'spot' || (isWhole(before) && isWhole(qty));
}

/** The order at the planned price covers exactly what is open: total = what it has filled + what is held. */
function resize(draft: Draft, position: Position, order: Order, traits: VenueTraits): void {
  if (order.cancel !== null) return;
  const qty = add(order.qtyFilled, qtyToProtect(position));
  const target = order.modify?.qty ?? order.qty;
  if (eq(target, qty)) return;
  if (order.status === 'initialized') {
    requestCancel(draft, order, 'the position changed before it was sent');
    return;
  }
  if (!canChange(order, qty, traits)) {
    requestCancel(draft, order, 'replaced by one of the right size');
    return;
  }
  const known = order.status === 'accepted' || order.status === 'partially_filled' || order.status === 'pending_modify';
  if (known) record(draft, { type: 'order_modify_requested', orderId: order.id, qty });
}

/** What is being cancelled holds the quantity until it is gone: a new order would be refused. */
function isHoldingStill(draft: Draft, key: PositionKey): boolean {
  const waits = protectiveOrders(draft.state, key)
    .map(({ cancel }) => (cancel === null ? 0 : cancel.requestedAt + FREEING_MS_MAX))
    .filter((until) => until > draft.now);
  if (waits.length > 0) postpone(draft, key, Math.min(...waits));
  return waits.length > 0;
}

function tendRole(draft: Draft, position: Position, role: ProtectiveRole, traits: VenueTraits): void {
  const price = homeOf(role, position, traits) === 'venue' ? plannedPrice(position, role) : null;
  const orders = activeOrdersOf(draft.state, position.key).filter((order) => order.role === role);
  const side = closingSide(position);
  const fits = (order: Order): boolean =>
    order.side === side && priceOf(order) === price && order.cancel === null && qtyLeft(order) !== '0';
  const keep = price === null ? undefined : orders.find(fits);
  for (const order of orders) {
    if (order !== keep) requestCancel(draft, order, price === null ? 'nothing left to protect' : 'replaced');
  }
  if (price === null) return;
  if (keep !== undefined) {
    resize(draft, position, keep, traits);
    if (draft.state.activeOrders.has(keep.id)) return;
  }
  if (traits.stopsHoldQuantity && isHoldingStill(draft, position.key)) return;
  const now = draft.state.positions.get(position.key);
  if (isHeld(now)) place(draft, now, role, price);
}

export function tendProtection(draft: Draft, key: PositionKey): void {
  const position = draft.state.positions.get(key);
  if (position === undefined) return;
  // of an account that is not in config.yaml any more nothing is taken away
  const traits = draft.settings.accounts.get(position.account)?.traits ?? PAPER_TRAITS;
  if ((traits.stopsHoldQuantity || !traits.reduceOnly) && isGoing(draft.state, key, draft.now)) return;
  // the other way round the target could take the quantity that the stop needs
  for (const role of PROTECTIVE_ROLES) tendRole(draft, draft.state.positions.get(key) ?? position, role, traits);
}

/** Orders that protect the position at the venue now. */
export const protectiveOrders = (state: State, key: PositionKey): readonly Order[] =>
  activeOrdersOf(state, key).filter((order) => isProtective(order.role));
