// Owns: what an alert of several orders wants done with the orders that have filled when another of them fails.

import { deny, type Denial } from '../../model/denial.ts';
import type { LegPolicy, Reading } from '../../model/signal.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { shownKey } from '../fields/field-set.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAMES: readonly string[] = ['onlegfailure', 'legsonfailure', 'legfailure'];
const POLICIES: readonly LegPolicy[] = ['keep', 'unwind', 'ask'];

export const isLegPolicyName = (name: string): boolean => NAMES.includes(name);

/** The policy of the whole alert; null where it says none, a denial where it says another. */
function legPolicyOf({ byName }: FieldIndex): LegPolicy | Denial | null {
  const field = NAMES.map((name) => byName.get(name)).find((each) => each !== undefined);
  if (field === undefined || field.value === null || field.value === '') return null;
  const word = typeof field.value === 'string' ? field.value.trim().toLowerCase() : '';
  return POLICIES.find((policy) => policy === word) ?? deny('INVALID_FIELD', `${shownKey(field.key)} must be keep, unwind or ask.`);
}

/** `reading` of several orders with the policy that the alert itself names. */
export function withLegPolicy(reading: Reading, outer: FieldIndex): Reading {
  const policy = legPolicyOf(outer);
  if (reading.action !== 'multi' || policy === null) return reading;
  return typeof policy === 'string' ? { ...reading, onLegFailure: policy } : refusedReading(reading, policy.code, policy.message);
}
