// Owns: orders of Gate's futures API: a contract and a signed size (below zero sells) without a side, at market where the price is 0.
// The size counts contracts of the venue.
// Invariant: a size of 0 closes where the order says so (close, auto_size), and is refused everywhere else.

import { abs, decimal, isNegative, isZero } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { inContracts } from '../order/in-contracts.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'gate';
const MARKS: readonly string[] = ['tif', 'autosize', 'close', 'reduceonly'];
/** What says in other words what to do: then it is somebody else's. */
const OTHERS: readonly string[] = ['action', 'side', 'symbol', 'ticker', 'type', 'direction', 'signal', 'command'];
const OWN: ReadonlySet<string> = new Set('contract size price tif close autosize settle text stpact'.split(' '));
const TIMES: ReadonlyMap<string, string> = new Map([['poc', 'post_only']]);

function closeOf({ byName }: FieldIndex): string | null {
  const side = byName.get('autosize')?.value;
  if (side === 'close_long' || side === 'close_short') return side;
  return isSet(byName.get('close')?.value ?? null) ? 'close' : null;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const size = readNumber(get('size'));
  const closes = closeOf(index);
  if (size.type !== 'number' || isZero(size.value) !== (closes !== null))
    return rejected(
      NAME,
      deny('INVALID_QUANTITY', '"size" must be above zero to buy, below zero to sell, or 0 beside close or auto_size.'),
    );
  const price = readNumber(get('price'));
  const isPriced = price.type !== 'none' && !(price.type === 'number' && isZero(price.value));
  const tif = get('tif');
  const edited = editFields(index, {
    drop: OWN,
    add: [
      ['symbol', get('contract')],
      ['action', closes ?? (isNegative(size.value) ? 'sell' : 'buy')],
      ['lots', closes === null ? abs(size.value) : null],
      ['order_type', isPriced ? 'limit' : 'market'],
      ['limit_price', isPriced ? get('price') : null],
      ['time_in_force', !isPriced || typeof tif !== 'string' ? null : (TIMES.get(tif) ?? tif)],
      ['order_id', get('text')],
    ],
  });
  return inContracts(readOrder(edited, NAME), 'gate');
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const hasItsNames = byName.has('contract') && byName.has('size') && MARKS.some((mark) => byName.has(mark));
  return hasItsNames && !OTHERS.some((name) => byName.has(name));
}

export const gate = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"contract":"LTC_USDT","size":-12,"price":"0","tif":"ioc","text":"t-n1","reduce_only":false}',
    reading: {
      action: 'sell',
      symbol: 'LTC_USDT',
      quantity: decimal('12'),
      quantityUnit: 'contracts',
      contractsOf: 'gate',
      orderType: 'market',
      limitPrice: null,
      reduceOnly: false,
      warnings: [],
    },
  },
  {
    body: '{"contract":"LTC_USDT","size":5,"price":"79.5","tif":"poc","reduce_only":true}',
    reading: { action: 'buy', orderType: 'limit', limitPrice: decimal('79.5'), timeInForce: 'post_only', reduceOnly: true },
  },
  { body: '{"contract":"LTC_USDT","size":0,"price":"0","tif":"ioc","close":true}', reading: { action: 'close', quantity: null } },
  {
    body: '{"contract":"LTC_USDT","size":0,"price":"0","tif":"ioc","auto_size":"close_long","reduce_only":true}',
    reading: { action: 'close_long', quantity: null },
  },
]);
