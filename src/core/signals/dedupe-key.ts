// Owns: what makes two alerts one. An id counts only where it is unique by its meaning (event_id, signal_id,
// alertTimestamp) or where config.yaml says so; order ids, comments and bar times are names that repeat. The parts of a key
// are joined so that no two different alerts can share one.

import { isClose, type Reading } from '../model/signal.ts';
import { readInstant } from './fields/read-instant.ts';

type Identified = Pick<
  Reading,
  'eventId' | 'symbol' | 'action' | 'quantity' | 'notional' | 'percent' | 'orderId' | 'comment' | 'limitPrice' | 'signalPrice'
>;

/** What tells two orders of one kind apart that share an id. */
const contentOf = (reading: Identified): readonly (string | null)[] => [
  reading.quantity,
  reading.notional,
  reading.percent,
  reading.orderId,
  reading.comment,
  reading.limitPrice,
  reading.signalPrice,
];

/**
 * Key of an id that the sender made unique, or null. Symbol and action are part of it: a sender that stamps the entry and
 * the exit of one trade, or two symbols of one second, with the same id must not lose the second. So is what the order says
 * where the id may stand for several: two targets of one trade are two closes, and a time is shared by all of its second.
 */
export function idKey(strategy: string, reading: Identified): string | null {
  if (reading.eventId === null) return null;
  const isShared = isClose(reading.action) || readInstant(reading.eventId) !== null;
  return `id:${JSON.stringify([strategy, reading.eventId, reading.symbol, reading.action, ...(isShared ? contentOf(reading) : [])])}`;
}

/** Key by the fields that config.yaml names; null where there are none, or the alert lacks one of them. `named`: their values. */
export function fieldsKey(
  strategy: string,
  fields: readonly string[],
  named: Readonly<Record<string, string>>,
  { symbol, action }: Pick<Reading, 'symbol' | 'action'>,
): string | null {
  const values = fields.map((field) => named[field]);
  if (fields.length === 0 || values.includes(undefined)) return null;
  return `fields:${JSON.stringify([strategy, values, symbol, action])}`;
}

/** Key of the same raw bytes for the same strategy. `bodyHash`: SHA-256 of them, hex; null where they never are a duplicate. */
export const bodyKey = (strategy: string, bodyHash: string | null): string | null =>
  bodyHash === null ? null : `body:${JSON.stringify([strategy, bodyHash])}`;
