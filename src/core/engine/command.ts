// Owns: everything that the outside can ask of the core or tell it, and what it is told back. Ids and randomness come in
// with the command: core makes neither.

import type { AtrFound } from '../model/markets/atr.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Denial } from '../model/denial.ts';
import type { ExchangeRates } from '../model/money/exchange-rate.ts';
import type { ActivationLevel, Trailing } from '../model/exits/exit-plan.ts';
import type { DiscrepancyAnswer } from '../model/venues/discrepancy.ts';
import type { AccountName, Instant, Nonce, NotificationId, OrderId, PositionKey, SignalId, StrategyName } from '../model/ids.ts';
import type { Funds } from '../model/money/funds.ts';
import type { Instrument, Quote } from '../model/markets/instrument.ts';
import type { Notification, Severity } from '../model/notification.ts';
import type { Approved, Order, OrderRequest, PairLevels } from '../model/order.ts';
import type { HeldAs, OrderSnapshot, Report, VenueCash, VenueFill, VenueOrder } from '../model/venues/report.ts';
import type { NamedLimit } from '../model/risk-limits.ts';
import type { CardMessage, Origin, Reading, Target } from '../model/signal.ts';
import type { UnlistedFill } from '../orders/reconcile-fills.ts';
import type { SeenPrice } from '../positions/evaluate-exits.ts';
import type { Actor, PromptAction, Role } from './state.ts';

/** A position as it was seen at the venue, with what the books held at that moment. `instrument` null: it could not be had. */
export interface SeenPosition {
  readonly symbol: string;
  readonly booked: Decimal;
  readonly held: Decimal;
  readonly instrument: Instrument | null;
  readonly price: Decimal | null;
  readonly productType: string | null;
  /** As {@link VenuePosition}. */
  readonly products?: readonly HeldAs[];
}

export interface SeenOrder {
  readonly order: VenueOrder;
  readonly instrument: Instrument | null;
  readonly price: Decimal | null;
}

/** Last prices, by account and symbol of the instrument: `${account}|${symbol}`. */
export type Marks = ReadonlyMap<string, Decimal>;

/** An alert of an authenticated sender, read but not yet judged. */
export interface ReceiveAlert {
  type: 'receive_alert';
  signalId: SignalId;
  origin: Origin;
  /** From the URL; wins over the alert's own, from which it must not differ. */
  strategyHint: string | null;
  reading: Reading;
  /** Raw text with secrets masked. */
  raw: string;
  /** SHA-256 of the raw bytes, hex; equal bytes of one strategy within the window are one signal. Null: never a duplicate. */
  bodyHash: string | null;
  /** What stands in the fields of the alert that `id_fields` of config.yaml name, for all strategies. */
  named?: Readonly<Record<string, string>>;
  /** Names a signature with a time: good for minutes, and the same one again does nothing, a close included. */
  replayKey?: string;
  /** Who the entry limit per minute counts for; null = exempt (a person in the chat). */
  rateKey: string | null;
  nonce: Nonce;
}

/** What a person wants of a plan; null takes it away. */
export type PlanChange =
  | { readonly type: 'stop'; readonly price: Decimal | null }
  /** One of them. `from`: the price of the one that is meant; absent: the only one there is. */
  | { readonly type: 'target'; readonly price: Decimal | null; readonly from?: Decimal }
  /** All of them: these, and no other. */
  | { readonly type: 'targets'; readonly targets: readonly Target[] }
  /** `from`: where it begins, a price or a gain from the entry; absent: at once. */
  | { readonly type: 'trail'; readonly by: Trailing['by'] | null; readonly from?: ActivationLevel }
  | { readonly type: 'break_even' };

