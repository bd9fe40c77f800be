// Owns: Frostybot's commands: `stub:command key=value …`, optionally behind `trade:`. `size` is money, `base` units; a price
// makes it a limit order; `long` and `short` lead to that position, from the other side too.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
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
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { closingAll } from '../fields/refused-reading.ts';
import type { ReadableBody } from '../fields/read-body.ts';

const NAME = 'frostybot';
const STUB_MAX = 80;
const COMMAND = /^(?:trade:)?([\w-]{1,40}):(long|short|buy|sell|close|closeall|cancel|cancelall|stoploss|takeprofit|trailstop)$/i;
const NAMES: ReadonlyMap<string, string> = new Map([
  ['symbol', 'symbol'],
  ['market', 'symbol'],
  ['base', 'quantity'],
  ['quote', 'notional'],
  ['usd', 'notional'],
  ['price', 'limit_price'],
  ['reduce', 'reduce_only'],
  ['reduceonly', 'reduce_only'],
  ['leverage', 'leverage'],
  ['id', 'order_id'],
  ['comment', 'comment'],
  ['tag', 'comment'],
]);

interface Command {
  readonly stub: string;
  readonly verb: string;
  readonly pairs: readonly Pair[];
}

function readCommand(text: string): Command | null {
  const line = text.trim();
  if (line.length > COMMAND_TEXT_MAX || line.includes('\n')) return null;
  const [first = '', ...rest] = wordsOf(line);
  const [, stub, verb] = COMMAND.exec(first) ?? [];
  const pairs = rest.map(readPair).filter((pair): pair is Pair => pair !== null);
  return stub === undefined || verb === undefined || pairs.length !== rest.length ? null : { stub, verb: verb.toLowerCase(), pairs };
}

/** `size` is money, a share of the position with a percent sign, and nothing that is read with a plus, minus or factor. */
function putSize(fields: OrderFields, size: string, closes: boolean): string | null {
  if (size.endsWith('%')) {
    fields.set('percent', size);
    fields.set('percent_of', closes ? 'position' : 'equity');
    return null;
  }
  if (!/^\d/.test(size) || /x$/i.test(size))
    return `size=${size.slice(0, 20)} counts from the position that is held and is not understood.`;
  fields.set('notional', size);
  return null;
}

const triggers = (pairs: readonly Pair[], names: readonly string[]): string | null =>
  pairs.find(({ name }) => names.includes(name))?.value ?? null;

/** `stoploss`, `takeprofit`: the protection of what is held. */
function readProtection(fields: OrderFields, { verb, pairs }: Command): Reading {
  const level = triggers(
    pairs,
    verb === 'stoploss' ? ['stoptrigger', 'trigger', 'stopprice'] : ['profittrigger', 'trigger', 'profitprice'],
  );
  if (verb === 'trailstop' || level === null)
    return rejected(
      NAME,
      deny('UNSUPPORTED', `${verb} is read with a trigger price only.`, 'Add stoptrigger= or profittrigger= with a price.'),
    );
  fields.set('action', 'modify');
  const isRelative = /^[+-]|%$/.test(level);
  if (isRelative)
    return rejected(NAME, deny('UNSUPPORTED', `The trigger ${level.slice(0, 20)} counts from the market.`, 'Send it as a price.'));
  fields.set(verb === 'stoploss' ? 'stop_loss' : 'take_profit', level);
  return readOrderFields(fields, NAME);
}

