// Owns: the words for what orders are and how far they are. "Sent" never looks like "filled": every state before a fill says
// what has not happened yet.

import { abs, type Decimal, isZero } from '../../core/model/decimal.ts';
import type { OrderRole } from '../../core/model/ids.ts';
import type { Order } from '../../core/model/order.ts';
import { formatPrice } from './format-number.ts';
import { escapeHtml } from './escape-html.ts';
import { senderText } from './sender-text.ts';

export const ROLE_WORDS: Readonly<Record<OrderRole, string>> = {
  entry: 'Entry',
  exit: 'Exit',
  stop_loss: 'Stop-loss',
  take_profit: 'Take-profit',
  emergency_exit: 'Emergency exit',
};

export const SIDE_SIGNS = { buy: '🟢', sell: '🔴' } as const;

/** "market", "limit at 45000", "stop at 44000". */
export function orderTypeText(order: {
  readonly type: 'market' | 'limit' | 'stop';
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
}): string {
  if (order.type === 'limit' && order.limitPrice !== null) return `limit at ${formatPrice(order.limitPrice)}`;
  if (order.type === 'stop' && order.stopPrice !== null) return `stop at ${formatPrice(order.stopPrice)}`;
  return order.type;
}

/** "0.004 of 0.01 filled at 45000.5". */
export function filledText(order: Order): string {
  const price = order.averagePrice === null ? '' : ` at ${formatPrice(order.averagePrice)}`;
  return `${order.qtyFilled} of ${order.qty} filled${price}`;
}

const rest = (order: Order): string => (isZero(order.qtyFilled) ? 'nothing filled' : filledText(order));
const cause = (order: Order): string => (order.error === null ? '' : `: ${senderText(order.error.message)}`);

const submittedText = (order: Order): string =>
  order.inquiry === null
    ? `📤 Sent, not confirmed yet; ${rest(order)}`
    : `❓ Sent, but nobody knows what came of it (${senderText(order.inquiry.reason)}); asked the venue ${order.inquiry.attempts} times, never sent again`;

/** One line with one sign: how far an order is. HTML. */
export function orderStatusText(order: Order): string {
  switch (order.status) {
    case 'initialized':
      return '🕓 Not sent yet';
    case 'submitted':
      return submittedText(order);
    case 'accepted':
      return '📨 Accepted by the venue, nothing filled yet';
    case 'partially_filled':
      return `◐ ${filledText(order)}`;
    case 'pending_cancel':
      return `✂️ Cancel asked for, not confirmed yet; ${rest(order)}`;
    case 'pending_modify':
      return `✂️ Change asked for, not confirmed yet; ${rest(order)}`;
    case 'filled':
      return `✅ Filled: ${filledQty(order)}${order.averagePrice === null ? '' : ` at ${formatPrice(order.averagePrice)}`}`;
    case 'canceled':
      return `🚫 Canceled, ${rest(order)}${cause(order)}`;
    case 'rejected':
      return `⛔ Rejected by the venue${cause(order)}`;
    case 'expired':
      return `⌛ Expired, ${rest(order)}`;
    case 'denied':
      return `⛔ Not sent${cause(order)}`;
    case 'lost':
      return `🆘 LOST: the venue does not know it, or does not say${cause(order)}`;
    case 'test_mode':
      return '🧪 Test mode: LIVE_TRADING is off, nothing was sent';
  }
}

const filledQty = (order: Order): string => `${abs(order.qtyFilled)} ${escapeHtml(order.instrument.base)}`;
