// The price of an alert that trades nothing, in the first second of a process: it is what the market of the account has come to.

import { expect, it } from 'vitest';
import { House } from './house.ts';

it('an alert that is refused right after a restart takes the price to the stop of what is held', async () => {
  const h = await House.open({
    configYaml: `
accounts: { paper: { broker: paper, balances: { USDT: 100000 }, prices: signal } }
strategies:
  default: { account: paper, approval: auto }
  barred: { account: paper, approval: auto, limits: { denied_symbols: ["AAA/*"] } }
`,
  });
  try {
    await h.inState(await h.alert('BUY AAAUSDT.P @ 100 qty=5 sl=95'), 'completed');
    await h.message('Stop-loss 95 in place');

    await h.restart();
    await h.refusedAlert('BUY AAAUSDT.P @ 94 qty=1', '/webhook/barred');
    await h.until('the stop to be filled', async () => (await h.positions()).length === 0);
    const stop = (await h.orders()).find(({ role }) => role === 'stop_loss');
    expect(stop).toMatchObject({ status: 'filled', average_price: '93.982' });
  } finally {
    await h.close();
  }
}, 60_000);
