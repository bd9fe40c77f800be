// Owns: the proof that nothing has left. Some of ccxt's orders ask the venue something first (which kind of account it is): where that
// question fails, no order was sent, and nobody has to look for one before it goes again.
// Invariant: what may be an order counts as every order that is under way: ccxt does not say which of them it is. (Node could carry that
// along (AsyncLocalStorage), and would make each promise of the whole process dearer from then on.)

import { noteUnsent } from './classify-error.ts';
import type { Exchange } from './exchange.ts';

type Fetch = (url: unknown, method: unknown, ...rest: readonly unknown[]) => Promise<unknown>;

interface Call {
  /** Our id of the order in the venue's form: some venues take orders as questions (Deribit). */
  readonly clientId: string;
  sent: boolean;
}

const callsOf = new WeakMap<Exchange, Set<Call>>();

export function watchSent(exchange: Exchange): void {
  const calls = new Set<Call>();
  callsOf.set(exchange, calls);
  const inside = exchange as unknown as { fetch: Fetch };
  const fetch = inside.fetch.bind(exchange);
  inside.fetch = (url, method, ...rest) => {
    const isQuestion = String(method).toUpperCase() === 'GET' || (exchange.id === 'hyperliquid' && String(url).endsWith('/info'));
    for (const call of calls) if (!isQuestion || String(url).includes(call.clientId)) call.sent = true;
    return fetch(url, method, ...rest);
  };
}

/** Rejects as `send` does; what it rejects with counts as unsent where nothing but questions has left `exchange` meanwhile. */
export async function sendOnce<T>(exchange: Exchange, clientId: string, send: () => Promise<T>): Promise<T> {
  const calls = callsOf.get(exchange);
  const call: Call = { clientId, sent: calls === undefined };
  calls?.add(call);
  try {
    return await send();
  } catch (error) {
    if (!call.sent) noteUnsent(error);
    throw error;
  } finally {
    calls?.delete(call);
  }
}
