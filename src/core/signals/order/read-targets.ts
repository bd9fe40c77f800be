// Owns: the take-profits of an alert: one, a list, or numbered ones (tp1, tp2 …) with the shares that they close.

import { decimal, eq, HUNDRED, isZero, mul, gt, abs, sub, lt, lte, sum, type Decimal } from '../../model/decimal.ts';
import type { Target } from '../../model/signal.ts';
import { refuse, warn, type Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { hasAny, isSet, shownKey, takeFirst, takeOne, type FieldSet } from '../fields/field-set.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { positiveOf } from '../fields/read-amount.ts';
import { readNumber } from '../fields/read-number.ts';
import { levelOf, readLevel } from './read-level.ts';
import { levelNames, readOneLevel } from './read-one-level.ts';
import type { Guarding } from './read-signed-distance.ts';
import { settleQuantities, TARGET_QUANTITIES, withQuantity, type SizedTarget } from './read-target-quantity.ts';
import { nameList, type NameList } from '../fields/name-list.ts';

/** More steps than this are no ladder. */
const TARGETS_MAX = 10;
const ONE_STEMS = ['takeprofit', 'tp', 'target', 'profittarget', 'tgt'];
const ONE_PRICES = ['targetprice', 'presettakeprofitprice', 'presetstopsurplusprice'];
const ONE = levelNames(ONE_STEMS, ONE_PRICES);
/** Where it is to be moved to. */
const MOVED = levelNames(ONE_STEMS, [...ONE_PRICES, 'newtp', 'newtpprice', 'newtakeprofit', 'newtakeprofitprice']);
const ONE_QUANTITY = nameList(['tp', 'takeprofit', 'target', 'tgt'].flatMap((stem) => TARGET_QUANTITIES.map((word) => `${stem}${word}`)));
const LISTS = nameList([
  'takeprofits',
  'targets',
  'tps',
  'takeprofitlevels',
  'takeprofittargets',
  'profittargets',
  'tplevels',
  'exittargets',
  'tpprices',
  'tplist',
  'takeprofitprices',
  'targetprices',
  'tgts',
]);
const STEMS: readonly string[] = ['tp', 'takeprofit', 'target', 'tgt'];
const NUMBERED = Array.from({ length: TARGETS_MAX }, (_, i) =>
  nameList(STEMS.flatMap((stem) => [`${stem}${i + 1}`, `${stem}${i + 1}price`, `${stem}price${i + 1}`])),
);
/** Targets in short, where none has a longer name; a time under such a name is as long as one. */
const SHORT = ['t1', 't2', 't3', 't4', 't5'].map((name) => nameList([name]));
const TIMES_FROM = decimal('100000000');
const NEAR_FACTOR = decimal('2');
const FIRST_NUMBERED = NUMBERED[0] ?? nameList([]);
/** Shares in percent, and shares as fractions of 1. */
const PERCENT_SHARES: readonly string[] = ['share', 'pct', 'percent', 'percentage', 'closepercent', 'closepct', 'weight', 'volumepercent'];
const FRACTIONS: readonly string[] = ['frac', 'fraction', 'ratio', 'portion'];
const ANY_NUMBERED = nameList(NUMBERED.flatMap(({ names }) => names));
const sharesOf = (number: number, suffixes: readonly string[]): NameList =>
  nameList(STEMS.flatMap((stem) => suffixes.map((suffix) => `${stem}${number}${suffix}`)));
/** By target, like NUMBERED. */
const SHARES = NUMBERED.map((_, i) => ({
  percent: sharesOf(i + 1, PERCENT_SHARES),
  fraction: sharesOf(i + 1, FRACTIONS),
  quantity: sharesOf(i + 1, TARGET_QUANTITIES),
}));
/** Of these the words do not say whether they are parts. */
const PERCENTS = NUMBERED.map((_, i) => sharesOf(i + 1, ['pct', 'percent', 'percentage']));
const ANY_PERCENT = nameList(PERCENTS.flatMap(({ names }) => names));
const SINGLES = ['takeprofit', 'tp', 'target', 'tgt'].map((name) => ({ name, list: nameList([name]) }));
/** A percentage beside a target's price that is its distance from the entry, and not what it closes. Part of 1. */
const DISTANCE_SLACK = decimal('0.05');

const STEP = /^(?:tps?|targets?|tgts?|takeprofits?|t|level)?([1-9]|10)$/;

/** `{"tp1": 62000, "tp2": 63100}`: the values in the order of their numbers; null where it is another object. */
function byNumber(value: JsonObject): readonly JsonValue[] | null {
  const steps = [...value].map(([key, step]) => ({ at: Number(STEP.exec(normalName(key))?.[1] ?? 0), step }));
  if (steps.length === 0 || steps.some(({ at }) => at === 0)) return null;
  return steps.toSorted((a, b) => a.at - b.at).map(({ step }) => step);
}

/** `62000, 63100` and `62000/63100` as single numbers; a text that may be one number with separators stays whole. */
function itemsOf(value: JsonValue): readonly JsonValue[] {
  if (isJsonArray(value)) return value;
  const numbered = value !== null && isJsonObject(value) && !isJsonNumber(value) ? byNumber(value) : null;
  if (numbered !== null) return numbered;
  if (typeof value !== 'string' || value.length > 200 || !/[;|/]|,\s/.test(value)) return [value];
  return value.split(/[;|/]|,\s/).map((part) => part.trim());
}

const partKey = (item: JsonObject): string => ['percent', 'percentage', 'pct'].find((key) => item.has(key)) ?? 'percent';

/** `{"price": 3500, "percent": 50}` in each, 100 together: the percent is what is closed there, and no second distance. */
function withShares(items: readonly JsonValue[]): readonly JsonValue[] {
  const parts = items.map((item) =>
    item !== null && isJsonObject(item) && !isJsonNumber(item) && item.has('price') ? readNumber(item.get(partKey(item)) ?? null) : null,
  );
  const shares = parts.flatMap((part) => (part?.type === 'number' ? [part.value] : []));
  if (items.length < 2 || shares.length !== items.length || !eq(sum(shares), HUNDRED)) return items;
  return items.map((item) =>
    item !== null && isJsonObject(item) ? new Map([...item].map(([key, value]) => [key === partKey(item) ? 'share' : key, value])) : item,
  );
}

function listedTargets(draft: Draft, field: Field, guarding: Guarding): SizedTarget[] {
  const items = withShares(itemsOf(field.value));
  if (items.length > TARGETS_MAX) refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} has more than ${TARGETS_MAX} steps.`);
  return items.slice(0, TARGETS_MAX).flatMap((item, i) => readLevel(draft, { key: `${field.key}[${i}]`, value: item }, guarding) ?? []);
}

/**
 * `tp1_pct: 1, tp2_pct: 2` and no price: how far each of them is, for nothing else says where a part would leave. Parts that are all
 * of it, or that do not lie ever further away, are those of targets that the alert leaves out.
 */
function numberedDistances(fields: FieldSet, draft: Draft, guarding: Guarding): SizedTarget[] {
  const found = PERCENTS.flatMap((names) => {
    const field = takeOne(fields, draft, names);
    return field === null || !isSet(field.value) ? [] : [field];
  });
  const numbers = found.map(({ value }) => readNumber(typeof value === 'string' ? value.trim().replace(/%$/, '') : value));
  const percents = numbers.flatMap((number) => (number.type === 'number' && !isZero(number.value) ? [number.value] : []));
  const [first] = found;
  if (first === undefined || percents.length === 0) return [];
  const isPart = eq(sum(percents), HUNDRED) || percents.some((percent, i) => i > 0 && !gt(percent, percents[i - 1] ?? percent));
  if (!isPart) return found.flatMap((field) => levelOf(draft, field, 'percent', guarding) ?? []);
  const message = `${shownKey(first.key)} may be how far the target is, or the part that leaves there, and no target has a price.`;
  refuse(draft, 'INVALID_PRICE', message, 'Send the prices (tp1, tp2), or tp_percent for one distance.');
  return [];
}

/** Whether `percent` is how far the target is from the price of the entry. */
function isDistance(draft: Draft, { price }: Target, percent: Decimal): boolean {
  const entry = draft.limitPrice ?? draft.signalPrice;
  if (price === undefined || entry === null) return false;
  const distance = mul(abs(sub(price, entry)), HUNDRED);
  const said = mul(percent, entry);
  return lte(abs(sub(distance, said)), mul(said, DISTANCE_SLACK));
}

/** What a numbered target closes, percent; null where the alert does not say it. */
function shareOf(fields: FieldSet, draft: Draft, shares: (typeof SHARES)[number], target: Target): Decimal | null {
  const percentField = takeOne(fields, draft, shares.percent);
  const fractionField = takeOne(fields, draft, shares.fraction);
  const field = percentField ?? fractionField;
  if (field === null || !isSet(field.value)) return null;
  const bare = typeof field.value === 'string' ? field.value.trim().replace(/%$/, '') : field.value;
  const value = positiveOf(draft, { key: field.key, value: bare }, 'INVALID_FIELD');
  if (value === null || (percentField !== null && isDistance(draft, target, value))) return null;
  const share = percentField === null ? mul(value, HUNDRED) : value;
  if (!gt(share, HUNDRED)) return share;
  refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is more than the whole position.`);
  return null;
}

