// Owns: fields that say which market is meant: the same BTCUSDT is a pair on spot and a perpetual among the swaps, and only
// Bybit's category or a "market_type" says which. Invariant: a perpetual is never traded as spot, nor spot as a perpetual.

import type { Reading } from '../../model/signal.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { namesOf, shownKey, takeAll, takeFirst, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';

const PLAIN_PAIR = /^(?:[A-Z0-9_]{1,20}:)?([A-Z0-9]{1,20}?)[/_-]?(USDT|USDC|USD)$/i;
const CONTRACT = /(?:\.P|PERP|:[A-Z0-9]+|:[A-Z0-9]+-\d{6})$/i;

/** Of the names below, those that usually say something else, and count where they hold one of these words. */
const MANY_MEANINGS: ReadonlySet<string> = new Set(['type', 'market', 'asset', 'class', 'segment']);
/** Fields that say it. */
const NAMES = nameList(
  'category markettype contracttype instrumenttype producttype defaulttype assetclass assettype sectype asset class market segment type'.split(
    ' ',
  ),
);
const EXCHANGE_LENGTH_MAX = 80;
type Market = 'spot' | 'linear' | 'inverse' | 'option';
const WORDS: ReadonlyMap<string, Market> = new Map(
  (
    [
      ['spot', 'spot'],
      ['linear', 'linear linearperpetual perpetual perp swap perpetualswap usdm usdtm usdmfutures usdtfutures umcbl'],
      ['linear', 'future futures'],
      ['inverse', 'inverse inverseperpetual coinm coinmfutures coinfutures dmcbl'],
      ['option', 'option options opt usoption optidx optstk optfut optcur fop ce pe'],
    ] as const
  ).flatMap(([market, words]) => words.split(' ').map((word): [string, Market] => [word, market])),
);

/** Exchanges that have both markets, as channels write them: `Binance Futures`, `Bybit Spot`. */
const OF_COINS = /^(?:binance|bybit|okx|okex|kucoin|bitget|mexc|gate(?:\.?io)?|huobi|htx|bingx|phemex|kraken|coinex|bitfinex|deribit)\b/i;
const MARKETS_OF_EXCHANGES: readonly (readonly [RegExp, Market])[] = [
  [/\b(?:coin-?m|inverse)\b/i, 'inverse'],
  [/\b(?:futures?|perps?|perpetuals?|swaps?|usd[tc]?-?m|linear)\b/i, 'linear'],
  [/\bspot\b/i, 'spot'],
];

/** The market in the name of the exchange; null where several are named that do not agree. */
function marketOfExchange(written: string): Market | null {
  const names = written.split(/[,&+]|\bor\b|\band\b/i).map((name) => name.trim());
  if (!names.every((name) => OF_COINS.test(name))) return null;
  const markets = names.map((name) => MARKETS_OF_EXCHANGES.find(([words]) => words.test(name))?.[1] ?? null);
  return markets.every((market) => market === markets[0]) ? (markets[0] ?? null) : null;
}

function readExchangeName(fields: FieldSet, draft: Draft): void {
  const field = fields.byName.get('exchange') ?? fields.byName.get('exchanges');
  if (field === undefined || typeof field.value !== 'string' || field.value.length > EXCHANGE_LENGTH_MAX) return;
  const market = marketOfExchange(field.value);
  if (market !== null) settleMarket(draft, field.key, market);
}

/** An option under the whole name of its contract: `NIFTY25JAN22000CE`. Its right, or its sort at an exchange of India, names it once more. */
const isOwnContract = (name: string, { value }: Field, { symbol }: Draft): boolean =>
  /\d(?:CE|PE)$/i.test(symbol ?? '') &&
  (name === 'segment' || (typeof value === 'string' && /^(?:ce|pe|opt(?:idx|stk|fut|cur)|fop)$/i.test(value.trim())));

/** Which market the fields name; the symbol must have been read. */
export function readCategory(fields: FieldSet, draft: Draft): void {
  for (const name of namesOf(fields, NAMES)) {
    const field = fields.byName.get(name);
    const market = typeof field?.value === 'string' && field.value.length <= 32 ? WORDS.get(normalName(field.value.trim())) : undefined;
    if (field === undefined || market === undefined) continue;
    if (!MANY_MEANINGS.has(name)) fields.taken.add(name);
    if (market === 'option' && isOwnContract(name, field, draft)) continue;
    settleMarket(draft, field.key, market);
  }
  readExchangeName(fields, draft);
  readFuture(fields, draft);
}

/** What an instrument is, in the words of brokers; a root such as ES is a share elsewhere. */
const INSTRUMENT_NAMES = nameList('sectype securitytype insttype instrumenttype'.split(' '));
const FUTURES: ReadonlySet<string> = new Set('fut future futures contfut'.split(' '));
const EXPIRY = nameList(['lasttradedateorcontractmonth', 'contractmonth', 'lasttradedate']);

/** A future that its symbol does not name whole: without an alias no venue takes its root for a share. */
function readFuture(fields: FieldSet, draft: Draft): void {
  const isFuture = namesOf(fields, INSTRUMENT_NAMES).some((name) => {
    const value = fields.byName.get(name)?.value;
    return typeof value === 'string' && FUTURES.has(normalName(value.trim()));
  });
  if (!isFuture || draft.symbol === null || draft.contract !== null || PLAIN_PAIR.test(draft.symbol)) return;
  const expiry = takeFirst(fields, EXPIRY)?.value;
  const written = typeof expiry === 'string' && expiry.length <= 20 ? expiry.trim() : null;
  takeAll(fields, INSTRUMENT_NAMES);
  draft.contract = { type: 'future', right: null, strike: null, strikeOffset: null, expiry: written === '' ? null : written };
}

function settleMarket(draft: Draft, key: string, market: Market): void {
  if (draft.symbol === null) return;
  if (market === 'option') {
    refuse(draft, 'UNSUPPORTED', `${shownKey(key)} says that this is an option.`);
    return;
  }
  if (market === 'spot' && CONTRACT.test(draft.symbol))
    refuse(
      draft,
      'CONTRADICTION',
      `${shownKey(key)} says spot, but ${draft.symbol} is a ${/-\d{6}$/.test(draft.symbol) ? 'dated contract' : 'perpetual'}.`,
    );
  const kind = market === 'linear' ? 'perpetual' : market;
  // a share and a dated future are themselves whatever their kind is called
  if (!PLAIN_PAIR.test(draft.symbol)) return;
  if (draft.marketKind !== null && draft.marketKind !== kind)
    refuse(draft, 'CONTRADICTION', `${shownKey(key)} says ${kind}, and another field says ${draft.marketKind}.`);
  draft.marketKind = kind;
}

/** The symbol by the name that it has in the market that the alert names; as written where it names none. */
export function symbolInMarket({ symbol, marketKind }: Pick<Reading, 'symbol' | 'marketKind'>): string | null {
  const [, base = '', quote = ''] = PLAIN_PAIR.exec(symbol ?? '') ?? [];
  if (symbol === null || base === '' || marketKind === null || marketKind === 'spot') return symbol;
  // its quantity counts dollars and its money is the coin: the name says so, and no account here takes it for another
  if (marketKind === 'inverse') return `${base}/${quote}:${base}`;
  return symbol.includes('/') ? `${symbol}:${quote}` : `${symbol}.P`;
}
