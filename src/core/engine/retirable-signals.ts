// Owns: which finished signals may leave the live state: too old or too many, and nothing alive refers to them.

import type { OrderedSet } from 'immutable';
import { isZero } from '../model/decimal.ts';
import { FINISHED_KEPT_MAX, FINISHED_KEPT_MS, RETIRE_BATCH } from '../model/limits.ts';
import type { Instant, SignalId } from '../model/ids.ts';
import type { Signal } from '../model/signal.ts';
import { isHeld } from '../positions/is-held.ts';
import { cardOfPosition } from './exits/card-of-position.ts';
import { childrenOf } from './groups/leg-status.ts';
import type { State } from './state.ts';

/** Venues tell again, after a reconnect, what ended not long ago: its order must still be known then. */
const ORDERS_TOLD_AGAIN_MS = 2 * 3_600_000;

/** Something alive refers to it. */
function isBound(state: State, id: SignalId, planned: ReadonlySet<SignalId>): boolean {
  const signal = state.signals.get(id);
  if (signal === undefined || planned.has(id) || followsOpenTrade(state, signal)) return true;
  return signal.orderIds.some((orderId) => state.activeOrders.has(orderId));
}

function mayBeToldAgain(state: State, id: SignalId, now: Instant): boolean {
  const signal = state.signals.get(id);
  return signal !== undefined && signal.orderIds.length > 0 && now - signal.updatedAt < ORDERS_TOLD_AGAIN_MS;
}

/** The parts of an alert leave with it: its card and its answer tell their life. */
const withParts = (state: State, id: SignalId): readonly SignalId[] => [...(state.signals.get(id)?.group?.children ?? []), id];

/** The trade of another bot that it follows is open: its amounts scale what is told of that trade next. */
function followsOpenTrade(state: State, signal: Signal): boolean {
  if (signal.leader === null) return false;
  const keys = [signal, ...childrenOf(state, signal)].flatMap(({ positionKey }) => positionKey ?? []);
  return keys.some((key) => isHeld(state.positions.get(key)));
}

const isPartOfLiving = (state: State, id: SignalId): boolean => {
  const part = state.signals.get(id)?.part ?? null;
  return part !== null && state.signals.has(part.parent);
};

/** Signals whose stop or target is still working, or whose card tells of a position, are kept, however old. */
const plannedBy = (state: State): ReadonlySet<SignalId> => {
  const ids = new Set<SignalId>();
  for (const position of state.positions.values()) {
    if (isZero(position.qty)) continue;
    if (position.plan !== null) ids.add(position.plan.signalId);
    const cardOf = cardOfPosition(state, position);
    if (cardOf !== null) ids.add(cardOf);
  }
  return ids;
};

/** Whether a look for retirable signals is worth its while (cheap). */
export const retireIsDue = (state: State, now: Instant): boolean => {
  if (state.finishedSignals.size >= FINISHED_KEPT_MAX + RETIRE_BATCH) return true;
  const oldest = state.finishedSignals.first();
  const signal = oldest === undefined ? undefined : state.signals.get(oldest);
  return signal !== undefined && now - signal.updatedAt >= FINISHED_KEPT_MS;
};

interface Search {
  readonly state: State;
  readonly now: Instant;
  readonly countMax: number;
  readonly planned: ReadonlySet<SignalId>;
  readonly leaving: Set<SignalId>;
}

/**
 * The oldest of a list, as far as there are too many of them or they are too old. The first of whose orders the venue may still tell
 * ends it: those behind it ended later. It is asked after every commit, and there may be thousands of them.
 */
function takeOldest({ state, now, countMax, planned, leaving }: Search, finished: OrderedSet<SignalId>): void {
  const surplus = finished.size - FINISHED_KEPT_MAX;
  let seen = 0;
  for (const id of finished) {
    const updatedAt = state.signals.get(id)?.updatedAt ?? 0;
    if (leaving.size >= countMax || (seen >= surplus && now - updatedAt < FINISHED_KEPT_MS)) return;
    seen += 1;
    if (leaving.has(id) || isPartOfLiving(state, id)) continue;
    const family = withParts(state, id);
    if (family.some((each) => isBound(state, each, planned))) continue;
    if (family.some((each) => mayBeToldAgain(state, each, now))) return;
    for (const each of family) leaving.add(each);
  }
}

/** Oldest first, about `countMax` at most: parts leave with their alert. */
export function retirableSignals(state: State, now: Instant, countMax = RETIRE_BATCH): readonly SignalId[] {
  const search: Search = { state, now, countMax, planned: plannedBy(state), leaving: new Set() };
  takeOldest(search, state.finishedSignals);
  // a flood of what was refused does not wait behind what was traded
  takeOldest(search, state.finishedUntraded);
  return [...search.leaving];
}
