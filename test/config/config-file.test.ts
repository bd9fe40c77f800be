// config.yaml: what it means, and how it is told what is wrong with it.

import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { ATR_RULES } from '../../src/core/model/markets/atr.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import { load, problemsOf } from './load.ts';

const yaml = (text: string) => load({ files: { 'config.yaml': text } });

function configOf(text: string): Config {
  const loaded = yaml(text);
  if (loaded.type !== 'ok') throw new Error(problemsOf(loaded).join('\n'));
  return loaded.config;
}
const strategyOf = (keys: string) => [...configOf(`strategies:\n  s:\n    account: paper\n${keys}`).settings.strategies.values()][0];
const problemsOfStrategy = (keys: string) => problemsOf(yaml(`strategies:\n  s:\n    account: paper\n${keys}`));

describe('accounts', () => {
  test('on paper have their balances exactly as written', () => {
    const config = configOf(`
accounts:
  main: { broker: paper, balances: { usdt: 0.1, BTC: 1e-7, EUR: "100000000000000.000000000000000001" }, prices: signal }
  other-one: { broker: paper, balances: { EUR: 5 } }
strategies: { a: { account: main } }
`);
    expect([...config.settings.accounts.values()]).toMatchObject([
      { name: 'main', broker: 'paper', mode: 'paper', quoteCurrency: 'USDT' },
      { name: 'other-one', quoteCurrency: 'EUR' },
    ]);
    const [main, other] = [...config.paperAccounts.values()];
    expect([...(main?.balances ?? [])]).toEqual([
      ['USDT', '0.1'],
      ['BTC', '0.0000001'],
      ['EUR', '100000000000000.000000000000000001'],
    ]);
    expect([main?.prices, other?.prices]).toEqual(['signal', 'demo']);
  });

  test('may live on the public prices of a venue', () => {
    const config = configOf(`
accounts:
  demo: { broker: paper, balances: { USDT: 1 }, prices: "ccxt:binance" }
  stocks: { broker: paper, balances: { USD: 1 }, prices: alpaca }
strategies:
  a: { account: demo }
`);
    expect([...config.paperAccounts.values()].map(({ prices }) => prices)).toEqual([
      { broker: 'ccxt', exchange: 'binance' },
      { broker: 'alpaca' },
    ]);
  });

  test.each([
    ['a: { balances: { USDT: 1 } }', 'accounts.a: the account names no broker.'],
    ['a: { broker: papr }', 'accounts.a.broker: "papr" is not a broker.'],
    ['a: paper', 'accounts.a: "paper" stands where a group of keys belongs.'],
    ['a b: { broker: paper, balances: { USDT: 1 } }', 'accounts.a b: "a b" cannot be the name of an account.'],
    ['a: { broker: paper, balances: {} }', 'accounts.a.balances: there is no currency in it.'],
    ['a: { broker: paper, balances: { USDT: -1 } }', 'accounts.a.balances: USDT: "-1" is not a number from 0 up.'],
    ['a: { broker: paper, balances: { USDT: .inf } }', 'accounts.a.balances: USDT: ".inf" is not a number from 0 up.'],
    ['a: { broker: paper, balances: { USDT: 0x10 } }', 'accounts.a.balances: USDT: "0x10" is not a number from 0 up.'],
    ['a: { broker: paper, balances: { USDT: 1 }, prices: real }', 'accounts.a.prices: "real" is not a source of prices.'],
    [
      '{ a-b: { broker: paper, balances: { USDT: 1 } }, a_b: { broker: paper, balances: { USDT: 1 } } }',
      'accounts.a_b: a_b and a-b would share the keys A_B_API_KEY and so on.',
    ],
  ])('such as %s are refused', (text, message) => {
    expect(problemsOf(yaml(`accounts:\n  ${text}\nstrategies: {}`))).toEqual([`config.yaml line 2, ${message}`]);
  });
});

