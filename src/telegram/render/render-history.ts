// Owns: /history: alerts page by page, newest first. The first line says in the words of the command what is shown, so that the button
// for older ones needs nothing but a place: the rest stands in the message.

import { shortId } from '../../core/model/ids.ts';
import type { Signal } from '../../core/model/signal.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { formatTime, type TimeView } from './format-time.ts';
import type { Button, Message } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { alertFacts } from './render-alert.ts';
import { stateText } from './render-signals.ts';

export const HISTORY_VERB = 'y';
export const HISTORY_TITLE = 'History';

export interface HistoryRow {
  readonly signal: Signal;
  readonly account: AccountView | null;
  /** It is no longer in the live state: only its full id finds it. */
  readonly isRetired: boolean;
}

export interface HistoryView {
  /** `strategy=alpha state=denied`, as a person would type it; empty = all. */
  readonly asked: string;
  readonly rows: readonly HistoryRow[];
  /** Where the older ones begin; null = there are none. */
  readonly next: string | null;
  readonly isFirst: boolean;
  readonly time: TimeView;
}

const rowLines = ({ signal, account, isRetired }: HistoryRow, time: TimeView): string[] => [
  `<b>${stateText(signal.state)}</b>${signal.error === null ? '' : ` · <code>${signal.error.code}</code>`} · ${formatTime(signal.receivedAt, time)}`,
  alertFacts(signal.reading),
  ...(account === null ? [] : [renderAccount(account, signal.strategy)]),
  `/signal_${isRetired ? signal.id.slice(3) : shortId(signal.id)}`,
];

function buttons({ next, isFirst }: HistoryView): Button[] {
  return [
    ...(isFirst ? [] : [{ text: '⏮ Newest', data: `${HISTORY_VERB}:` }]),
    ...(next === null ? [] : [{ text: 'Older ▸', data: `${HISTORY_VERB}:${next}` }]),
  ];
}

export function renderHistory(view: HistoryView): Message {
  const title = `<b>${HISTORY_TITLE}</b>${view.asked === '' ? '' : ` <code>${escapeHtml(view.asked)}</code>`}`;
  const empty = view.next === null ? 'Nothing (more) is found.' : 'Nothing among those that were looked at; older ones may be.';
  const blocks = [title, ...(view.rows.length === 0 ? [empty] : view.rows.map((row) => rowLines(row, view.time).join('\n')))];
  const row = buttons(view);
  return { html: cutHtml(blocks.join('\n\n')), keyboard: row.length === 0 ? [] : [row] };
}
