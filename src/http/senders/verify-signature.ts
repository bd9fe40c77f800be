// Owns: the signature of a request: HMAC-SHA256 over the raw body, or over timestamp + "." + raw body where the request
// carries a timestamp (unix seconds), which then is part of the proof and wears out.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../core/model/ids.ts';
import { SIGNATURE_LIFETIME_MS } from '../limits.ts';

export type SignatureCheck =
  /** `signedHash`: SHA-256, hex, of what was signed with its timestamp; null for the form without one. */
  { readonly type: 'valid'; readonly signedHash: string | null } | { readonly type: 'wrong' } | { readonly type: 'expired' };

const SIGNATURE = /^(?:sha256=)?([0-9a-f]{64})$/i;
const TIMESTAMP = /^\d{1,15}$/;
/** Bytes of the longest timestamp and its point. */
const STAMP_BYTES_MAX = 16;
const BEGINS_WITH_STAMP = /^\d{1,15}\./;

/** `signature`: the header X-Signature; `timestamp`: the header X-Timestamp, null where there is none. */
export function verifySignature(
  hmacSecret: string,
  request: { readonly bytes: Uint8Array; readonly signature: string; readonly timestamp: string | null },
  now: Instant,
): SignatureCheck {
  const hex = SIGNATURE.exec(request.signature.trim())?.[1];
  if (hex === undefined) return { type: 'wrong' };
  const timestamp = request.timestamp?.trim() ?? null;
  if (timestamp !== null && !TIMESTAMP.test(timestamp)) return { type: 'wrong' };
  // What was signed with a time is a body that begins with that time to whoever leaves X-Timestamp out: it must not come to last for ever.
  if (timestamp === null && BEGINS_WITH_STAMP.test(Buffer.from(request.bytes.subarray(0, STAMP_BYTES_MAX)).toString('latin1')))
    return { type: 'wrong' };

  const hmac = createHmac('sha256', hmacSecret);
  if (timestamp !== null) hmac.update(`${timestamp}.`);
  if (!timingSafeEqual(hmac.update(request.bytes).digest(), Buffer.from(hex, 'hex'))) return { type: 'wrong' };

  if (timestamp === null) return { type: 'valid', signedHash: null };
  if (Math.abs(now - Number(timestamp) * 1_000) > SIGNATURE_LIFETIME_MS) return { type: 'expired' };
  return { type: 'valid', signedHash: createHash('sha256').update(`${timestamp}.`).update(request.bytes).digest('hex') };
}
