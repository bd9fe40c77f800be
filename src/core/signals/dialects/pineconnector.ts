// Owns: PineConnector's line: licence (or secret), command, symbol, then `key=value`, all between commas. Volumes are lots.
// `sl=`, `tp=` and `risk=` of the older form count what the settings of the receiver at home say: they stay raw.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Level, Reading } from '../../model/signal.ts';
import type { Dialect } from '../dialect.ts';
import { rejected, UNKNOWN_READING } from '../draft-reading.ts';
import { readNumber } from '../read-number.ts';
import { COMMAND_TEXT_MAX, putPairs, readOrderFields, readPair, type OrderFields, type Pair } from '../word-fields.ts';

const NAME = 'pineconnector';

interface Meaning {
  readonly action: string;
  readonly position?: 'long' | 'short';
  readonly type?: 'market' | 'stop' | 'limit';
}

const COMMANDS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['buy', { action: 'buy', type: 'market' }],
  ['sell', { action: 'sell', type: 'market' }],
  ['buystop', { action: 'buy', type: 'stop' }],
  ['sellstop', { action: 'sell', type: 'stop' }],
  ['buylimit', { action: 'buy', type: 'limit' }],
  ['selllimit', { action: 'sell', type: 'limit' }],
  ['closelong', { action: 'close_long' }],
  ['closeshort', { action: 'close_short' }],
  ['closelongpct', { action: 'close_long' }],
  ['closeshortpct', { action: 'close_short' }],
  ['closelongvol', { action: 'close_long' }],
  ['closeshortvol', { action: 'close_short' }],
  ['closelongsell', { action: 'reverse', position: 'short' }],
  ['closeshortbuy', { action: 'reverse', position: 'long' }],
  ['closeall', { action: 'close' }],
  ['cancellong', { action: 'cancel', position: 'long' }],
  ['cancelshort', { action: 'cancel', position: 'short' }],
  ['newsltplong', { action: 'modify', position: 'long' }],
  ['newsltpshort', { action: 'modify', position: 'short' }],
]);
/** Commands of the receiver at home: nothing that an order could say. */
const SWITCHES: ReadonlySet<string> = new Set([
  'eaon',
  'eaoff',
  'closealleaoff',
  'newsltpbuystop',
  'newsltpbuylimit',
  'newsltpsellstop',
  'newsltpselllimit',
]);
const NAMES: ReadonlyMap<string, string> = new Map([
  ['vollots', 'lots'],
  ['lots', 'lots'],
  ['volpctbal', 'percent_of_equity'],
  ['entryprice', 'entry_price'],
  ['slprice', 'stop_loss'],
  ['tpprice', 'take_profit'],
  ['comment', 'comment'],
]);
/** The pairs whose number has a unit in its name. */
const LEVELS: ReadonlyMap<string, { readonly of: 'stop' | 'target'; readonly unit: 'pips' | 'percent' }> = new Map([
  ['slpips', { of: 'stop', unit: 'pips' }],
  ['tppips', { of: 'target', unit: 'pips' }],
  ['slpct', { of: 'stop', unit: 'percent' }],
  ['tppct', { of: 'target', unit: 'percent' }],
] as const);
const OWN: ReadonlySet<string> = new Set(['sl', 'tp', 'risk', 'entry', 'entrypips', 'pending', ...LEVELS.keys()]);

interface Line {
  readonly command: string;
  readonly symbol: string;
  readonly pairs: readonly Pair[];
}

function readLine(text: string): Line | null {
  const line = text.trim();
  if (line.length > COMMAND_TEXT_MAX || line.includes('\n')) return null;
  const [licence = '', word = '', symbol = '', ...rest] = line.split(',').map((part) => part.trim());
  const command = word.toLowerCase();
  if (licence === '' || licence.includes('=') || !(COMMANDS.has(command) || SWITCHES.has(command))) return null;
  const pairs = rest.filter((part) => part !== '').map(readPair);
  return pairs.includes(null) ? null : { command, symbol, pairs: pairs.filter((pair): pair is Pair => pair !== null) };
}

const valueOf = ({ pairs }: Line, name: string): string | null => pairs.find((pair) => pair.name === name)?.value ?? null;

function rawLevel(line: Line, name: 'sl' | 'tp'): Level | null | 'broken' {
  const value = valueOf(line, name);
  if (value === null) return null;
  const number = readNumber(value);
  if (number.type === 'none' || (number.type === 'number' && number.value === '0')) return null;
  return number.type === 'number' && !number.value.startsWith('-') ? { raw: number.value } : 'broken';
}

function putSize(fields: OrderFields, line: Line): void {
  const isPart = line.command.endsWith('pct') || line.command.endsWith('vol');
  const size = valueOf(line, 'risk');
  if (isPart && size !== null) fields.set(line.command.endsWith('pct') ? 'percent' : 'lots', size);
}

