// Owns: which posts talk about a trade instead of opening one: of results, doubts, conditions, trials and what is over; and which lines
// below a signal may not be passed over, for with them it is another trade or none.

import { ADVICE } from '../order/read-break-even.ts';
import { isSmallTalk } from './small-talk.ts';
import { TALK } from './talk-words.ts';

/** `Join our channel` says nothing of the trade, though it talks. */
const INVITES = /\b(join|subscribe to|follow|visit|check|sent from) (?:our|my)\b|\bhave a (?:good|great|nice|blessed|profitable) /gi;
/** A number that is ticked off behind: `TP1: 145 ✅`. In front of a label a tick is an ornament. */
const TICKED = /\d ?(?:pips? ?)?[%)]? ?[✅☑✔]/iu;
/** `First target ✅`: reached, where no price follows. */
const TICKED_WORD = /\b(?:tps?|targets?|take[ -]?profits?) ?[✅☑✔]\ufe0f?(?![^\p{L}\n]{0,8}\d)/iu;
/** `TP1 50 pips 🔥`: what has been won, where a price would be named for what is wanted. */
const CHEERED =
  /\b(?:tps?|targets?|profits?|sl|stop(?:[ -]?loss)?) ?\d{0,2} ?[:=)-]? ?\d{1,4}(?:\.\d)? ?pips? ?\p{Extended_Pictographic}/iu;
/** `60k`: thousands, and in the language of some channels satoshis. */
const ABBREVIATED = /\d ?k\b/i;

/** Whether a post in English words tells, asks or thinks aloud: it is no signal, whatever else stands in it. */
export const isTalk = (english: string): boolean =>
  TALK.test(english.replaceAll(INVITES, '$1')) ||
  TICKED.test(english) ||
  TICKED_WORD.test(english) ||
  CHEERED.test(english) ||
  ABBREVIATED.test(english);

/** There is no stop, and the last target is left open; and what is to be done with the stop later, which is told and not followed. */
const SAID_OF_LEVELS =
  /^(?:no (?:sl|stop(?:[- ]?loss)?)|(?:sl|stop(?:[- ]?loss)?|(?:tps?|targets?) ?\d?) ?:? ?(?:open|hold|runner|moon|none|manual(?:ly)?))$|^(?:(?:please )?(?:move|shift|bring|set|trail)\b.{0,40}\b(?:after|once|at|upon|on) (?:tp|target)|(?:after|once|upon) (?:(?:reaching|hitting) )?(?:the )?(?:first |1st )?(?:tp|target)|be after (?:tp|target)|(?:book|take|secure) (?:some |partials? )?(?:profits?|partials?) (?:at|on|after) (?:each |every |all )?(?:tp|target)s? ?\d?(?: (?:and|&|then) (?:trail|let|hold|keep) (?:the )?(?:rest|remaining|sl|stop(?:[- ]?loss)?)(?: run| run on)?| (?:and|&|then) move (?:the )?(?:sl|stop(?:[- ]?loss)?) to (?:entry|be|break ?even|cost))?$|(?:(?:please|always|strictly|must|use|follow|keep|respect|trade|with|a|your|the|proper|strict) ){1,4}(?:sl|stop[- ]?loss)$|(?:sl|stop[- ]?loss) (?:is )?(?:a )?(?:must|mandatory|compulsory|required)$)/i;
/**
 * Whether a line that nobody reads may not be passed over: nobody knows that it says nothing of the trade. There are more ways to take a
 * signal back than words in any list.
 */
export const steers = (line: string, post: string): boolean =>
  NO_PLAIN_NUMBER.test(line) || (!SAID_OF_LEVELS.test(line.replace(ADVICE, '')) && !isSmallTalk(line, post));
/** Digits of another alphabet, and styled ones: a price that was not read. */
const NO_PLAIN_NUMBER = /(?!\d)\p{N}/u;
/** A line, or a part of one, of nothing but these tells that it went well, is over or waits. */
const MARKS_ALONE = /(?:^|[,;|])[ \t]*(?:[✅☑✔❌✖🚫⛔⏳⌛]\ufe0f?[ \t]*){1,12}(?=$|[,;|])/mu;
/** The same beside the side itself; in front of the stop it is an ornament. */
const MARKED_SIDE = /^(?=.{0,300}\b(?:buy|sell|long|short)\b).{0,300}[❌✖🚫⏳⌛](?!\ufe0f?[ \t]{0,4}(?:sl|s\/l|stop|invalid))/imu;
export const isMarkedOff = (text: string): boolean => MARKS_ALONE.test(text) || MARKED_SIDE.test(text);
