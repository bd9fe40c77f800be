// The card of a position: what it tells, and what its buttons and their text twins do, pressed through the real bot.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, quote, VERA } from './desk-settings.ts';
import type { FakeMessage } from './fake-telegram.ts';
import { positionHand } from './position-hand.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
  chat.watched = quote(chat.clock.now(), '45200');
});
afterEach(() => chat.close());

const { plan, freshen, says, card, taps, replyTo, answers } = positionHand(() => chat);

describe('what the card tells', () => {
  test('entry, size and why so much, stop, what is locked in, targets with shares, trailing, and where each of them lives', async () => {
    const { id } = await chat.alert({
      quantity: decimal('0.1'),
      stopLoss: { price: decimal(44_000) },
      takeProfits: [
        { price: decimal(46_000), share: decimal(40) },
        { price: decimal(48_000), share: decimal(60) },
      ],
    });
    await approveAndFill(id, '0.1');
    for (const role of ['stop_loss', 'take_profit'] as const) {
      const order = chat.orderOf(id, role);
      await chat.send(order.id);
      await chat.accept(order.id);
    }
    await says('/trail BTCUSDT 2%');
    const { text } = await card();
    const lines = text.split('\n');
    expect(lines).toContain('🟢 LONG 0.1 BTC/USDT at 45000');
    expect(lines).toContain('📐 quantity 0.1 BTC from the alert');
    expect(lines).toContain('Open result +20.00 USDT');
    // 2 % below 45200
    expect(text).toContain('Stop 44296');
    expect(lines).toContain('At the stop -70.40 USDT');
    expect(lines).toContain('👁 Target 46000 for 40 %, watched by Signalman: not while it is down');
    expect(text).toMatch(/🎯 Target 48000 for 60 %, held by the paper account: reached only while Signalman runs/);
    expect(lines).toContain('👁 stop trails by 2 %, by Signalman: not while it is down');
  });

  test('a stop beyond the entry says what is locked in', async () => {
    await chat.hold('0.1');
    await says('/stop BTCUSDT 45100');
    expect((await card()).text).toContain('🔒 +10.00 USDT locked in at the stop');
  });
});

async function approveAndFill(id: SignalId, qty: string): Promise<void> {
  const nonce = chat.signal(id).approval?.nonce;
  if (nonce === undefined) throw new Error(`${id} asks nothing`);
  const by = { userId: ANN.id, userName: 'ann' };
  await chat.dispatcher.dispatch({ type: 'approve', nonce, by, quote: quote(chat.clock.now(), '45000'), updateId: null });
  const entry = chat.orderOf(id, 'entry');
  await chat.send(entry.id);
  await chat.accept(entry.id);
  await chat.fill(entry.id, qty, '45000');
}