function read(command: Command): Reading {
  const { stub, verb, pairs } = command;
  const fields: OrderFields = new Map([['account', stub]]);
  const plain = pairs.filter(({ name }) => NAMES.has(name));
  const twice = saidTwice(pairs) ?? putPairs(fields, plain, NAMES);
  if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
  if (verb === 'stoploss' || verb === 'takeprofit' || verb === 'trailstop') return readProtection(fields, command);
  const closes = verb === 'close' || verb === 'closeall';
  if (verb.startsWith('cancel')) fields.set('action', 'cancel');
  else fields.set('action', closes ? 'close' : verb);
  const size = triggers(pairs, ['size']);
  const problem = size === null ? null : putSize(fields, size, closes);
  if (problem !== null) return rejected(NAME, deny('UNSUPPORTED', problem, 'Send size= with an amount of money, or base= with units.'));
  if (!verb.startsWith('cancel')) fields.set('order_type', fields.has('limit_price') ? 'limit' : 'market');
  const rest = pairs.filter(({ name }) => !NAMES.has(name) && name !== 'size');
  const other = rest.find(({ name, value }) => SAYS_WHAT.has(name) && value.toLowerCase() !== verb);
  if (other !== undefined)
    return rejected(NAME, deny('CONTRADICTION', `The command says ${verb}, and ${other.key} says ${other.value.slice(0, 20)}.`));
  for (const { key, name, value } of rest) fields.set(RENAMED.get(name) ?? key, value);
  const reading = verb === 'closeall' ? closingAll(readOrderFields(fields, NAME)) : readOrderFields(fields, NAME);
  const target = verb === 'long' || verb === 'short' ? verb : null;
  return target === null || reading.kind !== 'order' ? reading : { ...reading, positionTarget: target };
}

/** What the command says already. */
const SAYS_WHAT: ReadonlySet<string> = new Set(['action', 'side', 'direction', 'position']);

const RENAMED: ReadonlyMap<string, string> = new Map([
  ['stoptrigger', 'stop_loss'],
  ['profittrigger', 'take_profit'],
]);

const textIn = inText(readCommand);

/** A list or an object is no value of a command; under its name it is refused as unreadable. */
const textOf = (value: JsonValue): string =>
  typeof value === 'string' ? value.trim() : value !== null && isJsonNumber(value) ? value.number : '[…]';

/** The same command as JSON: `{"command": "trade:long", "stub": "main", "symbol": …}`, the stub in it or beside it. */
function commandIn(body: ReadableBody): Command | null {
  if (body.type !== 'json') return textIn(body);
  const { byName } = body.index;
  const [command, stub] = [byName.get('command')?.value, byName.get('stub')?.value];
  if (typeof command !== 'string' || command.length > STUB_MAX) return null;
  const written = typeof stub === 'string' && stub.length <= STUB_MAX ? `${stub}:${command.replace(/^trade:/i, '')}` : command;
  const [, name, verb] = COMMAND.exec(written) ?? [];
  if (name === undefined || verb === undefined) return null;
  const pairs = [...byName].flatMap(([field, { key, value }]): Pair[] => {
    if (field === 'command' || field === 'stub' || value === null) return [];
    return [{ name: field, key, value: typeof value === 'boolean' ? String(value) : textOf(value) }];
  });
  return { stub: name, verb: verb.toLowerCase(), pairs };
}

export const frostybot = certainWhere(NAME, commandIn, read, [
  {
    body: 'desk:long symbol=ETH-PERP size=1500',
    reading: {
      action: 'buy',
      symbol: 'ETH-PERP',
      notional: decimal('1500'),
      quantity: null,
      orderType: 'market',
      positionTarget: 'long',
      account: 'desk',
    },
  },
  {
    body: 'trade:desk:sell symbol=LTC/USD base=12 price=91.5',
    reading: { action: 'sell', quantity: decimal('12'), orderType: 'limit', limitPrice: decimal('91.5') },
  },
  { body: 'desk:close symbol=ETH-PERP size=40%', reading: { action: 'close', percent: decimal('40'), percentOf: 'position' } },
  {
    body: '{"command":"trade:short","stub":"desk","symbol":"ETH-PERP","size":1500}',
    reading: { action: 'sell', notional: decimal('1500'), quantity: null, positionTarget: 'short', account: 'desk' },
  },
  { body: 'desk:closeall', reading: { action: 'close', symbol: null, everything: true } },
  { body: 'desk:cancelall symbol=ETH-PERP', reading: { kind: 'cancel', action: 'cancel', symbol: 'ETH-PERP' } },
  { body: 'desk:stoploss symbol=ETH-PERP stoptrigger=2900', reading: { action: 'modify', stopLoss: { price: decimal('2900') } } },
]);
