// A cancel by the id that the sender got: the id of its alert, before there is an order or where there are several.

import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../app-client.ts';
import { House } from './house.ts';

const ALPHA = 'secret-of-alpha-only';
const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 1000000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
  ask: { account: paper, approval: confirm }
  alpha: { account: paper, approval: confirm, secret: ${ALPHA} }
`;

let house: House | null = null;
const open = async (): Promise<House> => (house = await House.open({ configYaml: CONFIG }));
afterEach(async () => {
  await house?.close();
  house = null;
});

const buy = (fields: object = {}): Record<string, unknown> => ({
  action: 'buy',
  symbol: 'BTCUSDT.P',
  quantity: 0.1,
  price: 45_000,
  ...fields,
});
const eth = (fields: object = {}): Record<string, unknown> => ({
  action: 'buy',
  symbol: 'ETHUSDT.P',
  quantity: 1,
  price: 3_000,
  ...fields,
});
const byEndpoint = (h: House, id: string): Promise<Answer> => h.client.alert(JSON.stringify({ order_id: id }), '/webhook/cancel');
const byAlert = (h: House, id: string): Promise<Answer> => h.client.alert(JSON.stringify({ action: 'cancel', order_id: id }));

describe.each([
  ['POST /webhook/cancel', byEndpoint],
  ['a cancel alert', byAlert],
] as const)('%s takes back', (_, cancel) => {
  it.each([
    ['an entry that waits for its time', buy({ delay_seconds: 60 }), 'received'],
    ['an entry that waits for its condition', buy({ condition: 'price above 50000' }), 'received'],
    ['orders that wait for their time', { orders: [buy({ delay_seconds: 60 }), eth({ delay_seconds: 60 })] }, 'received'],
    ['a card', buy({ strategy: 'ask' }), 'awaiting_approval'],
    ['a card about several orders', { strategy: 'ask', orders: [buy(), eth()] }, 'awaiting_approval'],
  ])('%s, also behind a restart', async (_name, alert, state) => {
    const h = await open();
    const id = await h.alert(JSON.stringify(alert));
    await h.inState(id, state);
    await h.restart();
    expect((await cancel(h, id)).status).toBe(200);
    await h.inState(id, 'superseded');
    // twice is harmless
    expect((await cancel(h, id)).status).toBe(200);
    await h.clock.advance(120_000);
    expect(await h.orders()).toEqual([]);
  });

  it('the order that rests, and what has filled stays', async () => {
    const h = await open();
    const id = await h.alert(JSON.stringify(buy({ order_type: 'limit', limit_price: 44_000 })));
    await h.until('a resting order', async () => (await h.orders()).some(({ status }) => status === 'accepted'));
    expect((await cancel(h, id)).status).toBeLessThan(300);
    await h.until('its end', async () => (await h.orders()).every(({ status }) => status === 'canceled'));

    const filled = await h.alert(JSON.stringify(eth()));
    await h.inState(filled, 'completed');
    expect((await cancel(h, filled)).status).toBe(200);
    expect(await h.positions()).toMatchObject([{ symbol: 'ETH/USDT:USDT', quantity: '1' }]);
  });
});

it('the secret of one strategy takes back nothing of another, whole or in part, and is told nothing of it', async () => {
  const h = await open();
  const ids = [
    await h.alert(JSON.stringify(buy({ strategy: 'ask' }))),
    await h.alert(JSON.stringify({ orders: [buy({ strategy: 'ask', quantity: 0.2 }), eth({ strategy: 'ask' })] })),
  ];
  const own = await h.alert(JSON.stringify(buy({ strategy: 'alpha' })));
  for (const id of [...ids, own]) await h.inState(id, 'awaiting_approval');
  const post = async (path: string, body: object): Promise<number> => {
    const answer = await fetch(h.app.url + path, { method: 'POST', body: JSON.stringify({ ...body, secret: ALPHA }) });
    return answer.status;
  };
  for (const id of ids) {
    expect(await post('/webhook/cancel', { order_id: id })).toBe(401);
    expect(await post('/webhook/status', { order_id: id })).toBe(401);
    expect(await post('/webhook', { action: 'cancel', order_id: id })).toBe(401);
    expect(await h.signalState(id)).toBe('awaiting_approval');
  }
  expect(await post('/webhook/status', { order_id: own })).toBe(200);
  expect(await post('/webhook/cancel', { order_id: own })).toBe(200);
  expect(await h.signalState(own)).toBe('superseded');
});

it('its status is that of the alert, and an id that is none is still unknown', async () => {
  const h = await open();
  const id = await h.alert(JSON.stringify(buy({ strategy: 'ask' })));
  await h.inState(id, 'awaiting_approval');
  expect(await h.client.alert(JSON.stringify({ order_id: id }), '/webhook/status')).toMatchObject({
    status: 200,
    body: { signal_id: id, state: 'awaiting_approval' },
  });
  expect((await byEndpoint(h, 'sg_000000000000000000000000')).status).toBe(404);
});
