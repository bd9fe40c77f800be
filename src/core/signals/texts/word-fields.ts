// Owns: the pieces that text dialects are made of: words with `key=value`, and an order read from the fields that a dialect
// took from its text under the names of an order.

import type { Reading } from '../../model/signal.ts';
import { indexFields, normalName } from '../fields/field-index.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readOrder } from '../order/read-order.ts';
import { isSecretName } from '../fields/secret-in-body.ts';

/** Text senders write one or a few lines; what is longer is an essay, and is not looked through. Characters. */
export const COMMAND_TEXT_MAX = 2_000;

/** `key` as written, in normal form in `name`; `value` without the quotes around it. */
export interface Pair {
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

/** `key=value` as one word, or null. */
export function readPair(word: string): Pair | null {
  const split = word.indexOf('=');
  if (split < 1) return null;
  const key = word.slice(0, split).trim();
  const value = word.slice(split + 1).trim();
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  return { name: normalName(key), key, value: isQuoted ? value.slice(1, -1) : value };
}

/** The answer to the same text as last time: some fifteen dialects ask one after another about one message. */
function lastAnswer<T>(find: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly found: T } | null = null;
  return (text) => {
    if (last === null || last.text !== text) last = { text, found: find(text) };
    return last.found;
  };
}

/** The lines that say something, trimmed. Shared: never changed. */
export const linesOf = lastAnswer((text): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
);

/** Words between white space; a quoted text behind an equals sign stays one word. Shared: never changed. */
export const wordsOf = lastAnswer((line): readonly string[] => line.match(/[^\s="]+="[^"]*"|\S+/g) ?? []);

/** Fields under the names of an order, in the order in which they were set. */
export type OrderFields = Map<string, JsonValue>;

/**
 * Puts each pair under the name that `names` gives it (by normal name); pairs of unknown names keep their own, so that
 * readOrder warns of them or refuses them. Secrets are left out. Answers with the name that stands twice with different values.
 */
export function putPairs(fields: OrderFields, pairs: readonly Pair[], names: ReadonlyMap<string, string>): string | null {
  for (const { name, key, value } of pairs) {
    if (isSecretName(name)) continue;
    const field = names.get(name) ?? key;
    const known = fields.get(field);
    if (known !== undefined && known !== value) return key;
    fields.set(field, value);
  }
  return null;
}

/** The name that stands twice with different values, null where none does. What a dialect takes from its pairs one by one needs it. */
export function saidTwice(pairs: readonly Pair[]): string | null {
  const values: Map<string, string> = new Map();
  for (const { name, key, value } of pairs) {
    if (isSecretName(name)) continue;
    if ((values.get(name) ?? value) !== value) return key;
    values.set(name, value);
  }
  return null;
}

export const readOrderFields = (fields: OrderFields, dialect: string): Reading => readOrder(indexFields(fields), dialect);
