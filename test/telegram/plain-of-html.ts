// Owns: Telegram's reading of HTML, as strict as Telegram's: known tags only, properly nested, known entities only. Written
// apart from the bot's own code, which it checks.

const TAGS = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'a', 'blockquote', 'tg-spoiler']);
const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
]);

export function plainOfHtml(html: string): { readonly text: string } | { readonly error: string } {
  const open: string[] = [];
  let text = '';
  for (let index = 0; index < html.length; ) {
    const character = html[index] ?? '';
    if (character === '<') {
      const end = html.indexOf('>', index);
      const tag = /^<(\/?)([a-z-]+)(?: [^<>]*)?>$/.exec(html.slice(index, end + 1));
      if (end < 0 || tag === null) return { error: `Unclosed start tag at byte offset ${index}` };
      const name = tag[2] ?? '';
      if (!TAGS.has(name)) return { error: `Unsupported start tag "${name}" at byte offset ${index}` };
      if (tag[1] === '') open.push(name);
      else if (open.pop() !== name) return { error: `Unmatched end tag at byte offset ${index}, expected "</${open.at(-1) ?? ''}>"` };
      index = end + 1;
    } else if (character === '&') {
      const entity = /^&([a-z]+);/.exec(html.slice(index, index + 10));
      const decoded = ENTITIES.get(entity?.[1] ?? '');
      text += decoded ?? '&';
      index += decoded === undefined ? 1 : (entity?.[0].length ?? 1);
    } else {
      text += character;
      index += 1;
    }
  }
  return open.length === 0 ? { text } : { error: `Can't find end tag corresponding to start tag "${open.at(-1) ?? ''}"` };
}
