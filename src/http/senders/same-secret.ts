// Owns: comparing secrets without telling by the time it takes how much of a guess was right, or how long it should be:
// both sides are hashed to 32 bytes first.

import { hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a text (UTF-8). By way of a text: a buffer that crypto makes has memory of its own, and costs as much as the hash. */
export const secretDigest = (secret: string): Buffer => Buffer.from(hash('sha256', secret, 'binary'), 'latin1');

/** Whether two digests of {@link secretDigest} are of the same secret. */
export const isSameSecret = (digest: Buffer, other: Buffer): boolean => timingSafeEqual(digest, other);
