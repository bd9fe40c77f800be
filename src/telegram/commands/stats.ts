// Owns: /stats: the statistics of alerts.

import { summarizeAlerts } from '../../core/model/alerts/summarize-alerts.ts';
import { renderStats } from '../render/render-stats.ts';
import type { BotCommand } from './bot-command.ts';

export const statsCommand: BotCommand = {
  name: 'stats',
  args: '',
  description: 'how many alerts came, what became of them, how long it took',
  role: 'viewer',
  run(call) {
    call.reply(renderStats(summarizeAlerts(call.state().tallies.values(), call.deps.acknowledged())));
  },
};
