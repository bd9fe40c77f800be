// Owns: TradersPost's JSON: ticker and action with sentiment, quantityType, signalPrice, objects for takeProfit and stopLoss
// (stop, stop_limit, trailing_stop) and for options by their distance from the money. Options are never read as the stock.

import { decimal, neg, parseDecimal, type Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Contract, Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { isJsonNumber, isJsonObject, type JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'traderspost';
/** Beside ticker and action, one of these makes a message one of TradersPost's. */
const MARKS: readonly string[] = [
  'sentiment',
  'signalprice',
  'quantitytype',
  'optiontype',
  'intrinsicvalue',
  'strikesaway',
  'extendedhours',
];
const OPTION_FIELDS: ReadonlySet<string> = new Set(['optiontype', 'intrinsicvalue', 'strikesaway', 'expiration', 'strikeprice']);

const LIMIT_OF_STOP = 'The limit price of the stop is not used: at its stop the position is left at any price.';

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim() : value != null && isJsonNumber(value) ? value.number : '';

const objectOf = (index: FieldIndex, name: string): ReadonlyMap<string, JsonValue> | null => {
  const value = index.byName.get(name)?.value ?? null;
  return value !== null && isJsonObject(value) ? namesIn(value) : null;
};

/** Steps from the money, above zero out of it; null: not said. */
function strikeOffset(index: FieldIndex): Decimal | null | 'unknown' {
  const money = textOf(index.byName.get('intrinsicvalue')?.value).toLowerCase();
  const away = readNumber(index.byName.get('strikesaway')?.value ?? null);
  if (money === '' && away.type === 'none') return null;
  if (away.type === 'problem') return 'unknown';
  if (money === 'atm') return decimal('0');
  const steps = away.type === 'number' ? away.value : decimal('1');
  if (money === 'otm' || money === '') return steps;
  return money === 'itm' ? neg(steps) : 'unknown';
}

function contractOf(index: FieldIndex): Contract | null | string {
  const { byName } = index;
  if (![...OPTION_FIELDS].some((name) => byName.has(name))) return null;
  const right = textOf(byName.get('optiontype')?.value).toLowerCase();
  if (right !== 'call' && right !== 'put') return 'The message is about an option, but optionType is neither call nor put.';
  const offset = strikeOffset(index);
  if (offset === 'unknown') return 'intrinsicValue must be itm, atm or otm, and strikesAway a number.';
  const strike = parseDecimal(textOf(byName.get('strikeprice')?.value));
  return { type: 'option', right, strike, strikeOffset: offset, expiry: textOf(byName.get('expiration')?.value) || null };
}

/** stopLoss as a level or as a trail, under the names of an order; null where it says what is not read. */
function stopFields(stop: ReadonlyMap<string, JsonValue>): readonly (readonly [string, JsonValue])[] | null {
  const type = textOf(stop.get('type')).toLowerCase() || 'stop';
  const get = (name: string): JsonValue => stop.get(name) ?? null;
  if (type === 'trailing_stop') {
    // a stop that trails by nothing that is read would be none
    if (!['trailpercent', 'trailprice', 'trailamount'].some((name) => isSet(get(name)))) return null;
    return [
      ['trailing_stop_percent', get('trailpercent')],
      ['trailing_stop_amount', get('trailprice') ?? get('trailamount')],
    ];
  }
  // not their own way of writing, but one that says its unit
  if (stop.has('value') && type !== 'stop' && type !== 'stop_limit') return [['stop_loss', stop]];
  if (type !== 'stop' && type !== 'stop_limit') return null;
  // the limit behind a stop is how far the price may run: without one the position is left at any price, which is safer
  const known = new Set(['type', 'limitprice', 'stopprice', 'percent', 'amount', 'price']);
  const isLevel = ['stopprice', 'percent', 'amount', 'price'].some((name) => isSet(get(name)));
  // a stop whose only price is the limit behind it would be none
  const unread = [...stop.keys()].some((name) => !known.has(name)) || (isSet(get('limitprice')) && !isLevel);
  const level = new Map([...stop].filter(([name, value]) => name !== 'type' && name !== 'limitprice' && value !== null));
  return unread ? null : [['stop_loss', level]];
}

function read(index: FieldIndex): Reading {
  const contract = contractOf(index);
  if (typeof contract === 'string') return rejected(NAME, deny('INVALID_FIELD', contract));
  const stop = objectOf(index, 'stoploss');
  const stops = stop === null ? [] : stopFields(stop);
  if (stops === null)
    return rejected(
      NAME,
      deny(
        'UNSUPPORTED',
        'stopLoss holds something that is not understood.',
        'Use stop with percent, amount or stopPrice, or trailing_stop.',
      ),
    );
  const risk = textOf(index.byName.get('quantitytype')?.value).toLowerCase() === 'risk_dollar_amount';
  const amount = risk ? readNumber(index.byName.get('quantity')?.value ?? null) : null;
  const edited = editFields(index, {
    drop: new Set([...OPTION_FIELDS, ...(stop === null ? [] : ['stoploss']), ...(risk ? ['quantity', 'quantitytype'] : [])]),
    add: stops,
  });
  const reading = readOrder(edited, NAME);
  return {
    ...reading,
    contract,
    riskAmount: amount?.type === 'number' ? amount.value : reading.riskAmount,
    warnings: stop?.has('limitprice') === true ? [...reading.warnings, LIMIT_OF_STOP] : reading.warnings,
  };
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  if (!byName.has('ticker') || !byName.has('action') || byName.has('botuuid') || byName.has('signaltoken')) return false;
  const isNested = [objectOf(index, 'takeprofit'), objectOf(index, 'stoploss')].some((part) => part !== null);
  return isNested || MARKS.some((mark) => byName.has(mark));
}

export const traderspost = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"ticker":"MSFT","action":"buy","signalPrice":410.25,"quantity":5,"takeProfit":{"limitPrice":431},"stopLoss":{"type":"stop_limit","stopPrice":402,"limitPrice":401.5}}',
    reading: {
      action: 'buy',
      symbol: 'MSFT',
      quantity: decimal('5'),
      signalPrice: decimal('410.25'),
      takeProfits: [{ price: decimal('431') }],
      stopLoss: { price: decimal('402') },
      warnings: [LIMIT_OF_STOP],
    },
  },
  {
    body: '{"ticker":"ESZ2026","action":"sell","sentiment":"short","quantity":1,"stopLoss":{"type":"trailing_stop","trailPercent":1.25}}',
    reading: { action: 'sell', positionTarget: 'short', trailing: { percent: decimal('1.25') }, stopLoss: null },
  },
  {
    body: '{"ticker":"QQQ","action":"buy","quantity":2,"optionType":"put","intrinsicValue":"itm","strikesAway":1,"expiration":"2026-12-18"}',
    reading: {
      action: 'buy',
      contract: { type: 'option', right: 'put', strike: null, strikeOffset: decimal('-1'), expiry: '2026-12-18' },
    },
  },
  { body: '{"ticker":"MSFT","action":"exit","sentiment":"flat"}', reading: { action: 'close', positionTarget: 'flat' } },
  {
    body: '{"ticker":"MSFT","action":"buy","quantityType":"dollar_amount","quantity":1500}',
    reading: { notional: decimal('1500'), quantity: null },
  },
]);
