// Owns: how long senders waited for their answers, by strategy and dialect, since this process started. Kept in memory: an answer
// leaves after its alert is on disk, and nothing is written for it.

import { addLatency, NO_LATENCIES } from '../core/model/alerts/latencies.ts';
import { TALLIES_MAX } from '../core/model/limits.ts';
import type { Acknowledged } from '../core/model/alerts/summarize-alerts.ts';

export interface Acknowledgements {
  note(strategy: string | null, dialect: string, ms: number): void;
  all(): readonly Acknowledged[];
}

export function createAcknowledgements(): Acknowledgements {
  const known = new Map<string, Acknowledged>();
  return {
    note(strategy, dialect, ms) {
      const key = `${strategy ?? ''}|${dialect}`;
      const before = known.get(key);
      if (before === undefined && known.size >= TALLIES_MAX) return;
      known.set(key, { strategy, dialect, took: addLatency(before?.took ?? NO_LATENCIES, ms) });
    },
    all: () => [...known.values()],
  };
}
