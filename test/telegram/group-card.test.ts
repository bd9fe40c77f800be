// The one card of an alert of several orders, in the chat, through the real bot and the real engine.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, shortId, strategyName, type Nonce, type SignalId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { AccountShare, Settings, Strategy } from '../../src/core/model/settings.ts';
import type { Reading, Signal } from '../../src/core/model/signal.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, BTC, quote, SETTINGS } from './desk-settings.ts';
import type { FakeMessage } from './fake-telegram.ts';

const ETH = { ...BTC, symbol: 'ETH/USDT', base: 'ETH' };
const share = (name: string, scale: number): AccountShare => ({
  name: accountName(name),
  scale: decimal(scale),
  symbols: {},
  approval: null,
  maxNotional: null,
});
const CROWD = Array.from({ length: 100 }, (_, index) => `follower-${index}`);
const withStrategies = (): Settings => {
  const base = SETTINGS.strategies.get(strategyName('default'));
  if (base === undefined) throw new Error('no default strategy');
  const default_: Strategy = { ...base, symbols: { BTCUSDT: 'BTC/USDT', ETHUSDT: 'ETH/USDT' } };
  const copies: Strategy = { ...default_, name: strategyName('copies'), accounts: [share('paper', 1), share('testnet', 0.5)] };
  const crowd: Strategy = { ...default_, name: strategyName('crowd'), accounts: CROWD.map((name) => share(name, 1)) };
  const [paper] = SETTINGS.accounts.values();
  if (paper === undefined) throw new Error('no account');
  const followers = CROWD.map((name) => [accountName(name), { ...paper, name: accountName(name) }] as const);
  return {
    ...SETTINGS,
    accounts: new Map([...SETTINGS.accounts, ...followers]),
    strategies: new Map([default_, copies, crowd].map((each) => [each.name, each])),
  };
};

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat({ settings: withStrategies() });
});
afterEach(() => chat.close());

const leg = (symbol: string, quantity: string): Reading => ({
  ...newDraft('legs-test'),
  action: 'buy',
  side: 'buy',
  symbol,
  quantity: decimal(quantity),
});
const multi: Partial<Reading> = {
  ...newDraft('legs-test'),
  action: 'multi',
  symbol: null,
  legs: [leg('BTCUSDT', '0.01'), leg('ETHUSDT', '2')],
};
const parts = (id: SignalId): Signal[] => (chat.signal(id).group?.children ?? []).map((each) => chat.signal(each));

async function priceAll(id: SignalId): Promise<void> {
  for (const part of parts(id).filter(({ state, part: each }) => state === 'received' && each?.stage !== 'held')) {
    const instrument = part.symbol === ETH.symbol ? ETH : BTC;
    const now = { ...quote(chat.clock.now(), '1000'), symbol: instrument.symbol };
    await chat.dispatcher.dispatch({ type: 'price_signal', signalId: part.id, instrument, quote: now, nonce: '00000000000000aa' as Nonce });
  }
}

async function open(reading: Partial<Reading>, strategy = 'default'): Promise<{ id: SignalId; card: FakeMessage }> {
  const { id } = await chat.alert(reading, strategy);
  await priceAll(id);
  return { id, card: await chat.shown(ANN.id, `/signal_${shortId(id)}`) };
}

const labels = (card: FakeMessage): string[] => card.keyboard.flat().map(({ text }) => text);
const says = (card: FakeMessage, part: string): Promise<unknown> => chat.until(() => card.text.includes(part));
const entryOf = (id: SignalId, index: number): Order => chat.orderOf(parts(id)[index]?.id ?? id, 'entry');

async function approve(id: SignalId, card: FakeMessage): Promise<void> {
  await chat.telegram.taps(ANN, card, 'Approve').confirmed;
  await priceAll(id);
}

async function complete({ id, qty }: Order): Promise<void> {
  await chat.send(id);
  await chat.accept(id);
  await chat.fill(id, qty, '1000');
}

async function reject({ id }: Order): Promise<void> {
  await chat.send(id);
  await chat.dispatcher.dispatch({ type: 'venue_report', report: { type: 'rejected', orderId: id, reason: 'no margin' } });
}

