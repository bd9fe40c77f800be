// Owns: from the symbol of an alert to an instrument's name. Spot, perpetual and dated contract are never exchanged for each other; an
// alias of the strategy wins over every rule. Real venues take an alias or the exact name; only paper guesses, and only
// where there is one reading.

import { deny, type Denial } from '../../model/denial.ts';
import type { BrokerName, VenueTraits } from '../../model/account.ts';
import type { InstrumentKind } from '../../model/markets/instrument.ts';
import type { Reading } from '../../model/signal.ts';
import { KNOWN_COINS, QUOTE_CURRENCIES, STABLE_COINS, STATE_CURRENCIES } from './currencies.ts';
import { datedName, stemOnChart } from './dated-name.ts';
import { isInstrumentKey, isSymbolShaped, isWrittenSymbol } from './read-symbol.ts';
import { bareShare, resolveContract, resolveIndian } from './resolve-indian.ts';
import { pairOfParts, pairsInWord, type Pair } from './split-pair.ts';

/** `symbol`: `BTC/USDT` (spot), `BTC/USDT:USDT` (perpetual), `BTC/USDT:USDT-260327` (dated), `AAPL`; `quote`: the currency of its prices. */
export interface ResolvedSymbol {
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly base: string;
  readonly quote: string;
}

/** Beside the symbol an alert says neither exchange nor contract. */
const NOTHING_MORE = { exchange: null, contract: null } as const;

export interface SymbolAccount {
  readonly broker: BrokerName;
  readonly quoteCurrency: string;
  readonly traits?: Pick<VenueTraits, 'xbtIsBitcoin'>;
}

/** Base, quote, what it is settled in, and the day (YYMMDD) on which it ends. */
const UNIFIED = /^([A-Z0-9]+)\/([A-Z0-9]+)(?::([A-Z0-9]+)(?:-(\d{6}))?)?$/;
const PERPETUAL = /^(.+?)[._-]?(?:(?<=\.)P|PERP|PERPETUAL|(?<=[_-])SWAP|(?<=[A-Z0-9](?:USDT|USDC))M)$/;
const IS_PERPETUAL = /:[A-Z0-9]+$/;
const EXCHANGE_PREFIX = /^[A-Z0-9_]+:(?=.)/;
const STOCK_EXCHANGES: ReadonlySet<string> = new Set(
  'NASDAQ NYSE AMEX ARCA BATS OTC LSE XETR TSX ASX NSE BSE HKEX TSE EURONEXT'.split(' '),
);

const isDenial = (value: Pair | Denial): value is Denial => 'code' in value;

function spot({ base, quote }: Pair): ResolvedSymbol {
  return { symbol: `${base}/${quote}`, kind: 'spot', base, quote };
}
function swap({ base, quote }: Pair): ResolvedSymbol {
  return { symbol: `${base}/${quote}:${quote}`, kind: 'swap', base, quote };
}
function future({ base, quote }: Pair, day: string): ResolvedSymbol {
  return { symbol: `${base}/${quote}:${quote}-${day}`, kind: 'future', base, quote };
}

const SETTLED_OTHERWISE = 'only contracts that settle in their quote currency can be traded';

function unknown(written: string, why: string, example: string): Denial {
  return deny(
    'UNKNOWN_SYMBOL',
    `The symbol ${written} is not known: ${why}.`,
    `Add an alias to the strategy in config.yaml: symbols: { ${JSON.stringify(written)}: ${example} }`,
  );
}

/** `XBT/USD` by the name that its market has at a venue which calls bitcoin so. XBTUSD is no name here: it may be spot or a contract. */
const inOurCoins = (symbol: string, { traits }: SymbolAccount): string =>
  traits?.xbtIsBitcoin === true && UNIFIED.test(symbol) ? symbol.replaceAll(/(?<![A-Z0-9])XBT(?![A-Z0-9])/g, 'BTC') : symbol;

/** An exact name (`BTC/USDT`, `BTC/USDT:USDT`, `BTC/USDT:USDT-260327`, `AAPL`), or null where the shape is none of them. */
function resolveExact(symbol: string, quoteCurrency: string): ResolvedSymbol | null {
  const [, base, quote, settle, day] = UNIFIED.exec(symbol) ?? [];
  if (base === undefined || quote === undefined) {
    return /[/:]/.test(symbol) ? null : { symbol, kind: 'equity', base: symbol, quote: quoteCurrency };
  }
  if (base === quote) return null;
  if (settle === undefined) return spot({ base, quote });
  if (settle !== quote) return null;
  return day === undefined ? swap({ base, quote }) : future({ base, quote }, day);
}

