// /explain, and what is pasted or forwarded: the reading with every sum, and the button that makes a card of it.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { strategyName } from '../../src/core/model/ids.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { type ChatHarness, openChat, PLANTED } from './chat-harness.ts';
import { ANN, BOB, EVE, VERA } from './desk-settings.ts';
import type { FakeMessage } from './fake-telegram.ts';

const LINE = 'BUY BTCUSDT @ 45000 qty=0.0155 sl=44000 tp=47000';
const FORWARDED = { forward_origin: { type: 'channel', date: 1, chat: { id: -100, type: 'channel', title: 'Signals' }, message_id: 7 } };

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

const say = (text: string, user = ANN, extra: object = {}) => chat.telegram.says(user, text, { extra }).confirmed;
const labels = (message: FakeMessage): string[] => message.keyboard.flat().map(({ text }) => text);
const signals = (): Signal[] => [...chat.dispatcher.snapshot().signals.values()];

async function explained(text: string, user = ANN, extra: object = {}): Promise<FakeMessage> {
  await say(text, user, extra);
  return chat.shown(user.id, '🔎');
}

describe('an explanation', () => {
  test('shows the reading and the whole sum', async () => {
    const { text } = await explained(`/explain ${LINE}`);
    expect(text).toContain('🔎 BUY BTCUSDT');
    expect(text).toContain('Read as one-line-text: buy BTCUSDT · qty 0.0155 · price 45000 · stop 44000 · target 47000');
    expect(text).toContain('A card would ask first');
    expect(text).toContain('✓ strategy and symbol: BTCUSDT is BTC/USDT (spot), traded by default on paper (PAPER)');
    expect(text).toContain('✓ size: quantity 0.0155 BTC from the alert; rounded down from 0.0155 to 0.015 (step 0.001)');
    expect(text).toContain('✓ minimum value: 675.15 of at least 5 USDT');
    expect(text).toContain('✓ stop on the right side: 44000 for a buy at 45010: risk 15.15 USDT');
    expect(chat.dispatcher.of('receive_alert')).toEqual([]);
  });

  test('shows what else the alert says, and its warnings', async () => {
    const alert =
      '{"action":"buy","symbol":"BTCUSDT","quantity":1,"leverage":5,"comment":"breakout","stoplos":44000,"secret":"abcdefghijkl"}';
    const { text } = await explained(`/explain ${alert}`);
    expect(text).toContain('leverage: 5');
    expect(text).toContain('comment: breakout');
    expect(text).toContain('⚠️ Unknown field "stoplos" has no effect; did you mean stop_loss?');
    expect(text).not.toContain('abcdefghijkl');
  });

  test('says what stands against it, and offers no button', async () => {
    const message = await explained('/explain BUY BTCUSDT qty=0.0001');
    expect(message.text).toContain('⛔ It would be denied');
    expect(message.text).toContain('QUANTITY_TOO_SMALL');
    expect(message.keyboard).toEqual([]);
  });

  test('without a text says how', async () => {
    await say('/explain');
    expect((await chat.shown(ANN.id, 'Paste an alert')).text).toContain('/explain BUY');
  });

  test('of another strategy: its name stands before the text, or the text is in the message that was replied to', async () => {
    expect((await explained(`/explain swing ${LINE}`)).text).toContain('traded by swing on testnet (SANDBOX)');
    await say('/explain scalper', ANN, { reply_to_message: { message_id: 1, date: 1, chat: { id: ANN.id, type: 'private' }, text: LINE } });
    await chat.shown(ANN.id, 'traded by scalper');
  });

  test('is for viewers too, who get no button', async () => {
    const message = await explained(LINE, VERA);
    expect(message.keyboard).toEqual([]);
    expect(message.text).toContain('A trader can make a card of it');
    expect(chat.dispatcher.of('ask')).toEqual([]);
  });

  test('is for nobody else', async () => {
    await say(LINE, EVE);
    await chat.shown(EVE.id, 'Not allowed');
    expect(chat.message(EVE.id, '🔎')).toBeUndefined();
  });
});

