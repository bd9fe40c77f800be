// Owns: the console over HTTP: the page and its files, the stream of changes, what the person writes and taps.
//
// Every route passes the same gates in the same order: switched on (else 404), started from our own page on this machine
// (403), signed in (401). Only the page's static files need no sign-in: they are public code.

import { Router } from '@koa/router';
import type { RouterContext, RouterMiddleware } from '@koa/router';
import { z } from 'zod';
import type { Chat } from './chat.ts';
import { SESSION_MS, TEXT_MAX } from './console-limits.ts';
import type { EventStreams } from './event-streams.ts';
import { checkOrigin, cookieName, isSameSecret, notSignedIn, sessionOf } from './guard-request.ts';
import type { PageFile } from './page-files.ts';
import { readJsonBody } from './read-json-body.ts';

/** What came of the sample alert; `error` is shown to the person. */
export type SampleResult = { readonly ok: true } | { readonly ok: false; readonly error: string };

export interface ConsoleRoutesParts {
  readonly chat: Chat;
  readonly streams: EventStreams;
  readonly pageFiles: ReadonlyMap<string, PageFile>;
  readonly token: string;
  readonly port: () => number;
  readonly enabled: () => boolean;
  readonly sample: () => Promise<SampleResult>;
  /** What the person writes is kept on disk: a secret that was pasted is not. */
  readonly redact: (text: string) => string;
}

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const NO_SUCH_PAGE = {
  status: 404,
  code: 'NO_SUCH_PAGE',
  error: 'There is nothing at this address.',
  remedy: 'Open the link that the program printed when it started.',
};

const messageBody = z.object({ text: z.string() });
const tapBody = z.object({ message_id: z.number().int(), data: z.string() });

export function createConsoleRoutes(parts: ConsoleRoutesParts): Router {
  const router = new Router({ prefix: '/console' });
  const guard = createGuard(parts);
  const signedIn = createSignedIn(parts);
  router.get('/', guard, (ctx) => showPage(ctx, parts));
  router.get('/events', guard, signedIn, (ctx) => openStream(ctx, parts));
  router.get('/files/:id', guard, signedIn, (ctx) => sendFile(ctx, parts));
  router.post('/messages', guard, signedIn, (ctx) => postMessage(ctx, parts));
  router.post('/taps', guard, signedIn, (ctx) => postTap(ctx, parts));
  router.post('/sample', guard, signedIn, (ctx) => postSample(ctx, parts));
  router.get('/:name', guard, (ctx) => sendPageFile(ctx, parts));
  return router;
}

function createGuard({ enabled, port }: ConsoleRoutesParts): RouterMiddleware {
  return async (ctx, next) => {
    if (!enabled()) {
      answerError(ctx, NO_SUCH_PAGE);
      return;
    }
    ctx.set(HEADERS);
    const refusal = checkOrigin(ctx.req, port());
    if (refusal === null) await next();
    else answerError(ctx, refusal);
  };
}

const isSignedIn = (ctx: RouterContext, { token, port }: ConsoleRoutesParts): boolean =>
  isSameSecret(ctx.cookies.get(cookieName(port())) ?? '', sessionOf(token));

function createSignedIn(parts: ConsoleRoutesParts): RouterMiddleware {
  return async (ctx, next) => {
    if (isSignedIn(ctx, parts)) await next();
    else answerError(ctx, notSignedIn);
  };
}

/**
 * The printed link carries the token once: it becomes a cookie, and the page takes it out of the address bar and the history.
 * There is no redirect, since programs that keep no cookies would end at the locked page.
 */
function showPage(ctx: RouterContext, parts: ConsoleRoutesParts): void {
  const { token } = ctx.query;
  const opens = typeof token === 'string' && isSameSecret(token, parts.token);
  if (opens) {
    ctx.cookies.set(cookieName(parts.port()), sessionOf(parts.token), {
      httpOnly: true,
      sameSite: 'strict',
      path: '/console',
      maxAge: SESSION_MS,
      signed: false,
      overwrite: true,
    });
  }
  const allowed = opens || (token === undefined && isSignedIn(ctx, parts));
  sendStored(ctx, parts.pageFiles.get(allowed ? 'index.html' : 'locked.html'));
  if (!allowed) ctx.status = 401;
}

function sendPageFile(ctx: RouterContext, { pageFiles }: ConsoleRoutesParts): void {
  const name = ctx.params['name'] ?? '';
  sendStored(ctx, name.endsWith('.html') ? undefined : pageFiles.get(name));
}

