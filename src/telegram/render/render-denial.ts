// Owns: how a refusal is told: what was wrong, its code, and what to do.

import type { Denial } from '../../core/model/denial.ts';
import { ourText, senderText } from './sender-text.ts';

/** Messages of venues and values of senders may stand in a denial: they are cleaned. */
export function renderDenial(denial: Denial): string {
  return `${senderText(denial.message, 400)}\n<code>${denial.code}</code>\n→ ${ourText(denial.remedy, 400)}`;
}
