// Owns: GET /history: the alerts of the live state, newest first, in pages.

import type { State } from '../core/engine/state.ts';
import type { Signal, SignalState } from '../core/model/signal.ts';
import type { FormatInstant } from './format-instant.ts';
import { HISTORY_ROWS, HISTORY_ROWS_MAX } from './limits.ts';
import { presentHistoryRow } from './present-signal.ts';
import { refuse, type Answer } from './refusal.ts';

// A record, so that a new state cannot be forgotten here.
const STATES: Readonly<Record<SignalState, true>> = {
  received: true,
  unparsed: true,
  noted: true,
  denied: true,
  awaiting_approval: true,
  declined: true,
  expired: true,
  superseded: true,
  working: true,
  completed: true,
  failed: true,
};

/** Of the query string; a name that came twice counts by its first value. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined): string | null => (Array.isArray(value) ? value[0] : value) ?? null;

export function readHistory(state: State, query: Query, formatInstant: FormatInstant): Answer {
  const strategy = one(query['strategy']);
  const wanted = one(query['state']);
  const limitText = one(query['limit']) ?? String(HISTORY_ROWS);
  const before = one(query['before']);
  const limit = /^\d{1,4}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > HISTORY_ROWS_MAX)
    return refuse('INVALID_PARAMETER', { error: `limit is a number from 1 to ${HISTORY_ROWS_MAX}.` });
  if (wanted !== null && !Object.hasOwn(STATES, wanted)) {
    return refuse('INVALID_PARAMETER', { error: `state is one of ${Object.keys(STATES).join(', ')}.` });
  }
  if (before !== null && !/^sg_[0-9a-f]{24}$/.test(before)) {
    return refuse('INVALID_PARAMETER', { error: 'before is the signal_id that the page before named as next.' });
  }

  const matches = (signal: Signal): boolean =>
    (before === null || signal.id < before) &&
    (wanted === null || signal.state === wanted) &&
    (strategy === null || (signal.strategy ?? signal.reading.strategy) === strategy);
  // Ids begin with the time of receipt, so their order is the order of arrival.
  const found = [...state.signals.values()].filter(matches).sort((a, b) => (a.id < b.id ? 1 : -1));
  const rows = found.slice(0, limit);
  return {
    status: 200,
    body: {
      alerts: rows.map((signal) => presentHistoryRow(signal, formatInstant)),
      next: found.length > rows.length ? (rows.at(-1)?.id ?? null) : null,
    },
  };
}