function sendStored(ctx: RouterContext, file: PageFile | undefined): void {
  if (file === undefined) {
    answerError(ctx, NO_SUCH_PAGE);
    return;
  }
  ctx.type = file.type;
  ctx.body = file.body;
}

function openStream(ctx: RouterContext, { streams }: ConsoleRoutesParts): void {
  if (ctx.method === 'HEAD') {
    ctx.status = 200;
    return;
  }
  if (!streams.hasRoom()) {
    answerError(ctx, {
      status: 503,
      code: 'NO_ROOM',
      error: 'too many pages have the console open, or it is stopping',
      remedy: 'close some',
    });
    return;
  }
  // Written past Koa, which takes a page that goes away in the middle of its body for an error.
  ctx.respond = false;
  ctx.req.socket.setNoDelay(true);
  ctx.res.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream; charset=utf-8' });
  streams.open(ctx.res, ctx.get('Last-Event-ID') || undefined);
}

function sendFile(ctx: RouterContext, { chat }: ConsoleRoutesParts): void {
  const file = chat.file(ctx.params['id'] ?? '');
  if (file === null) {
    answerError(ctx, NO_SUCH_PAGE);
    return;
  }
  ctx.type = file.info.kind === 'photo' ? 'image/png' : 'application/octet-stream';
  if (file.info.kind === 'document') ctx.attachment(file.info.name);
  // The id is the hash of the bytes: they never change under it.
  ctx.set('Cache-Control', 'private, max-age=86400, immutable');
  ctx.body = file.bytes;
}

async function postMessage(ctx: RouterContext, { chat, redact }: ConsoleRoutesParts): Promise<void> {
  const body = await readBody(ctx, messageBody);
  if (body === null) return;
  const text = redact(body.text.trim());
  if (text === '' || text.length > TEXT_MAX) {
    answerError(ctx, { status: 422, code: 'BAD_TEXT', error: `a message has 1 to ${TEXT_MAX} characters`, remedy: 'write it shorter' });
    return;
  }
  const taken = await chat.write(text);
  if (taken.ok) answer(ctx, 202, { success: true, message_id: taken.messageId });
  else answerError(ctx, { status: 503, code: 'BUSY', error: taken.error, remedy: 'try again in a moment' });
}

async function postTap(ctx: RouterContext, { chat }: ConsoleRoutesParts): Promise<void> {
  const body = await readBody(ctx, tapBody);
  if (body === null) return;
  if (!chat.hasButton(body.message_id, body.data)) {
    const error = 'this button is no longer there';
    answerError(ctx, { status: 409, code: 'NO_SUCH_BUTTON', error, remedy: 'look at the message again: it has changed' });
    return;
  }
  const tapped = await chat.tap(body.message_id, body.data);
  if (tapped.ok) answer(ctx, 200, { success: true, answer: tapped.answer });
  else answerError(ctx, { status: 503, code: 'BUSY', error: tapped.error, remedy: 'try again in a moment' });
}

async function postSample(ctx: RouterContext, { sample }: ConsoleRoutesParts): Promise<void> {
  if ((await readBody(ctx, z.object({}))) === null) return;
  const result = await sample();
  if (result.ok) answer(ctx, 202, { success: true });
  else answerError(ctx, { status: 502, code: 'SAMPLE_REFUSED', error: result.error, remedy: 'send /status to see what holds it back' });
}

/** Null: the answer has been given already. */
async function readBody<T>(ctx: RouterContext, schema: z.ZodType<T>): Promise<T | null> {
  const body = await readJsonBody(ctx.req);
  if (!body.ok) {
    answerError(ctx, { status: body.status, code: 'BAD_BODY', error: body.error, remedy: 'reload the page' });
    return null;
  }
  const parsed = schema.safeParse(body.value);
  if (parsed.success) return parsed.data;
  answerError(ctx, { status: 422, code: 'BAD_BODY', error: z.prettifyError(parsed.error), remedy: 'reload the page' });
  return null;
}

function answerError(ctx: RouterContext, { status, ...rest }: { status: number; code: string; error: string; remedy: string }): void {
  answer(ctx, status, { success: false, status: 'error', ...rest });
}

function answer(ctx: RouterContext, status: number, body: Record<string, unknown>): void {
  ctx.status = status;
  ctx.body = body;
}
