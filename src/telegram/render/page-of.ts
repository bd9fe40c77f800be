// Owns: a long list in pages: which rows are shown, the lines that say where one is and what it is about, the buttons to the
// others. Where the page begins stands in the buttons, what it is about in the message; the list is always that of the moment of
// the tap.
//
// Invariant: every row stands on one page in full: a page has as many as its message has room for.

import { LIST_ROWS_MAX, MESSAGE_CHARS_MAX, PAGE_ROWS_CHARS_MIN } from './limits.ts';
import { type Button, type Keyboard, type ListName, refreshData } from './message.ts';
import { senderText } from './sender-text.ts';
import { toPlainText } from './to-plain-text.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The number of its first row, from 0. */
  readonly first: number;
  readonly total: number;
  /** Where the pages beside it begin; null: there is none. */
  readonly before: number | null;
  readonly next: number | null;
}

/** Which page of a list is wanted, and how long its rows are. */
interface Wanted<Row> {
  /** The page with the row of this number; one that is not there any more is the last one. */
  readonly first: number;
  /** HTML. */
  readonly htmlOf: (row: Row) => string;
  /** What the first page has beside its rows, HTML. */
  readonly beside?: string;
}

/** Between two rows, and around the line that says where one is. */
const BREAK_CHARS = 2;
const AROUND_CHARS = 80;

const charsOf = (html: string): number => toPlainText(html).length + BREAK_CHARS;

/** Where pages begin. */
function beginnings<Row>(all: readonly Row[], { htmlOf, beside = '' }: Wanted<Row>): readonly number[] {
  const begins = [0];
  const room = MESSAGE_CHARS_MAX - AROUND_CHARS;
  let left = Math.max(PAGE_ROWS_CHARS_MIN, room - charsOf(beside));
  for (const [index, row] of all.entries()) {
    const chars = charsOf(htmlOf(row));
    const count = index - (begins.at(-1) ?? 0);
    if (count === LIST_ROWS_MAX || (count > 0 && chars > left)) {
      begins.push(index);
      left = room;
    }
    left -= chars;
  }
  return begins;
}

export function pageOf<Row>(all: readonly Row[], wanted: Wanted<Row>): Page<Row> {
  const begins = beginnings(all, wanted);
  const at = begins.findLastIndex((begin) => begin <= wanted.first);
  const first = begins[at] ?? 0;
  const next = begins[at + 1] ?? null;
  return { rows: all.slice(first, next ?? all.length), first, total: all.length, before: at > 0 ? (begins[at - 1] ?? 0) : null, next };
}

/** "16 to 30 of 87"; none where everything is shown. */
export const placeLine = ({ rows, first, total }: Page<unknown>): string[] =>
  rows.length === total ? [] : [`${first + 1} to ${first + rows.length} of ${total}`];

/** `first`: the number of a row of the page, from 0. `only`: the names that all rows fit; empty: all rows there are. */
export interface ListPlace {
  readonly first: number;
  readonly only: string;
}
/** More than a strategy, a market and an account take. */
const ONLY_CHARS_MAX = 120;

export const wholeList: ListPlace = { first: 0, only: '' };
export const listOnly = (typed: string): ListPlace => ({ first: 0, only: typed.replace(/\s+/g, ' ').slice(0, ONLY_CHARS_MAX) });

export const onlyLine = ({ only }: ListPlace): string[] => (only === '' ? [] : [`Only ${senderText(only)}`]);

/** Nobody may take a name that fits nothing for nothing at all. */
export const othersLine = (list: ListName, fitting: number, all: number): string[] =>
  fitting > 0 || all === 0 ? [] : [`Nothing fits that name; all ${all}: /${list}`];

/** What a message of ours shows. */
export function placeIn(text: string | null): ListPlace {
  const first = /^(\d+) to \d+ of \d+$/m.exec(text ?? '')?.[1];
  const only = /^Only (.+)$/m.exec(text ?? '')?.[1] ?? '';
  return { first: first === undefined ? 0 : Number(first) - 1, only };
}

/** None for a list of one page. */
export function pageRow({ before, next }: Page<unknown>, list: ListName): Keyboard {
  const buttons: readonly Button[] = [
    ...(before === null ? [] : [{ text: '◂ Back', data: refreshData(list, before) }]),
    ...(next === null ? [] : [{ text: 'More ▸', data: refreshData(list, next) }]),
  ];
  return buttons.length === 0 ? [] : [buttons];
}
