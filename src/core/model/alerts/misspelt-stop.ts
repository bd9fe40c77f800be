// Owns: the words for an entry whose stop-loss stands in a field that nobody reads (`stop_los`): it is understood without it, as
// every alert with an unknown field is, so whoever could still put it right has to be told before anything else.

import type { Proposal, Reading } from '../signal.ts';

/** How much of the sender's name for the field is shown. */
const KEY_SHOWN_MAX = 40;

/** One sentence, or null: there is nothing to tell. The key in it is the sender's. `proposal`: null where none is made yet. */
export function misspeltStopText({ misspeltStop: key }: Pick<Reading, 'misspeltStop'>, proposal: Proposal | null): string | null {
  if (key === null) return null;
  const own = proposal?.stopLoss ?? null;
  const goes = own === null ? 'WITHOUT A STOP-LOSS' : `WITHOUT THE STOP-LOSS OF THE ALERT, with the ${own} of the strategy`;
  return `The entry goes ${goes}: "${key.slice(0, KEY_SHOWN_MAX)}" is no field that is read; did you mean stop_loss?`;
}
