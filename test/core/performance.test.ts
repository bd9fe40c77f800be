// The numbers that a strategy is judged by, against worked examples that were published, and added up over currencies.

import { describe, expect, it } from 'vitest';
import { joinLines, NOTHING_OPEN, type LineResults } from '../../src/core/model/results/join-lines.ts';
import { reportPerformance, wantedRates } from '../../src/core/engine/results/report-performance.ts';
import { add, decimal, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { NO_RATES, type ExchangeRate } from '../../src/core/model/money/exchange-rate.ts';
import { accountName, strategyName } from '../../src/core/model/ids.ts';
import { measure } from '../../src/core/model/results/performance.ts';
import { addToCurve, FLAT_CURVE, joinCurves, type ResultCurve } from '../../src/core/model/results/result-curve.ts';
import { addCash, addTrade, newResult, type Result } from '../../src/core/model/results/result.ts';
import { currentWindow, isWithin, windowsBack } from '../../src/core/model/results/result-window.ts';
import { Engine, perpetual, settingsWith, spot } from './engine.ts';

const LINE = { strategy: strategyName('default'), account: accountName('paper'), mode: 'paper' as const, currency: 'USD' };

/** One round trip after the other. */
const traded = (nets: readonly (number | string)[], risk: Decimal | null = null): Result =>
  nets.map((net) => decimal(net)).reduce((so, net) => addTrade(addCash(so, net, ZERO), { net, risk }, false), newResult(LINE));

/** What an account of so much was worth, as the changes between its values. */
const curveOf = (values: readonly number[]): ResultCurve =>
  values.slice(1).reduce((curve, value, index) => addToCurve(curve, decimal(value - (values[index] ?? 0))), FLAT_CURVE);

describe('published examples', () => {
  it('maximum drawdown (Investopedia): 500,000 to 750, 400, 600, 350 and 800 thousand falls by 400,000, 53.33 % of 750,000', () => {
    const start = 500_000;
    const curve = curveOf([start, 750_000, 400_000, 600_000, 350_000, 800_000]);
    expect(curve.drawdown).toBe('400000');
    // the high that it fell from is that of the curve before the last rise
    const before = curveOf([start, 750_000, 400_000, 600_000, 350_000]);
    expect((Number(curve.drawdown) / (start + Number(before.peak))) * 100).toBeCloseTo(53.33, 2);
    expect([curve.net, curve.peak, curve.low]).toEqual(['300000', '300000', '-150000']);
  });

  it('maximum drawdown (YCharts): 100,000 to 150, 90, 120, 80 and 200 thousand falls by 70,000, 46.67 % of 150,000', () => {
    const curve = curveOf([100_000, 150_000, 90_000, 120_000, 80_000, 200_000]);
    expect(curve.drawdown).toBe('70000');
    expect((Number(curve.drawdown) / 150_000) * 100).toBeCloseTo(46.67, 2);
  });

  it.each([
    // netpicks.com, "What Is Your Profit Factor And Trade Plan Expectancy": win rate, average win and loss of three plans
    { plan: 1, won: 9, win: 1, lost: 1, loss: 20, winRate: '90', profitFactor: '0.45', expectancy: '-1.1' },
    { plan: 2, won: 1, win: 18, lost: 9, loss: 1, winRate: '10', profitFactor: '2', expectancy: '0.9' },
    { plan: 3, won: 5, win: 10, lost: 5, loss: 5, winRate: '50', profitFactor: '2', expectancy: '2.5' },
  ])('profit factor and expectancy (Netpicks), plan $plan', ({ plan: _plan, won, win, lost, loss, ...published }) => {
    const result = traded([...Array<number>(won).fill(win), ...Array<number>(lost).fill(-loss)]);
    expect(measure(result)).toMatchObject({ ...published, trades: 10, averageWin: String(win), averageLoss: String(loss) });
  });

  it('R-multiples (Van Tharp, retold by A. Gurung): trades of −1, 3, −1, −1, 2 and 3 R expect 0.83 R each', () => {
    const risk = decimal(250);
    const result = traded(
      [-1, 3, -1, -1, 2, 3].map((multiple) => multiple * 250),
      risk,
    );
    expect(result.multiples).toEqual({ count: 6, sum: '5' });
    expect(measure(result).expectancyR).toBe('0.8333');
  });

  it('R (the same): entered at 100 with a stop at 90 and left at 120 is 2 R, through the engine', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P qty=1 sl=90', '100');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    // the fees of our fills (2 × 0.1) are on top of the example
    engine.fill(exit, exit.qty, '120.2');
    const report = reportPerformance(engine.settings, engine.state, {
      span: 'all',
      strategy: null,
      now: engine.now,
      priceOf: () => null,
      rates: new Map(),
    });
    expect(report.strategies[0]?.numbers.expectancyR).toBe('2');
  });
});

