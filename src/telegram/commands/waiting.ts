// Owns: /waiting: orders that wait for a price or a time, each with its way back.

import { waitingPage } from '../pages/waiting-page.ts';
import type { BotCommand } from './bot-command.ts';

export const waitingCommand: BotCommand = {
  name: 'waiting',
  args: '',
  description: 'orders that wait for a price or a time, with buttons to take them back',
  role: 'viewer',
  run: (call) => call.reply(waitingPage(call.deps)),
};
