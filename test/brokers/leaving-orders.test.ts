// An order whose cancel has been taken and has not come to pass is open: what it fills until then would be nobody's.

import { expect, it } from 'vitest';
import { readOrder } from '../../src/brokers/ccxt/orders/order-view.ts';
import { ONE } from '../../src/core/model/decimal.ts';

const listed = { instrument: {} as never, contractSize: ONE, isActive: true };
const statusOf = (exchange: string, status: string, info: Record<string, unknown>): string | undefined =>
  readOrder(exchange, { id: '1', symbol: 'BTC/USDT', status, amount: 2, filled: 1, info }, () => listed)?.status;

it.each([
  ['htx', 'canceling', { status: 11 }],
  ['htx', 'cancelling', { state: 'cancelling' }],
  ['woo', 'canceled', { status: 'CANCEL_SENT' }],
  ['woo', 'canceled', { status: 'CANCEL_ALL_SENT' }],
  ['bitstamp', 'canceling', { status: 'Cancel pending' }],
  ['bitrue', 'canceling', { status: 'PENDING_CANCEL' }],
])('%s: %s is on its way out, and open', (exchange, status, info) => expect(statusOf(exchange, status, info)).toBe('open'));

it.each([
  ['htx', 'canceled', { status: 7 }],
  ['woo', 'canceled', { status: 'CANCELLED' }],
  ['bitfinex', 'IOC CANCELED', { status: 'IOC CANCELED' }],
  ['bingx', 'canceled', { status: 'CANCELLED' }],
  ['hyperliquid', 'scheduledCancel', { status: 'scheduledCancel' }],
])('%s: %s has ended', (exchange, status, info) => expect(statusOf(exchange, status, info)).toBe('canceled'));
