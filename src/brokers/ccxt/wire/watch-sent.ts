// Owns: the proof that nothing has left. Some of ccxt's orders ask the venue something first (which kind of account it is): where that
// question fails, no order was sent, and nobody has to look for one before it goes again.

import { AsyncLocalStorage } from 'node:async_hooks';
import { noteUnsent } from './classify-error.ts';
import type { Exchange } from './exchange.ts';

type Fetch = (url: unknown, method: unknown, ...rest: readonly unknown[]) => Promise<unknown>;

interface Call {
  /** Our id of the order in the venue's form: some venues take orders as questions (Deribit). */
  readonly clientId: string;
  sent: boolean;
}

const calls = new AsyncLocalStorage<Call>();

export function watchSent(exchange: Exchange): void {
  const inside = exchange as unknown as { fetch: Fetch };
  const fetch = inside.fetch.bind(exchange);
  inside.fetch = (url, method, ...rest) => {
    const call = calls.getStore();
    if (call !== undefined && (String(method).toUpperCase() !== 'GET' || String(url).includes(call.clientId))) call.sent = true;
    return fetch(url, method, ...rest);
  };
}

/** Rejects as `send` does; what it rejects with counts as unsent where nothing but questions has left meanwhile. */
export async function sendOnce<T>(clientId: string, send: () => Promise<T>): Promise<T> {
  const call: Call = { clientId, sent: false };
  try {
    return await calls.run(call, send);
  } catch (error) {
    if (!call.sent) noteUnsent(error);
    throw error;
  }
}
