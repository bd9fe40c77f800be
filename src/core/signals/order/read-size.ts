// Owns: how much, according to the alert. Only fields that cannot mean anything else are a quantity: bar volume, money
// amounts, prices and timeframes never become one. A quantity of zero is refused, unless the target position is flat.

import { isClose } from '../../model/signal.ts';
import { abs, decimal, eq, floorToStep, gt, HUNDRED, isNegative, isZero, lt, mul, ONE, type Decimal } from '../../model/decimal.ts';
import { STATE_CURRENCIES } from '../symbols/currencies.ts';
import { refuse, warn, type Draft } from '../fields/draft-reading.ts';
import { agree, normalName, type Field } from '../fields/field-index.ts';
import { fieldsNamed, hasAny, isSet, refusePlaceholder, shownKey, takeAll, takeOne, type FieldSet } from '../fields/field-set.ts';
import { numberOf, positiveOf } from '../fields/read-amount.ts';
import { isReducing } from './read-details.ts';
import { ALL, readExitPart } from './read-exit-part.ts';
import { endsFlat } from './read-position.ts';
import { readNumber, type NumberResult } from '../fields/read-number.ts';
import { currencyUnit, isForeignMoney, splitUnit, UNITS, type SizeUnit } from './size-unit.ts';
import { countsUnitsOfVenue, isKrakenOrder, settleVenueSize } from './read-venue-size.ts';
import { nameList, type NameList } from '../fields/name-list.ts';
import { LOTS, NOTIONAL, PERCENT, PERCENT_OF_EQUITY, QUANTITY, UNITS_OR_MONEY } from './size-names.ts';

/** Sizes of their own, read elsewhere. */
const RISKS = nameList(['risk', 'riskpercent', 'riskpct', 'riskamount', 'riskpercentage']);
/** KuCoin and Coinbase: the money of an order at market. Elsewhere it may be what an account has. */
const FUNDS = nameList(['funds']);
/** Freqtrade: what is put in, of which leverage makes more. Beside its `amount` it says what that costs. */
const STAKE = nameList(['stakeamount']);
const STAKED_IN = nameList(['stakecurrency']);
const LEVERAGE = nameList(['leverage', 'lev', 'lever', 'lvg', 'leveragex']);
const UNIT_TYPES = nameList([
  'quantitytype',
  'qtytype',
  'sizetype',
  'amounttype',
  'ordersizetype',
  'quantityunit',
  'qtyunit',
  'sizeunit',
  'unit',
  'marketunit',
  'tgtccy',
  ...['quantity', 'qty', 'size', 'amount'].flatMap((size) => [`${size}mode`, `${size}currency`, `${size}ccy`]),
  'quantityin',
  'qtyin',
  'sizein',
  'baseorquote',
  'denomination',
]);
/** The same as switches: `is_percent`, `qty_is_quote`, `in_lots`, `usd_order`. */
const UNIT_SWITCHES: readonly (readonly [SizeUnit, NameList])[] = (
  [
    [{ type: 'percent', of: null }, ['percent', 'pct', 'percentage']],
    [{ type: 'notional', isDollars: false }, ['quote', 'notional', 'cash']],
    [{ type: 'notional', isDollars: true }, ['usd', 'usdt', 'dollars']],
    [{ type: 'lots' }, ['lots']],
  ] as const
).map(([unit, words]): readonly [SizeUnit, NameList] => [
  unit,
  nameList(
    words.flatMap((word) => [
      ...['is', 'in', 'use', 'qtyis', 'qtyin', 'sizeis', 'sizein', 'quantityis', 'quantityin', 'amountis', 'amountin', 'orderin'].map(
        (says) => `${says}${word}`,
      ),
      ...['order', 'mode', 'based'].map((says) => `${word}${says}`),
    ]),
  ),
]);
const ANY_UNIT_SWITCH = nameList(UNIT_SWITCHES.flatMap(([, { names }]) => names));
const BAR_DATA = nameList(['interval', 'timeframe', 'tf', 'open', 'high', 'low', 'close', 'time', 'bartime']);
const PERCENT_TYPES = nameList(['percentof', 'percenttype']);
const PERCENT_OF: ReadonlyMap<string, 'equity' | 'position' | 'available'> = new Map([
  ['equity', 'equity'],
  ['balance', 'equity'],
  ['account', 'equity'],
  ['position', 'position'],
  ['available', 'available'],
  ['availablebalance', 'available'],
]);

