// Owns: telling people, once, that a venue has not confirmed a stop: the position counts as unguarded, and Signalman watches
// the level itself. When the venue confirms it after all, that is told too.

import { shortId, type Instant } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import { isHeld } from '../../positions/is-held.ts';
import { record, tell, type Draft } from '../draft.ts';
import type { State } from '../state.ts';
import { doubtfulFrom } from './is-guarding.ts';

/** When its silence is to be told; null: there is nothing to tell. */
export function doubtIsTold(state: State, order: Order): Instant | null {
  if (order.role !== 'stop_loss' || order.doubted === true || !isHeld(state.positions.get(order.positionKey))) return null;
  return doubtfulFrom(order);
}

const whose = (order: Order): string =>
  `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): ${order.role.replace('_', '-')} ${shortId(order.id)} at ${order.stopPrice ?? order.limitPrice ?? 'market'}`;

/** Of a pair whose levels are being moved. */
const moveText = ({ modify }: Order): string => (modify?.levels === undefined ? '' : ` or at ${modify.levels.stopPrice} by now`);

export function tellDoubts(draft: Draft): void {
  for (const id of draft.state.activeOrders) {
    const order = draft.state.orders.get(id);
    const from = order === undefined ? null : doubtIsTold(draft.state, order);
    if (order === undefined || from === null || draft.now < from) continue;
    record(draft, { type: 'order_doubted', orderId: id });
    tell(draft, {
      severity: 'alarm',
      groupKey: `doubt:${id}`,
      title: `${order.instrument.symbol}: the venue has not confirmed the stop`,
      text: `${whose(order)}: nobody knows whether it is in place${moveText(order)}. It is being looked up; until the venue confirms it, Signalman watches the level itself.`,
      nextStep: `Look at the venue, or close the position with /close ${order.instrument.symbol}.`,
      signalId: order.signalId,
    });
  }
}

/** `before`: as it was doubted. */
export function tellConfirmed(draft: Draft, before: Order): void {
  const order = draft.state.orders.get(before.id);
  if (before.doubted !== true || order === undefined || order.doubted === true || !draft.state.activeOrders.has(order.id)) return;
  const what = order.role === 'stop_loss' ? 'the stop is in place' : `the ${order.role.replace('_', ' ')} has appeared`;
  tell(draft, {
    severity: 'info',
    groupKey: `doubt-over:${order.id}`,
    title: `${order.instrument.symbol}: ${what}`,
    text: `${whose(order)}: the venue has confirmed it.`,
    nextStep: null,
    signalId: order.signalId,
  });
}
