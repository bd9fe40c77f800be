// Owns: /orders and /order: what was asked of the venues and how far it is.

import { type OrderId, shortId } from '../../core/model/ids.ts';
import { type Order, TERMINAL_ORDER_STATUSES } from '../../core/model/order.ts';
import { cutHtml } from './cut-html.ts';
import { formatMoney, formatPrice } from './format-number.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import type { Message } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { orderStatusText, orderTypeText, ROLE_WORDS, SIDE_SIGNS } from './order-words.ts';
import { senderText } from './sender-text.ts';
import { sumFees } from './trade-result.ts';

export interface OrderView {
  readonly order: Order;
  readonly account: AccountView;
}

/** `views`: the working ones first, then the latest finished ones. */
export function renderOrders(views: readonly OrderView[], time: TimeView): Message {
  if (views.length === 0) return { html: 'No orders in the last 7 days.', keyboard: [] };
  const blocks = views.slice(0, LIST_ROWS_MAX).map((view) => rowLines(view, time).join('\n'));
  if (views.length > LIST_ROWS_MAX) blocks.push(`… and ${views.length - LIST_ROWS_MAX} more`);
  return { html: cutHtml(blocks.join('\n\n')), keyboard: [] };
}

const headline = (order: Order): string =>
  `${SIDE_SIGNS[order.side]} ${order.side.toUpperCase()} ${order.qty} ${senderText(order.instrument.symbol, 40)} ${orderTypeText(order)}`;

/** Sent and accepted as such: the same words as on the card. */
function rowLines({ order, account }: OrderView, time: TimeView): string[] {
  return [
    `<b>${headline(order)}</b>`,
    `${renderAccount(account, order.strategy)} · ${ROLE_WORDS[order.role].toLowerCase()}`,
    orderStatusText(order),
    `${formatTime(order.updatedAt, time)} · /order_${shortId(order.id)}`,
  ];
}

export function renderOrder({ order, account }: OrderView, time: TimeView): Message {
  const working = !TERMINAL_ORDER_STATUSES.has(order.status);
  const fees = [...sumFees([order])].map(([currency, fee]) => formatMoney(fee, senderText(currency, 40)));
  const blocks = [
    [
      `<b>${headline(order)}</b>`,
      renderAccount(account, order.strategy),
      `${ROLE_WORDS[order.role]}${order.reduceOnly ? ', reduce-only' : ''}`,
    ],
    [
      orderStatusText(order),
      ...order.fills.slice(-LIST_ROWS_MAX).map((fill) => `${fill.qty} at ${formatPrice(fill.price)} · ${formatTime(fill.at, time)}`),
    ],
    fees.length === 0 ? [] : [`Fee ${fees.join(' + ')}`],
    order.error === null ? [] : [`→ ${senderText(order.error.remedy)}`],
    [
      `Created ${formatTime(order.createdAt, time)}`,
      ...(order.submittedAt === null ? [] : [`Sent ${formatTime(order.submittedAt, time)}`]),
      `Last news ${formatTime(order.updatedAt, time)}`,
    ],
    [
      `Order <code>${order.id}</code>`,
      ...(order.venueOrderId === null ? [] : [`At the venue ${senderText(order.venueOrderId, 80)}`]),
      `From /signal_${shortId(order.signalId)}`,
      ...(working ? [`Cancel it: <code>/cancel ${shortId(order.id)}</code>`] : []),
    ],
  ];
  const html = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
  return { html: cutHtml(html), keyboard: [] };
}

/** One line for a list of candidates. */
export const orderChoice = (order: Order): string =>
  `${headline(order)} · ${order.status.replace('_', ' ')} · /order_${shortId(order.id satisfies OrderId)}`;
