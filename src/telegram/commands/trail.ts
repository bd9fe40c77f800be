// Owns: /trail: a stop that follows the price.

import { createPlanCommand } from '../plans/plan-command.ts';

export const trailCommand = createPlanCommand(
  'trail',
  '<symbol|strategy> [2%|500|2atr|off] [from 46000|3%]',
  'lets the stop of a position follow the best price, at a distance in percent, money or average true ranges, at once or from a price or a gain on',
);
