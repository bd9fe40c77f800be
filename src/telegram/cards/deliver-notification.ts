// Owns: bringing a notification to every chat that should have it, with the buttons of its question.
//
// Invariant: the core hears of it only after Telegram has taken it; what was sent but could not be recorded is not sent again
// by this process.

import type { State } from '../../core/engine/state.ts';
import { strategyName, type AccountName, type NotificationId } from '../../core/model/ids.ts';
import type { Notification } from '../../core/model/notification.ts';
import { isLoud, loudnessOf } from '../../core/model/notification-rules.ts';
import type { Settings } from '../../core/model/settings.ts';
import type { Signal } from '../../core/model/signal.ts';
import { type DeliveryParts, deliveryTargets } from './deliver-deps.ts';
import { discrepancyBy, discrepancyKeyboard } from './discrepancy-keyboard.ts';
import { TARGET_RETRY_MS } from '../limits.ts';
import type { ChatAddress } from '../sending/outbox.ts';
import type { Priority } from '../sending/send-queue.ts';
import { dismissLabel, PROMPT_LABELS } from './prompt-labels.ts';
import { closeRefused } from './refused-exit.ts';
import type { Keyboard, Message } from '../render/message.ts';
import { renderNotification } from '../render/render-notification.ts';
import { promptKeyboard } from '../render/render-prompt.ts';
import { viewAccountOf } from '../view-account.ts';

export type DeliverNotification = (notificationId: NotificationId) => Promise<void>;

export function createDeliverNotification(parts: DeliveryParts): DeliverNotification {
  /** `${notificationId} ${chatId}`: with how many in it it was sent, and not yet recorded as delivered everywhere. */
  const told = new Map<string, number>();
  return async (notificationId) => {
    const notification = parts.dispatcher.snapshot().notifications.get(notificationId);
    if (notification === undefined || notification.delivered) return;
    const chats = deliveryTargets(parts);
    const outcomes = await Promise.all(chats.map((chat) => tellIn(chat, notification, parts, told)));
    const counts = outcomes.flatMap((outcome) => (outcome === 'later' ? [] : [outcome]));
    if (chats.length === 0 || counts.length < outcomes.length) return void (await parts.waits.wait(TARGET_RETRY_MS));
    for (const [index, { chatId }] of chats.entries()) {
      const count = counts[index] ?? notification.count;
      // one chat may have had it before it took in another message
      const done = index === chats.length - 1 && counts.every((each) => each === count);
      await parts.dispatcher.dispatch({ type: 'notification_delivered', notificationId, count, chatId, done });
    }
    // what it has taken in meanwhile is still owed, at the pace of its kind
    if (parts.dispatcher.snapshot().notifications.get(notificationId)?.delivered === false) return;
    for (const { chatId } of chats) told.delete(`${notificationId} ${chatId}`);
  };
}

function priorityOf(notification: Notification): Priority {
  if (!isLoud(notification)) return 'edit';
  return notification.severity === 'error' && notification.prompt === null ? 'error' : 'alarm';
}

/** With how many in it the chat has it now. */
async function tellIn(
  to: ChatAddress,
  notification: Notification,
  parts: DeliveryParts,
  told: Map<string, number>,
): Promise<number | 'later'> {
  const key = `${notification.id} ${to.chatId}`;
  if (notification.chats.includes(to.chatId) || told.get(key) === notification.count) return notification.count;
  let count = notification.count;
  // as it is at the moment of sending: it may have grown while it waited
  const message = (): Message | null => {
    const newest = parts.dispatcher.snapshot().notifications.get(notification.id);
    count = newest?.count ?? count;
    return newest === undefined ? null : compose(newest, parts);
  };
  const result = await parts.outbox.send({ to, message, priority: priorityOf(notification) });
  if (result.type === 'sent') told.set(key, count);
  else if (result.reason === 'chat_gone') parts.reportLostChat(to.chatId, result.detail);
  else if (result.reason === 'dropped' || result.reason === 'stopped') return 'later';
  return count;
}

/** An alert that was refused before it had one is about the account that its strategy trades, where that is one. */
function accountOf({ strategies }: Settings, { account, strategy, reading, group }: Signal): AccountName | null {
  const name = strategy ?? (reading.strategy === null ? null : strategyName(reading.strategy));
  const known = name === null ? undefined : strategies.get(name);
  return account ?? (group === null && known?.accounts.length === 0 ? known.account : null);
}

function compose(notification: Notification, { dispatcher, settings, clock, timeZone }: DeliveryParts): Message {
  const state = dispatcher.snapshot();
  const signal = notification.signalId === null ? undefined : state.signals.get(notification.signalId);
  const time = { now: clock.now(), timeZone };
  const message = renderNotification(
    notification,
    viewAccountOf(settings, state, signal === undefined ? null : accountOf(settings, signal)),
    keyboardOf(state, notification, { settings, now: time.now }),
    time,
  );
  return { ...message, isSilent: loudnessOf(settings.notifications, notification.severity, notification.prompt !== null) !== 'on' };
}

function keyboardOf(
  state: State,
  { prompt: nonce, signalId }: Notification,
  { settings, now }: { readonly settings: Settings; readonly now: number },
): Keyboard {
  const difference = nonce === null ? undefined : discrepancyBy(state, nonce);
  if (difference !== undefined) return discrepancyKeyboard(state, settings, difference);
  if (nonce === null) return signalId === null ? [] : closeRefused(state, settings, state.signals.get(signalId));
  const prompt = state.prompts.get(nonce);
  return prompt === undefined || prompt.expiresAt <= now
    ? []
    : promptKeyboard({ nonce: prompt.nonce, label: PROMPT_LABELS[prompt.action.type], dismissLabel: dismissLabel(prompt.action.type) });
}
