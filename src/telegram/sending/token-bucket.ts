// Owns: a rate limit: `burst` at once, then one each `refillMs`.

import type { Instant } from '../../core/model/ids.ts';

export interface TokenBucket {
  /** Milliseconds until one may be taken; 0 = now. */
  waitMs(now: Instant): number;
  take(now: Instant): void;
  /** Nothing of it is taken: a new bucket would be the same. */
  isFull(now: Instant): boolean;
}

export function createTokenBucket(burst: number, refillMs: number): TokenBucket {
  // The instant at which the bucket would be full again (the "generic cell rate" form: one number, no timer).
  let fullAt = 0;
  return {
    waitMs: (now) => Math.max(0, Math.ceil(fullAt - now - (burst - 1) * refillMs)),
    take(now) {
      fullAt = Math.max(fullAt, now) + refillMs;
    },
    isFull: (now) => fullAt <= now,
  };
}

/** No limit at all. */
export const UNLIMITED: TokenBucket = { waitMs: () => 0, take: () => undefined, isFull: () => true };
