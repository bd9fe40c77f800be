// Owns: /target: the (last) target of a position.

import { createPlanCommand } from '../plan-command.ts';

export const targetCommand = createPlanCommand(
  'target',
  '<symbol|strategy> [target] [price|off]',
  'moves the (last) target of a position, or takes it away; of several the one at the price that stands before the new one',
);
