import { expect, it } from 'vitest';
import { readRetryAfter } from '../../src/brokers/retry-after.ts';

const AT = 'Sat, 28 Nov 2026 20:00:00 GMT';

it.each([
  ['seconds', '7', 7_000],
  ['parts of a second', '0.5', 500],
  ['a date, by the clock of the venue', 'Sat, 28 Nov 2026 20:00:30 GMT', 30_000],
  ['more than a day, which nobody means', '9999999999', 86_400_000],
])('%s', (_what, header, ms) => {
  expect(readRetryAfter(header, AT)).toBe(ms);
});

it.each([null, undefined, '', '0', '-5', 'soon', 'Sat, 28 Nov 2026 19:00:00 GMT'])('%j says nothing', (header) => {
  expect(readRetryAfter(header, AT)).toBeNull();
});

it('a date without the time of the answer says nothing: our clock may be wrong', () => {
  expect(readRetryAfter('Sat, 28 Nov 2026 20:00:30 GMT', null)).toBeNull();
});
