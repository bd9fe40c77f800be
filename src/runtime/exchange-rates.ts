// Owns: what one unit of a currency is worth in another: by the newest last price of a pair of the two that accounts look at,
// else by what a venue says when it is asked. A price that is made up is good for paper only, and one that a sender wrote for
// nothing. Invariant: no answer rather than a wrong one; two currencies that "are the same" (USD, USDT) are two.

import type { Clock } from '../clock.ts';
import { div, isPositive, ONE, type Decimal } from '../core/model/decimal.ts';
import { rateKey, type ExchangeRate, type ExchangeRates, type WantedRate } from '../core/model/exchange-rate.ts';
import type { Account } from '../core/model/account.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { PriceWatch, PricedInstrument } from './price-watch.ts';

/** A venue that had no such pair is not asked for it again so soon. */
const UNKNOWN_MS = 10 * 60_000;
/** How old a last price may be before the venue is asked: money is added up here, nothing is traded. */
const GOOD_MS = 5 * 60_000;

export interface ExchangeRateBoard {
  /** By the last known prices; asks nobody. */
  known(wanted: readonly WantedRate[]): ExchangeRates;
  /** May ask a venue. Never rejects. */
  find(wanted: readonly WantedRate[]): Promise<ExchangeRates>;
}

interface Parts {
  readonly prices: Pick<PriceWatch, 'known' | 'ask'>;
  readonly accounts: ReadonlyMap<AccountName, Account>;
  readonly clock: Clock;
}

/** One unit of `from` in `to` by this price; null: it is of something else, or no good for this. */
function rateBy({ instrument, quote }: PricedInstrument, { mode, from, to }: WantedRate): ExchangeRate | null {
  const isGood = quote.source === 'venue' || (quote.source === 'demo' && mode === 'paper');
  if (!isGood || instrument.kind !== 'spot' || !isPositive(quote.last)) return null;
  const rate = (price: Decimal): ExchangeRate => ({ from, to, price, at: quote.at, source: quote.source });
  if (instrument.base === from && instrument.quote === to) return rate(quote.last);
  return instrument.base === to && instrument.quote === from ? rate(div(ONE, quote.last)) : null;
}

export function createExchangeRates({ prices, accounts, clock }: Parts): ExchangeRateBoard {
  const unknownUntil = new Map<string, number>();

  function lastKnown(wanted: WantedRate): ExchangeRate | null {
    let newest: ExchangeRate | null = null;
    for (const priced of prices.known()) {
      const rate = rateBy(priced, wanted);
      if (rate !== null && (newest === null || rate.at > newest.at)) newest = rate;
    }
    return newest;
  }

  async function askVenues(wanted: WantedRate): Promise<ExchangeRate | null> {
    const names = [...accounts.values()].filter(({ mode }) => mode === wanted.mode).map(({ name }) => name);
    const pairs = [`${wanted.from}/${wanted.to}`, `${wanted.to}/${wanted.from}`];
    const asked = names.flatMap((account) => pairs.map((symbol) => prices.ask(account, symbol, null)));
    const rates = (await Promise.all(asked)).map((answer) => (answer.type === 'priced' ? rateBy(answer, wanted) : null));
    return rates.find((rate) => rate !== null) ?? null;
  }

  async function find(wanted: WantedRate): Promise<ExchangeRate | null> {
    const known = lastKnown(wanted);
    const key = rateKey(wanted);
    if ((known !== null && clock.now() - known.at <= GOOD_MS) || (unknownUntil.get(key) ?? 0) > clock.now()) return known;
    const asked = await askVenues(wanted);
    if (asked === null) unknownUntil.set(key, clock.now() + UNKNOWN_MS);
    return asked ?? known;
  }

  const table = (wanted: readonly WantedRate[], found: readonly (ExchangeRate | null)[]): ExchangeRates =>
    new Map(
      wanted.flatMap((each, index) => {
        const rate = found[index] ?? null;
        return rate === null ? [] : [[rateKey(each), rate] as const];
      }),
    );

  return {
    known: (wanted) => table(wanted, wanted.map(lastKnown)),
    find: async (wanted) => table(wanted, await Promise.all(wanted.map(find))),
  };
}
