// Owns: what a person reads when the core has answered a command of theirs.

import type { Reply } from '../core/engine/command.ts';
import { cutHtml } from './render/cut-html.ts';
import { escapeHtml } from './render/escape-html.ts';
import type { Message } from './render/message.ts';
import { renderDenial } from './render/render-denial.ts';
import { cleanText } from '../core/model/clean-text.ts';

/** A message without buttons. `html`: ready to send; what Telegram would refuse as too long is cut. */
export const textMessage = (html: string): Message => ({ html: cutHtml(html), keyboard: [] });

/** `done`: what to say when it was done; `about`: whose money it is about, where it was not (HTML). */
export function answerReply(reply: Reply, done: string, about = ''): Message {
  const head = about === '' ? '' : `${about}\n`;
  if (reply.type === 'refused') return textMessage(`⛔ ${head}${renderDenial(reply.denial)}`);
  if (reply.type === 'skipped') return textMessage(`${head}Nothing to do: ${escapeHtml(cleanText(reply.detail))}`);
  return textMessage(done);
}

/** The same for the line that a tap shows: plain text. `alert`: it must be read. */
export function tapReply(reply: Reply, done: string): { readonly text: string; readonly alert: boolean } {
  if (reply.type === 'refused') return { text: `${reply.denial.message}\n${reply.denial.remedy}`, alert: true };
  if (reply.type === 'skipped') return { text: cleanText(reply.detail), alert: false };
  return { text: done, alert: false };
}

/** What the core says was done, where it says more than we could. */
export const doneDetail = (reply: Reply, otherwise: string): string =>
  reply.type === 'done' && reply.detail !== '' ? cleanText(reply.detail) : otherwise;
