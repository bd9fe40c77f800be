// Every limit: one entry that just passes, one that does not, and an exit that always does; judged again at the tap.

import { describe, expect, it } from 'vitest';
import { matchesSymbol } from '../../src/core/engine/limits/limit-access.ts';
import { LIMIT_KINDS } from '../../src/core/engine/limits/limit-kinds.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { LIMIT_NAMES, NO_LIMITS, type Limits } from '../../src/core/model/risk-limits.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { ANN, Engine, perpetual, settingsWith, T0 } from './engine.ts';
import { ask, buy, closeAt, codeOf, enter, judge, limits, marks, MINUTE, PAPER, settingsOf, stopOut, type Where } from './limited.ts';

interface Case {
  readonly limit: keyof Limits;
  readonly code: string;
  readonly change: Partial<Limits>;
  /** Brings the books to where the next entry decides. */
  readonly before?: (engine: Engine) => void;
  readonly passes: (engine: Engine) => Signal;
  readonly fails: (engine: Engine) => Signal;
}

const CASES: readonly Case[] = [
  {
    limit: 'maxExposure',
    code: 'MAX_EXPOSURE',
    change: { maxExposure: decimal('9000') },
    before: (engine) => enter(engine, buy('0.1')),
    passes: (engine) => ask(engine, buy('0.1'), '45000', marks('45000')),
    fails: (engine) => ask(engine, buy('0.101'), '45000', marks('45000')),
  },
  {
    limit: 'maxExposurePerSymbol',
    code: 'MAX_SYMBOL_EXPOSURE',
    change: { maxExposurePerSymbol: decimal('9000') },
    before: (engine) => enter(engine, buy('0.1')),
    passes: (engine) => ask(engine, buy('0.1'), '45000', marks('45000')),
    fails: (engine) => ask(engine, buy('0.101'), '45000', marks('45000')),
  },
  {
    limit: 'maxOpenPositions',
    code: 'MAX_OPEN_POSITIONS',
    change: { maxOpenPositions: 1 },
    before: (engine) => enter(engine, buy('0.1')),
    passes: (engine) => ask(engine, buy('0.1')),
    fails: (engine) => engine.alert('BUY ETHUSDT.P qty=1 sl=2000'),
  },
  {
    limit: 'maxLeverage',
    code: 'MAX_LEVERAGE',
    change: { maxLeverage: decimal('2') },
    before: (engine) => enter(engine, buy('0.4')),
    passes: (engine) => ask(engine, buy('0.044'), '45000', marks('45000')),
    fails: (engine) => ask(engine, buy('0.045'), '45000', marks('45000')),
  },
  {
    limit: 'allowedSymbols',
    code: 'SYMBOL_NOT_ALLOWED',
    change: { allowedSymbols: ['BTC/*', 'SOL/USDT'] },
    passes: (engine) => ask(engine, buy('0.1')),
    fails: (engine) => engine.alert('BUY ETHUSDT.P qty=1 sl=2000'),
  },
  {
    limit: 'deniedSymbols',
    code: 'SYMBOL_DENIED',
    change: { deniedSymbols: ['ETH/*'] },
    passes: (engine) => ask(engine, buy('0.1')),
    fails: (engine) => engine.alert('BUY ETHUSDT.P qty=1 sl=2000'),
  },
  {
    limit: 'tradingWindow',
    code: 'OUTSIDE_WINDOW',
    // T0 is a Monday, 10:00 UTC: 05:00 in New York
    change: { tradingWindow: [{ days: [1, 2, 3, 4, 5], from: 570, to: 960, timeZone: 'America/New_York', calendar: 'nyse' }] },
    passes(engine) {
      engine.now = Date.parse('2026-01-05T14:30:00Z');
      return ask(engine, buy('0.1'));
    },
    fails(engine) {
      engine.now = Date.parse('2026-01-05T14:29:59Z');
      return engine.alert(buy('0.1'));
    },
  },
  {
    limit: 'dailyLoss',
    code: 'DAILY_LOSS',
    change: { dailyLoss: { money: decimal('100') } },
    before(engine) {
      enter(engine, buy('0.1'));
      closeAt(engine, '44500');
      enter(engine, buy('0.1'));
    },
    // realised −50.2, fees of the open one −0.1
    passes: (engine) => ask(engine, buy('0.1'), '45000', marks('44503.5')),
    fails: (engine) => ask(engine, buy('0.1'), '45000', marks('44503')),
  },
  {
    limit: 'dailyProfitLock',
    code: 'PROFIT_LOCKED',
    change: { dailyProfitLock: [{ at: { money: decimal('100') }, floor: { money: decimal('50') } }] },
    before(engine) {
      enter(engine, buy('0.1'));
      judge(engine, marks('46001'));
    },
    passes: (engine) => ask(engine, buy('0.1'), '45000', marks('45501.5')),
    fails: (engine) => ask(engine, buy('0.1'), '45000', marks('45501')),
  },
  {
    limit: 'dailyTrades',
    code: 'DAILY_TRADES',
    change: { dailyTrades: 2 },
    before: (engine) => enter(engine, buy('0.1')),
    passes: (engine) => ask(engine, buy('0.1')),
    fails(engine) {
      enter(engine, buy('0.1'));
      return engine.alert(buy('0.1'));
    },
  },
  {
    limit: 'ordersPerMinute',
    code: 'ORDERS_PER_MINUTE',
    change: { ordersPerMinute: 2 },
    before(engine) {
      enter(engine, buy('0.1'));
      enter(engine, buy('0.1'));
    },
    passes(engine) {
      engine.now += MINUTE;
      return ask(engine, buy('0.1'));
    },
    fails(engine) {
      engine.now += MINUTE - 1;
      return engine.alert(buy('0.1'));
    },
  },
  {
    limit: 'cooldown',
    code: 'COOLING_DOWN',
    change: { cooldown: { stops: 2, forMs: 10 * MINUTE } },
    before(engine) {
      stopOut(engine);
      stopOut(engine);
    },
    passes(engine) {
      engine.now += 10 * MINUTE;
      return ask(engine, buy('0.1'));
    },
    fails(engine) {
      engine.now += 10 * MINUTE - 1;
      return engine.alert(buy('0.1'));
    },
  },
  {
    limit: 'drawdown',
    code: 'DRAWDOWN',
    change: { drawdown: { money: decimal('100') } },
    before(engine) {
      enter(engine, buy('0.1'));
      closeAt(engine, '46002');
      judge(engine, new Map());
      enter(engine, buy('0.1'));
    },
    // the highest sum is 100; the fee of the second entry is 0.1
    passes: (engine) => ask(engine, buy('0.1'), '45000', marks('44001.5')),
    fails: (engine) => ask(engine, buy('0.1'), '45000', marks('44001')),
  },
];

