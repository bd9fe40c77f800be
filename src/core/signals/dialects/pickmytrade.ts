// Owns: PickMyTrade's JSON: the action stands in `data`, the secret in `token`; a quantity of 0 beside a close is everything.

import { decimal } from '../../model/decimal.ts';
import type { Dialect } from '../dialect.ts';
import { UNKNOWN_READING } from '../draft-reading.ts';
import { editFields } from '../edit-fields.ts';
import { isJsonNumber } from '../json-value.ts';
import { readActionWord } from '../action-words.ts';
import { readOrder } from '../read-order.ts';

const NAME = 'pickmytrade';
const DROP: ReadonlySet<string> = new Set(['platform', 'connectionname']);

export const pickmytrade: Dialect = {
  name: NAME,
  claims(body) {
    if (body.type === 'text') return 'no';
    const { byName } = body.index;
    const data = byName.get('data')?.value;
    return byName.has('token') && byName.has('symbol') && typeof data === 'string' && readActionWord(data) !== null ? 'certain' : 'no';
  },
  read(body) {
    if (body.type === 'text') return UNKNOWN_READING;
    const { byName } = body.index;
    const data = byName.get('data')?.value;
    const quantity = byName.get('quantity')?.value ?? null;
    const isZero =
      quantity === '0' || (quantity !== null && typeof quantity === 'object' && isJsonNumber(quantity) && Number(quantity.number) === 0);
    const closes = typeof data === 'string' && readActionWord(data)?.verb === 'exit';
    const edited = editFields(body.index, {
      rename: new Map([
        ['data', 'action'],
        ['accountid', 'account'],
        ['percentagesl', 'stop_loss_percent'],
        ['percentagetp', 'take_profit_percent'],
      ]),
      drop: closes && isZero ? new Set([...DROP, 'quantity']) : DROP,
    });
    return readOrder(edited, NAME);
  },
  examples: [
    {
      body: '{"token":"example-of-a-secret","symbol":"ES","quantity":2,"data":"SELL","platform":"TRADOVATE","order_type":"LMT","inst_type":"FUT","price":5120.25,"tp":5100,"sl":5130}',
      reading: {
        action: 'sell',
        quantity: decimal('2'),
        orderType: 'limit',
        limitPrice: decimal('5120.25'),
        stopLoss: { price: decimal('5130') },
      },
    },
    { body: '{"token":"example-of-a-secret","symbol":"ES1!","data":"close","quantity":0}', reading: { action: 'close', quantity: null } },
    {
      body: '{"token":"example-of-a-secret","symbol":"ES","data":"buy","quantity":1,"price":5120,"tp":0,"percentage_tp":1.5,"sl":0,"dollar_sl":0,"percentage_sl":0.5}',
      reading: { takeProfits: [{ percent: decimal('1.5') }], stopLoss: { percent: decimal('0.5') } },
    },
    {
      body: '{"token":"example-of-a-secret","symbol":"ES","data":"buy","quantity":1,"account_id":"SIM3"}',
      reading: { action: 'buy', account: 'SIM3' },
    },
  ],
};
