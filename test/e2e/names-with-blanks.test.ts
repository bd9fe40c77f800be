// Strategies are called as people call them, with blanks and figures: every command finds their positions.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let h: House;
afterEach(() => h.close());

it('a position is led out by the name that the chat itself writes', async () => {
  h = await House.open({
    configYaml: `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
  My Trend 5: { account: paper, approval: auto }
`,
  });
  for (const strategy of ['default', 'My Trend 5'])
    await h.alert(JSON.stringify({ strategy, action: 'buy', symbol: 'BTCUSDT', quantity: 0.1, price: 45_000 }));
  await h.until('two positions', async () => (await h.positions()).length === 2);
  const left = async (): Promise<unknown> => (await h.positions()).find(({ strategy }) => strategy === 'My Trend 5')?.['quantity'];

  await h.client.say('/stop BTCUSDT 44000');
  await h.message('Which one?', '/stop BTC/USDT My Trend 5 paper 44000');
  await h.client.say('/stop BTC/USDT My Trend 5 paper 44000');
  await h.message('PAPER · paper · My Trend 5', 'Plan: stop 44000');
  await h.client.say('/close my trend 5 50');
  await h.until('half of it', async () => (await left()) === '0.05');
  await h.client.say('/close My Trend 5');
  await h.until('it to be flat', async () => (await left()) === undefined);
  expect(await h.positions()).toMatchObject([{ strategy: 'default', quantity: '0.1' }]);
});
