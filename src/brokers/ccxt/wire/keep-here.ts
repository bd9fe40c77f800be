// Owns: that an account which counts as a sandbox because config.yaml has sent it to this machine never reaches another one,
// whichever of an exchange's many addresses was forgotten there.

import type { Exchange } from './exchange.ts';

type Fetch = (url: string, ...rest: readonly unknown[]) => Promise<unknown>;
type OpenClient = (url: string) => unknown;

const HERE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Named as ccxt's own refusals before anything is sent are: that name is what classify-error.ts goes by. */
class ExchangeError extends Error {}

function refusalOf(url: string): ExchangeError | null {
  const { hostname } = new URL(url);
  if (HERE.test(hostname)) return null;
  return new ExchangeError(
    `${hostname} is not this machine, and the account counts as a sandbox because its urls are: set every address of urls.api, or sandbox: true`,
  );
}

export function keepHere(exchange: Exchange): void {
  const inside = exchange as unknown as { fetch: Fetch; client: OpenClient };
  const fetch = inside.fetch.bind(exchange);
  const client = inside.client.bind(exchange);
  inside.fetch = (url, ...rest) => {
    const refusal = refusalOf(url);
    return refusal === null ? fetch(url, ...rest) : Promise.reject(refusal);
  };
  // every websocket of ccxt is made here
  inside.client = (url) => {
    const refusal = refusalOf(url);
    if (refusal !== null) throw refusal;
    return client(url);
  };
}
