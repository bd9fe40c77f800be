// How long whoever tries an alert out waits for venues.

import { expect, it } from 'vitest';
import { withinPreview } from '../../src/boot/within-preview.ts';
import { createFakeClock } from '../fake-clock.ts';

it('answers when all has come, after two seconds with what there is, and with the fault of whoever was asked', async () => {
  const clock = createFakeClock();
  await expect(withinPreview(clock, Promise.resolve(), () => 'all')).resolves.toBe('all');
  let known = 'nothing';
  const slow = withinPreview(clock, new Promise(() => undefined), () => known);
  known = 'a part';
  await clock.advance(2_000);
  await expect(slow).resolves.toBe('a part');
  await expect(withinPreview(clock, Promise.reject(new Error('a broker threw')), () => 'never')).rejects.toThrow('a broker threw');
});
