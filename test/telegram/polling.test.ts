// How updates come in: confirmation after the effect, a full disk, a second poller, a wrong token, a network that is away.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOTHING_SEEN } from '../../src/core/model/venues/venue-view.ts';
import { createPolling } from '../../src/telegram/polling/polling.ts';
import { createUpdateLedger } from '../../src/telegram/polling/update-ledger.ts';
import { createBot } from '../../src/telegram/create-bot.ts';
import { createReachability } from '../../src/telegram/sending/reachability.ts';
import { createFakeClock } from '../fake-clock.ts';
import { type ChatHarness, openChat, NO_HISTORY } from './chat-harness.ts';
import { ANN, BOB, SETTINGS } from './desk-settings.ts';
import { TOKEN } from './fake-telegram.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

/** Waits for the confirmation while time goes on: what is held back is tried again each second. */
const confirmed = (updateId: number): Promise<unknown> => chat.until(() => !chat.telegram.pending().includes(updateId));
const polls = (): number => chat.telegram.calls.filter(({ method }) => method === 'getUpdates').length;

describe('confirmation', () => {
  test('an update is confirmed only after its effect is stored', async () => {
    const dispatch = chat.dispatcher.dispatch.bind(chat.dispatcher);
    let store = (): void => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    chat.dispatcher.dispatch = async (command) => {
      await stored;
      return dispatch(command);
    };
    const sent = chat.telegram.says(ANN, '/pause');
    await chat.until(() => polls() > 0 && chat.telegram.pending().length === 1);
    await chat.clock.advance(30_000);
    expect(chat.telegram.pending()).toEqual([sent.updateId]);
    store();
    await sent.confirmed;
    expect(chat.dispatcher.of('pause')).toHaveLength(1);
  });
  test('a stop confirms what was handled, so that the next start does not answer it again', async () => {
    await chat.telegram.says(ANN, '/status').confirmed;
    const last = chat.telegram.says(ANN, '/help');
    await chat.shown(ANN.id, 'You are admin');
    await chat.polling.stop();
    await last.confirmed;
    expect(chat.telegram.pending()).toEqual([]);
  });
  test('only messages and taps are asked for', async () => {
    await chat.until(() => polls() > 0);
    expect(chat.telegram.calls.find(({ method }) => method === 'getUpdates')?.payload['allowed_updates']).toEqual([
      'message',
      'callback_query',
    ]);
  });
  test('a handler that fails for a fault of ours is told, logged and not tried again', async () => {
    chat.dispatcher.dispatch = () => Promise.reject(new TypeError('a bug'));
    await chat.telegram.says(ANN, '/pause').confirmed;
    expect((await chat.shown(ANN.id, 'A fault of ours')).text).toContain('not done');
    expect(chat.log.join('\n')).toContain('a handler failed');
    await chat.telegram.says(ANN, '/status').confirmed;
    await chat.shown(ANN.id, 'Trading is active');
  });
});

describe('a full disk', () => {
  test('holds the update back, tells the person once, and does it when there is room', async () => {
    chat.dispatcher.disk = 'full';
    const sent = chat.telegram.says(ANN, '/resume');
    expect((await chat.shown(ANN.id, 'Not done: the disk is full')).text).toContain('free some space');
    await chat.until(() => chat.dispatcher.of('resume').length >= 3);
    expect(chat.telegram.pending()).toEqual([sent.updateId]);
    chat.dispatcher.disk = null;
    await confirmed(sent.updateId);
    await chat.until(() => chat.message(ANN.id, 'Nothing to do: not paused') !== undefined);
    expect(chat.telegram.messages.filter(({ text }) => text.includes('Not done'))).toHaveLength(1);
  });
  test('never keeps an exit waiting behind what it refuses', async () => {
    await chat.hold('0.01');
    chat.dispatcher.disk = 'full';
    const held = chat.telegram.says(ANN, '/mode default confirm');
    chat.telegram.says(BOB, '/close BTCUSDT');
    await chat.shown(BOB.id, 'Closing BTC/USDT');
    expect(chat.dispatcher.snapshot().exits.size).toBe(1);
    expect(chat.telegram.pending()).toContain(held.updateId);
    chat.dispatcher.disk = null;
    await confirmed(held.updateId);
    expect(chat.dispatcher.of('close_position')).toHaveLength(1);
  });
  test('gives an update up after a minute, so that it does not take effect by surprise', async () => {
    chat.dispatcher.disk = 'full';
    const sent = chat.telegram.says(ANN, '/resume');
    await chat.shown(ANN.id, 'Not done');
    await confirmed(sent.updateId);
    const tries = chat.dispatcher.of('resume').length;
    chat.dispatcher.disk = null;
    await chat.telegram.says(ANN, '/status').confirmed;
    expect(chat.dispatcher.of('resume')).toHaveLength(tries);
  });
  test('is told by the answer to a tap', async () => {
    await chat.alert();
    const card = await chat.shown(ANN.id, '🟢 BUY');
    chat.dispatcher.disk = 'full';
    const tap = chat.telegram.taps(ANN, card, 'Approve');
    expect(await chat.until(() => chat.telegram.tapAnswers.get(tap.queryId))).toMatchObject({
      alert: true,
      text: expect.stringContaining('the disk is full'),
    });
    chat.dispatcher.disk = null;
    await confirmed(tap.updateId);
    expect(chat.dispatcher.snapshot().orders.size).toBe(1);
  });
});

