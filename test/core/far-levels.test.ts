// A stop that is a distance would guard nothing: how far a price may lie from the market depends on what is traded.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { Engine, perpetual, settingsWith, spot } from './engine.ts';

const pound: Instrument = { ...perpetual, symbol: 'GBP/JPY', base: 'GBP', quote: 'JPY', tickSize: decimal('0.001') };
const dollar: Instrument = { ...pound, symbol: 'EUR/USD', base: 'EUR', quote: 'USD', tickSize: decimal('0.00001') };
const coin: Instrument = { ...spot, symbol: 'XRP/JPY', base: 'XRP', quote: 'JPY', tickSize: decimal('0.001') };

const entered = (text: string, price: string, instrument: Instrument): string => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  const signal = engine.alert(text);
  engine.price(signal, price, instrument);
  const { state, error } = engine.signal(signal.id);
  return error === null ? state : error.code;
};

describe('a level beside the price of currencies', () => {
  it.each([
    ['buy GBPJPY qty=10 sl=25', '190.5', pound],
    ['buy GBPJPY qty=10 sl=100', '190.5', pound],
    ['buy GBPJPY qty=10 tp=300', '190.5', pound],
    ['buy EURUSD qty=10 sl=0.5', '1.0832', dollar],
    ['buy EURUSD qty=10 tp=2.5', '1.0832', dollar],
  ])('%s at %s is refused: it may be a distance', (text, price, instrument) => {
    expect(entered(text, price, instrument)).toBe('INVALID_PRICE');
  });

  it.each([
    ['buy GBPJPY qty=10 sl=180 tp=200', '190.5', pound],
    ['buy EURUSD qty=10 sl=1.02', '1.0832', dollar],
    ['buy XRPJPY qty=10 sl=100', '190.5', coin],
  ])('%s at %s is one', (text, price, instrument) => {
    expect(entered(text, price, instrument)).not.toBe('INVALID_PRICE');
  });
});
