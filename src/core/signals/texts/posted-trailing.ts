// Owns: the trailing configuration of Cornix below a signal: how stop and targets follow. The stop that moves to the entry once
// so many targets are reached is a rule that is followed; what else is switched on is told as not read.

import type { PostDraft } from './posted-draft.ts';

const HEADING = /^trailing configuration\b/i;
/** Of an entry that follows by anything the post is another trade, and is refused as an entry that is not understood. */
const FOLLOWS =
  /^(?:stop|take-profit) ?: ?(?:moving|percentage|breakeven|without|none|trailing|by)\b|^entry ?: ?(?:percentage \(0(?:\.0+)?%\)|without|none)$|^-? ?trigger ?:/i;
const OFF = /: ?(?:percentage \(0(?:\.0+)?%\)|without|none)$/i;
const TO_ENTRY = /^stop ?: ?breakeven\b(?: ?-)?/i;
const TRIGGER = /^(?:-? ?trigger ?: ?target \(?(\d{1,2})\)?)$/i;

/** Whether the line is one of the configuration, and has been read or told; `before` and `next` stand above and below it. */
export function readTrailing(draft: PostDraft, text: string, before: string, next: string): boolean {
  if (HEADING.test(text)) {
    draft.isTrailing = true;
    return true;
  }
  if (!draft.isTrailing || !FOLLOWS.test(text)) return false;
  // a trigger says when what stands above it happens
  const isTrigger = /^-? ?trigger/i.test(text);
  if (isTrigger && TO_ENTRY.test(before)) return true;
  const target = TO_ENTRY.test(text) ? TRIGGER.exec(text.replace(TO_ENTRY, '').trim() || next)?.[1] : undefined;
  if (target !== undefined) draft.remarks.push(`SL to BE after TP ${target}`);
  else if (!isTrigger && !OFF.test(text)) draft.unread.push(`Trailing Configuration: ${text.slice(0, text.indexOf(':')).trim()}`);
  return true;
}
