// Owns: orders written as one line: BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000. People chat in the same words, so the
// form is strict: the action first, the symbol second, after that nothing but `key=value`, `@ price` and, for a close, a
// percentage. Anything else is chatter and is not claimed. Invariant: a line with both sides never becomes an order.

import { decimal, lte, mul, parseDecimal } from '../../model/decimal.ts';
import type { DenialCode } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import type { Dialect } from './dialect.ts';
import { finishReading, newDraft, refuse, rejected, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { indexFields, normalName } from '../fields/field-index.ts';
import { translateClose } from '../order/foreign-words.ts';
import { inText } from '../texts/in-text.ts';
import type { JsonValue } from '../json/json-value.ts';
import { nearestField } from '../fields/nearest-field.ts';
import { deny } from '../../model/denial.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { defaultMessageIn } from './tradingview-default.ts';
import { parseCondition } from '../order/read-condition.ts';
import { readOrder } from '../order/read-order.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import { isMarket } from '../texts/posted-headline.ts';
import { refuseToldPairs } from '../texts/refuse-told-pairs.ts';
import { warnedReading } from '../fields/refused-reading.ts';
import { NO_MARKET, translateSaid, WAITS_KEY } from '../texts/said-line.ts';
import { translateTicket } from '../texts/ticket-line.ts';
import { isSecretName } from '../fields/secret-in-body.ts';

const NAME = 'one-line-text';
/** A line longer than this is an essay. Characters. */
const LINE_MAX = 1_000;
const ACTIONS: ReadonlySet<string> = new Set([
  'buy',
  'sell',
  'close',
  'reverse',
  'exit',
  'flatten',
  'cover',
  'flat',
  // to open, to close: as options desks and chats write it; "btc" is a coin
  'bto',
  'stc',
  'sto',
  'cancel_all',
  ...['enter', 'entry', 'open', 'exit', 'close'].flatMap((verb) => [`${verb}_long`, `${verb}_short`]),
]);
/** Exits that may stand alone: the market is that of its strategy (default_symbol). A `buy` alone is said in a talk. */
const ALONE: ReadonlySet<string> = new Set('close exit flatten flat exit_long exit_short close_long close_short'.split(' '));
/** What may stand beside them, and changes nothing about what is left. */
const BESIDE_ALONE = /^(?:now|asap|immediately|please)[.!]{0,3}$/i;
const NAMES_BESIDE: ReadonlySet<string> = new Set('strategy account comment price eventid signalid timenow timestamp'.split(' '));
const isBesideAlone = (name: string): boolean => NAMES_BESIDE.has(name) || isSecretName(name);
const SIDES: ReadonlySet<string> = new Set(['long', 'short']);
/** `exit long BTCUSDT`: the position is a part of the action. */
const TWO_WORDS = /^(enter|entry|open|exit|close)[ _-](long|short)(?=\s|$)/i;
/** English that stands after buy or sell; a ticker of this name can be written with its exchange (NYSE:NOW). */
const ENGLISH: ReadonlySet<string> = new Set(
  `a again alert all and any anything at back both call calls close dip every everything exit for from half here high if
  in into is it later limit long low market maybe me more my no not now off on one open or order orders our out part
  position positions pressure price profit profits put puts re same sell setup short side signal signals small some soon stop strong
  that the them then these this to today tomorrow trade trades trend up us volume wall when with you your zone buy`.split(/\s+/),
);
/** Short names of the line → names of the order. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['qty', 'quantity'],
  ['q', 'quantity'],
  ['quantity', 'quantity'],
  ['contracts', 'quantity'],
  ['shares', 'quantity'],
  ['units', 'quantity'],
  ['size', 'size'],
  ['amount', 'amount'],
  ['lots', 'lots'],
  ['notional', 'notional'],
  ['percent', 'percent'],
  ['percentof', 'percent_of'],
  ['tp', 'take_profit'],
  ['takeprofit', 'take_profit'],
  ...Array.from({ length: 9 }, (_, i): [string, string] => [`tp${i + 1}`, `tp${i + 1}`]),
  ['sl', 'stop_loss'],
  ['stoploss', 'stop_loss'],
  ['limit', 'limit_price'],
  ['limitprice', 'limit_price'],
  ['stop', 'stop_price'],
  ['stopprice', 'stop_price'],
  ['price', 'price'],
  ['type', 'order_type'],
  ['ordertype', 'order_type'],
  ['side', 'side'],
  ['trail', 'trailing_stop'],
  ['trailing', 'trailing_stop'],
  ['exitafter', 'exit_after'],
  ['exitat', 'exit_at'],
  ['leverage', 'leverage'],
  ['lev', 'leverage'],
  ['tif', 'time_in_force'],
  ['reduceonly', 'reduce_only'],
  ['strategy', 'strategy'],
  ['account', 'account'],
  ['comment', 'comment'],
  ['orderid', 'order_id'],
  ['eventid', 'event_id'],
  ['signalid', 'signal_id'],
  ['timenow', 'timenow'],
  ['timestamp', 'timestamp'],
]);

interface Line {
  readonly action: string;
  /** The second word: a symbol, or the id of an order to cancel. */
  readonly subject: string;
  readonly pairs: readonly (readonly [key: string, value: string])[];
  readonly percent: string | null;
  /** What stands behind `when`. */
  readonly condition: string | null;
}

