import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import { Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }));

function entryAt(engine: Engine, text: string): Order {
  engine.price(engine.alert(text), '45000');
  const entry = engine.active('entry');
  engine.send(entry);
  return entry;
}

const amend = (engine: Engine, order: Order, qty: string) =>
  engine.run({ type: 'venue_report', report: { type: 'amended', orderId: order.id, qty: decimal(qty) } });

describe('protection', () => {
  it('is made in the commit of the fill: a stop and a target, reduce-only, sharing one quantity', () => {
    const engine = auto();
    const entry = entryAt(engine, BUY);
    engine.fill(entry, '0.1', '45000');
    const stop = engine.active('stop_loss');
    const target = engine.active('take_profit');
    expect(stop).toMatchObject({ side: 'sell', type: 'stop', stopPrice: '44000', qty: '0.1', reduceOnly: true });
    expect(target).toMatchObject({ side: 'sell', type: 'limit', limitPrice: '47000', qty: '0.1', reduceOnly: true });
    expect(stop.ocoGroup).toBe(target.ocoGroup);
  });

  it('of a short stands on the other side', () => {
    const engine = auto();
    engine.fill(entryAt(engine, 'SELL BTCUSDT.P qty=0.1 sl=46000 tp=43000'), '0.1', '45000');
    expect(engine.active('stop_loss')).toMatchObject({ side: 'buy', stopPrice: '46000' });
  });

  it('grows in place with each partial fill, never leaving the first part naked', () => {
    const engine = auto();
    const entry = entryAt(engine, BUY);
    engine.fill(entry, '0.04', '45000');
    engine.placeProtection();
    engine.fill(entry, '0.06', '45000');
    const stop = engine.active('stop_loss');
    expect(stop).toMatchObject({ status: 'pending_modify', qty: '0.04', modify: { qty: '0.1' } });
    expect(engine.dueTypes().filter((type) => type === 'modify_order')).toHaveLength(2);
    engine.run({ type: 'begin_modify', orderId: stop.id });
    amend(engine, stop, '0.1');
    expect(engine.active('stop_loss')).toMatchObject({ status: 'accepted', qty: '0.1' });
  });

  it('before it was sent is made anew in the right size', () => {
    const engine = auto();
    const entry = entryAt(engine, BUY);
    engine.fill(entry, '0.04', '45000');
    engine.fill(entry, '0.06', '45000');
    expect(engine.active('stop_loss')).toMatchObject({ status: 'initialized', qty: '0.1' });
  });

  it('a modify without an answer is looked up and repeated', () => {
    const engine = auto();
    const entry = entryAt(engine, BUY);
    engine.fill(entry, '0.04', '45000');
    engine.placeProtection();
    engine.fill(entry, '0.06', '45000');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'begin_modify', orderId: stop.id });
    engine.run({ type: 'modify_failed', orderId: stop.id, outcome: 'ambiguous', reason: 'time-out' });
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'look_up_order', orderId: stop.id }));
    engine.now += 10_000;
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'modify_order', orderId: stop.id }));
  });

  it('one cancels the other: a filled stop takes the target away', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    const target = engine.active('take_profit');
    engine.fill(stop, '0.1', '43990');
    expect(engine.position()).toMatchObject({ qty: '0', plan: null, realizedPnl: '-101' });
    expect(engine.status(target.id)).toBe('pending_cancel');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: target.id, reason: 'oco' } });
    // it has ended, and the venue is asked once whether it had filled before
    const ended = { orderId: target.id, venueOrderId: `v-${target.id}` as VenueOrderId, status: 'canceled' as const, qty: target.qty };
    expect(engine.dueTypes().filter((type) => type.includes('order'))).toEqual(['look_up_order']);
    engine.run({ type: 'order_looked_up', orderId: target.id, found: { ...ended, fills: [], reason: 'oco' } });
    expect(engine.dueTypes().filter((type) => type.includes('order'))).toEqual([]);
  });

  it('a target that fills in part shrinks the stop', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.fill(engine.active('take_profit'), '0.03', '47000');
    expect(engine.active('stop_loss').modify?.qty ?? engine.active('stop_loss').qty).toBe('0.07');
    expect(engine.active('take_profit')).toMatchObject({ qty: '0.1', qtyFilled: '0.03' });
  });

  it('that the venue refuses is an alarm, and is placed again', () => {
    const engine = auto();
    engine.fill(entryAt(engine, BUY), '0.1', '45000');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'begin_submit', orderId: stop.id });
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: stop.id, reason: 'overloaded' } });
    const again = engine.active('stop_loss');
    expect(again.id).not.toBe(stop.id);
    expect(again).toMatchObject({ qty: '0.1', stopPrice: '44000' });
    expect([...engine.state.notifications.values()].filter((each) => each.severity === 'alarm').length).toBeGreaterThan(0);
  });

  it('that the venue cancelled by itself is placed again', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'maintenance' } });
    expect(engine.active('stop_loss').id).not.toBe(stop.id);
  });

  it('that a person cancels leaves the plan, and stays away', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'cancel_order', orderId: stop.id, by: 'ann', updateId: null });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'by ann' } });
    expect(engine.position()?.plan).toMatchObject({ stopLoss: null, takeProfit: '47000' });
    expect(engine.orders((order) => order.role === 'stop_loss' && engine.state.activeOrders.has(order.id))).toEqual([]);
  });

  it('of a second entry replaces what it names and keeps what it does not', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const oldStop = engine.active('stop_loss');
    const second = entryAt(engine, 'BUY BTCUSDT.P qty=0.1 sl=44500');
    engine.fill(second, '0.1', '45000');
    expect(engine.position()?.plan).toMatchObject({ stopLoss: '44500', takeProfit: '47000' });
    expect(engine.status(oldStop.id)).toBe('pending_cancel');
    expect(engine.orders((order) => order.role === 'stop_loss' && order.stopPrice === '44500')[0]?.qty).toBe('0.2');
  });

  it('is re-checked after a restart', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.state = {
      ...engine.state,
      orders: engine.state.orders.delete(stop.id),
      activeOrders: engine.state.activeOrders.delete(stop.id),
      activeOrdersOf: engine.state.activeOrdersOf.map((ids) => ids.delete(stop.id)),
    };
    engine.state = {
      ...engine.state,
      signals: engine.state.signals.map((signal) => ({ ...signal, orderIds: signal.orderIds.filter((id) => id !== stop.id) })),
    };
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect(engine.active('stop_loss')).toMatchObject({ stopPrice: '44000', qty: '0.1' });
  });

  it('levels in percent count from what was paid', () => {
    const engine = auto();
    engine.fill(
      entryAt(engine, JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, stop_loss_percent: 2 })),
      '0.1',
      '45500',
    );
    expect(engine.position()?.plan?.stopLoss).toBe('44590');
  });
});
