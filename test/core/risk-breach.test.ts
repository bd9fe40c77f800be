// What a limit does that was reached: entries are held back and taken back, what is held is wound down, people are told once;
// it outlives a restart and ends by itself or by a person.

import { beforeEach, describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { LimitName, Limits, WindDown } from '../../src/core/model/risk-limits.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { ANN, Engine, perpetual, settingsWith } from './engine.ts';
import { ask, buy, closeAt, codeOf, enter, judge, marks, PAPER, settingsOf } from './limited.ts';

const resume = (engine: Engine, limit: LimitName) =>
  engine.run({ type: 'resume', strategy: null, named: { limit, of: null }, by: ANN, updateId: null });

describe('a breach', () => {
  let engine: Engine;
  const NEXT_DAY = Date.parse('2026-01-06T00:00:00Z');
  const lossy = (change: Partial<Limits> = {}) => settingsOf('strategy', { dailyLoss: { money: decimal('100') }, ...change });
  const breach = () => [...engine.state.riskBook.breaches.values()][0];
  const alarms = () => [...engine.state.notifications.values()].filter(({ severity }) => severity === 'alarm');

  beforeEach(() => {
    engine = new Engine(lossy());
    enter(engine, buy('0.1'));
  });

  // The first look after a start, before any price has come.
  it('is not made of a position without a price: neither a fall of what is open, nor a lock, nor a peak', () => {
    const lock = [{ at: { money: decimal('100') }, floor: { money: decimal('50') } }];
    const cases: readonly (readonly [string, Partial<Limits>])[] = [
      ['DRAWDOWN', { dailyLoss: null, drawdown: { money: decimal('100') } }],
      ['PROFIT_LOCKED', { dailyLoss: null, dailyProfitLock: lock }],
    ];
    for (const [code, change] of cases) {
      engine = new Engine(lossy({ ...change, windDown: 'flatten_all' }));
      enter(engine, buy('0.1'));
      judge(engine, marks('47000'));
      expect(judge(engine, new Map())).toMatchObject({ type: 'skipped' });
      expect(codeOf(ask(engine, 'BUY BTCUSDT.P qty=0.001 sl=44000', '47000', new Map()))).toEqual(['denied', code]);
      expect([breach(), engine.position()?.qty]).toEqual([undefined, '0.1']);
      expect(judge(engine, marks('45100'))).toMatchObject({ type: 'done' });
      expect(breach()).toMatchObject({ action: 'pause', windDown: 'flatten_all' });
    }
  });

  it('of results happens between two alerts, at the price that reaches it, in one commit, told once', () => {
    expect(judge(engine, marks('44001.5'))).toMatchObject({ type: 'skipped' });
    expect(engine.events).toEqual([]);
    expect(judge(engine, marks('44001'))).toMatchObject({ type: 'done' });
    expect(breach()).toMatchObject({ limit: 'daily_loss', action: 'pause', windDown: 'keep_all', until: NEXT_DAY, liftedBy: null });
    expect(alarms().map(({ title }) => title)).toEqual(['daily_loss of strategy default on paper was reached: paused']);
    expect(alarms()[0]?.text).toContain('-100 (realised -0.1, open -99.9)');
    expect(judge(engine, marks('43000'))).toMatchObject({ type: 'skipped' });
    expect(alarms()).toHaveLength(1);
    expect(engine.position()?.qty).toBe('0.1');
  });

  it('holds back entries although the price comes back, lets exits pass, and outlives the checkpoint', () => {
    judge(engine, marks('44001'));
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    const refused = engine.alert(buy('0.1'));
    expect(codeOf(refused)).toEqual(['denied', 'DAILY_LOSS']);
    expect(refused.error?.message).toContain('no entries until 2026-01-06 00:00 (UTC)');
    expect(refused.error?.remedy).toContain('/resume');
    closeAt(engine, '46000');
    expect(engine.position()?.qty).toBe('0');
  });

  it('is about its scope only', () => {
    judge(engine, marks('44001'));
    const other = engine.alert(buy('0.1'), { strategyHint: 'other' });
    expect(other.state).toBe('received');
  });

  it('ends by itself the next day: the clock wakes for it, tells it, and the day counts anew', () => {
    closeAt(engine, '43000');
    judge(engine, new Map());
    expect(breach()?.until).toBe(NEXT_DAY);
    expect(engine.wakeAt()).toBeLessThanOrEqual(NEXT_DAY);
    engine.now = NEXT_DAY - 1;
    engine.run({ type: 'clock' });
    expect(codeOf(engine.alert(buy('0.1')))).toEqual(['denied', 'DAILY_LOSS']);
    engine.now = NEXT_DAY;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(breach()).toBeUndefined();
    expect([...engine.state.notifications.values()].some(({ title }) => title === 'Entries pass again')).toBe(true);
    judge(engine, new Map());
    expect(codeOf(ask(engine, buy('0.1')))).toEqual(['working', null]);
  });

  it('is ended by its name and by nothing else, and is not reached again on the same day', () => {
    judge(engine, marks('44001'));
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    expect(engine.run({ type: 'resume', strategy: null, by: ANN, updateId: null })).toMatchObject({
      type: 'done',
      detail: expect.stringContaining('daily_loss still holds entries back: /resume daily_loss'),
    });
    expect(engine.run({ type: 'resume', strategy: 'default' as never, by: ANN, updateId: null })).toMatchObject({ type: 'skipped' });
    expect(codeOf(engine.alert(buy('0.1')))).toEqual(['denied', 'DAILY_LOSS']);
    for (const named of [
      { limit: 'drawdown', of: null },
      { limit: 'daily_loss', of: 'elsewhere' },
    ] as const)
      expect(engine.run({ type: 'resume', strategy: null, named, by: ANN, updateId: null })).toMatchObject({ type: 'skipped' });
    expect(resume(engine, 'daily_loss')).toMatchObject({ type: 'done' });
    expect(codeOf(ask(engine, buy('0.1'), '45000', marks('43000')))).toEqual(['working', null]);
    expect(judge(engine, marks('43000'))).toMatchObject({ type: 'skipped' });
    engine.now = NEXT_DAY;
    engine.run({ type: 'clock' });
    expect(breach()).toBeUndefined();
    expect(judge(engine, marks('43000'))).toMatchObject({ type: 'done' });
  });

  it('takes back what waits and rests: cards, unsent orders and those in the book', () => {
    engine.settings = settingsWith({ approval: { type: 'auto' } });
    const resting = ask(engine, 'BUY BTCUSDT.P qty=0.1 limit=44900 type=limit sl=44000');
    engine.send(engine.active('entry'));
    engine.settings = settingsWith({});
    const card = ask(engine, buy('0.1'));
    expect(card.state).toBe('awaiting_approval');
    engine.settings = lossy();
    judge(engine, marks('44001'));
    expect(codeOf(engine.signal(card.id))).toEqual(['denied', 'DAILY_LOSS']);
    expect(engine.orders(({ signalId }) => signalId === resting.id)[0]).toMatchObject({ status: 'pending_cancel' });
    expect(alarms()[0]?.text).toContain('2 that waited or rested are taken back');
  });

  it('ends the card of an alert of several legs, none of which is made', () => {
    engine.settings = settingsWith({});
    const leg = (symbol: string) => ({
      ...newDraft('legs-test'),
      action: 'buy' as const,
      side: 'buy' as const,
      symbol,
      quantity: decimal('0.01'),
    });
    const alert = engine.alert('', { reading: { ...newDraft('legs-test'), action: 'multi', legs: [leg('BTCUSDT.P'), leg('ETHUSDT.P')] } });
    for (const work of engine.due())
      if (work.type === 'price_signal')
        engine.run({
          type: 'price_signal',
          signalId: work.signalId,
          instrument: { ...perpetual, symbol: work.symbol },
          quote: { ...engine.quote('45000'), symbol: work.symbol },
          nonce: engine.nonce(),
        });
    expect(engine.signal(alert.id).state).toBe('awaiting_approval');
    const nonce = engine.signal(alert.id).approval?.nonce ?? engine.nonce();
    engine.settings = lossy();
    judge(engine, marks('44001'));
    expect(engine.signal(alert.id).group?.children.map((id) => codeOf(engine.signal(id))[0])).toEqual(['denied', 'denied']);
    expect(engine.signal(alert.id).state).toBe('denied');
    expect(engine.run({ type: 'approve', nonce, by: ANN, quote: null, updateId: null })).toMatchObject({ type: 'skipped' });
    expect(engine.orders(({ role, status }) => role === 'entry' && status !== 'filled')).toEqual([]);
  });

  it('an order that was made before it is not sent after it', () => {
    const signal = ask(engine, buy('0.1'));
    const order = engine.orders(({ signalId }) => signalId === signal.id)[0];
    judge(engine, marks('44001'));
    expect(order === undefined ? null : engine.status(order.id)).toBe('canceled');
  });

  it.each([
    ['flatten_all', ['0.1', '0.2'], 2],
    ['keep_protected', ['0.2'], 1],
    ['keep_all', [], 0],
  ] as const)('winds down: %s', (windDown, closing, count) => {
    engine = new Engine(settingsOf('all', { dailyLoss: { money: decimal('100') }, windDown }));
    enter(engine, buy('0.1'));
    const naked = engine.alert('BUY BTCUSDT.P qty=0.2', { strategyHint: 'other' });
    engine.price(naked, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.2', '45000');
    judge(engine, marks('44000'));
    const exits = engine.orders(({ role }) => role === 'exit');
    expect(exits.map(({ qty }) => qty).sort()).toEqual(closing);
    expect(exits.every(({ reduceOnly }) => reduceOnly)).toBe(true);
    if (count > 0) expect(alarms()[0]?.text).toContain(`${count} position(s) are being closed`);
    expect(judge(engine, marks('43000'))).toMatchObject({ type: 'skipped' });
    expect(engine.orders(({ role }) => role === 'exit')).toHaveLength(count);
  });

  it('deny refuses the entry and changes nothing else', () => {
    engine.settings = lossy({ onBreach: { daily_loss: 'deny' } });
    expect(judge(engine, marks('44000'))).toMatchObject({ type: 'skipped' });
    expect(codeOf(ask(engine, buy('0.1'), '45000', marks('44000')))).toEqual(['denied', 'DAILY_LOSS']);
    expect(codeOf(ask(engine, buy('0.1'), '45000', marks('45000')))).toEqual(['working', null]);
  });

  it('of the runaway breaker kills until /unlock; over all accounts trading is halted', () => {
    engine = new Engine(settingsOf('all', { ordersPerMinute: 1 }));
    enter(engine, buy('0.1'));
    expect(codeOf(engine.alert(buy('0.1')))).toEqual(['denied', 'ORDERS_PER_MINUTE']);
    expect(breach()).toMatchObject({ action: 'kill', until: null, windDown: 'keep_protected' });
    expect(engine.state.tradingState).toBe('halted');
    expect(engine.position()?.qty).toBe('0.1');
    expect(engine.orders(({ role }) => role === 'exit')).toEqual([]);
    engine.now += 48 * 3_600_000;
    engine.run({ type: 'clock' });
    engine.run({ type: 'resume', strategy: null, by: ANN, updateId: null });
    expect(codeOf(engine.alert(buy('0.1')))[1]).toBe('TRADING_HALTED');
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'unlock' }, nonce, by: ANN, updateId: null });
    expect(engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '0000000000001', updateId: null })).toMatchObject({ type: 'done' });
    expect([breach(), engine.state.tradingState]).toEqual([undefined, 'active']);
    expect(codeOf(ask(engine, buy('0.1')))).toEqual(['working', null]);
  });

  it('a kill of one strategy leaves trading active, and /unlock ends it', () => {
    engine = new Engine(settingsOf('strategy', { ordersPerMinute: 1 }));
    enter(engine, buy('0.1'));
    engine.alert(buy('0.1'));
    expect([engine.state.tradingState, breach()?.action]).toEqual(['active', 'kill']);
    engine.now += 60_000;
    expect(codeOf(engine.alert(buy('0.1')))).toEqual(['denied', 'ORDERS_PER_MINUTE']);
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'unlock' }, nonce, by: ANN, updateId: null });
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '0000000000001', updateId: null });
    expect(codeOf(ask(engine, buy('0.1')))).toEqual(['working', null]);
  });

  it('of the drawdown counts from where a person let entries pass, and a higher peak is written down once', () => {
    engine = new Engine(settingsOf('account', { drawdown: { money: decimal('100') } }));
    enter(engine, buy('0.1'));
    judge(engine, marks('45001'));
    expect(judge(engine, marks('45051'))).toMatchObject({ type: 'skipped' });
    judge(engine, marks('47001'));
    expect(judge(engine, marks('47051'))).toMatchObject({ type: 'skipped' });
    judge(engine, marks('46001'));
    expect(breach()).toMatchObject({ limit: 'drawdown', detail: 'results have fallen by 100 from 200 to 100 USDT; 100 USDT is the end' });
    resume(engine, 'drawdown');
    judge(engine, marks('46001'));
    expect(judge(engine, marks('45002'))).toMatchObject({ type: 'skipped' });
    judge(engine, marks('45001'));
    expect(breach()?.detail).toContain('from 100 to 0 USDT');
  });

  it('of the profit lock climbs its steps with the result, and never back', () => {
    const step = (at: string, floor: string) => ({ at: { money: decimal(at) }, floor: { money: decimal(floor) } });
    engine = new Engine(settingsOf('account', { dailyProfitLock: [step('100', '50'), step('200', '150')] }));
    enter(engine, buy('0.1'));
    expect(judge(engine, marks('46000.5'))).toMatchObject({ type: 'skipped' });
    judge(engine, marks('46001'));
    expect(judge(engine, marks('45501.5'))).toMatchObject({ type: 'skipped' });
    judge(engine, marks('47001'));
    expect(judge(engine, marks('46501.5'))).toMatchObject({ type: 'skipped' });
    judge(engine, marks('46501'));
    expect(breach()).toMatchObject({
      limit: 'daily_profit_lock',
      detail: 'the result of today is 150 (realised -0.1, open 150.1); it had reached 200 USDT and is kept at 150 USDT',
    });
  });

  it('in percent counts from what the account was worth as the day began, and holds while that is not known', () => {
    engine = new Engine(settingsOf('account', { dailyLoss: { percent: decimal('1') } }));
    const signal = engine.alert(buy('0.1'));
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).error?.message).toContain('has not said today what the account is worth');
    judge(engine, new Map(), new Map([[PAPER, decimal('10000')]]));
    judge(engine, new Map(), new Map([[PAPER, decimal('90000')]]));
    expect(engine.state.riskBook.equities.get(PAPER)).toEqual({ day: '2026-01-05', equity: '10000' });
    enter(engine, buy('0.1'));
    expect(judge(engine, marks('44001.5'))).toMatchObject({ type: 'skipped' });
    judge(engine, marks('44001'));
    expect(breach()?.detail).toContain('1 % of equity (100 USDT)');
  });
});

