// Cards and notifications on their way: nothing lost, nothing owed for ever, nothing doubled where that can be known.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Nonce } from '../../src/core/model/ids.ts';
import { ELSEWHERE, READING, type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, SETTINGS } from './desk-settings.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat({ access: { admins: [ANN.id, BOB.id], traders: [], viewers: [] } });
});
afterEach(() => chat.close());

const blocked = { type: 'error' as const, code: 403, description: 'Forbidden: bot was blocked by the user' };
const cardsIn = (chatId: number): number =>
  chat.telegram.messages.filter((message) => message.chatId === chatId && message.text.includes('🟢 BUY')).length;
const owed = (): string[] =>
  chat.dispatcher
    .due()
    .filter(({ type }) => type === 'show_card' || type === 'deliver_notification')
    .map(({ key }) => key);
const notify = async (text = 'nothing can be written'): Promise<void> => {
  await chat.dispatcher.dispatch({
    type: 'notify',
    notificationId: 'x' as never,
    severity: 'alarm',
    groupKey: 'g',
    title: 'Disk is full',
    text,
    nextStep: 'Free some space.',
  });
};

describe('cards', () => {
  test('are recorded for each chat, and nothing stays owed', async () => {
    const { id } = await chat.alert();
    await chat.until(() => owed().length === 0);
    expect(
      chat
        .signal(id)
        .cards.map((card) => card.chatId)
        .toSorted(),
    ).toEqual(['11', '12']);
    expect([cardsIn(ANN.id), cardsIn(BOB.id)]).toEqual([1, 1]);
  });
  test('a chat that blocked the bot is reported and does not hold up the others', async () => {
    chat.telegram.failNext('sendMessage', blocked);
    const { id } = await chat.alert();
    await chat.until(() => owed().length === 0);
    expect(cardsIn(ANN.id) + cardsIn(BOB.id)).toBe(1);
    expect(chat.lostChats).toHaveLength(1);
    const lost = Number(chat.lostChats[0]);
    // The next news of the signal tries it again.
    await chat.telegram.taps(ANN, await chat.shown(lost === ANN.id ? BOB.id : ANN.id, '🟢 BUY'), 'Reject').confirmed;
    expect((await chat.shown(lost, '🟢 BUY')).text).toContain('Rejected by Ann');
    await chat.until(() => owed().length === 0);
    expect(chat.signal(id).cards.every((card) => card.messageId > 0)).toBe(true);
  });
  test('a card that was shown while the disk could not record it is edited later, not sent again', async () => {
    const dispatch = chat.dispatcher.dispatch.bind(chat.dispatcher);
    let failures = 3;
    chat.dispatcher.dispatch = (command) => {
      if (command.type !== 'card_shown' || failures === 0) return dispatch(command);
      failures -= 1;
      return Promise.reject(new Error('No space left on device'));
    };
    await chat.alert();
    await chat.until(() => owed().length === 0);
    expect(failures).toBe(0);
    expect([cardsIn(ANN.id), cardsIn(BOB.id)]).toEqual([1, 1]);
    // nothing new was to be told: the rate of the chat is left to answers
    expect(chat.telegram.calls.filter(({ method }) => method === 'editMessageText')).toEqual([]);
  });
  test('a card in a chat that gets no new ones any more goes on telling, and loses its buttons', async () => {
    const { id } = await chat.alert();
    const card = await chat.shown(ANN.id, '🟢 BUY');
    await chat.until(() => owed().length === 0);
    const old = await chat.parts.outbox.send({
      to: { chatId: '99', topicId: null },
      message: { html: card.html, keyboard: [[{ text: 'Approve', data: 'a:1' }]] },
      priority: 'card',
    });
    if (old.type !== 'sent') throw new Error(old.detail);
    await chat.dispatcher.dispatch({
      type: 'card_shown',
      signalId: id,
      card: { chatId: '99', messageId: old.messageId, revision: 0 },
      done: true,
    });
    await chat.telegram.taps(ANN, card, 'Reject').confirmed;
    await chat.until(() => chat.message(99, 'Rejected by Ann'));
    expect(chat.message(99, 'Rejected by Ann')).toMatchObject({ messageId: old.messageId, keyboard: [] });
  });
  test('a card in the local page, from before there was a token, is left alone: that chat is not lost', async () => {
    const { id } = await chat.alert();
    const card = await chat.shown(ANN.id, '🟢 BUY');
    await chat.until(() => owed().length === 0);
    const elsewhere = { chatId: ELSEWHERE, messageId: 7, revision: 0 };
    await chat.dispatcher.dispatch({ type: 'card_shown', signalId: id, card: elsewhere, done: true });
    await chat.telegram.taps(ANN, card, 'Reject').confirmed;
    await chat.until(() => chat.message(BOB.id, 'Rejected by Ann'));
    await chat.until(() => owed().length === 0);
    expect(chat.telegram.calls.filter(({ payload }) => String(payload['chat_id']) === ELSEWHERE)).toEqual([]);
    expect(chat.lostChats).toEqual([]);
  });
  test('a card that a person deleted comes back with the next news', async () => {
    await chat.alert();
    const card = await chat.shown(ANN.id, '🟢 BUY');
    await chat.until(() => owed().length === 0);
    const tap = chat.telegram.taps(ANN, card, 'Reject');
    chat.telegram.messages.splice(chat.telegram.messages.indexOf(card), 1);
    await tap.confirmed;
    expect((await chat.shown(ANN.id, 'Rejected by Ann')).keyboard).toEqual([]);
  });
  test('while Telegram is away nothing is lost, and what comes then is the latest', async () => {
    chat.telegram.failNext('sendMessage', { type: 'drop_before' }, 6);
    const { id } = await chat.alert();
    await chat.until(() => chat.parts.outbox.reachable().downSince !== null);
    await chat.dispatcher.dispatch({
      type: 'decline',
      nonce: chat.signal(id).approval?.nonce ?? ('' as Nonce),
      by: { userId: 1, userName: 'Zoe' },
      updateId: null,
      pauseStrategy: false,
    });
    for (let round = 0; round < 6; round += 1) await chat.clock.advance(30_000);
    await chat.until(() => owed().length === 0);
    const cards = chat.telegram.messages.filter(({ text }) => text.includes('🟢 BUY'));
    expect(cards.map(({ text }) => text.includes('Rejected by Zoe'))).toEqual([true, true]);
    expect(cards.every(({ edits }) => edits === 0)).toBe(true);
  });
});

