// Owns: the answer to a question about a plan: read, done, and told.

import { mayDo } from '../people/authorize.ts';
import { textMessage } from '../answer-reply.ts';
import { fulfil } from './fulfil-wish.ts';
import type { CommandCall } from '../commands/bot-command.ts';
import { isLate } from '../commands/ask-late.ts';
import type { PlanRef } from './plan-question.ts';
import { positionByHandle, stayOf } from './position-handle.ts';
import { exampleOf, readPlanChange } from './read-plan-change.ts';
import { quotedText } from '../render/sender-text.ts';

/** Nothing is wanted after all. */
const LEAVE_IT = /^\s*(?:cancel|no|nothing|leave it|never mind)\s*$/i;

export const LATE_WORDS =
  'That was typed a while ago, and it could not be obeyed then: nothing was changed. Look at /positions and send it again.';

export async function answerQuestion(call: CommandCall, ref: PlanRef): Promise<void> {
  if (!mayDo(call.role, 'trader')) return call.reply(textMessage(`This needs the role trader; you are ${call.role ?? 'nobody'}.`));
  const position = positionByHandle(call.state(), ref.handle);
  if (position === null || stayOf(position) !== ref.stay)
    return call.reply(textMessage('The position that was asked about is closed already; nothing was changed.'));
  if (isLate(call)) return call.reply(textMessage(LATE_WORDS));
  if (LEAVE_IT.test(call.args)) return call.reply(textMessage('Nothing was changed.'));
  const wish = readPlanChange(ref.topic, call.args);
  if (wish === null) {
    call.deps.questions.asked(call, ref);
    const wanted = `Write ${exampleOf(ref.topic)}; <code>cancel</code> leaves it as it is`;
    return call.reply(textMessage(`${quotedText(call.args, 60)} is not understood; nothing was changed. ${wanted}.`));
  }
  const change = ref.from === undefined || wish.type !== 'target' ? wish : { ...wish, from: ref.from };
  return fulfil(call, position, change);
}
