// Exits of a part: what is under way counts as done, and what may have filled is asked about before anything is sent again.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { makeSignalId } from '../../src/core/model/ids.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }));

function closeWith(engine: Engine, price: string): void {
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, price);
}

describe('an exit', () => {
  it('of half, said again while the first is under way, is half of what that one leaves', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P 50%');
    engine.alert('CLOSE BTCUSDT.P 50%');
    engine.alert(JSON.stringify({ action: 'sell', symbol: 'BTCUSDT.P', percent: 60, percent_of: 'position' }));
    const exits = engine.orders(({ role }) => role === 'exit');
    expect(exits.map(({ qty }) => qty)).toEqual(['0.05', '0.025', '0.015']);
    for (const exit of exits) {
      engine.send(exit);
      engine.fill(exit, exit.qty, '45100');
    }
    expect(engine.position()?.qty).toBe('0.01');
  });

  it('of everything, said while a part is under way, leaves nothing', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P 50%');
    engine.alert('CLOSE BTCUSDT.P 100%');
    engine.alert('CLOSE BTCUSDT.P 50%');
    for (const exit of engine.orders(({ role }) => role === 'exit')) {
      engine.send(exit);
      engine.fill(exit, exit.qty, '45100');
    }
    expect(engine.position()?.qty).toBe('0');
    expect(engine.state.exits.size).toBe(0);
  });

  it('of a part that the venue cancels is not sent again before it is known how much of it had filled', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P qty=0.04');
    const exit = engine.active('exit');
    engine.send(exit);
    // its only fill is on its way while the venue already says that it has ended
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: exit.id, reason: 'expired at the venue' } });
    expect(() => engine.active('exit')).toThrow('0 active exit');
    expect(engine.dueTypes()).toContain('look_up_order');
    engine.fill(exit, '0.03', '45100');
    const venueOrderId = engine.order(exit.id).venueOrderId;
    const { fills } = engine.order(exit.id);
    if (venueOrderId === null) throw new Error('it was never accepted');
    const found = { orderId: exit.id, venueOrderId, status: 'canceled', qty: exit.qty, fills, reason: null } as const;
    engine.run({ type: 'order_looked_up', orderId: exit.id, found });
    expect(engine.active('exit').qty).toBe('0.01');
    closeWith(engine, '45100');
    expect(engine.position()?.qty).toBe('0.06');
    expect(engine.state.exits.size).toBe(0);
  });

  it('half, tapped twice, leaves a quarter', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const positionKey = engine.position()?.key;
    if (positionKey === undefined) throw new Error('no position');
    for (const n of ['fffffffffff01', 'fffffffffff02'])
      engine.run({
        type: 'close_position',
        signalId: makeSignalId(engine.now, n),
        positionKey,
        percent: decimal('50'),
        by: ANN,
        updateId: null,
      });
    expect(engine.orders(({ role }) => role === 'exit').map(({ qty }) => qty)).toEqual(['0.05', '0.025']);
  });
});
