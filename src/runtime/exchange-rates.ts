// Owns: what one unit of a currency is worth in another: by the newest last price of a pair of the two that accounts look at,
// else by what a venue says when it is asked. A price that is made up is good for paper only, and one that a sender wrote for
// nothing. Invariant: no answer rather than a wrong one; two currencies that "are the same" (USD, USDT) are two.

import { type Clock, leftOf, type Wait, waitFrom } from '../clock.ts';
import { div, isPositive, ONE, type Decimal } from '../core/model/decimal.ts';
import { rateKey, type ExchangeRate, type ExchangeRates, type WantedRate } from '../core/model/money/exchange-rate.ts';
import type { Account } from '../core/model/account.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { PricedInstrument } from '../core/model/markets/instrument.ts';
import type { KnownPrice, PriceWatch } from './price-watch.ts';

/** A venue that has no such pair is not asked for it again so soon … */
const UNKNOWN_MS = 10 * 60_000;
/** … and one that did not answer, sooner: limits wait for it. */
const UNANSWERED_MS = 30_000;
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

interface Found {
  readonly rate: ExchangeRate;
  /** By the pair as it is named; else by the pair the other way round. */
  readonly isDirect: boolean;
}

/** One unit of `from` in `to` by this price; null: it is of something else, or no good for this. */
function rateBy({ instrument, quote }: PricedInstrument, { mode, from, to }: WantedRate): Found | null {
  const isGood = quote.source === 'venue' || (quote.source === 'demo' && mode === 'paper');
  if (!isGood || instrument.kind !== 'spot' || !isPositive(quote.last)) return null;
  const rate = (price: Decimal): ExchangeRate => ({ from, to, price, at: quote.at, source: quote.source });
  if (instrument.base === from && instrument.quote === to) return { rate: rate(quote.last), isDirect: true };
  return instrument.base === to && instrument.quote === from ? { rate: rate(div(ONE, quote.last)), isDirect: false } : null;
}

/** The newest; of made-up prices the pair as it is named, since the two ways round know nothing of each other. */
function isBetter({ rate, isDirect }: Found, than: Found | null): boolean {
  if (than === null) return true;
  if (rate.source === 'demo' && than.rate.source === 'demo' && isDirect !== than.isDirect) return isDirect;
  return rate.at > than.rate.at;
}

export function createExchangeRates({ prices, accounts, clock }: Parts): ExchangeRateBoard {
  const pauses = new Map<string, Wait>();
  const asking = new Map<string, Promise<ExchangeRate | null>>();

  /** The market of a sandbox is nobody's: it says nothing of money that is real. */
  const isSeenBy = ({ account }: KnownPrice, { mode }: WantedRate): boolean => mode !== 'live' || accounts.get(account)?.mode !== 'sandbox';

  function lastKnown(wanted: WantedRate): ExchangeRate | null {
    let best: Found | null = null;
    for (const known of prices.known()) {
      const found = isSeenBy(known, wanted) ? rateBy(known, wanted) : null;
      if (found !== null && isBetter(found, best)) best = found;
    }
    return best?.rate ?? null;
  }

  async function askVenues(wanted: WantedRate): Promise<ExchangeRate | null> {
    const names = [...accounts.values()].filter(({ mode }) => mode === wanted.mode).map(({ name }) => name);
    const pairs = [`${wanted.from}/${wanted.to}`, `${wanted.to}/${wanted.from}`];
    const answers = await Promise.all(names.flatMap((account) => pairs.map((symbol) => prices.ask(account, symbol, null))));
    const rates = answers.map((answer) => (answer.type === 'priced' ? rateBy(answer, wanted) : null));
    const found = rates.find((each) => each !== null)?.rate ?? null;
    const wait = answers.some(({ type }) => type === 'unavailable') ? UNANSWERED_MS : UNKNOWN_MS;
    if (found === null) pauses.set(rateKey(wanted), waitFrom(clock.now(), wait));
    return found;
  }

  /** Whoever wants it meanwhile waits for the same answer. */
  async function ask(wanted: WantedRate): Promise<ExchangeRate | null> {
    const key = rateKey(wanted);
    const under = asking.get(key) ?? askVenues(wanted).finally(() => asking.delete(key));
    asking.set(key, under);
    return under;
  }

  async function find(wanted: WantedRate): Promise<ExchangeRate | null> {
    const known = lastKnown(wanted);
    const now = clock.now();
    const pause = pauses.get(rateKey(wanted));
    if ((known !== null && Math.abs(now - known.at) <= GOOD_MS) || (pause !== undefined && leftOf(pause, now) > 0)) return known;
    return (await ask(wanted)) ?? known;
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
