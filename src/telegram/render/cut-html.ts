// Owns: cutting a message to Telegram's length without breaking its markup: never inside a tag, an entity or a character,
// and every open tag is closed.

import { htmlTokens } from './html-tokens.ts';
import { MESSAGE_CHARS_MAX } from './limits.ts';

const MORE = '\n…';

/** `html` with at most `charsMax` UTF-16 units after entity parsing; what is too long ends in "…". */
export function cutHtml(html: string, charsMax: number = MESSAGE_CHARS_MAX): string {
  if (html.length <= charsMax) return html;
  const open: string[] = [];
  let length = 0;
  let out = '';
  /** The state at the last point where "…" still fits. */
  let cut = { out: '', open: [] as readonly string[] };
  for (const token of htmlTokens(html)) {
    if (token.type === 'text') {
      if (length + token.text.length > charsMax) return cut.out + MORE + closing(cut.open);
      length += token.text.length;
    } else if (token.type === 'open') open.push(token.name);
    else open.splice(open.lastIndexOf(token.name), 1);
    out += token.source;
    if (length <= charsMax - MORE.length) cut = { out, open: [...open] };
  }
  return out;
}

const closing = (open: readonly string[]): string =>
  open
    .map((name) => `</${name}>`)
    .toReversed()
    .join('');
