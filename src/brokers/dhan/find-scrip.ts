// Owns: from the name of an instrument to the one row of Dhan's list that it means. Exact, or refused with the names that
// are near it. What depends on a price (ATM, OTM1) is told which price it depends on.

import { abs, compare, type Decimal, eq, lt, sub, toNumber } from '../../core/model/decimal.ts';
import { type ContractName, type IndianExchange, readContractName, writeContractName } from '../../core/model/markets/contract-symbol.ts';
import { nearestName } from '../../core/model/nearest-name.ts';
import { EXCHANGE_OF, nameKey, type Scrip, type Segment, symbolOf } from './scrip.ts';
import type { ScripList } from './scrip-list.ts';

export type Found =
  | { readonly type: 'found'; readonly scrip: Scrip }
  /** The strike is counted from the price of `underlying`. */
  | { readonly type: 'by_price'; readonly underlying: Scrip; pick(last: Decimal): Scrip | null }
  | { readonly type: 'unknown'; readonly nearest: readonly string[] };

type Option = ContractName & { readonly type: 'option' };

const NEAREST_MAX = 3;
const SLIPS_MAX = 2;
const SEGMENT_OF = new Map(Object.entries(EXCHANGE_OF).map(([segment, exchange]) => [exchange, segment as Segment] as const));
/** The index is no exchange's. */
SEGMENT_OF.set('NSE', 'NSE_EQ');
/** Where contracts without an exchange are looked for; the second list only where the first has none. */
const CONTRACT_HOMES: readonly (readonly Segment[])[] = [
  ['NSE_FNO', 'NSE_CURRENCY', 'MCX_COMM'],
  ['BSE_FNO', 'BSE_CURRENCY'],
];

const unknown = (nearest: readonly string[]): Found => ({ type: 'unknown', nearest: nearest.slice(0, NEAREST_MAX) });

function similar(list: ScripList, segment: Segment, name: string): readonly string[] {
  let names = list.underlyings(segment);
  const near: string[] = [];
  while (near.length < NEAREST_MAX) {
    const next = nearestName(name, names, SLIPS_MAX);
    if (next === null) break;
    near.push(next);
    names = names.filter((each) => each !== next);
  }
  return near;
}

const prefixOf = (segment: Segment): string => (segment === 'NSE_EQ' ? '' : `${EXCHANGE_OF[segment]}:`);

function findEquity(list: ScripList, exchange: IndianExchange | null, name: string): Found {
  const key = nameKey(name);
  const segment = exchange === 'BSE' ? 'BSE_EQ' : 'NSE_EQ';
  if (exchange !== null && exchange !== 'NSE' && exchange !== 'BSE') return unknown([]);
  const scrips = list.of(segment, key).filter(({ kind }) => kind === 'equity');
  const scrip = scrips.find(({ isMain }) => isMain) ?? scrips[0];
  if (scrip !== undefined) return { type: 'found', scrip };
  const other = segment === 'NSE_EQ' ? 'BSE_EQ' : 'NSE_EQ';
  const elsewhere = list.of(other, key).filter(({ kind }) => kind === 'equity');
  return unknown([...elsewhere.map(symbolOf), ...similar(list, segment, key).map((near) => `${prefixOf(segment)}${near}`)]);
}

function homesOf(list: ScripList, exchange: IndianExchange | null, key: string): readonly Segment[] {
  const isThere = (segment: Segment): boolean => list.of(segment, key).some(({ kind }) => kind !== 'index' && kind !== 'equity');
  if (exchange !== null) {
    const segment = SEGMENT_OF.get(exchange);
    return segment !== undefined && isThere(segment) ? [segment] : [];
  }
  return CONTRACT_HOMES.map((homes) => homes.filter(isThere)).find((homes) => homes.length > 0) ?? [];
}

/** Of these days the one that the word means; the days are those that have not passed, in order. */
function expiryOf(word: string, days: readonly string[]): string | null {
  if (word === 'NEAR') return days[0] ?? null;
  if (word === 'MONTH') {
    const [first] = days;
    return first === undefined ? null : (days.findLast((day) => day.slice(0, 7) === first.slice(0, 7)) ?? null);
  }
  return days.find((day) => day === word) ?? null;
}

const byStrike = (a: Scrip, b: Scrip): number => compare(a.strike ?? ('0' as Decimal), b.strike ?? ('0' as Decimal));

const away = ({ strike }: Scrip, price: Decimal): Decimal => abs(sub(strike ?? price, price));