describe('leverage', () => {
  it('holds as long as nobody knows what the account is worth', () => {
    const engine = new Engine(settingsOf('account', { maxLeverage: decimal('2') }));
    const signal = engine.alert(buy('0.1'));
    engine.price(signal, '45000');
    expect(codeOf(engine.signal(signal.id))).toEqual(['denied', 'MAX_LEVERAGE']);
    expect(engine.signal(signal.id).error?.message).toContain('leverage of at most 2 cannot be told');
    judge(engine, new Map(), new Map([[PAPER, decimal('10000')]]));
    enter(engine, buy('0.1'));
    expect(engine.position()?.qty).toBe('0.1');
  });
});

describe('an entry that is on its way when a limit is reached, and fills although it was taken back', () => {
  function late(windDown: WindDown, entry: string): Engine {
    const change = { dailyLoss: { money: decimal('100') }, onBreach: { daily_loss: 'kill' as const }, windDown };
    const engine = new Engine(settingsOf('strategy', change));
    enter(engine, 'BUY BTCUSDT.P qty=0.1 sl=40000');
    const signal = engine.alert(entry);
    engine.price(signal, '2000', ETHER);
    const order = engine.active('entry');
    engine.run({ type: 'begin_submit', orderId: order.id });
    judge(engine, marks('43000'));
    engine.fill(order, order.qty, '2000');
    return engine;
  }
  const ETHER = { ...perpetual, symbol: 'ETH/USDT:USDT', base: 'ETH' };
  const left = (engine: Engine) =>
    engine
      .orders(({ role }) => role === 'exit')
      .map(({ instrument, qty }) => `${instrument.base} ${qty}`)
      .sort();

  it.each([
    ['flatten_all', 'BUY ETHUSDT.P qty=1 sl=1900', ['BTC 0.1', 'ETH 1']],
    ['flatten_all', 'BUY ETHUSDT.P qty=1', ['BTC 0.1', 'ETH 1']],
    ['keep_protected', 'BUY ETHUSDT.P qty=1 sl=1900', []],
    ['keep_protected', 'BUY ETHUSDT.P qty=1', ['ETH 1']],
    ['keep_all', 'BUY ETHUSDT.P qty=1', []],
  ] as const)('%s, %s', (windDown, entry, leaving) => {
    expect(left(late(windDown, entry))).toEqual(leaving);
  });
});

describe('an order that waits for a condition when a limit is reached', () => {
  const at = (action: 'kill' | 'pause', alert: Record<string, unknown>): string => {
    const engine = new Engine(
      settingsOf('strategy', { dailyLoss: { money: decimal('100') }, onBreach: { daily_loss: action }, windDown: 'keep_all' }),
    );
    enter(engine, 'BUY BTCUSDT.P qty=0.1 sl=40000');
    const waiting = engine.alert(JSON.stringify({ symbol: 'BTCUSDT.P', condition: { price_below: 42000 }, ...alert }));
    judge(engine, marks('43000'));
    return engine.signal(waiting.id).state;
  };

  it('is taken back by a kill where it enters, and goes on waiting where it leaves, or where the limit only pauses', () => {
    const entry = { action: 'buy', quantity: 0.1, stop_loss: 39000 };
    expect(at('kill', entry)).toBe('denied');
    expect(at('kill', { action: 'close' })).toBe('received');
    expect(at('pause', entry)).toBe('received');
  });
});
