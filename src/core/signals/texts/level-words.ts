// Owns: words beside the price of a level, which give a number another meaning, put the level off or take it back. With such words a
// post is not understood: the price without them would be another level.

import { areUnlike, postedLevels } from './posted-levels.ts';
import { isSmallTalk } from './small-talk.ts';

/** `1.0801 (50 pips)`, `1.0951 - Reward 60 pip`: how far a price is, told beside it. */
const DISTANCE_BESIDE =
  /(?<=\d)(?: ?\( ?| ?[-+] ?| )(?:(?:risk|reward)[ :]{0,2})?[-+]? ?\d{1,5}(?:\.\d{1,2})? ?(?:pips?|points?|pts) ?\)?$/i;
/** A price, words, and another number: the words say what that one is. `4h` and `20 pips` are no prices either. */
const NAMED_LATER = /\d[^\d\p{L}]*\p{L}\D*\d/u;
const NO_PRICE = /\d:\d\d|\d(?!usd|eur|inr)[A-Za-z]|\d ?(?:pips?|points?|pts|ticks?|days?|hours?|min(?:utes)?)\b/i;
/** `TP 66000 SL entry`: a stop that stands behind another level and has no price. */
const HOLDS_STOP = /(?<!\b(?:no|without|move|shift|bring|set|your|the) )\b(?:sl|stop(?:[- ]?loss)?|trail\w*)\b/i;
/** Of another alphabet, and styled ones. */
const OTHER_DIGITS = /(?!\d)\p{N}/u;
/** Words that say nothing of the number behind them, and currencies. */
const NO_NAMES = /\b(?:and|or|to|till|until|usd[tc]?|eur|inr|rs|tp|target)\b/gi;

/** `60 000`: one number with a blank in it, unless both lie near each other. */
const SPACED = /(?<![\d.,])(\d{1,3}) (\d{3})(?![\d.,])/;
const isSpaced = (text: string): boolean => {
  const [, first = '', second = ''] = SPACED.exec(text) ?? [];
  return second === '000' || areUnlike(first, second);
};

/** What may stand beside a number and say no more than which level it is, or in what it counts. */
const BESIDE_LEVEL: ReadonlySet<string> = new Set(
  `cmp mkt market price current now at around near about approx approximately circa from to till and or up between below above under zone area range
  level levels first second third fourth final last max min limit order usd usdt usdc eur gbp inr rs rupees dollars dollar tp tps target targets sl stop
  loss entry entries reward risk rr r null percentage pips pip points pts ticks strict strictly hard tight safe conservative aggressive main manual the
  a of x better support resistance please pls swing ath bonus extended optional prev previous high low lower higher risky
  exact exactly fixed ish must region runner strong roi moon moonbag`.split(/\s+/),
);
/** `3333.5 (1000)`, `2.2 ($200)`, `2.2 +0.2`: nobody says in what: how far it is in pips, what it gains, or another price. */
const BARE_BESIDE = /\d ?\( ?[$+-]{0,2} ?\d[\d.,]* ?\)|\d \+ ?\$?\d[\d.,]*$|\+ ?\/ ?-|\d ?\(? ?\b1 ?: ?\d/;
/** `62000 / 10%`, `62000 (50% ROI)`: how far it is, what it gains, or the part that leaves there. */
const holdsPercentBeside = (text: string): boolean => new Set(postedLevels(text).map(({ unit }) => unit)).size > 1;
/** In a post of another language its words are not known here. */
const ANY_WORD = /(?<!\p{L})(?!(?:usd[tc]?|eur|inr|and|or|to|now|market)(?!\p{L}))\p{L}{3,}/iu;
const WORD = /\p{L}[\p{L}'’]*/gu;
/** Beside a target: told, and not followed. */
const MOVES_STOP = /\b(?:move|shift|set) (?:sl|stop(?: loss)?) to (?:be|entry|break ?even|cost)\b/gi;
const saysMore = (text: string): boolean =>
  (text.replaceAll(MOVES_STOP, ' ').match(WORD) ?? []).some((word) => !BESIDE_LEVEL.has(word.toLowerCase()));
/** Behind the last number may stand what says nothing of it: `2650 good luck`. */
const BEHIND_NUMBERS = /[^\d%]*$/;

/** Words beside a level may withdraw it, put it off or guard it: what is not known to do nothing of the kind makes another level of it. */
function turnsLevel(text: string, isForeign: boolean): boolean {
  if (isForeign) return ANY_WORD.test(text);
  if (!saysMore(text)) return false;
  const behind = BEHIND_NUMBERS.exec(text)?.[0] ?? '';
  return saysMore(text.slice(0, text.length - behind.length)) || !isSmallTalk(behind, '');
}

/** `25-30 pips`, `25 30 pips`: from one distance to another, and no price with its distance. */
const DISTANCES = /^(\d{1,4}) ?-? ?(\d{1,4}) ?(?:pips?|points?|pts)$/i;

/** The same without how far the price is, told beside it. */
export function withoutDistance(text: string): string {
  const [, from, to] = DISTANCES.exec(text) ?? [];
  return from !== undefined && Number(from) < Number(to) ? text : text.replace(DISTANCE_BESIDE, '');
}

/** Whether nobody can say what the numbers of a level are, or when it counts. */
export const isUnclearLevel = (text: string, isForeign: boolean): boolean =>
  NAMED_LATER.test(text.replaceAll(NO_NAMES, ' ')) ||
  NO_PRICE.test(text) ||
  HOLDS_STOP.test(text) ||
  isSpaced(text) ||
  BARE_BESIDE.test(text) ||
  holdsPercentBeside(text) ||
  OTHER_DIGITS.test(text) ||
  (/\d/.test(text) && turnsLevel(text, isForeign));