const isSwitchedOn = (value: Field['value']): boolean =>
  value === true || agree(value, '1') || (typeof value === 'string' && /^(?:true|yes|y|on)$/i.test(value.trim()));
/** `usd_order: 75` is how much, and no switch: it is left to be told. */
const isSwitch = (value: Field['value']): boolean =>
  isSwitchedOn(value) ||
  value === null ||
  value === false ||
  agree(value, '0') ||
  (typeof value === 'string' && /^(?:false|no|n|off)?$/i.test(value.trim()));

const isExit = ({ action }: Draft): boolean => isClose(action);
/** Money of an account says how much of an entry, and never how much of what leaves: nothing that is wrong with it holds that back. */
export const mayOpen = (fields: FieldSet, draft: Draft): boolean =>
  !isExit(draft) && draft.kind !== 'cancel' && draft.action !== 'modify' && !isReducing(fields) && !endsFlat(fields);

/** The quantity above zero; 0 stays 0 (settled by the target position). */
function readQuantity(draft: Draft, field: Field): Decimal | null {
  if (refusePlaceholder(draft, field)) return null;
  if (isExit(draft) && typeof field.value === 'string' && /^(?:all|full|everything)$/i.test(field.value.trim())) return null;
  const quantity = numberOf(draft, field, 'INVALID_QUANTITY');
  if (quantity === null) {
    refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} holds no number.`);
    return null;
  }
  if (!isNegative(quantity)) return quantity;
  refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} is below zero (${quantity}).`);
  return null;
}

function switchedUnit(fields: FieldSet): SizeUnit | null {
  if (!hasAny(fields, ANY_UNIT_SWITCH)) return null;
  for (const [unit, names] of UNIT_SWITCHES) {
    if (!fieldsNamed(fields, names).every(({ field }) => isSwitch(field.value))) continue;
    if (takeAll(fields, names).some(({ value }) => isSwitchedOn(value))) return unit;
  }
  return null;
}

/** What the size counts according to a field of its own. */
function readUnitType(fields: FieldSet, draft: Draft): SizeUnit | null {
  const field = takeOne(fields, draft, UNIT_TYPES);
  if (field === null || !isSet(field.value)) return switchedUnit(fields);
  if (refusePlaceholder(draft, field)) return null;
  const word = typeof field.value === 'string' ? field.value.trim() : '';
  // `unit: BTC`: a currency of the symbol itself
  const unit = UNITS.get(normalName(word)) ?? currencyUnit(draft.symbol ?? '', word.toUpperCase()) ?? undefined;
  if (unit === undefined && !isExit(draft)) {
    refuse(draft, 'UNSUPPORTED', `${shownKey(field.key)} changes what the order means and is not understood.`);
  }
  return unit ?? null;
}

/** Money of the quote currency; dollars where the symbol is priced in something else are refused. */
function readMoney(draft: Draft, field: Field, isDollars: boolean): void {
  draft.notional = positiveOf(draft, field, 'INVALID_QUANTITY');
  if (draft.notional === null || !isDollars || !isForeignMoney(draft.symbol)) return;
  refuse(draft, 'UNSUPPORTED', `${shownKey(field.key)} is money of another currency than the one the symbol is priced in.`);
}

function settleSize(draft: Draft, field: Field, unit: SizeUnit, of: Draft['percentOf']): void {
  if (unit.type === 'percent') settlePercent(draft, field, numberOf(draft, field, 'INVALID_QUANTITY'), unit.of ?? of);
  else if (unit.type === 'notional') readMoney(draft, field, unit.isDollars);
  else {
    draft.quantity = readQuantity(draft, field);
    draft.quantityUnit = unit.type === 'lots' && draft.quantity !== null ? 'lots' : null;
  }
}

