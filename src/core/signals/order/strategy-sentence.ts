// Owns: the sentence of TradingView by its parts, in each of its languages: "… order buy @ 1 filled on BTCUSDT. New strategy position is
// 1". The number behind @ is the quantity, and the last number the position after the order.

import { isZero } from '../../model/decimal.ts';
import { readNumber } from '../fields/read-number.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';

/** Longer than this is no default message; strategy names are short. Characters. */
const TEXT_MAX = 1_000;
/** `buy @ 0.35`; what stands before it is the name of the strategy and the word for order. */
const ORDER = /(buy|sell) @ ([\d.,]{1,30}) ?/i;
/** The last number; Japanese and Korean end the sentence behind it. */
const POSITION = /(-?[\d.,]{1,30})(?: ?[\u3040-\u30ff\uac00-\ud7af]{1,8})?$/;
/** The whole of what stands before the order where the strategy has no name. */
const WORD_FOR_ORDER = /^(?:order|orden|ordre|ordem|ordine|ордер|заявка|订单|訂單|lệnh)\s*$/i;
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

/**
 * The position, in the languages of TradingView that are written in plain letters; in other letters every word is taken for it. Without
 * it the last number may be of anything: `buy @ 68000 BTCUSDT momentum above 0`.
 */
const NAMES_POSITION = /posi|poz[iíyý]|vị (?:thế|trí)|kedudukan/iu;
const OTHER_LETTERS = /(?!\p{Script=Latin})\p{L}/u;
const speaksOfPosition = (after: string): boolean => NAMES_POSITION.test(after) || OTHER_LETTERS.test(after);

/** Whoever writes his own sentence may tell of an order that came to nothing. */
const NOT_FILLED = /\b(?:not|cancell?ed|rejected|expired|failed|pending|partially)\b/i;

/** As written: `side` buy or sell, `contracts` and `position` (signed, after the order) numbers. */
export interface StrategySentence {
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

/** The sentence that a text is, or null. */
export function strategySentence(text: string): StrategySentence | null {
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
  if (!speaksOfPosition(after)) return null;
  if (NOT_FILLED.test(after.slice(0, after.indexOf(behind ?? '')))) return null;
  if (position !== '0' && !isSentence(head.slice(colon + 1), after, behind)) return null;
  if (symbol === null || position === null || (added.length > 0 && position !== '0')) return null;
  return { strategy: head.slice(0, Math.max(colon, 0)).trim(), side: order[1] ?? '', contracts: order[2] ?? '', symbol, position };
}
