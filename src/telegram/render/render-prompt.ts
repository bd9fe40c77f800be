// Owns: the question before something that cannot be taken back, and its two buttons.

import type { Nonce } from '../../core/model/ids.ts';
import { cutHtml } from './cut-html.ts';
import { formatDuration } from './format-time.ts';
import type { Keyboard, Message } from './message.ts';

export const PROMPT_VERBS = { confirm: 'k', dismiss: 'x' } as const;

export interface PromptView {
  readonly nonce: Nonce;
  /** Text of the confirming button. */
  readonly label: string;
  /** Text of the other one. */
  readonly dismissLabel: string;
}

export const promptKeyboard = ({ nonce, label, dismissLabel }: PromptView): Keyboard => [
  [
    { text: label, data: `${PROMPT_VERBS.confirm}:${nonce}` },
    { text: dismissLabel, data: `${PROMPT_VERBS.dismiss}:${nonce}` },
  ],
];

/** Whether a question whose sending seemed to fail was seen, and answered, nobody knows. */
const TOO_LATE = '⌛ <b>Its button is not good any more</b>: unless somebody has pressed it, nothing was done. Send the command again.';

/** `lines`: HTML, the question and what the confirming button will do. `leftMs`: how long it is good. */
export function renderPrompt(prompt: PromptView, lines: readonly string[], leftMs: number): Message {
  if (leftMs <= 0) return { html: cutHtml([...lines.slice(0, 1), TOO_LATE].join('\n')), keyboard: [] };
  const html = [...lines, '', `The button is good for ${formatDuration(leftMs)}.`].join('\n');
  return { html: cutHtml(html), keyboard: promptKeyboard(prompt) };
}
