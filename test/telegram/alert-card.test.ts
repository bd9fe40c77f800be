// The card of an alert once its entry has filled: it tells of the position, and its buttons lead it to its end.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { shortId, type SignalId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, quote, SETTINGS, VERA } from './desk-settings.ts';
import type { FakeMessage } from './fake-telegram.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
  chat.watched = quote(chat.clock.now(), '45200');
});
afterEach(() => chat.close());

const CLOSES = ['Close 25 %', 'Close 50 %', 'Close 100 %'];
const BUTTONS = [...CLOSES, '⚖️ Break-even', '🛡 Move stop', '🎯 Move target', '〽️ Trail', '🔁 Reverse'];

const labels = (card: FakeMessage): string[] => card.keyboard.flat().map(({ text }) => text);
const plan = () => [...chat.dispatcher.snapshot().positions.values()][0]?.plan ?? null;
const exits = (): Order[] => [...chat.dispatcher.snapshot().orders.values()].filter(({ role }) => role === 'exit');

/** The card of an alert whose entry has filled. */
async function opened(part: Partial<Reading> = {}, qty = '0.1'): Promise<{ readonly id: SignalId; readonly card: FakeMessage }> {
  const { id } = await chat.alert({ quantity: decimal(qty), takeProfits: [], ...part });
  const card = await chat.shown(ANN.id, `/signal_${shortId(id)}`);
  if (chat.signal(id).state === 'awaiting_approval') await chat.telegram.taps(ANN, card, 'Approve').confirmed;
  const entry = await chat.until(() => chat.orderOf(id, 'entry'));
  await chat.send(entry.id);
  await chat.accept(entry.id);
  await chat.fill(entry.id, qty, '45000');
  return { id, card };
}

async function taps(message: FakeMessage, label: string, user = ANN): Promise<string> {
  await chat.until(() => labels(message).some((each) => each.includes(label)));
  const tap = chat.telegram.taps(user, message, label);
  await tap.confirmed;
  return (await chat.until(() => chat.telegram.tapAnswers.get(tap.queryId))).text;
}

async function fillExit(order: Order): Promise<void> {
  await chat.send(order.id);
  await chat.accept(order.id);
  await chat.fill(order.id, order.qty, '45200');
}

const buttonsLeave = (card: FakeMessage): Promise<unknown> => chat.until(() => labels(card).length === 0);

