// Owns: orders of HTX's futures API: contract_code, a direction, an offset that says whether it opens or closes, order_price_type, and a
// volume that counts contracts of the venue. Invariants: what waits for a trigger, a message about an order that is there, and an offset
// that is not known are refused; what only leaves goes at market where its type is not known.

import { decimal, isZero } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { inContracts } from '../order/in-contracts.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'htx';
/** By offset and direction. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['open buy', 'enter_long'],
  ['open sell', 'enter_short'],
  ['close buy', 'close_short'],
  ['close sell', 'close_long'],
  ['both buy', 'buy'],
  ['both sell', 'sell'],
]);
interface Way {
  readonly type: 'limit' | 'market';
  readonly timeInForce: string | null;
}
const LIMITS: ReadonlyMap<string, string | null> = new Map([
  ['limit', null],
  ['post_only', 'post_only'],
  ['ioc', 'ioc'],
  ['fok', 'fok'],
]);
/** At the prices of the other side: opponent, the best five to twenty of them, lightning. */
const AT_MARKET = /^(?:market|opponent|lightning|optimal_(?:5|10|20))(?:_(?:ioc|fok))?$/;
const SYMBOL = /^[A-Z0-9]{1,20}-(?:USDT|USDC|USD)$/;
const OWN: ReadonlySet<string> = new Set('contractcode direction offset volume price orderpricetype'.split(' '));
/** An order that is there, or one that waits for a trigger. */
const OTHERS: readonly string[] = ['action', 'side', 'symbol', 'ticker', 'type', 'orderid', 'status', 'tradevolume', 'op'];

const textAt = ({ byName }: FieldIndex, name: string): string => {
  const value = byName.get(name)?.value;
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
};

function wayOf(type: string): Way | null {
  if (AT_MARKET.test(type)) return { type: 'market', timeInForce: null };
  const timeInForce = LIMITS.get(type);
  return timeInForce === undefined ? null : { type: 'limit', timeInForce };
}

function read(index: FieldIndex): Reading {
  const get = (name: string): JsonValue => index.byName.get(name)?.value ?? null;
  const action = ACTIONS.get(`${textAt(index, 'offset') || 'both'} ${textAt(index, 'direction')}`);
  if (action === undefined)
    return rejected(NAME, deny('INVALID_FIELD', '"direction" and "offset" do not say whether it buys or sells, opens or closes.'));
  if (isSet(get('triggerprice'))) return rejected(NAME, deny('UNSUPPORTED', 'An order of HTX that waits for a trigger is not followed.'));
  const way = wayOf(textAt(index, 'orderpricetype'));
  const volume = readNumber(get('volume'));
  const closesAll = action.startsWith('close') && volume.type === 'number' && isZero(volume.value);
  const edited = editFields(index, {
    rename: new Map([
      ['clientorderid', 'order_id'],
      ['leverrate', 'leverage'],
      ['tptriggerprice', 'take_profit'],
      ['sltriggerprice', 'stop_loss'],
    ]),
    drop: OWN,
    add: [
      ['symbol', get('contractcode')],
      ['action', action],
      ['lots', closesAll ? null : get('volume')],
      ['order_type', way?.type ?? null],
      [way?.type === 'limit' ? 'limit_price' : 'price', get('price')],
      ['time_in_force', way?.timeInForce ?? null],
      ['market_type', textAt(index, 'contractcode').endsWith('-usd') ? 'inverse' : 'perpetual'],
    ],
  });
  const reading = inContracts(readOrder(edited, NAME), NAME);
  if (way !== null || isClose(reading.action) || reading.reduceOnly === true) return reading;
  return refusedReading(reading, 'UNSUPPORTED', '"order_price_type" is none that can be followed.', 'Send limit, opponent or market.');
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const hasItsNames = SYMBOL.test(textAt(index, 'contractcode').toUpperCase()) && byName.has('direction') && byName.has('volume');
  const hasItsMarks = byName.has('offset') || byName.has('leverrate') || byName.has('orderpricetype');
  return hasItsNames && hasItsMarks && !OTHERS.some((name) => byName.has(name));
}

export const htx = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"contract_code":"LTC-USDT","direction":"buy","offset":"open","price":"79.5","lever_rate":5,"volume":30,"order_price_type":"post_only","client_order_id":7,"tp_trigger_price":90,"sl_trigger_price":75}',
    reading: {
      action: 'buy',
      symbol: 'LTC-USDT',
      marketKind: 'perpetual',
      positionSide: 'long',
      quantity: decimal('30'),
      quantityUnit: 'contracts',
      contractsOf: 'htx',
      orderType: 'limit',
      limitPrice: decimal('79.5'),
      timeInForce: 'post_only',
      leverage: decimal('5'),
      stopLoss: { price: decimal('75') },
      takeProfits: [{ price: decimal('90') }],
      warnings: [],
    },
  },
  {
    body: '{"contract_code":"LTC-USDT","direction":"sell","offset":"close","lever_rate":5,"volume":30,"order_price_type":"optimal_20_ioc"}',
    reading: { action: 'close_long', quantity: decimal('30'), orderType: 'market', limitPrice: null },
  },
  {
    body: '{"contract_code":"LTC-USDT","direction":"buy","reduce_only":1,"lever_rate":5,"volume":"12","order_price_type":"opponent"}',
    reading: { action: 'buy', quantity: decimal('12'), orderType: 'market', reduceOnly: true },
  },
  {
    body: '{"contract_code":"LTC-USDT","direction":"buy","reduce_only":1,"lever_rate":5,"volume":"12","order_price_type":"twap"}',
    reading: { action: 'buy', quantity: decimal('12'), orderType: null, reduceOnly: true, refusal: null },
  },
]);
