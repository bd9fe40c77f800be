// A stop that was sent, and of which nobody knows whether the venue has it, guards nothing for longer than one watch interval.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import { WATCH_INTERVAL_MS } from '../../src/core/model/limits.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Engine } from './engine.ts';
import { BUY, engineAt, exits, foundEnded, foundOpen, notFound, observe, told, withUnansweredStop } from './unanswered-stop.ts';

describe('a stop without an outcome', () => {
  it('is left to the venue for one watch interval, and then its level is watched by us', () => {
    const { engine } = withUnansweredStop();
    engine.now += WATCH_INTERVAL_MS - 1;
    expect(observe(engine, '43900')).toMatchObject({ type: 'skipped' });
    engine.now += 1;
    expect(observe(engine, '43900')).toMatchObject({ type: 'done' });
    expect(exits(engine)).toMatchObject([{ type: 'market', reduceOnly: true, qty: '0.1' }]);
  });

  it('is watched by us after the same interval where nothing came back at all, no time-out either', () => {
    const engine = engineAt();
    engine.price(engine.alert(BUY), '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.1', '45000');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'begin_submit', orderId: stop.id });
    engine.now += WATCH_INTERVAL_MS - 1;
    expect(observe(engine, '43900')).toMatchObject({ type: 'skipped' });
    engine.now += 1;
    expect(observe(engine, '43900')).toMatchObject({ type: 'done' });
    expect(exits(engine)).toMatchObject([{ type: 'market', reduceOnly: true, qty: '0.1' }]);
  });

  it('is told once, when the interval is over, and again when the venue has confirmed it', () => {
    const { engine, stop } = withUnansweredStop();
    expect(engine.wakeAt()).toBeLessThanOrEqual(engine.now + WATCH_INTERVAL_MS);
    engine.now += WATCH_INTERVAL_MS;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(told(engine, 'has not confirmed the stop')).toHaveLength(1);
    expect(engine.dueTypes()).not.toContain('clock');
    engine.now += 120_000;
    engine.run({ type: 'clock' });
    expect(told(engine, 'has not confirmed the stop')).toHaveLength(1);
    foundOpen(engine, stop);
    expect(told(engine, 'the stop is in place')).toHaveLength(1);
    expect(engine.order(stop.id)).toMatchObject({ status: 'accepted', doubted: false });
    expect(observe(engine, '43900')).toMatchObject({ type: 'skipped' });
  });

  it('that is found when it has ended is not said to be in place', () => {
    const { engine, stop } = withUnansweredStop();
    engine.now += WATCH_INTERVAL_MS;
    engine.run({ type: 'clock' });
    expect(told(engine, 'has not confirmed the stop')).toHaveLength(1);
    foundEnded(engine, stop, 'filled', '0.1');
    expect(engine.order(stop.id)).toMatchObject({ status: 'filled', qtyFilled: '0.1' });
    expect(told(engine, 'the stop is in place')).toEqual([]);
  });

  it('is found in time, and nobody hears of it', () => {
    const { engine, stop } = withUnansweredStop();
    foundOpen(engine, stop);
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    expect(told(engine, 'stop')).toEqual([]);
  });

  it('goes on being looked up while its level is watched, and is ordered anew when it is lost', () => {
    const { engine, stop } = withUnansweredStop();
    for (let answers = 0; answers < 3; answers += 1) {
      engine.now += 5_000;
      expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'look_up_order', orderId: stop.id }));
      notFound(engine, stop);
    }
    expect(engine.status(stop.id)).toBe('lost');
    expect(engine.active('stop_loss')).toMatchObject({ status: 'initialized', stopPrice: '44000', qty: '0.1' });
  });

  it('that the venue knew, and does not know any more, guards nothing either', () => {
    const engine = engineAt();
    engine.enter(BUY, '45000');
    notFound(engine, engine.active('stop_loss'));
    engine.now += WATCH_INTERVAL_MS;
    expect(observe(engine, '43900')).toMatchObject({ type: 'done' });
    expect(exits(engine)).toHaveLength(1);
  });
});

describe('a stop that is over in the books', () => {
  function closed(): { engine: Engine; stop: Order } {
    const engine = engineAt();
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.run({
      type: 'close_position',
      signalId: engine.alert('CLOSE ETHUSDT.P').id.replace(/.$/, 'f') as never,
      positionKey: stop.positionKey,
      percent: decimal('100'),
      by: { userId: 7, userName: 'ann' },
      updateId: null,
    });
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.1', '45100');
    engine.run({ type: 'begin_cancel', orderId: stop.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'asked for' } });
    return { engine, stop: engine.order(stop.id) };
  }

  it('and that the venue works on is cancelled again, once its answers cannot be old ones any more', () => {
    const { engine, stop } = closed();
    expect(engine.status(stop.id)).toBe('canceled');
    for (let answers = 0; answers < 4; answers += 1) {
      foundOpen(engine, stop);
      engine.now += 3_000;
    }
    expect(engine.order(stop.id)).toMatchObject({ status: 'pending_cancel' });
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'cancel_order', orderId: stop.id }));
    expect(told(engine, 'The venue says otherwise')).toHaveLength(1);
  });

  it('and that nobody asked about any more is asked about when it is seen open', () => {
    const { engine, stop } = closed();
    engine.run({
      type: 'order_looked_up',
      orderId: stop.id,
      found: { orderId: stop.id, venueOrderId: 'v1' as VenueOrderId, status: 'canceled', qty: stop.qty, fills: [], reason: null },
    });
    expect(engine.order(stop.id).inquiry).toBeNull();
    foundOpen(engine, stop);
    expect(engine.order(stop.id).inquiry).not.toBeNull();
  });
});
