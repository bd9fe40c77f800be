// Owns: whether an order opens or closes, where that stands in a field of its own beside the side: `side: sell, position_effect: close`.

import type { Intent } from './action-words.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { agree, normalName, type Field } from '../fields/field-index.ts';
import { namesOf, shownKey, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { isReducing } from './read-details.ts';
import { endsFlat } from './read-position.ts';
import { hasLevels } from './own-levels.ts';
import { isOn, isToEnter, type Said } from './switched-action.ts';

/** Whether an order opens or closes, beside its side, as brokers write it. */
const EFFECT_NAMES = nameList(
  'positioneffect openclose effect offset closeorder closeontrigger inout entryexit entryorexit isexit exit'.split(' '),
);
/** Those of people, beside what they hold. */
const IN_OR_OUT: ReadonlySet<string> = new Set(['inout', 'entryexit', 'entryorexit', 'isexit', 'exit']);
/** KuCoin's closeOrder. */
const SWITCHES: ReadonlySet<string> = new Set(['closeorder', 'closeontrigger']);
const EFFECTS: ReadonlyMap<string, 'open' | 'close'> = new Map(
  ['open', 'opening', 'toopen', 'o', 'in', 'entry', 'enter']
    .map((word): [string, 'open' | 'close'] => [word, 'open'])
    .concat(
      ['close', 'closing', 'toclose', 'c', 'closetoday', 'closeyesterday', 'exit', 'exiting', 'toexit', 'out'].map((word) => [
        word,
        'close',
      ]),
    ),
);

function effectOf(name: string, field: Field, fields: FieldSet): 'open' | 'close' | undefined {
  const { value } = field;
  // beside what enters, or its levels, it may be that it leaves by itself; and `exit: 1` a price
  if (name === 'isexit' || name === 'exit')
    return isOn(field) && !(name === 'exit' && agree(value, '1')) && !isToEnter(fields) && !hasLevels(fields) ? 'close' : undefined;
  if (SWITCHES.has(name)) return value === true || agree(value, 'true') ? 'close' : undefined;
  return typeof value === 'string' ? EFFECTS.get(normalName(value.trim())) : undefined;
}

/** What the fields say so far. `join`: in one intent, or null, refused; `hasOrderSide`: a side stands where venues write that of an order. */
interface Joined {
  readonly hasOrderSide: boolean;
  readonly join: () => Intent | null;
}

const exitSaid = (field: Field, word: string, position: 'long' | 'short' | null): Said => ({
  field,
  word,
  intent: { verb: 'exit', position, side: null },
});

/** `entry_exit: exit` where nothing says a side: what is held is left. */
export function exitWithoutSide(fields: FieldSet): Said | null {
  for (const name of namesOf(fields, EFFECT_NAMES)) {
    const field = fields.byName.get(name);
    const isWord = typeof field?.value === 'string' && IN_OR_OUT.has(name) && !/^(?:is)?exit$/.test(name);
    if (field === undefined || !isWord || effectOf(name, field, fields) !== 'close') continue;
    fields.taken.add(name);
    return exitSaid(field, 'close', null);
  }
  return null;
}

/** What is said with the effect of the order: a sell that closes, closes a long. */
export function withEffect(fields: FieldSet, draft: Draft, said: readonly Said[], { hasOrderSide, join }: Joined): readonly Said[] {
  for (const name of namesOf(fields, EFFECT_NAMES)) {
    const field = fields.byName.get(name);
    const effect = field === undefined ? undefined : effectOf(name, field, fields);
    if (field === undefined || effect === undefined) continue;
    fields.taken.add(name);
    if (effect === 'open') return said;
    const order = join();
    if (order === null || order.verb === 'exit') return said;
    if (order.side !== null && order.position === null && order.verb === null && hasOrderSide)
      return [...said, exitSaid(field, effect, order.side === 'sell' ? 'long' : 'short')];
    // the position is named: "long" in a venue's own words may be the side of the order
    if (order.position !== null && order.verb === null && IN_OR_OUT.has(name)) return [...said, exitSaid(field, effect, order.position)];
    // what leaves nothing, or only reduces, says by itself which position it is
    if (endsFlat(fields) || isReducing(fields)) return said;
    refuse(
      draft,
      'CONTRADICTION',
      `${shownKey(field.key)} says close: the side may be the one of the position or of the order that closes it.`,
      'Use close_long or close_short.',
    );
  }
  return said;
}
