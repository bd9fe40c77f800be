// Owns: TradingConnector's line: a command, then `tradesymbol=…` and other pairs (`buy tradesymbol=EURUSD tpprice=… slprice=…`).
// A line without a symbol means the chart that the receiver at home sits on: it has none here.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Dialect } from './dialect.ts';
import { rejected, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { closingAll, refusedReading } from '../fields/refused-reading.ts';
import {
  COMMAND_TEXT_MAX,
  putPairs,
  readOrderFields,
  readPair,
  saidTwice,
  wordsOf,
  type OrderFields,
  type Pair,
} from '../texts/word-fields.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'tradingconnector';
const COMMANDS: ReadonlyMap<string, readonly [action: string, type: string | null]> = new Map([
  ['buy', ['buy', null]],
  ['sell', ['sell', null]],
  ['long', ['buy', null]],
  ['short', ['sell', null]],
  ['buystop', ['buy', 'stop']],
  ['sellstop', ['sell', 'stop']],
  ['buylimit', ['buy', 'limit']],
  ['selllimit', ['sell', 'limit']],
  ['close', ['close', null]],
  ['closeall', ['close', null]],
  ['closeall_on_ticker', ['close', null]],
  ['closelong', ['close_long', null]],
  ['closeshort', ['close_short', null]],
  ['closebuy', ['close_long', null]],
  ['closesell', ['close_short', null]],
  ['modify', ['modify', null]],
  ['slmod', ['modify', null]],
  ['tpmod', ['modify', null]],
  ['closepart', ['close', null]],
  ['cancel', ['cancel', null]],
  ['cancellong', ['cancel', null]],
  ['cancelshort', ['cancel', null]],
]);
/** Commands that nobody but this sender writes as a whole message. */
const ALONE: ReadonlySet<string> = new Set(['closelong', 'closeshort', 'closeall', 'closebuy', 'closesell']);
const NAMES: ReadonlyMap<string, string> = new Map([
  ['tradesymbol', 'symbol'],
  ['tradeid', 'order_id'],
  ['tpprice', 'take_profit'],
  ['slprice', 'stop_loss'],
  ['lots', 'lots'],
  ['lot', 'lots'],
  ['volume', 'lots'],
  ['closepercent', 'percent'],
  ['comment', 'comment'],
]);
/** Distances; `sl=` and `tp=` in the unit that the receiver at home is set to. */
const DISTANCES: ReadonlyMap<string, readonly [field: string, unit: 'pips' | 'raw']> = new Map([
  ['sl', ['stop_loss', 'raw']],
  ['slpips', ['stop_loss', 'pips']],
  ['tp', ['take_profit', 'raw']],
  ['tppips', ['take_profit', 'pips']],
]);

interface Line {
  readonly command: string;
  readonly pairs: readonly Pair[];
}

function readLine(text: string): Line | null {
  const line = text.trim();
  if (line.length > COMMAND_TEXT_MAX || line.includes('\n')) return null;
  // `close long tradesymbol=…`: the command in two words
  const [first = '', ...rest] = wordsOf(line.replace(/^(close|cancel) (?=(?:long|short|buy|sell|all|part) )/i, '$1'));
  const command = first.toLowerCase();
  const pairs = rest.map(readPair);
  if (!COMMANDS.has(command) || pairs.includes(null)) return null;
  const known = pairs.filter((pair): pair is Pair => pair !== null);
  return known.some(({ name }) => name === 'tradesymbol') || (rest.length === 0 && ALONE.has(command)) ? { command, pairs: known } : null;
}

const lineIn = inText(readLine);

export const tradingconnector: Dialect = {
  name: NAME,
  claims: (body) => (lineIn(body) !== null ? 'certain' : 'no'),
  read(body) {
    const line = lineIn(body);
    if (line === null) return UNKNOWN_READING;
    const [action, type] = COMMANDS.get(line.command) ?? ['', null];
    const fields: OrderFields = new Map([['action', action]]);
    const pending = /^cancel(long|short)$/.exec(line.command)?.[1];
    if (pending !== undefined) fields.set('position_side', pending);
    const named = line.pairs.filter(({ name }) => !DISTANCES.has(name));
    const twice = saidTwice(line.pairs) ?? putPairs(fields, named, NAMES);
    if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
    for (const { name, value } of line.pairs) {
      const [field, unit] = DISTANCES.get(name) ?? [];
      if (field === undefined || unit === undefined) continue;
      if (fields.has(field)) return rejected(NAME, deny('CONTRADICTION', `${field} stands in the message twice.`));
      fields.set(field, new Map([[unit, value]]));
    }
    if (type !== null) fields.set('order_type', type);
    const price = line.pairs.find(({ name }) => name === 'price' || name === 'openprice')?.value;
    if (type !== null && price !== undefined) fields.set(type === 'stop' ? 'stop_price' : 'limit_price', price);
    const reading = line.command === 'closeall' ? closingAll(readOrderFields(fields, NAME)) : readOrderFields(fields, NAME);
    if (line.command === 'closepart' && reading.quantity === null && reading.percent === null)
      return refusedReading(reading, 'INVALID_QUANTITY', 'closepart does not say how much to close.', 'Add lots= or closepercent=.');
    const changes = reading.stopLoss !== null || reading.takeProfits.length > 0;
    if (line.command.endsWith('mod') && !changes)
      return refusedReading(reading, 'INVALID_FIELD', `${line.command} names no stop and no target.`, 'Add slprice= or tpprice=.');
    return reading;
  },
  examples: [
    {
      body: 'sell tradesymbol=GBPCAD tradeid=77 lots=0.3 tpprice=1.6912 slprice=1.7155',
      reading: {
        action: 'sell',
        symbol: 'GBPCAD',
        quantity: decimal('0.3'),
        quantityUnit: 'lots',
        orderId: '77',
        takeProfits: [{ price: decimal('1.6912') }],
        stopLoss: { price: decimal('1.7155') },
      },
    },
    { body: 'closeshort tradesymbol=GBPCAD', reading: { action: 'close_short', symbol: 'GBPCAD' } },
    { body: 'long tradesymbol=GBPCAD lotsize=0.3', reading: { action: 'buy', symbol: 'GBPCAD', quantityUnit: 'lots' } },
    { body: 'closeall', reading: { action: 'close', symbol: null, everything: true } },
    { body: 'cancel long tradesymbol=GBPCAD', reading: { kind: 'cancel', positionSide: 'long', symbol: 'GBPCAD' } },
    {
      body: 'slmod tradesymbol=GBPCAD tradeid=77 slprice=1.7055',
      reading: { action: 'modify', side: null, orderId: '77', stopLoss: { price: decimal('1.7055') } },
    },
    {
      body: 'closepart tradesymbol=GBPCAD tradeid=77 lots=0.1',
      reading: { action: 'close', quantity: decimal('0.1'), quantityUnit: 'lots' },
    },
    {
      body: 'closelong tradesymbol=GBPCAD closepercent=50',
      reading: { action: 'close_long', percent: decimal('50'), percentOf: 'position' },
    },
  ],
};