describe('what cannot be told', () => {
  it('is null: no rate before a round trip, no profit factor before a loss', () => {
    expect(measure(newResult(LINE))).toMatchObject({
      winRate: null,
      expectancy: null,
      expectancyR: null,
      profitFactor: null,
      averageWin: null,
      slippagePercent: null,
      delayMs: null,
    });
    expect(measure(traded([5]))).toMatchObject({ winRate: '100', profitFactor: null, averageLoss: null });
  });
});

describe('a curve', () => {
  it('that is joined of two is the curve of both, wherever it was cut', () => {
    const steps = [5, -7, 3, 3, -9, 1, 20, -4].map((step) => decimal(step));
    const whole = steps.reduce(addToCurve, FLAT_CURVE);
    for (let cut = 0; cut <= steps.length; cut += 1) {
      const [first, second] = [steps.slice(0, cut), steps.slice(cut)].map((part) => part.reduce(addToCurve, FLAT_CURVE));
      expect(joinCurves(first ?? FLAT_CURVE, second ?? FLAT_CURVE)).toEqual(whole);
    }
  });
});

describe('windows', () => {
  // Saturday
  const today = { days: Date.UTC(2026, 10, 28) / 86_400_000, weekday: 6 };

  it('are days, weeks from Monday, and months, the running one first', () => {
    expect(currentWindow('day', today)).toMatchObject({ from: '2026-11-28', until: '2026-11-29' });
    expect(windowsBack('week', today, 2)).toEqual([
      { label: 'week of 2026-11-23', from: '2026-11-23', until: '2026-11-30' },
      { label: 'week of 2026-11-16', from: '2026-11-16', until: '2026-11-23' },
    ]);
    expect(windowsBack('month', today, 12).at(-1)).toEqual({ label: '2025-12', from: '2025-12-01', until: '2026-01-01' });
  });

  it('take what was added up into a month where it begins, once', () => {
    const months = windowsBack('month', today, 3);
    expect(months.map((window) => isWithin(window, '2026-10'))).toEqual([false, true, false]);
    expect(windowsBack('week', today, 10).filter((window) => isWithin(window, '2026-10-01'))).toHaveLength(1);
    expect(isWithin(currentWindow('all', today), '2024')).toBe(true);
  });
});

describe('several lines in one currency', () => {
  const lines = (currency: string, byDay: Readonly<Record<string, readonly number[]>>): LineResults => {
    const line = { ...LINE, currency };
    const results = Object.entries(byDay).map(([day, nets]) => [day, { ...traded(nets), currency }] as const);
    return { line, results, open: { gain: decimal(10), positions: 1, unpriced: 0 } };
  };

  it('are converted, or stand apart: nothing is added as a bare number', () => {
    const usd = lines('USD', { '2026-11-27': [100], '2026-11-28': [-40] });
    const eur = lines('EUR', { '2026-11-28': [-10] });
    const inr = lines('INR', { '2026-11-28': [5_000] });
    const joined = joinLines([usd, eur, inr], 'USD', (currency) => (currency === 'EUR' ? decimal('1.1') : null));
    expect(joined.numbers).toMatchObject({ realized: '49', trades: 3, won: 1, lost: 2, largestLoss: '40' });
    expect(joined.open).toEqual({ gain: '21', positions: 2, unpriced: 0 });
    expect(joined.apart).toEqual([{ currency: 'INR', realized: '5000', open: '10' }]);
    // 100, then both fell on one day: 40 + 11
    expect(joined).toMatchObject({ isExact: false, numbers: { drawdown: '51' } });
  });

  it('one line alone keeps the fall within its days', () => {
    const joined = joinLines([lines('USD', { '2026-11-28': [100, -70, 30] })], 'USD', () => null);
    expect(joined).toMatchObject({ isExact: true, numbers: { drawdown: '70', realized: '60' } });
    expect(joinLines([], 'USD', () => null).open).toEqual(NOTHING_OPEN);
  });
});

