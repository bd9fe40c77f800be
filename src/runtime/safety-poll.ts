// Owns: the safety net under the streams: every open order is looked up at the start and then every minute. Reports may
// have been lost; a look-up that finds nothing new changes nothing and is not journaled.

import type { Clock } from '../clock.ts';
import type { OrderId } from '../core/model/ids.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';

export const SAFETY_POLL_MS = 60_000;

export interface SafetyPoll {
  start(): void;
  stop(): void;
}

export function createSafetyPoll(dispatcher: Dispatcher, lookUp: (orderId: OrderId) => Promise<void>, clock: Clock, log: Log): SafetyPoll {
  let cancel = (): void => undefined;
  let running = false;

  /** Never rejects. */
  async function round(): Promise<void> {
    const state = dispatcher.snapshot();
    for (const orderId of state.activeOrders) {
      if (!running) return;
      const order = state.orders.get(orderId);
      // what was never sent is not at the venue, and what is unclear is looked up by due()
      if (order === undefined || order.status === 'initialized' || order.status === 'submitted' || order.inquiry !== null) continue;
      // one that fails must not keep the others from being asked about
      await lookUp(orderId).catch((error: unknown) =>
        log.warn({ err: error, orderId }, 'the look-up of an open order failed; the next round tries again'),
      );
    }
  }

  function next(): void {
    void round().then(() => {
      if (running) cancel = clock.after(SAFETY_POLL_MS, next);
    });
  }

  return {
    start() {
      running = true;
      next();
    },
    stop() {
      running = false;
      cancel();
    },
  };
}
