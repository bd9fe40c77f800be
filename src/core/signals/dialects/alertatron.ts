// Owns: Alertatron's commands: `Keys(XBTUSD) { market(side=buy, amount=250); stopMarket(side=sell, amount=100%p, offset=@60000); } #bot`.
// A stop or reduce-only limit on the other side after an entry is that entry's protection, never an order of its own.
// wait(5s) holds back the entries behind it. A command that is not known refuses the whole message: it may be the condition that the rest depends on.

import { decimal, HUNDRED, isPositive, sub, sum } from '../../model/decimal.ts';
import { oppositeSide, type Reading, type Target } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { newDraft, refuse, rejected, finishReading } from '../fields/draft-reading.ts';
import { deny } from '../../model/denial.ts';
import { COMMANDS_MAX, joinLegs } from '../legs/join-legs.ts';
import { namedFields, nameTable, type NamedValue } from '../fields/named-fields.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';
import { readPair } from '../texts/word-fields.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'alertatron';
const BLOCK = /^[ \t\r\n]{0,40}([A-Za-z0-9_ .-]{1,40})\(([A-Za-z0-9_:./!-]{1,40})\)\s{0,40}\{([^{}]{0,4000})\}/;
const COMMAND = /^\s{0,40}([A-Za-z]{2,24})\(([^()]{0,400})\)\s{0,40}$/;
const ORDERS: ReadonlyMap<string, 'market' | 'limit' | 'stop'> = new Map([
  ['market', 'market'],
  ['limit', 'limit'],
  ['stopmarket', 'stop'],
  ['stoporder', 'stop'],
]);
/** Said and without effect: what was told to whom. */
const SILENT: ReadonlySet<string> = new Set(['notify', 'balance']);
const NAMES = nameTable({ amount: 'quantity', reduceonly: 'reduce_only', tag: 'order_name', side: 'action' });
const WAIT = /^(\d{1,5})\s?(s|sec|seconds?|m|min|minutes?|h|hours?)$/i;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
/** A longer one is no pause between two orders any more. */
const WAIT_MAX_MS = 86_400_000;
/** A pause in which an exchange settles: here each order waits until the one before it is through. */
const SETTLE_MS = 10_000;
/** Longer texts are no scripts: their remarks are not looked for. */
const TEXT_MAX = 10_000;
const SHARE = /^([\d.]{1,20})%([pab%]?)$/;

interface Command {
  readonly name: string;
  readonly args: ReadonlyMap<string, string>;
}
interface Block {
  readonly account: string;
  readonly symbol: string;
  readonly commands: readonly Command[] | null;
}

function readCommand(text: string): Command | null {
  const [, name, list] = COMMAND.exec(text) ?? [];
  if (name === undefined || list === undefined) return null;
  if (name.toLowerCase() === 'wait' && WAIT.test(list.trim())) return { name: 'wait', args: new Map([['for', list.trim()]]) };
  const pairs = list
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => readPair(part.trim()));
  if (pairs.some((pair) => pair === null)) return null;
  const args = new Map(pairs.flatMap((pair) => (pair === null ? [] : [[pair.name, pair.value] as const])));
  return args.size === pairs.length ? { name: name.toLowerCase(), args } : null;
}

/** Lines that are remarks alone, and remarks behind a command. In a price or a name no slashes stand side by side. */
const withoutRemarks = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => (line.trim().startsWith('#') && !line.includes('{') ? '' : line.replace(/(^|[\s;{}])\/\/.*$/, '$1')))
    .join('\n');

