// After a start what is held has no price for a moment: an entry whose limits count it is not let through on a guess.

import { describe, expect, it } from 'vitest';
import { NO_MARKS } from '../../src/core/engine/draft.ts';
import { limitChecks } from '../../src/core/engine/limits/judge-limits.ts';
import { marksForEntry } from '../../src/core/engine/limits/risk-scope.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Limits } from '../../src/core/model/risk-limits.ts';
import { ANN, Engine, perpetual, settingsWith } from './engine.ts';
import { ask, buy, closeAt, codeOf, enter, limits, marks, PAPER, settingsOf } from './limited.ts';

const COUNTED: readonly (readonly [string, Partial<Limits>])[] = [
  ['daily_loss', { dailyLoss: { money: decimal('1000') } }],
  ['daily_profit_lock', { dailyProfitLock: [{ at: { money: decimal('1000') }, floor: { money: decimal('500') } }] }],
  ['drawdown', { drawdown: { money: decimal('1000') } }],
  ['max_exposure', { maxExposure: decimal('100000') }],
  ['max_exposure_per_symbol', { maxExposurePerSymbol: decimal('100000') }],
  ['max_leverage', { maxLeverage: decimal('50') }],
];

function holding(change: Partial<Limits>): Engine {
  const engine = new Engine(settingsOf('account', change));
  engine.run({ type: 'judge_risk', marks: NO_MARKS, equities: new Map([[PAPER, decimal('10000')]]) });
  enter(engine, buy('0.1'));
  return engine;
}

describe.each(COUNTED)('%s', (name, change) => {
  it('is not judged by a guess: without a price of what is held the entry is refused, and nothing else follows', () => {
    const engine = holding(change);
    const refused = ask(engine, buy('0.001'), '45000', NO_MARKS);
    expect(codeOf(refused)).toEqual(['denied', 'NO_PRICE']);
    expect(refused.error?.message).toContain(`${name} of account paper: it cannot be counted: no price is known of BTC/USDT:USDT on paper`);
    expect([...engine.state.notifications.values()].map(({ title }) => title)).toContain('Entry refused: NO_PRICE');
    expect(engine.state.riskBook.breaches.size).toBe(0);
    expect(codeOf(ask(engine, buy('0.001'), '45000', marks('45000')))).toEqual(['working', null]);
  });

  it('an entry is not refused for one that has filled while its price came, of an alert of the same bar', () => {
    const engine = new Engine(settingsOf('account', change));
    engine.run({ type: 'judge_risk', marks: NO_MARKS, equities: new Map([[PAPER, decimal('10000')]]) });
    expect(codeOf(ask(engine, buy('0.1')))).toEqual(['working', null]);
    const seen = marksForEntry(engine.state, () => decimal('45000'));
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, entry.qty, '45000');
    expect(codeOf(ask(engine, buy('0.001'), '45000', seen))).toEqual(['working', null]);
  });

  it('an exit passes without any price', () => {
    const engine = holding(change);
    closeAt(engine, '44500');
    expect(engine.position()?.qty).toBe('0');
  });
});

it('an approval waits for the prices of what is held, and does not pass without them', () => {
  const plain = settingsWith({ limits: limits({ dailyLoss: { money: decimal('1000') } }) });
  const engine = new Engine(plain);
  engine.enter(buy('0.1'), '45000');
  const signal = engine.alert(buy('0.001'));
  engine.price(signal, '45000');
  const nonce = engine.signal(signal.id).approval?.nonce;
  if (nonce === undefined) throw new Error('it asks nothing');
  const reply = engine.run({ type: 'approve', nonce, by: ANN, quote: engine.quote('45000'), updateId: null });
  expect(reply).toMatchObject({ type: 'done', detail: 'Approved; fetching the prices of what is held' });
  expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'price_signal', signalId: signal.id }));
  engine.price(signal, '45000');
  expect(engine.signal(signal.id).state).toBe('working');
});

