// Owns: /resume: the way back from /pause.

import type { BotCommand, CommandCall } from './bot-command.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { askLate, isLate } from './ask-late.ts';
import { strategyOrTell } from './find-strategy.ts';
import { setPaused } from './pause.ts';

export const resumeCommand: BotCommand = {
  name: 'resume',
  args: '[strategy]',
  description: 'lets entries of one strategy or of all pass again',
  role: 'trader',
  run: (call) => (isLate(call) ? resumeLate(call) : setPaused(call, 'resume', '▶️', 'running again')),
};

async function resumeLate(call: CommandCall): Promise<void> {
  const strategy = call.args === '' ? null : strategyOrTell(call, call.args);
  if (strategy === null && call.args !== '') return;
  await askLate(call, { type: 'resume', strategy }, `Resume ${strategy === null ? 'every strategy' : escapeHtml(strategy)}`);
}
