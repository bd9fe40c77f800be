// An alert that says when its position is left by the clock, from its reading to the exit.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

it('is in the reading and on the card, and the position leaves then', async () => {
  const h = await House.open();
  house = h;
  const alert = JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, price: 60_000, sl: 30_000, exit_after: '30m' });
  expect((await h.client.alert(alert, '/webhook/test')).body).toMatchObject({ time_stop: { after_ms: 1_800_000, at: null }, warnings: [] });
  await h.alert(alert);
  await h.message('BUY 0.1', 'Leaves 30 min after the entry');
  await h.press('Approve');
  await h.until('the position', async () => (await h.positions())[0]?.['time_stop'] != null);
  await h.clock.advance(29 * 60_000);
  expect(await h.positions()).toHaveLength(1);
  await h.clock.advance(2 * 60_000);
  await h.until('the exit', async () => (await h.positions()).length === 0);
});
