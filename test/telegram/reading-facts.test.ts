// Every field of a reading is somewhere in /explain, also of a leg.

import { expect, test } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { factsOfLegs, readingFacts } from '../../src/telegram/pages/reading-facts.ts';
import { renderExplanation } from '../../src/telegram/render/render-explanation.ts';
import { EMPTY_READING, FULL_READING, READING_FIELDS } from '../signals/full-reading.ts';

const TIME = { now: 1_770_000_000_000, timeZone: 'UTC' };

function explained(reading: Reading): string {
  const facts = { facts: readingFacts(reading, TIME), legFacts: factsOfLegs(reading, TIME) };
  const verdict = { would: 'deny', checks: [], denial: reading.refusal } as const;
  return renderExplanation({ reading, ...facts, ...verdict, prompt: null, hints: [] }).html;
}

/** `kind` of what is refused is in the headline: the refusal says what there is to say. */
const ORDER: Reading = { ...FULL_READING, kind: 'cancel', legs: [], warnings: [], refusal: null };

test.each(READING_FIELDS)('%s is shown beside everything else, and alone', (name) => {
  expect(explained({ ...ORDER, [name]: FULL_READING[name] })).not.toBe(explained({ ...ORDER, [name]: EMPTY_READING[name] }));
  expect(explained({ ...EMPTY_READING, [name]: FULL_READING[name] })).not.toBe(explained(EMPTY_READING));
});

test.each(READING_FIELDS.filter((name) => !['legs', 'kind', 'dialect', 'warnings'].includes(name)))('%s of a leg is shown', (name) => {
  const whole = (leg: Reading): string => explained({ ...EMPTY_READING, action: 'multi', legs: [leg] });
  expect(whole({ ...EMPTY_READING, [name]: FULL_READING[name] })).not.toBe(whole(EMPTY_READING));
});

test('a stop without a unit is shown as the number that the sender wrote', () => {
  expect(explained({ ...EMPTY_READING, stopLoss: FULL_READING.stopLoss })).toContain('stop 1.09 (no unit)');
});

test('levels that are wrong are said once, in words', () => {
  const { entryRefusal } = FULL_READING;
  const warnings = [`${entryRefusal.message} What it closes is closed, and nothing is entered.`];
  expect(explained({ ...EMPTY_READING, entryRefusal, warnings }).split(entryRefusal.message)).toHaveLength(2);
  expect(explained({ ...EMPTY_READING, entryRefusal }).split(entryRefusal.message)).toHaveLength(2);
});
