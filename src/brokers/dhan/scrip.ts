// Owns: one instrument of Dhan's list, read from a row of either file (compact or detailed) by the names of its columns,
// never by their place, and the short line that it is kept as.

import { type Decimal, decimal, div, HUNDRED, isPositive, lt, ONE, parseDecimal } from '../../core/model/decimal.ts';
import { type IndianExchange, writeContractName } from '../../core/model/markets/contract-symbol.ts';

export type Segment = 'NSE_EQ' | 'NSE_FNO' | 'NSE_CURRENCY' | 'BSE_EQ' | 'BSE_FNO' | 'BSE_CURRENCY' | 'MCX_COMM' | 'IDX_I';

export interface Scrip {
  readonly segment: Segment;
  /** Unique within the segment only. */
  readonly securityId: string;
  readonly kind: 'equity' | 'future' | 'option' | 'index';
  readonly underlying: string;
  readonly lot: Decimal;
  readonly tick: Decimal;
  /** The most that one order may have at the exchange; null = not said. */
  readonly freezeQty: Decimal | null;
  readonly expiry: string | null;
  readonly strike: Decimal | null;
  readonly right: 'CE' | 'PE' | null;
  /** Of two rows of one name the one in the usual series (EQ) is meant. */
  readonly isMain: boolean;
}

/** Its lot and freeze quantity in units of the price; `units`: so many of them are one of Dhan's quantities. */
export type Counted = Scrip & { readonly units: Decimal };

const SEGMENTS: Readonly<Record<string, Segment>> = {
  'NSE E': 'NSE_EQ',
  'NSE D': 'NSE_FNO',
  'NSE C': 'NSE_CURRENCY',
  'BSE E': 'BSE_EQ',
  'BSE D': 'BSE_FNO',
  'BSE C': 'BSE_CURRENCY',
  'MCX M': 'MCX_COMM',
  'NSE I': 'IDX_I',
  'BSE I': 'IDX_I',
  'MCX I': 'IDX_I',
};

export const EXCHANGE_OF: Readonly<Record<Segment, IndianExchange>> = {
  NSE_EQ: 'NSE',
  BSE_EQ: 'BSE',
  NSE_FNO: 'NFO',
  BSE_FNO: 'BFO',
  NSE_CURRENCY: 'CDS',
  BSE_CURRENCY: 'BCD',
  MCX_COMM: 'MCX',
  IDX_I: 'NSE',
};

export const isSegment = (word: string): word is Segment => word in EXCHANGE_OF;

/** The name of each column in the detailed file, then in the compact one. */
const COLUMNS = {
  exchange: ['EXCH_ID', 'SEM_EXM_EXCH_ID'],
  segment: ['SEGMENT', 'SEM_SEGMENT'],
  securityId: ['SECURITY_ID', 'SEM_SMST_SECURITY_ID'],
  instrument: ['INSTRUMENT', 'SEM_INSTRUMENT_NAME'],
  underlying: ['UNDERLYING_SYMBOL'],
  name: ['SYMBOL_NAME', 'SEM_TRADING_SYMBOL'],
  series: ['SERIES', 'SEM_SERIES'],
  lot: ['LOT_SIZE', 'SEM_LOT_UNITS'],
  expiry: ['SM_EXPIRY_DATE', 'SEM_EXPIRY_DATE'],
  strike: ['STRIKE_PRICE', 'SEM_STRIKE_PRICE'],
  right: ['OPTION_TYPE', 'SEM_OPTION_TYPE'],
  tick: ['TICK_SIZE', 'SEM_TICK_SIZE'],
  freeze: ['SM_FREEZE_QTY'],
} as const;
type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['exchange', 'segment', 'securityId', 'instrument', 'name', 'lot', 'expiry', 'strike', 'right', 'tick'];
/** Series of shares at NSE; the others of instrument EQUITY are bonds and the like. BE, BZ, SM, ST: with rules of their own. */
const SHARE_SERIES: ReadonlySet<string> = new Set(['EQ', 'BE', 'BZ', 'SM', 'ST']);
const KINDS: Readonly<Record<string, Scrip['kind']>> = { EQU: 'equity', FUT: 'future', OPT: 'option', IND: 'index' };

export type Header = ReadonlyMap<Column, number>;

/** Cells of one line; quotes hold commas. */
function cellsOf(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain);
}

/** Null where a column that is needed is missing: this is no list of instruments. */
export function readHeader(line: string): Header | null {
  const cells = cellsOf(line.replace(/^\uFEFF/, '')).map((cell) => cell.trim());
  const header = new Map<Column, number>();
  for (const [column, names] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    const at = names.map((name) => cells.indexOf(name)).find((index) => index >= 0);
    if (at !== undefined) header.set(column, at);
  }
  return NEEDED.every((column) => header.has(column)) ? header : null;
}

/** In rupees. The list counts in paise, of indices in rupees; no exchange there has ticks below one paisa but for currencies. */
export function tickInRupees(written: Decimal, segment: Segment): Decimal {
  const isCurrency = segment === 'NSE_CURRENCY' || segment === 'BSE_CURRENCY';
  const isRupees = segment === 'IDX_I' || lt(written, isCurrency ? decimal('0.1') : ONE);
  return isRupees ? written : div(written, HUNDRED);
}

