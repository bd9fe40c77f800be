// Owns: the last known prices, one per account and instrument, shared by everybody who asks. Watched ones come from the
// venue's stream where it has one, and are asked for whenever that has said nothing for a while.

import type { Broker, PriceHint, Priced } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import type { AccountName } from '../core/model/ids.ts';
import { isFresh, type PricedInstrument, type Quote } from '../core/model/markets/instrument.ts';
import type { Log } from '../log.ts';
import { answerInTime } from './answer-in-time.ts';

/** Prices under an open card or position are asked for this often. */
const POLL_MS = 2_000;
/** Last prices that are kept beside the watched ones: more symbols than people look at, far fewer than senders can name. */
export const UNWATCHED_PRICES_MAX = 500;

/** With the account that has heard it. */
export interface KnownPrice extends PricedInstrument {
  readonly account: AccountName;
}

export interface Watched {
  readonly account: AccountName;
  readonly symbol: string;
  /** What an alert says of it: where the prices are made here, a process that was killed may not have kept them. */
  readonly hint?: PriceHint | null;
}

/** `asked`: the symbol as it was asked for; words such as the nearest expiry are answered with the contract that they mean. */
export type QuoteListener = (account: AccountName, quote: Quote, asked: string) => void;

export interface PriceWatch {
  /** Asks the venue now. Never rejects. */
  ask(account: AccountName, symbol: string, hint: PriceHint | null): Promise<Priced>;
  /**
   * The venue's own last price, if it is younger than QUOTE_FRESH_MS, heard by whichever account; else asks, once for all who
   * ask at that moment. Never rejects.
   */
  now(account: AccountName, symbol: string, hint: PriceHint | null): Promise<Priced>;
  /** What `ask` would answer, without a trace: for an alert that is only explained. Null: no price. Never rejects. */
  preview(account: AccountName, symbol: string, hint: PriceHint | null): Promise<PricedInstrument | null>;
  /** The last price seen, however old. */
  last(account: AccountName, symbol: string): PricedInstrument | null;
  /** All last prices, of whichever account. */
  known(): Iterable<KnownPrice>;
  /** The last price, if it is younger than QUOTE_FRESH_MS. */
  fresh(account: AccountName, symbol: string): Quote | null;
  /** Told of every price that is heard or asked for; the answer ends it. */
  onQuote(listener: QuoteListener): () => void;
  /** From now on exactly these are polled. */
  watch(wanted: ReadonlyMap<string, Watched>): void;
  stop(): void;
}

const NO_STREAM = (): void => undefined;

