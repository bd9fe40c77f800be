// Owns: AlgoBread's JSON: `stance` is the position to reach (long, short, flat), breadkey the secret.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { editFields } from '../fields/edit-fields.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'algobread';
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['long', 'buy'],
  ['short', 'sell'],
  ['flat', 'close'],
]);

const isItsOwn = (index: FieldIndex): boolean => index.byName.has('stance');

function read(index: FieldIndex): Reading {
  const stance = index.byName.get('stance')?.value;
  const action = typeof stance === 'string' ? ACTIONS.get(stance.trim().toLowerCase()) : undefined;
  const edited = editFields(index, {
    rename: new Map([
      ['acctid', 'account'],
      ['stance', 'market_position'],
    ]),
    add: [['action', action ?? null]],
  });
  return readOrder(edited, NAME);
}

export const algobread = fieldsDialect(NAME, isItsOwn, read, [
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
]);
