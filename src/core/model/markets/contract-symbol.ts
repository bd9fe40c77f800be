// Owns: the names of contracts at Indian exchanges: `NFO:NIFTY-2026-12-29-24000-CE`, `MCX:GOLD-2026-12-04-FUT`. A name may
// leave open what only the venue can tell: the nearest expiry (`NEAR`, `MONTH`) and the strike by its distance from the
// money (`ATM`, `OTM1`, `ITM2`); the venue answers with the name in full.

import { abs, type Decimal, isNegative, isZero, parseDecimal } from '../decimal.ts';

/** Exchange and segment in one word, as brokers there write it: shares, derivatives, currency derivatives, commodities. */
export const INDIAN_EXCHANGES = ['NSE', 'BSE', 'NFO', 'BFO', 'CDS', 'BCD', 'MCX'] as const;
export type IndianExchange = (typeof INDIAN_EXCHANGES)[number];

/** A day, `NEAR` (the first expiry that has not passed) or `MONTH` (the last one of its month). */
export type Expiry = string;

export type ContractName =
  | { readonly type: 'equity'; readonly exchange: IndianExchange | null; readonly underlying: string }
  | { readonly type: 'future'; readonly exchange: IndianExchange | null; readonly underlying: string; readonly expiry: Expiry }
  | {
      readonly type: 'option';
      readonly exchange: IndianExchange | null;
      readonly underlying: string;
      readonly expiry: Expiry;
      readonly right: 'CE' | 'PE';
      /** Either the strike, or how many steps out of the money (below zero: in it). */
      readonly strike: Decimal | null;
      readonly offset: Decimal | null;
    };

const NAME = /^(?:([A-Z]{3}):)?([A-Z0-9][A-Z0-9_.&-]*)$/;
const CONTRACT = /^(.+?)-(\d{4}-\d{2}-\d{2}|NEAR|MONTH)-(?:FUT|(ATM|OTM\d{1,2}|ITM\d{1,2}|\d+(?:\.\d+)?)-(CE|PE))$/;

const isExchange = (word: string): word is IndianExchange => INDIAN_EXCHANGES.some((known) => known === word);

/** Null: not a name of this kind. */
export function readContractName(symbol: string): ContractName | null {
  const [, prefix = '', rest = ''] = NAME.exec(symbol) ?? [];
  if (rest === '' || (prefix !== '' && !isExchange(prefix))) return null;
  const exchange = isExchange(prefix) ? prefix : null;
  const [, underlying, expiry = '', level, right] = CONTRACT.exec(rest) ?? [];
  if (underlying === undefined) return { type: 'equity', exchange, underlying: rest };
  if (level === undefined) return { type: 'future', exchange, underlying, expiry };
  const [, money = '', steps = '0'] = /^(ATM|OTM|ITM)(\d*)$/.exec(level) ?? [];
  const offset = money === '' ? null : parseDecimal(`${money === 'ITM' ? '-' : ''}${steps || '0'}`);
  const strike = money === '' ? parseDecimal(level) : null;
  return { type: 'option', exchange, underlying, expiry, right: right === 'PE' ? 'PE' : 'CE', strike, offset };
}

const levelOf = (strike: Decimal | null, offset: Decimal | null): string => {
  if (strike !== null) return strike;
  if (offset === null || isZero(offset)) return 'ATM';
  return `${isNegative(offset) ? 'ITM' : 'OTM'}${abs(offset)}`;
};

export function writeContractName(name: ContractName): string {
  const prefix = name.exchange === null ? '' : `${name.exchange}:`;
  if (name.type === 'equity') return `${prefix}${name.underlying}`;
  const head = `${prefix}${name.underlying}-${name.expiry}`;
  return name.type === 'future' ? `${head}-FUT` : `${head}-${levelOf(name.strike, name.offset)}-${name.right}`;
}
