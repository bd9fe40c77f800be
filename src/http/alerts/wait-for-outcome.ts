// Owns: how long an answer waits to be able to tell what came of an alert (WEBHOOK_WAIT_MS).

import type { Clock } from '../../clock.ts';
import type { State } from '../../core/engine/state.ts';
import type { OrderRole, SignalId } from '../../core/model/ids.ts';
import { TERMINAL_ORDER_STATUSES } from '../../core/model/order.ts';
import { TERMINAL_SIGNAL_STATES } from '../../core/model/signal.ts';
import type { Dispatcher } from '../../store/dispatch.ts';

/** Its orders are terminal, or the signal is, or a person has to answer first, which nobody waits for on a wire. */
function isSettled(state: State, signalId: SignalId): boolean {
  const signal = state.signals.get(signalId);
  if (signal === undefined || TERMINAL_SIGNAL_STATES.has(signal.state) || signal.state === 'awaiting_approval') return true;
  if (signal.group !== null && signal.state !== 'received') return signal.group.children.every((id) => isSettled(state, id));
  const orders = signal.orderIds.flatMap((id) => state.orders.get(id) ?? []);
  // an entry that waits for the exit of its own signal has its outcome to come
  if (signal.entry?.afterFlat === true && orders.every(({ role }) => role !== 'entry')) return false;
  return orders.length > 0 && orders.every(({ role, status }) => isProtection(role) || TERMINAL_ORDER_STATUSES.has(status));
}

const isProtection = (role: OrderRole): boolean => role === 'stop_loss' || role === 'take_profit';

/** Resolves when the outcome is known, at most after `waitMs`, and at once when `stop` aborts. */
export function waitForOutcome(
  parts: { readonly dispatcher: Dispatcher; readonly clock: Clock; readonly stop: AbortSignal },
  signalId: SignalId,
  waitMs: number,
): Promise<void> {
  const { dispatcher, clock, stop } = parts;
  if (waitMs <= 0 || stop.aborted || isSettled(dispatcher.snapshot(), signalId)) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      cancelTimer();
      unsubscribe();
      stop.removeEventListener('abort', finish);
      resolve();
    };
    const cancelTimer = clock.after(waitMs, finish);
    const unsubscribe = dispatcher.onCommit(() => {
      if (isSettled(dispatcher.snapshot(), signalId)) finish();
    });
    stop.addEventListener('abort', finish);
  });
}
