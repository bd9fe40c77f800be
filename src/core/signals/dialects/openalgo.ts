// Owns: OpenAlgo's orders: apikey with pricetype and product; the smart order, whose position_size is where to get to (with
// it a quantity of 0 means "as much as that takes"); options by their distance from the money.

import { decimal, isNegative, isZero, parseDecimal, type Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { isClose, type Contract, type Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';
import { readStrikeOffset } from '../symbols/strike-offset.ts';

const NAME = 'openalgo';
const OPTION_FIELDS: ReadonlySet<string> = new Set(['underlying', 'offset', 'optiontype', 'expirydate', 'strikeint']);
const STOPS: ReadonlySet<string> = new Set(['sl', 'slm']);

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim() : value != null && isJsonNumber(value) ? value.number : '';

const numberOf = (index: FieldIndex, name: string): Decimal | null => parseDecimal(textOf(index.byName.get(name)?.value));

function contractOf(index: FieldIndex): Contract | null | string {
  const { byName } = index;
  if (!byName.has('underlying') && !byName.has('optiontype')) return null;
  const right = textOf(byName.get('optiontype')?.value).toUpperCase();
  if (right !== 'CE' && right !== 'PE') return 'The message is about an option, but option_type is neither CE nor PE.';
  const isCall = right === 'CE';
  const offset = readStrikeOffset(textOf(byName.get('offset')?.value), isCall ? 'call' : 'put');
  if (offset.type === 'wrong') return offset.message;
  const expiry = textOf(byName.get('expirydate')?.value) || null;
  return { type: 'option', right: isCall ? 'call' : 'put', strike: null, strikeOffset: offset.steps, expiry };
}

/** Covered and bracket orders carry distances, and a trigger beside a type that has none is passed over: neither enters. */
function plainOrder(reading: Reading, { byName }: FieldIndex, type: string): Reading {
  if (isClose(reading.action)) return reading;
  const product = textOf(byName.get('product')?.value).toUpperCase();
  if (product === 'BO' || product === 'CO') return refusedReading(reading, 'UNSUPPORTED', `The product ${product} is no plain order.`);
  return !STOPS.has(type) && isSet(byName.get('triggerprice')?.value ?? null)
    ? refusedReading(reading, 'CONTRADICTION', 'A trigger price stands beside an order that is no stop order.')
    : reading;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const contract = contractOf(index);
  if (typeof contract === 'string') return rejected(NAME, deny('INVALID_FIELD', contract));
  const type = textOf(byName.get('pricetype')?.value).toLowerCase().replaceAll(/[_-]/g, '');
  const quantity = numberOf(index, 'quantity');
  const target = numberOf(index, 'positionsize');
  const reaches = quantity !== null && isZero(quantity) && target !== null;
  const side = target === null || isZero(target) ? 'close' : isNegative(target) ? 'sell' : 'buy';
  const edited = editFields(index, {
    rename: new Map([['underlying', 'symbol']]),
    drop: new Set([
      'pricetype',
      'product',
      'triggerprice',
      'disclosedquantity',
      'splitsize',
      ...[...OPTION_FIELDS].filter((name) => name !== 'underlying'),
      ...(reaches ? ['quantity', 'action'] : []),
    ]),
    add: [
      ['order_type', type === 'sl' ? 'stop_limit' : (byName.get('pricetype')?.value ?? null)],
      ['stop_price', STOPS.has(type) ? (byName.get('triggerprice')?.value ?? null) : null],
      ['action', reaches ? side : null],
    ],
  });
  const order = readOrder(edited, NAME);
  // the same fields with the number of an order change that order
  const reading =
    byName.has('orderid') && order.kind === 'order' && !isClose(order.action)
      ? refusedReading(order, 'UNSUPPORTED', `"${byName.get('orderid')?.key}" names an order that is there: the message changes it.`)
      : order;
  return { ...plainOrder(reading, index, type), contract, productType: textOf(byName.get('product')?.value).toUpperCase() || null };
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  return byName.has('apikey') && (byName.has('pricetype') || byName.has('product'));
}

export const openalgo = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"apikey":"example-of-a-secret","strategy":"swing","symbol":"TCS","action":"SELL","exchange":"NSE","pricetype":"SL-M","product":"MIS","quantity":"4","price":"0","trigger_price":"3490.5"}',
    reading: {
      action: 'sell',
      symbol: 'TCS',
      quantity: decimal('4'),
      orderType: 'stop',
      stopPrice: decimal('3490.5'),
      productType: 'MIS',
      strategy: 'swing',
    },
  },
  {
    body: '{"apikey":"example-of-a-secret","strategy":"swing","symbol":"TCS","action":"BUY","exchange":"NSE","pricetype":"MARKET","product":"MIS","quantity":"0","position_size":"-6"}',
    reading: { action: 'sell', quantity: null, positionTarget: 'short', positionSize: decimal('-6') },
  },
  {
    body: '{"apikey":"example-of-a-secret","strategy":"swing","underlying":"BANKNIFTY","exchange":"NSE_INDEX","expiry_date":"28NOV26","offset":"OTM2","option_type":"PE","action":"BUY","quantity":"30","pricetype":"MARKET","product":"NRML"}',
    reading: {
      action: 'buy',
      symbol: 'BANKNIFTY',
      contract: { type: 'option', right: 'put', strike: null, strikeOffset: decimal('2'), expiry: '28NOV26' },
    },
  },
]);
