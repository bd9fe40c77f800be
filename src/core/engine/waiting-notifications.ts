// Owns: messages that wait for a chat that cannot be reached: their order, and what goes when there are too many. Invariants: errors,
// alarms and questions stay; that something went is told.

import type { Notification } from '../model/notification.ts';
import { isLoud } from '../model/notification-rules.ts';
import type { State } from './state.ts';

/** What people find in the place of all that went, with a count. */
export const LEFT_OUT = {
  severity: 'warning',
  groupKey: 'left-out',
  title: 'An older message was left out',
  text: 'So many waited for this chat while it could not be reached that the oldest of little weight went: no error, no alarm and no question.',
  nextStep: 'See /history and /signals for what was traded and refused, /status for what stands.',
} as const;

/** Of two of the same instant the one that was raised first: its number stands at the end of its id. */
export const byAge = (a: Notification, b: Notification): number =>
  a.createdAt - b.createdAt || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);

/** Null: none may go. */
export const leastNotification = ({ notifications }: State): Notification | null =>
  notifications
    .valueSeq()
    .filter((each) => !isLoud(each) && each.groupKey !== LEFT_OUT.groupKey)
    .min(byAge) ?? null;
