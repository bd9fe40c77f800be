// Owns: orders as Alpaca's API takes them: order_class with objects for take_profit and stop_loss, trails, position_intent.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isJsonObject, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'alpaca_style';
const INTENTS: ReadonlyMap<string, string> = new Map([
  ['buy_to_open', 'buy'],
  ['sell_to_open', 'sell'],
  ['buy_to_close', 'close_short'],
  ['sell_to_close', 'close_long'],
]);
const CLASSES: ReadonlySet<string> = new Set(['', 'simple', 'bracket', 'oto']);

/** The stop without the limit behind it: the position is left at any price, which is safer than a limit that is passed. */
function stopOf(value: JsonValue): JsonValue {
  if (value === null || !isJsonObject(value)) return value;
  const names = namesIn(value);
  return names.has('stopprice') ? new Map([...names].filter(([name]) => name !== 'limitprice')) : value;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const kind = byName.get('orderclass')?.value ?? '';
  if (typeof kind !== 'string' || !CLASSES.has(kind.toLowerCase()))
    return rejected(
      NAME,
      deny('UNSUPPORTED', 'order_class is neither simple, bracket nor oto.', 'Send the exits as stop_loss and take_profit of the entry.'),
    );
  const intent = byName.get('positionintent')?.value;
  const action = typeof intent === 'string' ? INTENTS.get(intent.toLowerCase()) : undefined;
  const closes = action?.startsWith('close') === true;
  const edited = editFields(index, {
    rename: new Map([
      ['clientorderid', 'order_id'],
      ['trailpercent', 'trailing_stop_percent'],
      ['trailprice', 'trailing_stop_amount'],
    ]),
    drop: new Set(['orderclass', 'stoploss', ...(action === undefined ? [] : ['positionintent']), ...(closes ? ['side'] : [])]),
    add: [
      ['action', action ?? null],
      ['stop_loss', stopOf(byName.get('stoploss')?.value ?? null)],
    ],
  });
  const reading = readOrder(edited, NAME);
  const isAlone = reading.stopLoss === null && reading.takeProfits.length === 0;
  if (isAlone && /^(?:bracket|oto)$/i.test(kind) && !closes)
    return refusedReading(reading, 'INVALID_FIELD', `The order is a ${kind.toLowerCase()} and has neither stop_loss nor take_profit.`);
  const side = byName.get('side')?.value;
  const says = typeof side === 'string' ? side.trim().toLowerCase() : '';
  return closes && says === (action === 'close_long' ? 'buy' : 'sell')
    ? refusedReading(reading, 'CONTRADICTION', `"side" says ${says}, and the intent closes by the other side.`)
    : reading;
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const isOrder = byName.has('symbol') && byName.has('side') && (byName.has('qty') || byName.has('notional'));
  return isOrder && ['orderclass', 'positionintent', 'trailprice'].some((name) => byName.has(name));
}

export const alpacaStyle = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"symbol":"MSFT","qty":"3","side":"buy","type":"limit","limit_price":"409.5","time_in_force":"day","order_class":"bracket","take_profit":{"limit_price":"430"},"stop_loss":{"stop_price":"400","limit_price":"399.5"}}',
    reading: {
      action: 'buy',
      quantity: decimal('3'),
      orderType: 'limit',
      limitPrice: decimal('409.5'),
      takeProfits: [{ price: decimal('430') }],
      stopLoss: { price: decimal('400') },
      timeInForce: 'day',
    },
  },
  {
    body: '{"symbol":"MSFT","notional":"500","side":"buy","type":"market","time_in_force":"day","order_class":"simple"}',
    reading: { notional: decimal('500'), quantity: null },
  },
  {
    body: '{"symbol":"MSFT","qty":"3","side":"sell","type":"market","time_in_force":"day","position_intent":"sell_to_close"}',
    reading: { action: 'close_long', quantity: decimal('3') },
  },
]);
