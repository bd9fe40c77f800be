// The limit of entries per minute holds back what opens; a way out passes it, however it is written.

import { afterEach, expect, it } from 'vitest';
import type { Answer } from '../app-client.ts';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 1000000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

const send = (h: House, alert: object): Promise<Answer> => h.client.alert(JSON.stringify(alert));
const sell = { action: 'sell', symbol: 'BTCUSDT.P', price: 45_000 };

async function heldOf(h: House): Promise<string> {
  const [position] = await h.positions();
  return position === undefined ? '0' : String(position['quantity']);
}

it('an exit in several orders, in a target of flat and on the opposite side passes; what opens beside it does not', async () => {
  const h = (house = await House.open({ configYaml: CONFIG, env: { WEBHOOK_RATE_LIMIT: '1' } }));
  await send(h, { action: 'buy', symbol: 'BTCUSDT.P', price: 45_000, quantity: 1 });
  await h.until('the position', async () => (await heldOf(h)) === '1');
  expect((await send(h, { action: 'buy', symbol: 'BTCUSDT.P', price: 45_000, quantity: 2 })).body['code']).toBe('RATE_LIMITED');

  await send(h, { ...sell, quantity: 0.2 });
  await h.until('the opposite side', async () => (await heldOf(h)) === '0.8');
  await send(h, { ...sell, quantity: 0.3, market_position: 'long', market_position_size: 0.5 });
  await h.until('what stays long', async () => (await heldOf(h)) === '0.5');
  const several = await send(h, {
    orders: [
      { action: 'close', symbol: 'BTCUSDT.P', quantity: 0.1 },
      { action: 'buy', symbol: 'ETHUSDT.P', price: 3_000, quantity: 1 },
    ],
  });
  expect(several.body['results']).toMatchObject([
    { status: 'acknowledged' },
    { status: 'failed', error: expect.stringContaining('more than 1') },
  ]);
  await h.until('the one of several', async () => (await heldOf(h)) === '0.4');
  // more than there is: what would turn it round is an entry
  await send(h, { ...sell, quantity: 5 });
  await h.until('flat', async () => (await heldOf(h)) === '0');
  await h.clock.advance(5_000);
  expect(await heldOf(h)).toBe('0');

  await h.clock.advance(60_000);
  await send(h, { action: 'buy', symbol: 'BTCUSDT.P', price: 45_000, quantity: 1, comment: 'again' });
  await h.until('the position again', async () => (await heldOf(h)) === '1');
  await send(h, { ...sell, quantity: 1, market_position: 'flat' });
  await h.until('flat again', async () => (await heldOf(h)) === '0');
});
