// Owns: how errors, alarms and remarks look. Each says what happened and what to do next, and carries its id: a message that
// is shown twice after a crash can be told from a second event.

import type { Notification, Severity } from '../../core/model/notification.ts';
import { shortId } from '../../core/model/ids.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { formatTime, type TimeView } from './format-time.ts';
import type { Keyboard, Message } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { ourText, quotedText, senderText } from './sender-text.ts';

const SEVERITY_SIGNS: Readonly<Record<Severity, string>> = { info: 'ℹ️', warning: '⚠️', error: '❗️', alarm: '🚨' };
/** Our own texts may be longer than a sender's, and may quote one. Characters. */
const TEXT_MAX = 1_500;

export function renderNotification(notification: Notification, account: AccountView | null, keyboard: Keyboard, time: TimeView): Message {
  const count = notification.count > 1 ? ` (${notification.count} times)` : '';
  const lines = [
    `<b>${SEVERITY_SIGNS[notification.severity]} ${ourText(notification.title)}${count}</b>`,
    ...(account === null ? [] : [renderAccount(account)]),
    ...textLines(notification.text),
    ...(notification.nextStep === null ? [] : [`→ ${ourText(notification.nextStep, TEXT_MAX)}`]),
    `${formatTime(notification.updatedAt, time)} · <code>${escapeHtml(notification.id)}</code>`,
    ...(notification.signalId === null ? [] : [`/signal_${shortId(notification.signalId)}`]),
  ];
  return { html: cutHtml(lines.join('\n')), keyboard };
}

/** The first line is ours, values of senders may stand in it; what follows is quoted matter, and must not look like lines of ours. */
function textLines(text: string): string[] {
  const [first = '', ...quoted] = text.split('\n');
  const rest = quoted.join(' ').trim();
  return [senderText(first, TEXT_MAX), ...(rest === '' ? [] : [quotedText(rest, TEXT_MAX)])];
}
