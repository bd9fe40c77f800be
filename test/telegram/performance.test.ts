// /performance, typed to the real bot and tapped through its buttons, over trades on a sandbox and on its twin on paper.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, makeSignalId, strategyName, type Nonce } from '../../src/core/model/ids.ts';
import type { AccountShare, Settings } from '../../src/core/model/settings.ts';
import { type ChatHarness, openChat, READING } from './chat-harness.ts';
import { ANN, BTC, quote, SETTINGS, VERA } from './desk-settings.ts';

const share = (name: string): AccountShare => ({
  name: accountName(name),
  scale: decimal(1),
  symbols: {},
  approval: null,
  maxNotional: null,
});

function withTwin(): Settings {
  const base = SETTINGS.strategies.get(strategyName('swing'));
  if (base === undefined) throw new Error('no strategy');
  const swing = { ...base, approval: { type: 'auto' as const }, accounts: [share('testnet'), share('paper')], twin: accountName('paper') };
  return { ...SETTINGS, strategies: new Map([...SETTINGS.strategies, [swing.name, swing]]) };
}

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat({ settings: withTwin() });
});
afterEach(() => chat.close());

/** Closes what each share of the strategy holds, at the price of its account. */
async function leave(strategy: string, priceOn: (account: string) => string): Promise<void> {
  const held = [...chat.dispatcher.snapshot().positions.values()].filter((each) => each.strategy === strategy && each.qty !== '0');
  for (const [index, { key, account, qty }] of held.entries()) {
    const signalId = makeSignalId(chat.clock.now(), `${index}`.padStart(13, '9'));
    await chat.dispatcher.dispatch({
      type: 'close_position',
      positionKey: key,
      percent: decimal(100),
      signalId,
      by: { userId: ANN.id, userName: 'ann' },
      updateId: null,
    });
    const { id } = chat.orderOf(signalId, 'exit');
    await chat.send(id);
    await chat.accept(id);
    await chat.fill(id, qty, priceOn(account), '0.1');
    await chat.clock.advance(1_000);
  }
}

/** Entered at 45000. */
async function roundTrip(strategy: string, price: string): Promise<void> {
  await chat.hold('0.1', strategy);
  await leave(strategy, () => price);
}

async function twinTrade(): Promise<void> {
  const { id } = await chat.alert({ quantity: decimal('0.1'), signalPrice: decimal('45000'), stopLoss: null, takeProfits: [] }, 'swing');
  for (const child of chat.signal(id).group?.children ?? []) {
    const nonce = '00000000000000aa' as Nonce;
    await chat.dispatcher.dispatch({
      type: 'price_signal',
      signalId: child,
      instrument: BTC,
      quote: quote(chat.clock.now(), '45000'),
      nonce,
    });
  }
  for (const child of chat.signal(id).group?.children ?? []) {
    const order = chat.orderOf(child, 'entry');
    await chat.send(order.id);
    await chat.accept(order.id);
    await chat.fill(order.id, '0.1', order.account === accountName('paper') ? '45000' : '45450');
  }
  await leave('swing', () => '46000');
}

async function asks(text: string, part: string): Promise<string> {
  await chat.telegram.says(VERA, text).confirmed;
  return (await chat.shown(VERA.id, part)).text;
}

test('tells what came of the trades, over all and by strategy', async () => {
  await roundTrip('default', '46000');
  await roundTrip('default', '44500');
  await roundTrip('scalper', '45000');
  chat.watched = quote(chat.clock.now(), '45200');
  await chat.hold('0.1', 'scalper');
  const text = await asks('/performance', 'Performance, this month');
  expect(text).toContain('All · PAPER\n+49.30 USDT realised, +20.00 USDT open\n3 round trips: 1 won, 2 lost (33.33 %)');
  expect(text).toContain(
    'default · PAPER paper\n+49.60 USDT realised\n2 round trips: 1 won, 1 lost (50 %)\nExpectancy +24.80 USDT a trip · profit factor 1.99',
  );
  expect(text).toContain('Deepest fall 50.20 USDT');
  expect(text).toMatch(/scalper · PAPER paper\n-0\.30 USDT realised, \+20\.00 USDT open/);
  expect(text).toMatch(/By month\n\d{4}-\d\d: PAPER \+49\.30 USDT, 3 ended, 33\.33 % won\n\nAfter fees/);
});

