// Owns: PickMyTrade's JSON: the action stands in `data`, the secret in `token`; a quantity of 0 beside a close is everything.
// dollar_sl and dollar_tp are money of the whole position: divided by its quantity they are distances. Without a quantity they
// stay what they are, and refuse the entry, as they do for a future: nobody says what a point of it is worth.
// update_sl and update_tp move the stop and the target of what is held: such a message enters nothing, whatever its data says.
// Several accounts, or a multiplier of the size, are not followed.

import { decimal, div, eq, isPositive, ONE, type Decimal } from '../../model/decimal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import type { Reading } from '../../model/signal.ts';
import type { Field, FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { isJsonArray, isJsonNumber, isJsonObject } from '../json/json-value.ts';
import { readActionWord } from '../order/action-words.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading, warnedReading } from '../fields/refused-reading.ts';

const NAME = 'pickmytrade';
const DROP: ReadonlySet<string> = new Set(['platform', 'connectionname']);

const MONEY: readonly (readonly [name: string, field: string])[] = [
  ['dollarsl', 'stop_loss_offset'],
  ['dollartp', 'take_profit_offset'],
];

const positive = (field: Field | undefined): Decimal | null => {
  const number = readNumber(field?.value ?? null);
  return number.type === 'number' && isPositive(number.value) ? number.value : null;
};

interface Distance {
  readonly name: string;
  readonly field: string;
  readonly distance: Decimal;
  readonly told: string;
}

/** Written as the contract of a month, or said to be a future. */
const FUTURE = /^(?:[A-Z_]{1,20}:)?[A-Z0-9]{1,4}(?:\d?!|[FGHJKMNQUVXZ]\d{1,4})$/i;

function isFuture(byName: ReadonlyMap<string, Field>): boolean {
  const textOf = (name: string): string => {
    const value = byName.get(name)?.value;
    return typeof value === 'string' ? value.trim() : '';
  };
  return FUTURE.test(textOf('symbol')) || /^fut/i.test(textOf('insttype'));
}

/** The money of stop and target as distances from the entry. */
function distancesOf(byName: ReadonlyMap<string, Field>): readonly Distance[] {
  const quantity = positive(byName.get('quantity'));
  if (quantity === null || isFuture(byName)) return [];
  return MONEY.flatMap(([name, field]) => {
    const money = positive(byName.get(name));
    if (money === null) return [];
    const distance = div(money, quantity);
    return [
      {
        name,
        field,
        distance,
        told: `"${byName.get(name)?.key ?? name}": ${money} of money for ${quantity} is a distance of ${distance}.`,
      },
    ];
  });
}

/** What its list of accounts would change of the order: null where that is nothing. */
function changedByAccounts(byName: ReadonlyMap<string, Field>): string | null {
  const field = byName.get('multipleaccounts');
  const accounts = field?.value ?? null;
  if (field === undefined || !isJsonArray(accounts) || accounts.length === 0) return null;
  if (accounts.length > 1) return `"${field.key}" names ${accounts.length} accounts, each of which would get the order.`;
  const only = accounts[0] ?? null;
  const own = namesIn(isJsonObject(only) ? only : new Map());
  const valueOf = (name: string): Decimal | null => positive({ key: name, value: own.get(name) ?? null });
  const multiplier = valueOf('quantitymultiplier');
  if (multiplier !== null && !eq(multiplier, ONE)) return `"${field.key}" multiplies the quantity by ${multiplier}.`;
  return valueOf('riskpercentage') === null ? null : `"${field.key}" sizes the order by risk.`;
}

/** The flag → the fields that it is about. */
const MOVED: readonly (readonly [flag: string, level: readonly string[]])[] = [
  ['updatesl', ['sl', 'percentagesl', 'dollarsl']],
  ['updatetp', ['tp', 'percentagetp', 'dollartp']],
];
/** What a change of stop or target keeps of the message. */
const KEPT: ReadonlySet<string> = new Set(['symbol', 'token', 'accountid', 'strategyname', 'date', 'price']);

function readMove(index: FieldIndex, moved: typeof MOVED): Reading {
  const kept = new Set([...KEPT, ...moved.flatMap(([, level]) => level)]);
  const edited = editFields(index, {
    rename: new Map([
      ['accountid', 'account'],
      ['percentagesl', 'stop_loss_percent'],
      ['percentagetp', 'take_profit_percent'],
    ]),
    drop: new Set([...index.byName.keys()].filter((name) => !kept.has(name))),
    add: [['action', 'modify']],
  });
  return readOrder(edited, NAME);
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const data = byName.get('data')?.value;
  return byName.has('token') && byName.has('symbol') && typeof data === 'string' && readActionWord(data) !== null;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const data = byName.get('data')?.value;
  const quantity = byName.get('quantity')?.value ?? null;
  const isZero =
    quantity === '0' || (quantity !== null && typeof quantity === 'object' && isJsonNumber(quantity) && Number(quantity.number) === 0);
  const closes = typeof data === 'string' && readActionWord(data)?.verb === 'exit';
  const moved = MOVED.filter(([flag]) => isSet(byName.get(flag)?.value ?? null));
  if (moved.length > 0 && !closes) return readMove(index, moved);
  const distances = closes ? [] : distancesOf(byName);
  const edited = editFields(index, {
    rename: new Map([
      ['data', 'action'],
      ['accountid', 'account'],
      ['percentagesl', 'stop_loss_percent'],
      ['percentagetp', 'take_profit_percent'],
    ]),
    drop: new Set([...DROP, ...(closes && isZero ? ['quantity'] : []), ...distances.map(({ name }) => name)]),
    add: distances.map(({ field, distance }) => [field, distance]),
  });
  const reading = distances.reduce((known, { told }) => warnedReading(known, told), readOrder(edited, NAME));
  const changed = closes ? null : changedByAccounts(byName);
  if (changed === null) return reading;
  return refusedReading(reading, 'UNSUPPORTED', changed, 'Name the accounts and their scale in config.yaml (accounts:), and leave it out.');
}

export const pickmytrade = fieldsDialect(NAME, isItsOwn, read, [
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
    body: '{"token":"example-of-a-secret","symbol":"ES","data":"buy","quantity":4,"price":5120,"tp":0,"dollar_tp":"90","sl":0,"dollar_sl":60}',
    reading: { quantity: decimal('4'), takeProfits: [{ amount: decimal('22.5') }], stopLoss: { amount: decimal('15') } },
  },
  {
    body: '{"token":"example-of-a-secret","symbol":"ES","data":"buy","quantity":1,"price":5120,"tp":0,"sl":5105,"update_sl":true,"update_tp":false}',
    reading: { action: 'modify', side: null, quantity: null, stopLoss: { price: decimal('5105') }, takeProfits: [] },
  },
  {
    body: '{"token":"example-of-a-secret","symbol":"ES","data":"buy","quantity":1,"account_id":"SIM3"}',
    reading: { action: 'buy', account: 'SIM3' },
  },
]);
