// Owns: when an access token ends, as the token itself says: it is a JWT. It is read, never checked, and no part of it is kept.

import type { Instant } from '../../core/model/ids.ts';
import { isObject } from './wire-json.ts';

/** Null: it cannot be read there. */
export function tokenExpiry(token: string): Instant | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const seconds = isObject(claims) ? claims['exp'] : null;
    return typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds) ? seconds * 1_000 : null;
  } catch {
    return null;
  }
}