export type Command =
  | ReceiveAlert
  /** The price that a signal waits for. `nonce` is for the card, if one is needed; `funds` and `atr` where its size or its exits are counted from them. */
  | {
      type: 'price_signal';
      signalId: SignalId;
      instrument: Instrument;
      quote: Quote;
      nonce: Nonce;
      funds?: Funds | null;
      atr?: AtrFound | null;
      marks?: Marks;
      rates?: ExchangeRates;
    }
  /** No price or no such instrument. `final` false: try again until PRICE_WAIT_MS is over. */
  | { type: 'price_failed'; signalId: SignalId; denial: Denial; final: boolean }
  /** Buttons of a card. `quote` null: none fresh enough at hand; the answer is recorded and the price is fetched. */
  | { type: 'approve'; nonce: Nonce; by: Actor; quote: Quote | null; updateId: number | null; marks?: Marks; rates?: ExchangeRates }
  | { type: 'decline'; nonce: Nonce; by: Actor; updateId: number | null; pauseStrategy: boolean }
  | {
      type: 'halve';
      nonce: Nonce;
      by: Actor;
      nextNonce: Nonce;
      quote: Quote | null;
      updateId: number | null;
      marks?: Marks;
      rates?: ExchangeRates;
    }
  /** Asks to send: answered with the proof, or with why not. Must be committed before the first byte leaves. */
  | { type: 'begin_submit'; orderId: OrderId }
  /** `retryAfterMs` (here and below): the venue has said that it turns requests away for so long. `idTaken`: that it has this id already. */
  | { type: 'submit_failed'; orderId: OrderId; outcome: 'unavailable' | 'ambiguous'; reason: string; retryAfterMs?: number; idTaken?: true }
  | { type: 'begin_cancel'; orderId: OrderId }
  | { type: 'cancel_failed'; orderId: OrderId; outcome: 'unavailable' | 'ambiguous'; reason: string; retryAfterMs?: number }
  | { type: 'begin_modify'; orderId: OrderId }
  /** `anew`: the venue never does it in place. */
  | {
      type: 'modify_failed';
      orderId: OrderId;
      outcome: 'unavailable' | 'ambiguous' | 'rejected';
      reason: string;
      retryAfterMs?: number;
      anew?: true;
    }
  | { type: 'venue_report'; report: Report }
  | { type: 'order_looked_up'; orderId: OrderId; found: OrderSnapshot | null }
  | { type: 'lookup_failed'; orderId: OrderId; reason: string; retryAfterMs?: number }
  /** A price of a market in which something is held. `idSeed`: 13 hex digits for what may follow from it. */
  | { type: 'observe_price'; account: AccountName; seen: SeenPrice; idSeed: string }
  /** What accounts are worth, what things and other money cost: limits on results are judged. Prices leave no trace, only what follows from them. */
  | { type: 'judge_risk'; marks: Marks; rates?: ExchangeRates; equities: ReadonlyMap<AccountName, Decimal> }
  /** What fees that were paid in other currencies are worth: those that have a rate count in results from now on. */
  | { type: 'count_fees'; rates: ExchangeRates }
  /** Time has passed: approvals and prompts expire, old signals retire. `setBack`: it has gone back, and no attempt waits for that day to come again. */
  | { type: 'clock'; setBack?: true }
  | { type: 'started'; bootId: string; restoredFromBackup: boolean; violations?: readonly string[]; setBack?: true }
  /** What is to become of the legs that have filled, when another one of their alert failed. */
  | { type: 'answer_legs'; nonce: Nonce; choice: 'unwind' | 'keep'; by: Actor; updateId: number | null }
  // the operator
  /** `symbols`: entries in these markets, whoever asks for them; without it those of a strategy or of all. */
  | { type: 'pause'; strategy: StrategyName | null; symbols?: readonly string[]; by: Actor; updateId: number | null }
  /** With `named` the pauses of that limit end, and nothing else; without it those of people. */
  | { type: 'resume'; strategy: StrategyName | null; symbols?: readonly string[]; named?: NamedLimit; by: Actor; updateId: number | null }
  | { type: 'set_approval_mode'; strategy: StrategyName; mode: 'confirm' | 'auto'; by: Actor; updateId: number | null }
  | { type: 'ask'; action: PromptAction; nonce: Nonce; by: Actor; updateId: number | null }
  /** The second tap. `signalId`s: one for each position that a kill or close may touch are derived from `idSeed` (13 hex). */
  | { type: 'confirm'; nonce: Nonce; by: Actor; idSeed: string; updateId: number | null }
  | { type: 'dismiss'; nonce: Nonce; by: Actor; updateId: number | null }
  | { type: 'close_position'; signalId: SignalId; positionKey: PositionKey; percent: Decimal; by: Actor; updateId: number | null }
  /** `price`: the last one that is known; null = none, then nothing can be said of the side of a level. */
  | {
      type: 'change_plan';
      signalId: SignalId;
      positionKey: PositionKey;
      change: PlanChange;
      price: Decimal | null;
      by: Actor;
      updateId: number | null;
    }
  | { type: 'reverse_position'; signalId: SignalId; positionKey: PositionKey; nonce: Nonce; by: Actor; updateId: number | null }
  | { type: 'cancel_order'; orderId: OrderId; by: string; updateId: number | null }
  /** Of an entry that waits. */
  | { type: 'cancel_signal'; signalId: SignalId; by: string; isPerson: boolean; updateId: number | null }
  | { type: 'add_user'; userId: number; userName: string; role: Role; updateId: number | null }
  | { type: 'remove_user'; userId: number; updateId: number | null }
  /** A venue was examined, and something of the account ends (a token, a key). */
  | { type: 'expiry_found'; account: AccountName; check: string; detail: string; remedy: string | null; expiresAt: Instant }
  /** What a venue has: each difference that stood twice, and the known ones that are over. `nonce`: the first of so many. */
  | {
      type: 'venue_seen';
      account: AccountName;
      positions: readonly SeenPosition[];
      orders: readonly SeenOrder[];
      /** Keys of known order discrepancies that the venue does not list any more. */
      gone: readonly string[];
      nonce: Nonce;
    }
  /** The trades and the money that a venue lists, as far as they stood twice. */
  | {
      type: 'books_compared';
      account: AccountName;
      strange: readonly VenueFill[];
      unlisted: readonly UnlistedFill[];
      cash: VenueCash | null;
      nonce: Nonce;
    }
  | {
      type: 'answer_discrepancy';
      nonce: Nonce;
      answer: DiscrepancyAnswer;
      by: Actor;
      idSeed: string;
      nextNonce: Nonce;
      updateId: number | null;
    }
  | {
      type: 'foreign_cancel_answered';
      key: string;
      outcome: 'canceled' | 'rejected' | 'unavailable' | 'ambiguous';
      reason: string;
      nonce: Nonce;
    }
  // what was shown
  | { type: 'card_shown'; signalId: SignalId; card: CardMessage; done: boolean }
  /** A chat that is to have the card of this question has none: it was none of those that cards go to. */
  | { type: 'owe_card'; signalId: SignalId }
  /** `done`: no further chat is to get it. `count`: with how many in it; what has come since is still owed. */
  | { type: 'notification_delivered'; notificationId: NotificationId; count: number; chatId: string; done: boolean }
  | { type: 'notification_mailed'; notifications: readonly Pick<Notification, 'id' | 'count'>[] }
  | {
      type: 'notify';
      notificationId: NotificationId;
      severity: Severity;
      groupKey: string;
      title: string;
      text: string;
      nextStep: string | null;
    };

export type Reply =
  | { type: 'done'; detail: string }
  | { type: 'signal'; signalId: SignalId; duplicate: boolean }
  | { type: 'submit'; request: Approved<OrderRequest> }
  | { type: 'cancel'; order: Order }
  | { type: 'modify'; order: Order; qty: Decimal; levels: PairLevels | null }
  /** Nothing to do any more (already answered, already sent, seen before). */
  | { type: 'skipped'; detail: string }
  | { type: 'refused'; denial: Denial };