describe('the card of an alert that has become a position', () => {
  test('shows entry, size and why that size, stop, targets, what is locked in, and where each of them lives', async () => {
    const targets = [
      { price: decimal(46_000), share: decimal(40) },
      { price: decimal(48_000), share: decimal(60) },
    ];
    const { id, card } = await opened({ takeProfits: targets });
    const stop = chat.orderOf(id, 'stop_loss');
    await chat.send(stop.id);
    await chat.accept(stop.id);
    await chat.until(() => card.text.includes('in place'));
    expect(card.text.split('\n')).toEqual(
      expect.arrayContaining([
        '🟢 LONG 0.1 BTC/USDT at 45000',
        '📐 quantity 0.1 BTC from the alert',
        '🛡 Stop-loss 44000 in place for 0.1, held by the paper account: reached only while Signalman runs',
        'At the stop -100.00 USDT',
        '👁 Target 46000 for 40 %, watched by Signalman: not while it is down',
        'Take-profit 48000: 🕓 Not sent yet',
      ]),
    );
    const target = chat.orderOf(id, 'take_profit');
    await chat.send(target.id);
    await chat.accept(target.id);
    await chat.until(() => card.text.includes('🎯 Target 48000 for 60 %, held by the paper account: reached only while Signalman runs'));
    expect(labels(card)).toEqual(BUTTONS);
    expect(Math.max(...card.keyboard.flat().map((each) => Buffer.byteLength(each.callback_data)))).toBeLessThanOrEqual(64);
  });

  test('has its buttons from the first fill on, and none before', async () => {
    const { id } = await chat.alert({ quantity: decimal('0.1') });
    const card = await chat.shown(ANN.id, `/signal_${shortId(id)}`);
    await chat.telegram.taps(ANN, card, 'Approve').confirmed;
    await buttonsLeave(card);
    const entry = chat.orderOf(id, 'entry');
    await chat.send(entry.id);
    await chat.accept(entry.id);
    await chat.until(() => card.text.includes('nothing filled yet'));
    expect(labels(card)).toEqual([]);
    await chat.fill(entry.id, '0.04', '45000');
    await chat.until(() => card.text.includes('LONG 0.04'));
    expect(labels(card)).toEqual(BUTTONS);
  });

  test.each([
    ['Close 25 %', '0.025'],
    ['Close 50 %', '0.05'],
  ])('%s leaves a part, once, and the card shows what is left', async (label, qty) => {
    const { card } = await opened();
    expect(await taps(card, label)).toContain(label.replace('Close', 'Closing'));
    await chat.until(() => card.text.includes('An exit is under way'));
    const [exit, ...more] = exits();
    expect([exit?.qty, more.length]).toEqual([qty, 0]);
    if (exit === undefined) throw new Error('no exit');
    await fillExit(exit);
    await chat.until(() => card.text.includes(`LONG ${label.includes('25') ? '0.075' : '0.05'} BTC/USDT at 45000`));
    expect(labels(card)).toEqual(BUTTONS);
  });

  test('Close 100 % ends it: the card says so and its buttons are gone, also for whoever still sees one', async () => {
    const { card } = await opened();
    await chat.until(() => labels(card).length > 0);
    const seen = card.keyboard;
    await taps(card, 'Close 100 %');
    const [exit] = exits();
    if (exit === undefined) throw new Error('no exit');
    await fillExit(exit);
    await buttonsLeave(card);
    expect(card.text).toContain('🏁 Closed; the result is told by what closed it');
    expect(card.text).not.toContain('LONG');
    expect((await chat.shown(ANN.id, 'Result +')).text).toContain('🏁 Closed 0.1 at 45200');

    const late = chat.telegram.tapsData(BOB, card, seen[0]?.[0]?.callback_data ?? '');
    await late.confirmed;
    expect((await chat.until(() => chat.telegram.tapAnswers.get(late.queryId))).text).toContain('closed already');
    expect(card.text).toContain('🟢 BUY 0.1 BTC/USDT');
    expect(exits()).toHaveLength(1);
  });

  test('the stop that closes it takes the buttons away, and its result stands on the card', async () => {
    const { id, card } = await opened();
    const stop = chat.orderOf(id, 'stop_loss');
    await chat.send(stop.id);
    await chat.accept(stop.id);
    await chat.until(() => labels(card).length > 0);
    await chat.fill(stop.id, '0.1', '44000');
    await buttonsLeave(card);
    expect(card.text).toContain('🏁 Closed at 44000 by stop-loss');
    expect(card.text).not.toContain('the result is told by');
  });

  test('Break-even moves the stop, and the card shows where it is now', async () => {
    const { card } = await opened();
    expect(await taps(card, 'Break-even')).toContain('at its entry price');
    await chat.until(() => card.text.includes('At the stop +0.00 USDT') || card.text.includes('At the stop 0.00 USDT'));
    expect(plan()?.stopLoss).toBe('45000');
    expect(card.text).toContain('🟢 BUY 0.1 BTC/USDT');
  });

  test.each([
    ['Move stop', 'Move the stop of BTC/USDT', '44100', () => plan()?.stopLoss, '44100'],
    ['Move target', 'Move the target of BTC/USDT', '47500', () => plan()?.takeProfit, '47500'],
    ['Trail', 'Trail the stop of BTC/USDT', '500', () => plan()?.stopLoss, '44700'],
  ])('%s asks in a message of its own, and the card shows the answer', async (label, question, text, seen, wanted) => {
    const { card } = await opened();
    await taps(card, label);
    await chat.shown(ANN.id, question);
    await chat.telegram.says(ANN, text).confirmed;
    await chat.shown(ANN.id, 'Plan:');
    expect(seen()).toBe(wanted);
    await chat.until(() => card.text.includes(wanted));
    expect(labels(card)).toEqual(BUTTONS);
  });

  test('Reverse leaves at once, and a second tap does not lead back', async () => {
    const { card } = await opened();
    await chat.until(() => labels(card).length > 0);
    const both = [chat.telegram.taps(ANN, card, 'Reverse'), chat.telegram.taps(BOB, card, 'Reverse')];
    await Promise.all(both.map(({ confirmed }) => confirmed));
    expect(chat.dispatcher.of('reverse_position')).toHaveLength(1);
    expect(exits().map(({ qty, side }) => [qty, side])).toEqual([['0.1', 'sell']]);
  });

  test('its buttons are for traders', async () => {
    const { card } = await opened();
    for (const label of BUTTONS) expect(await taps(card, label, VERA), label).toContain('needs the role trader');
    expect([exits().length, plan()?.stopLoss]).toEqual([0, '44000']);
  });

  test('an addition takes the buttons over: they stand on the card of the newest entry, for all of it', async () => {
    chat.venueLagMs = 3;
    const first = await opened();
    await chat.until(() => labels(first.card).length > 0);
    await chat.clock.advance(1_000);
    const second = await opened();
    await chat.until(() => labels(second.card).includes('Close 25 %'));
    await buttonsLeave(first.card);
    expect(second.card.text).toContain('🟢 LONG 0.2 BTC/USDT at 45000');
    expect(first.card.text).toContain('↪️ Part of the position; the buttons are on the card of its newest entry');
    await taps(second.card, 'Close 50 %');
    expect(exits().map(({ qty }) => qty)).toEqual(['0.1']);
  });

  test('a stop that trails and is watched here is followed once a minute, without a journal entry', async () => {
    await chat.close();
    const [paper] = SETTINGS.accounts.values();
    if (paper === undefined) throw new Error('no account');
    const watched = { ...paper, traits: { ...paper.traits, nativeStops: false } };
    chat = await openChat({ settings: { ...SETTINGS, accounts: new Map([[paper.name, watched]]) } });
    chat.watched = quote(chat.clock.now(), '45200');
    const { card } = await opened();
    await chat.telegram.says(ANN, '/trail BTCUSDT 500').confirmed;
    await chat.until(() => card.text.includes('stop trails by 500'));
    chat.deliverer.start();
    await chat.until(() => chat.dispatcher.due().every(({ type }) => type !== 'show_card'));
    const shown = chat.dispatcher.of('card_shown').length;
    const account = [...chat.dispatcher.snapshot().positions.values()][0]?.account;
    if (account === undefined) throw new Error('nothing is held');
    const price = quote(chat.clock.now(), '46000');
    const seen = { quote: price, last: price.last, high: price.last, low: price.last, since: price.at };
    await chat.dispatcher.dispatch({ type: 'observe_price', account, seen, idSeed: 'a'.repeat(13) });
    expect(plan()?.stopLoss).toBe('45500');
    await chat.clock.advance(60_000);
    await chat.until(() => card.text.includes('45500'));
    expect(card.text).toContain('🔒 +50.00 USDT locked in at the stop');
    expect(chat.dispatcher.of('card_shown')).toHaveLength(shown);
  });
});
