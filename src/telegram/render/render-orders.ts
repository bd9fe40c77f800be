// Owns: /orders and /order: what was asked of the venues and how far it is.

import { type OrderId, shortId } from '../../core/model/ids.ts';
import { type Order, TERMINAL_ORDER_STATUSES } from '../../core/model/order.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import type { VenueOrder } from '../../core/model/venues/report.ts';
import type { VenueView } from '../../core/model/venues/venue-view.ts';
import { cutHtml } from './cut-html.ts';
import { formatMoney, formatPrice } from './format-number.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import type { Keyboard, Message } from './message.ts';
import { type ListPlace, onlyLine, othersLine, pageOf, pageRow, placeLine } from './page-of.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { orderStatusText, orderTypeText, roleWord, SIDE_SIGNS, waitsText } from './order-words.ts';
import { senderText } from './sender-text.ts';
import { slippageLines } from './slippage.ts';
import { sumFees } from './trade-result.ts';
import { type VenueBlock, venueOrder, venueOrders } from './render-venue.ts';

export interface OrderView {
  readonly order: Order;
  readonly account: AccountView;
}

/** What the venues say themselves, and the buttons for where they have more. */
interface Venues {
  readonly blocks: readonly VenueBlock[];
  readonly keyboard: Keyboard;
}

/** `all`: how many orders there are, whatever the list is about. `waiting`: what is said of orders that are not made yet. */
interface OrdersPlace {
  readonly place: ListPlace;
  readonly all: number;
  readonly waiting: readonly string[];
}

/** `views`: the working ones first, then the latest finished ones. */
export function renderOrders(views: readonly OrderView[], venues: Venues, time: TimeView, { place, all, waiting }: OrdersPlace): Message {
  const about = [...onlyLine(place), ...othersLine('orders', views.length, all)].join('\n');
  const htmlOf = (view: OrderView): string => rowLines(view, time).join('\n');
  const beside = [...waiting, ...venues.blocks.slice(0, LIST_ROWS_MAX).map((block) => venueOrders(block, time))];
  const page = pageOf(views, { first: place.first, htmlOf, beside: [about, ...beside].join('\n\n') });
  // a long message is cut at its end, and its buttons go by what it says: that stands in front
  const blocks = [...(about === '' ? [] : [about]), ...page.rows.map(htmlOf)];
  if (views.length === 0) blocks.push('No orders in the last 7 days.');
  blocks.push(...placeLine(page));
  if (page.before !== null) return { html: cutHtml(blocks.join('\n\n')), keyboard: pageRow(page, 'orders') };
  return { html: cutHtml([...blocks, ...beside].join('\n\n')), keyboard: [...venues.keyboard, ...pageRow(page, 'orders')] };
}

const headline = (order: Order): string =>
  `${SIDE_SIGNS[order.side]} ${order.side.toUpperCase()} ${order.qty} ${senderText(order.instrument.symbol, 40)} ${orderTypeText(order)}`;

/** Sent and accepted as such: the same words as on the card. */
function rowLines({ order, account }: OrderView, time: TimeView): string[] {
  return [
    `<b>${headline(order)}</b>`,
    `${renderAccount(account, order.strategy)} · ${roleWord(order).toLowerCase()}`,
    orderStatusText(order),
    `${formatTime(order.updatedAt, time)} · /order_${shortId(order.id)}`,
  ];
}

export interface OneOrderView extends OrderView {
  /** What the alert named; null where it named none, or is not at hand. */
  readonly signalPrice: Decimal | null;
  /** What it waits for before it is sent; null: nothing. */
  readonly waitsFor: string | null;
  readonly venue: VenueView;
}

/** By the venue's list of open orders. */
function seenAtVenue({ order, venue }: OneOrderView): VenueOrder | null {
  const isThis = (seen: VenueOrder): boolean => seen.orderId === order.id || seen.venueOrderId === order.venueOrderId;
  return venue.orders?.list.find(isThis) ?? null;
}

export function renderOrder(view: OneOrderView, time: TimeView): Message {
  const { order, account, signalPrice, venue } = view;
  const working = !TERMINAL_ORDER_STATUSES.has(order.status);
  const isOpen = working && order.status !== 'initialized' && order.status !== 'submitted';
  const fees = [...sumFees([order])].map(([currency, fee]) => formatMoney(fee, senderText(currency, 40)));
  const blocks = [
    [`<b>${headline(order)}</b>`, renderAccount(account, order.strategy), `${roleWord(order)}${order.reduceOnly ? ', reduce-only' : ''}`],
    [
      orderStatusText(order),
      ...waitsText(view.waitsFor),
      ...order.fills.slice(-LIST_ROWS_MAX).map((fill) => `${fill.qty} at ${formatPrice(fill.price)} · ${formatTime(fill.at, time)}`),
    ],
    [
      ...(order.averagePrice === null ? [] : [`Average price ${formatPrice(order.averagePrice)}`]),
      ...(fees.length === 0 ? [] : [`Fee ${fees.join(' + ')}`]),
      ...slippageLines([order], signalPrice),
    ],
    venueOrder(venue, seenAtVenue(view), { isOpen, since: order.updatedAt }, time),
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
