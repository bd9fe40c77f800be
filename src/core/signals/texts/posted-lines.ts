// Owns: the lines of a post without their ornaments, and one line of several labels as several: `BUY GOLD 2340 SL 2330 TP 2360`.

import { segmentsOf } from './line-segments.ts';
import { ARROW_IN_FRONT } from './posted-arrows.ts';

/** A line without its ornaments. `isMarked`: it has no word, and an ornament stands in front of its numbers. */
export interface PostLine {
  readonly text: string;
  readonly isMarked: boolean;
  /** It is known to say nothing of the trade. */
  readonly saysNothing?: boolean;
}

/** What a line that is plain already has none of. */
const DECORATION = /[^\w .,:;/%$#@()+=&-]| {2}/;

/** `1️⃣` and `①` in front of a number. */
const KEYCAP = /(\d)\ufe0f?\u20e3/gu;
const CIRCLED = /[\u2460-\u2468]/g;
/** `🎯 62000`, `🛑 58000`: marks that stand for a label. Behind a word they are ornaments: `SL 🛑 58000`. */
const TARGET_MARK = /(?<!\p{L}[^\p{L}\d\n]{0,4})🎯(?=[^\p{L}\d\n]{0,6}\d)/gu;
const STOP_MARK = /(?<!\p{L}[^\p{L}\d\n]{0,4})[🛑⛔](?=[^\p{L}\d\n]{0,6}\d)/gu;
const MARKED_TEXT = /[\u20e3\u2460-\u2468🎯🛑⛔]/u;

/** The marks of numbers in words and digits. */
export function spellMarks(text: string): string {
  if (!MARKED_TEXT.test(text)) return text;
  return text
    .replaceAll(KEYCAP, '$1) ')
    .replaceAll(CIRCLED, (digit) => `${digit.charCodeAt(0) - 0x245f}) `)
    .replaceAll(TARGET_MARK, ' TP ')
    .replaceAll(STOP_MARK, ' SL ');
}

const TIMES_SIGN = /(?<=\d) ?×/g;
/** `Take Profit 1 (TP1): 62000`, `Stop Loss (SL): 58000`: the label, and its letters once more. */
const SAME_LABEL = /\b((?:take[ -]?profit|target)(?: ?\d)?|stop[ -]?loss) ?\((?:tp ?\d?|sl)\)(?= ?[:=-])/i;
/** `1/ Take Profit 62000`, `1 - TP1: 62000`, `1 TP1 62000`: the number of a list in front of a label. */
const LIST_IN_FRONT =
  /^(?:\d{1,2} ?(?:[/).:]|-(?= )) ?(?=(?:take[ -]?profits?|tps?|targets?|tgts?|entry|entries|sl|stop(?:[ -]?loss)?|coin(?: name)?|pair|symbol|direction)(?:\b|\d))|(\d{1,2}) (?=(?:take[ -]?profit|tp|target|tgt) ?\1\b)|[1-9] (?=(?:sl|stop(?:[ -]?loss)?|entry)\b))/i;
