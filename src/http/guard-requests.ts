// Owns: what every request passes on its way out: security headers, a refusal in our shape for whatever went wrong or was
// found nowhere, and one line in the log, without bodies and with the query masked.

import type { Context, Middleware } from 'koa';
import type { Layer } from '@koa/router';
import { StorageError } from '../store/dispatch.ts';
import type { HttpPorts } from './http-ports.ts';
import { maskUrl } from './mask-url.ts';
import { refuse, type Answer } from './refusal.ts';
import { refuseUnstored } from './alerts/refuse-unstored.ts';
import { sendAnswer } from './send-answer.ts';

/** For JSON: nothing may run, frame or keep it. A page of ours sets its own policy. */
const SECURITY_HEADERS = Object.entries({
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
});

type GuardPorts = Pick<HttpPorts, 'log' | 'redactor' | 'clock' | 'onFault'> & {
  readonly stop: AbortSignal;
  readonly addressOf: (ctx: Context) => string;
};

function answerFault(ports: GuardPorts, ctx: Context, error: unknown): Answer {
  if (error instanceof StorageError) return refuseUnstored(error);
  const where = `${ctx.method} ${maskUrl(ctx.url)}`;
  ports.log.error({ err: error, where }, 'a fault of ours answered a request with 500');
  ports.onFault(error, where);
  return refuse('INTERNAL');
}

/** What comes before the proof of the sender, or above the limit of those without one, may come in floods. */
const FLOODS: ReadonlySet<number> = new Set([403, 404, 405, 408, 413, 415, 429]);

/** Floods must not fill the disk through the log, and what was accepted stands in the journal; a refused alert is what people look for. */
function logAnswered(ports: GuardPorts, ctx: Context, address: string, startedAt: number): void {
  const line = { method: ctx.method, url: maskUrl(ctx.url), status: ctx.status, ms: ports.clock.now() - startedAt, address };
  const isRefusedAlert = ctx.method === 'POST' && ctx.status >= 400 && !FLOODS.has(ctx.status);
  if (isRefusedAlert) ports.log.info(line, 'refused');
  else ports.log.debug(line, 'answered');
}

export function guardRequests(ports: GuardPorts): Middleware {
  return async (ctx, next) => {
    const startedAt = ports.clock.now();
    const address = ports.addressOf(ctx);
    // Not by ctx.set: it looks each of them over again, for every request.
    for (const [name, value] of SECURITY_HEADERS) ctx.res.setHeader(name, value);
    try {
      await next();
    } catch (error) {
      sendAnswer(ctx, answerFault(ports, ctx, error), ports.redactor);
    }
    if (ports.stop.aborted) ctx.set('Connection', 'close');
    logAnswered(ports, ctx, address, startedAt);
  };
}

/** The last station: the address is unknown, or known under another method. */
export function answerUnrouted(ports: Pick<HttpPorts, 'redactor'>): Middleware {
  return (ctx) => {
    const matched: readonly Layer[] = ctx['matched'] ?? [];
    const methods = [...new Set(matched.flatMap((layer) => layer.methods))];
    const answer = methods.length === 0 ? refuse('NO_SUCH_PAGE') : refuse('METHOD_NOT_ALLOWED', { headers: { Allow: methods.join(', ') } });
    sendAnswer(ctx, answer, ports.redactor);
  };
}
