// Owns: fields that nobody reads and that speak of an option: its right, its strike, its days, whatever they are called. An order with one of
// them is never traded by the name of its underlying, which is another instrument at another price.

import type { Field } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { wordsOf } from '../fields/field-words.ts';

/** `option_details`, `strike_selection`, `dte`. What is told of a market's options (`option_volume`, `put_call_ratio`) names none. */
const SPEAKS =
  /^_option_$|_option_(?:details?|chain|types?|symbol|legs?|rights?|contract|side|kind|class|style|strike|expiry|expiration)_|_strikes?_|_strike_(?:\w+_)?(?:selection|price|offset|type|mode|delta|step)_|_moneyness_|^_(?:otm|itm|atm)(?:_(?:steps?|offset|strikes?|distance))?_$|^_(?:option_)?expir(?:y|ation)_(?:day|type|week|month|offset|index|code|rank)_$|^_(?:min_|max_|target_)?dte_$|_days_to_expir\w*_|_(?:short|long|target|strike|option)_delta_/;
/** Names in which a right stands alone, in one letter too in those of nothing else. */
const RIGHT_NAMES = /^_(?:cp|cp_?flag|call_?put|put_?call|pc|opt_?type|opt)_$/;
const LETTER = /^[cp]$/i;
const LOOSE_NAMES = /^_(?:leg|leg_?type|instrument|kind)_$/;
const RIGHT = /^(?:ce|pe|calls?|puts?)$/i;

/** Whether the field says that an option is meant. */
export function speaksOfOption({ key, value }: Field): boolean {
  if (!isSet(value)) return false;
  const words = wordsOf(key.slice(key.lastIndexOf('.') + 1));
  const word = typeof value === 'string' ? value.trim() : '';
  const isRight = RIGHT_NAMES.test(words) ? RIGHT.test(word) || LETTER.test(word) : LOOSE_NAMES.test(words) && RIGHT.test(word);
  return isRight || SPEAKS.test(words);
}