const LEAVING = /^(?:close|exit)(?:_(?:long|short))?$/i;
const LEAVES_EITHER = /^(?:close|exit)$/i;
const PART = /^\d[\d.]*%$/;
/** What people add to a close, which changes nothing about it. */
const AT_ONCE = /^(?:now|asap|immediately|please|all|fully|completely|entirely)!{0,3}$/i;
const TOKEN = /[^\s=]+="[^"]*"|\S+/g;
const PRICE_TOKEN = /^(?:[\d.,]+|\{\{.*\}\})$/;

/** `qty = 0.1`: one pair. What stands in quotes stays as it is. */
const withoutBlanks = (text: string): string =>
  text.includes('"') ? text : text.replace(/(?<=[\w.]) ?= ?(?=[\w.+{-])/g, '=').replace(/^(\w{3,4} [A-Z0-9.:/!-]{1,40})@ ?(?=\d)/i, '$1 @');
/** A comma between two pairs. */
const withoutComma = (word: string): string => word.replace(/[,;]$/, '');

/** The words after the subject, or null where one of them has no place in an order. */
function readTail(tokens: readonly string[]): Pick<Line, 'pairs' | 'percent'> | null {
  const pairs: (readonly [string, string])[] = [];
  let percent: string | null = null;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    const split = token.indexOf('=');
    const price = token === '@' ? (tokens[++i] ?? '') : token.startsWith('@') ? token.slice(1) : null;
    if (price !== null) {
      if (!PRICE_TOKEN.test(price)) return null;
      pairs.push(['price', withoutComma(price)]);
    } else if (split > 0) pairs.push([token.slice(0, split), withoutComma(token.slice(split + 1)).replace(/^"(.*)"$/, '$1')]);
    else if (/^\d[\d.]*%$/.test(token) && percent === null) percent = token;
    else return null;
  }
  return { pairs, percent };
}

/** `My scanner: 5-minute set BUY AAPL @ 230`: a label and a few words, and behind them a whole order with its price. */
const LABELLED = /^[A-Za-z][\w .&+/-]{1,40}: (?:[\w .%-]{1,60} )?((?:BUY|SELL) [A-Z0-9:./!-]{1,40} @ ?[\d.,]{1,24})$/;
/** Words that make the sentence talk about an order. */
const TALK =
  /\b(?:not|no|never|dont|ignor\w*|disregard\w*|skip\w*|avoid\w*|cancel\w*|delet\w*|wrong|mistake|error|old|off|void|invalid\w*|expired|wait\w*|watch\w*|example|sample|demo|paper|practice|idea|unsee|bin|scrap\w*|dead|gone|pulled|fake|if|would|should|could|maybe|might|avoid|instead|was|were|missed|failed|filled|executed|closed|yesterday|buy|sell|close|exit)\b/;

/** The order behind the label; the text itself where it has none. */
function withoutLabel(text: string): string {
  const order = text.length > LINE_MAX ? undefined : LABELLED.exec(text)?.[1];
  return order === undefined || TALK.test(text.slice(0, -order.length).toLowerCase()) ? text : order;
}

/**
 * The template of copy-trading guides: the order with its price, and `Profit: {{strategy.position_avg_price}}` below it. What
 * stands there is the average price of the position, whatever it is called: no target and no order. A profit in money or in
 * percent is the report of a trade that is over, which is chatter.
 */
