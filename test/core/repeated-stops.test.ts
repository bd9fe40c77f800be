// Stops that are lost at a venue that takes an id once: each leaves again under its own id, so that no two of them ever rest.

import { describe, expect, it } from 'vitest';
import type { VenueTraits } from '../../src/core/model/account.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Engine } from './engine.ts';
import { BUY, engineAt, foundEnded, notFound, told } from './unanswered-stop.ts';

const ONCE = { reduceOnly: false, idsOnce: true } as const;

const stops = (engine: Engine): readonly Order[] => engine.orders(({ role }) => role === 'stop_loss');
const begin = (engine: Engine, { id: orderId }: Order) => engine.run({ type: 'begin_submit', orderId });

function lose(engine: Engine, order: Order, idTaken: { readonly idTaken?: true } = {}): void {
  begin(engine, order);
  engine.run({ type: 'submit_failed', orderId: order.id, outcome: 'ambiguous', reason: 'no answer', ...idTaken });
  for (let answers = 0; answers < 3; answers += 1) {
    engine.now += 5_000;
    notFound(engine, order);
  }
}
/** Time passes until it is on its way again. */
function wait(engine: Engine): void {
  for (let waits = 0; waits < 40 && !stops(engine).some(({ status }) => status === 'initialized'); waits += 1) {
    engine.now += 5_000;
    engine.run({ type: 'clock' });
  }
}
function enter(traits: Partial<VenueTraits>): Engine {
  const engine = engineAt(traits);
  engine.price(engine.alert(BUY), '45000');
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, '0.1', '45000');
  return engine;
}
function withLostStop(): { readonly engine: Engine; readonly stop: Order } {
  const engine = enter(ONCE);
  const stop = engine.active('stop_loss');
  lose(engine, stop);
  return { engine, stop };
}

describe('a stop that was given up', () => {
  it('leaves again at once as the same order', () => {
    const { engine, stop } = withLostStop();
    expect(stops(engine)).toMatchObject([{ id: stop.id, status: 'initialized', repeats: 1, stopPrice: '44000' }]);
    expect(begin(engine, stop)).toMatchObject({ type: 'submit', request: { id: stop.id, again: true, qty: '0.1', stopPrice: '44000' } });
    expect(told(engine, 'stood without its stop-loss')).toHaveLength(1);
  });

  it('goes to where the plan has moved it, under its id', () => {
    const { engine, stop } = withLostStop();
    begin(engine, stop);
    engine.run({ type: 'submit_failed', orderId: stop.id, outcome: 'ambiguous', reason: 'no answer' });
    engine.alert('{"action":"modify","symbol":"BTCUSDT.P","stop_loss":44500}');
    for (let answers = 0; answers < 3; answers += 1) {
      engine.now += 5_000;
      notFound(engine, stop);
    }
    wait(engine);
    expect(stops(engine)).toMatchObject([{ id: stop.id, status: 'initialized', stopPrice: '44500', cancel: null }]);
  });

  it('is taken where it stands, and then replaced, when the first request was for another level', () => {
    const { engine, stop } = withLostStop();
    engine.alert('{"action":"modify","symbol":"BTCUSDT.P","stop_loss":44500}');
    wait(engine);
    begin(engine, stop);
    engine.run({ type: 'submit_failed', orderId: stop.id, outcome: 'ambiguous', reason: 'id taken', idTaken: true });
    const found = {
      orderId: stop.id,
      venueOrderId: 'v9' as VenueOrderId,
      status: 'open' as const,
      qty: stop.qty,
      fills: [],
      reason: null,
      prices: { stopPrice: stop.stopPrice, limitPrice: null },
    };
    for (let looks = 0; looks < 3; looks += 1) {
      engine.now += 1_000;
      engine.run({ type: 'order_looked_up', orderId: stop.id, found });
    }
    expect(engine.order(stop.id)).toMatchObject({ status: 'pending_cancel', stopPrice: '44000' });
    expect(stops(engine)).toHaveLength(1);
    expect(told(engine, 'was changed at the venue')).toEqual([]);
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'asked for' } });
    foundEnded(engine, stop, 'canceled');
    expect(stops(engine).filter(({ status }) => status === 'initialized')).toMatchObject([{ stopPrice: '44500' }]);
  });

  it('is looked up for good where the venue says that it has its id', () => {
    const { engine, stop } = withLostStop();
    begin(engine, stop);
    engine.run({ type: 'submit_failed', orderId: stop.id, outcome: 'ambiguous', reason: 'id taken', idTaken: true });
    for (let answers = 0; answers < 10; answers += 1) {
      engine.now += 60_000;
      engine.run({ type: 'clock' });
      notFound(engine, stop);
    }
    expect(stops(engine)).toMatchObject([{ id: stop.id, status: 'submitted' }]);
    expect(told(engine, 'the stop')).toMatchObject([{ title: 'BTC/USDT:USDT: the venue has not confirmed the stop', count: 1 }]);
  });

  it('counts as often as it has left: who wants no position without a stop leaves after the third time', () => {
    const { engine, stop } = withLostStop();
    lose(engine, stop);
    wait(engine);
    lose(engine, stop);
    wait(engine);
    expect(told(engine, 'EMERGENCY EXIT')).toHaveLength(1);
  });

  it('gets another id where an id is free again some time', () => {
    const engine = enter({ reduceOnly: false });
    lose(engine, engine.active('stop_loss'));
    expect(stops(engine).map(({ status }) => status)).toEqual(['lost', 'initialized']);
  });
});