describe('trouble with Telegram', () => {
  test('a second poller is explained once and retried ever more slowly, not looped on', async () => {
    await chat.until(() => polls() > 0);
    const conflict = {
      type: 'error' as const,
      code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    };
    chat.telegram.failNext('getUpdates', conflict, 4);
    chat.telegram.endPolls();
    await chat.until(() => chat.problems.length === 1);
    expect(chat.problems[0]).toMatchObject({
      groupKey: 'telegram_conflict',
      title: 'Telegram: two programs use this bot',
      nextStep: expect.stringContaining('/revoke'),
    });
    // whoever polled only once keeps nobody from /kill for long
    for (const waitMs of [3_000, 10_000, 60_000]) {
      const before = polls();
      await chat.clock.advance(waitMs - 1_000);
      expect(polls()).toBe(before);
      await chat.clock.advance(1_000);
      await chat.until(() => polls() === before + 1);
      await chat.clock.settle();
    }
    await chat.clock.advance(60_000);
    await chat.telegram.says(ANN, '/status').confirmed;
    await chat.shown(ANN.id, 'Trading is active');
    expect(chat.problems).toHaveLength(1);
  });
  test('a webhook that is set while we run is explained, and not fought over', async () => {
    await chat.until(() => polls() > 0);
    chat.telegram.setWebhook('https://elsewhere.example/hook');
    await chat.until(() => chat.problems.length === 1);
    await chat.clock.advance(60_000);
    await chat.until(() =>
      chat.telegram.calls.findLast(({ method }) => method === 'getUpdates')?.answer?.description?.includes('webhook is active'),
    );
    expect(chat.telegram.calls.filter(({ method }) => method === 'deleteWebhook')).toHaveLength(1);
  });
  test('a webhook that was left behind is removed at the start', async () => {
    await chat.polling.stop();
    chat.telegram.setWebhook('https://old.example/hook');
    await chat.restartPolling();
    await chat.telegram.says(ANN, '/status').confirmed;
    expect(chat.problems).toEqual([]);
  });
  test('a wrong token ends polling with the remedy', async () => {
    const problems: string[] = [];
    const clock = createFakeClock();
    const { bot } = createBot({
      token: '1:wrong',
      apiRoot: chat.telegram.apiRoot,
      dispatcher: chat.dispatcher,
      settings: { ...SETTINGS, accounts: new Map(), strategies: new Map() },
      clock,
      log: { fatal() {}, error() {}, warn() {}, info() {}, debug() {}, trace() {}, child: () => expect.unreachable() },
      access: { admins: [], traders: [], viewers: [] },
      timeZone: 'UTC',
      rates: { known: () => new Map(), find: async () => new Map() },
      pairing: null,
      venueView: () => NOTHING_SEEN,
      diskTrouble: () => null,
      freshQuote: () => null,
      askPrice: async () => null,
      lastPrice: () => null,
      balances: async () => ({ type: 'ok', balances: [] }),
      acknowledged: () => [],
      explain: () => Promise.reject(new Error('not asked here')),
      history: NO_HISTORY,
      senders: () => ({ baseUrl: '', isPublic: false, secretPlace: '' }),
      atr: () => Promise.resolve({ type: 'unavailable', reason: 'no candles' }),
      randomHex: () => '0',
    });
    const reachability = createReachability();
    const log = { fatal() {}, error() {}, warn() {}, info() {}, debug() {}, trace() {}, child: () => log };
    const told = new Promise<void>((resolve) => {
      const polling = createPolling({
        bot,
        clock,
        log,
        reachability,
        report: ({ groupKey, nextStep }) => {
          problems.push(groupKey, nextStep);
          resolve();
        },
      });
      polling.start();
    });
    await told;
    expect(problems).toEqual(['telegram_token', expect.stringContaining('@BotFather')]);
    expect(reachability.downSince()).toBe(clock.now());
    expect(clock.pendingTimers()).toBe(0);
  });
  test('a network that is away: back-off, downSince, then everything that was written meanwhile', async () => {
    await chat.until(() => polls() > 0);
    chat.telegram.failNext('getUpdates', { type: 'drop_before' }, 4);
    chat.telegram.endPolls();
    await chat.until(() => chat.parts.outbox.reachable().downSince !== null);
    const sent = chat.telegram.says(ANN, '/status');
    for (let round = 0; round < 6; round += 1) {
      await chat.clock.settle();
      await chat.clock.advance(8_000);
    }
    await chat.shown(ANN.id, 'Trading is active');
    await sent.confirmed;
    expect(chat.parts.outbox.reachable().downSince).toBeNull();
    expect(chat.log.join('\n')).not.toContain(TOKEN.slice(10));
  });
  test('a menu that is refused does not keep the bot from listening', async () => {
    await chat.polling.stop();
    chat.telegram.failNext('setMyCommands', { type: 'error', code: 400, description: 'Bad Request: BOT_COMMAND_INVALID' });
    await chat.restartPolling();
    await chat.telegram.says(ANN, '/status').confirmed;
    expect(chat.log.join('\n')).toContain('the menu of commands was not taken');
  });
});

describe('the ledger of updates', () => {
  test('the offset never passes one that is held back, and what is behind it is handled once', () => {
    const clock = createFakeClock();
    const ledger = createUpdateLedger(clock);
    ledger.handled(5);
    expect(ledger.holdBack(6)).toBe(true);
    ledger.handled(7);
    expect([ledger.offset(), ledger.isHandled(6), ledger.isHandled(7)]).toEqual([6, false, true]);
    ledger.handled(6);
    expect(ledger.offset()).toBe(8);
  });
  test('after a quiet poll it asks from the start, since Telegram may go on with lower ids after a week', () => {
    const ledger = createUpdateLedger(createFakeClock());
    ledger.handled(900);
    expect(ledger.offset()).toBe(901);
    ledger.nothingWaits();
    expect(ledger.offset()).toBe(0);
    ledger.handled(17);
    expect(ledger.offset()).toBe(18);
  });
});
