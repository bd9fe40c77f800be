// Owns: a password in a line of its own, and under it orders such as `long BTCUSD q=0.1 sl=1000`. `sl` and `tp` are points
// from the entry, or percent with its sign, `slp` and `tpp` prices, `p` with a point the limit, `qt=percent` makes the quantity a share of the equity.

import { decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { readActionWord } from '../order/action-words.ts';
import { certainWhere } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { COMMANDS_MAX, joinLegs } from '../legs/join-legs.ts';
import { mayBeProof, refuseTrial } from '../texts/proof-word.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import {
  COMMAND_TEXT_MAX,
  linesOf,
  putPairs,
  readOrderFields,
  readPair,
  saidTwice,
  wordsOf,
  type OrderFields,
  type Pair,
} from '../texts/word-fields.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'password_line';
const NAMES: ReadonlyMap<string, string> = new Map([
  ['slp', 'stop_loss'],
  ['tpp', 'take_profit'],
  ['type', 'order_type'],
  ['price', 'price'],
  ['limit', 'limit_price'],
  ['stop', 'stop_price'],
  ['l', 'leverage'],
  ['lev', 'leverage'],
  ['comment', 'comment'],
  ['id', 'order_id'],
]);
const OWN: ReadonlySet<string> = new Set(['q', 'qt', 'sl', 'tp', 'p']);
/** A price: points are whole, and percent have their sign. */
const PRICE = /^\d{1,9}\.\d{1,10}$/;
/** Of qt: what q counts. */
const QUANTITY_TYPES: ReadonlyMap<string, string> = new Map([
  ['percent', 'percent'],
  ['pct', 'percent'],
  ['units', 'quantity'],
  ['base', 'quantity'],
  ['quote', 'notional'],
  ['cash', 'notional'],
  ['lots', 'lots'],
]);
const PASSWORD = /^\S{6,256}$/;
/** Above an entry it is as long as the shortest secret, and no word of a post. */
const SECRET_LENGTH_MIN = 12;
const opensBelow = (password: string): boolean => password.length >= SECRET_LENGTH_MIN && mayBeProof(password);

interface Order {
  readonly word: string;
  readonly symbol: string;
  readonly pairs: readonly Pair[];
}

interface Message {
  readonly password: string;
  readonly orders: readonly Order[];
}

function readOrderLine(line: string): Order | null {
  const [word = '', symbol = '', ...rest] = wordsOf(line);
  // `Close long` is of the market in the line above it
  if (readActionWord(word) === null || !isSymbolShaped(symbol) || /^(?:long|short|half|all|now|everything|position)$/i.test(symbol))
    return null;
  const pairs = rest.map(readPair);
  return pairs.includes(null) ? null : { word, symbol, pairs: pairs.filter((pair): pair is Pair => pair !== null) };
}

/** The orders under the password, or null where the text is not of this form. */
function readMessage(text: string): Message | null {
  if (text.length > COMMAND_TEXT_MAX) return null;
  const [password = '', ...lines] = linesOf(text);
  if (!PASSWORD.test(password) || password.includes('=') || readActionWord(password) !== null) return null;
  if (lines.length === 0 || lines.length > COMMANDS_MAX) return null;
  const orders: Order[] = [];
  for (const line of lines) {
    const order = readOrderLine(line);
    if (order === null) return null;
    orders.push(order);
  }
  return opensBelow(password) || orders.every(({ word }) => readActionWord(word)?.verb === 'exit') ? { password, orders } : null;
}

const opens = (word: string): boolean => (readActionWord(word)?.verb ?? 'enter') !== 'exit';

/** Puts the limit and the distances of `own`; what is wrong with them. */
function putLevels(fields: OrderFields, own: ReadonlyMap<string, string>, opensHere: boolean): Denial | null {
  const price = own.get('p');
  if (price !== undefined && PRICE.test(price)) fields.set('limit_price', price);
  else if (price !== undefined && opensHere)
    return deny(
      'UNSUPPORTED',
      'p= counts points or percent from a market that nobody has looked at.',
      'Send the price with its point: p=5000.0',
    );
  for (const [name, field] of [
    ['sl', 'stop_loss'],
    ['tp', 'take_profit'],
  ] as const) {
    const points = own.get(name);
    if (points === undefined) continue;
    if (fields.has(field)) return deny('CONTRADICTION', `${field} stands in the message as a price and in points.`);
    fields.set(field, new Map([points.endsWith('%') ? ['percent', points.slice(0, -1)] : ['points', points]]));
  }
  return null;
}

function readOne({ word, symbol, pairs }: Order): Reading {
  const fields: OrderFields = new Map([
    ['action', word],
    ['symbol', symbol],
  ]);
  const named = pairs.filter(({ name }) => !OWN.has(name));
  const twice = saidTwice(pairs) ?? putPairs(fields, named, NAMES);
  if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
  const own = new Map(pairs.filter(({ name }) => OWN.has(name)).map(({ name, value }) => [name, value]));
  const size = own.get('q');
  const type = QUANTITY_TYPES.get((own.get('qt') ?? 'units').toLowerCase());
  if (type === undefined) return rejected(NAME, deny('INVALID_FIELD', 'qt= must be units, quote, percent or lots.'));
  if (size !== undefined) {
    fields.set(type, size);
    if (type === 'percent' && opens(word)) fields.set('percent_of', 'equity');
  }
  const wrong = putLevels(fields, own, opens(word));
  return wrong === null ? readOrderFields(fields, NAME) : rejected(NAME, wrong);
}

const messageIn = inText(readMessage);

export const passwordLine = certainWhere(
  NAME,
  messageIn,
  (message) => refuseTrial(joinLegs(message.orders.map(readOne), NAME), message.password),
  [
    {
      body: 'example-of-a-secret\nlong ETHUSD q=2 sl=45 tpp=3900',
      reading: {
        action: 'buy',
        symbol: 'ETHUSD',
        quantity: decimal('2'),
        stopLoss: { points: decimal('45') },
        takeProfits: [{ price: decimal('3900') }],
      },
    },
    { body: 'example-of-a-secret\nlong ETHUSD q=2 sl=1.5%', reading: { action: 'buy', stopLoss: { percent: decimal('1.5') } } },
    { body: 'example-of-a-secret\nlong ETHUSD q=2 p=2950.0', reading: { action: 'buy', orderType: 'limit', limitPrice: decimal('2950') } },
    { body: 'example-of-a-secret\nshort LTCUSD q=5 qt=percent', reading: { action: 'sell', percent: decimal('5'), quantity: null } },
    {
      body: 'example-of-a-secret\nclose LTCUSD q=50 qt=percent',
      reading: { action: 'close', percent: decimal('50'), percentOf: 'position' },
    },
    { body: 'example-of-a-secret\nlong ETHUSD q=1\nshort LTCUSD q=3', reading: { action: 'multi', symbol: 'ETHUSD' } },
  ],
);
