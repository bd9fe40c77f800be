// Owns: what a symbol may look like as it is written. Only plain forms pass: BTCUSDT, BINANCE:BTCUSDT.P, BTC/USDT:USDT,
// BTC/USDT:USDT-260327, ES1!, ES=F, BRK.B. Whether there is such an instrument is decided by resolve-symbol and the venue.

import { isClose } from '../../model/signal.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import type { Field } from '../fields/field-index.ts';
import { hasAny, namesOf, refusePlaceholder, shownKey, takeAll, type FieldSet } from '../fields/field-set.ts';
import { isJsonNumber, kindOfValue, type JsonValue } from '../json/json-value.ts';
import { nameList, type NameList } from '../fields/name-list.ts';
import { STABLE_COINS, STATE_CURRENCIES } from './currencies.ts';
import { optionInWords } from './option-words.ts';

const SYMBOL_LENGTH_MAX = 40;
const SYMBOL = /^(?:[A-Z0-9_]{1,20}:)?[A-Z0-9]+(?:[._/-][A-Z0-9]+)*(?::[A-Z0-9]+(?:-\d{6})?)?(?:!|=[FX])?$/i;

/** `SPY261218C00600000`: the name of an option at its exchange; one of it is a hundred shares. */
const OPTION_SYMBOL = /^(?:[A-Z]{1,20}:)?[A-Z]{1,6} ?\d{6}[CP]\d{1,8}$/i;

/** Shares of the NSE that have an ampersand in their names: M&M, J&KBANK, and their futures. */
const AMPERSAND = /^(?:NSE:|BSE:|NFO:)?[A-Z]{1,4}&[A-Z]{1,10}(?:\d{2}[A-Z]{3}FUT)?(?:-EQ)?$/;
/** An instrument of Upstox: segment and ISIN or number. Only an alias says which it is. */
const INSTRUMENT_KEY = /^(?:NSE|BSE|MCX|NCD)_[A-Z]{2,5}\|[A-Z0-9]{1,20}$/;
/** What programs write where there is none, what templates hold before somebody fills them in, and what to do in the wrong place. */
const NO_SYMBOL =
  /^(?:buy|sell|long|short|\d{1,2}[mhdw]|nan|n\/a|test|null|none|undefined|symbol|ticker|your[_ -]?(?:symbol|ticker|pair)[a-z]{0,10})$/i;

/** `USDT`, `100usdt`: what is paid with, and how much of it. Metals are traded under such a name alone, and shares have some of them. */
const SUM = /^\d+(?:\.\d+)?$/;
const OF_SHARES: ReadonlySet<string> = new Set(['NOK', 'HKD']);
const isMoney = (text: string): boolean => {
  const [, amount = '', name = ''] = /^([\d.]*)([A-Z]{3,5})$/.exec(text.toUpperCase()) ?? [];
  if (amount === '' && OF_SHARES.has(text)) return false;
  const isCurrency = STABLE_COINS.has(name) || (STATE_CURRENCIES.has(name) && !name.startsWith('X'));
  return isCurrency && (amount === '' || SUM.test(amount));
};

/** Pine's word for nothing, and everything; in capitals shares have these names. */
const NO_SHARES: ReadonlySet<string> = new Set(['na', 'all']);

/** Whether `text` is written like a symbol: plain form, at most one slash, with a letter (or a number alone, as 7203). */
export function isSymbolShaped(text: string): boolean {
  if (text.length > SYMBOL_LENGTH_MAX || !SYMBOL.test(text)) return false;
  return text.split('/').length <= 2 && (/[A-Z]/i.test(text) || /^\d{3,}$/.test(text));
}

/** Whether it is the number of an instrument at a broker, which says nothing anywhere else. */
export const isInstrumentKey = (text: string): boolean => INSTRUMENT_KEY.test(text);

/** Whether a symbol may be written so in its own field: wider than {@link isSymbolShaped}, which tells symbols from other words. */
export const isWrittenSymbol = (text: string): boolean => isSymbolShaped(text) || AMPERSAND.test(text) || isInstrumentKey(text);

