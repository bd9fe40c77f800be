// Owns: /help: what this person may say.

import { renderHelp } from '../render/render-help.ts';
import type { BotCommand } from './bot-command.ts';

export const helpCommand: BotCommand = {
  name: 'help',
  args: '',
  description: 'lists what you can say',
  role: 'viewer',
  run(call) {
    call.reply(renderHelp(call.commands, call.role ?? 'nobody'));
  },
};
