// Owns: since when Telegram cannot be reached: e-mail takes over after a while, and /status says so.

import type { Instant } from '../../core/model/ids.ts';

export interface Reachability {
  /** A call was answered (a refusal is an answer too). */
  answered(): void;
  /** A call got no answer, or one that says that the service is down. */
  failed(now: Instant): void;
  downSince(): Instant | null;
}

export function createReachability(): Reachability {
  let downSince: Instant | null = null;
  return {
    answered: () => {
      downSince = null;
    },
    failed: (now) => {
      downSince ??= now;
    },
    downSince: () => downSince,
  };
}
