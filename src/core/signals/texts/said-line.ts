// Owns: how people leave or withdraw in one line that is not the form of a line, turned into that form: the ticket of a desk
// (`BUY TO COVER 100 AAPL`) and the sentence (`Close all LTCUSDT longs`, `Close half of LTCUSDT`, `Cancel #LTC/USDT`).
// Invariants: nothing here opens anything or makes less of an exit by a guess; work linear in the length.

import { decimal, mul } from '../../model/decimal.ts';
import { isMarket } from './posted-headline.ts';

/** Stands where a line names no market; no market is written so. */
export const NO_MARKET = '?';
/** The name, in a line, of a level that an exit may wait for: `close half at TP1`. Nobody writes it. */
export const WAITS_KEY = '?at';
/** A line longer than this is a text. Characters. */
const SAID_MAX = 100;
const SYMBOL = String.raw`[A-Za-z][\w.:/!-]{1,39}|\d[\w.:/!-]{0,38}[A-Za-z][\w.:/!-]{0,10}`;
const NUMBER = String.raw`\d{1,12}(?:\.\d{1,12})?`;
const TICKET = new RegExp(
  String.raw`^(?:(sell) to close|buy to (?:close|cover))(?: (${NUMBER}))?(?: shares? of)? (${SYMBOL})` +
    String.raw`(?: (?:(?:@ ?)?(?:market|mkt)|(?:limit|lmt) (?:@ ?)?(${NUMBER})))?$`,
  'i',
);

/** `SELL TO CLOSE 100 AAPL @ MKT`: in the words of a desk the number in front of the name is how many. */
function ticketOf(text: string): string | null {
  const [, long, quantity, symbol, price] = TICKET.exec(text) ?? [];
  if (symbol === undefined) return null;
  const size = quantity === undefined ? '' : ` qty=${quantity}`;
  return `close_${long === undefined ? 'short' : 'long'} ${symbol}${size}${price === undefined ? '' : ` limit=${price}`}`;
}

/**
 * What may stand behind an exit: that it is at once, and the price that the chart showed, which is no limit unless it is called one. A
 * bare number may be how many, and is not passed over. `at TP1`: done already or to be waited for, which the reader refuses.
 */
const PRICE = String.raw`\$?(\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,12})?)(k?)(?: ?usdt?)?`;
const BEHIND =
  String.raw`(?:,? (?:now|here|asap|immediately|(?:at|@) ?(?:the )?(?:market|mkt|cmp|current price)))?` +
  String.raw`(?:,? (?:(limit:? )(?:at |@ ?)?|(?:at|@|near|around) ?(?:price )?)${PRICE}|,? (?:at|on|after|@) (tp ?\d?|target ?\d?|sl|stop|entry|break ?even|be))?(?:,? (?:now|asap|immediately))?[.!]{0,3}$`;

const THOUSAND = decimal('1000');

/** The pairs of a line for what stood behind. */
function tailOf(behind: readonly (string | undefined)[]): string {
  const [limit, price, thousands, level] = behind;
  if (level !== undefined) return ` ${WAITS_KEY}=${level.replaceAll(' ', '').toUpperCase()}`;
  // `68k` is told nobody: no exit needs it
  if (price === undefined || (thousands !== '' && limit === undefined)) return '';
  const plain = decimal(price.replaceAll(',', ''));
  return ` ${limit === undefined ? 'price' : 'limit'}=${thousands === '' ? plain : mul(plain, THOUSAND)}`;
}

/** What a price may stand behind, and is no market: `Exit SL at 68000` tells what happened. */
const NO_NAME = /^(?:tps?\d?|sl|stop|stoploss|targets?\d?|entry|entries|orders?|signals?|price|trade|position)$/i;

const LEAVES = new RegExp(
  String.raw`^(?:close|exit|flatten|book (?:full )?profits?)(?: all)?(?: of)?(?: (?:my|the|your|our))?(?: (long|short)s?)?(?: positions?| trades?)?(?: (?:on|in|of))?` +
    String.raw` [#$]?(${SYMBOL})(?: (long|short)s?)?(?: positions?| trades?)?${BEHIND}`,
  'i',
);

/**
 * `GOLD close now`, `#BTCUSDT: exit all`, `BTCUSDT exit`: without the word behind it `close` may be about the end of a day; and a first word that is no name
 * written as one (`Please close now`, `NYSE close now`) is none.
 */
