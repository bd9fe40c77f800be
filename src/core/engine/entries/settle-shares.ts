// Owns: whose a fill was where strategies share one market. The venue knows one position: when the stop of a share has filled
// and nobody has told us yet, an exit of that share closes another's. Nothing but the venue's answer could prevent it, and an
// exit waits for no answer; so the books follow as soon as both fills are known: what a reduce-only order closed beyond its
// share is counted as what it was, a close of the other share, and people are told.

import { gt, isNegative, isPositive, isZero, min, neg, sub, ZERO, type Decimal } from '../../model/decimal.ts';
import { marketOf, type PositionKey } from '../../model/ids.ts';
import type { Fill, Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import { oppositeSide } from '../../model/signal.ts';
import { record, tell, type Draft } from '../draft.ts';
import { sharesOf } from './market-shares.ts';
import type { State } from '../state.ts';

/** An entry of this share may have filled without our knowing: then it may not have gone too far at all. */
function mayBeMore(state: State, key: PositionKey): boolean {
  const isOpen = (id: Order['id']): boolean => {
    const order = state.orders.get(id);
    return order?.role === 'entry' && order.positionKey === key;
  };
  return (state.activeOrdersOf.get(key)?.some(isOpen) ?? false) || state.inquiries.some(isOpen);
}

/** What this fill of a reduce-only order left on the other side of zero, unsigned. */
function beyondShare(position: Position, order: Order, fill: Fill): Decimal {
  const beyond = order.side === 'sell' ? neg(position.qty) : position.qty;
  return isPositive(beyond) ? min(beyond, fill.qty) : ZERO;
}

/** Shares of the same market on the side that this order closes, the largest first. */
function otherShares(state: State, order: Order): readonly Position[] {
  const closes = ({ key, qty }: Position): boolean =>
    key !== order.positionKey && (order.side === 'sell' ? isPositive(qty) : isNegative(qty));
  const size = ({ qty }: Position): Decimal => (isNegative(qty) ? neg(qty) : qty);
  return sharesOf(state, marketOf(order.positionKey))
    .filter(closes)
    .sort((a, b) => (gt(size(a), size(b)) ? -1 : gt(size(b), size(a)) ? 1 : a.key < b.key ? -1 : 1));
}

export function settleShares(draft: Draft, order: Order, fill: Fill): void {
  const position = draft.state.positions.get(order.positionKey);
  if (!order.reduceOnly || position === undefined || mayBeMore(draft.state, order.positionKey)) return;
  let beyond = beyondShare(position, order, fill);
  for (const other of otherShares(draft.state, order)) {
    if (isZero(beyond)) return;
    const qty = min(beyond, isNegative(other.qty) ? neg(other.qty) : other.qty);
    take(draft, order, fill, other, qty);
    beyond = sub(beyond, qty);
  }
  const { traits } = draft.settings.accounts.get(order.account) ?? {};
  if (isPositive(beyond) && traits?.reduceOnly === false) tellTooMuch(draft, order, beyond);
}

/** Nothing was reduce-only there, and two orders have closed the same: the second one has gone on to what is not ours. */
function tellTooMuch(draft: Draft, order: Order, qty: Decimal): void {
  const { symbol, canShort } = order.instrument;
  const whose = canShort ? 'the other side is open now' : 'they were no coins of ours';
  tell(draft, {
    severity: 'alarm',
    groupKey: `too-much:${order.id}`,
    title: `${symbol}: ${qty} too many ${order.side === 'sell' ? 'sold' : 'bought'}`,
    text: `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): the ${order.role.replace('_', '-')} filled beside another order that closed the same; ${whose}.`,
    nextStep: `Compare /positions with the venue, and ${oppositeSide(order.side)} ${qty} ${symbol} there if they are to be had back.`,
    signalId: order.signalId,
  });
}

function take(draft: Draft, order: Order, fill: Fill, other: Position, qty: Decimal): void {
  record(draft, { type: 'share_taken', positionKey: order.positionKey, from: other.key, qty, price: fill.price });
  const left = draft.state.positions.get(other.key);
  if (left !== undefined && isZero(left.qty) && left.plan !== null) record(draft, { type: 'plan_set', positionKey: other.key, plan: null });
  const { symbol } = order.instrument;
  tell(draft, {
    severity: 'alarm',
    groupKey: `share-taken:${other.key}`,
    title: `An exit of ${order.strategy} has closed ${qty} ${symbol} of ${other.strategy}`,
    text: `${order.account} (${order.mode.toUpperCase()}): the ${order.role.replace('_', '-')} of ${order.strategy} filled after its share was closed already, and the venue nets both. ${other.strategy} holds ${left?.qty ?? '0'} now.`,
    nextStep: `Enter again for ${other.strategy} if it is meant to hold more. An account of its own for each strategy keeps them apart.`,
    signalId: order.signalId,
  });
}