function readPercentOf(fields: FieldSet, draft: Draft): Draft['percentOf'] {
  const field = takeOne(fields, draft, PERCENT_TYPES);
  if (field === null) return null;
  const of = typeof field.value === 'string' ? PERCENT_OF.get(field.value.trim().toLowerCase()) : undefined;
  if (of === undefined) refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} must be equity, available or position.`);
  return of ?? null;
}

function settlePercent(draft: Draft, field: Field, percent: Decimal | null, of: Draft['percentOf']): void {
  if (percent === null || isZero(percent) || isNegative(percent)) {
    refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} must be a percentage above 0.`);
    return;
  }
  draft.percent = percent;
  draft.percentOf = of ?? (isExit(draft) ? 'position' : null);
  if (isExit(draft) && draft.percentOf !== 'position') {
    refuse(draft, 'CONTRADICTION', `The alert closes ${percent} percent, but of ${draft.percentOf}; a close is a part of the position.`);
  } else if (gt(percent, HUNDRED)) {
    refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} is ${percent} percent; at most 100 is read.`);
  }
}

function isFraction(value: Field['value']): boolean {
  const number = readNumber(value);
  return number.type === 'number' && !eq(number.value, floorToStep(number.value, ONE));
}

/** Indices and oil as brokers of MetaTrader name them: nobody else trades them, and in lots. */
const CFD =
  /^(?:[A-Z0-9_]{1,20}:)?(?:NAS100|US100|USTEC|US30|DJ30|WS30|US500|SPX500|US2000|GER[34]0|DE[34]0|UK100|FRA40|EU50|ESP35|JPN?225|HK50|AUS200|USOIL|UKOIL|XTIUSD|XBRUSD|NGAS|NATGAS|XNGUSD)(?:[.#_][A-Z]{1,6}|M)?$/i;

/**
 * `volume` is bar data beside other bar data; alone it may be the size of the order. That of a bar of currencies and metals counts
 * ticks: a fraction is MetaTrader's number of lots.
 */
function refuseLoneVolume(fields: FieldSet, draft: Draft): void {
  // in short it is that of the bar, beside what leaves
  const name = fields.byName.has('volume') || !mayOpen(fields, draft) ? 'volume' : 'vol';
  const volume = fields.byName.get(name);
  if (volume === undefined || !isSet(volume.value)) return;
  fields.taken.add(name);
  if (draft.quantity !== null || draft.percent !== null || draft.notional !== null) return;
  if (typeof volume.value === 'string' && /^(?:nan?|n\/a)$/i.test(volume.value.trim()))
    return warn(draft, `${shownKey(volume.key)} holds no number; it has no effect.`);
  const isForex = mayBeLots(draft.symbol, decimal('1'));
  if (isKrakenOrder(fields) && !isForex) settleSize(draft, volume, { type: 'units' }, null);
  else if (hasAny(fields, BAR_DATA)) warn(draft, `${shownKey(volume.key)} is read as the volume of the bar, not as a quantity.`);
  else if ((isForex || CFD.test(draft.symbol ?? '')) && !isKrakenOrder(fields) && isFraction(volume.value))
    settleSize(draft, volume, { type: 'lots' }, null);
  else {
    refuse(
      draft,
      'INVALID_QUANTITY',
      `${shownKey(volume.key)} may be the size of the order or the volume of the bar.`,
      'Send the size of the order as "quantity".',
    );
  }
}

/** Money of this size is below what any venue takes: a number below it counts units. */
const MONEY_MIN = decimal('10');
/** Money has cents and nothing below them. */
const MONEY_PLACES = 2;

/**
 * `size` and `amount` are units where they cannot be money: too small for it, finer than it, or the size that the alert
 * itself gives to the position.
 */
const countsUnits = (fields: FieldSet, value: Decimal): boolean => isNoMoney(value) || isSizeOfPosition(fields, value);

const isNoMoney = (value: Decimal): boolean => isZero(value) || lt(value, MONEY_MIN) || (value.split('.')[1]?.length ?? 0) > MONEY_PLACES;

const isSizeOfPosition = (fields: FieldSet, value: Decimal): boolean =>
  ['positionsize', 'strategypositionsize', 'marketpositionsize', 'strategymarketpositionsize'].some((name) => {
    const size = readNumber(fields.byName.get(name)?.value ?? null);
    return size.type === 'number' && abs(size.value) === value;
  });

/** How far what a quantity costs may be from the quantity times the price of the alert: fees, and a price that has moved. */
const COST_TIMES_MAX = decimal('1.1');

/** Whether a second size of an entry counts units as its quantity does: it is no money, nor what the quantity costs, nor the position. */
function isOtherQuantity(fields: FieldSet, draft: Draft, value: NumberResult, unit: SizeUnit | null): boolean {
  const { quantity } = draft;
  if (isExit(draft) || quantity === null || value.type !== 'number' || isZero(value.value) || isZero(quantity)) return false;
  if (unit !== null && unit.type !== 'units') return false;
  const price = draft.limitPrice ?? draft.signalPrice;
  const cost = price === null ? null : mul(quantity, price);
  if (cost !== null && lt(cost, mul(value.value, COST_TIMES_MAX)) && lt(value.value, mul(cost, COST_TIMES_MAX))) return false;
  return isNoMoney(value.value) && !isSizeOfPosition(fields, value.value);
}

/** A small size of a currency pair is lots to brokers and units to exchanges. */
const FOREX_UNITS_MIN = decimal('100');

function mayBeLots(symbol: string | null, value: Decimal): boolean {
  const name = (symbol ?? '')
    .toUpperCase()
    .replace(/^[A-Z0-9_]{1,20}:/, '')
    .replaceAll(/[/_-]/g, '');
  return name.length === 6 && STATE_CURRENCIES.has(name.slice(0, 3)) && STATE_CURRENCIES.has(name.slice(3)) && lt(value, FOREX_UNITS_MIN);
}

/** At least one, and nothing below cents. */
const mayBeMoney = (value: Decimal): boolean => !lt(value, ONE) && (value.split('.')[1]?.length ?? 0) <= MONEY_PLACES;

/** `amount: 200` beside `currency: USDT`: an amount of that currency, which is one of the symbol's own. */
function unitOfCurrency({ byName }: FieldSet, { symbol }: Draft, field: Field): SizeUnit | null {
  const currency = byName.get('currency')?.value;
  if (field !== byName.get('amount') || typeof currency !== 'string') return null;
  return currencyUnit(symbol ?? '', currency.trim().toUpperCase());
}

function readUnitsOrMoney(fields: FieldSet, draft: Draft, unitType: SizeUnit | null, of: Draft['percentOf']): void {
  const field = takeOne(fields, draft, UNITS_OR_MONEY);
  if (field === null || refusePlaceholder(draft, field)) return;
  const split = splitUnit(draft, field);
  if (split === null) return;
  const value = readNumber(split.field.value);
  const isZeroHere = value.type === 'number' && isZero(value.value);
  if (value.type === 'none' && mayOpen(fields, draft))
    refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} holds no number.`, 'Send a quantity above 0, or leave it out.');
  if (value.type === 'none' || (isZeroHere && !isExit(draft) && draft.quantity !== null)) return;
  const unit =
    split.unit ??
    unitType ??
    (value.type === 'number' && mayBeMoney(value.value) ? unitOfCurrency(fields, draft, field) : null) ??
    (value.type !== 'number' || countsUnitsOfVenue(fields, draft) || countsUnits(fields, value.value) ? { type: 'units' as const } : null);
  if (draft.quantity !== null || draft.percent !== null || draft.notional !== null) {
    const same = value.type === 'number' && [draft.quantity, draft.percent, draft.notional].includes(value.value);
    // the type beside them was taken for the other, and may be of this one
    if (!same && unitType !== null && normalName(field.key).endsWith('value'))
      refuse(
        draft,
        'CONTRADICTION',
        `${shownKey(field.key)} stands beside another size, and either may be what the type of the size is about.`,
      );
    else if (!same && isOtherQuantity(fields, draft, value, split.unit ?? unitType))
      refuse(draft, 'CONTRADICTION', `${shownKey(field.key)} stands beside another quantity, and the two differ.`);
    else if (!same) warn(draft, `${shownKey(field.key)} stands beside another size and has no effect.`);
  } else if (split.unit === null && unitType === null && value.type === 'number' && mayBeLots(draft.symbol, value.value)) {
    refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} may be a number of lots or of units.`, 'Send "lots" or "quantity" (units).');
  } else if (unit !== null) settleSize(draft, split.field, unit, of);
  else {
    refuse(
      draft,
      'INVALID_QUANTITY',
      `${shownKey(field.key)} may be a number of units or an amount of money.`,
      'Send "quantity" (units) or "notional" (quote currency).',
    );
  }
}

/** An entry for no money, or of no lots, is none: beside another size a 0 is the one that is not used, and what ends flat has none. */
function refuseNothing(fields: FieldSet, draft: Draft, field: Field, isOnly: boolean): void {
  const number = readNumber(field.value);
  if (!isOnly || isExit(draft) || endsFlat(fields) || number.type !== 'number' || !isZero(number.value)) return;
  refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} is 0, and there is no other size.`);
}

