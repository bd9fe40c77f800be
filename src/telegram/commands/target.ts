// Owns: /target: the targets of a position, one of them or all.

import { createPlanCommand } from '../plans/plan-command.ts';

export const targetCommand = createPlanCommand(
  'target',
  '<symbol|strategy> [which] [price|off] or all <prices|off>',
  'moves one target of a position, or takes it away: of several the one at the price that stands before the new one; all 46000:40 48000:60 puts these in place of all',
);
