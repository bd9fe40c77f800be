// Owns: /history: alerts of any age, filtered, in pages. Reading the journal takes a while: the answer follows.

import { textMessage } from '../answer-reply.ts';
import { historyPage } from '../pages/history-page.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';

export const historyCommand: BotCommand = {
  name: 'history',
  args: '[strategy|symbol|state|code] [from=…] [to=…]',
  description: 'alerts of any age, filtered, in pages',
  role: 'viewer',
  run: (call) => void answerLater(call),
};

async function answerLater(call: CommandCall): Promise<void> {
  try {
    call.reply(await historyPage(call.deps, call.args, null));
  } catch (error) {
    call.deps.log.error({ err: error }, 'telegram: the history could not be read');
    call.reply(textMessage('The history could not be read: the log says why.'));
  }
}
