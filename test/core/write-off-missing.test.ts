// An order that leaves and is refused because less is there than the books say: the books go down, but never by what an order of ours
// may have moved, or by what an answer from before a fill does not show yet.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Order } from '../../src/core/model/order.ts';
import { Engine, settingsWith, spot } from './engine.ts';

function closing(sl = ''): { engine: Engine; exit: () => Order } {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter(`BUY BTCUSDT @ 45000 qty=0.1 ${sl}`, '45000', spot);
  engine.now += 5_000;
  engine.alert('CLOSE BTCUSDT');
  return {
    engine,
    exit: () => {
      const order = [...engine.state.orders.values()].filter(({ role }) => role === 'exit').at(-1);
      if (order === undefined) throw new Error('nothing leaves');
      return order;
    },
  };
}
const held = (engine: Engine) => [...engine.state.positions.values()].map(({ qty }) => qty);
const titles = (engine: Engine) => [...engine.state.notifications.values()].map(({ title }) => title);

function refuse(engine: Engine, order: Order, there: string): void {
  engine.run({ type: 'begin_submit', orderId: order.id });
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: order.id, reason: 'insufficient', there: decimal(there) } });
}

describe('a sale that is refused for want of coins', () => {
  it('what a fee can be is written off at once, told, and the rest is sold', () => {
    const { engine, exit } = closing();
    refuse(engine, exit(), '0.0999');
    expect(held(engine)).toEqual(['0.0999']);
    expect(titles(engine)).toContain('BTC/USDT: less is there than the books said');
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.099' });
  });

  it('more than that only when nothing has filled for a minute: the answer may be older than the fill', () => {
    const { engine, exit } = closing();
    refuse(engine, exit(), '0');
    expect(held(engine)).toEqual(['0.1']);
    engine.now += 61_000;
    engine.run({ type: 'clock' });
    refuse(engine, exit(), '0.04');
    expect(held(engine)).toEqual(['0.04']);
    engine.now += 6_000;
    engine.run({ type: 'clock' });
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.04' });
    refuse(engine, exit(), '0');
    expect(held(engine)).toEqual(['0']);
    expect(engine.state.exits.size).toBe(0);
  });

  it('nothing while another order of ours stands in the market: it may be what has sold', () => {
    const { engine, exit } = closing('sl=44000');
    const first = exit();
    refuse(engine, first, '0.0999');
    const stops = [...engine.state.orders.values()].filter(({ role, id }) => role === 'stop_loss' && engine.state.activeOrders.has(id));
    expect(stops).toHaveLength(1);
    expect(held(engine)).toEqual(['0.1']);
  });

  it('a buy that rests untouched has sold nothing: it keeps no exit in', () => {
    const { engine, exit } = closing();
    const resting = engine.alert('BUY BTCUSDT qty=0.2 limit=40000', { strategyHint: 'other' });
    engine.price(resting, '45000', spot);
    const [entry] = engine.orders(({ role, strategy }) => role === 'entry' && strategy === 'other');
    if (entry === undefined) throw new Error('nothing rests');
    engine.send(entry);
    expect(engine.state.orders.get(entry.id)).toMatchObject({ status: 'accepted', type: 'limit' });
    refuse(engine, exit(), '0.0999');
    expect(held(engine)).toEqual(['0.0999']);
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.099' });
  });

  it('nothing of what the venue has as the books say, and nothing for an entry', () => {
    const { engine, exit } = closing();
    refuse(engine, exit(), '0.1');
    expect(held(engine)).toEqual(['0.1']);
  });
});
