// Owns: what guards a position according to the alert: stop-loss, take-profits, trailing stop, profit lock, and the
// check that they lie on the right side of a limit price of the same alert. Nothing is invented: absent means none.

import { decimal, gt, gte, HUNDRED, lte, mul, type Decimal } from '../model/decimal.ts';
import type { Level, Target } from '../model/signal.ts';
import { refuse, warn, type Draft } from './draft-reading.ts';
import { normalName, type Field } from './field-index.ts';
import { shownKey, takeFirst, takeOne, type FieldSet } from './field-set.ts';
import { isJsonArray, isJsonObject, kindOfValue, type JsonValue } from './json-value.ts';
import { levelOf, percentOfField, readLevel } from './read-level.ts';
import { positiveOf, takePositive } from './read-amount.ts';

/** More steps than this are no ladder. */
const TARGETS_MAX = 10;
/** How many times the price a stop, a target may be (or be a part of it) and still be a price. */
const STOP_TIMES_MAX = decimal('10');
const TARGET_TIMES_MAX = decimal('100');
const STOP_PRICE: readonly string[] = ['stoploss', 'sl', 'stoplossprice', 'slprice'];
const STOP_PERCENT: readonly string[] = ['stoplosspercent', 'slpercent', 'stoplosspct', 'slpct'];
const TARGET_PRICE: readonly string[] = ['takeprofit', 'tp', 'takeprofitprice', 'tpprice', 'target'];
const TARGET_PERCENT: readonly string[] = ['takeprofitpercent', 'tppercent', 'takeprofitpct', 'tppct'];
const TARGET_LIST: readonly string[] = ['takeprofits', 'targets'];
const NUMBERED_TARGETS = Array.from({ length: 5 }, (_, i) => [`tp${i + 1}`, `takeprofit${i + 1}`]);
const TRAILING_PERCENT: readonly string[] = ['trailingstoppercent', 'trailingpercent', 'trailpercent', 'trailingstoplosspercent'];
const TRAILING_AMOUNT: readonly string[] = ['trailingstopamount', 'trailingamount', 'trailamount'];

function oneLevel(fields: FieldSet, draft: Draft, priceNames: readonly string[], percentNames: readonly string[]): Target | null {
  const field = takeOne(fields, draft, priceNames);
  const percentField = takeOne(fields, draft, percentNames);
  const byPrice = field === null ? null : readLevel(draft, field);
  const byPercent = percentField === null ? null : levelOf(draft, percentField, 'percent');
  if (byPrice !== null && byPercent !== null) {
    refuse(draft, 'CONTRADICTION', `${shownKey(field?.key ?? '')} and ${shownKey(percentField?.key ?? '')} say the same thing twice.`);
  }
  return byPrice ?? byPercent;
}

