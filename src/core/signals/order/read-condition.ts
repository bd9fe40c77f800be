// Owns: the condition of an order, in the words of our own alerts: `condition` as an object or as a text, and what stands behind
// `when` in a line. What is not understood refuses the alert: without its condition it would be another order.

import type { Condition, Moment, PriceCondition } from '../../model/alerts/condition.ts';
import { isPositive, parseDecimal } from '../../model/decimal.ts';
import { MINUTES_PER_DAY, readMinuteOfDay } from '../../model/time/local-time.ts';
import type { Draft } from '../fields/draft-reading.ts';
import { refuse } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { isSet, refusePlaceholder, shownKey, takeOne, type FieldSet } from '../fields/field-set.ts';
import { isJsonNumber, isJsonObject, kindOfValue, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { nameList } from '../fields/name-list.ts';
import { isSwitch } from './switched-off.ts';
import { readInstant } from '../fields/read-instant.ts';

const CONDITION = nameList(['condition']);
const TEXT_MAX = 200;
const CONDITION_REMEDY =
  'Write "condition": {"price_above": 50000, "after": "15:30", "until": "2026-12-01T10:00:00Z"}, or a part of it; price_below and price_crosses are the other two.';

const WORDS: Readonly<Record<string, PriceCondition['when']>> = {
  above: 'above',
  over: 'above',
  '>': 'above',
  '>=': 'above',
  below: 'below',
  under: 'below',
  '<': 'below',
  '<=': 'below',
  crosses: 'crosses',
  crossing: 'crosses',
  cross: 'crosses',
};
const PRICE_FIELDS: Readonly<Record<string, PriceCondition['when']>> = {
  priceabove: 'above',
  pricebelow: 'below',
  pricecrosses: 'crosses',
};
const AFTER = new Set(['after', 'at', 'from']);
const UNTIL = new Set(['until', 'till']);
/** They say nothing by themselves. */
const PASSED_OVER = new Set(['price', 'and', 'is', 'last']);

type Parts = { -readonly [Name in keyof Condition]: Condition[Name] };

/** "15:30", an instant with its zone, or unix time; null where it is neither. */
function momentOf(value: JsonValue): Moment | null {
  const minuteOfDay = typeof value === 'string' ? readMinuteOfDay(value) : null;
  if (minuteOfDay !== null) return { minuteOfDay: minuteOfDay % MINUTES_PER_DAY };
  const at = readInstant(value);
  return at === null ? null : { at };
}

/** What was wrong with it, or null. */
function setPrice(parts: Parts, when: PriceCondition['when'], text: string): string | null {
  const level = parseDecimal(text);
  if (level === null || !isPositive(level)) return 'its price is not a number above 0';
  if (parts.price !== null) return 'it names two prices';
  parts.price = { when, level };
  return null;
}

function setMoment(parts: Parts, name: 'after' | 'until', value: JsonValue): string | null {
  const moment = momentOf(value);
  if (moment === null) return `its time (${name}) is none: 15:30, or an instant with its zone such as 2026-12-01T10:00:00Z`;
  if (parts[name] !== null) return `it says ${name} twice`;
  parts[name] = moment;
  return null;
}

/** `above 50000 after 15:30 until 2026-12-01T10:00:00Z`; a text where it is not understood. */
export function parseCondition(text: string): Condition | string {
  const parts: Parts = { price: null, after: null, until: null };
  const words = text
    .trim()
    .toLowerCase()
    .replace(/([<>]=?)/g, ' $1 ')
    .split(/\s+/)
    .filter((word) => word !== '');
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (PASSED_OVER.has(word)) continue;
    const value = words[i + 1] ?? '';
    const when = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    i += 1;
    const fault =
      when !== undefined
        ? setPrice(parts, when, value)
        : AFTER.has(word)
          ? setMoment(parts, 'after', value.toUpperCase())
          : UNTIL.has(word)
            ? setMoment(parts, 'until', value.toUpperCase())
            : 'one of its words is not known';
    if (fault !== null) return fault;
  }
  return parts.price === null && parts.after === null ? 'it names neither a price nor a time' : parts;
}

function fromObject(value: JsonObject): Condition | string {
  const parts: Parts = { price: null, after: null, until: null };
  for (const [key, part] of value) {
    const name = normalName(key);
    if (!isSet(part)) continue;
    const when = Object.hasOwn(PRICE_FIELDS, name) ? PRICE_FIELDS[name] : undefined;
    const digits = typeof part === 'string' ? part : part !== null && isJsonNumber(part) ? part.number : '';
    const fault =
      when !== undefined
        ? setPrice(parts, when, digits)
        : name === 'after' || name === 'until'
          ? setMoment(parts, name, part)
          : `${shownKey(key)} is not known in it`;
    if (fault !== null) return fault;
  }
  return parts.price === null && parts.after === null ? 'it names neither a price nor a time' : parts;
}

function conditionIn({ value }: Field): Condition | string {
  if (isJsonObject(value)) return fromObject(value);
  if (typeof value === 'string' && value.length <= TEXT_MAX) return parseCondition(value);
  return `${kindOfValue(value)} is no condition`;
}

export function readCondition(fields: FieldSet, draft: Draft): void {
  const field = takeOne(fields, draft, CONDITION);
  // a switch says that it is met, or not: see switched-off.ts
  if (field === null || !isSet(field.value) || isSwitch(field) || refusePlaceholder(draft, field)) return;
  const condition = conditionIn(field);
  if (typeof condition !== 'string') draft.condition = condition;
  else
    refuse(
      draft,
      'UNSUPPORTED',
      `${shownKey(field.key)} changes what the order means and is not understood: ${condition}.`,
      CONDITION_REMEDY,
    );
}