function aliasOf(written: string, aliases: Readonly<Record<string, string>>): string | null {
  const upper = written.toUpperCase();
  const bare = upper.replace(EXCHANGE_PREFIX, '');
  let byBare: string | null = null;
  for (const [key, target] of Object.entries(aliases)) {
    const alias = key.toUpperCase();
    if (alias === upper) return target;
    if (alias === bare) byBare = target;
    // the alert says in a field of its own that it is the perpetual, and the alias names one
    else if (`${alias}.P` === bare && IS_PERPETUAL.test(target)) byBare ??= target;
  }
  return byBare;
}

/** The pair that `name` (upper case, without exchange) writes; null for none, a denial where it cannot be told. */
function pairOf(name: string, written: string): Pair | Denial | null {
  const [first = '', second, ...more] = name.split(/[/_-]/);
  if (second !== undefined && more.length === 0) {
    const separator = name.charAt(first.length);
    const pair = pairOfParts(first, second, separator);
    if (pair !== null || !(QUOTE_CURRENCIES.has(first) || QUOTE_CURRENCIES.has(second))) return pair;
    return unknown(written, 'it cannot be told which of the two is the quote currency', `${second}/${first}`);
  }
  if (second !== undefined) return null;
  const pairs = pairsInWord(name);
  const [one, other] = pairs;
  if (one === undefined) return null;
  if (other === undefined) return one;
  const readings = `${one.base}/${one.quote} or ${other.base}/${other.quote}`;
  return unknown(written, `it may mean ${readings}`, `${other.base}/${other.quote}`);
}

function resolvePerpetual(stem: string, written: string, quoteCurrency: string): ResolvedSymbol | Denial {
  const pair = pairOf(stem, written);
  if (pair !== null) return isDenial(pair) ? pair : swap(pair);
  const isMoney = STATE_CURRENCIES.has(stem) || STABLE_COINS.has(stem) || stem === quoteCurrency;
  if (/^[A-Z0-9]+$/.test(stem) && !isMoney) return swap({ base: stem, quote: quoteCurrency });
  return unknown(written, 'it is a perpetual of an unknown pair', 'BTC/USDT:USDT');
}

/** The pair of a contract that ends on a day: its own, or a well-known coin in the account's money. Null: it is none of a coin. */
function pairOfDated(stem: string, quoteCurrency: string): Pair | null {
  const pair = pairOf(stem, stem);
  if (pair !== null) return isDenial(pair) ? null : pair;
  return KNOWN_COINS.has(stem) && stem !== quoteCurrency ? { base: stem, quote: quoteCurrency } : null;
}

/** `name`: upper case, without exchange. */
function resolveDated(name: string, quoteCurrency: string): ResolvedSymbol | null {
  const dated = datedName(name);
  const pair = dated === null ? null : pairOfDated(dated.stem, quoteCurrency);
  return dated === null || pair === null ? null : future(pair, dated.day);
}

/** Some venues call it XBT. */
function resolveOnPaper(written: string, quoteCurrency: string): ResolvedSymbol | Denial {
  const found = resolvePaperName(written, quoteCurrency);
  if ('code' in found || found.kind === 'equity' || found.base !== 'XBT') return found;
  return { ...found, symbol: found.symbol.replace(/^XBT(?=\/)/, 'BTC'), base: 'BTC' };
}

