import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { load, problemsOf, type Given } from './load.ts';

const STRATEGIES = 'strategies: { a: { account: v, max_notional: 100 } }';
const KEYS = { V_API_KEY: 'key-of-v', V_API_SECRET: 'secret-of-v' };

const given = (account: string, env: Given['env'] = KEYS): Given => ({
  env,
  files: { 'config.yaml': `accounts: { v: ${account} }\n${STRATEGIES}\n` },
});

function configOf(account: string, env?: Given['env']): Config {
  const loaded = load(given(account, env));
  if (loaded.type === 'invalid') throw new Error(problemsOf(loaded).join('\n'));
  return loaded.config;
}

const modeOf = (account: string, env?: Given['env']): string | undefined =>
  configOf(account, env).settings.accounts.get(accountName('v'))?.mode;

describe('an account at a venue', () => {
  it('has its place, its mode, its currency and its keys', () => {
    const config = configOf('{ broker: ccxt, exchange: binance, market: swap, sandbox: true, ccxt: { timeout: 5000, uid: "007" } }', {
      ...KEYS,
      V_PASSWORD: 'third-word',
    });
    expect(config.venueAccounts.get(accountName('v'))).toEqual({
      broker: 'ccxt',
      exchange: 'binance',
      market: 'swap',
      sandbox: true,
      options: { timeout: 5000, uid: '007' },
      credentials: { key: 'key-of-v', secret: 'secret-of-v', password: 'third-word' },
    });
    expect(config.settings.accounts.get(accountName('v'))).toMatchObject({ broker: 'ccxt', mode: 'sandbox', quoteCurrency: 'USDT' });
    expect(config.secrets).toEqual(expect.arrayContaining(['key-of-v', 'secret-of-v', 'third-word']));
    expect(config.paperAccounts.size).toBe(0);
  });

  it.each([
    ['{ broker: ccxt, exchange: okx, market: swap }', 'okx'],
    ['{ broker: paper, balances: { USDT: 1000 }, prices: "ccxt:gate" }', 'gate'],
    ['{ broker: paper, balances: { USDT: 1000 }, prices: alpaca }', undefined],
    ['{ broker: alpaca }', undefined],
  ])('%s knows whose contracts are traded there', (account, exchange) =>
    expect(configOf(account).settings.accounts.get(accountName('v'))?.exchange).toBe(exchange),
  );

  it('of Alpaca and Dhan reads the names that these have, unless the account has keys of its own', () => {
    const apca = { APCA_API_KEY_ID: 'their-key', APCA_API_SECRET_KEY: 'their-secret' };
    const keyOf = (account: string, env: Given['env']) => configOf(account, env).venueAccounts.get(accountName('v'))?.credentials.key;
    expect(keyOf('{ broker: alpaca }', apca)).toBe('their-key');
    expect(keyOf('{ broker: alpaca }', { ...apca, ...KEYS })).toBe('key-of-v');
    expect(keyOf('{ broker: dhan }', { DHAN_CLIENT_ID: '1000000001', DHAN_ACCESS_TOKEN: 'their-token' })).toBe('1000000001');
  });

  it.each([
    ['{ broker: ccxt, exchange: binance }', 'live'],
    ['{ broker: ccxt, exchange: binance, sandbox: true }', 'sandbox'],
    ['{ broker: ccxt, exchange: binance, sandbox: true, ccxt: { urls: { api: { private: "https://api.elsewhere.example" } } } }', 'live'],
    ['{ broker: ccxt, exchange: binance, sandbox: true, ccxt: { hostname: elsewhere.example } }', 'live'],
    [
      '{ broker: ccxt, exchange: binance, ccxt: { urls: { api: { private: "http://127.0.0.1:9001", public: "http://[::1]:9001" } } } }',
      'sandbox',
    ],
    [
      '{ broker: ccxt, exchange: binance, ccxt: { urls: { api: { private: "http://127.0.0.1:9001", public: "https://x.example" } } } }',
      'live',
    ],
    ['{ broker: alpaca }', 'sandbox'],
    ['{ broker: alpaca, paper: false }', 'live'],
    ['{ broker: alpaca, base_url: "https://api.alpaca.markets" }', 'live'],
    ['{ broker: alpaca, paper: false, base_url: "https://paper-api.alpaca.markets" }', 'sandbox'],
    ['{ broker: alpaca, base_url: "http://localhost:9002" }', 'sandbox'],
    ['{ broker: alpaca, base_url: "http://localhost.example.com" }', 'live'],
    ['{ broker: dhan }', 'live'],
    ['{ broker: dhan, base_url: "https://sandbox.dhan.co/v2" }', 'sandbox'],
  ])('%s moves %s money', (account, mode) => {
    expect(modeOf(account)).toBe(mode);
  });

  it.each([
    ['{ broker: ccxt }', 'accounts.v: the account names no exchange.'],
    ['{ broker: ccxt, exchange: "../binance" }', 'accounts.v.exchange: "../binance" is not the id of an exchange.'],
    ['{ broker: ccxt, exchange: binance, market: margin }', 'accounts.v.market: "margin" is not one of spot, swap, future.'],
    ['{ broker: ccxt, exchange: binance, ccxt: { apiKey: abc } }', 'accounts.v.ccxt: apiKey is a secret, and this file holds none.'],
    ['{ broker: ccxt, exchange: binance, sandbx: true }', 'accounts.v.sandbx: the key "sandbx" is not known.'],
    ['{ broker: alpaca, base_url: paper-api.alpaca.markets }', 'accounts.v.base_url: "paper-api.alpaca.markets" is not an address.'],
    ['{ broker: alpaca, base_url: "https://me:word@paper-api.alpaca.markets" }', 'is not an address.'],
    ['{ broker: dhan, product: X }', 'accounts.v.product: "X" is not one of C, I, M.'],
  ])('%s is refused: %s', (account, message) => {
    expect(problemsOf(load(given(account))).join('\n')).toContain(message);
  });

  it('without its keys stops the start and names them', () => {
    expect(problemsOf(load(given('{ broker: ccxt, exchange: binance }', { V_API_KEY: 'k' })))).toEqual([
      'environment, V_API_SECRET: the account v (ccxt) needs it.',
    ]);
    expect(problemsOf(load(given('{ broker: alpaca }', {})))).toEqual([
      'environment, APCA_API_KEY_ID: the account v (alpaca) needs it.',
      'environment, APCA_API_SECRET_KEY: the account v (alpaca) needs it.',
    ]);
  });

  it('needs a limit for each entry', () => {
    const files = { 'config.yaml': 'accounts: { v: { broker: alpaca } }\nstrategies: { a: { account: v } }\n' };
    expect(problemsOf(load({ env: KEYS, files })).join('\n')).toContain('max_notional');
  });
});

