// Owns: orders of the Noren API (Shoonya, Flattrade, Finvasia and others: tsym, trantype, prctyp) and of Algomojo's older bridge, which
// has the same words for other names (Tsym, Ttranstype, TrigPrice), alone or in `data`.
// Invariant: after-market, bracket and cover orders are no plain orders and are refused, as is what tells of an order that was sent.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import { normalName, type FieldIndex } from '../fields/field-index.ts';
import { isSet, shownKey } from '../fields/field-set.ts';
import { flattenAlert } from '../fields/flatten-alert.ts';
import { isJsonNumber, isJsonObject, type JsonValue } from '../json/json-value.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'noren';
const SIDES: ReadonlyMap<string, string> = new Map([
  ['b', 'buy'],
  ['s', 'sell'],
  ['buy', 'buy'],
  ['sell', 'sell'],
]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ...['mkt', 'market'].map((word): [string, string] => [word, 'market']),
  ...['lmt', 'limit', 'l'].map((word): [string, string] => [word, 'limit']),
  ...['sllmt', 'sl', 'sll'].map((word): [string, string] => [word, 'stop_limit']),
  ...['slmkt', 'slm'].map((word): [string, string] => [word, 'stop']),
]);
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['c', 'CNC'],
  ['cnc', 'CNC'],
  ['m', 'NRML'],
  ['nrml', 'NRML'],
  ['i', 'MIS'],
  ['mis', 'MIS'],
]);
/** What each order has and says nothing of what is traded. */
const SILENT = 'uid actid remarks ordersource dscqty discqty mktprotection mktpro strgname sprdtali token dname instname'.split(' ');
/** The order is another one with them. */
const OTHERS = 'amo blprc bpprc trailprc squareoff stoploss trailingticks'.split(' ');
const OFF = /^(?:no?|na)$/i;

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim() : value != null && isJsonNumber(value) ? value.number : '';

/** The same order in the words of the brokers' own Python client. */
const CLIENT: ReadonlyMap<string, string> = new Map([
  ['buyorsell', 'trantype'],
  ['producttype', 'prd'],
  ['tradingsymbol', 'tsym'],
  ['quantity', 'qty'],
  ['discloseqty', 'dscqty'],
  ['pricetype', 'prctyp'],
  ['price', 'prc'],
  ['triggerprice', 'trgprc'],
  ['retention', 'ret'],
  ['booklossprice', 'blprc'],
  ['bookprofitprice', 'bpprc'],
  ['trailprice', 'trailprc'],
]);

/** Whether it is an order in the words of that client. */
export const isNorenClient = ({ byName }: FieldIndex): boolean =>
  ['buyorsell', 'pricetype', 'tradingsymbol', 'quantity'].every((name) => byName.has(name));

/** Whether the names are there: at the top, or in `data`. */
function isNoren({ byName }: FieldIndex): boolean {
  if (byName.has('prctyp') && (byName.has('trantype') || byName.has('ttranstype'))) return true;
  const data = byName.get('data')?.value ?? null;
  if (data === null || !isJsonObject(data)) return false;
  const names = new Set([...data.keys()].slice(0, 40).map(normalName));
  return names.has('prctyp') && (names.has('trantype') || names.has('ttranstype'));
}

