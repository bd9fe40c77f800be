// Owns: PineConnector's lines: `70123456789,buy,EURUSD,vol_lots=0.1,sl_pips=20`: license id (or a secret), command, symbol,
// then keys; TradeSgnl writes the symbol before the command. The older keys risk=, sl=, tp= and price= have units that only the settings of its expert advisor know: levels
// stay raw, and risk= never becomes a size. Invariant: a command that changes stops or closes never opens anything.

import { decimal } from '../../model/decimal.ts';
import type { Reading, Target } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { readActionWord } from '../order/action-words.ts';
import { closingAll, warnedReading, refusedReading } from '../fields/refused-reading.ts';
import type { JsonValue } from '../json/json-value.ts';
import { levelValue, namedFields, nameTable, type NamedValue } from '../fields/named-fields.ts';
import { mayBeProof, refuseTrial } from '../texts/proof-word.ts';
import { readOrder } from '../order/read-order.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import { linesOf, readPair, type Pair } from '../texts/word-fields.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'pineconnector';
const LINE_MAX = 600;
/** A license id, or the secret that stands in its place: digits, or as long as the shortest secret. `result,buy,EURUSD` has neither. */
const PROOF = /^(?=.*\d|.{12})[A-Za-z0-9_.~!@#$%^&*+-]{6,128}$/;

interface Meaning {
  readonly action: 'buy' | 'sell' | 'close' | 'close_long' | 'close_short' | 'reverse' | 'cancel' | 'modify';
  readonly position?: 'long' | 'short';
  readonly type?: 'limit' | 'stop';
  /** What `risk=` counts of a partial close. */
  readonly part?: 'percent' | 'lots';
  readonly refused?: string;
  readonly warned?: string;
  /** Everything of the symbol that is named, where one is. */
  readonly ofSymbol?: true;
}

const SIDES = { long: 'buy', short: 'sell' } as const;

function commandsOf(position: 'long' | 'short'): [string, Meaning][] {
  const side = SIDES[position];
  const close = `close_${position}` as const;
  const other = position === 'long' ? 'sell' : 'buy';
  const market = position === 'long' ? ['buy', 'long', 'bull', 'bullish'] : ['sell', 'short', 'bear', 'bearish'];
  const twice = { refused: 'It closes a position and opens another of the same side.' };
  return [
    ...market.map((word): [string, Meaning] => [word, { action: side, position }]),
    [`${side}stop`, { action: side, position, type: 'stop' }],
    [`${side}limit`, { action: side, position, type: 'limit' }],
    [`close${position}`, { action: close, position }],
    [`close${side}`, { action: close, position }],
    [`exit${position}`, { action: close, position }],
    [`close${position}pct`, { action: close, position, part: 'percent' }],
    [`close${position}vol`, { action: close, position, part: 'lots' }],
    [`close${position}${side}`, { action: close, position, ...twice }],
    [`close${position}${other}`, { action: 'reverse', position: position === 'long' ? 'short' : 'long' }],
    [`newsltp${position}`, { action: 'modify', position }],
    ...['', `${side}stop`, `${side}limit`].map((pending): [string, Meaning] => [
      `cancel${position}${pending}`,
      { action: 'cancel', position },
    ]),
  ];
}

const COMMANDS: ReadonlyMap<string, Meaning> = new Map([
  ...commandsOf('long'),
  ...commandsOf('short'),
  ['closeall', { action: 'close' }],
  ['closelongshort', { action: 'close' }],
  // so written by bridges that take its lines: all of that symbol
  ['close_all', { action: 'close', ofSymbol: true }],
  ['cancelall', { action: 'cancel' }],
  ['closealleaoff', { action: 'close', warned: 'Entries are not held back by it: /pause does that.' }],
  ['eaon', { action: 'close', refused: 'It switches an expert advisor on, and names no order.' }],
  ['eaoff', { action: 'close', refused: 'It switches an expert advisor off, and names no order.' }],
]);

const NAMES = nameTable({
  vol_lots: 'lots',
  vol_dollar: 'risk_amount',
  vol_pctballoss: 'risk_percent',
  vol_pctbal_loss: 'risk_percent',
  order_comment: 'comment',
});
/** Keys with a unit in their name → the unit of the level. */
const LEVELS: ReadonlyMap<string, 'pips' | 'price' | 'percent' | 'raw'> = new Map([
  ['', 'raw'],
  ['pips', 'pips'],
  ['price', 'price'],
  ['pct', 'percent'],
  ['percent', 'percent'],
]);
const LEVEL_KEY = /^(sl|tp|entry)_?(pips|price|pct|percent)?$/;
/** Keys that say how much a partial close takes off. */
const PART_KEYS: Readonly<Record<'percent' | 'lots', readonly string[]>> = {
  percent: ['risk', 'pct', 'percent', 'vol_pct', 'partial_close_pct'],
  lots: ['risk', 'vol', 'lots', 'vol_lots'],
};
/** The steps of a ladder, in the unit that sl= and tp= have. */
const STEP_KEY = /^tp\d{1,2}$/;
/** A part of a close, by commands that have no word for it: in lots or a share of 1, as its settings say. */
const UNKNOWN_PART = /^(?:pct|percent|vol|lots)$/;
/** Filters and followers of its advisor: the order is the same without them, and people are told. */
const FOLLOWERS = /^(?:be(?:trigger|offset)|trail(?:trig|dist|step)|atr\w{0,24}|spread|accfilter|slippage|magic)(?:_\w{1,12})?$/;

interface Line {
  readonly proof: string;
  readonly command: string;
  readonly symbol: string;
  readonly pairs: readonly Pair[];
}

/** Bridges that take its lines write `close_long`, too. */
const commandOf = (written: string): string => {
  const word = written.toLowerCase();
  return COMMANDS.has(word) ? word : word.replaceAll('_', '');
};
const isCommandWord = (word: string): boolean => COMMANDS.has(commandOf(word));
const swapped = ([proof = '', symbol = '', command = '', ...rest]: readonly string[]): readonly string[] => [
  proof,
  command,
  symbol,
  ...rest,
];

/**
 * Proof, symbol, command, and behind an entry its volume (`risk=`): without one the first word may be anything. Marks of units
 * (`risk=1%`, `sl=1.09$`) are those of another sender, whose bare numbers mean something else.
 */
function isSymbolFirst([proof = '', symbol = '', command = '', ...rest]: readonly string[]): boolean {
  const meaning = COMMANDS.get(commandOf(command));
  if (meaning === undefined || isCommandWord(symbol) || !isSymbolShaped(symbol) || readActionWord(proof) !== null) return false;
  if (rest.some((part) => /[%$]$/.test(part))) return false;
  return meaning.action !== 'buy' && meaning.action !== 'sell' && meaning.action !== 'reverse'
    ? true
    : rest.some((part) => part.includes('='));
}

/** The line by its parts, or null where it is written otherwise: proof, command, symbol, keys. */
function lineOf(text: string): Line | null {
  const [line, more] = text.length > LINE_MAX * 2 ? [] : linesOf(text);
  if (line === undefined || more !== undefined || line.length > LINE_MAX) return null;
  const parts = line.split(',').map((part) => part.trim());
  const [proof = '', command = '', symbol = '', ...rest] = isSymbolFirst(parts) ? swapped(parts) : parts;
  const word = commandOf(command);
  // without a symbol behind it the first word may be one
  if (command.includes('_') && !/[A-Za-z]/.test(symbol)) return null;
  const isCommand = COMMANDS.has(word) || /^(?:close|cancel|newsltp|ea)[a-z]{1,24}$/.test(word);
  if (!mayBeProof(proof) && opens(COMMANDS.get(word))) return null;
  if (!PROOF.test(proof) || !isCommand || !(isSymbolShaped(symbol) || symbol === '' || symbol.startsWith('{{'))) return null;
  const pairs = rest.filter((part) => part !== '').map(readPair);
  if (pairs.some((pair) => pair === null)) return null;
  // action,symbol,number lines of others have no proof in front
  return COMMANDS.has(proof.toLowerCase()) ? null : { proof, command: word, symbol, pairs: pairs.filter((pair) => pair !== null) };
}

const ENTRIES: ReadonlySet<string> = new Set(['buy', 'sell', 'reverse']);
const opens = (meaning: Meaning | undefined): boolean => meaning !== undefined && ENTRIES.has(meaning.action);

const zeroMeansNone = (value: string): boolean => /^0(?:\.0+)?$/.test(value);

function readLine({ command, symbol, pairs }: Line): Reading {
  const meaning = COMMANDS.get(command) ?? { action: 'close', refused: 'It is not known.' };
  const isEntry = meaning.type !== undefined || meaning.action === 'buy' || meaning.action === 'sell' || meaning.action === 'reverse';
  const values: NamedValue[] = [
    ['symbol', symbol],
    ['action', meaning.action === 'modify' ? SIDES[meaning.position ?? 'long'] : meaning.action],
  ];
  const warnings: string[] = [];
  const steps: JsonValue[] = [];
  let entry: readonly [unit: string, value: string] | null = null;
  for (const { key, value } of pairs) {
    const name = key.toLowerCase();
    const [, stem, suffix = ''] = LEVEL_KEY.exec(name) ?? [];
    const unit = LEVELS.get(suffix);
    if (name === 'price' || name === 'pending' || stem === 'entry') entry = [stem === 'entry' ? (unit ?? 'raw') : 'raw', value];
    else if (stem !== undefined && unit !== undefined) {
      if (!zeroMeansNone(value)) values.push([stem === 'sl' ? 'stop_loss' : 'take_profit', levelValue(unit, value)]);
    } else if (STEP_KEY.test(name)) {
      if (!zeroMeansNone(value)) steps.push(levelValue('raw', value));
    } else if (meaning.part !== undefined && PART_KEYS[meaning.part].includes(name)) values.push([meaning.part, value]);
    else if (name === 'risk')
      warnings.push(
        `"risk" is ${/^[\d.]{1,12}$/.test(value) ? value : 'set'} in a unit that only the sender's own settings know: the size comes from the strategy.`,
      );
    else if (FOLLOWERS.test(name)) warnings.push(`"${key.slice(0, 24)}" is not followed.`);
    else if (!(name.startsWith('vol') && !isEntry)) values.push([key, value]);
  }
  if (steps.length > 0) values.push(['take_profits', steps]);
  const reading = warnings.reduce(warnedReading, readOrder(namedFields(values, NAMES), NAME));
  const isUnsized =
    meaning.part === undefined && CLOSES.has(meaning.action) && pairs.some(({ key }) => UNKNOWN_PART.test(key.toLowerCase()));
  return settle(isUnsized ? withoutPart(reading) : withEntry(reading, meaning, entry), meaning);
}

const CLOSES: ReadonlySet<string> = new Set(['close', 'close_long', 'close_short']);

/** It asks for less than everything. */
const withoutPart = (reading: Reading): Reading =>
  refusedReading(
    reading,
    'INVALID_QUANTITY',
    "The command closes a part, in a unit that only the sender's own settings know.",
    'Use closelongpct or closelongvol, which say what risk= counts.',
  );

/** The price of a pending order, in the unit that it was given in. */
function withEntry(reading: Reading, { type }: Meaning, entry: readonly [unit: string, value: string] | null): Reading {
  if (type === undefined || reading.refusal !== null) return reading;
  const number = entry !== null && /^\d{1,12}(?:\.\d{1,12})?$/.test(entry[1]) && !zeroMeansNone(entry[1]) ? decimal(entry[1]) : null;
  if (entry === null || number === null)
    return refusedReading(
      reading,
      'INVALID_PRICE',
      `A ${type} order needs a price.`,
      'Add entry_price=, entry_pips= or price= to the alert message.',
    );
  if (entry[0] === 'price') return { ...reading, orderType: type, ...(type === 'limit' ? { limitPrice: number } : { stopPrice: number }) };
  const level: Target = { [entry[0]]: number };
  return { ...reading, orderType: type, entries: [level] };
}

function settle(reading: Reading, meaning: Meaning): Reading {
  const { action, position = null, refused, warned, part, ofSymbol } = meaning;
  if (part !== undefined && reading.quantity === null && reading.percent === null)
    return refusedReading(
      reading,
      'INVALID_QUANTITY',
      'The command closes a part and does not say how much.',
      'Add risk= to the alert message.',
    );
  if (refused !== undefined) return refusedReading(reading, 'UNSUPPORTED', `The command is not followed here. ${refused}`);
  if (action === 'modify') {
    const changed: Reading = { ...reading, action, side: null, positionSide: position };
    const says = changed.stopLoss !== null || changed.takeProfits.length > 0;
    return says
      ? changed
      : refusedReading(
          changed,
          'INVALID_FIELD',
          'The alert changes stop and target, and names neither.',
          'Add sl= or tp= to the alert message.',
        );
  }
  // whatever there is
  if (action === 'close' && position === null && !(ofSymbol === true && reading.symbol !== null))
    return closingAll(warned === undefined ? reading : warnedReading(reading, warned));
  if (action === 'reverse') return { ...reading, side: position === 'long' ? 'buy' : 'sell', positionSide: position };
  if (action === 'cancel') return { ...reading, side: null, positionSide: position };
  return { ...reading, positionSide: position };
}

const lineIn = inText(lineOf);

export const pineconnector = certainWhere(NAME, lineIn, (line) => refuseTrial(readLine(line), line.proof), [
  {
    body: '70555000111,sell,EURJPY,vol_lots=0.4,sl_pips=35,tp_price=158.4',
    reading: {
      action: 'sell',
      symbol: 'EURJPY',
      quantity: decimal('0.4'),
      quantityUnit: 'lots',
      stopLoss: { pips: decimal('35') },
      takeProfits: [{ price: decimal('158.4') }],
      warnings: [],
    },
  },
  {
    body: 'my-own-proof, buy, XAUUSD, sl=15, tp=30',
    reading: { action: 'buy', quantity: null, stopLoss: { raw: decimal('15') }, takeProfits: [{ raw: decimal('30') }] },
  },
  {
    body: '70555000111,selllimit,EURJPY,price=25,sl=30',
    reading: { action: 'sell', orderType: 'limit', limitPrice: null, entries: [{ raw: decimal('25') }] },
  },
  { body: '70555000111,closeshort,EURJPY', reading: { action: 'close_short', side: 'buy', positionSide: 'short' } },
  { body: '70555000111,closelongpct,EURJPY,risk=50', reading: { action: 'close_long', percent: decimal('50'), percentOf: 'position' } },
  {
    body: '70555000111,closeshortvol,EURJPY,vol_lots=0.2',
    reading: { action: 'close_short', quantity: decimal('0.2'), quantityUnit: 'lots' },
  },
  {
    body: '70555000111,newsltpshort,EURJPY,sl_price=161.2',
    reading: { action: 'modify', side: null, positionSide: 'short', stopLoss: { price: decimal('161.2') } },
  },
  { body: '70555000111,closeall', reading: { kind: 'order', action: 'close', symbol: null, everything: true } },
  { body: '70555000111,closealleaoff', reading: { kind: 'order', action: 'close', everything: true } },
  {
    body: 'ExampleLicence,EURJPY,sell,risk=0.5,sl=30,tp1=20,tp2=45',
    reading: {
      action: 'sell',
      symbol: 'EURJPY',
      quantity: null,
      stopLoss: { raw: decimal('30') },
      takeProfits: [{ raw: decimal('20') }, { raw: decimal('45') }],
    },
  },
  { body: 'ExampleLicence,EURJPY,closebuy', reading: { action: 'close_long', symbol: 'EURJPY' } },
  { body: '70555000111,closelongsell,EURJPY', reading: { action: 'reverse', side: 'sell' } },
  { body: '70555000111,cancelshort,EURJPY', reading: { kind: 'cancel', action: 'cancel', side: null, positionSide: 'short' } },
]);
