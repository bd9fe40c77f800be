// Owns: WunderTrading's signals: a code that names everything (`ENTER-LONG_EXCHANGE_PAIR_Name_TF_id`), and its JSON with
// amountPerTrade, where deviations and portfolio shares are fractions of one. Without a pair the bot at home holds it.

import { abs, decimal, gt, HUNDRED, lt, mul, ONE } from '../../model/decimal.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import type { Dialect } from './dialect.ts';
import { UNKNOWN_READING } from '../fields/draft-reading.ts';
import { editFields, namesIn } from '../fields/edit-fields.ts';
import { indexFields, type FieldIndex } from '../fields/field-index.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { readActionWord } from '../order/action-words.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'wundertrading';
const CODE = /^((?:ENTER|EXIT)-(?:LONG|SHORT)|EXIT-ALL|EXIT)_([A-Z0-9-]{2,20})_([A-Z0-9./:-]{3,30})_(.{1,80})$/i;
/** Time frame and id behind the name of the bot. */
/** More than the code: a stop, a size, whatever somebody has added. An exit does not need it. */
const ADDED = /[=|;\r\n]|[:,] | \d|[0-9a-f]{12} /i;
const TAIL = /_(?:\d{1,3}[A-Za-z]?_)?[0-9a-f]{4,36}(?:-[0-9a-f-]{1,32})?$/i;

interface Code {
  readonly action: string;
  readonly exchange: string;
  readonly symbol: string;
  readonly name: string;
}

function readCode(text: string): Code | null {
  const [, word = '', exchange = '', symbol = '', rest = ''] = text.length > 200 ? [] : (CODE.exec(text.trim()) ?? []);
  const action = word.toUpperCase() === 'EXIT-ALL' ? 'close' : word;
  if (word === '' || !isSymbolShaped(symbol)) return null;
  if (ADDED.test(rest) && !/^exit/i.test(word)) return null;
  return { action, exchange, symbol, name: rest.replace(TAIL, '').replace(/_\d{1,3}[A-Za-z]?$/, '') };
}

/** `0.012` is 1.2 percent. */
function percentOfFraction(value: JsonValue | undefined): JsonValue {
  const fraction = readNumber(value ?? null);
  return fraction.type === 'number' ? mul(fraction.value, HUNDRED) : (value ?? null);
}

/** Names of a level that are fractions of one, and from where on the number may be meant as percent. */
const isUnclearPart = ([name, value]: readonly [string, JsonValue]): boolean => {
  const number = readNumber(value);
  if (number.type !== 'number') return false;
  return name === 'pricedeviation' ? !lt(abs(number.value), ONE) : name === 'portfolio' && gt(number.value, ONE);
};

/** The field of a level that may be percent or a fraction; null where all of them are clear. */
function unclearPart({ byName }: FieldIndex): { readonly name: string; readonly value: JsonValue } | null {
  for (const key of ['stoploss', 'takeprofits', 'trailingstop']) {
    const held = byName.get(key)?.value ?? null;
    for (const level of held !== null && isJsonArray(held) ? held : [held]) {
      const found = level !== null && isJsonObject(level) ? [...namesIn(level)].find(isUnclearPart) : undefined;
      if (found !== undefined) return { name: found[0] === 'portfolio' ? 'portfolio' : 'priceDeviation', value: found[1] };
    }
  }
  return null;
}

function levelOf(value: JsonValue): JsonValue {
  if (value === null || !isJsonObject(value)) return value;
  const level: Map<string, JsonValue> = new Map();
  for (const [name, each] of namesIn(value)) {
    if (name === 'pricedeviation') level.set('percent', percentOfFraction(each));
    else if (name === 'portfolio') level.set('share', percentOfFraction(each));
    else level.set(name, each);
  }
  return level satisfies JsonObject;
}

const AMOUNTS: ReadonlyMap<string, readonly [field: string, percentOf: string | null]> = new Map([
  ['quote', ['notional', null]],
  ['base', ['quantity', null]],
  ['contracts', ['quantity', null]],
  ['percent', ['percent', 'available']],
  ['percents', ['percent', 'available']],
  ['$', ['notional', null]],
]);
/** `percents` is a share of one, as the sender documents it; below 1, for what is 1 or more may be percent to the one who wrote it. */
function amountOf(amount: JsonValue, type: string): JsonValue {
  const read = readNumber(amount);
  return type === 'percents' && read.type === 'number' && lt(read.value, ONE) ? mul(read.value, HUNDRED) : amount;
}

/** Words of orderType that say what to do. */
const DOING: ReadonlySet<string> = new Set(['openlong', 'openshort', 'closelong', 'closeshort', 'closeall']);
/** What orderType says to do, null where it is the type of an order. */
function doneBy({ byName }: FieldIndex): string | null {
  const type = byName.get('ordertype')?.value;
  return typeof type === 'string' && DOING.has(type.toLowerCase()) ? type : null;
}

/** A code and an orderType that want another verb, or another position. */
function areAtOdds(code: string | null, type: string | null): boolean {
  const [first, second] = [code, type].map((word) => (word === null ? null : readActionWord(word)));
  if (!first || !second) return false;
  return first.verb !== second.verb || (first.position ?? second.position) !== (second.position ?? first.position);
}