/** The blocks of the message, or null where it is written otherwise. */
function blocksOf(text: string): Block[] | null {
  const blocks: Block[] = [];
  let rest = text.length > TEXT_MAX || !text.includes('{') ? text : withoutRemarks(text);
  for (let match = BLOCK.exec(rest); match !== null && blocks.length <= COMMANDS_MAX; match = BLOCK.exec(rest)) {
    const [all, account = '', symbol = '', body = ''] = match;
    const parts = body.split(';').filter((part) => part.trim() !== '' && !part.trim().startsWith('#'));
    const commands = parts.map(readCommand);
    const isRead = commands.every((command) => command !== null);
    blocks.push({ account: account.trim(), symbol, commands: isRead ? commands.filter((command) => command !== null) : null });
    rest = rest.slice(all.length);
  }
  return blocks.length > 0 && /^[\s#\w.,:-]{0,400}$/.test(rest) ? blocks : null;
}

/** The size: `250`, `25%` of the equity, `25%%` of what is available, `50%p` of the position. */
function sizeValues(args: ReadonlyMap<string, string>): NamedValue[] {
  const amount = args.get('amount');
  const [, share, of = ''] = SHARE.exec(amount ?? '') ?? [];
  if (amount === undefined) return [];
  if (share === undefined) return [['amount', amount]];
  const base = of === 'p' ? 'position' : of === 'a' || of === '%' ? 'available' : 'equity';
  return [
    ['percent', share],
    ['percent_of', base],
  ];
}

function orderOf({ account, symbol }: Block, { args }: Command, type: 'market' | 'limit' | 'stop'): Reading {
  const offset = args.get('offset') ?? args.get('price');
  const isClose = args.get('position') === '0' || args.get('position') === '0%';
  const position = args.get('position');
  const values: NamedValue[] = [['symbol', symbol], ['account', account], ...sizeValues(args)];
  const isRelative = offset !== undefined && !offset.startsWith('@') && type !== 'market';
  if (!isRelative) values.push(['order_type', type]);
  for (const [key, value] of args) {
    if (key === 'side' && isClose) continue;
    if (!['amount', 'offset', 'price', 'position'].includes(key)) values.push([key, value]);
  }
  if (isClose) values.push(['action', 'close']);
  if (offset?.startsWith('@') === true) values.push([type === 'stop' ? 'stop_price' : 'limit_price', offset.slice(1)]);
  if (position !== undefined && !isClose) {
    const target = /^-?[\d.]{1,20}$/.test(position) ? position : null;
    values.push(['position_size', target ?? 'unreadable'], ['side', target?.startsWith('-') === true ? 'sell' : 'buy']);
  }
  const reading = readOrder(namedFields(values, NAMES), NAME);
  if (!isRelative) return reading;
  return refusedReading(
    reading,
    'UNSUPPORTED',
    'The offset counts from the market at the time of the order.',
    'Write the price: offset=@61500.',
  );
}

/** The level of a protective command: a price (`@60000`) or a distance (`e1%`, `e-1%`, `2%`, `150`), which a sign puts `above` or below the entry. */
function levelOf(args: ReadonlyMap<string, string>, above: boolean): Target | null {
  const offset = args.get('offset') ?? args.get('stop') ?? '';
  const [, from, sign, number, percent] = /^(@|e)?([+-])?([\d.]{1,20})(%)?$/.exec(offset) ?? [];
  const value = number === undefined ? null : decimalOf(number);
  if (value === null || (from === '@' && percent !== undefined)) return null;
  if (sign !== undefined && (from !== 'e' || (sign === '+') !== above)) return null;
  return from === '@' ? { price: value } : percent === undefined ? { amount: value } : { percent: value };
}

const decimalOf = (text: string) => (/^\d{1,12}(?:\.\d{1,12})?$/.test(text) && /[1-9]/.test(text) ? decimal(text) : null);

/** `position=75%p`: what is still held behind the step of a ladder, percent of the entry. */
const HELD = /^(-)?(\d{1,3}(?:\.\d{1,4})?)(?:%p?)?$/;

/** The entry with the step of a ladder as its target: it sells what is held more than that. Null where the command is none. */
function steppedEntry(entry: Reading, { args }: Command): Reading | null {
  const [written, sign, number = ''] = HELD.exec(args.get('position') ?? '') ?? [];
  const held = number === '0' ? decimal(0) : written?.includes('%') === true ? decimalOf(number) : null;
  const level = levelOf(args, entry.side === 'buy');
  const taken = entry.takeProfits.map(({ share }) => share ?? null);
  if (held === null || level === null || args.has('side') || args.has('amount') || taken.includes(null)) return null;
  if (number !== '0' && (sign === '-') !== (entry.side === 'sell')) return null;
  const share = sub(HUNDRED, sum([held, ...taken.filter((each) => each !== null)]));
  return isPositive(share) ? { ...entry, takeProfits: [...entry.takeProfits, { ...level, share }] } : null;
}

/** The entry with `command` as its stop or target, or null where the command is none. */
function protectedEntry(entry: Reading | undefined, command: Command, type: 'market' | 'limit' | 'stop'): Reading | null {
  const side = entry?.side ?? null;
  if (entry === undefined || side === null || (entry.action !== 'buy' && entry.action !== 'sell')) return null;
  const reduces = command.args.get('reduceonly')?.toLowerCase() === 'true';
  if (type === 'limit' && reduces && command.args.has('position')) return steppedEntry(entry, command);
  if (command.args.get('side')?.toLowerCase() !== oppositeSide(side)) return null;
  const amount = command.args.get('amount');
  const isWhole = amount === undefined || amount === '100%p' || amount === '100%' || amount === entry.quantity;
  const level = levelOf(command.args, (type === 'limit') === (side === 'buy'));
  if (type === 'stop' && isWhole && entry.stopLoss === null && level !== null) return { ...entry, stopLoss: level };
  const share = /^([\d.]{1,8})%p$/.exec(amount ?? '')?.[1];
  if (type !== 'limit' || !reduces || level === null) return null;
  const part = share === undefined ? null : decimalOf(share);
  if (!isWhole && part === null) return null;
  return { ...entry, takeProfits: [...entry.takeProfits, part === null || isWhole ? level : { ...level, share: part }] };
}

function cancelOf({ account, symbol }: Block, { args }: Command): Reading {
  const draft = newDraft(NAME);
  Object.assign(draft, { kind: 'cancel', action: 'cancel', symbol, account });
  const which = (args.get('which') ?? 'all').toLowerCase();
  if (which === 'tagged' || args.has('tag')) draft.orderId = args.get('tag') ?? null;
  else if (which === 'buy' || which === 'sell') draft.side = which;
  else if (which !== 'all') refuse(draft, 'UNSUPPORTED', 'The cancel names orders in a way that is not understood.');
  return finishReading(draft);
}

function waitMs({ args }: Command): number | null {
  const [, count, unit] = WAIT.exec(args.get('for') ?? '') ?? [];
  if (count === undefined || unit === undefined) return null;
  const ms = Number(count) * (UNIT_MS[unit.charAt(0).toLowerCase()] ?? 0);
  return ms <= WAIT_MAX_MS ? ms : null;
}

const isEntry = ({ action }: Reading): boolean => action === 'buy' || action === 'sell';
const refusedAs = (message: string, remedy?: string): Reading => rejected(NAME, deny('UNSUPPORTED', message, remedy));

/** What the commands ask for so far, and for how long what follows is to wait. */
interface Told {
  readonly readings: Reading[];
  waited: number;
  /** Between two oneCancelsOther(): what protects one entry does so anyway. */
  isGrouped: boolean;
}

/** A reading that the command leads to beside those of before; null where it changed one of them, or asks for nothing. */
function readingOf(block: Block, command: Command, { readings }: Told): Reading | null {
  const type = ORDERS.get(command.name);
  const guarded = type === undefined ? null : protectedEntry(readings.at(-1), command, type);
  if (guarded !== null) readings.splice(-1, 1, guarded);
  if (guarded !== null || SILENT.has(command.name)) return null;
  if (type !== undefined) return orderOf(block, command, type);
  if (command.name === 'cancel') return cancelOf(block, command);
  if (command.name === 'close' || command.name === 'closeposition')
    return orderOf(block, { ...command, args: new Map([...command.args, ['position', '0']]) }, 'market');
  return refusedAs(`The command ${command.name}() is not understood, and the others may depend on it.`);
}

/** Exits leave at once: one that stands behind an entry would be gone before it, and the entry would stay. */
const leavesFirst = (reading: Reading, readings: readonly Reading[]): boolean =>
  reading.action === 'close' &&
  readings.some((before) => isEntry(before) && before.symbol === reading.symbol && before.account === reading.account);

function wait(command: Command, told: Told): void {
  const ms = waitMs(command);
  const entered = told.readings.some(isEntry);
  if (ms === null) told.readings.push(refusedAs('The command wait() names no time that is understood.', 'Write wait(5s), a day at most.'));
  else if (!entered || ms > SETTLE_MS) told.waited += ms;
}

function readBlock(block: Block, told: Told): void {
  if (block.commands === null) {
    told.readings.push(refusedAs('A command between the braces is not written as name(key=value, …).'));
    return;
  }
  for (const command of block.commands) {
    if (command.name === 'wait') {
      wait(command, told);
      continue;
    }
    if (command.name === 'onecancelsother') {
      told.isGrouped = command.args.size > 0;
      continue;
    }
    const reading = readingOf(block, command, told);
    if (reading === null) continue;
    if (told.isGrouped && reading.refusal === null)
      told.readings.push(
        refusedAs(`Of ${command.name}() and others one cancels the rest, which is not followed.`, 'Send them one by one.'),
      );
    else if (leavesFirst(reading, told.readings))
      told.readings.push(
        refusedAs('The message opens a position and closes it behind that; the close would be worked first.', 'Send two messages.'),
      );
    else told.readings.push(told.waited > 0 && isEntry(reading) ? { ...reading, delayMs: told.waited } : reading);
  }
}

function readBlocks(blocks: readonly Block[]): Reading {
  const told: Told = { readings: [], waited: 0, isGrouped: false };
  for (const block of blocks) readBlock(block, told);
  return joinLegs(told.readings, NAME);
}

const blocksIn = inText(blocksOf);

export const alertatron = certainWhere(NAME, blocksIn, readBlocks, [
  {
    body: 'Main(LTCUSDT) { market(side=buy, amount=3); }',
    reading: { action: 'buy', symbol: 'LTCUSDT', quantity: decimal('3'), orderType: 'market', account: 'Main', warnings: [] },
  },
  {
    body: 'Main(LTCUSDT) {\n  market(side=sell, amount=12%);\n  stopMarket(side=buy, amount=100%p, offset=@95.5);\n}\n#bot',
    reading: { action: 'sell', percent: decimal('12'), percentOf: 'equity', stopLoss: { price: decimal('95.5') } },
  },
  {
    body: 'Main(ADAUSDT) { limit(side=buy, amount=40, offset=@0.41); }',
    reading: { orderType: 'limit', limitPrice: decimal('0.41'), quantity: decimal('40') },
  },
  {
    body: 'Main(ADAUSDT) { wait(30s); market(side=buy, amount=40); }',
    reading: { action: 'buy', quantity: decimal('40'), delayMs: 30_000 },
  },
  {
    body: '# swing\nMain(ADAUSDT) {\n  // in, for a part\n  market(side=buy, amount=25%); // at once\n}\n#bot',
    reading: { action: 'buy', symbol: 'ADAUSDT', percent: decimal('25'), account: 'Main' },
  },
  {
    body: 'Main(ADAUSDT) { market(side=buy, amount=25%a); stopOrder(side=sell, amount=100%p, stop=e-1.5%, reduceOnly=true); oneCancelsOther(which=all); limit(position=60%p, offset=e2%, reduceOnly=true); limit(position=0, offset=e3%, reduceOnly=true); oneCancelsOther(); }',
    reading: {
      action: 'buy',
      percent: decimal('25'),
      percentOf: 'available',
      stopLoss: { percent: decimal('1.5') },
      takeProfits: [
        { percent: decimal('2'), share: decimal('40') },
        { percent: decimal('3'), share: decimal('60') },
      ],
    },
  },
  { body: 'Main(ADAUSDT) { market(position=0); }', reading: { action: 'close', symbol: 'ADAUSDT' } },
  { body: 'Main(ADAUSDT) { cancel(which=all); }', reading: { kind: 'cancel', symbol: 'ADAUSDT' } },
]);