function symbolText(value: JsonValue): string | null {
  if (typeof value === 'string') return value.trim();
  return value !== null && isJsonNumber(value) ? value.number : null;
}

/** Names of the symbol where the usual ones are not there, best first. Each may hold something else. */
const OTHER_NAMES: readonly string[] = [
  'instrument',
  'tradingsymbol',
  'tradesymbol',
  'symbolname',
  'tickerid',
  'tvinstrument',
  'instid',
  'productid',
  'currencypair',
  'tradingpair',
  'market',
  'contract',
  'security',
  'scrip',
  'stock',
  'underlying',
  'asset',
  'coin',
  'token',
  // beside one of those they say where it is traded, or its name in full
  'mkt',
  'inst',
  'instrumentname',
  'marketsymbol',
];
/** How many of them always name an instrument where they are written like one. */
const INSTRUMENT_NAMES = 11;
const BASE_NAMES: readonly string[] = ['base', 'baseasset', 'basecurrency', 'basecoin', 'asset', 'coin', 'token'];
const QUOTE_NAMES: readonly string[] = ['quote', 'quoteasset', 'quotecurrency', 'quotecoin', 'currency'];
const OTHERS = nameList(OTHER_NAMES);
const INSTRUMENTS = nameList(OTHER_NAMES.slice(0, INSTRUMENT_NAMES));
const BASES = nameList(BASE_NAMES);
const QUOTES = nameList(QUOTE_NAMES);
const BESIDE_SYMBOL = nameList([...OTHER_NAMES, ...QUOTE_NAMES, ...BASE_NAMES]);
/** Kinds of markets and instruments: what stands in `market` or `instrument` beside a symbol, and never is one. */
const KINDS: ReadonlySet<string> = new Set(
  `perpetual perp spot future futures swap linear inverse margin crypto cryptocurrency forex fx stock stocks equity equities eq
  opt option options fut index commodity cfd etf fund bond usdm coinm bullish bearish bull bear open closed long short trending ranging
  up down neutral buy sell us nse bse mcx cash fno`.split(/\s+/),
);
/** A coin's name is short; what is longer in `token` is somebody's secret. */
const TOKEN_MAX = 11;

/** The text of an optional field, where it is written like a symbol. */
function symbolIn(fields: FieldSet, name: string): string | null {
  const text = symbolText(fields.byName.get(name)?.value ?? null);
  if (text === null || !isSymbolShaped(text) || KINDS.has(text.toLowerCase())) return null;
  if (name === 'token' && !(text.length <= TOKEN_MAX && /^[A-Z0-9/:._-]+$/.test(text) && /[A-Z]{2}/.test(text))) return null;
  return text;
}

/** `BTC` and `USDT` in fields of their own. */
function pairOfFields(fields: FieldSet): string | null {
  const baseName = namesOf(fields, BASES).find((name) => symbolIn(fields, name) !== null);
  const quoteName = namesOf(fields, QUOTES).find((name) => symbolIn(fields, name) !== null);
  if (baseName === undefined || quoteName === undefined) return null;
  const [base, quote] = [symbolIn(fields, baseName), symbolIn(fields, quoteName)];
  if (base === null || quote === null || !/^[A-Z0-9]+$/i.test(base + quote)) return null;
  for (const name of [baseName, quoteName]) fields.taken.add(name);
  return `${base}/${quote}`;
}

function otherSymbol(fields: FieldSet, draft: Draft): string | null {
  const name = namesOf(fields, OTHERS).find((candidate) => symbolIn(fields, candidate) !== null);
  const isBase = name !== undefined && BASE_NAMES.includes(name);
  const symbol = (name === undefined || isBase ? pairOfFields(fields) : null) ?? (name === undefined ? null : symbolIn(fields, name));
  if (name !== undefined) fields.taken.add(name);
  for (const candidate of namesOf(fields, OTHERS)) {
    const field = fields.byName.get(candidate);
    if (symbol === null && field !== undefined && refusePlaceholder(draft, field)) return null;
  }
  return symbol;
}

