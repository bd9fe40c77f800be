// Answers that have an end.

import { describe, expect, it } from 'vitest';
import { type Clock, clockOf, within } from '../src/clock.ts';
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

describe('the timers of a machine', () => {
  const HOUR = 3_600_000;

  /** Its own timers; `setDay` is a sleep or a hand on the clock: the time of day jumps, timers do not see it. */
  function createMachine() {
    const timers = createFakeClock();
    let jumped = 0;
    const clock = clockOf({
      day: () => timers.now() + jumped,
      steady: () => timers.now(),
      timer: (ms, run) => timers.after(ms, run),
    });
    return { timers, clock, jump: (ms: number) => (jumped += ms) };
  }

  function wait(clock: Clock, ms: number) {
    let rung = false;
    const cancel = clock.after(ms, () => (rung = true));
    return { rung: () => rung, cancel };
  }

  it('ring when their time is up, not before, and not where they are cancelled', async () => {
    const { timers, clock } = createMachine();
    const [kept, cancelled] = [wait(clock, HOUR), wait(clock, HOUR)];
    await timers.advance(HOUR / 2);
    cancelled.cancel();
    await timers.advance(HOUR / 2 - 1);
    expect(kept.rung()).toBe(false);
    await timers.advance(1);
    expect(kept.rung()).toBe(true);
    expect(cancelled.rung()).toBe(false);
    expect(timers.pendingTimers()).toBe(0);
  });

  it('ring ten seconds after a sleep that was longer than they had', async () => {
    const { timers, clock, jump } = createMachine();
    const timer = wait(clock, HOUR);
    jump(2 * HOUR);
    await timers.advance(10_000);
    expect(timer.rung()).toBe(true);
  });

  it('do not wait for a time of day that was set back', async () => {
    const { timers, clock, jump } = createMachine();
    const timer = wait(clock, HOUR);
    jump(-24 * HOUR);
    await timers.advance(HOUR);
    expect(timer.rung()).toBe(true);
  });
});
