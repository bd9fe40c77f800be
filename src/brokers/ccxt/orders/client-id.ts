// Owns: our order id in the alphabet of a venue, and back. Most forms are reversible, so that an order is known to be ours by
// nothing but what the venue shows of it. Some venues take numbers only, with less room than an id needs: those are a digest of the
// id, the same one for the same order in every process, and what the venue shows is compared with the orders that are known here.

import { createHash } from 'node:crypto';
import type { OrderId } from '../../../core/model/ids.ts';
import type { MarketType } from '../wire/exchange.ts';

const HEX = /^[0-9a-f]{32}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** At Gate: "t-" and at most 28 characters; 128 bits are 22 of this alphabet. */
const GATE = /^t-[A-Za-z0-9_-]{22}$/;

/**
 * Bits of the number that stands for our id. WOO and the contracts of HTX take 63, of which a number of JavaScript holds 53; Bitfinex
 * takes 45, Backpack 32. Two orders of one account out of n have the same number by a chance of n²/2^(bits + 1): among a hundred that
 * are open at once 1 in 10⁶ at 32 bits, 1 in 10⁹ at 45.
 */
const BITS: Readonly<Record<string, number>> = { woo: 53, bitfinex: 45, backpack: 32 };
const CONTRACT_BITS: Readonly<Record<string, number>> = { htx: 53 };
const DIGEST_BITS = 64n;

/** Null: it takes text. */
function bitsOf(exchange: string, market: MarketType): number | null {
  const own = market !== 'spot' && Object.hasOwn(CONTRACT_BITS, exchange) ? CONTRACT_BITS[exchange] : undefined;
  return own ?? (Object.hasOwn(BITS, exchange) ? (BITS[exchange] ?? null) : null);
}

/** Zero is how venues write that there is none. */
function numberOf(id: OrderId, bits: number): string {
  const digest = createHash('sha256').update(id).digest().readBigUInt64BE();
  const number = digest >> (DIGEST_BITS - BigInt(bits));
  return number === 0n ? '1' : number.toString();
}

export function toClientId(exchange: string, market: MarketType, id: OrderId): string {
  const bits = bitsOf(exchange, market);
  if (bits !== null) return numberOf(id, bits);
  if (isGate(exchange)) return `t-${Buffer.from(id, 'hex').toString('base64url')}`;
  return exchange === 'hyperliquid' ? `0x${id}` : id;
}

/** As ccxt wants it in the parameters of an order: not every venue takes digits in quotes for a number. */
export const asParameter = (exchange: string, market: MarketType, clientId: string): string | number =>
  bitsOf(exchange, market) === null ? clientId : Number(clientId);

/** Null: the id is somebody else's, or a number, of which nothing comes back. */
export function fromClientId(exchange: string, written: string | null): OrderId | null {
  if (written === null) return null;
  if (isGate(exchange)) return GATE.test(written) ? (Buffer.from(written.slice(2), 'base64url').toString('hex') as OrderId) : null;
  const text = written.toLowerCase();
  const bare = text.startsWith('0x') ? text.slice(2) : UUID.test(text) ? text.replaceAll('-', '') : text;
  return HEX.test(bare) ? (bare as OrderId) : null;
}

const isGate = (exchange: string): boolean => exchange === 'gate' || exchange === 'gateio';
