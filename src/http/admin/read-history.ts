// Owns: GET /history: what its query asks for, and the page that answers it, newest first. Its table has the same pages.

import type { State } from '../../core/engine/state.ts';
import { cleanText } from '../../core/model/clean-text.ts';
import { nearestName } from '../../core/model/nearest-name.ts';
import { searchSignals, type FoundSignals, type History } from '../../store/search-signals.ts';
import { FILTER_NAMES, readSignalFilter, type SignalFilter } from '../../store/signal-filter.ts';
import type { FormatInstant } from '../format-instant.ts';
import { HISTORY_ROWS, HISTORY_ROWS_MAX } from '../limits.ts';
import { presentHistoryRow } from './present-signal.ts';
import { type Answer, refuse } from '../refusal.ts';

/** Of the query string; a name that came twice counts by its first value. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

export const one = (value: string | string[] | undefined): string | null => (Array.isArray(value) ? value[0] : value) ?? null;

const NAMES: ReadonlySet<string> = new Set([...FILTER_NAMES, 'limit', 'before', 'next', 'cursor', 'format']);
const SLIPS_MAX = 2;

/** A filter that was misspelt would pass everything, and be taken for the answer. Other names are nobody's business. */
function slipIn(query: Query): Answer | null {
  for (const name of Object.keys(query)) {
    const meant = NAMES.has(name) ? null : nearestName(name.toLowerCase(), NAMES, name.length > 4 ? SLIPS_MAX : 1);
    if (meant !== null) return refuse('INVALID_PARAMETER', { error: `"${cleanText(name)}" is no filter; did you mean ${meant}?` });
  }
  return null;
}

/** The filter in the query, or the refusal that says what is wrong with it. `timeZone`: of days and times without one. */
export function readFilter(query: Query, timeZone: string): SignalFilter | Answer {
  const slip = slipIn(query);
  if (slip !== null) return slip;
  const written = Object.fromEntries(FILTER_NAMES.map((name) => [name, one(query[name])]));
  const filter = readSignalFilter(written, timeZone);
  return typeof filter === 'string' ? refuse('INVALID_PARAMETER', { error: filter }) : filter;
}

function readLimit(query: Query): number | Answer {
  const text = one(query['limit']) ?? String(HISTORY_ROWS);
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= HISTORY_ROWS_MAX
    ? limit
    : refuse('INVALID_PARAMETER', { error: `limit is a number from 1 to ${HISTORY_ROWS_MAX}.` });
}

// whoever reads `next` in a page sends it back under that name; ignored, the first page would come for ever
const cursorIn = (query: Query): string | null => one(query['before']) ?? one(query['next']) ?? one(query['cursor']);

/** Whether a table is asked for page by page. */
export const asksForPage = (query: Query): boolean => one(query['limit']) !== null || cursorIn(query) !== null;

/** The alerts of the page that the query asks for, newest first, or what is wrong with it. */
export async function findHistoryPage(history: History, state: State, query: Query, timeZone: string): Promise<FoundSignals | Answer> {
  const limit = readLimit(query);
  if (typeof limit !== 'number') return limit;
  const filter = readFilter(query, timeZone);
  if ('body' in filter) return filter;
  const page = await searchSignals(history, state, { filter, limit, before: cursorIn(query) });
  return page ?? refuse('INVALID_PARAMETER', { error: 'before is what the page before named as next.' });
}

export async function readHistory(
  history: History,
  state: State,
  query: Query,
  { formatInstant, timeZone }: { readonly formatInstant: FormatInstant; readonly timeZone: string },
): Promise<Answer> {
  const page = await findHistoryPage(history, state, query, timeZone);
  if ('body' in page) return page;
  return { status: 200, body: { alerts: page.signals.map((signal) => presentHistoryRow(signal, formatInstant)), next: page.next } };
}
