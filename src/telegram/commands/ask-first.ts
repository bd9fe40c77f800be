// Owns: commands that need a second tap: the question is recorded, then shown with its button.

import type { Prompt, PromptAction } from '../../core/engine/state.ts';
import type { Nonce } from '../../core/model/ids.ts';
import { answerReply } from '../answer-reply.ts';
import { makeNonce } from '../make-ids.ts';
import { dismissLabel, PROMPT_LABELS } from '../cards/prompt-labels.ts';
import type { Message } from '../render/message.ts';
import { renderPrompt } from '../render/render-prompt.ts';
import type { CommandCall } from './bot-command.ts';

/** `lines`: HTML, what the confirming button will do. */
export async function askFirst(call: CommandCall, action: PromptAction, lines: readonly string[]): Promise<void> {
  const fresh = makeNonce(call.deps.randomHex);
  const reply = await call.dispatch({ type: 'ask', action, nonce: fresh, by: call.actor, updateId: call.updateId });
  // The update came again: the question may have been recorded without having been shown, so it is shown (again).
  const nonce = reply.type === 'skipped' ? openQuestion(call, action) : fresh;
  if (reply.type === 'refused' || nonce === null) return call.reply(answerReply(reply, ''));
  const prompt = { nonce, label: PROMPT_LABELS[action.type], dismissLabel: dismissLabel(action.type) };
  const expiresAt = call.state().prompts.get(nonce)?.expiresAt ?? 0;
  // as it is when it can be sent at last: a button that does nothing any more must not be believed in
  const message = (): Message | null => {
    const [leftMs, isOpen] = [expiresAt - call.deps.clock.now(), call.state().prompts.has(nonce)];
    // somebody has answered it where its sending seemed to fail: what came of it stands there
    return !isOpen && leftMs > 0 ? null : renderPrompt(prompt, lines, isOpen ? leftMs : 0);
  };
  void call.deps.outbox.send({ to: call.chat, message, priority: 'alarm' });
}

function openQuestion(call: CommandCall, action: PromptAction): Nonce | null {
  const isThis = (prompt: Prompt): boolean => prompt.action.type === action.type && prompt.askedBy?.userId === call.actor.userId;
  return call.state().prompts.find((prompt) => isThis(prompt) && prompt.expiresAt > call.deps.clock.now())?.nonce ?? null;
}
