// Readings that were kept before a field came: they get it with the value that says nothing.

import { expect, it } from 'vitest';
import { completeReading } from '../../src/core/signals/draft-reading.ts';
import { readFields } from './read-alert.ts';

it.each(['marketKind', 'everything', 'extendedHours', 'onLegFailure', 'alertType', 'maxLagMs', 'atr'])('without %s', (name) => {
  const reading = readFields({ qty: 2 });
  const kept = JSON.parse(JSON.stringify({ ...reading, [name]: undefined })) as typeof reading;
  expect(name in kept).toBe(false);
  expect(completeReading(kept)).toEqual(reading);
});
