// Owns: which legs of a running lane are next, when each of them may go (its own delay), and when its time is over. A delay is
// no time that a leg, or one behind it, has used up.

import type { Instant } from '../../model/ids.ts';
import type { Signal } from '../../model/signal.ts';
import { waitsForBook, workableFrom } from '../entries/entry-wait.ts';
import { isBeingClosed } from '../exits/tend-exits.ts';
import type { State } from '../state.ts';
import { entriesOfLane, legStatus, type Child, type LegStatus } from './leg-status.ts';

export interface Leg {
  readonly child: Child;
  readonly status: LegStatus;
}

export const legsOfLane = (state: State, parent: Signal, lane: number): readonly Leg[] =>
  entriesOfLane(state, parent, lane).map((child) => ({ child, status: legStatus(state, child) }));

/** Those of the lowest rank that are not through. */
export function nextLegs(legs: readonly Leg[]): readonly Leg[] {
  const open = legs.filter(({ status }) => status !== 'done');
  const rank = Math.min(...open.map(({ child }) => child.part.rank));
  return open.filter(({ child }) => child.part.rank === rank);
}

/** The delays are over by then, its own and those that are before it; 0: nothing of that has one. */
export const turnFrom = (entries: readonly Child[], child: Child): Instant =>
  Math.max(workableFrom(child), ...entries.filter(({ part }) => part.rank < child.part.rank).map(workableFrom));

/** `deadline`: of the lane, as if nothing of it had a delay. */
export function deadlineOf(legs: readonly Leg[], { child }: Leg, deadline: Instant, timeoutMs: number): Instant {
  const turn = turnFrom(
    legs.map((leg) => leg.child),
    child,
  );
  return Math.max(deadline, timeoutMs + turn);
}

/** Nothing but its time holds it back. */
export const hasWay = (state: State, child: Child): boolean =>
  child.part.stage === 'held' && child.positionKey !== null && !isBeingClosed(state, child.positionKey) && !waitsForBook(state, child);

/** When the lane has to be looked at: a leg may go, or its time is over. Null: not by itself. */
export function laneTurnsAt(state: State, parent: Signal, index: number): Instant | null {
  const { deadline = null } = parent.group?.lanes[index] ?? {};
  if (deadline === null) return null;
  // mostly nothing of it has a delay, and everything that is owed is asked for often
  if (entriesOfLane(state, parent, index).every(({ wait }) => wait === null)) return deadline;
  const legs = legsOfLane(state, parent, index);
  const times = nextLegs(legs).flatMap((leg) => {
    const ends = deadlineOf(legs, leg, deadline, parent.group?.timeoutMs ?? 0);
    return leg.status === 'waits' && leg.child.wait !== null && hasWay(state, leg.child) ? [ends, workableFrom(leg.child)] : [ends];
  });
  return times.length === 0 ? deadline : Math.min(...times);
}
