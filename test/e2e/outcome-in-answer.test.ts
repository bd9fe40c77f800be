// Where a price is made here or named by the alert, what comes of an entry stands in the answer to it: nobody has to be asked.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

const open = async (prices: 'demo' | 'signal', approval: 'confirm' | 'auto'): Promise<House> => {
  house = await House.open({
    configYaml: `
accounts: { paper: { broker: paper, balances: { USDT: 1000000 }, prices: ${prices} } }
strategies: { default: { account: paper, approval: ${approval} } }
`,
  });
  return house;
};

const answer = async (h: House, text: string): Promise<unknown> => {
  const { status, body } = await h.client.alert(text);
  return [status, body['state'] ?? body['code']];
};

it.each([
  ['demo', 'confirm', 'awaiting_approval'],
  ['demo', 'auto', 'working'],
  ['signal', 'confirm', 'awaiting_approval'],
  ['signal', 'auto', 'working'],
] as const)('prices: %s, approval: %s: the first alert of a market is answered with what came of it', async (prices, approval, state) => {
  const h = await open(prices, approval);
  expect(await answer(h, 'BUY FOO/USDT @ 45000 qty=0.1')).toEqual([202, state]);
  // a price that moves the market, and one that is known
  expect(await answer(h, 'BUY FOO/USDT @ 45100 qty=0.1')).toEqual([202, state]);
  expect(await answer(h, 'BUY FOO/USDT qty=0.2')).toEqual([202, state]);
  expect(await answer(h, 'BUY FOO/USDT @ 45100 qty=0.0000000001')).toEqual([422, 'QUANTITY_TOO_SMALL']);
});

const ENTRY = { action: 'buy', symbol: 'FOO/USDT', price: 45_000, stop_loss: 44_000 };

it.each([
  ['confirm', { percent: 10, percent_of: 'equity' }, 'awaiting_approval'],
  ['auto', { percent: 10, percent_of: 'equity' }, 'working'],
  ['confirm', { atr_sizing: true, risk_percent: 1, quantity: 0.01 }, 'awaiting_approval'],
  ['auto', { atr_sizing: true, risk_percent: 1, quantity: 0.01 }, 'working'],
] as const)('so is a size that is counted from the account, or from its candles: approval %s, %j', async (approval, size, state) => {
  const h = await open('demo', approval);
  expect(await answer(h, JSON.stringify({ ...ENTRY, ...size }))).toEqual([202, state]);
});

it('demo prices begin without a price in the alert, too', async () => {
  const h = await open('demo', 'confirm');
  expect(await answer(h, 'BUY FOO/USDT qty=0.1')).toEqual([202, 'awaiting_approval']);
});

it('a price that the paper account was killed before keeping is that of the alert again: on the card, and for the order', async () => {
  const h = await open('demo', 'confirm');
  const id = await h.alert('BUY FOO/USDT @ 45000 qty=0.1');
  await h.message('BUY 0.1', '45');
  await h.stop();
  rmSync(join(h.folder, 'data', 'paper-paper.json'));
  await h.start();
  // the market is looked at while the card is open
  await h.clock.advance(5_000);
  await h.press('Approve');
  await h.inState(id, 'completed');
  const [entry] = await h.orders();
  expect(Math.round(Number(entry?.['average_price']) / 1000)).toBe(45);
});
