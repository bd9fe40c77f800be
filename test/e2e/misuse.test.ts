// What somebody tries who wants an exit held back, a secret read, a dry run traded, or one signature used twice.

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WEBHOOK_SECRET, type Answer } from '../app-client.ts';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
  careful: { account: paper, approval: confirm }
  other: { account: paper, approval: auto, secret: a-secret-of-its-own }
`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});
const open = async (env: Record<string, string> = {}): Promise<House> => (house = await House.open({ configYaml: CONFIG, env }));

const entry = { action: 'buy', symbol: 'LTCUSDT', quantity: 2, price: 80 };
const buy = (more: object = {}): string => JSON.stringify({ ...entry, ...more });
const close = (more: object = {}): string => JSON.stringify({ action: 'close', symbol: 'LTCUSDT', price: 80, ...more });
const isoAt = (h: House, ms: number): string => new Date(h.clock.now() + ms).toISOString();
const filledBy = (h: House, signalId: string): Promise<unknown> =>
  h.until(`the fill of ${signalId}`, async () => (await h.orders()).some((o) => o['signal_id'] === signalId && o['status'] === 'filled'));

describe('an exit', () => {
  it('is not held back by an entry that claims to come from the future', async () => {
    const h = await open();
    await filledBy(h, await h.alert(buy({ timestamp: isoAt(h, 3_600_000) })));
    await h.clock.advance(1_000);
    await filledBy(h, await h.alert(close({ timestamp: isoAt(h, 0) })));
  });

  it('takes back what such an entry has resting, and its card', async () => {
    const h = await open();
    await filledBy(h, await h.alert(buy()));
    const limit = { order_type: 'limit', limit_price: 70, price: 80 };
    const resting = await h.alert(buy({ ...limit, timestamp: isoAt(h, 3_600_000) }));
    await h.until('the resting order', async () =>
      (await h.orders()).some((o) => o['signal_id'] === resting && o['status'] === 'accepted'),
    );
    await h.clock.advance(1_000);
    await h.alert(close({ timestamp: isoAt(h, 0) }));
    await h.until('its cancel', async () => (await h.orders()).some((o) => o['signal_id'] === resting && o['status'] === 'canceled'));
  });

  it('from the future shuts out no entry that comes after it', async () => {
    const h = await open();
    await filledBy(h, await h.alert(buy()));
    await filledBy(h, await h.alert(close({ timestamp: isoAt(h, 3_600_000) })));
    await h.clock.advance(1_000);
    await filledBy(h, await h.alert(buy({ timestamp: isoAt(h, 0) })));
  });

  it.each<object>([
    { price: '{{close}}' },
    { price: 'NaN' },
    { leverage: 1000 },
    { reduce_only: 'yes' },
    { extended_hours: '?' },
    { order_id: 'x'.repeat(300) },
    { time_in_force: { a: 1 } },
    { risk_percent: 'all of it' },
    { delay_seconds: 3600 },
    { timestamp: '2020-01-01T00:00:00Z', max_lag: 1 },
  ])('%j does not hold it back', async (more) => {
    const h = await open();
    await filledBy(h, await h.alert(buy()));
    await filledBy(h, await h.alert(close(more)));
  });
});

describe('a dry run', () => {
  it.each(['dry_run=1', 'dryrun=1', 'dry-run=true', 'dryRun', 'DRY_RUN=yes', 'dry_run=0&dryRun=1'])('?%s trades nothing', async (query) => {
    const h = await open();
    expect((await h.client.alert(buy(), `/webhook?${query}`)).body).toMatchObject({ queued: false, signal_id: null });
    expect((await h.client.alert(buy(), `/webhook/default?${query}`)).body).toMatchObject({ queued: false, signal_id: null });
  });
  it.each(['dry_run=0', 'dryRun=false', 'dry=1'])('?%s is none', async (query) => {
    const h = await open();
    expect((await h.client.alert(buy(), `/webhook?${query}`)).body).toMatchObject({ queued: true });
  });
  it.each(['/webhook/test/', '/WEBHOOK/TEST', '/webhook/%74est', '/webhook//test', '/webhook/test%20', '/webhook/..%2ftest'])(
    'at %s neither',
    async (path) => {
      const h = await open();
      const { status, body } = await h.client.alert(buy(), path);
      expect([200, 404]).toContain(status);
      expect(body['queued'] ?? false).toBe(false);
    },
  );
});

it('25 times the same alert at once is one order', async () => {
  const h = await open();
  const answers = await Promise.all(Array.from({ length: 25 }, () => h.client.alert(buy())));
  const [id, ...others] = new Set(answers.map(({ body }) => String(body['signal_id'])));
  expect(others).toEqual([]);
  await filledBy(h, id ?? '');
  expect(await h.orders()).toHaveLength(1);
});

it('an alert that was refused does not use up its id: the corrected one is no repeat', async () => {
  const h = await open();
  for (const wrong of [{ quantity: -1 }, { symbol: 'LTC USDT' }, { action: 'hodl' }]) {
    const event_id = `e-${JSON.stringify(wrong)}`;
    expect((await h.client.alert(buy({ ...wrong, event_id }))).status).toBe(422);
    expect((await h.client.alert(buy({ event_id }))).status).toBe(202);
  }
});

it('a dry run uses up no signature, and a signature opens one alert at one address', async () => {
  const secret = 'a-secret-that-signs-bodies';
  const h = await open({ WEBHOOK_HMAC_SECRET: secret, WEBHOOK_REQUIRE_TIMESTAMP: 'true' });
  const stamp = String(Math.floor(h.clock.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`${stamp}.${buy()}`).digest('hex');
  const send = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    h.client.alert(buy(), path, { 'X-Signature': signature, 'X-Timestamp': stamp, ...headers });
  expect((await send('/webhook/test')).status).toBe(200);
  const first = await send('/webhook');
  expect(first.status).toBe(202);
  const repeat = { duplicate: true, signal_id: first.body['signal_id'] };
  expect((await send('/webhook/other')).body).toMatchObject(repeat);
  expect((await send('/webhook', { 'X-Signature': `sha256=${signature.toUpperCase()}` })).body).toMatchObject(repeat);
  expect((await send('/webhook', { 'X-Timestamp': `0${stamp}` })).status).toBe(401);
  expect((await h.client.alert(buy())).status).toBe(401);
});

it('a secret in a leg of an alert is masked in everything that is kept', async () => {
  const h = await open();
  const orders = [
    { action: 'buy', symbol: WEBHOOK_SECRET, quantity: 1 },
    { action: 'buy', symbol: 'ADAUSDT', quantity: 1, comment: `${WEBHOOK_SECRET}!`, order_id: WEBHOOK_SECRET },
  ];
  const { body } = await h.client.alert(JSON.stringify({ orders }));
  expect(JSON.stringify(body)).not.toContain(WEBHOOK_SECRET);
  await h.restart();
  await h.stop();
  for (const file of ['state.json', join('journal', '2026-01.jsonl')]) {
    const kept = readFileSync(join(h.folder, 'data', file), 'utf8');
    expect(kept).toContain('ADAUSDT');
    expect(kept).not.toContain(WEBHOOK_SECRET);
  }
});
