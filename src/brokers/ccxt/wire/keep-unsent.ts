// Owns: that the proof of a request that has never left this machine is not lost. ccxt makes one text of every failure of a
// connection, of several addresses that all refuse an empty one, and an answer may hold the same words as such a text.

import { causesOf, neverConnected } from '../../never-connected.ts';
import type { Exchange } from './exchange.ts';

type Request = (url: unknown, params: unknown) => Promise<unknown>;

const wordsOf = (error: unknown): string =>
  causesOf(error)
    .flatMap((each) => ('code' in each && typeof each.code === 'string' ? [each.code] : []))
    .at(-1) ?? String(error);

/** ccxt hands on as it is what has neither a code nor a class that it knows. */
export function keepUnsent(exchange: Exchange): void {
  const inside = exchange as unknown as { undiciRequest: Request };
  const request = inside.undiciRequest.bind(exchange);
  inside.undiciRequest = async (url, params) => {
    try {
      return await request(url, params);
    } catch (error) {
      if (neverConnected(error)) throw new Error(`${exchange.id} could not be reached (${wordsOf(error)})`, { cause: error });
      throw error;
    }
  };
}
