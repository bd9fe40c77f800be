// Owns: trades of one symbol over a time, from a venue that answers with so many of them at once: the oldest of the time, or the
// newest. A page is joined to what is known only where both have a trade in common; what may lie between is not said to be listed.

import type { Instant } from '../../../core/model/ids.ts';
import type { VenueFill } from '../../../core/model/venues/report.ts';

/** `isWhole`: the list is shorter than any page, so nothing is missing in it. */
export interface Page {
  readonly fills: readonly VenueFill[];
  readonly isWhole: boolean;
}

export interface TradePages {
  /** Up to now. */
  readonly ask: (since: Instant) => Promise<Page>;
  /** A venue may take no notice of the end; null: it does not answer such a question. */
  readonly askBefore: (since: Instant, until: Instant) => Promise<Page | null>;
}

export interface Paged {
  readonly fills: readonly VenueFill[];
  /** Every trade between the two, both included, is there; null: nobody knows of any time. */
  readonly span: { readonly from: Instant; readonly to: Instant } | null;
}

/** More trades than five pages hold in ten minutes are an exchange's business: the rest is not compared. */
const PAGES_MAX = 5;

const timesOf = (fills: readonly VenueFill[]): readonly Instant[] => fills.map(({ at }) => at);

export async function pageTrades({ ask, askBefore }: TradePages, since: Instant, now: Instant): Promise<Paged> {
  const known = new Map<string, VenueFill>();
  const first = await ask(since);
  for (const fill of first.fills) known.set(fill.id, fill);
  if (first.isWhole) return { fills: first.fills, span: { from: since, to: now } };
  if (first.fills.length === 0) return { fills: [], span: null };
  // trades of the same instant may be on the next page
  let from = Math.max(since, Math.min(...timesOf(first.fills)) + 1);
  let to = Math.max(...timesOf(first.fills)) - 1;

  /** Whether the page continues what is known; its trades are known then. */
  function joins({ fills, isWhole }: Page): boolean {
    if (!isWhole && !fills.some(({ id }) => known.has(id))) return false;
    const before = known.size;
    for (const fill of fills) known.set(fill.id, fill);
    return isWhole || known.size > before;
  }

  for (let pages = 1; pages < PAGES_MAX && to < now; pages += 1) {
    const next = await ask(to + 1);
    if (!joins(next)) break;
    to = next.isWhole ? now : Math.max(to, Math.max(...timesOf(next.fills)) - 1);
  }
  for (let pages = 1; pages < PAGES_MAX && from > since; pages += 1) {
    const page = await askBefore(since, from - 1);
    // a venue that takes no notice of the end answers with what is known
    if (page === null || page.fills.some(({ at }) => at >= from) || !joins(page)) break;
    from = page.isWhole ? since : Math.max(since, Math.min(...timesOf(page.fills)) + 1);
  }
  return { fills: [...known.values()], span: { from, to } };
}
