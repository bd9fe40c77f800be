// Venues that count the digits of a price: a stop beyond a power of ten has another tick than the price at which its position was opened.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { levelAt, tickAt } from '../../src/core/model/markets/price-tick.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const digits = { count: 5, wholeAlways: true };
/** As it was learnt at a price of 9.9. */
const instrument: Instrument = { ...perpetual, tickSize: decimal('0.0001'), priceDigits: digits };

it('a stop beyond a power of ten is placed as the venue takes it, once, and so is one that a person puts there later', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter('SELL BTCUSDT.P @ 9.9 qty=100 sl=10.12345', '9.9', instrument);
  const stops = () => [...engine.state.orders.values()].filter(({ role }) => role === 'stop_loss').map(({ stopPrice }) => stopPrice);
  engine.now += 60_000;
  expect(stops()).toEqual(['10.124']);
  engine.run({ type: 'clock' });
  expect(stops()).toEqual(['10.124']);
});

/** The venue takes steps of ten by now, where a half was one when the position was opened. */
function refuseForItsTick(engine: Engine): void {
  const stop = engine.active('stop_loss');
  engine.run({ type: 'begin_submit', orderId: stop.id });
  const listed = { ...perpetual, tickSize: decimal('10') };
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: stop.id, reason: 'price filter', instrument: listed } });
}

it.each([
  ['BUY BTCUSDT.P @ 45000 qty=0.1 sl=44004.5', '44000'],
  ['SELL BTCUSDT.P @ 45000 qty=0.1 sl=46004.5', '46010'],
])('a stop that is refused since the tick is coarser by now goes to the new one on the side that is further: %s', (words, level) => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  const signal = engine.alert(words);
  engine.price(signal, '45000');
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, entry.qty, '45000');
  refuseForItsTick(engine);
  expect(engine.active('stop_loss')).toMatchObject({ status: 'initialized', stopPrice: level });
  expect(engine.orders(({ role }) => role === 'exit')).toEqual([]);
});

it('a stop that stands already stays where it is when the tick has become coarser', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1 sl=44004.5 tp=47000', '45000');
  const stop = engine.active('stop_loss');
  const close = engine.alert('CLOSE BTCUSDT.P qty=0.05');
  const exit = engine.orders(({ signalId }) => signalId === close.id)[0];
  if (exit === undefined) throw new Error('nothing leaves');
  engine.run({ type: 'begin_submit', orderId: exit.id });
  const instrument = { ...perpetual, tickSize: decimal('10') };
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: exit.id, reason: 'price filter', instrument } });
  expect(engine.position()?.instrument.tickSize).toBe('10');
  expect(engine.order(stop.id)).toMatchObject({ status: 'accepted', cancel: null, stopPrice: '44004.5' });
});

it('a level is as it was where the tick holds for every price', () => {
  const fixed: Instrument = { ...perpetual, tickSize: decimal('0.0001') };
  expect(levelAt(fixed, decimal('10.1234'), 'stop', false)).toBe('10.1234');
  expect(levelAt(instrument, decimal('10.1231'), 'stop', false)).toBe('10.124');
  expect(levelAt(instrument, decimal('10.1239'), 'stop', true)).toBe('10.123');
  expect(levelAt(instrument, decimal('10.1239'), 'limit', true)).toBe('10.124');
  expect(tickAt(instrument, decimal('9.1'))).toBe('0.0001');
});
