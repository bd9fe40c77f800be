// Owns: from a price that was heard to the command that it calls for. Most prices call for none, and leave no trace.

import type { Clock } from '../clock.ts';
import { isObservable } from '../core/engine/decide-observe.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Quote } from '../core/model/instrument.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import type { Settings } from '../core/model/settings.ts';
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

export function createPriceObserver({ settings, clock, dispatcher, prices, log, randomHex }: PriceObserverOptions): PriceObserver {
  /** Markets whose command is on its way to the disk: the same price again would only ask the same. */
  const underWay = new Set<string>();
  const ranges = createPriceRanges();
  let unsubscribe = (): void => undefined;

  function observe(account: AccountName, quote: Quote, asked: string): void {
    const market = `${account}:${quote.symbol}`;
    const range = ranges.see(account, quote);
    const seen = asked === quote.symbol ? range : { ...range, asked };
    if (underWay.has(market) || !isObservable(settings, dispatcher.snapshot(), account, seen, clock.now())) return;
    underWay.add(market);
    dispatcher
      .dispatch({ type: 'observe_price', account, seen, idSeed: randomHex(13) })
      .catch((error: unknown) =>
        log.error(
          { err: error, account, symbol: quote.symbol },
          'a level that was reached could not be stored; the next price tries again',
        ),
      )
      .finally(() => underWay.delete(market));
  }

  return {
    start() {
      unsubscribe = prices.onQuote(observe);
    },
    stop: () => unsubscribe(),
  };
}