function listedTargets(draft: Draft, field: Field): Target[] {
  const { value } = field;
  const items: readonly JsonValue[] = isJsonArray(value) ? value : [value];
  if (items.length > TARGETS_MAX) refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} has more than ${TARGETS_MAX} steps.`);
  return items.slice(0, TARGETS_MAX).flatMap((item, i) => readLevel(draft, { key: `${field.key}[${i}]`, value: item }) ?? []);
}

function readTargets(fields: FieldSet, draft: Draft): Target[] {
  const single = fields.byName.get('takeprofit');
  const list = single !== undefined && isJsonArray(single.value) ? takeFirst(fields, ['takeprofit']) : takeOne(fields, draft, TARGET_LIST);
  const ladder = list === null ? [] : listedTargets(draft, list);
  const numbered = NUMBERED_TARGETS.flatMap((names) => {
    const field = takeOne(fields, draft, names);
    return field === null ? [] : (readLevel(draft, field) ?? []);
  });
  const one = list === single ? null : oneLevel(fields, draft, TARGET_PRICE, TARGET_PERCENT);
  const groups = [ladder, numbered, one === null ? [] : [one]].filter((group) => group.length > 0);
  if (groups.length > 1) refuse(draft, 'CONTRADICTION', 'The alert names its take-profits in more than one way.');
  return groups[0] ?? [];
}

function readTrailing(fields: FieldSet, draft: Draft): void {
  const percentField = takeOne(fields, draft, TRAILING_PERCENT);
  const percent = percentField === null ? null : percentOfField(draft, percentField);
  const amount = takePositive(fields, draft, TRAILING_AMOUNT, 'INVALID_PRICE');
  const activation = takePositive(fields, draft, ['trailingactivationprice', 'trailactivationprice', 'activationprice'], 'INVALID_PRICE');
  const plain = takeFirst(fields, ['trailingstop', 'trailing', 'trailingstoploss']);
  const isPercentText = typeof plain?.value === 'string' && plain.value.trim().endsWith('%');
  const fromPlain = plain === null || !isPercentText ? null : readLevel(draft, plain);
  if (plain !== null && !isPercentText && positiveOf(draft, plain, 'INVALID_PRICE') !== null) {
    refuse(
      draft,
      'INVALID_FIELD',
      `${shownKey(plain.key)} may be percent or an amount of money.`,
      'Send trailing_stop_percent or trailing_stop_amount.',
    );
  }
  const levels: Level[] = [];
  if (percent !== null) levels.push({ percent });
  if (amount !== null) levels.push({ amount });
  if (fromPlain !== null) levels.push(fromPlain);
  const [only] = levels;
  if (levels.length > 1) refuse(draft, 'CONTRADICTION', 'The alert has more than one trailing distance.');
  if (only !== undefined) draft.trailing = activation === null ? only : { ...only, activation };
}

function readProfitLock(fields: FieldSet, draft: Draft): void {
  const field = takeFirst(fields, ['profitlock']);
  if (field === null || field.value === false) return;
  if (!isJsonObject(field.value)) {
    refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is ${kindOfValue(field.value)}; it needs an object with new_stop_price.`);
    return;
  }
  const prices = new Map<string, Field>();
  for (const [key, value] of field.value) {
    const name = normalName(key);
    if (name === 'newstopprice' || name === 'triggerprice') prices.set(name, { key: `${field.key}.${key}`, value });
    else refuse(draft, 'UNSUPPORTED', `${shownKey(`${field.key}.${key}`)} is not understood.`);
  }
  const priceOf = (name: string): ReturnType<typeof positiveOf> => {
    const price = prices.get(name);
    return price === undefined ? null : positiveOf(draft, price, 'INVALID_PRICE');
  };
  const newStopPrice = priceOf('newstopprice');
  const triggerPrice = priceOf('triggerprice');
  if (newStopPrice === null) refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} needs new_stop_price.`);
  else draft.profitLock = { newStopPrice, triggerPrice };
}

/** A stop or target of an entry must lie on its side of the entry's own limit price. */
function checkSides(draft: Draft): void {
  const { limitPrice, side, stopLoss } = draft;
  if (stopLoss?.percent !== undefined && gte(stopLoss.percent, HUNDRED)) {
    refuse(draft, 'INVALID_PRICE', `A stop-loss ${stopLoss.percent} percent away is none; it must be below 100.`);
  }
  if (limitPrice === null || side === null || (draft.action !== 'buy' && draft.action !== 'sell')) return;
  const stopPrice = stopLoss?.price;
  if (stopPrice !== undefined && (side === 'buy' ? gte(stopPrice, limitPrice) : lte(stopPrice, limitPrice))) {
    refuse(draft, 'STOP_WRONG_SIDE', `The stop-loss ${stopPrice} is on the wrong side of the limit price ${limitPrice} of a ${side}.`);
  }
  for (const { price } of draft.takeProfits) {
    if (price === undefined || (side === 'buy' ? !lte(price, limitPrice) : !gte(price, limitPrice))) continue;
    refuse(draft, 'TARGET_WRONG_SIDE', `The take-profit ${price} is on the wrong side of the limit price ${limitPrice} of a ${side}.`);
  }
}

/** Digits before the point, or minus the zeros behind it: the order of magnitude of a positive number. */
function magnitude(value: Decimal): number {
  const point = value.indexOf('.');
  if (!value.startsWith('0')) return point === -1 ? value.length : point;
  return 2 - value.search(/[1-9]/);
}

/** Whether one of the two is more than `times` the other. Most pairs have one magnitude and need no arithmetic. */
const isFar = (a: Decimal, b: Decimal, times: Decimal): boolean =>
  magnitude(a) !== magnitude(b) && (gt(a, mul(b, times)) || gt(b, mul(a, times)));

/**
 * A stop or target many times away from the price of the same alert is a distance that was written where a price
 * belongs (180 points for BTC): as a price it would trigger at once, or never.
 */
function refuseDistances(draft: Draft): void {
  const price = draft.limitPrice ?? draft.signalPrice;
  if (price === null) return;
  const check = (level: Level | null, name: string, times: Decimal): void => {
    if (level?.price === undefined || !isFar(level.price, price, times)) return;
    refuse(
      draft,
      'INVALID_PRICE',
      `The ${name} ${level.price} is far from the price ${price}: it may be a distance.`,
      'Send stop-loss and take-profit as prices.',
    );
  };
  check(draft.stopLoss, 'stop-loss', STOP_TIMES_MAX);
  for (const target of draft.takeProfits) check(target, 'take-profit', TARGET_TIMES_MAX);
}

/** Reads everything that protects the position; action and prices must have been read. */
export function readProtection(fields: FieldSet, draft: Draft): void {
  draft.stopLoss = oneLevel(fields, draft, STOP_PRICE, STOP_PERCENT);
  draft.takeProfits = readTargets(fields, draft);
  readTrailing(fields, draft);
  readProfitLock(fields, draft);
  for (const [name, known] of [
    ['stoploss', 'stop_loss'],
    ['takeprofit', 'take_profit'],
  ] as const) {
    const key = fields.byName.get(name)?.key;
    if (key === name) warn(draft, `"${key}": did you mean ${known}? It is read as that.`);
  }
  checkSides(draft);
  refuseDistances(draft);
}
