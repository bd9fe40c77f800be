// Owns: the smallest example of each defect that the simulation found in the core. The seeds stand in seeds.ts.

import { describe, expect, it } from 'vitest';
import { INQUIRY_DELAYS_MS, SUBMIT_ANSWER_MAX_MS } from '../../src/core/model/limits.ts';
import type { FillId, VenueOrderId } from '../../src/core/model/ids.ts';
import { decimal, sum } from '../../src/core/model/decimal.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { OrderSnapshot } from '../../src/core/model/venues/report.ts';
import { Engine, settingsWith } from '../core/engine.ts';

const auto = (): Engine => new Engine(settingsWith({ approval: { type: 'auto' } }));
const GRACE_MS = 5_000;

const filledSnapshot = (order: Order, qty: string): OrderSnapshot => ({
  orderId: order.id,
  venueOrderId: 'v1' as VenueOrderId,
  status: 'filled',
  qty: order.qty,
  fills: [{ id: 'f1' as FillId, qty: decimal(qty), price: decimal('1000'), fee: decimal('0'), feeCurrency: 'USDT', at: 0 }],
  reason: null,
});

describe('found by the simulation', () => {
  it('looks up an order whose answer could not be stored, until it is found or lost', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=1'), '1000');
    const entry = engine.active('entry');
    engine.run({ type: 'begin_submit', orderId: entry.id });
    // the answer came, and the disk failed: nothing is under way any more, and nobody asks
    expect(engine.dueTypes()).not.toContain('clock');
    expect(engine.wakeAt()).toBe(engine.now + SUBMIT_ANSWER_MAX_MS);
    engine.now += SUBMIT_ANSWER_MAX_MS;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(engine.dueTypes()).toContain('look_up_order');
    for (let look = 0; look < 4; look += 1) {
      engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
      engine.now += Math.max(GRACE_MS / 2, INQUIRY_DELAYS_MS.at(-1) ?? 0);
    }
    expect(engine.status(entry.id)).toBe('lost');
  });

  it('counts what had filled before a cancel, when the report of it was lost', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=1 sl=900'), '1000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.alert('{"action":"close","symbol":"BTCUSDT.P"}');
    engine.run({ type: 'begin_cancel', orderId: entry.id });
    // at the venue all of it has filled, which is a way of being over: the cancel succeeds
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: entry.id, reason: 'cancelled' } });
    expect(engine.status(entry.id)).toBe('canceled');
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'look_up_order', orderId: entry.id }));
    engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
    engine.now += INQUIRY_DELAYS_MS[1] ?? 0;
    expect(engine.dueTypes()).toContain('look_up_order');
    engine.run({ type: 'order_looked_up', orderId: entry.id, found: filledSnapshot(entry, '1') });
    expect(engine.status(entry.id)).toBe('filled');
    // the exit was waiting for exactly this
    expect(engine.active('exit')).toMatchObject({ side: 'sell', qty: '1', reduceOnly: true });
    expect(engine.dueTypes()).not.toContain('look_up_order');
  });

  it('a close at a limit does not rest in the way of a close at market, however long that one has to wait', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=2'), '1000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '1', '1000');
    engine.alert('{"action":"close","symbol":"BTCUSDT.P","order_type":"limit","limit_price":1100}');
    engine.send(engine.active('exit'));
    engine.alert('{"action":"close","symbol":"BTCUSDT.P"}');
    engine.fill(entry, '1', '1000');
    const atMarket = (): Order[] => engine.orders((order) => order.status === 'initialized' && order.role === 'exit');
    for (let failure = 0; failure < 3; failure += 1) {
      for (const exit of atMarket()) {
        expect(exit.type).toBe('market');
        engine.run({ type: 'begin_submit', orderId: exit.id });
        engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: exit.id, reason: 'busy' } });
      }
    }
    // the close at market waits for its next attempt; meanwhile nothing is sent and cancelled over and over
    expect(atMarket()).toEqual([]);
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    expect(sum(atMarket().map((order) => order.qty))).toBe('2');
  });

  it('closes what an entry fills late, although the exit before it was not needed any more', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=2 sl=900'), '1000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '1', '1000');
    engine.placeProtection();
    engine.alert('{"action":"close","symbol":"BTCUSDT.P"}');
    const exit = engine.active('exit');
    // the stop was faster than the exit
    engine.fill(engine.active('stop_loss'), '1', '900');
    engine.run({ type: 'begin_submit', orderId: exit.id });
    expect(engine.status(exit.id)).toBe('canceled');
    engine.fill(entry, '1', '899');
    expect(engine.active('exit')).toMatchObject({ qty: '1', side: 'sell' });
  });

  it('protects what an entry fills after its first part was stopped out', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=2 sl=900 tp=1100'), '1000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '1', '1000');
    engine.placeProtection();
    engine.fill(engine.active('stop_loss'), '1', '900');
    expect(engine.position()).toMatchObject({ qty: '0', plan: null });
    engine.fill(entry, '1', '950');
    expect(engine.position()).toMatchObject({ qty: '1', plan: { stopLoss: '900', takeProfit: '1100' } });
    expect(engine.orders((order) => order.role === 'stop_loss' && order.status === 'initialized')).toMatchObject([
      { side: 'sell', qty: '1', stopPrice: '900' },
    ]);
  });

  it('leaves no stop of the other side when a share is closed twice', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=2 sl=900 tp=1100', '1000');
    const [stop, target] = [engine.active('stop_loss'), engine.active('take_profit')];
    engine.alert('{"action":"close","symbol":"BTCUSDT.P","percent":50}');
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '1', '1000');
    // before its new quantity arrives, the target fills the old one, out of what another strategy holds
    engine.fill(target, '2', '1100');
    expect(engine.position()).toMatchObject({ qty: '-1', plan: null });
    expect(engine.status(stop.id)).toBe('pending_cancel');
  });

  it('asks before an order is over for a quantity that may be an old one', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=2 sl=900', '1000');
    const stop = engine.active('stop_loss');
    engine.fill(stop, '1', '900');
    // said before the stop grew, heard after it had filled in part; what has filled since was not heard at all
    engine.run({ type: 'venue_report', report: { type: 'amended', orderId: stop.id, qty: decimal('1') } });
    expect(engine.status(stop.id)).toBe('filled');
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'look_up_order', orderId: stop.id }));
    const [first] = engine.order(stop.id).fills;
    const [second] = filledSnapshot(stop, '1').fills;
    if (first === undefined || second === undefined) throw new Error('no fills');
    engine.run({ type: 'order_looked_up', orderId: stop.id, found: { ...filledSnapshot(stop, '2'), fills: [first, second] } });
    expect(engine.position()).toMatchObject({ qty: '0' });
  });

  it('does not take an order for filled while a larger quantity is on its way', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=1 tp=1100', '1000');
    const target = engine.active('take_profit');
    const more = engine.alert('BUY BTCUSDT.P qty=2');
    engine.price(more, '1000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '2', '1000');
    expect(engine.order(target.id).modify).toMatchObject({ qty: '3' });
    engine.run({ type: 'begin_modify', orderId: target.id });
    engine.fill(target, '1', '1100');
    // it may be filled, or have two left: it is taken away, and a new one covers what is held
    expect(engine.status(target.id)).toBe('pending_cancel');
    expect(engine.orders((order) => order.role === 'take_profit' && order.cancel === null)).toMatchObject([
      { qty: '2', limitPrice: '1100' },
    ]);
    engine.run({ type: 'venue_report', report: { type: 'cancel_rejected', orderId: target.id, reason: 'not open' } });
    const { fills } = engine.order(target.id);
    engine.run({ type: 'order_looked_up', orderId: target.id, found: { ...filledSnapshot(target, '1'), fills } });
    expect(engine.status(target.id)).toBe('filled');
    expect(engine.position()).toMatchObject({ qty: '2' });
  });
});
