// Owns: names of the entry's levels that nobody reads: where to enter, what it waits for, its stop, its target. Without them the entry
// would be another one. Normal names.

import { decimal, gt, lt } from '../../model/decimal.ts';
import type { Draft } from '../fields/draft-reading.ts';
import { agree, type Field } from '../fields/field-index.ts';
import { readNumber } from '../fields/read-number.ts';

/** Where to enter: `entry_low`, `buy_zone`, `buy_at`. Beside a price of the entry they describe it. */
const ZONE =
  /^(?:entry|entries|entryprice|buy|sell|long|short)(?:low|high|min|max|from|to|top|bottom|upper|lower|zone|range|area|level|zonelow|zonehigh|zonetop|zonebottom|\d)$/;
const PLACE = /^(?:at|(?:enter|place|fill)(?:at)?(?:price)?|desired(?:entry)?(?:price)?)$/;
/** On, they say that it is entered, and not where. */
const SWITCHES: ReadonlySet<string> = new Set(['enter', 'place', 'fill']);
/** What the entry waits for, or how far from the market it is. */
const WAIT =
  /^(?:entry|buy|sell|long|short|enter|(?:bar|candle)?closes?|price|breaks?|crosses|when)?(?:above|below|over|under|trigger)$|^stoplimit(?:price)?$|^limit(?:offset|distance|pips?|points?|ticks?|percent|pct)$|^(?:trig(?:at|px|level)?|trigger(?:at|level|px)|when(?:price|at))$/;
/** The level that a market breaks. What the price of the alert has passed already is why it was sent; beyond it the entry waits. */
const BREAKOUT = /^break(?:out)?(?:price|level|at)$/;
/** A stop or target by another name: `cut_loss`, `sl_long`. Beside one that was read it only describes. */
const STOP =
  /^(?:(?:long|short|buy|sell|exit|loss|swing|structure)(?:sl|stop|stoploss)|(?:sl|stop|stoploss)(?:(?:atr)?(?:mult(?:iplier|iple|i)?|factor|times|x)|long|short|buy|sell)|cut(?:loss|at|price)?|stopout|invalidation(?:level|price)?|slpx|stp|lossat|(?:exit|stop)loss(?:at|price)|exitloss|triggerstop|protection(?:price|level|at))$/;
const TARGET =
  /^(?:(?:long|short|buy|sell)(?:tp|takeprofit|target)|(?:tp|takeprofit|target)\d{0,2}(?:atr)?(?:mult(?:iplier|iple|i)?|factor|times|x)|(?:tp|takeprofit|target)(?:long|short|buy|sell)|(?:close|exit)(?:price)?(?:target|tp)|target(?:close|exit)(?:price)?|t\d|take\d?|(?:take|limit)profit(?:at)?|profit(?:at|price|level)|tprofit|goal|objective|(?:sell|cover)at|exitat(?:price)?)$/;

/** Seconds since 1970: no price is as high. */
const TIME_MIN = decimal('1000000000');

const isPrice = ({ value }: Field): boolean => {
  const number = readNumber(value);
  return number.type === 'number' && lt(number.value, TIME_MIN);
};

function isPassed({ value }: Field, { side, signalPrice }: Draft): boolean {
  const level = readNumber(value);
  if (level.type !== 'number' || signalPrice === null || side === null) return false;
  return side === 'buy' ? !gt(level.value, signalPrice) : !lt(level.value, signalPrice);
}

/** Whether the field holds a level of the entry that nothing else in the alert gives. */
export function holdsLostLevel(name: string, field: Field, draft: Draft): boolean {
  if (WAIT.test(name)) return isPrice(field);
  if (BREAKOUT.test(name)) return isPrice(field) && !isPassed(field, draft);
  const isPriced = draft.signalPrice !== null || draft.limitPrice !== null || draft.stopPrice !== null;
  if (ZONE.test(name)) return !isPriced && field.value !== true;
  if (PLACE.test(name) || (name === 'buyat' && draft.side === 'buy') || (name === 'sellat' && draft.side === 'sell'))
    return !isPriced && isPrice(field) && !(SWITCHES.has(name) && agree(field.value, '1'));
  if (STOP.test(name)) return draft.stopLoss === null && draft.trailing === null && isPrice(field);
  return TARGET.test(name) && draft.takeProfits.length === 0 && isPrice(field);
}

/** Whether the name is that of a stop or a target. */
export const namesLostGuard = (name: string): boolean => STOP.test(name) || TARGET.test(name);