/** `steps` out of the money from the strike nearest to `last`; of two equally near ones from the lower. */
function fromTheMoney(chain: readonly Scrip[], right: 'CE' | 'PE', steps: number, last: Decimal): Scrip | null {
  let atMoney = 0;
  for (const [index, scrip] of chain.entries()) {
    const best = chain[atMoney];
    if (best !== undefined && lt(away(scrip, last), away(best, last))) atMoney = index;
  }
  return chain[atMoney + (right === 'CE' ? steps : -steps)] ?? null;
}

/** What an option's money is counted from: the index, the share, or (commodities, currencies) the nearest future. */
function underlyingOf(list: ScripList, segment: Segment, key: string, day: string): Scrip | null {
  const index = list.of('IDX_I', key)[0];
  const shares = segment === 'BSE_FNO' ? list.of('BSE_EQ', key) : segment === 'NSE_FNO' ? list.of('NSE_EQ', key) : [];
  const futures = list.of(segment, key).filter(({ kind, expiry }) => kind === 'future' && expiry !== null && expiry >= day);
  const nearest = futures.sort((a, b) => ((a.expiry ?? '') < (b.expiry ?? '') ? -1 : 1))[0];
  const isIndexed = segment === 'NSE_FNO' || segment === 'BSE_FNO';
  return (isIndexed ? index : undefined) ?? shares.find(({ isMain }) => isMain) ?? nearest ?? null;
}

function findOption(list: ScripList, name: Option, segment: Segment, chain: readonly Scrip[], day: string): Found {
  const { strike, offset, right } = name;
  if (strike !== null) {
    const scrip = chain.find((each) => each.strike !== null && eq(each.strike, strike));
    if (scrip !== undefined) return { type: 'found', scrip };
    return unknown([...chain].sort((a, b) => compare(away(a, strike), away(b, strike))).map(symbolOf));
  }
  const underlying = underlyingOf(list, segment, nameKey(name.underlying), day);
  if (underlying === null || offset === null) return unknown(chain.map(symbolOf));
  return { type: 'by_price', underlying, pick: (last) => fromTheMoney(chain, right, toNumber(offset), last) };
}

/** The same contract where its underlying has any, else that of an underlying with nearly the same name. */
function contractsLike(list: ScripList, name: ContractName, key: string): readonly string[] {
  const elsewhere = homesOf(list, null, key);
  if (elsewhere.length > 0) return elsewhere.map((home) => writeContractName({ ...name, exchange: EXCHANGE_OF[home] }));
  const home = (name.exchange === null ? null : SEGMENT_OF.get(name.exchange)) ?? 'NSE_FNO';
  return similar(list, home, key).map((underlying) => writeContractName({ ...name, underlying }));
}

/** The day on which the contract of that name has expired; null: it lives, or is none. */
export function expiredOn(symbol: string, day: string): string | null {
  const name = readContractName(symbol);
  if (name === null || name.type === 'equity' || !/^\d{4}-/.test(name.expiry)) return null;
  return name.expiry < day ? name.expiry : null;
}

/** `day`: today in India; contracts that have expired before it are gone. */
export function findScrip(list: ScripList, symbol: string, day: string): Found {
  const name = readContractName(symbol);
  if (name === null) return unknown([]);
  if (name.type === 'equity') return findEquity(list, name.exchange, name.underlying);
  const key = nameKey(name.underlying);
  const homes = homesOf(list, name.exchange, key);
  const [segment] = homes;
  if (segment === undefined) return unknown(contractsLike(list, name, key));
  if (homes.length > 1) return unknown(homes.map((home) => writeContractName({ ...name, exchange: EXCHANGE_OF[home] })));
  const live = list.of(segment, key).filter(({ kind, expiry, right }) => {
    const isMeant = kind === name.type && (name.type === 'future' || right === name.right);
    return isMeant && expiry !== null && expiry >= day;
  });
  const days = [...new Set(live.map(({ expiry }) => expiry ?? ''))].sort();
  const expiry = expiryOf(name.expiry, days);
  const chain = live.filter((scrip) => scrip.expiry === expiry).sort(byStrike);
  if (expiry === null) {
    const strike = name.type === 'option' ? name.strike : null;
    return unknown(live.filter((scrip) => strike === null || scrip.strike === strike).map(symbolOf));
  }
  if (name.type === 'option') return findOption(list, name, segment, chain, day);
  const [future] = chain;
  return future === undefined ? unknown([]) : { type: 'found', scrip: future };
}
