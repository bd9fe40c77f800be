// Rounds over accounts: each by itself, and a look that was asked for is never lost.

import { expect, it } from 'vitest';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { eachAccount } from '../../src/runtime/each-account.ts';
import { createFakeClock } from '../fake-clock.ts';

const MINUTE_MS = 60_000;
const log = createLog({ level: 'silent', redactor: createRedactor([]) });
const [quick, slow] = [accountName('quick'), accountName('slow')];

/** Looks at `slow` last until the test ends them. */
function roundsOver() {
  const clock = createFakeClock();
  const looks: string[] = [];
  const ends: (() => void)[] = [];
  const rounds = eachAccount({
    accounts: new Map([
      [slow, null],
      [quick, null],
    ]),
    clock,
    log,
    look: async (account) => {
      looks.push(account);
      if (account === slow) await new Promise<void>((resolve) => ends.push(resolve));
      return MINUTE_MS;
    },
    againMs: MINUTE_MS,
    failed: 'failed',
  });
  rounds.start();
  const seen = (): string[] => looks.splice(0);
  const end = (): void => ends.shift()?.();
  return { clock, rounds, seen, end };
}

it('one that does not answer keeps no other from its turn', async () => {
  const { clock, rounds, seen } = roundsOver();
  await clock.advance(2 * MINUTE_MS);
  expect(seen()).toEqual(['slow', 'quick', 'quick', 'quick']);
  rounds.stop();
});

it('a look that is asked for comes sooner than the next of its round, and no sooner than asked', async () => {
  const { clock, rounds, seen } = roundsOver();
  await clock.settle();
  seen();
  rounds.soon(quick, 1_000);
  await clock.advance(999);
  expect(seen()).toEqual([]);
  await clock.advance(1);
  expect(seen()).toEqual(['quick']);
  rounds.stop();
});

it('asked for while one is under way, it follows when that has ended', async () => {
  const { clock, rounds, seen, end } = roundsOver();
  await clock.settle();
  seen();
  rounds.soon(slow, 5_000);
  rounds.soon(slow, 1_000);
  rounds.soon(slow, 9_000);
  await clock.advance(500);
  end();
  await clock.advance(499);
  expect(seen()).toEqual([]);
  await clock.advance(1);
  expect(seen(), 'the soonest of what was asked for').toEqual(['slow']);
  end();
  await clock.advance(MINUTE_MS - 1);
  expect(
    seen().filter((account) => account === 'slow'),
    'it was asked for once',
  ).toEqual([]);
  await clock.advance(1);
  expect(seen()).toContain('slow');
  rounds.stop();
});

it('what is asked for after the stop leaves no timer', async () => {
  const { clock, rounds, end } = roundsOver();
  await clock.settle();
  rounds.stop();
  rounds.soon(slow, 0);
  rounds.soon(quick, 0);
  end();
  await clock.settle();
  expect(clock.pendingTimers()).toBe(0);
});
