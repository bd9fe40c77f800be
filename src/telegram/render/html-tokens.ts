// Owns: the reading of our own message HTML into tags, entities and characters.

export type HtmlToken =
  | { readonly type: 'open'; readonly source: string; readonly name: string }
  | { readonly type: 'close'; readonly source: string; readonly name: string }
  /** One character as people see it; `text` after entity decoding. */
  | { readonly type: 'text'; readonly source: string; readonly text: string };

const TOKEN = /<(\/?)([a-z]+)[^<>]*>|&(?:amp|lt|gt|quot|#\d{1,7});|[\s\S]/gu;
const NAMED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

function decodeEntity(entity: string): string {
  const named = NAMED[entity];
  if (named !== undefined) return named;
  const code = Number(entity.slice(2, -1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

export function* htmlTokens(html: string): Generator<HtmlToken> {
  for (const match of html.matchAll(TOKEN)) {
    const source = match[0];
    const name = match[2];
    if (name !== undefined) yield { type: match[1] === '/' ? 'close' : 'open', source, name };
    else yield { type: 'text', source, text: source.length > 1 && source.startsWith('&') ? decodeEntity(source) : source };
  }
}
