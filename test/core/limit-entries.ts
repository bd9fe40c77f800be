// Owns: limit entries of a test's engine: made under rules, left alone while time passes, and taken back by the venue.

import { NO_ENTRY_RULES, type EntryRules } from '../../src/core/model/entry-rules.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { Engine, settingsWith } from './engine.ts';

export const LIMIT = '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"limit","limit_price":44000,"stop_loss":43000}';

export const withRules = (entries: Partial<EntryRules>, change: Partial<Strategy> = {}): Engine =>
  new Engine(settingsWith({ approval: { type: 'auto' }, entries: { ...NO_ENTRY_RULES, ...entries }, ...change }));

export const entriesOf = (engine: Engine): Order[] => engine.orders(({ role }) => role === 'entry');
export const alive = (engine: Engine): Order[] => entriesOf(engine).filter(({ id }) => engine.state.activeOrders.has(id));

/** Time passes, and the clock looks. */
export function pass(engine: Engine, ms: number): void {
  engine.now += ms;
  engine.run({ type: 'clock' });
}

/** The venue confirms a cancel, and that nothing more had filled. */
export function confirmCancel(engine: Engine, order: Order): void {
  engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'asked for' } });
  const { venueOrderId, qty, fills } = engine.order(order.id);
  if (venueOrderId === null) throw new Error('it never was at the venue');
  const found = { orderId: order.id, venueOrderId, status: 'canceled' as const, qty, fills, reason: null };
  engine.run({ type: 'order_looked_up', orderId: order.id, found });
}
