// Owns: our order ids as Alpaca's client order ids. An order that replaces another has an id of its own there: the same
// with the number of the replacement behind it.

import type { OrderId } from '../../core/model/ids.ts';

const OURS = /^([0-9a-f]{32})(?:-\d{1,4})?$/;

/** Ours, or null: the order of somebody else. */
export function orderIdOf(clientId: string | null | undefined): OrderId | null {
  const found = OURS.exec(clientId ?? '')?.[1];
  return found === undefined ? null : (found as OrderId);
}

/** Of the replacement after the order with `clientId`. */
export function nextClientId(id: OrderId, clientId: string | null | undefined): string {
  const number = /-(\d+)$/.exec(clientId ?? '')?.[1] ?? '0';
  return `${id}-${Number(number) + 1}`;
}
