// What an account is worth where two strategies hold one market of it: one of them leaves, and the sum of what both have won,
// and of what is open, is still all that the account has got.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
  other: { account: paper, approval: auto }
`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

async function equityOf(h: House): Promise<string> {
  const alert = { action: 'buy', symbol: 'BTCUSDT.P', price: 50_000, percent: 1, percent_of: 'equity' };
  const verdict = (await h.client.alert(JSON.stringify(alert), '/webhook/test')).body['verdict'] as {
    checks: { check: string; detail: string }[];
  };
  const size = verdict.checks.find(({ check }) => check === 'size')?.detail ?? '';
  return /1 % of (\S+) USDT equity/.exec(size)?.[1] ?? size;
}

it('the exit of one strategy changes what the account is worth by its costs alone', async () => {
  house = await House.open({ configYaml: CONFIG });
  const h = house;
  await h.inState(await h.alert('BUY BTCUSDT.P @ 40000 qty=0.05', '/webhook/default'), 'completed');
  await h.inState(await h.alert('BUY BTCUSDT.P @ 50000 qty=0.05', '/webhook/other'), 'completed');
  await h.until('both', async () => (await h.positions()).length === 2);
  await h.alert('CLOSE BTCUSDT.P @ 50000', '/webhook/other');
  await h.until('one to be left', async () => (await h.positions()).length === 1);
  const { portfolio } = (await h.client.read('/performance?period=all')).body as {
    portfolio: { realized_pnl: string; unrealized_pnl: string }[];
  };
  const [all] = portfolio;
  expect(Number(all?.unrealized_pnl)).toBeCloseTo(499.6, 1);
  expect(Number(await equityOf(h))).toBeCloseTo(10_000 + Number(all?.realized_pnl) + Number(all?.unrealized_pnl), 6);
});
