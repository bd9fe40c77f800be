// Owns: orders of the Upstox API: an instrument_token (segment and ISIN or number, between them a bar) instead of a symbol, and the
// words of the exchange for the type (SL, SL-M). The token is the symbol as it is written: only an alias of config.yaml says what it is.
// Invariant: what is for after the market, and products that are no plain order, are refused.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import { normalName, type FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refuseIdleTrigger } from '../order/refuse-idle-trigger.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'upstox';
const TYPES: ReadonlyMap<string, string> = new Map([
  ['sl', 'stop_limit'],
  ['slm', 'stop'],
]);
const PRODUCTS: ReadonlyMap<string, string | null> = new Map([
  ['', null],
  ['d', 'DELIVERY'],
  ['i', 'INTRADAY'],
  ['mtf', 'MTF'],
]);

const wordOf = (value: JsonValue): string => (typeof value === 'string' ? normalName(value.trim()) : '');

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const type = TYPES.get(wordOf(get('ordertype'))) ?? get('ordertype');
  const product = PRODUCTS.get(wordOf(get('product')));
  const edited = editFields(index, {
    rename: new Map([
      ['instrumenttoken', 'symbol'],
      ['transactiontype', 'action'],
      ['validity', 'time_in_force'],
      ['tag', 'comment'],
    ]),
    // an order above what the exchange takes at once is cut into such that it takes, which changes nothing of it
    drop: new Set(['product', 'ordertype', 'triggerprice', 'disclosedquantity', 'slice', ...(type === 'stop_limit' ? ['price'] : [])]),
    add: [
      ['order_type', type],
      ['limit_price', type === 'stop_limit' ? get('price') : null],
      ['stop_price', type === 'stop_limit' || type === 'stop' ? get('triggerprice') : null],
      ['product', product ?? null],
    ],
  });
  const reading = refuseIdleTrigger(readOrder(edited, NAME), get('triggerprice'));
  if (isSet(get('orderid'))) return refusedReading(reading, 'UNSUPPORTED', 'The message names an order that is there, and changes it.');
  return product === undefined
    ? refusedReading(reading, 'UNSUPPORTED', 'The product is none of D, I and MTF: it is no plain order.', 'Send a plain order.')
    : reading;
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const hasItsNames = ['instrumenttoken', 'transactiontype', 'ordertype', 'quantity'].every((name) => byName.has(name));
  return hasItsNames && !byName.has('tradingsymbol') && !byName.has('symbol') && !byName.has('type');
}

export const upstox = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"quantity":8,"product":"I","validity":"DAY","price":249.5,"instrument_token":"NSE_EQ|INE075A01022","order_type":"SL","transaction_type":"SELL","disclosed_quantity":0,"trigger_price":250,"is_amo":false}',
    reading: {
      action: 'sell',
      symbol: 'NSE_EQ|INE075A01022',
      quantity: decimal('8'),
      orderType: 'stop_limit',
      limitPrice: decimal('249.5'),
      stopPrice: decimal('250'),
      productType: 'INTRADAY',
      timeInForce: 'day',
    },
  },
  {
    body: '{"quantity":8,"product":"D","validity":"DAY","price":0,"instrument_token":"NSE_FO|43919","order_type":"MARKET","transaction_type":"BUY","trigger_price":0}',
    reading: { action: 'buy', symbol: 'NSE_FO|43919', orderType: 'market', limitPrice: null, stopPrice: null },
  },
  {
    body: '{"quantity":4000,"product":"D","validity":"IOC","price":13.2,"instrument_token":"NSE_FO|43919","order_type":"LIMIT","transaction_type":"BUY","trigger_price":0,"slice":true}',
    reading: { quantity: decimal('4000'), orderType: 'limit', limitPrice: decimal('13.2'), timeInForce: 'ioc' },
  },
]);
