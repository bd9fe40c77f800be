// Owns: Autoview's commands: single letters with their values (`e=okx s=xrpusdt b=short q=3 t=market`), one command to
// a line. `b` is the book: with `c=position` it names the position to close, never a new order. A line with `d=1` is disabled.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import type { Dialect } from './dialect.ts';
import { newDraft, rejected, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { inText } from '../texts/in-text.ts';
import { COMMANDS_MAX, joinLegs } from '../legs/join-legs.ts';
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

const NAME = 'autoview';
/** Letters that are read, under the names of an order. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['e', 'exchange'],
  ['a', 'account'],
  ['s', 'symbol'],
  ['l', 'leverage'],
  ['fp', 'limit_price'],
  // the fixed price of the order, its fixed stop-loss and its fixed take-profit: prices, where sl= and tp= are distances
  ['fsl', 'stop_loss_price'],
  ['ftp', 'take_profit_price'],
  ['ro', 'reduce_only'],
  ['delay', 'delay_seconds'],
]);
/** Letters of Autoview that would make the order another one, and that are not read. */
const UNREAD: ReadonlySet<string> = new Set('p ps r y w x cm cn h i m o u v tt ttp fts sl2 tp2 ub'.split(' '));
/** Beside `c=position` they say where the position is to be left later. */
const LEVELS: ReadonlySet<string> = new Set('sl tp ts fsl ftp'.split(' '));
const OTHERS: ReadonlySet<string> = new Set(['b', 'q', 't', 'c', 'd', 'tp', 'sl', 'ts', 'mt', 'tif']);
const isLetter = (name: string): boolean => NAMES.has(name) || UNREAD.has(name) || OTHERS.has(name);

/** The pairs of a command line, or null where it is none. `&` joins what belongs together and says nothing more. */
function readLine(line: string): Pair[] | null {
  const words = wordsOf((line.split('#', 1)[0] ?? '').trim()).filter((word) => word !== '&');
  const pairs = words.map(readPair);
  const known = pairs.filter((pair): pair is Pair => pair !== null && isLetter(pair.name));
  if (known.length !== words.length || !known.some(({ name }) => name === 's')) return null;
  return known.some(({ name }) => name === 'b' || name === 'c') ? known : null;
}

const valueOf = (pairs: readonly Pair[], name: string): string | null => pairs.find((pair) => pair.name === name)?.value ?? null;

/** A distance from the entry: percent, or a number whose unit is the chart's. */
function distance(value: string): Map<string, string> {
  return new Map([value.endsWith('%') ? ['percent', value.slice(0, -1)] : ['amount', value]]);
}

const TYPES: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map([
  ['market', [['order_type', 'market']]],
  ['limit', [['order_type', 'limit']]],
  [
    'post',
    [
      ['order_type', 'limit'],
      ['time_in_force', 'post_only'],
    ],
  ],
  [
    'ioc',
    [
      ['order_type', 'limit'],
      ['time_in_force', 'ioc'],
    ],
  ],
  [
    'fok',
    [
      ['order_type', 'limit'],
      ['time_in_force', 'fok'],
    ],
  ],
]);

function putType(fields: OrderFields, value: string): void {
  for (const [field, meant] of TYPES.get(value.toLowerCase()) ?? [['order_type', value]]) fields.set(field, meant);
}

function putSize(fields: OrderFields, value: string, closes: boolean): void {
  if (!value.endsWith('%')) {
    fields.set('quantity', value);
    return;
  }
  fields.set('percent', value);
  fields.set('percent_of', closes ? 'position' : 'available');
}

function readCommand(pairs: readonly Pair[]): Reading {
  const fields: OrderFields = new Map();
  const named = pairs.filter(({ name }) => NAMES.has(name));
  const twice = saidTwice(pairs) ?? putPairs(fields, named, NAMES);
  if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
  const cancels = valueOf(pairs, 'c')?.toLowerCase() ?? null;
  const book = valueOf(pairs, 'b')?.toLowerCase() ?? null;
  const unread = pairs.find(({ name }) => UNREAD.has(name));
  if (cancels === null && unread !== undefined)
    return rejected(
      NAME,
      deny('UNSUPPORTED', `${unread.key}= changes the order and is not understood.`, 'Remove it, or send fp= with a fixed price.'),
    );
  if (cancels === 'order') {
    fields.set('action', 'cancel');
    if (book === 'long' || book === 'short') fields.set('position_side', book);
    return readOrderFields(fields, NAME);
  }
  if (cancels !== null && cancels !== 'position') return rejected(NAME, deny('UNKNOWN_ACTION', 'c= must be position or order.'));
  const closes = cancels === 'position';
  const level = closes ? pairs.find(({ name }) => LEVELS.has(name)) : undefined;
  if (level !== undefined)
    return rejected(
      NAME,
      deny(
        'UNSUPPORTED',
        `c=position with ${level.key}= is an order that waits for a price, and closes nothing now.`,
        `Send it without ${level.key}= to close at once, or the level with the entry.`,
      ),
    );
  fields.set('action', closes ? closeOf(book) : (book ?? ''));
  const size = valueOf(pairs, 'q');
  if (size !== null) putSize(fields, size, closes);
  const type = valueOf(pairs, 't');
  if (type !== null) putType(fields, type);
  const doubled = [
    ['sl', 'fsl'],
    ['tp', 'ftp'],
  ].find((names) => names.every((name) => valueOf(pairs, name) !== null));
  if (doubled !== undefined)
    return rejected(
      NAME,
      deny('CONTRADICTION', `${doubled.join('= and ')}= say a distance and a price for the same thing.`, 'Send one of them.'),
    );
  const target = valueOf(pairs, 'tp');
  if (target !== null) fields.set('take_profit', distance(target));
  const trail = valueOf(pairs, 'ts');
  if (trail !== null) fields.set(trail.endsWith('%') ? 'trailing_stop_percent' : 'trailing_stop_amount', trail.replace(/%$/, ''));
  const stop = valueOf(pairs, 'sl');
  if (stop !== null) fields.set('stop_loss', distance(stop));
  return readOrderFields(fields, NAME);
}

/** A buy book closes nothing but longs at Autoview: `b` names the position. */
function closeOf(book: string | null): string {
  if (book === 'long' || book === 'buy') return 'close_long';
  return book === 'short' || book === 'sell' ? 'close_short' : 'close';
}

const isDisabled = (pairs: readonly Pair[]): boolean => valueOf(pairs, 'd') === '1';

/** The commands of the text, or null where a line is none. */
const commandsIn = inText((text) => {
  if (text.length > COMMAND_TEXT_MAX) return null;
  const lines = linesOf(text)
    .flatMap((line) => (line.startsWith('#') ? [] : line.split('|')))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0 || lines.length > COMMANDS_MAX) return null;
  const commands: (readonly Pair[])[] = [];
  for (const line of lines) {
    const pairs = readLine(line);
    if (pairs === null) return null;
    commands.push(pairs);
  }
  return commands;
});

