// Owns: the number of the account, which Gate wants of whoever listens for its orders and which is no part of a key. Without it no stream
// opens there, and every order is asked about in turns. It is asked for once.

import type { Exchange } from './exchange.ts';
import { dictOf, textOf } from './read-answer.ts';

interface Named {
  uid: unknown;
  privateAccountGetDetail: () => Promise<unknown>;
}

/** Rejects where the venue does not say it: the stream is tried again then. */
export async function nameUser(exchange: Exchange): Promise<void> {
  if (exchange.id !== 'gate') return;
  const inside = exchange as unknown as Named;
  if (textOf(inside.uid) !== null) return;
  const user = textOf(dictOf(await inside.privateAccountGetDetail())['user_id']);
  if (user === null) throw new Error(`${exchange.id} does not say which account this is`);
  inside.uid = user;
}
