// Owns: what is counted of the alerts of one strategy in one dialect, and how such counts are added up.

import type { CompleteCopy } from '../copies/complete-copy.ts';
import { joinLatencies, NO_LATENCIES, type Latencies } from './latencies.ts';

export interface Tally {
  /** Null: alerts that name no strategy of ours. */
  readonly strategy: string | null;
  readonly dialect: string;
  /** Alerts that became signals; repeats are counted apart. */
  readonly received: number;
  readonly duplicates: number;
  /** By code: not understood, or denied by a check, at receipt or later. */
  readonly refused: Readonly<Record<string, number>>;
  /** Completed with a fill. */
  readonly executed: number;
  /** Ended without what was asked for, after it was taken in: rejected by the venue, lost. */
  readonly failed: number;
  /** Sends that were repeated because the one before provably did not arrive. */
  readonly retried: number;
  /** From receipt, or where a person was asked from the answer, until the first order was handed to the venue. */
  readonly toVenue: Latencies;
}

export const newTally = (strategy: string | null, dialect: string): Tally => ({
  strategy,
  dialect,
  received: 0,
  duplicates: 0,
  refused: {},
  executed: 0,
  failed: 0,
  retried: 0,
  toVenue: NO_LATENCIES,
});

const copyTally = (tally: Tally): CompleteCopy<Tally> => ({
  strategy: tally.strategy,
  dialect: tally.dialect,
  received: tally.received,
  duplicates: tally.duplicates,
  refused: tally.refused,
  executed: tally.executed,
  failed: tally.failed,
  retried: tally.retried,
  toVenue: tally.toVenue,
});

/** With some counts changed (why not by a spread: complete-copy.ts). */
export const changeTally = (tally: Tally, changes: Partial<Tally>): Tally => Object.assign(copyTally(tally), changes);

export const refusedOf = ({ refused }: Tally): number => Object.values(refused).reduce((sum, count) => sum + count, 0);
export const acceptedOf = (tally: Tally): number => tally.received - refusedOf(tally);

function joinTwo(a: Tally, b: Tally): Tally {
  const refused: Record<string, number> = { ...a.refused };
  for (const [code, count] of Object.entries(b.refused)) refused[code] = (refused[code] ?? 0) + count;
  return {
    ...a,
    received: a.received + b.received,
    duplicates: a.duplicates + b.duplicates,
    refused,
    executed: a.executed + b.executed,
    failed: a.failed + b.failed,
    retried: a.retried + b.retried,
    toVenue: joinLatencies(a.toVenue, b.toVenue),
  };
}

export const joinTallies = (tallies: Iterable<Tally>): Tally => [...tallies].reduce(joinTwo, newTally(null, ''));

/** Added up by `nameOf`, in the order of the names. */
export function groupTallies(tallies: Iterable<Tally>, nameOf: (tally: Tally) => string): ReadonlyMap<string, Tally> {
  const groups = new Map<string, Tally[]>();
  for (const tally of tallies) groups.set(nameOf(tally), [...(groups.get(nameOf(tally)) ?? []), tally]);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) => [name, joinTallies(members)]));
}
