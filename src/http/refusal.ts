// Owns: how HTTP says no: the reasons that only this side knows, and the one shape in which every error leaves. Flat, so
// that the clients of every document that Signalman grew from find their field (`error`, `detail`, `success`, `status`).

import { cleanText } from '../core/model/clean-text.ts';
import { DENIALS, type Denial } from '../core/model/denial.ts';
import type { SignalId } from '../core/model/ids.ts';

interface RefusalKind {
  readonly status: number;
  readonly error: string;
  readonly remedy: string;
  /** What the clients of the seed documents look for; the sentence of `error` where they know nothing. */
  readonly detail?: string;
}

const HTTP_REFUSALS = {
  BODY_TOO_LARGE: { status: 413, error: 'The body is larger than 64 KiB.', remedy: 'Send a shorter alert message.' },
  COMPRESSED_BODY: {
    status: 415,
    error: 'The body is compressed or encoded.',
    remedy: 'Send the body as it is, without Content-Encoding.',
  },
  ADDRESS_NOT_ALLOWED: {
    status: 403,
    error: 'This address may not send alerts.',
    remedy: 'Add the address to WEBHOOK_ALLOWED_IPS; behind a proxy, name the proxy in TRUSTED_PROXIES.',
  },
  WRONG_SECRET: {
    status: 401,
    error: 'The secret is missing or wrong.',
    remedy: 'Send WEBHOOK_SECRET in the field "secret" of the alert, in the header X-Webhook-Secret, or as the query parameter "secret".',
    detail: 'Invalid webhook secret',
  },
  SECRET_OF_OTHER_STRATEGY: {
    status: 401,
    error: 'This secret opens its own strategy only.',
    remedy: 'Send to the strategy that the secret belongs to, or use WEBHOOK_SECRET.',
    detail: 'Invalid webhook secret',
  },
  WRONG_SIGNATURE: {
    status: 401,
    error: 'The signature does not fit the body.',
    remedy: 'Send X-Signature: sha256=hex(HMAC-SHA256(WEBHOOK_HMAC_SECRET, body)); with X-Timestamp, over timestamp + "." + body.',
    detail: 'Invalid webhook signature',
  },
  SIGNATURE_EXPIRED: {
    status: 401,
    error: 'The signature is older than 300 s, or from the future.',
    remedy: 'Sign again with the present time in seconds as X-Timestamp; check the clock of the sender.',
    detail: 'Invalid webhook signature',
  },
  SIGNATURE_REQUIRED: {
    status: 401,
    error: 'A signature is required here.',
    remedy: 'Sign the body (X-Signature), or unset WEBHOOK_REQUIRE_HMAC: TradingView cannot sign.',
    detail: 'Invalid webhook signature',
  },
  TIMESTAMP_REQUIRED: {
    status: 401,
    error: 'A signature with a timestamp is required here.',
    remedy: 'Send X-Timestamp (unix seconds) and sign timestamp + "." + body, or unset WEBHOOK_REQUIRE_TIMESTAMP.',
    detail: 'Invalid webhook signature',
  },
  ADMIN_TOKEN_REQUIRED: {
    status: 401,
    error: 'The admin token is missing or wrong.',
    remedy: 'Send ADMIN_TOKEN in the Authorization header, behind the word Bearer.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    error: 'Too many requests without a valid secret from this address.',
    remedy: 'Correct the secret; requests that carry it are not limited.',
  },
  BODY_INCOMPLETE: { status: 400, error: 'The body ended before it was complete.', remedy: 'Send the alert again.' },
  BAD_REQUEST: { status: 400, error: 'This is not a correct HTTP request.', remedy: 'Send HTTP/1.1 with a Host header.' },
  TOO_SLOW: { status: 408, error: 'The request did not arrive within the time for it.', remedy: 'Send it again in one piece.' },
  HEADERS_TOO_LARGE: { status: 431, error: 'The headers are too large.', remedy: 'Send fewer or shorter headers.' },
  EXPECTATION_FAILED: { status: 417, error: 'Only Expect: 100-continue is known.', remedy: 'Leave the Expect header out.' },
  NO_SUCH_PAGE: {
    status: 404,
    error: 'There is nothing at this address.',
    remedy: 'Alerts go to POST /webhook; docs/http.md lists the rest.',
  },
  UNKNOWN_SIGNAL: { status: 404, error: 'There is no signal with this id.', remedy: 'Look the id up with GET /history.' },
  METHOD_NOT_ALLOWED: { status: 405, error: 'This address takes another method.', remedy: 'The Allow header names it.' },
  INVALID_PARAMETER: { status: 422, error: 'A parameter cannot be used.', remedy: 'Correct the named parameter.' },
  NOT_STORED: {
    status: 503,
    error: 'The alert could not be stored, so nothing was done with it.',
    remedy: 'Send it again; Signalman tells its operator what is wrong with the disk.',
  },
  STOPPING: { status: 503, error: 'Signalman is stopping; nothing was done with this.', remedy: 'Send it again in a few seconds.' },
  INTERNAL: {
    status: 500,
    error: 'A fault of ours; the operator has been told.',
    remedy: 'Look whether the signal exists with GET /history before sending it again.',
  },
} as const satisfies Record<string, RefusalKind>;

export type RefusalCode = keyof typeof HTTP_REFUSALS;

/** What leaves by HTTP: JSON of `body`. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** True: everything in the body was redacted on its way in or is made by us, so that it need not be done again. */
  readonly isRedacted?: boolean;
}

/** The refusal of this code; `error` says it more exactly where more is known (never with text of an unauthenticated sender). */
export function refuse(code: RefusalCode, more: { error?: string; headers?: Readonly<Record<string, string>> } = {}): Answer {
  const kind: RefusalKind = HTTP_REFUSALS[code];
  const error = more.error ?? kind.error;
  return {
    status: kind.status,
    ...(more.headers ? { headers: more.headers } : {}),
    body: { success: false, status: 'error', error, code, remedy: kind.remedy, detail: kind.detail ?? error },
  };
}

/** Our sentences with two quoted names fit. Characters. */
const DENIAL_TEXT_MAX = 400;
const DETAIL_PREFIX: Readonly<Record<number, string>> = { 400: 'Invalid JSON format: ', 422: 'Payload validation error: ' };

/** What core refused, in the shape and with the status that the table of denials gives it. */
export function refuseDenied(denial: Denial, signalId: SignalId | null): Answer {
  const { status } = DENIALS[denial.code];
  // Names and values of senders stand in both.
  const error = cleanText(denial.message, DENIAL_TEXT_MAX);
  return {
    status,
    body: {
      success: false,
      status: 'error',
      error,
      code: denial.code,
      remedy: cleanText(denial.remedy, DENIAL_TEXT_MAX),
      detail: `${DETAIL_PREFIX[status] ?? ''}${error}`,
      ...(signalId === null ? {} : { signal_id: signalId }),
    },
  };
}
