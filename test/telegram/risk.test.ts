// /risk, and limits at the tap, through the real bot and the real engine.

import { afterEach, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { ExchangeRates } from '../../src/core/model/money/exchange-rate.ts';
import { accountName, makeSignalId, type Nonce, type SignalId } from '../../src/core/model/ids.ts';
import { NO_LIMITS, type Limits } from '../../src/core/model/risk-limits.ts';
import { type ChatHarness, openChat, READING } from './chat-harness.ts';
import { ANN, BOB, BTC, quote, SETTINGS, VERA } from './desk-settings.ts';

let chat: ChatHarness | null = null;
afterEach(async () => {
  await chat?.close();
  chat = null;
});

async function open(risk: Partial<Limits> | null): Promise<ChatHarness> {
  chat = await openChat({ settings: risk === null ? SETTINGS : { ...SETTINGS, risk: { ...NO_LIMITS, ...risk } } });
  return chat;
}

async function ask(harness: ChatHarness, text: string, part: string, user = ANN): Promise<string> {
  await harness.telegram.says(user, text).confirmed;
  return (await harness.shown(user.id, part)).text;
}

test('without a limit it says how to set one', async () => {
  expect(await ask(await open(null), '/risk', 'No limit is set', VERA)).toContain('risk: { daily_loss: 3%');
});

test('what is held counts at its last price, however old, as in GET /status', async () => {
  const harness = await open({ dailyLoss: { money: decimal('10') } });
  await harness.hold('0.02');
  harness.watched = null;
  harness.stale = quote(harness.clock.now(), '44700');
  expect(await ask(harness, '/risk', 'Risk limits')).toMatch(/daily_loss: -6\.\d+ \(realised -0\.\d+, open -6\)/);
});

test('what bounds each entry stands with the limits: the largest one, additions with how many there are, age, pace, open cards', async () => {
  const [first] = SETTINGS.strategies.values();
  if (first === undefined) throw new Error('no strategy');
  const pyramiding = { max: 3, minSpacing: { percent: decimal(1) }, shrink: decimal('0.5'), onlyInProfit: true };
  const adding = {
    ...first,
    maxNotional: decimal(5_000),
    maxLagMs: 60_000,
    entries: { ...first.entries, pyramiding, priceGuard: { percent: decimal('0.5') } },
  };
  chat = await openChat({ settings: { ...SETTINGS, strategies: new Map([...SETTINGS.strategies, [adding.name, adding]]) } });
  await chat.hold('0.02');
  await chat.alert({}, 'scalper');
  const text = await ask(chat, '/risk', 'Of each entry');
  expect(text).toContain(
    [
      'strategy default on paper PAPER',
      '▫️ max_notional 5000 USDT an entry · max_lag 60 s old · price_guard 0.5 % worse than the alert',
      '🟢 pyramiding: 1 in BTC/USDT of 3 entries of a position, at least 1 % apart, each × 0.5, in profit only (33 %)',
    ].join('\n'),
  );
  expect(text).toContain('strategy real on binance LIVE\n▫️ max_notional 100000 USDT an entry');
  expect(text).toContain('WEBHOOK_RATE_LIMIT: 2 of 100 entries a minute of one sender or strategy (2 %)');
  expect(text).toMatch(/open cards: 1 of \d+ entries that wait for an answer/);
  await chat.telegram.says(ANN, '/risk real on binance').confirmed;
  const harness = chat;
  const only = await harness.until(() => {
    const newest = harness.message(ANN.id, 'Of each entry');
    return newest?.text.includes('default on paper') === false && newest;
  });
  expect(only.text).toContain('max_notional 100000 USDT an entry');
});

test('every limit with its scope, what is used, what it does, and what is reached', async () => {
  const harness = await open({
    maxExposure: decimal('1000'),
    dailyLoss: { money: decimal('10') },
    ordersPerMinute: 3,
    windDown: 'keep_protected',
  });
  await harness.hold('0.02');
  harness.watched = quote(harness.clock.now(), '45000');
  const text = await ask(harness, '/risk', 'none holds entries back');
  expect(text).toContain('all accounts on paper PAPER');
  expect(text).toContain('🟠 max_exposure: 900 of 1000 USDT (90 %)\n   refuses the entry');
  expect(text).toContain('orders_per_minute: 1 of 3 (33 %)\n   kills until /unlock, closes what has no stop-loss');
  expect(text).toContain('all accounts SANDBOX, LIVE');
  expect(text).toContain('Exits pass every limit.');

  const marks = new Map([['paper|BTC/USDT', decimal('44000')]]);
  await harness.dispatcher.dispatch({ type: 'judge_risk', marks, equities: new Map() });
  await harness.shown(ANN.id, 'daily_loss of all accounts on paper was reached: paused');
  const held = await ask(harness, '/risk', 'or /resume daily_loss: reached');
  expect(held).toMatch(
    /⛔ daily_loss: .*\n {3}pauses until midnight, closes what has no stop-loss\n {3}No entries until 6 Jan 01:00:00, or \/resume daily_loss: reached /,
  );
  expect(await ask(harness, '/status', 'Limits that hold back entries')).toContain('daily_loss · /risk');
  expect(await ask(harness, '/risk nobody', 'Nothing called nobody has limits; these are all:')).toContain('all accounts on paper');
  await ask(harness, '/pause', 'paused');
  expect(await ask(harness, '/resume', 'running again')).toContain('⛔ daily_loss still holds entries back: /resume daily_loss');
  expect(await ask(harness, '/resume', 'Nothing to do')).toContain('daily_loss still holds entries back');
  await ask(harness, '/resume daily_loss testnet', 'holds no entries back');
  await ask(harness, '/resume daily_loss', 'entries pass again although daily_loss was reached');
  expect(await ask(harness, '/risk', 'Ann lets entries pass')).toContain('Ann lets entries pass until 6 Jan 01:00:00');
});

test('the tap judges results at the prices of that moment, and tells the code on the card', async () => {
  const harness = await open({ dailyLoss: { money: decimal('10') } });
  await harness.hold('0.02');
  harness.watched = quote(harness.clock.now(), '45000');
  const signal = await harness.alert({}, 'scalper');
  const card = await harness.shown(ANN.id, '🟢 BUY 0.015');
  harness.watched = quote(harness.clock.now(), '44400');
  await harness.telegram.taps(BOB, card, 'Approve').confirmed;
  await harness.until(() => harness.signal(signal.id).state === 'denied');
  expect(harness.signal(signal.id).error).toMatchObject({ code: 'DAILY_LOSS' });
  await harness.until(() => card.text.includes('the result of today is -12'));
  expect(harness.dispatcher.snapshot().riskBook.breaches.size).toBe(1);
});

test('a kill of one account is ended by /unlock, although trading as a whole goes on', async () => {
  const harness = await open(null);
  const paper = SETTINGS.accounts.get(accountName('paper'));
  if (paper === undefined) throw new Error('no paper account');
  await harness.close();
  const limited = { ...paper, limits: { ...NO_LIMITS, ordersPerMinute: 1 } };
  chat = await openChat({ settings: { ...SETTINGS, accounts: new Map([...SETTINGS.accounts, [paper.name, limited]]) } });
  await chat.hold('0.02');
  const refused = await chat.alert();
  expect(refused.error).toMatchObject({ code: 'ORDERS_PER_MINUTE' });
  await chat.shown(ANN.id, 'orders_per_minute of account paper was reached: KILLED');
  await chat.telegram.says(ANN, '/unlock').confirmed;
  const prompt = await chat.shown(ANN.id, 'Let entries pass again?');
  expect(prompt.text).toContain('orders_per_minute was reached');
  await chat.telegram.taps(ANN, prompt, 'Confirm unlock').confirmed;
  await chat.shown(ANN.id, 'Trading unlocked');
  expect(chat.dispatcher.snapshot().riskBook.breaches.size).toBe(0);
});

test('limits in another currency: the card shows the rate; without one a tap fetches it, and half a size says which is missing', async () => {
  const paper = SETTINGS.accounts.get(accountName('paper'));
  if (paper === undefined) throw new Error('no paper account');
  const inEuro = { ...paper, quoteCurrency: 'EUR', limits: { ...NO_LIMITS, maxExposure: decimal('100000') } };
  chat = await openChat({ settings: { ...SETTINGS, accounts: new Map([...SETTINGS.accounts, [paper.name, inEuro]]) } });
  const harness = chat;
  const rates = (): ExchangeRates =>
    new Map([['paper|USDT|EUR', { from: 'USDT', to: 'EUR', price: decimal('0.8'), at: harness.clock.now(), source: 'venue' as const }]]);
  const price = (signalId: SignalId, nonce: string) =>
    harness.dispatcher.dispatch({
      type: 'price_signal',
      signalId,
      instrument: BTC,
      quote: quote(harness.clock.now()),
      nonce: nonce as Nonce,
      rates: rates(),
    });
  const signalId = makeSignalId(harness.clock.now(), 'eeeeeeeeeeeee');
  await harness.dispatcher.dispatch({
    type: 'receive_alert',
    signalId,
    origin: { type: 'webhook', sender: 'secret' },
    strategyHint: 'scalper',
    reading: READING,
    raw: '{}',
    bodyHash: 'euro',
    rateKey: 'sender',
    nonce: '00000000000000aa' as Nonce,
  });
  await price(signalId, '00000000000000ab');
  const card = await harness.shown(ANN.id, 'Limits counted at 1 USDT = 0.8 EUR');
  harness.watched = quote(harness.clock.now());
  await harness.telegram.taps(BOB, card, '½').confirmed;
  await harness.until(() => [...harness.telegram.tapAnswers.values()].find(({ text }) => text.includes('no rate of USDT/EUR is known')));
  expect(harness.signal(signalId)).toMatchObject({ state: 'awaiting_approval', approval: { answer: null } });
  await harness.telegram.taps(BOB, card, 'Approve').confirmed;
  await harness.until(() => harness.signal(signalId).approval?.answer?.choice === 'approve');
  expect(harness.signal(signalId).orderIds).toEqual([]);
  await price(signalId, '00000000000000ac');
  expect(harness.signal(signalId)).toMatchObject({ state: 'working', proposal: { rates: [{ from: 'USDT', to: 'EUR' }] } });
});
