// Owns: what a failed call means. A refusal in the venue's own form did nothing; a limit or an address that nobody answers
// did nothing; everything else may have done something.

import type { Unavailable } from '../broker.ts';
import { causesOf, neverConnected } from '../never-connected.ts';
import { retryAfter } from '../retry-after.ts';

export type Failure =
  | { readonly type: 'rejected'; readonly reason: string; readonly status: number; readonly code: number | null }
  | Unavailable
  | { readonly type: 'ambiguous'; readonly reason: string };

const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 422]);
const REASON_MAX = 300;

const textOf = (value: unknown): string => String(value).replace(/\s+/g, ' ').slice(0, REASON_MAX);

const fieldOf = (value: object, name: string): unknown => (name in value ? (value as Record<string, unknown>)[name] : undefined);

const codeOf = (error: object): number | null => {
  const code = Number(fieldOf(error, 'code'));
  return Number.isInteger(code) ? code : null;
};

/** The library has read it from the header. */
function waitOf(error: object): ReturnType<typeof retryAfter> {
  const ms = fieldOf(error, 'retryAfterMs');
  return typeof ms === 'number' && ms > 0 ? retryAfter(ms) : {};
}

function refusal(error: Error, status: number): Failure {
  const message = textOf(error.message);
  if (status === 429) return { type: 'unavailable', reason: `Alpaca takes no more requests for now (${message})`, ...waitOf(error) };
  if (!REFUSALS.has(status)) return { type: 'ambiguous', reason: `Alpaca answered ${status}: ${message}` };
  const said = status === 401 ? `Alpaca does not accept the keys of this account (${message})` : message;
  return { type: 'rejected', reason: said, status, code: codeOf(error) };
}

export function classifyFailure(error: unknown): Failure {
  const causes = causesOf(error);
  const [first] = causes;
  const status = first === undefined ? undefined : fieldOf(first, 'status');
  if (first instanceof Error && typeof status === 'number') return refusal(first, status);
  const last = causes.at(-1);
  const said = last instanceof Error ? textOf(last.message) : textOf(error);
  if (neverConnected(error)) return { type: 'unavailable', reason: `Alpaca cannot be reached (${said})` };
  return { type: 'ambiguous', reason: `no usable answer from Alpaca (${said})` };
}

/** Of a question that changes nothing. */
export function unavailable(error: unknown): Unavailable {
  const failure = classifyFailure(error);
  return failure.type === 'unavailable' ? failure : { type: 'unavailable', reason: failure.reason };
}

/** Of a change that was asked for. */
export function failed(error: unknown): Unavailable | { readonly type: 'rejected' | 'ambiguous'; readonly reason: string } {
  const failure = classifyFailure(error);
  return failure.type === 'unavailable' ? failure : { type: failure.type, reason: failure.reason };
}

/** The venue says, in its own form, that there is no such thing. A page of somebody between says nothing. */
export function isNotFound(error: unknown): boolean {
  const failure = classifyFailure(error);
  return failure.type === 'rejected' && failure.status === 404 && failure.code !== null;
}