describe('strategies', () => {
  test('have safe defaults', () => {
    expect(strategyOf('')).toEqual({
      name: 's',
      account: 'paper',
      accounts: [],
      twin: null,
      legs: { onFailure: 'ask', timeoutMs: 60_000 },
      copy: { enterOn: 'entry', scale: null, stake: null },
      symbols: {},
      defaultQuantity: null,
      defaultNotional: null,
      defaultPercentEquity: null,
      riskPercent: null,
      useMarketOrders: true,
      approval: { type: 'confirm' },
      approvalTtlMs: 120_000,
      idFields: [],
      reading: { fields: {}, events: {}, rawLevels: null, lotSize: null, pipSize: {}, pointSize: {} },
      coalesceMs: 0,
      protection: NO_PROTECTION,
      entries: NO_ENTRY_RULES,
      atr: ATR_RULES,
      defaultSymbol: null,
      maxLagMs: null,
      maxNotional: null,
    });
  });

  test('have every key understood', () => {
    expect(
      strategyOf(
        `
    symbols: { btcusdt.p: "BTC/USDT:USDT", ETHUSDT: ETH/USDT }
    default_notional: 0.1
    use_market_orders: false
    approval: { auto_below: 500.50 }
    approval_ttl: 5m
    id_fields: [order_id, strategy.bar-time]
    coalesce_ms: 500
    default_symbol: BTCUSDT
    fields: { coin: symbol, order.px: limit_price, bar: ignore }
    events: { KAUFEN: buy, raus: exit }
    atr: { period: 20, multiplier: 1.5, timeframe: 4h }
    raw_levels: pips
    pip_size: { XAU/USD: 0.1, "BTC/USDT:USDT": 1 }
    point_size: 0.25
    lot_size: 100000
    max_lag: 1h
    legs_on_failure: unwind
    leg_timeout: 5s
    copy: { enter_on: entry_fill, scale: 0.5 }
    max_notional: 1_000
`.replace('1_000', '1000'),
      ),
    ).toEqual({
      name: 's',
      account: 'paper',
      accounts: [],
      twin: null,
      legs: { onFailure: 'unwind', timeoutMs: 5_000 },
      copy: { enterOn: 'entry_fill', scale: '0.5', stake: null },
      symbols: { 'BTCUSDT.P': 'BTC/USDT:USDT', ETHUSDT: 'ETH/USDT' },
      defaultQuantity: null,
      defaultNotional: '0.1',
      defaultPercentEquity: null,
      riskPercent: null,
      useMarketOrders: false,
      approval: { type: 'auto_below', notional: '500.5' },
      approvalTtlMs: 300_000,
      idFields: ['order_id', 'strategy.bar-time'],
      reading: {
        fields: { coin: 'symbol', 'order.px': 'limit_price', bar: 'ignore' },
        events: { entry: 'entry', exit: 'exit', kaufen: 'buy', raus: 'exit' },
        rawLevels: 'pips',
        pipSize: { 'XAU/USD': '0.1', 'BTC/USDT:USDT': '1' },
        pointSize: { '*': '0.25' },
        lotSize: '100000',
      },
      coalesceMs: 500,
      protection: NO_PROTECTION,
      entries: NO_ENTRY_RULES,
      atr: { period: 20, multiplier: '1.5', timeframe: '4h' },
      defaultSymbol: 'BTCUSDT',
      maxLagMs: 3_600_000,
      maxNotional: '1000',
    });
    expect(strategyOf('    approval: auto')).toMatchObject({ approval: { type: 'auto' } });
  });

  test('may name their account in a list of one, or not at all where there is one only', () => {
    expect([
      ...configOf('strategies: { a: { accounts: [{ name: paper, scale: 1 }] }, b: , 007: { } }').settings.strategies.values(),
    ]).toMatchObject([
      { name: 'a', account: 'paper' },
      { name: 'b', account: 'paper' },
      { name: '007', account: 'paper' },
    ]);
  });

  test('may trade on several accounts, each with its own size and limits', () => {
    const config = configOf(
      'accounts: { a: { broker: paper, balances: { USDT: 1 } }, b: { broker: paper, balances: { USD: 1 } } }\n' +
        'strategies: { s: { accounts: [a, { name: b, scale: 0.5, max_notional: 50, approval: auto, symbols: { btcusd: BTC/USD } }] } }',
    );
    expect([...config.settings.strategies.values()]).toMatchObject([
      {
        account: 'a',
        accounts: [
          { name: 'a', scale: '1', symbols: {}, approval: null, maxNotional: null },
          { name: 'b', scale: '0.5', symbols: { BTCUSD: 'BTC/USD' }, approval: { type: 'auto' }, maxNotional: '50' },
        ],
      },
    ]);
  });

  test('may have a secret of their own', () => {
    const config = configOf('strategies: { a: { secret: "only-for-this-one" } }');
    expect([...config.strategySecrets]).toEqual([['a', 'only-for-this-one']]);
    expect(config.secrets).toContain('only-for-this-one');
  });

  test('are one called default where the file has none, on the only account', () => {
    const config = configOf('accounts: { big: { broker: paper, balances: { EUR: 50000 } } }');
    expect([...config.settings.strategies.values()]).toMatchObject([{ name: 'default', account: 'big', approval: { type: 'confirm' } }]);
    expect(yaml('strategies: {}')).toMatchObject({
      type: 'ok',
      warnings: [{ message: expect.stringContaining('every alert will be denied') }],
    });
  });

  test.each([
    ['    default_quantity: 0', 'default_quantity: "0" is not a number above 0.'],
    ['    default_quantity: ten', 'default_quantity: "ten" is not a number above 0.'],
    ['    default_quantity:', 'default_quantity: nothing is not a number above 0.'],
    ['    default_quantity: 1\n    default_notional: 2', 'default_notional: default_quantity is set too.', 5],
    ['    default_percent_equity: 101', 'default_percent_equity: "101" is more than 100 percent.'],
    ['    risk_percent: 0', 'risk_percent: "0" is not a number above 0.'],
    ['    default_notional: 5\n    risk_percent: 1', 'risk_percent: default_notional is set too.', 5],
    ['    coalesce_ms: 500ms', 'coalesce_ms: "500ms" is not a number of milliseconds from 0 to 10000.'],
    ['    coalesce_ms: 10001', 'coalesce_ms: "10001" is not a number of milliseconds from 0 to 10000.'],
    ['    fields: [a]', 'fields: a list is not a map.'],
    ['    fields: { a: symbol, b: symbol }', 'fields: two fields stand for symbol.'],
    [
      '    fields: { a: symbl, b: actoin }',
      'fields: "a" stands for "symbl", which is not known (did you mean symbol?); "b" stands for "actoin", which is not known (did you mean action?).',
    ],
    ['    events: { Rein: buy, rein: sell }', 'events: rein stands for two things; words are the same in upper and lower case.'],
    ['    events: { rein: quantity }', 'events: "rein" stands for "quantity", which is not known.'],
    ['    raw_levels: ticks', 'raw_levels: "ticks" is not one of pips, points, price, percent.'],
    ['    lot_size: -1', 'lot_size: "-1" is not a number above 0.'],
    ['    id_fields: order_id', 'id_fields: "order_id" is not a list of 1 to 8 fields.'],
    ['    id_fields: [a, a]', 'id_fields: a stands there twice.'],
    ['    id_fields: ["a b"]', 'id_fields: "a b" is not the name of a field.'],
    ['    default_symbol: "BTC USDT"', 'default_symbol: "BTC USDT" is not written like a symbol.'],
    ['    use_market_orders: yes', 'use_market_orders: "yes" is neither true nor false.'],
    ['    approval: maybe', 'approval: "maybe" is not a way to approve.'],
    ['    approval: { auto_below: 0 }', 'approval: in auto_below, "0" is not a number above 0.'],
    ['    approval: { auto_blow: 5 }', 'approval: the key "auto_blow" is not known here.'],
    ['    approval_ttl: 120', 'approval_ttl: "120" is not a length of time.'],
    ['    approval_ttl: 2d', 'approval_ttl: "2d" is outside from 1s to 1d.'],
    ['    max_lag: 0s', 'max_lag: "0s" is outside from 1s to 1d.'],
    ['    max_notional: -5', 'max_notional: "-5" is not a number above 0.'],
    ['    symbols: [BTC]', 'symbols: a list is not a list of aliases.'],
    ['    symbols: { BTC: }', 'symbols: the alias "BTC" has no symbol.'],
    ['    symbols: { BTC: A, btc: B }', 'symbols: the alias BTC stands for both A and B.'],
    ['    max_notionl: 5', 'max_notionl: the key "max_notionl" is not known.'],
    ['    accounts: [paper]', 'accounts: account is set too.'],
    ['    exchange: binance', 'exchange: exchange is replaced by account: a strategy names an account, and the account names its venue.'],
    ['    secret: abc123', 'secret: this is an example from published documentation, which everyone knows.'],
  ])('with %s are refused at the line', (keys, message, line = 4) => {
    expect(problemsOfStrategy(keys)).toEqual([`config.yaml line ${line}, strategies.s.${message}`]);
  });

  test.each([
    ['{ account: papr }', '.account: there is no account "papr".'],
    ['{ accounts: [{ name: paper }, { name: other }] }', '.accounts: there is no account "other".'],
    ['{ accounts: [{ name: paper }, paper] }', '.accounts: "paper" stands there twice.'],
    [
      `{ accounts: [${Array.from({ length: 101 }, (_, index) => `a${index}`).join(', ')}] }`,
      '.accounts: 101 accounts are more than the 100 that one strategy may have.',
    ],
    ['{ accounts: [{ name: paper, scale: 0 }] }', '.accounts: in scale, "0" is not a number above 0.'],
    ['{ accounts: [{ name: paper, scal: 1 }] }', '.accounts: the key "scal" is not known here.'],
    ['{ accounts: [{ scale: 1 }] }', '.accounts: in name, nothing is not a name.'],
    ['{ legs_on_failure: close }', '.legs_on_failure: "close" is not one of keep, unwind, ask.'],
    ['{ leg_timeout: 2h }', '.leg_timeout: "2h" is outside from 1s to 1h.'],
    ['{ copy: { scale: 1, stake: 5 } }', '.copy: scale and stake are both set.'],
    ['{ copy: { enter_on: fill } }', '.copy: in enter_on, "fill" is not one of entry, entry_fill.'],
    ['{ accounts: [] }', '.accounts: an empty list is not a list of accounts.'],
  ])('on %s are refused', (text, message) => {
    expect(problemsOf(yaml(`strategies:\n  s: ${text}`))).toEqual([`config.yaml line 2, strategies.s${message}`]);
  });
});

