// A venue that says for how long it turns requests away: nothing is sent there sooner, and nothing waits longer than it must.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { FillId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import { Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const V1 = 'v1' as VenueOrderId;

function submitted(): { engine: Engine; entry: Order } {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.price(engine.alert(BUY), '45000');
  const entry = engine.active('entry');
  engine.run({ type: 'begin_submit', orderId: entry.id });
  return { engine, entry };
}

it('an entry waits for as long as the venue asks for, and not longer than an entry is fresh', () => {
  const { engine, entry } = submitted();
  const wait = (retryAfterMs: number) => {
    engine.run({ type: 'submit_failed', orderId: entry.id, outcome: 'unavailable', reason: 'too many requests', retryAfterMs });
    const nextAt = engine.order(entry.id).retry?.nextAt ?? 0;
    return nextAt - engine.now;
  };
  expect(wait(7_000)).toBe(7_000);
  expect(engine.signal(entry.signalId).timeline.at(-1)?.detail).toContain('the venue asks for 7 s: tried again then');
  engine.now += 6_999;
  expect(engine.dueTypes()).not.toContain('submit_order');
  engine.now += 1;
  expect(engine.dueTypes()).toContain('submit_order');
  engine.run({ type: 'begin_submit', orderId: entry.id });
  // the usual delay of a second attempt is longer
  expect(wait(1_000)).toBe(5_000);
  engine.now += 5_000;
  engine.run({ type: 'begin_submit', orderId: entry.id });
  expect(wait(3_600_000)).toBe(60_000);
  engine.now += 60_000;
  engine.run({ type: 'begin_submit', orderId: entry.id });
  expect(engine.order(entry.id)).toMatchObject({ status: 'denied', error: { code: 'ORDER_EXPIRED' } });
});

it('an exit is tried again after ten seconds at the latest, whatever the venue asks for, and the timeline says so', () => {
  const { engine, entry } = submitted();
  const fill = { id: 'a' as FillId, qty: decimal('0.1'), price: decimal('45000'), fee: decimal('0'), feeCurrency: 'USDT', at: 0 };
  const report = { type: 'filled', orderId: entry.id, venueOrderId: V1, fill: fill } as const;
  engine.run({ type: 'venue_report', report });
  engine.alert('CLOSE BTCUSDT.P');
  const exit = engine.active('exit');
  const wait = (retryAfterMs: number) => {
    engine.run({ type: 'begin_submit', orderId: exit.id });
    engine.run({ type: 'submit_failed', orderId: exit.id, outcome: 'unavailable', reason: 'too many requests', retryAfterMs });
    const nextAt = engine.order(exit.id).retry?.nextAt ?? 0;
    const ms = nextAt - engine.now;
    engine.now = nextAt;
    return ms;
  };
  expect(wait(3_000)).toBe(3_000);
  expect(wait(120_000)).toBe(10_000);
  const lines = engine.signal(exit.signalId).timeline.map(({ detail }) => detail);
  expect(lines.at(-1)).toContain('the venue asks for 120 s: tried again after 10 s all the same');
});

it('a cancel, and the question how the order stands, wait for the venue, and ten seconds at most', () => {
  const { engine, entry } = submitted();
  engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: entry.id, venueOrderId: V1 } });
  engine.run({ type: 'cancel_order', orderId: entry.id, by: 'anna', updateId: null });
  for (const [asked, waits] of [
    [7_000, 7_000],
    [60_000, 10_000],
  ] as const) {
    engine.run({ type: 'begin_cancel', orderId: entry.id });
    engine.run({ type: 'cancel_failed', orderId: entry.id, outcome: 'unavailable', reason: 'too many', retryAfterMs: asked });
    const { cancel, inquiry } = engine.order(entry.id);
    expect([cancel?.nextAt, inquiry?.nextAt]).toEqual([engine.now + waits, engine.now + waits]);
    engine.now += waits;
    expect(engine.dueTypes()).toEqual(expect.arrayContaining(['cancel_order', 'look_up_order']));
  }
  engine.run({ type: 'lookup_failed', orderId: entry.id, reason: 'too many', retryAfterMs: 8_000 });
  expect(engine.order(entry.id).inquiry?.nextAt).toBe(engine.now + 8_000);
});
