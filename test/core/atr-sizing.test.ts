// Sizes by the average true range in the core, and that no rule of size ever leads beyond what it is meant to hold.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATR_RULES, type AtrFound } from '../../src/core/model/markets/atr.ts';
import { abs, decimal, eq, floorToStep, gt, lte, mul, percentOf, sub, type Decimal } from '../../src/core/model/decimal.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import type { Funds } from '../../src/core/model/money/funds.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { sizeOrder } from '../../src/core/risk/size-order.ts';
import type { SizeGround } from '../../src/core/risk/risk-size.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { ANN, Engine, perpetual, settingsWith, spot } from './engine.ts';

const FUNDS: Funds = { equity: decimal('10000'), available: decimal('4000') };
const found = (value: string, source: AtrFound['source'] = 'venue'): AtrFound => ({
  value: decimal(value),
  period: 14,
  timeframe: '1h',
  candles: 140,
  source,
});
const BUY = { action: 'buy', symbol: 'BTCUSDT.P', atr_sizing: true };

interface Given {
  readonly strategy?: Partial<Strategy>;
  readonly atr?: AtrFound | null;
  readonly funds?: Funds | null;
}

function price(engine: Engine, signalId: string, { atr = found('500'), funds = FUNDS }: Given = {}, at = '45000') {
  engine.run({
    type: 'price_signal',
    signalId: signalId as never,
    instrument: perpetual,
    quote: engine.quote(at, perpetual),
    nonce: engine.nonce(),
    funds,
    atr,
  });
}

/** The order that an alert becomes at 45,000, or why not. */
function sized(alert: Record<string, unknown>, given: Given = {}) {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' }, ...given.strategy }));
  const signal = engine.alert(JSON.stringify({ ...BUY, ...alert }));
  price(engine, signal.id, given);
  const after = engine.signal(signal.id);
  return { qty: engine.orders()[0]?.qty, notes: after.proposal?.notes.join('; '), error: after.error, warnings: after.reading.warnings };
}

