// Owns: what an error of ccxt means for a request, decided once. A class of ExchangeError is the venue's own refusal, or
// ccxt's before anything was sent; too many requests and a wrong clock are refusals before the order was looked at; a
// connection that was never made sent nothing. Everything else, errors that are not ccxt's too, may have had its effect; so
// may a refusal that came with a status of 500 or above, or in the words of a venue whose own parts did not answer in time.

import { shorten } from './read-answer.ts';

export type FailureType = 'rejected' | 'unavailable' | 'ambiguous';

export interface Failure {
  readonly type: FailureType;
  readonly reason: string;
  readonly isNotFound: boolean;
  readonly isDuplicate: boolean;
}

const NEVER_CONNECTED = /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)\b|Connect Timeout Error/;
const TURNED_AWAY: readonly string[] = ['DDoSProtection', 'RateLimitExceeded', 'InvalidNonce'];
const UNSURE = /internal (?:system |server )?(?:error|exception)|unknown (?:result|status)|timed? ?out|try again later/i;
const DUPLICATE = /duplicate|-2010.*Duplicate|-4116|110072|170141|51016|already exists|not unique|must be unique/i;

/** Names of an error's class and of those above it: the same class may come from two copies of a module. */
function classesOf(error: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) {
    const { constructor } = at;
    if (typeof constructor === 'function') names.add(constructor.name);
  }
  return names;
}

/** The HTTP status that an error came with; ccxt keeps none, see make-exchange.ts. */
const statuses = new WeakMap<object, number>();

export function noteStatus(error: unknown, httpStatus: number): void {
  if (typeof error === 'object' && error !== null) statuses.set(error, httpStatus);
}

const statusOf = (error: unknown): number => (typeof error === 'object' && error !== null ? (statuses.get(error) ?? 0) : 0);

export function reasonOf(error: unknown): string {
  return shorten(error instanceof Error ? error.message : String(error));
}

function typeOf(classes: ReadonlySet<string>, reason: string, httpStatus: number): FailureType {
  if (TURNED_AWAY.some((name) => classes.has(name))) return 'unavailable';
  if (classes.has('ExchangeError')) return httpStatus >= 500 || UNSURE.test(reason) ? 'ambiguous' : 'rejected';
  if (classes.has('NetworkError') && NEVER_CONNECTED.test(reason)) return 'unavailable';
  return 'ambiguous';
}

export function classifyError(error: unknown): Failure {
  const classes = classesOf(error);
  const reason = reasonOf(error);
  return {
    type: typeOf(classes, reason, statusOf(error)),
    reason,
    isNotFound: classes.has('OrderNotFound'),
    isDuplicate: classes.has('DuplicateOrderId') || (classes.has('ExchangeError') && DUPLICATE.test(reason)),
  };
}
