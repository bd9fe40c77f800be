import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { GrammyError, HttpError } from 'grammy';
import { describe, expect, test } from 'vitest';
import { createRedactor, MASK } from '../../src/redact.ts';

const SECRET = 'p"l/a\\n&t+e d=é🔑-7<x>';
const BOT_TOKEN = '7031415926:AAE-planted_token_0123456789abcdefgh';
const { redact, redactJson, redactValue } = createRedactor([SECRET, BOT_TOKEN]);

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);
const everyByteAsPercent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const everyUnitAsEscape = (text: string): string =>
  text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join('');
const htmlEscaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[char]};`);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const SPELLINGS: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  'URL-encoded': encodeURIComponent,
  'URL-encoded twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'as a whole URL': encodeURI,
  'as a form field': (secret) => new URLSearchParams([['x', secret]]).toString().slice(2),
  'every byte percent-encoded': everyByteAsPercent,
  'JSON-escaped': jsonEscaped,
  'JSON within JSON': (secret) => jsonEscaped(jsonEscaped(secret)),
  'unicode-escaped': everyUnitAsEscape,
  'HTML-escaped': htmlEscaped,
  'HTML numeric entities': (secret) => secret.replace(/./gsu, (char) => `&#${char.codePointAt(0)};`),
  inspected: (secret) => inspect(secret).slice(1, -1),
  hex: (secret) => Buffer.from(secret).toString('hex'),
};

