// Owns: an alert with levels that cannot be entered with. Where it closes or cancels something it does that and enters nothing:
// strategies send the levels of their entry with every order, and what closes a long has the long's stop below the price. Where it
// would only enter, it is refused as a whole.

import type { Settings } from '../../model/settings.ts';
import type { ReceiveAlert } from '../command.ts';
import { asEntry, asExit, faultOfEntry } from '../../signals/fields/refused-reading.ts';
import type { State } from '../state.ts';
import { getsOut } from './planned-now.ts';

export function refuseFaultyEntry<A extends Pick<ReceiveAlert, 'reading' | 'strategyHint'>>(settings: Settings, state: State, alert: A): A {
  const { reading } = alert;
  // the exit of a copied trade is made one later
  if (reading.kind !== 'order' || (reading.copyEvent !== null && reading.copyEvent !== 'entry')) return alert;
  const fault = faultOfEntry(reading);
  if (fault === null) return alert;
  return { ...alert, reading: getsOut(settings, state, alert) ? asExit(reading, fault) : asEntry(reading) };
}
