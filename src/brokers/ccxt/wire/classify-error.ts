// Owns: what an error of ccxt means for a request, decided once. A class of ExchangeError is the venue's own refusal, or
// ccxt's before anything was sent; too many requests and a wrong clock are refusals before the order was looked at; a
// connection that was never made sent nothing. Everything else, errors that are not ccxt's too, may have had its effect; so
// may a refusal that came with a status of 500 or above, in the words of a venue whose own parts did not answer in time, or
// without any.

import type { Unavailable } from '../../broker.ts';
import { neverConnected } from '../../never-connected.ts';
import { retryAfter } from '../../retry-after.ts';
import { shorten } from './read-answer.ts';

export type FailureType = 'rejected' | 'unavailable' | 'ambiguous';

export interface Failure {
  readonly type: FailureType;
  readonly reason: string;
  readonly isNotFound: boolean;
  readonly isDuplicate: boolean;
  /** Not so much is there. */
  readonly isForWant: boolean;
  /** For how long the venue says that it turns requests away; null = it has not said. */
  readonly retryAfterMs: number | null;
}

/** In the text that ccxt makes of a failure of the connection; whoever answers may write the same. */
const NEVER_CONNECTED = /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)\b|Connect Timeout Error/;
const TURNED_AWAY: readonly string[] = ['DDoSProtection', 'RateLimitExceeded', 'InvalidNonce'];
/** Too many requests, whatever code beside it ccxt takes for a refusal of what was asked. */
const TOO_MANY = 429;
/** Refusals for the time of a request that ccxt takes for a wrong key or a wrong parameter (Gate, HTX, WOO). */
const OUT_OF_TIME =
  /REQUEST_EXPIRED|recv_?window|receive window|invalid submission time|timestamp (?:for this request|expired|is outside|is invalid|mismatch)/i;
/** WOO's -1006; the same number means something else at others. */
const ABSENT = /the data is not found in server/i;
const UNSURE =
  /internal[ _](?:system[ _]|server[ _])?(?:error|exception)|"message":\s*"(?:error|request_failed|timed_out|temporarily_unavailable)"|unknown ?(?:result|status|error)|server error|timed? ?out|try again later/i;
/** How venues say that not so much is there, beside those words of theirs that ccxt knows. */
const FOR_WANT = /insufficient|not enough|-2010|no sufficient|oversold|balance/i;
const DUPLICATE =
  /duplicate|-2010.*Duplicate|-4116|110072|170141|51016|already exists|number is repeated|not unique|must be unique|cannot be repeated|same order number/i;

/** Names of an error's class and of those above it: the same class may come from two copies of a module. */
function classesOf(error: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) {
    const { constructor } = at;
    if (typeof constructor === 'function') names.add(constructor.name);
  }
  return names;
}

/** What an answer says beside its body; ccxt keeps none of it with the error, see make-exchange.ts. */
export interface Envelope {
  readonly httpStatus: number;
  readonly retryAfterMs: number | null;
  /** ccxt has found no refusal in the body, and went by the status. */
  readonly isWordless: boolean;
}

const envelopes = new WeakMap<object, Envelope>();
const NO_ENVELOPE: Envelope = { httpStatus: 0, retryAfterMs: null, isWordless: false };

export function noteEnvelope(error: unknown, envelope: Envelope): void {
  if (typeof error === 'object' && error !== null) envelopes.set(error, envelope);
}

const envelopeOf = (error: unknown): Envelope =>
  typeof error === 'object' && error !== null ? (envelopes.get(error) ?? NO_ENVELOPE) : NO_ENVELOPE;

const unsent = new WeakSet<object>();

/** Nothing that could have had an effect has left before it (watch-sent.ts). */
export function noteUnsent(error: unknown): void {
  if (typeof error === 'object' && error !== null) unsent.add(error);
}

export function reasonOf(error: unknown): string {
  return shorten(error instanceof Error ? error.message : String(error));
}

const isTimeIn = (classes: ReadonlySet<string>, reason: string): boolean =>
  classes.has('InvalidNonce') || (classes.has('ExchangeError') && OUT_OF_TIME.test(reason));

/** The venue holds the time of a request for wrong, and has not looked at anything else of it. */
export const isAboutTime = (error: unknown): boolean => isTimeIn(classesOf(error), reasonOf(error));

/** A page is nobody's refusal, but that of a key: who does not let us in has not handed it on. */
const isUnsure = (classes: ReadonlySet<string>, reason: string, { httpStatus, isWordless }: Envelope): boolean =>
  httpStatus >= 500 || UNSURE.test(reason) || (isWordless && !classes.has('AuthenticationError'));

function typeOf(error: unknown, classes: ReadonlySet<string>, reason: string, envelope: Envelope): FailureType {
  if (TURNED_AWAY.some((name) => classes.has(name)) || isTimeIn(classes, reason)) return 'unavailable';
  if (classes.has('ExchangeError') && envelope.httpStatus === TOO_MANY) return 'unavailable';
  if (classes.has('ExchangeError')) return isUnsure(classes, reason, envelope) ? 'ambiguous' : 'rejected';
  // an answer proves that something was connected, whatever it says
  if (envelope.httpStatus !== 0) return 'ambiguous';
  if (neverConnected(error) || (classes.has('NetworkError') && NEVER_CONNECTED.test(reason))) return 'unavailable';
  return 'ambiguous';
}

export function classifyError(error: unknown): Failure {
  const classes = classesOf(error);
  const reason = reasonOf(error);
  const envelope = envelopeOf(error);
  const { retryAfterMs } = envelope;
  const said = typeOf(error, classes, reason, envelope);
  const type = said === 'ambiguous' && typeof error === 'object' && error !== null && unsent.has(error) ? 'unavailable' : said;
  return {
    type,
    reason,
    retryAfterMs: type === 'unavailable' ? retryAfterMs : null,
    isNotFound: classes.has('OrderNotFound') || ABSENT.test(reason),
    isForWant: classes.has('InsufficientFunds') || FOR_WANT.test(reason),
    isDuplicate: classes.has('DuplicateOrderId') || (classes.has('ExchangeError') && DUPLICATE.test(reason)),
  };
}

/** Of a question that changes nothing. */
export function unavailable(error: unknown): Unavailable {
  const { reason, retryAfterMs } = classifyError(error);
  return { type: 'unavailable', reason, ...retryAfter(retryAfterMs) };
}

/** Of a change that was asked for. */
export const outcomeOf = ({
  type,
  reason,
  retryAfterMs,
}: Failure): Unavailable | { readonly type: 'rejected' | 'ambiguous'; readonly reason: string } =>
  type === 'unavailable' ? { type, reason, ...retryAfter(retryAfterMs) } : { type, reason };
