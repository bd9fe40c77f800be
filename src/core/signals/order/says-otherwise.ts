// Owns: fields beside the side of an order that say to leave, or to do something else: `role: exit`, `exit_reason`, `signal: buy` beside a
// sell. Invariant: none of them is passed over, and what leaves in every meaning of the alert is not held back.

import type { Side } from '../../model/signal.ts';
import { readActionWord, sideOfIntent } from './action-words.ts';
import { isExitName } from './exit-name.ts';
import type { Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../json/json-value.ts';
import { switchesOut } from './unread-instruction.ts';

/** Why or how it was left: `exit_reason`, `close_type`. An entry has none. */
export const LEAVING =
  /^(?:exit|close)(?:reason|type|signal|comment|qty|quantity|percent|pct|side|time|trigger|ticket|id|order|orderid|positionid)$/;
/** Of those, the ones that do not say how much, when or which part of it. */
const WHY_LEFT = /^(?:exit|close)(?:reason|type|signal|comment)$/;
/** Names in which people say what to do, or what for. The direction of a trend is no order. */
const UNREAD_INTENT =
  /^(?!.*(?:trend|bias|htf|higher|market|prev|last|old|opposite|candle|bar|divergence|sentiment)).*(?:direction|side|signal|action|intent|purpose|reason|event|ordertype|tradetype|signaltype|actiontype|kind|tag|label|leg|phase|stage|category)$|^(?:deal|dir|way|op|sig|instruction|call|act|do|move|txn(?:type)?|ls|long_?short|flow|status|state)$/;
const INTENT_MAX = 60;
/** An exit in its words under whatever name: `Long Exit`, `close_short`, `exit`. What was before is no order, and `close` alone a price. */
const EXIT_IN_WORDS = /^(?:exit|close)[ _-]?(?:long|short|position|trade)$|^(?:long|short)[ _-]?(?:exit|close)$|^exit(?:s|ing)?$/i;
const PAST = /trend|bias|prev|last|old|next|opposite|bar|comment|message|note|text/;

const isExitWord = (word: JsonValue): boolean => typeof word === 'string' && EXIT_IN_WORDS.test(word.trim());
const isEntryWord = (word: JsonValue): boolean => typeof word === 'string' && /^(?:entry|entries|enter)$/i.test(word.trim());

/** Whether the field says to leave, or to enter on the other side. */
export function saysOtherwise(name: string, { value }: Field, { side }: Draft): boolean {
  // both are what may be told of
  if (value !== null && isJsonArray(value) && !PAST.test(name)) return value.some(isExitWord) && !value.some(isEntryWord);
  if (value !== null && isJsonObject(value) && !PAST.test(name))
    return [...value].some(([key, word]) => !PAST.test(normalName(key)) && isExitWord(word));
  if (typeof value !== 'string' || value.length > INTENT_MAX) return false;
  if (!UNREAD_INTENT.test(name)) return !PAST.test(name) && isExitWord(value);
  const intent = readActionWord(value);
  if (intent === null) return isExitWord(value) || isExitName(value.trim(), side ?? 'sell');
  const said = sideOfIntent(intent);
  return intent.verb === 'exit' || (said !== null && side !== null && said !== side);
}

const namesSide = (text: string, position: 'long' | 'short'): boolean => text.toLowerCase().includes(position);

/** What a value says in words, itself, in a list or in an object. */
function wordsIn(value: JsonValue): readonly string[] {
  const parts = value === null ? [] : isJsonArray(value) ? value : isJsonObject(value) ? [...value.values()] : [value];
  return parts.filter((part) => typeof part === 'string');
}

const isExit = (word: string, side: Side): boolean => {
  const intent = readActionWord(word);
  return isExitWord(word) || (intent === null ? isExitName(word.trim(), side) : intent.verb === 'exit');
};

/**
 * Whether the field says to leave what an order of this side leaves. It may mean to close first and then to enter, or to close alone: what is
 * held is closed by it either way, and nothing else may be opened.
 */
export function leavesHeld(name: string, field: Field, { side }: Draft): boolean {
  if (side === null) return false;
  const other = side === 'sell' ? 'short' : 'long';
  if (switchesOut(field)) return !namesSide(field.key, other) && !(side === 'sell' && /cover/i.test(field.key));
  const words = wordsIn(field.value);
  if (WHY_LEFT.test(name)) return !words.some((word) => namesSide(word, other));
  const exits = words.filter((word) => isExit(word, side));
  return exits.length > 0 && !exits.some((word) => namesSide(word, other));
}
