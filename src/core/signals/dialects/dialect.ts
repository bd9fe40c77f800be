// Owns: what a dialect is. A dialect is one file in dialects/ and one line in registry.ts; everything else is found there.

import type { Reading } from '../../model/signal.ts';
import { UNKNOWN_READING } from '../fields/draft-reading.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import type { ReadableBody } from '../fields/read-body.ts';

/**
 * How surely a body is written in a dialect: not at all; by names that everybody uses, so that a dialect with names of
 * its own comes first; by names that only this dialect has. The highest claim reads; two of the same height refuse.
 */
export type Claim = 'no' | 'common' | 'certain';

/** A body with what must be read from it; fields that are not named are not compared. */
export interface DialectExample {
  readonly body: string;
  readonly reading: Partial<Reading>;
}

export interface Dialect {
  /** snake or kebab case, as in statistics and /webhook/test. */
  readonly name: string;
  claims(body: ReadableBody): Claim;
  /** A dialect that never claims more than this: it is asked only where no other is certain. */
  readonly claimsAtMost?: 'common';
  /** Called for claimed bodies only. Never throws. */
  read(body: ReadableBody): Reading;
  /** Own values, never a copy of somebody's alert; the dialect suite holds that this dialect alone reads each as stated. */
  readonly examples: readonly DialectExample[];
}

/** The dialect of a sender whose message is recognised as a whole: where `find` finds it, the claim is certain, and `read` reads what it found. */
export const certainWhere = <T>(
  name: string,
  find: (body: ReadableBody) => T | null,
  read: (found: T) => Reading,
  examples: readonly DialectExample[],
): Dialect => ({
  name,
  claims: (body) => (find(body) === null ? 'no' : 'certain'),
  read(body) {
    const found = find(body);
    return found === null ? UNKNOWN_READING : read(found);
  },
  examples,
});

/** The dialect of a sender whose fields have names of their own: where `isItsOwn` says so of the fields, the claim is certain. */
export const fieldsDialect = (
  name: string,
  isItsOwn: (index: FieldIndex) => boolean,
  read: (index: FieldIndex) => Reading,
  examples: readonly DialectExample[],
): Dialect => certainWhere(name, (body) => (body.type !== 'text' && isItsOwn(body.index) ? body.index : null), read, examples);
