// Owns: who may do what. Deny by default: whoever is in no list has no role, and an empty list means nobody.

import type { Role, State } from '../../core/engine/state.ts';

/** Numeric user ids from TELEGRAM_ADMINS, TELEGRAM_TRADERS, TELEGRAM_VIEWERS. */
export interface AccessList {
  readonly admins: readonly number[];
  readonly traders: readonly number[];
  readonly viewers: readonly number[];
}

const RANKS: Readonly<Record<Role, number>> = { viewer: 1, trader: 2, admin: 3 };

/** The highest role that configuration, pairing or the chat gave to this user; null = a stranger. */
export function roleOf(userId: number, access: AccessList, state: State): Role | null {
  if (access.admins.includes(userId)) return 'admin';
  const added = state.users.get(String(userId))?.role ?? null;
  const named = access.traders.includes(userId) ? 'trader' : access.viewers.includes(userId) ? 'viewer' : null;
  if (added === null || named === null) return added ?? named;
  return RANKS[added] > RANKS[named] ? added : named;
}

export const mayDo = (role: Role | null, needed: Role): boolean => role !== null && RANKS[role] >= RANKS[needed];

/** Nobody is named anywhere: the bot obeys nobody, and can be paired. */
export const obeysNobody = ({ admins, traders, viewers }: AccessList, state: State): boolean =>
  admins.length + traders.length + viewers.length === 0 && state.users.isEmpty();

/** Users whose private chats get cards and alarms when TELEGRAM_CHAT_ID names none. */
export function adminIds(access: AccessList, state: State): number[] {
  const added = [...state.users.values()].filter((user) => user.role === 'admin').map((user) => user.id);
  return [...new Set([...access.admins, ...added])];
}
