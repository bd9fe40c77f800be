// Owns: the time that a venue goes by. ccxt asks for it when it loads the markets and never again: a clock that is set while the
// process runs would have every order refused from then on, exits too. So a refusal for the time makes us ask for it once more.

import { isAboutTime } from './classify-error.ts';
import { type Exchange, hasOwn } from './exchange.ts';

/** The time of the venue at `now` of ours, both in milliseconds since 1970; ours, as long as it has not been asked. */
export const timeAtVenue = (exchange: Exchange, now: number): number => now - Number(exchange.options['timeDifference'] ?? 0);

interface Timed {
  fetch: (...args: readonly unknown[]) => Promise<unknown>;
}

/** ccxt's question, whose answer it puts into `options.timeDifference`. */
type Asker = Exchange & { readonly loadTimeDifference: () => Promise<unknown> };

/** `makeAsker`: the same exchange once more, without this. It asks for the time: what is refused there waits for no answer of its own. */
export function keepTime(exchange: Exchange, makeAsker: () => Exchange): void {
  if (!hasOwn(exchange, 'fetchTime')) return;
  const inside = exchange as unknown as Timed;
  const fetch = inside.fetch.bind(exchange);
  let asker: Asker | null = null;
  let asking: Promise<void> | null = null;

  async function learnTime(): Promise<void> {
    asker ??= makeAsker() as Asker;
    await asker.loadTimeDifference();
    exchange.options['timeDifference'] = asker.options['timeDifference'];
  }

  /** Once for all that were refused meanwhile. Where it cannot be had, the refusal stands, and the next one asks again. */
  const askTime = (): Promise<void> => {
    asking ??= learnTime()
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
      if (isAboutTime(error)) await askTime();
      throw error;
    }
  };
}
