// Lists of what is named: /positions, /orders and /signals with words behind them, typed and tapped through the real bot; and
// strategies whose names have blanks in them.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountName, strategyName } from '../../src/core/model/ids.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, SETTINGS, quote } from './desk-settings.ts';
import { positionHand } from './position-hand.ts';

const LINE = 'BUY BTCUSDT @ 45000 qty=0.1';
let chat: ChatHarness;
const { says, taps } = positionHand(() => chat);

const [first] = SETTINGS.strategies.values();
const named = (name: string) => (first === undefined ? [] : [[strategyName(name), { ...first, name: strategyName(name) }] as const]);

beforeEach(async () => {
  const strategies = new Map([...SETTINGS.strategies, ...named('swing trades'), ...named('s2')]);
  chat = await openChat({ settings: { ...SETTINGS, strategies } });
  chat.asked = quote(chat.clock.now());
});
afterEach(() => chat.close());

describe('a list of what is named', () => {
  beforeEach(async () => {
    await chat.hold('0.01', 'default');
    await chat.hold('0.02', 'scalper');
    await chat.hold('0.03', 'swing trades');
  });

  test('shows the positions that fit all words, and stays about them when it is brought up to date', async () => {
    await says('/positions scalper BTCUSDT');
    const list = await chat.shown(ANN.id, 'Only scalper BTCUSDT');
    expect(list.text).toContain('0.02');
    expect(list.text).not.toContain('0.01 ');
    await chat.hold('0.04', 's2');
    await chat.clock.advance(1_000);
    await taps(list, '🔄 Refresh');
    const after = await chat.until(() => chat.telegram.messages.find((each) => each.messageId === list.messageId && each.edits > 0));
    expect(after.text).toContain('Only scalper BTCUSDT');
    expect(after.text).not.toContain('s2');
    await says('/positions nobody');
    const none = await chat.shown(ANN.id, 'Only nobody');
    expect(none.text).toContain('No open positions');
    expect(none.text).toContain('Nothing fits that name; all 4: /positions');
    await says('/orders nobody');
    await chat.shown(ANN.id, 'Nothing fits that name; all 4: /orders');
  });

  test('shows the orders of a strategy with blanks in its name, of an account, of everything', async () => {
    await says('/orders swing trades');
    const one = (await chat.shown(ANN.id, 'Only swing trades')).text;
    expect(one).toContain('BUY 0.03');
    expect(one).not.toContain('BUY 0.01');
    await says(`/orders ${accountName('paper')}`);
    expect((await chat.shown(ANN.id, 'Only paper')).text).toContain('BUY 0.01');
    await says('/orders btc');
    expect((await chat.shown(ANN.id, 'Only btc')).text).toContain('BUY 0.02');
    await says('/orders');
    const all = await chat.until(() => [chat.message(ANN.id, 'BUY 0.01')].find((each) => each?.text.includes('Only') === false));
    expect(all?.text).toContain('BUY 0.03');
  });

  test('shows the alerts of a strategy', async () => {
    await says('/signals scalper');
    const list = await chat.shown(ANN.id, 'strategy=scalper');
    expect(list.text).toContain('scalper');
    expect(list.text).not.toContain('swing');
  });
});

test('/signals says where the older ones are', async () => {
  for (let count = 0; count < 16; count += 1) await chat.alert({ action: 'close', side: null, quantity: null });
  await says('/signals');
  await chat.shown(ANN.id, 'Older ones: /history');
});

describe('a strategy with blanks in its name', () => {
  test('is one of /explain', async () => {
    await says(`/explain swing trades ${LINE}`);
    await chat.shown(ANN.id, 'traded by swing trades on paper');
  });
  test('is one of /when', async () => {
    await says('/when swing trades BTCUSDT above 50000 buy 0.1');
    await chat.shown(ANN.id, 'traded by swing trades on paper');
  });
  test('is not taken for the one whose name it begins with', async () => {
    await says(`/explain swing ${LINE}`);
    await chat.shown(ANN.id, 'traded by swing on testnet');
  });
});
