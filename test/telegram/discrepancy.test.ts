// A difference between the books and a venue, answered through the real bot.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type Nonce, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { VenueOrder } from '../../src/core/model/venues/report.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, BTC, VERA } from './desk-settings.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat({
    chats: [
      { chatId: String(ANN.id), topicId: null },
      { chatId: String(VERA.id), topicId: null },
    ],
  });
});
afterEach(() => chat.close());

let nonces = 0;
const nonce = (): Nonce => (nonces += 1).toString(16).padStart(16, 'd') as Nonce;
const account = (): ReturnType<typeof accountName> =>
  [...chat.dispatcher.snapshot().positions.values()][0]?.account ?? accountName('paper');

const see = (held: string, booked: string) =>
  chat.dispatcher.dispatch({
    type: 'venue_seen',
    account: account(),
    positions: [
      { symbol: BTC.symbol, booked: decimal(booked), held: decimal(held), instrument: BTC, price: decimal('46000'), productType: null },
    ],
    orders: [],
    gone: [],
    nonce: nonce(),
  });

const FOREIGN: VenueOrder = {
  orderId: null,
  venueOrderId: 'x1' as VenueOrderId,
  symbol: BTC.symbol,
  side: 'buy',
  type: 'limit',
  qty: decimal('0.2'),
  qtyFilled: decimal('0'),
  limitPrice: decimal('40000'),
  stopPrice: null,
  reduceOnly: false,
  at: 0,
};
const seeOrder = () =>
  chat.dispatcher.dispatch({
    type: 'venue_seen',
    account: account(),
    positions: [],
    orders: [{ order: FOREIGN, instrument: BTC, price: decimal('45000') }],
    gone: [],
    nonce: nonce(),
  });

const question = () => chat.shown(ANN.id, 'the venue holds something else');
const labels = (message: { readonly keyboard: readonly (readonly { readonly text: string }[])[] }) =>
  message.keyboard.flat().map(({ text }) => text);
/** Nothing is owed to people. */
const isShown = () => !chat.dispatcher.due().some((work) => work.type === 'deliver_notification' || work.type === 'show_card');
const qtys = () => [...chat.dispatcher.snapshot().positions.values()].map(({ strategy, qty }) => `${strategy} ${qty}`);

test('Adopt writes off what the venue does not have, and the message says who did it', async () => {
  await chat.hold('0.01');
  await see('0', '0.01');
  const asked = await question();
  expect(asked.text).toMatch(/\((PAPER|SANDBOX|LIVE)\) holds 0, the books say 0.01: 0.01 of the books are not there/);
  expect(labels(asked)).toEqual(['📥 Adopt (write off)', 'Ignore']);
  await chat.telegram.taps(ANN, asked, 'Adopt').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  expect(asked.text).toContain('0.01 written off for default; no result is counted');
  expect(asked.text).toContain('Ann');
  expect(qtys()).toEqual(['default 0']);
});

test('a surplus is adopted for the strategy that the button names', async () => {
  await see('0.02', '0');
  const asked = await question();
  const buttons = labels(asked);
  expect(buttons).toContain('📥 Adopt: default');
  expect(buttons.slice(-2)).toEqual(['Ignore', '❌ Close it']);
  await chat.telegram.taps(ANN, asked, 'Adopt: default').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  expect(qtys()).toEqual(['default 0.02']);
});

test('Close sends a reduce-only exit of the surplus alone', async () => {
  await chat.hold('0.01');
  await see('0.03', '0.01');
  const asked = await question();
  await chat.telegram.taps(ANN, asked, 'Close it').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  const exits = [...chat.dispatcher.snapshot().orders.values()].filter((order) => order.role === 'exit');
  expect(exits).toMatchObject([{ side: 'sell', qty: '0.02', reduceOnly: true }]);
});

test('Ignore: it is not told again until it changes', async () => {
  await chat.hold('0.01');
  await see('0.03', '0.01');
  const asked = await question();
  await chat.telegram.taps(ANN, asked, 'Ignore').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  await see('0.03', '0.01');
  await chat.clock.advance(120_000);
  expect(chat.telegram.messages.filter((each) => each.chatId === ANN.id && each.text.includes('holds something else'))).toHaveLength(1);
  await see('0.05', '0.01');
  await chat.shown(ANN.id, 'holds 0.05');
});

