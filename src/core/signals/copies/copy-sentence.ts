// Owns: the sentences of a bot about its trade (`Buying BTC/USDT`, `limit 50000.5`, `100 USDT`) as named fields. A text
// counts only where each of its words has its place: people talk about trades in the same words.

import type { CopyEvent } from '../../model/signal.ts';
import { PAIR, readEventSentence } from './copy-event.ts';
import { indexFields, type FieldIndex } from '../fields/field-index.ts';
import type { JsonValue } from '../json/json-value.ts';

export interface CopySentence {
  readonly event: CopyEvent;
  readonly fields: FieldIndex;
  /** Whether every word was understood. */
  readonly isWhole: boolean;
}

/** A sentence longer than this is an essay. Characters. */
const SENTENCE_MAX = 400;
const NUMBER = String.raw`(\d{1,15}(?:\.\d{1,12})?)`;
/** What stands in a sentence, and the field it is; taken out in this order. `null`: told, and nothing is traded by it. */
const PARTS: readonly (readonly [field: string | null, pattern: RegExp])[] = [
  [null, new RegExp(String.raw`\bprofit:? -?${NUMBER}(?: [A-Z]{2,8})?(?: ?\(-?${NUMBER}%?\))?`, 'i')],
  ['limit', new RegExp(String.raw`\blimit:? ${NUMBER}\b`, 'i')],
  ['price', new RegExp(String.raw`(?:\bat|\bprice|\brate|@):? ?${NUMBER}\b`, 'i')],
  ['leverage', new RegExp(String.raw`\b(?:leverage:? )?${NUMBER}x\b`, 'i')],
  ['stake_amount', new RegExp(String.raw`\b(?:stake:? |for )?${NUMBER} (?:USD[TC]?|BUSD|FDUSD|EUR|BTC|ETH|BNB)\b`)],
  ['amount', new RegExp(String.raw`\bamount:? ${NUMBER}\b`, 'i')],
  ['direction', /\b(long|short)\b/i],
];
const GLUE = /\b(?:buying|selling|entering|exiting|shorting|with|for|order|open|filled|buy|sell|entry|exit|cancell?ing|was|stake)\b/gi;

export function readCopySentence(text: string): CopySentence | null {
  if (text.length > SENTENCE_MAX) return null;
  const event = readEventSentence(text);
  if (event === null) return null;
  const fields = new Map<string, JsonValue>();
  const pair = PAIR.exec(text)?.[0];
  if (event === 'status')
    return { event, fields: indexFields(new Map([['status', text.replace(/^[^:：|]{0,20}[:：|]\s*/, '')]])), isWhole: true };
  if (pair === undefined) return null;
  fields.set('pair', pair);
  let rest = text.replace(pair, ' ');
  if (/^\s*(?:shorting|entering short|开空)/i.test(text)) fields.set('direction', 'short');
  for (const [field, pattern] of PARTS) {
    const found = pattern.exec(rest);
    if (found === null) continue;
    if (field !== null && !fields.has(field)) fields.set(field, found[1] ?? '');
    rest = rest.replace(found[0], ' ');
  }
  const left = rest.replace(GLUE, ' ').replace(/^\s*\p{Script=Han}{2,6}/u, ' ');
  return { event, fields: indexFields(fields), isWhole: !/[\p{L}\p{N}?]/u.test(left) };
}
