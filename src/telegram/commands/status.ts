// Owns: /status: the whole picture on one screen.

import { statusMessage } from '../pages/status-message.ts';
import type { BotCommand } from './bot-command.ts';

export const statusCommand: BotCommand = {
  name: 'status',
  args: '',
  description: 'may entries pass, what is open, what needs you',
  role: 'viewer',
  run(call) {
    call.reply(statusMessage(call.deps));
  },
};
