// Owns: what buttons carry to name a position: a hash of its key, never a place in a list. A partial close also carries a mark of
// the position as it was shown, so that a second tap, or a tap on an old message, does not halve what was halved already.
// A full close carries none: it is harmless twice. A question about a plan carries a mark of the stay that it was asked in.

import { createHash } from 'node:crypto';
import type { State } from '../../core/engine/state.ts';
import { type Decimal, decimal, gt, HUNDRED, isPositive, isZero, parseDecimal, round } from '../../core/model/decimal.ts';
import type { Position } from '../../core/model/position.ts';
import type { PositionKey } from '../../core/model/ids.ts';

export const CLOSE_VERB = 'c';
export const MANAGE_VERB = 'm';

/** Its card, break-even, stop, target, one of several targets to a price that is known, trail, reverse. */
const MANAGE_ACTIONS = ['card', 'be', 'st', 'tg', 'tm', 'tr', 'rv'] as const;
export type ManageAction = (typeof MANAGE_ACTIONS)[number];

const hash = (text: string, digits: number): string => createHash('sha256').update(text).digest('hex').slice(0, digits);
export const positionHandle = (key: PositionKey): string => hash(key, 16);

export const positionByHandle = (state: State, handle: string): Position | null =>
  state.positions.find(({ key }) => positionHandle(key) === handle) ?? null;

/** From when it was opened until it is flat: another one of the same key is another one. */
export const stayOf = ({ qty, openedAt }: Position): string => hash(isZero(qty) ? 'flat' : String(openedAt), 8);

/** Changes with the quantity and with every exit that is under way. */
function markOf(state: State, key: PositionKey): string {
  const exits = [...state.exits.values()].filter((exit) => exit.positionKey === key).map((exit) => exit.id);
  return hash([state.positions.get(key)?.qty ?? '0', ...exits.sort()].join('|'), 8);
}

/** At most 45 bytes. */
export function closeData(state: State, key: PositionKey, percent: Decimal): string {
  const mark = percent === HUNDRED ? '' : `:${markOf(state, key)}`;
  return `${CLOSE_VERB}:${positionHandle(key)}:${percent}${mark}`;
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
  const position = positionByHandle(state, handle);
  // all of nothing may still be asked for: what an entry fills late is closed by it, too
  if (position === null || percent === null || (percent !== HUNDRED && isZero(position.qty))) return { type: 'gone' };
  const { key } = position;
  if (percent !== HUNDRED && mark !== markOf(state, key)) return { type: 'changed' };
  return { type: 'found', key, percent };
}

/**
 * Within 64 bytes. A reverse carries the mark of the position as it was shown: a second tap would lead back. `target`: which
 * one of several, by its price.
 */
export function manageData(state: State, key: PositionKey, action: ManageAction, target: Decimal | null = null): string {
  const more = action === 'rv' ? markOf(state, key) : target;
  return `${MANAGE_VERB}:${positionHandle(key)}:${action}${more === null ? '' : `:${more}`}`;
}

/** Telegram takes no more. */
const DATA_BYTES_MAX = 64;
const OFF = 'off';

/**
 * Moves one of several targets at once, so it carries the mark of its stay: another one may have a target there, too. Null: prices
 * of so many digits have no room.
 */
export function moveTargetData(position: Position, from: Decimal, to: Decimal | null): string | null {
  const data = `${MANAGE_VERB}:${positionHandle(position.key)}:tm:${from}:${to ?? OFF}:${stayOf(position)}`;
  return data.length > DATA_BYTES_MAX ? null : data;
}

export type ManageTarget =
  | {
      readonly type: 'found' | 'changed';
      readonly position: Position;
      readonly action: ManageAction;
      readonly target: Decimal | null;
      /** Where that target goes; null: it is taken away. */
      readonly to: Decimal | null;
    }
  | { readonly type: 'gone'; readonly action: ManageAction | null };

/** `data`: what follows the verb. */
export function readManageData(state: State, data: string): ManageTarget {
  const [handle = '', written = '', mark = null, to = '', stay = ''] = data.split(':');
  const action = MANAGE_ACTIONS.find((each) => each === written) ?? null;
  const position = positionByHandle(state, handle);
  if (position === null || action === null || isZero(position.qty)) return { type: 'gone', action };
  const isOther = (action === 'rv' && mark !== markOf(state, position.key)) || (action === 'tm' && stay !== stayOf(position));
  const target = (action === 'tg' || action === 'tm') && mark !== null ? parseDecimal(mark) : null;
  return { type: isOther ? 'changed' : 'found', position, action, target, to: to === OFF ? null : parseDecimal(to) };
}

/** "50", "50%", "33.333" (two places are kept); null unless above 0 and at most 100. */
export function parsePercent(text: string): Decimal | null {
  const parsed = parseDecimal(text.replace(/\s*%$/, ''));
  const percent = parsed === null ? null : round(parsed, 2);
  return percent === null || !isPositive(percent) || gt(percent, HUNDRED) ? null : percent;
}

export const QUARTER = decimal(25);
export const HALF = decimal(50);
