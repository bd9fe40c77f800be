// Owns: what the strategy adds to an alert before anything is decided: the symbol that it does not name, the units of its
// numbers, the market of what it closes, and whether it is refused for levels that it may not need. The one place for all of
// them, so that an explanation and the deed agree.

import type { Settings } from '../../model/settings.ts';
import { settleUnits } from '../../signals/settle-units.ts';
import type { ReceiveAlert } from '../command.ts';
import type { State } from '../state.ts';
import { closeEverything } from './close-everything.ts';
import { withDefaultSymbol } from './default-symbol.ts';
import { inFormerWords } from './in-former-words.ts';
import { inHeldContract } from './in-held-contract.ts';
import { inHeldMarket } from './in-held-market.ts';
import { refuseFaultyEntry } from './refuse-faulty-entry.ts';
import { routeStrategy } from './route-alert.ts';

export function completeAlert<A extends Pick<ReceiveAlert, 'reading' | 'strategyHint'>>(settings: Settings, state: State, received: A): A {
  const command = withDefaultSymbol(settings, received);
  if (command.reading.kind !== 'order') {
    const named = inFormerWords(settings, state, command.strategyHint, command.reading);
    return named === command.reading ? command : { ...command, reading: named };
  }
  const strategy = routeStrategy(settings, command.strategyHint, command.reading);
  if ('code' in strategy) return refuseFaultyEntry(settings, state, command);
  const closed = closeEverything(settings, state, command.strategyHint, settleUnits(command.reading, strategy.reading));
  const inMarket = inHeldMarket(settings, state, command.strategyHint, closed);
  const inContract = inHeldContract(settings, state, command.strategyHint, inMarket);
  const reading = inFormerWords(settings, state, command.strategyHint, inContract);
  return refuseFaultyEntry(settings, state, reading === command.reading ? command : { ...command, reading });
}
