// Owns: fields that nobody reads yet and that must not be passed over: with them the order is another one, or none.

import { refuse, type Draft } from './draft-reading.ts';
import { isSet, shownKey, takeAll, type FieldSet } from './field-set.ts';
import { isJsonNumber, kindOfValue } from './json-value.ts';

/** Fields that would change what the order is, or whether it is one; an order must not go out without them. */
const CHANGES_MEANING: readonly string[] = [
  'quantitytype',
  'qtytype',
  'sizetype',
  'amounttype',
  'investmenttype',
  'currencytype',
  'tradetype',
  'inverse',
  'simulated',
  'dryrun',
  'test',
  'istest',
  'flag',
  'optiontype',
  'strike',
  'strikeprice',
  'strikesaway',
  'expiration',
  'expiry',
  'expirydate',
  'intrinsicvalue',
  'legs',
  'orderlegs',
  'orders',
  'entries',
  'lots',
  'lotsize',
  'vollots',
  'condition',
  'conditional',
  'conditions',
  'trigger',
  'stop',
];
/** Fields that hold instructions where they are objects or lists, and harmless data where they are not. */
const STRUCTURED: readonly string[] = ['order', 'open', 'close', 'entry', 'position', 'signal', 'data'];
/** Refuses an alert that holds such a field; must be the last that takes fields. */
export function refuseChangedMeaning(fields: FieldSet, draft: Draft): void {
  for (const field of takeAll(fields, CHANGES_MEANING)) {
    if (!isSet(field.value)) continue;
    refuse(draft, 'UNSUPPORTED', `${shownKey(field.key)} changes what the order means and is not understood.`);
  }
  for (const name of STRUCTURED) {
    const field = fields.byName.get(name);
    if (field === undefined || typeof field.value !== 'object' || field.value === null || isJsonNumber(field.value)) continue;
    refuse(
      draft,
      'UNSUPPORTED',
      `${shownKey(field.key)} is ${kindOfValue(field.value)} and may hold instructions that are not understood.`,
    );
  }
}
