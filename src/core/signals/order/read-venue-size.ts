// Owns: sizes in the words of a venue's own API, where the venue decides what they count: OKX counts contracts of a swap
// and quote currency in a market buy on spot, Bybit quote currency in a market buy on spot, Kraken calls its size volume.
// Invariant: contracts are called so, what the venue would count in money is refused: neither is taken for units.

import { isInverseName } from '../../model/markets/unit-size.ts';
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

/** Whose contracts a size counts: a swap of OKX, a future of KuCoin (XBTUSDTM), a contract of Gate (BTC_USDT); null: nobody's. */
function countsContractsOf({ byName }: FieldSet, { symbol: written }: Draft): string | null {
  const symbol = written ?? '';
  if (byName.has('sz')) return /-(?:SWAP|FUTURES|\d{6})$/i.test(symbol) ? 'okx' : null;
  if (!byName.has('size')) return null;
  if (byName.has('clientoid')) return /^[A-Z0-9]{2,12}USD[TC]?M$/i.test(symbol) ? 'kucoin' : null;
  return byName.has('contract') && /^[A-Z0-9]{2,12}_USDT?$/i.test(symbol) ? 'gate' : null;
}

/** Contracts, Bitget's futures and limits, KuCoin's pairs: their size is never money. */
export function countsUnitsOfVenue(fields: FieldSet, draft: Draft): boolean {
  const { byName } = fields;
  const { symbol, orderType } = draft;
  if (!byName.has('size')) return false;
  if (countsContractsOf(fields, draft) !== null) return true;
  const isBitget = byName.has('producttype') && byName.has('margincoin');
  const isLimitOfBitget = byName.has('force') && orderType === 'limit';
  return isBitget || isLimitOfBitget || (byName.has('clientoid') && /^[A-Z0-9]{1,20}-[A-Z]{2,6}$/i.test(symbol ?? ''));
}

/** The unit in which the venue counts the size; what it counts in money is refused. Size, side and order type must have been read. */
export function settleVenueSize(fields: FieldSet, draft: Draft): void {
  const size = ['sz', 'qty', 'size', 'amount'].map((name) => fields.byName.get(name)).find((field) => field !== undefined);
  if (size === undefined || draft.quantity === null) return;
  const contractsOf = countsContractsOf(fields, draft);
  const isInverse = draft.marketKind === 'inverse' && fields.byName.has('qty');
  if (draft.quantityUnit === null && (contractsOf !== null || isInverse)) {
    draft.quantityUnit = 'contracts';
    draft.contractsOf = isInverseName(draft.symbol) ? null : contractsOf;
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
