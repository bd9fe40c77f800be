// Owns: orders of 5paisa's API, whose OrderType is the side and whose Exchange and ExchangeType are letters (N, B, M; C, D, U); alone or
// in `body` beside a `head`. A price of 0 is an order at market; StopLossPrice is what triggers it, never a stop-loss.
// A ScripCode alone is the number of the instrument at its exchange: it is the symbol as it is written, and only an alias of config.yaml says what it is.

import { decimal, isZero } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet, shownKey } from '../fields/field-set.ts';
import { flattenAlert } from '../fields/flatten-alert.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'fivepaisa';
const SIDES: ReadonlyMap<string, string> = new Map([
  ['b', 'buy'],
  ['s', 'sell'],
  ['buy', 'buy'],
  ['sell', 'sell'],
]);
const EXCHANGES: ReadonlyMap<string, string> = new Map([
  ['nc', 'NSE'],
  ['nd', 'NFO'],
  ['nu', 'CDS'],
  ['bc', 'BSE'],
  ['bd', 'BFO'],
  ['md', 'MCX'],
]);
/** What names the instrument, best first. */
const NAMED: readonly string[] = ['scripdata', 'symbol', 'scripname', 'tradingsymbol'];
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['exch', 'exchange'],
  ['exchtype', 'exchangetype'],
]);
/** After hours, or until a day. */
const OTHERS: readonly string[] = ['ahplaced', 'isvtd'];
const SILENT = 'head clientcode scripcode disqty remoteorderid apporderid'.split(' ');

const letters = (value: JsonValue | undefined): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** Its fields, out of their wrapper; null where they are not its. */
function fieldsOf(body: ReadableBody): FieldIndex | null {
  if (body.type === 'text') return null;
  const written = body.index.byName.has('head') ? flattenAlert(body.fields, body.index) : body.index;
  const index = written.byName.has('exch') ? editFields(written, { rename: RENAMED }) : written;
  const isItsOwn = ['exchange', 'exchangetype', 'ordertype', 'qty', 'price'].every((name) => index.byName.has(name));
  return isItsOwn && SIDES.has(letters(index.byName.get('ordertype')?.value)) ? index : null;
}

/** The number of the instrument; null where a name says more, or there is none. */
function codeOf({ byName }: FieldIndex): string | null {
  if (NAMED.some((name) => isSet(byName.get(name)?.value ?? null))) return null;
  const code = readNumber(byName.get('scripcode')?.value ?? null);
  return code.type === 'number' && !isZero(code.value) ? code.value : null;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (name: string): JsonValue => byName.get(name)?.value ?? null;
  const isPriced = isSet(get('price'));
  const isStop = isSet(get('stoplossprice'));
  const intraday = byName.get('isintraday')?.value;
  const edited = editFields(index, {
    rename: new Map([['scripdata', 'symbol']]),
    drop: new Set([...SILENT, ...'ordertype exchange exchangetype price stoplossprice isintraday iocorder'.split(' ')]),
    add: [
      ['symbol', codeOf(index)],
      ['action', SIDES.get(letters(get('ordertype'))) ?? null],
      ['order_type', isStop ? (isPriced ? 'stop_limit' : 'stop') : isPriced ? 'limit' : 'market'],
      ['limit_price', isPriced ? get('price') : null],
      ['stop_price', isStop ? get('stoplossprice') : null],
      ['exchange', EXCHANGES.get(letters(get('exchange')) + letters(get('exchangetype'))) ?? get('exchange')],
      ['time_in_force', isSet(get('iocorder')) ? 'ioc' : null],
      ['product', intraday === true ? 'INTRADAY' : intraday === false ? 'DELIVERY' : null],
    ],
  });
  const reading = readOrder(edited, NAME);
  const other = OTHERS.find((name) => isSet(get(name)) && letters(get(name)) !== 'n');
  return other === undefined
    ? reading
    : refusedReading(
        reading,
        'UNSUPPORTED',
        `${shownKey(byName.get(other)?.key ?? other)} says that this is no plain order.`,
        'Send a plain order.',
      );
}

export const fivepaisa = certainWhere(NAME, fieldsOf, read, [
  {
    body: '{"OrderType":"Buy","Exchange":"N","ExchangeType":"C","ScripData":"WIPRO_EQ","Price":249.5,"Qty":8,"StopLossPrice":0,"IsIntraday":true,"DisQty":0}',
    reading: {
      action: 'buy',
      symbol: 'WIPRO_EQ',
      quantity: decimal('8'),
      orderType: 'limit',
      limitPrice: decimal('249.5'),
      stopLoss: null,
      exchange: 'NSE',
      productType: 'INTRADAY',
      warnings: [],
    },
  },
  {
    body: '{"head":{"key":"example-of-a-secret"},"body":{"OrderType":"S","Exchange":"B","ExchangeType":"C","Symbol":"WIPRO","Price":"0","Qty":"8","StopLossPrice":"250","IsIntraday":false}}',
    reading: { action: 'sell', symbol: 'WIPRO', orderType: 'stop', stopPrice: decimal('250'), limitPrice: null, exchange: 'BSE' },
  },
  {
    body: '{"OrderType":"B","Exchange":"N","ExchangeType":"C","ScripCode":3787,"Price":0,"Qty":8,"StopLossPrice":0,"IsIntraday":false}',
    reading: { action: 'buy', symbol: '3787', quantity: decimal('8'), orderType: 'market', exchange: 'NSE' },
  },
  {
    body: '{"OrderType":"B","Exchange":"N","ExchangeType":"C","ScripData":"WIPRO_EQ","Price":251,"Qty":8,"StopLossPrice":250.5,"IsIntraday":false,"AHPlaced":"N"}',
    reading: { action: 'buy', orderType: 'stop_limit', limitPrice: decimal('251'), stopPrice: decimal('250.5'), productType: 'DELIVERY' },
  },
]);
