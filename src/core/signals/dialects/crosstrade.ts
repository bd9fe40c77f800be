// Owns: CrossTrade's message for NinjaTrader: `key=…; command=PLACE; account=…; instrument=MNQ 03-26; action=BUY; …`, pairs
// between semicolons, on one line or many. The name of a future holds a blank and stays as it is written. Stops and targets
// may be distances: in ticks (one tick is what `point_size` says), in points of the price, or in percent.

import { decimal, HUNDRED, lte, mul, parseDecimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { certainWhere } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { closingAll, refusedReading } from '../fields/refused-reading.ts';
import { COMMAND_TEXT_MAX, putPairs, readOrderFields, readPair, saidTwice, type OrderFields, type Pair } from '../texts/word-fields.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'crosstrade';
const NAMES: ReadonlyMap<string, string> = new Map([
  ['instrument', 'symbol'],
  ['qty', 'quantity'],
  ['quantity', 'quantity'],
  ['ordertype', 'order_type'],
  ['limitprice', 'limit_price'],
  ['stopprice', 'stop_price'],
  ['price', 'price'],
  ['tif', 'time_in_force'],
  ['account', 'account'],
  ['action', 'action'],
  ['marketposition', 'market_position'],
  ['position', 'market_position'],
  ['prevmarketposition', 'prev_market_position'],
  ['marketpositionsize', 'market_position_size'],
  ['prevmarketpositionsize', 'prev_market_position_size'],
  ['positionsize', 'position_size'],
  ['orderid', 'order_id'],
  ['percent', 'percent'],
  ['takeprofit', 'take_profit'],
  ['stoploss', 'stop_loss'],
]);
/** What the sender's own desk does with the message: nothing that changes the order here. */
const DESK: ReadonlySet<string> = new Set('command syncstrategy outofsync timeframe strategytag strategy ratelimit'.split(' '));
/** Words that make another order of a PLACE, or none: placed only from that position, or after everything else is closed. */
const CONDITIONS: ReadonlySet<string> = new Set(['requiremarketposition', 'flattenfirst']);
const CLOSING: ReadonlySet<string> = new Set(['close', 'closeposition', 'flatten', 'flatteneverything', 'flat', 'flatplace', 'exit']);
/** Without an instrument they are for all of them. */
const FLATTENS = /^flatten_?(?:everything)?$/i;
/** The orders of an instrument, or of all of them. */
const CANCELS = /^cancel_?(?:all_?)?(?:orders?)?$/i;
const WHOLE = decimal('1');
const FUTURE = /^[A-Z0-9]{1,8} \d{2}-\d{2}$/i;

function readPairs(text: string): readonly Pair[] | null {
  if (text.length > COMMAND_TEXT_MAX || !text.includes(';')) return null;
  const parts = text.split(';').map((part) => part.trim());
  const pairs = parts.filter((part) => part !== '').map(readPair);
  const known = pairs.filter((pair): pair is Pair => pair !== null);
  const has = (name: string): boolean => known.some((pair) => pair.name === name);
  const isOwn = has('instrument') && has('account') && (has('command') || has('action'));
  const isCancel = has('command') && has('orderid');
  const command = valueOf(known, 'command') ?? '';
  const isForAll = has('key') && (FLATTENS.test(command) || CANCELS.test(command));
  return known.length === pairs.length && (isOwn || isCancel || isForAll) ? known : null;
}

/** `20 ticks`, `-1.5%`, `+3 points`: the sign says on which side of the price it is. */
const DISTANCE = /^([+-]?)(\d{1,9}(?:\.\d{1,9})?) ?(ticks?|points?|pts?|%)$/i;
const GUARDS: ReadonlyMap<string, 'target' | 'stop'> = new Map([
  ['take_profit', 'target'],
  ['stop_loss', 'stop'],
]);
const unitOf = (written: string): string => (written === '%' ? 'percent' : written.toLowerCase().startsWith('t') ? 'points' : 'amount');

/** Puts distances in their unit; answers with the name of the one that lies on the wrong side, null where all fit. */
function putDistances(fields: OrderFields, action: string): string | null {
  for (const [name, kind] of GUARDS) {
    const value = fields.get(name);
    const [, sign = '', number = '', unit = ''] = typeof value === 'string' ? (DISTANCE.exec(value) ?? []) : [];
    if (number === '') continue;
    const isAbove = (action === 'buy') === (kind === 'target');
    if (sign !== '' && (sign === '+') !== isAbove) return name;
    fields.set(name, new Map([[unitOf(unit), number]]));
  }
  return null;
}

/** A PLACE; what the sender's desk would have looked at before it is not looked at here. */
function readPlace(fields: OrderFields, pairs: readonly Pair[], instrument: string | null): Reading {
  const condition = pairs.find(({ name, value }) => CONDITIONS.has(name) && value !== '' && value.toLowerCase() !== 'false');
  const wrong = putDistances(fields, (valueOf(pairs, 'action') ?? '').toLowerCase());
  const reading = readNamed(fields, instrument);
  if (reading.kind !== 'order' || (reading.action !== 'buy' && reading.action !== 'sell')) return reading;
  if (condition !== undefined) {
    const remedy = 'Leave it out; entries: { pyramiding: 1 } in config.yaml lets a strategy enter once.';
    return refusedReading(reading, 'UNSUPPORTED', `${condition.key}= makes another order of it, or none, and is not done here.`, remedy);
  }
  if (wrong === null) return reading;
  return refusedReading(reading, 'INVALID_PRICE', `${wrong}= is on the wrong side of the price by its sign.`, 'Send it without a sign.');
}

const valueOf = (pairs: readonly Pair[], name: string): string | null => pairs.find((pair) => pair.name === name)?.value ?? null;

/** The part that a close takes is a fraction of 1 by this sender's documentation: `percent=0.25`. */
function putPart(fields: OrderFields): void {
  const written = fields.get('percent');
  const part = typeof written === 'string' ? parseDecimal(written) : null;
  if (part !== null && lte(part, WHOLE)) fields.set('percent', mul(part, HUNDRED));
}

/** A future is read under its root, and gets its name back: no other reader knows a symbol with a blank. */
function readNamed(fields: OrderFields, instrument: string | null): Reading {
  if (instrument === null || !FUTURE.test(instrument)) return readOrderFields(fields, NAME);
  fields.set('symbol', instrument.split(' ', 1)[0] ?? instrument);
  return { ...readOrderFields(fields, NAME), symbol: instrument };
}

function read(pairs: readonly Pair[]): Reading {
  const fields: OrderFields = new Map();
  const named = pairs.filter(({ name }) => !DESK.has(name) && !CONDITIONS.has(name));
  const twice = saidTwice(pairs) ?? putPairs(fields, named, NAMES);
  if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
  const command = (valueOf(pairs, 'command') ?? 'place').toLowerCase().replaceAll('_', '');
  const instrument = valueOf(pairs, 'instrument');
  if (command === 'place') return readPlace(fields, pairs, instrument);
  if (CANCELS.test(command)) {
    fields.set('action', 'cancel');
    return readNamed(fields, instrument);
  }
  if (command === 'flatplace')
    return rejected(
      NAME,
      deny('UNSUPPORTED', 'FLATPLACE closes and opens in one message.', 'Send a close and then an order, or action=reverse.'),
    );
  if (command === 'reverse' || command === 'reverseposition') {
    // the side of the order that is placed when the position is gone
    const side = valueOf(pairs, 'action');
    if (side !== null) fields.set('side', side);
    fields.set('action', 'reverse');
  } else if (CLOSING.has(command)) {
    fields.set('action', 'close');
    putPart(fields);
  } else return rejected(NAME, deny('UNKNOWN_ACTION', 'The command is none that is known: use PLACE, CLOSEPOSITION, REVERSE or CANCEL.'));
  return FLATTENS.test(command) ? closingAll(readNamed(fields, instrument)) : readNamed(fields, instrument);
}

const pairsIn = inText(readPairs);

export const crosstrade = certainWhere(NAME, pairsIn, read, [
  {
    body: 'key=example-of-a-secret; command=PLACE; account=Sim7; instrument=NQ 06-26; action=SELL; qty=1; order_type=LIMIT; limit_price=18250.5; tif=GTC;',
    reading: {
      action: 'sell',
      symbol: 'NQ 06-26',
      quantity: decimal('1'),
      orderType: 'limit',
      limitPrice: decimal('18250.5'),
      account: 'Sim7',
      timeInForce: 'gtc',
    },
  },
  {
    body: 'key=example-of-a-secret; command=PLACE; account=Sim7; instrument=YM 06-26; action=SELL; qty=2; order_type=MARKET; tif=DAY; take_profit=-0.4%; stop_loss=35 ticks;',
    reading: {
      action: 'sell',
      quantity: decimal('2'),
      takeProfits: [{ percent: decimal('0.4') }],
      stopLoss: { points: decimal('35') },
    },
  },
  {
    body: 'key=example-of-a-secret;command=CLOSEPOSITION;account=Sim7;instrument=YM 06-26;',
    reading: { action: 'close', symbol: 'YM 06-26' },
  },
  { body: 'key=example-of-a-secret;command=FLATTENEVERYTHING;', reading: { action: 'close', symbol: null, everything: true } },
  {
    body: 'key=example-of-a-secret;command=REVERSEPOSITION;account=Sim7;instrument=YM 06-26;action=SELL;qty=2;order_type=MARKET;tif=DAY;',
    reading: { action: 'reverse', side: 'sell', quantity: decimal('2') },
  },
  { body: 'key=example-of-a-secret;command=CANCEL;account=Sim7;order_id=grid-3;', reading: { kind: 'cancel', orderId: 'grid-3' } },
]);
