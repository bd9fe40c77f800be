// Answers to the questions under a position: which of several targets, what is no answer, distances in average true ranges.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AtrFound } from '../../src/core/model/markets/atr.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { strategyName } from '../../src/core/model/ids.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, quote } from './desk-settings.ts';
import { positionHand } from './position-hand.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
  chat.watched = quote(chat.clock.now(), '45200');
});
afterEach(() => chat.close());

const { plan, freshen, says, card, taps, answers } = positionHand(() => chat);

const TARGETS = [
  { price: decimal(46_000), share: decimal(40) },
  { price: decimal(48_000), share: decimal(60) },
];

/** A long of 0.1 with two targets. */
async function holdTargets(): Promise<void> {
  await chat.dispatcher.dispatch({
    type: 'set_approval_mode',
    strategy: strategyName('default'),
    mode: 'auto',
    by: { userId: 0, userName: 'test' },
    updateId: null,
  });
  const { id } = await chat.alert({ quantity: decimal('0.1'), stopLoss: null, takeProfits: TARGETS });
  const entry = chat.orderOf(id, 'entry');
  await chat.send(entry.id);
  await chat.fill(entry.id, '0.1', '45000');
}

const targets = () => [...(plan()?.partials ?? []).map(({ price }) => price), plan()?.takeProfit];

describe('Move target, where there are several', () => {
  test('asks which one, and moves that one only', async () => {
    await holdTargets();
    await taps(await card(), 'Move target');
    const choice = await chat.shown(ANN.id, 'Which target is to be moved?');
    expect(choice.keyboard.flat().map(({ text }) => text)).toEqual(['🎯 46000 for 40 %', '🎯 48000 for 60 %']);
    await taps(choice, '46000');
    await answers(await chat.shown(ANN.id, 'Move the target at 46000 of BTC/USDT'), '46500');
    await chat.shown(ANN.id, 'Plan:');
    expect(targets()).toEqual(['46500', '48000']);
    // what was chosen is not there any more: the choice says what is
    expect(await taps(choice, '46000')).toContain('There is no target at 46000 any more');
    await chat.until(() => choice.keyboard.flat().some(({ text }) => text.includes('46500')));
    await taps(choice, '48000');
    await chat.shown(ANN.id, 'Move the target at 48000 of');
    await says('off');
    await chat.until(() => targets()[1] === null);
    expect(targets()).toEqual(['46500', null]);
  });

  test('of one there is no choice', async () => {
    await chat.hold('0.1');
    await says('/target BTCUSDT 47000');
    await taps(await card(), 'Move target');
    await chat.shown(ANN.id, 'Move the target of BTC/USDT');
  });

  test('/target names it by its price, says what stays, and with one left it is that one', async () => {
    await holdTargets();
    await says('/target BTCUSDT 46000 46200');
    const told = await chat.shown(ANN.id, 'Plan:');
    expect(told.text).toContain('targets 46200 (40 %), 48000 (the rest)\nStays as it was: 48000 for 60 %');
    await says('/target BTCUSDT 45500 46000');
    await chat.shown(ANN.id, 'there is no target at 45500 (any more)');
    await says('/target BTCUSDT 46200 off');
    await chat.until(() => targets().length === 1);
    await says('/target BTC/USDT default 49000');
    await chat.until(() => targets()[0] === '49000');
    await says('/target BTCUSDT');
    await chat.shown(ANN.id, 'Move the target of BTC/USDT');
  });

  test('/target with one price asks which one is meant, and a tap moves it and leaves the others', async () => {
    await holdTargets();
    await says('/target BTCUSDT 47000');
    const choice = await chat.shown(ANN.id, 'Which target is to be moved to 47000?');
    expect(targets()).toEqual(['46000', '48000']);
    expect(choice.text).toContain('Nothing was changed yet.');
    expect(choice.text).toContain('/target BTC/USDT default paper 48000 47000');
    expect(choice.text).toContain('/target BTC/USDT default paper all 47000');
    expect(choice.keyboard.flat().map(({ text }) => text)).toEqual(['🎯 46000 for 40 %', '🎯 48000 for 60 %']);
    expect(await taps(choice, '46000')).toBe('The target at 46000 is at 47000 now');
    expect(targets()).toEqual(['47000', '48000']);
    expect((await chat.shown(ANN.id, 'Plan:')).text).toContain('Stays as it was: 48000 for 60 %');
  });

  test('an answer to a question of before the ladder asks which one, too', async () => {
    await chat.hold('0.1');
    await taps(await card(), 'Move target');
    const question = await chat.shown(ANN.id, 'Move the target of BTC/USDT');
    await says('/target BTCUSDT all 46000:40 48000:60');
    await chat.until(() => targets().length === 2);
    await answers(question, '47000');
    await chat.shown(ANN.id, 'Which target is to be moved to 47000?');
    expect(targets()).toEqual(['46000', '48000']);
  });

  test('a button of one stay moves nothing of the next', async () => {
    await holdTargets();
    await says('/target BTCUSDT 47000');
    const choice = await chat.shown(ANN.id, 'Which target is to be moved to 47000?');
    const { id } = await chat.alert({ action: 'close', quantity: null });
    const exit = chat.orderOf(id, 'exit');
    await chat.send(exit.id);
    await chat.fill(exit.id, '0.1', '45200');
    await chat.clock.advance(1_000);
    freshen('45200');
    await holdTargets();
    expect(await taps(choice, '46000')).toContain('The position has changed since');
    expect(targets()).toEqual(['46000', '48000']);
  });

  test('only a list takes the place of all of them', async () => {
    await holdTargets();
    await says('/target BTCUSDT all 46500 47500 49000');
    await chat.until(() => targets().length === 3);
    expect(targets()).toEqual(['46500', '47500', '49000']);
    await says('/target BTCUSDT all 45000');
    await chat.shown(ANN.id, 'a target of 45000 would close this long at once');
    await says('/target BTCUSDT all 46000:80 47000:40');
    await chat.shown(ANN.id, 'the targets close 120 % of the position');
    expect(targets()).toEqual(['46500', '47500', '49000']);
    await says('/target BTCUSDT off');
    await chat.shown(ANN.id, 'Which target is to be taken away?');
    await says('/target BTCUSDT all off');
    await chat.until(() => targets().length === 1);
    expect(targets()).toEqual([null]);
  });
});

