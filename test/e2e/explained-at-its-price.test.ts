// Accounts whose prices come from alerts: an alert that is only explained is counted at its own price, as it will be when it comes.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

async function open(strategy: string): Promise<House> {
  house = await House.open({
    configYaml: `
accounts: { paper: { broker: paper, balances: { USDT: 10000 }, prices: signal } }
strategies: { default: { account: paper, approval: auto, ${strategy} } }
`,
  });
  await house.inState(await house.alert('BUY AAAUSDT.P @ 100 qty=50'), 'completed');
  await house.message('LONG 50 AAA');
  return house;
}

interface Verdict {
  readonly would: string;
  readonly checks: readonly { readonly check: string; readonly detail: string }[];
}
const explained = async (h: House, alert: string): Promise<Verdict> =>
  (await h.client.alert(alert, '/webhook/test')).body['verdict'] as Verdict;

it('the size of an entry is the one that is ordered', async () => {
  const h = await open('risk_percent: 1');
  const alert = 'BUY AAAUSDT.P @ 120 sl=110';
  const { checks } = await explained(h, alert);
  await h.inState(await h.alert(alert), 'completed');
  const [order] = (await h.orders()).filter(({ role }) => role === 'entry');
  // 1 % of what the account is worth with 50 held at 120, over the way to the stop
  expect(Number(order?.['quantity'])).toBeGreaterThan(10.9);
  expect(checks.find(({ check }) => check === 'size')?.detail).toContain(`: ${String(order?.['quantity'])} AAA at`);
});

it('what is held counts at the price of the alert before a limit', async () => {
  const h = await open('limits: { max_exposure: 7000 }');
  const alert = 'BUY AAAUSDT.P @ 139 qty=1';
  expect(await explained(h, alert)).toMatchObject({ would: 'deny' });
  await h.inState(await h.refusedAlert(alert), 'denied');
});
