// Owns: small true-to-type values for the tests of this folder.

import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { ATR_RULES } from '../../src/core/model/markets/atr.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { deny, type DenialCode } from '../../src/core/model/denial.ts';
import {
  accountName,
  makeOrderId,
  makeSignalId,
  positionKey,
  strategyName,
  type OrderId,
  type SignalId,
} from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import { CALENDARS } from '../../src/core/model/time/trading-calendar.ts';
import { PLAIN_READING } from '../../src/core/model/alerts/reading-rules.ts';
import type { Reading, Signal } from '../../src/core/model/signal.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';

export const START = Date.UTC(2026, 0, 5, 10);
export const PAPER = accountName('paper');

export const instrument: Instrument = {
  symbol: 'BTC/USDT',
  kind: 'spot',
  base: 'BTC',
  quote: 'USDT',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.0001'),
  qtyMin: decimal('0.0001'),
  qtyMax: null,
  notionalMin: decimal('5'),
  canShort: false,
};

export const strategy = (name: string): Strategy => ({
  name: strategyName(name),
  account: PAPER,
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

export const settings: Settings = {
  accounts: new Map([
    [PAPER, { name: PAPER, broker: 'paper', mode: 'paper', quoteCurrency: 'USDT', lookupGraceMs: 10_000, traits: PAPER_TRAITS }],
  ]),
  strategies: new Map(['default', 'alpha', 'beta'].map((name) => [strategyName(name), strategy(name)])),
  liveTrading: false,
  entriesPerMinuteMax: 100,
  mail: false,
  timeZone: 'UTC',
  calendars: CALENDARS,
};

/** A signal id of this moment, with the same digits in every run. */
export const signalId = (at: number, index = 0): SignalId => makeSignalId(at, index.toString(16).padStart(13, '0'));

export const reading = (part: Partial<Reading> = {}): Reading => ({
  ...newDraft('native'),
  action: 'buy',
  side: 'buy',
  symbol: 'BTCUSDT',
  quantity: decimal('0.1'),
  ...part,
});

export const signal = (id: SignalId, part: Partial<Signal> = {}): Signal => ({
  id,
  receivedAt: START,
  updatedAt: START,
  origin: { type: 'webhook', sender: '127.0.0.1' },
  strategy: strategyName('default'),
  account: PAPER,
  reading: reading(),
  symbol: 'BTC/USDT',
  positionKey: null,
  state: 'awaiting_approval',
  raw: '',
  part: null,
  group: null,
  leader: null,
  duplicates: 0,
  proposal: null,
  approval: null,
  entry: null,
  exitId: null,
  orderIds: [],
  error: null,
  wait: null,
  missed: null,
  timeline: [{ at: START, event: 'received', detail: 'from 127.0.0.1' }],
  revision: 1,
  cards: [],
  ...part,
});

export const denied = (id: SignalId, code: DenialCode, message: string): Signal =>
  signal(id, { state: 'denied', error: deny(code, message) });

export const orderId = (ofSignal: SignalId, sequence = 0): OrderId =>
  makeOrderId(ofSignal, { account: 0, leg: 0, role: 'entry', sequence });

export const order = (ofSignal: SignalId, part: Partial<Order> = {}): Order => ({
  id: orderId(ofSignal),
  account: PAPER,
  instrument,
  side: 'buy',
  type: 'market',
  qty: decimal('0.1'),
  limitPrice: null,
  stopPrice: null,
  trail: null,
  terms: USUAL_TERMS,
  reduceOnly: false,
  ocoGroup: null,
  signalId: ofSignal,
  leg: 0,
  strategy: strategyName('default'),
  positionKey: positionKey(PAPER, instrument.symbol, strategyName('default')),
  mode: 'paper',
  role: 'entry',
  status: 'accepted',
  venueOrderId: null,
  qtyFilled: decimal('0'),
  averagePrice: null,
  fills: [],
  inquiry: null,
  retry: null,
  cancel: null,
  modify: null,
  error: null,
  createdAt: START,
  submittedAt: START,
  updatedAt: START,
  ...part,
});

export const position = (part: Partial<Position> = {}): Position => ({
  key: positionKey(PAPER, instrument.symbol, strategyName('default')),
  strategy: strategyName('default'),
  account: PAPER,
  mode: 'paper',
  instrument,
  qty: decimal('0.1'),
  entryPrice: decimal('45000'),
  realizedPnl: decimal('0'),
  fees: decimal('1.5'),
  plan: null,
  openedAt: START,
  updatedAt: START,
  ...part,
});
