// Owns: OpenAlgo's orders: apikey with pricetype and product; the smart order, whose position_size is where to get to (with
// it a quantity of 0 means "as much as that takes"); options by their distance from the money.

import { decimal, isNegative, isZero, neg, parseDecimal, type Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Contract, Reading } from '../../model/signal.ts';
import type { Dialect } from '../dialect.ts';
import { rejected, UNKNOWN_READING } from '../draft-reading.ts';
import { editFields } from '../edit-fields.ts';
import type { FieldIndex } from '../field-index.ts';
import { isJsonNumber, type JsonValue } from '../json-value.ts';
import { readOrder } from '../read-order.ts';

const NAME = 'openalgo';
const OPTION_FIELDS: ReadonlySet<string> = new Set(['underlying', 'offset', 'optiontype', 'expirydate', 'strikeint']);
const STOPS: ReadonlySet<string> = new Set(['sl', 'slm']);

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim() : value != null && isJsonNumber(value) ? value.number : '';

const numberOf = (index: FieldIndex, name: string): Decimal | null => parseDecimal(textOf(index.byName.get(name)?.value));

/** `ATM+1`: so many strikes up or down. */
const STRIKES = /^ATM([+-]\d{1,2})$/i;

/** ATM, OTM2, ITM1: steps from the money, above zero out of it. For a call `ATM+1` is the same as OTM1, whichever way it is meant. */
function strikeOffset(text: string): Decimal | null {
  const [, counted] = STRIKES.exec(text) ?? [];
  if (counted !== undefined) return decimal(Number(counted));
  if (text.toUpperCase() === 'ATM') return decimal('0');
  const [, money = '', steps = '1'] = /^(OTM|ITM)(\d{1,2})?$/i.exec(text) ?? [];
  if (money === '') return null;
  return money.toUpperCase() === 'OTM' ? decimal(steps) : neg(decimal(steps));
}

function contractOf(index: FieldIndex): Contract | null | string {
  const { byName } = index;
  if (!byName.has('underlying') && !byName.has('optiontype')) return null;
  const right = textOf(byName.get('optiontype')?.value).toUpperCase();
  if (right !== 'CE' && right !== 'PE') return 'The message is about an option, but option_type is neither CE nor PE.';
  const written = textOf(byName.get('offset')?.value);
  // the strike above is in the money for a put, and a step away from the money is below
  if (right === 'PE' && STRIKES.test(written))
    return `The offset ${written} of a put may mean a strike in the money or out of it: write OTM1 or ITM1.`;
  const offset = strikeOffset(written);
  if (offset === null) return 'The offset of the option must be ATM, OTM1 …, ITM1 …, or ATM+1, ATM-1 of a call.';
  const expiry = textOf(byName.get('expirydate')?.value) || null;
  return { type: 'option', right: right === 'CE' ? 'call' : 'put', strike: null, strikeOffset: offset, expiry };
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const contract = contractOf(index);
  if (typeof contract === 'string') return rejected(NAME, deny('INVALID_FIELD', contract));
  const type = textOf(byName.get('pricetype')?.value).toLowerCase().replaceAll(/[_-]/g, '');
  const quantity = numberOf(index, 'quantity');
  const target = numberOf(index, 'positionsize');
  const reaches = quantity !== null && isZero(quantity) && target !== null;
  const side = target === null || isZero(target) ? 'close' : isNegative(target) ? 'sell' : 'buy';
  const edited = editFields(index, {
    rename: new Map([['underlying', 'symbol']]),
    drop: new Set([
      'pricetype',
      'product',
      'triggerprice',
      'disclosedquantity',
      'splitsize',
      ...[...OPTION_FIELDS].filter((name) => name !== 'underlying'),
      ...(reaches ? ['quantity', 'action'] : []),
    ]),
    add: [
      ['order_type', type === 'sl' ? 'stop_limit' : (byName.get('pricetype')?.value ?? null)],
      ['stop_price', STOPS.has(type) ? (byName.get('triggerprice')?.value ?? null) : null],
      ['action', reaches ? side : null],
    ],
  });
  return { ...readOrder(edited, NAME), contract, productType: textOf(byName.get('product')?.value).toUpperCase() || null };
}

export const openalgo: Dialect = {
  name: NAME,
  claims(body) {
    if (body.type === 'text') return 'no';
    const { byName } = body.index;
    return byName.has('apikey') && (byName.has('pricetype') || byName.has('product')) ? 'certain' : 'no';
  },
  read: (body) => (body.type === 'text' ? UNKNOWN_READING : read(body.index)),
  examples: [
    {
      body: '{"apikey":"example-of-a-secret","strategy":"swing","symbol":"TCS","action":"SELL","exchange":"NSE","pricetype":"SL-M","product":"MIS","quantity":"4","price":"0","trigger_price":"3490.5"}',
      reading: {
        action: 'sell',
        symbol: 'TCS',
        quantity: decimal('4'),
        orderType: 'stop',
        stopPrice: decimal('3490.5'),
        productType: 'MIS',
        strategy: 'swing',
      },
    },
    {
      body: '{"apikey":"example-of-a-secret","strategy":"swing","symbol":"TCS","action":"BUY","exchange":"NSE","pricetype":"MARKET","product":"MIS","quantity":"0","position_size":"-6"}',
      reading: { action: 'sell', quantity: null, positionTarget: 'short', positionSize: decimal('-6') },
    },
    {
      body: '{"apikey":"example-of-a-secret","strategy":"swing","underlying":"BANKNIFTY","exchange":"NSE_INDEX","expiry_date":"28NOV26","offset":"OTM2","option_type":"PE","action":"BUY","quantity":"30","pricetype":"MARKET","product":"NRML"}',
      reading: {
        action: 'buy',
        symbol: 'BANKNIFTY',
        contract: { type: 'option', right: 'put', strike: null, strikeOffset: decimal('2'), expiry: '28NOV26' },
      },
    },
  ],
};
