// Stops and targets in pips and points: counted where everybody counts them alike or config.yaml says it, refused elsewhere.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { PLAIN_READING, type ReadingRules } from '../../src/core/model/alerts/reading-rules.ts';
import { NO_SIZES, pipSizeOf, pointSizeOf } from '../../src/core/model/markets/unit-sizes.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const instrumentOf = (base: string, quote: string, tick = '0.00001'): Instrument => ({
  ...perpetual,
  symbol: `${base}/${quote}`,
  base,
  quote,
  kind: 'spot',
  tickSize: decimal(tick),
});

describe('a pip', () => {
  it.each([
    ['EUR', 'USD', '0.0001'],
    ['USD', 'JPY', '0.01'],
    ['GBP', 'JPY', '0.01'],
    ['EUR', 'HUF', '0.01'],
    ['AUD', 'NZD', '0.0001'],
    ['EUR', 'TRY', '0.0001'],
  ])('of %s/%s is %s', (base, quote, size) => {
    expect(pipSizeOf(instrumentOf(base, quote), NO_SIZES)).toBe(size);
  });

  it.each([
    ['XAU', 'USD'],
    ['BTC', 'USDT'],
    ['BTC', 'USD'],
    ['TSLA', 'USD'],
    ['USD', 'INR'],
  ])('of %s/%s is what config.yaml says, or nothing', (base, quote) => {
    const instrument = instrumentOf(base, quote);
    const { symbol } = instrument;
    expect(pipSizeOf(instrument, NO_SIZES)).toBeNull();
    expect(pipSizeOf(instrument, { ...NO_SIZES, pipSize: { '*': decimal('0.1') } })).toBe('0.1');
    expect(pipSizeOf(instrument, { ...NO_SIZES, pipSize: { '*': decimal('0.1'), [symbol]: decimal('0.5') } })).toBe('0.5');
  });

  it('that all brokers count alike is changed for its own symbol only', () => {
    const pipSize = { '*': decimal('0.1') };
    expect(pipSizeOf(instrumentOf('EUR', 'USD'), { ...NO_SIZES, pipSize })).toBe('0.0001');
    expect(pipSizeOf(instrumentOf('EUR', 'USD'), { ...NO_SIZES, pipSize: { 'EUR/USD': decimal('0.00001') } })).toBe('0.00001');
  });

  it('is no name of an object', () => {
    expect(pipSizeOf({ ...perpetual, symbol: 'constructor' }, NO_SIZES)).toBeNull();
    expect(pointSizeOf({ ...perpetual, symbol: '__proto__' }, NO_SIZES)).toBeNull();
  });
});

function entered(fields: Record<string, unknown>, reading: Partial<ReadingRules> = {}, action = 'buy') {
  const engine = new Engine(settingsWith({ reading: { ...PLAIN_READING, ...reading } }));
  const signal = engine.alert(JSON.stringify({ action, symbol: 'BTCUSDT.P', quantity: 1, ...fields }));
  if (signal.error !== null) return { engine, error: signal.error, proposal: null };
  engine.price(signal, '45000', perpetual);
  const { error, proposal } = engine.signal(signal.id);
  return { engine, error, proposal };
}

describe('an entry with stop and target', () => {
  const sizes = { pipSize: { 'BTC/USDT:USDT': decimal('10') }, pointSize: { '*': decimal('0.5') } };

  it('in pips and points leaves at the prices that they come to, on the side that each belongs to', () => {
    const price = Number(entered({}, sizes).proposal?.price);
    expect(entered({ sl_pips: 100, tp_points: 4000 }, sizes).proposal).toMatchObject({
      stopLoss: String(price - 1000),
      takeProfit: String(price + 2000),
    });
    const short = Number(entered({}, sizes, 'sell').proposal?.price);
    expect(entered({ sl_points: 400, tp_pips: 50 }, sizes, 'sell').proposal).toMatchObject({
      stopLoss: String(short + 200),
      takeProfit: String(short - 500),
    });
  });

  it('counts its risk from them', () => {
    const { proposal } = entered({ quantity: undefined, risk_amount: 100, sl_pips: 100 }, sizes);
    expect(proposal).toMatchObject({ qty: '0.1', riskAmount: '100' });
  });

  it.each([
    ['pips', { sl_pips: 20 }, 'pip_size'],
    ['points', { tp_points: 20 }, 'point_size'],
  ])('in %s that nobody has said the size of is refused, with what to write', (_, fields, key) => {
    const { error, proposal } = entered(fields);
    expect(proposal).toBeNull();
    expect(error).toMatchObject({ code: 'UNSUPPORTED', remedy: expect.stringContaining(`${key}: { "BTC/USDT:USDT"`) });
  });

  it('guards the position from the price that was paid, and an alert that changes the plan counts alike', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' }, reading: { ...PLAIN_READING, ...sizes } }));
    engine.enter('{"action":"buy","symbol":"BTCUSDT.P","quantity":1,"sl_pips":100,"tp_points":4000}', '45000');
    const [position] = engine.state.positions.values();
    const paid = Number(position?.entryPrice);
    expect(position?.plan).toMatchObject({ stopLoss: String(paid - 1000), takeProfit: String(paid + 2000) });
    const signal = engine.alert('{"action":"modify","symbol":"BTCUSDT.P","sl_pips":50}');
    expect(signal).toMatchObject({ state: 'completed', error: null });
    expect([...engine.state.positions.values()][0]?.plan).toMatchObject({ stopLoss: String(paid - 500), takeProfit: String(paid + 2000) });
  });

  it('in pips and points of the rules of its strategy means the same as in its alert', () => {
    const protection = {
      ...NO_PROTECTION,
      stopLoss: { pips: decimal(100) },
      takeProfits: [{ at: { points: decimal(4000) }, share: null }],
      trailing: { by: { pips: decimal(50) }, activation: { points: decimal(200) } },
    };
    const settings = (reading: Partial<ReadingRules>) =>
      settingsWith({ approval: { type: 'auto' }, protection, reading: { ...PLAIN_READING, ...reading } });
    const engine = new Engine(settings(sizes));
    engine.enter('{"action":"buy","symbol":"BTCUSDT.P","quantity":1}', '45000');
    const [position] = engine.state.positions.values();
    const paid = Number(position?.entryPrice);
    expect(position?.plan).toMatchObject({
      stopLoss: String(paid - 1000),
      takeProfit: String(paid + 2000),
      trail: { by: { amount: '500' }, activation: String(paid + 100) },
    });
    const unsized = new Engine(settings({}));
    const signal = unsized.alert('{"action":"buy","symbol":"BTCUSDT.P","quantity":1}');
    unsized.price(signal, '45000');
    expect(unsized.signal(signal.id).error).toMatchObject({
      code: 'UNSUPPORTED',
      remedy: expect.stringContaining('pip_size: { "BTC/USDT:USDT"'),
    });
  });

  it('without a unit stays refused', () => {
    const engine = new Engine(settingsWith({ reading: { ...PLAIN_READING, ...sizes, lotSize: decimal('1') } }));
    expect(engine.alert('70555000111,buy,BTCUSDT.P,sl=44000,vol_lots=2')).toMatchObject({ error: { code: 'UNSUPPORTED' } });
  });
});
