// Owns: what happens to people who are in no list: one short line now and then for them, one message an hour about each of them
// for the admins. Bounded, so that many strangers cost nothing.

import type { Clock } from '../../clock.ts';
import { STRANGER_REPLY_MS, STRANGER_REPORT_MS, STRANGERS_KEPT } from '../limits.ts';

export interface Strangers {
  /** Whether this one is answered now, and whether the admins hear of it now. */
  met(userId: number): { readonly reply: boolean; readonly report: boolean };
}

export function createStrangers(clock: Clock): Strangers {
  const seen = new Map<number, { repliedAt: number; reportedAt: number }>();
  return {
    met(userId) {
      const now = clock.now();
      const known = seen.get(userId) ?? { repliedAt: -Infinity, reportedAt: -Infinity };
      const reply = now - known.repliedAt >= STRANGER_REPLY_MS;
      const report = now - known.reportedAt >= STRANGER_REPORT_MS;
      // Written anew, so that the map's order is that of the last visit and the first is the one to forget.
      seen.delete(userId);
      seen.set(userId, { repliedAt: reply ? now : known.repliedAt, reportedAt: report ? now : known.reportedAt });
      const oldest = seen.size > STRANGERS_KEPT ? seen.keys().next().value : undefined;
      if (oldest !== undefined) seen.delete(oldest);
      return { reply, report };
    },
  };
}