const LISTED = /-(?:\d{1,2})?[A-Z][a-z]{2}\d{4}-.*$/;

/** The underlying of "BAJAJ-AUTO-Sep2026-9000-CE", "CRUDEOIL-19Oct2026-FUT". */
export const stemOf = (tradingSymbol: string): string => tradingSymbol.replace(LISTED, '');

/** Its name is as the list writes it, so that its underlying is known without one. */
export const isListedName = (tradingSymbol: string): boolean => LISTED.test(tradingSymbol);

/** The same of "CRUDEOIL26JANFUT", "GOLDM FEB FUT", "CRUDEOIL 19 JAN 5800 CALL"; null: it is written in none of these forms. */
export const shortStemOf = (tradingSymbol: string): string | null =>
  /^([A-Z]+)[ -]?\d{0,4}[ -]?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:[ -]?[\d.]+)*[ -]?(?:FUT|CE|PE|CALL|PUT)$/.exec(
    tradingSymbol.trim().toUpperCase(),
  )?.[1] ?? null;

/** Names are compared and written without what a symbol may not hold: `M&M` is M_M, as charts have it. */
export const nameKey = (name: string): string =>
  name
    .trim()
    .toUpperCase()
    .replaceAll(/[&\s]+/g, '_');

const positive = (text: string): Decimal | null => {
  const value = parseDecimal(text);
  return value !== null && isPositive(value) ? value : null;
};

/** Null: nothing that is traded here (bonds, test symbols, rows that cannot be read). */
export function readScrip(header: Header, line: string): Scrip | null {
  const cells = cellsOf(line);
  const cell = (column: Column): string => cells[header.get(column) ?? -1]?.trim() ?? '';
  const segment = SEGMENTS[`${cell('exchange')} ${cell('segment')}`];
  const kind = KINDS[cell('instrument').slice(0, 3)];
  const [lot, tick] = [positive(cell('lot')), positive(cell('tick'))];
  const name = cell('name');
  if (segment === undefined || kind === undefined || cell('securityId') === '' || name.includes('NSETEST')) return null;
  if (kind !== 'index' && (lot === null || tick === null)) return null;
  const isShare = kind === 'equity';
  const series = cell('series');
  if (isShare && segment === 'NSE_EQ' && !SHARE_SERIES.has(series)) return null;
  const expiry = /^(?!0001)\d{4}-\d{2}-\d{2}/.exec(cell('expiry'))?.[0] ?? null;
  const right = cell('right');
  const isOption = kind === 'option';
  const strike = isOption ? positive(cell('strike')) : null;
  if ((isOption && (strike === null || (right !== 'CE' && right !== 'PE'))) || ((isOption || kind === 'future') && expiry === null))
    return null;
  const written = cell('underlying') === '' || cell('underlying') === 'NA' ? null : cell('underlying');
  return {
    segment,
    securityId: cell('securityId'),
    kind,
    underlying: nameKey(written ?? (isShare || kind === 'index' ? name : stemOf(name))),
    lot: lot ?? ONE,
    tick: tick === null ? ONE : tickInRupees(tick, segment),
    freezeQty: positive(cell('freeze')),
    expiry: isOption || kind === 'future' ? expiry : null,
    strike,
    right: isOption ? (right === 'PE' ? 'PE' : 'CE') : null,
    isMain: series === 'EQ' || segment !== 'NSE_EQ',
  };
}

/** Our name of it; shares at NSE need no exchange before them. */
export function symbolOf({ segment, kind, underlying, expiry, strike, right }: Scrip): string {
  const exchange = segment === 'NSE_EQ' ? null : EXCHANGE_OF[segment];
  if (kind === 'option' && expiry !== null && right !== null)
    return writeContractName({ type: 'option', exchange, underlying, expiry, right, strike, offset: null });
  if (kind === 'future' && expiry !== null) return writeContractName({ type: 'future', exchange, underlying, expiry });
  return writeContractName({ type: 'equity', exchange, underlying });
}

/** A few hundred thousand of them are kept: as text, and read when they are needed. */
export const scripLine = (scrip: Scrip): string =>
  [
    scrip.securityId,
    scrip.kind,
    scrip.lot,
    scrip.tick,
    scrip.freezeQty ?? '',
    scrip.expiry ?? '',
    scrip.strike ?? '',
    scrip.right ?? '',
    scrip.isMain ? '1' : '',
  ].join('|');

export function scripOfLine(segment: Segment, underlying: string, line: string): Scrip | null {
  const [securityId = '', kind = '', lot = '', tick = '', freeze = '', expiry = '', strike = '', right = '', main = ''] = line.split('|');
  const known = Object.values(KINDS).find((each) => each === kind);
  const [lotSize, tickSize] = [parseDecimal(lot), parseDecimal(tick)];
  if (known === undefined || lotSize === null || tickSize === null) return null;
  return {
    segment,
    securityId,
    kind: known,
    underlying,
    lot: lotSize,
    tick: tickSize,
    freezeQty: parseDecimal(freeze),
    expiry: expiry === '' ? null : expiry,
    strike: parseDecimal(strike),
    right: right === 'CE' || right === 'PE' ? right : null,
    isMain: main === '1',
  };
}
