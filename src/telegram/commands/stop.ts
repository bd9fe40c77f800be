// Owns: /stop: the stop-loss of a position.

import { createPlanCommand } from '../plans/plan-command.ts';

export const stopCommand = createPlanCommand(
  'stop',
  '<symbol|strategy> [price|off]',
  'moves the stop-loss of a position, or takes it away',
);
