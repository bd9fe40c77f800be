// Owns: how news of our orders is found: a nudge (the stream, an answer to a request) makes the truth be read, one reading
// of an order at a time; without a stream, or while it is down, open orders are read in turns.

import type { OrderId } from '../../../core/model/ids.ts';
import type { Connection } from '../connection.ts';
import type { Truth, TruthReader } from './read-truth.ts';
import type { Followed, ToldOrders } from './told-orders.ts';

export interface OrderFollower {
  /** Reads the truth and tells it. `again`: tells how it ended, even if that was told. */
  readonly refresh: (order: Followed, again?: boolean) => Promise<Truth>;
  /** Something may have happened to this order. */
  readonly nudge: (order: Followed) => void;
  /** Something may have happened to any. */
  readonly nudgeAll: () => void;
  /** Whether a stream tells when to read. */
  readonly setStreaming: (on: boolean) => void;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Between two rounds without a stream. */
const POLL_MS = 3_000;
/** With one: it may be silent although it is open. The core looks each open order up every minute besides. */
const SAFETY_MS = 30_000;
/** What did not answer, or not completely, is read again so soon. */
const RETRY_MS = 1_000;
const RETRIES_MAX = 5;

export function createOrderFollower({ clock, log }: Connection, told: ToldOrders, truth: TruthReader): OrderFollower {
  const reading = new Map<OrderId, Promise<Truth>>();
  /** Nudged while it was being read: what was read may be older than the nudge. */
  const again = new Set<OrderId>();
  let isStreaming = false;
  let running = false;
  let cancelRound = (): void => undefined;
  const retries = new Map<OrderId, () => void>();

  async function refresh(order: Followed, tellAgain = false): Promise<Truth> {
    const { id, symbol, qty, isTakenOver, venueOrderId } = order;
    const named = venueOrderId === null ? {} : isTakenOver ? { venueOrderId } : { seenAs: venueOrderId };
    const wanted = { id, symbol, ...named };
    const read = await truth.read(wanted, qty);
    if (read.type === 'found') {
      order.hasTrigger = read.hasTrigger;
      if (told.get(id) !== null) told.tell(order, read.order, clock.now(), tellAgain);
    }
    return read;
  }

  function retry(order: Followed, count: number): void {
    if (!running || count >= RETRIES_MAX || retries.has(order.id)) return;
    const cancel = clock.after(RETRY_MS, () => {
      retries.delete(order.id);
      void read(order, count + 1);
    });
    retries.set(order.id, cancel);
  }

  async function read(order: Followed, count: number): Promise<void> {
    if (reading.has(order.id)) {
      again.add(order.id);
      return;
    }
    const one = refresh(order);
    reading.set(order.id, one);
    const outcome = await one;
    reading.delete(order.id);
    if (again.delete(order.id)) return read(order, 0);
    if (outcome.type === 'unavailable') log('order_not_read', { order: order.id, reason: outcome.reason });
    // what was taken and is not found is not shown yet: KuCoin finds an order most of a second after it has filled
    const isUnseen = outcome.type === 'not_found' && order.isAccepted && order.endedAt === null;
    if (outcome.type === 'unavailable' || isUnseen) retry(order, count);
  }

  async function round(): Promise<void> {
    for (const order of told.open()) {
      if (!running) return;
      await read(order, RETRIES_MAX);
    }
  }

  function schedule(): void {
    cancelRound();
    if (!running) return;
    cancelRound = clock.after(isStreaming ? SAFETY_MS : POLL_MS, () => {
      void round().finally(schedule);
    });
  }

  return {
    refresh,
    nudge: (order) => void read(order, 0),
    nudgeAll() {
      for (const order of told.recent(clock.now())) void read(order, 0);
    },
    setStreaming(on) {
      if (on === isStreaming) return;
      isStreaming = on;
      schedule();
    },
    start() {
      running = true;
      schedule();
    },
    stop() {
      running = false;
      cancelRound();
      for (const cancel of retries.values()) cancel();
      retries.clear();
    },
  };
}
