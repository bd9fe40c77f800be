// Owns: a document as JSON in pieces. The checkpoint has tens of megabytes after a busy week; made at once, its text would
// hold up every alert for as long as it takes.
// Invariants: the pieces together mean what JSON.stringify would make of the document; a document is left between two of its
// entries only inside an immutable map, or where nothing in it is ever changed in place, so that what is not immutable comes
// whole, as it was at one instant.

import { isMap } from 'immutable';
import { JSON_PIECE_CHARACTERS } from './store-limits.ts';

/** How deep in a document the large maps lie: in the document its state, there its maps, and those of a window. */
const DEPTH = 3;

/** JSON.stringify answers nothing for what JSON does not have; such a member is left out. */
const textOf = (value: unknown): string | undefined => JSON.stringify(value);

/** Of the objects in a document's lists, where nothing in it is ever changed in place: a list that grew by one costs one text. */
export type KeptTexts = WeakMap<object, string>;

function entryText(entry: unknown, kept: KeptTexts): string {
  if (typeof entry !== 'object' || entry === null) return textOf(entry) ?? 'null';
  const known = kept.get(entry);
  if (known !== undefined) return known;
  const text = textOf(entry) ?? 'null';
  kept.set(entry, text);
  return text;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);

class Pieces {
  readonly kept: KeptTexts | null;
  #text = '';

  constructor(kept: KeptTexts | null) {
    this.kept = kept;
  }

  add(text: string): void {
    this.#text += text;
  }

  isFull(): boolean {
    return this.#text.length >= JSON_PIECE_CHARACTERS;
  }

  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}

/** The members of a map or a plain object, `{` and `}` around them. */
function* members(pieces: Pieces, entries: Iterable<readonly [unknown, unknown]>, depth: number, mayPause: boolean): Generator<string> {
  let separator = '{';
  for (const [key, value] of entries) {
    const isNested = depth > 0 && (isMap(value) || isRecord(value) || (pieces.kept !== null && Array.isArray(value)));
    const text = isNested ? '' : textOf(value);
    if (text === undefined) continue;
    pieces.add(`${separator}${JSON.stringify(String(key))}:${text}`);
    separator = ',';
    if (isNested) yield* nested(pieces, value, depth);
    if (mayPause && pieces.isFull()) yield pieces.take();
  }
  pieces.add(separator === '{' ? '{}' : '}');
}

function* entries(pieces: Pieces, list: readonly unknown[], kept: KeptTexts): Generator<string> {
  let separator = '[';
  for (const entry of list) {
    pieces.add(`${separator}${entryText(entry, kept)}`);
    separator = ',';
    if (pieces.isFull()) yield pieces.take();
  }
  pieces.add(separator === '[' ? '[]' : ']');
}

function nested(pieces: Pieces, value: unknown, depth: number): Generator<string> {
  if (Array.isArray(value) && pieces.kept !== null) return entries(pieces, value, pieces.kept);
  return isMap(value)
    ? members(pieces, value.entries() as Iterable<readonly [unknown, unknown]>, 0, true)
    : members(pieces, Object.entries(value as Record<string, unknown>), depth - 1, false);
}

function* piecesOf(document: unknown, kept: KeptTexts | null): Generator<string> {
  const pieces = new Pieces(kept);
  if (isMap(document) || isRecord(document)) yield* nested(pieces, document, DEPTH + 1);
  else pieces.add(textOf(document) ?? '');
  yield pieces.take();
}

function* restAfter(first: string, rest: Iterable<string>): Generator<string> {
  yield first;
  yield* rest;
}

/** The first piece is made at once: of a document without large maps that is all of it. `kept`: of an earlier save, and of this one. */
export function jsonPieces(document: unknown, kept: KeptTexts | null = null): Iterable<string> {
  const pieces = piecesOf(document, kept);
  const first = pieces.next();
  return first.done === true ? [] : restAfter(first.value, pieces);
}
