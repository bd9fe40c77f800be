// Owns: who may read: the bearer of the admin token. Nobody is let in for coming from loopback: a tunnel or a reverse proxy
// comes from there too.

import type { Context, Middleware } from 'koa';
import type { Redactor } from '../../redact.ts';
import { refuse } from '../refusal.ts';
import { isSameSecret, secretDigest } from '../senders/same-secret.ts';
import { sendAnswer } from '../send-answer.ts';
import type { Strangers } from '../senders/strangers.ts';

const REFUSED = refuse('ADMIN_TOKEN_REQUIRED', { headers: { 'WWW-Authenticate': 'Bearer realm="signalman"' } });

export function requireAdmin(parts: {
  readonly adminToken: string;
  readonly strangers: Strangers;
  readonly addressOf: (ctx: Context) => string;
  readonly redactor: Redactor;
}): Middleware {
  const digest = secretDigest(parts.adminToken);
  return async (ctx, next) => {
    const token = /^Bearer +(\S+) *$/i.exec(ctx.get('Authorization'))?.[1];
    if (token !== undefined && isSameSecret(digest, secretDigest(token))) {
      await next();
      return;
    }
    sendAnswer(ctx, parts.strangers.refuse(parts.addressOf(ctx), REFUSED), parts.redactor);
  };
}
