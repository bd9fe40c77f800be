// Owns: orders of MEXC's futures API, all in numbers: side 1 opens a long, 2 closes a short, 3 opens a short, 4 closes a long; type 1 is
// a limit, 2 one that only rests, 3 and 4 fill at once or not, 5 is at market. `vol` counts contracts of the venue.

import { decimal, isZero } from '../../model/decimal.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import { deny } from '../../model/denial.ts';
import { rejected } from '../fields/draft-reading.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { inContracts } from '../order/in-contracts.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'mexc';
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['1', 'enter_long'],
  ['2', 'close_short'],
  ['3', 'enter_short'],
  ['4', 'close_long'],
]);
interface Way {
  readonly type: 'limit' | 'market';
  readonly timeInForce: string | null;
}
const WAYS: ReadonlyMap<string, Way> = new Map([
  ['1', { type: 'limit', timeInForce: null }],
  ['2', { type: 'limit', timeInForce: 'post_only' }],
  ['3', { type: 'limit', timeInForce: 'ioc' }],
  ['4', { type: 'limit', timeInForce: 'fok' }],
  ['5', { type: 'market', timeInForce: null }],
]);
const MARGINS: ReadonlyMap<string, string> = new Map([
  ['1', 'isolated'],
  ['2', 'cross'],
]);
const SYMBOL = /^[A-Z0-9]{1,20}_(?:USDT|USDC|USD)$/;
const OWN: ReadonlySet<string> = new Set('side type vol price opentype positionid positionmode externaloid priceprotect'.split(' '));

/** A digit, as a number or as a text. */
function digitAt({ byName }: FieldIndex, name: string): string {
  const number = readNumber(byName.get(name)?.value ?? null);
  return number.type === 'number' ? number.value : '';
}

const textAt = ({ byName }: FieldIndex, name: string): string => {
  const value = byName.get(name)?.value;
  return typeof value === 'string' ? value.trim() : '';
};

/** A plan order waits for its trigger for as long as `executeCycle` says, in numbers of its own. */
const isTriggered = (index: FieldIndex): boolean => index.byName.has('triggerprice') && digitAt(index, 'ordertype') !== '';

function read(index: FieldIndex): Reading {
  const { byName } = index;
  if (isTriggered(index))
    return rejected(
      NAME,
      deny(
        'UNSUPPORTED',
        'A trigger order of MEXC waits for its price for 24 hours or 7 days, and is not placed here.',
        'Send the order (type 1 or 5) when the price is there; stopLossPrice and takeProfitPrice beside it are read.',
      ),
    );
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const way = WAYS.get(digitAt(index, 'type'));
  const volume = readNumber(get('vol'));
  const action = ACTIONS.get(digitAt(index, 'side')) ?? null;
  const closes = action?.startsWith('close') === true;
  const edited = editFields(index, {
    drop: OWN,
    add: [
      ['action', action],
      // a close of nothing is one of everything; an entry of nothing is none
      ['lots', closes && volume.type === 'number' && isZero(volume.value) ? null : get('vol')],
      ['order_type', way?.type ?? null],
      [way?.type === 'limit' ? 'limit_price' : 'price', get('price')],
      ['time_in_force', way?.timeInForce ?? null],
      ['margin_mode', MARGINS.get(digitAt(index, 'opentype')) ?? null],
      ['market_type', textAt(index, 'symbol').endsWith('_USD') ? 'inverse' : 'perpetual'],
      ['order_id', get('externaloid')],
    ],
  });
  const reading = inContracts(readOrder(edited, NAME), NAME);
  if (byName.has('orderid') && !isClose(reading.action))
    return refusedReading(reading, 'UNSUPPORTED', 'The message names an order that is there: it is a report, or changes it.');
  return way === undefined && !isClose(reading.action)
    ? refusedReading(reading, 'UNSUPPORTED', 'The type of the order is none of 1 (limit) to 5 (market).', 'Send a limit or a market order.')
    : reading;
}

function isItsOwn(index: FieldIndex): boolean {
  const hasItsNames = SYMBOL.test(textAt(index, 'symbol')) && index.byName.has('vol');
  return hasItsNames && ACTIONS.has(digitAt(index, 'side')) && (digitAt(index, 'type') !== '' || isTriggered(index));
}

export const mexc = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"symbol":"LTC_USDT","price":79.5,"vol":30,"leverage":5,"side":1,"type":1,"openType":1,"externalOid":"n-1","stopLossPrice":75,"takeProfitPrice":90}',
    reading: {
      action: 'buy',
      symbol: 'LTC_USDT',
      marketKind: 'perpetual',
      positionSide: 'long',
      quantity: decimal('30'),
      quantityUnit: 'contracts',
      contractsOf: 'mexc',
      orderType: 'limit',
      limitPrice: decimal('79.5'),
      marginMode: 'isolated',
      stopLoss: { price: decimal('75') },
      takeProfits: [{ price: decimal('90') }],
      orderId: 'n-1',
      warnings: [],
    },
  },
  {
    body: '{"symbol":"LTC_USDT","vol":"30","side":"3","type":"5","openType":2}',
    reading: { action: 'sell', positionSide: 'short', orderType: 'market', marginMode: 'cross', quantityUnit: 'contracts' },
  },
  { body: '{"symbol":"LTC_USDT","vol":0,"side":4,"type":5,"openType":1}', reading: { action: 'close_long', quantity: null } },
  {
    body: '{"symbol":"LTC_USDT","price":81,"vol":12,"side":2,"type":2,"openType":1}',
    reading: { action: 'close_short', timeInForce: 'post_only' },
  },
]);
