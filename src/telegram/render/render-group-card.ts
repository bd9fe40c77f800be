// Owns: the one card of an alert of several orders: every part with what it would do, the cost of all, one question; then the
// life of all parts in the same message, and what is to become of those that have filled when one failed.

import { add, type Decimal, ONE, ZERO } from '../../core/model/decimal.ts';
import { shortId } from '../../core/model/ids.ts';
import { TERMINAL_SIGNAL_STATES, type Approval, type Lane, type Side, type Signal } from '../../core/model/signal.ts';
import type { CardView } from './card-view.ts';
import { cutHtml } from './cut-html.ts';
import { CARD_FAILURES_MAX, CARD_PARTS_MAX } from './limits.ts';
import { formatMoney, formatPrice } from './format-number.ts';
import { formatDuration, formatTime, type TimeView } from './format-time.ts';
import type { Button, Keyboard, Message } from './message.ts';
import { orderTypeText, SIDE_SIGNS, sizeText } from './order-words.ts';
import { type AccountView, renderAccount, renderMode } from './render-account.ts';
import { alertLines } from './render-alert.ts';
import { answerText, approvalKeyboard } from './render-card.ts';
import { shortRows } from './position-keyboard.ts';
import { renderDenial } from './render-denial.ts';
import { progressLines } from './render-progress.ts';
import { misspeltLines } from './render-proposal.ts';
import { senderText } from './sender-text.ts';

/** One part, and what closes it again where the alert did not come to the whole. */
export interface PartView {
  readonly view: CardView;
  readonly undo: CardView | null;
}

export interface GroupView {
  readonly signal: Signal;
  /** Of all parts; null where they are on several. */
  readonly account: AccountView | null;
  readonly parts: readonly PartView[];
  readonly time: TimeView;
}

/** Callback verbs of the question about what has filled; the nonce of the alert follows. */
export const LEG_VERBS = { unwind: 'u', keep: 'g' } as const;

export function renderGroupCard(view: GroupView): Message {
  const { signal } = view;
  const open = openApproval(view);
  const question = openQuestion(view);
  // while there is a question its answer is the only thing that is wanted; what is being closed again needs no button
  const held = open === null && !question ? view.parts.flatMap(({ view: part, undo }) => (undo === null ? (part.holding ?? []) : [])) : [];
  const keyboard: Keyboard = [
    ...(open === null ? [] : approvalKeyboard(open)),
    ...(question ? [legButtons(signal)] : []),
    ...shortRows(held),
  ];
  // what all of it costs and how it stands comes last, and must not be what is cut
  for (let shown = Math.min(view.parts.length, CARD_PARTS_MAX); shown > 1; shown -= 1) {
    const html = cardText(view, shown);
    if (cutHtml(html) === html) return { html, keyboard };
  }
  return { html: cutHtml(cardText(view, 1)), keyboard };
}