describe('the card of two legs', () => {
  test('is one message that shows both, what all costs, and one question', async () => {
    const { id, card } = await open(multi);
    expect(card.text.split('\n')).toEqual([
      '🧩 2 LEGS',
      'PAPER · paper · default',
      '',
      'Alert: multi',
      '',
      'Leg 1 🟢 buy 0.01 BTC/USDT, market',
      'Cost 10.00 USDT at 1000 · no stop-loss',
      '',
      'Leg 2 🟢 buy 2 ETH/USDT, market',
      'Cost 2000.00 USDT at 1000 · no stop-loss',
      '',
      'Cost of all 2010.00 USDT',
      '',
      expect.stringMatching(/^⏱ 2 min left, until /),
      '',
      `/signal_${shortId(id)}`,
    ]);
    expect(labels(card)).toEqual(['✅ Approve', '½ size', '❌ Reject', '⏸ Pause strategy']);
    expect(chat.telegram.messages.filter(({ chatId }) => chatId === ANN.id)).toHaveLength(1);
  });

  test('follows both legs to the end in the same message', async () => {
    const { id, card } = await open(multi);
    await approve(id, card);
    await says(card, '👍 Approved by Ann');
    expect(labels(card)).toEqual([]);
    await complete(entryOf(id, 0));
    await says(card, '✅ Filled: 0.01 BTC at 1000');
    expect(card.text).toContain('Leg 2 🟢 buy 2 ETH/USDT, market\n🕓 Not sent yet');
    await complete(entryOf(id, 1));
    await says(card, '✅ Filled: 2 ETH at 1000');
    await says(card, '☑️ All of it is done');
    expect(chat.telegram.messages.filter(({ chatId }) => chatId === ANN.id)).toHaveLength(1);
  });

  test('has a row of buttons for each leg that is held; the rest of them stands on the card of its position', async () => {
    const { id, card } = await open(multi);
    await approve(id, card);
    await complete(entryOf(id, 0));
    await complete(entryOf(id, 1));
    await says(card, '☑️ All of it is done');
    const [btc, eth] = ['BTC/USDT default', 'ETH/USDT default'];
    expect(labels(card)).toEqual([`Close 100 % ${btc}`, `⚙️ ${btc}`, `Close 100 % ${eth}`, `⚙️ ${eth}`]);
    await chat.telegram.taps(ANN, card, `⚙️ ${btc}`).confirmed;
    expect(labels(await chat.shown(ANN.id, 'As of'))).toContain('🛡 Move stop');
    await chat.telegram.taps(ANN, card, `Close 100 % ${eth}`).confirmed;
    const [exit] = [...chat.dispatcher.snapshot().orders.values()].filter(({ role }) => role === 'exit');
    if (exit === undefined) throw new Error('no exit');
    expect([exit.instrument.symbol, exit.qty]).toEqual(['ETH/USDT', '2']);
    await complete(exit);
    await chat.until(() => labels(card).length === 2);
    expect(labels(card)).toEqual([`Close 100 % ${btc}`, `⚙️ ${btc}`]);
  });

  test('½ size halves both, Reject sends nothing', async () => {
    const { id, card } = await open(multi);
    await chat.telegram.taps(ANN, card, '½ size').confirmed;
    await says(card, 'buy 0.005 BTC/USDT');
    await says(card, 'Cost of all 1005.00 USDT');
    await chat.telegram.taps(ANN, card, 'Reject').confirmed;
    await says(card, 'Rejected by Ann');
    expect(chat.signal(id).state).toBe('declined');
    expect(labels(card)).toEqual([]);
  });

  test('asks what is to become of the first when the second fails; Unwind closes it, a second tap does nothing', async () => {
    const { id, card } = await open(multi);
    await approve(id, card);
    await complete(entryOf(id, 0));
    await reject(entryOf(id, 1));
    await says(card, '❓ Close what has filled, or keep it?');
    expect(card.text).toContain('⚠️ Failed: leg 2 (ETH/USDT): the venue refused it: no margin');
    expect(labels(card)).toEqual(['↩️ Unwind', '✋ Keep']);
    await chat.shown(ANN.id, 'A leg failed');
    await chat.restartPolling();
    const both = [chat.telegram.taps(ANN, card, 'Unwind'), chat.telegram.taps(ANN, card, 'Keep')];
    await Promise.all(both.map(({ confirmed }) => confirmed));
    await says(card, '↩️ What has filled is closed again (Ann');
    expect(labels(card)).toEqual([]);
    const exits = [...chat.dispatcher.snapshot().orders.values()].filter(({ role }) => role === 'exit');
    expect(exits).toMatchObject([{ side: 'sell', qty: '0.01', reduceOnly: true }]);
    const [exit] = exits;
    if (exit === undefined) throw new Error('no exit');
    await complete(exit);
    await says(card, '🏁 Closed 0.01 at 1000');
    await says(card, '⚠️ Not all of it was done');
  });

  test('in a denied alert nothing is asked; the chat hears which leg and why', async () => {
    const { id } = await chat.alert({ ...multi, legs: [leg('BTCUSDT', '0.01'), leg('ETHUSDT', '0.0001')] });
    await priceAll(id);
    await chat.shown(ANN.id, 'Alert refused: QUANTITY_TOO_SMALL');
    expect((await chat.shown(ANN.id, 'leg 2 (ETH/USDT)')).text).toContain('Nothing of its entries was sent');
    expect([...chat.dispatcher.snapshot().orders.values()]).toEqual([]);
  });

  test('/signals shows the alert once', async () => {
    const { id } = await open(multi);
    await chat.telegram.says(BOB, '/signals').confirmed;
    const list = await chat.shown(BOB.id, 'awaiting approval');
    expect(list.text.match(/\/signal_/g)).toEqual(['/signal_']);
    expect(list.text).toContain(shortId(id));
  });
});

