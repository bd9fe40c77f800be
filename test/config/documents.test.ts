// The examples of config.yaml in README and docs: each is a whole file that starts as it stands, so that whoever copies one
// is not met by a list of problems. Nothing is asked of any venue here.

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { load } from './load.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const PAGES = readdirSync(new URL('../../docs/', import.meta.url)).filter((name) => name.endsWith('.md'));
const EXAMPLES = ['README.md', ...PAGES.map((name) => `docs/${name}`)].flatMap((path) =>
  [...read(path).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = ''], at) => ({ path, nth: at + 1, yaml })),
);
/** What the README tells to write into .env for the accounts of its examples. */
const KEYS = Object.fromEntries(
  ['BINANCE_API_KEY', 'BINANCE_API_SECRET', 'APCA_API_KEY_ID', 'APCA_API_SECRET_KEY', 'DHAN_CLIENT_ID', 'DHAN_ACCESS_TOKEN'].map((name) => [
    name,
    'an-example-of-a-key',
  ]),
);

it.each(EXAMPLES)('example $nth of $path is a whole config.yaml', ({ yaml }) => {
  const loaded = load({ files: { 'config.yaml': yaml }, env: KEYS });
  expect(loaded.type === 'ok' ? [] : loaded.problems.map(({ message, remedy }) => `${message} ${remedy}`)).toEqual([]);
});

it('looks at them all', () => {
  expect(EXAMPLES.length).toBeGreaterThan(10);
});
