// Owns: how much a close takes off, in names that only a close has (close_pct, exit_qty, close_ratio). Unread, such a close would be one
// of everything. Names that may be a statistic of the trade (pct, ratio) are not among them: they must not make less of an exit.

import { decimal, gt, HUNDRED, isPositive, mul, ONE, type Decimal } from '../../model/decimal.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { fieldsNamed, isSet, shownKey, takeOne, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { readNumber } from '../fields/read-number.ts';

const VERBS: readonly string[] = ['close', 'exit', 'reduce'];
const namesOf = (words: readonly string[]): readonly string[] => VERBS.flatMap((verb) => words.map((word) => `${verb}${word}`));

const PERCENT = nameList([
  ...namesOf(
    'pct percent percentage quantitypercentage quantitypercent qtypercent qtypct sizepercent sizepct percentofposition pctofposition'.split(
      ' ',
    ),
  ),
  ...'amountpct amountpercent amountpercentage quantitypercentage quantitypct sizepercentage volumepercent volumepct lotspercent'.split(
    ' ',
  ),
  ...'sellpercent sellpct positionpercent positionpct percentofposition pctofposition closingpercent closingpercentage'.split(' '),
  ...'part partpercent closepart exitpart closeshare exitshare reduceby'.split(' '),
]);
const FRACTION = nameList([...namesOf(['ratio', 'fraction', 'portion']), 'fraction', 'portion']);
/** Parts where they have their sign; without it they may count anything. */
const SIGNED = nameList(['take', 'share']);
/** What is to stay: not counted. */
const STAYS = nameList('keep leave keepopen leaveopen keepqty keepquantity keeppercent leavepercent'.split(' '));
const QUANTITY = nameList([
  ...namesOf(['qty', 'quantity', 'amount', 'size', 'contracts', 'units']),
  ...'qty quantity amount size contracts shares units'.split(' ').map((word) => `${word}toclose`),
]);
/** A part as a switch. */
const HALF = nameList(['half', 'closehalf', 'exithalf', 'halfposition']);
const WORDS: ReadonlyMap<string, Decimal> = new Map([
  ['half', decimal('50')],
  ['quarter', decimal('25')],
  ['third', decimal('33.33')],
  ['1/2', decimal('50')],
  ['1/4', decimal('25')],
  ['3/4', decimal('75')],
]);
/** They ask for everything, which is what a close without a size does. */
export const ALL: ReadonlySet<string> = new Set(['all', 'full', 'everything']);

const textOf = ({ value }: Field): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

function refuseUnclear(draft: Draft, { key }: Field, why: string): void {
  refuse(draft, 'INVALID_QUANTITY', `${shownKey(key)} closes a part, and ${why}.`, 'Send "percent" (of the position) or "quantity".');
}

function asPercent(draft: Draft, percent: Decimal): void {
  draft.percent = percent;
  draft.percentOf = 'position';
}

/** `isShare`: of one; else percent, where 1 and less may be a share of one too. */
function settleNumber(draft: Draft, field: Field, isShare: boolean): void {
  const text = textOf(field);
  const number = readNumber(text.endsWith('%') ? text.slice(0, -1) : field.value);
  if (number.type !== 'number' || !isPositive(number.value)) return refuseUnclear(draft, field, 'how much is not understood');
  const isPercent = !isShare || text.endsWith('%');
  if (isPercent && !text.endsWith('%') && !gt(number.value, ONE)) return refuseUnclear(draft, field, 'it may be percent or a share of 1');
  const percent = isPercent ? number.value : mul(number.value, HUNDRED);
  if (gt(percent, HUNDRED)) return refuseUnclear(draft, field, 'that is more than all of it');
  asPercent(draft, percent);
}

/** For an exit that has no other size; the sizes must have been read. */
export function readExitPart(fields: FieldSet, draft: Draft): void {
  if (draft.quantity !== null || draft.percent !== null || draft.notional !== null) return;
  const [percent, share, quantity] = [PERCENT, FRACTION, QUANTITY].map((names) => {
    const field = takeOne(fields, draft, names);
    return field !== null && isSet(field.value) && !ALL.has(textOf(field)) ? field : null;
  });
  const signed = takeOne(fields, draft, SIGNED);
  const isPart = signed !== null && /^[\d.]{1,8} ?%$/.test(textOf(signed)) && textOf(signed) !== '100%';
  const said = [percent, share, quantity, isPart ? signed : null].flatMap((field) => field ?? []);
  const stays = takeOne(fields, draft, STAYS);
  if (stays !== null && isSet(stays.value)) return refuseUnclear(draft, stays, 'what is to stay is not counted');
  const [field, other] = said;
  const half = takeOne(fields, draft, HALF);
  if (half !== null && (half.value === true || textOf(half) === 'true') && field === undefined) return asPercent(draft, decimal('50'));
  if (field === undefined) return;
  if (other !== undefined) return refuseUnclear(draft, field, `${shownKey(other.key)} says how much too`);
  const word = WORDS.get(textOf(field));
  if (word !== undefined) return asPercent(draft, word);
  if (field !== quantity || textOf(field).endsWith('%')) return settleNumber(draft, field, field === share);
  const number = readNumber(field.value);
  if (number.type === 'number' && isPositive(number.value)) draft.quantity = number.value;
  else refuseUnclear(draft, field, 'how much is not understood');
}

/** Where an alert says what to do. */
const DOING = nameList('action side order command cmd event signal orderaction strategyorderaction message'.split(' '));
const EVERYTHING = /^(?:(?:close|exit|flatten|liquidate)all(?:positions|trades)?|cancelall(?:orders)?)$/;

/** `close_all`, `cancel_all`: of everything, where it names nothing that is traded and no size. */
export const closesEverything = (fields: FieldSet, { symbol, quantity, percent, notional }: Draft): boolean =>
  symbol === null &&
  quantity === null &&
  percent === null &&
  notional === null &&
  fieldsNamed(fields, DOING).some(({ field }) => EVERYTHING.test(normalName(textOf(field))));
