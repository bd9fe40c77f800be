// The approval card from the first showing to the result, in the chat, through the real bot and the real engine.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { shortId } from '../../src/core/model/ids.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, EVE, quote, VERA } from './desk-settings.ts';
import type { FakeMessage } from './fake-telegram.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

const openCard = async (): Promise<{ signal: Signal; card: FakeMessage }> => {
  const signal = await chat.alert();
  return { signal, card: await chat.shown(ANN.id, `/signal_${shortId(signal.id)}`) };
};
const labels = (card: FakeMessage): string[] => card.keyboard.flat().map(({ text }) => text);
const says = (card: FakeMessage, part: string | RegExp): Promise<unknown> =>
  chat.until(() => (typeof part === 'string' ? card.text.includes(part) : part.test(card.text)));

describe('an open card', () => {
  test('says everything that the decision needs', async () => {
    const { card } = await openCard();
    expect(card.text.split('\n')).toEqual([
      '🟢 BUY 0.015 BTC/USDT',
      'PAPER · paper · default',
      '',
      'Alert: buy BTCUSDT · qty 0.0155 · market · price 45000 · stop 44000 · target 47000',
      '',
      'Order buy 0.015 BTC, market',
      expect.stringMatching(/^Cost 675\.15 USDT at 45010$/),
      expect.stringMatching(/^Stop 44000 · risk 15\.15 USDT$/),
      expect.stringMatching(/^Target 47000 · reward 29\.85 USDT$/),
      expect.stringMatching(/^Reward to risk 1\.97 : 1$/),
      'quantity 0.0155 BTC from the alert',
      'rounded down from 0.0155 to 0.015 (step 0.001)',
      '',
      'Price now 45010 (made-up demo price), +0.02 % since the alert',
      '⏱ 2 min left, until 11:02:00',
      '',
      expect.stringMatching(/^\/signal_[0-9a-f]{8}$/),
    ]);
  });
  test('offers Approve, ½ size, Reject, Pause strategy', async () => {
    const { card } = await openCard();
    expect(labels(card)).toEqual(['✅ Approve', '½ size', '❌ Reject', '⏸ Pause strategy']);
  });
  test('follows price and time left every 10 s, without a journal entry', async () => {
    const { card } = await openCard();
    chat.deliverer.start();
    await chat.until(() => chat.dispatcher.of('card_shown').length === 1);
    const before = chat.dispatcher.commands.length;
    chat.watched = quote(chat.clock.now(), '45450');
    await chat.clock.advance(10_000);
    await says(card, 'Price now 45450 (made-up demo price), +1 % since the alert');
    expect(card.text).toContain('1 min 50 s left');
    // of another alert: it is not called that of this one
    chat.watched = quote(chat.clock.now(), '46350', 'signal');
    await chat.clock.advance(10_000);
    await says(card, 'Price now 46350 (the last price of an alert), +3 % since the alert');
    expect(chat.dispatcher.commands).toHaveLength(before);
  });
  test('in every admin chat, and each of them follows', async () => {
    await chat.close();
    chat = await openChat({ access: { admins: [ANN.id, BOB.id], traders: [], viewers: [] } });
    const { card } = await openCard();
    const other = await chat.shown(BOB.id, '🟢 BUY');
    await chat.telegram.taps(BOB, other, 'Reject').confirmed;
    await says(card, 'Rejected by Bob');
    await says(other, 'Rejected by Bob');
    expect(labels(card)).toEqual([]);
  });
  test('goes to TELEGRAM_CHAT_ID and its topic where that is set', async () => {
    await chat.close();
    chat = await openChat({ chats: [{ chatId: '-1001', topicId: 7 }] });
    await chat.alert();
    await chat.shown(-1001, '🟢 BUY');
    expect(chat.telegram.calls.find(({ method }) => method === 'sendMessage')?.payload).toMatchObject({
      chat_id: -1001,
      message_thread_id: 7,
    });
  });
});

