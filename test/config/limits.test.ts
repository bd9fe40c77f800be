// `limits:` of strategies and accounts, `risk:` over all, `calendars:`: what they say, and how people are told what is wrong.

import { describe, expect, test } from 'vitest';
import { actionOf, LIMIT_KINDS } from '../../src/core/engine/limits/limit-kinds.ts';
import { NO_LIMITS } from '../../src/core/model/risk-limits.ts';
import { isOpen } from '../../src/core/model/time/trading-calendar.ts';
import { load } from './load.ts';

function settingsOf(yaml: string) {
  const loaded = load({ files: { 'config.yaml': yaml } });
  if (loaded.type !== 'ok') throw new Error(loaded.problems.map(({ message, remedy }) => `${message} ${remedy}`).join('\n'));
  return loaded.config.settings;
}

function problemsOf(yaml: string): string[] {
  const loaded = load({ files: { 'config.yaml': yaml } });
  if (loaded.type === 'ok') throw new Error('it was taken');
  return loaded.problems.map(({ place, message, remedy }) => `${place.line} ${place.key}: ${message} ${remedy}`);
}

const EVERYTHING = `
      max_exposure: 5000
      max_exposure_per_symbol: 2000
      max_open_positions: 5
      max_leverage: 3
      allowed_symbols: [BTC/USDT, "ETH/*"]
      denied_symbols: "*/DOGE"
      trading_window: { days: mon-fri, from: "09:30", to: "16:00", timezone: America/New_York, calendar: nyse }
      daily_loss: 3%
      daily_profit_lock: { at: 500, floor: 300 }
      daily_trades: 20
      orders_per_minute: 10
      cooldown: { stops: 3, for: 1h }
      drawdown: 10%
      on_breach: { daily_loss: kill, max_exposure: pause }
      wind_down: flatten_all
`;
const AS_LIMITS = {
  maxExposure: '5000',
  maxExposurePerSymbol: '2000',
  maxOpenPositions: 5,
  maxLeverage: '3',
  allowedSymbols: ['BTC/USDT', 'ETH/*'],
  deniedSymbols: ['*/DOGE'],
  tradingWindow: [{ days: [1, 2, 3, 4, 5], from: 570, to: 960, timeZone: 'America/New_York', calendar: 'nyse' }],
  dailyLoss: { percent: '3' },
  dailyProfitLock: [{ at: { money: '500' }, floor: { money: '300' } }],
  dailyTrades: 20,
  ordersPerMinute: 10,
  cooldown: { stops: 3, forMs: 3_600_000 },
  drawdown: { percent: '10' },
  onBreach: { daily_loss: 'kill', max_exposure: 'pause' },
  windDown: 'flatten_all',
};

describe('every limit', () => {
  test('is understood on a strategy, on an account and over all', () => {
    const settings = settingsOf(
      `accounts:\n  paper:\n    broker: paper\n    balances: { USDT: 1000 }\n    limits:${EVERYTHING}\nstrategies:\n  s:\n    account: paper\n    limits:${EVERYTHING}\nrisk:${EVERYTHING}`,
    );
    expect([...settings.strategies.values()][0]?.limits).toEqual(AS_LIMITS);
    expect([...settings.accounts.values()][0]?.limits).toEqual(AS_LIMITS);
    expect(settings.risk).toEqual(AS_LIMITS);
  });

  test('is understood on an account at each venue', () => {
    const loaded = load({
      env: {
        APCA_API_KEY_ID: 'PK12345678901234',
        APCA_API_SECRET_KEY: 'abcdefghijklmnop',
        A_API_KEY: 'k1234567890123',
        A_API_SECRET: 's1234567890123',
        DHAN_CLIENT_ID: '1100000001',
        DHAN_ACCESS_TOKEN: 't1234567890123456',
      },
      files: {
        'config.yaml':
          'accounts:\n  a: { broker: ccxt, exchange: binance, sandbox: true, limits: { daily_trades: 2 } }\n  b: { broker: alpaca, limits: { daily_trades: 3 } }\n  c: { broker: dhan, limits: { daily_trades: 4 } }\nstrategies:\n  s: { account: a, max_notional: 5 }\n',
      },
    });
    if (loaded.type !== 'ok') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
    expect([...loaded.config.settings.accounts.values()].map(({ limits }) => limits?.dailyTrades)).toEqual([2, 3, 4]);
  });

  test('its example in the table is understood', () => {
    for (const { name, example, isSet } of LIMIT_KINDS) {
      const { risk } = settingsOf(`risk:\n  ${name}: ${example}\n`);
      expect([name, risk === undefined ? false : isSet(risk)]).toEqual([name, true]);
    }
  });

  test('none is set where nothing is said', () => {
    expect(settingsOf('strategies: { s: { account: paper } }').risk).toBeUndefined();
    expect(settingsOf('risk:\n').risk).toEqual(NO_LIMITS);
  });
});

