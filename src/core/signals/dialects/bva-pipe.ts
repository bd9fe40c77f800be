// Owns: the line `secret|strategy|action|symbol` of a trading relay, with price and quantity behind it where they are sent by name.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Dialect } from './dialect.ts';
import { rejected, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { readActionWord } from '../order/action-words.ts';
import { isMarket } from '../texts/posted-headline.ts';
import { mayBeProof, refuseTrial } from '../texts/proof-word.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import { COMMAND_TEXT_MAX, putPairs, readOrderFields, readPair, type OrderFields, type Pair } from '../texts/word-fields.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'bva_pipe';
const NAMES: ReadonlyMap<string, string> = new Map([
  ['price', 'price'],
  ['qty', 'quantity'],
  ['quantity', 'quantity'],
  ['sl', 'stop_loss'],
  ['tp', 'take_profit'],
]);

/** A secret has digits, or is as long as the shortest that is accepted: `update | closed | sell | EURUSD` begins with none. */
const SECRET = /\d|^.{12}/;

interface Line {
  readonly secret: string;
  readonly strategy: string;
  readonly action: string;
  readonly symbol: string;
  readonly pairs: readonly Pair[];
}

/** A bare number behind the symbol may be a price or a quantity: such a line is not claimed. */
function readLine(text: string): Line | null {
  const line = text.trim();
  if (line.length > COMMAND_TEXT_MAX || line.includes('\n')) return null;
  const [secret = '', strategy = '', action = '', symbol = '', ...rest] = line.split('|').map((part) => part.trim());
  // a line that begins with a market has it there: `BTCEUR|15|LONG_ENTRY|EMA_CONFIRMED`
  if (isMarket(secret)) return null;
  if (!mayBeProof(secret) && readActionWord(action)?.verb !== 'exit') return null;
  if (!SECRET.test(secret) || strategy === '' || readActionWord(action) === null || !isSymbolShaped(symbol)) return null;
  const pairs = rest.map(readPair);
  return pairs.includes(null) ? null : { secret, strategy, action, symbol, pairs: pairs.filter((pair): pair is Pair => pair !== null) };
}

const lineIn = inText(readLine);

export const bvaPipe: Dialect = {
  name: NAME,
  claims: (body) => (lineIn(body) !== null ? 'certain' : 'no'),
  read(body) {
    const line = lineIn(body);
    if (line === null) return UNKNOWN_READING;
    const { secret, strategy, action, symbol, pairs } = line;
    const fields: OrderFields = new Map([
      ['strategy', strategy],
      ['action', action],
      ['symbol', symbol],
    ]);
    const twice = putPairs(fields, pairs, NAMES);
    if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
    return refuseTrial(readOrderFields(fields, NAME), secret);
  },
  examples: [
    {
      body: 'example-of-a-secret|breakout 4h|sell|DOTUSDT',
      reading: { action: 'sell', symbol: 'DOTUSDT', strategy: 'breakout 4h', quantity: null },
    },
    { body: 'example-of-a-secret|breakout 4h|buy|DOTUSDT|qty=12', reading: { action: 'buy', quantity: decimal('12') } },
    { body: 'example-of-a-secret|breakout 4h|exit_long|DOTUSDT', reading: { action: 'close_long', symbol: 'DOTUSDT' } },
  ],
};
