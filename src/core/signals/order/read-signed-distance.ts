// Owns: the sign of a distance. "-2%" of a stop-loss is a loss or a price below, "+4%" of a target a gain or a price above: both
// say the same of a long position, and of a short one only one of them can be meant, for a stop lies on the losing side and a
// target on the winning one. Invariant: a sign that says the other side, and signs that do not fit together, refuse the alert.

import { isNegative } from '../../model/decimal.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import type { Field } from '../fields/field-index.ts';
import { shownKey } from '../fields/field-set.ts';
import { isJsonNumber } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';

/** What a level is of its entry. `signs`: those that its distances have had. */
export interface Guarding {
  readonly as: 'stop-loss' | 'take-profit';
  readonly signs: ('-' | '+')[];
}

export const guarding = (as: Guarding['as']): Guarding => ({ as, signs: [] });

/** A minus as phones and word processors write it. */
const SIGNED = /^\s{0,40}([+\-\u2212])\s?(?=[\d.])/;

/** The field without the sign of its number; null after a refusal. */
export function withoutSign(draft: Draft, field: Field, { as, signs }: Guarding): Field | null {
  const { value } = field;
  const text = typeof value === 'string' ? value : value !== null && isJsonNumber(value) ? value.number : '';
  const [all, written] = SIGNED.exec(text) ?? [];
  if (all === undefined || written === undefined) return field;
  const rest = text.slice(all.length);
  const number = readNumber(rest);
  if (number.type !== 'number' || isNegative(number.value)) return field;
  const sign = written === '+' ? '+' : '-';
  signs.push(sign);
  const isOther = draft.side !== 'sell' && sign === (as === 'stop-loss' ? '+' : '-');
  if (!isOther) return { key: field.key, value: rest };
  refuse(
    draft,
    'CONTRADICTION',
    `${shownKey(field.key)} has the sign ${sign}: as a ${as} of a ${draft.side ?? 'position'} it would lie on the other side of the entry.`,
    'Send the distance without a sign, or a price.',
  );
  return null;
}

/** Of a short position a loss of 2 and a price 2 above are one; but stop and target with one sign have said two things with it. */
export function refuseUnlikeSigns(draft: Draft, stop: Guarding, target: Guarding): void {
  const [first] = stop.signs;
  const unlike = first !== undefined && target.signs.includes(first);
  if (unlike || new Set(target.signs).size > 1)
    refuse(
      draft,
      'CONTRADICTION',
      'The distances of stop-loss and take-profits have signs that do not fit together: one of them would lie on the other side of the entry.',
      'Send the distances without signs, or prices.',
    );
}
