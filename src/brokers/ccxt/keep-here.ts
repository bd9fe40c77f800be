// Owns: that an account which counts as a sandbox because config.yaml has sent it to this machine never reaches another one,
// whichever of an exchange's many addresses was forgotten there.

import type { Exchange } from './exchange.ts';

type Fetch = (url: string, ...rest: readonly unknown[]) => Promise<unknown>;

const HERE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Named as ccxt's own refusals before anything is sent are: that name is what classify-error.ts goes by. */
class ExchangeError extends Error {}

export function keepHere(exchange: Exchange): void {
  const inside = exchange as unknown as { fetch: Fetch };
  const fetch = inside.fetch.bind(exchange);
  inside.fetch = (url, ...rest) => {
    const { hostname } = new URL(url);
    if (HERE.test(hostname)) return fetch(url, ...rest);
    const reason = `${hostname} is not this machine, and the account counts as a sandbox because its urls are: set every address of urls.api, or sandbox: true`;
    return Promise.reject(new ExchangeError(reason));
  };
}
