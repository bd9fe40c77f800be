// Exits that are lost at a venue that takes an id once: each leaves again under its own id. Whatever keeps it from leaving, it is never
// called unsent: the request before may still arrive.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { FillId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Engine } from './engine.ts';
import { BUY, engineAt, exits, notFound, told } from './unanswered-stop.ts';

const TRAITS = { nativeStops: false, reduceOnly: false, idsOnce: true } as const;

function closing(): Engine {
  const engine = engineAt(TRAITS);
  engine.enter(BUY, '45000');
  engine.alert('CLOSE BTCUSDT.P');
  return engine;
}
const begin = (engine: Engine, { id: orderId }: Order) => engine.run({ type: 'begin_submit', orderId });
function loseSent(engine: Engine, order: Order, idTaken: { readonly idTaken?: true } = {}): void {
  engine.run({ type: 'submit_failed', orderId: order.id, outcome: 'ambiguous', reason: 'no answer', ...idTaken });
  for (let answers = 0; answers < 3; answers += 1) {
    engine.now += 5_000;
    notFound(engine, order);
  }
}
/** Given up once, and on its way again in the same commit. */
function repeated(): { readonly engine: Engine; readonly exit: Order } {
  const engine = closing();
  const exit = engine.active('exit');
  begin(engine, exit);
  loseSent(engine, exit);
  return { engine, exit };
}
const appears = (engine: Engine, { id: orderId }: Order) =>
  engine.run({ type: 'venue_report', report: { type: 'accepted', orderId, venueOrderId: 'v9' as VenueOrderId } });

describe('an exit that was given up', () => {
  it('leaves again at once as the same order, and the venue is told that it may be there', () => {
    const { engine, exit } = repeated();
    expect(engine.order(exit.id)).toMatchObject({ status: 'initialized', inquiry: null, repeats: 1 });
    expect(begin(engine, exit)).toMatchObject({ type: 'submit', request: { id: exit.id, again: true, qty: '0.1' } });
    expect(exits(engine)).toHaveLength(1);
  });

  it('is told of once, however often', () => {
    const { engine, exit } = repeated();
    for (let times = 0; times < 4; times += 1) {
      for (let waits = 0; waits < 40 && engine.status(exit.id) !== 'initialized'; waits += 1) {
        engine.now += 5_000;
        engine.run({ type: 'clock' });
      }
      begin(engine, exit);
      loseSent(engine, exit);
    }
    expect(exits(engine)).toHaveLength(1);
    expect(told(engine, 'Closing ').map(({ title, count }) => [title, count])).toEqual([['Closing BTC/USDT:USDT failed once', 1]]);
  });

  it('is looked up after a crash around the second request, and not sent on the strength of it', () => {
    const { engine, exit } = repeated();
    begin(engine, exit);
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect(engine.order(exit.id)).toMatchObject({ status: 'submitted', inquiry: { attempts: 0 } });
    expect(engine.due().filter(({ type }) => type === 'submit_order')).toEqual([]);
    for (let answers = 0; answers < 3; answers += 1) {
      engine.now += 5_000;
      notFound(engine, exit);
    }
    engine.now += 5_000;
    engine.run({ type: 'clock' });
    expect(engine.order(exit.id)).toMatchObject({ status: 'initialized', repeats: 2 });
  });

  it('goes with the first request, when that comes before the second one has left', () => {
    const { engine, exit } = repeated();
    engine.fill(exit, '0.1', '44900');
    expect(engine.status(exit.id)).toBe('filled');
    expect(begin(engine, exit)).toMatchObject({ type: 'skipped' });
    expect(engine.position()?.qty).toBe('0');
  });

  it('tries its id again when the venue cannot be reached', () => {
    const { engine, exit } = repeated();
    begin(engine, exit);
    engine.run({ type: 'submit_failed', orderId: exit.id, outcome: 'unavailable', reason: 'refused' });
    expect(engine.order(exit.id)).toMatchObject({ status: 'initialized', repeats: 1, retry: { attempts: 1 } });
    expect(exits(engine)).toHaveLength(1);
  });

  it('is looked up for good where the venue says that it has its id, and does not show it: people are told once', () => {
    const { engine, exit } = repeated();
    begin(engine, exit);
    loseSent(engine, exit, { idTaken: true });
    for (let answers = 0; answers < 30; answers += 1) {
      engine.now += 60_000;
      notFound(engine, exit);
    }
    expect([engine.status(exit.id), exits(engine).length, engine.order(exit.id).inquiry === null]).toEqual(['submitted', 1, false]);
    expect(told(engine, 'does not show it')).toMatchObject([{ severity: 'alarm', count: 1 }]);
    appears(engine, exit);
    expect(engine.status(exit.id)).toBe('accepted');
    expect(told(engine, 'the exit has appeared')).toHaveLength(1);
  });

  it('goes under another id when a person has given up the one that the venue has and does not show', () => {
    const { engine, exit } = repeated();
    begin(engine, exit);
    loseSent(engine, exit, { idTaken: true });
    engine.run({ type: 'cancel_order', orderId: exit.id, by: 'ann', updateId: null });
    engine.now += 5_000;
    notFound(engine, exit);
    expect(engine.status(exit.id)).toBe('lost');
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.active('exit').id).not.toBe(exit.id);
    appears(engine, exit);
    expect(engine.status(exit.id)).toBe('pending_cancel');
  });

  it('is looked up where a part of it was heard of before the answer: the first request may have been for less', () => {
    const { engine, exit } = repeated();
    begin(engine, exit);
    engine.fill(exit, '0.06', '44900', 'f-first');
    engine.run({ type: 'submit_failed', orderId: exit.id, outcome: 'ambiguous', reason: 'id taken', idTaken: true });
    expect(engine.dueTypes()).toContain('look_up_order');
    const fill = { id: 'f-first' as FillId, qty: decimal('0.06'), price: decimal('44900'), fee: decimal('0'), feeCurrency: 'USDT', at: 0 };
    const found = { orderId: exit.id, venueOrderId: 'v9' as VenueOrderId, status: 'filled' as const, qty: decimal('0.06'), reason: null };
    engine.run({ type: 'order_looked_up', orderId: exit.id, found: { ...found, fills: [fill] } });
    expect(engine.status(exit.id)).toBe('filled');
    expect(engine.active('exit')).toMatchObject({ qty: '0.04', status: 'initialized' });
  });

  it('gets another id where an id is free again some time', () => {
    const free = engineAt({ nativeStops: false, reduceOnly: false });
    free.enter(BUY, '45000');
    free.alert('CLOSE BTCUSDT.P');
    const exit = free.active('exit');
    begin(free, exit);
    loseSent(free, exit);
    expect(free.status(exit.id)).toBe('lost');
    expect(free.active('exit').id).not.toBe(exit.id);
  });
});

