// Owns: /reverse: out of a position, and into the other side of it.

import { answerReply } from '../answer-reply.ts';
import { reversePosition } from '../plans/change-plan.ts';
import type { BotCommand } from './bot-command.ts';
import { positionOrTell } from '../plans/plan-command.ts';
import { positionTitle } from '../plans/position-title.ts';
import { words } from './words.ts';

export const reverseCommand: BotCommand = {
  name: 'reverse',
  args: '<symbol|strategy>',
  description: 'closes a position at once and enters the other side, as far as the rules let it',
  role: 'trader',
  async run(call) {
    const position = positionOrTell(call, 'reverse', words(call.args));
    if (position === null) return;
    const reply = await reversePosition(call, position);
    const title = positionTitle(call.deps, position);
    call.reply(answerReply(reply, `⏳ Reversing ${title}\nIts card says how the entry behind it goes.`, title));
  },
};
