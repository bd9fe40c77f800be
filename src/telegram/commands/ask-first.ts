// Owns: commands that need a second tap: the question is recorded, then shown with its button.

import type { PromptAction } from '../../core/engine/state.ts';
import { PROMPT_TTL_MS } from '../../core/model/limits.ts';
import { answerReply } from '../answer-reply.ts';
import { makeNonce } from '../make-ids.ts';
import { PROMPT_LABELS } from '../prompt-labels.ts';
import { renderPrompt } from '../render/render-prompt.ts';
import type { CommandCall } from './bot-command.ts';

/** `lines`: HTML, what the confirming button will do. */
export async function askFirst(call: CommandCall, action: PromptAction, lines: readonly string[]): Promise<void> {
  const nonce = makeNonce(call.deps.randomHex);
  const reply = await call.dispatch({ type: 'ask', action, nonce, by: call.actor, updateId: call.updateId });
  if (reply.type === 'refused' || reply.type === 'skipped') return call.reply(answerReply(reply, ''));
  const message = renderPrompt({ nonce, label: PROMPT_LABELS[action.type] }, lines, PROMPT_TTL_MS);
  void call.deps.outbox.send({ to: call.chat, message, priority: 'card' });
}
