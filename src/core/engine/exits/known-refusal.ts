// Owns: whether people have read already why a venue refuses something: a token that has ended or an address that is not registered
// refuses every order in the same words, and what leaves is tried again and again. What is refused for another reason is news.

import { ordersOf } from '../order-books.ts';
import type { Order } from '../../model/order.ts';
import type { Draft } from '../draft.ts';

/** For so long whoever has read it is taken to know it. */
const KNOWN_MS = 3_600_000;
/** People hear of the first attempts, which follow each other within seconds, … */
const TOLD_UNTIL = 3;
/** … and of each from here on: by then they are an hour apart. */
const TOLD_FROM = 10;

const isRefusedAs = ({ status, error }: Order, { error: why }: Order): boolean =>
  status === 'rejected' && error !== null && error.message === why?.message;

/** `own`: the attempts of one exit, or at one stop; the one before this one was refused in the same words. */
export function isRefusedAgain(order: Order, own: readonly Order[]): boolean {
  const before = own[own.findIndex(({ id }) => id === order.id) - 1];
  return before !== undefined && isRefusedAs(before, order);
}

/** Another entry of the account was refused in the same words and told within the hour; the card of each says it. */
export function isEntryRefusedAgain({ state, now }: Pick<Draft, 'state' | 'now'>, order: Order): boolean {
  const isSame = (other: Order): boolean => other.id !== order.id && other.role === order.role && isRefusedAs(other, order);
  const refusedAt = ordersOf(state, order.account)
    .filter(isSame)
    .map(({ updatedAt }) => updatedAt)
    .sort((a, b) => a - b);
  // those that nobody was told of keep nothing from being told
  const toldAt = refusedAt.reduce((told, at) => (at - told < KNOWN_MS ? told : at), -Infinity);
  return now - toldAt < KNOWN_MS;
}

/** The attempt before it was refused in the same words, and people need not hear of this one. */
export const isKnownToFail = (order: Order, own: readonly Order[], failures: number): boolean =>
  isRefusedAgain(order, own) && failures > TOLD_UNTIL && failures < TOLD_FROM;
