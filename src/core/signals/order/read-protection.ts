// Owns: what guards a position according to the alert: stop-loss, take-profits, trailing stop, profit lock, and the
// check that they lie on the right side of a limit price of the same alert. Nothing is invented: absent means none.

import { deny, type Denial } from '../../model/denial.ts';
import { decimal, gt, gte, HUNDRED, lt, lte, mul, type Decimal } from '../../model/decimal.ts';
import { STOP_FACTOR_MAX, TARGET_FACTOR_MAX } from '../../model/exits/far-level.ts';
import { isClose, type Level, type Target } from '../../model/signal.ts';
import { refuse, warn, type Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { isSet, shownKey, takeFirst, takeOne, type FieldSet } from '../fields/field-set.ts';
import { isJsonObject, kindOfValue } from '../json/json-value.ts';
import { positiveOf, takePositive } from '../fields/read-amount.ts';
import { percentOfField, readLevel } from './read-level.ts';
import { readBreakEven } from './read-break-even.ts';
import { atrNames, levelNames, readOneLevel } from './read-one-level.ts';
import { guarding, refuseUnlikeSigns, type Guarding } from './read-signed-distance.ts';
import { readTargets } from './read-targets.ts';
import { nameList } from '../fields/name-list.ts';

/** So many times each other, stop and target of one entry are no prices any more: a distance and twice that is what people write. */
const PAIR_TIMES_MAX = decimal('2');
const STOP_STEMS = ['stoploss', 'sl'];
const STOP_PRICES = ['stoplosstarget', 'presetstoploss', 'presetstoplossprice'];
const STOP = levelNames(STOP_STEMS, STOP_PRICES);
/** Where it is to be moved to; of an entry nobody knows what was before. */
const MOVED_STOP = levelNames(STOP_STEMS, [...STOP_PRICES, 'newsl', 'newslprice', 'newstoploss', 'newstoplossprice']);
const TRAILING_PERCENT = nameList([
  'trailingstoppercent',
  'trailingpercent',
  'trailpercent',
  'trailingstoplosspercent',
  'trailingstoppct',
  'trailingpct',
  'tspct',
  'tspercent',
  'trailpct',
  'callbackrate',
]);
const TRAILING_AMOUNT = nameList(['trailingstopamount', 'trailingamount', 'trailamount']);
/** `trailing_pips`, `trail_points`: how far behind, in a unit that the name says. */
const TRAILING_UNITS = (['pips', 'points'] as const).map(
  (unit) => [unit, nameList(['trailingstop', 'trailing', 'trail', 'trailingstoploss', 'tsl'].map((stem) => `${stem}${unit}`))] as const,
);
const TRAILING_ATR = nameList(['trailingstop', 'trailing', 'trail', 'trailingstoploss', 'tsl'].flatMap(atrNames));
const BARE_STOP = nameList(['stop']);
const TRAILING_ACTIVATION = nameList(['trailingactivationprice', 'trailactivationprice', 'activationprice']);
const TRAILING_PLAIN = nameList(['trailingstop', 'trailing', 'trailingstoploss']);
const PROFIT_LOCK = nameList(['profitlock']);

/**
 * `stop` is the stop-loss where it lies on the losing side of the entry's price, or stands beside a target; as the trigger
 * of a stop order it is called stop_price.
 */
function readBareStop(fields: FieldSet, draft: Draft, stop: Guarding): Target | null {
  // it has been read as what triggers the order
  if (fields.taken.has('stop')) return null;
  const field = takeOne(fields, draft, BARE_STOP);
  if (field === null || !isSet(field.value)) return null;
  if (isClose(draft.action)) return null;
  const level = readLevel(draft, field, stop);
  const { side, takeProfits } = draft;
  const price = draft.limitPrice ?? draft.signalPrice;
  const waits = draft.orderType === 'stop' || draft.orderType === 'stop_limit' || draft.orderType === 'trailing_stop';
  const protects =
    price === null || level?.price === undefined
      ? takeProfits.length > 0 || level?.price === undefined
      : side === 'buy'
        ? lt(level.price, price)
        : gt(level.price, price);
  if (level !== null && protects && !waits && side !== null) return level;
  // not only what guards the order, but when it is sent
  fields.doubts.push(
    deny(
      'CONTRADICTION',
      `${shownKey(field.key)} may be the stop-loss or the price that triggers the order.`,
      'Send the stop-loss as "stop_loss", or "order_type": "stop" with "stop_price".',
    ),
  );
  return null;
}

function readStop(fields: FieldSet, draft: Draft, stop: Guarding): Target | null {
  const named = readOneLevel(fields, draft, draft.action === 'modify' ? MOVED_STOP : STOP, stop);
  const bare = readBareStop(fields, draft, stop);
  if (named !== null && bare !== null && JSON.stringify(named) !== JSON.stringify(bare)) {
    refuse(draft, 'CONTRADICTION', 'The alert has "stop" and another stop-loss, and they differ.');
  }
  return named ?? bare;
}

/** An activation price that stands in the object of the trail itself. A bare "activation" may be a gain in percent: it is not read. */
function activationIn(plain: Field | null): { readonly trail: Field | null; readonly activation: Field | null } {
  if (plain === null || !isJsonObject(plain.value)) return { trail: plain, activation: null };
  const found = [...plain.value].find(([key]) => normalName(key) === 'activationprice');
  if (found === undefined) return { trail: plain, activation: null };
  const rest = new Map([...plain.value].filter(([key]) => key !== found[0]));
  return { trail: { ...plain, value: rest }, activation: { key: `${plain.key}.${found[0]}`, value: found[1] } };
}

function readTrailing(fields: FieldSet, draft: Draft): void {
  const percentField = takeOne(fields, draft, TRAILING_PERCENT);
  const percent = percentField === null ? null : percentOfField(draft, percentField);
  const amount = takePositive(fields, draft, TRAILING_AMOUNT, 'INVALID_PRICE');
  const units = TRAILING_UNITS.flatMap(([unit, names]): Level[] => {
    const distance = takePositive(fields, draft, names, 'INVALID_PRICE');
    return distance === null ? [] : [{ [unit]: distance }];
  });
  // beside another distance it says how that was counted
  const atr = percent === null && amount === null && units.length === 0 ? takePositive(fields, draft, TRAILING_ATR, 'INVALID_PRICE') : null;
  const { trail: plain, activation: inside } = activationIn(takeFirst(fields, TRAILING_PLAIN));
  const beside = takePositive(fields, draft, TRAILING_ACTIVATION, 'INVALID_PRICE');
  const activation = inside === null ? beside : positiveOf(draft, inside, 'INVALID_PRICE');
  if (inside !== null && beside !== null && beside !== activation)
    refuse(draft, 'CONTRADICTION', `${shownKey(inside.key)} and another activation price of the alert differ.`);
  const isSwitch =
    plain?.value === false || (plain?.value === true && (percent !== null || amount !== null || atr !== null || units.length > 0));
  const saysUnit = (typeof plain?.value === 'string' && plain.value.trim().endsWith('%')) || (plain !== null && isJsonObject(plain.value));
  const fromPlain = plain === null || !saysUnit ? null : readLevel(draft, plain);
  if (plain !== null && !saysUnit && !isSwitch && positiveOf(draft, plain, 'INVALID_PRICE') !== null) {
    refuse(
      draft,
      'INVALID_FIELD',
      `${shownKey(plain.key)} may be percent or an amount of money.`,
      'Send trailing_stop_percent or trailing_stop_amount.',
    );
  }
  const levels: Level[] = [...units];
  if (percent !== null) levels.push({ percent });
  if (amount !== null) levels.push({ amount });
  if (atr !== null) levels.push({ atr });
  if (fromPlain !== null) levels.push(fromPlain);
  const [only] = levels;
  if (levels.length > 1) refuse(draft, 'CONTRADICTION', 'The alert has more than one trailing distance.');
  if (only !== undefined) draft.trailing = activation === null ? only : { ...only, activation };
  else if (activation !== null && plain?.value !== false && !isClose(draft.action))
    refuse(
      draft,
      'INVALID_FIELD',
      'The alert has an activation price, and nothing that it activates.',
      'Add trailing_stop_percent, or remove it.',
    );
}

function readProfitLock(fields: FieldSet, draft: Draft): void {
  const field = takeFirst(fields, PROFIT_LOCK);
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

const WAITING: ReadonlySet<string | null> = new Set(['stop', 'stop_limit', 'trailing_stop']);

/** Without a price of the entry's own: the stop lies on its side of where the market was, and of the targets wherever it is. */
function refuseWrongSides(draft: Draft): void {
  const { side, action, signalPrice, stopLoss, limitPrice, orderType, takeProfits } = draft;
  const hasOwn = limitPrice !== null || (WAITING.has(orderType) && draft.stopPrice !== null);
  if (hasOwn || signalPrice === null || (action !== 'buy' && action !== 'sell')) return;
  const beyond = (price: Decimal): boolean => (side === 'buy' ? gt(price, signalPrice) : lt(price, signalPrice));
  const stop = stopLoss?.price;
  if (stop !== undefined && (stop === signalPrice || beyond(stop)))
    refuse(draft, 'STOP_WRONG_SIDE', `The stop-loss ${stop} is on the wrong side of the price ${signalPrice} of a ${side}.`);
  const target = takeProfits.find(({ price }) => price !== undefined && price !== signalPrice && !beyond(price));
  if (target !== undefined)
    refuse(draft, 'TARGET_WRONG_SIDE', `The take-profit ${target.price} is on the wrong side of the price ${signalPrice} of a ${side}.`);
}

/** A stop or target of an entry must lie on its side of the entry's own price: its limit or its trigger. */
function checkSides(draft: Draft): void {
  const { side, stopLoss, orderType } = draft;
  const price = draft.limitPrice ?? (WAITING.has(orderType) ? draft.stopPrice : null);
  const name = draft.limitPrice !== null ? 'limit price' : 'stop price';
  if (stopLoss?.percent !== undefined && gte(stopLoss.percent, HUNDRED)) {
    refuse(draft, 'INVALID_PRICE', `A stop-loss ${stopLoss.percent} percent away is none; it must be below 100.`);
  }
  if (side === null || (draft.action !== 'buy' && draft.action !== 'sell')) return;
  const stopPrice = stopLoss?.price;
  if (price === null) return;
  if (stopPrice !== undefined && (side === 'buy' ? gte(stopPrice, price) : lte(stopPrice, price))) {
    refuse(draft, 'STOP_WRONG_SIDE', `The stop-loss ${stopPrice} is on the wrong side of the ${name} ${price} of a ${side}.`);
  }
  for (const { price: target } of draft.takeProfits) {
    if (target === undefined || (side === 'buy' ? !lte(target, price) : !gte(target, price))) continue;
    refuse(draft, 'TARGET_WRONG_SIDE', `The take-profit ${target} is on the wrong side of the ${name} ${price} of a ${side}.`);
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
  if (price === null) {
    refuseUnlikePair(draft);
    return;
  }
  const check = (level: Level | null, name: string, times: Decimal): void => {
    if (level?.price === undefined || !isFar(level.price, price, times)) return;
    refuse(
      draft,
      'INVALID_PRICE',
      `The ${name} ${level.price} is far from the price ${price}: it may be a distance.`,
      'Send stop-loss and take-profit as prices, or name the unit (sl_percent, sl_pips, sl_points).',
    );
  };
  check(draft.stopLoss, 'stop-loss', STOP_FACTOR_MAX);
  for (const target of draft.takeProfits) check(target, 'take-profit', TARGET_FACTOR_MAX);
}

/** Without a price of the entry, stop and target can only be held against each other: prices lie near, and in order. */
function refuseUnlikePair(draft: Draft): void {
  const stop = draft.stopLoss?.price;
  if (stop === undefined || (draft.action !== 'buy' && draft.action !== 'sell')) return;
  const isBeyond = (price: Decimal): boolean => (draft.action === 'buy' ? gt(price, stop) : gt(stop, price));
  const targets = draft.takeProfits.flatMap(({ price }) => price ?? []);
  const target = targets.find((price) => !isBeyond(price)) ?? targets[0];
  if (target === undefined) return;
  const inOrder = isBeyond(target);
  const near = lt(stop, mul(target, PAIR_TIMES_MAX)) && lt(target, mul(stop, PAIR_TIMES_MAX));
  if (inOrder && near) return;
  refuse(
    draft,
    'INVALID_PRICE',
    inOrder
      ? `The stop-loss ${stop} and the take-profit ${target} may be prices or distances.`
      : `The stop-loss ${stop} and the take-profit ${target} cannot both be prices of a ${draft.action}: they may be distances.`,
    inOrder
      ? 'Where they are prices, send the price of the alert beside them (price), by which they are told from distances; else name the unit (sl_percent, sl_pips, sl_points).'
      : 'Send stop-loss and take-profit as prices, or name the unit (sl_percent, sl_pips, sl_points).',
  );
}

/** Targets that cannot be read, beside a stop that is to be moved: answers with what was wrong with them. */
function readTargetsOf(fields: FieldSet, draft: Draft, target: Guarding): Denial | null {
  const before = draft.refusal;
  draft.takeProfits = readTargets(fields, draft, target);
  if (draft.action !== 'modify' || before !== null || draft.refusal === null) return null;
  const { refusal } = draft;
  draft.refusal = null;
  draft.takeProfits = [];
  return refusal;
}

/** Reads everything that protects the position; action and prices must have been read. */
export function readProtection(fields: FieldSet, draft: Draft): void {
  const [stop, target] = [guarding('stop-loss'), guarding('take-profit')];
  const fault = readTargetsOf(fields, draft, target);
  draft.stopLoss = readStop(fields, draft, stop);
  if (fault !== null && draft.stopLoss !== null && draft.refusal === null) warn(draft, `${fault.message} The stop is moved all the same.`);
  else draft.refusal ??= fault;
  refuseUnlikeSigns(draft, stop, target);
  readTrailing(fields, draft);
  readProfitLock(fields, draft);
  readBreakEven(fields, draft);
  for (const [name, known] of [
    ['stoploss', 'stop_loss'],
    ['takeprofit', 'take_profit'],
  ] as const) {
    const key = fields.byName.get(name)?.key;
    if (key === name) warn(draft, `"${key}": did you mean ${known}? It is read as that.`);
  }
  checkSides(draft);
  refuseDistances(draft);
  refuseWrongSides(draft);
}
