// Owns: which errors of a connection prove that it was never there: not a byte of a request has left.

/** Said by nothing but an attempt to connect. */
const AT_CONNECT_ONLY: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** A connection that stood ends like this, too, when its way is lost after a request has left: they prove something at connect only. */
const AT_ANY_TIME: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);
/** Whoever answered could not show that it is the venue: nothing is said to it. */
const AT_HANDSHAKE =
  /^(?:CERT_(?:HAS_EXPIRED|NOT_YET_VALID|REVOKED|UNTRUSTED|REJECTED)|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_WRONG_VERSION_NUMBER)$/;
/** Node's own words, and no code but that of every connection that breaks. */
const BEFORE_HANDSHAKE_ENDED = /before secure TLS connection was established/;

const CAUSES_MAX = 8;

/** The error, what caused it, and so on. */
export function causesOf(error: unknown): readonly object[] {
  const causes: object[] = [];
  for (let at: unknown = error; typeof at === 'object' && at !== null && causes.length < CAUSES_MAX; at = 'cause' in at ? at.cause : null)
    causes.push(at);
  return causes;
}

const textAt = (error: object, name: string): string => {
  const value: unknown = name in error ? (error as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
};

/** Where a name has several addresses, each is tried: all of them have failed. */
const attemptsIn = (error: object): readonly object[] => {
  const errors: unknown = 'errors' in error ? error.errors : null;
  return Array.isArray(errors) ? errors.filter((each): each is object => typeof each === 'object' && each !== null) : [];
};

function provesIt(error: object): boolean {
  const code = textAt(error, 'code');
  if (AT_CONNECT_ONLY.has(code) || AT_HANDSHAKE.test(code) || BEFORE_HANDSHAKE_ENDED.test(textAt(error, 'message'))) return true;
  if (AT_ANY_TIME.has(code) && textAt(error, 'syscall') === 'connect') return true;
  const attempts = attemptsIn(error);
  return attempts.length > 0 && attempts.every(provesIt);
}

export const neverConnected = (error: unknown): boolean => causesOf(error).some(provesIt);
