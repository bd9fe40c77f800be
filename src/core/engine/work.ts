// Owns: what Signalman owes to the outside world. Derived from state and time by due(); never stored.

import type { Instant, NotificationId, OrderId, SignalId, AccountName } from '../model/ids.ts';

/** `key` is stable while the same thing is owed: the worker does one thing per key at a time. */
export type Work =
  /** Get instrument and price, then dispatch price_signal. */
  | {
      readonly type: 'price_signal';
      readonly key: string;
      readonly signalId: SignalId;
      readonly account: AccountName;
      readonly symbol: string;
    }
  | { readonly type: 'submit_order'; readonly key: string; readonly orderId: OrderId; readonly urgent: boolean }
  | { readonly type: 'cancel_order'; readonly key: string; readonly orderId: OrderId }
  | { readonly type: 'modify_order'; readonly key: string; readonly orderId: OrderId }
  | { readonly type: 'look_up_order'; readonly key: string; readonly orderId: OrderId }
  /** An order of somebody else that a person wants ended. */
  | { readonly type: 'cancel_foreign_order'; readonly key: string; readonly discrepancyKey: string }
  /** `signalId`: whose card shows it; the price that its alert named may be asked with. */
  | {
      readonly type: 'watch_price';
      readonly key: string;
      readonly account: AccountName;
      readonly symbol: string;
      readonly signalId?: SignalId;
    }
  | { readonly type: 'show_card'; readonly key: string; readonly signalId: SignalId }
  /** `urgent`: an error, an alarm or a question. */
  | { readonly type: 'deliver_notification'; readonly key: string; readonly notificationId: NotificationId; readonly urgent: boolean }
  /** Errors and alarms that are owed to the mailbox, and whatever the chat has not taken for a minute. */
  | { readonly type: 'mail_notifications'; readonly key: string; readonly notificationIds: readonly NotificationId[] }
  /** Dispatch `clock`: something expires or retires now. */
  | { readonly type: 'clock'; readonly key: string };

export interface Due {
  readonly work: readonly Work[];
  /** When to ask again at the latest if nothing changes; null = nothing is waiting for time. */
  readonly wakeAt: Instant | null;
}
