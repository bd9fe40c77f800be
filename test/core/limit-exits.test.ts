// An exit that rests at its limit: who takes it back, and what it does not hold up.

import { describe, expect, it } from 'vitest';
import { heldBackBy } from '../../src/core/engine/entries/held-back.ts';
import { shortId } from '../../src/core/model/ids.ts';
import { Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = (): Engine => new Engine(settingsWith({ approval: { type: 'auto' } }));

describe('an exit at a limit', () => {
  it('that a person cancels ends its intent; what has filled stays closed', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const signal = engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', order_type: 'limit', limit_price: 46000 }));
    const exit = engine.active('exit');
    expect(exit).toMatchObject({ type: 'limit', limitPrice: '46000' });
    engine.send(exit);
    engine.run({ type: 'cancel_order', orderId: exit.id, by: 'ann', updateId: null });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: exit.id, reason: 'by ann' } });
    expect(engine.state.exits.size).toBe(0);
    expect(engine.signal(signal.id).state).toBe('completed');
    expect(engine.position()?.qty).toBe('0.1');
  });

  it.each([
    ['all of it', {}],
    ['a part', { quantity: 0.05 }],
  ])('of %s is taken back when its stop has closed the position: it would close the next one', (_, part) => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const close = { action: 'close', symbol: 'BTCUSDT.P', order_type: 'limit', limit_price: 60000, ...part };
    const signal = engine.alert(JSON.stringify(close));
    const limit = engine.active('exit');
    engine.send(limit);
    engine.fill(engine.active('stop_loss'), '0.1', '44000');
    expect(engine.order(limit.id)).toMatchObject({ status: 'pending_cancel', cancel: { reason: 'nothing is left to close' } });
    engine.run({ type: 'begin_cancel', orderId: limit.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: limit.id, reason: 'asked for' } });
    const { qty, venueOrderId } = engine.order(limit.id);
    if (venueOrderId === null) throw new Error('it was not sent');
    const found = { orderId: limit.id, venueOrderId, status: 'canceled' as const, qty, fills: [], reason: null };
    engine.run({ type: 'order_looked_up', orderId: limit.id, found });
    expect([engine.state.exits.size, engine.signal(signal.id).state]).toEqual([0, 'completed']);
    const next = engine.alert(BUY);
    engine.price(next, '45000');
    expect(engine.signal(next.id).state).toBe('working');
  });

  it('lets an entry wait behind it, which says so when its time is over', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', order_type: 'limit', limit_price: 60000 }));
    const exit = engine.active('exit');
    engine.send(exit);
    engine.now += 1_000;
    const next = engine.alert('BUY BTCUSDT.P @ 45000 qty=0.2');
    engine.price(next, '45000');
    const entry = engine.active('entry');
    const waits = `the exit of its position that rests at 60000 (/cancel ${shortId(exit.id)} takes it back)`;
    expect([entry.status, heldBackBy(engine.state, entry)]).toEqual(['initialized', waits]);
    expect(engine.dueTypes()).not.toContain('submit_order');
    engine.now += 61_000;
    engine.run({ type: 'clock' });
    expect(engine.signal(next.id).error).toMatchObject({
      code: 'ORDER_EXPIRED',
      message: expect.stringContaining(`it waited for ${waits}`),
    });
  });

  it('stays while an entry may fill yet', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const more = engine.alert(BUY);
    engine.price(more, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', order_type: 'limit', limit_price: 60000 }));
    const limit = engine.active('exit');
    engine.send(limit);
    engine.fill(engine.active('stop_loss'), '0.1', '44000');
    expect(engine.order(limit.id).cancel).toBeNull();
    engine.fill(entry, '0.1', '45000');
    expect(engine.order(limit.id).cancel).toBeNull();
  });

  it.each([
    ['all of it', {}],
    ['as much as is held', { quantity: 0.1 }],
  ])('of %s takes the place of those that rest before it', (_, part) => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const close = (limit: number, more: object) =>
      engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', order_type: 'limit', limit_price: limit, ...more }));
    const first = close(46500, {});
    const far = engine.active('exit');
    engine.send(far);
    const second = close(46000, part);
    expect(engine.order(far.id)).toMatchObject({ status: 'pending_cancel', cancel: { reason: 'a newer close takes its place' } });
    engine.run({ type: 'begin_cancel', orderId: far.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: far.id, reason: 'asked for' } });
    const { qty, venueOrderId } = engine.order(far.id);
    if (venueOrderId === null) throw new Error('it was not sent');
    const found = { orderId: far.id, venueOrderId, status: 'canceled' as const, qty, fills: [], reason: null };
    engine.run({ type: 'order_looked_up', orderId: far.id, found });
    expect(engine.orders(({ role, status }) => role === 'exit' && status === 'initialized')).toMatchObject([
      { type: 'limit', limitPrice: '46000', qty: '0.1', signalId: second.id },
    ]);
    expect(engine.signal(first.id).state).toBe('completed');
    const near = engine.active('exit');
    engine.send(near);
    engine.fill(near, '0.1', '46000');
    expect([engine.position()?.qty, engine.state.exits.size, engine.signal(second.id).state]).toEqual(['0', 0, 'completed']);
  });

  it('of a part leaves the one of another part where it is', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    for (const limit of [46500, 46000])
      engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', quantity: 0.05, order_type: 'limit', limit_price: limit }));
    expect(engine.orders(({ role, cancel }) => role === 'exit' && cancel === null)).toMatchObject([{ qty: '0.05' }, { qty: '0.05' }]);
  });

  it('of a part is no close of all when others have left no more than that', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    for (const limit of [46500, 46000])
      engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', quantity: 0.05, order_type: 'limit', limit_price: limit }));
    const [far, near] = engine.orders(({ role }) => role === 'exit');
    if (far === undefined || near === undefined) throw new Error('both are sent');
    engine.send(far);
    engine.send(near);
    engine.fill(near, '0.02', '46000');
    engine.fill(near, '0.03', '46000');
    expect(engine.order(far.id)).toMatchObject({ status: 'accepted', cancel: null, limitPrice: '46500' });
    engine.fill(far, '0.05', '46500');
    expect([engine.position()?.qty, engine.state.exits.size]).toEqual(['0', 0]);
  });

  it('holds up none at market', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', order_type: 'limit', limit_price: 46000 }));
    const limit = engine.active('exit');
    engine.send(limit);
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.status(limit.id)).toBe('pending_cancel');
    expect(engine.orders((order) => order.role === 'exit' && order.type === 'market')[0]).toMatchObject({
      qty: '0.1',
      status: 'initialized',
    });
  });
});
