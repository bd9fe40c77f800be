// Limits and entries that are more than one order: the rest of a limit entry that follows the price, and layered entries.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { NO_LIMITS, type Limits } from '../../src/core/model/risk-limits.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const LIMIT = '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"limit","limit_price":44000,"stop_loss":43000}';
const MINUTE_MS = 60_000;

/** A limit entry whose time is over; its rest is to be made at market, at `price`. */
function follow(limits: Partial<Limits>, price: string, before: (engine: Engine) => void = () => undefined): Engine {
  const entries = { ...NO_ENTRY_RULES, limitLifetimeMs: MINUTE_MS, fallback: 'market' as const };
  const engine = new Engine(settingsWith({ approval: { type: 'auto' }, entries, limits: { ...NO_LIMITS, ...limits } }));
  const signal = engine.alert(LIMIT);
  engine.price(signal, '45000');
  const order = engine.active('entry');
  engine.send(order);
  engine.now += MINUTE_MS;
  engine.run({ type: 'clock' });
  engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'asked for' } });
  const { venueOrderId, qty, fills } = engine.order(order.id);
  engine.run({
    type: 'order_looked_up',
    orderId: order.id,
    found: { venueOrderId, status: 'canceled', qty, fills, reason: null } as never,
  });
  before(engine);
  engine.price(engine.signal(signal.id), price);
  return engine;
}

const alive = (engine: Engine) => engine.orders(({ id, role }) => role === 'entry' && engine.state.activeOrders.has(id));

describe('the rest of an entry that follows the price', () => {
  it('is held to what it costs now', () => {
    expect(alive(follow({ maxExposure: decimal('4500') }, '45000')).map(({ qty, type }) => [qty, type])).toEqual([['0.1', 'market']]);
    expect(alive(follow({ maxExposure: decimal('4500') }, '45000.5'))).toEqual([]);
  });

  it('is not made behind a limit that was reached meanwhile', () => {
    const engine = follow({ dailyLoss: { money: decimal('10') } }, '45000', (world) => {
      const key = 'daily_loss@strategy:default|paper';
      const breach = {
        key,
        limit: 'daily_loss',
        scope: 'strategy:default|paper',
        action: 'pause',
        windDown: 'keep_all',
        detail: '',
        at: world.now,
        until: world.now + MINUTE_MS,
        liftedBy: null,
      };
      world.state = {
        ...world.state,
        riskBook: { ...world.state.riskBook, breaches: world.state.riskBook.breaches.set(key, breach as never) },
      };
    });
    expect(alive(engine)).toEqual([]);
  });

  it('is no further entry of the minute or of the day', () => {
    const engine = follow({ ordersPerMinute: 1, dailyTrades: 1 }, '45000');
    expect(alive(engine)).toHaveLength(1);
    expect(engine.state.riskBook.breaches.size).toBe(0);
  });
});

it('the orders of a layered entry count one by one', () => {
  const layered = (limits: Partial<Limits>) => {
    const engine = new Engine(
      settingsWith({ approval: { type: 'auto' }, limits: { ...NO_LIMITS, onBreach: { orders_per_minute: 'deny' }, ...limits } }),
    );
    const signal = engine.alert(
      '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.3,"entries":[{"price":44000},{"price":43500},{"price":43000}],"stop_loss":42000}',
    );
    engine.price(signal, '45000', perpetual);
    return { code: engine.signal(signal.id).error?.code ?? null, orders: alive(engine).length };
  };
  expect(layered({})).toEqual({ code: null, orders: 3 });
  expect(layered({ dailyTrades: 3, ordersPerMinute: 3 })).toEqual({ code: null, orders: 3 });
  expect(layered({ dailyTrades: 2 })).toEqual({ code: 'DAILY_TRADES', orders: 0 });
  expect(layered({ ordersPerMinute: 2 })).toEqual({ code: 'ORDERS_PER_MINUTE', orders: 0 });
});
