// Owns: the real core in a test's hand: commands in, events and state out, a venue played by the test.

import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { ATR_RULES } from '../../src/core/model/markets/atr.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { NO_MARKS } from '../../src/core/engine/draft.ts';
import { due } from '../../src/core/engine/due.ts';
import type { Command, Marks, ReceiveAlert, Reply } from '../../src/core/engine/command.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import type { VerdictGround } from '../../src/core/engine/explain/explain-verdict.ts';
import type { Event } from '../../src/core/engine/event.ts';
import { marksOf } from '../../src/core/engine/limits/risk-scope.ts';
import { checkState } from '../../src/core/engine/invariants.ts';
import type { State } from '../../src/core/engine/state.ts';
import { transact } from '../../src/core/engine/transact.ts';
import type { Work } from '../../src/core/engine/work.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import {
  accountName,
  makeSignalId,
  strategyName,
  type FillId,
  type Nonce,
  type OrderId,
  type SignalId,
  type VenueOrderId,
} from '../../src/core/model/ids.ts';
import type { Instrument, Quote } from '../../src/core/model/markets/instrument.ts';
import type { Order, OrderStatus } from '../../src/core/model/order.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import { CALENDARS } from '../../src/core/model/time/trading-calendar.ts';
import { PLAIN_READING } from '../../src/core/model/alerts/reading-rules.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';

export const T0 = Date.UTC(2026, 0, 5, 10);
export const ANN = { userId: 7, userName: 'ann' };
export const BOB = { userId: 8, userName: 'bob' };

const strategy = (name: string, change: Partial<Strategy> = {}): Strategy => ({
  name: strategyName(name),
  account: accountName('paper'),
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
  ...change,
});

export function settingsWith(change: Partial<Strategy> = {}, more: Partial<Settings> = {}): Settings {
  const paper = {
    name: accountName('paper'),
    broker: 'paper' as const,
    mode: 'paper' as const,
    quoteCurrency: 'USDT',
    lookupGraceMs: 5_000,
    traits: PAPER_TRAITS,
  };
  return {
    accounts: new Map([[paper.name, paper]]),
    strategies: new Map([strategy('default', change), strategy('other', change)].map((each) => [each.name, each])),
    liveTrading: false,
    entriesPerMinuteMax: 100,
    mail: false,
    timeZone: 'UTC',
    calendars: CALENDARS,
    ...more,
  };
}

export const perpetual: Instrument = {
  symbol: 'BTC/USDT:USDT',
  kind: 'swap',
  base: 'BTC',
  quote: 'USDT',
  tickSize: decimal('0.5'),
  stepSize: decimal('0.001'),
  qtyMin: decimal('0.001'),
  qtyMax: decimal('100'),
  notionalMin: decimal('5'),
  canShort: true,
};
export const spot: Instrument = { ...perpetual, symbol: 'BTC/USDT', kind: 'spot', canShort: false };

export class Engine {
  state: State = emptyState();
  now = T0;
  settings: Settings;
  events: Event[] = [];
  private count = 0;

  constructor(settings: Settings = settingsWith()) {
    this.settings = settings;
  }

  run(command: Command): Reply {
    const result = transact(this.settings, this.state, command, this.now);
    this.state = result.state;
    this.events = [...result.events];
    const violations = checkState(this.state);
    if (violations.length > 0) throw new Error(violations.map((each) => `${each.invariant}: ${each.detail}`).join('\n'));
    return result.reply;
  }

  /** Without the invariants over the whole state, for long runs. */
  runUnchecked(command: Command): Reply {
    const result = transact(this.settings, this.state, command, this.now);
    this.state = result.state;
    return result.reply;
  }

  /** The command for an alert; each call is another alert unless `bodyHash` says otherwise. */
  /** What a verdict of this moment rests on. */
  ground(known: Partial<VerdictGround> = {}): VerdictGround {
    return { settings: this.settings, state: this.state, now: this.now, marks: NO_MARKS, rates: NO_RATES, ...known };
  }

  alertCommand(text: string, change: Partial<ReceiveAlert> = {}): ReceiveAlert {
    this.count += 1;
    return {
      type: 'receive_alert',
      signalId: makeSignalId(this.now, this.count.toString(16).padStart(13, '0')),
      origin: { type: 'webhook', sender: '127.0.0.1' },
      strategyHint: null,
      reading: parseAlert(readBody(new TextEncoder().encode(text))),
      raw: text,
      bodyHash: `hash-${this.count}`,
      rateKey: 'sender',
      nonce: this.nonce(),
      ...change,
    };
  }

