// Owns: sizes in the words of a venue's own API, where the venue decides what they count: OKX counts contracts of a swap
// and quote currency in a market buy on spot, Bybit quote currency in a market buy on spot, Kraken calls its size volume.
// Invariant: what the venue would count in another unit is refused, never taken for units.

import { refuse, type Draft } from './draft-reading.ts';
import { isSet, shownKey, type FieldSet } from './field-set.ts';

const textAt = (fields: FieldSet, name: string): string => {
  const value = fields.byName.get(name)?.value;
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
};

/** A market buy on spot, whose size OKX and Bybit count in quote currency unless the order says otherwise. */
function countsMoney(fields: FieldSet, draft: Draft): boolean {
  if (draft.side !== 'buy' || draft.orderType !== 'market') return false;
  const isBybit =
    textAt(fields, 'category') === 'spot' && fields.byName.has('qty') && !isSet(fields.byName.get('marketunit')?.value ?? null);
  const isOkx = textAt(fields, 'tdmode') === 'cash' && fields.byName.has('sz') && !isSet(fields.byName.get('tgtccy')?.value ?? null);
  return isBybit || isOkx;
}

/** Refuses a size that the venue counts in another unit than the order would; size, side and order type must have been read. */
export function refuseVenueSize(fields: FieldSet, draft: Draft): void {
  const size = fields.byName.get('sz') ?? fields.byName.get('qty');
  if (size === undefined) return;
  if (fields.byName.has('sz') && /-(?:SWAP|FUTURES|\d{6})$/i.test(draft.symbol ?? '')) {
    const message = `${shownKey(size.key)} counts contracts of the venue, not units of the instrument.`;
    refuse(draft, 'INVALID_QUANTITY', message, 'Send "quantity" (units) or "notional" (quote currency).');
  } else if (countsMoney(fields, draft)) {
    refuse(
      draft,
      'INVALID_QUANTITY',
      `${shownKey(size.key)} of a market buy on spot counts quote currency at this venue, and units elsewhere.`,
      'Send "quantity" (units) or "notional" (quote currency), or say it in "marketUnit" or "tgtCcy".',
    );
  }
}

/** Kraken's order: `ordertype` beside a `type` that is the side, `volume` and `pair`. Its volume is the size. */
export const isKrakenOrder = (fields: FieldSet): boolean =>
  fields.byName.has('ordertype') && fields.byName.has('pair') && (textAt(fields, 'type') === 'buy' || textAt(fields, 'type') === 'sell');
