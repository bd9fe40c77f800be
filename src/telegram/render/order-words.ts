// Owns: the words for what orders are and how far they are. "Sent" never looks like "filled": every state before a fill says
// what has not happened yet.

import { abs, type Decimal, div, isZero, ONE } from '../../core/model/decimal.ts';
import type { OrderRole } from '../../core/model/ids.ts';
import type { Order, OrderStatus } from '../../core/model/order.ts';
import type { OrderTerms, Trail } from '../../core/model/order-terms.ts';
import { formatPrice } from './format-number.ts';
import { senderText } from './sender-text.ts';

/** A stop and a target as one order are both. */
export const roleWord = ({ type, role }: Pick<Order, 'type' | 'role'>): string =>
  type === 'oco' ? 'Stop-loss and take-profit' : ROLE_WORDS[role];

export const ROLE_WORDS: Readonly<Record<OrderRole, string>> = {
  entry: 'Entry',
  exit: 'Exit',
  stop_loss: 'Stop-loss',
  take_profit: 'Take-profit',
  emergency_exit: 'Emergency exit',
};

export const SIDE_SIGNS = { buy: '🟢', sell: '🔴' } as const;

const pairText = (stopPrice: Order['stopPrice'], limitPrice: Order['limitPrice']): string =>
  `stop at ${stopPrice === null ? '?' : formatPrice(stopPrice)}, target at ${limitPrice === null ? '?' : formatPrice(limitPrice)}`;

/** "market", "limit at 45000", "stop at 44000". */
export function orderTypeText({ type, limitPrice, stopPrice, trail, terms }: TypedOrder): string {
  if (type === 'oco') return pairText(stopPrice, limitPrice);
  const parts = [type === 'market' ? 'market' : type === 'stop_limit' ? 'stop-limit' : type === 'trailing_stop' ? 'trailing stop' : type];
  if (type !== 'market' && stopPrice !== null) parts.push(`at ${formatPrice(stopPrice)}`);
  if (type === 'stop_limit') parts.push('then limit');
  if (type !== 'market' && limitPrice !== null) parts.push(`at ${formatPrice(limitPrice)}`);
  if (trail != null) parts.push('percent' in trail ? `${trail.percent} % behind` : `${formatPrice(trail.amount)} behind`);
  if (terms === undefined) return parts.join(' ');
  if (terms.timeInForce !== null) parts.push(terms.timeInForce);
  if (terms.postOnly) parts.push('post-only');
  if (terms.extendedHours) parts.push('extended hours');
  return parts.join(' ');
}

interface TypedOrder extends Pick<Order, 'type' | 'limitPrice' | 'stopPrice'> {
  readonly trail?: Trail | null;
  readonly terms?: OrderTerms;
}

/** "0.004 of 0.01 filled at 45000.5". */
function filledText(order: Order): string {
  const price = order.averagePrice === null ? '' : ` at ${formatPrice(order.averagePrice)}`;
  return `${order.qtyFilled} of ${order.qty} filled${price}`;
}

const rest = (order: Order): string => (isZero(order.qtyFilled) ? 'nothing filled' : filledText(order));
const cause = (order: Order): string => (order.error === null ? '' : `: ${senderText(order.error.message)}`);
/** Of an entry, which nobody has taken back by its card: what it was taken back for. Of what guards or leaves the card itself says it. */
const takenBack = ({ role, error, cancel }: Order): string =>
  role !== 'entry' || error !== null || cancel === null ? '' : `: ${senderText(cancel.reason)}`;

/** Only answers count as asked. What leaves or guards goes once more when the venue is sure not to have it; an entry never does. */
function lookedUpText(attempts: number, role: OrderRole): string {
  const asked = attempts === 0 ? 'the venue has not answered since' : `looked up ${attempts === 1 ? 'once' : `${attempts} times`}`;
  return `${asked}, ${role === 'entry' ? 'never sent again' : 'not sent again until the venue is sure not to have it'}`;
}

const submittedText = (order: Order): string =>
  order.inquiry === null
    ? `📤 Sent, not confirmed yet; ${rest(order)}`
    : `❓ Sent, but nobody knows what came of it (${senderText(order.inquiry.reason)}); ${lookedUpText(order.inquiry.attempts, order.role)}`;

/**
 * How much of what. Contracts that are listed in lots have their whole name: the words of an alert may leave day and strike open, and
 * whoever approves reads which one is meant.
 */
export function sizeText(qty: Decimal, { base, symbol, lotSize }: Order['instrument']): string {
  if (lotSize === undefined) return `${qty} ${senderText(base, 40)}`;
  const lots = div(qty, lotSize);
  return `${qty} ${senderText(symbol, 60)} (${lots} ${lots === ONE ? 'lot' : 'lots'} of ${lotSize})`;
}

const filledQty = (order: Order): string => `${abs(order.qtyFilled)} ${senderText(order.instrument.base, 40)}`;

const STATUS_TEXTS: Readonly<Record<OrderStatus, (order: Order) => string>> = {
  initialized: () => '🕓 Not sent yet',
  submitted: submittedText,
  accepted: () => '📨 Accepted by the venue, nothing filled yet',
  partially_filled: (order) => `◐ ${filledText(order)}`,
  pending_cancel: (order) => `✂️ Cancel asked for, not confirmed yet; ${rest(order)}`,
  pending_modify: (order) => `✂️ Change asked for, not confirmed yet; ${rest(order)}`,
  filled: (order) => `✅ Filled: ${filledQty(order)}${order.averagePrice === null ? '' : ` at ${formatPrice(order.averagePrice)}`}`,
  canceled: (order) => `🚫 Canceled, ${rest(order)}${cause(order)}${takenBack(order)}`,
  // that the venue has said it stands in front already
  rejected: (order) => `⛔ Rejected by the venue${cause(order).replace(': the venue refused it: ', ': ')}`,
  expired: (order) => `⌛ Expired, ${rest(order)}`,
  denied: (order) => `⛔ Not sent${cause(order)}`,
  lost: (order) => `🆘 LOST: the venue does not know it, or does not say${cause(order)}`,
  test_mode: () => '🧪 Test mode: LIVE_TRADING is off, nothing was sent',
};

/** Of an entry that was made and waits. HTML. */
export const waitsText = (waitsFor: string | null): string[] => (waitsFor === null ? [] : [`⏳ It waits for ${senderText(waitsFor)}`]);

/** One line with one sign: how far an order is. HTML. */
export const orderStatusText = (order: Order): string => STATUS_TEXTS[order.status](order);
