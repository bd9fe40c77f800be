// Owns: what the strategy adds to an alert before anything is decided: the symbol that it does not name, the units of its
// numbers, the market of what it closes, and that it closes, whatever its levels are. The one place for all of them, so that an explanation and the deed agree.

import type { Settings } from '../../model/settings.ts';
import { settleUnits } from '../../signals/settle-units.ts';
import type { ReceiveAlert } from '../command.ts';
import type { State } from '../state.ts';
import { closeEverything } from './close-everything.ts';
import { withDefaultSymbol } from './default-symbol.ts';
import { inHeldContract } from './in-held-contract.ts';
import { inHeldMarket } from './in-held-market.ts';
import { routeStrategy } from './route-alert.ts';
import { wayOutOfLevels } from './way-out-of-levels.ts';

export function completeAlert<A extends Pick<ReceiveAlert, 'reading' | 'strategyHint'>>(settings: Settings, state: State, received: A): A {
  const named = withDefaultSymbol(settings, received);
  const out = wayOutOfLevels(settings, state, named.strategyHint, named.reading);
  const command = out === named.reading ? named : { ...named, reading: out };
  if (command.reading.kind !== 'order') return command;
  const strategy = routeStrategy(settings, command.strategyHint, command.reading);
  if ('code' in strategy) return command;
  const closed = closeEverything(settings, state, command.strategyHint, settleUnits(command.reading, strategy.reading));
  const inMarket = inHeldMarket(settings, state, command.strategyHint, closed);
  const reading = inHeldContract(settings, state, command.strategyHint, inMarket);
  return reading === command.reading ? command : { ...command, reading };
}