describe('a planted secret', () => {
  test.each(Object.entries(SPELLINGS))('is masked %s', (_name, spell) => {
    for (const secret of [SECRET, BOT_TOKEN]) {
      expect(redact(`before ${spell(secret)} after`)).toBe(`before ${MASK} after`);
    }
  });

  test.each([0, 1, 2, 3, 4])('is masked in base64 behind %i other bytes', (offset) => {
    const encoded = base64(`${'x'.repeat(offset)}${SECRET}yy`);
    const masked = redact(`Token ${encoded}.`);
    expect(masked).toContain(MASK);
    expect(Buffer.from(masked.replace('Token ', '').replace('.', ''), 'base64').toString()).not.toContain(SECRET.slice(4, -4));
    expect(redact(Buffer.from(`${'x'.repeat(offset)}${SECRET}yy`).toString('base64url'))).toContain(MASK);
  });

  // A sender that writes its secret where a word is expected gets it back in the case of such words.
  test('is masked in capitals and in lower case', () => {
    for (const secret of [SECRET, BOT_TOKEN]) expect(redact(`${secret.toUpperCase()} ${secret.toLowerCase()}`)).toBe(`${MASK} ${MASK}`);
  });

  test('is masked as a whole where one secret begins with another', () => {
    const both = createRedactor(['correct-horse', 'correct-horse-battery']);
    expect(both.redact('correct-horse-battery correct-horse')).toBe(`${MASK} ${MASK}`);
  });

  test('that is empty or very short does not turn the log into masks', () => {
    expect(createRedactor(['', 'ab']).redact('about a cab')).toBe('about a cab');
  });

  test('does not survive wherever it is embedded, in whatever spelling', () => {
    const secrets = fc.array(fc.string({ minLength: 12, maxLength: 40, unit: 'grapheme' }), { minLength: 1, maxLength: 3 });
    const spell = fc.constantFrom(...Object.values(SPELLINGS));
    fc.assert(
      fc.property(secrets, fc.array(fc.tuple(fc.string(), fc.nat(3), spell), { maxLength: 5 }), fc.string(), (planted, parts, end) => {
        const redactor = createRedactor(planted);
        const text = parts.map(([before, which, how]) => `${before}${how(planted[which % planted.length] ?? '')}`).join('') + end;
        const masked = redactor.redact(text);
        for (const secret of planted) {
          for (const how of Object.values(SPELLINGS)) expect(masked).not.toContain(how(secret));
        }
        const nested = redactor.redactValue({
          text,
          list: [text],
          map: new Map([[text, text]]),
          err: new Error(text, { cause: { text } }),
        });
        for (const secret of planted) {
          expect(JSON.stringify(nested)).not.toContain(jsonEscaped(secret));
          expect(inspect(nested, { depth: 9 })).not.toContain(secret);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('of plain characters does not survive when each of them is spelled in a way of its own', () => {
    const ascii = fc.constantFrom(...'abcXYZ0159-_.:;@#!?=+ /"\'`<>$~\n\t'.split(''));
    // hex is of the whole alone
    const ways = Object.values(SPELLINGS).filter((spell) => spell !== SPELLINGS['hex']);
    const spelled = fc.array(fc.tuple(ascii, fc.constantFrom(...ways)), { minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(spelled, fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (chars, before, after) => {
        const secret = chars.map(([char]) => char).join('');
        const text = chars.map(([char, spell]) => spell(char)).join('');
        const { redact: hide } = createRedactor([secret, 'another-secret']);
        expect(hide(`${before} ${text} ${after}`)).toContain(MASK);
        expect(hide(`${before} ${text} ${after}`)).not.toContain(text);
      }),
    );
  });

  test('among hundreds of others is masked, and nothing else is', () => {
    const keys = Array.from(
      { length: 300 },
      (_, index) => `${Buffer.from(`key ${index}`).toString('hex')}${base64(`${index}`.repeat(40))}`,
    );
    const many = createRedactor(keys);
    for (const key of keys.slice(0, 20)) {
      expect(many.redact(`{"a":"${key}","b":"${encodeURIComponent(key)}","c":"${base64(`user:${key}`)}"}`)).toMatch(
        /^\{"a":"\[redacted\]","b":"\[redacted\]","c":"\S*\[redacted\]\S*"\}$/,
      );
    }
    const text = JSON.stringify({ raw: '{"action":"buy","comment":"50% \\u0041 &amp; more"}', at: 1 });
    expect(many.redact(text)).toBe(text);
  });

  test('once masked stays as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = redact(`${text} secret=${text} Bearer ${text} /bot${text}/ ${SECRET}`);
        expect(redact(once)).toBe(once);
      }),
    );
  });
});

describe('JSON', () => {
  // Masked as a text, the backslash before the quote that ends the value took the quote along.
  test.each(['"token":"abc\\', '"secret":"abc\\\\', 'Bearer \\', `secret=\\"${SECRET}\\`])('stays JSON when a value is %s', (value) => {
    const masked: unknown = JSON.parse(redactJson(JSON.stringify({ value, next: [1, { token: 'guess' }] })));
    expect(masked).toEqual({ value: redact(value), next: [1, { token: MASK }] });
  });

  test('stays JSON of the same shape, without a secret, whatever its texts hold', () => {
    const piece = fc.constantFrom(
      '"token":"',
      '\\',
      '"',
      ':',
      ',',
      '{',
      'secret=',
      '/bot',
      '/',
      'Bearer ',
      '://',
      '@',
      SECRET,
      jsonEscaped(SECRET),
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (fields) => {
        const masked: unknown = JSON.parse(redactJson(JSON.stringify(fields)));
        expect(masked).toEqual(fields.map(([first, second]) => [redact(first), redact(second)]));
        expect(JSON.stringify(masked)).not.toContain(jsonEscaped(SECRET));
      }),
    );
  });

  test('without anything to mask is returned as it came', () => {
    const json = '{"b": 1.50, "a":[ ]}';
    expect(redactJson(json)).toBe(json);
  });
});

describe('a credential that nobody planted', () => {
  test.each([
    ['https://api.telegram.org/bot123:abc/sendMessage', `https://api.telegram.org/bot${MASK}/sendMessage`],
    ['token 123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA is bad', `token ${MASK} is bad`],
    ['POST /webhook?secret=guess&x=1', `POST /webhook?secret=${MASK}&x=1`],
    ['POST /webhook?x=1&key=guess', `POST /webhook?x=1&key=${MASK}`],
    ['BUY BTC secret=guess token=other api_key=third', `BUY BTC secret=${MASK} token=${MASK} api_key=${MASK}`],
    ['Authorization: Bearer abc.def-1', `Authorization: Bearer ${MASK}`],
    ['authorization: basic dXNlcjpwYXNz', `authorization: basic ${MASK}`],
    ['connect smtps://me:pa@ss@mail.example:465 failed', `connect smtps://${MASK}@mail.example:465 failed`],
    ['{"symbol":"X","passphrase": "gu\\"ess","n":1}', `{"symbol":"X","passphrase": "${MASK}","n":1}`],
    ['{"raw":"{\\"secret\\":\\"guess\\",\\"n\\":1}"}', `{"raw":"{\\"secret\\":\\"${MASK}\\",\\"n\\":1}"}`],
  ])('is masked by its place: %s', (text, masked) => {
    expect(redact(text)).toBe(masked);
  });

  test.each([
    'BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000',
    'order sg_0193c0ffee 12:03:04.120 key=price_signal:sg_1 at http://127.0.0.1:8080/webhook',
    '{"action":"buy","symbol":"BTCUSDT","key":"show_card:1"}',
  ])('is not seen where there is none: %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('a value', () => {
  test('of grammY loses the bot token', () => {
    const network = new HttpError(
      `Network request for 'sendMessage' failed!`,
      new Error(`https://api.telegram.org/bot${BOT_TOKEN}/sendMessage: ECONNREFUSED`),
    );
    const answer = new GrammyError(
      `Call to 'sendMessage' failed!`,
      { ok: false, error_code: 400, description: 'chat not found' },
      'sendMessage',
      {
        chat_id: 1,
        text: `my token is ${BOT_TOKEN}`,
      },
    );
    const plain = JSON.stringify(redactValue({ network, answer }));
    expect(plain).not.toContain(BOT_TOKEN);
    expect(plain).not.toContain('planted_token');
    expect(plain).toContain('chat not found');
    expect(plain).toContain('ECONNREFUSED');
  });

  test('keeps its meaning: errors with causes, maps, sets, dates, numbers', () => {
    const error = new TypeError(`bad ${SECRET}`, { cause: new AggregateError([new Error('one')], `many ${SECRET}`) });
    const plain = redactValue({
      error,
      map: new Map([['a', 1]]),
      set: new Set([SECRET]),
      at: new Date(0),
      big: 10n,
      bytes: Buffer.from(SECRET),
      none: null,
      url: new URL('http://u:p@h/'),
    });
    expect(plain).toMatchObject({
      error: { type: 'TypeError', message: `bad ${MASK}`, cause: { message: `many ${MASK}`, errors: [{ message: 'one' }] } },
      map: { a: 1 },
      set: [MASK],
      at: '1970-01-01T00:00:00.000Z',
      big: '10',
      none: null,
      url: `http://${MASK}@h/`,
    });
    expect(JSON.stringify(plain)).not.toContain(base64(SECRET).slice(4, -4));
  });

  test('under a telling name is masked whatever it is', () => {
    expect(redactValue({ secret: 'unknown', apiKey: 42, token: null, nested: [{ Password: 'x' }] })).toEqual({
      secret: MASK,
      apiKey: MASK,
      token: null,
      nested: [{ Password: MASK }],
    });
  });

  test('that is cyclic, deep, huge or has throwing getters ends', () => {
    const cyclic: Record<string, unknown> = { name: 'loop' };
    cyclic['self'] = cyclic;
    expect(redactValue(cyclic)).toEqual({ name: 'loop', self: '[circular]' });

    let deep: unknown = SECRET;
    for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };
    expect(JSON.stringify(redactValue(deep))).toContain('[deeper]');

    const doubling: unknown[] = [];
    let layer: unknown = ['leaf'];
    for (let depth = 0; depth < 7; depth += 1) layer = Array.from({ length: 50 }, () => layer);
    doubling.push(layer);
    expect(JSON.stringify(redactValue(doubling)).length).toBeLessThan(200_000);

    const trap = Object.defineProperty({}, 'boom', {
      enumerable: true,
      get: () => {
        throw new Error('must not run');
      },
    });
    expect(redactValue(trap)).toEqual({ boom: '[getter]' });
    expect(redactValue(JSON.parse('{"__proto__":{"polluted":true}}'))).not.toHaveProperty('polluted');
  });
});
