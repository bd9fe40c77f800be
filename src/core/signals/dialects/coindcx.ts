// Owns: orders of CoinDCX's API: `market_order`, `limit_order` with `total_quantity` (units) and `price_per_unit`; those of futures stand
// in `order`, have a `pair` with the letter of its exchange in front (B-BTC_USDT), and send prices beside an order at market as well.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { flattenAlert } from '../fields/flatten-alert.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { readOrder } from '../order/read-order.ts';
import { refuseIdleTrigger } from '../order/refuse-idle-trigger.ts';

const NAME = 'coindcx';
const TYPES: ReadonlyMap<string, string> = new Map([
  ['market_order', 'market'],
  ['limit_order', 'limit'],
  ['stop_market', 'stop'],
  ['stop_limit', 'stop_limit'],
]);
const PAIR = /^(?:B|I|H|HB|KC|BM)-([A-Z0-9]{1,20}_[A-Z]{3,6})$/;
/** How it is told, and where it is traded. */
const SILENT: readonly string[] = ['ecode', 'notification'];

const textAt = ({ byName }: FieldIndex, name: string): string => {
  const value = byName.get(name)?.value;
  return typeof value === 'string' ? value.trim() : '';
};

/** Its fields, out of their wrapper; null where they are not its. */
function fieldsOf(body: ReadableBody): FieldIndex | null {
  if (body.type === 'text') return null;
  const index = body.index.byName.has('order') ? flattenAlert(body.fields, body.index) : body.index;
  const { byName } = index;
  const isNamed = byName.has('priceperunit') || byName.has('totalquantity');
  const isOrder = byName.has('side') && byName.has('ordertype') && (byName.has('market') || byName.has('pair'));
  return isNamed && isOrder && !byName.has('action') && !byName.has('symbol') ? index : null;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const written = textAt(index, 'ordertype').toLowerCase();
  const type = TYPES.get(written) ?? written;
  const future = PAIR.exec(textAt(index, 'pair').toUpperCase())?.[1];
  const isStop = type === 'stop' || type === 'stop_limit';
  const isLimit = type === 'limit' || type === 'stop_limit';
  const price = get('priceperunit') ?? get('price');
  const edited = editFields(index, {
    drop: new Set([...SILENT, ...'ordertype pair market priceperunit price stopprice'.split(' ')]),
    add: [
      ['order_type', type],
      ['symbol', future ?? get('market') ?? get('pair')],
      ['market_type', future === undefined ? null : 'perpetual'],
      [isLimit ? 'limit_price' : 'price', price],
      ['stop_price', isStop ? get('stopprice') : null],
    ],
  });
  const reading = readOrder(edited, NAME);
  // its documents send both prices beside an order at market, where they are the same and have no effect
  return isStop || textAt(index, 'stopprice') === textAt(index, 'price') ? reading : refuseIdleTrigger(reading, get('stopprice'));
}

export const coindcx = certainWhere(NAME, fieldsOf, read, [
  {
    body: '{"side":"buy","order_type":"limit_order","market":"LTCINR","price_per_unit":7450.5,"total_quantity":1.5,"client_order_id":"n-1"}',
    reading: {
      action: 'buy',
      symbol: 'LTCINR',
      quantity: decimal('1.5'),
      orderType: 'limit',
      limitPrice: decimal('7450.5'),
      orderId: 'n-1',
      warnings: [],
    },
  },
  {
    body: '{"side":"sell","order_type":"market_order","market":"LTCUSDT","total_quantity":"1.5","ecode":"B"}',
    reading: { action: 'sell', symbol: 'LTCUSDT', orderType: 'market', quantity: decimal('1.5'), marketKind: null },
  },
  {
    body: '{"order":{"side":"buy","pair":"B-LTC_USDT","order_type":"stop_limit","price":"91","stop_price":"90.5","total_quantity":3,"leverage":5,"notification":"no_notification","time_in_force":"good_till_cancel"}}',
    reading: {
      symbol: 'LTC_USDT',
      marketKind: 'perpetual',
      orderType: 'stop_limit',
      limitPrice: decimal('91'),
      stopPrice: decimal('90.5'),
      leverage: decimal('5'),
      warnings: [],
    },
  },
]);
