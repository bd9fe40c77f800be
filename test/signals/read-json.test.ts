// The strict JSON reader: agrees with JSON.parse where both accept, keeps what JSON.parse loses, names place and cause.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_DEPTH_MAX } from '../../src/core/model/limits.ts';
import { isJsonObject, type JsonValue } from '../../src/core/signals/json/json-value.ts';
import type { Meter } from '../../src/core/signals/json/json-cursor.ts';
import { readJson } from '../../src/core/signals/json/read-json.ts';
import { jsonToPlain, parsedToPlain } from './json-to-plain.ts';

const valueOf = (text: string): JsonValue => {
  const result = readJson(text);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
};
const fieldOf = (text: string, key: string): JsonValue | undefined => {
  const value = valueOf(text);
  return isJsonObject(value) ? value.get(key) : undefined;
};
const refusalOf = (text: string): { code: string; message: string } => {
  const result = readJson(text);
  if (result.ok) throw new Error(`read, although it should be refused: ${text}`);
  return result.refusal;
};

describe('readJson', () => {
  it('reads what JSON.parse reads, with the same meaning', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom('', ' ', '\n', '\t\r\n '), (text, space) => {
        expect(jsonToPlain(valueOf(space + text + space))).toEqual(parsedToPlain(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what JSON.parse refuses, whatever one character is changed to', () => {
    const alert = '{"action":"buy","qty":-0.5e3,"list":[1,true,null,{"a":"\\u00e9\\n"}],"s":"x"}';
    fc.assert(
      fc.property(fc.nat(alert.length - 1), fc.string({ maxLength: 2 }), fc.nat(2), (at, put, cut) => {
        const text = alert.slice(0, at) + put + alert.slice(at + cut);
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        const result = readJson(text);
        if (!parses) expect(result.ok).toBe(false);
        // stricter than JSON.parse in three ways only
        else if (!result.ok) expect(['DUPLICATE_KEY', 'INVALID_FIELD', 'NOT_UNDERSTOOD']).toContain(result.refusal.code);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['67250.5', '0.1', '1e400', '0.10', '99999999999999999999', '-0', '1E-7', '0.1000000000000000055511151231257827'])(
    'keeps the text of the number %s',
    (number) => expect(fieldOf(`{"n": ${number}}`, 'n')).toEqual({ number }),
  );

  it('keeps __proto__ and constructor as plain keys and pollutes nothing', () => {
    const text = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"toString":1}';
    const value = valueOf(text);
    expect(isJsonObject(value) && [...value.keys()]).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  it.each([
    ['{"a":1,"a":1}', true],
    ['{"a":1.50,"a":1.5}', true],
    ['{"a":[1,{"b":null}],"a":[1,{"b":null}]}', true],
    ['{"a":{"x":1,"y":2},"a":{"y":2,"x":1}}', true],
    ['{"a":1,"a":2}', false],
    ['{"a":1,"a":"1"}', false],
    ['{"a":{"b":1},"a":{"b":1,"c":2}}', false],
    ['{"a":[1],"a":[1,2]}', false],
    ['{"a":null,"a":false}', false],
    ['{"b":{"a":"buy","a":"sell"}}', false],
  ])('a key twice: %s reads as %s', (text, same) => {
    if (same) valueOf(text);
    else expect(refusalOf(text)).toMatchObject({ code: 'DUPLICATE_KEY', message: expect.stringMatching(/"a" .*line 1, column \d+/) });
  });

  it.each([
    ['{"qty": NaN}', 'INVALID_FIELD', 'NaN or Infinity in "qty" at line 1, column 9'],
    ['{"qty": -Infinity}', 'INVALID_FIELD', 'column 9'],
    ['{"sl":{{plot("SL")}}}', 'PLACEHOLDER', 'in "sl"'],
    ['{"sl": {{plot_0}}, "a": 1}', 'PLACEHOLDER', 'in "sl"'],
    ['{\n"tp": 3318.2 * 0.99\n}', 'NOT_UNDERSTOOD', 'line 2, column 14 in "tp": arithmetic is not computed'],
    ['{"a":1,}', 'NOT_UNDERSTOOD', 'comma before the closing brace'],
    ['{"a":[1,]}', 'NOT_UNDERSTOOD', 'comma before the closing bracket'],
    ['{"a":1}{"a":2}', 'NOT_UNDERSTOOD', 'glued'],
    ['{"a":1} thanks', 'NOT_UNDERSTOOD', 'more text after'],
    ['{"a":"bu', 'NOT_UNDERSTOOD', 'ends in the middle'],
    ['{"a":', 'NOT_UNDERSTOOD', 'ends in the middle'],
    ['{"price":67,250.5}', 'NOT_UNDERSTOOD', 'thousands separators'],
    ['{"price":01}', 'NOT_UNDERSTOOD', 'not one number'],
    ['{"price":.5}', 'NOT_UNDERSTOOD', 'numbers start with a digit'],
    ['{"symbol":BTCUSDT}', 'NOT_UNDERSTOOD', 'text without quotes'],
    ['{"a":None}', 'NOT_UNDERSTOOD', 'lower case'],
    ["{'a':1}", 'NOT_UNDERSTOOD', 'double quotes'],
    ['{“a”:1}', 'NOT_UNDERSTOOD', 'typographic'],
    ['{"a":1 "b":2}', 'NOT_UNDERSTOOD', 'comma is missing'],
    ['{"a":,"b":2}', 'NOT_UNDERSTOOD', 'value is missing'],
    ['{"a":"x\ny"}', 'NOT_UNDERSTOOD', 'line break or control character'],
    ['{"a":"buy\\u0000sell"}', 'INVALID_FIELD', 'control character'],
    ['{"a":"\\ud800"}', 'INVALID_FIELD', 'surrogate'],
    ['{"a":"\\udc00\\ud800"}', 'INVALID_FIELD', 'surrogate'],
    ['{"a":"\\x41"}', 'NOT_UNDERSTOOD', 'backslash'],
    ['{"a":1 // note\n}', 'NOT_UNDERSTOOD', 'arithmetic'],
  ])('refuses %j as %s and says why', (text, code, part) => {
    const refusal = refusalOf(text);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(part);
  });

  it('never repeats a value in a refusal: it may be the secret', () => {
    for (const text of [
      '{"secret":hunter2hunter2}',
      '{"secret":"hunter2hunter2"',
      '{"secret":"hunter2hunter2" "b":1}',
      '"hunter2hunter2":1',
    ]) {
      expect(refusalOf(text).message).not.toContain('hunter2');
    }
  });

  it('reads pairs of surrogates and all plain escapes', () => {
    expect(valueOf('"\\ud83d\\ude80 \\" \\\\ \\/ \\n\\r\\t\\u00e9"')).toBe('🚀 " \\ / \n\r\té');
  });

  it(`reads ${BODY_DEPTH_MAX} levels and refuses one more`, () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    valueOf(nested(BODY_DEPTH_MAX));
    expect(refusalOf(nested(BODY_DEPTH_MAX + 1)).message).toContain('deeper than');
    expect(refusalOf('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)).message).toContain('deeper than');
    expect(refusalOf('['.repeat(20_000)).message).toContain('deeper than');
  });
});

describe('the work of readJson is linear in the size of the text', () => {
  const shapes: Record<string, (size: number) => string> = {
    'one long text': (size) => `{"a":"${'x'.repeat(size)}"}`,
    'escapes only': (size) => `{"a":"${'\\n'.repeat(size / 2)}"}`,
    'many fields': (size) => `{${Array.from({ length: size / 10 }, (_, i) => `"k${String(i).padStart(5, '0')}":1`).join(',')}}`,
    'the same key again and again': (size) => `{${Array.from({ length: size / 8 }, () => '"a":"x"').join(',')}}`,
    'the same large value again and again': (size) => {
      const value = `[${'1,'.repeat(Math.sqrt(size))}1]`;
      return `{${Array.from({ length: size / value.length }, () => `"a":${value}`).join(',')}}`;
    },
    'white space': (size) => `{"a":${' '.repeat(size)}1}`,
    'a long number': (size) => `{"a":${'9'.repeat(size)}}`,
    'many small lists': (size) => `[${'[],'.repeat(size / 3)}[]]`,
  };
  it.each(Object.keys(shapes))('%s', (name) => {
    const stepsOf = (size: number): number => {
      const meter: Meter = { steps: 0 };
      const result = readJson(shapes[name]?.(size) ?? '', { meter });
      expect(result.ok).toBe(true);
      return meter.steps;
    };
    const small = stepsOf(1_024);
    expect(small).toBeGreaterThan(500);
    expect(stepsOf(65_536) / small).toBeLessThan(64 * 1.25);
  });
});
