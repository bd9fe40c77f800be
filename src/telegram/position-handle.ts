// Owns: what buttons carry to name a position: a hash of its key, never a place in a list. A partial close also carries a mark of
// the position as it was shown, so that a second tap, or a tap on an old message, does not halve what was halved already.
// A full close carries none: it is harmless twice.

import { createHash } from 'node:crypto';
import type { State } from '../core/engine/state.ts';
import { type Decimal, decimal, gt, HUNDRED, isPositive, parseDecimal, round } from '../core/model/decimal.ts';
import type { PositionKey } from '../core/model/ids.ts';

export const CLOSE_VERB = 'c';

const hash = (text: string, digits: number): string => createHash('sha256').update(text).digest('hex').slice(0, digits);
const handleOf = (key: PositionKey): string => hash(key, 16);

/** Changes with the quantity and with every exit that is under way. */
function markOf(state: State, key: PositionKey): string {
  const exits = [...state.exits.values()].filter((exit) => exit.positionKey === key).map((exit) => exit.id);
  return hash([state.positions.get(key)?.qty ?? '0', ...exits.sort()].join('|'), 8);
}

/** At most 45 bytes. */
export function closeData(state: State, key: PositionKey, percent: Decimal): string {
  const mark = percent === HUNDRED ? '' : `:${markOf(state, key)}`;
  return `${CLOSE_VERB}:${handleOf(key)}:${percent}${mark}`;
}

export type CloseTarget =
  | { readonly type: 'found'; readonly key: PositionKey; readonly percent: Decimal }
  /** It changed since the button was shown. */
  | { readonly type: 'changed' }
  | { readonly type: 'gone' };

/** `data`: what follows the verb. */
export function readCloseData(state: State, data: string): CloseTarget {
  const [handle = '', percentText = '', mark = null] = data.split(':');
  const percent = parsePercent(percentText);
  const key = [...state.positions.keys()].find((each) => handleOf(each) === handle);
  if (key === undefined || percent === null) return { type: 'gone' };
  if (percent !== HUNDRED && mark !== markOf(state, key)) return { type: 'changed' };
  return { type: 'found', key, percent };
}

/** "50", "50%", "33.333" (two places are kept); null unless above 0 and at most 100. */
export function parsePercent(text: string): Decimal | null {
  const parsed = parseDecimal(text.replace(/\s*%$/, ''));
  const percent = parsed === null ? null : round(parsed, 2);
  return percent === null || !isPositive(percent) || gt(percent, HUNDRED) ? null : percent;
}

export const HALF = decimal(50);