describe('its life in the same message', () => {
  test('approved, sent, accepted, filled in parts, filled, protected, closed by the target: "sent" never looks like "filled"', async () => {
    const { signal, card } = await openCard();
    await chat.telegram.taps(ANN, card, 'Approve').confirmed;
    await says(card, '👍 Approved by Ann · 11:00:0');
    expect(labels(card)).toEqual([]);
    await says(card, 'Not sent yet');

    const entry = chat.orderOf(signal.id, 'entry');
    await chat.send(entry.id);
    await says(card, '📤 Sent, not confirmed yet; nothing filled');
    expect(card.text).not.toMatch(/Filled|✅/);
    await chat.accept(entry.id);
    await says(card, 'Accepted by the venue, nothing filled yet');
    expect(card.text).not.toMatch(/Filled|✅/);
    await chat.fill(entry.id, '0.004', '45010');
    await says(card, '◐ 0.004 of 0.015 filled at 45010');
    expect(card.text).not.toMatch(/Filled:|✅/);
    await chat.fill(entry.id, '0.011', '45040');
    await says(card, '✅ Filled: 0.015 BTC at 45032');
    expect(card.text).toContain('Fee 0.20 USDT');
    expect(card.text).toContain('Slippage +0.07 % against 45000 in the alert');

    for (const role of ['stop_loss', 'take_profit'] as const) {
      const { id } = chat.orderOf(signal.id, role);
      await says(card, new RegExp(`${role === 'stop_loss' ? 'Stop-loss 44000' : 'Take-profit 47000'}: 🕓 Not sent yet`));
      await chat.send(id);
      await chat.accept(id);
    }
    await says(card, '🛡 Stop-loss 44000 in place for 0.015');
    await says(card, '🎯 Take-profit 47000 in place for 0.015');

    await chat.fill(chat.orderOf(signal.id, 'take_profit').id, '0.015', '47000');
    await says(card, '🏁 Closed at 47000 by take-profit');
    expect(card.text).toContain('Result +29.22 USDT');
    expect(
      chat.telegram.messages.filter(({ text }) => text.includes(`/signal_${shortId(signal.id)}`) && text.includes('BUY')),
    ).toHaveLength(1);
  });
  test('slippage of a stop entry counts from its trigger, not from the price at the alert', async () => {
    const signal = await chat.alert({ orderType: 'stop', stopPrice: decimal(46_000) });
    const card = await chat.shown(ANN.id, `/signal_${shortId(signal.id)}`);
    await chat.telegram.taps(ANN, card, 'Approve').confirmed;
    const entry = chat.orderOf(signal.id, 'entry');
    await chat.send(entry.id);
    await chat.fill(entry.id, '0.015', '46046');
    await says(card, 'Slippage +0.1 % against 46000 in the alert');
  });
  test('an unknown outcome is told as such', async () => {
    const { signal, card } = await openCard();
    await chat.telegram.taps(ANN, card, 'Approve').confirmed;
    const { id } = chat.orderOf(signal.id, 'entry');
    await chat.send(id);
    await chat.dispatcher.dispatch({ type: 'submit_failed', orderId: id, outcome: 'ambiguous', reason: 'no answer within 10 s' });
    await says(card, 'Sent, but nobody knows what came of it (no answer within 10 s)');
  });
  test('½ size keeps the question open with new buttons; the old ones are too old', async () => {
    const { signal, card } = await openCard();
    const oldData = card.keyboard[0]?.[0]?.callback_data ?? '';
    await chat.telegram.taps(ANN, card, '½ size').confirmed;
    await says(card, '🟢 BUY 0.007 BTC/USDT');
    expect(card.text).toContain('Size × 0.5 by a tap');
    expect(labels(card)).toContain('✅ Approve');
    const late = chat.telegram.tapsData(BOB, card, oldData);
    await late.confirmed;
    expect((await chat.until(() => chat.telegram.tapAnswers.get(late.queryId))).text).toBe('The card has changed; use its newer buttons.');
    expect(chat.signal(signal.id).approval?.answer).toBeNull();
  });
  test('Reject says who; Pause strategy rejects and pauses', async () => {
    const { signal, card } = await openCard();
    await chat.telegram.taps(BOB, card, 'Pause strategy').confirmed;
    await says(card, '❌ Rejected by Bob');
    expect(chat.signal(signal.id).state).toBe('declined');
    expect(chat.dispatcher.snapshot().strategies.get(signal.strategy ?? ('' as never))?.paused?.by.userName).toBe('Bob');
  });
  test('nobody answers: it expires and says that nothing was sent', async () => {
    const { card } = await openCard();
    await chat.clock.advance(120_000);
    await chat.dispatcher.dispatch({ type: 'clock' });
    await says(card, 'Expired: nobody answered in time, nothing was sent');
    expect(labels(card)).toEqual([]);
  });
  test('without a fresh price at the tap the answer is recorded and the price is fetched', async () => {
    const { card } = await openCard();
    chat.watched = null;
    await chat.telegram.taps(ANN, card, 'Approve').confirmed;
    await says(card, 'Fetching a fresh price');
    expect(labels(card)).toEqual([]);
    expect(chat.dispatcher.snapshot().orders.size).toBe(0);
  });
});

