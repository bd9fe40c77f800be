// Owns: AlgoBread's JSON: `stance` is the position to reach (long, short, flat), breadkey the secret.

import { decimal } from '../../model/decimal.ts';
import type { Dialect } from './dialect.ts';
import { UNKNOWN_READING } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'algobread';
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['long', 'buy'],
  ['short', 'sell'],
  ['flat', 'close'],
]);

export const algobread: Dialect = {
  name: NAME,
  claims: (body) => (body.type !== 'text' && body.index.byName.has('stance') ? 'certain' : 'no'),
  read(body) {
    if (body.type === 'text') return UNKNOWN_READING;
    const stance = body.index.byName.get('stance')?.value;
    const action = typeof stance === 'string' ? ACTIONS.get(stance.trim().toLowerCase()) : undefined;
    const edited = editFields(body.index, {
      rename: new Map([
        ['acctid', 'account'],
        ['stance', 'market_position'],
      ]),
      add: [['action', action ?? null]],
    });
    return readOrder(edited, NAME);
  },
  examples: [
    {
      body: '{"acct_id":"SIM12","symbol":"ESM6","stance":"short","qty":3,"breadkey":"example-of-a-secret"}',
      reading: { action: 'sell', positionTarget: 'short', quantity: decimal('3'), account: 'SIM12' },
    },
    {
      body: '{"acct_id":"SIM12","symbol":"ESM6","stance":"flat","breadkey":"example-of-a-secret"}',
      reading: { action: 'close', positionTarget: 'flat' },
    },
    {
      body: '{"symbol":"ESM6","stance":"long","qty":1,"breadkey":"example-of-a-secret"}',
      reading: { action: 'buy', positionTarget: 'long' },
    },
  ],
};
