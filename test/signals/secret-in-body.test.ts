// Where secrets are found, and that nothing of them is left in what is kept.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { maskSecrets, secretsInBody } from '../../src/core/signals/fields/secret-in-body.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readAlert } from './read-alert.ts';

const found = (text: string): string[] => secretsInBody(readBody(new TextEncoder().encode(text)));

describe('secretsInBody', () => {
  it.each([
    'secret',
    'SECRET',
    'passphrase',
    'key',
    'token',
    'webhook_secret',
    'auth_key',
    'apiKey',
    'api_secret_key',
    'password',
    'signalToken',
    'licenseId',
  ])('finds the field %s', (name) => expect(found(JSON.stringify({ action: 'buy', [name]: 'a-long-secret' }))).toEqual(['a-long-secret']));

  it.each([
    ['{"data":{"a":1},"key":"one","nested":{"secret":"two"},"list":[{"token":"three"}]}', ['one', 'two', 'three']],
    ['[{"secret":"one"}]', ['one']],
    ['secret=one%26&symbol=x', ['one&']],
    ['jData={"tsym":"ACC-EQ"}&jKey=one', ['one']],
    ['jData=%7B%22tsym%22%3A%22ACC-EQ%22%7D&jKey=one%26', ['one&']],
    ['BUY BTCUSDT secret=one-two', ['one-two']],
    ['key=one; command=PLACE', ['one', 'one;']],
    ['607,buy,EURUSD,secret=one', ['one']],
    ['{"secret":"one","qty":0.3,}', ['one']],
    ['a-long-secret\nlong BTCUSD q=1', ['a-long-secret']],
    ['a-long-secret\r\nlong BTCUSD q=1', ['a-long-secret']],
    ['a-long-secret,buy,EURUSD', ['a-long-secret']],
    ['a-long-secret|trend|buy|ADAUSDT', ['a-long-secret']],
    ['#BTC/USDT\nLONG\nTP 70000', []],
    ['{"secret": "one", "sl":{{plot("SL")}}}', ['one']],
    ["{'key': 'one', 'side': 'sell'}", ['one']],
  ])('%s', (text, secrets) => expect(found(text)).toEqual(secrets));

  it.each([
    '{"secret":0}',
    '{"secret":true}',
    '{"secret":null}',
    '{"secret":["x"]}',
    '{"secret":""}',
    '{"symbol":"secret"}',
    'hello secret',
  ])('finds none in %s', (text) => expect(found(text)).toEqual([]));

  it('gives a guesser only a few tries', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}_secret`, `guess-${i}`]));
    expect(found(JSON.stringify(many))).toHaveLength(16);
    expect(found(Array.from({ length: 500 }, (_, i) => `secret=guess-${i}`).join(' ')).length).toBeLessThanOrEqual(16);
    expect(found(JSON.stringify({ secret: 'x'.repeat(10_000) }))).toEqual([]);
  });
});

describe('maskSecrets', () => {
  it.each([
    ['{"secret":"plain-secret","comment":"plain-secret!"}', 'plain-secret'],
    ['{"secret":"with\\"quote\\\\s","comment":"with\\"quote\\\\s"}', 'with"quote\\s'],
    ['{"comment":"\\u0070lain-\\u0073ecret"}', 'plain-secret'],
    ['{"comment":"sl\\/ash-secret"}', 'sl/ash-secret'],
    ['a=1&secret=caf%C3%A9-secret&b=caf%c3%a9-secret', 'café-secret'],
    ['a=1&note=two+words+here', 'two words here'],
    ['plain-secret,buy,EURUSD', 'plain-secret'],
    ['a=1&note=two%20words+here', 'two words here'],
    ['a=%70%6cain-secret&b=1', 'plain-secret'],
  ])('%s', (text, secret) => {
    const masked = maskSecrets(text, [secret]);
    expect(masked).not.toContain(secret);
    const decoded = decodeURIComponent(masked.replaceAll('+', ' '))
      .replaceAll(/\\u([0-9a-f]{4})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replaceAll(/\\(.)/g, '$1');
    expect(decoded).not.toContain(secret);
    expect(masked).toContain('***');
  });

  it('masks the value of a field that is named like a secret, whatever it is, and leaves the rest', () => {
    expect(maskSecrets('{"secret":"abc","symbol":"BTCUSDT","qty":0.3}', [])).toBe('{"secret":"***","symbol":"BTCUSDT","qty":0.3}');
    expect(maskSecrets('{"passphrase":12345678,"qty":1}', [])).toBe('{"passphrase":***,"qty":1}');
    expect(maskSecrets('BUY BTCUSDT qty=1 secret=abc', [])).toBe('BUY BTCUSDT qty=1 secret=***');
    expect(maskSecrets('{"secret":"cut-off-in-the-mid', [])).toBe('{"secret":"***"');
  });

  it('a short value blanks its own field only', () => {
    expect(maskSecrets('{"key":"BTC","symbol":"BTC/USDT"}', ['BTC'])).toBe('{"key":"***","symbol":"BTC/USDT"}');
  });

  it('goes through a run of escapes once: looked through again for each copy of a secret, a body this long would take minutes', () => {
    const times = 1_000_000;
    expect(maskSecrets(`a=${'%61'.repeat(times)}&b=1`, ['aaaaaa'])).toBe('a=***&b=1');
  });

  it('never throws and leaves no plain copy, whatever text and secret are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 6 }), fc.nat(5), (text, secret, times) => {
        const masked = maskSecrets(text + secret.repeat(times) + encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, '')), [secret]);
        if (!'***'.includes(secret)) expect(masked).not.toContain(secret);
      }),
      { numRuns: 1_000 },
    );
  });
});

it('a market in front of a line of values is no secret', () => {
  for (const symbol of ['BINANCE:LTCUSDT', '1000000MOGUSDT.P', 'COINBASE:ETH-USD'])
    expect(readAlert(`${symbol},close_long`)).toMatchObject({ kind: 'order', symbol });
});

it('nothing of it stands in a leg: neither in what is wrong with it nor in what it says', () => {
  const secret = 'One-Long-Secret-42';
  const first = { action: 'buy', symbol: 'SOLUSDT', qty: 1, sl: secret, comment: secret, [`x_${secret}`]: 1 };
  const reading = parseAlert(
    readBody(new TextEncoder().encode(JSON.stringify({ secret, orders: [first, { ...first, symbol: 'BTCUSDT' }] }))),
  );
  expect(reading.legs.map(({ entryRefusal }) => entryRefusal?.code)).toEqual(['INVALID_PRICE', 'INVALID_PRICE']);
  expect(JSON.stringify(reading)).not.toContain(secret);
});