function putPrices(fields: OrderFields, line: Line, type: Meaning['type']): void {
  for (const [name, { of, unit }] of LEVELS) {
    const value = valueOf(line, name);
    if (value !== null) fields.set(of === 'stop' ? 'stop_loss' : 'take_profit', new Map([[unit, value]]));
  }
  const price = valueOf(line, 'entryprice') ?? valueOf(line, 'entry') ?? valueOf(line, 'pending');
  if (type === undefined) return;
  fields.set('order_type', type);
  if (price === null || type === 'market') return;
  fields.delete('entry_price');
  fields.set(type === 'stop' ? 'stop_price' : 'limit_price', price);
}

/** A pending order whose price is a distance from the market: the distance is the entry. */
function readDistance(line: Line): Level | null {
  const pips = readNumber(valueOf(line, 'entrypips') ?? '');
  return pips.type === 'number' ? { pips: pips.value } : null;
}

function readCommand(line: Line, { action, position, type }: Meaning): Reading {
  const distance = type === 'stop' || type === 'limit' ? readDistance(line) : null;
  const fields: OrderFields = new Map([
    ['action', action],
    ['symbol', line.symbol],
  ]);
  const twice = putPairs(
    fields,
    line.pairs.filter(({ name }) => !OWN.has(name)),
    NAMES,
  );
  if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
  if (position !== undefined) fields.set(action === 'reverse' ? 'market_position' : 'position_side', position);
  putSize(fields, line);
  // its price comes from the distance: without one of its own the reader would ask for it
  putPrices(fields, line, distance === null ? type : undefined);
  const stop = rawLevel(line, 'sl');
  const target = rawLevel(line, 'tp');
  if (stop === 'broken' || target === 'broken') return rejected(NAME, deny('INVALID_PRICE', 'sl= and tp= must be numbers above 0.'));
  const reading = readOrderFields(fields, NAME);
  const risk = valueOf(line, 'risk');
  const isSized = fields.has('lots') || fields.has('percent') || risk === null;
  return {
    ...reading,
    orderType: distance === null ? reading.orderType : (type ?? null),
    entries: distance === null ? reading.entries : [distance],
    stopLoss: reading.stopLoss ?? stop,
    takeProfits: reading.takeProfits.length > 0 || target === null ? reading.takeProfits : [target],
    warnings: isSized
      ? reading.warnings
      : [...reading.warnings, `risk=${(risk ?? '').slice(0, 20)} counts what the receiver's settings say; it is not read as a size.`],
  };
}

export const pineconnector: Dialect = {
  name: NAME,
  claims: (body) => (body.type === 'text' && readLine(body.text) !== null ? 'certain' : 'no'),
  read(body) {
    const line = body.type === 'text' ? readLine(body.text) : null;
    const meaning = line === null ? undefined : COMMANDS.get(line.command);
    if (line === null) return UNKNOWN_READING;
    if (meaning !== undefined) return readCommand(line, meaning);
    return rejected(
      NAME,
      deny(
        'UNSUPPORTED',
        `${line.command} switches the receiver at home or changes a pending order.`,
        'Use /pause and /resume in the chat, or cancel and send again.',
      ),
    );
  },
  examples: [
    {
      body: '7001122334455,buy,NZDUSD,vol_lots=0.2,sl_pips=15,tp_price=0.6212',
      reading: {
        action: 'buy',
        symbol: 'NZDUSD',
        quantity: decimal('0.2'),
        quantityUnit: 'lots',
        orderType: 'market',
        stopLoss: { pips: decimal('15') },
        takeProfits: [{ price: decimal('0.6212') }],
      },
    },
    {
      body: '7001122334455,sell,XAUUSD,risk=2,sl=300,tp=600',
      reading: { action: 'sell', stopLoss: { raw: decimal('300') }, takeProfits: [{ raw: decimal('600') }], quantity: null },
    },
    {
      body: '7001122334455,closeshortpct,XAUUSD,risk=25',
      reading: { action: 'close_short', percent: decimal('25'), percentOf: 'position' },
    },
    {
      body: '7001122334455, selllimit, EURCHF, entry_price=0.9512, vol_lots=1',
      reading: { action: 'sell', orderType: 'limit', limitPrice: decimal('0.9512') },
    },
    { body: '7001122334455,cancelshort,EURCHF', reading: { kind: 'cancel', action: 'cancel', symbol: 'EURCHF', positionSide: 'short' } },
    {
      body: '7001122334455,newsltpshort,EURCHF,sl=0.9611',
      reading: { action: 'modify', positionSide: 'short', stopLoss: { raw: decimal('0.9611') } },
    },
  ],
};