it('a leg whose turn comes with a fill of another one asks for the prices first', () => {
  const engine = new Engine(settingsOf('account', { maxExposure: decimal('100000') }));
  const parent = engine.alert(
    JSON.stringify({
      legs: [
        { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, rank: 1 },
        { action: 'sell', symbol: 'ETHUSDT.P', quantity: 1, rank: 2 },
      ],
    }),
  );
  const children = [...engine.state.signals.values()].filter(({ part }) => part?.parent === parent.id);
  for (const child of children) engine.price(child, '45000', { ...perpetual, symbol: child.symbol ?? '' });
  const [first] = engine.orders(({ role }) => role === 'entry');
  if (first === undefined) throw new Error('no leg goes');
  engine.send(first);
  engine.fill(first, first.qty, '45000');
  const second = children.find(({ symbol }) => symbol !== first.instrument.symbol);
  if (second === undefined) throw new Error('no second leg');
  expect(engine.signal(second.id)).toMatchObject({ state: 'received', part: { stage: 'turn' } });
  engine.price(engine.signal(second.id), '45000', { ...perpetual, symbol: second.symbol ?? '' });
  expect(engine.orders(({ role }) => role === 'entry')).toHaveLength(2);
});

describe('what several accounts are worth together', () => {
  const SECOND = accountName('second');
  function desk() {
    const plain = settingsOf('all', { dailyLoss: { percent: decimal('5') } });
    const [paper] = plain.accounts.values();
    if (paper === undefined) throw new Error('no account');
    const engine = new Engine({ ...plain, accounts: new Map([...plain.accounts, [SECOND, { ...paper, name: SECOND }]]) });
    const weigh = (...known: (readonly [typeof PAPER, string])[]) => {
      const equities = new Map(known.map(([name, worth]) => [name, decimal(worth)]));
      engine.run({ type: 'judge_risk', marks: NO_MARKS, equities });
    };
    return { engine, weigh };
  }

  it('is not known as long as one of them has never said it', () => {
    const { engine, weigh } = desk();
    weigh([PAPER, '10000']);
    expect(codeOf(ask(engine, buy('0.1')))).toEqual(['denied', 'DAILY_LOSS']);
  });

  it('counts one that is silent today with what it said last, and says so', () => {
    const { engine, weigh } = desk();
    weigh([PAPER, '10000'], [SECOND, '5000']);
    engine.now += 86_400_000;
    weigh([PAPER, '11000']);
    const signal = ask(engine, buy('0.1'));
    expect(codeOf(signal)).toEqual(['working', null]);
    const [strategy] = engine.settings.strategies.values();
    const account = engine.settings.accounts.get(PAPER);
    const { positionKey: key, proposal } = engine.signal(signal.id);
    if (strategy === undefined || account === undefined || key === null || proposal === null) throw new Error('no proposal');
    const { settings, state, now } = engine;
    const entry = { key, symbol: proposal.instrument.symbol, leverage: null };
    const [checked] = limitChecks({ settings, state, now, marks: NO_MARKS, rates: NO_RATES, strategy, account, entry }, proposal);
    expect(checked?.shows).toContain('5 % of equity (800 USDT; second as on 2026-01-05)');
  });

  it('that one account has not said what it is worth today still refuses where it is judged alone', () => {
    const engine = new Engine(settingsOf('account', { dailyLoss: { percent: decimal('5') } }));
    engine.run({ type: 'judge_risk', marks: NO_MARKS, equities: new Map([[PAPER, decimal('10000')]]) });
    engine.now += 86_400_000;
    const signal = engine.alert(buy('0.1'));
    const quote = engine.quote('45000');
    engine.run({ type: 'price_signal', signalId: signal.id, instrument: perpetual, quote, nonce: engine.nonce() });
    expect(codeOf(engine.signal(signal.id))).toEqual(['denied', 'DAILY_LOSS']);
  });
});