/** All of it, in a word, is no part of an exit. */
const partOf = (draft: Draft, field: Field | null): Field | null =>
  field !== null && isExit(draft) && typeof field.value === 'string' && ALL.has(field.value.trim().toLowerCase()) ? null : field;

/** Sizes whose names say what they count; more than one of them refuses the alert. */
function readNamedSizes(fields: FieldSet, draft: Draft, unitType: SizeUnit | null, of: Draft['percentOf']): void {
  const quantityField = takeOne(fields, draft, QUANTITY);
  const ofEquity = mayOpen(fields, draft) ? takeOne(fields, draft, PERCENT_OF_EQUITY) : null;
  const percentField = ofEquity ?? partOf(draft, takeOne(fields, draft, PERCENT));
  const lotsField = takeOne(fields, draft, LOTS);
  const moneyField = takeOne(fields, draft, NOTIONAL);
  // beside a quantity, money says what it is worth and lot_size how it is counted; both inform
  const isMoney =
    moneyField !== null && isSet(moneyField.value) && (quantityField === null || normalName(moneyField?.key ?? '') === 'notional');
  const isLots = lotsField !== null && isSet(lotsField.value) && (quantityField === null || !normalName(lotsField.key).endsWith('size'));
  const ways = [quantityField !== null, percentField !== null, isLots, isMoney].filter(Boolean);
  if (ways.length > 1) refuse(draft, 'CONTRADICTION', 'The alert gives its size in more than one way (quantity, percent, notional).');
  if (moneyField !== null) refuseNothing(fields, draft, moneyField, quantityField === null && percentField === null && lotsField === null);
  if (lotsField !== null)
    refuseNothing(
      fields,
      draft,
      lotsField,
      quantityField === null && percentField === null && moneyField === null && !hasAny(fields, RISKS),
    );
  if (isMoney && moneyField !== null) readMoney(draft, moneyField, /usd|dollar/i.test(moneyField.key));
  const split = quantityField === null ? null : splitUnit(draft, quantityField);
  if (split !== null) settleSize(draft, split.field, split.unit ?? unitType ?? { type: 'units' }, of);
  if (isLots && quantityField === null) settleSize(draft, lotsField, { type: 'lots' }, of);
  if (percentField === null) return;
  const bare = typeof percentField.value === 'string' ? percentField.value.trim().replace(/%$/, '') : percentField.value;
  const part = of ?? (ofEquity === null ? null : 'equity');
  settlePercent(draft, percentField, numberOf(draft, { key: percentField.key, value: bare }, 'INVALID_QUANTITY'), part);
}

