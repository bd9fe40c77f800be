// The outbox over the loopback Bot API: rates, faults, coalescing, fallbacks.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHATS_REMEMBERED_MAX, OUTBOX_WAITING_MAX, STOP_CALLS_MS } from '../../src/telegram/limits.ts';
import type { Message } from '../../src/telegram/render/message.ts';
import type { SendResult } from '../../src/telegram/sending/outbox.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN } from './desk-settings.ts';
import { TOKEN } from './fake-telegram.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

const text = (html: string): Message => ({ html, keyboard: [] });
const to = (chatId: number | string) => ({ chatId: String(chatId), topicId: null });
const send = (
  chatId: number | string,
  html: string,
  priority: 'alarm' | 'answer' | 'error' | 'card' | 'edit' | 'info' | 'refresh' = 'info',
): Promise<SendResult> => chat.parts.outbox.send({ to: to(chatId), message: text(html), priority });
const sent = (): string[] => chat.telegram.messages.map((message) => message.text);
const callsOf = (method: string): number => chat.telegram.calls.filter((call) => call.method === method).length;
const error = (code: number, description: string, parameters?: object) => ({
  type: 'error' as const,
  code,
  description,
  ...(parameters === undefined ? {} : { parameters }),
});
/** Lets calls that are under way end without moving time. */
const settleCalls = (count: number): Promise<unknown> =>
  chat.until(
    () => callsOf('sendMessage') >= count && chat.telegram.calls.every(({ answer, method }) => method === 'getUpdates' || answer !== null),
  );

describe('rates', () => {
  test('three at once, then one a second in one chat; another chat does not wait', async () => {
    const results = Array.from({ length: 5 }, (_, index) => send(1, `one ${index}`));
    await chat.until(() => sent().length === 3);
    await chat.clock.settle();
    expect(sent()).toHaveLength(3);
    const before = chat.clock.now();
    expect(await send(2, 'two')).toMatchObject({ type: 'sent' });
    expect(chat.clock.now()).toBe(before);
    await Promise.all([chat.until(() => sent().length === 6), ...results]);
    expect(chat.clock.now() - before).toBe(2_000);
  });
  test('chats that were written to once and are quiet again are forgotten; one that still has to wait is not', async () => {
    for (let index = 1; index <= CHATS_REMEMBERED_MAX; index += 1) void send(index, 'hello');
    await chat.until(() => sent().length >= CHATS_REMEMBERED_MAX);
    expect(chat.parts.outbox.chatCount).toBe(CHATS_REMEMBERED_MAX);
    for (let index = 0; index < 40; index += 1) void send(7, `busy ${index}`);
    await chat.until(() => sent().length >= CHATS_REMEMBERED_MAX + 10);
    void send(99_999, 'one more');
    expect(chat.parts.outbox.chatCount).toBe(2);
    await chat.until(() => sent().length >= CHATS_REMEMBERED_MAX + 41);
  });
  test('a time of day that is set right makes no chat wait for the day that it was ahead', async () => {
    for (let index = 0; index < 4; index += 1) void send(1, `before ${index}`);
    await chat.until(() => sent().length === 4);
    chat.clock.setBack(24 * 3_600_000);
    const at = chat.clock.now();
    for (let index = 0; index < 4; index += 1) void send(1, `after ${index}`, 'alarm');
    await chat.until(() => sent().length === 8);
    expect(chat.clock.now() - at).toBeLessThanOrEqual(2_000);
  });
  test('a group takes no more than 20 a minute', async () => {
    for (let index = 0; index < 30; index += 1) void send(-1001, `note ${index}`);
    await chat.until(() => sent().length === 3);
    await chat.clock.advance(60_000);
    await settleCalls(1);
    expect(sent().length).toBeLessThanOrEqual(20);
    expect(sent().length).toBeGreaterThan(15);
  });
  test('the most urgent goes first, in the order of arrival among equals', async () => {
    for (let index = 0; index < 3; index += 1) void send(1, `filler ${index}`);
    await chat.until(() => sent().length === 3);
    void send(1, 'info 1');
    void send(1, 'edit', 'edit');
    void send(1, 'info 2');
    void send(1, 'card', 'card');
    void send(1, 'error', 'error');
    void send(1, 'answer', 'answer');
    void send(1, 'alarm', 'alarm');
    await chat.until(() => sent().length === 10);
    expect(sent().slice(3)).toEqual(['alarm', 'answer', 'error', 'card', 'edit', 'info 1', 'info 2']);
  });
  test('what a person asks is answered before the cards of a busy minute', async () => {
    for (let index = 0; index < 3; index += 1) void send(ANN.id, `filler ${index}`);
    await chat.until(() => sent().length === 3);
    for (let index = 0; index < 10; index += 1) void send(ANN.id, `card ${index}`, 'card');
    await chat.telegram.says(ANN, '/positions').confirmed;
    await chat.until(() => sent().length >= 5);
    expect(
      sent()
        .slice(3, 5)
        .some((line) => line.startsWith('No open positions')),
    ).toBe(true);
  });
});

