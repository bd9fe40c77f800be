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
  /** It is never further ahead than this, unless the time of day was set back: then the bucket is as good as a new one. */
  const full = (now: Instant): Instant => (fullAt - now > burst * refillMs ? now : fullAt);
  return {
    waitMs: (now) => Math.max(0, Math.ceil(full(now) - now - (burst - 1) * refillMs)),
    take(now) {
      fullAt = Math.max(full(now), now) + refillMs;
    },
    isFull: (now) => full(now) <= now,
  };
}

/** No limit at all. */
export const UNLIMITED: TokenBucket = { waitMs: () => 0, take: () => undefined, isFull: () => true };