describe('buttons', () => {
  test('close a quarter, once, however often it is pressed', async () => {
    await chat.hold('0.1');
    const message = await card();
    const [first, second] = [chat.telegram.taps(ANN, message, 'Close 25 %'), chat.telegram.taps(BOB, message, 'Close 25 %')];
    await Promise.all([first.confirmed, second.confirmed]);
    const exits = [...chat.dispatcher.snapshot().orders.values()].filter(({ role }) => role === 'exit');
    expect(exits.map(({ qty }) => qty)).toEqual(['0.025']);
  });

  test('break-even moves the stop to the entry; a second tap says that it is there', async () => {
    await chat.hold('0.1');
    const message = await card();
    expect(await taps(message, 'Break-even')).toContain('at its entry price');
    expect(plan()?.stopLoss).toBe('45000');
    await chat.until(() => message.text.includes('Stop 45000'));
    expect(await taps(message, 'Break-even', BOB)).toContain('at break-even or better already');
  });

  test('break-even that would close at once is refused, with the remedy', async () => {
    await chat.hold('0.1');
    freshen('44900');
    expect(await taps(await card(), 'Break-even')).toContain('would close this long at once');
    expect(plan()).toBeNull();
  });

  test.each([
    ['44900', 'would close this long at once: the price is 44'],
    [null, 'no price of BTC/USDT is at hand'],
  ])('break-even with no price at hand asks the venue, which says %s', async (price, told) => {
    await chat.hold('0.1');
    const message = await card();
    chat.watched = null;
    chat.asked = price === null ? null : quote(chat.clock.now(), price);
    expect(await taps(message, 'Break-even')).toContain(told);
    expect(plan()).toBeNull();
  });

  test.each([
    ['Move stop', 'Move the stop of BTC/USDT', '44100', 'stop 44100', () => plan()?.stopLoss, '44100'],
    ['Move target', 'Move the target of BTC/USDT', '47500', 'target 47500', () => plan()?.takeProfit, '47500'],
    ['Trail', 'Trail the stop of BTC/USDT', '500', 'stop trails by 500', () => plan()?.stopLoss, '44700'],
  ])('%s asks, and a reply with the price does it', async (label, question, text, told, seen, wanted) => {
    await chat.hold('0.1');
    await taps(await card(), label);
    await answers(await chat.shown(ANN.id, question), text);
    expect((await chat.shown(ANN.id, 'Plan:')).text).toContain(told);
    expect(seen()).toBe(wanted);
  });

  test('in a private chat a bare number behind the question is its answer too, once', async () => {
    await chat.hold('0.1');
    await taps(await card(), 'Move stop');
    await chat.shown(ANN.id, 'Move the stop of');
    await says('44200');
    await chat.shown(ANN.id, 'Plan: stop 44200');
    await says('44300');
    await chat.clock.advance(0);
    expect(plan()?.stopLoss).toBe('44200');
  });

  test('what was not understood may be written again', async () => {
    await chat.hold('0.1');
    await taps(await card(), 'Move stop');
    await chat.shown(ANN.id, 'Move the stop of');
    await says('44,200');
    await chat.shown(ANN.id, 'is not understood; nothing was changed');
    await says('44200');
    await chat.shown(ANN.id, 'Plan: stop 44200');
  });

  test('in a group a reply is an answer, and a bare number is talk', async () => {
    const group = -5;
    await chat.hold('0.1');
    await chat.telegram.says(ANN, '/stop BTCUSDT', { chatId: group }).confirmed;
    const question = await chat.shown(group, 'Move the stop of');
    await chat.telegram.says(ANN, '44200', { chatId: group }).confirmed;
    expect(plan()).toBeNull();
    await chat.telegram.says(ANN, '44300', { chatId: group, extra: replyTo(question) }).confirmed;
    await chat.shown(group, 'Plan: stop 44300');
  });

  test('reverse leaves at once, and a second tap does not lead back', async () => {
    await chat.hold('0.1');
    const message = await card();
    const [first, second] = [chat.telegram.taps(ANN, message, 'Reverse'), chat.telegram.taps(BOB, message, 'Reverse')];
    await Promise.all([first.confirmed, second.confirmed]);
    expect((await chat.until(() => chat.telegram.tapAnswers.get(second.queryId))).text).toContain('has changed since');
    const exits = [...chat.dispatcher.snapshot().orders.values()].filter(({ role }) => role === 'exit');
    expect(exits.map(({ qty, side }) => [qty, side])).toEqual([['0.1', 'sell']]);
    expect(chat.dispatcher.of('reverse_position')).toHaveLength(1);
  });

  test('of several positions stand on the card of each', async () => {
    await chat.hold('0.1');
    await chat.hold('0.2', 'scalper');
    const list = await card();
    await taps(list, '⚙️ BTC/USDT scalper');
    await chat.until(() => list.text.includes('LONG 0.2') && !list.text.includes('LONG 0.1 '));
    await taps(list, 'Break-even');
    expect([plan()?.stopLoss, plan('scalper')?.stopLoss]).toEqual([undefined, '45000']);
    await taps(list, 'All positions');
    await chat.until(() => list.text.includes('LONG 0.1 '));
  });

  test('are for traders; who only looks may open a card', async () => {
    await chat.hold('0.1');
    await chat.hold('0.2', 'scalper');
    const list = await card(VERA);
    await taps(list, '⚙️ BTC/USDT default', VERA);
    await chat.until(() => !list.text.includes('LONG 0.2'));
    for (const label of ['Break-even', 'Move stop', 'Move target', 'Trail', 'Reverse', 'Close 25 %'])
      expect(await taps(list, label, VERA), label).toContain('needs the role trader');
    expect(plan()).toBeNull();
  });
});

describe('answers that change nothing', () => {
  const stopQuestion = async (): Promise<FakeMessage> => {
    await chat.hold('0.1');
    await taps(await card(), 'Move stop');
    return chat.shown(ANN.id, 'Move the stop of');
  };

  test.each(['44,000', 'soon', '-5', '0', '44000 45000'])('%j is not understood', async (text) => {
    await answers(await stopQuestion(), text);
    await chat.shown(ANN.id, 'is not understood; nothing was changed');
    expect(plan()).toBeNull();
  });

  test.each([
    ['/stop BTCUSDT 44.500', '44.5 is far from the price'],
    ['/target BTCUSDT 4.700.000', 'is not understood'],
    ['/target BTCUSDT 5000000', '5000000 is far from the price'],
    ['/trail BTCUSDT 1.500', 'is not understood; nothing was changed'],
    ['/trail BTCUSDT 500 from 46.000', '46 is far from the price'],
  ])('thousands grouped by a point, or a digit too many: %s', async (text, told) => {
    await chat.hold('0.1');
    await says(text);
    await chat.shown(ANN.id, told);
    expect(plan()).toBeNull();
  });

  test('a stop on the wrong side of the market', async () => {
    await answers(await stopQuestion(), '45300');
    await chat.shown(ANN.id, 'would close this long at once');
    expect(plan()).toBeNull();
  });

  test('of somebody who may only look', async () => {
    await answers(await stopQuestion(), '44000', VERA);
    await chat.shown(VERA.id, 'needs the role trader');
    expect(plan()).toBeNull();
  });

  test('to a question that somebody else has written, or that was forwarded', async () => {
    const question = await stopQuestion();
    await says('44000', BOB, replyTo(question, { id: 5, is_bot: false, first_name: 'Eve' }));
    await says('44000', BOB, { ...replyTo(question), forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'Eve' } });
    await chat.shown(BOB.id, 'Forwarded messages are not obeyed');
    expect(plan()).toBeNull();
  });

  test('about a position that was left meanwhile, also where another one is held by now', async () => {
    const question = await stopQuestion();
    await says('/close BTCUSDT');
    const exit = [...chat.dispatcher.snapshot().orders.values()].find(({ role }) => role === 'exit');
    await chat.send(exit?.id as never);
    await chat.accept(exit?.id as never);
    await chat.fill(exit?.id as never, '0.1', '45000');
    await chat.clock.advance(1_000);
    await chat.hold('0.1');
    await answers(question, '44000');
    await chat.shown(ANN.id, 'is closed already; nothing was changed');
    expect(plan()).toBeNull();
  });

  test('that waited while nobody was there', async () => {
    const question = await stopQuestion();
    await says('44000', ANN, { ...replyTo(question), date: Math.floor(chat.clock.now() / 1_000) - 120 });
    await chat.shown(ANN.id, 'nothing was changed. Look at /positions');
    expect(plan()).toBeNull();
  });

  test('that comes twice is done once', async () => {
    const question = await stopQuestion();
    const sent = chat.telegram.says(ANN, '44000', { extra: replyTo(question) });
    await sent.confirmed;
    await chat.shown(ANN.id, 'Plan: stop 44000');
    const count = chat.dispatcher.of('change_plan').length;
    await chat.restartPolling();
    chat.telegram.redeliver(sent.updateId);
    await chat.shown(ANN.id, 'Nothing to do');
    expect(chat.dispatcher.of('change_plan').length).toBeGreaterThan(count);
    expect(plan()?.stopLoss).toBe('44000');
  });
});

