// Owns: names and comments of an order that say that it leaves a position: TradingView's own, and those that people give
// (`Exit Long`, `TP1`, `Stop loss hit`, `Exit on RSI`). A text with words of anything else says nothing of it: `SL below the low`.

import type { Side } from '../../model/signal.ts';
import { hasAny, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { hasLevels } from './own-levels.ts';

/** What TradingView writes of itself as the id or comment of an order that closes: `Close entry(s) order Long`. */
const CLOSE_PHRASE = /^close (?:entry\(s\) order|position order)/i;
/** Longer than this is a sentence and no name. Characters. */
const NAME_MAX = 40;
/** Where the name of an order stands, and where people put it: `{{strategy.order.comment}}` as the message. */
const PLACES: readonly string[] = `comment ordercomment strategyordercomment orderid strategyorderid id message alertmessage
  strategyorderalertmessage text reason exitreason note tag label alertname alerttitle title name`.split(/\s+/);
/** Places of the name alone, where people write no more than `Close`; anywhere else it may be the price of that name. */
const NAME_PLACES: ReadonlySet<string> = new Set('comment ordercomment strategyordercomment orderid strategyorderid'.split(' '));
const BARE_CLOSE =
  /^(?:closed?(?: all| now)?|flat(?:ten(?:ed)?)?|stopped ?out|(?:time|eod|end of day|session|signal|manual|forced?|early|partial|final|emergency|trail(?:ing)?|profit|loss|stop|rsi|ema|macd|trend)[ _-]exit)[.!]?$/i;
/** Names of the alert, or of its strategy: `Exit Bot` is one of those, `Exit long` of the order. */
const TITLES: ReadonlySet<string> = new Set('alertname alerttitle title name'.split(' '));
/** Words of leaving, in a name that has no others than these and the ones below. */
const LEAVES = /^(?:exit|tp\d?|sl|takeprofit\d?|stoploss|trailingstop|take profit|stop loss|trailing stop)$/;
const BESIDE = /^(?:longs?|shorts?|l|s|positions?|trades?|entry|order|hit|reached|done|\d)$/;
/** `BTC close long`, `Long exit alert`: an exit of one position among other words. */
const EXIT_OF = /\b(?:exit|close)[ _-](?:long|short)s?\b(?![ -](?:term|[a-z]?ma)\b)|\b(?:long|short)s?[ _-](?:exit|close)\b/i;
/** As the name of an alert, which may be that of its strategy: `Long entry TP SL`, `TP/SL` is with what it enters, and no exit. */
const SAYS_EXIT = /exit|close/i;
const OF_ENTRY = /entry|(?:tp|profit).*(?:sl|loss)|(?:sl|loss).*(?:tp|profit)/i;
const TRAILS = nameList('trailingstop trailingstoppercent trailpercent trailingpercent trail'.split(' '));
/** A name that goes on to do something else. */
const GOES_ON = /\b(?:and|then|go|enter|entry|reverse|flip|open)\b/i;

export const isClosePhrase = (text: string): boolean => CLOSE_PHRASE.test(text);

/** `close_long` says it with its second word, and `close of the candle` does not. */
const isCloseOf = (words: readonly string[]): boolean => {
  const at = words.findIndex((word) => word === 'close' || word === 'closed');
  return (
    at !== -1 &&
    words.some((word) => /^(?:longs?|shorts?|positions?|trades?)$/.test(word)) &&
    words.every((word, i) => i === at || word === 'all' || BESIDE.test(word))
  );
};

/** Whether every word of a name is one of leaving, or of what is left. */
function leavesInWords(text: string): boolean {
  if (text.length > NAME_MAX || /entry\W.*exit/i.test(text)) return false;
  const words = text
    .toLowerCase()
    .replaceAll(/[_/&+-]/g, ' ')
    .trim()
    .replaceAll(/\b(take|trailing) (profit|stop)\b|\b(stop) (loss)\b/g, (pair) => pair.replace(' ', ''))
    .split(/\s+/)
    .map((word) => word.replace(/^(tp|takeprofit)\d$/, '$1'));
  return isCloseOf(words) || (words.some((word) => LEAVES.test(word)) && words.every((word) => LEAVES.test(word) || BESIDE.test(word)));
}

const exitsOne = (text: string): boolean =>
  text.length <= NAME_MAX && EXIT_OF.test(text) && !GOES_ON.test(text) && text.match(/long|short/gi)?.length === 1;

/** Whether a name says that the order leaves, whichever position. */
function leaves(text: string): boolean {
  if (text.length > NAME_MAX) return false;
  if (/^exit\b/i.test(text) && !GOES_ON.test(text.replace(/^exit (?:long|short) entry$/i, ''))) return true;
  return leavesInWords(text) || exitsOne(text);
}

/** `Exit at 70000`: done there, or what is planned. */
export const isExitAtPrice = (text: string): boolean =>
  text.length <= NAME_MAX && /^exit (?:at|@|price|around|near|above|below|over|under|when|if)\b.*\d|^exit @ ?\d/i.test(text);

/** The position that a name speaks of, or null. */
const positionIn = (text: string): 'long' | 'short' | null => {
  const word = /long|short|[ _-][ls]$/i.exec(text)?.[0].toLowerCase().replaceAll(/[ _-]/g, '');
  return word === undefined ? null : word.startsWith('l') ? 'long' : 'short';
};

/** Whether the name of the order says that it closes what an order of this side closes. */
export const isExitName = (text: string, side: Side): boolean => leaves(text) && positionIn(text) !== (side === 'sell' ? 'short' : 'long');

/** Whether the name says that the order closes the position that an order of this side can only add to. */
export const isExitOfOther = (text: string, side: Side): boolean =>
  // `Long exit 70k` beside a buy is where it is to leave
  (leavesInWords(text) || /^exit\b/i.test(text)) &&
  leaves(text) &&
  positionIn(text) === (side === 'sell' ? 'short' : 'long') &&
  (SAYS_EXIT.test(text) || !OF_ENTRY.test(text));

/** Whether the name of an alert is that of an order that leaves. Beside levels of its own, `Trailing stop` is how it enters. */
const isOfExit = (name: string, fields: FieldSet): boolean =>
  exitsOne(name) ||
  (leavesInWords(name) && (SAYS_EXIT.test(name) || !(OF_ENTRY.test(name) || hasLevels(fields) || hasAny(fields, TRAILS))));

/** The words of a place, as what names the order; null where they may be of something else. */
function nameAt(place: string, fields: FieldSet): string | null {
  const value = fields.byName.get(place)?.value;
  if (typeof value !== 'string') return null;
  const name = value.trim();
  if (NAME_PLACES.has(place) && BARE_CLOSE.test(name)) return 'close position';
  return TITLES.has(place) && !isOfExit(name, fields) ? null : name;
}

/** Whether one of the texts that name the order is as `is` says. */
export const namesTheOrder = (fields: FieldSet, is: (text: string) => boolean): boolean =>
  PLACES.some((place) => {
    const name = nameAt(place, fields);
    return name !== null && is(name);
  });