describe('the fall of several lines within one day', () => {
  /** What `strategy` makes of 0.1 from 45000 to this price, less 0.2 of fees. */
  function trip(engine: Engine, strategy: string, to: string): void {
    const signal = engine.alert('BUY BTCUSDT.P qty=0.1', { strategyHint: strategy });
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, entry.qty, '45000');
    engine.alert('CLOSE BTCUSDT.P', { strategyHint: strategy });
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, exit.qty, to);
  }
  const report = (engine: Engine, state = engine.state) =>
    reportPerformance(engine.settings, state, { span: 'month', strategy: null, now: engine.now, priceOf: () => null, rates: NO_RATES });

  // +99.8, −80.2, −30.2, +59.8 of two strategies by turns: the sum runs 99.8, 19.6, −10.6, 49.2; each entry pays 0.1 before its exit
  function traded4(): Engine {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    trip(engine, 'default', '46000');
    trip(engine, 'other', '44200');
    trip(engine, 'default', '44700');
    trip(engine, 'other', '45600');
    return engine;
  }

  it('is from the peak of their sum to its valley, over the portfolio and over the account', () => {
    const { portfolio, accounts } = report(traded4());
    expect(portfolio).toMatchObject([{ isExact: true, numbers: { realized: '49.2', drawdown: '110.5' } }]);
    expect(accounts).toMatchObject([{ isExact: true, numbers: { drawdown: '110.5' } }]);
  });

  it('outlives a restart, the end of the day and the end of the months that are kept', () => {
    const engine = traded4();
    const kept = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    expect(report(engine, kept).portfolio).toMatchObject([{ isExact: true, numbers: { drawdown: '110.5' } }]);
    engine.now += 400 * 86_400_000;
    trip(engine, 'default', '45100');
    const all = reportPerformance(engine.settings, engine.state, {
      span: 'all',
      strategy: null,
      now: engine.now,
      priceOf: () => null,
      rates: NO_RATES,
    });
    expect(all.portfolio).toMatchObject([{ isExact: true, numbers: { realized: '59', drawdown: '110.5' } }]);
  });

  it('is from day to day, and says so, where an older version has counted', () => {
    const engine = traded4();
    const { jointCurves: _later, ...older } = encodeState(engine.state) as Record<string, unknown>;
    const old = decodeState(JSON.parse(JSON.stringify(older)));
    expect(report(engine, old).portfolio).toMatchObject([{ isExact: false, numbers: { drawdown: '0' } }]);
  });
});

describe('the report', () => {
  it('adds up what strategies of several currencies made and hold, with the rate that it asked for', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const inEuro = { ...spot, symbol: 'BTC/EUR', quote: 'EUR' };
    const signal = engine.alert('BUY BTCEUR qty=0.1', { strategyHint: 'other' });
    engine.price(signal, '40000', inEuro);
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.1', '40000');
    const wanted = wantedRates(engine.settings, engine.state);
    expect(wanted).toEqual([{ mode: 'paper', from: 'EUR', to: 'USDT' }]);
    const rate: ExchangeRate = { from: 'EUR', to: 'USDT', price: decimal('1.2'), at: engine.now, source: 'venue' };
    const question = { span: 'day' as const, strategy: null, now: engine.now, priceOf: () => decimal(45_100) };
    const { portfolio, strategies } = reportPerformance(engine.settings, engine.state, {
      ...question,
      rates: new Map([['paper|EUR|USDT', rate]]),
    });
    // each has an entry and a fee of 0.1, that of EUR of another currency; 10 USDT and 510 EUR are open
    expect(portfolio).toMatchObject([
      { mode: 'paper', currency: 'USDT', open: { gain: '622' }, numbers: { realized: '-0.1', entries: 2 } },
    ]);
    expect(portfolio[0]?.otherFees).toEqual({ USDT: '0.1' });
    expect(strategies.map(({ strategy, currency, open }) => [strategy, currency, open.gain])).toEqual([
      ['default', 'USDT', '10'],
      ['other', 'EUR', '510'],
    ]);
    const without = reportPerformance(engine.settings, engine.state, { ...question, rates: new Map() });
    expect(without.portfolio[0]).toMatchObject({ open: { gain: '10' }, apart: [{ currency: 'EUR', realized: '0', open: '510' }] });
  });

  it('tells positions without a price apart, and adds nothing for them', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const question = { span: 'all' as const, strategy: null, now: engine.now, rates: new Map() };
    const { portfolio, rows } = reportPerformance(engine.settings, engine.state, { ...question, priceOf: () => null });
    expect(portfolio[0]?.open).toEqual({ gain: add(ZERO, ZERO), positions: 1, unpriced: 1 });
    expect(rows.map(({ label }) => label)).toEqual(['2026']);
    expect(perpetual.quote).toBe('USDT');
  });
});