describe('faults', () => {
  test('429: this chat waits as long as Telegram says, others go on, nothing is lost or doubled', async () => {
    chat.telegram.failNext('sendMessage', error(429, 'Too Many Requests: retry after 4', { retry_after: 4 }));
    const first = send(1, 'first');
    await settleCalls(1);
    expect(await send(2, 'other chat')).toMatchObject({ type: 'sent' });
    expect(sent()).toEqual(['other chat']);
    const before = chat.clock.now();
    await chat.until(() => sent().includes('first'));
    expect(chat.clock.now() - before).toBe(4_000);
    expect(await first).toMatchObject({ type: 'sent' });
    expect(sent()).toEqual(['other chat', 'first']);
  });
  test('a lost connection is tried again with growing pauses; downSince is known until it works', async () => {
    chat.telegram.failNext('sendMessage', { type: 'drop_before' }, 3);
    const result = send(1, 'hello');
    await chat.until(() => callsOf('sendMessage') === 1 && chat.parts.outbox.reachable().downSince !== null);
    const since = chat.parts.outbox.reachable().downSince;
    expect(await Promise.race([result, chat.until(() => sent().length === 1)])).toBeTruthy();
    expect(since).not.toBeNull();
    expect(await result).toMatchObject({ type: 'sent' });
    expect(callsOf('sendMessage')).toBe(4);
    expect(chat.parts.outbox.reachable().downSince).toBeNull();
  });
  test('a send whose answer was lost may be shown twice, never lost', async () => {
    chat.telegram.failNext('sendMessage', { type: 'drop_after' });
    const result = send(1, 'card /signal_1a2b3c4d');
    await chat.until(() => sent().length === 2);
    expect(await result).toMatchObject({ type: 'sent', messageId: chat.telegram.messages[1]?.messageId });
    expect(sent()).toEqual(['card /signal_1a2b3c4d', 'card /signal_1a2b3c4d']);
  });
  test('5xx is tried again', async () => {
    chat.telegram.failNext('sendMessage', error(502, 'Bad Gateway'), 2);
    const result = send(1, 'hello');
    await chat.until(() => sent().length === 1);
    expect(await result).toMatchObject({ type: 'sent' });
  });
  test('HTML that Telegram cannot parse is sent again as plain text, with its buttons', async () => {
    const keyboard = [[{ text: 'Approve', data: 'a:00000000000000aa' }]];
    const result = await chat.parts.outbox.send({
      to: to(1),
      message: { html: '<b>Buy</b> <wow>5 &lt; 6</wow>', keyboard },
      priority: 'card',
    });
    expect(result).toMatchObject({ type: 'sent' });
    expect(sent()).toEqual(['Buy 5 < 6']);
    expect(chat.telegram.messages[0]?.keyboard[0]?.[0]?.text).toBe('Approve');
    expect(callsOf('sendMessage')).toBe(2);
  });
  test.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [400, 'Bad Request: chat not found'],
  ])('%i %s: given up, and said so', async (code, description) => {
    chat.telegram.failNext('sendMessage', error(code, description));
    expect(await send(1, 'hello')).toEqual({ type: 'failed', reason: 'chat_gone', detail: `${code}: ${description}` });
    expect(callsOf('sendMessage')).toBe(1);
  });
  test('a group that became a supergroup is followed, with everything that waits', async () => {
    chat.telegram.failNext(
      'sendMessage',
      error(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100_77 }),
    );
    const results = [send(-77, 'first'), send(-77, 'second')];
    await chat.until(() => sent().length === 2);
    expect(await Promise.all(results)).toEqual([
      expect.objectContaining({ chatId: '-10077' }),
      expect.objectContaining({ chatId: '-10077' }),
    ]);
    expect(await send(-77, 'third')).toMatchObject({ type: 'sent', chatId: '-10077' });
  });
  test('a topic that was deleted: the message goes to the chat', async () => {
    chat.telegram.failNext('sendMessage', error(400, 'Bad Request: message thread not found'));
    expect(await chat.parts.outbox.send({ to: { chatId: '-5', topicId: 9 }, message: text('hello'), priority: 'card' })).toMatchObject({
      type: 'sent',
    });
  });
  test('an answer that became too old while Telegram was away is dropped, a card is not', async () => {
    chat.telegram.failNext('sendMessage', { type: 'drop_before' }, 20);
    const info = send(1, 'positions');
    const card = send(1, 'card', 'card');
    await chat.until(() => callsOf('sendMessage') === 1);
    for (let round = 0; round < 21; round += 1) {
      const before = callsOf('sendMessage');
      if (before > 20) break;
      await chat.clock.advance(30_000);
      await chat.until(() => callsOf('sendMessage') > before);
    }
    expect(await card).toMatchObject({ type: 'sent' });
    expect(await info).toMatchObject({ type: 'failed', reason: 'dropped' });
    expect(sent()).toEqual(['card']);
  });
  test('what waits is bounded: the least urgent gives way', async () => {
    chat.telegram.failNext('sendMessage', error(429, 'Too Many Requests', { retry_after: 60 }));
    const first = send(1, 'first');
    await settleCalls(1);
    const infos = Array.from({ length: OUTBOX_WAITING_MAX - 1 }, (_, index) => send(1, `info ${index}`));
    const card = send(1, 'card', 'card');
    expect(await first).toMatchObject({ type: 'failed', reason: 'dropped' });
    expect(await send(1, 'one too many', 'refresh')).toMatchObject({ type: 'failed', reason: 'dropped' });
    await chat.clock.advance(60_000);
    await chat.until(() => sent().length >= 1);
    expect(sent()[0]).toBe('card');
    await chat.parts.outbox.stop();
    expect(await card).toMatchObject({ type: 'sent' });
    expect(await infos.at(-1)).toMatchObject({ type: 'failed', reason: 'stopped' });
  });
  test('a call that is not answered is let go of a second after the stop', async () => {
    chat.telegram.failNext('sendMessage', { type: 'silence' });
    const card = send(1, 'card', 'card');
    await chat.until(() => callsOf('sendMessage') === 1);
    let isStopped = false;
    const stopped = chat.parts.outbox.stop().then(() => (isStopped = true));
    await chat.clock.advance(STOP_CALLS_MS - 1);
    expect(isStopped).toBe(false);
    await chat.clock.advance(1);
    await stopped;
    expect(await card).toMatchObject({ type: 'failed', reason: 'stopped' });
    expect(chat.parts.outbox.reachable()).toEqual({ downSince: null });
  });
});

