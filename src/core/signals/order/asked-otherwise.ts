// Owns: switches that ask for another order than its action and type say: `isMarket: false` beside no type, where a limit and a stop are
// left, `isMarket: true` beside another type, and `close: true` beside a buy. What closes is closed: only the entry is refused.

import { eq, isZero, ONE } from '../../model/decimal.ts';
import { refuseEntry, type Draft } from '../fields/draft-reading.ts';
import type { Field } from '../fields/field-index.ts';
import { shownKey, type FieldSet } from '../fields/field-set.ts';
import { readNumber } from '../fields/read-number.ts';
import { isOff, isSwitch } from './switched-off.ts';

const NAME = /^(?:(?:is|use|as|at)market|market)(?:order)?$/;

/** On, off, or null where it is no switch: `market` names the symbol of some senders. */
function stateOf(field: Field): boolean | null {
  if (isSwitch(field)) return !isOff(field);
  const number = readNumber(field.value);
  if (number.type !== 'number') return null;
  return isZero(number.value) ? false : eq(number.value, ONE) ? true : null;
}

const CLOSES = /^(?:all|everything|long|short|position|half|full|fully|partial|now|\d[\d.]{0,5} ?%)$/i;

/** `close: true`, `close: "long"`: no price of a bar. */
const asksToClose = (name: string, field: Field): boolean =>
  name === 'close' && ((isSwitch(field) && !isOff(field)) || (typeof field.value === 'string' && CLOSES.test(field.value.trim())));

export function refuseAskedOtherwise({ byName, taken }: FieldSet, draft: Draft): void {
  for (const [name, field] of byName) {
    if (asksToClose(name, field))
      refuseEntry(
        draft,
        'CONTRADICTION',
        `The alert says ${draft.action}, and ${shownKey(field.key)} asks to close.`,
        'Send "action": "close", or leave it out.',
      );
    const state = NAME.test(name) ? stateOf(field) : null;
    if (state === null) continue;
    taken.add(name);
    const isMarket = draft.orderType === null || draft.orderType === 'market';
    const remedy = 'Send "order_type": "market", or "limit" with "limit_price", or "stop" with "stop_price".';
    if (state !== isMarket && state)
      refuseEntry(draft, 'CONTRADICTION', `${shownKey(field.key)} is on, and the order is ${draft.orderType}.`, remedy);
    else if (state !== isMarket)
      refuseEntry(
        draft,
        'CONTRADICTION',
        `${shownKey(field.key)} is off: it may be a limit or a stop order, and nothing says which.`,
        remedy,
      );
  }
}
