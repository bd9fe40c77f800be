// Owns: what a message says without its markup: the fallback when Telegram cannot parse the HTML.

import { htmlTokens } from './html-tokens.ts';

/** The text that people would read; tags dropped, entities decoded. */
export function toPlainText(html: string): string {
  let text = '';
  for (const token of htmlTokens(html)) if (token.type === 'text') text += token.text;
  return text;
}