function fieldsOf(index: FieldIndex): FieldIndex {
  const { byName } = index;
  const type = doneBy(index);
  const code = byName.get('code')?.value;
  const isCode = typeof code === 'string' && readActionWord(code) !== null;
  const whole = typeof code === 'string' ? readCode(code) : null;
  const said = whole?.action ?? (isCode ? code : null);
  const action = type ?? said ?? '';
  const amountType = byName.get('amountpertradetype')?.value;
  const unit = typeof amountType === 'string' ? amountType.toLowerCase() : '';
  const [field, percentOf] = AMOUNTS.get(unit) ?? [null, null];
  const targets = byName.get('takeprofits')?.value ?? null;
  const stop = byName.get('stoploss')?.value ?? null;
  const stopLevel = stop !== null && !isJsonObject(stop) ? new Map([['percent', stop]]) : levelOf(stop);
  return editFields(index, {
    drop: new Set([
      'code',
      'takeprofits',
      'stoploss',
      'placeconditionalordersonexchange',
      'pos',
      // beside an exit it says nothing; an entry that only reduces is none
      ...(readActionWord(action)?.verb === 'exit' ? ['reduceonly'] : []),
      ...(type === null ? [] : ['ordertype']),
      ...(field === null ? [] : ['amountpertradetype', 'amountpertrade']),
    ]),
    add: [
      ['action', action === '' ? null : action],
      // read beside it, and refused
      ['command', areAtOdds(said, type) ? said : null],
      ['symbol', whole?.symbol ?? null],
      ['exchange', whole?.exchange ?? null],
      [field ?? '', field === null ? null : amountOf(byName.get('amountpertrade')?.value ?? null, unit)],
      // a part of what is left can only be of the position
      ['percent_of', percentOf === null ? null : readActionWord(action)?.verb === 'exit' ? 'position' : percentOf],
      ['take_profits', isJsonArray(targets ?? '') ? (targets as readonly JsonValue[]).map(levelOf) : targets],
      ['stop_loss', stopLevel],
      ['strategy', whole?.name ?? (type !== null && typeof code === 'string' ? code : null)],
    ],
  });
}

/** Without the levels nothing else of the alert is wrong, and an exit goes. */
function readClear(index: FieldIndex): Reading {
  const unclear = unclearPart(index);
  if (unclear === null) return readOrder(fieldsOf(index), NAME);
  const reading = readOrder(fieldsOf(editFields(index, { drop: new Set(['stoploss', 'takeprofits', 'trailingstop']) })), NAME);
  if (isClose(reading.action)) return reading;
  const number = readNumber(unclear.value);
  const written = number.type === 'number' ? number.value : '';
  return refusedReading(
    reading,
    'INVALID_PRICE',
    `"${unclear.name}": ${written} may be percent or a fraction of 1.`,
    'Send fractions (0.015 for 1.5 percent), or a price.',
  );
}

/** Its other shares are fractions of one, its amounts percent: what may be both is refused. */
function withClearPercent(reading: Reading): Reading {
  if (reading.percent === null || gt(reading.percent, ONE)) return reading;
  const message = `"amountPerTrade": ${reading.percent} may be percent or a fraction of 1.`;
  return refusedReading(reading, 'INVALID_QUANTITY', message, 'Send more than 1 percent, or the amount in quote or base.');
}

export const wundertrading: Dialect = {
  name: NAME,
  claims(body) {
    if (body.type === 'text') return readCode(body.text) === null ? 'no' : 'certain';
    const { byName } = body.index;
    const code = byName.get('code')?.value;
    // an exit needs no amount
    const isCode = typeof code === 'string' && (readActionWord(code) !== null || doneBy(body.index) !== null);
    return byName.has('amountpertrade') || byName.has('amountpertradetype') || isCode ? 'certain' : 'no';
  },
  read(body) {
    if (body.type !== 'text') return withClearPercent(readClear(body.index));
    const code = readCode(body.text);
    if (code === null) return UNKNOWN_READING;
    const { action, exchange, symbol, name } = code;
    const fields = new Map(Object.entries({ action, exchange, symbol, strategy: name }));
    return readOrder(indexFields(fields), NAME);
  },
  examples: [
    {
      body: '{"code":"Exit-Short","pair":"LTCUSDT","amountPerTradeType":"percents","amountPerTrade":0.25}',
      reading: { action: 'close_short', percent: decimal('25'), percentOf: 'position' },
    },
    {
      body: 'ENTER-SHORT_OKX_LTCUSDT_Heron_15M_1a2b3c4d-1111-4222-8333-444455556666',
      reading: { action: 'sell', positionSide: 'short', symbol: 'LTCUSDT', exchange: 'OKX', strategy: 'Heron' },
    },
    {
      body: '{"code":"Enter-Long","pair":"LTCUSDT","amountPerTradeType":"quote","amountPerTrade":90,"takeProfits":[{"priceDeviation":0.02,"portfolio":1}],"stopLoss":{"priceDeviation":0.015}}',
      reading: {
        action: 'buy',
        symbol: 'LTCUSDT',
        notional: decimal('90'),
        takeProfits: [{ percent: decimal('2'), share: HUNDRED }],
        stopLoss: { percent: decimal('1.5') },
      },
    },
    {
      body: '{"code":"EXIT-LONG_OKX_LTCUSDT_Heron_15M_1a2b3c4d-1111-4222-8333-444455556666","orderType":"market","amountPerTradeType":"base","amountPerTrade":2}',
      reading: { action: 'close_long', symbol: 'LTCUSDT', quantity: decimal('2'), exchange: 'OKX', strategy: 'Heron' },
    },
    {
      body: '{"code":"heron","pair":"LTCUSDT","orderType":"openShort","amountPerTradeType":"percent","amountPerTrade":5,"stopLoss":1.5}',
      reading: { action: 'sell', percent: decimal('5'), stopLoss: { percent: decimal('1.5') }, strategy: 'heron' },
    },
  ],
};
