// The suite that every dialect of the registry passes: its examples are its own, are read as it states, and survive
// what editors and relays do to a message.

import { describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { claimants, parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody, type Body } from '../../src/core/signals/fields/read-body.ts';
import { dialects } from '../../src/core/signals/registry.ts';
import { readAlert } from './read-alert.ts';

const bodyOf = (text: string): Body => readBody(new TextEncoder().encode(text));

it('every file of dialects/ is registered, once, under its own name', () => {
  // a file has hyphens; a name may have underscores instead
  const folder = readdirSync(new URL('../../src/core/signals/dialects/', import.meta.url));
  // dialect.ts says what a dialect is
  const files = folder.filter((file) => file !== 'dialect.ts').map((file) => file.replace(/\.ts$/, ''));
  expect(dialects.map((dialect) => dialect.name.replaceAll('_', '-')).sort()).toEqual(files.sort());
});

it('no dialect claims more surely than it says that it does', () => {
  const bodies = dialects.flatMap(({ examples }) => examples.map(({ body }) => bodyOf(body)));
  const claims = dialects.flatMap((dialect) =>
    bodies.flatMap((body) => (body.type === 'refused' || dialect.claimsAtMost === undefined ? [] : [dialect.claims(body)])),
  );
  expect(new Set(claims)).toEqual(new Set(['no', 'common']));
});

for (const dialect of dialects) {
  describe(dialect.name, () => {
    it('has examples', () => expect(dialect.examples.length).toBeGreaterThan(2));
    for (const { body: text, reading } of dialect.examples) {
      it(`claims alone and reads as stated: ${text.slice(0, 80)}`, () => {
        const body = bodyOf(text);
        if (body.type === 'refused') throw new Error(body.refusal.message);
        expect(claimants(body).map((claimant) => claimant.name)).toEqual([dialect.name]);
        expect(parseAlert(body)).toMatchObject({ dialect: dialect.name, refusal: null, ...reading });
      });

      it(`reads the same with a byte order mark, CRLF and white space: ${text.slice(0, 60)}`, () => {
        const plain = readAlert(text);
        for (const variant of [`\ufeff${text}`, `${text}\r\n`, `\n  ${text}\n\n`]) expect(readAlert(variant)).toEqual(plain);
        if (text.startsWith('{')) {
          const pretty = JSON.stringify(JSON.parse(text), null, 2);
          expect(readAlert(pretty.replaceAll('\n', '\r\n'))).toEqual(plain);
          expect(readAlert(`[${text}]`)).toEqual(plain);
        }
      });
    }
  });
}
