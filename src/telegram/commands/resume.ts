// Owns: /resume: the way back from /pause.

import type { BotCommand } from './bot-command.ts';
import { setPaused } from './pause.ts';

export const resumeCommand: BotCommand = {
  name: 'resume',
  args: '[strategy]',
  description: 'lets entries of one strategy or of all pass again',
  role: 'trader',
  run: (call) => setPaused(call, 'resume', '▶️', 'running again'),
};
