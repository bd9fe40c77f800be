// Owns: how an answer leaves: JSON unless it is a table or a text for a machine, always redacted.

import type { Context } from 'koa';
import type { Redactor } from '../redact.ts';
import { lingeringAnswer } from './lingering-answer.ts';
import type { Answer } from './refusal.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The type stands before the body comes: Koa looks over every body that has none. */
function writeHead(ctx: Context, answer: Answer): void {
  ctx.status = answer.status;
  ctx.res.setHeader('Content-Type', JSON_TYPE);
  if (answer.headers) ctx.set({ ...answer.headers });
}

const textOf = (answer: Answer, redactor: Redactor): string => {
  const text = JSON.stringify(answer.body);
  return answer.isRedacted === true ? text : redactor.redactJson(text);
};

export function sendAnswer(ctx: Context, answer: Answer, redactor: Redactor): void {
  writeHead(ctx, answer);
  ctx.body = textOf(answer, redactor);
}

/** A text or a table; `body` was redacted on its way in, or is redacted here. */
export function sendText(ctx: Context, type: string, body: string, redactor: Redactor): void {
  ctx.status = 200;
  ctx.body = redactor.redact(body);
  ctx.type = type;
}

/** For a request that was not read to its end: answers at once, and the connection ends after it. */
export function sendToUnread(ctx: Context, answer: Answer, redactor: Redactor): void {
  writeHead(ctx, answer);
  const text = textOf(answer, redactor);
  ctx.set('Connection', 'close');
  ctx.body = lingeringAnswer(ctx.req, text);
  ctx.length = Buffer.byteLength(text);
}