function resolvePaperName(written: string, quoteCurrency: string): ResolvedSymbol | Denial {
  const upper = written.toUpperCase();
  if (upper.includes('/') && upper.includes(':') && !EXCHANGE_PREFIX.test(upper)) {
    return resolveExact(upper, quoteCurrency) ?? unknown(written, SETTLED_OTHERWISE, 'BTC/USDT:USDT');
  }
  const exchange = EXCHANGE_PREFIX.exec(upper)?.[0].slice(0, -1) ?? '';
  const name = bareShare(upper.replace(EXCHANGE_PREFIX, '')).name;
  const unified = UNIFIED.exec(name);
  if (unified?.[3] !== undefined) return resolvePaperName(name, quoteCurrency);
  const equity: ResolvedSymbol = { symbol: name, kind: 'equity', base: name, quote: quoteCurrency };
  if (STOCK_EXCHANGES.has(exchange) || name.endsWith('!')) return equity;
  const stem = PERPETUAL.exec(name)?.[1];
  // a share may be called BAC.P; only a pair in front of .P makes it a perpetual
  if (stem !== undefined && !(name === `${stem}.P` && pairOf(stem, written) === null))
    return resolvePerpetual(stem, written, quoteCurrency);
  const dated = resolveDated(name, quoteCurrency);
  if (dated !== null) return dated;
  if (QUOTE_CURRENCIES.has(name)) return unknown(written, 'it names one currency, and no pair', `${name}/${quoteCurrency}`);
  const pair = pairOf(name, written);
  if (pair === null) return name.includes('/') ? unknown(written, 'its quote currency is not known', 'BTC/USDT') : equity;
  return isDenial(pair) ? pair : spot(pair);
}

const wordsOf = ({ type, right, strike, expiry }: NonNullable<Reading['contract']>): string =>
  [
    type === 'future' ? 'a future' : `a ${right ?? 'call or put'} option`,
    strike === null ? '' : `at ${strike}`,
    expiry === null ? '' : `of ${expiry}`,
  ]
    .filter((word) => word !== '')
    .join(' ');

/** The most likely exact name, for the remedy. */
function likelyName(written: string, quoteCurrency: string): string {
  const onChart = stemOnChart(written.toUpperCase().replace(EXCHANGE_PREFIX, ''));
  const pair = onChart === null ? null : pairOfDated(onChart, quoteCurrency);
  if (pair !== null) return future(pair, 'YYMMDD').symbol;
  const guess = resolveOnPaper(written, quoteCurrency);
  return 'code' in guess ? 'BTC/USDT' : guess.symbol;
}

/**
 * The instrument that `written` means for a strategy with these aliases on this account. A Denial (it has a `code`)
 * carries the line to add to config.yaml.
 */
export function resolveSymbol(
  written: string,
  aliases: Readonly<Record<string, string>>,
  account: SymbolAccount,
  asked: Pick<Reading, 'exchange' | 'contract'> = NOTHING_MORE,
): ResolvedSymbol | Denial {
  const { broker, quoteCurrency } = account;
  if (!isWrittenSymbol(written)) return deny('INVALID_FIELD', 'The symbol is not written like one.');
  const alias = aliasOf(written, aliases);
  if (alias === null && isInstrumentKey(written)) return unknown(written, 'it is the number of an instrument at a broker', 'TCS');
  if (broker === 'dhan') return resolveIndian(alias ?? written, asked, quoteCurrency);
  if (alias !== null) {
    const target = isSymbolShaped(alias) ? resolveExact(inOurCoins(alias, account), quoteCurrency) : null;
    return target ?? unknown(written, `its alias ${alias} is no name of an instrument`, 'BTC/USDT');
  }
  if (broker === 'paper') return resolveContract(written, asked, quoteCurrency) ?? resolveOnPaper(written, quoteCurrency);
  // the share or the coin is not what the alert means, and nobody knows how this venue writes the contract
  const exact = resolveExact(inOurCoins(written, account), quoteCurrency);
  if (asked.contract !== null && !(asked.contract.type === 'future' && exact?.kind === 'future'))
    return unknown(written, `the alert means ${wordsOf(asked.contract)} of it`, likelyName(written, quoteCurrency));
  if (exact === null && UNIFIED.exec(written)?.[3] !== undefined) return unknown(written, SETTLED_OTHERWISE, 'BTC/USDT:USDT');
  const needsPair =
    broker === 'ccxt' ||
    (exact?.kind === 'equity' && (QUOTE_CURRENCIES.has(written.toUpperCase()) || pairsInWord(written.toUpperCase()).length > 0));
  if (exact === null || (exact.kind === 'equity' && needsPair) || (exact.kind === 'equity' && !/^[A-Z][A-Z0-9.]*$/.test(written))) {
    return unknown(written, 'without an alias it must be the exact name of the instrument', likelyName(written, quoteCurrency));
  }
  return exact;
}
