// Owns: the JSON of OANDA bots: units, trading_type, and percents that are fractions of one (0.012 is 1.2 percent).

import { decimal, HUNDRED, mul } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'oanda_style';
const FRACTIONS: ReadonlyMap<string, string> = new Map([
  ['trailingstoplosspercent', 'trailing_stop_percent'],
  ['takeprofitpercent', 'take_profit_percent'],
  ['stoplosspercent', 'stop_loss_percent'],
]);

function percentOfFraction(value: JsonValue): JsonValue {
  const fraction = readNumber(value);
  return fraction.type === 'number' ? mul(fraction.value, HUNDRED) : value;
}

const isItsOwn = (index: FieldIndex): boolean => index.byName.has('tradingtype') && index.byName.has('units');

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const edited = editFields(index, {
    drop: new Set(['tradingtype', ...FRACTIONS.keys()]),
    add: [...FRACTIONS].map(([name, field]) => [field, percentOfFraction(byName.get(name)?.value ?? null)] as const),
  });
  return readOrder(edited, NAME);
}

export const oandaStyle = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"action":"sell","ticker":"NZDUSD","close":0.6123,"units":800,"trailing_stop_loss_percent":0.008,"take_profit_percent":0.02,"trading_type":"practice"}',
    reading: {
      action: 'sell',
      quantity: decimal('800'),
      signalPrice: decimal('0.6123'),
      trailing: { percent: decimal('0.8') },
      takeProfits: [{ percent: decimal('2') }],
    },
  },
  {
    body: '{"action":"buy","ticker":"NZDUSD","units":50,"stop_loss_percent":0.01,"trading_type":"live"}',
    reading: { stopLoss: { percent: decimal('1') } },
  },
  { body: '{"action":"buy","ticker":"NZDUSD","units":50,"trading_type":"live"}', reading: { action: 'buy', quantity: decimal('50') } },
]);
