// Owns: fields that nobody reads and that speak of an option: its right, its strike, its days, whatever they are called. An order with one of
// them is never traded by the name of its underlying, which is another instrument at another price.

import type { Field } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { wordsOf } from '../fields/field-words.ts';

/** `option_details`, `strike_selection`, `dte`. What is told of a market's options (`option_volume`, `put_call_ratio`) names none. */
const SPEAKS =
  /^_option_$|_option_(?:details?|types?|symbol|legs?|rights?|contract|side|kind|class|style|strike|expiry|expiration)_|_strikes?_|_strike_(?:\w+_)?(?:selection|price|offset|type|mode|delta|step)_|_moneyness_|^_(?:min_|max_|target_)?dte_$|_days_to_expir\w*_|_(?:short|long|target|strike|option)_delta_/;
/** Names in which a right stands alone. */
const RIGHT_NAMES = /^_(?:cp|cp_?flag|call_?put|put_?call|pc|opt_?type|opt|leg_?type|instrument|kind)_$/;
const RIGHT = /^(?:c|p|ce|pe|calls?|puts?)$/i;

/** Whether the field says that an option is meant. */
export function speaksOfOption({ key, value }: Field): boolean {
  if (!isSet(value)) return false;
  const words = wordsOf(key.slice(key.lastIndexOf('.') + 1));
  return SPEAKS.test(words) || (RIGHT_NAMES.test(words) && typeof value === 'string' && RIGHT.test(value.trim()));
}