describe('what is no answer', () => {
  const ask = async (label = 'Move stop'): Promise<void> => {
    await chat.hold('0.1');
    await taps(await card(), label);
    await chat.shown(ANN.id, label === 'Trail' ? 'Trail the stop of' : 'Move the stop of');
  };

  test.each(['a little lower', '44k', 'at 44000', '44 000', '44000 please', '2atr'])(
    '%j says what is wanted, and the question stays open',
    async (text) => {
      await ask();
      await says(text);
      const told = await chat.shown(ANN.id, 'is not understood; nothing was changed');
      expect(told.text).toContain('Write a price, such as 44000, or off; cancel leaves it as it is.');
      expect(chat.message(ANN.id, 'not understood as')).toBeUndefined();
      await says('44200');
      await chat.shown(ANN.id, 'Plan: stop 44200');
    },
  );

  test('cancel ends the question', async () => {
    await ask();
    await says('cancel');
    await chat.shown(ANN.id, 'Nothing was changed.');
    await says('44200');
    await chat.clock.advance(0);
    expect(plan()).toBeNull();
  });

  test.each(['buy BTCUSDT 0.1', '{"action":"buy","ticker":"BTCUSDT"', 'BUY BTCUSDT\nentry 45000\nstop 44000'])(
    'the alert %j is explained, and the question stays open',
    async (text) => {
      await ask();
      await says(text);
      await chat.clock.advance(0);
      expect(chat.message(ANN.id, 'is not understood; nothing was changed')).toBeUndefined();
      await says('44200');
      await chat.shown(ANN.id, 'Plan: stop 44200');
    },
  );

  test('what somebody else wrote is none', async () => {
    await ask();
    await says('a little lower', ANN, { forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'Eve' } });
    await says('44200');
    await chat.shown(ANN.id, 'Plan: stop 44200');
    expect(chat.message(ANN.id, 'a little lower')).toBeUndefined();
  });
});

