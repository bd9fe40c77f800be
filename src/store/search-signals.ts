// Owns: looking for alerts, newest first, page by page: those of the live state, then those that have left it.

import type { State } from '../core/engine/state.ts';
import type { SignalId } from '../core/model/ids.ts';
import type { Order } from '../core/model/order.ts';
import type { Signal } from '../core/model/signal.ts';
import { matchesFilter, type SignalFilter } from './signal-filter.ts';
import { signalBeganAt } from './signal-ids.ts';
import { HISTORY_LOOKED_AT_MAX, HISTORY_PAGE_MAX } from './store-limits.ts';

export interface SignalLife {
  readonly signal: Signal;
  readonly orders: readonly Order[];
  /** The alert that it is a part of, as far as it is still known. */
  readonly parent?: Signal;
}

/** What left the live state and is in the journal. */
export interface History {
  readSignal(id: SignalId): Promise<SignalLife | null>;
  /** The same of several at once; those that the journal does not know are not in it. */
  readSignals(ids: readonly SignalId[]): Promise<ReadonlyMap<SignalId, SignalLife>>;
  /** All that the journal has, those of the live state included, the newest first. `before`: `next` of a page; null as the answer where it is none. */
  readIds(page: {
    readonly before: string | null;
    readonly limit: number;
  }): Promise<{ readonly ids: readonly SignalId[]; readonly next: string | null } | null>;
  /** Those that have left, in the order in which they left, in one walk through the journal. */
  retired(): AsyncIterable<SignalLife>;
}

export interface SignalSearch {
  readonly filter: SignalFilter;
  readonly limit: number;
  /** Null = from the newest; else `next` of the page before. */
  readonly before: string | null;
}

export interface FoundSignals {
  readonly signals: readonly Signal[];
  /** Null = there are no more. A page may be empty and have a next one. */
  readonly next: string | null;
}

const SIGNAL_ID = /^sg_[0-9a-f]{24}$/;

/** Ids begin with the time of receipt, so their order is the order of arrival. */
function searchLive(state: State, filter: SignalFilter, beforeId: string | null): readonly Signal[] {
  const found = [...state.signals.values()].filter(
    (signal) => (beforeId === null || signal.id < beforeId) && matchesFilter(signal, filter),
  );
  return found.sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Whether the id tells already that its alert came at another time; those are not read. */
function isOutside(id: SignalId, { from, to }: SignalFilter): boolean {
  const at = signalBeganAt(id);
  return (from !== null && at < from) || (to !== null && at >= to);
}

/** Alerts that have left the live state, until there are `room` of them or enough were looked at. Null: the cursor is none. */
async function searchRetired(
  history: Pick<History, 'readSignals' | 'readIds'>,
  state: State,
  { filter, before }: Pick<SignalSearch, 'filter' | 'before'>,
  room: number,
): Promise<FoundSignals | null> {
  const signals: Signal[] = [];
  let next = before;
  let atOnce = room;
  for (let lookedAt = 0; lookedAt < HISTORY_LOOKED_AT_MAX && signals.length < room; ) {
    const page = await history.readIds({ before: next, limit: atOnce });
    if (page === null) return null;
    const left = page.ids.filter((id) => !state.signals.has(id) && !isOutside(id, filter));
    const lives = await history.readSignals(left);
    const found = left.flatMap((id) => lives.get(id)?.signal ?? []).filter((signal) => matchesFilter(signal, filter));
    const missing = room - signals.length;
    // a page ends where it is full: those behind are read again for the next one
    if (found.length > missing) {
      atOnce = missing;
      continue;
    }
    signals.push(...found);
    lookedAt += page.ids.length;
    // where few pass, the journal is gone through for many at once
    atOnce = found.length === 0 ? Math.min(atOnce * 4, HISTORY_PAGE_MAX) : room - signals.length;
    next = page.next;
    if (next === null) break;
    const oldest = page.ids.at(-1);
    if (oldest !== undefined && filter.from !== null && signalBeganAt(oldest) < filter.from) return { signals, next: null };
  }
  return { signals, next };
}

/** Parts are no alerts of their own. */
const hasRetired = (state: State): boolean => state.statistics.alerts > state.signals.count(({ part }) => part === null);

/** Null: `before` is no cursor of ours. */
export async function searchSignals(
  history: Pick<History, 'readSignals' | 'readIds'>,
  state: State,
  { filter, limit, before }: SignalSearch,
): Promise<FoundSignals | null> {
  const isId = before === null || SIGNAL_ID.test(before);
  const live = isId ? searchLive(state, filter, before) : [];
  const shown = live.slice(0, limit);
  const last = shown.at(-1)?.id ?? null;
  if (live.length > shown.length) return { signals: shown, next: last };
  if (isId && !hasRetired(state)) return { signals: shown, next: null };
  if (shown.length === limit) return { signals: shown, next: last };
  const retired = await searchRetired(history, state, { filter, before: isId ? null : before }, limit - shown.length);
  return retired === null ? null : { signals: [...shown, ...retired.signals], next: retired.next };
}

/** Everything that passes, those that have left the live state first and the newest last, however much it is. `filter` null: parts of alerts too. */
export async function* walkSignals(
  history: Pick<History, 'retired'>,
  state: State,
  filter: SignalFilter | null,
): AsyncGenerator<SignalLife> {
  const passes = (signal: Signal): boolean => filter === null || matchesFilter(signal, filter);
  const left = new Set<SignalId>(state.signals.keys());
  for await (const life of history.retired()) {
    left.delete(life.signal.id);
    if (passes(life.signal)) yield life;
  }
  for (const id of [...left].sort()) {
    const life = lifeOf(state, id);
    if (life !== null && passes(life.signal)) yield life;
  }
}

/** As a state has it; null: it does not. */
export function lifeOf(state: State, id: SignalId): SignalLife | null {
  const signal = state.signals.get(id);
  if (signal === undefined) return null;
  const parent = signal.part === null ? undefined : state.signals.get(signal.part.parent);
  const orders = signal.orderIds.flatMap((orderId) => state.orders.get(orderId) ?? []);
  return { signal, orders, ...(parent === undefined ? {} : { parent }) };
}
