// Owns: the message that TradingView puts into every strategy alert by default, in each of its languages:
// "… order buy @ 1 filled on BTCUSDT. New strategy position is 1". The number behind @ is the quantity, and the last number
// the position after the order. Invariant: both must fit, or the alert is refused.

import { decimal, isZero } from '../../model/decimal.ts';
import { certainWhere } from './dialect.ts';
import { indexFields } from '../fields/field-index.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder } from '../order/read-order.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'tradingview_default';
/** Longer than this is no default message; strategy names are short. Characters. */
const TEXT_MAX = 1_000;
/** `buy @ 0.35`; what stands before it is the name of the strategy and the word for order. */
const ORDER = /(buy|sell) @ ([\d.,]{1,30}) ?/i;
/** The last number; Japanese and Korean end the sentence behind it. */
const POSITION = /(-?[\d.,]{1,30})(?: ?[\u3040-\u30ff\uac00-\ud7af]{1,8})?$/;
/** The whole of what stands before the order where the strategy has no name. */
const WORD_FOR_ORDER = /^(?:order|orden|ordre|ordem|ordine|ордер|订单|訂單|lệnh)\s*$/i;
/** In the languages that write in other letters, symbol and position are all that is left in plain ones. */
const PLAIN_RUN = /[A-Za-z0-9][\w.:/!-]*/g;

/** Other signs for minus in front of a number: without it the position would be one of the other side. */
const MINUS = /[\u2212\u2010-\u2015\uff0d\ufe63](?=[\d.])/g;

/** `Signals: BTCUSDT BUY @ 68000 stop 66000` is a post: its numbers are prices, and no contracts. */
const LETTERS_MIN = 4;
const NAMES_LEVEL = /\b(?:sl|stop|stop-?loss|tps?\d{0,2}|t\d|take-?profit|profit|targets?\d{0,2}|tgts?\d{0,2}|entry|limit|price)\b/i;

/** The words of the sentence, without symbol and numbers: a post has none, or names a level. In front, a symbol has its word for `on`. */
function isSentence(before: string, after: string, behind: string | null): boolean {
  const said = behind === null ? after : after.replace(behind, ' ');
  const isOn = behind !== null || !/^[A-Z\d:._/!-]+$/.test(before.trim());
  return isOn && (said.match(/\p{L}/gu) ?? []).length >= LETTERS_MIN && !NAMES_LEVEL.test(said);
}

/** Whoever writes his own sentence may tell of an order that came to nothing. */
const NOT_FILLED = /\b(?:not|cancell?ed|rejected|expired|failed|pending|partially)\b/i;

interface Message {
  readonly strategy: string;
  readonly side: string;
  readonly contracts: string;
  readonly symbol: string;
  readonly position: string;
}

const ONE_LETTER = /^filled on ([A-Z])\. /;

/** The one word between the order and the position that is written like a symbol: capitals or digits, no word of a language. */
function symbolIn(between: string): string | null {
  const words = (between.match(PLAIN_RUN) ?? []).map((word) => word.replace(/[.:]+$/, ''));
  const symbols = words.filter((word) => word.length > 1 && word === word.toUpperCase() && isSymbolShaped(word));
  const [only] = symbols;
  // one letter is a share where the English sentence has its symbol, and a word in other languages
  if (symbols.length === 0) return ONE_LETTER.exec(between)?.[1] ?? null;
  return symbols.length === 1 && only !== undefined ? only : null;
}

/** Every number behind the symbol; the sentence has one, the position after the order. */
const NUMBERS = /-?\d[\d.,]*/g;

/** The position after the order. What somebody has added behind the sentence changes no exit; an entry is another one with it. */
function positionIn(after: string, symbol: string | null): string | null {
  const tail = symbol === null ? after : after.slice(after.lastIndexOf(symbol) + symbol.length);
  const [first = '', ...more] = tail.match(NUMBERS) ?? [];
  const position = readNumber(first.replace(/[.,]$/, ''));
  if (more.length === 0) return POSITION.exec(after)?.[1] ?? null;
  return position.type === 'number' && isZero(position.value) ? '0' : null;
}

