// An entry behind an exit that rests at a limit is not sent: its card and /order say what it waits for.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

it('says what it waits for, and goes when that is taken back', async () => {
  const h = await House.open({
    configYaml: `
accounts: { paper: { broker: paper, balances: { USDT: 100000 }, prices: signal } }
strategies: { default: { account: paper, approval: auto } }
`,
  });
  house = h;
  const order = { symbol: 'BTCUSDT.P', price: 50_000, strategy: 'default' };
  await h.inState(await h.alert(JSON.stringify({ ...order, action: 'buy', quantity: 0.1 })), 'completed');
  await h.alert(JSON.stringify({ ...order, action: 'close', order_type: 'limit', limit_price: 60_000 }));
  await h.until('the exit to rest', async () => (await h.orders()).some(({ role, status }) => role === 'exit' && status === 'accepted'));
  const id = await h.alert(JSON.stringify({ ...order, action: 'buy', quantity: 0.2 }));
  const waits = 'It waits for the exit of its position that rests at 60000';
  await h.message('BUY 0.2', 'Not sent yet', waits);
  const [entry] = (await h.orders()).filter(({ quantity }) => quantity === '0.2');
  await h.client.say(`/order ${String(entry?.['id'])}`);
  await h.message('Not sent yet', waits, 'Created');
  const [exit] = (await h.orders()).filter(({ role }) => role === 'exit');
  await h.client.say(`/cancel ${String(exit?.['id'])}`);
  await h.inState(id, 'completed');
  expect((await h.positions()).map(({ quantity }) => quantity)).toEqual(['0.3']);
});
