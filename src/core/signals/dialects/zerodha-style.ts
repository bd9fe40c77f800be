// Owns: orders in the words of Zerodha's Kite (tradingsymbol, transaction_type, variety, product; SL is a stop-limit), and
// of Indian strategy builders (type strategy_order, where volume is the size and position_size the position to reach).

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refuseIdleTrigger } from '../order/refuse-idle-trigger.ts';
import { refusedReading } from '../fields/refused-reading.ts';
import { isAngelOne } from './angel-one.ts';
import { isNorenClient } from './noren.ts';

const NAME = 'zerodha_style';
const BUILDER: ReadonlySet<string> = new Set(['type', 'exitonopposite', 'istgt', 'issl', 'istrailset']);
/** Varieties that are no plain order: after market, covered, in slices. */
const OTHER_VARIETIES: ReadonlySet<string> = new Set(['amo', 'co', 'iceberg', 'auction', 'bo']);

const wordOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim().toLowerCase().replaceAll(/[_ -]/g, '') : '';

function readKite(index: FieldIndex): Reading {
  const { byName } = index;
  const variety = wordOf(byName.get('variety')?.value);
  if (OTHER_VARIETIES.has(variety))
    return rejected(NAME, deny('UNSUPPORTED', `The variety ${variety} is no plain order.`, 'Send the variety regular.'));
  const type = wordOf(byName.get('ordertype')?.value);
  const isStop = type === 'sl' || type === 'slm';
  const product = byName.get('product')?.value;
  const edited = editFields(index, {
    rename: new Map([
      ['tradingsymbol', 'symbol'],
      ['transactiontype', 'action'],
      ['validity', 'time_in_force'],
      ['tag', 'comment'],
    ]),
    drop: new Set([
      'variety',
      'product',
      'triggerprice',
      'disclosedquantity',
      ...(isStop ? ['ordertype'] : []),
      ...(type === 'sl' ? ['price'] : []),
    ]),
    add: [
      ['order_type', type === 'sl' ? 'stop_limit' : type === 'slm' ? 'stop' : null],
      ['stop_price', isStop ? (byName.get('triggerprice')?.value ?? null) : null],
      ['limit_price', type === 'sl' ? (byName.get('price')?.value ?? null) : null],
    ],
  });
  const order = refuseIdleTrigger(readOrder(edited, NAME), byName.get('triggerprice')?.value ?? null);
  // the same fields with the number of an order change that order; a name of the sender's own is none
  const reading =
    order.orderId !== null && /^\d{6,}$/.test(order.orderId) && !isClose(order.action)
      ? refusedReading(order, 'UNSUPPORTED', 'The message names an order that is there, and changes it.')
      : order;
  return { ...reading, productType: typeof product === 'string' ? product.toUpperCase() : null };
}

const isBuilder = (index: FieldIndex): boolean => index.byName.get('type')?.value === 'strategy_order';

function isItsOwn(index: FieldIndex): boolean {
  if (isBuilder(index)) return true;
  // two others write the symbol like this, and have words of their own for the rest
  return index.byName.has('tradingsymbol') && !isAngelOne(index) && !isNorenClient(index);
}

function read(index: FieldIndex): Reading {
  if (!isBuilder(index)) return readKite(index);
  return readOrder(editFields(index, { rename: new Map([['volume', 'quantity']]), drop: BUILDER }), NAME);
}

export const zerodhaStyle = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"type":"strategy_order","symbol":"FINNIFTY","volume":"40","position_size":"-40","side":"sell","current_price":"23110.5","exit_on_opposite":0}',
    reading: {
      action: 'sell',
      quantity: decimal('40'),
      positionTarget: 'short',
      positionSize: decimal('-40'),
      signalPrice: decimal('23110.5'),
    },
  },
  {
    body: '{"type":"strategy_order","symbol":"FINNIFTY","transaction_type":"buy","position_size":"20"}',
    reading: { action: 'buy', positionTarget: 'long' },
  },
  {
    body: '{"tradingsymbol":"TCS","exchange":"NSE","transaction_type":"BUY","order_type":"SL","quantity":"2","price":"3520","trigger_price":"3515","product":"CNC","variety":"regular"}',
    reading: {
      action: 'buy',
      symbol: 'TCS',
      orderType: 'stop_limit',
      limitPrice: decimal('3520'),
      stopPrice: decimal('3515'),
      productType: 'CNC',
    },
  },
  {
    body: '{"tradingsymbol":"TCS","exchange":"NSE","transaction_type":"SELL","order_type":"MARKET","quantity":2,"product":"MIS"}',
    reading: { action: 'sell', quantity: decimal('2'), orderType: 'market', productType: 'MIS' },
  },
]);
