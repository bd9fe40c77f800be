// Entries of one alert before the limits: what fits alone and not together is refused as a whole, before the first of it is sent.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

async function open(limits: string, approval = 'auto'): Promise<House> {
  house = await House.open({
    configYaml: `
accounts: { paper: { broker: paper, balances: { USDT: 10000 }, prices: signal } }
strategies: { default: { account: paper, approval: ${approval}, limits: { ${limits} } } }
`,
  });
  return house;
}

const leg = (symbol: string, quantity: number) => ({ action: 'buy', symbol, price: 100, quantity });
const legs = (first: number, second: number): string => JSON.stringify({ order_legs: [leg('AAAUSDT.P', first), leg('BBBUSDT.P', second)] });

it.each([
  ['max_exposure: 1000', 'MAX_EXPOSURE'],
  ['max_open_positions: 1', 'MAX_OPEN_POSITIONS'],
  ['max_leverage: 0.1', 'MAX_LEVERAGE'],
  ['daily_trades: 1', 'DAILY_TRADES'],
  ['orders_per_minute: 1', 'ORDERS_PER_MINUTE'],
])('two legs of which one fits are not sent, with %s', async (limits, code) => {
  const h = await open(limits);
  const tried = await h.client.alert(legs(6, 6), '/webhook/test');
  expect(tried.body['verdict']).toMatchObject({ would: 'deny' });
  const id = await h.refusedAlert(legs(6, 6));
  await h.inState(id, 'denied');
  expect((await h.client.read(`/signals/${id}`)).body['error']).toMatchObject({ code });
  expect(await h.orders()).toEqual([]);
});

it('legs that fit together are sent', async () => {
  const h = await open('max_exposure: 1201, max_open_positions: 2, daily_trades: 2, orders_per_minute: 2');
  await h.inState(await h.alert(legs(6, 6)), 'completed');
  expect(await h.positions()).toHaveLength(2);
});

it('of two cards the second is refused as a whole at the tap, when the first has used up what it needs', async () => {
  const h = await open('max_exposure: 1500', 'confirm');
  const one = await h.alert(legs(4, 4));
  await h.until('its card', () => h.client.button('Approve'));
  const first = await h.client.button('Approve');
  const other = await h.alert(legs(3, 5));
  // the newest button is that of the second card
  await h.until('the card of the other', async () => (await h.client.button('Approve'))?.messageId !== first?.messageId);
  await h.press('Approve');
  await h.inState(other, 'completed');
  await h.press('Approve');
  await h.inState(one, 'denied');
  expect((await h.orders()).filter(({ role }) => role === 'entry')).toHaveLength(2);
});
