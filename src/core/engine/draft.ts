// Owns: a decision in the making: the events so far and the state they lead to. Lives only inside one transact() call, so
// that the core stays pure from outside.

import { NO_RATES, type ExchangeRates } from '../model/money/exchange-rate.ts';
import type { Instant, NotificationId, PositionKey, SignalId } from '../model/ids.ts';
import type { Nonce } from '../model/ids.ts';
import type { Severity } from '../model/notification.ts';
import { loudnessOf } from '../model/notification-rules.ts';
import type { Settings } from '../model/settings.ts';
import type { Event } from './event.ts';
import type { Marks } from './command.ts';
import { evolve } from './evolve.ts';
import { leastNotification, LEFT_OUT, NO_TAKERS, takersOf } from './waiting-notifications.ts';
import type { State } from './state.ts';

export interface Draft {
  readonly settings: Settings;
  readonly now: Instant;
  state: State;
  readonly events: Event[];
  /** Last prices of what is held, as far as the command has them. */
  readonly marks: Marks;
  /** What money is worth in other money, as far as the command has it. */
  readonly rates: ExchangeRates;
}

export const NO_MARKS: Marks = new Map();

/** What a command may bring of the market at large. */
export interface Brought {
  readonly marks?: Marks | undefined;
  readonly rates?: ExchangeRates | undefined;
}

export const startDraft = (
  settings: Settings,
  state: State,
  now: Instant,
  { marks = NO_MARKS, rates = NO_RATES }: Brought = {},
): Draft => ({
  settings,
  now,
  state,
  events: [],
  marks,
  rates,
});

/** Adds an event; what is decided next sees its effect. */
export function record(draft: Draft, event: Event): void {
  draft.events.push(event);
  draft.state = evolve(draft.state, event, draft.now);
}

/** A failed attempt to leave or to protect a position is repeated at `until`; the earliest wish wins. */
export function postpone(draft: Draft, positionKey: PositionKey, until: Instant): void {
  const known = draft.state.waits.get(positionKey);
  if (known === undefined || known > until) record(draft, { type: 'attempt_postponed', positionKey, until });
}

export interface Message {
  readonly severity: Severity;
  readonly groupKey: string;
  readonly title: string;
  readonly text: string;
  readonly nextStep: string | null;
  readonly signalId?: SignalId;
  readonly prompt?: Nonce;
}

/** There are too many that wait for the chat: what may go goes, and people are told that it did. */
function makeRoom(draft: Draft): void {
  for (;;) {
    const least = leastNotification(draft.state);
    if (least === null) return;
    record(draft, { type: 'notification_dropped', notificationId: least.id });
    tell(draft, LEFT_OUT);
  }
}

/** Tells people, unless config.yaml wants no such messages. One of the same kind that is still waiting may take this one in, as a count. */
export function tell(draft: Draft, message: Message): void {
  if (loudnessOf(draft.settings.notifications, message.severity, message.prompt !== undefined) === 'off') return;
  const isMailed = draft.settings.mail && (message.severity === 'error' || message.severity === 'alarm');
  const { state, now } = draft;
  const { chat, mail } = message.prompt === undefined ? takersOf(state, message, { owesMail: isMailed, now }) : NO_TAKERS;
  const { title, text, nextStep } = message;
  if (mail !== null) record(draft, { type: 'notification_grouped', notificationId: mail.id, text, title, nextStep });
  if (chat !== null) {
    const owed = isMailed && mail === null && chat.mailed ? { owesMail: true } : {};
    record(draft, { type: 'notification_grouped', notificationId: chat.id, text, title, nextStep, ...owed });
    return;
  }
  if (message.groupKey !== LEFT_OUT.groupKey) makeRoom(draft);
  record(draft, {
    type: 'notification_raised',
    notification: {
      id: `n_${draft.now.toString(36)}_${draft.state.statistics.notifications}` as NotificationId,
      severity: message.severity,
      groupKey: message.groupKey,
      title: message.title,
      text: message.text,
      nextStep: message.nextStep,
      signalId: message.signalId ?? null,
      prompt: message.prompt ?? null,
      count: 1,
      createdAt: draft.now,
      updatedAt: draft.now,
      chats: [],
      delivered: false,
      mailed: !isMailed || mail !== null,
    },
  });
}