describe('notifications', () => {
  test('reach every chat once and are recorded', async () => {
    await notify();
    for (const user of [ANN, BOB]) expect((await chat.shown(user.id, 'Disk is full')).text).toContain('→ Free some space.');
    await chat.until(() => owed().length === 0);
    expect(chat.telegram.messages).toHaveLength(2);
    expect(chat.dispatcher.snapshot().notifications.every(({ delivered }) => delivered)).toBe(true);
  });
  test('that were sent while the disk could not record it are not sent again', async () => {
    const dispatch = chat.dispatcher.dispatch.bind(chat.dispatcher);
    let failures = 3;
    chat.dispatcher.dispatch = (command) => {
      if (command.type !== 'notification_delivered' || failures === 0) return dispatch(command);
      failures -= 1;
      return Promise.reject(new Error('No space left on device'));
    };
    await notify();
    await chat.until(() => owed().length === 0);
    expect(failures).toBe(0);
    expect(chat.telegram.messages).toHaveLength(2);
  });
  test('that take in another one while they are on their way are told once more, with that', async () => {
    const dispatch = chat.dispatcher.dispatch.bind(chat.dispatcher);
    let isFirst = true;
    chat.dispatcher.dispatch = async (command) => {
      if (command.type === 'notification_delivered' && isFirst) {
        isFirst = false;
        await notify('the mail server is away');
      }
      return dispatch(command);
    };
    await notify();
    await chat.until(() => owed().length === 0);
    for (const user of [ANN, BOB]) await chat.shown(user.id, 'the mail server is away');
    const withText = (words: string): number => chat.telegram.messages.filter(({ text }) => text.includes(words)).length;
    expect([withText('nothing can be written'), withText('the mail server is away')]).toEqual([2, 2]);
  });
  test('that cannot reach any chat are given up and reported', async () => {
    chat.telegram.failNext('sendMessage', blocked, 2);
    await notify();
    await chat.until(() => owed().length === 0);
    expect(chat.lostChats.toSorted()).toEqual(['11', '12']);
  });
  test('come without a sound where config.yaml wants them so', async () => {
    await notify();
    await chat.shown(ANN.id, 'Disk is full');
    await chat.close();
    const loud = chat.telegram.calls.filter(({ method }) => method === 'sendMessage').map(({ payload }) => payload['disable_notification']);
    chat = await openChat({ settings: { ...SETTINGS, notifications: { alarm: 'silent' } } });
    await notify();
    await chat.shown(ANN.id, 'Disk is full');
    const silent = chat.telegram.calls.find(({ method }) => method === 'sendMessage');
    expect([new Set(loud), silent?.payload['disable_notification']]).toEqual([new Set([undefined]), true]);
  });
  test('wait until somebody has paired', async () => {
    await chat.close();
    chat = await openChat({ access: { admins: [], traders: [], viewers: [] } });
    await notify();
    await chat.clock.advance(60_000);
    expect(chat.telegram.messages).toEqual([]);
    await chat.dispatcher.dispatch({ type: 'add_user', userId: ANN.id, userName: 'Ann', role: 'admin', updateId: null });
    await chat.clock.advance(10_000);
    await chat.shown(ANN.id, 'Disk is full');
  });
  test('with a question carry its buttons: a repeated alert is executed by a tap', async () => {
    const alert = {
      type: 'receive_alert',
      origin: { type: 'webhook', sender: 's' },
      strategyHint: 'default',
      reading: READING,
      raw: '{}',
      bodyHash: 'same',
      rateKey: 's',
    } as const;
    await chat.dispatcher.dispatch({ ...alert, signalId: `sg_${'1'.repeat(24)}` as never, nonce: '1111111111111111' as Nonce });
    await chat.dispatcher.dispatch({ ...alert, signalId: `sg_${'2'.repeat(24)}` as never, nonce: '2222222222222222' as Nonce });
    const question = await chat.shown(ANN.id, 'Repeated alert held back');
    await chat.telegram.taps(ANN, question, 'Execute').confirmed;
    expect(chat.dispatcher.snapshot().signals.size).toBe(2);
    await chat.until(() => question.keyboard.length === 0);
  });
});

test('a stop ends at once, also while Telegram cannot be reached, and leaves no timer', async () => {
  await chat.alert();
  await chat.shown(ANN.id, '🟢 BUY');
  await chat.until(() => owed().length === 0);
  chat.telegram.failNext('editMessageText', { type: 'drop_before' }, 100);
  chat.deliverer.start();
  await chat.clock.advance(10_000);
  await chat.until(() => chat.parts.outbox.reachable().downSince !== null);
  await chat.deliverer.stop();
  await chat.polling.stop();
  await chat.parts.outbox.stop();
  await chat.clock.settle();
  expect(chat.clock.pendingTimers()).toBe(0);
});