/** The number of a list in brackets or in another form: `[1] 62000`, `#1 62000`, `No.1 62000`, `1st: 62000`. */
const LIST_NUMBER =
  /^([^\p{L}\p{N}([#]*)(?:\((\d{1,2})\)|\[(\d{1,2})\]|#(\d{1,2})(?= )|no[. ]{1,2}(\d{1,2})(?=[ :])|(\d)(?:st|nd|rd|th)(?=[ :])) ?[-:.=@]? ?(?=\$?\d)/iu;
/** `[1] 62000 [2] 63100`, `#1 62000 #2 63100` */
const LIST_NUMBERS = /\[(\d{1,2})\] ?(?=\$?\d|[A-Za-z]{2})|(?<=[: ])#(\d{1,2}) (?=\$?\d)/g;
/** `62000 [10%]`, `62000 [200]` */
const BRACKETED = /(?<=\d) ?\[([+$-]{0,2}[\d.,]{1,12} ?%?)\]/g;
/** `BTCUSDT [15]`: the minutes of a chart, where no label stands for a number in brackets. */
const BRACKETED_FRAME = /(?<=[A-Za-z!]) ?\[(\d{1,4}|\d{1,2}[mhdwHDW])\]/g;
/** `1) : 62000` */
const LIST_TWICE = /(?<=\b\d{1,2}\)) ?[-:=@] ?(?=\$?\d)/g;
const DASHES = /[–—]/g;
/** `Buy@1.2505` */
const GLUED_AT = /(?<=[A-Za-z])@ ?(?=\d)/g;
/** `At: 0.9541`, alone in a line. */
const AT_PRICE = /^at ?:? ?(?=\$?\d[\d.,]*$)/i;
/** `TP 1.12 - Probability 95%`, `TP 1.12 RR 1:2`, and a rating in brackets alone in a line. */
const RATED_BEHIND =
  /(?<=\d\)?) ?[-,|]? ?\(?(?:(?<=[\d.,]\d\)? ?[-,|]? ?\(?)1 ?: ?\d{1,2}(?:\.\d{1,2})?|(?:probability|confidence) ?:? ?\d{1,3}(?:\.\d)? ?%|r ?[:/]? ?r ?[:=]? ?1 ?: ?\d{1,2}(?:\.\d{1,2})?)\)?$/i;
const RATED_ALONE =
  /^\(((?:signal )?(?:quality |confidence )?(?:score|confidence|quality|accuracy) ?: ?[\d.]{1,5} ?(?:%|\/ ?\d{1,3})?) ?\)$/i;
/** `4338__4334` */
const UNDERLINED = /(?<=\d) ?_{1,3} ?(?=\d)/g;

/** Without emoji and ornaments; white space is one blank. */
function plainLine(written: string): string {
  const spelled = written
    .replaceAll(TIMES_SIGN, 'x')
    .replaceAll('±', '+/-')
    .replaceAll(UNDERLINED, '-')
    .replaceAll(DASHES, '-')
    .replaceAll(GLUED_AT, ' @ ')
    .replace(LIST_NUMBER, '$1$2$3$4$5$6) ')
    .replaceAll(LIST_NUMBERS, '$1$2) ')
    .replaceAll(BRACKETED, ' ($1)');
  const line = MAY_HOLD_LABEL.test(spelled) ? spelled : spelled.replaceAll(BRACKETED_FRAME, ' ($1)');
  const plain = DECORATION.test(line) ? line.replaceAll(/[^\p{L}\p{N}\s.,:;/%$#@()+=&_-]/gu, ' ').replaceAll(/[\s\u00a0]+/g, ' ') : line;
  return plain
    .replaceAll(/^[\s.,:;&+=_-]+|[\s,;&+=_]+$/g, '')
    .replace(SAME_LABEL, '$1')
    .replaceAll(LIST_TWICE, ' ')
    .replace(LIST_IN_FRONT, '')
    .replace(AT_PRICE, '@ ')
    .replace(RATED_ALONE, '$1')
    .replace(RATED_BEHIND, '');
}

const MAY_HOLD_LABEL =
  /\b(?:risk(?:ing)?|trailing|entry|zone|range|size|lots?|qty|quantity|lev|leverage|sl|stop(?: ?loss)?|tps?\d{0,2}|t[1-9]|take ?profits?|targets?\d{0,2}|tgts?\d{0,2})\b/i;
/** Where a stop or target follows in the same line: `BUY GOLD 2340 SL 2330 TP 2360`; and an entry behind the market. */
const INLINE_LABEL =
  /(?<=[\d)%]|\dx|\d ?lots?|\d ?pips?|\b(?:now|market|cmp)) ?[/,;-]? (?=(?:trailing(?:[ -]?stop(?:[ -]?loss)?)?|sl|stop ?loss|tps?\d{0,2}|t(?=[1-9] ?[:=]|[1-9] \$?\d)|risk(?= ?[:=]? ?\d{1,2}(?:\.\d{1,2})? ?%)|take ?profits?|targets?\d{0,2}|tgts?\d{0,2}|lots?(?: ?size)?|qty|quantity|size|leverage|lev)(?:\b|(?<= t)) ?\d{0,2} ?[:=@-]? ?\$?\d)/i;
/** `Entry 142.5 stop 138`, `5x stop 138`, `@ 142.5 stop 138`, `142.5 stop: 138`. Behind a bare number `stop 138` may be what the order waits for. */
const INLINE_STOP =
  /(?<=\dx|\d ?%|(?:\bentry ?[:=@]?|@) ?\$?\d[\d.,]{0,20}) ?[/,;-]? (?=stop ?[:=@-]? ?\$?\d)|(?<=\d) ?[/,;-]? (?=stop ?[:=] ?\$?\d)/i;
/** `SL 97800 20x`: the leverage behind a price, at the end. */
const INLINE_LEVERAGE =
  /(?<=\d{3}|\d\.\d{1,12}),? (?=(?:(?:cross|isolated) )?(?:\d{1,3}(?:\.\d{1,2})? ?x|x ?\d{1,3})(?: (?:cross|isolated))?$)/i;
const INLINE_ENTRY = /(?<=[A-Z0-9]{2}[,;]?) (?=(?:ENTRY|Entry|entry|(?:BUY|SELL|Buy|Sell) (?:ZONE|RANGE|Zone|Range)) ?[:=@]? ?\$?\d)/;
/** `SHORT ETHUSDT SL: 3600`, `Buy EURUSD, SL 1.0780, TP 1.09`: right behind the market. One level without its sign may be news of a trade. */
const INLINE_GUARD =
  /(?<=[A-Z0-9]{4}) (?=(?:SL|TP\d?|sl|tp\d?|Sl|Tp\d?) ?[:=] ?\$?\d)|(?<=^(?:buy|sell|long|short|BUY|SELL|LONG|SHORT|Buy|Sell|Long|Short) [#$]?[A-Z0-9][A-Z0-9/:._-]{2,23})[,;]? (?=(?:SL|TP\d?|sl|tp\d?|Sl|Tp\d?) ?[@-]? ?\$?\d[\d.,]{0,14}(?: ?pips?)?[,;]? ?(?:SL|TP|sl|tp|Sl|Tp))/;

/** `BUY EURUSD lot 0.1 SL 1.08`: how much, right behind the market. */
const INLINE_SIZE =
  /(?<=^(?:buy|sell|long|short) [#$]?[A-Z0-9][A-Z0-9/:._-]{2,23})[,;]? (?=(?:lots?(?: ?size)?|qty|quantity|size) ?[:=]? ?\d{1,7}(?:\.\d{1,8})?(?: ?(?:%|lots?))?[,;]? (?:sl|stop|tp|entry|take|target))/i;

const NO_WORDS = /^\P{L}*$/u;
const MARK_IN_FRONT = /^[^\p{L}\p{N}]*\p{Extended_Pictographic}/u;

/** The parts of a line, each without its ornaments. */
export function partsOf(line: string): PostLine[] {
  const isMarked = (MARK_IN_FRONT.test(line) || ARROW_IN_FRONT.test(line)) && NO_WORDS.test(line);
  const plain = plainLine(line);
  const parts = MAY_HOLD_LABEL.test(plain)
    ? [INLINE_ENTRY, INLINE_SIZE, INLINE_GUARD, INLINE_LABEL, INLINE_STOP, INLINE_LEVERAGE].reduce(
        (parts, at) => parts.flatMap((part) => part.split(at)),
        segmentsOf(plain),
      )
    : [plain];
  return parts.filter((text) => text !== '').map((text) => ({ text, isMarked }));
}