describe('without the command', () => {
  test.each([
    ['pasted', LINE, {}],
    ['forwarded from a channel', LINE, FORWARDED],
    ['pasted JSON over several lines', '{\n "action": "buy",\n "symbol": "BTCUSDT",\n "quantity": 0.02\n}', {}],
  ])('an alert that is %s is explained', async (_, text, extra) => {
    const message = await explained(text, BOB, extra);
    expect(message.text).toContain('🔎 BUY BTCUSDT');
    expect(labels(message)).toEqual(['🃏 Make a card of it', 'Leave it']);
  });

  test('the words under a forwarded picture are explained', async () => {
    const { text: _none, ...picture } = {
      text: undefined,
      caption: LINE,
      photo: [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }],
    };
    await chat.telegram.says(ANN, '', { extra: { ...picture, text: undefined, ...FORWARDED } }).confirmed;
    expect((await chat.shown(ANN.id, '🔎')).text).toContain('BUY BTCUSDT');
  });

  test('what is no alert is called so, and the way to the commands stands beside it', async () => {
    const { text } = await explained('good morning everybody');
    expect(text).toContain('Not taken as an alert');
    expect(text).toContain('NOT_UNDERSTOOD');
    expect(text).toContain('Commands begin with a slash');
  });

  test('in a group nothing is said to what people say to each other', async () => {
    await chat.telegram.says(ANN, LINE, { chatId: -1001 }).confirmed;
    for (const user of [ANN, EVE]) await chat.telegram.says(user, '/ shrug, whatever', { chatId: -1001 }).confirmed;
    await chat.telegram.says(ANN, '/status', { chatId: -1001 }).confirmed;
    await chat.shown(-1001, 'Trading is active');
    expect(chat.message(-1001, '🔎')).toBeUndefined();
    expect(chat.message(-1001, 'shrug')).toBeUndefined();
    expect(chat.message(-1001, 'Not allowed')).toBeUndefined();
  });
});

describe('the button under it', () => {
  test('makes a card, also of a strategy that asks nobody; the card leads to the order', async () => {
    await chat.dispatcher.dispatch({
      type: 'set_approval_mode',
      strategy: strategyName('default'),
      mode: 'auto',
      by: { userId: 0, userName: 't' },
      updateId: null,
    });
    const message = await explained(LINE, BOB);
    await chat.telegram.taps(BOB, message, 'Make a card').confirmed;
    const [signal] = await chat.until(() => (signals().length === 1 ? signals() : null));
    if (signal === undefined) throw new Error('no signal');
    expect(signal.origin).toMatchObject({ type: 'chat', userId: BOB.id, pasted: true });
    await chat.until(() => chat.message(BOB.id, 'Taken in'));
    expect(chat.message(BOB.id, 'Taken in')?.keyboard).toEqual([]);
    await chat.price(signal.id);
    const card = await chat.shown(ANN.id, 'Asked by Bob');
    expect(labels(card)).toContain('✅ Approve');
    await chat.telegram.taps(ANN, card, 'Approve').confirmed;
    expect(chat.orderOf(signal.id, 'entry').qty).toBe('0.015');
  });

  test('is good once, and for traders only', async () => {
    const message = await explained(LINE, BOB);
    const refused = chat.telegram.taps(VERA, message, 'Make a card');
    await refused.confirmed;
    expect(signals()).toEqual([]);
    await chat.telegram.taps(BOB, message, 'Make a card').confirmed;
    await chat.telegram.tapsData(ANN, message, message.keyboard.flat()[0]?.callback_data ?? '').confirmed;
    expect(signals()).toHaveLength(1);
  });

  test('of an exit closes at once', async () => {
    await chat.hold('0.01');
    const message = await explained('CLOSE BTCUSDT 50%', BOB);
    expect(message.text).toContain('closes 0.005 of 0.01 BTC');
    expect(labels(message)).toEqual(['⚡️ Do it now', 'Leave it']);
    await chat.telegram.taps(BOB, message, 'Do it now').confirmed;
    const close = await chat.until(() => signals().find(({ reading }) => reading.action === 'close'));
    expect(chat.orderOf(close.id, 'exit').qty).toBe('0.005');
  });

  test('can be left', async () => {
    const message = await explained(LINE, BOB);
    await chat.telegram.taps(BOB, message, 'Leave it').confirmed;
    expect([signals(), chat.dispatcher.snapshot().prompts.size]).toEqual([[], 0]);
  });

  test('comes again with its update, and stays one question', async () => {
    const sent = chat.telegram.says(BOB, LINE);
    await sent.confirmed;
    await chat.shown(BOB.id, '🔎');
    chat.telegram.redeliver(sent.updateId);
    await chat.restartPolling();
    await chat.until(() => chat.telegram.messages.filter(({ text }) => text.includes('🔎')).length === 2);
    expect(chat.dispatcher.snapshot().prompts.size).toBe(1);
    const [first, second] = chat.telegram.messages.filter(({ text }) => text.includes('🔎')).map(({ keyboard }) => keyboard);
    expect(second).toEqual(first);
  });

  test('is missing while the disk takes nothing; the explanation is there', async () => {
    chat.dispatcher.disk = 'failed';
    const message = await explained(LINE, BOB);
    expect(message.keyboard).toEqual([]);
    chat.dispatcher.disk = null;
  });
});

test('a secret that stands in what was pasted is neither kept nor shown', async () => {
  const [secret = ''] = PLANTED;
  await explained(`{"action":"buy","symbol":"BTCUSDT","quantity":0.02,"note":"${secret}","comment":"${secret}","secret":"${secret}"}`, BOB);
  expect(JSON.stringify(chat.telegram.messages)).not.toContain(secret);
  expect(JSON.stringify(chat.dispatcher.snapshot().prompts)).not.toContain(secret);
});
