// Owns: what the strategy adds to an alert before anything is decided: the symbol that it does not name, the units of its
// numbers. The one place for both, so that an explanation and the deed agree.

import type { Settings } from '../../model/settings.ts';
import { settleUnits } from '../../signals/settle-units.ts';
import type { ReceiveAlert } from '../command.ts';
import { withDefaultSymbol } from './default-symbol.ts';
import { routeStrategy } from './route-alert.ts';

export function completeAlert<A extends Pick<ReceiveAlert, 'reading' | 'strategyHint'>>(settings: Settings, received: A): A {
  const command = withDefaultSymbol(settings, received);
  if (command.reading.kind !== 'order') return command;
  const strategy = routeStrategy(settings, command.strategyHint, command.reading);
  if ('code' in strategy) return command;
  const reading = settleUnits(command.reading, strategy.reading);
  return reading === command.reading ? command : { ...command, reading };
}