describe('edits', () => {
  const shown = async (): Promise<number> => {
    const result = await send(1, 'v0', 'card');
    if (result.type !== 'sent') throw new Error(result.detail);
    return result.messageId;
  };
  const edit = (messageId: number, html: string): Promise<SendResult> =>
    chat.parts.outbox.edit({ to: to(1), messageId, message: text(html), priority: 'edit' });

  test('a newer edit takes the place of a waiting one; both learn what came of it', async () => {
    const messageId = await shown();
    void send(1, 'a');
    void send(1, 'b');
    await chat.until(() => sent().length === 3);
    const results = [edit(messageId, 'v1'), edit(messageId, 'v2'), edit(messageId, 'v3')];
    await chat.until(() => chat.telegram.messages[0]?.text === 'v3');
    expect(await Promise.all(results)).toEqual([0, 1, 2].map(() => ({ type: 'sent', chatId: '1', messageId })));
    expect(callsOf('editMessageText')).toBe(1);
  });
  test('the same text again is a success', async () => {
    const messageId = await shown();
    expect(await edit(messageId, 'v0')).toMatchObject({ type: 'sent', messageId });
  });
  test('a message that is gone is sent anew', async () => {
    expect(await edit(4_711, 'here again')).toMatchObject({ type: 'sent', messageId: 1 });
    expect(sent()).toEqual(['here again']);
  });
  test('an edit whose answer was lost is repeated without harm', async () => {
    const messageId = await shown();
    chat.telegram.failNext('editMessageText', { type: 'drop_after' });
    const result = edit(messageId, 'v1');
    await chat.until(() => callsOf('editMessageText') === 2);
    expect(await result).toMatchObject({ type: 'sent', messageId });
    expect(chat.telegram.messages[0]).toMatchObject({ text: 'v1', edits: 1 });
  });
  test('what is composed is what is true at the moment of sending', async () => {
    chat.telegram.failNext('sendMessage', error(429, 'Too Many Requests', { retry_after: 2 }));
    let price = '1';
    const result = chat.parts.outbox.send({ to: to(1), message: () => text(`price ${price}`), priority: 'card' });
    await settleCalls(1);
    price = '2';
    await chat.until(() => sent().length === 1);
    await result;
    expect(sent()).toEqual(['price 2']);
  });
  test('a renderer that throws costs its own message only', async () => {
    const broken = await chat.parts.outbox.send({
      to: to(1),
      message: () => {
        throw new Error('renderer');
      },
      priority: 'card',
    });
    expect(broken).toMatchObject({ type: 'failed' });
    expect(await send(1, 'next')).toMatchObject({ type: 'sent' });
  });
});

