import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { FillId, OrderId, VenueOrderId } from '../../src/core/model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order, type OrderStatus } from '../../src/core/model/order.ts';
import type { OrderSnapshot } from '../../src/core/model/venues/report.ts';
import { mayFollow } from '../../src/core/orders/order-machine.ts';
import { Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }));

function submitted(engine: Engine): Order {
  engine.price(engine.alert(BUY), '45000');
  const entry = engine.active('entry');
  engine.run({ type: 'begin_submit', orderId: entry.id });
  return entry;
}

const snapshot = (order: Order, change: Partial<OrderSnapshot>): OrderSnapshot => ({
  orderId: order.id,
  venueOrderId: 'v1' as VenueOrderId,
  status: 'open',
  qty: order.qty,
  fills: [],
  reason: null,
  ...change,
});
const fillOf = (id: string, qty: string) => ({
  id: id as FillId,
  qty: decimal(qty),
  price: decimal('45000'),
  fee: decimal('0'),
  feeCurrency: 'USDT',
  at: 0,
});

it('an execution of nothing moves nothing', () => {
  const engine = auto();
  const entry = submitted(engine);
  const report = { type: 'filled', orderId: entry.id, venueOrderId: 'v1' as VenueOrderId, fill: fillOf('empty', '0') } as const;
  expect(engine.run({ type: 'venue_report', report })).toMatchObject({ type: 'skipped' });
  expect(engine.state.positions.size).toBe(0);
});

describe('sending', () => {
  it('is committed as submitted before the proof to send is handed out, and only once', () => {
    const engine = auto();
    engine.price(engine.alert(BUY), '45000');
    const entry = engine.active('entry');
    const reply = engine.run({ type: 'begin_submit', orderId: entry.id });
    expect(reply).toMatchObject({ type: 'submit', request: { id: entry.id, qty: '0.1' } });
    expect(engine.status(entry.id)).toBe('submitted');
    expect(engine.run({ type: 'begin_submit', orderId: entry.id }).type).toBe('skipped');
  });

  it('that provably did nothing is repeated at once, after 5 s, after 10 s, and then denied', () => {
    const engine = auto();
    const entry = submitted(engine);
    const waits: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      engine.run({ type: 'submit_failed', orderId: entry.id, outcome: 'unavailable', reason: 'refused' });
      expect(engine.status(entry.id)).toBe('initialized');
      const nextAt = engine.order(entry.id).retry?.nextAt ?? 0;
      waits.push(nextAt - engine.now);
      if (nextAt > engine.now) expect(engine.dueTypes()).not.toContain('submit_order');
      engine.now = nextAt;
      expect(engine.dueTypes()).toContain('submit_order');
      engine.run({ type: 'begin_submit', orderId: entry.id });
    }
    expect(waits).toEqual([0, 5_000, 10_000]);
    engine.run({ type: 'submit_failed', orderId: entry.id, outcome: 'unavailable', reason: 'refused' });
    expect(engine.order(entry.id)).toMatchObject({ status: 'denied', error: { code: 'ORDER_EXPIRED' } });
  });

  it('for a live account ends as test_mode while live trading is off', () => {
    const settings = settingsWith({ approval: { type: 'auto' } });
    const [paper] = [...settings.accounts.values()];
    if (paper === undefined) throw new Error('no account');
    const engine = new Engine({ ...settings, accounts: new Map([[paper.name, { ...paper, mode: 'live' as const }]]) });
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    expect(engine.run({ type: 'begin_submit', orderId: entry.id }).type).toBe('skipped');
    expect(engine.status(entry.id)).toBe('test_mode');
    expect(engine.signal(signal.id).state).toBe('completed');
  });
});

