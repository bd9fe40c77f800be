// Owns: what a start does where one of a venue's quantity is more, or less, than it was when something was booked: it was booked in lots by an
// older version, or config.yaml says another lot_units now. What is held stays what it is at the venue, and leaves as that; booked as it was,
// its exit would be for a part of a lot, or for many lots.

import { type Decimal, eq, isZero, ONE } from '../../model/decimal.ts';
import { lotCounted } from '../../model/markets/lots-counted.ts';
import type { Instrument } from '../../model/markets/instrument.ts';
import type { Position } from '../../model/position.ts';
import { recounted, type Recount } from '../../positions/recount.ts';
import { record, tell, type Draft } from '../draft.ts';
import { otherMeaning } from './account-meaning.ts';

function listedAnew(instrument: Instrument, by: Recount): Instrument {
  const { lotSize, qtyMax, marketQtyMax } = instrument;
  const other = (qty: Decimal): Decimal => recounted(qty, by);
  return {
    ...instrument,
    stepSize: other(instrument.stepSize),
    qtyMin: other(instrument.qtyMin),
    qtyMax: qtyMax === null ? null : other(qtyMax),
    ...(marketQtyMax == null ? {} : { marketQtyMax: other(marketQtyMax) }),
    lotSize: other(lotSize ?? instrument.stepSize),
    countsLots: true,
    venueUnit: by.to,
  };
}

/** Null: it is booked as the venue counts it. */
function recountOf({ settings, state }: Draft, { account: name, instrument }: Position): Recount | null {
  const account = settings.accounts.get(name);
  if (account?.traits.lotUnits === undefined || otherMeaning(settings, state, name) !== null) return null;
  const [from, to] = [instrument.venueUnit ?? ONE, lotCounted(instrument.symbol, account.traits) ?? ONE];
  return eq(from, to) ? null : { from, to };
}

/** At the start: settings and versions change at no other time. Flat ones too, so that a late fill finds none in the old unit. */
export function recountLots(draft: Draft): void {
  for (const key of draft.state.positions.keys()) {
    // all shares of a market are recounted together
    const position = draft.state.positions.get(key);
    const recount = position === undefined ? null : recountOf(draft, position);
    if (position === undefined || recount === null) continue;
    const { account, instrument, qty } = position;
    record(draft, { type: 'instrument_changed', account, instrument: listedAnew(instrument, recount), recount });
    if (isZero(qty)) continue;
    tell(draft, {
      severity: 'warning',
      groupKey: `recounted:${key}`,
      title: 'Lots are counted in units now',
      text: `${instrument.symbol} on ${account}: ${qty} was booked, and is ${recounted(qty, recount)} here: one of the venue's quantity is ${recount.to}, and was counted as ${recount.from}. Nothing was traded. Earlier results of it are as they were counted then.`,
      nextStep: 'Compare it with what the venue shows, in lots.',
    });
  }
}
