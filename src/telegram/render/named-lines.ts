// Owns: the commands that name positions, one a line, for whoever has named none: not all of many, and it says so.

import type { Position } from '../../core/model/position.ts';

const LINES_MAX = 10;

/** HTML. */
export function namedLines(positions: readonly Position[], line: (position: Position) => string): string[] {
  const shown = positions.slice(0, LINES_MAX).map(line);
  return positions.length > shown.length ? [...shown, `… and ${positions.length - shown.length} more: /positions`] : shown;
}
