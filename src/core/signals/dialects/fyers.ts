// Owns: orders of the Fyers API: side 1 and -1, type 1 (limit), 2 (market), 3 (stop at market), 4 (stop limit), with productType and
// offlineOrder beside them. The numbers mean other things elsewhere, so that all of these names must be there.
// Invariant: offline, bracket and cover orders are refused.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'fyers';
const SIDES: ReadonlyMap<string, string> = new Map([
  ['1', 'buy'],
  ['-1', 'sell'],
]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ['1', 'limit'],
  ['2', 'market'],
  ['3', 'stop'],
  ['4', 'stop_limit'],
]);
const PRODUCTS: ReadonlySet<string> = new Set(['INTRADAY', 'CNC', 'MTF']);

const numberText = (value: JsonValue | undefined): string => (value != null && isJsonNumber(value) ? value.number : '');

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const type = TYPES.get(numberText(get('type'))) ?? get('type');
  const product = get('producttype');
  const edited = editFields(index, {
    drop: new Set('side type disclosedqty offlineorder limitprice stopprice stoploss takeprofit isslicorder issliceorder'.split(' ')),
    add: [
      ['action', SIDES.get(numberText(get('side'))) ?? get('side')],
      ['order_type', type],
      ['limit_price', type === 'limit' || type === 'stop_limit' ? get('limitprice') : null],
      ['stop_price', type === 'stop' || type === 'stop_limit' ? get('stopprice') : null],
    ],
  });
  const reading = readOrder(edited, NAME);
  const lost = (isSet(get('limitprice')) && reading.limitPrice === null) || (isSet(get('stopprice')) && reading.stopPrice === null);
  if (lost) return refusedReading(reading, 'CONTRADICTION', 'The order has a price that its type does not have.');
  const isPlain =
    typeof product === 'string' &&
    PRODUCTS.has(product.toUpperCase()) &&
    !['offlineorder', 'stoploss', 'takeprofit'].some((name) => isSet(get(name)));
  return isPlain ? reading : refusedReading(reading, 'UNSUPPORTED', 'Offline, bracket and cover orders of Fyers are no plain orders.');
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const hasItsNames = byName.has('offlineorder') && byName.has('producttype');
  return hasItsNames && numberText(byName.get('side')?.value) !== '' && numberText(byName.get('type')?.value) !== '';
}

export const fyers = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"symbol":"NSE:WIPRO-EQ","qty":3,"type":2,"side":1,"productType":"CNC","limitPrice":0,"stopPrice":0,"validity":"IOC","disclosedQty":0,"offlineOrder":false}',
    reading: { action: 'buy', quantity: decimal('3'), orderType: 'market', limitPrice: null, stopPrice: null, productType: 'CNC' },
  },
  {
    body: '{"symbol":"NSE:WIPRO-EQ","qty":3,"type":4,"side":1,"productType":"INTRADAY","limitPrice":253,"stopPrice":252.5,"validity":"DAY","disclosedQty":0,"offlineOrder":false,"stopLoss":0,"takeProfit":0}',
    reading: { action: 'buy', orderType: 'stop_limit', limitPrice: decimal('253'), stopPrice: decimal('252.5'), stopLoss: null },
  },
  {
    body: '{"symbol":"NSE:WIPRO-EQ","qty":12,"type":1,"side":-1,"productType":"INTRADAY","limitPrice":251.5,"stopPrice":0,"validity":"DAY","disclosedQty":0,"offlineOrder":false}',
    reading: {
      action: 'sell',
      symbol: 'NSE:WIPRO-EQ',
      quantity: decimal('12'),
      orderType: 'limit',
      limitPrice: decimal('251.5'),
      stopPrice: null,
      timeInForce: 'day',
      productType: 'INTRADAY',
      warnings: [],
    },
  },
]);
