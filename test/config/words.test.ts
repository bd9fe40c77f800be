// Durations and "did you mean".

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/config/duration.ts';
import { nearestKey, suggestName } from '../../src/config/suggest-name.ts';

describe('a duration', () => {
  test.each([
    ['500ms', 500],
    ['120s', 120_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
    ['1.5m', 90_000],
    [' 10 s ', 10_000],
    ['0s', 0],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['120', '', 's', '-1s', '1w', '1m30s', '1e3s', '0.5ms', '9999999999d', '١s', 'Infinitys'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test('is written so that it is read back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), (ms) => parseDuration(formatDuration(ms)) === ms));
    expect([60_000, 90_000, 86_400_000, 1].map(formatDuration)).toEqual(['1m', '90s', '1d', '1ms']);
  });
});

describe('the nearest name', () => {
  const known = ['approval', 'approval_ttl', 'account', 'max_lag', 'max_notional'];
  test.each([
    ['aproval', 'approval'],
    ['Approval', 'approval'],
    ['aprpoval', 'approval'],
    ['approval-ttl', 'approval_ttl'],
    ['acount', 'account'],
    ['maxlag', 'max_lag'],
  ])('of %s is %s', (name, nearest) => {
    expect(nearestKey(name, known)).toBe(nearest);
  });

  test('is none where nothing is near', () => {
    expect(nearestKey('leverage', known)).toBeNull();
    expect(nearestKey('x', ['y', 'z'])).not.toBe('approval');
    expect(suggestName('leverage', ['a', 'b'])).toBe('Known here: a, b.');
  });
});