describe('taps', () => {
  test('two people tap Approve: one order, and the second is told who was first', async () => {
    const { signal, card } = await openCard();
    const first = chat.telegram.taps(ANN, card, 'Approve');
    const second = chat.telegram.taps(BOB, card, 'Approve');
    await Promise.all([first.confirmed, second.confirmed]);
    expect(chat.dispatcher.snapshot().orders.size).toBe(1);
    expect((await chat.until(() => chat.telegram.tapAnswers.get(first.queryId))).text).toBe('Approved');
    expect((await chat.until(() => chat.telegram.tapAnswers.get(second.queryId))).text).toMatch(/^Already approved by Ann at 11:00:0\d\.$/);
    expect(chat.signal(signal.id).approval?.answer?.by.userName).toBe('Ann');
  });
  test('a stranger on a button is refused and reported to the admins', async () => {
    const { card } = await openCard();
    const tap = chat.telegram.taps(EVE, card, 'Approve');
    await tap.confirmed;
    expect((await chat.until(() => chat.telegram.tapAnswers.get(tap.queryId))).text).toContain('Not allowed');
    expect(chat.dispatcher.of('approve')).toEqual([]);
    expect((await chat.shown(ANN.id, 'A stranger was refused')).text).toContain('user id 66, tried a button');
  });
  test('a viewer on a button is refused', async () => {
    const { card } = await openCard();
    const tap = chat.telegram.taps(VERA, card, 'Reject');
    await tap.confirmed;
    expect(await chat.until(() => chat.telegram.tapAnswers.get(tap.queryId))).toEqual({
      text: 'This needs the role trader; you are viewer.',
      alert: true,
    });
    expect(chat.dispatcher.of('decline')).toEqual([]);
  });
  test('an update that comes again has no second effect', async () => {
    const { signal, card } = await openCard();
    const tap = chat.telegram.taps(ANN, card, '½ size');
    await tap.confirmed;
    await says(card, 'Size × 0.5');
    chat.telegram.redeliver(tap.updateId);
    await chat.restartPolling();
    await chat.until(() => chat.dispatcher.of('halve').length === 2);
    expect(chat.signal(signal.id).approval?.factor).toBe('0.5');
  });
  test.each([
    '',
    'a',
    'a:',
    'a:zzzz',
    'zz:1234',
    'k:00000000000000ff',
    'c:0123456789abcdef:100',
    `a:${'f'.repeat(62)}`,
    'a:0123456789abcdef',
    'f:',
  ])('data %j that nobody offered does no harm and is answered', async (data) => {
    const { signal, card } = await openCard();
    const tap = chat.telegram.tapsData(ANN, card, data);
    await tap.confirmed;
    if (data !== '') await chat.until(() => chat.telegram.tapAnswers.get(tap.queryId));
    expect(chat.signal(signal.id).state).toBe('awaiting_approval');
    expect(chat.log.join('\n')).not.toContain('a handler failed');
  });
  test('a partial close counts once, however often its button is pressed', async () => {
    await chat.hold('0.1');
    await chat.telegram.says(ANN, '/positions').confirmed;
    const list = await chat.shown(ANN.id, 'LONG 0.1');
    const first = chat.telegram.taps(ANN, list, 'Close 50 %');
    const second = chat.telegram.taps(BOB, list, 'Close 50 %');
    await Promise.all([first.confirmed, second.confirmed]);
    expect(chat.dispatcher.of('close_position')).toEqual([expect.objectContaining({ percent: decimal(50) })]);
    expect((await chat.until(() => chat.telegram.tapAnswers.get(second.queryId))).text).toContain('has changed since');
    await says(list, 'An exit is under way');
  });
  test('an order that the venue refuses says once who refused it, and why', async () => {
    const { signal, card } = await openCard();
    await chat.telegram.taps(ANN, card, 'Approve').confirmed;
    const { id } = await chat.until(() => chat.orderOf(signal.id, 'entry'));
    await chat.send(id);
    await chat.dispatcher.dispatch({ type: 'venue_report', report: { type: 'rejected', orderId: id, reason: 'no margin' } });
    await says(card, '⛔ Rejected by the venue: no margin');
  });
  test('every button that was ever shown fits 64 bytes', async () => {
    await openCard();
    await chat.hold('0.1', 'swing');
    await chat.hold('0.1', 'scalper');
    for (const typed of ['/positions', '/kill', '/status', '/close BTCUSDT 33.33']) await chat.telegram.says(ANN, typed).confirmed;
    await chat.shown(ANN.id, 'Stop everything?');
    await chat.shown(ANN.id, 'Which one?');
    const data = chat.telegram.messages.flatMap(({ keyboard }) => keyboard.flat().map((button) => button.callback_data));
    expect(data.length).toBeGreaterThan(8);
    expect(Math.max(...data.map((each) => Buffer.byteLength(each)))).toBeLessThanOrEqual(64);
  });
});

describe('hostile text', () => {
  test('of a sender is shown as text: no markup, no control or bidi characters, nothing tappable, at most 200 characters', async () => {
    const comment = `<b>x</b>\u202e\u0000/resume\n✅ Approved by Ann ${'A'.repeat(500)}`;
    const signal = await chat.alert({ comment });
    const card = await chat.shown(ANN.id, `/signal_${shortId(signal.id)}`);
    const note = card.text.split('\n').find((line) => line.startsWith('Note: ')) ?? '';
    expect(note).toContain('<b>x</b>/resume ✅ Approved by Ann AAA');
    expect(note.length).toBeLessThanOrEqual('Note: '.length + 200);
    expect(card.html).toContain('<code>&lt;b&gt;x&lt;/b&gt;/resume');
    expect(card.text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });
  test('of a person who gave themselves a name with markup', async () => {
    const { card } = await openCard();
    await chat.telegram.taps({ id: BOB.id, name: '<a href="x">Bob</a> /unlock' }, card, 'Reject').confirmed;
    await says(card, 'Rejected by <a href="x">Bob</a> /unlock');
    expect(card.html).toContain('&lt;a href=&quot;x&quot;&gt;Bob&lt;<code>/a</code>&gt; <code>/unlock</code>');
  });
});
