import { Map, OrderedSet } from 'immutable';
import { describe, expect, test } from 'vitest';
import { jsonPieces } from '../../src/store/json-pieces.ts';
import { JSON_PIECE_CHARACTERS } from '../../src/store/store-limits.ts';

const VALUE_CHARACTERS = 1_000;
const largeMap = (entries: number): Map<string, unknown> =>
  Map(Array.from({ length: entries }, (_, i) => [`k${i}`, { i, text: 'x'.repeat(VALUE_CHARACTERS), none: null }] as const));
const document = (entries: number) => ({
  schema: 1,
  gone: undefined,
  text: 'quote " and line\n',
  state: {
    at: null,
    list: [1, { two: 2 }, undefined],
    signals: largeMap(entries),
    empty: Map<string, number>(),
    nothing: {},
    '"odd" name': 1,
    byNumber: Map([[7, 'seven']]),
    kept: OrderedSet([3, 1, 2]),
    window: { current: largeMap(entries).map((_, key) => ({ key })), previous: Map({ a: Map({ b: 1 }) }), rotatedAt: 5 },
  },
});

describe('a document in pieces', () => {
  test('means what it would mean in one text, and begins as it does', () => {
    for (const entries of [0, 1, 2_000]) {
      const text = [...jsonPieces(document(entries))].join('');
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document(entries))));
      expect(text.startsWith('{"schema":1,"text":')).toBe(true);
    }
    for (const plain of [{ n: 1 }, {}, [1, 2], 'text', null, 7, Map({ a: 1 })]) {
      expect([...jsonPieces(plain)].join('')).toBe(JSON.stringify(plain));
    }
  });

  test('no piece is much larger than it may be, however large the document is', () => {
    const pieces = [...jsonPieces(document(5_000))];
    expect(pieces.length).toBeGreaterThan(30);
    for (const piece of pieces) expect(piece.length).toBeLessThan(JSON_PIECE_CHARACTERS + 2 * VALUE_CHARACTERS);
  });

  test('what is not immutable comes in one piece, as it was when it was asked for', () => {
    const mutable = { list: Array.from({ length: 5_000 }, (_, i) => ({ i, text: 'x'.repeat(100) })), deep: { n: 1 } };
    const whole = JSON.stringify(mutable);
    const pieces = jsonPieces(mutable);
    mutable.list.length = 0;
    mutable.deep.n = 2;
    expect([...pieces]).toEqual([whole]);
  });

  test('of lists whose objects are never changed in place each text is made once, and the whole says the same', () => {
    let made = 0;
    const entry = (n: number) => ({ n, toJSON: () => ({ n, made: (made += 1) }) });
    const [first, second, third] = [entry(1), entry(2), entry(3)];
    const kept = new WeakMap();
    const textOf = (list: readonly unknown[]): string => [...jsonPieces({ list, open: { list } }, kept)].join('');
    const two = '[{"n":1,"made":1},{"n":2,"made":2},7,null]';
    expect(textOf([first, second, 7, undefined])).toBe(`{"list":${two},"open":{"list":${two}}}`);
    const changed = '[{"n":2,"made":2},{"n":3,"made":3}]';
    expect(textOf([second, third])).toBe(`{"list":${changed},"open":{"list":${changed}}}`);
    expect(made).toBe(3);
    expect([...jsonPieces({ list: [first] })].join('')).toBe('{"list":[{"n":1,"made":4}]}');
  });

  test('a long list that is never changed in place comes in pieces too', () => {
    const list = Array.from({ length: 3_000 }, (_, i) => ({ i, text: 'x'.repeat(100) }));
    const pieces = [...jsonPieces({ list }, new WeakMap())];
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(JSON.stringify({ list }));
  });
});
