// Owns: the proof of the sender: the shared secret, a strategy's own secret, or a signature. A signature
// that is wrong refuses even beside a right secret: somebody touched that request.

import type { Clock } from '../../clock.ts';
import { refuse, type Answer } from '../refusal.ts';
import { isSameSecret, secretDigest } from './same-secret.ts';
import { verifySignature } from './verify-signature.ts';

export interface SenderSettings {
  readonly secret: string;
  /** Strategy name → its own secret, which opens that strategy only. */
  readonly strategySecrets: ReadonlyMap<string, string>;
  readonly hmacSecret: string | null;
  readonly requireHmac: boolean;
  readonly requireTimestamp: boolean;
}

/** What a request brought to prove itself. */
export interface Credentials {
  readonly bytes: Uint8Array;
  /** Of the body, X-Webhook-Secret, ?secret=. One right one is enough: bodies have fields for other services too. */
  readonly secrets: readonly string[];
  readonly signature: string | null;
  readonly timestamp: string | null;
}

export interface Proof {
  /** The only strategy that the proof opens; null = all. */
  readonly strategy: string | null;
  /** Names a signed request with a timestamp: the same signature again is the same signal. */
  readonly signedHash: string | null;
}

export type Authentication =
  | { readonly type: 'authenticated'; readonly proof: Proof }
  | { readonly type: 'refused'; readonly answer: Answer };

export type Authenticate = (credentials: Credentials) => Authentication;

const refused = (answer: Answer): Authentication => ({ type: 'refused', answer });

export function createAuthenticate(settings: SenderSettings, clock: Pick<Clock, 'now'>): Authenticate {
  const sharedDigest = secretDigest(settings.secret);
  const strategyDigests = [...settings.strategySecrets].map(([name, secret]) => ({ name, digest: secretDigest(secret) }));

  function bySignature(hmacSecret: string, signature: string, { bytes, timestamp }: Credentials): Authentication {
    const check = verifySignature(hmacSecret, { bytes, signature, timestamp }, clock.now());
    if (check.type === 'wrong') return refused(refuse('WRONG_SIGNATURE'));
    if (check.type === 'expired') return refused(refuse('SIGNATURE_EXPIRED'));
    if (settings.requireTimestamp && check.signedHash === null) return refused(refuse('TIMESTAMP_REQUIRED'));
    return { type: 'authenticated', proof: { strategy: null, signedHash: check.signedHash } };
  }

  function bySecret(secrets: readonly string[]): Authentication {
    const presented = secrets.map(secretDigest);
    if (presented.some((digest) => isSameSecret(sharedDigest, digest))) {
      return { type: 'authenticated', proof: { strategy: null, signedHash: null } };
    }
    const [own, other] = strategyDigests.filter((strategy) => presented.some((digest) => isSameSecret(strategy.digest, digest)));
    if (own === undefined) return refused(refuse('WRONG_SECRET'));
    // An alert that names no strategy is for the one that its secret opens; of two nobody could tell which.
    if (other !== undefined)
      return refused(refuse('SECRET_OF_OTHER_STRATEGY', { error: 'The request carries the secrets of more than one strategy.' }));
    return { type: 'authenticated', proof: { strategy: own.name, signedHash: null } };
  }

  return (credentials) => {
    if (settings.hmacSecret !== null && credentials.signature !== null) {
      return bySignature(settings.hmacSecret, credentials.signature, credentials);
    }
    if (settings.requireTimestamp) return refused(refuse('TIMESTAMP_REQUIRED'));
    if (settings.requireHmac) return refused(refuse('SIGNATURE_REQUIRED'));
    return bySecret(credentials.secrets);
  };
}
