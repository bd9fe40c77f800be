// Owns: how a bot that obeys nobody gets its first admin: a code that only whoever can see Signalman's output knows.
// Good once, for ten minutes, five tries in all; compared in constant time.

import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { PAIRING_TRIES_MAX, PAIRING_TTL_MS } from '../limits.ts';

export interface Pairing {
  /** Six digits, to be printed at the start. */
  readonly code: string;
  readonly expiresAt: number;
  /** `matched` closes it for everybody else; call reopen() if the new admin could not be stored. */
  attempt(code: string): 'matched' | 'wrong' | 'closed';
  reopen(): void;
}

export function createPairing(clock: Clock, code: string = String(randomInt(0, 1_000_000)).padStart(6, '0')): Pairing {
  const expiresAt = clock.now() + PAIRING_TTL_MS;
  let triesLeft = PAIRING_TRIES_MAX;
  let used = false;
  return {
    code,
    expiresAt,
    attempt(given) {
      if (used || triesLeft === 0 || clock.now() >= expiresAt) return 'closed';
      triesLeft -= 1;
      if (!isSame(given, code)) return 'wrong';
      used = true;
      return 'matched';
    },
    reopen() {
      used = false;
      triesLeft += 1;
    },
  };
}

function isSame(given: string, code: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(code);
  return a.length === b.length && timingSafeEqual(a, b);
}
