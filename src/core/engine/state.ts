// Owns: the live state: everything that decisions need, nothing that the journal alone can answer. Entities are
// immutable plain objects; the collections are persistent maps, so that a state is a value: head and committed are two
// references, and dropping a failed batch is an assignment.

import type { Map, Set, OrderedSet } from 'immutable';
import type { AccountMeaning } from '../model/account.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Discrepancy } from '../model/venues/discrepancy.ts';
import type { AccountName, Instant, Nonce, NotificationId, OrderId, PositionKey, SignalId, StrategyName } from '../model/ids.ts';
import type { Notification } from '../model/notification.ts';
import type { Order } from '../model/order.ts';
import type { Exit, Position } from '../model/position.ts';
import type { Breach, NamedLimit, RiskLedger, ScopeKey } from '../model/risk-limits.ts';
import type { Stay } from '../model/exits/stay.ts';
import type { Reading, Signal } from '../model/signal.ts';
import type { OpenTrade } from '../model/results/open-trade.ts';
import type { JointKey } from '../model/results/joint-curve.ts';
import type { Result } from '../model/results/result.ts';
import type { ResultCurve } from '../model/results/result-curve.ts';
import type { VenueBook } from '../model/venues/venue-book.ts';
import type { Tally } from '../model/alerts/tally.ts';

/** By day ("2026-11-28"), of older ones by month and by year; in each by line (lineKey). */
export type ResultPeriods = Map<string, Map<string, Result>>;

export const SCHEMA_VERSION = 1;

export type TradingState = 'active' | 'reducing' | 'halted';

export interface Actor {
  readonly userId: number;
  readonly userName: string;
}

export interface StrategySwitch {
  readonly paused: { readonly by: Actor; readonly at: Instant } | null;
  /** Set in the chat; null = as config.yaml says. */
  readonly approvalMode: 'confirm' | 'auto' | null;
}

/** What a confirming button will do. */
export type PromptAction =
  | { readonly type: 'kill' }
  | { readonly type: 'unlock' }
  | { readonly type: 'close'; readonly positionKey: PositionKey; readonly percent: Decimal }
  | { readonly type: 'cancel_all' }
  | { readonly type: 'execute_repeat'; readonly signalId: SignalId }
  /** What a person pasted and was told the meaning of. `strategy`: named beside it. */
  | {
      readonly type: 'take_pasted';
      readonly strategy: string | null;
      readonly reading: Reading;
      readonly raw: string /** The person has made this order: nobody is asked again. */;
      readonly confirmed?: true;
    }
  /** What an old /resume, or an old /mode auto, asked for. */
  | { readonly type: 'resume'; readonly strategy: StrategyName | null; readonly symbols?: readonly string[]; readonly named?: NamedLimit }
  | { readonly type: 'mode_auto'; readonly strategy: StrategyName }
  /** Brings what is held to what the alert says (signed, base units). */
  | { readonly type: 'sync'; readonly signalId: SignalId; readonly positionKey: PositionKey; readonly target: Decimal };

export interface Prompt {
  readonly nonce: Nonce;
  readonly action: PromptAction;
  /** Who asked; null = Signalman. */
  readonly askedBy: Actor | null;
  readonly expiresAt: Instant;
}

export type Role = 'admin' | 'trader' | 'viewer';
export interface User {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly addedAt: Instant;
}

/** Two generations that are swapped: dropping single old keys of a large map is slow. */
export interface DedupeWindow {
  readonly current: Map<string, { readonly signalId: SignalId; readonly at: Instant }>;
  readonly previous: Map<string, { readonly signalId: SignalId; readonly at: Instant }>;
  readonly rotatedAt: Instant;
}

/** When the newest alerts of one share were sent, by what they asked for; null: none of them said when. */
export interface Arrivals {
  readonly exit: Instant | null;
  readonly buy: Instant | null;
  readonly sell: Instant | null;
}

/** What limits are judged by. */
export interface RiskBook {
  /** In which days begin: TIMEZONE, as the last start knew it. */
  readonly timeZone: string;
  readonly ledgers: Map<ScopeKey, RiskLedger>;
  readonly breaches: Map<string, Breach>;
  /** What an account was worth as it was first known on that day. */
  readonly equities: Map<AccountName, { readonly day: string; readonly equity: Decimal }>;
}