export const autoview: Dialect = {
  name: NAME,
  claims: (body) => (commandsIn(body) !== null ? 'certain' : 'no'),
  read(body) {
    const commands = commandsIn(body);
    if (commands === null) return UNKNOWN_READING;
    const active = commands.filter((pairs) => !isDisabled(pairs));
    if (active.length > 0) return joinLegs(active.map(readCommand), NAME);
    return { ...newDraft(NAME), kind: 'status', warnings: ['d=1: the command is disabled.'] };
  },
  examples: [
    {
      body: 'e=kraken s=ltcusd b=long q=2 t=market tp=3% sl=1.5%',
      reading: {
        action: 'buy',
        side: 'buy',
        symbol: 'ltcusd',
        quantity: decimal('2'),
        orderType: 'market',
        exchange: 'kraken',
        takeProfits: [{ percent: decimal('3') }],
        stopLoss: { percent: decimal('1.5') },
      },
    },
    {
      body: 'e=okx s=XRPUSDT c=position b=short | e=okx s=XRPUSDT b=long q=5 ts=2%',
      reading: { action: 'multi', refusal: null },
    },
    {
      body: 's=NQZ6 b=sell q=10% t=limit fp=18250.25',
      reading: { action: 'sell', percent: decimal('10'), percentOf: 'available', limitPrice: decimal('18250.25') },
    },
    {
      body: 's=ltcusd b=short q=2 t=market fsl=99.5 ftp=80',
      reading: { action: 'sell', stopLoss: { price: decimal('99.5') }, takeProfits: [{ price: decimal('80') }] },
    },
    {
      body: 'a=second e=okx s=XRPUSDT c=position b=short',
      reading: { action: 'close_short', side: 'buy', account: 'second', quantity: null },
    },
    { body: 'e=okx s=XRPUSDT c=order', reading: { kind: 'cancel', action: 'cancel', symbol: 'XRPUSDT' } },
    { body: 'e=okx s=XRPUSDT b=buy q=40 d=1', reading: { kind: 'status', action: null } },
  ],
};
