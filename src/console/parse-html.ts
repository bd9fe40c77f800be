// Owns: Telegram's HTML, read as its server reads it: a text and the formatted ranges in it, or the error with the byte
// offset. Everything that is not one of the few tags is refused, so nothing else can ever reach the page.

import type { TextEntity } from './chat-message.ts';

export type ParsedText =
  | { readonly ok: true; readonly text: string; readonly entities: TextEntity[] }
  | { readonly ok: false; readonly error: string };

const TAGS: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
};
/** The server turns only these names and numeric references into characters. */
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));?/gi;
const ATTRIBUTE = /\s+([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gy;

interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Where the content starts in the text that has been built so far. */
  readonly offset: number;
}

/** Reads `source` with parse_mode HTML. Offsets are in UTF-16 units; errors are in the words of Telegram's server. */
export function parseHtml(source: string): ParsedText {
  const entities: TextEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const tagAt = source.indexOf('<', at);
    text += decodeReferences(source.slice(at, tagAt === -1 ? source.length : tagAt));
    if (tagAt === -1) break;
    const tag = readTag(source, tagAt);
    if (!tag.ok) return fail(source, tagAt, tag.error);
    if (tag.closing) {
      const opened = open.pop();
      if (opened === undefined) return fail(source, tagAt, 'Unexpected end tag');
      if (opened.name !== tag.name) {
        return { ok: false, error: `${located(source, tagAt, 'Unmatched end tag')}, expected "</${opened.name}>", found "</${tag.name}>"` };
      }
      addEntity(entities, opened, text);
    } else {
      open.push({ name: tag.name, attributes: tag.attributes, offset: text.length });
    }
    at = tag.end;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) return { ok: false, error: `Can't find end tag corresponding to start tag "${unclosed.name}"` };
  return { ok: true, text, entities };
}

type Tag = { ok: true; closing: boolean; name: string; attributes: Map<string, string>; end: number } | { ok: false; error: string };

function readTag(source: string, tagAt: number): Tag {
  const head = /<(\/?)([a-z0-9-]*)/iy;
  head.lastIndex = tagAt;
  const match = head.exec(source);
  const closing = match?.[1] === '/';
  const name = (match?.[2] ?? '').toLowerCase();
  const attributes = new Map<string, string>();
  let end = head.lastIndex;
  if (!closing) {
    if (!Object.hasOwn(TAGS, name)) return { ok: false, error: `Unsupported start tag "${name}"` };
    ATTRIBUTE.lastIndex = end;
    for (let found = ATTRIBUTE.exec(source); found !== null; found = ATTRIBUTE.exec(source)) {
      const value = found[2] ?? found[3] ?? found[4] ?? '';
      attributes.set((found[1] ?? '').toLowerCase(), decodeReferences(value));
      end = ATTRIBUTE.lastIndex;
    }
  }
  while (/\s/.test(source.charAt(end))) end += 1;
  if (source.charAt(end) !== '>') return { ok: false, error: closing ? 'Unclosed end tag' : 'Unclosed start tag' };
  if (name === 'span' && !closing && attributes.get('class') !== 'tg-spoiler') {
    return { ok: false, error: 'Tag "span" must have class "tg-spoiler"' };
  }
  return { ok: true, closing, name, attributes, end: end + 1 };
}

function addEntity(entities: TextEntity[], opened: OpenTag, text: string): void {
  const length = text.length - opened.offset;
  if (length === 0) return;
  const entity: TextEntity = { type: TAGS[opened.name] ?? opened.name, offset: opened.offset, length };
  if (opened.name === 'a') {
    const url = checkedUrl(opened.attributes.get('href') ?? text.slice(opened.offset));
    if (url === null) return;
    entity.url = url;
  }
  if (opened.name === 'blockquote' && opened.attributes.has('expandable')) entity.type = 'expandable_blockquote';
  const language = /^language-(.+)$/.exec(opened.attributes.get('class') ?? '')?.[1];
  if (opened.name === 'code' && language !== undefined) entity.language = language;
  entities.push(entity);
}

/** A link that may be shown: http or https only. Anything else (javascript:, data: …) leaves plain text. */
export function checkedUrl(candidate: string): string | null {
  const text = /^[a-z][a-z0-9+.-]*:/i.test(candidate) ? candidate : `http://${candidate}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

function decodeReferences(part: string): string {
  return part.replace(REFERENCE, (whole: string, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}

const located = (source: string, at: number, error: string): string =>
  `${error} at byte offset ${Buffer.byteLength(source.slice(0, at), 'utf8')}`;

const fail = (source: string, at: number, error: string): ParsedText => ({ ok: false, error: located(source, at, error) });
