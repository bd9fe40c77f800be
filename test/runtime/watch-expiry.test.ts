// Tokens and keys that end: told once for each end, in time.

import { expect, it } from 'vitest';
import type { VenueFinding } from '../../src/brokers/broker.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createRedactor } from '../../src/redact.ts';
import { createLog } from '../../src/log.ts';
import { createExpiryWatch } from '../../src/runtime/watch-expiry.ts';
import { settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createEngineDispatcher, type EngineDispatcher } from '../telegram/engine-dispatcher.ts';

const HOUR_MS = 3_600_000;
const log = createLog({ level: 'silent', redactor: createRedactor([]) });

function watchOver(examine: (now: number) => VenueFinding[]) {
  const clock = createFakeClock();
  const dispatcher: EngineDispatcher = createEngineDispatcher(settingsWith(), () => clock.now());
  const account = accountName('paper');
  const broker = { examine: () => Promise.resolve(examine(clock.now())) };
  const watch = createExpiryWatch({ dispatcher, brokers: new Map([[account, broker]]), clock, log });
  const told = () => [...dispatcher.snapshot().notifications.values()].map(({ title }) => title);
  return { clock, watch, told, dispatcher };
}

const token = (expiresAt: number | null): VenueFinding => ({
  check: 'token',
  state: 'ok',
  detail: 'the access token ends',
  remedy: 'Make a new one.',
  expiresAt,
});

it('reminds of a token of a day four hours before its end, once, and again of the next one', async () => {
  let expiresAt = 0;
  const { clock, watch, told } = watchOver((now) => {
    expiresAt ||= now + 24 * HOUR_MS;
    return [token(expiresAt)];
  });
  watch.start();
  await clock.advance(19 * HOUR_MS);
  expect(told()).toEqual([]);
  await clock.advance(2 * HOUR_MS);
  expect(told()).toEqual(['paper: the token ends soon']);
  await clock.advance(2 * HOUR_MS);
  expect(told()).toHaveLength(1);
  expiresAt += 24 * HOUR_MS;
  await clock.advance(30 * HOUR_MS);
  expect(told()).toHaveLength(2);
  watch.stop();
});

it('reminds of what lives long a week before, and says so when it is over already', async () => {
  const end = createFakeClock().now() + 10 * 24 * HOUR_MS;
  const { clock, watch, told } = watchOver(() => [token(end)]);
  watch.start();
  await clock.advance(2 * 24 * HOUR_MS);
  expect(told()).toEqual([]);
  await clock.advance(2 * 24 * HOUR_MS);
  expect(told()).toEqual(['paper: the token ends soon']);
  watch.stop();
  const late = watchOver((now) => [token(now - 1)]);
  late.watch.start();
  await late.clock.advance(1);
  expect(late.told()).toEqual(['paper: the token has ended']);
  late.watch.stop();
});

it('is told once also over a restart, and what has no end is not told', async () => {
  const { clock, watch, told, dispatcher } = watchOver((now) => [token(now + HOUR_MS - (now % HOUR_MS)), token(null)]);
  watch.start();
  await clock.advance(1);
  watch.stop();
  expect(told()).toHaveLength(1);
  const end = [...dispatcher.snapshot().expiriesTold.values()][0] ?? 0;
  const again = createExpiryWatch({
    dispatcher,
    brokers: new Map([[accountName('paper'), { examine: () => Promise.resolve([token(end)]) }]]),
    clock,
    log,
  });
  again.start();
  await clock.advance(1);
  again.stop();
  expect(told()).toHaveLength(1);
});