const GUIDE = /^((?:buy|sell) [A-Za-z0-9:._/!-]{1,40} @ ?([\d.]{1,24}))[ \t]{0,8}\r?\n[ \t]{0,8}Profit: ?([\d.]{1,24}|NaN)$/i;
const AVERAGE_FACTOR_MAX = decimal('2');

function withoutProfit(text: string): string {
  const [, order, written = '', profit = ''] = (text.length > LINE_MAX ? null : GUIDE.exec(text)) ?? [];
  if (order === undefined) return text;
  // NaN: nothing is held any more
  if (/^nan$/i.test(profit)) return order;
  const [price, average] = [parseDecimal(written), parseDecimal(profit)];
  if (price === null || average === null) return text;
  const isAverage = lte(average, mul(price, AVERAGE_FACTOR_MAX)) && lte(price, mul(average, AVERAGE_FACTOR_MAX));
  return isAverage ? order : text;
}

/** `BUY BTCUSDT qty=0.1 when above 50000`: the order, and what it waits for. */
function splitWhen(text: string): readonly [order: string, condition: string | null] {
  const at = text.length > LINE_MAX ? -1 : text.search(/\swhen\s/i);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + ' when '.length)];
}

/** `/buy@my_bot LTCUSDT 5x sl=78`, `!close LTCUSDT`: a command for a bot in a chat, with its leverage where that has its x. */
const SLASH = /^[/!](buy|sell|long|short|close|exit|closelong|closeshort)(?:@\w{1,40})?(?=\s)/i;
const SLASH_WORDS: Readonly<Record<string, string>> = {
  long: 'enter_long',
  short: 'enter_short',
  closelong: 'close_long',
  closeshort: 'close_short',
};

function withoutSlash(text: string): string {
  const word = SLASH.exec(text)?.[1]?.toLowerCase();
  if (word === undefined) return text;
  const rest = text.slice(text.search(/\s/)).replace(/(?<=\s)(?:(\d{1,3})x|x(\d{1,3}))(?=\s|$)/i, 'leverage=$1$2');
  return `${Object.hasOwn(SLASH_WORDS, word) ? (SLASH_WORDS[word] ?? word) : word}${rest}`;
}

/** An exit that names no market: its market is that of its strategy. */
function readAlone(text: string): Line | null {
  if (text.length > LINE_MAX || /[\r\n]/.test(text)) return null;
  const [action = '', ...words] = text
    .replace(/[.!]{1,3}$/, '')
    .replace(TWO_WORDS, '$1_$2')
    .split(' ');
  const verb = action.replace(/[.!]{1,3}$/, '').toLowerCase();
  const tail = ALONE.has(verb) ? readTail(words.filter((word) => !BESIDE_ALONE.test(word))) : null;
  const isSaid = tail !== null && tail.percent === null && tail.pairs.every(([key]) => isBesideAlone(normalName(key)));
  return isSaid ? { action: verb, subject: NO_MARKET, ...tail, condition: null } : null;
}

/** The line by its parts, or null where it is not written as an order. */
function readLine(text: string): Line | null {
  const plain = withoutSlash(text.trim());
  const said = translateClose(plain) ?? translateSaid(plain) ?? translateTicket(plain) ?? withoutLabel(withoutProfit(plain));
  const alone = readAlone(plain) ?? readAlone(said);
  if (alone !== null) return alone;
  const [line, condition] = splitWhen(said);
  if (line.length > LINE_MAX || /[\r\n]/.test(line)) return null;
  if (condition !== null && typeof parseCondition(condition) === 'string') return null;
  const [action = '', ...words] = withoutBlanks(line.replace(TWO_WORDS, '$1_$2')).match(TOKEN) ?? [];
  // `EXIT 50% ETHUSDT`: how much may stand in front
  const [first = '', second] = words;
  const [subject = '', ...behind] =
    second !== undefined && LEAVING.test(action) && PART.test(first) ? [second, first, ...words.slice(2)] : words;
  const rest = LEAVING.test(action) ? behind.filter((word) => !AT_ONCE.test(word)) : behind;
  // `Close LTCUSDT long`: the position may stand behind
  const side = LEAVES_EITHER.test(action) ? /^(?:long|short)$/i.exec(rest[0] ?? '')?.[0].toLowerCase() : undefined;
  const tail = readTail(side === undefined ? rest : rest.slice(1));
  const verb = side === undefined ? action.toLowerCase() : `${action.toLowerCase()}_${side}`;
  return tail === null ? null : { action: verb, subject: withoutComma(subject), ...tail, condition };
}

