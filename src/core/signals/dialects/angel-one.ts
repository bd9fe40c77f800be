// Owns: orders of Angel One's SmartAPI: tradingsymbol beside its token, a variety, and ordertype in words that run together
// (STOPLOSS_LIMIT). Invariant: `stoploss` and `squareoff` are distances of a bracket, and `variety` may be one or be for after the market:
// such an order is no plain one and is refused.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import { normalName, type FieldIndex } from '../fields/field-index.ts';
import { isSet, shownKey } from '../fields/field-set.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refuseIdleTrigger } from '../order/refuse-idle-trigger.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'angel_one';
const TYPES: ReadonlyMap<string, string> = new Map([
  ['stoplosslimit', 'stop_limit'],
  ['stoplossmarket', 'stop'],
]);
const BRACKET: readonly string[] = ['squareoff', 'stoploss', 'trailingstoploss'];
const STOPS: ReadonlySet<JsonValue> = new Set(['stop_limit', 'stop']);

/** Whether these are its names; whoever writes a token beside the symbol, a variety and a type in one word each. */
export const isAngelOne = ({ byName }: FieldIndex): boolean =>
  ['tradingsymbol', 'symboltoken', 'variety', 'transactiontype', 'ordertype'].every((name) => byName.has(name));

const wordOf = (value: JsonValue): string => (typeof value === 'string' ? normalName(value.trim()) : '');

/** Why it is no plain order, or null. */
function otherOrder({ byName }: FieldIndex, type: JsonValue): string | null {
  const variety = wordOf(byName.get('variety')?.value ?? null);
  const other = BRACKET.find((name) => isSet(byName.get(name)?.value ?? null));
  if (other !== undefined) return `${shownKey(byName.get(other)?.key ?? other)} is a distance of a bracket, which is no plain order.`;
  if (isSet(byName.get('orderid')?.value ?? null))
    return `${shownKey(byName.get('orderid')?.key ?? '')} names an order that is there: the message changes it.`;
  if (variety !== 'normal' && variety !== 'stoploss') return 'The variety is neither NORMAL nor STOPLOSS: it is no plain order.';
  return (variety === 'stoploss') === STOPS.has(type)
    ? null
    : 'The variety and the order type do not fit: one says stop, the other does not.';
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const type = TYPES.get(wordOf(get('ordertype'))) ?? get('ordertype');
  const edited = editFields(index, {
    rename: new Map([
      ['tradingsymbol', 'symbol'],
      ['transactiontype', 'action'],
      ['duration', 'time_in_force'],
      ['ordertag', 'comment'],
    ]),
    drop: new Set([
      ...BRACKET,
      ...'symboltoken variety ordertype triggerprice disclosedquantity scripconsent'.split(' '),
      ...(type === 'stop_limit' ? ['price'] : []),
    ]),
    add: [
      ['order_type', type],
      ['limit_price', type === 'stop_limit' ? get('price') : null],
      ['stop_price', STOPS.has(type) ? get('triggerprice') : null],
    ],
  });
  const reading = refuseIdleTrigger(readOrder(edited, NAME), get('triggerprice'));
  const other = otherOrder(index, type);
  return other === null ? reading : refusedReading(reading, 'UNSUPPORTED', other, 'Send a plain order for the session.');
}

export const angelOne = fieldsDialect(NAME, isAngelOne, read, [
  {
    body: '{"variety":"STOPLOSS","tradingsymbol":"WIPRO-EQ","symboltoken":"3787","transactiontype":"SELL","exchange":"NSE","ordertype":"STOPLOSS_MARKET","producttype":"INTRADAY","duration":"DAY","price":"0","triggerprice":"250.5","squareoff":"0","stoploss":"0","quantity":"8"}',
    reading: {
      action: 'sell',
      symbol: 'WIPRO-EQ',
      quantity: decimal('8'),
      orderType: 'stop',
      stopPrice: decimal('250.5'),
      limitPrice: null,
      stopLoss: null,
      productType: 'INTRADAY',
      warnings: [],
    },
  },
  {
    body: '{"variety":"NORMAL","tradingsymbol":"WIPRO-EQ","symboltoken":"3787","transactiontype":"BUY","exchange":"NSE","ordertype":"LIMIT","producttype":"DELIVERY","duration":"IOC","price":"249.5","squareoff":"0","stoploss":"0","quantity":"8"}',
    reading: { action: 'buy', orderType: 'limit', limitPrice: decimal('249.5'), timeInForce: 'ioc' },
  },
  {
    body: '{"variety":"STOPLOSS","tradingsymbol":"WIPRO-EQ","symboltoken":"3787","transactiontype":"BUY","exchange":"NSE","ordertype":"STOPLOSS_LIMIT","producttype":"DELIVERY","duration":"DAY","price":"251","triggerprice":"250.5","quantity":"8"}',
    reading: { action: 'buy', orderType: 'stop_limit', limitPrice: decimal('251'), stopPrice: decimal('250.5') },
  },
]);
