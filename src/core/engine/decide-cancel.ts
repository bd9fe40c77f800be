// Owns: cancels, from an alert or from the chat. A cancel of a stop or a target changes the plan of its position: else the
// order would be placed again.

import { deny, type Denial } from '../model/denial.ts';
import { shortId } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import type { SignalState } from '../model/signal.ts';
import { requestCancel } from './cancel-order.ts';
import { cancelWaiting, findWaiting, waitingEntries } from './cancel-waiting.ts';
import type { Command, ReceiveAlert, Reply } from './command.ts';
import { record, tell, type Draft } from './draft.ts';
import { findOrder } from './find-order.ts';
import { routeAlert } from './route-alert.ts';
import { giveUpExit } from './tend-exits.ts';

export function cancelByWish(draft: Draft, order: Order, who: string): void {
  // one that is being replaced takes nothing from the plan: the new one belongs to it
  if ((order.role === 'stop_loss' || order.role === 'take_profit') && order.cancel === null) {
    const position = draft.state.positions.get(order.positionKey);
    if (position?.plan != null) {
      const plan = { ...position.plan, ...(order.role === 'stop_loss' ? { stopLoss: null } : { takeProfit: null }) };
      record(draft, { type: 'plan_set', positionKey: order.positionKey, plan });
      tell(draft, {
        severity: 'warning',
        groupKey: `unprotected:${order.positionKey}:${order.role}`,
        title: order.role === 'stop_loss' ? 'Stop-loss removed' : 'Take-profit removed',
        text: `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): ${order.instrument.symbol} has no ${order.role.replace('_', '-')} any more; ${who} cancelled it.`,
        nextStep: null,
        signalId: order.signalId,
      });
    }
  }
  giveUpExit(draft, order);
  requestCancel(draft, order, `cancelled by ${who}`);
}

type Finish = (state: SignalState, error: Denial | null, detail: string) => Reply;

function cancelAllOf(draft: Draft, command: ReceiveAlert, finish: Finish): Reply {
  const route = routeAlert(draft.settings, command.strategyHint, command.reading);
  if ('code' in route) return finish('denied', route, '');
  let count = 0;
  for (const id of draft.state.activeOrdersOf.get(route.key) ?? []) {
    const order = draft.state.orders.get(id);
    if (order?.role !== 'entry') continue;
    cancelByWish(draft, order, 'the sender');
    count += 1;
  }
  const waiting = waitingEntries(draft.state, route.key);
  for (const signal of waiting) cancelWaiting(draft, signal, 'superseded', 'the sender');
  const withdrawn = waiting.length === 0 ? '' : `, and ${waiting.length} that waited`;
  return finish('completed', null, `${count} open entry order(s) of ${route.symbol} cancelled${withdrawn}`);
}

/** `{"cancel_order": "…"}`, or a cancel of all entries of a symbol. */
export function decideCancelAlert(draft: Draft, command: ReceiveAlert, receive: () => void, finish: Finish): Reply {
  receive();
  const wanted = command.reading.orderId;
  if (wanted === null) return cancelAllOf(draft, command, finish);
  const order = findOrder(draft.state, wanted);
  const waiting = order === null ? findWaiting(draft.state, wanted) : null;
  if (waiting !== null) {
    cancelWaiting(draft, waiting, 'superseded', 'the sender');
    return finish('completed', null, `entry ${shortId(waiting.id)} is cancelled; nothing was sent`);
  }
  if (order === null) return finish('denied', deny('UNKNOWN_ORDER', `there is no order "${wanted}"`), '');
  if (TERMINAL_ORDER_STATUSES.has(order.status)) return finish('completed', null, `order ${shortId(order.id)} is ${order.status} already`);
  cancelByWish(draft, order, 'the sender');
  return finish('completed', null, `cancel of order ${shortId(order.id)} is under way`);
}

export function decideCancelOrder(draft: Draft, command: Command & { type: 'cancel_order' }): Reply {
  const order = findOrder(draft.state, command.orderId);
  if (order === null) return { type: 'refused', denial: deny('UNKNOWN_ORDER', `there is no order "${command.orderId}"`) };
  if (TERMINAL_ORDER_STATUSES.has(order.status))
    return { type: 'skipped', detail: `order ${shortId(order.id)} is ${order.status} already` };
  cancelByWish(draft, order, command.by);
  return { type: 'done', detail: `cancel of order ${shortId(order.id)} is under way` };
}
