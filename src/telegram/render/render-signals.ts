// Owns: /signals and /signal: what came in, what became of it and why, step by step.

import { shortId } from '../../core/model/ids.ts';
import type { Order } from '../../core/model/order.ts';
import type { Signal, SignalState, TimelineEntry } from '../../core/model/signal.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX, TIMELINE_ROWS_MAX } from './limits.ts';
import type { Message } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { alertFacts, alertLines } from './render-alert.ts';
import { renderDenial } from './render-denial.ts';
import { senderText } from './sender-text.ts';
import { waitText } from './render-waiting.ts';

export interface SignalView {
  readonly signal: Signal;
  readonly account: AccountView | null;
  readonly orders: readonly Order[];
}

const STATE_SIGNS: Readonly<Record<SignalState, string>> = {
  received: '⏳',
  unparsed: '❔',
  noted: 'ℹ️',
  denied: '⛔',
  awaiting_approval: '🔔',
  declined: '❌',
  expired: '⌛',
  superseded: '↩️',
  working: '⚙️',
  completed: '☑️',
  failed: '⛔',
};

export const stateText = (state: SignalState): string => `${STATE_SIGNS[state]} ${state.replace('_', ' ')}`;

/** `views`: the newest first. */
export function renderSignals(views: readonly SignalView[], time: TimeView): Message {
  if (views.length === 0)
    return { html: 'No alerts in the last 7 days. POST one to /webhook, or to /webhook/test to see how it is read.', keyboard: [] };
  const blocks = views.slice(0, LIST_ROWS_MAX).map((view) => rowLines(view, time).join('\n'));
  if (views.length > LIST_ROWS_MAX) blocks.push('Older ones: /history');
  return { html: cutHtml(blocks.join('\n\n')), keyboard: [] };
}

function rowLines({ signal, account }: SignalView, time: TimeView): string[] {
  const waiting = waitText(signal, time);
  return [
    `<b>${stateText(signal.state)}</b>${signal.error === null ? '' : ` · <code>${signal.error.code}</code>`}`,
    alertFacts(signal.reading),
    ...(account === null ? [] : [renderAccount(account, signal.strategy)]),
    ...(waiting === null ? [] : [`${waiting} · /cancel_${shortId(signal.id)}`]),
    `${formatTime(signal.receivedAt, time)} · /signal_${shortId(signal.id)}`,
  ];
}

export function renderSignal({ signal, account, orders }: SignalView, time: TimeView): Message {
  const repeats = signal.duplicates === 0 ? [] : [`Repeats suppressed: ${signal.duplicates}`];
  const blocks = [
    [`<b>${stateText(signal.state)}</b>`, ...(account === null ? [] : [renderAccount(account, signal.strategy)])],
    [...alertLines(signal.reading, signal.origin), `Read as ${escapeHtml(signal.reading.dialect)}`, ...repeats],
    signal.error === null ? [] : [renderDenial(signal.error)],
    timelineLines(signal.timeline, time),
    orders
      .slice(0, LIST_ROWS_MAX)
      .map((order) => `/order_${shortId(order.id)} ${order.role.replace('_', '-')}, ${order.status.replace('_', ' ')}`),
    [`Signal <code>${signal.id}</code>`],
  ];
  const html = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
  return { html: cutHtml(html), keyboard: [] };
}

function timelineLines(timeline: readonly TimelineEntry[], time: TimeView): string[] {
  const line = (entry: TimelineEntry): string =>
    `${formatTime(entry.at, time)} <b>${escapeHtml(entry.event.replaceAll('_', ' '))}</b>${entry.detail === '' ? '' : ` ${senderText(entry.detail)}`}`;
  if (timeline.length <= TIMELINE_ROWS_MAX) return timeline.map(line);
  const half = TIMELINE_ROWS_MAX / 2;
  return [...timeline.slice(0, half).map(line), `… ${timeline.length - 2 * half} steps …`, ...timeline.slice(-half).map(line)];
}

/** One line for a list of candidates. */
export const signalChoice = (signal: Signal): string =>
  `${stateText(signal.state)} · ${alertFacts(signal.reading)} · /signal_${shortId(signal.id)}`;
