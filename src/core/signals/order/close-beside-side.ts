// Owns: a close beside buy or sell, which may be the side of the order or of the position: what is held is closed, whichever side it is
// on, unless the alert says which it was.

import type { Side } from '../../model/signal.ts';
import { refuse, warn, type Draft } from '../fields/draft-reading.ts';
import { namesOf, type FieldSet } from '../fields/field-set.ts';
import { nameList, type NameList } from '../fields/name-list.ts';
import { hasLevels } from './own-levels.ts';
import type { Said } from './switched-action.ts';

/** Fields in which a close is asked for, and those beside them that name a side and no order. */
const CLOSING = nameList(
  'action strategyorderaction orderaction strategyaction signalaction tradeaction alertaction command cmd event eventtype type signal tradesignal'.split(
    ' ',
  ),
);
const BARE_SIDES = nameList(['side', 'orderside', 'tradeside', 'signalside', 'direction', 'tradetype']);

/** In fields that hold anything it may be an entry beside its levels: `"event": "close"`, at the close of a bar. */
const LOOSE_CLOSING = nameList(['event', 'eventtype', 'type', 'signal', 'tradesignal']);
const BEFORE = nameList(['prevmarketposition', 'strategyprevmarketposition', 'previousmarketposition', 'prevposition', 'previousposition']);

const standsIn = (fields: FieldSet, names: NameList, { field }: Said): boolean =>
  namesOf(fields, names).some((name) => fields.byName.get(name) === field);

/** A close that is asked for, beside a side that may be that of the order or of the position. */
export function isCloseBesideSide(fields: FieldSet, said: readonly Said[]): boolean {
  const exits = said.filter((one) => one.intent.verb === 'exit' && standsIn(fields, CLOSING, one));
  const isAsked = exits.some((one) => !hasLevels(fields) || !standsIn(fields, LOOSE_CLOSING, one));
  return isAsked && said.every((one) => one.intent.side === null || standsIn(fields, BARE_SIDES, one));
}

/** Which position it was, by a field of its own. */
function saidBefore({ byName }: FieldSet, names: readonly string[]): 'long' | 'short' | null {
  const words = names.map((name) => byName.get(name)?.value).map((value) => (typeof value === 'string' ? value.trim().toLowerCase() : ''));
  return words.find((word) => word === 'long' || word === 'short') ?? null;
}

/**
 * The side of the order, or of the position: what is held is left in both meanings, so that the way out waits for no answer, unless the
 * alert says which it was. A buy with an exit somewhere beside it stays refused.
 */
export function closeBesideSide(fields: FieldSet, draft: Draft, side: Side, said: readonly Said[]): 'long' | 'short' | null {
  if (isCloseBesideSide(fields, said)) {
    draft.side = null;
    const before = saidBefore(fields, namesOf(fields, BEFORE));
    if (before !== null) draft.side = before === 'long' ? 'sell' : 'buy';
    else if (saidBefore(fields, ['position']) === null)
      warn(draft, `The alert says close and ${side}: what is held is closed, whichever side it is on.`);
    return before;
  }
  const meanings = `close a ${side === 'buy' ? 'short by buying' : 'long by selling'}, or close what was ${side === 'buy' ? 'bought' : 'sold'}`;
  const message = `The alert says close and ${side}: it may mean ${meanings}.`;
  refuse(draft, 'CONTRADICTION', message, 'Use close_long, close_short or close alone.');
  return null;
}