function cardText(view: GroupView, shown: number): string {
  const { signal } = view;
  const open = openApproval(view);
  const blocks = [
    [headline(view), ...(view.account === null ? [] : [renderAccount(view.account, signal.strategy)])],
    alertLines(signal.reading, signal.origin),
    ...partBlocks(view, shown),
    totalLines(view),
    [...answerLines(view), ...laneLines(view), ...stateLines(view)],
    open === null ? [] : [`⏱ ${formatDuration(open.expiresAt - view.time.now)} left, until ${formatTime(open.expiresAt, view.time)}`],
    [`/signal_${shortId(signal.id)}`],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

const STATE_WORDS: Readonly<Record<Signal['state'], string>> = {
  received: 'waiting',
  unparsed: 'not understood',
  denied: 'denied',
  awaiting_approval: 'waiting',
  working: 'under way',
  completed: 'done',
  failed: 'failed',
  declined: 'rejected',
  expired: 'expired',
  superseded: 'withdrawn',
  noted: 'noted',
};

const isTroubled = ({ view: { signal } }: PartView): boolean => signal.error !== null || signal.state === 'failed';

/** So many parts, those in trouble before the others, in the order of the alert; what is not shown is counted by how it stands. */
function partBlocks(view: GroupView, shown: number): string[][] {
  const { parts } = view;
  if (parts.length <= shown) return parts.map((part) => partLines(part, view));
  const first = new Set([...parts.filter(isTroubled), ...parts.filter((part) => !isTroubled(part))].slice(0, shown));
  const counts = new Map<string, number>();
  for (const part of parts) {
    if (first.has(part)) continue;
    const word = STATE_WORDS[part.view.signal.state];
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const told = [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
  return [...parts.filter((part) => first.has(part)).map((part) => partLines(part, view)), [`… and ${parts.length - shown} more: ${told}`]];
}

function openApproval({ signal, time }: GroupView): Approval | null {
  const { approval, state } = signal;
  return state === 'awaiting_approval' && approval !== null && approval.answer === null && time.now < approval.expiresAt ? approval : null;
}

const openQuestion = ({ signal }: GroupView): boolean => signal.group?.lanes.some(({ remedy }) => remedy === 'ask') === true;

const legButtons = ({ group }: Signal): readonly Button[] => [
  { text: '↩️ Unwind', data: `${LEG_VERBS.unwind}:${group?.nonce ?? ''}` },
  { text: '✋ Keep', data: `${LEG_VERBS.keep}:${group?.nonce ?? ''}` },
];

const isFanOut = ({ parts }: GroupView): boolean => new Set(parts.map(({ view }) => view.signal.part?.lane)).size > 1;
const legsOf = ({ parts }: GroupView): number => new Set(parts.map(({ view }) => view.signal.part?.leg)).size;

const sideOf = ({ signal, orders }: CardView): Side | null =>
  orders.find(({ role }) => role === 'entry')?.side ?? signal.proposal?.side ?? signal.entry?.side ?? null;

const symbolOf = ({ symbol, reading }: Signal): string => senderText(symbol ?? reading.symbol ?? '', 40);

function headline(view: GroupView): string {
  const [first] = view.parts;
  const accounts = new Set(view.parts.map((part) => part.view.signal.account)).size;
  const where = isFanOut(view) ? ` on ${accounts} accounts` : '';
  if (legsOf(view) > 1) return `<b>🧩 ${legsOf(view)} LEGS${where}</b>`;
  if (first === undefined) return '<b>🧩 LEGS</b>';
  const side = sideOf(first.view);
  const what = side === null ? `🔵 ${(first.view.signal.reading.action ?? 'order').replace('_', ' ')}` : `${SIDE_SIGNS[side]} ${side}`;
  return `<b>${what.toUpperCase()} ${symbolOf(first.view.signal)}${where}</b>`;
}

/** "Leg 2 · PAPER paper": what tells the parts of this alert apart. */
function nameOf({ signal, account }: CardView, whole: GroupView): string {
  const leg = legsOf(whole) > 1 || !isFanOut(whole) ? [`<b>Leg ${signal.part?.leg ?? 1}</b>`] : [];
  const where = account === null || whole.account !== null ? [] : [`${renderMode(account.mode)} ${senderText(account.name, 40)}`];
  const scale = signal.part === null || signal.part.scale === ONE ? [] : [`× ${signal.part.scale}`];
  return [...leg, ...where, ...scale].join(' · ');
}

function orderText(view: CardView): string {
  const { signal } = view;
  const { proposal, reading, part } = signal;
  if (proposal !== null) {
    const type = orderTypeText({ ...proposal, type: proposal.orderType });
    const { instrument, qty } = proposal;
    const what = instrument.lotSize === undefined ? `${qty} ${symbolOf(signal)}` : sizeText(qty, instrument);
    return `${SIDE_SIGNS[proposal.side]} ${proposal.side} ${what}, ${type}`;
  }
  const side = part?.enters === true ? sideOf(view) : null;
  const sign = side === null ? '🔵' : SIDE_SIGNS[side];
  const size = reading.quantity === null ? [] : [reading.quantity, reading.quantityUnit ?? ''];
  return [sign, (reading.action ?? 'order').replace('_', ' '), ...size, symbolOf(signal)].filter((word) => word !== '').join(' ');
}

function proposalText({ signal }: CardView): string[] {
  const { proposal, reading } = signal;
  if (proposal === null) return [];
  const quote = senderText(proposal.instrument.quote, 40);
  const stop = proposal.stopLoss === null ? 'no stop-loss' : `stop ${formatPrice(proposal.stopLoss)}`;
  const target = proposal.takeProfit === null ? '' : `, target ${formatPrice(proposal.takeProfit)}`;
  const cost = `Cost ${formatMoney(proposal.notional, quote)} at ${formatPrice(proposal.price)} · ${stop}${target}`;
  return [cost, ...misspeltLines(reading, proposal)];
}

const WAITING: Readonly<Partial<Record<Signal['state'], string>>> = {
  received: '🕓 Not sent yet',
  denied: '⛔ Denied; nothing was sent',
  declined: '❌ Rejected; nothing was sent',
  expired: '⌛ Expired; nothing was sent',
  superseded: '↩️ Withdrawn: a newer alert came',
};

/** Of a cancel: what it took back. */
const doneText = ({ reading, timeline }: Signal): string =>
  `☑️ ${reading.kind === 'cancel' ? senderText(timeline.at(-1)?.detail ?? 'Done') : 'Nothing was left to do'}`;

/** What is closed again may turn out to be nothing: it had not filled, or something else has closed it before. */
function undoLines(undo: CardView): readonly string[] {
  const lines = progressLines(undo);
  if (lines.length > 0) return ['↩️ Closed again:', ...lines];
  return [TERMINAL_SIGNAL_STATES.has(undo.signal.state) ? '↩️ Nothing of it was left to close' : '↩️ What of it fills is closed again'];
}

function partLines({ view, undo }: PartView, whole: GroupView): string[] {
  const { signal, orders } = view;
  const waiting = WAITING[signal.state];
  const progress = progressLines(view);
  const isSized = orders.length === 0 && (signal.state === 'received' || signal.state === 'awaiting_approval');
  const untold = signal.error !== null && !orders.some(({ error }) => error?.message === signal.error?.message) ? [signal.error] : [];
  return [
    `${nameOf(view, whole)} ${orderText(view)}`.trim(),
    ...(isSized ? proposalText(view) : []),
    ...(orders.length === 0 && waiting !== undefined && openApproval(whole) === null ? [waiting] : []),
    ...progress,
    ...(orders.length === 0 && signal.state === 'completed' ? [doneText(signal)] : []),
    ...untold.map((error) => renderDenial(error)),
    ...(undo === null ? [] : undoLines(undo)),
  ];
}

/** What all entries that are not refused cost, by currency. */
function totalLines({ parts }: GroupView): string[] {
  const totals = new Map<string, Decimal>();
  for (const { view } of parts) {
    const { proposal, state } = view.signal;
    if (proposal === null || state === 'denied') continue;
    totals.set(proposal.instrument.quote, add(totals.get(proposal.instrument.quote) ?? ZERO, proposal.notional));
  }
  const sums = [...totals].map(([currency, total]) => formatMoney(total, senderText(currency, 40)));
  return sums.length === 0 ? [] : [`<b>Cost of all</b> ${sums.join(' + ')}`];
}

function answerLines({ signal, time, parts }: GroupView): string[] {
  const answer = signal.approval?.answer ?? null;
  const orders = parts.reduce((count, { view }) => count + view.orders.length, 0);
  return answer === null ? [] : [answerText(answer, time, orders)];
}

const REMEDY_TEXTS = {
  keep: '✋ What has filled is kept',
  unwind: '↩️ What has filled is closed again',
  ask: '❓ Close what has filled, or keep it?',
} as const;

function laneLines({ signal, time }: GroupView): string[] {
  const lines = ({ status, failure, remedy, answer }: Lane): string[] => {
    if (status !== 'failed' || failure === null) return [];
    const who = answer === null ? '' : ` (${senderText(answer.userName, 40)} · ${formatTime(answer.at, time)})`;
    return [`⚠️ Failed: ${senderText(failure)}`, ...(remedy === null ? [] : [`${REMEDY_TEXTS[remedy]}${who}`])];
  };
  const failed = signal.group?.lanes.filter(({ status }) => status === 'failed') ?? [];
  const more = failed.length - CARD_FAILURES_MAX;
  return [...failed.slice(0, CARD_FAILURES_MAX).flatMap(lines), ...(more > 0 ? [`… and ${more} more that failed`] : [])];
}

const STATES: Readonly<Partial<Record<Signal['state'], string>>> = {
  received: '⏳ Waiting for prices',
  denied: '⛔ Denied; nothing was sent',
  expired: '⌛ Expired: nobody answered in time, nothing was sent',
  superseded: '↩️ Withdrawn: a newer alert for the other side came',
  failed: '⛔ Failed',
};

function stateLines(view: GroupView): string[] {
  const { signal } = view;
  if (signal.state === 'awaiting_approval' && openApproval(view) === null)
    return [signal.approval?.answer === null ? '⌛ Time is up' : '⏳ Fetching fresh prices for the last check'];
  const words = STATES[signal.state];
  if (words !== undefined) return [words];
  if (signal.state !== 'completed') return [];
  return [signal.error === null ? '☑️ All of it is done' : '⚠️ Not all of it was done'];
}
