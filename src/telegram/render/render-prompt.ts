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

/** `lines`: HTML, what the confirming button will do. */
export function renderPrompt(prompt: PromptView, lines: readonly string[], ttlMs: number): Message {
  const html = [...lines, '', `The button is good for ${formatDuration(ttlMs)}.`].join('\n');
  return { html: cutHtml(html), keyboard: promptKeyboard(prompt) };
}
