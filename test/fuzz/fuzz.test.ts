// A short run of `npm run fuzz`: the same mutations, fewer of them, from seeds that change with every run and are named.

import { describe, expect, it } from 'vitest';
import { fuzzHttp } from './fuzz-http.ts';
import { fuzzParser } from './fuzz-parser.ts';
import { mutatedBody } from './mutate-body.ts';
import { createRandom } from './random.ts';
import { unsoundReading } from './unsound-reading.ts';
import { readAlert } from '../signals/read-alert.ts';

const seed = Math.floor(Math.random() * 2 ** 31);

describe(`mutated alerts, seed ${seed}`, () => {
  it('through the parser', () => {
    const { bodies, kinds, problems } = fuzzParser(seed, 8_000);
    expect(problems).toEqual([]);
    expect(bodies).toBe(8_000);
    // mutations that leave no alert whole, or change nothing, would find nothing
    expect(kinds['order']).toBeGreaterThan(200);
    expect(kinds['reject']).toBeGreaterThan(2_000);
  });

  it('through HTTP', async () => {
    const { requests, statuses, problems } = await fuzzHttp(seed, 400);
    expect(problems).toEqual([]);
    expect(requests).toBe(400);
    expect(statuses['422']).toBeGreaterThan(10);
  });
});

it('the same seed gives the same bodies', () => {
  const bodies = (from: number): string[] => {
    const random = createRandom(from);
    return Array.from({ length: 50 }, () => Buffer.from(mutatedBody(random)).toString('hex'));
  };
  expect(bodies(7)).toEqual(bodies(7));
  expect(bodies(7)).not.toEqual(bodies(8));
});

it('a reading that cannot be one would be seen', () => {
  const reading = readAlert('{"action":"buy","symbol":"LTCUSDT","qty":1}');
  expect(unsoundReading(reading)).toBeNull();
  expect(unsoundReading({ ...reading, side: 'sell' })).toContain('side sell');
  expect(unsoundReading({ ...reading, positionTarget: 'short' })).toContain('to short');
  expect(unsoundReading({ ...reading, kind: 'reject' })).toContain('without a refusal');
  expect(unsoundReading({ ...reading, symbol: 'a\nb' })).toContain('symbol');
  expect(unsoundReading({ ...reading, action: 'cancel', kind: 'cancel', symbol: null })).toContain('cancel of nothing');
});
