// Owns: how text from outside (alerts, venues, names of Telegram users) gets into a message. It is hostile: beside what
// core/model/clean-text.ts takes out of it, it may try to break the markup, or to be tapped (a "/resume" or a link that Telegram
// would make clickable).

import { cleanText } from '../../core/model/clean-text.ts';
import { escapeHtml } from './escape-html.ts';

/** What Telegram would make a link or a mention: addresses, bare domains, names. A pair such as BTC/USDT is none. */
const LINKS = /(?<!\w)@[A-Za-z]\w*|[a-z][a-z0-9+.-]*:\/\/\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?/giu;
/** The same and commands. */
const TAPPABLE = new RegExp(`(?<!\\w)\\/[A-Za-z]\\w*|${LINKS.source}`, LINKS.flags);

/** Escaped, with everything that `pattern` finds as code, which nobody can tap. HTML. */
function untappable(clean: string, pattern: RegExp): string {
  let html = '';
  let end = 0;
  for (const match of clean.matchAll(pattern)) {
    html += `${escapeHtml(clean.slice(end, match.index))}<code>${escapeHtml(match[0])}</code>`;
    end = match.index + match[0].length;
  }
  return html + escapeHtml(clean.slice(end));
}

/** Text of an outsider inside a line of ours (a symbol, a name, a reason of a venue): clean, escaped, nothing in it can be tapped. HTML. */
export const senderText = (text: string, charsMax?: number): string => untappable(cleanText(text, charsMax), TAPPABLE);

/** A sentence of ours in which words of outsiders may stand (a symbol that is a domain): its commands can be tapped, no link can. HTML. */
export const ourText = (text: string, charsMax?: number): string => untappable(cleanText(text, charsMax), LINKS);

/** Free text of an outsider, set apart as a whole. HTML. */
export const quotedText = (text: string, charsMax?: number): string => `<code>${escapeHtml(cleanText(text, charsMax))}</code>`;
