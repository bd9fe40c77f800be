// Owns: comparing secrets without telling by the time it takes how much of a guess was right, or how long it should be:
// both sides are hashed to 32 bytes first.

import { hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a text (UTF-8). */
export const secretDigest = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** Whether two digests of {@link secretDigest} are of the same secret. */
export const isSameSecret = (digest: Buffer, other: Buffer): boolean => timingSafeEqual(digest, other);
