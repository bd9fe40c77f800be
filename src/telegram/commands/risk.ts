// Owns: /risk: the limits, and how much of each is used.

import { riskMessage } from '../pages/risk-message.ts';
import type { BotCommand } from './bot-command.ts';

export const riskCommand: BotCommand = {
  name: 'risk',
  args: '[strategy or account]',
  description: 'every limit, how much of it is used, what holds entries back',
  role: 'viewer',
  run(call) {
    call.reply(riskMessage(call.deps, call.args));
  },
};
