// Owns: Finandy's hook: name, side, symbol, and objects for what happens: open (price, amount), sl, tp, close.

import { decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'finandy';
/** What open.amountType counts. */
const AMOUNTS: ReadonlyMap<string, readonly [field: string, percentOf: string | null]> = new Map([
  ['', ['quantity', null]],
  ['sum', ['quantity', null]],
  ['quantity', ['quantity', null]],
  ['sumusd', ['notional', null]],
  ['usd', ['notional', null]],
  ['percent', ['percent', 'available']],
]);

const objectOf = (index: FieldIndex, name: string): ReadonlyMap<string, JsonValue> | null => {
  const value = index.byName.get(name)?.value ?? null;
  return value !== null && isJsonObject(value) ? namesIn(value) : null;
};

/** Its names for the parts of a level: the offset in percent, and the piece of the position in percent. */
const LEVEL_NAMES: ReadonlyMap<string, string> = new Map([
  ['ofs', 'percent'],
  ['piece', 'share'],
]);

/** What they say beside a level: it is to be placed, or changed where it is there already. */
const SETTINGS: ReadonlySet<string> = new Set(['enabled', 'update']);

/** A level by price, or by its offset in percent (ofs); several of them in a list of orders. */
function levelOf(part: ReadonlyMap<string, JsonValue> | null): JsonValue {
  if (part === null || isOff(part)) return null;
  const orders = part.get('orders') ?? null;
  if (orders !== null && isJsonArray(orders) && [...part.keys()].every((name) => name === 'orders' || SETTINGS.has(name)))
    return orders.map((order) => (isJsonObject(order) ? levelOf(namesIn(order)) : order));
  const level = new Map<string, JsonValue>();
  for (const [name, value] of part) if (!SETTINGS.has(name) && value !== '') level.set(LEVEL_NAMES.get(name) ?? name, value);
  return level;
}

function fieldsOf(index: FieldIndex): FieldIndex {
  const open = objectOf(index, 'open');
  const close = objectOf(index, 'close');
  const type = open?.get('amounttype');
  const unit = typeof type === 'string' ? type.toLowerCase() : '';
  const [field, percentOf] = AMOUNTS.get(unit) ?? ['quantity', null];
  const known = new Set(['price', 'amount', 'amounttype', 'enabled', 'leverage']);
  const unread = [...(open ?? [])].filter(([name]) => !known.has(name));
  const price = open?.get('price') ?? null;
  return editFields(index, {
    rename: new Map([['name', 'strategy']]),
    drop: new Set([
      'hook',
      ...PARTS_UNREAD.filter((name) => isPartOff(index, name)),
      ...(open === null ? [] : ['open']),
      ...(close === null ? [] : ['close']),
      'sl',
      'tp',
    ]),
    add: [
      ['limit_price', price],
      [field, open?.get('amount') ?? null],
      ['percent_of', percentOf],
      // what it counts is refused by its name where it is not known
      ['quantity_type', AMOUNTS.has(unit) ? null : unit],
      ['leverage', open?.get('leverage') ?? null],
      // an open with more than is read stays an object, which is refused
      ['open', unread.length > 0 ? new Map(unread) : null],
      ['stop_loss', levelOf(objectOf(index, 'sl')) ?? index.byName.get('sl')?.value ?? null],
      ['take_profit', levelOf(objectOf(index, 'tp')) ?? index.byName.get('tp')?.value ?? null],
    ],
  });
}

/** More entries, and trails, in objects of their own. */
const PARTS_UNREAD: readonly string[] = ['dca', 'dcax', 'slx', 'tpx', 'tsl', 'tslx'];

function isPartOff(index: FieldIndex, name: string): boolean {
  const part = objectOf(index, name);
  return part !== null && isOff(part);
}

function isOff(part: ReadonlyMap<string, JsonValue>): boolean {
  const enabled = part.get('enabled');
  return enabled === false || enabled === 'false';
}

/**
 * A hook that closes, or whose open is switched off, opens nothing. Its side may be the side of the position or of the
 * order that closes it, so it is not read as a close either.
 */
function refuseClose(index: FieldIndex): Denial | null {
  const open = objectOf(index, 'open');
  const close = objectOf(index, 'close');
  const closes = close !== null && !isOff(close);
  const opens = open === null ? !closes : !isOff(open);
  if (opens && closes)
    return deny(
      'CONTRADICTION',
      'The hook opens and closes: it may turn the position round, or close one of the same side first.',
      'Send "close" and "open" in hooks of their own; an open against the position closes it first.',
    );
  if (opens) return null;
  const message = '"side" of a hook that opens nothing may be the side of the position or of the order that closes it.';
  return deny('CONTRADICTION', message, 'Send "action": "close_long" or "close_short" with "symbol" instead of "side" and "close".');
}

function read(index: FieldIndex): Reading {
  const refusal = refuseClose(index);
  if (refusal !== null) return rejected(NAME, refusal);
  const reading = readOrder(fieldsOf(index), NAME);
  const unread = PARTS_UNREAD.find((name) => objectOf(index, name) !== null && !isPartOff(index, name));
  if (unread === undefined) return reading;
  const message = `"${unread}" is not followed, and without it the entry would be another one.`;
  return refusedReading(reading, 'UNSUPPORTED', message, 'Leave it out, or write it into config.yaml (entries:, protection:).');
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const hasParts = ['open', 'sl', 'tp', 'close', 'dca'].some((name) => objectOf(index, name) !== null);
  const isBare = byName.size <= 5 && !byName.has('action');
  return byName.has('name') && byName.has('side') && byName.has('symbol') && byName.has('secret') && (hasParts || isBare);
}

export const finandy = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"name":"swing 4h","secret":"example-of-a-secret","side":"sell","symbol":"LTCUSDT","open":{"price":91.5,"amount":"120","amountType":"sumUsd"},"sl":{"price":95}}',
    reading: {
      action: 'sell',
      symbol: 'LTCUSDT',
      strategy: 'swing 4h',
      orderType: 'limit',
      limitPrice: decimal('91.5'),
      notional: decimal('120'),
      stopLoss: { price: decimal('95') },
    },
  },
  {
    body: '{"name":"swing 4h","secret":"example-of-a-secret","side":"buy","symbol":"LTCUSDT"}',
    reading: { action: 'buy', strategy: 'swing 4h', limitPrice: null },
  },
  {
    body: '{"name":"swing 4h","secret":"example-of-a-secret","side":"buy","symbol":"LTCUSDT","tp":{"ofs":3}}',
    reading: { takeProfits: [{ percent: decimal('3') }] },
  },
  {
    body: '{"name":"swing 4h","secret":"example-of-a-secret","side":"buy","symbol":"LTCUSDT","open":{"amount":"2"},"close":{"enabled":false},"tp":{"update":true,"orders":[{"ofs":"1.5","price":"","piece":"40"},{"ofs":"","price":"90","piece":"60"}]}}',
    reading: {
      quantity: decimal('2'),
      takeProfits: [
        { percent: decimal('1.5'), share: decimal('40') },
        { price: decimal('90'), share: decimal('60') },
      ],
    },
  },
]);
