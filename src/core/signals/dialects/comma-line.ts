// Owns: orders written as values with commas between: `buy,BTCUSDT`, `buy,BTCUSDT,0.5,67250`. Nobody says which place is
// what, so that numbers are taken only where they cannot be exchanged for each other; else the alert is refused, saying both.

import { decimal, gte, lt, type Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { readActionWord } from '../order/action-words.ts';
import type { Dialect } from './dialect.ts';
import { rejected, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { indexFields } from '../fields/field-index.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { floorOf } from '../texts/price-floors.ts';
import { readOrder } from '../order/read-order.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'comma_line';
const TEXT_MAX = 200;
/** Minutes of a chart, which stand in such lines too. */
const TIMEFRAMES: ReadonlySet<string> = new Set('1 2 3 5 10 15 20 30 45 60 90 120 180 240 360 480 720 1440'.split(' '));
/** The first of them that is more often the minutes than the contracts of an order. */
const TIMEFRAME_MIN = decimal('5');

interface Line {
  readonly action: string;
  readonly symbol: string;
  readonly rest: readonly string[];
}

function readLine(text: string): Line | null {
  const line = text.trim();
  if (line.length > TEXT_MAX || !line.includes(',') || /[\r\n=:]\s/.test(line)) return null;
  const [first = '', second = '', ...rest] = line.split(',').map((part) => part.trim());
  const isSymbol = (word: string): boolean =>
    isSymbolShaped(word) && word === word.toUpperCase() && /[A-Z]/.test(word) && readActionWord(word) === null;
  if (!rest.every((part) => /^[\w.%-]{1,24}$/.test(part))) return null;
  if (readActionWord(first) !== null && isSymbol(second)) return { action: first, symbol: second, rest };
  return readActionWord(second) !== null && isSymbol(first) ? { action: second, symbol: first, rest } : null;
}

const numberIn = (text: string | undefined): Decimal | null => {
  const number = text === undefined ? null : readNumber(text);
  return number?.type === 'number' ? number.value : null;
};

/** The quantity and the price of the line, or null where they cannot be told apart. */
function quantityAndPrice(symbol: string, rest: readonly string[]): { readonly quantity: Decimal; readonly price: Decimal } | null {
  const [quantity, price, floor] = [numberIn(rest[0]), numberIn(rest[1]), floorOf(symbol)];
  if (rest.length !== 2 || quantity === null || price === null || floor === null || TIMEFRAMES.has(price)) return null;
  if (TIMEFRAMES.has(quantity) && gte(quantity, TIMEFRAME_MIN)) return null;
  return lt(quantity, floor) && gte(price, floor) ? { quantity, price } : null;
}

function readValues({ action, symbol, rest }: Line): Reading {
  const fields = new Map<string, JsonValue>([
    ['action', action],
    ['symbol', symbol],
  ]);
  if (rest.length > 0) {
    const values = quantityAndPrice(symbol, rest);
    if (values === null) {
      const message = 'A number behind the symbol may be the quantity, the price or the timeframe.';
      return rejected(NAME, deny('CONTRADICTION', message, 'Name the values: action=buy,symbol=BTCUSDT,quantity=0.5,price=67250'));
    }
    fields.set('quantity', values.quantity);
    fields.set('price', values.price);
  }
  return readOrder(indexFields(fields), NAME);
}

const lineIn = inText(readLine);

export const commaLine: Dialect = {
  name: NAME,
  claimsAtMost: 'common',
  claims: (body) => (lineIn(body) !== null ? 'common' : 'no'),
  read(body) {
    const line = lineIn(body);
    return line === null ? UNKNOWN_READING : readValues(line);
  },
  examples: [
    { body: 'sell, LTCUSDT', reading: { kind: 'order', action: 'sell', symbol: 'LTCUSDT', quantity: null, signalPrice: null } },
    {
      body: 'buy,ETHUSDT.P,1.25,3310.5',
      reading: { action: 'buy', symbol: 'ETHUSDT.P', quantity: decimal('1.25'), signalPrice: decimal('3310.5'), limitPrice: null },
    },
    { body: 'BINANCE:LTCUSDT,exit_long', reading: { action: 'close_long', symbol: 'BINANCE:LTCUSDT' } },
  ],
};