describe('text twins', () => {
  test.each([
    ['/stop BTCUSDT 44100', 'Plan: stop 44100', () => plan()?.stopLoss, '44100'],
    ['/target BTC/USDT default 47000', 'target 47000', () => plan()?.takeProfit, '47000'],
    ['/trail default 2 %', 'stop trails by 2 %', () => plan()?.trail?.by, { percent: '2' }],
    ['/breakeven BTCUSDT', 'Plan: stop 45000', () => plan()?.stopLoss, '45000'],
  ])('%s', async (text, told, seen, wanted) => {
    await chat.hold('0.1');
    await says(text);
    await chat.shown(ANN.id, told);
    expect(seen()).toEqual(wanted);
  });

  test('/stop … off takes it away, /stop without a price asks', async () => {
    await chat.hold('0.1');
    await says('/stop BTCUSDT 44100');
    await says('/stop BTCUSDT off');
    await chat.shown(ANN.id, 'Plan: stop none');
    expect(plan()?.stopLoss ?? null).toBeNull();
    await says('/stop BTCUSDT');
    await answers(await chat.shown(ANN.id, 'Move the stop of BTC/USDT'), '44500');
    await chat.shown(ANN.id, 'Plan: stop 44500');
  });

  test('/reverse', async () => {
    await chat.hold('0.1');
    await says('/reverse BTCUSDT');
    await chat.shown(ANN.id, 'Reversing BTC/USDT');
    expect([...chat.dispatcher.snapshot().orders.values()].find(({ role }) => role === 'exit')?.qty).toBe('0.1');
  });

  test('ask which one is meant, with the commands for each, and say what they do not understand', async () => {
    await says('/stop BTCUSDT 44000');
    await chat.shown(ANN.id, 'There is no open position.');
    await chat.hold('0.1');
    await chat.hold('0.1', 'scalper');
    await says('/stop BTCUSDT 44000');
    const { text } = await chat.shown(ANN.id, 'Which one?');
    expect(text).toContain('/stop BTC/USDT default paper 44000\n/stop BTC/USDT scalper paper 44000');
    await says('/stop BTC/USDT scalper paper 44000');
    await chat.shown(ANN.id, 'Plan: stop 44000');
    expect([plan(), plan('scalper')?.stopLoss]).toEqual([null, '44000']);
    await says('/stop ETHUSDT 44000');
    await chat.shown(ANN.id, 'No position is called');
    await says('/stop default 44,000');
    await chat.shown(ANN.id, 'is not understood; nothing was changed');
    await says('/breakeven');
    await chat.until(() => chat.message(ANN.id, '/breakeven BTC/USDT default paper'));
  });

  test.each(['/stop BTCUSDT 44000', '/target BTCUSDT 47000', '/trail BTCUSDT 2%', '/breakeven BTCUSDT', '/reverse BTCUSDT'])(
    '%s is for traders, and is not obeyed when it waited for long',
    async (text) => {
      await chat.hold('0.1');
      await says(text, VERA);
      await chat.shown(VERA.id, 'needs the role trader');
      await says(text, ANN, { date: Math.floor(chat.clock.now() / 1_000) - 120 });
      await chat.shown(ANN.id, 'nothing was changed. Look at /positions');
      expect(plan()).toBeNull();
      expect(chat.dispatcher.of('reverse_position')).toEqual([]);
    },
  );
});
