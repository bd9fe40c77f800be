// Owns: whether the first word of a line may be the secret or the license that such lines begin with. People begin their posts with a
// word, too: `CANCELLED`, `@somebody`, a link, `Closed:`; and one that says nothing but that all of it is a trial enters nothing.

import { isClose, type Reading } from '../../model/signal.ts';
import { refusedReading } from '../fields/refused-reading.ts';

/** What tells how a trade went, whatever digits follow it. */
const TELLS =
  /^(?:cancel\w*|closed?|closing|updated?|results?|filled|executed|hit|reached|tp|sl|target|stopped|reminder|yesterday|expired|missed|ignored?|pending|waiting|recap|back ?test\w*|opened|invalid\w*|corrections?)\b/i;
/** Links, names of people and topics, and words that end like a part of a sentence: `Filled!`. A secret may end so as well. */
const WRITTEN_BY_PEOPLE = /^(?:https?:|www\.|[@#])|^[\p{L}\p{M}'’-]*[:!?.,;…]+$/iu;
/** Letters between digits, and as long as a secret: no word is written so, whatever it begins with. */
const MADE_UP = /^(?=.{12})(?=.*\d.*[a-z].*\d)/i;
const tellsOf = (word: string): boolean => !MADE_UP.test(word) && TELLS.test(word.replaceAll(/[\d_-]+/g, ' ').trim());

/** Without blanks, and nothing that people write above a post. */
export const mayBeProof = (word: string): boolean => !/\s/.test(word) && !WRITTEN_BY_PEOPLE.test(word) && !tellsOf(word);

/** Every word of `paper-trading-only`, `demo_account_signal`, `this.is.a.test`; longest first. */
const OF_A_TRIAL =
  /(?:not?[-_.]?(?:for[-_.]?|an?[-_.]?)?|un)(?:real|live)|(?:do[-_.]?not|dont|no)[-_.]?(?:trad(?:e|ing)|execut(?:e|ion)|copy|follow)|simulat(?:ed|ion|or)|educat(?:ion|ional)|info(?:rmation(?:al)?)?|backtest(?:ing)?|dry[-_. ]?run|(?:forward)?[-_.]?testing|practice|training|hypothetical|samples?|examples?|recap|yesterdays?|testnet|sandbox|virtual|dummy|paper|tests?|demo|mock|fake|sim/g;
const BESIDE_A_TRIAL =
  /environment|accounts?|strategy|messages?|trading|traders?|forward|old|signals?|orders?|alerts?|trades?|please|ignore|mode|acct|only|this|just|with|not?|for|run|env|bot|the|is|my|an|it|do|on|a/g;
/** Digits in a row are what a secret has. */
const LONG_NUMBER = /\d{3}/;

function saysTrial(word: string): boolean {
  const small = word.toLowerCase();
  const rest = small.replaceAll(OF_A_TRIAL, ' ');
  return rest !== small && !LONG_NUMBER.test(small) && !/[a-z]/.test(rest.replaceAll(BESIDE_A_TRIAL, ' '));
}

/** What `reading` enters is refused where the word in front of it says that it is a trial: an exit goes, whoever tries what. */
export function refuseTrial(reading: Reading, word: string): Reading {
  const legs = reading.legs.length > 0 ? reading.legs : [reading];
  if (!saysTrial(word) || legs.every(({ kind, action }) => kind === 'cancel' || isClose(action))) return reading;
  return refusedReading(
    reading,
    'UNSUPPORTED',
    'The word in front says that this is a trial (paper, demo, test), and nothing is to be entered.',
    'Leave the word out; if it is your secret, choose one that is not made of such words.',
  );
}
