// Owns: cases F60 to F62: candles that cannot be had. They are asked for once, nothing is thrown, and nothing is made up.

import { expect } from 'vitest';
import type { Fault } from '../venues/faults.ts';
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

const nonsense = (body: 'html' | 'empty' | 'cut' | 'other'): Fault => ({ type: 'nonsense', body, acted: false });

export const candleFaultCases: readonly FaultCase[] = [
  { name: 'F60 no answer', run: (ground) => withoutCandles(ground, { type: 'silence_before' }) },
  { name: 'F61 a 503', run: (ground) => withoutCandles(ground, { type: 'server_error', status: 503, acted: false }) },
  ...(['html', 'empty', 'cut', 'other'] as const).map(
    (body): FaultCase => ({ name: `F62 nonsense (${body})`, run: (ground) => withoutCandles(ground, nonsense(body)) }),
  ),
];
