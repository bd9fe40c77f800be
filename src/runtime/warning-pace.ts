// Owns: how often people are told warnings of one kind. A sender that runs away is refused hundreds of times a second: the
// first refusal is told at once, and what comes within some seconds waits in the state, where it becomes one message with a
// count. Invariant: only warnings wait, never an error, an alarm or a question; no longer than the pause, whatever the clock does.

import type { Clock } from '../clock.ts';
import type { Instant } from '../core/model/ids.ts';
import type { Notification } from '../core/model/notification.ts';

/** Between two warnings of one kind: a person reads the first one, and the next then tells how many more there were. */
const WARNING_PAUSE_MS = 10_000;
/** Kinds that are remembered; beyond it the oldest may be told again too early. */
const KINDS_MAX = 1_000;

export interface WarningPace {
  /** Not before then; null = at once. */
  waitsUntil(notification: Notification): Instant | null;
  noteTold(notification: Notification): void;
}

export function createWarningPace(clock: Pick<Clock, 'now'>): WarningPace {
  const toldAt = new Map<string, Instant>();
  const isRecent = (at: Instant): boolean => Math.abs(clock.now() - at) < WARNING_PAUSE_MS;
  return {
    waitsUntil({ severity, prompt, groupKey }) {
      const at = toldAt.get(groupKey);
      return severity !== 'warning' || prompt !== null || at === undefined || !isRecent(at)
        ? null
        : clock.now() + WARNING_PAUSE_MS - Math.abs(clock.now() - at);
    },
    noteTold({ severity, groupKey }) {
      if (severity !== 'warning') return;
      toldAt.delete(groupKey);
      toldAt.set(groupKey, clock.now());
      for (const [kind, at] of toldAt) {
        if (isRecent(at) && toldAt.size <= KINDS_MAX) return;
        toldAt.delete(kind);
      }
    },
  };
}