it('every limit of the registry has its case, its own code, and stands in config.yaml', () => {
  expect(LIMIT_KINDS.map(({ code }) => code).sort()).toEqual(CASES.map(({ code }) => code).sort());
  expect(new Set(LIMIT_KINDS.map(({ code }) => code)).size).toBe(LIMIT_KINDS.length);
  expect(LIMIT_KINDS.map(({ name }) => name).sort()).toEqual([...LIMIT_NAMES].sort());
});

describe.each<Where>(['strategy', 'account', 'all'])('a limit of the scope %s', (where) => {
  describe.each(CASES)('$limit', ({ change, before, passes, fails, code }) => {
    const open = (): Engine => {
      const engine = new Engine(
        settingsOf(where, {
          ...change,
          onBreach: { orders_per_minute: 'deny', daily_loss: 'deny', daily_profit_lock: 'deny', drawdown: 'deny' },
        }),
      );
      before?.(engine);
      return engine;
    };

    it('just passes', () => {
      expect(codeOf(passes(open()))).toEqual(['working', null]);
    });

    it('is held to, with its own code and a remedy', () => {
      const refused = fails(open());
      expect(codeOf(refused)).toEqual(['denied', code]);
      expect(refused.error?.remedy.length).toBeGreaterThan(20);
      expect(refused.orderIds).toEqual([]);
    });

    it('an exit passes', () => {
      const engine = open();
      if (engine.position()?.qty === undefined || engine.position()?.qty === '0') {
        const { settings } = engine;
        engine.settings = settingsWith({ approval: { type: 'auto' } });
        enter(engine, buy('0.1'));
        engine.settings = settings;
      }
      fails(engine);
      closeAt(engine, '44000');
      expect(engine.position()?.qty).toBe('0');
    });
  });
});

/** What stands at the tap, where nothing stood against the card when it was shown. */
const TAPS: readonly (readonly [code: string, change: Partial<Limits>, marked: string | null])[] = [
  ['MAX_EXPOSURE', { maxExposure: decimal('8999') }, '45000'],
  ['MAX_SYMBOL_EXPOSURE', { maxExposurePerSymbol: decimal('8999') }, '45000'],
  ['MAX_LEVERAGE', { maxLeverage: decimal('0.8') }, '45000'],
  ['SYMBOL_NOT_ALLOWED', { allowedSymbols: ['ETH/*'] }, null],
  ['SYMBOL_DENIED', { deniedSymbols: ['*:USDT'] }, null],
  ['OUTSIDE_WINDOW', { tradingWindow: [{ days: [], from: 0, to: 600, timeZone: null, calendar: null }] }, null],
  ['DAILY_LOSS', { dailyLoss: { percent: decimal('1') } }, '44000'],
  ['PROFIT_LOCKED', { dailyProfitLock: [{ at: { money: decimal('1') }, floor: { money: decimal('0') } }] }, '44000'],
  ['DAILY_TRADES', { dailyTrades: 1 }, null],
  ['ORDERS_PER_MINUTE', { ordersPerMinute: 1 }, null],
  ['DRAWDOWN', { drawdown: { money: decimal('99') } }, '44000'],
];