describe('answers to taps', () => {
  test('go in front of everything, are cut to 200, and a refusal of theirs harms nothing', async () => {
    for (let index = 0; index < 6; index += 1) void send(1, `filler ${index}`);
    chat.parts.outbox.answerCallback({ id: 'q1', text: '🙂'.repeat(150) });
    const before = chat.clock.now();
    const answer = await chat.until(() => chat.telegram.tapAnswers.get('q1'));
    expect(answer.text.length).toBeLessThanOrEqual(200);
    expect(chat.clock.now()).toBe(before);
    chat.parts.outbox.answerCallback({ id: 'q1', text: 'too late' });
    await chat.until(() => chat.log.some((line) => line.includes('a tap was not answered')));
  });
  test('are tried again after a lost connection', async () => {
    chat.telegram.failNext('answerCallbackQuery', { type: 'drop_before' });
    chat.parts.outbox.answerCallback({ id: 'q2', text: 'Approved' });
    expect((await chat.until(() => chat.telegram.tapAnswers.get('q2'))).text).toBe('Approved');
  });
});

test('the token is in nothing that was logged or returned', async () => {
  chat.telegram.failNext('sendMessage', { type: 'drop_before' });
  chat.telegram.failNext('sendMessage', error(400, 'Bad Request: wrong parameter'));
  const result = send(1, 'hello');
  await chat.until(() => callsOf('sendMessage') === 2);
  const secret = TOKEN.slice(TOKEN.indexOf(':') + 1);
  expect(JSON.stringify(await result)).not.toContain(secret);
  expect(chat.log.length).toBeGreaterThan(1);
  expect(chat.log.join('\n')).not.toContain(secret);
});
