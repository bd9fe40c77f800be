// Who is obeyed: strangers, groups, pairing.

import { afterEach, describe, expect, test } from 'vitest';
import type { AccessList } from '../../src/telegram/people/authorize.ts';
import { createPairing, type Pairing } from '../../src/telegram/people/pairing.ts';
import { createFakeClock } from '../fake-clock.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, EVE } from './desk-settings.ts';

const NOBODY: AccessList = { admins: [], traders: [], viewers: [] };
let chat: ChatHarness;
afterEach(() => chat.close());

const textsTo = (chatId: number): string[] => chat.telegram.messages.filter((message) => message.chatId === chatId).map(({ text }) => text);
const say = (text: string, user = EVE, chatId = user.id): Promise<void> => chat.telegram.says(user, text, { chatId }).confirmed;

describe('a stranger', () => {
  test.each(['/status', '/kill', '/close BTCUSDT', '/help', '/start', 'hello', '/nonsense'])(
    'who says %s gets one short line and nothing happens',
    async (typed) => {
      chat = await openChat();
      await say(typed);
      expect((await chat.shown(EVE.id, 'Not allowed')).text).toBe('Not allowed. Your user id is 66; an admin can add it.');
      expect(chat.dispatcher.commands.filter(({ type }) => type !== 'notify' && type !== 'notification_delivered')).toEqual([]);
    },
  );
  test('is told once a minute and reported once an hour, however much they write', async () => {
    chat = await openChat();
    for (let index = 0; index < 20; index += 1) await say(`/status ${index}`);
    await chat.shown(ANN.id, 'A stranger was refused');
    expect(textsTo(EVE.id)).toHaveLength(1);
    expect(chat.dispatcher.of('notify')).toHaveLength(1);
    await chat.clock.advance(61_000);
    await say('/status');
    await chat.until(() => textsTo(EVE.id).length === 2);
    expect(chat.dispatcher.of('notify')).toHaveLength(1);
    await chat.clock.advance(3_600_000);
    await say('/status');
    expect(chat.dispatcher.of('notify')).toHaveLength(2);
  });
  test('is refused too when the disk cannot take the report', async () => {
    chat = await openChat();
    chat.dispatcher.disk = 'full';
    await say('/kill');
    expect((await chat.shown(EVE.id, 'Not allowed')).text).toContain('66');
  });
});

describe('a group', () => {
  test('obeys those who are known, refuses others, and does not join the talk', async () => {
    chat = await openChat();
    await say('good morning', ANN, -1001);
    await say('good morning', EVE, -1001);
    await say('/status@another_bot', ANN, -1001);
    await say('/status@signalman_test_bot', ANN, -1001);
    await chat.shown(-1001, 'Trading is active');
    await say('/kill', EVE, -1001);
    await chat.shown(-1001, 'Not allowed');
    expect(textsTo(-1001)).toHaveLength(2);
  });
  test('an anonymous sender and a bot are nobody', async () => {
    chat = await openChat();
    await chat.telegram.says(ANN, '/pause', { extra: { from: { id: ANN.id, is_bot: true, first_name: 'Ann' } } }).confirmed;
    await chat.telegram.says(ANN, '/pause', { chatId: -5, extra: { from: undefined, sender_chat: { id: -5 } } }).confirmed;
    expect(chat.dispatcher.commands).toEqual([]);
  });
  test('an admin who speaks in the name of the group is told that nothing was done, once a minute', async () => {
    chat = await openChat();
    const extra = {
      from: { id: 1087968824, is_bot: true, first_name: 'Group' },
      sender_chat: { id: -5, type: 'supergroup', title: 'Desk' },
    };
    await chat.telegram.says(ANN, 'good morning', { chatId: -5, extra }).confirmed;
    await chat.telegram.says(ANN, '/kill', { chatId: -5, extra }).confirmed;
    await chat.telegram.says(ANN, '/kill', { chatId: -5, extra }).confirmed;
    expect((await chat.shown(-5, 'Not done')).text).toContain('Remain anonymous');
    expect(textsTo(-5)).toHaveLength(1);
    expect(chat.dispatcher.commands).toEqual([]);
  });
});