describe('a size by the average true range', () => {
  it.each<[string, Record<string, unknown>, Given, string]>([
    ['2 % of 10,000 over 2 × 500', { risk_percent: 2 }, {}, '0.2'],
    ['100 over 2 × 500', { risk_amount: 100 }, { funds: null }, '0.1'],
    ['the range of the alert, which wins over the candles', { risk_percent: 2, atr: 1000 }, {}, '0.1'],
    ['the multiplier of the strategy', { risk_percent: 2 }, { strategy: { atr: { ...ATR_RULES, multiplier: decimal('4') } } }, '0.1'],
    ['the risk percent of the strategy', {}, { strategy: { riskPercent: decimal('1') } }, '0.1'],
    ['… with the quantity of the alert as its cap', { quantity: 0.03 }, { strategy: { riskPercent: decimal('1') } }, '0.03'],
    ['a quantity that caps it', { risk_percent: 2, quantity: 0.05 }, {}, '0.05'],
    ['a quantity that does not', { risk_percent: 2, quantity: 5 }, {}, '0.2'],
    ['a value that caps it', { risk_percent: 2, notional: 4500 }, {}, '0.1'],
    ['a stop that is nearer: the range counts', { risk_percent: 2, stop_loss: 44500 }, {}, '0.2'],
    ['a stop that is further: the stop counts', { risk_percent: 2, stop_loss: 43000 }, {}, '0.1'],
  ])('is %s', (_, alert, given, qty) => {
    expect(sized(alert, given).qty).toBe(qty);
  });

  it('shows every step, and whose candles they are', () => {
    expect(sized({ risk_percent: 2, quantity: 0.05 }, { atr: found('500', 'demo') }).notes).toBe(
      'risk 2 % of 10000 USDT = 200 USDT; average true range 500 (14 × 1h, made-up candles) × 2 = 1000 for each BTC: 0.2 BTC; capped: quantity 0.05 BTC from the alert',
    );
    expect(sized({ risk_amount: 90, atr: 300 }).notes).toBe(
      'risk of the alert = 90 USDT; average true range 300 (from the alert) × 2 = 600 for each BTC: 0.15 BTC',
    );
    expect(sized({ risk_percent: 2, stop_loss: 43000 }).notes).toBe(
      'risk 2 % of 10000 USDT = 200 USDT; to the stop 43000 it is 2000, average true range 500 (14 × 1h, candles of the venue) × 2 = 1000; the wider counts: 2000 for each BTC: 0.1 BTC',
    );
  });

  it.each<[string, Record<string, unknown>, Given, string]>([
    ['nobody says how much may be lost', { quantity: 5 }, {}, 'NO_QUANTITY'],
    ['there are no candles', { risk_percent: 2, quantity: 5 }, { atr: null }, 'NO_CANDLES'],
    ['the candles do not move', { risk_percent: 2 }, { atr: found('0') }, 'NO_CANDLES'],
    ['the account does not say what it is worth', { risk_percent: 2 }, { funds: null }, 'NO_FUNDS'],
  ])('is refused, with a remedy, where %s', (_, alert, given, code) => {
    const { qty, error } = sized(alert, given);
    expect(qty).toBeUndefined();
    expect(error?.code).toBe(code);
    expect(error?.remedy).toMatch(/\S/);
  });

  it('that is nothing of the step shows the sum that it comes from', () => {
    const { qty, error } = sized({ risk_amount: 0.5, quantity: 1 });
    expect(qty).toBeUndefined();
    expect(error).toMatchObject({
      code: 'QUANTITY_TOO_SMALL',
      message:
        '0.0005 BTC is below the step 0.001 of BTC/USDT:USDT: risk of the alert = 0.5 USDT; average true range 500 (14 × 1h, candles of the venue) × 2 = 1000 for each BTC: 0.0005 BTC; within the cap: quantity 1 BTC from the alert',
    });
  });

  it('is acted on: nobody is told that it is not', () => {
    expect(sized({ risk_percent: 2 }).warnings.join()).not.toContain('atr');
  });

  it('of an account that is counted in another currency is refused, not taken for a number of this one', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    const signal = engine.alert('{"action":"buy","symbol":"ETHBTC","risk_percent":2,"stop_loss":0.04}');
    const instrument = { ...spot, symbol: 'ETH/BTC', base: 'ETH', quote: 'BTC' };
    const quote = { ...engine.quote('0.05', spot), symbol: 'ETH/BTC' };
    engine.run({ type: 'price_signal', signalId: signal.id, instrument, quote, nonce: engine.nonce(), funds: FUNDS });
    expect(engine.signal(signal.id).error).toMatchObject({ code: 'NO_FUNDS', message: expect.stringContaining('priced in BTC') });
    expect(engine.orders()).toEqual([]);
  });

  it('is counted from the same range at half the size and at the tap, at the price of the tap', () => {
    const engine = new Engine(settingsWith({}));
    const signal = engine.alert(JSON.stringify({ ...BUY, risk_percent: 2 }));
    price(engine, signal.id);
    const nonce = engine.signal(signal.id).approval?.nonce;
    if (nonce === undefined) throw new Error('there is no card');
    engine.run({ type: 'halve', nonce, by: ANN, nextNonce: engine.nonce(), quote: engine.quote('46000', perpetual), updateId: null });
    expect(engine.signal(signal.id).proposal).toMatchObject({ qty: '0.1', atr: { value: '500' } });
    engine.approve(engine.signal(signal.id), '50000', perpetual, ANN);
    expect(engine.active('entry').qty).toBe('0.1');
  });

  it.each([
    ['2000', undefined],
    ['500', 'PRICE_GUARD'],
  ])('of %s lets an entry in that is 1,000 away from its alert, or not, where a guard is counted in it', (value, code) => {
    const entries = { ...NO_ENTRY_RULES, priceGuard: { atr: decimal('1') } };
    const { error } = sized({ atr_sizing: false, quantity: 1, price: 44000 }, { atr: found(value), strategy: { entries } });
    expect(error?.code).toBe(code);
  });

  it('holds a reverse to what may be lost, and the quantity of the alert is its cap', () => {
    const reverse = (alert: Record<string, unknown>): Decimal | undefined => {
      const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
      engine.enter('BUY BTCUSDT.P qty=1', '45000', perpetual);
      const signal = engine.alert(JSON.stringify({ action: 'reverse', symbol: 'BTCUSDT.P', atr_sizing: true, risk_percent: 2, ...alert }));
      engine.fill(engine.active('exit'), '1', '45000');
      price(engine, signal.id);
      return engine.active('entry').qty;
    };
    expect(reverse({})).toBe('0.2');
    expect(reverse({ quantity: 5 })).toBe('0.2');
    expect(reverse({ quantity: 0.05 })).toBe('0.05');
  });
});