const MARKET = String.raw`(?:[#$](?=[A-Z\d])|(?=GOLD\b|SILVER\b|[A-Z\d:./-]{2,30}(?:USD[TC]?|EUR|GBP|JPY|CHF|AUD|CAD|NZD|BTC|PERP|\.P)\b))([A-Z\d][A-Z\d_.:/!-]{1,39})`;
const LEAVES_BEHIND = new RegExp(
  String.raw`^${MARKET}(?: (long|short|LONG|SHORT))?:?` +
    String.raw` (?:(?:[Cc]lose|CLOSE|[Ee]xit|EXIT)(?: (?:it|all|now|asap|immediately|everything|positions|trades|ALL|NOW|ASAP|(?:at |@ ?)?market)){1,4}|[Ee]xit|EXIT)[.!]{0,3}$`,
);

/** `BTCUSDT EXIT LONG` */
const CLOSES_HELD = new RegExp(
  String.raw`^${MARKET}:? (?:close|CLOSE|Close|exit|EXIT|Exit)[ _-](long|short|LONG|SHORT|Long|Short)[.!]{0,3}$`,
);
/** `BTCUSDT long close` */
const HELD_CLOSE = new RegExp(String.raw`^[#$]?(${SYMBOL}) (long|short):? (?:close|exit)[.!]{0,3}$`, 'i');
/** `Close EURUSD buy`: the trades that were bought, or by buying. Its reader says both. */
const CLOSE_SIDE = new RegExp(
  String.raw`^(?:close|exit)(?: all)? [#$]?(${SYMBOL}) (buy|sell)s?(?: positions?| trades?| orders?)?(?:,? (?:now|asap|immediately))?[.!]{0,3}$`,
  'i',
);

/** `sell all BTCUSDT`, `cover everything of my TSLA`: who sells all of it holds it. */
const SELLS_ALL = new RegExp(
  String.raw`^(sell|cover) (?:all|everything)(?: of)?(?: (?:my|the|your|our))? [#$]?(${SYMBOL})(?: (long|short)s?)?(?: positions?| trades?| shares?)?${BEHIND}`,
  'i',
);

function sellsAll(text: string): string | null {
  const [, verb, symbol, side, ...tail] = SELLS_ALL.exec(text) ?? [];
  if (verb === undefined || symbol === undefined || NO_NAME.test(symbol)) return null;
  const held = HELD_BY.get(verb.toLowerCase());
  return side !== undefined && side.toLowerCase() !== held ? null : `close_${held ?? ''} ${symbol}${tailOf(tail)}`;
}

function exitOf(text: string): string | null {
  const [, known, position] = HELD_CLOSE.exec(text) ?? [];
  if (known !== undefined && position !== undefined) return `close_${position.toLowerCase()} ${known}`;
  const [, left, which] = CLOSES_HELD.exec(text) ?? [];
  if (left !== undefined && which !== undefined) return `close_${which.toLowerCase()} ${left.replace(/:$/, '')}`;
  const [, of, word] = CLOSE_SIDE.exec(text) ?? [];
  if (of !== undefined && word !== undefined) return `close ${of} side=${word.toLowerCase()}`;
  const [, market, held] = LEAVES_BEHIND.exec(text) ?? [];
  if (market !== undefined) return `close${held === undefined ? '' : `_${held.toLowerCase()}`} ${market.replace(/:$/, '')}`;
  const [, before, symbol, behind, ...tail] = LEAVES.exec(text) ?? [];
  if (symbol === undefined || NO_NAME.test(symbol) || (before !== undefined && behind !== undefined)) return null;
  const side = (before ?? behind)?.toLowerCase();
  return `close${side === undefined ? '' : `_${side}`} ${symbol}${tailOf(tail)}`;
}

