// Owns: one stop-loss or take-profit: a price (47000), a distance in percent ("2%", "-2%") or an object with exactly one of
// price, percent, amount, points, pips, atr. Zero and null mean none.

import { gt, HUNDRED, isNegative, isZero, lt, decimal, type Decimal } from '../../model/decimal.ts';
import type { Level } from '../../model/signal.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { refusePlaceholder, shownKey } from '../fields/field-set.ts';
import { isJsonObject, kindOfValue, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { isSigned, numberOf, positiveOf, refuseSigned, withoutPercentSign } from '../fields/read-amount.ts';
import { withoutSign, type Guarding } from './read-signed-distance.ts';
import { isTargetQuantity, withQuantity, type SizedTarget } from './read-target-quantity.ts';

type Unit = keyof Level;
const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['price', 'price'],
  ['limitprice', 'price'],
  ['stopprice', 'price'],
  ['triggerprice', 'price'],
  ['percent', 'percent'],
  ['amount', 'amount'],
  ['points', 'points'],
  ['pips', 'pips'],
  ['atr', 'atr'],
  ['raw', 'raw'],
]);
/**
 * Words of a `type` beside a `value`. One that is absolute may be a price or a distance, one of the average true range a multiple of
 * it or the price that comes of it: they are not among them.
 */
export const TYPED_UNITS: ReadonlyMap<string, Unit> = new Map([
  ['percent', 'percent'],
  ['percentage', 'percent'],
  ['pct', 'percent'],
  ['%', 'percent'],
  ['price', 'price'],
  ['amount', 'amount'],
  ['points', 'points'],
  ['pips', 'pips'],
]);
/** What a target closes, percent. */
const SHARES: ReadonlySet<string> = new Set([
  'share',
  'sharepercent',
  'closepercent',
  'closepct',
  'qtypercent',
  'qtypct',
  'quantitypercent',
]);
/** Below this a "percent" may as well be a fraction (0.05 = 5 %). */
const PERCENT_MIN = decimal('0.1');
const PERCENT_MAX = decimal('1000');

/** A distance in percent, 0.1 to 1000; refused where it may be a fraction. */
export function percentOfField(draft: Draft, field: Field): Decimal | null {
  const percent = positiveOf(draft, withoutPercentSign(field), 'INVALID_PRICE');
  if (percent === null) return null;
  if (gt(percent, PERCENT_MAX))
    refuse(draft, 'INVALID_PRICE', `${shownKey(field.key)} is ${percent} percent; at most ${PERCENT_MAX} is read.`);
  else if (lt(percent, PERCENT_MIN)) {
    refuse(draft, 'INVALID_PRICE', `${shownKey(field.key)}: ${percent} may be percent or a fraction of 1.`, 'Send percent, 0.1 or more.');
  } else return percent;
  return null;
}

const level = (unit: Unit, value: Decimal): Level => ({ [unit]: value });

/** The number of a level in `unit`, with what it must satisfy. `guarding`: what it is of an entry; only then a distance may have a sign. */
export function levelOf(draft: Draft, field: Field, unit: Unit, guarding: Guarding | null = null): Level | null {
  if (unit === 'price' && isSigned(field)) return refuseSigned(draft, field);
  const written = unit === 'percent' ? withoutPercentSign(field) : field;
  const bare = guarding === null || unit === 'price' || unit === 'raw' ? written : withoutSign(draft, written, guarding);
  if (bare === null) return null;
  const value = unit === 'percent' ? percentOfField(draft, bare) : positiveOf(draft, bare, 'INVALID_PRICE');
  return value === null ? null : level(unit, value);
}

/** `{ type: percent, value: 2 }` says what `{ percent: 2 }` says. */
function partsOf(object: JsonObject): readonly (readonly [string, JsonValue])[] {
  const parts = [...object];
  const type = parts.find(([key]) => normalName(key) === 'type');
  const unit = typeof type?.[1] === 'string' ? TYPED_UNITS.get(type[1].trim().toLowerCase()) : undefined;
  if (unit === undefined || !parts.some(([key]) => normalName(key) === 'value')) return parts;
  return parts.flatMap((part) => (part === type ? [] : [normalName(part[0]) === 'value' ? ([unit, part[1]] as const) : part]));
}

/** `{ price: 6, size: "50%" }`: a part where others have a quantity; the number before the sign, null where it is none. */
function partIn(key: string, value: JsonValue, guarding: Guarding | null): string | null {
  if (guarding?.as !== 'take-profit' || !isTargetQuantity(key) || typeof value !== 'string') return null;
  const text = value.trim();
  return text.endsWith('%') ? text.slice(0, -1) : null;
}

function levelOfObject(draft: Draft, field: Field, object: JsonObject, guarding: Guarding | null): SizedTarget | null {
  const found: Level[] = [];
  let share: Decimal | null = null;
  let quantity: Field | null = null;
  for (const [key, value] of partsOf(object)) {
    const name = normalName(key);
    const part: Field = { key: `${field.key}.${key}`, value };
    const unit = UNITS.get(name);
    const written = partIn(key, value, guarding);
    if (unit !== undefined) {
      const read = levelOf(draft, part, unit, guarding);
      if (read !== null) found.push(read);
    } else if (SHARES.has(name)) share = percentShare(draft, part);
    else if (written !== null) share = percentShare(draft, { key: part.key, value: written });
    else if (guarding?.as === 'take-profit' && isTargetQuantity(key)) quantity = part;
    else if (!(name === 'type' && (value === 'stop' || value === 'market' || value === 'limit'))) {
      refuse(draft, 'UNSUPPORTED', `${shownKey(part.key)} is not understood.`);
    }
  }
  const [only] = found;
  if (found.length > 1)
    refuse(draft, 'CONTRADICTION', `${shownKey(field.key)} has more than one of price, percent, amount, points, pips, atr.`);
  if (only === undefined) return null;
  return withQuantity(draft, share === null ? only : { ...only, share }, quantity);
}

function percentShare(draft: Draft, field: Field): Decimal | null {
  const share = numberOf(draft, field, 'INVALID_FIELD');
  if (share === null) return null;
  if (!isNegative(share) && !isZero(share) && !lt(HUNDRED, share)) return share;
  refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} must be above 0 and at most 100 percent.`);
  return null;
}

/** `50 pips`, `-20 points` */
const UNIT_BEHIND = /^([+-]?\d[\d.]{0,20}) ?(pips?|points?|pts)$/i;

/** A stop or target as it stands in one field; null where it says none or was refused. */
export function readLevel(draft: Draft, field: Field, guarding: Guarding | null = null): SizedTarget | null {
  const { value } = field;
  if (value === null || refusePlaceholder(draft, field)) return null;
  if (isJsonObject(value)) return levelOfObject(draft, field, value, guarding);
  if (value === false) return null;
  if (typeof value === 'boolean' || Array.isArray(value)) {
    refuse(draft, 'INVALID_PRICE', `${shownKey(field.key)} is ${kindOfValue(value)}, not a price.`);
    return null;
  }
  const text = typeof value === 'string' ? value.trim() : '';
  const [, distance, unit] = UNIT_BEHIND.exec(text) ?? [];
  if (distance !== undefined && unit !== undefined)
    return levelOf(draft, { key: field.key, value: distance }, unit.toLowerCase().startsWith('pip') ? 'pips' : 'points', guarding);
  return text.endsWith('%')
    ? levelOf(draft, { key: field.key, value: text.slice(0, -1) }, 'percent', guarding)
    : levelOf(draft, field, 'price');
}
