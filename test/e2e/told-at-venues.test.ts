// Owns: what cards and lists say where a venue does not answer, or somebody trades there by hand: nothing that nobody knows.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { SHARE } from '../venues/alpaca-venue.ts';
import type { Exchange } from '../venues/exchange.ts';
import type { HttpVenue } from '../venues/http-venue.ts';
import { alpacaHouse } from './alpaca-house.ts';
import type { House } from './house.ts';

const alpaca = alpacaHouse();
let server: HttpVenue;
let exchange: Exchange;

async function holding(): Promise<House> {
  const stocks = await alpaca.openVenue('stocks');
  ({ server, exchange } = stocks);
  const h = await alpaca.openHouse(`
accounts: { stocks: ${stocks.yaml} }
strategies: { default: { account: stocks, max_notional: 5000, approval: auto } }
`);
  await h.inState(await h.alert('BUY AAPL qty=5 sl=190 tp=220'), 'completed');
  await h.message('Stop-loss 190 in place');
  return h;
}

it('a stop whose cancel nobody has answered is not said to be gone, and an exit without an answer not to be over', async () => {
  const h = await holding();
  server.stream.down();
  server.plan.always(['submit', 'cancel', 'modify', 'look_up', 'read', 'other', 'price'], { type: 'cut_before' });
  await h.client.say('/close AAPL');
  const card = await h.message('CLOSE AAPL', 'nobody knows what came of it');
  expect(card.text).toContain('the venue has not answered since, not sent again until the venue is sure not to have it');
  await h.client.say('/positions');
  const list = await h.message('Stop 190: the venue has not said yet whether it is in place', 'Target 220: the venue has not said yet');
  expect(list.text).not.toContain('is not in place');
  expect(exchange.openOrders()).toHaveLength(2);
  await h.client.say('/status');
  await h.message('Without a working stop-loss: 1');
}, 60_000);

it('the card of what was sold by hand says that it was written off, and promises no result', async () => {
  const h = await holding();
  for (const { id } of exchange.openOrders()) exchange.cancel(id);
  exchange.place({ clientId: null, symbol: SHARE, side: 'sell', kind: 'market', qty: decimal('5') });
  const card = await h.message('BUY 5 AAPL', '5 AAPL written off');
  expect(card.text).toContain('no result is counted');
  expect(card.text).toContain('Nothing of it is held any more');
  expect(card.text).not.toContain('is told by what closed it');
}, 60_000);

it('an exit that is refused again and again says once that the stop may fill beside it', async () => {
  const h = await holding();
  const refused = { type: 'says', status: 401, body: { message: 'unauthorized.' }, acted: false } as const;
  server.plan.always(['submit', 'cancel', 'modify', 'look_up', 'read', 'other', 'price'], refused);
  await h.client.say('/close AAPL');
  await h.message('Closing AAPL failed 3 times');
  const doubts = (await h.client.messages()).filter(({ text }) => text.includes('the exit and the stop-loss may both fill'));
  expect(doubts).toHaveLength(1);
}, 60_000);

it('an entry that an exit withdraws before a price came for it is told', async () => {
  const h = await holding();
  server.plan.always(['price'], { type: 'silence_before' });
  server.stream.down();
  await h.clock.advance(30_000);
  const id = await h.alert('{"action":"buy","symbol":"AAPL","quantity":1}');
  await h.alert('CLOSE AAPL');
  await h.inState(id, 'superseded');
  await h.message('Entry withdrawn before it was made', 'buy AAPL still waited for a price: an exit came');
}, 60_000);

it('who unlocks while a venue has not let go of everything reads how much is held still', async () => {
  const h = await holding();
  server.stream.down();
  server.plan.always(['submit', 'cancel', 'modify', 'look_up', 'read', 'other', 'price'], { type: 'cut_before' });
  await h.client.say('/kill');
  await h.press('Confirm kill');
  await h.message('KILL: trading is halted');
  await h.client.say('/unlock');
  await h.message('Let entries pass again?', 'Still held: 1 position');
}, 60_000);
