// A chat that has more to be told than it takes: what nobody may miss begins at once, the rest when there is room.

import { Set } from 'immutable';
import { expect, it } from 'vitest';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { NotificationId, SignalId } from '../../src/core/model/ids.ts';
import type { Notification } from '../../src/core/model/notification.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createWorker } from '../../src/runtime/worker.ts';
import { createFakeClock } from '../fake-clock.ts';
import { IDLE_PARTS, nothing } from './idle-parts.ts';

const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });

function notification(id: string, severity: Notification['severity'], at: number): Notification {
  const text = { title: id, text: id, nextStep: null, groupKey: id };
  const owed = { chats: [], delivered: false, mailed: true, count: 1, createdAt: at, updatedAt: at };
  return { id: id as NotificationId, severity, signalId: null, prompt: null, ...text, ...owed };
}

it('300 cards and 300 remarks wait: an alarm is handed over at once', async () => {
  const clock = createFakeClock();
  const cards = Array.from({ length: 300 }, (_, index) => `sg_${index}` as SignalId);
  const remarks = Array.from({ length: 300 }, (_, index) => notification(`n_info_${index}`, 'info', clock.now()));
  const empty = emptyState();
  const put = (state: State, each: Notification): State => ({ ...state, notifications: state.notifications.set(each.id, each) });
  let state = remarks.reduce(put, { ...empty, staleCards: Set(cards) });
  let commit = (): void => undefined;
  const told: string[] = [];
  let shown = 0;
  const never = (): Promise<void> => new Promise(() => undefined);
  const worker = createWorker({
    dispatcher: {
      dispatch: () => Promise.resolve({ type: 'done', detail: '' }),
      snapshot: () => state,
      onCommit(listener) {
        commit = listener;
        return () => undefined;
      },
    },
    ...IDLE_PARTS,
    prices: createPriceWatch(new Map(), clock, log),
    people: {
      mail: nothing,
      showCard() {
        shown += 1;
        return never();
      },
      deliver(id) {
        told.push(id);
        return never();
      },
    },
    clock,
    log,
    randomHex: (digits) => '0'.repeat(digits),
  });
  worker.start();
  await clock.settle();
  expect(told).toEqual([]);
  const before = shown;
  expect(before).toBeGreaterThan(50);
  state = put(state, notification('n_alarm', 'alarm', clock.now()));
  commit();
  await clock.settle();
  expect(told).toEqual(['n_alarm']);
  expect(shown).toBe(before);
  await worker.stop();
});
