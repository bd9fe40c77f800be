// Owns: what Telegram's server makes of a text it is given: parsed, trimmed, measured, with commands and links found in it.

import { z } from 'zod';
import type { TextEntity } from './chat-message.ts';
import { checkedUrl, parseHtml } from './parse-html.ts';

export type ReadText =
  | { readonly ok: true; readonly text: string; readonly entities: TextEntity[] }
  | { readonly ok: false; readonly error: string };

const COMMAND = /(?<![\w/])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/])/g;
const URL_IN_TEXT = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;
/** Nothing is looked for inside these. */
const OPAQUE = new Set(['code', 'pre', 'text_link', 'url']);

const givenEntities = z.array(
  z.looseObject({
    type: z.string(),
    offset: z.number().int().nonnegative(),
    length: z.number().int().positive(),
    url: z.string().optional(),
    language: z.string().optional(),
  }),
);

/**
 * `parseMode` HTML or none; `given`: the payload's own entities. `textMax` in UTF-16 units after parsing.
 * Errors come in Telegram's words, without the "Bad Request: " in front.
 */
export function readText(
  source: string,
  options: { parseMode: string | undefined; given: unknown; textMax: number; tooLong: string; mayBeEmpty: boolean },
): ReadText {
  const parsed = parse(source, options.parseMode, options.given);
  if (!parsed.ok) return parsed;
  const { text, entities } = trim(parsed.text, parsed.entities);
  if (text === '' && !options.mayBeEmpty) return { ok: false, error: 'message text is empty' };
  if (text.length > options.textMax) return { ok: false, error: options.tooLong };
  return { ok: true, text, entities: inOrder([...entities, ...findEntities(text, entities)]) };
}

/** Commands and links that stand in a plain text, as Telegram finds them for both sides of a chat. */
export function findEntities(text: string, known: readonly TextEntity[]): TextEntity[] {
  const taken = known.filter((entity) => OPAQUE.has(entity.type)).map(range);
  const found: TextEntity[] = [];
  const collect = (type: string, pattern: RegExp): void => {
    for (const match of text.matchAll(pattern)) {
      const entity: TextEntity = { type, offset: match.index, length: match[0].length };
      const { from, to } = range(entity);
      if (taken.some((other) => from < other.to && other.from < to)) continue;
      taken.push({ from, to });
      found.push(entity);
    }
  };
  collect('url', URL_IN_TEXT);
  collect('bot_command', COMMAND);
  return inOrder(found);
}

const range = (entity: TextEntity): { from: number; to: number } => ({ from: entity.offset, to: entity.offset + entity.length });

function parse(source: string, parseMode: string | undefined, given: unknown): ReadText {
  if (parseMode !== undefined && parseMode !== '') {
    if (parseMode.toLowerCase() !== 'html')
      return { ok: false, error: `can't parse entities: the console reads parse_mode HTML, not ${parseMode}` };
    const parsed = parseHtml(source);
    return parsed.ok
      ? { ok: true, text: parsed.text, entities: mergePre(parsed.entities) }
      : { ok: false, error: `can't parse entities: ${parsed.error}` };
  }
  const entities = givenEntities.safeParse(given ?? []);
  if (!entities.success) return { ok: false, error: "can't parse MessageEntity" };
  const kept = entities.data.filter((entity) => entity.offset + entity.length <= source.length);
  return { ok: true, text: source, entities: kept.flatMap(safeEntity) };
}

/** Only the known fields go on, and a link only if it may be shown. */
function safeEntity(entity: TextEntity): TextEntity[] {
  const { type, offset, length } = entity;
  if (type === 'text_link') {
    const url = checkedUrl(entity.url ?? '');
    return url === null ? [] : [{ type, offset, length, url }];
  }
  return [entity.language === undefined ? { type, offset, length } : { type, offset, length, language: entity.language }];
}

/** `<pre><code class="language-x">` is one block with a language, not two things. */
function mergePre(entities: readonly TextEntity[]): TextEntity[] {
  const blocks = entities.filter((entity) => entity.type === 'pre');
  const merged = entities.flatMap((entity) => {
    const inside = (block: TextEntity): boolean => block.offset === entity.offset && block.length === entity.length;
    if (entity.type === 'code' && blocks.some(inside)) return [];
    if (entity.type !== 'pre') return [withoutLanguage(entity)];
    const language = entities.find((other) => other.type === 'code' && inside(other))?.language;
    return [language === undefined ? entity : { ...entity, language }];
  });
  return merged;
}

const withoutLanguage = ({ type, offset, length, url }: TextEntity): TextEntity =>
  url === undefined ? { type, offset, length } : { type, offset, length, url };

/** Telegram removes white space around a text; the ranges move with it. */
function trim(source: string, entities: readonly TextEntity[]): { text: string; entities: TextEntity[] } {
  const text = source.trim();
  const start = source.length - source.trimStart().length;
  const moved = entities.flatMap((entity) => {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(text.length, entity.offset + entity.length - start);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text, entities: moved };
}

/** Outer ranges before inner ones. */
const inOrder = (entities: TextEntity[]): TextEntity[] => entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
