// Owns: /target: the (last) target of a position.

import { createPlanCommand } from '../plan-command.ts';

export const targetCommand = createPlanCommand(
  'target',
  '<symbol|strategy> [price|off]',
  'moves the target of a position, or takes it away',
);
