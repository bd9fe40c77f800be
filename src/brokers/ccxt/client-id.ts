// Owns: our order id in the alphabet of a venue, and back. Each form is reversible, so that an order is known to be ours by
// nothing but what the venue shows of it.

import type { OrderId } from '../../core/model/ids.ts';

const HEX = /^[0-9a-f]{32}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** At Gate: "t-" and at most 28 characters; 128 bits are 22 of this alphabet. */
const GATE = /^t-[A-Za-z0-9_-]{22}$/;

export function toClientId(exchange: string, id: OrderId): string {
  if (isGate(exchange)) return `t-${Buffer.from(id, 'hex').toString('base64url')}`;
  return exchange === 'hyperliquid' ? `0x${id}` : id;
}

/** Null: the id is somebody else's. */
export function fromClientId(exchange: string, written: string | null): OrderId | null {
  if (written === null) return null;
  if (isGate(exchange)) return GATE.test(written) ? (Buffer.from(written.slice(2), 'base64url').toString('hex') as OrderId) : null;
  const text = written.toLowerCase();
  const bare = text.startsWith('0x') ? text.slice(2) : UUID.test(text) ? text.replaceAll('-', '') : text;
  return HEX.test(bare) ? (bare as OrderId) : null;
}

const isGate = (exchange: string): boolean => exchange === 'gate' || exchange === 'gateio';
