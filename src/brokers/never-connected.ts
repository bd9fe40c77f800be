// Owns: which errors of a connection prove that it was never there: not a byte of a request has left.

/** Said by nothing but an attempt to connect. */
const AT_CONNECT_ONLY: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** A connection that stood ends like this, too, when its way is lost after a request has left: they prove something at connect only. */
const AT_ANY_TIME: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH']);

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

function provesIt(error: object): boolean {
  const code = textAt(error, 'code');
  return AT_CONNECT_ONLY.has(code) || (AT_ANY_TIME.has(code) && textAt(error, 'syscall') === 'connect');
}

export const neverConnected = (error: unknown): boolean => causesOf(error).some(provesIt);
