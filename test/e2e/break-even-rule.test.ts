// The break-even rule of a sender, from the alert to the stop.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

const BUY = {
  action: 'buy',
  symbol: 'BTCUSDT.P',
  quantity: 0.1,
  price: 60_000,
  tp1: 62_000,
  tp2: 64_000,
  sl: 58_000,
  breakeven_after: 1,
};

it('is in the reading, on the card, and is followed when the target is reached', async () => {
  const h = await House.open({
    configYaml: `
accounts: { paper: { broker: paper, balances: { USDT: 100000 }, prices: signal } }
strategies: { default: { account: paper, approval: confirm }, other: { account: paper, approval: confirm } }
`,
  });
  house = h;
  const { body } = await h.client.alert(JSON.stringify(BUY), '/webhook/test');
  expect(body).toMatchObject({ break_even_after: 1, warnings: [] });
  await h.client.say(`/explain ${JSON.stringify(BUY)}`);
  await h.message('break even after: 1');

  await h.alert(JSON.stringify(BUY));
  await h.message('BUY 0.1', 'Alert:', 'reak-even after 1 target');
  await h.press('Approve');
  await h.until('the stop', async () => (await h.positions())[0]?.['stop_loss'] === '58000');
  await h.refusedAlert('{"action":"buy","symbol":"BTCUSDT.P","price":62100,"quantity":0.00001,"strategy":"other"}');
  await h.until('the stop at the entry', async () => {
    const [position] = await h.positions();
    return position?.['stop_loss'] === position?.['entry_price'];
  });
});