test('a word of on_breach is about what is reached by results or pace, and about nothing that one alert asks for', () => {
  const { risk = NO_LIMITS } = settingsOf('risk: { on_breach: kill }');
  expect(LIMIT_KINDS.filter((kind) => actionOf(risk, kind) === 'kill')).toEqual(LIMIT_KINDS.filter(({ isReached }) => isReached));
});

test.each([
  ['max_exposure: 0', 'in max_exposure, "0" is not a number above 0', 'such as 0.01'],
  ['max_exposur: 5', 'the key "max_exposur" is not known here', 'Did you mean max_exposure?'],
  ['max_open_positions: 1.5', 'not a whole number from 1 to 1000', 'whole number'],
  ['daily_loss: 150%', 'more than 100 percent', '3% (of its equity)'],
  ['daily_loss: -5', 'not a number above 0', '3% (of its equity)'],
  ['allowed_symbols: []', 'not a list of 1 to 500', 'remove the key'],
  ['allowed_symbols: ["BTC USDT"]', 'is not a symbol', 'symbols of the venue'],
  ['trading_window: { days: mo-fr }', 'is not a day of the week', 'mon-fri'],
  ['trading_window: { from: "9" }', 'in from, "9" is not a time of the day', '"09:30"'],
  ['trading_window: { from: "09:00", to: "09:00" }', 'open for no time', 'trading_window:'],
  ['trading_window: { timezone: Europe/Belin }', 'is not a time zone', 'Europe/Berlin'],
  ['trading_window: { calendar: nyze }', 'is not one of', 'nyse'],
  ['trading_window: {}', 'the window says nothing', 'trading_window:'],
  ['daily_profit_lock: { at: 300, floor: 500 }', 'floor is not below at', '{ at: 500, floor: 300 }'],
  ['daily_profit_lock: { at: 3%, floor: 100 }', 'not in the same unit', 'all in percent'],
  ['daily_profit_lock: [{ at: 9, floor: 5 }, { at: 8, floor: 7 }]', 'the steps do not rise', 'rising steps'],
  ['daily_profit_lock: [{ at: 5, floor: 3 }, { at: 8, floor: 2 }]', 'the steps do not rise', 'rising steps'],
  ['cooldown: { stops: 3 }', 'needs stops and for', 'for: 1h'],
  ['on_breach: { daily_lost: kill }', 'there is no limit "daily_lost"', 'Did you mean daily_loss?'],
  ['on_breach: stop', 'is not one of deny, pause, kill', 'on_breach: pause'],
  ['wind_down: sell', 'is not one of flatten_all, keep_protected, keep_all', 'flatten_all'],
])('%s is told with its line and its remedy', (line, message, remedy) => {
  const [only] = problemsOf(`strategies:\n  s:\n    account: paper\n    limits:\n      ${line}\n`);
  expect(only).toMatch(/^5 strategies\.s\.limits: /);
  expect(only).toContain(message);
  expect(only).toContain(remedy);
});