test('a forwarded command and one by an inline bot are not obeyed', async () => {
  chat = await openChat();
  await chat.telegram.says(ANN, '/pause', { extra: { forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'Eve' } } })
    .confirmed;
  await chat.telegram.says(ANN, '/pause', { extra: { via_bot: { id: 5, is_bot: true, first_name: 'b' } } }).confirmed;
  await chat.until(() => textsTo(ANN.id).length === 2);
  expect(textsTo(ANN.id)[0]).toContain('not obeyed');
  expect(chat.dispatcher.commands).toEqual([]);
});

describe('pairing', () => {
  let pairing: Pairing;
  const openUnpaired = async (access = NOBODY): Promise<void> => {
    chat = await openChat({
      access,
      pairing: (clock) => {
        pairing = createPairing(clock, '482913');
        return pairing;
      },
    });
  };

  test('a bot that nobody owns obeys nobody and says how to pair', async () => {
    await openUnpaired();
    await say('/status');
    expect((await chat.shown(EVE.id, 'obeys nobody')).text).toContain('/pair');
    expect(chat.dispatcher.commands).toEqual([]);
  });
  test('the code makes an admin, who can work at once', async () => {
    await openUnpaired();
    await say('/pair 482913', ANN);
    await chat.shown(ANN.id, 'you are the admin now');
    expect(chat.dispatcher.snapshot().users.get('11')).toMatchObject({ id: 11, name: 'Ann', role: 'admin' });
    await say('/status', ANN);
    await chat.shown(ANN.id, 'Trading is active');
    const signal = await chat.alert();
    expect(signal.state).toBe('awaiting_approval');
    await chat.shown(ANN.id, '🟢 BUY');
  });
  test('is good once', async () => {
    await openUnpaired();
    await say('/pair 482913', ANN);
    await say('/pair 482913', EVE);
    await chat.shown(EVE.id, 'Not allowed');
    expect(chat.dispatcher.of('add_user')).toHaveLength(1);
    await say('/pair 482913', ANN);
    await chat.shown(ANN.id, 'admin already');
  });
  test('takes five tries in all, whoever makes them', async () => {
    await openUnpaired();
    for (const [index, user] of [EVE, BOB, EVE, BOB, EVE].entries()) await say(`/pair 00000${index}`, user);
    await say('/pair 482913', ANN);
    await chat.shown(ANN.id, 'no longer good');
    expect(chat.dispatcher.of('add_user')).toEqual([]);
  });
  test('is good for ten minutes', async () => {
    await openUnpaired();
    await chat.clock.advance(600_000);
    await say('/pair 482913', ANN);
    await chat.shown(ANN.id, 'no longer good');
  });
  test('works in a private chat only, and costs no try elsewhere', async () => {
    await openUnpaired();
    for (let index = 0; index < 6; index += 1) await say('/pair 482913', ANN, -1001);
    expect(chat.dispatcher.of('add_user')).toEqual([]);
    await say('/pair 482913', ANN);
    await chat.shown(ANN.id, 'you are the admin now');
  });
  test('where someone is named there is nothing to pair', async () => {
    await openUnpaired({ admins: [ANN.id], traders: [], viewers: [] });
    for (let index = 0; index < 5; index += 1) await say(`/pair 48291${index}`, EVE);
    await chat.shown(ANN.id, 'tried /pair');
    expect(textsTo(EVE.id)).toEqual(['Not allowed. Your user id is 66; an admin can add it.']);
    expect(chat.dispatcher.of('add_user')).toEqual([]);
  });
  test('a full disk does not use the code up: the same update works when it comes again', async () => {
    await openUnpaired();
    chat.dispatcher.disk = 'failed';
    const sent = chat.telegram.says(ANN, '/pair 482913');
    await chat.shown(ANN.id, 'Not done: the disk');
    chat.dispatcher.disk = null;
    await chat.until(() => chat.dispatcher.snapshot().users.size === 1);
    await sent.confirmed;
    expect(pairing.attempt('482913')).toBe('closed');
  });
  test('codes have six digits and are not all the same', () => {
    chat = { close: async () => undefined } as unknown as ChatHarness;
    const codes = new Set(Array.from({ length: 50 }, () => createPairing(createFakeClock()).code));
    expect([...codes].every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(codes.size).toBeGreaterThan(40);
  });
});