function readMessage(text: string): Message | null {
  const [line = '', ...added] = text
    .replaceAll(MINUS, '-')
    .trim()
    .split(/[\r\n]+/);
  if (line.length > TEXT_MAX) return null;
  const order = ORDER.exec(line);
  // two orders in one sentence are none of it
  if (order === null || ORDER.test(line.slice(order.index + order[0].length))) return null;
  const after = line.slice(order.index + order[0].length).replace(/[.。]$/, '');
  const head = line.slice(0, order.index);
  // Chinese writes a wide one
  const colon = Math.max(head.lastIndexOf(':'), head.lastIndexOf('：'));
  if (colon === -1 && !WORD_FOR_ORDER.test(head)) return null;
  // in Japanese the symbol stands before the order: `Name: USDJPY で buy @ 1 …`
  const behind = symbolIn(after.replace(POSITION, ''));
  const symbol = behind ?? symbolIn(head.slice(colon + 1));
  const position = positionIn(after, behind);
  if (NOT_FILLED.test(after.slice(0, after.indexOf(behind ?? '')))) return null;
  if (position !== '0' && !isSentence(head.slice(colon + 1), after, behind)) return null;
  if (symbol === null || position === null || (added.length > 0 && position !== '0')) return null;
  return { strategy: head.slice(0, Math.max(colon, 0)).trim(), side: order[1] ?? '', contracts: order[2] ?? '', symbol, position };
}

/** The fields that the message stands for. A position that is no number stays as it is, and refuses the order. */
function fieldsOf({ strategy, side, contracts, symbol, position }: Message): Map<string, JsonValue> {
  const after = readNumber(position);
  const size = after.type === 'number' && isZero(after.value) ? '0' : position;
  return new Map<string, JsonValue>([
    ['strategy', strategy],
    ['action', side],
    ['symbol', symbol],
    ['quantity', contracts],
    ['position_size', size],
    ['order_type', 'market'],
  ]);
}

/** The default message that a text is, or null. */
export const defaultMessageIn = inText(readMessage);

export const tradingviewDefault = certainWhere(NAME, defaultMessageIn, (message) => readOrder(indexFields(fieldsOf(message)), NAME), [
  {
    body: 'Donchian Turtle (20, 10): order buy @ 12.5 filled on LTCUSDT. New strategy position is 12.5',
    reading: {
      kind: 'order',
      action: 'buy',
      symbol: 'LTCUSDT',
      quantity: decimal('12.5'),
      orderType: 'market',
      positionTarget: 'long',
      positionSize: decimal('12.5'),
      strategy: 'Donchian Turtle (20, 10)',
      signalPrice: null,
    },
  },
  {
    body: 'Turtle: order buy @ 3 filled on CME_MINI:ES1!. New strategy position is 0',
    reading: { action: 'close_short', symbol: 'CME_MINI:ES1!', quantity: decimal('3'), positionTarget: 'flat' },
  },
  {
    body: 'Turtle: order sell @ 3 filled on LTCUSDT.P. New strategy position is 9',
    reading: { action: 'close_long', quantity: decimal('3'), positionTarget: 'long', symbol: 'LTCUSDT.P' },
  },
  {
    body: 'Turtle (20): ордер sell @ 1,250.5 исполнен на LTCUSDT. Новая позиция стратегии: -1,250.5',
    reading: { action: 'sell', quantity: decimal('1250.5'), positionSize: decimal('-1250.5'), strategy: 'Turtle (20)' },
  },
  {
    body: '海龟 (20): 订单sell @ 4在LTCUSDT上成交。新策略仓位为-4',
    reading: { action: 'sell', symbol: 'LTCUSDT', quantity: decimal('4'), positionTarget: 'short' },
  },
  {
    body: '海龜 (20, close)：訂單sell @ 2已成交TXF1!。新策略倉位是-2',
    reading: { action: 'sell', symbol: 'TXF1!', quantity: decimal('2'), positionTarget: 'short', strategy: '海龜 (20, close)' },
  },
  {
    body: 'Turtle (20): 오더 buy @ 4 필드 온 LTCUSDT. 뉴 스트래티지 포지션은 4',
    reading: { action: 'buy', symbol: 'LTCUSDT', quantity: decimal('4'), positionSize: decimal('4') },
  },
  {
    body: 'Turtle (,20,10): LTCUSDT で sell @ 2 の注文が約定しました。新しいストラテジーポジションは 0 です',
    reading: { action: 'close_long', symbol: 'LTCUSDT', quantity: decimal('2'), positionTarget: 'flat', strategy: 'Turtle (,20,10)' },
  },
  {
    body: 'order sell @ 2 filled on LTCUSDT. New strategy position is -2',
    reading: { action: 'sell', symbol: 'LTCUSDT', quantity: decimal('2'), positionSize: decimal('-2'), strategy: null },
  },
  {
    body: 'Tortuga: orden buy @ 2 ejecutada en LTCUSDT. La nueva posición de la estrategia es 2',
    reading: { action: 'buy', symbol: 'LTCUSDT', quantity: decimal('2') },
  },
]);
