// An order against what is held is an exit, whatever stop and target its strategy sends with it: those of a long stand on the wrong side
// of the sell that closes it, and must not keep it open.

import { describe, expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import { BUY, engineAt } from './unanswered-stop.ts';

const sell = (more: Record<string, unknown> = {}): string =>
  JSON.stringify({ action: 'sell', symbol: 'BTCUSDT.P', price: 45500, quantity: 0.1, sl: 44000, tp: 48000, ...more });
const held = (): Engine => {
  const engine = engineAt();
  engine.enter(BUY, '45000');
  return engine;
};
const entries = (engine: Engine) => engine.orders(({ role }) => role === 'entry');

describe('a sell with the levels of the long that it closes', () => {
  it('closes it, and says what was wrong', () => {
    const engine = held();
    const { id } = engine.alert(sell());
    expect(engine.active('exit')).toMatchObject({ side: 'sell', qty: '0.1', type: 'market' });
    expect(engine.signal(id).error).toBeNull();
    expect(engine.signal(id).reading.warnings.join()).toContain('is on the wrong side of the price 45500 of a sell');
  });

  it('closes a part where it is one, and opens nothing where it is for more', () => {
    const part = held();
    part.alert(sell({ quantity: 0.04 }));
    expect(part.active('exit').qty).toBe('0.04');
    const more = held();
    more.alert(sell({ quantity: 0.3 }));
    expect(more.active('exit').qty).toBe('0.1');
    const { id: orderId } = more.active('exit');
    more.run({ type: 'begin_submit', orderId });
    more.fill(more.order(orderId), '0.1', '45500');
    expect(entries(more)).toHaveLength(1);
    expect(more.dueTypes()).not.toContain('price_signal');
  });
});

it.each([{ position_size: -0.1 }, { market_position: 'short' }, { market_position: 'short', market_position_size: 0.1, quantity: 0.2 }])(
  'what it leads to, %j, is not entered without its stop',
  (target) => {
    const engine = held();
    const { id } = engine.alert(sell({ quantity: undefined, ...target }));
    expect([engine.active('exit').qty, engine.signal(id).entry]).toEqual(['0.1', null]);
  },
);

describe('it stays refused', () => {
  it.each([
    ['where nothing is held', engineAt, sell()],
    ['on the side that is held', held, JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', price: 45500, quantity: 0.1, sl: 46000 })],
    ['where it may be a report', held, sell({ status: 'filled' })],
    ['where it rests at a limit', held, sell({ order_type: 'limit' })],
    ['as a post', held, '#BTCUSDT.P SHORT\nEntry: market\nPrice now: 45500\nTP: 48000\nSL: 44000'],
  ] as const)('%s', (_name, make, text) => {
    const engine = make();
    const before = entries(engine).length;
    const { id } = engine.alert(text);
    expect(engine.signal(id).error).not.toBeNull();
    expect([engine.orders(({ role }) => role === 'exit'), entries(engine).length]).toEqual([[], before]);
  });
});
