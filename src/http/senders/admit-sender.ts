// Owns: everything that a request of a sender must pass before its content counts, in this order:
// 413 size · 415 encoding · 403 address · 401 proof · 429 flood of those without one. What fails here is never stored or
// logged with its body.

import type { Context } from 'koa';
import { BODY_BYTES_MAX } from '../../core/model/limits.ts';
import type { Authenticate, Proof } from './authenticate.ts';
import { openAlert, type OpenedAlert } from './open-alert.ts';
import { readRawBody } from './read-raw-body.ts';
import { refuse, type Answer } from '../refusal.ts';
import type { Strangers } from './strangers.ts';

export type Admission =
  | { readonly type: 'admitted'; readonly opened: OpenedAlert; readonly proof: Proof; readonly address: string }
  | { readonly type: 'refused'; readonly answer: Answer; readonly isUnread: boolean };

export interface AdmitParts {
  readonly authenticate: Authenticate;
  readonly addressOf: (ctx: Context) => string;
  readonly isAllowed: (address: string) => boolean;
  readonly strangers: Strangers;
  readonly requestTimeoutMs: number;
}

const refused = (answer: Answer, isUnread = false): Admission => ({ type: 'refused', answer, isUnread });

/** A header of the request; repeated ones come joined, and an empty one counts as none. */
function headerOrNull(ctx: Context, name: string): string | null {
  const value = ctx.req.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A relay may add its own beside the sender's; more are an attempt to guess. */
const URL_SECRETS_MAX = 4;

/** Everything in the URL and in the headers that may be the shared secret. */
function secretsBeside(ctx: Context): string[] {
  const inUrl = ctx.querystring === '' ? [] : [ctx.query['secret'] ?? []].flat().slice(0, URL_SECRETS_MAX);
  return [headerOrNull(ctx, 'x-webhook-secret') ?? '', ...inUrl].filter((secret) => secret !== '');
}

/** Encodings that the raw bytes would have to be undone of. `identity` and `chunked` are none. */
function isEncoded(ctx: Context): boolean {
  const named = [headerOrNull(ctx, 'content-encoding'), headerOrNull(ctx, 'transfer-encoding')].filter((header) => header !== null);
  const encodings = named.flatMap((header) => header.toLowerCase().split(','));
  return encodings.some((encoding) => !['', 'identity', 'chunked'].includes(encoding.trim()));
}

export async function admitSender(parts: AdmitParts, ctx: Context): Promise<Admission> {
  const address = parts.addressOf(ctx);
  const raw = await readRawBody(ctx.req, { bytesMax: BODY_BYTES_MAX, timeoutMs: parts.requestTimeoutMs });
  if (raw.type === 'too_large') return refused(refuse('BODY_TOO_LARGE'), true);
  if (raw.type === 'too_slow') return refused(refuse('TOO_SLOW'), true);
  if (raw.type === 'incomplete') return refused(refuse('BODY_INCOMPLETE'), true);
  if (isEncoded(ctx)) return refused(refuse('COMPRESSED_BODY'));
  if (!parts.isAllowed(address)) return refused(refuse('ADDRESS_NOT_ALLOWED'));

  const opened = openAlert(raw.bytes);
  const authentication = parts.authenticate({
    bytes: raw.bytes,
    secrets: [...opened.secrets, ...secretsBeside(ctx)],
    signature: headerOrNull(ctx, 'x-signature'),
    timestamp: headerOrNull(ctx, 'x-timestamp'),
  });
  if (authentication.type === 'refused') return refused(parts.strangers.refuse(address, authentication.answer));
  return { type: 'admitted', opened, proof: authentication.proof, address };
}