describe('a trailing stop that begins at a price', () => {
  test.each([
    ['/trail BTCUSDT 2% from 46000', '46000', { percent: '2' }],
    ['/trail BTC/USDT default 2 % from 4 %', '46800', { percent: '2' }],
    ['/trail default 500 activation 46000', '46000', { amount: '500' }],
  ])('%s, and it is shown where it begins until it has', async (text, from, by) => {
    await chat.hold('0.1');
    await says('/stop BTCUSDT 44000');
    await says(text);
    const words = `stop trails by ${'percent' in by ? `${by.percent} %` : by.amount} from ${from} on`;
    await chat.shown(ANN.id, words);
    expect(plan()).toMatchObject({ stopLoss: '44000', trail: { by, activation: from, active: false } });
    expect((await card()).text).toContain(`👁 ${words}`);
    const { signalId } = plan() ?? {};
    await chat.until(() => chat.telegram.messages.some(({ text: shown }) => shown.includes('Alert') && shown.includes(words)));
    expect(signalId).toBeDefined();
  });

  test('as an answer to the button', async () => {
    await chat.hold('0.1');
    await taps(await card(), 'Trail');
    const question = await chat.shown(ANN.id, 'Trail the stop of');
    expect(question.text).toContain('with from 46000 or from 3% behind it where it is to begin at that price or gain only');
    await says('2% from soon');
    await chat.shown(ANN.id, 'is not understood; nothing was changed');
    await says('2% from 46000');
    await chat.shown(ANN.id, 'stop trails by 2 % from 46000 on');
  });
});

describe('a trailing stop in average true ranges', () => {
  const ATR: AtrFound = { value: decimal('150'), period: 14, timeframe: '1h', candles: 140, source: 'venue' };

  const withAtr = async (): Promise<string[]> => {
    await chat.close();
    const asked: string[] = [];
    chat = await openChat({
      atr: ({ instrument, account }) => {
        asked.push(`${account} ${instrument.symbol}`);
        return Promise.resolve({ type: 'atr', atr: ATR });
      },
    });
    freshen('45200');
    await chat.hold('0.1');
    return asked;
  };

  test.each(['/trail BTCUSDT 2atr', '/trail BTCUSDT 2 x ATR', '/trail BTC/USDT default 2 atr'])('%s', async (text) => {
    const asked = await withAtr();
    await says(text);
    const told = await chat.shown(ANN.id, 'Plan:');
    expect(told.text).toContain('stop trails by 300');
    expect(told.text).toContain('2 × the average true range of 150 (14 candles of 1h), as it is now');
    expect([plan()?.stopLoss, plan()?.trail?.by]).toEqual(['44900', { amount: '300' }]);
    expect(asked).toEqual(['paper BTC/USDT']);
  });

  test('as the answer to the button', async () => {
    await withAtr();
    await taps(await card(), 'Trail');
    await chat.shown(ANN.id, 'Trail the stop of');
    await says('1.5 ATR');
    await chat.until(() => plan()?.stopLoss === '44975');
  });

  test('is refused with the remedy where it cannot be counted', async () => {
    await chat.hold('0.1');
    await says('/trail BTCUSDT 2atr');
    expect((await chat.shown(ANN.id, 'Its average true range is not known')).text).toContain(
      'there are no candles here. Nothing was changed; write a percentage or an amount.',
    );
    expect(plan()).toBeNull();
  });

  test('as large as the price is refused', async () => {
    await withAtr();
    await says('/trail BTCUSDT 400atr');
    await chat.shown(ANN.id, 'as large as the price itself');
    expect(plan()).toBeNull();
  });
});
