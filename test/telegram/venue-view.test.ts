// What the venue itself says, with its age, in /positions, /orders and /order.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type Nonce, type VenueOrderId } from '../../src/core/model/ids.ts';
import { shortId } from '../../src/core/model/ids.ts';
import type { VenueOrder } from '../../src/core/model/venues/report.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BTC } from './desk-settings.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

const says = async (text: string, part: string) => {
  await chat.telegram.says(ANN, text).confirmed;
  return chat.shown(ANN.id, part);
};

const openOrder = (change: Partial<VenueOrder>): VenueOrder => ({
  orderId: null,
  venueOrderId: 'x1' as VenueOrderId,
  symbol: BTC.symbol,
  side: 'buy',
  type: 'limit',
  qty: decimal('0.01'),
  qtyFilled: decimal('0'),
  limitPrice: decimal('44000'),
  stopPrice: null,
  reduceOnly: false,
  at: 0,
  ...change,
});

test('/positions shows what the venue holds and how old that is', async () => {
  await chat.hold('0.01');
  const at = chat.clock.now();
  chat.venue = { positions: { at, list: [{ symbol: BTC.symbol, qty: decimal('0.01'), at }] }, orders: null, failure: null };
  await chat.clock.advance(42_000);
  const shown = await says('/positions', 'The venue holds');
  expect(shown.text).toMatch(/The venue holds, asked 4[2-5] s ago:\nlong 0.01 BTC\/USDT/);
});

test('/positions and /orders say that the last answer of the venue is of before the last fill', async () => {
  chat.venue = { positions: { at: chat.clock.now(), list: [] }, orders: { at: chat.clock.now(), list: [] }, failure: null };
  await chat.clock.advance(5_000);
  await chat.hold('0.01');
  expect((await says('/positions', 'The venue holds')).text).toMatch(/nothing\n⏳ That was before the last change here/);
  expect((await says('/orders', 'Open at the venue')).text).toMatch(/: 0\n⏳ That was before the last change here/);
  const at = chat.clock.now();
  const list = [{ symbol: BTC.symbol, qty: decimal('0.01'), at }];
  chat.venue = { positions: { at, list }, orders: { at, list: [] }, failure: null };
  await chat.telegram.says(ANN, '/positions').confirmed;
  await chat.until(() =>
    chat.telegram.messages.some(({ text }) => text.includes('long 0.01 BTC/USDT') && !text.includes('That was before')),
  );
});

test('/positions says that the venue could not be asked, with what it had said before', async () => {
  await chat.hold('0.01');
  const at = chat.clock.now();
  const failure = { since: at, reason: 'maintenance' };
  chat.venue = { positions: { at: at - 120_000, list: [] }, orders: null, failure };
  const shown = await says('/positions', 'Could not be asked');
  expect(shown.text).toContain('The venue holds, asked 2 min ago: nothing');
  expect(shown.text).toContain('maintenance');
});

test('/positions lists a difference with its buttons, also one that was ignored, and it can be closed there', async () => {
  await chat.hold('0.01');
  await chat.dispatcher.dispatch({
    type: 'venue_seen',
    account: accountName('paper'),
    positions: [
      { symbol: BTC.symbol, booked: decimal('0.01'), held: decimal('0.03'), instrument: BTC, price: decimal('46000'), productType: null },
    ],
    orders: [],
    gone: [],
    nonce: 'abcdefabcdefabcd' as Nonce,
  });
  const asked = await chat.shown(ANN.id, 'the venue holds something else');
  await chat.telegram.taps(ANN, asked, 'Ignore').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  const shown = await says('/positions', '(ignored)');
  expect(shown.text).toContain('the venue holds 0.03, the books say 0.01: 0.02 that no strategy holds (ignored)');
  // answered there, the list stays a list: the buttons of what is held are not lost with those of the difference
  expect(shown.keyboard.flat().map(({ text }) => text)).toContain('Close 100 %');
  await chat.telegram.taps(ANN, shown, 'Close it').confirmed;
  await chat.until(() => shown.text.includes('An exit is under way'));
  expect(shown.keyboard.flat().map(({ text }) => text)).toContainEqual(expect.stringContaining('Close 100 %'));
  await chat.until(() => [...chat.dispatcher.snapshot().orders.values()].some((order) => order.role === 'exit' && order.qty === '0.02'));
});

test('/orders counts what is open at the venue', async () => {
  const at = chat.clock.now();
  chat.venue = { positions: null, orders: { at, list: [openOrder({})] }, failure: null };
  expect((await says('/orders', 'Open at the venue')).text).toMatch(/Open at the venue, asked \d+ s ago: 1/);
});

test('/order tells how much has filled, at what average, the fee, the slippage against the alert, and what the venue says', async () => {
  await chat.hold('0.01');
  const { id } = await chat.alert({ quantity: decimal('0.01'), stopLoss: null, takeProfits: [] });
  const order = chat.orderOf(id, 'entry');
  await chat.send(order.id);
  await chat.fill(order.id, '0.004', '45090', '0.2');
  const at = chat.clock.now();
  chat.venue = {
    positions: null,
    orders: { at, list: [openOrder({ orderId: order.id, qtyFilled: decimal('0.004'), limitPrice: null })] },
    failure: null,
  };
  const shown = await says(`/order ${shortId(order.id)}`, 'Average price');
  expect(shown.text).toMatch(/0\.004 of 0\.01 filled at 45.?090/);
  expect(shown.text).toMatch(/Fee 0\.20? USDT/);
  expect(shown.text).toMatch(/Slippage \+?0.2 ?% against 45.?000 in the alert/);
  expect(shown.text).toMatch(/The venue says, asked \d+ s ago: open, 0.004 of 0.01 filled/);
  chat.venue = { positions: null, orders: { at, list: [] }, failure: null };
  await says(`/order ${shortId(order.id)}`, 'The venue does not list it as open');
  chat.venue = { positions: null, orders: { at: at - 1_000, list: [] }, failure: null };
  await says(`/order ${shortId(order.id)}`, 'before that; it is asked again within a minute');
});
