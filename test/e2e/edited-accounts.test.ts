// Owns: an account of config.yaml that means another venue at the next start, while something is open under its name.

import { expect, it } from 'vitest';
import { SHARE } from '../venues/alpaca-venue.ts';
import { alpacaHouse } from './alpaca-house.ts';
import { House } from './house.ts';

const alpaca = alpacaHouse();
const configOf = (account: string): string => `
accounts: { stocks: ${account} }
strategies: { default: { account: stocks, max_notional: 5000, approval: auto } }
`;

it('an exit is not sent to the venue that the name stands for now, and goes to its own when config.yaml is put back', async () => {
  const { exchange, yaml } = await alpaca.openVenue('stocks');
  const h = await alpaca.openHouse(configOf(yaml));
  await h.inState(await h.alert('BUY AAPL qty=5 sl=190 tp=220'), 'completed');
  await h.until('the stop at the venue', () => exchange.openOrders().length === 2);

  await h.restartWith({ configYaml: configOf('{ broker: paper, balances: { USD: 10000 }, prices: signal }') });
  await h.message('stocks means something else now', 'PAPER (paper)', 'of SANDBOX (alpaca)', '5 AAPL held');
  await h.client.alert('BUY AAPL @ 200 qty=1');
  await h.message('Alert refused: UNSUPPORTED', 'stocks is PAPER (paper) now');
  const exit = await h.alert('CLOSE AAPL @ 200');
  await h.message('stocks cannot be reached', 'what is open under this name is of SANDBOX');
  expect(exchange.ledger.position(SHARE).qty).toBe('5');
  expect(exchange.openOrders().length).toBe(2);
  expect(await h.positions()).toMatchObject([{ mode: 'sandbox', quantity: '5' }]);

  await h.restartWith({ configYaml: configOf(yaml) });
  await h.inState(exit, 'completed');
  expect(exchange.ledger.position(SHARE).qty).toBe('0');
  await h.until('the books to agree', async () => (await h.positions()).length === 0);
  expect(exchange.openOrders()).toEqual([]);
});

it('an account that is not in config.yaml any more is named wherever somebody looks whether all is well', async () => {
  const yaml = (accounts: string): string => `
accounts:
  paper: { broker: paper, prices: signal }
${accounts}
strategies:
  default: { account: paper, approval: auto }
`;
  const h = await House.open({
    configYaml: `${yaml('  other: { broker: paper, prices: signal }')}  second: { account: other, approval: auto }\n`,
  });
  try {
    await h.alert('{"strategy":"second","action":"buy","symbol":"ETHUSDT.P","quantity":0.1,"price":3000,"stop_loss":2900}');
    await h.message('Stop-loss 2900 in place');
    await h.restartWith({ configYaml: yaml('') });
    for (const command of ['/positions', '/kill']) {
      await h.client.say(command);
      await h.message(
        command === '/kill' ? 'Stop everything?' : 'As of',
        'PAPER · other',
        'It is not in config.yaml any more: nothing can be asked or sent there',
      );
    }
    await h.client.say('/status');
    await h.message('Trading is active', 'Could not be asked: other');
  } finally {
    await h.close();
  }
});
