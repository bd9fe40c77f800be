// Owns: what people are told outside the life of a card: errors, alarms, discrepancies. Durable until delivered.

import type { Instant, NotificationId, Nonce, SignalId } from './ids.ts';

export type Severity = 'info' | 'warning' | 'error' | 'alarm';

export interface Notification {
  readonly id: NotificationId;
  readonly severity: Severity;
  /** Same key within the grouping window = one message with a count. */
  readonly groupKey: string;
  readonly title: string;
  /** What happened, to which id. Plain text; escaped where it is rendered. */
  readonly text: string;
  /** What to do next. */
  readonly nextStep: string | null;
  readonly signalId: SignalId | null;
  /** A question with buttons that belongs to the message. */
  readonly prompt: Nonce | null;
  readonly count: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Chats that have it. */
  readonly chats: readonly string[];
  /** Every chat that should have it has it. */
  readonly delivered: boolean;
  /** Nothing is owed to the mailbox (mailed, or no mail is wanted for it). */
  readonly mailed: boolean;
}