/** Without exchange and separators: BINANCE:BTC-USDT and BTCUSDT are one, BTCUSDT.P is another. */
const essence = (value: JsonValue): string =>
  (symbolText(value) ?? '')
    .toUpperCase()
    .replace(/^[A-Z0-9_]{1,20}:/, '')
    .replaceAll(/[/_-]/g, '');

/** The field of the symbol; names that mean two symbols refuse the alert. */
function takeSymbol(fields: FieldSet, draft: Draft, names: NameList): Field | null {
  const [first, ...others] = takeAll(fields, names);
  if (first === undefined) return null;
  const other = others.find(({ value }) => essence(value) !== essence(first.value));
  if (other !== undefined) refuse(draft, 'CONTRADICTION', `${shownKey(first.key)} and ${shownKey(other.key)} have different values.`);
  return first;
}

/** Another field that names an instrument, and not the same one in other words (ES and ESZ6). */
function refuseSecondSymbol(fields: FieldSet, draft: Draft, field: Field): void {
  const own = essence(field.value);
  for (const name of namesOf(fields, INSTRUMENTS)) {
    const other = symbolIn(fields, name);
    if (other === null) continue;
    const second = essence(other);
    if (second.length < 5 || own.includes(second) || second.includes(own)) continue;
    refuse(
      draft,
      'CONTRADICTION',
      `${shownKey(field.key)} and ${shownKey(fields.byName.get(name)?.key ?? name)} name different instruments.`,
    );
  }
}

const SHARE_EXCHANGES = /^(?:nyse|nasdaq|amex|(?:nyse ?)?arca|bats|cboe)$/i;
const isOfShares = ({ byName }: FieldSet): boolean => {
  const exchange = byName.get('exchange')?.value;
  return typeof exchange === 'string' && SHARE_EXCHANGES.test(exchange.trim());
};

/** What is held under such a name is left all the same. */
const mayBeMoney = (fields: FieldSet, draft: Draft, text: string): boolean =>
  isMoney(text) && draft.action !== 'cancel' && !isClose(draft.action) && !isOfShares(fields);

const refuseMoney = (draft: Draft, text: string): void =>
  refuse(draft, 'MISSING_SYMBOL', `${text} is money, not what is bought or sold with it.`, 'Write the market: BTCUSDT, EURUSD.');

/** Reads the symbol from the first of `names`, else from a name that may mean it; refuses where there is none or it is no symbol. */
export function readSymbol(fields: FieldSet, draft: Draft, names: NameList): void {
  const field = takeSymbol(fields, draft, names);
  if (field === null) {
    draft.symbol = otherSymbol(fields, draft);
    // a cancel may name an order instead
    if (draft.symbol === null && draft.action !== 'cancel') refuse(draft, 'MISSING_SYMBOL', 'The alert names no symbol.');
    if (draft.symbol !== null && mayBeMoney(fields, draft, draft.symbol)) refuseMoney(draft, draft.symbol);
    return;
  }
  for (const name of namesOf(fields, BESIDE_SYMBOL)) fields.taken.add(name);
  if (refusePlaceholder(draft, field)) return;
  refuseSecondSymbol(fields, draft, field);
  const text = symbolText(field.value);
  if (text === null) refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is ${kindOfValue(field.value)}, not a symbol.`);
  else if (OPTION_SYMBOL.test(text))
    refuse(draft, 'UNSUPPORTED', `${shownKey(field.key)} names an option, and none is traded by its name.`);
  else if (NO_SYMBOL.test(text) || NO_SHARES.has(text))
    refuse(draft, 'MISSING_SYMBOL', `${shownKey(field.key)} holds a word that stands for no symbol.`);
  else if (mayBeMoney(fields, draft, text) && !hasAny(fields, QUOTES)) refuseMoney(draft, text);
  else if (isWrittenSymbol(text)) draft.symbol = text;
  else {
    const option = optionInWords(text);
    if (option !== null) refuse(draft, 'UNSUPPORTED', option.message, option.remedy);
    refuse(
      draft,
      'INVALID_FIELD',
      `${shownKey(field.key)} is not written like a symbol (letters, digits and . _ - / : ! only, at most ${SYMBOL_LENGTH_MAX}).`,
    );
  }
}
