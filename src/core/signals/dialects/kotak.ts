// Owns: orders as Kotak Neo's API takes them: two letters a field (tt, ts, qt, pt), alone or in the form field jData.
// Invariants: `tp` is the price that triggers the order and `ts` its symbol, never a target or a trail; what is for after the market, a
// bracket or a cover order is no plain order and is refused.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import { normalName, type FieldIndex } from '../fields/field-index.ts';
import { isSet, shownKey } from '../fields/field-set.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'kotak';
const MARKS: readonly string[] = ['tt', 'ts', 'qt', 'pt'];
const SIDES: ReadonlyMap<string, string> = new Map([
  ['b', 'buy'],
  ['s', 'sell'],
]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ['mkt', 'market'],
  ['l', 'limit'],
  ['sl', 'stop_limit'],
  ['slm', 'stop'],
]);
const PRODUCTS: ReadonlySet<string> = new Set(['', 'mis', 'cnc', 'nrml']);
const EXCHANGES: ReadonlyMap<string, string> = new Map([
  ['nsecm', 'NSE'],
  ['bsecm', 'BSE'],
  ['nsefo', 'NFO'],
  ['bsefo', 'BFO'],
  ['cdefo', 'CDS'],
  ['mcxfo', 'MCX'],
]);
/** Of each order, and nothing that is traded: how much is shown, the protection of a market order, flags. */
const SILENT = 'dq mp pf ig os'.split(' ');
/** After the market; target, stop and trail of a bracket. */
const OTHERS = 'am sot slt slv sov tlt tsv'.split(' ');
/** The number of an order that is there: it is changed, or told of. */
const TOLD = 'no on nordno ordst fldqty avgprc rejrsn'.split(' ');

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim() : value != null && isJsonNumber(value) ? value.number : '';

/** Why it is no plain order, or null. */
function otherOrder({ byName }: FieldIndex): string | null {
  const other = [...OTHERS, ...TOLD].find((name) => isSet(byName.get(name)?.value ?? null));
  if (other !== undefined) return `${shownKey(other)} says that this is no plain order.`;
  const isStop = /^sl/i.test(textOf(byName.get('pt')?.value));
  if (!isStop && isSet(byName.get('tp')?.value ?? null)) return 'A price that triggers stands beside an order that is no stop order.';
  const product = textOf(byName.get('pc')?.value);
  return PRODUCTS.has(product.toLowerCase()) ? null : `The product ${shownKey(product)} is no plain order.`;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const type = TYPES.get(normalName(textOf(get('pt')))) ?? get('pt');
  const isPriced = type === 'limit' || type === 'stop_limit';
  const edited = editFields(index, {
    rename: new Map([
      ['ts', 'symbol'],
      ['qt', 'quantity'],
      ['rt', 'time_in_force'],
    ]),
    drop: new Set([...SILENT, ...OTHERS, ...'tt pt pr tp pc es'.split(' ')]),
    add: [
      ['action', SIDES.get(textOf(get('tt')).toLowerCase()) ?? get('tt')],
      ['order_type', type],
      ['limit_price', isPriced ? get('pr') : null],
      ['stop_price', type === 'stop' || type === 'stop_limit' ? get('tp') : null],
      ['product', get('pc')],
      ['exchange', EXCHANGES.get(normalName(textOf(get('es')))) ?? get('es')],
    ],
  });
  const reading = readOrder(edited, NAME);
  const other = otherOrder(index);
  return other === null ? reading : refusedReading(reading, 'UNSUPPORTED', other, 'Send a plain order for the session.');
}

const isItsOwn = (index: FieldIndex): boolean => MARKS.every((mark) => index.byName.has(mark));

export const kotak = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"am":"NO","dq":"0","es":"nse_cm","mp":"0","pc":"CNC","pf":"N","pr":"0","pt":"MKT","qt":"8","rt":"DAY","tp":"0","ts":"WIPRO-EQ","tt":"B"}',
    reading: {
      action: 'buy',
      symbol: 'WIPRO-EQ',
      quantity: decimal('8'),
      orderType: 'market',
      limitPrice: null,
      stopPrice: null,
      takeProfits: [],
      exchange: 'NSE',
      productType: 'CNC',
      timeInForce: 'day',
      warnings: [],
    },
  },
  {
    body: '{"am":"NO","es":"nse_cm","pc":"MIS","pr":"249.5","pt":"SL","qt":"8","rt":"DAY","tp":"250","ts":"WIPRO-EQ","tt":"S"}',
    reading: { action: 'sell', orderType: 'stop_limit', limitPrice: decimal('249.5'), stopPrice: decimal('250'), takeProfits: [] },
  },
  {
    body: 'jData={"am":"NO","es":"bse_cm","pc":"NRML","pr":"0","pt":"SL-M","qt":"8","rt":"DAY","tp":"252","ts":"WIPRO","tt":"B"}',
    reading: { action: 'buy', exchange: 'BSE', orderType: 'stop', stopPrice: decimal('252'), limitPrice: null, takeProfits: [] },
  },
]);
