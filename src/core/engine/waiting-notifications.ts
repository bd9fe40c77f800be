// Owns: messages that wait for a chat or a mailbox that cannot be reached: their order, which of them takes a new one in, and what
// goes when there are too many. Invariants: errors, alarms and questions stay; that something went is told; of one kind a few wait.

import type { Instant } from '../model/ids.ts';
import { NOTIFICATIONS_MAX, NOTIFICATIONS_OF_KIND_MAX, NOTIFICATION_GROUP_MS } from '../model/limits.ts';
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

/** Too many wait for the chat: what waits for the mailbox only takes nobody's room. */
const isCrowded = ({ notifications }: State): boolean =>
  notifications.size >= NOTIFICATIONS_MAX && notifications.count(({ delivered }) => !delivered) >= NOTIFICATIONS_MAX;

/** The one that has to go before another may wait for the chat; null: there is room, or none may go. */
export const leastNotification = (state: State): Notification | null =>
  isCrowded(state)
    ? (state.notifications
        .valueSeq()
        .filter((each) => !each.delivered && !isLoud(each) && each.groupKey !== LEFT_OUT.groupKey)
        .min(byAge) ?? null)
    : null;

export interface Takers {
  /** The waiting message of its kind that takes a new one in: from its last minute, and of many whatever its age. Null: it waits by itself. */
  readonly chat: Notification | null;
  /** The chat has had that one, and the mailbox has not: of many it takes a new one in, which the chat is told by itself. */
  readonly mail: Notification | null;
}

export const NO_TAKERS: Takers = { chat: null, mail: null };

/** `owesMail`: the new message goes to the mailbox, too. An alarm is never taken in by a warning, which may go and makes no sound. */
export function takersOf(
  state: State,
  { groupKey, severity }: Pick<Notification, 'groupKey' | 'severity'>,
  { owesMail, now }: { readonly owesMail: boolean; readonly now: Instant },
): Takers {
  const ofKind = state.notifications
    .valueSeq()
    .filter((each) => each.groupKey === groupKey && each.severity === severity && each.prompt === null);
  const forChat = ofKind.filter(({ delivered }) => !delivered).toList();
  const newest = forChat.max(byAge) ?? null;
  const isMany = forChat.size >= NOTIFICATIONS_OF_KIND_MAX || isCrowded(state);
  // of few, one that was mailed stays as it was mailed
  const isOpen = newest !== null && !(owesMail && newest.mailed) && now - newest.createdAt < NOTIFICATION_GROUP_MS;
  const chat = isMany || isOpen ? newest : null;
  if (!owesMail || chat?.mailed === false) return { chat, mail: null };
  const forMail = ofKind.filter(({ delivered, mailed }) => delivered && !mailed).toList();
  return { chat, mail: forMail.size >= NOTIFICATIONS_OF_KIND_MAX ? (forMail.max(byAge) ?? null) : null };
}
