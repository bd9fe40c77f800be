// Owns: a long list in pages: which rows are shown, the lines that say where one is and what it is about, the buttons to the
// others. The page stands in the buttons, what it is about in the message; the list is always that of the moment of the tap.

import { LIST_ROWS_MAX } from './limits.ts';
import { type Button, type Keyboard, type ListName, refreshData } from './message.ts';
import { senderText } from './sender-text.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** From 0. */
  readonly index: number;
  readonly total: number;
  readonly isLast: boolean;
}

/** A page that is not there any more is the last one. */
export function pageOf<Row>(all: readonly Row[], index: number): Page<Row> {
  const last = Math.max(0, Math.ceil(all.length / LIST_ROWS_MAX) - 1);
  const at = Math.min(Math.max(0, index), last);
  const first = at * LIST_ROWS_MAX;
  return { rows: all.slice(first, first + LIST_ROWS_MAX), index: at, total: all.length, isLast: at === last };
}

/** "16 to 30 of 87"; none where everything is shown. */
export function placeLine({ rows, index, total }: Page<unknown>): string[] {
  const first = index * LIST_ROWS_MAX;
  return rows.length === total ? [] : [`${first + 1} to ${first + rows.length} of ${total}`];
}

/** `index`: from 0. `only`: the names that all rows fit; empty: all rows there are. */
export interface ListPlace {
  readonly index: number;
  readonly only: string;
}
/** More than a strategy, a market and an account take. */
const ONLY_CHARS_MAX = 120;

export const wholeList: ListPlace = { index: 0, only: '' };
export const listOnly = (typed: string): ListPlace => ({ index: 0, only: typed.replace(/\s+/g, ' ').slice(0, ONLY_CHARS_MAX) });

export const onlyLine = ({ only }: ListPlace): string[] => (only === '' ? [] : [`Only ${senderText(only)}`]);

/** Nobody may take a name that fits nothing for nothing at all. */
export const othersLine = (list: ListName, fitting: number, all: number): string[] =>
  fitting > 0 || all === 0 ? [] : [`Nothing fits that name; all ${all}: /${list}`];

/** What a message of ours shows. */
export function placeIn(text: string | null): ListPlace {
  const first = /^(\d+) to \d+ of \d+$/m.exec(text ?? '')?.[1];
  const only = /^Only (.+)$/m.exec(text ?? '')?.[1] ?? '';
  return { index: first === undefined ? 0 : Math.floor((Number(first) - 1) / LIST_ROWS_MAX), only };
}

/** None for a list of one page. */
export function pageRow({ index, isLast }: Page<unknown>, list: ListName): Keyboard {
  const buttons: readonly Button[] = [
    ...(index === 0 ? [] : [{ text: '◂ Back', data: refreshData(list, index - 1) }]),
    ...(isLast ? [] : [{ text: 'More ▸', data: refreshData(list, index + 1) }]),
  ];
  return buttons.length === 0 ? [] : [buttons];
}