/** Written like a symbol and not like a word: capitals, a digit, a pair or an exchange, and no word of English. */
function isSubject(word: string): boolean {
  if (word.startsWith('{{')) return true;
  if (!isSymbolShaped(word) || ENGLISH.has(word.toLowerCase())) return false;
  return word === word.toUpperCase() || /\d|[:/]/.test(word) || /(?:usdt?|usdc|eur|btc|eth)$/i.test(word);
}

const isOrderId = (word: string): boolean => /^[\w.:-]{3,64}$/.test(word) && /\d/.test(word);

/** Words of the line that are buy or sell, where both are there. */
function bothSides(text: string): boolean {
  const words = text.length > LINE_MAX ? [] : text.toLowerCase().split(/[^a-z]+/);
  const first = text.trim().split(/\s+/, 1)[0]?.toLowerCase() ?? '';
  return (first === 'buy' || first === 'sell') && words.includes('buy') && words.includes('sell');
}

/** The name of a strategy may begin with buy, and the sentence of TradingView behind it sell. */
const saysBothSides = (body: Extract<ReadableBody, { readonly type: 'text' }>): boolean =>
  bothSides(body.text) && defaultMessageIn(body) === null;

function isOrder(line: Line): boolean {
  if (line.action === 'cancel') return isOrderId(line.subject) && line.percent === null && line.condition === null;
  // `BUY LTCUSDT 5%` may be how far it moved
  if (line.percent !== null && !LEAVING.test(line.action)) return false;
  // `LONG BTCUSDT` alone is said of a chart
  if (SIDES.has(line.action)) return isSubject(line.subject) && line.pairs.some(([key]) => key !== 'price');
  if (line.subject === NO_MARKET && line.percent !== null) return LEAVING.test(line.action);
  if (line.subject === NO_MARKET) return ALONE.has(line.action) && line.condition === null;
  // a way out needs no capitals: `close gold`
  const isNamed = isSubject(line.subject) || ((LEAVING.test(line.action) || line.action === 'cancel_all') && isMarket(line.subject));
  return (ACTIONS.has(line.action) || line.action.startsWith('{{')) && isNamed;
}

function refusedLine(code: DenialCode, message: string, remedy?: string): Reading {
  return rejected(NAME, deny(code, message, remedy));
}

/** The fields of the line under the names of an order, or the refusal. */
function fieldsOf(line: Line): Map<string, JsonValue> | Reading {
  const fields = new Map<string, JsonValue>([['action', line.action]]);
  if (line.subject !== NO_MARKET) fields.set('symbol', line.subject);
  if (line.percent !== null) fields.set('percent', line.percent);
  if (line.condition !== null) fields.set('condition', line.condition);
  for (const [key, value] of line.pairs) {
    const name = normalName(key);
    if (isSecretName(name) || key === WAITS_KEY) continue;
    const field = KEYS.get(name);
    if (field === undefined) {
      const nearest = nearestField(name, KEYS.keys());
      const shown = /^[\w.-]{1,24}$/.test(key) ? `"${key}="` : 'One of the names before an equals sign';
      return refusedLine('INVALID_FIELD', `${shown} is not known in a line${nearest === null ? '.' : `; did you mean ${nearest}=?`}`);
    }
    const known = fields.get(field);
    if (known !== undefined && known !== value) {
      return refusedLine('CONTRADICTION', `The line says ${field} twice with different values.`);
    }
    fields.set(field, value);
  }
  const hasStop = fields.has('stop_price');
  if (hasStop && !fields.has('order_type')) fields.set('order_type', fields.has('limit_price') ? 'stop_limit' : 'stop');
  return fields;
}

function readCancel(line: Line): Reading {
  const draft = newDraft(NAME);
  draft.kind = 'cancel';
  draft.action = 'cancel';
  draft.orderId = line.subject;
  for (const [key, value] of line.pairs) {
    const name = normalName(key);
    if (name === 'strategy') draft.strategy = value;
    else if (!isSecretName(name)) refuse(draft, 'INVALID_FIELD', 'A cancel takes nothing but strategy= and secret= after the order id.');
  }
  return finishReading(draft);
}

