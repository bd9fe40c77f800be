// Owns: the list of instruments in memory: one text per segment and underlying, read where it is asked for. 200,000 objects
// would cost ten times as much, and nearly none of them is ever looked at.

import { type Scrip, scripLine, scripOfLine, type Segment } from './scrip.ts';

export interface ScripList {
  /** The day of the list, as `listDay` counts. */
  readonly day: string;
  readonly count: number;
  byId(segment: string, securityId: string): Scrip | null;
  /** Everything of one underlying in one segment; empty where there is none. */
  of(segment: Segment, underlying: string): readonly Scrip[];
  underlyings(segment: Segment): readonly string[];
  /** By `segment|underlying`: lines, each with a line break before and after. */
  readonly shelves: ReadonlyMap<string, string>;
}

/** Underlyings whose contracts are kept as objects: as many as strategies look at in a day. */
const READ_MAX = 64;

export interface ScripListBuilder {
  add(scrip: Scrip): void;
  addLines(shelf: string, lines: readonly string[]): void;
  build(day: string): ScripList;
}

export function createScripListBuilder(): ScripListBuilder {
  const shelves = new Map<string, string[]>();
  const linesOf = (shelf: string): string[] => {
    const known = shelves.get(shelf);
    if (known !== undefined) return known;
    const lines: string[] = [];
    shelves.set(shelf, lines);
    return lines;
  };
  return {
    add(scrip) {
      linesOf(`${scrip.segment}|${scrip.underlying}`).push(scripLine(scrip));
    },
    addLines(shelf, lines) {
      const kept = linesOf(shelf);
      for (const line of lines) kept.push(line);
    },
    build(day) {
      let count = 0;
      const texts = new Map<string, string>();
      for (const [shelf, lines] of shelves) {
        count += lines.length;
        texts.set(shelf, `\n${lines.join('\n')}\n`);
      }
      return createScripList(day, count, texts);
    },
  };
}

const partsOf = (shelf: string): { segment: Segment; underlying: string } => {
  const bar = shelf.indexOf('|');
  return { segment: shelf.slice(0, bar) as Segment, underlying: shelf.slice(bar + 1) };
};

function createScripList(day: string, count: number, shelves: ReadonlyMap<string, string>): ScripList {
  const read = new Map<string, readonly Scrip[]>();
  const byId = new Map<string, Scrip | null>();

  function of(segment: Segment, underlying: string): readonly Scrip[] {
    const shelf = `${segment}|${underlying}`;
    const known = read.get(shelf);
    if (known !== undefined) return known;
    const lines = shelves.get(shelf)?.split('\n') ?? [];
    const scrips = lines.map((line) => (line === '' ? null : scripOfLine(segment, underlying, line))).filter((scrip) => scrip !== null);
    if (read.size >= READ_MAX) read.clear();
    read.set(shelf, scrips);
    return scrips;
  }

  function search(segment: string, securityId: string): Scrip | null {
    const mark = `\n${securityId}|`;
    for (const [shelf, text] of shelves) {
      if (!shelf.startsWith(`${segment}|`)) continue;
      const at = text.indexOf(mark);
      if (at < 0) continue;
      const parts = partsOf(shelf);
      return scripOfLine(parts.segment, parts.underlying, text.slice(at + 1, text.indexOf('\n', at + 1)));
    }
    return null;
  }

  return {
    day,
    count,
    shelves,
    of,
    byId(segment, securityId) {
      const key = `${segment}|${securityId}`;
      const known = byId.get(key);
      if (known !== undefined) return known;
      const found = search(segment, securityId);
      byId.set(key, found);
      return found;
    },
    underlyings: (segment) =>
      [...shelves.keys()].filter((shelf) => shelf.startsWith(`${segment}|`)).map((shelf) => partsOf(shelf).underlying),
  };
}
