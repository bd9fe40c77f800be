// An order that leaves and is refused because less is there than the books say: the books go down, but never by what an order of ours
// may have moved, or by what an answer from before a fill does not show yet.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Want } from '../../src/core/model/venues/report.ts';
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

describe('coins of one account that several strategies hold', () => {
  const euros: Instrument = { ...spot, symbol: 'BTC/EUR', quote: 'EUR' };

  /** `other` holds 0.1 beside it, and both have filled long ago. */
  function shared(market = spot, sl = 'sl=44000') {
    const { engine, exit } = closing();
    for (const order of engine.orders(({ role }) => role === 'exit')) engine.run({ type: 'venue_report', report: rejected(order) });
    const signal = engine.alert(`BUY ${market.symbol.replace('/', '')} qty=0.1 ${sl}`, { strategyHint: 'other' });
    engine.price(signal, '45000', market);
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.1', '45000');
    engine.placeProtection();
    engine.now += 90_000;
    engine.run({ type: 'clock' });
    return { engine, exit };
  }
  const rejected = ({ id }: Order, want: Want = {}) => ({ type: 'rejected' as const, orderId: id, reason: 'insufficient', ...want });
  const lack = (engine: Engine, order: Order, there: string, free: string): void => {
    engine.run({ type: 'begin_submit', orderId: order.id });
    engine.run({ type: 'venue_report', report: rejected(order, { there: decimal(there), free: decimal(free) }) });
  };
  const shares = (engine: Engine) => Object.fromEntries([...engine.state.positions.values()].map(({ strategy, qty }) => [strategy, qty]));
  const missing = (engine: Engine) =>
    [...engine.state.notifications.values()].filter(({ groupKey }) => groupKey.startsWith('missing:')).map(({ text }) => text);

  it('who leaves bears what is missing, and sells what no order holds', () => {
    const { engine, exit } = shared();
    lack(engine, exit(), '0.14', '0.04');
    expect(shares(engine)).toEqual({ default: '0.04', other: '0.1' });
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.04' });
    expect(missing(engine)).toEqual([
      'default on paper (PAPER): 0.06 BTC written off: paper has 0.14, 0.1 of it held by orders; no result is counted.',
    ]);
  });

  it('a stop that holds nothing any more may have filled unseen: nothing is written off, and what is free goes', () => {
    const { engine, exit } = shared();
    lack(engine, exit(), '0.04', '0.04');
    expect(shares(engine)).toEqual({ default: '0.1', other: '0.1' });
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.04' });
  });

  it('what is free is sold although another share, that nothing guards at the venue, has less then; people hear of both', () => {
    const { engine, exit } = shared(spot, '');
    lack(engine, exit(), '0.06', '0.06');
    expect(shares(engine)).toEqual({ default: '0.06', other: '0.1' });
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.06' });
    expect(missing(engine)).toEqual([
      'default on paper (PAPER): 0.04 BTC written off: paper has 0.06; no result is counted. What other (0.1) should have is 0.1 short now, too.',
    ]);
  });

  it('coins that another market of theirs holds are counted', () => {
    const { engine, exit } = shared(euros);
    lack(engine, exit(), '0.14', '0.04');
    expect(shares(engine)).toEqual({ default: '0.04', other: '0.1' });
  });

  it('what is free goes at once, however often it was refused before', () => {
    const { engine, exit } = closing();
    for (const waitMs of [0, 5_000, 10_000, 60_000]) {
      engine.now += waitMs;
      engine.run({ type: 'clock' });
      lack(engine, exit(), '0.1', '0');
    }
    expect(exit().status).toBe('rejected');
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    lack(engine, exit(), '0.1', '0.04');
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.04' });
    lack(engine, exit(), '0.1', '0.03');
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.03' });
    lack(engine, exit(), '0.1', '0.0004');
    expect(exit().status).toBe('rejected');
  });

  it('a venue that says that it exceeds what is there has not said that it is too large for one order', () => {
    const { engine, exit } = closing();
    engine.run({ type: 'begin_submit', orderId: exit().id });
    const report = { ...rejected(exit(), { there: decimal('0.1'), free: decimal('0.08') }), reason: 'exceeds the available balance' };
    engine.run({ type: 'venue_report', report });
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.08' });
  });

  it('the rest of an exit waits for the part that is free, and is tried when that is out', () => {
    const { engine, exit } = closing();
    lack(engine, exit(), '0.06', '0.04');
    const part = exit();
    expect(part).toMatchObject({ status: 'initialized', qty: '0.04' });
    engine.send(part);
    expect(exit().id).toBe(part.id);
    engine.fill(part, '0.04', '45000');
    expect(exit()).toMatchObject({ status: 'initialized', qty: '0.06' });
  });
});
