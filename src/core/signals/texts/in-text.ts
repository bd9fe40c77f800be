// Owns: what a text dialect finds in a text, looked for once per body: the claim asks, and the reading asks again.
// Invariant: found from the text alone, so that it does not matter who asked first.

import type { ReadableBody } from '../fields/read-body.ts';

/** `find` for bodies that are texts; null for all others. What it found in the last body is kept, and shared: never change it. */
export function inText<T>(find: (text: string) => T | null): (body: ReadableBody) => T | null {
  let last: ReadableBody | null = null;
  let found: T | null = null;
  return (body) => {
    if (body.type !== 'text') return null;
    if (body !== last) {
      found = find(body.text);
      last = body;
    }
    return found;
  };
}
