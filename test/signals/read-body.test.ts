// What the bytes of a message are, by content alone.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_BYTES_MAX } from '../../src/core/model/limits.ts';
import { readBody, type Body } from '../../src/core/signals/fields/read-body.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): Body => readBody(bytes(text));
const codeOf = (body: Body): string | null => (body.type === 'refused' ? body.refusal.code : null);

describe('readBody', () => {
  it.each([
    ['{"action":"buy"}', 'json'],
    ['\ufeff{"action":"buy"}\r\n', 'json'],
    ['  \n[{"action":"buy"}]  ', 'json'],
    ['action=buy&symbol=BTCUSDT', 'form'],
    ['value1=Buying+BTC%2FUSDT&value2=&value3=', 'form'],
    ['BUY BTCUSDT @ 45000', 'text'],
    ['60700112233,closelong,GBPUSD', 'text'],
    ['key=a;action=b', 'text'],
    ['e=x s=y & z=1', 'text'],
    ['AT&T rose', 'text'],
    ['{{ticker}} crossed 5', 'text'],
    ['two\nlines', 'text'],
  ])('%j is %s', (text, type) => expect(read(text).type).toBe(type));

  it.each([
    ['', 'NOT_UNDERSTOOD'],
    [' \n\t ', 'NOT_UNDERSTOOD'],
    ['null', 'UNKNOWN_DIALECT'],
    ['42', 'UNKNOWN_DIALECT'],
    ['"buy"', 'UNKNOWN_DIALECT'],
    ['[]', 'UNKNOWN_DIALECT'],
    ['["an id"]', 'UNKNOWN_DIALECT'],
    ['[[{"a":1}]]', 'UNKNOWN_DIALECT'],
    ['{"a":1', 'NOT_UNDERSTOOD'],
    ['"a":"b","c":"d"', 'NOT_UNDERSTOOD'],
    ['{{"a":1}}', 'PLACEHOLDER'],
    ['<!doctype html><html>buy BTCUSDT</html>', 'NOT_UNDERSTOOD'],
    ['```json\n{"a":1}', 'NOT_UNDERSTOOD'],
    ['```\n```json\n{"a":1}\n```\n```', 'NOT_UNDERSTOOD'],
    ['buy\u0000BTCUSDT', 'NOT_UNDERSTOOD'],
    ['a=1&a=2', 'DUPLICATE_KEY'],
    ['a=%00&b=1', 'NOT_UNDERSTOOD'],
    ['a=%ff&b=1', 'NOT_UNDERSTOOD'],
    ['['.repeat(20_000), 'NOT_UNDERSTOOD'],
    ['"'.repeat(65_536), 'NOT_UNDERSTOOD'],
    ['x'.repeat(BODY_BYTES_MAX + 1), 'NOT_UNDERSTOOD'],
  ])('%j is refused as %s', (text, code) => expect(codeOf(read(text))).toBe(code));

  it('reads a form: decoded, the same key twice with the same value', () => {
    const body = read('symbol=BTC%2FUSDT&comment=a+b%3D%C3%A9&symbol=BTC%2FUSDT&empty=');
    expect(body.type === 'form' && Object.fromEntries(body.fields)).toEqual({ symbol: 'BTC/USDT', comment: 'a b=é', empty: '' });
  });

  it('refuses bytes that are no UTF-8 and keeps something to show', () => {
    const body = readBody(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
    expect(body).toMatchObject({ type: 'refused', refusal: { code: 'NOT_UNDERSTOOD', message: 'The alert is not valid UTF-8 text.' } });
    expect(body.text).toContain('\ufffd');
    expect(readBody(new Uint8Array([0xed, 0xa0, 0x80])).type).toBe('refused');
  });

  it('names compression', () => {
    const body = readBody(new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab]));
    expect(body).toMatchObject({ type: 'refused', refusal: { message: 'The alert is compressed (gzip).' } });
  });

  it('says where the arithmetic is, and finds the forgotten braces', () => {
    expect(read('{"sl": 3318.2 * 0.99}')).toMatchObject({ refusal: { message: expect.stringContaining('line 1, column 15') } });
    expect(read('"a":1')).toMatchObject({ refusal: { message: expect.stringContaining('braces') } });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (raw) => {
        const body = readBody(raw);
        expect(typeof body.text).toBe('string');
      }),
      { numRuns: 1_000 },
    );
  });
});
