import { expect, test } from 'vitest';
import { createFakeClock } from './fake-clock.ts';

test('timers run in the order of their instants, those that are set on the way included', async () => {
  const clock = createFakeClock(0);
  const ran: string[] = [];
  clock.after(20, () => ran.push(`late ${clock.now()}`));
  clock.after(10, () => {
    ran.push(`early ${clock.now()}`);
    clock.after(5, () => ran.push(`nested ${clock.now()}`));
  });
  const cancel = clock.after(12, () => ran.push('canceled'));
  cancel();
  await clock.advance(19);
  expect(ran).toEqual(['early 10', 'nested 15']);
  expect(clock.now()).toBe(19);
  expect(clock.pendingTimers()).toBe(1);
  expect(clock.nextTimerAt()).toBe(20);
  await clock.advance(1);
  expect(ran).toEqual(['early 10', 'nested 15', 'late 20']);
});

test('promises settle between one timer and the next', async () => {
  const clock = createFakeClock(0);
  const ran: string[] = [];
  clock.after(1, () => {
    void Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => ran.push('promise of the first'));
  });
  clock.after(2, () => ran.push('second'));
  await clock.advance(2);
  expect(ran).toEqual(['promise of the first', 'second']);
});

test('a timer in the past or now runs without time moving, and time never runs backwards', async () => {
  const clock = createFakeClock(100);
  let ranAt = -1;
  clock.after(-50, () => {
    ranAt = clock.now();
  });
  await clock.advance(0);
  expect(ranAt).toBe(100);
  await expect(clock.advance(-1)).rejects.toThrow('cannot be advanced');
});
