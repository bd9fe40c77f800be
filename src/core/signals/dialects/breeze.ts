// Owns: orders of ICICI's Breeze API: stock_code and exchange_code, where `stoploss` is the price that triggers an order of the type
// stoploss and `price` its limit. Invariant: beside another type a stoploss is refused: nobody says what it would be there.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import { normalName, type FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading, warnedReading } from '../fields/refused-reading.ts';

const NAME = 'breeze';
/** Shares, paid at once; all else has a name of its own in the field. */
const PRODUCTS: ReadonlySet<string> = new Set(['', 'cash']);
/** Its codes are short forms that are seldom those of the exchange. */
const OWN_CODE = 'The stock_code is a name of the broker, which may differ from that of the exchange.';

const wordOf = (value: JsonValue): string => (typeof value === 'string' ? normalName(value.trim()) : '');

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const isStop = wordOf(get('ordertype')) === 'stoploss';
  const edited = editFields(index, {
    rename: new Map([
      ['stockcode', 'symbol'],
      ['exchangecode', 'exchange'],
      ['validity', 'time_in_force'],
      ['userremark', 'comment'],
    ]),
    drop: new Set(['product', 'disclosedquantity', 'stoploss', 'validitydate', ...(isStop ? ['ordertype', 'price'] : [])]),
    add: isStop
      ? [
          ['order_type', 'stop_limit'],
          ['limit_price', get('price')],
          ['stop_price', get('stoploss')],
        ]
      : [],
  });
  const reading = warnedReading(readOrder(edited, NAME), OWN_CODE);
  if (!PRODUCTS.has(wordOf(get('product'))))
    return refusedReading(
      reading,
      'UNSUPPORTED',
      'The product is not cash: the order is for a contract or on margin.',
      'Send a plain order.',
    );
  return isStop || !isSet(get('stoploss'))
    ? reading
    : refusedReading(reading, 'UNSUPPORTED', 'A stoploss stands beside an order that is no stop order.', 'Send the order type stoploss.');
}

const isItsOwn = (index: FieldIndex): boolean => ['stockcode', 'exchangecode', 'action'].every((name) => index.byName.has(name));

export const breeze = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"stock_code":"TCS","exchange_code":"NSE","product":"cash","action":"sell","order_type":"stoploss","stoploss":"3490","price":"3488.5","quantity":"2","validity":"day"}',
    reading: {
      action: 'sell',
      symbol: 'TCS',
      exchange: 'NSE',
      quantity: decimal('2'),
      orderType: 'stop_limit',
      stopPrice: decimal('3490'),
      limitPrice: decimal('3488.5'),
      stopLoss: null,
      warnings: [OWN_CODE],
    },
  },
  {
    body: '{"stock_code":"TCS","exchange_code":"NSE","product":"cash","action":"buy","order_type":"market","stoploss":"","price":"","quantity":"2","validity":"day"}',
    reading: { action: 'buy', orderType: 'market', stopPrice: null, stopLoss: null },
  },
  {
    body: '{"stock_code":"TCS","exchange_code":"BSE","product":"cash","action":"buy","order_type":"limit","stoploss":"0","price":"3480","quantity":"2","validity":"ioc"}',
    reading: { exchange: 'BSE', orderType: 'limit', limitPrice: decimal('3480'), timeInForce: 'ioc' },
  },
]);