describe('an order whose outcome is unknown', () => {
  function unknown(engine: Engine): Order {
    const entry = submitted(engine);
    engine.run({ type: 'submit_failed', orderId: entry.id, outcome: 'ambiguous', reason: 'time-out' });
    return entry;
  }

  it('is looked up, never sent again', () => {
    const engine = auto();
    const entry = unknown(engine);
    expect(engine.dueTypes()).toContain('look_up_order');
    expect(engine.dueTypes()).not.toContain('submit_order');
    expect(engine.run({ type: 'begin_submit', orderId: entry.id }).type).toBe('skipped');
  });

  it('is adopted when it is found, with its fills once', () => {
    const engine = auto();
    const entry = unknown(engine);
    const found = snapshot(entry, { status: 'filled', fills: [fillOf('a', '0.04'), fillOf('b', '0.06')] });
    engine.run({ type: 'order_looked_up', orderId: entry.id, found });
    engine.run({ type: 'order_looked_up', orderId: entry.id, found });
    expect(engine.order(entry.id)).toMatchObject({ status: 'filled', qtyFilled: '0.1', inquiry: null });
    expect(engine.position()?.qty).toBe('0.1');
  });

  it('is lost only when "not found" was said more than once and for longer than the grace', () => {
    const engine = auto();
    const entry = unknown(engine);
    const notFound = () => engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
    notFound();
    engine.now += 5_000;
    notFound();
    expect(engine.status(entry.id)).toBe('submitted');
    notFound();
    expect(engine.status(entry.id)).toBe('lost');
    expect([...engine.state.notifications.values()].map((each) => each.title)).toContain('Order lost');
  });

  describe('taken for lost', () => {
    const lose = (engine: Engine): Order => {
      const entry = unknown(engine);
      const notFound = () => engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
      notFound();
      notFound();
      engine.now += 5_000;
      notFound();
      expect(engine.status(entry.id)).toBe('lost');
      return entry;
    };

    it('it is looked for at growing intervals for a day, and then no more', () => {
      const engine = auto();
      const entry = lose(engine);
      const since = engine.now;
      const minutes: number[] = [];
      for (let n = 0; n < 100 && engine.order(entry.id).inquiry !== null; n += 1) {
        const { inquiry } = engine.order(entry.id);
        if (inquiry === null) break;
        expect(engine.dueTypes()).not.toContain('look_up_order');
        engine.now = inquiry.nextAt;
        minutes.push((engine.now - since) / 60_000);
        expect(engine.dueTypes()).toContain('look_up_order');
        if (n % 2 === 0) engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
        else engine.run({ type: 'lookup_failed', orderId: entry.id, reason: 'time-out' });
      }
      expect(minutes.slice(0, 5)).toEqual([1, 6, 21, 81, 261]);
      expect(minutes.at(-1)).toBeGreaterThanOrEqual(24 * 60);
      expect(minutes.length).toBeLessThan(15);
      expect(engine.status(entry.id)).toBe('lost');
    });

    it('it is adopted when it appears, with its fills and its protection, and a person hears of it', () => {
      const engine = auto();
      const entry = lose(engine);
      engine.now += 60_000;
      engine.run({ type: 'order_looked_up', orderId: entry.id, found: snapshot(entry, { fills: [fillOf('a', '0.04')] }) });
      expect(engine.order(entry.id)).toMatchObject({ status: 'partially_filled', qtyFilled: '0.04', inquiry: null });
      expect(engine.active('stop_loss').qty).toBe('0.04');
      expect([...engine.state.notifications.values()].map((each) => each.title)).toContain('The venue says otherwise');
    });

    it('it holds back neither the next entry nor the end of an exit', () => {
      const engine = auto();
      lose(engine);
      expect(engine.alert('CLOSE BTCUSDT.P').state).toBe('completed');
      const next = engine.alert('BUY BTCUSDT.P qty=0.1');
      engine.price(next, '45000');
      expect(engine.dueTypes()).toContain('submit_order');
    });
  });

  it('a venue that does not answer is no evidence', () => {
    const engine = auto();
    const entry = unknown(engine);
    for (let n = 0; n < 20; n += 1) {
      engine.now += 10_000;
      engine.run({ type: 'lookup_failed', orderId: entry.id, reason: 'time-out' });
    }
    expect(engine.status(entry.id)).toBe('submitted');
  });

  it('lost and then filled: the venue is right, the books follow, a person hears of it', () => {
    const engine = auto();
    const entry = unknown(engine);
    engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
    engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
    engine.now += 5_000;
    engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
    engine.fill(entry, '0.1', '45000');
    expect(engine.status(entry.id)).toBe('filled');
    expect(engine.position()?.qty).toBe('0.1');
    expect(engine.active('stop_loss').qty).toBe('0.1');
    expect([...engine.state.notifications.values()].map((each) => each.title)).toContain('The venue says otherwise');
  });

  it('after a restart everything that was under way is looked up', () => {
    const engine = auto();
    const entry = submitted(engine);
    expect(engine.dueTypes()).not.toContain('look_up_order');
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect(engine.dueTypes()).toContain('look_up_order');
    expect(engine.dueTypes()).not.toContain('submit_order');
    expect(engine.status(entry.id)).toBe('submitted');
  });
});