/** The part that a sentence names, and what it is of the position. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['half', '50%'],
  ['third', '33.33%'],
  ['quarter', '25%'],
  ['1/2', '50%'],
  ['1/3', '33.33%'],
  ['1/4', '25%'],
  ['2/3', '66.67%'],
  ['3/4', '75%'],
  ['two thirds', '66.67%'],
  ['three quarters', '75%'],
]);
const PART = String.raw`(\d{1,3}(?:\.\d{1,4})? ?%|(?:an? |one )?(?:half|third|quarter)|1/[234]|2/3|3/4|two thirds|three quarters)`;
/** `Close half of my BTCUSDT long`, `trim 25% of SOLUSDT`, `take 25% off BTCUSDT`. What says more, a condition, is another thing. */
const LEAVES_PART = new RegExp(
  String.raw`^(close|exit|reduce|trim|sell|cover|take) ${PART}(?: of| off)?(?: (?:my|the|your|our))?(?: (long|short)s?)?(?: positions?| trades?)?(?: (?:on|in|of))?` +
    String.raw` [#$]?(${SYMBOL})(?: (long|short)s?)?(?: positions?| trades?)?${BEHIND}`,
  'i',
);
/** `BTCUSDT: close half`, `Reduce BTCUSDT by 50%`. */
const PART_BEHIND = new RegExp(
  String.raw`^(?:[#$]?(${SYMBOL})(?: (long|short))?:? (?:close|exit)|(?:reduce|trim) [#$]?(${SYMBOL})(?: (long|short)s?)?(?: by)?) ${PART}(?: (?:of )?(?:the |your |my )?(?:position|trade))?${BEHIND}`,
  'i',
);
/** `close half`, `Take 25% off`: of what, its strategy knows, where it trades one market only. */
const PART_ALONE = new RegExp(
  String.raw`^(close|exit|reduce|trim|sell|cover|take) (?:by )?${PART}(?: off)?(?: of| from)?(?: (?:my|the|your|our|this|it))?(?: (long|short)s?)?(?: positions?| trades?)?(?: off)?${BEHIND}`,
  'i',
);

/** Who sells a part of it holds it: `sell half` of a short is nothing. */
const HELD_BY: ReadonlyMap<string, string> = new Map([
  ['sell', 'long'],
  ['cover', 'short'],
]);

function percentOf(part: string): string | undefined {
  const written = part.toLowerCase();
  return written.endsWith('%') ? written.replace(' ', '') : PARTS.get(written.replace(/^(?:an?|one) /, ''));
}

/** `sell 50% BTCUSDT` may be half of the account: of a part in percent it must say of what. `take` is `take … off`. */
const isUnclearVerb = (text: string, verb: string): boolean =>
  /^take$/i.test(verb) ? !/ off\b/i.test(text) : /^sell$/i.test(verb) && /\d ?%(?! of )/i.test(text);

/** The action, the market (or nothing) and the part; null where two sides are named. */
function leavesPart(verb: string, sides: readonly (string | undefined)[], market: string, part: string, tail: string): string | null {
  const held = [...new Set([HELD_BY.get(verb.toLowerCase()), ...sides.map((side) => side?.toLowerCase())])].filter(
    (side) => side !== undefined,
  );
  const size = percentOf(part);
  if (size === undefined || held.length > 1) return null;
  return `close${held.length === 0 ? '' : `_${held[0] ?? ''}`} ${market} ${size}${tail}`;
}

/** `sell half` first: `off` and `now` are no markets. */
function partAlone(text: string): string | null {
  const [, verb, size, side, ...tail] = PART_ALONE.exec(text) ?? [];
  if (verb === undefined || size === undefined || isUnclearVerb(text, verb)) return null;
  return leavesPart(verb, [side], NO_MARKET, size, tailOf(tail));
}

function partOf(text: string): string | null {
  const alone = partAlone(text);
  if (alone !== null) return alone;
  const [, verb, part, before, symbol, behind, ...tail] = LEAVES_PART.exec(text) ?? [];
  if (verb !== undefined && part !== undefined && symbol !== undefined) {
    if (NO_NAME.test(symbol) || (before !== undefined && behind !== undefined) || isUnclearVerb(text, verb)) return null;
    return leavesPart(verb, [before, behind], symbol, part, tailOf(tail));
  }
  const [, first, firstSide, second, secondSide, partBehind, ...rest] = PART_BEHIND.exec(text) ?? [];
  const market = (first ?? second)?.replace(/:$/, '');
  if (market === undefined || partBehind === undefined) return null;
  return leavesPart('close', [firstSide ?? secondSide], market, partBehind, tailOf(rest));
}

/** What stands alone behind `cancel` may be the id of an order, unless it is written like a market and nothing else. */
/** A stop that is deleted is a stop-loss: it is none of these. */
const RESTS = '(?:open|pending|resting|limit)';
const WITHDRAWS = new RegExp(
  String.raw`^(cancel|delete|remove)( all)?(?: (?:the|my|your|our))?((?: ${RESTS}){0,2} orders?| ${RESTS})?(?: (?:on|for|in|of))? ([#$]?)(${SYMBOL})` +
    String.raw`((?: ${RESTS}){0,2} orders?| ${RESTS})?(?:,? now)?[.!]{0,3}$`,
  'i',
);