describe('money of several currencies over all accounts', () => {
  /** Keys of venues are missing here, which is told too. */
  function aboutRates(yaml: string): string[] {
    const loaded = load({ files: { 'config.yaml': yaml } });
    return loaded.type === 'ok' ? [] : loaded.problems.map(({ message }) => message).filter((message) => message.includes('currencies'));
  }
  const twoOf = (a: string, b: string): string =>
    `accounts:\n  a: { ${a} }\n  b: { ${b} }\nstrategies: { s: { account: a, max_notional: 5 } }\nrisk: { daily_loss: 300 }\n`;
  const paper = (currency: string, prices: string): string => `broker: paper, balances: { ${currency}: 5 }, prices: ${prices}`;

  test.each([
    ['prices of alerts say nothing of money', paper('USDT', 'signal'), paper('INR', 'signal'), 'USDT, INR'],
    ['neither Alpaca nor Dhan trades the rupee', 'broker: alpaca', 'broker: dhan', 'USD, INR'],
  ])('is refused where nobody can ever tell the rate: %s', (_, a, b, currencies) => {
    expect(aboutRates(twoOf(a, b))).toEqual([
      expect.stringContaining(`a and b have different currencies (${currencies}), and no account can tell the rate between them`),
    ]);
    expect(aboutRates(twoOf(a, b).replace('daily_loss: 300', 'daily_trades: 3'))).toEqual([]);
  });

  test.each([
    ['made-up prices on paper', paper('USDT', 'demo'), paper('INR', 'signal')],
    ['an exchange that may trade the pair', paper('USDT', 'signal'), paper('INR', 'ccxt:binance')],
    ['an exchange beside a stock broker', 'broker: dhan', 'broker: ccxt, exchange: binance'],
    ['Alpaca trades USDT/USD', 'broker: alpaca', 'broker: ccxt, exchange: binance'],
    ['one currency', paper('USDT', 'signal'), paper('USDT', 'signal')],
  ])('passes where somebody may: %s', (_, a, b) => {
    expect(aboutRates(twoOf(a, b))).toEqual([]);
  });
});

describe('calendars', () => {
  test('take further holidays and early closes', () => {
    const { calendars } = settingsOf('calendars:\n  nse: { holidays: [2027-01-26], early_closes: { 2027-11-26: "13:00" } }\n');
    const nse = calendars.get('nse');
    if (nse === undefined) throw new Error('no calendar');
    const open = (iso: string) => isOpen(nse, Date.parse(iso));
    expect([open('2027-01-26T06:00:00Z'), open('2027-01-27T06:00:00Z'), open('2026-01-26T06:00:00Z')]).toEqual([false, true, false]);
    expect([open('2027-11-26T07:29:59Z'), open('2027-11-26T07:30:00Z')]).toEqual([true, false]);
    expect(nse.listedUntil).toBe('2027-12-31');
  });

  test('one early close makes no list of the holidays of its year', () => {
    const { calendars } = settingsOf('calendars:\n  nse: { early_closes: { 2027-11-26: "13:00" } }\n');
    expect(calendars.get('nse')?.listedUntil).toBe('2026-12-31');
  });

  test.each([
    ['nyze: { holidays: [2027-01-26] }', 'there is no calendar "nyze"', 'nyse'],
    ['nse: { holidays: [2027-02-30] }', 'in nse, in holidays, "2027-02-30" is not a day', 'holidays:'],
    ['nse: { early_closes: { 2027-11-26: late } }', 'is not a day with a time', 'early_closes'],
    ['nse: { holidys: [] }', 'the key "holidys" is not known here', 'holidays'],
  ])('%s is told with its remedy', (line, message, remedy) => {
    const [only] = problemsOf(`calendars:\n  ${line}\n`);
    expect(only).toContain(message);
    expect(only).toContain(remedy);
  });
});

test('everything that is wrong in a group is told at once, each at its own line', () => {
  const text = `
risk:
  daily_loss: x
  orders_per_minut: 10
strategies:
  default:
    limits:
      max_exposure: -1
      trading_window:
        days: mon-xxx
        from: "25:00"
      cooldown: { stops: 0, for: 1h }
`;
  const told = problemsOf(text);
  expect(told).toEqual([
    expect.stringContaining('3 risk: in daily_loss, "x"'),
    expect.stringContaining('4 risk: the key "orders_per_minut" is not known here'),
    expect.stringContaining('8 strategies.default.limits: in max_exposure, "-1"'),
    expect.stringContaining('10 strategies.default.limits: in trading_window, in days, "mon-xxx"'),
    expect.stringContaining('11 strategies.default.limits: in trading_window, in from, "25:00"'),
    expect.stringContaining('12 strategies.default.limits: in cooldown, in stops, "0"'),
  ]);
});
