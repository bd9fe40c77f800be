// Owns: the configuration that the simulated house runs under. This one: one paper account, three strategies (one asks, one
// does not, one asks from a value on), four instruments. Two of the strategies share two instruments.

import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { ATR_RULES } from '../../src/core/model/markets/atr.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { accountName, strategyName, type AccountName } from '../../src/core/model/ids.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { ApprovalPolicy, Settings, Strategy } from '../../src/core/model/settings.ts';
import { CALENDARS } from '../../src/core/model/time/trading-calendar.ts';
import { PLAIN_READING } from '../../src/core/model/alerts/reading-rules.ts';
import { GRACE_MS } from './world.ts';

const PAPER = accountName('paper');
export const PRICE_AT_START = 1_000;

export const instrument = (symbol: string, kind: 'spot' | 'swap', stepSize: string): Instrument => ({
  symbol,
  kind,
  base: symbol.slice(0, 3),
  quote: 'USDT',
  tickSize: decimal('1'),
  stepSize: decimal(stepSize),
  qtyMin: decimal(stepSize),
  qtyMax: null,
  notionalMin: decimal('1'),
  canShort: kind === 'swap',
});

const INSTRUMENTS: readonly Instrument[] = [
  instrument('BTC/USDT:USDT', 'swap', '0.1'),
  instrument('ETH/USDT', 'spot', '0.01'),
  instrument('SOL/USDT:USDT', 'swap', '1'),
  instrument('XRP/USDT', 'spot', '1'),
];

/** Where a strategy trades: `account|symbol`. */
export const marketKey = (account: AccountName, symbol: string): string => `${account}|${symbol}`;

/** What one run is about: what is configured, and what can be traded where. */
export interface Desk {
  readonly name: string;
  readonly settings: Settings;
  /** Somebody trades by hand at the venue, too, and the books are held against it. */
  readonly byHand?: true;
  /** Positions have plans: prices are watched, venues differ in what they guard, and stops are refused now and then. */
  readonly guarded?: true;
  /** Entries rest, and fill in pieces even when everything is calm. */
  readonly thin?: true;
  /** Strategies have rules beyond their plans: hours, limits, conditions, layers, sizes by risk. */
  readonly ruled?: true;
  /** Of those rules only the loss that ends a day. */
  readonly breached?: true;
  readonly markets: readonly { readonly account: AccountName; readonly instrument: Instrument }[];
}

interface HouseStrategy {
  readonly name: string;
  readonly approval: ApprovalPolicy;
  readonly symbols: readonly string[];
}

export const STRATEGIES: readonly HouseStrategy[] = [
  { name: 'asks', approval: { type: 'confirm' }, symbols: ['BTC/USDT:USDT', 'ETH/USDT'] },
  { name: 'auto', approval: { type: 'auto' }, symbols: ['BTC/USDT:USDT', 'ETH/USDT'] },
  { name: 'mixed', approval: { type: 'auto_below', notional: decimal('5000') }, symbols: ['SOL/USDT:USDT', 'XRP/USDT'] },
];

export const strategy = ({ name, approval }: Pick<HouseStrategy, 'name' | 'approval'>): Strategy => ({
  name: strategyName(name),
  account: PAPER,
  accounts: [],
  twin: null,
  legs: { onFailure: 'ask', timeoutMs: 60_000 },
  copy: { enterOn: 'entry', scale: null, stake: null },
  symbols: {},
  defaultQuantity: decimal('3'),
  defaultNotional: null,
  defaultPercentEquity: null,
  riskPercent: null,
  useMarketOrders: true,
  approval,
  approvalTtlMs: 40_000,
  maxLagMs: null,
  idFields: [],
  reading: PLAIN_READING,
  coalesceMs: 0,
  protection: NO_PROTECTION,
  entries: NO_ENTRY_RULES,
  atr: ATR_RULES,
  defaultSymbol: null,
  maxNotional: null,
});

export const settingsOf = (accounts: readonly AccountName[], strategies: readonly Strategy[]): Settings => ({
  accounts: new Map(
    accounts.map((name) => [
      name,
      { name, broker: 'paper', mode: 'paper', quoteCurrency: 'USDT', lookupGraceMs: GRACE_MS, traits: PAPER_TRAITS },
    ]),
  ),
  strategies: new Map(strategies.map((each) => [each.name, each])),
  liveTrading: false,
  entriesPerMinuteMax: 1_000,
  mail: false,
  timeZone: 'UTC',
  calendars: CALENDARS,
});

/** One order per alert, on one account. */
export const PLAIN_DESK: Desk = {
  name: 'plain',
  settings: settingsOf([PAPER], STRATEGIES.map(strategy)),
  markets: INSTRUMENTS.map((each) => ({ account: PAPER, instrument: each })),
};

/** The same, with somebody who trades by hand at the venue. */
export const HAND_DESK: Desk = { ...PLAIN_DESK, name: 'by hand', byHand: true };

/** One order per alert, on one account. */
export const isPlain = ({ settings }: Desk): boolean => settings === PLAIN_DESK.settings;
