// Attacks from outside on the real application: each was tried and got somewhere before it was mended.

import { afterEach, expect, it } from 'vitest';
import { WEBHOOK_SECRET } from '../app-client.ts';
import { House, type HouseOptions } from './house.ts';

let house: House | null = null;
const open = async (options: HouseOptions = {}): Promise<House> => (house = await House.open(options));
afterEach(async () => {
  await house?.close();
  house = null;
});

// Masked as a text, `"token":"abc\` took the quote that ends it along: the reading was no JSON any more, and every such
// alert a 500 with an alarm.
it('a comment that looks like the field of a secret breaks neither the alert nor what is read of it', async () => {
  const h = await open();
  const id = await h.alert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT', quantity: 0.1, price: 45000, comment: '"token":"abc\\' }));
  await h.message('BUY 0.1');
  const shown = await h.client.read(`/signals/${id}`);
  expect(shown.status).toBe(200);
  expect(shown.body['reading']).toMatchObject({ comment: '"token":"[redacted]\\' });
});

// Each id was masked to the same stars: the second entry was answered as a repeat of the first and never traded.
it('alerts whose ids look like secrets are not taken for one', async () => {
  const h = await open();
  const ids: string[] = [];
  for (const event of ['event-1001', 'event-1002', WEBHOOK_SECRET]) {
    const alert = { action: 'buy', symbol: 'BTCUSDT', quantity: 0.1, price: 45000, event_id: event, api_key: event };
    ids.push(await h.alert(JSON.stringify(alert)));
  }
  expect(new Set(ids).size).toBe(3);
});
