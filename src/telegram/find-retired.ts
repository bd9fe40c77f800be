// Owns: what has left the live state, by its full id: no part of an id is looked for in a whole journal.

import { signalOfOrder, type OrderId, type SignalId } from '../core/model/ids.ts';
import type { Order } from '../core/model/order.ts';
import type { SignalLife } from '../store/search-signals.ts';
import type { BotDeps } from './bot-deps.ts';

const bareId = (typed: string): string => typed.trim().toLowerCase().replace(/^#/, '').replace(/^sg_/, '');

/** Null: it is no full id, or the journal does not know it. */
export async function findRetiredSignal({ history }: Pick<BotDeps, 'history'>, typed: string): Promise<SignalLife | null> {
  const id = bareId(typed);
  return /^[0-9a-f]{24}$/.test(id) ? history.readSignal(`sg_${id}` as SignalId) : null;
}

export async function findRetiredOrder({ history }: Pick<BotDeps, 'history'>, typed: string): Promise<Order | null> {
  const id = bareId(typed);
  if (!/^[0-9a-f]{32}$/.test(id)) return null;
  const life = await history.readSignal(signalOfOrder(id as OrderId));
  return life?.orders.find((order) => order.id === id) ?? null;
}
