// Owns: the accounts, strategies and values that the tests of the chat trade with.

import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { ATR_RULES } from '../../src/core/model/markets/atr.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import { PAPER_TRAITS, type Account, type AccountMode, type BrokerName } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, strategyName, type AccountName } from '../../src/core/model/ids.ts';
import type { Instrument, Quote } from '../../src/core/model/markets/instrument.ts';
import type { ApprovalPolicy, Settings, Strategy } from '../../src/core/model/settings.ts';
import { CALENDARS } from '../../src/core/model/time/trading-calendar.ts';
import { PLAIN_READING } from '../../src/core/model/alerts/reading-rules.ts';

export const ANN = { id: 11, name: 'Ann' };
export const BOB = { id: 12, name: 'Bob' };
export const VERA = { id: 13, name: 'Vera' };
export const EVE = { id: 66, name: 'Eve' };

export const BTC: Instrument = {
  symbol: 'BTC/USDT',
  kind: 'spot',
  base: 'BTC',
  quote: 'USDT',
  tickSize: decimal('0.5'),
  stepSize: decimal('0.001'),
  qtyMin: decimal('0.001'),
  qtyMax: null,
  notionalMin: decimal('5'),
  canShort: true,
};

export const quote = (at: number, price = '45010', source: Quote['source'] = 'demo'): Quote => ({
  symbol: BTC.symbol,
  bid: decimal(price),
  ask: decimal(price),
  last: decimal(price),
  at,
  source,
});

const strategy = (name: string, account: string, approval: ApprovalPolicy = { type: 'confirm' }): Strategy => ({
  name: strategyName(name),
  account: accountName(account),
  accounts: [],
  twin: null,
  legs: { onFailure: 'ask', timeoutMs: 60_000 },
  copy: { enterOn: 'entry', scale: null, stake: null },
  symbols: { BTCUSDT: 'BTC/USDT' },
  defaultQuantity: null,
  defaultNotional: null,
  defaultPercentEquity: null,
  riskPercent: null,
  useMarketOrders: true,
  approval,
  approvalTtlMs: 120_000,
  maxLagMs: null,
  idFields: [],
  reading: PLAIN_READING,
  coalesceMs: 0,
  protection: NO_PROTECTION,
  entries: NO_ENTRY_RULES,
  atr: ATR_RULES,
  defaultSymbol: null,
  maxNotional: account === 'paper' ? null : decimal(100_000),
});

const account = (name: string, broker: BrokerName, mode: AccountMode): [AccountName, Account] => [
  accountName(name),
  { name: accountName(name), broker, mode, quoteCurrency: 'USDT', lookupGraceMs: 10_000, traits: PAPER_TRAITS },
];

export const SETTINGS: Settings = {
  accounts: new Map([account('paper', 'paper', 'paper'), account('testnet', 'ccxt', 'sandbox'), account('binance', 'ccxt', 'live')]),
  strategies: new Map(
    [strategy('default', 'paper'), strategy('scalper', 'paper'), strategy('swing', 'testnet'), strategy('real', 'binance')].map((each) => [
      each.name,
      each,
    ]),
  ),
  liveTrading: false,
  entriesPerMinuteMax: 100,
  mail: false,
  timeZone: 'UTC',
  calendars: CALENDARS,
};
