// Owns: what the strategy's own position says about an order (TradingView: market_position is the position *after* the
// order). A buy or sell that leaves the strategy flat is a close; one that leaves it on the other side is a part of a
// close; what cannot be is refused. Invariant: no order opens a position that the alert itself says is not there.

import { isNegative, isZero, neg, sub, type Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { isClose, type Side } from '../../model/signal.ts';
import { refuse, refuseEntry, warn, type Draft } from '../fields/draft-reading.ts';
import { agree, type Field } from '../fields/field-index.ts';
import { isClosePhrase, isExitAtPrice, isExitName, isExitOfOther, namesTheOrder } from './exit-name.ts';
import { fieldsNamed, hasAny, readTerm, refusePlaceholder, shownKey, takeAll, takeOne, type FieldSet } from '../fields/field-set.ts';
import { numberOf, positiveOf } from '../fields/read-amount.ts';
import { nameList } from '../fields/name-list.ts';
import { readNumber } from '../fields/read-number.ts';
import { toldPosition } from './told-position.ts';

type Position = 'long' | 'short' | 'flat';

const POSITION = nameList(
  `marketposition strategymarketposition position sentiment targetposition strategyposition newposition newmarketposition positionafter
  nextposition finalposition`.split(/\s+/),
);
/** The position now: beside the one before it the one after the order, and alone it may be either. */
const CURRENT = nameList(['currentposition', 'currentmarketposition', 'strategycurrentposition', 'currentpos']);
const PREVIOUS = nameList(
  `prevmarketposition strategyprevmarketposition previousmarketposition prevposition previousposition strategyprevposition
  positionbefore oldposition prevpos`.split(/\s+/),
);
const SIGNED_SIZE = nameList(['positionsize', 'strategypositionsize']);
const UNSIGNED_SIZE = nameList(['marketpositionsize', 'strategymarketpositionsize']);
const PREVIOUS_SIZE = nameList(['prevmarketpositionsize', 'strategyprevmarketpositionsize']);
const FLAT_AFTER = nameList([...POSITION.names, ...SIGNED_SIZE.names, ...UNSIGNED_SIZE.names]);
const WORDS: ReadonlyMap<string, Position> = new Map([
  ['long', 'long'],
  ['bullish', 'long'],
  ['short', 'short'],
  ['bearish', 'short'],
  ['flat', 'flat'],
]);

/** Whether the alert says that nothing is held after its order, for what is read before that is settled. */
export const endsFlat = (fields: FieldSet): boolean => fieldsNamed(fields, FLAT_AFTER).some(({ field }) => isFlat(field));

function isFlat({ value }: Field): boolean {
  if (typeof value === 'string' && value.trim().toLowerCase() === 'flat') return true;
  const number = readNumber(value);
  return number.type === 'number' && isZero(number.value);
}

function readPositionWord(draft: Draft, field: Field | null): Position | null {
  if (field === null || refusePlaceholder(draft, field)) return null;
  const position = typeof field.value === 'string' ? WORDS.get(field.value.trim().toLowerCase()) : undefined;
  if (position === undefined) refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} must be long, short or flat.`);
  return position ?? null;
}

const positionOfSize = (size: Decimal): Position => (isZero(size) ? 'flat' : isNegative(size) ? 'short' : 'long');

/** The field of the position after the order: the one now, where the one before it stands beside it. */
function takeNamed(fields: FieldSet, draft: Draft): Field | null {
  const named = takeOne(fields, draft, POSITION);
  return named ?? (hasAny(fields, PREVIOUS) ? takeOne(fields, draft, CURRENT) : null);
}

const isNumeric = ({ value }: Field): boolean => readNumber(value).type === 'number';

/** What names the position after the order: in a word, as its signed size, or both. */
interface Named {
  readonly word: Field | null;
  readonly size: Field | null;
}

/**
 * `position: -2` beside `market_position: short`: the word says which position, and the number how large it is. With no other size it
 * may be how much is ordered. A sentiment in a number is a score.
 */
function besideWord(draft: Draft, all: readonly Field[], sentiment: Field | undefined): Named | null {
  const word = all.find((field) => !isNumeric(field));
  const size = all.find(isNumeric);
  if (word === undefined || size === undefined || size === sentiment || (draft.quantity === null && !isFlat(size))) return null;
  return all.every((field) => agree(field.value, (isNumeric(field) ? size : word).value)) ? { word, size } : null;
}

function takePosition(fields: FieldSet, draft: Draft): Named {
  const both = besideWord(draft, takeAll(fields, POSITION), fields.byName.get('sentiment'));
  if (both !== null) return both;
  const named = takeNamed(fields, draft);
  return isSizeAfter(draft, named) ? { word: null, size: named } : { word: named, size: null };
}

/**
 * `position` with a number is the signed size after the order (strategy.position_size) where it is 0, or where another field says
 * how much and its sign is the side of the order: with any other number it may as well be how much.
 */
function isSizeAfter(draft: Draft, field: Field | null): boolean {
  const number = field === null ? null : readNumber(field.value);
  if (number?.type !== 'number') return false;
  if (isZero(number.value)) return true;
  return draft.quantity !== null && (isNegative(number.value) ? draft.side === 'sell' : draft.side === 'buy');
}

/** `position_size: 0.5` beside the bot of another service (Mizar) is half of what that enters with. */
function refuseShareOfBot({ byName }: FieldSet, draft: Draft, field: Field | null): void {
  if (field === null || isFlat(field) || !byName.has('botid') || !byName.has('baseasset')) return;
  const message = `${shownKey(field.key)} beside a bot may be a share of its size, or how many.`;
  refuseEntry(draft, 'INVALID_QUANTITY', message, 'Send "quantity", "notional" or "percent".');
}

/** The position after the order: from its name, its signed size, or an unsigned size of zero. */
function readTarget(fields: FieldSet, draft: Draft): Position | null {
  const { word: named, size: counted } = takePosition(fields, draft);
  const signed = takeOne(fields, draft, SIGNED_SIZE);
  const sizeField = signed ?? counted;
  if (signed !== null && counted !== null && !agree(signed.value, counted.value))
    refuse(draft, 'CONTRADICTION', `${shownKey(signed.key)} and ${shownKey(counted.key)} have different values.`);
  refuseShareOfBot(fields, draft, sizeField);
  const unsignedField = takeOne(fields, draft, UNSIGNED_SIZE);
  const word = readPositionWord(draft, named);
  const size = sizeField === null ? null : numberOf(draft, sizeField, 'INVALID_FIELD');
  const unsigned = unsignedField === null ? null : numberOf(draft, unsignedField, 'INVALID_FIELD');
  draft.positionSize = size;
  draft.sizeAfter = unsigned === null || isNegative(unsigned) ? null : unsigned;
  const bySize = size === null ? null : positionOfSize(size);
  if (word !== null && bySize !== null && word !== bySize) {
    refuse(draft, 'CONTRADICTION', `${shownKey(named?.key ?? '')} says ${word}, but ${shownKey(sizeField?.key ?? '')} is ${size}.`);
  }
  const target = word ?? bySize;
  if (unsigned !== null && target !== null && isZero(unsigned) !== (target === 'flat')) {
    refuse(draft, 'CONTRADICTION', `The position is ${target}, but ${shownKey(unsignedField?.key ?? '')} is ${unsigned}.`);
  }
  return holdAgainst(fields, target ?? (unsigned !== null && isZero(unsigned) ? 'flat' : null), toldPosition(fields, draft));
}

/** What the fields say of the position, or else TradingView's sentence beside them; where both do, they say one thing. */
function holdAgainst(fields: FieldSet, target: Position | null, told: Position | null): Position | null {
  if (target !== null && told !== null && target !== told)
    fields.doubts.push(deny('CONTRADICTION', `The fields say that the position is ${target} afterwards, and the text that it is ${told}.`));
  return target ?? told;
}

/** Signed by the name of the position; a size that its name does not fit says nothing. */
function readPreviousSize(fields: FieldSet, draft: Draft, previous: Position | null): Decimal | null {
  const field = takeOne(fields, draft, PREVIOUS_SIZE);
  const size = field === null ? null : readTerm(fields, draft, () => numberOf(draft, field, 'INVALID_FIELD'));
  if (size === null || isZero(size)) return size;
  if (previous === null || previous === 'flat' || isNegative(size)) return null;
  return previous === 'long' ? size : neg(size);
}

/** How much a partial exit takes off, where the alert has both sizes. */
function sizeDifference(fields: FieldSet, draft: Draft): Decimal | null {
  const after = fields.byName.get('marketpositionsize');
  const before = fields.byName.get('prevmarketpositionsize');
  if (after === undefined || before === undefined) return null;
  const sizeAfter = positiveOf(draft, after, 'INVALID_FIELD');
  const sizeBefore = positiveOf(draft, before, 'INVALID_FIELD');
  if (sizeAfter === null || sizeBefore === null) return null;
  const difference = sub(sizeBefore, sizeAfter);
  return isNegative(difference) || isZero(difference) ? null : difference;
}

const entrySide = (position: 'long' | 'short'): Side => (position === 'long' ? 'buy' : 'sell');

/** A buy or sell after which the strategy is flat. */
function settleFlat(draft: Draft, side: Side, previous: Position | null): void {
  const closes = side === 'sell' ? 'long' : 'short';
  if (previous !== null && previous !== closes) {
    refuse(draft, 'CONTRADICTION', `A ${side} cannot bring a position that was ${previous} to flat.`);
  }
  draft.action = `close_${closes}`;
  draft.positionSide = closes;
}

const hasNoSize = ({ quantity, notional, percent, riskPercent, riskAmount }: Draft): boolean =>
  [quantity, notional, percent, riskPercent, riskAmount].every((size) => size === null);

/** A buy or sell after which the strategy holds `target`. */
function settleHolding(draft: Draft, side: Side, target: 'long' | 'short', previous: Position | null, difference: Decimal | null): void {
  if (entrySide(target) === side) return;
  const held = `The alert says ${side}, but the position afterwards is ${target}`;
  if (previous !== null && previous !== target) {
    refuse(draft, 'CONTRADICTION', `${held} and was ${previous} before.`);
    return;
  }
  // still on the other side: this takes a part of that position off, and must never open one
  draft.quantity ??= difference;
  // the size that stays says how much (docs/sizing.md): what is held decides what is missing to it
  if (draft.positionSize !== null && hasNoSize(draft)) return;
  if (draft.quantity === null && draft.percent === null) {
    refuse(draft, 'CONTRADICTION', `${held}: either is wrong, or it closes a part and does not say how much.`);
  }
  draft.action = `close_${target}`;
  draft.positionSide = target;
}

/** `{"signal": "CLOSE", "position": "long"}`: of a close that is of everything, a bare word for what is held, where nothing says what was before or stays. */
const namesHeld = ({ byName }: FieldSet, { positionSize, sizeAfter, previousPosition }: Draft): boolean =>
  byName.has('position') && !byName.has('marketposition') && positionSize === null && sizeAfter === null && previousPosition === null;

function settleClose(fields: FieldSet, draft: Draft, target: Position): void {
  if (target === 'flat') return;
  if (draft.quantity === null && draft.percent === null) {
    const isOfIt = draft.action === `close_${target}` || (draft.action === 'close' && draft.positionSide === null);
    if (isOfIt && namesHeld(fields, draft)) {
      draft.action = `close_${target}`;
      draft.side = target === 'long' ? 'sell' : 'buy';
      draft.positionSide = target;
      draft.positionTarget = null;
      return;
    }
    refuse(
      draft,
      'CONTRADICTION',
      `The alert says close, but the position afterwards is ${target}, and no quantity says how much to close.`,
    );
  }
  // the rest that stays is no target to build up
  draft.positionTarget = null;
}

/**
 * A quantity of 0 means "everything" where the position afterwards is flat, and beside a close that says nothing else of what
 * is left: senders put it there for the whole of it. It means nothing anywhere else.
 */
function settleZero(draft: Draft, target: Position | null): void {
  if (draft.quantity === null || !isZero(draft.quantity)) return;
  draft.quantity = null;
  draft.quantityUnit = null;
  draft.contractsOf = null;
  if (target === null && isClose(draft.action)) warn(draft, 'The quantity is 0: the whole position is closed.');
  else if (target !== 'flat') refuse(draft, 'INVALID_QUANTITY', 'The quantity is 0.');
}

const saysClose = (fields: FieldSet, side: Side): boolean => namesTheOrder(fields, (text) => isClosePhrase(text) || isExitName(text, side));

/** A sell that is called the exit of a short: one of both is wrong. */
function refuseExitOfOther(fields: FieldSet, draft: Draft, side: Side): void {
  if (!namesTheOrder(fields, (text) => isExitOfOther(text, side))) return;
  const other = side === 'sell' ? 'short' : 'long';
  refuse(draft, 'CONTRADICTION', `The alert says ${side}, but its comment says that it closes a ${other}, which takes the other side.`);
}

/** Without a position in the alert: a word such as long names the one that is wanted, and TradingView's own words a close. */
function settleWithoutTarget(fields: FieldSet, draft: Draft): void {
  const { action } = draft;
  const word = fields.byName.get('action')?.value;
  // TradingView's word for the position is its action: with a size beside it, it may leave a part of it
  if (isClose(action) && typeof word === 'string' && /^flat$/i.test(word.trim()) && hasNoSize(draft)) draft.positionTarget = 'flat';
  if (action !== 'buy' && action !== 'sell') return;
  if (namesTheOrder(fields, isExitAtPrice)) {
    const message = `The alert says ${action} and names an exit at a price: it may be that exit, or tell where it is planned.`;
    refuseEntry(draft, 'CONTRADICTION', message, 'Write "action": "close" to leave, or "take_profit" for a target.');
    return;
  }
  if (saysClose(fields, action)) {
    const closes = action === 'sell' ? 'long' : 'short';
    if (draft.positionSide === null || draft.positionSide === closes) {
      draft.action = `close_${closes}`;
      draft.positionSide = closes;
    } else refuse(draft, 'CONTRADICTION', `The alert opens a ${draft.positionSide} position, but its comment says that it closes one.`);
    return;
  }
  refuseExitOfOther(fields, draft, action);
  if (typeof word === 'string' && /^(?:long|short)$/i.test(word.trim())) draft.positionTarget = draft.positionSide;
}

/** Reads the strategy's position before and after the order, and settles what the order is; action and size must have been read. */
export function readPosition(fields: FieldSet, draft: Draft): void {
  const target = readTarget(fields, draft);
  const previousField = takeOne(fields, draft, PREVIOUS);
  // what was held before only tells whether an alert was missed
  const previous = readTerm(fields, draft, () => readPositionWord(draft, previousField));
  draft.previousPosition = previous;
  draft.previousSize = readPreviousSize(fields, draft, previous);
  settleZero(draft, target);
  if (target === null) {
    settleWithoutTarget(fields, draft);
    return;
  }
  if (draft.action === null) return;
  draft.positionTarget = target;
  const { action, positionSide } = draft;
  if (action === 'buy' || action === 'sell') {
    if (positionSide !== null && positionSide !== target) {
      refuse(draft, 'CONTRADICTION', `The alert opens a ${positionSide} position, but the position afterwards is ${target}.`);
    } else if (target === 'flat') settleFlat(draft, action, previous);
    else settleHolding(draft, action, target, previous, sizeDifference(fields, draft));
  } else if (isClose(action)) settleClose(fields, draft, target);
  else if (action === 'reverse') settleReverse(draft, target);
  else if (action === 'add') settleAdd(draft, target);
}

/** Who adds holds something afterwards, on the side that is added to. */
function settleAdd(draft: Draft, target: Position): void {
  if (target === 'flat' || (draft.side !== null && draft.side !== entrySide(target)))
    refuse(draft, 'CONTRADICTION', `The alert adds to a position, but the position afterwards is ${target}.`);
}

function settleReverse(draft: Draft, target: Position): void {
  const side = target === 'flat' ? null : entrySide(target);
  if (side === null || (draft.side !== null && draft.side !== side)) {
    refuse(
      draft,
      'CONTRADICTION',
      `The alert says reverse${draft.side === null ? '' : ` and ${draft.side}`}, but the position afterwards is ${target}.`,
    );
  }
  draft.side = side;
}
