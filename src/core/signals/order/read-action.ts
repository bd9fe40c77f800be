// Owns: what an alert asks for, from the fields that say it. `action` and `side` decide; fields such as `direction` or
// `event` may add to them or contradict them. Invariant: two sides in one alert never become an order.

import { isZero } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { isClose, oppositeSide, type Side } from '../../model/signal.ts';
import { joinIntents, NO_INTENT, readActionWord, readAskedAction, sideOfIntent, type Intent } from './action-words.ts';
import { closeBesideSide, isCloseBesideSide } from './close-beside-side.ts';
import { readExitEvent, refuseLevelToSet, refuseMovedStop } from './exit-events.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { hasAny, namesOf, refusePlaceholder, shownKey, takeAll, takeOne, type FieldSet } from '../fields/field-set.ts';
import { kindOfValue } from '../json/json-value.ts';
import { nameList } from '../fields/name-list.ts';
import { isReducing } from './read-details.ts';
import { exitWithoutSide, withEffect } from './with-effect.ts';
import { keyOfOtherSide, switchedExit, switchedSide, type Said } from './switched-action.ts';
import { endsFlat } from './read-position.ts';
import { readNumber } from '../fields/read-number.ts';

/** Fields that decide; a word in them that is unknown refuses the alert. */
const ACTION_NAMES = nameList(['action', 'side', 'strategyorderaction']);
/** They decide where none of those says more than a side; beside them they only add or contradict. */
const SECOND_NAMES = nameList([
  'orderaction',
  'orderside',
  'strategyaction',
  'signalaction',
  'tradeaction',
  'alertaction',
  'tradeside',
  'signalside',
  'buysell',
  'bs',
  'action2',
  'side2',
]);
/** What happened or is wanted: where the rest says a side alone, a word that is unknown may be an exit, and is refused. */
const EVENT_NAMES: readonly string[] = ['command', 'cmd', 'event', 'eventtype', 'direction', 'tradedirection', 'positiondirection'];
/** Fields that hold the action where nothing else does, and anything otherwise. */
const HINT_NAMES = nameList([
  'signal',
  'order',
  'data',
  'decision',
  'transaction',
  'transactiontype',
  'transtype',
  'alerttype',
  'messagetype',
  'tradesignal',
]);
/** Free text and fields of many uses: they count where they are exactly a word of action, and refuse nothing else. */
const LOOSE_NAMES = nameList([
  'type',
  'signaltype',
  'typeofsignal',
  'operation',
  'message',
  'alertmessage',
  'strategyorderalertmessage',
  'tradetype',
]);
/** The same in short, and of more uses: `sig` may be a signature, `dir` the position that there is. Beside what leaves they say at most which position. */
const SHORT_NAMES = nameList('msg deal dir op sig instruction txn txntype act'.split(' '));
/** What is done to the order, and not to the position. */
const OF_THE_ORDER = /^(?:add|modify|update)$/i;
/** The same, and often the name that somebody gave to the alert: beside what leaves it says nothing. */
const TITLES = nameList(['alert']);
/** Words of sorting, which say neither what nor which side. */
const NEUTRAL: ReadonlySet<string> = new Set(
  'signal trade order alert strategy strategyorder strategyalert tradesignal newsignal new webhook tradingview indicator bot both none'.split(
    ' ',
  ),
);
/** Which way the market is thought to go: beside what is to be done it adds nothing, and alone it asks for nothing. */
const OPINIONS: ReadonlyMap<string, Side> = new Map([
  ['bullish', 'buy'],
  ['bearish', 'sell'],
]);
/** Fields that repeat the action in words of other systems: they never decide, but where they say something else, nobody can tell. */
const ECHO_NAMES = nameList(['trade', 'intent']);
/** Words of reports about orders that exist already: trading on them would do everything twice. */
const REPORT = /fill|execut|status|heartbeat|startup|warning|exception/i;
const REPORT_NAMES = nameList(['status', 'state', 'event', 'eventtype', 'messagetype', 'alerttype', 'type']);

const EVENTS = nameList(EVENT_NAMES);
const POSITION_SIDES = nameList(['positionside', 'posside', 'holdside']);

/** What is to be held after the order. `position` alone may be a report. */
const TARGETS = nameList(['marketposition', 'strategymarketposition', 'targetposition']);

const MAY_BE_HELD = nameList(['position', 'sentiment']);

const SIZES_AFTER = nameList(['positionsize', 'strategypositionsize', 'marketpositionsize', 'strategymarketpositionsize']);

const saysFlat = (fields: FieldSet): boolean =>
  namesOf(fields, TARGETS).some((name) => {
    const value = fields.byName.get(name)?.value;
    return typeof value === 'string' && value.trim().toLowerCase() === 'flat';
  });