test('its buttons show another time, of the same strategy', async () => {
  await roundTrip('default', '46000');
  await chat.clock.advance(40 * 86_400_000);
  await roundTrip('default', '44000');
  await roundTrip('scalper', '44000');
  await chat.telegram.says(VERA, '/performance default').confirmed;
  const month = await chat.shown(VERA.id, 'Performance of default, this month');
  expect(month.text).toContain('1 round trip: 0 won, 1 lost (0 %)');
  expect(month.text).not.toContain('scalper');
  await chat.telegram.taps(VERA, month, 'All').confirmed;
  const all = await chat.shown(VERA.id, 'Performance of default, since the first trade');
  expect(all.messageId).toBe(month.messageId);
  expect(all.text).toContain('2 round trips: 1 won, 1 lost (50 %)');
  expect(all.text).not.toContain('scalper');
  await chat.telegram.taps(VERA, all, 'Day').confirmed;
  expect((await chat.shown(VERA.id, 'Performance of default, today')).text).toContain('By day');
  await chat.telegram.taps(VERA, all, 'Week').confirmed;
  expect((await chat.shown(VERA.id, 'Performance of default, this week')).text).toContain('By week\nweek of');
});

test('the twin on paper stands beside its strategy, and in no sum with it', async () => {
  await twinTrade();
  const text = await asks('/performance all', 'since the first trade');
  // real 0.1 × 550, paper 0.1 × 1000
  expect(text).toMatch(
    /swing · SANDBOX testnet\n\+54\.\d\d USDT realised[\s\S]*swing · PAPER paper · its twin on paper\n\+99\.\d\d USDT realised/,
  );
  expect(text).toContain('1 entry, on average 1 % worse than alerted');
  expect(text).toContain('1 entry, on average at the price of their alerts');
  expect(text).toMatch(/All · SANDBOX\n\+54/);
  expect(text).not.toContain('All · PAPER');
});

/** Of a strategy that trades without asking; its pair is priced in euro. */
async function euroTrade(strategy: string): Promise<void> {
  const instrument = { ...BTC, symbol: 'BTC/EUR', quote: 'EUR' };
  const signalId = makeSignalId(chat.clock.now(), 'eeeeeeeeeeeee');
  await chat.dispatcher.dispatch({
    type: 'receive_alert',
    signalId,
    origin: { type: 'webhook', sender: 'secret' },
    strategyHint: strategy,
    reading: { ...READING, symbol: 'BTC/EUR', quantity: decimal('0.1'), signalPrice: null, stopLoss: null, takeProfits: [] },
    raw: '{}',
    bodyHash: 'euro',
    rateKey: 'sender',
    nonce: '00000000000000aa' as Nonce,
  });
  const inEuro = { ...quote(chat.clock.now(), '40000'), symbol: instrument.symbol };
  await chat.dispatcher.dispatch({ type: 'price_signal', signalId, instrument, quote: inEuro, nonce: '00000000000000ab' as Nonce });
  const entry = chat.orderOf(signalId, 'entry');
  await chat.send(entry.id);
  await chat.accept(entry.id);
  await chat.fill(entry.id, '0.1', '40000');
  await leave(strategy, () => '40100');
}

test('what has no rate is told apart; with one it is added, and the rate is shown', async () => {
  await roundTrip('default', '46000');
  await roundTrip('scalper', '45000');
  await euroTrade('scalper');
  const apart = await asks('/performance', 'this month');
  expect(apart).toContain('All · PAPER\n+99.60 USDT realised');
  expect(apart).toContain('⚠️ Not added, no rate is known: +10.00 EUR');
  const euro = { ...quote(chat.clock.now(), '1.2', 'venue'), symbol: 'EUR/USDT' };
  chat.priced = [{ account: accountName('paper'), instrument: { ...BTC, symbol: 'EUR/USDT', base: 'EUR' }, quote: euro }];
  const added = await asks('/performance week', 'this week');
  expect(added).toContain('1 EUR = 1.2 USDT');
  expect(added).not.toContain('Not added');
  expect(added).toContain('All · PAPER\n+111.60 USDT realised');
});

test('says what it was not asked well, and that nothing was traded', async () => {
  expect(await asks('/performance nobody', 'There is no strategy')).toContain('nobody');
  expect(await asks('/performance', 'Performance, this month')).toContain('Nothing was traded yet.');
});
