// Owns: how long an entry waits before it is worked: as long as its sender wishes (delay), and as long as an exit may still
// come that was sent before it (coalesce_ms). The wait is part of the signal, so it survives whatever happens to the process.

import type { Instant } from '../model/ids.ts';
import type { Strategy } from '../model/settings.ts';
import type { EntryWait, Reading, Signal } from '../model/signal.ts';

/** Null: it is worked at once. */
export function waitOf(now: Instant, reading: Pick<Reading, 'delayMs'>, strategy: Pick<Strategy, 'coalesceMs'>): EntryWait | null {
  if (reading.delayMs !== null) return { until: now + Math.max(reading.delayMs, strategy.coalesceMs), why: 'delay' };
  return strategy.coalesceMs > 0 ? { until: now + strategy.coalesceMs, why: 'order' } : null;
}

/** From when on its price is owed. */
export const workableFrom = (signal: Signal): Instant => signal.wait?.until ?? 0;

/** Since when it has waited for its price. */
export const waitingSince = (signal: Signal): Instant => Math.max(signal.updatedAt, workableFrom(signal));
