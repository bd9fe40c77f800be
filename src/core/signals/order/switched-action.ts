// Owns: what to do in a switch or a sign where no word says it, or beside the word: `is_buy: false`, `buy: 1`, `direction: -1`,
// `closePosition: true`. Both sides on are those that are allowed, and say none.

import type { Side } from '../../model/signal.ts';
import { NO_INTENT, type Intent } from './action-words.ts';
import type { Draft } from '../fields/draft-reading.ts';
import { agree, type Field } from '../fields/field-index.ts';
import { fieldsNamed, hasAny, isSet, namesOf, refusePlaceholder, type FieldSet } from '../fields/field-set.ts';
import { nameList, type NameList } from '../fields/name-list.ts';

/** What one field says. */
export interface Said {
  readonly field: Field;
  readonly word: string;
  readonly intent: Intent;
}

/** The side as switches, and as a number with its sign, beside a word for it. */
const BUY_FLAGS = nameList(['isbuy', 'islong', 'buy', 'long']);
const SELL_FLAGS = nameList(['issell', 'isshort', 'sell', 'short']);
const BUY_SWITCH = nameList(['isbuy', 'buy']);
const SELL_SWITCH = nameList(['issell', 'sell']);
/** What leaves in a switch, and which position. `isclose` may be said of a bar. */
const CLOSES: ReadonlyMap<string, 'long' | 'short' | null> = new Map([
  ...'closeposition exitposition closetrade exittrade exit isexit flatten squareoff'.split(' ').map((name) => [name, null] as const),
  ...['closelong', 'exitlong'].map((name) => [name, 'long'] as const),
  ...['closeshort', 'exitshort'].map((name) => [name, 'short'] as const),
]);
const CLOSE_SWITCH = nameList([...CLOSES.keys()]);
/** What enters in a switch: beside one that leaves it is more than a close. */
const ENTER_SWITCH = nameList('enterlong entershort openlong openshort golong goshort enter entry isentry'.split(' '));
const TRIGGERS = nameList(['stopprice', 'triggerprice', 'activationprice', 'trigger', 'stop', 'stoploss', 'takeprofit', 'limitprice']);
/** Of a venue's order that closes a position, which may be told of; as the name of an order it is beside any exit. */
const ORDER_ID = nameList(['orderid']);
const SIGNS = nameList(['signal', 'direction', 'tradedirection', 'dir']);

export const isOn = ({ value }: Field): boolean =>
  value === true || agree(value, 'true') || agree(value, '1') || (typeof value === 'string' && /^(?:yes|on)$/i.test(value.trim()));

/** Whether the switches of these names are on or off; null where there is none, or it holds something else. */
function switchOf(fields: FieldSet, names: NameList): { readonly isOn: boolean; readonly key: string } | null {
  for (const name of namesOf(fields, names)) {
    const field = fields.byName.get(name);
    if (field === undefined) continue;
    const on = isOn(field);
    if (on || field.value === false || agree(field.value, 'false') || agree(field.value, '0')) return { isOn: on, key: field.key };
  }
  return null;
}

/** The field that says the other side in a switch or a sign, or null. Both sides on are those that are allowed. */
export function keyOfOtherSide(fields: FieldSet, side: Side): string | null {
  const [own, other] = [BUY_FLAGS, SELL_FLAGS].map((names) => switchOf(fields, names));
  const [mine, theirs] = side === 'buy' ? [own, other] : [other, own];
  if (mine?.isOn === false) return mine.key;
  if (theirs?.isOn === true && mine?.isOn !== true) return theirs.key;
  const sign = namesOf(fields, SIGNS).find((name) => agree(fields.byName.get(name)?.value ?? null, side === 'buy' ? '-1' : '1'));
  return sign === undefined ? null : (fields.byName.get(sign)?.key ?? sign);
}

/** Off, a switch of the side says the other one, but not beside a cancel: there it says that nothing is bought. */
const cancels = ({ byName }: FieldSet): boolean => [...byName].some(([name, { value }]) => name.startsWith('cancel') && isSet(value));

/** `is_buy: false`, `buy: 1, sell: 0`: the side in a switch, where no word says one. Both on, or both off, say none. */
export function switchedSide(fields: FieldSet, draft: Draft): Said | null {
  const switches = [...namesOf(fields, BUY_SWITCH), ...namesOf(fields, SELL_SWITCH)];
  for (const name of switches) {
    const field = fields.byName.get(name);
    if (field !== undefined && refusePlaceholder(draft, field)) return null;
  }
  const [buys, sells] = [BUY_SWITCH, SELL_SWITCH].map((names) => switchOf(fields, names));
  const isSide = fields.byName.has('isbuy') || fields.byName.has('issell');
  const says = (mine: typeof buys, theirs: typeof buys): boolean =>
    mine?.isOn === true ? theirs?.isOn !== true : isSide && mine == null && theirs?.isOn === false && !cancels(fields);
  const side = says(buys, sells) ? 'buy' : says(sells, buys) ? 'sell' : null;
  const key = (buys ?? sells)?.key;
  if (side === null || key === undefined) return null;
  for (const name of switches) fields.taken.add(name);
  return { field: { key, value: side }, word: side, intent: { ...NO_INTENT, side } };
}

export const isToEnter = (fields: FieldSet): boolean => fieldsNamed(fields, ENTER_SWITCH).some(({ field }) => isOn(field));

const isGuard = (fields: FieldSet, name: string): boolean =>
  fieldsNamed(fields, TRIGGERS).some(({ field }) => isSet(field.value)) || (name.endsWith('position') && hasAny(fields, ORDER_ID));

/**
 * `closePosition: true`, `exit_long: 1`: what to do in a switch, where no word says it. Beside a trigger it is what guards a position, and
 * beside what enters more than a close.
 */
export function switchedExit(fields: FieldSet): Said | null {
  const on = namesOf(fields, CLOSE_SWITCH).flatMap((name) => {
    const field = fields.byName.get(name);
    // `exit: 1` may be a price
    return field !== undefined && isOn(field) && !(name === 'exit' && agree(field.value, '1')) ? [{ name, field }] : [];
  });
  const [first] = on;
  if (first === undefined || isToEnter(fields) || isGuard(fields, first.name)) return null;
  for (const { name } of on) fields.taken.add(name);
  const positions = new Set(on.map(({ name }) => CLOSES.get(name) ?? null));
  const position = positions.size === 1 ? (CLOSES.get(first.name) ?? null) : null;
  return { field: { key: first.field.key, value: 'close' }, word: 'close', intent: { ...NO_INTENT, verb: 'exit', position } };
}
