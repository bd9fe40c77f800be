// A venue that makes a protected limit order of an exit at market (Dhan): it may stand there while the market goes away.

import { describe, expect, it } from 'vitest';
import type { VenueTraits } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { ProtectionRules } from '../../src/core/model/exits/exit-plan.ts';
import { accountName, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { perpetual, type Engine } from './engine.ts';
import { engineWith } from './plan-engine.ts';

const TITAN = { ...perpetual, symbol: 'TITAN', kind: 'equity' as const };
/** Monday, 12:00 in Mumbai. */
const NOON = Date.UTC(2026, 0, 5, 6, 30);

function leaving(traits: Partial<VenueTraits> = { marketRests: true }, rules: Partial<ProtectionRules> = {}): Engine {
  const engine = engineWith(rules, { nativeStops: false, orderTypes: ['market'], reduceOnly: false, ...traits });
  const accounts = [...engine.settings.accounts].map(([name, account]) => [name, { ...account, broker: 'dhan' as const }] as const);
  engine.settings = { ...engine.settings, accounts: new Map(accounts) };
  engine.now = NOON;
  engine.enter('BUY TITAN @ 3000 qty=5', '3000', TITAN);
  engine.now += 60_000;
  engine.alert('CLOSE TITAN');
  engine.send(engine.active('exit'));
  return engine;
}

const exits = (engine: Engine): Order[] => engine.orders(({ role }) => role === 'exit');
const alarms = (engine: Engine): string[] => [...engine.state.notifications.values()].map(({ title }) => title);

function pass(engine: Engine, ms: number): void {
  for (const end = engine.now + ms; engine.now < end; ) {
    engine.now += 1_000;
    if (engine.dueTypes().includes('clock')) engine.run({ type: 'clock' });
  }
}

/** The venue takes it back, and says how much of it has filled. */
function takeBack(engine: Engine, order: Order): void {
  engine.run({ type: 'begin_cancel', orderId: order.id });
  engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'asked for' } });
  const { qty, fills } = engine.order(order.id);
  const found = { orderId: order.id, venueOrderId: `v-${order.id}` as VenueOrderId, status: 'canceled', qty, fills, reason: null } as const;
  engine.run({ type: 'order_looked_up', orderId: order.id, found });
}

describe('an exit at market that rests', () => {
  it('is taken back after seconds and sent anew for what has not filled, told once', () => {
    const engine = leaving();
    const [first] = exits(engine);
    if (first === undefined) throw new Error('nothing leaves');
    engine.fill(first, '2', '2990');
    pass(engine, 9_000);
    expect(engine.order(first.id).cancel).toBeNull();
    pass(engine, 1_000);
    expect(engine.order(first.id).status).toBe('pending_cancel');
    takeBack(engine, first);
    expect(engine.active('exit')).toMatchObject({ status: 'initialized', qty: '3', type: 'market' });
    engine.send(engine.active('exit'));
    pass(engine, 10_000);
    const [, second] = exits(engine);
    expect(second?.status).toBe('pending_cancel');
    expect(alarms(engine).filter((title) => title === 'The exit of TITAN does not fill')).toHaveLength(1);
    if (second !== undefined) takeBack(engine, second);
    const third = engine.active('exit');
    engine.send(third);
    engine.fill(third, '3', '2950');
    expect(engine.state.exits.size).toBe(0);
  });

  it('whose end is told late: how much of it had filled is heard before the rest is sent', () => {
    const engine = leaving();
    const [first] = exits(engine);
    if (first === undefined) throw new Error('nothing leaves');
    pass(engine, 10_000);
    engine.run({ type: 'begin_cancel', orderId: first.id });
    pass(engine, 5_000);
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: first.id, reason: 'asked for' } });
    expect(exits(engine)).toHaveLength(1);
    engine.fill(first, '3', '2990');
    const { qty, fills } = engine.order(first.id);
    const found = {
      orderId: first.id,
      venueOrderId: `v-${first.id}` as VenueOrderId,
      status: 'canceled',
      qty,
      fills,
      reason: null,
    } as const;
    engine.run({ type: 'order_looked_up', orderId: first.id, found });
    expect(engine.active('exit')).toMatchObject({ status: 'initialized', qty: '2' });
  });

  it('whose end is told, and nobody says how much of it had filled: the rest waits two seconds for that, and no longer', () => {
    const engine = leaving();
    const [first] = exits(engine);
    if (first === undefined) throw new Error('nothing leaves');
    pass(engine, 10_000);
    engine.run({ type: 'begin_cancel', orderId: first.id });
    pass(engine, 5_000);
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: first.id, reason: 'asked for' } });
    pass(engine, 1_000);
    expect(exits(engine)).toHaveLength(1);
    pass(engine, 1_000);
    expect(engine.active('exit')).toMatchObject({ status: 'initialized', qty: '5' });
  });

  it('stays where it is while nobody says how much the one before it had filled', () => {
    const engine = leaving();
    const [first] = exits(engine);
    if (first === undefined) throw new Error('nothing leaves');
    pass(engine, 10_000);
    engine.run({ type: 'begin_cancel', orderId: first.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: first.id, reason: 'asked for' } });
    pass(engine, 2_000);
    engine.send(engine.active('exit'));
    pass(engine, 120_000);
    expect(exits(engine).map(({ status }) => status)).toEqual(['canceled', 'accepted']);
    const found = { orderId: first.id, venueOrderId: `v-${first.id}` as VenueOrderId, status: 'canceled', qty: first.qty } as const;
    engine.run({ type: 'order_looked_up', orderId: first.id, found: { ...found, fills: [], reason: null } });
    expect(exits(engine).map(({ status }) => status)).toEqual(['canceled', 'pending_cancel']);
  });

  it('that fills while it is taken back is not sent again', () => {
    const engine = leaving();
    const [first] = exits(engine);
    if (first === undefined) throw new Error('nothing leaves');
    pass(engine, 10_000);
    engine.fill(first, '5', '2990');
    pass(engine, 60_000);
    expect(exits(engine)).toHaveLength(1);
    expect(engine.state.exits.size).toBe(0);
  });

  it('is let alone when the market closes, and where nothing rests that is at market', () => {
    const engine = leaving();
    engine.now = Date.UTC(2026, 0, 5, 10, 1);
    pass(engine, 120_000);
    expect(exits(engine).map(({ status }) => status)).toEqual(['accepted']);
    const other = leaving({});
    pass(other, 120_000);
    expect(exits(other).map(({ status }) => status)).toEqual(['accepted']);
  });
});