describe('the card of an alert for two accounts', () => {
  test('shows both in their size and mode, and one tap lets both pass', async () => {
    const { id, card } = await open({ ...multi, ...leg('BTCUSDT', '0.01'), legs: [] }, 'copies');
    expect(card.text).toContain('🟢 BUY BTC/USDT on 2 accounts');
    expect(card.text).toContain('PAPER paper 🟢 buy 0.01 BTC/USDT, market');
    expect(card.text).toContain('SANDBOX testnet · × 0.5 🟢 buy 0.005 BTC/USDT, market');
    await approve(id, card);
    await says(card, 'Approved by Ann');
    expect(parts(id).map(({ state }) => state)).toEqual(['working', 'working']);
    await complete(entryOf(id, 1));
    await says(card, '✅ Filled: 0.005 BTC');
    await complete(entryOf(id, 0));
    await says(card, '☑️ All of it is done');
  });
});

describe('the card of an alert for a hundred accounts', () => {
  test('shows some, counts the others by how they stand, and always says what all cost and how it stands', async () => {
    const { id, card } = await open({ ...multi, ...leg('BTCUSDT', '0.01'), legs: [] }, 'crowd');
    expect(card.text).toContain('🟢 BUY BTC/USDT on 100 accounts');
    expect(card.text).toContain('PAPER follower-0 🟢 buy 0.01 BTC/USDT, market');
    expect(card.text).toMatch(/… and \d+ more: \d+ waiting\n\nCost of all 1000\.00 USDT/);
    expect(card.text).not.toContain('follower-99');
    await approve(id, card);
    await says(card, 'Approved by Ann');
    await reject(entryOf(id, 99));
    // what went wrong is shown first, wherever it stands in the list
    await says(card, 'PAPER follower-99');
    expect(card.text).toContain('no margin');
    for (let index = 0; index < 40; index += 1) await complete(entryOf(id, index));
    await says(card, 'under way');
    for (let index = 40; index < 99; index += 1) await complete(entryOf(id, index));
    await says(card, '⚠️ Not all of it was done');
    expect(card.text).toMatch(/… and \d+ more: \d+ done/);
    expect(card.text.length).toBeLessThanOrEqual(4_096);
    expect(chat.telegram.messages.filter(({ chatId, text }) => chatId === ANN.id && text.includes('100 accounts'))).toHaveLength(1);
  });

  test('many failures are counted, not listed', async () => {
    const { id, card } = await open({ ...multi, ...leg('BTCUSDT', '0.01'), legs: [] }, 'crowd');
    await approve(id, card);
    for (let index = 0; index < 100; index += 1) await reject(entryOf(id, index));
    await says(card, '… and 95 more that failed');
    expect(card.text.match(/⚠️ Failed: /g)).toHaveLength(5);
    expect(card.text.length).toBeLessThanOrEqual(4_096);
  });
});
