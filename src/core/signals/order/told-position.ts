// Owns: what TradingView's sentence beside the fields of an order says of it: `{"action": "sell", "message": "… New strategy position is
// 0"}` closes. The fields say how much: the contracts of the sentence are those of the strategy, which may count otherwise.

import { deny } from '../../model/denial.ts';
import { isNegative, isZero } from '../../model/decimal.ts';
import type { Draft } from '../fields/draft-reading.ts';
import { namesOf, shownKey, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { readNumber } from '../fields/read-number.ts';
import { strategySentence, type StrategySentence } from './strategy-sentence.ts';

const TEXTS = nameList(
  'message text comment alertmessage alerttext strategyorderalertmessage msg content description body note'.split(' '),
);
/** Every sentence has it, and hardly any other text. */
const HINT = /\b(?:buy|sell) @ [\d.,]/i;
/** Whoever writes the sentence into a field of his own may leave out what stands in front of the order. */
const WITHOUT_HEAD = /^\s*(?:buy|sell) @/i;
const sentenceIn = (text: string): StrategySentence | null => strategySentence(WITHOUT_HEAD.test(text) ? `order ${text.trim()}` : text);

/** The position after the order, as the sentence beside it tells; null where there is none, or it tells of the other side. */
export function toldPosition(fields: FieldSet, draft: Draft): 'long' | 'short' | 'flat' | null {
  if (draft.action !== 'buy' && draft.action !== 'sell') return null;
  for (const name of namesOf(fields, TEXTS)) {
    const field = fields.byName.get(name);
    const sentence = typeof field?.value === 'string' && HINT.test(field.value) ? sentenceIn(field.value) : null;
    if (field === undefined || sentence === null) continue;
    const size = readNumber(sentence.position);
    if (size.type !== 'number') continue;
    if (sentence.side.toLowerCase() === draft.action) return isZero(size.value) ? 'flat' : isNegative(size.value) ? 'short' : 'long';
    fields.doubts.push(
      deny('CONTRADICTION', `The alert says ${draft.action}, but ${shownKey(field.key)} tells of a ${sentence.side.toLowerCase()}.`),
    );
  }
  return null;
}