export interface Statistics {
  readonly alerts: number;
  readonly duplicates: number;
  readonly notifications: number;
}

export interface State {
  readonly schema: typeof SCHEMA_VERSION;
  readonly tradingState: TradingState;
  readonly tradingStateBy: { readonly who: string; readonly at: Instant; readonly reason: string } | null;
  readonly strategies: Map<StrategyName, StrategySwitch>;
  /** In which nobody enters, on whatever account, by the names that positions have. Absent in older checkpoints: none. */
  readonly pausedSymbols: Map<string, { readonly by: Actor; readonly at: Instant }>;
  readonly signals: Map<SignalId, Signal>;
  /** Signals whose state is not terminal. */
  readonly activeSignals: Set<SignalId>;
  /** The same by position (derived; not stored). */
  readonly activeSignalsOf: Map<PositionKey, Set<SignalId>>;
  /** How many of them are entries that wait for a price or for an answer (derived; not stored). */
  readonly entriesWaiting: number;
  /** Of them those that wait for a condition (derived; not stored). */
  readonly parked: Set<SignalId>;
  /** Entries that wait for nothing but their price: few, and every buy or sell asks for them (derived; not stored). */
  readonly beingPriced: Set<SignalId>;
  /** Terminal signals in the order in which they finished: the oldest retire first. */
  readonly finishedSignals: OrderedSet<SignalId>;
  /** Of them those without an order and without parts: nothing is told of them again (derived; not stored). */
  readonly finishedUntraded: OrderedSet<SignalId>;
  readonly orders: Map<OrderId, Order>;
  /** Orders whose status is not terminal. */
  readonly activeOrders: Set<OrderId>;
  /** The same by position (derived; not stored). */
  readonly activeOrdersOf: Map<PositionKey, Set<OrderId>>;
  /** Orders that the venue is asked about, ended ones included (derived; not stored). */
  readonly inquiries: Set<OrderId>;
  /** Flat positions stay only while something of theirs is alive. */
  readonly positions: Map<PositionKey, Position>;
  /** The same by market (derived; not stored). */
  readonly positionsOf: Map<string, Set<PositionKey>>;
  /** How often what is held was entered. */
  readonly stays: Map<PositionKey, Stay>;
  readonly exits: Map<string, Exit>;
  /** Positions whose next attempt to leave or to protect waits until then. */
  readonly waits: Map<PositionKey, Instant>;
  readonly bodiesSeen: DedupeWindow;
  readonly idsSeen: DedupeWindow;
  /** Signatures with a time that were used. */
  readonly replaysSeen: DedupeWindow;
  /** Entries of the running minute by sender. */
  readonly entryRates: Map<string, { readonly minute: number; readonly count: number }>;
  /** Of alerts that say when they were sent: what was sent before them and comes after them does not enter. */
  readonly arrivals: Map<PositionKey, Arrivals>;
  /** Refused alerts of the running minute by sender. */
  readonly refusedRates: Map<string, { readonly minute: number; readonly count: number }>;
  readonly prompts: Map<Nonce, Prompt>;
  readonly notifications: Map<NotificationId, Notification>;
  readonly users: Map<string, User>;
  readonly updatesSeen: OrderedSet<number>;
  /** Signals with cards whose shown revision is older than the signal's. */
  readonly staleCards: Set<SignalId>;
  readonly statistics: Statistics;
  /** By strategy and dialect. */
  readonly tallies: Map<string, Tally>;
  readonly results: ResultPeriods;
  /** How sums of several lines ran, by the same periods. Absent in older checkpoints: only their ends are known. */
  readonly jointCurves: Map<string, Map<JointKey, ResultCurve>>;
  /** Round trips that are under way. */
  readonly trades: Map<PositionKey, OpenTrade>;
  /** What a venue has otherwise than the books, as far as people were told of it. */
  readonly discrepancies: Map<string, Discrepancy>;
  /** Ends of tokens and keys that people were told of, by account and what ends. */
  readonly expiriesTold: Map<string, Instant>;
  /** What the names of accounts mean for what is alive under them. Absent in older checkpoints: it is seen at the next start. */
  readonly accountsMeant: Map<AccountName, AccountMeaning>;
  /** Of accounts whose venue lists trades, or says what money there is. */
  readonly venueBooks: Map<AccountName, VenueBook>;
  readonly riskBook: RiskBook;
}