/** An alert that says nothing but that nothing is to be held; beside a status or an event it may be a report. */
const wantsFlat = (fields: FieldSet): boolean => !hasAny(fields, REPORT_NAMES) && saysFlat(fields);

const holdsNothingAfter = (fields: FieldSet): boolean =>
  saysFlat(fields) ||
  namesOf(fields, SIZES_AFTER).some((name) => {
    const size = readNumber(fields.byName.get(name)?.value ?? null);
    return size.type === 'number' && isZero(size.value);
  });

/** Sides in a letter, and what Indian bridges write in two: long entry, long exit, short entry, short exit. */
const LETTERS: ReadonlyMap<string, Intent> = new Map([
  ['B', { ...NO_INTENT, side: 'buy' }],
  ['S', { ...NO_INTENT, side: 'sell' }],
  ['LE', { ...NO_INTENT, verb: 'enter', position: 'long' }],
  ['LX', { ...NO_INTENT, verb: 'exit', position: 'long' }],
  ['SE', { ...NO_INTENT, verb: 'enter', position: 'short' }],
  ['SX', { ...NO_INTENT, verb: 'exit', position: 'short' }],
]);
/** Fields that hold a side, where a letter can be nothing else; two letters are no word of another kind in these neither. */
const OF_A_SIDE: ReadonlySet<string> = new Set([...ACTION_NAMES.names, ...SECOND_NAMES.names, 'transactiontype', 'transtype']);
const OF_TWO_LETTERS: ReadonlySet<string> = new Set(['signal', 'type']);

/** The meaning of a word in the field of this name. */
const wordIn = (name: string, value: string): Intent | null => {
  const word = value.trim();
  const isLetter = OF_A_SIDE.has(name) || (word.length === 2 && OF_TWO_LETTERS.has(name));
  return readActionWord(value) ?? (isLetter ? (LETTERS.get(word.length === 1 ? word.toUpperCase() : word) ?? null) : null);
};

function readWord(fields: FieldSet, draft: Draft, field: Field): Said | null {
  const { key, value } = field;
  if (refusePlaceholder(draft, field)) return null;
  if (typeof value !== 'string') {
    refuse(draft, 'UNKNOWN_ACTION', `${shownKey(key)} is ${kindOfValue(value)}, not an action.`);
    return null;
  }
  const isSide = field === fields.byName.get('side');
  const intent = wordIn('action', value) ?? (isSide ? null : readAskedAction(value));
  if (intent !== null) return { field, word: value.trim(), intent };
  const event = isSide ? null : readExitEvent(value);
  if (event !== null) {
    if (event.leaves === 'level') refuseLevelToSet(fields, draft, field);
    if (event.leaves === 'moved') refuseMovedStop(draft, field);
    return { field, word: value.trim(), intent: event.intent };
  }
  refuseUnknown(draft, key, value);
  return null;
}

function refuseUnknown(draft: Draft, key: string, value: string): void {
  const shown = /^[\w /|-]{1,24}$/.test(value) ? `"${value}"` : 'what it says';
  refuse(draft, 'UNKNOWN_ACTION', `${shownKey(key)}: ${shown} is no action.`);
}

const isNeutral = (word: string): boolean => NEUTRAL.has(normalName(word.trim()));

/** The word of one field, where it is one of action; `strict` refuses every other word. */
function readHint(fields: FieldSet, draft: Draft, name: string, strict: boolean): Said[] {
  const field = fields.byName.get(name);
  if (field === undefined || typeof field.value !== 'string' || field.value.trim() === '') return [];
  const intent = wordIn(name, field.value);
  if (intent !== null) {
    fields.taken.add(name);
    return [{ field, word: field.value.trim(), intent }];
  }
  if (isNeutral(field.value)) fields.taken.add(name);
  else if (strict && name === 'direction' && OPINIONS.has(normalName(field.value.trim()))) return [];
  else if (strict && !refusePlaceholder(draft, field)) refuseUnknown(draft, field.key, field.value);
  else if (EVENT_NAMES.includes(name)) refusePlaceholder(draft, field);
  return [];
}

/** Whether what decides leaves a position, and has still to say which. */
type Leaving = 'no' | 'some' | 'one';

const leavingOf = (fields: FieldSet, said: readonly Said[]): Leaving => {
  const isExit = said.some(({ intent }) => intent.verb === 'exit');
  if (isExit && said.every(({ intent }) => intent.side === null && intent.position === null)) return 'some';
  return isExit || isReducing(fields) || endsFlat(fields) ? 'one' : 'no';
};

