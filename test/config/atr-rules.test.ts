// `atr:` of a strategy in config.yaml.

import { expect, test } from 'vitest';
import { readAtrRules } from '../../src/config/sections/atr-rules.ts';
import { ATR_RULES } from '../../src/core/model/markets/atr.ts';

test('is 14 candles of an hour, two of which a stop is away, and each can be said alone', () => {
  expect(ATR_RULES).toEqual({ period: 14, multiplier: '2', timeframe: '1h' });
  expect(readAtrRules({ multiplier: '3.5' })).toEqual({ type: 'ok', value: { ...ATR_RULES, multiplier: '3.5' } });
  expect(readAtrRules({ period: '20', timeframe: '1d' })).toEqual({ type: 'ok', value: { ...ATR_RULES, period: 20, timeframe: '1d' } });
});

test.each<[string, unknown, RegExp]>([
  ['a period of one candle', { period: '1' }, /in period, .*number of candles/],
  ['a period that needs more candles than venues give', { period: '51' }, /in period/],
  ['half a candle', { period: '2.5' }, /in period/],
  ['no distance at all', { multiplier: '0' }, /in multiplier, .*above 0/],
  ['a distance that is a slip', { multiplier: '200' }, /in multiplier, .*more than 20/],
  ['a timeframe that no venue has', { timeframe: '7m' }, /in timeframe, .*1m, 5m, 15m, 30m, 1h, 4h, 1d/],
  ['a key that is misspelled', { peroid: '14' }, /"peroid" is not known/],
  ['a number', '14', /not a group of keys/],
])('%s is told, with what to write', (_, value, message) => {
  const read = readAtrRules(value);
  if (read.type === 'ok') throw new Error('it was read');
  expect(read.message).toMatch(message);
  expect(read.remedy).toMatch(/\S/);
});
