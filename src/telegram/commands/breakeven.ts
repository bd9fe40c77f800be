// Owns: /breakeven: the stop of a position to its entry price.

import type { BotCommand } from './bot-command.ts';
import { fulfil } from '../plans/fulfil-wish.ts';
import { positionOrTell } from '../plans/plan-command.ts';
import { words } from './words.ts';

export const breakevenCommand: BotCommand = {
  name: 'breakeven',
  args: '<symbol|strategy>',
  description: 'moves the stop of a position to its entry price',
  role: 'trader',
  run(call) {
    const position = positionOrTell(call, 'breakeven', words(call.args));
    return position === null ? undefined : fulfil(call, position, { type: 'break_even' });
  },
};
