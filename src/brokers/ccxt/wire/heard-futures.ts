// Owns: one thing of ccxt.pro's streams: when a connection breaks, everything that waits on it is rejected, also what nobody
// waits for (Binance keeps such a thing for its log-in). Node ends a process over a rejection without a listener.

import type { Exchange } from './exchange.ts';

type Futures = { future: (hash: string) => Promise<unknown> };
type Clients = { client?: (url: string) => Futures };

/** Whoever waits for a stream hears of its break all the same: a listener more takes nothing away. */
const ignore = (): void => undefined;

export function hearFutures(exchange: Exchange): void {
  const inside = exchange as unknown as Clients;
  if (inside.client === undefined) return;
  const clientOf = inside.client.bind(exchange);
  const heard = new WeakSet<Futures>();
  inside.client = (url) => {
    const client = clientOf(url);
    if (heard.has(client)) return client;
    heard.add(client);
    const futureOf = client.future.bind(client);
    client.future = (hash) => {
      const future = futureOf(hash);
      future.catch(ignore);
      return future;
    };
    return client;
  };
}
