// Owns: how much, according to the alert. Only fields that cannot mean anything else are a quantity: bar volume, money
// amounts, prices and timeframes never become one. A quantity of zero is refused, unless the target position is flat.

import { gt, HUNDRED, isNegative, isZero, type Decimal } from '../model/decimal.ts';
import { refuse, warn, type Draft } from './draft-reading.ts';
import { type Field } from './field-index.ts';
import { hasAny, isSet, refusePlaceholder, shownKey, takeOne, type FieldSet } from './field-set.ts';
import { numberOf, takePositive } from './read-amount.ts';

const QUANTITY: readonly string[] = ['quantity', 'qty', 'contracts', 'strategyordercontracts', 'orderquantity', 'shares', 'units'];
const PERCENT: readonly string[] = [
  'percent',
  'percentage',
  'closepercent',
  'closepercentage',
  'exitpercent',
  'qtypercent',
  'quantitypercent',
  'qtypct',
];
/** Names that mean units to some senders and money to others. */
const UNITS_OR_MONEY: readonly string[] = ['size', 'amount', 'ordersize', 'orderamount'];
const BAR_DATA: readonly string[] = ['interval', 'timeframe', 'tf', 'open', 'high', 'low', 'close', 'time', 'bartime'];
const PERCENT_OF: ReadonlyMap<string, 'equity' | 'position' | 'available'> = new Map([
  ['equity', 'equity'],
  ['balance', 'equity'],
  ['position', 'position'],
  ['available', 'available'],
]);

const isExit = (draft: Draft): boolean => draft.action === 'close' || draft.action === 'close_long' || draft.action === 'close_short';

/** The quantity above zero; 0 stays 0 (settled by the target position). */
function readQuantity(draft: Draft, field: Field): Decimal | null {
  if (refusePlaceholder(draft, field)) return null;
  const quantity = numberOf(draft, field, 'INVALID_QUANTITY');
  if (quantity === null) {
    refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} holds no number.`);
    return null;
  }
  if (!isNegative(quantity)) return quantity;
  refuse(draft, 'INVALID_QUANTITY', `${shownKey(field.key)} is below zero (${quantity}).`);
  return null;
}

function readPercentOf(fields: FieldSet, draft: Draft): Draft['percentOf'] {
  const field = takeOne(fields, draft, ['percentof', 'percenttype']);
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
  } else if (draft.percentOf === null) {
    refuse(
      draft,
      'UNSUPPORTED',
      `${shownKey(field.key)}: ${percent} percent may be of the equity or of the available balance.`,
      'Add "percent_of": "equity", "available" or "position", or send a quantity.',
    );
  }
}

/** `volume` is bar data beside other bar data; alone it may be the size of the order. */
function refuseLoneVolume(fields: FieldSet, draft: Draft): void {
  const volume = fields.byName.get('volume');
  if (volume === undefined || !isSet(volume.value)) return;
  fields.taken.add('volume');
  if (draft.quantity !== null || draft.percent !== null || draft.notional !== null) return;
  if (hasAny(fields, BAR_DATA)) warn(draft, `${shownKey(volume.key)} is read as the volume of the bar, not as a quantity.`);
  else {
    refuse(
      draft,
      'INVALID_QUANTITY',
      `${shownKey(volume.key)} may be the size of the order or the volume of the bar.`,
      'Send the size of the order as "quantity".',
    );
  }
}

function refuseUnitsOrMoney(fields: FieldSet, draft: Draft): void {
  const field = takeOne(fields, draft, UNITS_OR_MONEY);
  if (field === null || !isSet(field.value) || refusePlaceholder(draft, field)) return;
  refuse(
    draft,
    'INVALID_QUANTITY',
    `${shownKey(field.key)} may be a number of units or an amount of money.`,
    'Send "quantity" (units) or "notional" (quote currency).',
  );
}

/** Reads quantity, notional and percent; the action must have been read. */
export function readSize(fields: FieldSet, draft: Draft): void {
  const of = readPercentOf(fields, draft);
  const quantityField = takeOne(fields, draft, QUANTITY);
  const percentField = takeOne(fields, draft, PERCENT);
  draft.notional = takePositive(fields, draft, ['notional'], 'INVALID_QUANTITY');
  const ways = [quantityField, percentField, draft.notional].filter((way) => way !== null);
  if (ways.length > 1) refuse(draft, 'CONTRADICTION', 'The alert gives its size in more than one way (quantity, percent, notional).');
  const text = typeof quantityField?.value === 'string' ? quantityField.value.trim() : '';
  if (quantityField !== null && text.endsWith('%')) {
    const bare = { key: quantityField.key, value: text.slice(0, -1) };
    settlePercent(draft, quantityField, numberOf(draft, bare, 'INVALID_QUANTITY'), of);
  } else if (quantityField !== null) draft.quantity = readQuantity(draft, quantityField);
  if (percentField !== null) {
    const bare = typeof percentField.value === 'string' ? percentField.value.trim().replace(/%$/, '') : percentField.value;
    settlePercent(draft, percentField, numberOf(draft, { key: percentField.key, value: bare }, 'INVALID_QUANTITY'), of);
  }
  refuseUnitsOrMoney(fields, draft);
  refuseLoneVolume(fields, draft);
}
