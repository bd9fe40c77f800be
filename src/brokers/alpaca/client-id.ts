// Owns: our order ids as Alpaca's client order ids. An order that replaces another has an id of its own there: the same
// with the number of the replacement behind it, and an `s` before that where it is the stop of a pair.

import type { OrderId } from '../../core/model/ids.ts';

const OURS = /^([0-9a-f]{32})(?:-s?\d{1,5})?$/;

/** Ours, or null: the order of somebody else. */
export function orderIdOf(clientId: string | null | undefined): OrderId | null {
  const found = OURS.exec(clientId ?? '')?.[1];
  return found === undefined ? null : (found as OrderId);
}

/** Of the replacement after the order with `clientId`; the first stop of a pair has an id of the venue's. */
export function nextStopId(id: OrderId, clientId: string | null | undefined): string {
  const number = /-s(\d+)$/.exec(clientId ?? '')?.[1] ?? '0';
  return `${id}-s${Number(number) + 1}`;
}

/** Of the replacement after the order with `clientId`. */
export function nextClientId(id: OrderId, clientId: string | null | undefined): string {
  const number = /-(\d+)$/.exec(clientId ?? '')?.[1] ?? '0';
  return `${id}-${Number(number) + 1}`;
}
