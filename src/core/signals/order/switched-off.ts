// Owns: switches that say, off, that nothing is to be entered: `enabled`, `should_enter`, `entry: false`, `condition: false`, and
// `long_signal` of the side that is asked for. Only entries are asked about: an exit is one whatever stands beside it.

import { isZero } from '../../model/decimal.ts';
import type { Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { readNumber } from '../fields/read-number.ts';
import { isJsonObject } from '../json/json-value.ts';

const SWITCH =
  /^(?:is|should|can|may|do|has|new|all|auto|allow(?:ed)?|permit|take|open|place|send|make)?(?:bar(?:stateis)?|signal|strategy|bot|alert|entry|trade|order|filters?|checks?)?(?:enabled|active|armed|live|real|realtime|confirmed|confirmation|valid|approved|allow(?:ed)?|permitted|proceed|go|take|open|enter|entry|entries|trad(?:es?|ing|e?able)|execut(?:e|ion)|act|action|orders?|position|signal|trigger|triggered|condition|conditions?met|setup|alert|pass(?:ed)?|send|fire|bot|strategy)(?:enabled|allowed|permitted|needed|required|ok|signal|valid|met)?$/;
/** Of these 0 is off, too; of others it may be a count or a price. */
const YES_OR_NO =
  /^(?:is|should|can|may|do|has|auto|allow|taketrade)|(?:enabled|active|armed|allowed|permitted|valid|confirmed|approved|met|passed)$/;
/** The same of one side: `long_signal`, `buy_condition`. */
const SWITCH_OF_SIDE =
  /^(?:(?:is|go|enter|entry|open)?(long|buy|short|sell)(?:signal|entry|condition|cond|trigger|setup|ok|valid|allowed|enabled)|(?:allow|can|should|enable|enter|take)(long|buy|short|sell)s?)$/;
const OFF = /^(?:false|no|n|off|disabled|inactive|paused|halted|suspended|blocked)$/i;
const ON = /^(?:true|yes|y|on|enabled|active)$/i;
/** Objects whose names are switches; those of a notification switch that. */
const SWITCHES = /^(?:signals?|filters?|conditions?|checks?|gates?|permissions?|switches|rules)$/;

const wordOf = ({ value }: Field): string => (typeof value === 'string' ? value.trim() : '');

export const isOff = (field: Field): boolean => field.value === false || OFF.test(wordOf(field));

/** Whether the field holds a switch and no price or name: `entry: true`. */
export const isSwitch = (field: Field): boolean => field.value === true || isOff(field) || ON.test(wordOf(field));

const isNothing = ({ value }: Field): boolean => {
  const number = readNumber(value);
  return number.type === 'number' && isZero(number.value);
};

const isSideOff = (name: string, field: Field, side: Draft['side']): boolean =>
  (name === 'long' || name === 'buy' ? side === 'buy' : (name === 'short' || name === 'sell') && side === 'sell') &&
  (isOff(field) || isNothing(field));

/** The key in an object of switches that is off for an entry of this side: `"signals": {"long": false}`. */
export function offInside(name: string, { key, value }: Field, draft: Draft): string | null {
  if (!SWITCHES.test(name) || value === null || !isJsonObject(value)) return null;
  for (const [inner, part] of value) {
    const field = { key: `${key}.${inner}`, value: part };
    const own = normalName(inner);
    if (switchesOff(own, field, draft) || isSideOff(own, field, draft.side)) return field.key;
  }
  return null;
}

/** Whether the field switches an entry of this side off. */
export function switchesOff(name: string, field: Field, { side }: Draft): boolean {
  const off = isOff(field);
  if (SWITCH.test(name)) return off || (YES_OR_NO.test(name) && isNothing(field));
  const [, before, behind] = SWITCH_OF_SIDE.exec(name) ?? [];
  const of = before ?? behind;
  return of !== undefined && (off || isNothing(field)) && (of === 'long' || of === 'buy') === (side === 'buy');
}