describe('at the tap', () => {
  it.each(TAPS)('%s is judged again', (code, change, marked) => {
    const engine = new Engine(
      settingsWith(
        { approval: { type: 'auto' }, limits: NO_LIMITS },
        {
          risk: limits({
            maxLeverage: decimal('100'),
            drawdown: { money: decimal('1000') },
            dailyProfitLock: [{ at: { money: decimal('10') }, floor: { money: decimal('0') } }],
          }),
        },
      ),
    );
    enter(engine, buy('0.1'));
    judge(engine, marks('45200'));
    engine.settings = settingsWith({});
    const card = ask(engine, buy('0.1'), '45000', marks('45000'));
    expect(card.state).toBe('awaiting_approval');
    engine.settings = settingsWith({}, { risk: limits(change) });
    const nonce = card.approval?.nonce ?? engine.nonce();
    const reply = engine.run({
      type: 'approve',
      nonce,
      by: ANN,
      quote: engine.quote('45000'),
      updateId: null,
      marks: marked === null ? new Map() : marks(marked),
    });
    expect(reply).toMatchObject({ type: 'refused', denial: { code } });
    expect(engine.signal(card.id)).toMatchObject({ state: 'denied', orderIds: [] });
  });
});

describe('limits and money of other kinds', () => {
  it('what is on paper is not added to what is not', () => {
    const paper = settingsWith({ approval: { type: 'auto' } }).accounts.get(PAPER);
    if (paper === undefined) throw new Error('no paper account');
    const sandbox = { ...paper, name: accountName('venue'), mode: 'sandbox' as const };
    const settings = settingsOf('all', { maxExposure: decimal('4500') });
    const strategies = new Map(
      [...settings.strategies].map(([name, each]) => [name, name === 'other' ? { ...each, account: sandbox.name } : each]),
    );
    const engine = new Engine({ ...settings, strategies, accounts: new Map([...settings.accounts, [sandbox.name, sandbox]]) });
    enter(engine, buy('0.1'));
    const signal = engine.alert(buy('0.1'), { strategyHint: 'other' });
    engine.price(signal, '45000');
    expect(codeOf(engine.signal(signal.id))).toEqual(['working', null]);
    const more = engine.alert(buy('0.1'), { strategyHint: 'other' });
    engine.price(more, '45000');
    expect(codeOf(engine.signal(more.id))).toEqual(['denied', 'MAX_EXPOSURE']);
  });

  it('a market in another currency cannot be compared without a rate, and is refused', () => {
    const engine = new Engine(settingsOf('account', { maxExposure: decimal('1000000') }));
    const signal = engine.alert(buy('0.1'));
    engine.run({
      type: 'price_signal',
      signalId: signal.id,
      instrument: { ...perpetual, quote: 'USDC' },
      quote: engine.quote('45000'),
      nonce: engine.nonce(),
    });
    expect(engine.signal(signal.id).error).toMatchObject({
      code: 'NO_RATE',
      message: expect.stringContaining('it cannot be counted in USDT: no rate of USDC/USDT is known'),
    });
  });
});

describe('names of symbols', () => {
  it.each([
    ['BTC/USDT', 'btc/usdt', true],
    ['BTC/USDT', 'BTC/USDT:USDT', false],
    ['BTC/*', 'BTC/USDT:USDT', true],
    ['*/USDT', 'ETH/USDT', true],
    ['*/USDT', 'ETH/USDT:USDT', false],
    ['*:USDT', 'ETH/USDT:USDT', true],
    ['*', 'AAPL', true],
    ['A*A', 'A', false],
    ['A*A', 'AA', true],
    ['N*F*T', 'NIFTY', false],
    ['N*F*Y', 'NIFTY', true],
    ['*TC*TC', 'TC', false],
  ])('%s and %s: %s', (pattern, symbol, matches) => {
    expect(matchesSymbol(pattern, symbol)).toBe(matches);
  });
});

describe('windows over midnight', () => {
  // T0 is a Monday, 10:00 UTC
  const at = (hours: number) => T0 + (hours - 10) * 3_600_000;
  it.each([
    ['Monday 22:00, when it begins', at(22), 'received'],
    ['Tuesday 01:59, before it ends', at(26) - 60_000, 'received'],
    ['Tuesday 02:00, when it ends', at(26), 'denied'],
    ['Tuesday 22:00, no day of it', at(46), 'denied'],
    ['Monday 01:00: it has not begun on Sunday', at(1), 'denied'],
  ])('%s', (_name, now, state) => {
    const engine = new Engine(
      settingsOf('strategy', { tradingWindow: [{ days: [1], from: 1_320, to: 120, timeZone: 'UTC', calendar: null }] }),
    );
    engine.now = now;
    expect(engine.alert(buy('0.1')).state).toBe(state);
  });
});