/** `sources`: accounts of the same one see the same prices; absent: an account's prices are its own. */
export function createPriceWatch(
  brokers: ReadonlyMap<AccountName, Broker>,
  clock: Clock,
  log: Log,
  sources: ReadonlyMap<AccountName, string> = new Map(),
): PriceWatch {
  const known = new Map<string, KnownPrice>();
  const polls = new Map<string, () => void>();
  const hints = new Map<string, PriceHint>();
  const listeners = new Set<QuoteListener>();
  /** By source and symbol: the last answer, and the question that is on its way. */
  const lastOf = new Map<string, PricedInstrument>();
  const asking = new Map<string, Promise<Priced>>();
  const keyOf = (account: AccountName, symbol: string): string => `${account}:${symbol}`;

  async function askBroker(account: AccountName, symbol: string, hint: PriceHint | null, use?: 'explain'): Promise<Priced> {
    const broker = brokers.get(account);
    if (broker === undefined) return { type: 'unavailable', reason: `there is no account ${account}` };
    return answerInTime({ clock, log }, { account, symbol, asked: 'price' }, () => broker.price(symbol, hint, use));
  }

  async function ask(account: AccountName, symbol: string, hint: PriceHint | null): Promise<Priced> {
    const answer = await askBroker(account, symbol, hint);
    if (answer.type === 'priced') remember(account, keyOf(account, symbol), { instrument: answer.instrument, quote: answer.quote });
    return answer;
  }

  /** The one that was asked for longest ago goes; what is watched stays. */
  function remember(account: AccountName, key: string, priced: PricedInstrument): void {
    // what is watched stays, wherever it stands in the line; moving to its end takes as long as the rest of a tick
    if (!polls.has(key)) known.delete(key);
    known.set(key, { account, ...priced });
    for (const listener of listeners) listener(account, priced.quote, key.slice(account.length + 1));
    if (known.size <= UNWATCHED_PRICES_MAX + polls.size) return;
    for (const old of known.keys()) {
      if (polls.has(old)) continue;
      known.delete(old);
      return;
    }
  }

  /** A price from the stream; the instrument is known from the first answer. */
  function hear(account: AccountName, key: string, quote: Quote): void {
    const priced = known.get(key);
    // what seems to come was heard before the clock was set back
    if (priced !== undefined && (quote.at >= priced.quote.at || priced.quote.at > clock.now()))
      remember(account, key, { instrument: priced.instrument, quote });
  }

  function openStream(key: string, account: AccountName, symbol: string): () => void {
    try {
      return brokers.get(account)?.watch(symbol, (quote) => hear(account, key, quote)) ?? NO_STREAM;
    } catch (error) {
      log.error({ err: error, account, symbol }, 'a broker threw while its prices were asked for; they are polled');
      return NO_STREAM;
    }
  }

  function poll(key: string, account: AccountName, symbol: string): void {
    let cancelTimer = (): void => undefined;
    const closeStream = openStream(key, account, symbol);
    const cancel = (): void => {
      cancelTimer();
      closeStream();
    };
    const later = (): void => {
      // not the one that was started while this answer was on its way: that one has a timer of its own
      if (polls.get(key) === cancel) cancelTimer = clock.after(POLL_MS, again);
    };
    const again = (): void => {
      const at = known.get(key)?.quote.at;
      if (at !== undefined && Math.abs(clock.now() - at) < POLL_MS) later();
      else void ask(account, symbol, hints.get(key) ?? null).then(later);
    };
    cancelTimer = clock.after(POLL_MS, again);
    polls.set(key, cancel);
  }

  // what an alert says it costs, what was made up, and a name that may mean another contract by now are asked for each time
  const isAtHand = (priced: PricedInstrument | undefined, symbol: string): priced is PricedInstrument =>
    priced?.quote.source === 'venue' && priced.instrument.symbol === symbol && isFresh(priced.quote, clock.now());

  /** One alert to a hundred accounts of a venue needs one price of it. */
  async function askTogether(account: AccountName, symbol: string, market: string): Promise<Priced> {
    const heard = lastOf.get(market);
    const asked = asking.get(market);
    const shared = isAtHand(heard, symbol) ? ({ type: 'priced', ...heard } as const) : asked === undefined ? null : await asked;
    if (shared?.type === 'priced' && isAtHand(shared, symbol)) {
      remember(account, keyOf(account, symbol), { instrument: shared.instrument, quote: shared.quote });
      return shared;
    }
    // what another account was refused may have to do with that account
    const answer = ask(account, symbol, null);
    if (!asking.has(market)) asking.set(market, answer);
    const priced = await answer.finally(() => (asking.get(market) === answer ? asking.delete(market) : false));
    if (priced.type === 'priced') lastOf.set(market, { instrument: priced.instrument, quote: priced.quote });
    if (lastOf.size > UNWATCHED_PRICES_MAX) lastOf.clear();
    return priced;
  }

  return {
    ask,
    async now(account, symbol, hint) {
      const own = known.get(keyOf(account, symbol));
      if (isAtHand(own, symbol)) return { type: 'priced', ...own };
      const source = sources.get(account);
      return source === undefined ? ask(account, symbol, hint) : askTogether(account, symbol, `${source}:${symbol}`);
    },
    async preview(account, symbol, hint) {
      const answer = await askBroker(account, symbol, hint, 'explain');
      return answer.type === 'priced' ? { instrument: answer.instrument, quote: answer.quote } : null;
    },
    last: (account, symbol) => known.get(keyOf(account, symbol)) ?? null,
    known: () => known.values(),
    fresh(account, symbol) {
      const quote = known.get(keyOf(account, symbol))?.quote ?? null;
      return quote !== null && isFresh(quote, clock.now()) ? quote : null;
    },
    onQuote(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch(wanted) {
      // whoever wants them has names of their own for them
      const keys = new Set<string>();
      hints.clear();
      for (const { account, symbol, hint = null } of wanted.values()) {
        const key = keyOf(account, symbol);
        keys.add(key);
        if (hint !== null) hints.set(key, hint);
        if (!polls.has(key)) poll(key, account, symbol);
      }
      for (const [key, cancel] of polls) {
        if (keys.has(key)) continue;
        cancel();
        polls.delete(key);
      }
    },
    stop() {
      for (const cancel of polls.values()) cancel();
      polls.clear();
    },
  };
}
