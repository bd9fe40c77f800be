// The question that a missed alert asks, answered through the real bot.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB } from './desk-settings.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

/** The sender adds 0.01 and believes that it held 0.02 before. */
const ADDS: Partial<Reading> = {
  dialect: 'tradingview-json',
  quantity: decimal('0.01'),
  positionTarget: 'long',
  sizeAfter: decimal('0.03'),
  previousPosition: 'long',
  previousSize: decimal('0.02'),
};
const question = () => chat.shown(ANN.id, 'TradingView says long 0.03, you hold long 0.01: sync or ignore?');

test('Sync enters what is missing, through a card like any entry', async () => {
  await chat.hold('0.01');
  await chat.dispatcher.dispatch({
    type: 'set_approval_mode',
    strategy: chat.dispatcher.snapshot().strategies.keySeq().first() ?? ('default' as never),
    mode: 'confirm',
    by: { userId: 0, userName: 'test' },
    updateId: null,
  });
  const { id } = await chat.alert(ADDS);
  const asked = await question();
  expect(asked.keyboard.flat().map((button) => button.text)).toEqual(['🔄 Sync', 'Ignore']);
  await chat.telegram.taps(BOB, asked, 'Sync').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  const synced = chat.dispatcher.snapshot().signals.findLast((signal) => signal.id !== id && signal.origin.type === 'chat');
  expect(synced).toMatchObject({ state: 'received', entry: { side: 'buy', target: '0.03' } });
  // what was asked for by the alert itself is part of the target now
  expect(chat.signal(id).state).toBe('superseded');
});

test('Ignore closes the question and changes nothing', async () => {
  await chat.hold('0.01');
  const { id } = await chat.alert(ADDS);
  const asked = await question();
  await chat.telegram.taps(ANN, asked, 'Ignore').confirmed;
  await chat.until(() => asked.keyboard.length === 0);
  expect(asked.text).toContain('Ann');
  expect(chat.dispatcher.snapshot().signals.filter((signal) => signal.origin.type === 'chat').size).toBe(0);
  expect(chat.signal(id).state).not.toBe('superseded');
});

test('Sync of what is too much leaves at once', async () => {
  await chat.hold('0.05');
  await chat.alert({ ...ADDS, action: 'close_long', side: 'sell', quantity: decimal('0.01'), sizeAfter: decimal('0.01') });
  const asked = await chat.shown(ANN.id, 'TradingView says long 0.01, you hold long 0.05: sync or ignore?');
  const [first] = [...chat.dispatcher.snapshot().activeOrders].flatMap((id) => chat.dispatcher.snapshot().orders.get(id) ?? []);
  if (first === undefined) throw new Error('the exit of the alert itself is missing');
  await chat.send(first.id);
  await chat.fill(first.id, '0.01', '45000');
  await chat.telegram.taps(ANN, asked, 'Sync').confirmed;
  const exits = [...chat.dispatcher.snapshot().orders.values()].filter((order) => order.role === 'exit');
  expect(exits.map((order) => order.qty)).toEqual(['0.01', '0.03']);
});
