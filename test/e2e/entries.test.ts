// How a strategy enters, in the real application: layers, lifetimes, what is added to a position; over HTTP, in the chat, over restarts.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  asking: { account: paper }
  chasing:
    account: paper
    approval: auto
    entries: { reprice: { every: 10s, times: 1 }, fallback: market }
  resting: { account: paper, approval: auto, entries: { limit_lifetime: 30s } }
  adding:
    account: paper
    approval: auto
    entries: { pyramiding: { max: 2, shrink: 0.5 }, price_guard: 1% }
  ticker: { account: paper, approval: auto }
`;

let house: House | null = null;
async function open(): Promise<House> {
  house = await House.open({ configYaml: CONFIG });
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

/** The account's prices are those of its alerts. */
const price = async (h: House, last: number): Promise<void> => {
  await h.inState(await h.alert(`BUY BTCUSDT.P @ ${last} qty=0.001`, '/webhook/ticker'), 'completed');
};
const entriesOf = async (h: House, strategy: string) =>
  (await h.orders()).filter((order) => order['strategy'] === strategy && order['reduce_only'] === false);

it('a layered entry is one card; each level is an order of its own, and what has not filled goes with the position', async () => {
  const h = await open();
  await price(h, 45000);
  const body = {
    action: 'buy',
    symbol: 'BTCUSDT.P',
    quantity: 0.1,
    entries: [
      { price: 44000, share: 60 },
      { price: 43500, share: 40 },
    ],
    stop_loss: 42000,
  };
  await h.alert(JSON.stringify(body), '/webhook/asking');
  const card = await h.message('level 1 at 44000: 60 % = 0.06 BTC', 'level 2 at 43500: 40 % = 0.04 BTC');
  expect(card.text).toContain('BUY 0.1 BTC/USDT:USDT');
  await h.press('Approve');
  await h.until(
    'both levels at the venue',
    async () => (await entriesOf(h, 'asking')).filter(({ status }) => status === 'accepted').length === 2,
  );
  await h.restart();
  await price(h, 43900);
  await h.until('the first level', async () =>
    (await h.positions()).some(({ strategy, quantity }) => strategy === 'asking' && quantity === '0.06'),
  );
  await h.client.say('/close asking');
  await h.until('the second level to be gone', async () =>
    (await entriesOf(h, 'asking')).every(({ status }) => status === 'filled' || status === 'canceled'),
  );
  await h.until('flat', async () => !(await h.positions()).some(({ strategy }) => strategy === 'asking'));
});

it('a limit that does not fill follows the price and goes to market in the end, over a restart, once', async () => {
  const h = await open();
  await price(h, 45000);
  const body = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'limit', limit_price: 44000 };
  const id = await h.alert(JSON.stringify(body), '/webhook/chasing');
  await h.until('the limit', async () => (await entriesOf(h, 'chasing')).some(({ status }) => status === 'accepted'));
  await h.restart();
  await h.inState(id, 'completed');
  const entries = await entriesOf(h, 'chasing');
  expect(entries.map(({ status }) => status)).toContain('filled');
  expect((await h.positions()).find(({ strategy }) => strategy === 'chasing')).toMatchObject({ quantity: '0.1' });
  expect(entries.filter(({ status }) => status === 'filled')).toHaveLength(1);
});

it('the card of an entry that was taken back says why', async () => {
  const h = await open();
  await price(h, 45000);
  const body = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'limit', limit_price: 44000, price: 45000 };
  await h.alert(JSON.stringify(body), '/webhook/resting');
  await h.message('BUY 0.1 BTC/USDT:USDT', 'Accepted by the venue');
  await h.clock.advance(31_000);
  await h.message('BUY 0.1 BTC/USDT:USDT', 'Canceled, nothing filled: it did not fill in its time (limit_lifetime)');
});

it('what is added to a position shrinks and ends, with its reason in the chat and in the explanation', async () => {
  const h = await open();
  await h.inState(await h.alert('BUY BTCUSDT.P @ 45000 qty=0.1', '/webhook/adding'), 'completed');
  await h.inState(await h.alert('BUY BTCUSDT.P @ 45100 qty=0.1', '/webhook/adding'), 'completed');
  expect((await h.positions()).find(({ strategy }) => strategy === 'adding')).toMatchObject({ quantity: '0.15' });
  await h.restart();
  const explained = await h.client.alert('BUY BTCUSDT.P @ 45200 qty=0.1 strategy=adding', '/webhook/test');
  expect(JSON.stringify(explained.body['verdict'])).toContain('2 of 2 entries of adding are made already');
  await h.inState(await h.refusedAlert('BUY BTCUSDT.P @ 45200 qty=0.1', '/webhook/adding'), 'denied');
  await h.message('PYRAMIDING_MAX', 'entries.pyramiding.max');
});

it('a reverse whose exit is done goes on after a restart: its entry is asked for, and made once', async () => {
  const h = await open();
  await h.alert('BUY BTCUSDT.P @ 45000 qty=0.1', '/webhook/asking');
  await h.press('Approve');
  await h.message('Filled: 0.1');
  const id = await h.alert('REVERSE BTCUSDT.P', '/webhook/asking');
  await h.inState(id, 'awaiting_approval');
  await h.restart();
  await h.press('Approve');
  await h.inState(id, 'completed');
  expect((await h.positions()).find(({ strategy }) => strategy === 'asking')).toMatchObject({ side: 'short', quantity: '0.1' });
  expect((await entriesOf(h, 'asking')).filter(({ signal_id: signal }) => signal === id)).toHaveLength(1);
});
