// Owns: the names that somebody may have meant by a symbol that a venue does not list.

import { nearestName } from '../../core/model/nearest-name.ts';

const SHOWN_MAX = 3;
const SLIPS_MAX = 3;

/** Those of the same base first, then those that are written alike; three at most. */
export function nearestNames(written: string, listed: readonly string[]): readonly string[] {
  const base = written.toUpperCase().split(/[/:\-_.]/)[0] ?? '';
  const alike = base === '' ? [] : listed.filter((symbol) => symbol.startsWith(`${base}/`));
  const found = new Set(alike.slice(0, SHOWN_MAX));
  const rest = new Set(listed.filter((symbol) => !found.has(symbol)));
  while (found.size < SHOWN_MAX) {
    const nearest = nearestName(written, rest, SLIPS_MAX);
    if (nearest === null) break;
    found.add(nearest);
    rest.delete(nearest);
  }
  return [...found];
}