/** `funds` where nothing else says how much; beside a size either may be meant. */
function readFunds(fields: FieldSet, draft: Draft): void {
  if (draft.orderType !== 'market' || !mayOpen(fields, draft)) return;
  const field = takeOne(fields, draft, FUNDS);
  if (field === null || !isSet(field.value)) return;
  if (draft.quantity === null && draft.percent === null && draft.notional === null) readMoney(draft, field, false);
  else refuse(draft, 'CONTRADICTION', `${shownKey(field.key)} stands beside another size, and either may be meant.`, 'Send one of them.');
}

/** The stake where it is the size of the position, in the money of its market; elsewhere it stays unread, and an entry by it alone is refused. */
function readStake(fields: FieldSet, draft: Draft): void {
  const isSized = draft.quantity !== null || draft.percent !== null || draft.notional !== null;
  if (isSized || hasAny(fields, LEVERAGE) || !mayOpen(fields, draft)) return;
  const currency = fieldsNamed(fields, STAKED_IN)[0]?.field.value ?? '';
  if (typeof currency !== 'string' || !(draft.symbol ?? '').toUpperCase().endsWith(currency.trim().toUpperCase())) return;
  const field = takeOne(fields, draft, STAKE);
  if (field === null) return;
  refuseNothing(fields, draft, field, true);
  if (isSet(field.value)) readMoney(draft, field, false);
}

/** Reads quantity, notional and percent; action and symbol must have been read. */
export function readSize(fields: FieldSet, draft: Draft): void {
  const of = readPercentOf(fields, draft);
  const unitType = readUnitType(fields, draft);
  readNamedSizes(fields, draft, unitType, of);
  readUnitsOrMoney(fields, draft, unitType, of);
  readFunds(fields, draft);
  readStake(fields, draft);
  if (isExit(draft)) readExitPart(fields, draft);
  refuseLoneVolume(fields, draft);
  settleVenueSize(fields, draft);
}
