// The alert, the price that its entry is counted with, what it decides and what says that its order was sent stand in one line of
// the journal: one sync lies between the alert and the first byte to the venue, for exits and for entries by rule.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { alpacaHouse } from './alpaca-house.ts';

const alpaca = alpacaHouse();

/** The kinds of events of each line. */
function lines(folder: string): readonly (readonly string[])[] {
  const journal = join(folder, 'data', 'journal');
  return readdirSync(journal)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(journal, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { events: { type: string }[] }).events.map(({ type }) => type));
}

const PAPER = `
accounts: { paper: { broker: paper, balances: { USDT: 100000 }, prices: demo } }
strategies: { default: { account: paper, approval: auto } }
`;

it('is so for the order of an exit, and for that of an entry whose price a venue had to be asked for', async () => {
  const house = await alpaca.openHouse(PAPER);
  await house.inState(await house.alert('BUY BTC/USDT qty=0.1'), 'completed');
  await house.inState(await house.alert('CLOSE BTC/USDT'), 'completed');
  const made = lines(house.folder).filter((kinds) => kinds.includes('order_initialized'));
  expect(made).toHaveLength(2);
  for (const kinds of made) expect(kinds.indexOf('order_submitted')).toBeGreaterThan(kinds.indexOf('order_initialized'));
  expect(made[1]).toContain('signal_received');
});

it('is so from an entry to its order, and to the question to a person, where its price is at hand', async () => {
  const stocks = await alpaca.openVenue('stocks');
  const house = await alpaca.openHouse(`
accounts: { stocks: ${stocks.yaml} }
strategies: { default: { account: stocks, max_notional: 5000, approval: { auto_below: 500 } } }
`);
  await house.inState(await house.alert('BUY AAPL qty=5'), 'awaiting_approval');

  const byRule = await house.client.alert('BUY AAPL qty=1');
  expect(byRule.body).toMatchObject({ state: 'working', results: [{ symbol: 'AAPL', quantity: '1', message: 'Order is submitted' }] });
  const asked = await house.client.alert('BUY AAPL qty=6');
  expect(asked.body).toMatchObject({ state: 'awaiting_approval', results: [{ message: 'Waits for approval in the chat' }] });
  const [, first, second] = lines(house.folder).filter((kinds) => kinds.includes('signal_received'));
  expect(first).toEqual(expect.arrayContaining(['signal_received', 'order_initialized', 'order_submitted']));
  expect(second).toEqual(expect.arrayContaining(['signal_received', 'approval_requested']));
});
