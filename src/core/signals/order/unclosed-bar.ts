// Owns: what an alert says of the bar that it was made on: until that bar is closed its signal may vanish, and what says of itself that
// it is not confirmed is no order yet. Flat (`bar_closed: false`) and in an object (`"bar": {"closed": false}`).
// How often a script is calculated or alerts is a setting, and says nothing of this bar.

import { agree, normalName, type Field } from '../fields/field-index.ts';
import type { FieldSet } from '../fields/field-set.ts';
import { isJsonObject } from '../json/json-value.ts';
import { isOff } from './switched-off.ts';

const BAR = '(?:bar|candle|candlestick|kline|ohlc|ohlcv)';
const OVER = '(?:closed|confirmed|final|finali[sz]ed|completed?|finished|over)';
const NOT_OVER = '(?:un|not|in)(?:closed|confirmed|finished|complete)|intrabar|forming|building|developing';
/** Off, 0 or false, they say that it is not over. Binance calls it x. */
const CLOSED = new RegExp(
  `^(?:is)?${BAR}(?:state|status|info|data)?(?:is)?(?:${OVER}|x)$|^(?:is)?${OVER}(?:${BAR}|close)$|^(?:${BAR})?closeconfirmed$`,
);
/** On, they say so; the open of a bar is a price where it is no switch. */
const UNCLOSED = new RegExp(
  `^(?:is)?(?:${BAR}(?:state|status|info|data)?|signal|alert)?(?:is)?(?:${NOT_OVER}|preliminary|provisional|tentative|premature)(?:${BAR}|signal|alert)?$|^(?:is)?${BAR}(?:state|status)?(?:is)?(?:open|live)$|^(?:may|can|is|will)repaint(?:s|ing)?$`,
);
const MAY_BE_PRICE = /(?:open|live)$/;
/** In a word. */
const STATE = new RegExp(`^${BAR}(?:state|status)?$`);
const STATE_WORD = new RegExp(`^(?:open|live|${NOT_OVER})$`);
const SIGNAL_STATE = /^(?:signal|alert|setup)?(?:status|state|stage|phase|confirmation|confirmationstatus|type|quality)$/;
const SIGNAL_WORD = new RegExp(`^(?:${NOT_OVER}|preliminary|provisional|tentative|premature|early)(?:signal|alert|entry|setup)?$`);
const CONFIRMATION = /^(?:bar|signal|alert)?confirmation(?:status|state)?$/;
const NONE_YET = /^(?:pending|waiting|awaiting|wait|none|missing|open|required|needed|notyet)$/;
/** Objects of other things may hold the same words. */
const DEPTH_MAX = 3;
const OF_THE_SIGNAL =
  /^(?:signal|alert|setup|context|meta|metadata|info|details?|chart|state|status|strategy|indicator|data|extras?|custom|bar.*|candle.*|kline.*)$/;

const isTrue = ({ value }: Field): boolean => value === true || (typeof value === 'string' && /^(?:true|yes|y|on)$/i.test(value.trim()));
const isDigit = ({ value }: Field, digit: '0' | '1'): boolean => agree(value, digit);

function says(name: string, field: Field): boolean {
  const { value } = field;
  if (CLOSED.test(name)) return isOff(field) || isDigit(field, '0');
  if (UNCLOSED.test(name)) return isTrue(field) || (isDigit(field, '1') && !MAY_BE_PRICE.test(name));
  if (typeof value !== 'string' || value.length > 40) return false;
  const word = normalName(value.trim());
  if (STATE.test(name) && STATE_WORD.test(word)) return true;
  return (SIGNAL_STATE.test(name) && SIGNAL_WORD.test(word)) || (CONFIRMATION.test(name) && NONE_YET.test(word));
}

/** The key in this object, or in those inside of it; its names count by themselves and behind the one of the object. */
function keyIn(outer: string, { key, value }: Field, depth: number): string | null {
  if (value === null || !isJsonObject(value) || depth > DEPTH_MAX) return null;
  for (const [inner, part] of value) {
    const name = normalName(inner);
    const field = { key: `${key}.${inner}`, value: part };
    if (says(outer + name, field) || (name.length > 1 && says(name, field))) return field.key;
    if (OF_THE_SIGNAL.test(outer) && /^(?:is)?confirmed$/.test(name) && (isOff(field) || isDigit(field, '0'))) return field.key;
    const deeper = keyIn(name, field, depth + 1);
    if (deeper !== null) return deeper;
  }
  return null;
}

/** The field that says that the bar is open, or the signal not confirmed; null where none does. */
export function unclosedBarKey({ byName }: FieldSet): string | null {
  for (const [name, field] of byName) {
    if (says(name, field)) return field.key;
    const inside = keyIn(name, field, 0);
    if (inside !== null) return inside;
  }
  return null;
}
