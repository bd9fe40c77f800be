// Owns: what happens to requests without a valid proof: they are counted, refused, and above a limit refused as a flood.

import { refuse, type Answer } from '../refusal.ts';
import type { UnauthenticatedLimit } from './unauthenticated-limit.ts';

export interface Strangers {
  /** `answer` (a 401) while the address is within its limit, else 429. */
  refuse(address: string, answer: Answer): Answer;
  /** How many there were since the start. */
  count(): number;
}

export function createStrangers(limit: UnauthenticatedLimit): Strangers {
  let count = 0;
  return {
    refuse(address, answer) {
      count += 1;
      const waitS = limit.count(address);
      return waitS === 0 ? answer : refuse('TOO_MANY_REQUESTS', { headers: { 'Retry-After': String(waitS) } });
    },
    count: () => count,
  };
}
