// Owns: switches that say, off, that nothing is to be entered: `enabled`, `should_enter`, `entry: false`, `condition: false`, and
// `long_signal` of the side that is asked for. Only entries are asked about: an exit is one whatever stands beside it.

import { isZero } from '../../model/decimal.ts';
import type { Draft } from '../fields/draft-reading.ts';
import type { Field } from '../fields/field-index.ts';
import { readNumber } from '../fields/read-number.ts';

const SWITCH =
  /^(?:is|should|can|may|do|auto|allow(?:ed)?|permit|take|open|place|send|make)?(?:bar(?:stateis)?|signal|strategy|bot|alert|entry|trade|order)?(?:enabled|active|armed|live|real|realtime|confirmed|confirmation|valid|approved|allow(?:ed)?|permitted|proceed|go|take|open|enter|entry|entries|trad(?:es?|ing|e?able)|execut(?:e|ion)|act|action|orders?|position|signal|trigger|triggered|condition|conditions?met|setup|alert)(?:enabled|allowed|permitted|needed|required|ok|signal|valid|met)?$/;
/** Of these 0 is off, too; of others it may be a count or a price. */
const YES_OR_NO = /^(?:is|should|can|may|do|auto|allow)|(?:enabled|active|armed|allowed|permitted|valid|confirmed|approved|met)$/;
/** The same of one side: `long_signal`, `buy_condition`. */
const SWITCH_OF_SIDE =
  /^(?:(?:is|go|enter|entry|open)?(long|buy|short|sell)(?:signal|entry|condition|cond|trigger|setup|ok|valid|allowed|enabled)|(?:allow|can|should|enable)(long|buy|short|sell)s?)$/;
const OFF = /^(?:false|no|n|off)$/i;
const ON = /^(?:true|yes|y|on)$/i;

const wordOf = ({ value }: Field): string => (typeof value === 'string' ? value.trim() : '');

export const isOff = (field: Field): boolean => field.value === false || OFF.test(wordOf(field));

/** Whether the field holds a switch and no price or name: `entry: true`. */
export const isSwitch = (field: Field): boolean => field.value === true || isOff(field) || ON.test(wordOf(field));

const isNothing = ({ value }: Field): boolean => {
  const number = readNumber(value);
  return number.type === 'number' && isZero(number.value);
};

/** Whether the field switches an entry of this side off. */
export function switchesOff(name: string, field: Field, { side }: Draft): boolean {
  const off = isOff(field);
  if (SWITCH.test(name)) return off || (YES_OR_NO.test(name) && isNothing(field));
  const [, before, behind] = SWITCH_OF_SIDE.exec(name) ?? [];
  const of = before ?? behind;
  return of !== undefined && (off || isNothing(field)) && (of === 'long' || of === 'buy') === (side === 'buy');
}
