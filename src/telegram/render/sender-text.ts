// Owns: how text from outside (alerts, venues, names of Telegram users) is shown. It is hostile: it may try to break the
// markup, to reorder what stands beside it (bidi), to hide (zero width), to flood (length), to be tapped (a "/resume" or a link
// that Telegram would make clickable).

import { SHOWN_TEXT_MAX } from '../../core/model/limits.ts';
import { escapeHtml } from './escape-html.ts';

/** Line breaks, tabs and every kind of separator become a space, so that a text cannot pretend to be our next line. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Control and format characters (bidi marks, zero width, tags, soft hyphen), unpaired surrogates, private use, fillers that look empty. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115F\u1160\u3164\uFFA0]/gu;
/** Towers of accents reach into the lines above and below. */
const ACCENT_TOWERS = /(\p{M}{3})\p{M}+/gu;

/** Plain text without anything that could mislead, at most `charsMax` characters (code points). Not escaped. */
export function cleanText(text: string, charsMax: number = SHOWN_TEXT_MAX): string {
  // What is cut off anyway need not be cleaned: the work stays bounded for any length. Hidden characters may take room, hence the factor.
  const head = text.slice(0, charsMax * 8);
  const clean = head.replace(BREAKS, ' ').replace(HIDDEN, '').replace(ACCENT_TOWERS, '$1').replace(/ {2,}/g, ' ').trim();
  const characters = Array.from(clean);
  if (characters.length <= charsMax && head.length === text.length) return clean;
  return `${characters.slice(0, charsMax - 1).join('')}…`;
}

/** What Telegram would make tappable: commands, mentions, links, bare domains. A pair such as BTC/USDT is none. */
const TAPPABLE = /(?<!\w)[/@][A-Za-z]\w*|[a-z][a-z0-9+.-]*:\/\/\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?/giu;

/** Text of an outsider inside a line of ours (a symbol, a name, a reason of a venue): clean, escaped, nothing in it can be tapped. HTML. */
export function senderText(text: string, charsMax: number = SHOWN_TEXT_MAX): string {
  const clean = cleanText(text, charsMax);
  let html = '';
  let end = 0;
  for (const match of clean.matchAll(TAPPABLE)) {
    html += `${escapeHtml(clean.slice(end, match.index))}<code>${escapeHtml(match[0])}</code>`;
    end = match.index + match[0].length;
  }
  return html + escapeHtml(clean.slice(end));
}

/** Free text of an outsider, set apart as a whole. HTML. */
export const quotedText = (text: string, charsMax: number = SHOWN_TEXT_MAX): string =>
  `<code>${escapeHtml(cleanText(text, charsMax))}</code>`;
