// Owns: our order id as Dhan's correlation id and back. 32 hex digits do not fit the 25 characters that are surely taken;
// the same 128 bits in base64url are 22 of [A-Za-z0-9_-]. It is a label there: the same one twice gives two orders.

import type { OrderId } from '../../core/model/ids.ts';

const OURS = /^[0-9a-f]{32}$/;
const THEIRS = /^[A-Za-z0-9_-]{22}$/;

export function correlationId(id: OrderId): string {
  if (!OURS.test(id)) throw new Error(`order id ${JSON.stringify(id)} is not 32 hex digits`);
  return Buffer.from(id, 'hex').toString('base64url');
}

/** Null: somebody else's ("NA", a word of another program). */
export function orderIdOf(correlation: string): OrderId | null {
  if (!THEIRS.test(correlation)) return null;
  const id = Buffer.from(correlation, 'base64url').toString('hex');
  // the last character has bits to spare: what does not come back the same is not ours
  return OURS.test(id) && correlationId(id as OrderId) === correlation ? (id as OrderId) : null;
}