test('a viewer may not answer, and a second tap of another person does nothing', async () => {
  await chat.hold('0.01');
  await see('0.03', '0.01');
  const asked = await question();
  const viewers = await chat.shown(VERA.id, 'the venue holds something else');
  const refused = chat.telegram.taps(VERA, viewers, 'Close it').queryId;
  await chat.until(() => chat.telegram.tapAnswers.get(refused)?.text.includes('needs the role trader'));
  expect(qtys()).toEqual(['default 0.01']);
  await chat.telegram.taps(ANN, asked, 'Ignore').confirmed;
  const late = chat.telegram.taps(BOB, viewers, 'Close it').queryId;
  await chat.until(() => chat.telegram.tapAnswers.get(late)?.text.includes('Answered already'));
  expect([...chat.dispatcher.snapshot().orders.values()].filter((order) => order.role === 'exit')).toEqual([]);
});

test('the buttons work after a restart of the bot', async () => {
  await chat.hold('0.01');
  await see('0', '0.01');
  const asked = await question();
  await chat.until(isShown);
  await chat.restartPolling();
  await chat.telegram.taps(ANN, asked, 'Adopt').confirmed;
  await chat.until(() => qtys()[0] === 'default 0');
  await chat.until(isShown);
});

test('a foreign order can be followed, left alone or cancelled', async () => {
  await seeOrder();
  const asked = await chat.shown(ANN.id, 'an open order that is not followed');
  expect(asked.text).toContain('buy 0.2');
  expect(asked.text).toContain('limit at 40000 (order x1)');
  expect(labels(asked).slice(-2)).toEqual(['Ignore', '✂️ Close (cancel it)']);
  await chat.telegram.taps(ANN, asked, 'Close (cancel it)').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  expect(chat.dispatcher.due().filter((work) => work.type === 'cancel_foreign_order')).toHaveLength(1);
});

test('two foreign orders of one market have buttons that can be told apart', async () => {
  const second = { ...FOREIGN, venueOrderId: 'x2' as typeof FOREIGN.venueOrderId, limitPrice: decimal('41000') };
  const orders = [FOREIGN, second].map((order) => ({ order, instrument: BTC, price: decimal('45000') }));
  await chat.dispatcher.dispatch({ type: 'venue_seen', account: account(), positions: [], orders, gone: [], nonce: nonce() });
  await chat.telegram.says(ANN, '/orders').confirmed;
  const list = await chat.shown(ANN.id, 'No orders in the last 7 days');
  const closing = labels(list).filter((text) => text.includes('Close'));
  expect(closing).toEqual(['✂️ Close (cancel it) · 1. BTC/USDT', '✂️ Close (cancel it) · 2. BTC/USDT']);
  expect(list.text).toMatch(/1\. Not followed: .*40000[^]*2\. Not followed: .*41000/);
});

const seeMoney = (amount: string) =>
  chat.dispatcher.dispatch({
    type: 'books_compared',
    account: accountName('paper'),
    strange: [],
    unlisted: [],
    cash: { currency: 'USDT', amount: decimal(amount) },
    nonce: nonce(),
  });

test('money that no order explains: Adopt takes it as it is, and the message says who did it', async () => {
  await seeMoney('10000');
  await seeMoney('10500');
  const asked = await chat.shown(ANN.id, 'the balance moved by +500 USDT that no order of ours explains');
  expect(labels(asked)).toEqual(['📥 Adopt', 'Ignore']);
  await chat.telegram.taps(ANN, asked, 'Adopt').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  expect(asked.text).toContain('10500 USDT is what paper has');
  expect(chat.dispatcher.snapshot().discrepancies.size).toBe(0);
});

test('money that no order explains: Ignore, and it is told again when it has moved further', async () => {
  await seeMoney('10000');
  await seeMoney('10500');
  const asked = await chat.shown(ANN.id, 'the balance moved by +500');
  await chat.telegram.taps(ANN, asked, 'Ignore').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  await seeMoney('10500');
  await seeMoney('11000');
  await chat.shown(ANN.id, 'the balance moved by +1000');
  await chat.until(isShown);
});
