// Owns: cases F60 to F63: candles that cannot be had, or come late. They are asked for once, nothing is thrown, and nothing is made up.

import { expect } from 'vitest';
import type { Fault } from '../venues/faults.ts';
import { until } from '../until.ts';
import { SPOT } from './broker-harness.ts';
import type { FaultCase } from './fault-case.ts';
import type { Ground } from './fault-ground.ts';

async function withoutCandles(ground: Ground, fault: Fault): Promise<void> {
  const { venue } = ground;
  if (venue.nature.noCandles !== undefined) {
    expect((await venue.broker().candles(SPOT, '1h', 30)).type).toBe('unavailable');
    return;
  }
  ground.fault('candles', fault);
  const answer = await ground.patiently(venue.broker().candles(SPOT, '1h', 30));
  expect(answer).toMatchObject({ type: 'unavailable', reason: expect.stringMatching(/\S/) });
  expect(ground.attempts('candles'), 'they are asked for once').toBe(1);
  expect(await ground.patiently(venue.broker().candles(SPOT, '1h', 30))).toMatchObject({ type: 'ok' });
}

const HOUR_MS = 3_600_000;

/** It was open when the venue told of it: what happened to its end is not in the answer. */
async function openWhenTold(ground: Ground): Promise<void> {
  const { venue } = ground;
  if (venue.nature.noCandles !== undefined) return;
  // whatever is read once is read
  expect((await venue.broker().candles(SPOT, '1h', 30)).type).toBe('ok');
  await venue.clock.advance(HOUR_MS - 1_000 - (venue.clock.now() % HOUR_MS));
  const askedAt = venue.clock.now();
  ground.fault('candles', { type: 'long_way' });
  const answer = venue.broker().candles(SPOT, '1h', 30);
  await until('the question', () => venue.server.held() > 0);
  await venue.clock.advance(2_000);
  venue.server.releaseLate();
  const told = await answer;
  if (told.type !== 'ok') throw new Error(told.reason);
  expect((told.candles.at(-1)?.openAt ?? 0) + HOUR_MS).toBeLessThanOrEqual(askedAt);
}

const nonsense = (body: 'html' | 'empty' | 'cut' | 'other'): Fault => ({ type: 'nonsense', body, acted: false });

export const candleFaultCases: readonly FaultCase[] = [
  { name: 'F60 no answer', run: (ground) => withoutCandles(ground, { type: 'silence_before' }) },
  { name: 'F61 a 503', run: (ground) => withoutCandles(ground, { type: 'server_error', status: 503, acted: false }) },
  { name: 'F63 an answer that comes after the end of a candle that was open in it', run: openWhenTold },
  ...(['html', 'empty', 'cut', 'other'] as const).map(
    (body): FaultCase => ({ name: `F62 nonsense (${body})`, run: (ground) => withoutCandles(ground, nonsense(body)) }),
  ),
];
