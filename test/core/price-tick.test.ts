// Venues that count the digits of a price: a stop beyond a power of ten has another tick than the price at which its position was opened.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/instrument.ts';
import { levelAt, tickAt } from '../../src/core/model/price-tick.ts';
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

it('a level is as it was where the tick holds for every price', () => {
  const fixed: Instrument = { ...perpetual, tickSize: decimal('0.0001') };
  expect(levelAt(fixed, decimal('10.1234'), 'stop', false)).toBe('10.1234');
  expect(levelAt(instrument, decimal('10.1231'), 'stop', false)).toBe('10.124');
  expect(levelAt(instrument, decimal('10.1239'), 'stop', true)).toBe('10.123');
  expect(levelAt(instrument, decimal('10.1239'), 'limit', true)).toBe('10.124');
  expect(tickAt(instrument, decimal('9.1'))).toBe('0.0001');
});
