// Owns: the statistics of alerts as people and scripts read them: all together, by strategy, by dialect.

import { joinLatencies, NO_LATENCIES, type Latencies } from './latencies.ts';
import { acceptedOf, groupTallies, joinTallies, refusedOf, type Tally } from './tally.ts';

/** How long the senders of one strategy and dialect waited for their answers, since the process started. */
export interface Acknowledged {
  readonly strategy: string | null;
  readonly dialect: string;
  readonly took: Latencies;
}

export interface AlertGroup {
  readonly tally: Tally;
  readonly accepted: number;
  /** Refused, or failed after they were accepted. */
  readonly unsuccessful: number;
  readonly toSender: Latencies;
}

export interface AlertSummary {
  readonly all: AlertGroup;
  readonly byStrategy: ReadonlyMap<string, AlertGroup>;
  readonly byDialect: ReadonlyMap<string, AlertGroup>;
}

/** What alerts that name no strategy of ours are counted under. */
export const NO_STRATEGY = '(none)';

const strategyOf = ({ strategy }: { readonly strategy: string | null }): string => strategy ?? NO_STRATEGY;
const dialectOf = ({ dialect }: { readonly dialect: string }): string => dialect;

const joined = (acknowledged: readonly Acknowledged[]): Latencies =>
  acknowledged.reduce((sum, { took }) => joinLatencies(sum, took), NO_LATENCIES);

const groupOf = (tally: Tally, acknowledged: readonly Acknowledged[]): AlertGroup => ({
  tally,
  accepted: acceptedOf(tally),
  unsuccessful: refusedOf(tally) + tally.failed,
  toSender: joined(acknowledged),
});

function groupsBy(
  tallies: readonly Tally[],
  acknowledged: readonly Acknowledged[],
  nameOf: (each: { readonly strategy: string | null; readonly dialect: string }) => string,
): ReadonlyMap<string, AlertGroup> {
  const groups = groupTallies(tallies, nameOf);
  return new Map(
    [...groups].map(([name, tally]) => [
      name,
      groupOf(
        tally,
        acknowledged.filter((each) => nameOf(each) === name),
      ),
    ]),
  );
}

export function summarizeAlerts(counted: Iterable<Tally>, acknowledged: readonly Acknowledged[]): AlertSummary {
  const tallies = [...counted];
  return {
    all: groupOf(joinTallies(tallies), acknowledged),
    byStrategy: groupsBy(tallies, acknowledged, strategyOf),
    byDialect: groupsBy(tallies, acknowledged, dialectOf),
  };
}

/** From 0 to 1; null = nothing was received. */
export const successRate = ({ tally, unsuccessful }: AlertGroup): number | null =>
  tally.received === 0 ? null : Math.round(((tally.received - unsuccessful) / tally.received) * 10_000) / 10_000;