/** `Close half at TP1`: a report that it was reached asks to leave now, a plan asks to wait. */
const whenReached = (reading: Reading, level: string): Reading => ({
  ...reading,
  kind: 'reject',
  refusal: deny(
    'CONTRADICTION',
    `"at ${level}" may mean now, because it was reached, or later, once it is.`,
    'Write CLOSE BTCUSDT 50% to leave now; a target of the position leaves by itself (/target sets one).',
  ),
});

const lineIn = inText(readLine);

export const oneLineText: Dialect = {
  name: NAME,
  claims(body) {
    if (body.type !== 'text') return 'no';
    const line = lineIn(body);
    return (line !== null && isOrder(line)) || saysBothSides(body) || body.text.trimStart().startsWith('{{') ? 'certain' : 'no';
  },
  read(body) {
    if (body.type !== 'text') return UNKNOWN_READING;
    if (saysBothSides(body)) return refusedLine('CONTRADICTION', 'The line says buy and sell.');
    const line = lineIn(body);
    if (line === null || line.action.startsWith('{{'))
      return refusedLine('PLACEHOLDER', 'The line starts with a {{placeholder}} that was not replaced.');
    if (line.action === 'cancel') return readCancel(line);
    const fields = fieldsOf(line);
    if (!(fields instanceof Map)) return fields;
    const reading = refuseToldPairs(readOrder(indexFields(fields), NAME), line.pairs, body.text);
    const waits = line.pairs.find(([key]) => key === WAITS_KEY)?.[1];
    if (waits !== undefined) return whenReached(reading, waits);
    return GUIDE.test(body.text.trim()) ? warnedReading(reading, 'the line "Profit:" holds the average price and has no effect.') : reading;
  },
  examples: [
    {
      body: 'BUY LTCUSDT @ 81.5 qty=1.25 tp=90 sl=78.1',
      reading: {
        kind: 'order',
        action: 'buy',
        side: 'buy',
        symbol: 'LTCUSDT',
        quantity: decimal('1.25'),
        orderType: null,
        limitPrice: null,
        signalPrice: decimal('81.5'),
        takeProfits: [{ price: decimal('90') }],
        stopLoss: { price: decimal('78.1') },
        warnings: [],
      },
    },
    {
      body: 'SELL AAPL qty=3 limit=240 strategy=swing secret=example-of-a-secret',
      reading: { action: 'sell', symbol: 'AAPL', orderType: 'limit', limitPrice: decimal('240'), strategy: 'swing' },
    },
    {
      body: 'buy ethusdt qty=0.2 stop=4100 @4000',
      reading: { symbol: 'ethusdt', orderType: 'stop', stopPrice: decimal('4100'), signalPrice: decimal('4000') },
    },
    { body: 'Turtle screener: hourly set SELL LTCUSDT @ 81.5', reading: { action: 'sell', signalPrice: decimal('81.5'), quantity: null } },
    {
      body: 'sell LTCUSDT @ 81.5\nProfit: 80.25',
      reading: { action: 'sell', signalPrice: decimal('81.5'), quantity: null, takeProfits: [], stopLoss: null },
    },
    { body: 'CLOSE LTCUSDT 50%', reading: { action: 'close', percent: decimal('50'), percentOf: 'position', quantity: null } },
    { body: 'CLOSE LTCUSDT qty=0.05', reading: { action: 'close', quantity: decimal('0.05'), percent: null } },
    {
      body: 'BUY LTCUSDT qty=0.5 sl=78 when price above 82.5 after 9:30 until 2026-04-02T10:00:00Z',
      reading: {
        quantity: decimal('0.5'),
        orderType: null,
        condition: {
          price: { when: 'above', level: decimal('82.5') },
          after: { minuteOfDay: 570 },
          until: { at: 1_775_124_000_000 },
        },
      },
    },
    { body: 'REVERSE LTCUSDT', reading: { action: 'reverse', symbol: 'LTCUSDT', side: null } },
    { body: 'CANCEL order_31337', reading: { kind: 'cancel', action: 'cancel', orderId: 'order_31337', symbol: null } },
  ],
};
