// Owns: the rule of a sender that moves the stop to the entry once so many targets are reached, where it says which: as a field
// (`breakeven_after: 1`, `move_sl_to_be: "tp1"`) or as a line of a post. What says less is told, not followed: nothing is guessed.

import type { Reading } from '../../model/signal.ts';
import { warn, type Draft } from '../fields/draft-reading.ts';
import { agree } from '../fields/field-index.ts';
import { takeOne, fieldsNamed, shownKey, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { readNumber } from '../fields/read-number.ts';
import type { JsonValue } from '../json/json-value.ts';

/** More targets than anybody names. */
const TARGETS_MAX = 20;

const TO_ENTRY = ['breakeven', 'be', 'movesltobe', 'movesltobreakeven', 'movesltoentry', 'movestoptobe', 'movestoptobreakeven'];
const MORE = [
  'movestoptoentry',
  'movestoplosstobe',
  'movestoplosstobreakeven',
  'movestoplosstoentry',
  'sltobe',
  'sltobreakeven',
  'sltoentry',
];
const STEMS = [...TO_ENTRY, ...MORE];
/** A number under these names counts targets. */
const COUNTED = nameList(STEMS.flatMap((stem) => ['aftertp', 'aftertarget', 'aftertargets', 'after'].map((tail) => `${stem}${tail}`)));
/** A number under these is a distance, a price or a switch; the name of a target is plain. */
const NAMED = nameList(STEMS.flatMap((stem) => [stem, `${stem}at`, `${stem}on`]));

const TARGET_WORD = /^(?:tp|target|take[ _-]?profit)[ _-]?#?(\d{1,2})$/i;

const isCount = (count: number): boolean => count >= 1 && count <= TARGETS_MAX;

/** `tp1`, `Target 2`; a bare whole number only where `isCounted`. */
function targetIn(value: JsonValue, isCounted: boolean): number | null {
  const written = typeof value === 'string' ? TARGET_WORD.exec(value.trim())?.[1] : undefined;
  const number = written === undefined ? readNumber(value) : null;
  const text = written ?? (isCounted && number?.type === 'number' ? number.value : '');
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return isCount(count) ? count : null;
}

/** Whatever else is said of it: a switch, a unit, an offset, another rule. */
const ABOUT_IT =
  /breakeven|(?:sl|stop|stoploss)to(?:be|entry)|^(?:use|enable|is|auto)?be(?:at|on|after\w*|mode|type|units?|offset|trigger|enabled|active|buffer|pips|points|percent|pct)?$/;
const isOn = (value: JsonValue): boolean => value === true || agree(value, 'true') || agree(value, '1');

/** Switched off, with a unit or an offset, or said twice and not the same: the rule is another one, or none. */
const isSaidOtherwise = ({ byName }: FieldSet, rule: string, count: number): boolean =>
  [...byName].some(
    ([name, { value }]) => name !== rule && ABOUT_IT.test(name) && value !== null && !isOn(value) && targetIn(value, true) !== count,
  );

/** Takes the field where it is followed, or names a target behind which there is none; else it is told as every field that has no effect. */
export function readBreakEven(fields: FieldSet, draft: Draft): void {
  for (const [names, isCounted] of [
    [COUNTED, true],
    [NAMED, false],
  ] as const) {
    const [first] = fieldsNamed(fields, names);
    const count = first === undefined ? null : targetIn(first.field.value, isCounted);
    if (first === undefined || count === null) continue;
    if (!hasTargetsBeyond(draft, count)) {
      takeOne(fields, draft, names);
      return warn(draft, `${shownKey(first.field.key)} has no effect: no target is known behind target ${count}.`);
    }
    if (isSaidOtherwise(fields, first.name, count)) return;
    takeOne(fields, draft, names);
    draft.breakEvenAfter = count;
    return;
  }
}

/** With the last target all of it has left, unless the shares of the targets leave something to run. */
export function hasTargetsBeyond({ takeProfits }: Pick<Reading, 'takeProfits'>, count: number): boolean {
  return takeProfits.length > count;
}

const STOP = String.raw`(?:your |the )?(?:sl|stop(?:[- ]?loss)?)`;
const ENTRY = String.raw`(?:to|at|on) (?:your |the )?(?:be|b\/e|break[- ]?even|entry(?: price)?|cost)`;
const MOVE = String.raw`(?:(?:move|shift|bring|put|set|trail|raise) ${STOP} ${ENTRY}|${STOP} ${ENTRY}|(?:be|break[- ]?even))`;
const REACHED = String.raw`(?:after|once|when|at|upon) (?:tp|target)[ -]?#?(\d{1,2})(?: (?:is |gets |was )?(?:hits?|reached|done|filled))?`;
const RULE = new RegExp(`^(?:${MOVE} ${REACHED}|${REACHED}[,:]? ${MOVE})$`, 'i');

/** `Advice: Move SL to entry after TP1 hits` */
export const ADVICE = /^[^\p{L}]*(?:advice|tip|note|reminder|important) ?: ?(?:please )?/iu;

/** After how many targets the line moves the stop to the entry; null where it says anything else, or more. */
export function breakEvenRule(line: string): number | null {
  const words = line
    .replace(/^[^\p{L}]+/u, '')
    .replace(ADVICE, '')
    .replace(/[\s.!)\]*_]+$/, '')
    .replaceAll(/\s+/g, ' ');
  const found = words.length > 80 ? null : RULE.exec(words);
  const count = Number(found?.[1] ?? found?.[2] ?? 0);
  return isCount(count) ? count : null;
}
