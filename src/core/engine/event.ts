// Owns: everything that can happen to the state. Events are facts: evolve applies them without a decision. One batch of
// events is one journal line and one commit; `at` of the batch is the time of each of them.

import type { AccountMeaning } from '../model/account.ts';
import type { Decimal } from '../model/decimal.ts';
import type { AdoptedShare } from '../positions/adopt-share.ts';
import type { Discrepancy } from '../model/venues/discrepancy.ts';
import type { Denial } from '../model/denial.ts';
import type { AccountName, Instant, Nonce, NotificationId, PositionKey, SignalId, StrategyName } from '../model/ids.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import type { Notification } from '../model/notification.ts';
import type { ExitPlan } from '../model/exits/exit-plan.ts';
import type { Exit } from '../model/position.ts';
import type {
  Answer,
  Approval,
  CardMessage,
  EntryWait,
  Lane,
  LeaderTrade,
  PartStage,
  Proposal,
  Signal,
  SignalState,
} from '../model/signal.ts';
import type { Recount } from '../positions/recount.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { BookEvent } from './reconciliation/book-event.ts';
import type { RiskEvent } from './limits/risk-event.ts';
import type { FeeEvent } from './results/fee-event.ts';
import type { Actor, Arrivals, Prompt, TradingState, User } from './state.ts';

export type SignalEvent =
  /** `fullRaw`: the whole alert with secrets masked; the live state keeps the head of it. */
  | {
      type: 'signal_received';
      signal: Signal;
      bodyKey: string | null;
      idKey: string | null;
      replayKey: string | null;
      rateKey: string | null;
      fullRaw: string;
    }
  | { type: 'signal_duplicated'; signalId: SignalId; detail: string }
  | { type: 'approval_requested'; signalId: SignalId; proposal: Proposal; approval: Approval }
  | { type: 'approval_resized'; signalId: SignalId; proposal: Proposal; approval: Approval; by: Actor }
  | { type: 'approval_answered'; signalId: SignalId; answer: Answer }
  | { type: 'signal_proposed'; signalId: SignalId; proposal: Proposal }
  | { type: 'signal_changed'; signalId: SignalId; state: SignalState; error: Denial | null; detail: string }
  /** The entry behind an exit (a reverse) is not wanted any more. */
  | { type: 'signal_entry_withdrawn'; signalId: SignalId; detail: string }
  /** What it waits for could not be had; it is tried again. */
  | { type: 'price_missed'; signalId: SignalId; denial: Denial }
  | { type: 'signal_remarked'; signalId: SignalId; event: string; detail: string }
  /** One question for all parts of an alert that a person has to let pass. */
  | { type: 'group_asked'; signalId: SignalId; approval: Approval }
  | { type: 'group_resized'; signalId: SignalId; approval: Approval; by: Actor }
  | { type: 'lane_changed'; signalId: SignalId; lane: number; change: Partial<Lane>; detail: string }
  /** What another bot says of the trade that this signal follows; null: it has left it. */
  | { type: 'trade_told'; signalId: SignalId; leader: LeaderTrade | null; detail: string }
  /** On which side of the level that it waits for the price stands. */
  | { type: 'condition_seen'; signalId: SignalId; side: 'above' | 'below' }
  /** The clock was set back to before it came: how long it still waits. */
  | { type: 'wait_renewed'; signalId: SignalId; wait: EntryWait }
  | { type: 'part_staged'; signalId: SignalId; stage: PartStage }
  | { type: 'card_shown'; signalId: SignalId; card: CardMessage; done: boolean }
  /** A chat that is to have its card has none. */
  | { type: 'card_owed'; signalId: SignalId }
  | { type: 'signals_retired'; signalIds: readonly SignalId[] };

export type PositionEvent =
  | { type: 'plan_set'; positionKey: PositionKey; plan: ExitPlan | null }
  /** A reduce-only fill of `positionKey` went beyond its share: the rest of it has closed `from` (`qty` unsigned). */
  | { type: 'share_taken'; positionKey: PositionKey; from: PositionKey; qty: Decimal; price: Decimal }
  | { type: 'exit_opened'; exit: Exit }
  | { type: 'exit_closed'; exitId: string; detail: string }
  /** The books take over what the venue has: `qty` signed. A person has wished it; no order of ours has filled. */
  | { type: 'share_adopted'; share: AdoptedShare; qty: Decimal; price: Decimal }
  /**
   * The venue lists it with other steps or limits than those with which it was entered. `recount`: what was booked as `from` is `to` now,
   * in all that is held and ordered of it.
   */
  | { type: 'instrument_changed'; account: AccountName; instrument: Instrument; recount?: Recount }
  /** The newest of its kind so far. */
  | { type: 'arrival_noted'; positionKey: PositionKey; kind: keyof Arrivals; sentAt: Instant }
  /** A failed exit or stop of this position waits before it is tried again … */
  | { type: 'attempt_postponed'; positionKey: PositionKey; until: Instant }
  /** … and the wait is over. */
  | { type: 'attempt_due'; positionKey: PositionKey };

export type OperatorEvent =
  | { type: 'trading_state_changed'; tradingState: TradingState; who: string; reason: string }
  | { type: 'strategy_paused'; strategy: StrategyName; by: Actor }
  | { type: 'strategy_resumed'; strategy: StrategyName; by: Actor }
  | { type: 'symbol_paused' | 'symbol_resumed'; symbol: string; by: Actor }
  | { type: 'approval_mode_set'; strategy: StrategyName; mode: 'confirm' | 'auto' | null; by: Actor }
  | { type: 'prompt_opened'; prompt: Prompt }
  | { type: 'prompt_closed'; nonce: Nonce; by: Actor | null }
  | { type: 'user_added'; user: User }
  | { type: 'user_removed'; userId: number }
  | { type: 'update_handled'; updateId: number };

export type NotificationEvent =
  | { type: 'notification_raised'; notification: Notification }
  // absent: of a version that kept those of the first message
  | {
      type: 'notification_grouped';
      notificationId: NotificationId;
      text: string;
      title?: string;
      nextStep?: string | null;
      /** It was mailed before, and is to be mailed with what it has taken in. */
      owesMail?: boolean;
    }
  | { type: 'notification_delivered'; notificationId: NotificationId; chatId: string; done: boolean }
  | { type: 'notification_mailed'; notificationId: NotificationId }
  | { type: 'notification_dropped'; notificationId: NotificationId };

export type DiscrepancyEvent =
  /** Found, changed or answered. */
  | { type: 'discrepancy_noted'; discrepancy: Discrepancy }
  /** Adopted, closed, or not there any more. */
  | { type: 'discrepancy_closed'; key: string; detail: string };

/** `key`: account and what ends. */
export type ExpiryEvent = { type: 'expiry_told'; key: string; expiresAt: Instant };

export type Event =
  | SignalEvent
  | OrderEvent
  | PositionEvent
  | OperatorEvent
  | NotificationEvent
  | DiscrepancyEvent
  | ExpiryEvent
  | BookEvent
  | RiskEvent
  | FeeEvent
  /** The name of an account stands for this from now on: nothing else is alive under it. */
  | { type: 'account_meant'; account: AccountName; meaning: AccountMeaning }
  /** An alert that can never be used. */
  | { type: 'refusal_counted'; rateKey: string }
  | { type: 'engine_started'; bootId: string };
