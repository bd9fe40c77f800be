// Owns: /strategies: which there are, where they trade, who lets their entries pass.

import { strategiesPage } from '../pages/strategies-page.ts';
import type { BotCommand } from './bot-command.ts';

export const strategiesCommand: BotCommand = {
  name: 'strategies',
  args: '',
  description: 'lists the strategies, their accounts and who lets their entries pass',
  role: 'viewer',
  run: (call) => call.reply(strategiesPage(call.deps)),
};
