// Owns: what makes two alerts one. An id counts only where it is unique by its meaning (event_id, signal_id,
// alertTimestamp); order ids, comments and bar times are names that repeat. The parts of a key are joined so that no
// two different alerts can share one.

import type { Reading } from '../model/signal.ts';

/**
 * Key of an id that the sender made unique, or null. Symbol and action are part of it: a sender that stamps the entry and
 * the exit of one trade, or two symbols of one second, with the same id must not lose the second.
 */
export const idKey = (strategy: string, reading: Pick<Reading, 'eventId' | 'symbol' | 'action'>): string | null =>
  reading.eventId === null ? null : `id:${JSON.stringify([strategy, reading.eventId, reading.symbol, reading.action])}`;

/** Key of the same raw bytes for the same strategy. `bodyHash`: SHA-256 of them, hex; null where they never are a duplicate. */
export const bodyKey = (strategy: string, bodyHash: string | null): string | null =>
  bodyHash === null ? null : `body:${JSON.stringify([strategy, bodyHash])}`;
