// Owns: the JSON of TradingView alert processors with a stub: `direction` long, short or close, `size` in dollars or percent.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { editFields } from '../fields/edit-fields.ts';
import { shownKey } from '../fields/field-set.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { readActionWord } from '../order/action-words.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'tv_alerts_processor';
const textOf = (value: JsonValue): string =>
  typeof value === 'string' ? value.trim() : value !== null && isJsonNumber(value) ? value.number : '';

const isItsOwn = (index: FieldIndex): boolean => index.byName.has('stub') && index.byName.has('direction');

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const size = textOf(byName.get('size')?.value ?? null);
  const direction = byName.get('direction')?.value;
  const closes = typeof direction === 'string' && readActionWord(direction)?.verb === 'exit';
  const isPercent = size.endsWith('%');
  // the other side is closed first, whatever its size; `overflow` closes it on a condition, and is left to be refused
  const mode = textOf(byName.get('mode')?.value ?? null).toLowerCase();
  const turns = !closes && mode === 'reverse';
  const edited = editFields(index, {
    rename: new Map([
      ['direction', turns ? 'side' : 'action'],
      ['stub', 'account'],
    ]),
    // max bounds what a percentage may come to; the limits of the strategy do that here
    drop: new Set(['size', 'max', ...(turns ? ['mode'] : [])]),
    add: [
      [isPercent ? 'percent' : 'notional', size === '' ? null : size],
      ['action', turns ? 'reverse' : null],
      ['percent_of', isPercent ? (closes ? 'position' : 'equity') : null],
    ],
  });
  const order = readOrder(edited, NAME);
  // the direction names the position that the turn leads to
  const reading: Reading = turns && order.side !== null ? { ...order, positionSide: order.side === 'buy' ? 'long' : 'short' } : order;
  return closes || turns || mode === '' ? reading : refusedReading(reading, 'UNSUPPORTED', `The mode ${shownKey(mode)} is not understood.`);
}

export const tvAlertsProcessor = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"stub":"desk","direction":"short","symbol":"LTC-PERP","size":"120"}',
    reading: { action: 'sell', notional: decimal('120'), quantity: null, account: 'desk' },
  },
  {
    body: '{"stub":"desk","direction":"close","symbol":"LTC-PERP","size":"25%"}',
    reading: { action: 'close', percent: decimal('25'), percentOf: 'position' },
  },
  {
    body: '{"stub":"desk","direction":"short","symbol":"LTC-PERP","size":"120","mode":"reverse"}',
    reading: { action: 'reverse', side: 'sell', positionSide: 'short', notional: decimal('120') },
  },
  {
    body: '{"stub":"desk","direction":"long","symbol":"LTC-PERP","size":"5%","max":"300"}',
    reading: { action: 'buy', percent: decimal('5'), percentOf: 'equity' },
  },
]);
