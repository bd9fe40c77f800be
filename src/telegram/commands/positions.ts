// Owns: /positions: what is held, with its buttons.

import { positionsMessage } from '../pages/view-positions.ts';
import type { BotCommand } from './bot-command.ts';

export const positionsCommand: BotCommand = {
  name: 'positions',
  args: '',
  description: 'what is held, what protects it, with buttons to close',
  role: 'viewer',
  run(call) {
    call.reply(positionsMessage(call.deps));
  },
};
