// A limit entry whose alert names no price, on an account whose prices come from alerts: its limit is all that there is to go by.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
  shown: { broker: paper, balances: { USDT: 100000 }, prices: demo }
strategies:
  default: { account: paper, approval: auto }
  ask: { account: paper, approval: confirm }
  demo: { account: shown, approval: auto }
`;

let house: House | null = null;
const open = async (): Promise<House> => (house = await House.open({ configYaml: CONFIG }));
afterEach(async () => {
  await house?.close();
  house = null;
});

const LIMIT = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'limit', limit_price: 44_000 };
const say = (fields: object = {}): string => JSON.stringify({ ...LIMIT, ...fields });

it('is at the venue at once, rests at its limit, and fills when an alert names a lower price', async () => {
  const h = await open();
  const sentAt = h.clock.now();
  const id = await h.alert(say());
  await h.until('the order at the venue', async () => (await h.orders()).some(({ status }) => status === 'accepted'));
  expect(h.clock.now() - sentAt).toBeLessThan(10_000);
  await h.alert('BUY BTCUSDT.P @ 43900 qty=0.01');
  await h.inState(id, 'completed');
  expect((await h.orders()).find(({ type }) => type === 'limit')).toMatchObject({ limit_price: '44000', status: 'filled' });
});

it('is shown on its card at once, and in the test of the alert', async () => {
  const h = await open();
  const { body } = await h.client.alert(say({ strategy: 'ask' }), '/webhook/test');
  expect(body['verdict']).toMatchObject({ would: 'ask' });
  const sentAt = h.clock.now();
  await h.alert(say({ strategy: 'ask' }));
  await h.message('BUY 0.1 BTC', 'left, until');
  expect(h.clock.now() - sentAt).toBeLessThan(10_000);
});

it('leaves a price that is known where it is, and rests', async () => {
  const h = await open();
  await h.inState(await h.alert('BUY BTCUSDT.P @ 45000 qty=0.1'), 'completed');
  await h.alert(say());
  const resting = await h.until('the limit order', async () =>
    (await h.orders()).find(({ type, status }) => type === 'limit' && status === 'accepted'),
  );
  expect(resting).toMatchObject({ limit_price: '44000' });
  expect(await h.positions()).toMatchObject([{ quantity: '0.1', price: '45000' }]);
});

it('moves no made-up price', async () => {
  const h = await open();
  // what the demo opens at, before any alert
  await h.inState(await h.alert('BUY BTCUSDT qty=0.1 strategy=demo'), 'completed');
  const priceOf = async (symbol: string): Promise<number> =>
    Number((await h.positions()).find((position) => position['symbol'] === symbol)?.['entry_price']);
  const opening = await priceOf('BTC/USDT');
  const id = await h.alert(say({ strategy: 'demo', limit_price: Math.round(opening * 3) }));
  await h.inState(id, 'completed');
  expect(await priceOf('BTC/USDT:USDT')).toBeLessThan(opening * 2);
});
