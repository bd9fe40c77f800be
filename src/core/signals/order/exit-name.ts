// Owns: names and comments of an order that say that it leaves a position: TradingView's own, and those that people give
// (`Exit Long`, `TP1`, `Stop loss hit`, `Exit on RSI`). A text with words of anything else says nothing of it: `SL below the low`.

import type { Side } from '../../model/signal.ts';
import type { FieldSet } from '../fields/field-set.ts';

/** What TradingView writes of itself as the id or comment of an order that closes: `Close entry(s) order Long`. */
const CLOSE_PHRASE = /^close (?:entry\(s\) order|position order)/i;
/** Longer than this is a sentence and no name. Characters. */
const NAME_MAX = 40;
/** Where the name of an order stands, and where people put it: `{{strategy.order.comment}}` as the message. */
const PLACES: readonly string[] = `comment ordercomment strategyordercomment orderid strategyorderid id message alertmessage
  strategyorderalertmessage text reason exitreason note tag label`.split(/\s+/);
/** Places of the name alone, where people write no more than `Close`; anywhere else it may be the price of that name. */
const NAME_PLACES: ReadonlySet<string> = new Set('comment ordercomment strategyordercomment orderid strategyorderid'.split(' '));
const BARE_CLOSE = /^closed?$/i;
/** Words of leaving, in a name that has no others than these and the ones below. */
const LEAVES = /^(?:exit|tp\d?|sl|takeprofit\d?|stoploss|trailingstop|take profit|stop loss|trailing stop)$/;
const BESIDE = /^(?:long|short|l|s|position|trade|entry|order|hit|reached|done|\d)$/;
/** A name that goes on to do something else. */
const GOES_ON = /\b(?:and|then|go|enter|entry|reverse|flip|open)\b/i;

export const isClosePhrase = (text: string): boolean => CLOSE_PHRASE.test(text);

/** `close_long` says it with its second word, and `close of the candle` does not. */
const isCloseOf = (words: readonly string[]): boolean => {
  const at = words.findIndex((word) => word === 'close' || word === 'closed');
  return (
    at !== -1 &&
    words.some((word) => /^(?:long|short|position|trade)$/.test(word)) &&
    words.every((word, i) => i === at || BESIDE.test(word))
  );
};

/** Whether a name says that the order leaves, whichever position. */
function leaves(text: string): boolean {
  if (text.length > NAME_MAX) return false;
  if (/^exit\b/i.test(text) && !GOES_ON.test(text.replace(/^exit (?:long|short) entry$/i, ''))) return true;
  const words = text
    .toLowerCase()
    .replaceAll(/[_-]/g, ' ')
    .replaceAll(/\b(take|trailing) (profit|stop)\b|\b(stop) (loss)\b/g, (pair) => pair.replace(' ', ''))
    .split(/\s+/)
    .map((word) => word.replace(/^(tp|takeprofit)\d$/, '$1'));
  return isCloseOf(words) || (words.some((word) => LEAVES.test(word)) && words.every((word) => LEAVES.test(word) || BESIDE.test(word)));
}

/** The position that a name speaks of, or null. */
const positionIn = (text: string): 'long' | 'short' | null => {
  const word = /long|short|[ _-][ls]$/i.exec(text)?.[0].toLowerCase().replaceAll(/[ _-]/g, '');
  return word === undefined ? null : word.startsWith('l') ? 'long' : 'short';
};

/** Whether the name of the order says that it closes what an order of this side closes. */
export const isExitName = (text: string, side: Side): boolean => leaves(text) && positionIn(text) !== (side === 'sell' ? 'short' : 'long');

/** Whether the name says that the order closes the position that an order of this side can only add to. */
export const isExitOfOther = (text: string, side: Side): boolean =>
  leaves(text) && positionIn(text) === (side === 'sell' ? 'short' : 'long');

/** Whether one of the texts that name the order is as `is` says. */
export const namesTheOrder = (fields: FieldSet, is: (text: string) => boolean): boolean =>
  PLACES.some((place) => {
    const value = fields.byName.get(place)?.value;
    if (typeof value !== 'string') return false;
    const name = value.trim();
    return is(NAME_PLACES.has(place) && BARE_CLOSE.test(name) ? 'close position' : name);
  });
