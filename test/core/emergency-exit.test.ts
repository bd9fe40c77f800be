import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import type { Engine } from './engine.ts';
import { buy, engineWith, exitsMade, fillExit, held } from './plan-engine.ts';

/** The venue refuses the stop that is there to be sent. */
function refuseStop(engine: Engine): void {
  const stop = engine.active('stop_loss');
  engine.run({ type: 'begin_submit', orderId: stop.id });
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: stop.id, reason: 'no stops today' } });
}

function refuseOften(engine: Engine, times: number): void {
  for (let attempt = 0; attempt < times; attempt += 1) {
    if (engine.orders(({ role, id }) => role === 'stop_loss' && engine.state.activeOrders.has(id)).length === 0) {
      engine.now += 60_000;
      engine.run({ type: 'clock' });
    }
    refuseStop(engine);
  }
}

const alarms = (engine: Engine): string[] => [...engine.state.notifications.values()].map(({ title }) => title);

describe('a stop that the venue does not take', () => {
  it('ends in an emergency exit and a loud alarm, once', () => {
    const engine = engineWith({}, { oco: false });
    engine.enter(buy({ stop_loss: 49000 }), '50000');
    refuseOften(engine, 2);
    expect(exitsMade(engine)).toEqual([]);
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    refuseStop(engine);
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
    expect(alarms(engine)).toContain('BTC/USDT:USDT: EMERGENCY EXIT');
    engine.now += 120_000;
    engine.run({ type: 'clock' });
    expect(exitsMade(engine)).toHaveLength(1);
    fillExit(engine, '49500');
    expect(held(engine).qty).toBe('0');
  });

  it('where the strategy says so is kept, watched and tried again', () => {
    const engine = engineWith({ onStopFailure: 'watch' }, { oco: false });
    engine.enter(buy({ stop_loss: 49000 }), '50000');
    refuseOften(engine, 5);
    engine.now += 3_600_000;
    engine.run({ type: 'clock' });
    expect(exitsMade(engine)).toEqual([]);
    expect(engine.active('stop_loss').status).toBe('initialized');
  });

  it('is not counted where the venue took it and ended it later', () => {
    const engine = engineWith({}, { oco: false });
    engine.enter(buy({ stop_loss: 49000 }), '50000');
    for (let day = 0; day < 5; day += 1) {
      const stop = engine.active('stop_loss');
      if (stop.status === 'initialized') engine.send(stop);
      engine.run({ type: 'venue_report', report: { type: 'expired', orderId: stop.id } });
      engine.now += 24 * 3_600_000;
      engine.run({ type: 'clock' });
    }
    expect(exitsMade(engine)).toEqual([]);
  });

  it('since a part was sold by hand is no reason to leave the rest: it stands again as soon as the books follow', () => {
    const engine = engineWith({}, { oco: false });
    engine.enter(buy({ stop_loss: 49000 }), '50000');
    // a person takes it back, to sell a part
    const { id, qty } = engine.active('stop_loss');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: id, reason: 'by its owner' } });
    const found = { orderId: id, venueOrderId: `v-${id}` as VenueOrderId, status: 'canceled', qty, fills: [], reason: null } as const;
    engine.run({ type: 'order_looked_up', orderId: id, found });
    for (let second = 0; second < 200; second += 1) {
      const stop = engine.orders(({ role, status }) => role === 'stop_loss' && status === 'initialized').at(-1);
      if (stop !== undefined) {
        const report = { type: 'rejected', orderId: stop.id, reason: 'only 0.06 is there', there: decimal('0.06') } as const;
        if (stop.qty !== '0.1') engine.send(stop);
        else {
          engine.run({ type: 'begin_submit', orderId: stop.id });
          engine.run({ type: 'venue_report', report });
        }
      }
      engine.now += 1_000;
      engine.run({ type: 'clock' });
    }
    expect(exitsMade(engine)).toEqual([]);
    expect(held(engine).qty).toBe('0.06');
    expect(engine.active('stop_loss')).toMatchObject({ qty: '0.06', status: 'accepted' });
  });
});
