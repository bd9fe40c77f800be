// Owns: orders of BitMEX's API: orderQty, signed where no side says what it is, with ordType and execInst. The quantity counts contracts
// of the venue.
// Invariants: a side against the sign, a peg, an order that waits to be touched, and an instruction that is not known are refused.

import { abs, decimal, isNegative, isZero } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import { normalName, type FieldIndex } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { inContracts } from '../order/in-contracts.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'bitmex';
/** Its contracts; what is a share elsewhere is counted in shares. */
const CONTRACT = /^(?:[A-Z]{2,10}?(?:USDT?|USDC|EUR)|XBT[FGHJKMNQUVXZ]\d{2})$/;
/** What triggers a stop says nothing of the order itself. */
const SILENT: ReadonlySet<string> = new Set(['lastprice', 'markprice', 'indexprice']);
const KNOWN: ReadonlySet<string> = new Set([...SILENT, 'close', 'reduceonly', 'participatedonotinitiate']);

const TIMES: ReadonlyMap<string, string> = new Map([
  ['goodtillcancel', 'gtc'],
  ['immediateorcancel', 'ioc'],
  ['fillorkill', 'fok'],
]);

const textAt = ({ byName }: FieldIndex, name: string): string => {
  const value = byName.get(name)?.value;
  return typeof value === 'string' ? value.trim() : '';
};
const instructionsOf = (index: FieldIndex): readonly string[] =>
  textAt(index, 'execinst')
    .split(/[, ]+/)
    .filter((word) => word !== '')
    .map(normalName);

function read(index: FieldIndex): Reading {
  const instructions = instructionsOf(index);
  const has = (word: string): boolean => instructions.includes(word);
  const quantity = readNumber(index.byName.get('orderqty')?.value ?? null);
  const signed = quantity.type === 'number' && !isZero(quantity.value) ? quantity.value : null;
  const isBelow = signed !== null && isNegative(signed);
  const written = textAt(index, 'side').toLowerCase();
  const side: JsonValue = written !== '' ? written : signed === null ? null : isBelow ? 'sell' : 'buy';
  const time = textAt(index, 'timeinforce');
  const closes = has('close');
  const action = side === 'sell' ? 'close_long' : side === 'buy' ? 'close_short' : 'close';
  const edited = editFields(index, {
    rename: new Map([['clordid', 'order_id']]),
    drop: new Set(['orderqty', 'side', 'execinst', 'timeinforce']),
    add: [
      ['time_in_force', TIMES.get(normalName(time)) ?? (time === '' ? null : time)],
      ['action', closes ? action : side],
      ['lots', signed === null ? null : abs(signed)],
      ['reduce_only', has('reduceonly') ? true : null],
      ['post_only', has('participatedonotinitiate') ? true : null],
    ],
  });
  const reading = inContracts(readOrder(edited, NAME), NAME);
  if (isBelow && written === 'buy') return refusedReading(reading, 'CONTRADICTION', 'The side says buy, and the quantity is below zero.');
  if (quantity.type === 'problem' || (signed === null && !closes))
    return refusedReading(reading, 'INVALID_QUANTITY', '"orderQty" is no number above or below zero.');
  const isPegged = ['pegpricetype', 'pegoffsetvalue', 'displayqty', 'contingencytype'].some((name) =>
    isSet(index.byName.get(name)?.value ?? null),
  );
  return isPegged || instructions.some((word) => !KNOWN.has(word))
    ? refusedReading(reading, 'UNSUPPORTED', 'The order is worked in a way that is not followed (execInst, peg, displayQty).')
    : reading;
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const hasItsNames = byName.has('execinst') || (byName.has('orderqty') && byName.has('ordtype'));
  return hasItsNames && !byName.has('action') && CONTRACT.test(textAt(index, 'symbol').toUpperCase());
}

export const bitmex = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"symbol":"LTCUSDT","orderQty":-2000,"ordType":"Market"}',
    reading: {
      action: 'sell',
      symbol: 'LTCUSDT',
      quantity: decimal('2000'),
      quantityUnit: 'contracts',
      contractsOf: 'bitmex',
      orderType: 'market',
      warnings: [],
    },
  },
  {
    body: '{"symbol":"XBTUSD","side":"Buy","orderQty":300,"ordType":"StopLimit","stopPx":70000,"price":70050,"execInst":"LastPrice,ReduceOnly"}',
    reading: {
      action: 'buy',
      quantity: decimal('300'),
      quantityUnit: 'contracts',
      contractsOf: null,
      orderType: 'stop_limit',
      stopPrice: decimal('70000'),
      limitPrice: decimal('70050'),
      reduceOnly: true,
    },
  },
  { body: '{"symbol":"XBTUSD","side":"Sell","ordType":"Market","execInst":"Close"}', reading: { action: 'close_long', quantity: null } },
]);
