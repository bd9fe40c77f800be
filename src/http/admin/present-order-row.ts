// Owns: the rows of GET /orders.csv: the order log with the columns that the Dhan guide documents, in its words (B and S, MKT, LMT,
// SL-M; test_mode, success, failed). An order that is still alive is `placed`, or `acknowledged` until the venue has it.

import { cleanText } from '../../core/model/clean-text.ts';
import { isZero } from '../../core/model/decimal.ts';
import type { Order, OrderStatus } from '../../core/model/order.ts';
import type { SignalLife } from '../../store/search-signals.ts';
import { alertType, RESULT_OF_STATUS, transactionOf } from '../alerts/answer-alert.ts';
import type { FormatInstant } from '../format-instant.ts';

export const ORDER_COLUMNS: readonly string[] = [
  'timestamp',
  'alert_type',
  'symbol',
  'exchange',
  'transaction',
  'quantity',
  'order_type',
  'product_type',
  'price',
  'status',
  'order_id',
  'message',
];

const TYPE_WORDS: Readonly<Record<Order['type'], string>> = {
  market: 'MKT',
  limit: 'LMT',
  stop: 'SL-M',
  stop_limit: 'SL',
  trailing_stop: 'TRAIL',
  oco: 'OCO',
};

const statusWord = (status: OrderStatus): string => (status === 'test_mode' ? status : RESULT_OF_STATUS[status]);

/** What the other columns do not say: which order it is, how far it is, whose, and why it failed. */
function messageOf(order: Order): string {
  const price = order.averagePrice === null ? '' : ` at ${order.averagePrice}`;
  return [
    `${order.role.replace('_', '-')} ${order.status.replace('_', ' ')}`,
    ...(isZero(order.qtyFilled) ? [] : [`${order.qtyFilled} filled${price}`]),
    `${order.strategy} on ${order.account} (${order.mode.toUpperCase()})`,
    ...(order.venueOrderId === null ? [] : [`venue order ${order.venueOrderId}`]),
    ...(order.status === 'test_mode' ? ['LIVE_TRADING is off: nothing was sent'] : []),
    ...(order.error === null ? [] : [`${order.error.code}: ${order.error.message}`]),
  ].join('; ');
}

/** `timestamp`: when the order was made. `price`: its limit or trigger; 0 for a market order, as in the guide. */
export function orderRow({ signal, parent }: SignalLife, order: Order, formatInstant: FormatInstant): readonly (string | null)[] {
  const { reading } = signal;
  return [
    formatInstant(order.createdAt),
    alertType((parent ?? signal).reading),
    cleanText(order.instrument.symbol),
    cleanText(reading.exchange),
    transactionOf(order.side),
    order.qty,
    TYPE_WORDS[order.type],
    cleanText(reading.productType),
    order.limitPrice ?? order.stopPrice ?? '0',
    statusWord(order.status),
    order.id,
    cleanText(messageOf(order)),
  ];
}
