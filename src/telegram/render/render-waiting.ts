// Owns: orders that wait for a price or a time, in words, and /waiting.

import { priceConditionText } from '../../core/model/alerts/condition.ts';
import { shortId } from '../../core/model/ids.ts';
import type { Signal } from '../../core/model/signal.ts';
import { waitsUntil } from '../../core/model/alerts/waiting-entry.ts';
import { CANCEL_WAITING_VERB } from './card-view.ts';
import { cutHtml } from './cut-html.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX, PAUSED_ROWS_MAX } from './limits.ts';
import type { Message } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { alertFacts } from './render-alert.ts';
import { senderText } from './sender-text.ts';

/** Behind the id in the button of a list: the list is shown again, not the card. */
export const IN_LIST = 'l';

/** What it waits for; null: it does not. */
export function waitText(signal: Signal, time: TimeView): string | null {
  const until = waitsUntil(signal, time.now);
  const { wait } = signal;
  if (until === null || wait === null) return null;
  if (wait.condition === undefined) return `⏲ Waits as its sender wishes, until ${formatTime(until, time)}`;
  const { price, symbol } = wait.condition;
  const from = time.now < wait.until ? formatTime(wait.until, time) : null;
  if (price === null) return `⏲ Waits for ${from ?? 'its time'}`;
  const since = from === null ? '' : `, looked at from ${from} on`;
  return `⏲ Waits ${price.when === 'crosses' ? 'until' : 'for'} ${senderText(priceConditionText(symbol, price), 80)}${since}; dropped at ${formatTime(until, time)}`;
}

export interface WaitingView {
  readonly signal: Signal;
  readonly account: AccountView | null;
  /** Why it would be refused if its turn came now; null: it would be worked. */
  readonly refusedIfMet: string | null;
}

/** While a pause holds it back. */
const heldLine = ({ refusedIfMet }: WaitingView): readonly string[] =>
  refusedIfMet === null ? [] : [`⏸ Refused if its turn comes now: ${senderText(refusedIfMet, 120)}`];

/** For the list of orders, where they are none yet. */
export function waitingCount(views: readonly WaitingView[]): readonly string[] {
  if (views.length === 0) return [];
  const held = views.filter(({ refusedIfMet }) => refusedIfMet !== null).length;
  const paused = held === 0 ? '' : `; ⏸ ${held} would be refused if met now, since entries are held back`;
  return [`⏲ ${views.length} wait${views.length === 1 ? 's' : ''} for a price or a time: /waiting${paused}`];
}

/** What a pause means for what waits; `views`: those that it is about. Empty: nothing waits. */
export function waitingUnderPause(views: readonly WaitingView[], time: TimeView): readonly string[] {
  if (views.length === 0) return [];
  const shown = views.slice(0, PAUSED_ROWS_MAX).map((view) => {
    const { reading, id } = view.signal;
    const outcome = view.refusedIfMet === null ? ' (a way out: it passes)' : '';
    return `• ${alertFacts(reading)}\n${waitText(view.signal, time) ?? ''}${outcome} · /cancel_${shortId(id)}`;
  });
  const more = views.length > shown.length ? [`… and ${views.length - shown.length} more: /waiting`] : [];
  const rule =
    'What waits goes on waiting. An entry whose turn comes during the pause is refused and is over; after /resume the others count again:';
  return [views.some(({ refusedIfMet }) => refusedIfMet !== null) ? rule : 'These ways out wait on, and pass:', ...shown, ...more];
}

/** `views`: all that wait, the oldest first. */
export function renderWaiting(views: readonly WaitingView[], time: TimeView): Message {
  if (views.length === 0) return { html: 'No order waits for a price or a time. /when sets one.', keyboard: [] };
  const shown = views.slice(0, LIST_ROWS_MAX);
  const blocks = shown.map((view, index) => {
    const { signal, account } = view;
    return [
      `<b>${index + 1}.</b> ${alertFacts(signal.reading)}`,
      waitText(signal, time) ?? '',
      ...heldLine(view),
      ...(account === null ? [] : [renderAccount(account, signal.strategy)]),
      `/signal_${shortId(signal.id)} · /cancel_${shortId(signal.id)}`,
    ].join('\n');
  });
  if (views.length > shown.length) blocks.push(`… and ${views.length - shown.length} more`);
  const keyboard = shown.map(({ signal }, index) => [
    { text: `✂️ Cancel ${index + 1}`, data: `${CANCEL_WAITING_VERB}:${signal.id}:${IN_LIST}` },
  ]);
  return { html: cutHtml(blocks.join('\n\n')), keyboard };
}
