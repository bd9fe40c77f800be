// Owns: AlgoWay's JSON: platform_name and order_action. stop_loss and take_profit are points from the entry, sl_price and
// tp_price prices; trade_type inverse turns the side round.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Dialect } from '../dialect.ts';
import { rejected, UNKNOWN_READING } from '../draft-reading.ts';
import { editFields } from '../edit-fields.ts';
import type { JsonValue } from '../json-value.ts';
import { readOrder } from '../read-order.ts';

const NAME = 'algoway';
const POINTS: ReadonlyMap<string, string> = new Map([
  ['stoploss', 'stop_loss'],
  ['takeprofit', 'take_profit'],
]);
const INVERSE: ReadonlyMap<string, string> = new Map([
  ['buy', 'sell'],
  ['sell', 'buy'],
]);
const isAbsent = (value: JsonValue): boolean => value === null || value === '' || value === '0';

export const algoway: Dialect = {
  name: NAME,
  claims: (body) => (body.type !== 'text' && body.index.byName.has('platformname') ? 'certain' : 'no'),
  read(body) {
    if (body.type === 'text') return UNKNOWN_READING;
    const { byName } = body.index;
    const type = byName.get('tradetype')?.value;
    const action = byName.get('orderaction')?.value;
    const turned = type === 'inverse' && typeof action === 'string' ? INVERSE.get(action.trim().toLowerCase()) : undefined;
    if (type === 'inverse' && turned === undefined)
      return rejected(NAME, deny('UNSUPPORTED', 'trade_type inverse turns buy and sell round, and this action is neither.'));
    const levels = [...POINTS].flatMap(([name, field]): [string, JsonValue][] => {
      const value = byName.get(name)?.value ?? null;
      return isAbsent(value) ? [] : [[field, new Map([['points', value]])]];
    });
    const edited = editFields(body.index, {
      drop: new Set(['platformname', 'tradetype', ...POINTS.keys(), ...(turned === undefined ? [] : ['orderaction'])]),
      add: [['order_action', turned ?? null], ...levels],
    });
    return readOrder(edited, NAME);
  },
  examples: [
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
  ],
};