/** Why it is no plain order, or null. */
function otherOrder({ byName }: FieldIndex): string | null {
  const other = OTHERS.find((name) => isSet(byName.get(name)?.value ?? null) && !OFF.test(textOf(byName.get(name)?.value)));
  const triggers = ['trgprc', 'trigprice'].find((name) => isSet(byName.get(name)?.value ?? null));
  const isStop = /^sl/i.test(textOf(byName.get('prctyp')?.value));
  const told = byName.has('norenordno') ? 'norenordno' : (other ?? (isStop ? undefined : triggers));
  if (told !== undefined) return `${shownKey(byName.get(told)?.key ?? told)} says that this is no plain order.`;
  const product = textOf((byName.get('prd') ?? byName.get('pcode'))?.value);
  return product === '' || PRODUCTS.has(product.toLowerCase()) ? null : `The product ${shownKey(product)} is no plain order.`;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const get = (...names: string[]): JsonValue => names.map((name) => byName.get(name)?.value).find((value) => value !== undefined) ?? null;
  const type = TYPES.get(normalName(textOf(get('prctyp')))) ?? get('prctyp');
  const isPriced = type === 'limit' || type === 'stop_limit';
  const edited = editFields(index, {
    rename: new Map([
      ['tsym', 'symbol'],
      ['exch', 'exchange'],
    ]),
    drop: new Set([...SILENT, ...OTHERS, ...'trantype ttranstype prctyp prc price trgprc trigprice prd pcode'.split(' ')]),
    add: [
      ['action', SIDES.get(textOf(get('trantype', 'ttranstype')).toLowerCase()) ?? get('trantype', 'ttranstype')],
      ['order_type', type],
      ['limit_price', isPriced ? get('prc', 'price') : null],
      ['stop_price', type === 'stop' || type === 'stop_limit' ? get('trgprc', 'trigprice') : null],
      ['product', PRODUCTS.get(textOf(get('prd', 'pcode')).toLowerCase()) ?? null],
    ],
  });
  const reading = readOrder(edited, NAME);
  const other = otherOrder(index);
  return other === null ? reading : refusedReading(reading, 'UNSUPPORTED', other, 'Send a plain order for the session.');
}

/** The order's fields under its own names, out of any wrapper; null where it is none. */
function orderIn(body: ReadableBody): FieldIndex | null {
  if (body.type === 'text') return null;
  if (isNorenClient(body.index)) return editFields(body.index, { rename: CLIENT });
  return isNoren(body.index) ? flattenAlert(body.fields, body.index) : null;
}

export const noren = certainWhere(NAME, orderIn, read, [
  {
    body: '{"uid":"AB1","actid":"AB1","exch":"NFO","tsym":"BANKNIFTY26DECFUT","qty":"30","prc":"52010","trgprc":"52000","prd":"M","trantype":"B","prctyp":"SL-LMT","ret":"DAY","amo":"No"}',
    reading: {
      action: 'buy',
      orderType: 'stop_limit',
      limitPrice: decimal('52010'),
      stopPrice: decimal('52000'),
      productType: 'NRML',
      refusal: null,
    },
  },
  {
    body: '{"uid":"AB1","actid":"AB1","exch":"NSE","tsym":"WIPRO-EQ","qty":"12","prc":"251.5","prd":"C","trantype":"S","prctyp":"LMT","ret":"IOC"}',
    reading: {
      action: 'sell',
      symbol: 'WIPRO-EQ',
      exchange: 'NSE',
      quantity: decimal('12'),
      orderType: 'limit',
      limitPrice: decimal('251.5'),
      productType: 'CNC',
      timeInForce: 'ioc',
      warnings: [],
    },
  },
  {
    body: '{"api_key":"k","data":{"strg_name":"TV","Tsym":"WIPRO-EQ","exch":"NSE","Ttranstype":"B","Ret":"DAY","prctyp":"SL-M","qty":"12","Price":"0","TrigPrice":"252","Pcode":"MIS","AMO":"NO"}}',
    reading: { action: 'buy', quantity: decimal('12'), orderType: 'stop', stopPrice: decimal('252'), limitPrice: null },
  },
  {
    body: '{"buy_or_sell":"S","product_type":"C","exchange":"NSE","tradingsymbol":"WIPRO-EQ","quantity":12,"discloseqty":0,"price_type":"LMT","price":251.5,"trigger_price":null,"retention":"DAY","remarks":"n1"}',
    reading: {
      action: 'sell',
      symbol: 'WIPRO-EQ',
      quantity: decimal('12'),
      orderType: 'limit',
      limitPrice: decimal('251.5'),
      productType: 'CNC',
    },
  },
]);
