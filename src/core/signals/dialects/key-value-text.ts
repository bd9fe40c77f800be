// Owns: alerts written as pairs of a name and a value: `action=buy;symbol=BTCUSDT;qty=1`, `Symbol: BTCUSDT` and `Side: Long`
// on lines of their own, with the action alone in front or not. Everything must be a pair: prose is never an order.
// Invariant: work linear in the length of the text.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { readActionWord } from '../order/action-words.ts';
import type { Dialect } from './dialect.ts';
import { rejected, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { indexFields, normalName } from '../fields/field-index.ts';
import { inText } from '../texts/in-text.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readOrderOrLegs, SYMBOL_NAMES } from '../order/read-order.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { isSecretName } from '../fields/secret-in-body.ts';
import { refuseToldPairs } from '../texts/refuse-told-pairs.ts';
import { signalIn } from '../texts/signal-text.ts';

const NAME = 'key_value_text';
/** Longer than this, or with more pairs, is no alert. */
const TEXT_MAX = 4_000;
const PAIRS_MAX = 64;
const ACTIONS: readonly string[] = [
  'action',
  'side',
  'orderaction',
  'orderside',
  'direction',
  'signal',
  'order',
  'command',
  'strategyorderaction',
  'type',
  'transactiontype',
  'transaction',
  'buysell',
];
/** Brokers of India write the side in one letter, in fields that hold nothing but what to do. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['b', 'buy'],
  ['s', 'sell'],
]);
const IN_LETTERS: ReadonlySet<string> = new Set(ACTIONS.filter((name) => !['order', 'command', 'type'].includes(name)));
const SYMBOLS: ReadonlySet<string> = new Set([...SYMBOL_NAMES, 'instrument', 'market', 'tradingsymbol', 'coin', 'asset', 'base']);
const KEY = /^[A-Za-z][\w .-]{0,39}$/;

/** `text` cut at `separator`, but not inside of round brackets: `(21, 9, close)` is one value. */
function cut(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (char === separator && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** `Symbol: AAPL Action: CLOSE Price: 150`: a blank parts them, where every value is one word. */
const ONE_WORD_EACH = /^(?:[A-Za-z_]\w{0,30}: [^\s:=]{1,60}(?: |$)){2,20}$/;

/** The parts of one line: by the strongest separator that is in it. */
function partsOf(line: string): string[] {
  const separator = [';', '|', ','].find((char) => line.includes(char));
  // a comma may be the one of 67,250.50
  if (separator === ',' && !/,\s*[A-Za-z]/.test(line)) return [line];
  if (separator !== undefined) return cut(line, separator);
  if (ONE_WORD_EACH.test(line)) return line.split(/ (?=\w+: )/);
  return (line.match(/=/g)?.length ?? 0) > 1 || /^[A-Za-z]+ \w+=/.test(line) ? line.split(/\s+/) : [line];
}

/** `tag=STRAT2 sl=80` between semicolons: the stop is no part of the tag. */
const GLUED =
  /[\s,|]+(?=(?:sl|stop[ _-]?loss|tps?\d?|take[ _-]?profit\d?|trail\w{0,20}|limit(?:[ _-]?price)?|lev(?:erage)?|qty|quantity|reduce[ _-]?only|ro)\s?[=:])/i;

/** `tag="x" sl 80`: behind the quotes stands no part of the tag any more. */
const BEHIND_QUOTES =
  /("[^"\n]{0,200}")((?:[ \t,]+(?:sl|tps?\d?|stop[ _-]?loss|take[ _-]?profit\d?)[ \t]+\d[\d.]{0,20}%?){1,8})(?=$|[\s;,|])/gi;
const withSigns = (text: string): string =>
  text.includes('"')
    ? text.replaceAll(BEHIND_QUOTES, (_all, quoted: string, levels: string) => quoted + levels.replaceAll(/[ \t]+(?=\d)/g, '='))
    : text;

/** Crosses, ticks, quotes, struck lines and comments: what stands behind one is another thing than an order, or none. */
const SAYS_MORE = '>~#;"\'/❌✖✗✘❎🚫⛔✅☑✔🗑⏸⏳⌛❓❔';
const AROUND = `[^\\p{L}\\p{N}${SAYS_MORE}]{0,20}`;

/** `🚨 New Trade Alert 🚨`, alone above the pairs: what it is, and nothing of the trade. */
const TITLE = new RegExp(
  `^${AROUND}(?:(?:new|vip|free|live) )?(?:(?:trading ?view|trading|trade|strategy|entry|crypto|forex|stock) )?(?:signal|alert)(?: alert)?[^\\p{L}\\p{N}\\n:=${SAYS_MORE}]{0,20}\\r?\\n`,
  'iu',
);

type Pair = readonly [key: string, value: string];

/** A name and its value, by the first of = and :, or null. `LTCUSDT` and `BINANCE:LTCUSDT` are values, and no pairs. */
function pairOf(part: string): Pair | null {
  const at = part.search(/[=:]/);
  if (at < 1) return null;
  const key = part.slice(0, at).trim();
  const value = part
    .slice(at + 1)
    .trim()
    .replace(/^"(.*)"$/, '$1');
  return KEY.test(key) ? [key, value] : null;
}

/** All pairs of the text, with a bare action and symbol in front as pairs of their own; null where anything else is in it. */
function readPairs(text: string): readonly Pair[] | null {
  if (text.length > TEXT_MAX || !/[=:]/.test(text)) return null;
  const parts = withSigns(text.replace(TITLE, ''))
    .split(/\r?\n/)
    .flatMap((line) => partsOf(line.trim()))
    .flatMap((part) => part.split(GLUED))
    .filter((part) => part !== '');
  if (parts.length > PAIRS_MAX) return null;
  const pairs: Pair[] = [];
  for (const [i, part] of parts.entries()) {
    const pair = pairOf(part);
    const isAction = i === 0 && pair === null && readActionWord(part) !== null;
    const isSymbol =
      i === 1 &&
      (pair === null || !part.includes('=')) &&
      pairs[0]?.[0] === 'action' &&
      isSymbolShaped(part) &&
      readActionWord(part) === null &&
      part === part.toUpperCase();
    if (isAction) pairs.push(['action', part]);
    else if (isSymbol) pairs.push(['symbol', part]);
    else if (pair === null) return null;
    else pairs.push(pair);
  }
  return withoutPrefix(pairs);
}

/** `token=…,n_signal=buy,n_symbol=NQ1!,n_qty=1`: one sender's sign in front of all its names, the secret's excepted. */
const PREFIX = /^n_(?=[a-z])/i;
function withoutPrefix(pairs: readonly Pair[]): readonly Pair[] {
  const own = pairs.filter(([key]) => !isSecretName(normalName(key)));
  if (own.length < 2 || !own.every(([key]) => PREFIX.test(key))) return pairs;
  return pairs.map(([key, value]): Pair => [key.replace(PREFIX, ''), value]);
}

/** An action and a symbol make pairs an order; without them they may be anything. */
function isOrder(pairs: readonly Pair[]): boolean {
  const names = new Set(pairs.map(([key]) => normalName(key)));
  if (!ACTIONS.some((name) => names.has(name))) return false;
  return [...SYMBOLS].some((name) => names.has(name)) || readsCancel(pairs);
}

const readsCancel = (pairs: readonly Pair[]): boolean => pairs.some(([, value]) => readActionWord(value)?.verb === 'cancel');

/** `64000 - 64500 - 65000`: no machine lists prices like this. */
const BY_HAND = /^\$?\d[\d.,]{0,20}(?: [-–] \$?\d[\d.,]{0,20}){2,12}$/;

function orderIn(text: string): readonly Pair[] | null {
  const pairs = readPairs(text);
  return pairs !== null && isOrder(pairs) && !pairs.some(([, value]) => BY_HAND.test(value)) ? pairs : null;
}

/** The pairs of a text that is nothing but pairs, and an order; null where it is not. */
export const orderPairsIn = inText(orderIn);

/** `📊 Symbol: BTCUSDT`, `**Price:** 67250`: what stands around a name and its value. */
const ORNAMENT = new RegExp(
  `^(?![^\\p{L}\\p{N}\\n]{0,12}[${SAYS_MORE}])[^\\p{L}\\p{N}\\s]{1,12}[ \\t]{0,3}(?=\\p{L})|(?<=[:=])[ \\t]{0,3}[*_\`]{1,3}(?:[ \\t]?[*_\`]{1,3})?(?=[ \\t]?\\S)|[*_\`]{1,3}(?=[ \\t]{0,3}$)`,
  'gmu',
);

const ornatePairsIn = inText((text) =>
  text.length <= TEXT_MAX && text.search(ORNAMENT) !== -1 ? orderIn(text.replaceAll(ORNAMENT, '')) : null,
);

/** A post with levels is read as one, whatever it is adorned with. */
const pairsIn = (body: ReadableBody): readonly Pair[] | null =>
  orderPairsIn(body) ?? (signalIn(body) === null ? ornatePairsIn(body) : null);

/** `44550.00 (30%)`: a price, and the part of the position that leaves there. All of it is no part. */
function withShare(value: string): JsonValue {
  const [, price, share] = /^(\d[\d.]{0,20}) ?\((\d{1,3}(?:\.\d{1,4})?) ?%\)$/.exec(value) ?? [];
  if (price === undefined || share === undefined) return value;
  return share === '100'
    ? price
    : new Map<string, JsonValue>([
        ['price', price],
        ['share', share],
      ]);
}

const KIND = /^(buy|sell|long|short)[ _-]?(limit|stop)$/i;

/** `type: sell limit`: the side, and how the order waits for its price. */
function splitKind(fields: Map<string, JsonValue>): void {
  for (const [key, value] of fields) {
    const [, side, kind] = typeof value === 'string' ? (KIND.exec(value.trim()) ?? []) : [];
    if (side === undefined || kind === undefined || !ACTIONS.includes(normalName(key)) || fields.has('order_type')) continue;
    fields.set(key, side);
    fields.set('order_type', kind);
    const price = [...fields.keys()].find((name) => ['price', 'entry', 'entryprice', 'openprice'].includes(normalName(name)));
    if (kind.toLowerCase() !== 'stop' || price === undefined || fields.has('stop_price')) return;
    fields.set('stop_price', fields.get(price) ?? null);
    fields.delete(price);
    return;
  }
}

const spelled = (key: string, value: string): JsonValue =>
  (IN_LETTERS.has(normalName(key)) ? LETTERS.get(value.toLowerCase()) : undefined) ?? withShare(value);

export const keyValueText: Dialect = {
  name: NAME,
  claimsAtMost: 'common',
  claims: (body) => (pairsIn(body) !== null ? 'common' : 'no'),
  read(body) {
    const pairs = pairsIn(body);
    if (pairs === null) return UNKNOWN_READING;
    const fields = new Map<string, JsonValue>();
    for (const [key, value] of pairs) {
      const known = fields.get(key);
      if (known !== undefined && known !== value)
        return rejected(NAME, deny('DUPLICATE_KEY', 'A name stands twice with different values.'));
      fields.set(key, value);
    }
    for (const [key, value] of fields) if (typeof value === 'string') fields.set(key, spelled(key, value));
    splitKind(fields);
    const reading = readOrderOrLegs(indexFields(fields), NAME);
    return body.type === 'text' ? refuseToldPairs(reading, pairs, body.text) : reading;
  },
  examples: [
    {
      body: 'action=sell;ticker=LTCUSDT;contracts=1,250.5;strategy=trend;secret=example-of-a-secret',
      reading: { kind: 'order', action: 'sell', symbol: 'LTCUSDT', quantity: decimal('1250.5'), strategy: 'trend', warnings: [] },
    },
    {
      body: 'strategy_name:Turtle,settings:(20, 10, close),order_action:buy,contracts:12,ticker:LTCUSDT',
      reading: { action: 'buy', quantity: decimal('12'), strategy: 'Turtle' },
    },
    {
      body: 'Exchange: OKX\nSymbol: OKX:LTCUSDT.P\nSide: Long\nLeverage: 3x\nEntry: $81.50\nTP1: 84\nTP2: 88\nSL: 78',
      reading: {
        action: 'buy',
        symbol: 'OKX:LTCUSDT.P',
        positionSide: 'long',
        leverage: decimal('3'),
        signalPrice: decimal('81.5'),
        takeProfits: [{ price: decimal('84') }, { price: decimal('88') }],
        stopLoss: { price: decimal('78') },
        exchange: 'OKX',
      },
    },
    {
      body: 'Symbol=LTCUSDT\nSide=Long\nEntry=81.5\nTP1=84 (40%)\nTP2=88 (60%)\nSL=78 (100%)',
      reading: {
        takeProfits: [
          { price: decimal('84'), share: decimal('40') },
          { price: decimal('88'), share: decimal('60') },
        ],
        stopLoss: { price: decimal('78') },
      },
    },
    { body: 'SELL\nsymbol=LTCUSDT\nqty=1.25', reading: { action: 'sell', symbol: 'LTCUSDT', quantity: decimal('1.25') } },
    {
      body: 'action=close_long | symbol=LTC/USDT | percent=50 | comment=half is enough',
      reading: { action: 'close_long', percent: decimal('50'), comment: 'half is enough' },
    },
    {
      body: 'action=buy symbol=LTCUSDT qty=2 order_type=limit price=80.5',
      reading: { orderType: 'limit', limitPrice: decimal('80.5'), quantity: decimal('2') },
    },
  ],
};