describe('whoever wants out a second time, while what was given up waits for its next attempt', () => {
  const givenUpTwice = (target = 'CLOSE BTCUSDT.P') => {
    const engine = engineAt(TRAITS);
    engine.enter(BUY, '45000');
    engine.alert(target);
    const exit = engine.active('exit');
    begin(engine, exit);
    loseSent(engine, exit);
    begin(engine, exit);
    loseSent(engine, exit);
    expect(engine.status(exit.id)).toBe('lost');
    engine.now += 1_000;
    engine.alert('CLOSE BTCUSDT.P');
    return { engine, exit };
  };

  it('gets the same order, at once: the request before may still arrive', () => {
    const { engine, exit } = givenUpTwice();
    expect(exits(engine).map(({ id, status }) => [id, status])).toEqual([[exit.id, 'initialized']]);
    begin(engine, exit);
    loseSent(engine, exit);
    expect(exits(engine)).toHaveLength(1);
    engine.fill(exit, '0.1', '44900');
    expect(engine.position()?.qty).toBe('0');
    expect(engine.state.exits.size).toBe(0);
  });

  it('gets the rest beside the part that leaves again', () => {
    const { engine, exit } = givenUpTwice('CLOSE BTCUSDT.P 50%');
    expect(exits(engine).map(({ status, qty }) => `${status} ${qty}`)).toEqual(['initialized 0.05', 'initialized 0.05']);
    for (const each of exits(engine)) begin(engine, each);
    loseSent(engine, exit);
    for (const each of exits(engine).filter(({ id }) => id !== exit.id)) engine.fill(each, '0.05', '44900');
    expect(exits(engine)).toHaveLength(2);
    engine.fill(exit, '0.05', '44900');
    expect(engine.position()?.qty).toBe('0');
  });

  it('gets no second order where the venue says that it has the first one, and does not show it', () => {
    const { engine, exit } = repeated();
    begin(engine, exit);
    loseSent(engine, exit, { idTaken: true });
    engine.alert('CLOSE BTCUSDT.P');
    expect(exits(engine).map(({ id }) => id)).toEqual([exit.id]);
  });

  it('is told again what is in the way, and how to get out', () => {
    const { engine, exit } = repeated();
    begin(engine, exit);
    loseSent(engine, exit, { idTaken: true });
    expect(told(engine, 'does not show it')).toMatchObject([{ count: 1 }]);
    engine.alert('CLOSE BTCUSDT.P');
    expect(told(engine, 'does not show it')).toMatchObject([{ count: 2 }]);
    expect(told(engine, 'does not show it').map(({ nextStep }) => nextStep?.includes('/cancel'))).toEqual([true]);
  });
});

describe('what was given up and does not leave again', () => {
  it('is lost, and taken back when it appears: a person has cancelled it', () => {
    const { engine, exit } = repeated();
    engine.run({ type: 'cancel_order', orderId: exit.id, by: 'ann', updateId: null });
    expect(engine.order(exit.id)).toMatchObject({ status: 'lost', inquiry: { attempts: 0 } });
    appears(engine, exit);
    expect(engine.status(exit.id)).toBe('pending_cancel');
  });

  it('is lost, and not denied: the books are from a backup', () => {
    const { engine, exit } = repeated();
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: true });
    expect(engine.order(exit.id).inquiry).not.toBeNull();
    expect(['lost', 'initialized']).toContain(engine.status(exit.id));
    engine.fill(exit, '0.1', '44900');
    expect(engine.position()?.qty).toBe('0');
  });
});
