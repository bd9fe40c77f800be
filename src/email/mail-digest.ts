// Owns: several notifications in one mail. Pure. The worst comes first; each has its cause, its next step and its ids; what
// does not fit stays for the next mail and is not listed among `ids`.

import type { Instant, NotificationId } from '../core/model/ids.ts';
import type { Notification, Severity } from '../core/model/notification.ts';
import { cut, oneLine, quoted } from './plain-text.ts';

export interface MailDigest {
  readonly subject: string;
  readonly text: string;
  /** What the mail tells. */
  readonly ids: readonly NotificationId[];
}

export interface DigestContext {
  /** IANA name; times are shown in it. */
  readonly timezone: string;
  /** Since when the chat has nothing of this; null = it can be reached. */
  readonly telegramDownSince: Instant | null;
  /** Applied before anything is cut: half a secret is not recognised. */
  readonly redact: (text: string) => string;
}

/** More is not read in one mail; the rest follows in the next. */
export const NOTIFICATIONS_PER_MAIL = 50;
const SUBJECT_MAX = 120;
const TITLE_MAX = 200;
const TEXT_MAX = 2_000;
const RANK: Readonly<Record<Severity, number>> = { alarm: 0, error: 1, warning: 2, info: 3 };

/** `notifications`: at least one. */
export function composeDigest(notifications: readonly Notification[], { timezone, telegramDownSince, redact }: DigestContext): MailDigest {
  const sorted = notifications
    .map((notification) => redacted(notification, redact))
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity] || a.createdAt - b.createdAt);
  const told = sorted.slice(0, NOTIFICATIONS_PER_MAIL);
  const [worst] = told;
  if (worst === undefined) throw new Error('a mail needs something to tell');
  const showTime = timeIn(timezone);
  const rest = sorted.length - told.length;
  const head = [`${headline(told)} of Signalman. Times are ${timezone}.`];
  if (telegramDownSince !== null)
    head.push(`Telegram cannot be reached since ${showTime(telegramDownSince)}: the chat does not have what follows.`);
  if (rest > 0) head.push(`${rest} more follow in the next mail.`);
  return {
    subject: cut(oneLine(`[Signalman] ${headline(told)}: ${worst.title}`), SUBJECT_MAX),
    text: `${head.join('\n')}\n\n${told.map((notification, index) => entry(notification, index + 1, showTime)).join('\n\n')}\n`,
    ids: told.map(({ id }) => id),
  };
}

const redacted = (notification: Notification, redact: (text: string) => string): Notification => ({
  ...notification,
  title: redact(notification.title),
  text: redact(notification.text),
  nextStep: notification.nextStep === null ? null : redact(notification.nextStep),
});

/** `3 problems`, or `1 message` where nothing is worse than information. */
function headline(told: readonly Notification[]): string {
  const word = told.some(({ severity }) => severity !== 'info') ? 'problem' : 'message';
  return `${told.length} ${word}${told.length === 1 ? '' : 's'}`;
}

function entry(notification: Notification, number: number, showTime: (at: Instant) => string): string {
  const { severity, title, text, nextStep, count, createdAt, updatedAt, signalId, id } = notification;
  const repeated = count > 1 ? ` (${count} times, last ${showTime(updatedAt)})` : '';
  const ids = signalId === null ? `Notification ${id}` : `Signal ${signalId}, notification ${id}`;
  const lines = [
    `${number}. ${severity.toUpperCase()}: ${cut(oneLine(title), TITLE_MAX)}`,
    `   ${showTime(createdAt)}${repeated}`,
    quoted(cut(text, TEXT_MAX), '   | '),
  ];
  if (nextStep !== null) lines.push(`   Next: ${oneLine(nextStep)}`);
  return [...lines, `   ${ids}`].join('\n');
}

function timeIn(timezone: string): (at: Instant) => string {
  // Sweden writes times as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => format.format(at);
}