/** May be a step on the way to the other one. */
const isNear = (price: Decimal, { price: other }: Target): boolean =>
  other !== undefined && lte(price, mul(other, NEAR_FACTOR)) && lte(other, mul(price, NEAR_FACTOR));

/** `t1: 94, t2: 99`. Lengths and times have such names, too: beside other targets only what is near one of them may be another. */
function shortTargets(fields: FieldSet, draft: Draft, guarding: Guarding, others: readonly Target[]): SizedTarget[] {
  if (draft.action === 'modify' || hasAny(fields, ANY_NUMBERED)) return [];
  const isMeant = (value: Decimal): boolean =>
    lt(value, TIMES_FROM) && (others.length === 0 || others.some((other) => isNear(value, other)));
  return SHORT.flatMap((names): SizedTarget[] => {
    const number = readNumber(fields.byName.get(names.names[0] ?? '')?.value ?? null);
    const field = number.type === 'number' && isMeant(number.value) ? takeOne(fields, draft, names) : null;
    const target = field === null ? null : readLevel(draft, field, guarding);
    return target === null ? [] : [target];
  });
}

function numberedTargets(fields: FieldSet, draft: Draft, guarding: Guarding): SizedTarget[] {
  if (!hasAny(fields, ANY_NUMBERED)) return hasAny(fields, ANY_PERCENT) ? numberedDistances(fields, draft, guarding) : [];
  return NUMBERED.flatMap((names, i): SizedTarget[] => {
    const field = takeOne(fields, draft, names);
    const target = field === null ? null : readLevel(draft, field, guarding);
    const shares = SHARES[i];
    if (target === null || shares === undefined) return [];
    const share = target.share ?? shareOf(fields, draft, shares, target);
    const shared = share === null ? target : { ...target, share };
    return [shared.quantity === undefined ? withQuantity(draft, shared, takeOne(fields, draft, shares.quantity)) : shared];
  });
}

