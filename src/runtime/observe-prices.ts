// Owns: from a price that was heard to the command that it calls for. Most prices call for none, and leave no trace. Invariant:
// a price that reaches a level is acted on, although others come before it could be stored.

import type { Clock } from '../clock.ts';
import { isObservable } from '../core/engine/decide-observe.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Quote } from '../core/model/markets/instrument.ts';
import type { SeenPrice } from '../core/positions/evaluate-exits.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import type { Settings } from '../core/model/settings.ts';
import { createOwedPrices } from './owed-prices.ts';
import { createPriceRanges } from './price-range.ts';
import type { PriceWatch } from './price-watch.ts';

export interface PriceObserver {
  start(): void;
  stop(): void;
}

export interface PriceObserverOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  readonly prices: PriceWatch;
  readonly log: Log;
  readonly randomHex: (digits: number) => string;
}

/** What could not be stored is tried again after this, also where no further price comes. */
const RETRY_MS = 1_000;

export function createPriceObserver({ settings, clock, dispatcher, prices, log, randomHex }: PriceObserverOptions): PriceObserver {
  /** Markets whose command is on its way to the disk: the same price again would only ask the same. */
  const underWay = new Set<string>();
  const retries = new Map<string, () => void>();
  const owed = createOwedPrices();
  const ranges = createPriceRanges();
  let unsubscribe = (): void => undefined;
  let running = false;

  function act(account: AccountName, market: string, seen: SeenPrice): void {
    underWay.add(market);
    dispatcher
      .dispatch({ type: 'observe_price', account, seen, idSeed: randomHex(13) })
      .catch((error: unknown) => {
        log.error({ err: error, account, symbol: seen.quote.symbol }, 'a level that was reached could not be stored; it is tried again');
        if (!running) return;
        owed.putBack(market, [seen]);
        retries.get(market)?.();
        retries.set(
          market,
          clock.after(RETRY_MS, () => actOnOwed(account, market)),
        );
      })
      .finally(() => {
        underWay.delete(market);
        if (running && !retries.has(market)) actOnOwed(account, market);
      });
  }

  /** The first of them that something follows from; the others are owed still. */
  function actOnOwed(account: AccountName, market: string): void {
    if (underWay.has(market)) return;
    retries.get(market)?.();
    retries.delete(market);
    const waiting = owed.take(market);
    const first = waiting.findIndex((seen) => isObservable(settings, dispatcher.snapshot(), account, seen, clock.now()));
    const seen = waiting[first];
    if (seen === undefined) return;
    owed.putBack(market, waiting.slice(first + 1));
    act(account, market, seen);
  }

  function observe(account: AccountName, quote: Quote, asked: string): void {
    const market = `${account}:${quote.symbol}`;
    const range = ranges.see(account, quote);
    const seen = asked === quote.symbol ? range : { ...range, asked };
    if (underWay.has(market) || retries.has(market)) {
      owed.add(market, seen);
      return actOnOwed(account, market);
    }
    if (isObservable(settings, dispatcher.snapshot(), account, seen, clock.now())) act(account, market, seen);
  }

  return {
    start() {
      running = true;
      unsubscribe = prices.onQuote(observe);
    },
    stop() {
      running = false;
      unsubscribe();
      for (const cancel of retries.values()) cancel();
      retries.clear();
    },
  };
}