const namesPosition = ({ intent: { verb, position, side } }: Said): boolean =>
  position !== null && side === null && (verb === null || verb === 'exit');

function readShort(fields: FieldSet, draft: Draft, name: string, out: Leaving): readonly Said[] {
  const value = fields.byName.get(name)?.value;
  if (name === 'op' && typeof value === 'string' && OF_THE_ORDER.test(value.trim())) return [];
  const said = readHint(fields, draft, name, false);
  return out === 'no' ? said : out === 'some' ? said.filter(namesPosition) : [];
}

/** What the other fields add; the less is known, the less may stand in them that is not understood. */
function readHints(fields: FieldSet, draft: Draft, decisive: readonly Field[], out: Leaving): Said[] {
  const verbKnown = decisive.some((field) => field !== fields.byName.get('side'));
  const second = namesOf(fields, SECOND_NAMES).flatMap((name) => readHint(fields, draft, name, !verbKnown));
  const decided = verbKnown || second.length > 0;
  const said = [...second, ...namesOf(fields, EVENTS).flatMap((name) => readHint(fields, draft, name, !decided))];
  const nothingYet = decisive.length + said.length === 0;
  for (const name of namesOf(fields, HINT_NAMES)) said.push(...readHint(fields, draft, name, nothingYet));
  const mayEcho = verbKnown || said.length > 0 || decisive.length > 0;
  for (const name of namesOf(fields, LOOSE_NAMES)) said.push(...readHint(fields, draft, name, false));
  if (out === 'no') for (const name of namesOf(fields, TITLES)) said.push(...readHint(fields, draft, name, false));
  for (const name of namesOf(fields, SHORT_NAMES)) said.push(...readShort(fields, draft, name, out));
  if (mayEcho) for (const name of namesOf(fields, ECHO_NAMES)) said.push(...readHint(fields, draft, name, false));
  return said;
}

function refuseReports(fields: FieldSet, draft: Draft): void {
  for (const name of namesOf(fields, REPORT_NAMES)) {
    const value = fields.byName.get(name)?.value;
    if (typeof value === 'string' && REPORT.test(value)) {
      const key = fields.byName.get(name)?.key ?? name;
      refuse(draft, 'UNSUPPORTED', `${shownKey(key)} says that this is a report of something that happened, not an order.`);
    }
  }
}

function join(draft: Draft, said: readonly Said[]): Intent | null {
  let joined: Intent = NO_INTENT;
  for (const [index, next] of said.entries()) {
    const both = joinIntents(joined, next.intent);
    if (both === null) {
      const before = said.slice(0, index).find((other) => joinIntents(other.intent, next.intent) === null) ?? said[0] ?? next;
      refuse(
        draft,
        'CONTRADICTION',
        `${shownKey(before.field.key)} says ${before.word}, but ${shownKey(next.field.key)} says ${next.word}.`,
      );
      return null;
    }
    joined = both;
  }
  return joined;
}

/** `flat` is what is held after the order of that side, wherever it stands; beside a side that may be that of the position it is a close. */
const saysFlatAfter = (fields: FieldSet, all: readonly Said[]): boolean =>
  all.some(({ word }) => word.toLowerCase() === 'flat') && !isCloseBesideSide(fields, all);

/** A sell that leaves nothing leaves a long position. */
const leftBy = (side: Side | null, fields: FieldSet, all: readonly Said[]): 'long' | 'short' | null => {
  if (side === null || !(holdsNothingAfter(fields) || saysFlatAfter(fields, all))) return null;
  return side === 'sell' ? 'long' : 'short';
};

/** Bitget's account that holds both: a buy that closes, closes what was bought. */
const isHedgedExit = ({ verb, position, side }: Intent, { byName }: FieldSet): boolean =>
  verb === 'exit' && position === null && side !== null && byName.has('tradeside') && byName.has('margincoin');

function settle(fields: FieldSet, draft: Draft, said: Intent, all: readonly Said[]): void {
  const { verb } = said;
  const intent: Intent = isHedgedExit(said, fields) ? { verb, position: said.side === 'buy' ? 'long' : 'short', side: null } : said;
  const side = sideOfIntent(intent);
  const position = intent.position ?? (verb === 'exit' ? leftBy(side, fields, all) : null);
  draft.side = side;
  if (verb === 'cancel') {
    draft.kind = 'cancel';
    draft.action = 'cancel';
    draft.side = null;
    draft.positionSide = position;
  } else if (verb === 'modify') {
    draft.action = 'modify';
    draft.side = null;
    draft.positionSide = position;
  } else if (verb === 'reverse' || verb === 'add') draft.action = verb;
  else if (verb === 'exit') {
    const left = position ?? (side === null ? null : closeBesideSide(fields, draft, side, all));
    draft.action = left === null ? 'close' : `close_${left}`;
    draft.positionSide = left;
  } else if (side === null) refuse(draft, 'MISSING_ACTION', 'The alert says entry, but not whether to buy or to sell.');
  else {
    draft.action = side;
    draft.positionSide = position;
  }
}

