// Owns: what the paper venue lists: any well-formed symbol, with tick and step derived from the magnitude of its price.
// Powers of ten only, so that products of prices and quantities stay short and exact.

import { compare, type Decimal, decimal, div, isPositive, mul } from '../../core/model/decimal.ts';
import type { Instrument, InstrumentKind } from '../../core/model/markets/instrument.ts';
import { RELIST_FACTOR, SYMBOL_LENGTH_MAX } from './paper-limits.ts';

export interface SymbolParts {
  readonly kind: InstrumentKind;
  readonly base: string;
  readonly quote: string;
}

const PAIR = /^([A-Z0-9]{1,20})\/([A-Z0-9]{2,10})(?::([A-Z0-9]{2,10})(?:-(\d{6}))?)?$/;
/** Shares, indexes, futures as exchanges write them: BRK.B, M&M, BAJAJ-AUTO, ES1!, NSE:NIFTY. */
const SINGLE = /^[A-Z0-9][A-Z0-9.&_!:-]*$/;

/** The contracts that the reading of an alert names: NFO:NIFTY-2026-12-29-24000-CE, ES-202612-FUT. */
const FUTURE = /^.+-[A-Z0-9-]+-FUT$/;
const OPTION = /^.+-[A-Z0-9-]+-(?:ATM|[OI]TM\d{1,2}|\d+(?:\.\d+)?)-[CP]E$/;

const kindOfSingle = (symbol: string): InstrumentKind => (FUTURE.test(symbol) ? 'future' : OPTION.test(symbol) ? 'option' : 'equity');

/** Null = no name of an instrument (lower case, spaces, a perpetual that is settled in something else than its quote). */
export function parseSymbol(symbol: string, quoteCurrency: string): SymbolParts | null {
  if (symbol.length > SYMBOL_LENGTH_MAX) return null;
  const pair = PAIR.exec(symbol);
  if (pair !== null) {
    const [, base = '', quote = '', settle, day] = pair;
    if (settle === undefined) return { kind: 'spot', base, quote };
    return settle === quote ? { kind: day === undefined ? 'swap' : 'future', base, quote } : null;
  }
  return SINGLE.test(symbol) ? { kind: kindOfSingle(symbol), base: symbol, quote: quoteCurrency } : null;
}

/**
 * A "quote unit" is an amount of a currency that is worth something like a dollar: minimum, step and liquidity are
 * counted in it, so that ETH/BTC does not get a minimum of one bitcoin. Currencies that are not here count as dollars.
 */
const QUOTE_UNITS: ReadonlyMap<string, Decimal> = new Map([
  ['BTC', decimal('0.00001')],
  ['WBTC', decimal('0.00001')],
  ['ETH', decimal('0.001')],
  ['WETH', decimal('0.001')],
  ['BNB', decimal('0.001')],
  ['SOL', decimal('0.01')],
]);
const DOLLAR = decimal('1');

export const quoteUnit = (currency: string): Decimal => QUOTE_UNITS.get(currency) ?? DOLLAR;

/** e with 10^e <= value < 10^(e+1); `value` above zero. */
function exponentOf(value: Decimal): number {
  const [whole = '0', places = ''] = value.split('.');
  if (whole !== '0') return whole.length - 1;
  return -1 - places.search(/[1-9]/);
}

/** 10^exponent, kept within what a Decimal may be: 15 digits before the point and 18 places behind it. */
function powerOfTen(exponent: number): Decimal {
  const kept = Math.min(15, Math.max(exponent, -18));
  return decimal(kept >= 0 ? `1${'0'.repeat(kept)}` : `0.${'0'.repeat(-kept - 1)}1`);
}

/** Exchanges quote shares in cents, and below one unit in hundredths of them (SEC rule 612 in the United States). */
function equityTick(price: Decimal): Decimal {
  return exponentOf(price) >= 0 ? decimal('0.01') : powerOfTen(Math.min(-4, exponentOf(price) - 5));
}

/** The instrument as it is listed when `price` (> 0) is its first price. */
export function deriveInstrument(symbol: string, parts: SymbolParts, price: Decimal): Instrument {
  const unit = quoteUnit(parts.quote);
  // that of a coin is counted in coins
  const isContract = parts.base === symbol && (parts.kind === 'future' || parts.kind === 'option');
  const equity = parts.kind === 'equity' || isContract;
  const magnitude = exponentOf(price);
  // A step is worth a tenth of a quote unit to a whole one. Shares: thousandths, because brokers with demo accounts sell
  // fractions, and because a default quantity in money (100 USDT of a share at 400) must not round down to nothing.
  // A contract is one or none.
  const stepSize = isContract ? decimal('1') : equity ? decimal('0.001') : powerOfTen(exponentOf(unit) - magnitude - 1);
  return {
    symbol,
    kind: parts.kind,
    base: parts.base,
    quote: parts.quote,
    tickSize: equity ? equityTick(price) : powerOfTen(magnitude - 5),
    stepSize,
    qtyMin: stepSize,
    qtyMax: null,
    notionalMin: unit,
    canShort: parts.kind !== 'spot',
  };
}

/** True when `price` is so far from `derivedFrom` that tick and step no longer suit it. */
export function isFarFrom(price: Decimal, derivedFrom: Decimal): boolean {
  if (!isPositive(price) || !isPositive(derivedFrom)) return false;
  const factor = decimal(RELIST_FACTOR);
  return compare(div(price, derivedFrom), factor) >= 0 || compare(mul(price, factor), derivedFrom) <= 0;
}
