// Owns: how often an address may fail to prove itself. Counts failures only, so whoever carries the secret is never
// limited. Memory is bounded: the address that was counted first is forgotten when there are too many.

import type { Clock } from '../../clock.ts';
import { parseAddress } from './address-ranges.ts';

const MINUTE_MS = 60_000;

export interface UnauthenticatedLimit {
  /** Counts one failed request of this address; seconds until it may fail again, or 0 while it is within its limit. */
  count(address: string): number;
  /** Addresses remembered now. */
  size(): number;
}

/** Whoever has an IPv6 address has 2^64 of them: those count as one. */
function networkOf(address: string): string {
  const parsed = parseAddress(address);
  return parsed?.kind() === 'ipv6' ? parsed.toByteArray().slice(0, 8).join('.') : address;
}

export function createUnauthenticatedLimit(options: {
  readonly perMinuteMax: number;
  readonly addressesMax: number;
  readonly clock: Pick<Clock, 'now'>;
}): UnauthenticatedLimit {
  const windows = new Map<string, { startedAt: number; failures: number }>();
  return {
    count(address) {
      const key = networkOf(address);
      const now = options.clock.now();
      const known = windows.get(key);
      if (known && now - known.startedAt < MINUTE_MS && now >= known.startedAt) {
        known.failures += 1;
        return known.failures <= options.perMinuteMax ? 0 : Math.ceil((known.startedAt + MINUTE_MS - now) / 1_000);
      }
      windows.delete(key);
      windows.set(key, { startedAt: now, failures: 1 });
      if (windows.size > options.addressesMax) {
        const oldest = windows.keys().next();
        if (!oldest.done) windows.delete(oldest.value);
      }
      return options.perMinuteMax >= 1 ? 0 : MINUTE_MS / 1_000;
    },
    size: () => windows.size,
  };
}