describe('no size', () => {
  const money = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => decimal((cents / 100).toFixed(2)));
  const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq: 2 });
  const percent = fc.integer({ min: 1, max: 1_000 }).map((tenths) => decimal((tenths / 10).toFixed(1)));
  const reading = fc.record({
    quantity: maybe(money),
    notional: maybe(money),
    percent: maybe(percent),
    percentOf: fc.constantFrom('equity' as const, 'available' as const, 'position' as const, null),
    riskPercent: maybe(percent),
    riskAmount: maybe(money),
    atrSizing: fc.constantFrom(true, null),
    atr: maybe(money),
  });
  const rules = fc.record({ riskPercent: maybe(percent), defaultQuantity: maybe(money), defaultNotional: maybe(money) });
  const ground = fc.record({ price: money, stopLoss: maybe(money), equity: money, available: money, qtyHeld: money, atr: maybe(money) });
  const [base] = settingsWith({}).strategies.values();
  const slack = decimal('0.0000001');
  const within = (value: Decimal, limit: Decimal): boolean => lte(sub(value, limit), slack);

  it('is above what its alert names, loses more than it may, or is rounded up, whatever is counted', () => {
    fc.assert(
      fc.property(reading, rules, ground, maybe(money), (said, ruled, stood, fixedQty) => {
        if (base === undefined) throw new Error('no strategy');
        const alert = { ...newDraft('sizing'), ...said };
        const strategy = { ...base, ...ruled };
        const { price: at, stopLoss, equity, available, qtyHeld, atr } = stood;
        const on: SizeGround = {
          price: at,
          stopLoss,
          funds: { equity, available },
          fundsCurrency: 'USDT',
          qtyHeld,
          atr: atr === null ? null : found(atr),
        };
        const size = sizeOrder(alert, strategy, spot, on, fixedQty, decimal('1'));
        if ('code' in size) return;
        expect(eq(size.qty, floorToStep(size.qty, spot.stepSize)) && lte(size.qty, size.qtyAsked)).toBe(true);
        const caps = [fixedQty, fixedQty === null ? alert.quantity : null].filter((cap) => cap !== null);
        for (const cap of caps) expect(lte(size.qty, cap)).toBe(true);
        if (fixedQty === null && alert.quantity === null && alert.notional !== null)
          expect(within(mul(size.qty, at), alert.notional)).toBe(true);
        const risk = alert.riskAmount ?? (alert.riskPercent === null ? null : percentOf(equity, alert.riskPercent));
        if (risk === null) return;
        if (stopLoss !== null) expect(within(mul(size.qty, abs(sub(at, stopLoss))), risk)).toBe(true);
        const range = alert.atr ?? atr;
        if (alert.atrSizing === true) {
          if (range === null) throw new Error('it was sized without a range');
          expect(within(mul(size.qty, mul(range, strategy.atr.multiplier)), risk)).toBe(true);
        }
        expect(gt(size.qty, decimal('0'))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is above half of the whole after a tap on half', () => {
    fc.assert(
      fc.property(money, money, (quantity, at) => {
        if (base === undefined) throw new Error('no strategy');
        const alert = { ...newDraft('sizing'), quantity };
        const on: SizeGround = { price: at, stopLoss: null, funds: null, fundsCurrency: 'USDT', qtyHeld: decimal('0'), atr: null };
        const half = sizeOrder(alert, base, spot, on, null, decimal('0.5'));
        return 'code' in half || lte(mul(half.qty, decimal('2')), quantity);
      }),
    );
  });
});