describe('what the venue says', () => {
  it('counts each fill once, in any order, before and after acceptance', () => {
    const engine = auto();
    const entry = submitted(engine);
    engine.fill(entry, '0.04', '45000', 'x');
    engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: entry.id, venueOrderId: 'v' as VenueOrderId } });
    expect(engine.fill(entry, '0.04', '45000', 'x').type).toBe('skipped');
    engine.fill(entry, '0.06', '45100', 'y');
    expect(engine.order(entry.id)).toMatchObject({ status: 'filled', averagePrice: '45060' });
  });

  it('a fill after the cancel is counted and told', () => {
    const engine = auto();
    const entry = submitted(engine);
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: entry.id, reason: 'by the venue' } });
    engine.fill(entry, '0.1', '45000');
    expect(engine.status(entry.id)).toBe('filled');
    expect(engine.position()?.qty).toBe('0.1');
  });

  it('a fill of an order that we denied is an alarm and changes nothing', () => {
    const engine = auto();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.now += 60_001;
    engine.run({ type: 'begin_submit', orderId: entry.id });
    engine.fill(entry, '0.1', '45000');
    expect(engine.status(entry.id)).toBe('denied');
    expect(engine.position()).toBeUndefined();
    expect([...engine.state.notifications.values()].some((each) => each.severity === 'alarm')).toBe(true);
  });

  it('a fill of an order that nobody knows is told', () => {
    const engine = auto();
    engine.run({
      type: 'venue_report',
      report: { type: 'filled', orderId: 'f'.repeat(32) as OrderId, venueOrderId: 'v' as VenueOrderId, fill: fillOf('z', '1') },
    });
    expect([...engine.state.notifications.values()].map((each) => each.title)).toEqual(['A fill of an order that is not known']);
  });

  it('a rejected entry fails its signal, with the words of the venue', () => {
    const engine = auto();
    const entry = submitted(engine);
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: entry.id, reason: 'insufficient balance' } });
    expect(engine.signal(entry.signalId)).toMatchObject({ state: 'failed', error: { code: 'VENUE_REJECTED' } });
    expect(engine.signal(entry.signalId).error?.message).toContain('insufficient balance');
  });

  it('a cancel that is refused is looked up and asked for again', () => {
    const engine = auto();
    const entry = submitted(engine);
    engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: entry.id, venueOrderId: 'v' as VenueOrderId } });
    engine.run({ type: 'cancel_order', orderId: entry.id, by: 'ann', updateId: null });
    expect(engine.run({ type: 'begin_cancel', orderId: entry.id }).type).toBe('cancel');
    engine.run({ type: 'venue_report', report: { type: 'cancel_rejected', orderId: entry.id, reason: 'too late' } });
    expect(engine.dueTypes()).toContain('look_up_order');
    engine.run({ type: 'order_looked_up', orderId: entry.id, found: snapshot(entry, { status: 'filled', fills: [fillOf('a', '0.1')] }) });
    expect(engine.status(entry.id)).toBe('filled');
  });

  it('a cancel of an order that is still being sent is owed as soon as it is there', () => {
    const engine = auto();
    const entry = submitted(engine);
    engine.run({ type: 'cancel_order', orderId: entry.id, by: 'ann', updateId: null });
    expect(engine.dueTypes()).not.toContain('cancel_order');
    engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: entry.id, venueOrderId: 'v' as VenueOrderId } });
    expect(engine.dueTypes()).toContain('cancel_order');
  });
});

describe('the order machine', () => {
  const ALL: OrderStatus[] = [
    'initialized',
    'submitted',
    'accepted',
    'partially_filled',
    'pending_cancel',
    'pending_modify',
    'filled',
    'canceled',
    'rejected',
    'expired',
    'denied',
    'lost',
    'test_mode',
  ];

  it('nothing leaves denied or test_mode, and nothing but submitted leads to the venue', () => {
    for (const to of ALL) {
      expect(mayFollow('denied', to)).toBe(false);
      expect(mayFollow('test_mode', to)).toBe(false);
      expect(mayFollow('initialized', to)).toBe(['submitted', 'denied', 'canceled', 'test_mode', 'lost'].includes(to));
    }
  });

  it('late evidence may revive every terminal status that was at the venue', () => {
    for (const from of ['canceled', 'rejected', 'expired', 'lost'] as const) expect(mayFollow(from, 'filled')).toBe(true);
  });

  it('any stream of reports leaves a state that holds the invariants, and the position equals the fills', () => {
    const report = fc.record({
      kind: fc.constantFrom('accepted', 'filled', 'canceled', 'rejected', 'expired', 'amended', 'cancel_rejected'),
      n: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 25 }), (reports) => {
        const engine = auto();
        const entry = submitted(engine);
        const seen = new Set<number>();
        for (const { kind, n } of reports) {
          const orderId = entry.id;
          if (kind === 'accepted') engine.run({ type: 'venue_report', report: { type: kind, orderId, venueOrderId: 'v' as VenueOrderId } });
          else if (kind === 'filled') {
            engine.fill(entry, `0.00${n}`, '45000', `fill-${n}`);
            seen.add(n);
          } else if (kind === 'amended') engine.run({ type: 'venue_report', report: { type: kind, orderId, qty: decimal(`0.0${n}`) } });
          else if (kind === 'expired') engine.run({ type: 'venue_report', report: { type: kind, orderId } });
          else engine.run({ type: 'venue_report', report: { type: kind, orderId, reason: 'r' } });
        }
        const total = [...seen].reduce((sum, n) => sum + n, 0);
        expect(engine.position()?.qty ?? '0').toBe(total === 0 ? '0' : String(total / 1000));
        const order = engine.order(entry.id);
        expect(engine.state.activeOrders.has(order.id)).toBe(!TERMINAL_ORDER_STATUSES.has(order.status));
      }),
      { numRuns: 300 },
    );
  });
});
