// A close that names no symbol and wants everything gone: what the strategy holds, and nobody else's.

import { afterEach, expect, it } from 'vitest';
import { WEBHOOK_SECRET } from '../app-client.ts';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
  second: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default: { accounts: [{ name: paper }, { name: second, scale: 0.5 }], approval: auto }
  other: { account: paper, approval: auto, default_symbol: BTCUSDT.P }
  renamed: { account: paper, approval: auto, symbols: { LTC/USDT: LTC/USDT:USDT, SOL/USDT: SOL/USDT:USDT } }
`;
const CLOSE_ALL = `${WEBHOOK_SECRET},closeall`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

const buy = (symbol: string, price: number, more: object = {}): string =>
  JSON.stringify({ action: 'buy', symbol, quantity: 0.1, price, ...more });
const isHeld = ({ quantity }: Record<string, unknown>): boolean => Number(quantity) !== 0;

it('closes each instrument on each account, withdraws what waits, and leaves the other strategy alone', async () => {
  const h = (house = await House.open({ configYaml: CONFIG }));
  expect(await h.client.alert(CLOSE_ALL)).toMatchObject({ status: 200, body: { code: 'NOTHING_TO_CLOSE' } });
  await h.alert(buy('BTCUSDT.P', 45_000));
  await h.alert(buy('ETHUSDT', 3_000));
  await h.alert(buy('SOLUSDT.P', 100, { strategy: 'other' }));
  const waiting = await h.alert(buy('LTCUSDT.P', 90, { delay_seconds: 3600 }));
  await h.until('five positions', async () => (await h.positions()).filter(isHeld).length === 5);

  const explained = await h.client.alert(CLOSE_ALL, '/webhook/test');
  expect(explained).toMatchObject({ status: 200, body: { action: 'multi', verdict: { would: 'execute' } } });
  const answer = await h.client.alert(CLOSE_ALL);
  expect(answer.status).toBe(202);
  await h.until('one position', async () => (await h.positions()).filter(isHeld).length === 1);
  expect((await h.positions()).filter(isHeld)).toMatchObject([{ strategy: 'other', symbol: 'SOL/USDT:USDT' }]);
  expect(await h.signalState(waiting)).not.toBe('received');

  // a default symbol is not everything
  await h.alert(buy('BTCUSDT.P', 45_000, { strategy: 'other' }));
  await h.until('two positions', async () => (await h.positions()).filter(isHeld).length === 2);
  await h.alert(CLOSE_ALL, '/webhook/other');
  await h.until('none', async () => (await h.positions()).filter(isHeld).length === 0);
});

it('a close that finds nothing says so to its sender, and does not speak of an order that was processed', async () => {
  const h = (house = await House.open({ configYaml: CONFIG }));
  const close = JSON.stringify({ action: 'close', symbol: 'ETHUSDT', strategy: 'other' });
  for (let times = 0; times < 2; times += 1) {
    const { status, body } = await h.client.alert(close);
    expect([status, body['state'], body['results']]).toEqual([200, 'completed', []]);
    expect(body['message']).toBe('Nothing to close: there was no position and no open order');
  }
});

it('a cancel that names nothing takes back every entry of its strategy, and nothing that protects', async () => {
  const h = (house = await House.open({ configYaml: CONFIG }));
  const CANCEL_ALL = JSON.stringify({ action: 'cancel_all' });
  await h.alert(buy('BTCUSDT.P', 45_000, { stop_loss: 44_000 }));
  for (const symbol of ['ETHUSDT', 'LTCUSDT']) await h.alert(buy(symbol, 100, { order_type: 'limit', limit_price: 90 }));
  await h.alert(buy('SOLUSDT', 100, { order_type: 'limit', limit_price: 90, strategy: 'other' }));
  const working = async (): Promise<unknown[]> =>
    (await h.orders())
      .filter(({ status }) => status === 'accepted')
      .map(({ symbol, type }) => `${String(symbol)} ${String(type)}`)
      .sort();
  const both = (order: string): string[] => [order, order];
  await h.until('all to rest', async () => (await working()).length === 7);

  expect(await h.client.alert(CANCEL_ALL, '/webhook/test')).toMatchObject({ status: 200, body: { verdict: { would: 'execute' } } });
  expect((await working()).length).toBe(7);
  expect((await h.client.alert(CANCEL_ALL)).body['message']).toBe('4 open entry order(s) of default cancelled');
  await h.until('the entries to go', async () => (await working()).length === 3);
  expect(await working()).toEqual([...both('BTC/USDT:USDT stop'), 'SOL/USDT limit']);
});

it('what config.yaml calls by another name by now is taken back as well, and nothing is counted twice', async () => {
  const h = (house = await House.open({ configYaml: CONFIG }));
  for (const symbol of ['LTCUSDT', 'LTCUSDT.P', 'SOLUSDT'])
    await h.alert(buy(symbol, 100, { order_type: 'limit', limit_price: 90, strategy: 'renamed' }));
  const resting = async (): Promise<number> => (await h.orders()).filter(({ status }) => status === 'accepted').length;
  await h.until('all to rest', async () => (await resting()) === 3);
  const { body } = await h.client.alert(JSON.stringify({ action: 'cancel_all', strategy: 'renamed' }));
  expect(body['message']).toBe('3 open entry order(s) of renamed cancelled');
  await h.until('the entries to go', async () => (await resting()) === 0);
});