function oneTarget(fields: FieldSet, draft: Draft, guarding: Guarding): SizedTarget | null {
  const target = readOneLevel(fields, draft, draft.action === 'modify' ? MOVED : ONE, guarding);
  return target === null || target.quantity !== undefined ? target : withQuantity(draft, target, takeOne(fields, draft, ONE_QUANTITY));
}

/** `tp: 66000, tp2: 67000`: the first of them without its number, where it is the nearest one, too. */
function withFirst(fields: FieldSet, { action }: Draft, one: SizedTarget | null, [second, ...rest]: SizedTarget[]): SizedTarget[] | null {
  const [near, next] = [one?.price, second?.price];
  if (one === null || second === undefined || near === undefined || next === undefined) return null;
  if (hasAny(fields, FIRST_NUMBERED) || !(action === 'sell' ? gt(near, next) : action === 'buy' && gt(next, near))) return null;
  return [one, second, ...rest];
}

const isList = (field: Field | undefined): boolean =>
  field !== undefined && field.value !== null && !isJsonNumber(field.value) && itemsOf(field.value).length !== 1;

/** The take-profits of the alert, nearest name first; named in more than one way they refuse it. Prices and size must have been read. */
export function readTargets(fields: FieldSet, draft: Draft, guarding: Guarding): Target[] {
  const single = SINGLES.find(({ name }) => isList(fields.byName.get(name)) || isJsonArray(fields.byName.get(name)?.value ?? null));
  const list = single === undefined ? takeOne(fields, draft, LISTS) : takeFirst(fields, single.list);
  const ladder = list === null ? [] : listedTargets(draft, list, guarding);
  const alone = single === undefined ? oneTarget(fields, draft, guarding) : null;
  // `tp: 99, tp1_pct: 50` of a target that is moved: its price says where to
  const isMoved = draft.action === 'modify' && (ladder.length > 0 || alone !== null) && !hasAny(fields, ANY_NUMBERED);
  const numbered = isMoved ? [] : numberedTargets(fields, draft, guarding);
  // a multiple of the average true range says how the others were counted, as beside a single price
  const isBeside = alone?.atr !== undefined && ladder.length + numbered.length > 0;
  if (isBeside) warn(draft, 'A target in average true ranges has no effect beside the others.');
  const one = isBeside ? null : alone;
  const short = shortTargets(fields, draft, guarding, [...ladder, ...numbered, ...(alone === null ? [] : [alone])]);
  const whole = ladder.length === 0 && short.length === 0 ? withFirst(fields, draft, one, numbered) : null;
  if (whole !== null) return settleQuantities(draft, whole);
  const groups = [ladder, numbered, short, one === null ? [] : [one]].filter((group) => group.length > 0);
  if (groups.length > 1) refuse(draft, 'CONTRADICTION', 'The alert names its take-profits in more than one way.');
  return settleQuantities(draft, groups[0] ?? []);
}
