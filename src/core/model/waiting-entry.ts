// Owns: which entries wait because their sender wishes so: people see them and may take them back.

import type { Instant } from './ids.ts';
import type { Signal } from './signal.ts';

/** Until when; null: it waits for nothing, or only for a price. */
export const waitsUntil = ({ state, entry, wait }: Signal, now: Instant): Instant | null =>
  state === 'received' && entry !== null && wait?.why === 'delay' && now < wait.until ? wait.until : null;
