// Owns: the approval card and its later life in the same message. Short lines for a phone, a bold headline, one sign a line
// at most. Buttons stand there only while the question is open; the first answer removes them.

import { type Decimal, isZero, ONE } from '../../core/model/decimal.ts';
import { shortId } from '../../core/model/ids.ts';
import { waitsUntil } from '../../core/model/alerts/waiting-entry.ts';
import type { Answer, Approval, Signal, SignalState } from '../../core/model/signal.ts';
import { alertLines } from './render-alert.ts';
import { CANCEL_WAITING_VERB, CARD_VERBS, type CardView } from './card-view.ts';
import { cutHtml } from './cut-html.ts';
import { formatDuration, formatTime, type TimeView } from './format-time.ts';
import type { Keyboard, Message } from './message.ts';
import { SIDE_SIGNS } from './order-words.ts';
import { positionRows } from './position-keyboard.ts';
import { renderAccount } from './render-account.ts';
import { renderDenial } from './render-denial.ts';
import { progressLines } from './render-progress.ts';
import { misspeltLines, priceLine, proposalLines } from './render-proposal.ts';
import { senderText } from './sender-text.ts';
import { waitText } from './render-waiting.ts';

export function renderCard(view: CardView): Message {
  const { signal } = view;
  const open = openApproval(view);
  const blocks = [
    [headline(view), ...(view.account === null ? [] : [renderAccount(view.account, signal.strategy)])],
    alertLines(signal.reading, signal.origin),
    open !== null || view.orders.length === 0 ? proposalBlock(view) : [],
    [...answerLines(view), ...stateLines(view), ...progressLines(view)],
    open === null ? [] : questionLines(view, open),
    [`/signal_${shortId(signal.id)}`],
  ];
  const html = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
  return { html: cutHtml(html), keyboard: keyboardOf(view, open) };
}

function keyboardOf({ signal, holding, time }: CardView, open: Approval | null): Keyboard {
  if (open !== null) return approvalKeyboard(open);
  const cancel: Keyboard =
    waitsUntil(signal, time.now) === null ? [] : [[{ text: '✂️ Cancel', data: `${CANCEL_WAITING_VERB}:${signal.id}` }]];
  return [...cancel, ...(holding === null ? [] : positionRows(holding))];
}

/** The question that is still open at this moment, or null. */
function openApproval(view: CardView): Approval | null {
  const { approval, state } = view.signal;
  return state === 'awaiting_approval' && approval !== null && approval.answer === null && view.time.now < approval.expiresAt
    ? approval
    : null;
}

export function approvalKeyboard(approval: Approval): Keyboard {
  return [
    [
      { text: '✅ Approve', data: `${CARD_VERBS.approve}:${approval.nonce}` },
      { text: '½ size', data: `${CARD_VERBS.halve}:${approval.nonce}` },
    ],
    [
      { text: '❌ Reject', data: `${CARD_VERBS.reject}:${approval.nonce}` },
      { text: '⏸ Pause strategy', data: `${CARD_VERBS.pause}:${approval.nonce}` },
    ],
  ];
}

function headline(view: CardView): string {
  const { signal } = view;
  const symbol = senderText(signal.symbol ?? signal.reading.symbol ?? '', 40);
  const entry = view.orders.find((order) => order.role === 'entry') ?? null;
  const side = entry?.side ?? signal.proposal?.side ?? signal.entry?.side ?? null;
  const qty: Decimal | null = entry?.qty ?? signal.proposal?.qty ?? null;
  if (side === null)
    return `<b>🔵 ${(signal.reading.action ?? signal.reading.kind).replace('_', ' ').toUpperCase()} ${symbol}</b>`.replace(' </b>', '</b>');
  return `<b>${SIDE_SIGNS[side]} ${side.toUpperCase()} ${qty === null || isZero(qty) ? '' : `${qty} `}${symbol}</b>`;
}

function proposalBlock(view: CardView): string[] {
  const { proposal, approval } = view.signal;
  if (proposal === null) return [];
  return proposalLines(proposal, approval?.factor ?? ONE);
}

function questionLines(view: CardView, approval: Approval): string[] {
  const { signal, quote, time } = view;
  const side = signal.proposal?.side ?? null;
  const misspelt = misspeltLines(signal.reading, signal.proposal);
  const left = `⏱ ${formatDuration(approval.expiresAt - time.now)} left, until ${formatTime(approval.expiresAt, time)}`;
  return [quote === null || side === null ? 'Price now: none fresh' : priceLine(quote, side, signal.reading), left, ...misspelt];
}

function answerLines(view: CardView): string[] {
  const answer = view.signal.approval?.answer ?? null;
  return answer === null ? [] : [answerText(answer, view.time, view.orders.length)];
}

export function answerText(answer: Answer, time: TimeView, orderCount: number): string {
  const who = `${senderText(answer.by.userName, 40)} · ${formatTime(answer.at, time)}`;
  return answer.choice === 'approve' ? `👍 Approved by ${who}` : `❌ Rejected by ${who}; ${unsent(orderCount)}`;
}

/** A reverse has closed before its entry was asked for. */
const unsent = (orderCount: number): string => (orderCount === 0 ? 'nothing was sent' : 'the entry was not sent');

/** What the signal as a whole has come to, where its orders do not say it already. */
function stateLines(view: CardView): string[] {
  const { signal } = view;
  if (signal.state === 'awaiting_approval' && openApproval(view) === null) {
    return [signal.approval?.answer === null ? '⌛ Time is up' : '⏳ Fetching a fresh price for the last check'];
  }
  const waiting = waitText(signal, view.time);
  if (waiting !== null) return [waiting];
  const words = stateWords(signal, view.orders.length);
  const lines = words === null ? [] : [words];
  if (signal.error !== null && !view.orders.some((order) => order.error?.message === signal.error?.message))
    lines.push(renderDenial(signal.error));
  return lines;
}

/** What was waited for has led to an order of its own: the last line of its life says which. */
const endText = ({ wait, timeline }: Signal): string =>
  wait?.condition === undefined ? '☑️ Done' : `☑️ Done: ${senderText(timeline.at(-1)?.detail ?? 'its condition was met')}`;

/** Null: the answer says it already. */
function declinedWords({ approval }: Signal, orderCount: number): string | null {
  if (approval === null) return `✂️ Cancelled before its time; ${unsent(orderCount)}`;
  return approval.answer === null ? `❌ Rejected; ${unsent(orderCount)}` : null;
}

function stateWords(signal: Signal, orderCount: number): string | null {
  const words: Readonly<Record<SignalState, string | null>> = {
    received: '⏳ Waiting for a price',
    unparsed: '❔ Not understood; nothing was done',
    noted: 'ℹ️ Noted; it asks for nothing',
    denied: `⛔ Denied; ${unsent(orderCount)}`,
    awaiting_approval: null,
    declined: declinedWords(signal, orderCount),
    expired: `⌛ Expired: ${signal.wait?.condition === undefined ? 'nobody answered in time' : 'its condition was not met'}, ${unsent(orderCount)}`,
    superseded: '↩️ Withdrawn by a newer alert',
    working: orderCount === 0 ? '⏳ Working on it' : null,
    completed: orderCount === 0 ? endText(signal) : signal.error === null ? null : '⚠️ Not all of it was done',
    failed: '⛔ Failed',
  };
  return words[signal.state];
}
