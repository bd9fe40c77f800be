// Owns: the stop-loss or the one take-profit of an alert, in whichever unit its name says: sl, sl_percent, sl_pips,
// sl_points, sl_offset, sl_atr_mult. Two of them that say something refuse the alert.

import { refuse, type Draft } from '../fields/draft-reading.ts';
import type { Field } from '../fields/field-index.ts';
import { isSet, shownKey, takeOne, type FieldSet } from '../fields/field-set.ts';
import { isJsonNumber } from '../json/json-value.ts';
import { levelOf, readLevel, TYPED_UNITS } from './read-level.ts';
import type { Guarding } from './read-signed-distance.ts';
import type { SizedTarget } from './read-target-quantity.ts';
import { nameList, type NameList } from '../fields/name-list.ts';

type Unit = 'percent' | 'pips' | 'points' | 'amount' | 'atr';

/** What follows the name of a stop or target where it is a distance. */
const SUFFIXES: readonly (readonly [Unit, readonly string[]])[] = [
  ['percent', ['percent', 'pct', 'percentage', 'perc']],
  ['pips', ['pips', 'pip']],
  ['points', ['points', 'point', 'pts']],
  ['amount', ['offset', 'priceoffset', 'pricedistance']],
];

/** How many average true ranges. `sl_atr` alone may be the price that they come to: it is not among them. */
const TIMES: readonly string[] = ['mult', 'multiplier', 'multiple', 'multi', 'times', 'x'];
/** `sl_atr_mult`, `atr_sl_mult`, `atr_mult_sl`. */
export const atrNames = (stem: string): readonly string[] =>
  TIMES.flatMap((times) => [`${stem}atr${times}`, `atr${stem}${times}`, `atr${times}${stem}`]);

export interface LevelNames {
  /** Fields with a price, or with a text or an object that says what it is. */
  readonly price: NameList;
  /** Fields with a distance, by unit. */
  readonly units: readonly (readonly [Unit, NameList])[];
  /** Fields that say what the price is: `sl_type: percent`. */
  readonly kind: NameList;
}

const KINDS: readonly string[] = ['type', 'unit', 'units', 'mode'];
/** How the order of a stop or target is made: its number is a price all the same. */
const ORDER_KINDS: ReadonlySet<string> = new Set(['market', 'limit', 'stop']);

/** The names of a stop or target that is called by one of `stems`. */
export const levelNames = (stems: readonly string[], price: readonly string[] = []): LevelNames => ({
  price: nameList([...stems, ...stems.flatMap((stem) => [`${stem}price`, `${stem}level`]), ...price]),
  units: [
    ...SUFFIXES.map(([unit, suffixes]) => [unit, nameList(stems.flatMap((stem) => suffixes.map((suffix) => `${stem}${suffix}`)))] as const),
    ['atr', nameList(stems.flatMap(atrNames))],
  ],
  kind: nameList(stems.flatMap((stem) => KINDS.map((kind) => `${stem}${kind}`))),
});

/** The level of a field beside which another says what its number is; in a unit that is not known it is none. */
function pricedLevel(draft: Draft, field: Field, kind: Field | null, guarding: Guarding): SizedTarget | null {
  const word = typeof kind?.value === 'string' ? kind.value.trim().toLowerCase() : '';
  if (kind === null || !isSet(kind.value) || ORDER_KINDS.has(word)) return readLevel(draft, field, guarding);
  const unit = TYPED_UNITS.get(word);
  if (unit === 'price') return readLevel(draft, field, guarding);
  if (unit !== undefined && (typeof field.value === 'string' || isJsonNumber(field.value)))
    return isSet(field.value) ? levelOf(draft, field, unit, guarding) : null;
  if (isSet(field.value))
    refuse(draft, 'UNSUPPORTED', `${shownKey(kind.key)} says in which unit ${shownKey(field.key)} is, and is not understood.`);
  return null;
}

/** The level of these names; null where none says one. */
export function readOneLevel(fields: FieldSet, draft: Draft, names: LevelNames, guarding: Guarding): SizedTarget | null {
  const found: { readonly field: Field; readonly level: SizedTarget }[] = [];
  const priced = takeOne(fields, draft, names.price);
  const level = priced === null ? null : pricedLevel(draft, priced, takeOne(fields, draft, names.kind), guarding);
  if (priced !== null && level !== null) found.push({ field: priced, level });
  for (const [unit, unitNames] of names.units) {
    // beside a level it says how that was counted
    if (unit === 'atr' && found.length > 0) continue;
    const field = takeOne(fields, draft, unitNames);
    const distance = field === null || !isSet(field.value) ? null : levelOf(draft, field, unit, guarding);
    if (field !== null && distance !== null) found.push({ field, level: distance });
  }
  const [first, second] = found;
  if (first !== undefined && second !== undefined) {
    refuse(draft, 'CONTRADICTION', `${shownKey(first.field.key)} and ${shownKey(second.field.key)} say the same thing twice.`);
  }
  return first?.level ?? null;
}
