// Owns: AlgoWay's JSON: platform_name and order_action. stop_loss and take_profit are points from the entry, sl_price and
// tp_price prices; trade_type inverse turns the side round.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import { shownKey } from '../fields/field-set.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'algoway';
const POINTS: ReadonlyMap<string, string> = new Map([
  ['stoploss', 'stop_loss'],
  ['takeprofit', 'take_profit'],
]);
const INVERSE: ReadonlyMap<string, string> = new Map([
  ['buy', 'sell'],
  ['sell', 'buy'],
]);
/** A position is closed the same whichever way round. */
const SIDELESS: ReadonlySet<string> = new Set(['close', 'exit', 'flat']);
const AS_WRITTEN: ReadonlySet<string> = new Set(['', 'direct', 'normal']);
/** A word without case; what is no text is no word that is known. */
const wordOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim().toLowerCase() : value == null ? '' : '?';
const textOf = (value: JsonValue | undefined): JsonValue => (value != null && isJsonNumber(value) ? value.number : (value ?? null));
const isAbsent = (value: JsonValue): boolean => value === null || value === '' || value === '0';

const isItsOwn = (index: FieldIndex): boolean => index.byName.has('platformname');

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const type = wordOf(byName.get('tradetype')?.value);
  const action = wordOf(byName.get('orderaction')?.value);
  const turned = type === 'inverse' ? INVERSE.get(action) : undefined;
  if (!SIDELESS.has(action) && (type === 'inverse' ? turned === undefined : !AS_WRITTEN.has(type))) {
    const message = `trade_type ${shownKey(type)} may turn the side round, and what becomes of ${shownKey(action)} is not known.`;
    return rejected(NAME, deny('UNSUPPORTED', message, 'Send buy or sell with trade_type inverse, or leave trade_type out.'));
  }
  const levels = [...POINTS].flatMap(([name, field]): [string, JsonValue][] => {
    const value = byName.get(name)?.value ?? null;
    return isAbsent(value) ? [] : [[field, new Map([['points', value]])]];
  });
  const edited = editFields(index, {
    drop: new Set([
      'platformname',
      'tradetype',
      ...POINTS.keys(),
      ...(turned === undefined ? [] : ['orderaction']),
      // what it writes into a close of everything
      ...(SIDELESS.has(action) && isAbsent(textOf(byName.get('ordercontracts')?.value)) ? ['ordercontracts'] : []),
    ]),
    add: [['order_action', turned ?? null], ...levels],
  });
  return readOrder(edited, NAME);
}

export const algoway = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"platform_name":"bybit","order_action":"sell","ticker":"LTCUSDT.P","order_contracts":"4","stop_loss":"3.5","take_profit":"9"}',
    reading: {
      action: 'sell',
      symbol: 'LTCUSDT.P',
      quantity: decimal('4'),
      stopLoss: { points: decimal('3.5') },
      takeProfits: [{ points: decimal('9') }],
    },
  },
  {
    body: '{"platform_name":"match","order_action":"buy","ticker":"NZDUSD","order_contracts":"0.5","trade_type":"inverse"}',
    reading: { action: 'sell', side: 'sell' },
  },
  {
    body: '{"platform_name":"match","order_action":"buy","ticker":"NZDUSD","order_contracts":"0.5","sl_price":"0.61"}',
    reading: { stopLoss: { price: decimal('0.61') } },
  },
]);
