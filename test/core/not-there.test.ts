// Owns: that a stop is held back only where nothing of its position is at the venue, by the difference that people were asked about and
// what has been traded since.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type OrderId, type VenueOrderId } from '../../src/core/model/ids.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';
import { engineAt } from './unanswered-stop.ts';

const PAPER = accountName('paper');
const SYMBOL = perpetual.symbol;

const alert = (strategy: string, action: string, more: object = {}): string =>
  JSON.stringify({ action, symbol: SYMBOL, quantity: 1, strategy, ...more });

function seen(engine: Engine, booked: string, held: string): void {
  const qtys = { booked: decimal(booked), held: decimal(held) };
  const position = { symbol: SYMBOL, ...qtys, instrument: perpetual, price: decimal('50000'), productType: null };
  engine.run({ type: 'venue_seen', account: PAPER, positions: [position], orders: [], gone: [], nonce: engine.nonce() });
}
const takenAway = (engine: Engine, orderId: OrderId): void => {
  engine.run({ type: 'venue_report', report: { type: 'canceled', orderId, reason: 'by hand' } });
};
const stopsOf = (engine: Engine, strategy: string): string[] =>
  engine
    .orders((order) => order.role === 'stop_loss' && order.strategy === strategy && engine.state.activeOrders.has(order.id))
    .map(({ side, qty }) => `${side} ${qty}`);

/** Closed by hand, with its stop, and people were asked. */
function closedByHand(): Engine {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter(alert('default', 'buy', { stop_loss: 49000 }), '50000');
  const stop = engine.active('stop_loss');
  seen(engine, '1', '0');
  takenAway(engine, stop.id);
  expect(stopsOf(engine, 'default')).toEqual([]);
  return engine;
}

it('what is bought behind a difference is guarded', () => {
  const engine = closedByHand();
  engine.enter(alert('default', 'buy', { stop_loss: 49000, quantity: 3 }), '50000');
  seen(engine, '4', '3');
  expect(stopsOf(engine, 'default')).toEqual(['sell 4']);
});

it('so is what another strategy buys there', () => {
  const engine = closedByHand();
  engine.enter(alert('other', 'buy', { stop_loss: 49000, quantity: 3 }), '50000');
  seen(engine, '4', '3');
  expect(stopsOf(engine, 'other')).toEqual(['sell 3']);
});

const ALONE = { reduceOnly: false, oco: false };
const clock = (engine: Engine): void => void engine.run({ type: 'clock' });
const isBeingCancelled = (engine: Engine): boolean => engine.active('stop_loss').status === 'pending_cancel';

it('where it would open the other side, a stop is not taken away on the strength of a list that may be from before the fill', () => {
  const engine = engineAt(ALONE);
  engine.enter(alert('default', 'buy', { stop_loss: 49000 }), '50000');
  engine.now += 10_000;
  seen(engine, '1', '0');
  expect(isBeingCancelled(engine)).toBe(false);
  const [words] = engine.state.notifications
    .valueSeq()
    .filter(({ groupKey }) => groupKey.startsWith('difference:'))
    .toArray();
  expect(words?.text).toContain('it is cancelled in a minute, as the list may be late');
  engine.now += 40_000;
  seen(engine, '1', '1');
  engine.now += 60_000;
  clock(engine);
  expect(isBeingCancelled(engine)).toBe(false);
});

it('of a part that is not there the stop is cut, of two strategies that of the later one, and grows when it is seen again', () => {
  const engine = engineAt(ALONE);
  engine.enter(alert('default', 'buy', { stop_loss: 49000, quantity: 3 }), '50000');
  engine.now += 1_000;
  engine.enter(alert('other', 'buy', { stop_loss: 49000, quantity: 2 }), '50000');
  engine.now += 70_000;
  const stops = (strategy: string) =>
    engine.orders((order) => order.role === 'stop_loss' && order.strategy === strategy && engine.state.activeOrders.has(order.id));
  const wanted = (strategy: string): string[] => stops(strategy).map((order) => order.modify?.qty ?? order.qty);
  seen(engine, '5', '4');
  expect([wanted('default'), wanted('other')]).toEqual([['3'], ['1']]);
  engine.now += 60_000;
  clock(engine);
  expect([wanted('default'), wanted('other')]).toEqual([['3'], ['1']]);
  seen(engine, '5', '5');
  for (const { id } of stops('other')) engine.run({ type: 'venue_report', report: { type: 'amended', orderId: id, qty: decimal('1') } });
  expect([wanted('default'), wanted('other')]).toEqual([['3'], ['2']]);
});

it('what is still not there after that is no late list: its stop goes, and is back in the moment in which the position is seen again', () => {
  const engine = engineAt(ALONE);
  engine.enter(alert('default', 'buy', { stop_loss: 49000 }), '50000');
  const stop = engine.active('stop_loss');
  engine.now += 10_000;
  seen(engine, '1', '0');
  engine.now += 50_000;
  clock(engine);
  expect(isBeingCancelled(engine)).toBe(true);
  engine.run({ type: 'begin_cancel', orderId: stop.id });
  takenAway(engine, stop.id);
  const found = { orderId: stop.id, venueOrderId: stop.venueOrderId ?? ('v1' as VenueOrderId), qty: stop.qty, fills: [], reason: null };
  engine.run({ type: 'order_looked_up', orderId: stop.id, found: { ...found, status: 'canceled' } });
  expect(stopsOf(engine, 'default')).toEqual([]);
  engine.now += 20_000;
  clock(engine);
  engine.now += 1_000;
  seen(engine, '1', '1');
  expect(stopsOf(engine, 'default')).toEqual(['sell 1']);
});
