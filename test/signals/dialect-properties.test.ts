// What holds for every dialect, its examples and everything made of them: the order of the keys and the white space do not
// matter, and nothing throws.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { dialects } from '../../src/core/signals/registry.ts';
import { WORST_BODIES } from '../fuzz/worst-bodies.ts';
import { readAlert } from './read-alert.ts';

const EXAMPLES = dialects.flatMap(({ name, examples }) => examples.map(({ body }) => ({ name, body })));
const JSON_EXAMPLES = EXAMPLES.filter(({ body }) => /^[{[]/.test(body));
const FORM_EXAMPLES = EXAMPLES.filter(({ body }) => /^[\w.]+=[^\s;,|]*&/.test(body));

/** A number that the random choice of fast-check decides. */
type Choose = (count: number) => number;

function shuffled<T>(items: readonly T[], choose: Choose): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(choose(rest.length), 1)).flat();
}

/** The same JSON with the keys of every object in another order and white space where it may stand. */
function rewritten(value: unknown, choose: Choose): string {
  const gap = (): string => ['', ' ', '\n', '\t', '\r\n  '][choose(5)] ?? '';
  if (Array.isArray(value)) return `[${gap()}${value.map((item) => rewritten(item, choose)).join(`${gap()},${gap()}`)}${gap()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = shuffled(Object.entries(value), choose).map(
    ([key, item]) => `${JSON.stringify(key)}${gap()}:${gap()}${rewritten(item, choose)}`,
  );
  return `{${gap()}${fields.join(`${gap()},${gap()}`)}${gap()}}`;
}

/** A reading without the order of its warnings, which follow the order of the fields. */
const told = (reading: Reading): Reading => ({ ...reading, warnings: reading.warnings.toSorted() });
const choices = fc.infiniteStream(fc.nat()).map(
  (stream): Choose =>
    (count) =>
      (stream.next().value ?? 0) % count,
);

describe('the order of the keys and the white space do not matter', () => {
  it('there are examples to try', () => {
    expect(JSON_EXAMPLES.length).toBeGreaterThan(10);
    expect(FORM_EXAMPLES.length).toBeGreaterThan(0);
  });

  it.each(JSON_EXAMPLES)('$name: $body', ({ body }) => {
    const plain = told(readAlert(body));
    fc.assert(
      fc.property(choices, (choose) => {
        expect(told(readAlert(rewritten(JSON.parse(body), choose)))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });

  it.each(FORM_EXAMPLES)('$name: $body', ({ body }) => {
    const plain = told(readAlert(body));
    fc.assert(
      fc.property(choices, (choose) => {
        expect(told(readAlert(shuffled(body.split('&'), choose).join('&')))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });

  it.each(EXAMPLES)('byte order mark, line ends and blank lines: $name: $body', ({ body }) => {
    const plain = readAlert(body);
    for (const variant of [`\ufeff${body}`, `${body}\r\n`, `\n \t${body}  \n\n`, body.replaceAll('\n', '\r\n')])
      expect(readAlert(variant)).toEqual(plain);
  });
});

const LARGE_BYTES = 65_536;
const encoder = new TextEncoder();
const bytesOf = (text: string, max: number): Uint8Array => encoder.encode(text).subarray(0, max);

describe('bodies that are made to cost', () => {
  // how long they take is asserted by `npm run bench -- alerts`, beside JSON.parse of as many bytes: a test that asserts time fails on
  // a busy machine
  it('are answered at 64 KiB, one after the other', () => {
    expect(WORST_BODIES.length).toBeGreaterThan(100);
    for (const { name, make } of WORST_BODIES) {
      const { kind, dialect } = parseAlert(readBody(bytesOf(make(LARGE_BYTES), LARGE_BYTES)));
      expect({ name, kind, dialect }).toMatchObject({ kind: expect.any(String), dialect: expect.any(String) });
    }
  });
});
