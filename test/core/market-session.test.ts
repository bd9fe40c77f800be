// A venue that takes nothing while its market is closed: what was refused then says nothing of the next session, and what wants out is
// there when it opens.

import { describe, expect, it } from 'vitest';
import type { BrokerName } from '../../src/core/model/account.ts';
import type { Order } from '../../src/core/model/order.ts';
import { perpetual, type Engine } from './engine.ts';
import { engineWith, exitsMade } from './plan-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Monday, 15:29 in Mumbai: NSE is open for another minute. */
const BEFORE_CLOSE = Date.UTC(2026, 0, 5, 9, 59);
/** Tuesday, 09:15 there. */
const OPENS = Date.UTC(2026, 0, 6, 3, 45);
const TITAN = { ...perpetual, symbol: 'TITAN', kind: 'equity' as const };

function carrying(sl = '', broker: BrokerName = 'dhan', extendedHours = false): Engine {
  const engine = engineWith({}, { nativeStops: true, oco: false, reduceOnly: false, extendedHours });
  const accounts = [...engine.settings.accounts].map(
    ([name, account]) =>
      [name, { ...account, broker, traits: { ...account.traits, orderTypes: ['market', 'limit', 'stop'] as const } }] as const,
  );
  engine.settings = { ...engine.settings, accounts: new Map(accounts) };
  engine.now = BEFORE_CLOSE;
  engine.enter(`BUY TITAN @ 3000 qty=5 ${sl}`, '3000', TITAN);
  engine.now += 2 * MINUTE;
  return engine;
}

const waiting = (engine: Engine, role: Order['role']): Order | undefined =>
  engine.orders((order) => order.role === role && order.status === 'initialized').at(-1);

function refuse(engine: Engine, order: Order): void {
  engine.run({ type: 'begin_submit', orderId: order.id });
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: order.id, reason: 'the market is closed' } });
}

/** Every second until `until` the clock where it is due; what is there to be sent is refused. */
function pass(engine: Engine, until: number, role: Order['role']): void {
  while (engine.now < until) {
    const order = waiting(engine, role);
    if (order !== undefined) refuse(engine, order);
    const wakeAt = waiting(engine, role) === undefined ? (engine.wakeAt() ?? until) : engine.now;
    engine.now = Math.max(engine.now + 1_000, Math.min(until, wakeAt));
    if (engine.dueTypes().includes('clock')) engine.run({ type: 'clock' });
  }
}

describe('an exit that is refused while the market is closed', () => {
  it('is there in the very second in which it opens, however often it was refused in the night', () => {
    const engine = carrying();
    engine.alert('CLOSE TITAN');
    pass(engine, OPENS - 1, 'exit');
    expect(exitsMade(engine).length).toBeGreaterThan(10);
    expect(waiting(engine, 'exit')).toBeUndefined();
    pass(engine, OPENS, 'exit');
    expect(waiting(engine, 'exit')).toMatchObject({ qty: '5', type: 'market' });
  });

  it('goes on as on any other day when the session begins with a refusal', () => {
    const engine = carrying();
    engine.alert('CLOSE TITAN');
    pass(engine, OPENS, 'exit');
    const before = exitsMade(engine).length;
    pass(engine, OPENS + MINUTE, 'exit');
    // at once, at once again, after 5 s, after 10 s more
    expect(exitsMade(engine).length - before).toBe(3);
  });

  it('at a market that never closes waits as it did', () => {
    const engine = carrying('', 'paper');
    engine.alert('CLOSE TITAN');
    pass(engine, OPENS, 'exit');
    expect(waiting(engine, 'exit')).toBeUndefined();
  });
});

describe('a stop that ends with the session', () => {
  function carriedOver(broker: BrokerName = 'dhan', extendedHours = false): Engine {
    const engine = carrying('sl=2900', broker, extendedHours);
    const stop = engine.active('stop_loss');
    engine.run({ type: 'venue_report', report: { type: 'expired', orderId: stop.id } });
    const found = { orderId: stop.id, venueOrderId: `v-${stop.id}`, status: 'expired', qty: stop.qty, fills: [], reason: null } as never;
    engine.run({ type: 'order_looked_up', orderId: stop.id, found });
    return engine;
  }
  const stops = (engine: Engine): number => engine.orders(({ role }) => role === 'stop_loss').length;

  it('is placed again when the market opens; that it was refused in the night is no reason to leave', () => {
    const engine = carriedOver();
    pass(engine, OPENS - 1, 'stop_loss');
    expect([stops(engine), exitsMade(engine)]).toEqual([2, []]);
    pass(engine, OPENS, 'stop_loss');
    expect(waiting(engine, 'stop_loss')).toMatchObject({ qty: '5', stopPrice: '2900' });
  });

  it('that a venue refuses in its first moments is no bad one yet, and after those it is', () => {
    const engine = carriedOver();
    pass(engine, OPENS + 30_000, 'stop_loss');
    expect([stops(engine) > 4, exitsMade(engine)]).toEqual([true, []]);
    pass(engine, OPENS + 10 * MINUTE, 'stop_loss');
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('where the venue takes orders at any time it is tried again at any time', () => {
    const engine = carriedOver('alpaca', true);
    engine.now = OPENS + 2 * HOUR;
    pass(engine, engine.now + 10 * MINUTE, 'stop_loss');
    expect(stops(engine)).toBeGreaterThan(3);
    expect(exitsMade(engine)).toHaveLength(1);
  });
});
