// Readings that were kept before a field came: they get it with the value that says nothing.

import { expect, it } from 'vitest';
import { completeReading } from '../../src/core/signals/fields/draft-reading.ts';
import { readFields } from './read-alert.ts';

it.each([
  'marketKind',
  'everything',
  'extendedHours',
  'onLegFailure',
  'alertType',
  'maxLagMs',
  'atr',
  'waitedFor',
  'misspeltStop',
  'entryRefusal',
  'contractsOf',
])('without %s', (name) => {
  const reading = readFields({ qty: 2 });
  const kept = JSON.parse(JSON.stringify({ ...reading, [name]: undefined })) as typeof reading;
  expect(name in kept).toBe(false);
  expect(completeReading(kept)).toEqual(reading);
});

it('of several orders: its legs too, whether the whole lacks the field or not', () => {
  const reading = readFields({ qty: 2 });
  const legs = [readFields({ qty: 3 }), readFields({ qty: 4 })];
  const whole = { ...reading, legs };
  const older = JSON.parse(JSON.stringify(whole, (name, value: unknown) => (name === 'misspeltStop' ? undefined : value))) as typeof whole;
  expect(completeReading(older)).toEqual(whole);
  expect(completeReading({ ...whole, legs: older.legs })).toEqual(whole);
  expect(completeReading(whole)).toBe(whole);
});
