// Owns: an account that gives no usable answer for minutes while something is held there: people are told once, with what is open,
// and once more when it answers again.

import { expect, it } from 'vitest';
import type { House } from './house.ts';
import { alpacaHouse } from './alpaca-house.ts';

const alpaca = alpacaHouse();

const told = async (h: House, words: string): Promise<readonly string[]> =>
  (await h.client.messages()).filter(({ author, text }) => author === 'bot' && text.includes(words)).map(({ text }) => text);

async function minutes(h: House, count: number): Promise<void> {
  for (let second = 0; second < count * 60; second += 5) {
    await h.clock.advance(5_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('keys that are refused while a position is held are told once, and that they are good again', async () => {
  const stocks = await alpaca.openVenue('stocks');
  const h = await alpaca.openHouse(`
accounts: { stocks: ${stocks.yaml} }
strategies: { default: { account: stocks, max_notional: 5000, approval: auto } }
`);
  await h.inState(await h.alert('BUY AAPL qty=5 sl=190 tp=220'), 'completed');
  await h.message('Stop-loss 190 in place');
  const refused = { type: 'says', status: 401, body: { message: 'unauthorized.' }, acted: false } as const;
  stocks.server.plan.always(['submit', 'cancel', 'modify', 'look_up', 'read', 'other', 'price'], refused);
  await minutes(h, 2);
  expect(await told(h, 'has not answered')).toEqual([]);

  const alarm = await h.message('stocks has not answered for 3 min', 'SANDBOX');
  expect(alarm.text).toContain('does not accept the keys');
  expect(alarm.text).toContain('1 position(s) and 1 order(s)');
  await minutes(h, 6);
  expect(await told(h, 'has not answered')).toHaveLength(1);

  stocks.server.plan.clear();
  await h.message('stocks answers again');
  await minutes(h, 2);
  expect(await told(h, 'stocks answers again')).toHaveLength(1);
}, 60_000);
