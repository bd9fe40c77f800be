// Attacks from outside on the real application: each was tried and got somewhere before it was mended.

import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

// Telegram makes a bare domain a link, in the middle of what looks like a line of ours.
it('a symbol that is an address cannot be tapped anywhere in the chat', async () => {
  const h = await open();
  await h.alert('BUY EVIL.COM @ 100 qty=2');
  await h.press('Approve');
  await h.message('Filled');
  await h.client.alert('BUY T.ME/JOINX @ 100 qty=2');
  await h.message('T.ME', 'refused');
  for (const command of ['/positions', '/orders', '/signals', '/balance', '/close EVIL.COM 50', '/close']) await h.client.say(command);
  await h.message('Closing 50 %');
  await h.message('Which one?');
  const bare = (await h.client.messages()).flatMap(({ author, text, entities }) => {
    const isCode = (at: number): boolean =>
      entities.some(({ type, offset, length }) => type === 'code' && offset <= at && at < offset + length);
    return author === 'you' ? [] : [...text.matchAll(/(?:t\.me|evil\.com)\S*/gi)].filter((link) => !isCode(link.index)).map(() => text);
  });
  expect(bare).toEqual([]);
});

it('a strategy in the URL that there is not is kept and told short, and without what hides', async () => {
  const h = await open();
  const answer = await h.client.alert('BUY BTCUSDT qty=1', `/webhook/${'x'.repeat(8_000)}`);
  expect([answer.status, answer.body['code']]).toEqual([404, 'UNKNOWN_STRATEGY']);
  expect(String(answer.body['error']).length).toBeLessThan(400);
  const hidden = await h.client.alert('BUY BTCUSDT qty=1', '/webhook/def%00%E2%80%8Bau%E2%80%AElt');
  expect([hidden.status, hidden.body['error']]).toEqual([404, 'there is no strategy "default" (from the URL)']);
  const { alerts } = (await h.client.read('/history')).body as { alerts: object[] };
  expect(JSON.stringify(alerts).length).toBeLessThan(2_000);
});

it('a fault that quotes a secret, at an address that holds one, tells neither chat nor journal', async () => {
  const randomHex = (digits: number): string => {
    if (digits === 13) throw new Error(`cannot read ${WEBHOOK_SECRET}`);
    return randomBytes(digits).toString('hex').slice(0, digits);
  };
  const h = await open({ overrides: { randomHex } });
  expect((await h.client.alert('BUY BTCUSDT qty=1', `/webhook/${WEBHOOK_SECRET}`)).status).toBe(500);
  await h.message('A fault of ours', 'cannot read [redacted]');
  const chat = JSON.stringify(await h.client.messages());
  await h.stop();
  const data = join(h.folder, 'data');
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'reserve');
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
  expect(texts.join('')).toContain('A fault of ours');
  expect([...texts, chat, ...h.log].filter((text) => text.includes(WEBHOOK_SECRET))).toEqual([]);
});