describe('the file', () => {
  test.each([
    ['accounts:\n\tpaper: {}\n', 'config.yaml line 2: a tab is used to indent.'],
    ['strategies:\n  a: {}\n  b: {}\n  a: {}\n', 'config.yaml line 4, a: the key stands twice in the same place.'],
    ['strategies: {}\n---\naccounts: {}\n', 'config.yaml line 2: a second document begins here (---).'],
    ['strategies:\n  a: &x {}\n', 'config.yaml line 2, strategies.a: anchors (&name) are not used here.'],
    ['strategies:\n  a: { max_lag: *x }\n', 'config.yaml line 2, strategies.a.max_lag: aliases (*name) are not used here.'],
    ['strategies:\n  a: !!map {}\n', 'config.yaml line 2, strategies.a: tags (!name) are not used here.'],
    ['strategies:\n  <<: {}\n', 'config.yaml line 2, strategies: the key << is not used here.'],
    ['strategies:\n  __proto__: {}\n', 'config.yaml line 2, strategies: the key __proto__ is not used here.'],
    ['strategies:\n  ? [a]\n  : b\n', 'config.yaml line 2, strategies: a key is not a plain word.'],
    ['- a\n', 'config.yaml: a list stands where a group of keys belongs.'],
    ['risk: { max_daily_loss: 5 }\n', 'config.yaml line 1, risk: the key "max_daily_loss" is not known here.'],
    ['strategis: {}\n', 'config.yaml line 1, strategis: the key "strategis" is not known.'],
  ])('%j is answered with its line', (text, message) => {
    expect(problemsOf(yaml(text))).toEqual([message]);
  });

  test('with an indentation that is off is answered with its line', () => {
    expect(problemsOf(yaml('strategies:\n  a: x\n    b: y\n'))[0]).toMatch(
      /^config\.yaml line 2: the indentation or the number of colons is not right here/,
    );
    expect(problemsOf(yaml('strategies: { a: "x\n'))[0]).toMatch(/^config\.yaml line 2: /);
  });

  test('with two brackets that are missing in one place is answered once', () => {
    expect(problemsOf(yaml('accounts: { paper: { broker: paper\n'))).toHaveLength(1);
  });

  test('is answered whatever stands in it, never with an exception', () => {
    const word = fc.constantFrom(
      'accounts',
      'strategies',
      'paper',
      'broker',
      'balances',
      'approval',
      'webhook',
      ': ',
      '\n',
      '\n  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '!x',
      '"',
      '1',
      '~',
      '? ',
      '|',
      '#',
      ',',
      '\t',
      '\u0000',
      '%',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 25 }).map((words) => words.join('')),
        ),
        (text) => {
          const loaded = load({ files: { 'config.yaml': text, '.env': text } });
          if (loaded.type === 'invalid') expect(loaded.problems.every(({ message, remedy }) => message !== '' && remedy !== '')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
    expect(load({ files: { 'config.yaml': '['.repeat(20_000) } }).type).toBe('invalid');
    expect(load({ files: { 'config.yaml': `strategies: { a: { symbols: ${'['.repeat(2_000)}${']'.repeat(2_000)} } }` } }).type).toBe(
      'invalid',
    );
  });

  test('that is empty is the demonstration', () => {
    expect([...configOf('# nothing yet\n').settings.strategies.keys()]).toEqual(['default']);
    expect(configOf('risk:\nnotifications: {}\n').configFile).toBe('/home/me/config.yaml');
  });

  test('that cannot be read is a problem', () => {
    expect(problemsOf(load({ files: { 'config.yaml': { type: 'unreadable', reason: 'EACCES' } } }))).toEqual([
      'config.yaml: the file cannot be read: EACCES.',
    ]);
  });

  test('may lie elsewhere', () => {
    const loaded = load({ env: { CONFIG_FILE: 'conf/mine.yml' }, files: { 'conf/mine.yml': 'strategies: { a: {} }' } });
    expect(loaded).toMatchObject({ type: 'ok', config: { configFile: '/home/me/conf/mine.yml' } });
    expect(problemsOf(load({ env: { CONFIG_FILE: '/etc/s.yaml' }, files: { '/etc/s.yaml': 'x: 1' } }))).toEqual([
      '/etc/s.yaml line 1, x: the key "x" is not known.',
    ]);
  });

  test('config.example.yaml is valid as it stands', () => {
    const loaded = yaml(readFileSync(new URL('../../config.example.yaml', import.meta.url), 'utf8'));
    expect(loaded).toMatchObject({ type: 'ok', warnings: [] });
    if (loaded.type === 'ok') expect([...loaded.config.settings.strategies.keys()]).toEqual(['default', 'my-ma-cross']);
  });

  test('has all its problems reported at once, together with those of .env and the environment', () => {
    const problems = problemsOf(
      load({
        env: { PORT: 'x' },
        argv: ['--bad'],
        files: {
          '.env': 'ADMIN_TOKEN=short\nnonsense\n',
          'config.yaml': 'strategies:\n  s: { approval: 5, max_lag: 5 }\n  test: {}\nwebhok: 1\n',
        },
      }),
    );
    expect(problems.map((line) => line.split(':')[0])).toEqual(
      [
        'environment, PORT',
        'command line, --bad',
        '.env line 1, ADMIN_TOKEN',
        '.env line 2',
        'config.yaml line 2, strategies.s.approval',
        'config.yaml line 2, strategies.s.max_lag',
        'config.yaml line 3, strategies.test',
        'config.yaml line 4, webhok',
      ].sort((a, b) => problems.findIndex((line) => line.startsWith(a)) - problems.findIndex((line) => line.startsWith(b))),
    );
    expect(problems).toHaveLength(8);
  });
});
