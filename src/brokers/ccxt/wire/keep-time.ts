// Owns: the time that a venue goes by. ccxt asks for it when it loads the markets and never again: a clock that is set while the
// process runs would have every order refused from then on, exits too. So a refusal for the time makes us ask for it once more.

import { AsyncLocalStorage } from 'node:async_hooks';
import { isAboutTime } from './classify-error.ts';
import { type Exchange, hasOwn } from './exchange.ts';

interface Timed {
  fetch: (...args: readonly unknown[]) => Promise<unknown>;
  loadTimeDifference: () => Promise<unknown>;
}

export function keepTime(exchange: Exchange): void {
  if (!hasOwn(exchange, 'fetchTime')) return;
  const inside = exchange as unknown as Timed;
  const fetch = inside.fetch.bind(exchange);
  let asking: Promise<void> | null = null;
  /** What is asked within is the question for the time: it must not wait for itself. */
  const within = new AsyncLocalStorage<true>();

  /** Once for all that were refused meanwhile. Where it cannot be had, the refusal stands, and the next one asks again. */
  const askTime = (): Promise<void> => {
    asking ??= within
      .run(true, () => inside.loadTimeDifference())
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        asking = null;
      });
    return asking;
  };

  inside.fetch = async (...args) => {
    try {
      return await fetch(...args);
    } catch (error) {
      // whoever is refused repeats it at once: by then it is known
      if (isAboutTime(error) && within.getStore() !== true) await askTime();
      throw error;
    }
  };
}
