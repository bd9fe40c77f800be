// Owns: /positions: what is held, of everything or of what is named, with its buttons.

import { positionsMessage } from '../pages/view-positions.ts';
import { listOnly } from '../render/page-of.ts';
import type { BotCommand } from './bot-command.ts';

export const positionsCommand: BotCommand = {
  name: 'positions',
  args: '[symbol | strategy | account]',
  description: 'what is held, what protects it, with buttons to close',
  role: 'viewer',
  run(call) {
    call.reply(positionsMessage(call.deps, listOnly(call.args)));
  },
};
