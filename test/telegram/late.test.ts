// Commands that waited while nobody was there to obey them.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { strategyName } from '../../src/core/model/ids.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB } from './desk-settings.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

const DEFAULT = strategyName('default');
const typed = (text: string, secondsAgo: number, user = ANN) =>
  chat.telegram.says(user, text, { extra: { date: Math.floor(chat.clock.now() / 1_000) - secondsAgo } }).confirmed;
const switchOf = () => chat.dispatcher.snapshot().strategies.get(DEFAULT);
const pause = () =>
  chat.dispatcher.dispatch({ type: 'pause', strategy: null, by: { userId: 1, userName: 'x' }, updateId: null }).then(() => undefined);

describe('what lets entries pass is asked about again', () => {
  test('/resume', async () => {
    await pause();
    await typed('/resume default', 61);
    const question = await chat.shown(ANN.id, 'Resume default?');
    expect(switchOf()?.paused).not.toBeNull();
    await chat.telegram.taps(ANN, question, 'Confirm resume').confirmed;
    expect(switchOf()?.paused).toBeNull();
  });

  test('/resume of every strategy', async () => {
    await pause();
    await typed('/resume', 3_600);
    const question = await chat.shown(ANN.id, 'Resume every strategy?');
    await chat.telegram.taps(BOB, question, 'Confirm resume').confirmed;
    expect(switchOf()?.paused).toBeNull();
  });

  test('/mode auto, by an admin', async () => {
    await typed('/mode default auto', 61);
    const question = await chat.shown(ANN.id, 'pass by rule, without a tap?');
    await chat.telegram.taps(BOB, question, 'Confirm auto').confirmed;
    expect(switchOf()?.approvalMode ?? null).toBeNull();
    await chat.telegram.taps(ANN, question, 'Confirm auto').confirmed;
    expect(switchOf()?.approvalMode).toBe('auto');
  });

  test('/unlock asks as ever', async () => {
    await typed('/kill', 0);
    const kill = await chat.shown(ANN.id, 'Stop everything?');
    await chat.telegram.taps(ANN, kill, 'Confirm kill').confirmed;
    await typed('/unlock', 3_600);
    await chat.shown(ANN.id, 'Let entries pass again?');
    expect(chat.dispatcher.snapshot().tradingState).toBe('halted');
  });
});

test('a part of a close is asked about again: it may have been closed since', async () => {
  await chat.hold('0.02');
  await typed('/close BTCUSDT 50', 61);
  const question = await chat.shown(ANN.id, 'Close 50 % of BTC/USDT?');
  expect(chat.dispatcher.of('close_position')).toEqual([]);
  await chat.telegram.taps(ANN, question, 'Confirm close').confirmed;
  const exit = [...chat.dispatcher.snapshot().orders.values()].find((order) => order.role === 'exit');
  expect(exit?.qty).toBe('0.01');
});

describe('what leaves or holds back is obeyed however old', () => {
  test('/close', async () => {
    await chat.hold('0.02');
    await typed('/close BTCUSDT', 86_400);
    await chat.shown(ANN.id, 'Closing');
    expect([...chat.dispatcher.snapshot().orders.values()].some((order) => order.role === 'exit')).toBe(true);
  });

  test('/pause, /mode confirm and the question of /kill', async () => {
    await typed('/pause default', 3_600);
    expect(switchOf()?.paused).not.toBeNull();
    await typed('/mode default confirm', 3_600);
    expect(switchOf()?.approvalMode).toBe('confirm');
    await typed('/kill', 3_600);
    const kill = await chat.shown(ANN.id, 'Stop everything?');
    await chat.telegram.taps(ANN, kill, 'Confirm kill').confirmed;
    expect(chat.dispatcher.snapshot().tradingState).toBe('halted');
  });
});

test('what was typed just now is obeyed at once', async () => {
  await pause();
  await typed('/resume', 59);
  expect(switchOf()?.paused).toBeNull();
  await typed('/mode default auto', 59);
  expect(switchOf()?.approvalMode).toBe('auto');
  expect((await chat.shown(ANN.id, 'pass by rule')).text).not.toContain('?');
});

test('/strategies says where a /mode auto outlives what config.yaml says', async () => {
  await typed('/mode default auto', 0);
  await chat.telegram.says(ANN, '/strategies').confirmed;
  await chat.shown(ANN.id, 'pass by rule (set in the chat; config.yaml says: a person confirms)');
});