describe('a stop at the venue that is reached and rests', () => {
  function guarded(more = '', rules: Partial<ProtectionRules> = {}): Engine {
    const engine = leaving({ marketRests: true, nativeStops: true, orderTypes: ['market', 'stop'] }, rules);
    const [exit] = exits(engine);
    if (exit !== undefined) engine.fill(exit, '5', '3000');
    engine.enter(`BUY TITAN @ 3000 qty=5 sl=2900${more}`, '3000', TITAN);
    return engine;
  }
  let seed = 0;
  function price(engine: Engine, last: string, afterMs: number): void {
    engine.now += afterMs;
    const seen = { ...seenOnce(engine.quote(last, TITAN)), since: engine.now - 500 };
    seed += 1;
    engine.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: seed.toString(16).padStart(13, '0') });
  }
  const left = (engine: Engine): number => exits(engine).length - 1;

  it('is not relied upon when the price has been beyond it for seconds: it is taken back, and what is held leaves at market', () => {
    const engine = guarded();
    price(engine, '2890', 1_000);
    price(engine, '2880', 9_000);
    expect(left(engine)).toBe(0);
    price(engine, '2880', 1_000);
    const stop = engine.active('stop_loss');
    expect(stop.status).toBe('pending_cancel');
    takeBack(engine, stop);
    expect(engine.active('exit')).toMatchObject({ qty: '5', type: 'market' });
  });

  it('whose price comes back is relied upon again', () => {
    const engine = guarded();
    price(engine, '2890', 1_000);
    price(engine, '2950', 5_000);
    price(engine, '2890', 10_000);
    price(engine, '2890', 9_000);
    expect([left(engine), engine.active('stop_loss').status]).toEqual([0, 'accepted']);
  });

  it('whose price jumps back beyond a target, or whose time is over at that price, is left for it at once', () => {
    const target = guarded(' tp=3100');
    price(target, '2890', 1_000);
    expect(target.state.exits.size).toBe(0);
    price(target, '3100', 1_000);
    expect([...target.state.exits.values()].map(({ reason }) => reason)).toEqual(['take-profit 3100 reached at 3100']);

    const timeStop = { afterMs: 3_600_000, atMinute: null, beforeCloseMs: null, calendar: null, unlessGain: decimal(1) };
    const timed = guarded('', { timeStop });
    price(timed, '2890', 3_600_000);
    expect([...timed.state.exits.values()].map(({ reason }) => reason)).toEqual(['time stop: its time is over, at 2890']);
  });

  it('that fills in its time is all there is', () => {
    const engine = guarded();
    price(engine, '2890', 1_000);
    const stop = engine.active('stop_loss');
    engine.fill(stop, '5', '2895');
    price(engine, '2890', 15_000);
    expect([left(engine), engine.position('TITAN')?.qty]).toEqual([0, '0']);
  });
});
