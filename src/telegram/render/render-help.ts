// Owns: /help and /start, made from the list of commands.

import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import type { Message } from './message.ts';

export interface CommandView {
  readonly name: string;
  /** How the arguments are written; empty = none. */
  readonly args: string;
  readonly description: string;
}

export function renderHelp(commands: readonly CommandView[], role: string): Message {
  const rows = commands.map(
    ({ name, args, description }) => `/${name}${args === '' ? '' : ` ${escapeHtml(args)}`}\n   ${escapeHtml(description)}`,
  );
  const foot = 'Ids can be cut to any part of at least 4 characters that only one has.';
  return { html: cutHtml([`You are ${escapeHtml(role)}.`, ...rows, '', foot].join('\n')), keyboard: [] };
}

export function renderStart(name: string, accounts: readonly string[], role: string): Message {
  const lines = [
    `<b>Signalman</b> is at your service, ${name}.`,
    '',
    ...accounts,
    '',
    `You are ${escapeHtml(role)}. When an alert comes in, its card appears here; tap Approve or Reject.`,
    '/status says how things are, /help what can be said.',
  ];
  return { html: cutHtml(lines.join('\n')), keyboard: [] };
}
