// Owns: troubles that wait for a mail without being in the state (a full disk cannot be journaled). In memory, bounded; the
// same title is one trouble with a count.

import type { Instant, NotificationId } from '../core/model/ids.ts';
import type { Notification } from '../core/model/notification.ts';

/** Titles that wait at once; more would say no more. */
const TROUBLES_MAX = 50;

export interface ToldTroubles {
  /** False: too many wait already. */
  add(title: string, text: string, nextStep: string | null, now: Instant): boolean;
  list(): readonly Notification[];
  /** Drops those that a mail has told, unless they happened again meanwhile. */
  remove(mailed: readonly Notification[]): void;
}

export function createToldTroubles(): ToldTroubles {
  const waiting = new Map<string, Notification>();
  let numbered = 0;
  return {
    add(title, text, nextStep, now) {
      const earlier = waiting.get(title);
      if (earlier === undefined && waiting.size >= TROUBLES_MAX) return false;
      if (earlier === undefined) numbered += 1;
      waiting.set(title, {
        id: earlier?.id ?? (`direct_${numbered}` as NotificationId),
        severity: 'error',
        groupKey: title,
        title,
        text,
        nextStep,
        signalId: null,
        prompt: null,
        count: (earlier?.count ?? 0) + 1,
        createdAt: earlier?.createdAt ?? now,
        updatedAt: now,
        chats: [],
        delivered: false,
        mailed: false,
      });
      return true;
    },
    list: () => [...waiting.values()],
    remove(mailed) {
      for (const trouble of mailed) if (waiting.get(trouble.groupKey) === trouble) waiting.delete(trouble.groupKey);
    },
  };
}