function cancelOf(text: string): string | null {
  const [, verb, all, orders, tag, written, behind] = WITHDRAWS.exec(text) ?? [];
  if (written === undefined || (!/^cancel$/i.test(verb ?? '') && (orders ?? behind) === undefined)) return null;
  const loud = written.replace(/!+$/, '');
  const symbol = isMarket(loud.toUpperCase()) ? loud : written;
  const isMarketOnly = symbol.includes('/') || (/^[A-Za-z0-9]+(?:\.P)?$/i.test(symbol) && isMarket(symbol.toUpperCase()));
  // `cancel order 1a22c571`: one order, by its id
  if (!isMarketOnly && tag === '' && all === undefined && / order$/i.test(orders ?? '')) return `cancel ${symbol}`;
  const saysMarket = isMarketOnly || tag !== '' || (all ?? orders ?? behind) !== undefined;
  return saysMarket ? `cancel_all ${symbol}` : null;
}

/** `Exit BTCUSDT` and below it `Price: 68000`; `BTCUSDT` and below it `Close long`. */
const PRICE_BELOW = /\r?\n(?:(?:exit|close|closing|current|market|last) ?)?price ?[:=]? ?(?=\$?\d[\d.,]*k?$)/i;
const EXIT_BELOW = new RegExp(
  String.raw`^${MARKET}\r?\n((?:[Cc]lose|CLOSE|[Ee]xit|EXIT)(?: (?:long|short|now|half|all|LONG|SHORT|NOW|HALF|ALL))?[.!]{0,3})$`,
);

/** Below an exit, said once more: `Take profit now`, `Exit all positions`. */
const SAID_AGAIN = /^(?:close|exit)\b[^\n]*$|^[^\n]{2,40} (?:close|exit)\b[^\n]*$/i;
const AGAIN_BELOW =
  /(?:\r?\n(?:(?:take|book|secure) (?:your |the )?profits?(?: now)?|(?:close|exit) (?:all|now|all (?:positions|trades)))[.!]{0,3}){1,3}$/i;

/** `Close half of BTCUSDT` and below it `Close all` are two things. */
const SAYS_PART = /%|\b(?:half|third|thirds|quarters?|[123]\/[234])\b/i;

function inOneLine(written: string): string {
  if (!written.includes('\n')) return written;
  const plain = written.replace(AGAIN_BELOW, '');
  const isOther = SAYS_PART.test(plain) && /\b(?:close|exit) all\b/i.test(written.slice(plain.length));
  const text = SAID_AGAIN.test(plain) && !isOther ? plain : written;
  if (!text.includes('\n')) return text;
  const [, market, exit] = EXIT_BELOW.exec(text) ?? [];
  if (market === undefined || exit === undefined) return text.replace(PRICE_BELOW, ' at ');
  return `${exit.replace(/[.!]+$/, '').replace(/ (?:now|all)$/i, '')}${/ half/i.test(exit) ? ' of' : ''} ${market}`;
}

/** `🏁 CLOSE XAUUSD`: marks say nothing, but a tick tells what is done, and others ask or wait. */
const MARKS_IN_FRONT =
  /^(?![^\p{L}]{0,8}[✅☑✔❓❔⁉⏳⌛🤔])(?:\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]|\ufe0f|\u200d| ){1,8}(?=[\p{L}#$])/u;

/** `SPOT EXIT BTCUSDT`, `EXIT SPOT BTCUSDT`: the market that a channel trades at, beside the exit. */
const KIND_IN_FRONT = /^(?:(?:spot|futures?) (?=(?:exit|close) )|((?:exit|close) )(?:spot|futures?) (?=[#$]?[A-Z\d]))/i;

/** The line that says the same, or null. */
export function translateSaid(text: string): string | null {
  if (text.length > SAID_MAX) return null;
  const line = inOneLine(text.replace(MARKS_IN_FRONT, '').replace(KIND_IN_FRONT, '$1'));
  return ticketOf(line) ?? partOf(line) ?? sellsAll(line) ?? exitOf(line) ?? cancelOf(line);
}
