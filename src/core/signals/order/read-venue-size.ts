// Owns: sizes in the words of a venue's own API, where the venue decides what they count: OKX counts contracts of a swap
// and quote currency in a market buy on spot, Bybit quote currency in a market buy on spot, Kraken calls its size volume.
// Invariant: what the venue would count in another unit is refused, never taken for units.

import { refuse, type Draft } from '../fields/draft-reading.ts';
import { isSet, shownKey, type FieldSet } from '../fields/field-set.ts';

const textAt = (fields: FieldSet, name: string): string => {
  const value = fields.byName.get(name)?.value;
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
};

/** A market buy on spot, whose size OKX, Bybit, Gate and Bitget count in quote currency unless the order says otherwise. */
function countsMoney(fields: FieldSet, draft: Draft): boolean {
  if (draft.side !== 'buy' || draft.orderType !== 'market') return false;
  const isGate = fields.byName.has('currencypair') && fields.byName.has('amount');
  const isBitget = fields.byName.has('force') && fields.byName.has('size') && !fields.byName.has('producttype');
  if (isGate || isBitget) return true;
  const isBybit =
    textAt(fields, 'category') === 'spot' && fields.byName.has('qty') && !isSet(fields.byName.get('marketunit')?.value ?? null);
  const isOkx = textAt(fields, 'tdmode') === 'cash' && fields.byName.has('sz') && !isSet(fields.byName.get('tgtccy')?.value ?? null);
  return isBybit || isOkx;
}

/** Sizes of contracts: a swap of OKX, a future of KuCoin (XBTUSDTM), a contract of Gate (BTC_USDT), and what is counted in money of its quote. */
function countsContracts(fields: FieldSet, draft: Draft): boolean {
  const { byName } = fields;
  const symbol = draft.symbol ?? '';
  if (byName.has('sz')) return /-(?:SWAP|FUTURES|\d{6})$/i.test(symbol);
  if (byName.has('size') && byName.has('clientoid')) return /^[A-Z0-9]{2,12}USD[TC]?M$/i.test(symbol);
  if (byName.has('size') && byName.has('contract')) return /^[A-Z0-9]{2,12}_USDT?$/i.test(symbol);
  return draft.marketKind === 'inverse' && byName.has('qty');
}

/** Bitget's futures and limits, KuCoin's pairs: their size is never money. */
export function countsUnitsOfVenue({ byName }: FieldSet, { symbol, orderType }: Draft): boolean {
  if (!byName.has('size')) return false;
  const isBitget = byName.has('producttype') && byName.has('margincoin');
  const isLimitOfBitget = byName.has('force') && orderType === 'limit';
  return isBitget || isLimitOfBitget || (byName.has('clientoid') && /^[A-Z0-9]{1,20}-[A-Z]{2,6}$/i.test(symbol ?? ''));
}

/** Refuses a size that the venue counts in another unit than the order would; size, side and order type must have been read. */
export function refuseVenueSize(fields: FieldSet, draft: Draft): void {
  const size = ['sz', 'qty', 'size', 'amount'].map((name) => fields.byName.get(name)).find((field) => field !== undefined);
  if (size === undefined || draft.quantity === null) return;
  if (draft.quantityUnit === null && countsContracts(fields, draft)) {
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