describe('a twin on paper', () => {
  const twin = (strategy: string): Given => ({
    env: KEYS,
    files: {
      'config.yaml': `accounts:
  v: { broker: ccxt, exchange: binance }
  p: { broker: paper, balances: { USDT: 1000 }, prices: "ccxt:binance" }
strategies: { a: ${strategy} }
`,
    },
  });

  it('trades beside the account of its strategy, at full size', () => {
    const loaded = load(twin('{ account: v, paper_twin: p, max_notional: 100 }'));
    if (loaded.type === 'invalid') throw new Error(problemsOf(loaded).join('\n'));
    const [strategy] = loaded.config.settings.strategies.values();
    expect(strategy).toMatchObject({ account: 'v', twin: 'p' });
    expect(strategy?.accounts.map(({ name, scale }) => [name, scale])).toEqual([
      ['v', '1'],
      ['p', '1'],
    ]);
  });

  it.each([
    ['{ account: v, paper_twin: x, max_notional: 100 }', 'strategies.a.paper_twin: there is no account "x".'],
    ['{ account: v, paper_twin: v, max_notional: 100 }', 'strategies.a.paper_twin: "v" is no paper account.'],
    ['{ account: p, paper_twin: p }', 'strategies.a.paper_twin: a strategy on paper needs no twin'],
  ])('%s is refused: %s', (strategy, message) => {
    expect(problemsOf(load(twin(strategy))).join('\n')).toContain(message);
  });
});
