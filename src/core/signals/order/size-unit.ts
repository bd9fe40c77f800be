// Owns: what the number of a size counts: units, lots, money of the quote currency or percent; from the text of the
// number itself (`100 USDT`) or from a word beside it.

import { refuse, type Draft } from '../fields/draft-reading.ts';
import type { Field } from '../fields/field-index.ts';
import { shownKey } from '../fields/field-set.ts';

/** What a number of the size counts. */
export type SizeUnit =
  | { readonly type: 'units' | 'lots' }
  /** Quote currency; `isDollars`: and called dollars. */
  | { readonly type: 'notional'; readonly isDollars: boolean }
  | { readonly type: 'percent'; readonly of: Draft['percentOf'] };
/** By normal name. */
export const UNITS: ReadonlyMap<string, SizeUnit> = new Map(
  (
    [
      [{ type: 'units' }, 'units unit base basecoin baseccy contracts contract shares share coins coin quantity qty fixed fixedquantity'],
      [{ type: 'lots' }, 'lots lot'],
      [{ type: 'notional', isDollars: false }, 'quote quotecoin quoteccy notional cash money fixednotional'],
      [{ type: 'notional', isDollars: true }, 'dollars dollaramount usd usdt usdc'],
      [{ type: 'percent', of: null }, 'percent percentage pct %'],
      [{ type: 'percent', of: 'equity' }, 'percentofequity percentequity equitypercent equity percentofaccount'],
      [{ type: 'percent', of: 'position' }, 'percentofposition percentposition positionpercent'],
      [{ type: 'percent', of: 'available' }, 'percentofavailable percentagebalance availablepercent percentbalance'],
    ] as const
  ).flatMap(([unit, words]) => words.split(' ').map((word): [string, SizeUnit] => [word, unit])),
);

/** A number with its unit behind it or the sign of its money before it: `0.5 BTC`, `100 USDT`, `$250`, `2 lots`, `10%`; in Turkish `%10`. */
const WITH_UNIT = /^([$%]?)\s?([\d.,]{1,30})\s?(%|[A-Za-z]{1,12}|\$)?$/;

/** `word` as the first or the second currency of the symbol: units of the one, money of the other. */
export function currencyUnit(symbol: string, word: string): SizeUnit | null {
  if (word.length < 2) return null;
  const name = symbol
    .toUpperCase()
    .replace(/^[A-Z0-9_]{1,20}:/, '')
    .replace(/(?:[._-]P|PERP|:[A-Z]{2,8})$/, '');
  if (name.startsWith(word)) return { type: 'units' };
  return name.length > word.length && name.endsWith(word) ? { type: 'notional', isDollars: false } : null;
}

/** Money that is called dollars, where the symbol is priced in another currency. */
export function isForeignMoney(symbol: string | null): boolean {
  const quote = /(?:^|[A-Z0-9][/_-]?)(EUR|GBP|JPY|CHF|AUD|CAD|INR|TRY|BRL|BTC|ETH)(?:[._-]?P|PERP)?$/.exec(
    (symbol ?? '').toUpperCase(),
  )?.[1];
  return quote !== undefined && (symbol ?? '').length > 4;
}

/** The bare number of a size and the unit that its text or its neighbour says; the unit is null where none is known. */
export function splitUnit(draft: Draft, field: Field): { readonly field: Field; readonly unit: SizeUnit | null } | null {
  const [, sign = '', digits, word = ''] = typeof field.value === 'string' ? (WITH_UNIT.exec(field.value.trim()) ?? []) : [];
  if (digits === undefined || (sign === '' && word === '')) return { field, unit: null };
  const bare = { key: field.key, value: digits };
  if (sign !== '' && word === '')
    return { field: bare, unit: sign === '%' ? { type: 'percent', of: null } : { type: 'notional', isDollars: true } };
  const unit = UNITS.get(word === '$' ? 'usd' : word.toLowerCase()) ?? currencyUnit(draft.symbol ?? '', word.toUpperCase());
  if (unit !== null && (sign === '' || (sign === '$' && unit.type === 'notional'))) return { field: bare, unit };
  refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} has a unit that is not understood.`, 'Send the number alone.');
  return null;
}
