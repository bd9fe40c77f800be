// `entries:` of a strategy: how it is told what is wrong with it.

import { expect, test } from 'vitest';
import { load } from './load.ts';

const rulesOf = (lines: string) => load({ files: { 'config.yaml': `strategies:\n  s:\n    account: paper\n    entries: ${lines}\n` } });

test('every key is understood', () => {
  const loaded = rulesOf(`
      pyramiding: { max: 3, min_spacing: 1%, shrink: 0.5, only_in_profit: true }
      price_guard: 0.5atr
      limit_lifetime: 10m
      reprice: { every: 30s, times: 3 }
      fallback: market
      condition_expiry: 2d`);
  if (loaded.type !== 'ok') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  expect([...loaded.config.settings.strategies.values()][0]?.entries).toEqual({
    pyramiding: { max: 3, minSpacing: { percent: '1' }, shrink: '0.5', onlyInProfit: true },
    priceGuard: { atr: '0.5' },
    limitLifetimeMs: 600_000,
    reprice: { everyMs: 30_000, times: 3 },
    fallback: 'market',
    conditionExpiryMs: 172_800_000,
  });
});

test('a number alone is the most entries of a position', () => {
  const loaded = rulesOf('{ pyramiding: 2 }');
  if (loaded.type !== 'ok') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  expect([...loaded.config.settings.strategies.values()][0]?.entries.pyramiding).toMatchObject({ max: 2, onlyInProfit: false });
});

test.each([
  ['{ pyramiding: 0 }', 'not a number of entries', 'from 1 to 100'],
  ['{ pyramiding: { max: 2, spacing: 1% } }', 'the key "spacing" is not known', 'min_spacing'],
  ['{ pyramiding: { min_spacing: 100 } }', 'has no unit', 'Write 1%'],
  ['{ pyramiding: { shrink: 2 } }', 'would make entries grow', 'up to 1'],
  ['{ price_guard: "1" }', 'has no unit', 'Write 1%'],
  ['{ price_gard: 1% }', 'the key "price_gard" is not known', 'price_guard'],
  ['{ limit_lifetime: 10 }', 'not a length of time', 'Write a number with its unit'],
  ['{ reprice: { every: 30s } }', 'every and times are both needed', 'reprice: { every: 30s, times: 3 }'],
  ['{ reprice: { every: 1s, times: 3 } }', 'outside from 5s', 'from 5s'],
  ['{ fallback: market }', 'there is none', 'limit_lifetime'],
])('%s is told with its remedy', (lines, message, remedy) => {
  const loaded = rulesOf(lines);
  if (loaded.type === 'ok') throw new Error('it was taken');
  const [only] = loaded.problems;
  expect([only?.message, only?.remedy].join(' | ')).toContain(message);
  expect(only?.remedy).toContain(remedy);
});