function readPositionSide(draft: Draft, field: Field): Said | null {
  if (refusePlaceholder(draft, field) || typeof field.value !== 'string') return null;
  const word = field.value.trim().toLowerCase();
  if (word === 'both' || word === 'net') return null;
  if (word === 'long' || word === 'short') return { field, word, intent: { verb: null, position: word, side: null } };
  refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} must be long or short.`);
  return null;
}

/** An entry whose side another field denies. An exit is of the position that there is, and whether it is one the position afterwards may say. */
function holdOtherSide(fields: FieldSet, draft: Draft): void {
  if (draft.side === null || draft.action === null || isClose(draft.action) || isReducing(fields)) return;
  const opinion = fields.byName.get('direction');
  const isAgainst = typeof opinion?.value === 'string' && OPINIONS.get(normalName(opinion.value.trim())) === oppositeSide(draft.side);
  const key = keyOfOtherSide(fields, draft.side) ?? (isAgainst ? (opinion?.key ?? null) : null);
  if (key !== null) fields.doubts.push(deny('CONTRADICTION', `The alert says ${draft.side}, and ${shownKey(key)} says the other side.`));
}

/** `position: flat` alone is what is to be held, or what is. */
function refuseNoAction(fields: FieldSet, draft: Draft): void {
  const flat = namesOf(fields, MAY_BE_HELD)
    .map((name) => fields.byName.get(name))
    .find((field) => typeof field?.value === 'string' && field.value.trim().toLowerCase() === 'flat');
  if (flat === undefined) refuse(draft, 'MISSING_ACTION', 'The alert does not say what to do: no action.');
  else
    refuse(
      draft,
      'MISSING_ACTION',
      `The alert has no action: ${shownKey(flat.key)}: "flat" may ask to leave what is held, or tell that nothing is held.`,
      'Write "action": "close", or "market_position": "flat", to leave.',
    );
}

/** Reads action, side and the position they mean; the target position is settled later. */
export function readAction(fields: FieldSet, draft: Draft): void {
  refuseReports(fields, draft);
  const decisive = takeAll(fields, ACTION_NAMES);
  const said: Said[] = [];
  for (const field of decisive) {
    const read = readWord(fields, draft, field);
    if (read !== null) said.push(read);
  }
  said.push(...readHints(fields, draft, decisive, leavingOf(fields, said)));
  const isSilent = said.length === 0 && draft.refusal === null;
  const switched = isSilent ? (switchedSide(fields, draft) ?? switchedExit(fields) ?? exitWithoutSide(fields)) : null;
  if (switched !== null) said.push(switched);
  const positionField = takeOne(fields, draft, POSITION_SIDES);
  const positionSaid = positionField === null ? null : readPositionSide(draft, positionField);
  if (said.length === 0 && wantsFlat(fields)) {
    draft.action = 'close';
    return;
  }
  if (said.length === 0) {
    refuseNoAction(fields, draft);
    return;
  }
  const ordered = withEffect(fields, draft, said, { hasOrderSide: hasOrderSide(fields, said), join: () => join(draft, said) });
  const hedged = positionSaid === null || !hasOrderSide(fields, said) ? null : hedgedExit(join(draft, ordered), positionSaid);
  // beside the position that is named, the side says no more
  const rest = positionSaid !== null && isCloseBesideSide(fields, ordered) ? ordered.filter(({ intent }) => intent.side === null) : ordered;
  const joined = hedged ?? join(draft, positionSaid === null ? ordered : [...rest, positionSaid]);
  if (joined === null) return;
  settle(fields, draft, joined, ordered);
  holdOtherSide(fields, draft);
}

/** Whether the side stands where venues write the side of an order: "action" may mean what is done to the position. */
const hasOrderSide = (fields: FieldSet, said: readonly Said[]): boolean => said.some(({ field }) => field === fields.byName.get('side'));

/** The side of an order against the position that it names, in an account that holds both: it closes that position. */
function hedgedExit(order: Intent | null, { intent: { position } }: Said): Intent | null {
  if (order === null || order.side === null || order.position !== null || order.verb !== null || position === null) return null;
  return order.side === sideOfIntent({ ...NO_INTENT, position }) ? null : { verb: 'exit', position, side: order.side };
}
