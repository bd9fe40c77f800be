// A /mode that outlives the process is said at the next start.

import { afterEach, expect, it } from 'vitest';
import { strategyName } from '../../src/core/model/ids.ts';
import { House } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

it('/mode auto where config.yaml says confirm is a line at the start; /mode confirm is none', async () => {
  const h = (house = await House.open());
  const set = (mode: 'confirm' | 'auto') =>
    h.app.dispatcher.dispatch({
      type: 'set_approval_mode',
      strategy: strategyName('default'),
      mode,
      by: { userId: 1, userName: 'ann' },
      updateId: null,
    });
  expect(h.app.greeting).not.toContain('Mode:');
  await set('auto');
  await h.restart();
  expect(h.app.greeting).toContain(
    'Mode:     default trades by rule, without asking (/mode auto in the chat), although config.yaml says confirm.',
  );
  await set('confirm');
  await h.restart();
  expect(h.app.greeting).not.toContain('Mode:');
});
