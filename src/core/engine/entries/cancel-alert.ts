// Owns: taking back what an alert wants to open, by the id of the alert: senders have no other id before there is an order, or
// where there are several. What has filled stays, and an exit of the alert goes on.

import { deny } from '../../model/denial.ts';
import { shortId } from '../../model/ids.ts';
import { TERMINAL_ORDER_STATUSES } from '../../model/order.ts';
import type { Signal } from '../../model/signal.ts';
import { requestCancel } from '../cancel-order.ts';
import type { Command, Reply } from '../command.ts';
import type { Draft } from '../draft.ts';
import { partsOf } from '../find-alert.ts';
import { cancelWaiting, isAsked, isWaiting } from './cancel-waiting.ts';

/**
 * How many entries were taken back; none: all is done, or there was none. A person (`declined`) has buttons for cards and orders:
 * of what has become one since, nothing is taken back by a button of before.
 */
export function cancelAlert(draft: Draft, alert: Signal, state: 'declined' | 'superseded', who: string): number {
  const isSender = state === 'superseded';
  let count = 0;
  for (const { id } of partsOf(draft.state, alert)) {
    const signal = draft.state.signals.get(id);
    if (signal === undefined) continue;
    const open = signal.orderIds
      .flatMap((orderId) => draft.state.orders.get(orderId) ?? [])
      .filter((order) => isSender && order.role === 'entry' && order.cancel === null && !TERMINAL_ORDER_STATUSES.has(order.status));
    const isPending = isWaiting(draft.state, signal) || (isSender && isAsked(signal));
    if (isPending) cancelWaiting(draft, signal, state, who);
    for (const order of open) requestCancel(draft, order, `cancelled by ${who}`);
    if (isPending || open.length > 0) count += 1;
  }
  return count;
}

export function decideCancelSignal(draft: Draft, command: Command & { type: 'cancel_signal' }): Reply {
  const signal = draft.state.signals.get(command.signalId);
  if (signal === undefined) return { type: 'refused', denial: deny('UNKNOWN_ORDER', `there is no signal "${command.signalId}"`) };
  const count = cancelAlert(draft, signal, command.isPerson ? 'declined' : 'superseded', command.by);
  if (count === 0) return { type: 'skipped', detail: `signal ${shortId(signal.id)} is ${signal.state.replace('_', ' ')} already` };
  return { type: 'done', detail: cancelledWords(signal, count) };
}

export const cancelledWords = (signal: Signal, count: number): string =>
  count === 1 ? `entry ${shortId(signal.id)} is cancelled` : `${count} entries of ${shortId(signal.id)} are cancelled`;
