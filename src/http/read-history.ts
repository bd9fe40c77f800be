// Owns: GET /history: the alerts in pages, newest first: those of the live state, then those that have left it.

import type { State } from '../core/engine/state.ts';
import type { Signal, SignalState } from '../core/model/signal.ts';
import type { FormatInstant } from './format-instant.ts';
import type { History } from './http-ports.ts';
import { HISTORY_LOOKED_AT_MAX, HISTORY_ROWS, HISTORY_ROWS_MAX } from './limits.ts';
import { presentHistoryRow } from './present-signal.ts';
import { type Answer, refuse } from './refusal.ts';

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

interface Asked {
  readonly strategy: string | null;
  readonly state: string | null;
  readonly limit: number;
  /** The last id of the page before (null = from the newest), while the live state has more … */
  readonly beforeId: string | null;
  /** … and then the place in the journal. */
  readonly cursor: string | null;
}

const SIGNAL_ID = /^sg_[0-9a-f]{24}$/;

function readQuery(query: Query): Asked | Answer {
  const state = one(query['state']);
  const limitText = one(query['limit']) ?? String(HISTORY_ROWS);
  const before = one(query['before']);
  const limit = /^\d{1,4}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > HISTORY_ROWS_MAX)
    return refuse('INVALID_PARAMETER', { error: `limit is a number from 1 to ${HISTORY_ROWS_MAX}.` });
  if (state !== null && !Object.hasOwn(STATES, state)) {
    return refuse('INVALID_PARAMETER', { error: `state is one of ${Object.keys(STATES).join(', ')}.` });
  }
  const isId = before === null || SIGNAL_ID.test(before);
  return { strategy: one(query['strategy']), state, limit, beforeId: isId ? before : null, cursor: isId ? null : before };
}

const matches = ({ strategy, state }: Asked, signal: Signal): boolean =>
  (state === null || signal.state === state) && (strategy === null || (signal.strategy ?? signal.reading.strategy) === strategy);

/** Ids begin with the time of receipt, so their order is the order of arrival. */
function readLive(state: State, asked: Asked): readonly Signal[] {
  if (asked.cursor !== null) return [];
  const found = [...state.signals.values()].filter(
    (signal) => (asked.beforeId === null || signal.id < asked.beforeId) && matches(asked, signal),
  );
  return found.sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Alerts that have left the live state, until there are `room` of them or enough were looked at. Null: the cursor is none. */
async function readRetired(
  history: History,
  state: State,
  asked: Asked,
  room: number,
): Promise<{ readonly signals: readonly Signal[]; readonly next: string | null } | null> {
  const signals: Signal[] = [];
  let next = asked.cursor;
  for (let lookedAt = 0; lookedAt < HISTORY_LOOKED_AT_MAX && signals.length < room; ) {
    const page = await history.readIds({ before: next, limit: room - signals.length });
    if (page === null) return null;
    lookedAt += page.ids.length;
    for (const id of page.ids) {
      if (state.signals.has(id)) continue;
      const signal = (await history.readSignal(id))?.signal;
      if (signal !== undefined && matches(asked, signal)) signals.push(signal);
    }
    next = page.next;
    if (next === null) break;
  }
  return { signals, next };
}

const hasRetired = (state: State): boolean => state.statistics.alerts > state.signals.size;

/** First what lives, then what has left the live state, from the journal. */
export async function readHistory(history: History, state: State, query: Query, formatInstant: FormatInstant): Promise<Answer> {
  const asked = readQuery(query);
  if ('status' in asked) return asked;
  const live = readLive(state, asked);
  const shown = live.slice(0, asked.limit);
  const answer = (signals: readonly Signal[], next: string | null): Answer => ({
    status: 200,
    body: { alerts: signals.map((signal) => presentHistoryRow(signal, formatInstant)), next },
  });
  if (live.length > shown.length) return answer(shown, shown.at(-1)?.id ?? null);
  if (asked.cursor === null && !hasRetired(state)) return answer(shown, null);
  if (shown.length === asked.limit) return answer(shown, shown.at(-1)?.id ?? null);
  const retired = await readRetired(history, state, asked, asked.limit - shown.length);
  if (retired === null) return refuse('INVALID_PARAMETER', { error: 'before is what the page before named as next.' });
  return answer([...shown, ...retired.signals], retired.next);
}
