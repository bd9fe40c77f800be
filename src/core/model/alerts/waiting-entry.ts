// Owns: which orders wait because their sender wishes so, for a time or a condition: people see them and may take them back.

import type { Instant } from '../ids.ts';
import type { Signal } from '../signal.ts';

/** Until when, at the latest; null: it waits for nothing, or only for a price to be sized at. */
export function waitsUntil({ state, entry, wait }: Signal, now: Instant): Instant | null {
  if (state !== 'received') return null;
  if (wait?.condition !== undefined) return wait.condition.expiresAt;
  return entry !== null && wait?.why === 'delay' && now < wait.until ? wait.until : null;
}
