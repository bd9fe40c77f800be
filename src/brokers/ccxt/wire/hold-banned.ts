// Owns: that an address which its venue has banned asks it nothing for as long as the ban is said to last: whoever goes on asking is
// banned for longer (Binance: from two minutes to three days). Orders and cancels are sent all the same: a ban that is over lets
// them through, and what leaves a position is worth the try.

import type { Envelope } from './classify-error.ts';
import { noteEnvelope } from './classify-error.ts';
import type { Exchange } from './exchange.ts';

const BANNED = 418;
/** Where the venue does not say for how long. */
const USUAL_MS = 120_000;
/** A header that nobody can mean; and whoever was let in earlier than it was said wants to know. */
const LONGEST_MS = 600_000;

/** Of the same name as ccxt's: it is classified by it. */
class DDoSProtection extends Error {}

type Fetch = (url: unknown, method: unknown, headers: unknown, body: unknown) => Promise<unknown>;

export interface BanWatch {
  readonly heard: (envelope: Envelope) => void;
}

export function holdWhileBanned(exchange: Exchange, now: () => number): BanWatch {
  let until = 0;
  const inside = exchange as unknown as { fetch: Fetch };
  const fetch = inside.fetch.bind(exchange);
  inside.fetch = (url, method, headers, body) => {
    const left = until - now();
    // further ahead than any: the clock was set back since, and who asks once more than needed is told anew
    if (left <= 0 || left > LONGEST_MS || String(method).toUpperCase() !== 'GET') return fetch(url, method, headers, body);
    const error = new DDoSProtection(`${exchange.id} has banned this address for ${Math.ceil(left / 1_000)} s more: it is not asked`);
    noteEnvelope(error, { httpStatus: BANNED, retryAfterMs: left, isWordless: false });
    return Promise.reject(error);
  };
  return {
    heard({ httpStatus, retryAfterMs }) {
      if (httpStatus === BANNED) until = now() + Math.min(retryAfterMs ?? USUAL_MS, LONGEST_MS);
      else if (httpStatus < 400) until = 0;
    },
  };
}
