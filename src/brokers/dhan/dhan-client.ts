// Owns: one request to Dhan and what its answer proves. One attempt, with a time-out; the five ways in which it can end
// are told apart here and nowhere else.

import type { Clock } from '../../clock.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { Unavailable } from '../broker.ts';
import { neverConnected } from '../never-connected.ts';
import { readRetryAfter, retryAfter } from '../retry-after.ts';
import { explainRefusal, isBusy, isUnclear } from './explain-refusal.ts';
import { isObject, type JsonObject, textOf, type WireFields, wireJson } from './wire-json.ts';

export type Answer =
  | { readonly type: 'ok'; readonly body: unknown; readonly serverAt: Instant | null }
  /** Dhan has read it and said no: nothing has happened. */
  | { readonly type: 'refused'; readonly code: string; readonly message: string; readonly reason: string }
  /** Too many requests: turned away. Whoever repeats an order looks it up first all the same. */
  | { readonly type: 'busy'; readonly reason: string; readonly retryAfterMs?: number }
  /** It has never left this machine. */
  | { readonly type: 'unsent'; readonly reason: string }
  /** Nobody knows. */
  | { readonly type: 'unclear'; readonly reason: string };

/** What a question came to, for whoever needs to know only that. */
export type Read<T> = { readonly type: 'ok'; readonly value: T } | Unavailable;

/** Of anything that has changed nothing. */
export const unavailable = (answer: Exclude<Answer, { type: 'ok' }>): Unavailable => ({
  type: 'unavailable',
  reason: answer.reason,
  ...(answer.type === 'busy' ? retryAfter(answer.retryAfterMs) : {}),
});

export interface DhanClient {
  readonly clientId: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The client id is added to the fields, as every body needs it. */
  send(method: 'POST' | 'PUT', path: string, fields: WireFields): Promise<Answer>;
  /** A body that is no flat list of fields. */
  post(path: string, body: string): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

export interface DhanClientOptions {
  readonly clientId: string;
  readonly accessToken: string;
  readonly baseUrl: string;
  readonly clock: Clock;
}

/** Dhan gives none; shorter than what the house waits for any venue. */
const TIMEOUT_MS = 15_000;
const SHOWN_MAX = 200;

function codeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : null;
  const code: unknown = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  return typeof code === 'string' ? code : '';
}

function failureOf(error: unknown, isLate: boolean): Answer {
  if (isLate) return { type: 'unclear', reason: `Dhan did not answer within ${TIMEOUT_MS / 1000} s` };
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const reason = `Dhan could not be reached (${code === '' ? message : code})`;
  return neverConnected(error)
    ? { type: 'unsent', reason }
    : { type: 'unclear', reason: `the connection to Dhan broke (${code || message})` };
}

/** Code and words of an error, in any of the shapes that are seen; null: it is none. */
function errorIn(body: JsonObject, status: number): { readonly code: string; readonly message: string } | null {
  const code = textOf(body, 'errorCode');
  if (code !== '') return { code, message: textOf(body, 'errorMessage') };
  const data = body['data'];
  if (textOf(body, 'status') === 'failed') {
    const [first] = isObject(data) ? Object.entries(data) : [];
    return { code: first?.[0] ?? 'failed', message: first === undefined ? '' : String(first[1]) };
  }
  const path = textOf(body, 'path');
  return status === 404 && path !== '' ? { code: '404', message: `${textOf(body, 'error')} ${path}` } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read(status: number, text: string, { date, wait }: { readonly date: string | null; readonly wait: number | null }): Answer {
  const body = parse(text);
  const error = isObject(body) ? errorIn(body, status) : null;
  if (status === 429 || (error !== null && isBusy(error.code)))
    return { type: 'busy', reason: `Dhan has turned it away: too many requests (${error?.code ?? status})`, ...retryAfter(wait) };
  const isKnown = body !== undefined && status < 500 && (error === null || !isUnclear(error.code));
  if (isKnown && error !== null) return { type: 'refused', ...error, reason: explainRefusal(error.code, error.message) };
  if (isKnown && status < 300) {
    const at = date === null ? Number.NaN : Date.parse(date);
    return { type: 'ok', body, serverAt: Number.isNaN(at) ? null : at };
  }
  const said = error === null ? text.replaceAll(/\s+/g, ' ').slice(0, SHOWN_MAX) : `${error.code} ${error.message}`;
  return { type: 'unclear', reason: `Dhan answered ${status} with ${said === '' ? 'nothing' : JSON.stringify(said)}` };
}

export function createDhanClient({ clientId, accessToken, baseUrl, clock }: DhanClientOptions): DhanClient {
  const usual = { 'access-token': accessToken, 'client-id': clientId, accept: 'application/json' };

  async function call(method: string, path: string, body: string | null, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const abort = new AbortController();
    let isLate = false;
    const cancelTimer = clock.after(TIMEOUT_MS, () => {
      isLate = true;
      abort.abort();
    });
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: { ...usual, ...(body === null ? {} : { 'content-type': 'application/json' }), ...more },
        body,
        signal: abort.signal,
        // an order that is sent on to another address is an order to somebody else
        redirect: 'error',
      });
      const { headers } = response;
      const date = headers.get('date');
      return read(response.status, await response.text(), { date, wait: readRetryAfter(headers.get('retry-after'), date) });
    } catch (error) {
      return failureOf(error, isLate);
    } finally {
      cancelTimer();
    }
  }

  return {
    clientId,
    get: (path, headers) => call('GET', path, null, headers),
    send: (method, path, fields) => call(method, path, wireJson({ dhanClientId: clientId, ...fields })),
    post: (path, body) => call('POST', path, body),
    delete: (path) => call('DELETE', path, null),
  };
}