  nonce(): Nonce {
    this.count += 1;
    return this.count.toString(16).padStart(16, '0') as Nonce;
  }

  /** Receives an alert and answers with its signal. */
  alert(text: string, change: Partial<ReceiveAlert> = {}): Signal {
    const command = this.alertCommand(text, change);
    const reply = this.run(command);
    if (reply.type !== 'signal') throw new Error(`alert was answered with ${JSON.stringify(reply)}`);
    return this.signal(reply.signalId);
  }

  signal(id: SignalId): Signal {
    const signal = this.state.signals.get(id);
    if (signal === undefined) throw new Error(`no signal ${id}`);
    return signal;
  }

  quote(last: string, instrument: Instrument = perpetual): Quote {
    const price = decimal(last);
    return { symbol: instrument.symbol, bid: price, ask: price, last: price, at: this.now, source: 'demo' };
  }

  /** What is held, at the price at which it was entered: a process has a last price of everything that it holds. */
  marks(): Marks {
    const entryPriceOf = (account: string, symbol: string) =>
      [...this.state.positions.values()].find((held) => held.account === account && held.instrument.symbol === symbol)?.entryPrice ?? null;
    return marksOf(this.state, entryPriceOf);
  }

  price(signal: Signal, last: string, instrument: Instrument = perpetual): Reply {
    const quote = this.quote(last, instrument);
    return this.run({ type: 'price_signal', signalId: signal.id, instrument, quote, nonce: this.nonce(), marks: this.marks() });
  }

  approve(signal: Signal, last: string, instrument: Instrument = perpetual, by = ANN): Reply {
    const nonce = this.signal(signal.id).approval?.nonce;
    if (nonce === undefined) throw new Error(`${signal.id} asks nothing`);
    return this.run({ type: 'approve', nonce, by, quote: this.quote(last, instrument), updateId: null, marks: this.marks() });
  }

  orders(filter: (order: Order) => boolean = () => true): Order[] {
    return [...this.state.orders.values()].filter(filter).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  /** The one order of this role that is not terminal. */
  active(role: Order['role']): Order {
    const found = this.orders((order) => order.role === role && this.state.activeOrders.has(order.id));
    const [only] = found;
    if (only === undefined || found.length !== 1) throw new Error(`${found.length} active ${role} orders`);
    return only;
  }

  order(id: OrderId): Order {
    const order = this.state.orders.get(id);
    if (order === undefined) throw new Error(`no order ${id}`);
    return order;
  }

  status(id: OrderId): OrderStatus {
    return this.order(id).status;
  }

  send(order: Order): void {
    const reply = this.run({ type: 'begin_submit', orderId: order.id });
    if (reply.type !== 'submit') throw new Error(`begin_submit was answered with ${JSON.stringify(reply)}`);
    this.run({ type: 'venue_report', report: { type: 'accepted', orderId: order.id, venueOrderId: `v-${order.id}` as VenueOrderId } });
  }

  fill(order: Order, qty: string, price: string, fillId = `f-${this.count++}`, at = this.now): Reply {
    const fill = { id: fillId as FillId, qty: decimal(qty), price: decimal(price), fee: decimal('0.1'), feeCurrency: 'USDT', at };
    return this.run({
      type: 'venue_report',
      report: { type: 'filled', orderId: order.id, venueOrderId: `v-${order.id}` as VenueOrderId, fill },
    });
  }

  /** Sends whatever protective order waits. */
  placeProtection(): void {
    for (const order of this.orders((each) => each.status === 'initialized' && (each.role === 'stop_loss' || each.role === 'take_profit')))
      this.send(order);
  }

  /** From the alert to a filled and protected position. */
  enter(text: string, price: string, instrument: Instrument = perpetual): Signal {
    const signal = this.alert(text);
    this.price(signal, price, instrument);
    if (this.signal(signal.id).state === 'awaiting_approval') this.approve(signal, price, instrument);
    const entry = this.active('entry');
    this.send(entry);
    this.fill(entry, entry.qty, price);
    this.placeProtection();
    return this.signal(signal.id);
  }

  position(symbol = 'BTC/USDT:USDT', name = 'default') {
    return this.state.positions.get(`paper|${symbol}|${name}` as never);
  }

  due(): readonly Work[] {
    return due(this.state, this.now).work;
  }

  dueTypes(): string[] {
    return this.due().map((work) => work.type);
  }

  wakeAt(): number | null {
    return due(this.state, this.now).wakeAt;
  }
}
