// Owns: the words for what to do. Each word is a part of a meaning (what, which position, which side); several fields of
// one alert add up, and where they do not fit together the alert is refused, naming both.

import { oppositeSide, type Side } from '../../model/signal.ts';
import { englishAction } from './foreign-words.ts';

export type Verb = 'enter' | 'exit' | 'reverse' | 'add' | 'cancel' | 'modify';

export interface Intent {
  readonly verb: Verb | null;
  /** The position that is meant. */
  readonly position: 'long' | 'short' | null;
  readonly side: Side | null;
}

export const NO_INTENT: Intent = { verb: null, position: null, side: null };
const intent = (verb: Verb | null, position: Intent['position'] = null, side: Side | null = null): Intent => ({ verb, position, side });

/** A close of a part: without a size it is none of everything, see refuse-unsized-part.ts. */
export const PARTIAL_EXITS: readonly string[] =
  'reduce reduceposition partialclose closepartial partialexit exitpartial trim scaleout takepartial partialprofit'.split(' ');

const WORDS: ReadonlyMap<string, Intent> = new Map(
  (
    [
      [intent(null, null, 'buy'), ['buy', 'buysignal', 'buyalert', 'opbuy']],
      [intent(null, null, 'sell'), ['sell', 'sellsignal', 'sellalert', 'opsell']],
      [intent(null, 'long'), ['long', 'longsignal']],
      [intent(null, 'short'), ['short', 'shortsignal']],
      [
        intent('enter', 'long'),
        ['enterlong', 'entrylong', 'openlong', 'golong', 'longentry', 'longopen', 'longenter', 'buylong', 'buytoopen', 'bto', 'startlong'],
      ],
      [
        intent('enter', 'short'),
        [
          'entershort',
          'entryshort',
          'openshort',
          'goshort',
          'shortentry',
          'shortopen',
          'shortenter',
          'sellshort',
          'shortsell',
          'selltoopen',
          'sto',
          'startshort',
        ],
      ],
      [intent('enter', null, 'buy'), ['enterbuy', 'entrybuy', 'buyentry', 'buyenter', 'buyopen', 'openbuy']],
      [intent('enter', null, 'sell'), ['entersell', 'entrysell', 'sellentry', 'sellenter', 'sellopen', 'opensell']],
      [intent('enter'), ['enter', 'entry', 'open']],
      [
        intent('exit'),
        [
          'close',
          'exit',
          'flat',
          'flatten',
          'closeall',
          'exitall',
          'flattenall',
          'closeposition',
          'exitposition',
          'closetrade',
          'exittrade',
        ],
      ],
      [intent('exit'), ['closepositions', 'closeallpositions', 'liquidate', 'squareoff', 'goflat']],
      [
        intent('exit', 'long'),
        [
          'closelong',
          'exitlong',
          'longexit',
          'longclose',
          'closelongs',
          'closealllong',
          'selltoclose',
          'stc',
          'flattenlong',
          'closebuy',
          'closebuys',
        ],
      ],
      [
        intent('exit', 'short'),
        [
          'closeshort',
          'exitshort',
          'shortexit',
          'shortclose',
          'closeshorts',
          'closeallshort',
          'buytoclose',
          'buytocover',
          'covershort',
          'cover',
          'closesell',
          'closesells',
        ],
      ],
      [intent('reverse'), ['reverse', 'flip', 'reverseposition', 'flipposition']],
      [intent('reverse', 'long'), ['reverselong', 'reversetolong', 'fliplong', 'fliptolong']],
      [intent('reverse', 'short'), ['reverseshort', 'reversetoshort', 'flipshort', 'fliptoshort']],
      [intent('add'), ['add', 'addtoposition', 'increase', 'increaseposition', 'scalein']],
      [intent('add', 'long'), ['addlong', 'addtolong', 'increaselong']],
      [intent('add', 'short'), ['addshort', 'addtoshort', 'increaseshort']],
      [intent('cancel'), ['cancel', 'cancelorder', 'cancelorders', 'cancelall', 'cancelallorders']],
      [
        intent('modify'),
        [
          'modify',
          ...['update', 'modify', 'move', 'change', 'set'].flatMap((verb) =>
            ['stop', 'sl', 'stoploss', 'tp', 'takeprofit', 'sltp'].map((what) => `${verb}${what}`),
          ),
        ],
      ],
      [intent('exit'), PARTIAL_EXITS],
    ] as const
  ).flatMap(([meaning, words]) => words.map((word): [string, Intent] => [word, meaning])),
);

/** The same only where an action is asked for: elsewhere they name a kind of bot, of strategy, or what a follower is told of. */
const ASKED: ReadonlyMap<string, Intent> = new Map(
  (
    [
      [intent('enter'), ['openposition', 'enterposition', 'opentrade', 'entertrade', 'newposition']],
      [intent('add'), ['dca', 'averagedown', 'pyramid']],
    ] as const
  ).flatMap(([meaning, words]) => words.map((word): [string, Intent] => [word, meaning])),
);

/** `🟢 BUY`: what stands around a word and is none. */
const ORNAMENT = /^(?:\p{Extended_Pictographic}|\u200d|\ufe0f|\s)+|(?:\p{Extended_Pictographic}|\u200d|\ufe0f|\s)+$/gu;

const PLAIN = /^[ -~]*$/;

/** The meaning of `ENTER-LONG`, `close_short`, `Buy`, `kaufen` …, or null. */
export function readActionWord(word: string): Intent | null {
  if (word.length > 24) return null;
  // most words have no ornament, and are not looked through for one
  const bare = (PLAIN.test(word) ? word : word.replace(ORNAMENT, '')).trim().toLowerCase();
  return WORDS.get(bare.replaceAll(/[_\- ]/g, '')) ?? WORDS.get(englishAction(bare) ?? '') ?? null;
}

/** `open-position`, `dca`, in the field of the action. */
export const readAskedAction = (word: string): Intent | null =>
  word.length > 24
    ? null
    : (ASKED.get(
        word
          .trim()
          .toLowerCase()
          .replaceAll(/[_\- ]/g, ''),
      ) ?? null);

const sideOf = (position: 'long' | 'short'): Side => (position === 'long' ? 'buy' : 'sell');

/** Whether the parts of one meaning fit: an entry's side is its position's, an exit's side is the opposite. */
function fits({ verb, position, side }: Intent): boolean {
  if (position === null || side === null) return true;
  return verb === 'exit' ? side !== sideOf(position) : side === sideOf(position);
}

/** Both meanings as one, or null where they contradict each other. */
export function joinIntents(a: Intent, b: Intent): Intent | null {
  if (a.verb !== null && b.verb !== null && a.verb !== b.verb) return null;
  if (a.position !== null && b.position !== null && a.position !== b.position) return null;
  if (a.side !== null && b.side !== null && a.side !== b.side) return null;
  const joined: Intent = { verb: a.verb ?? b.verb, position: a.position ?? b.position, side: a.side ?? b.side };
  return fits(joined) ? joined : null;
}

/** The side of the order that an intent leads to; null where the position decides. */
export function sideOfIntent({ verb, position, side }: Intent): Side | null {
  if (side !== null || position === null) return side;
  return verb === 'exit' ? oppositeSide(sideOf(position)) : sideOf(position);
}
