// Answers that have an end.

import { expect, it } from 'vitest';
import { within } from '../src/clock.ts';
import { createFakeClock } from './fake-clock.ts';

const never = new Promise<never>(() => undefined);
const late = (): string => 'late';

it('an answer in time is given, and leaves no timer', async () => {
  const clock = createFakeClock();
  expect(await within(clock, 1_000, Promise.resolve('here'), late)).toBe('here');
  await clock.settle();
  expect(clock.pendingTimers()).toBe(0);
});

it('what has not answered after that long is answered for, no sooner', async () => {
  const clock = createFakeClock();
  const answers: string[] = [];
  void within(clock, 1_000, never, late).then((answer) => answers.push(answer));
  await clock.advance(999);
  expect(answers).toEqual([]);
  await clock.advance(1);
  expect(answers).toEqual(['late']);
});

it('a failure in time is told, one that comes later is heard by nobody', async () => {
  const clock = createFakeClock();
  await expect(within(clock, 1_000, Promise.reject(new Error('refused')), late)).rejects.toThrow('refused');
  let fail: (reason: Error) => void = () => undefined;
  const answer = within(clock, 1_000, new Promise<string>((_, reject) => (fail = reject)), late);
  await clock.advance(1_000);
  fail(new Error('too late'));
  expect(await answer).toBe('late');
});
