import { describe, expect, it } from 'vitest';
import { decimal, lte, mul, sub } from '../../src/core/model/decimal.ts';
import { fundsOf, type Funds } from '../../src/core/model/money/funds.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { sizeOrder } from '../../src/core/risk/size-order.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import * as fc from 'fast-check';
import { ANN, Engine, perpetual, settingsWith, spot } from './engine.ts';

const FUNDS: Funds = { equity: decimal('10000'), available: decimal('4000') };

/** The order that an alert becomes at 45,000, or why not. */
function sized(alert: Record<string, unknown>, strategy: Partial<Strategy> = {}, funds: Funds | null = FUNDS) {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' }, ...strategy }));
  const signal = engine.alert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', ...alert }));
  engine.run({
    type: 'price_signal',
    signalId: signal.id,
    instrument: perpetual,
    quote: engine.quote('45000', perpetual),
    nonce: engine.nonce(),
    funds,
  });
  const after = engine.signal(signal.id);
  return { qty: engine.orders()[0]?.qty, notes: after.proposal?.notes.join('; '), error: after.error };
}

describe('the size of an entry', () => {
  it.each([
    ['percent of the equity', { percent: 9, percent_of: 'equity' }, '0.02'],
    ['percent of what is free', { percent: 9, percent_of: 'available' }, '0.008'],
    ['all that is free, but for the fees: 99.5 % of 4,000', { percent: 100, percent_of: 'available' }, '0.088'],
    ['as much of it as leaves room for them', { percent: 99, percent_of: 'available' }, '0.088'],
    ['more of the equity than is free, as asked for', { percent: 100, percent_of: 'equity' }, '0.222'],
    ['risk to the stop: 2 % of 10,000 over 1,000 a coin', { risk_percent: 2, stop_loss: 44000 }, '0.2'],
    ['a quantity beside it is a cap that holds', { risk_percent: 2, stop_loss: 44000, quantity: 0.05 }, '0.05'],
    ['a quantity beside it is a cap that does not bind', { risk_percent: 2, stop_loss: 44000, quantity: 5 }, '0.2'],
  ])('is counted from %s', (_, alert, qty) => {
    expect(sized(alert).qty).toBe(qty);
  });

  it('shows the whole sum', () => {
    expect(sized({ risk_percent: 2, stop_loss: 44000, quantity: 0.05 }).notes).toBe(
      'risk 2 % of 10000 USDT = 200 USDT; to the stop 44000 it is 1000 for each BTC: 0.2 BTC; capped: quantity 0.05 BTC from the alert',
    );
  });

  it('comes from the strategy where the alert names none, and the alert wins', () => {
    expect(sized({}, { defaultPercentEquity: decimal('9') }).qty).toBe('0.02');
    expect(sized({ stop_loss: 44000 }, { riskPercent: decimal('1') }).qty).toBe('0.1');
    expect(sized({ quantity: 0.3, stop_loss: 44000 }, { riskPercent: decimal('1') }).qty).toBe('0.3');
  });

  it('is refused where what it is counted from is not there', () => {
    expect(sized({ percent: 5, percent_of: 'equity' }, {}, null).error).toMatchObject({ code: 'NO_FUNDS' });
    expect(sized({ risk_percent: 2 }).error).toMatchObject({ code: 'NO_QUANTITY' });
    expect(sized({}, { riskPercent: decimal('1') }).error?.message).toContain('stop-loss');
    expect(sized({ percent: 50, percent_of: 'position' }).error).toMatchObject({ code: 'NO_QUANTITY' });
  });

  it('is the same at the tap, at the price of the tap', () => {
    const engine = new Engine(settingsWith({}));
    const signal = engine.alert('{"action":"buy","symbol":"BTCUSDT.P","percent":9,"percent_of":"equity"}');
    const quote = engine.quote('45000', perpetual);
    engine.run({ type: 'price_signal', signalId: signal.id, instrument: perpetual, quote, nonce: engine.nonce(), funds: FUNDS });
    engine.approve(signal, '50000', perpetual, ANN);
    expect(engine.active('entry').qty).toBe('0.018');
  });

  it('never risks more than the rule, whatever price, stop and equity are', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => decimal((cents / 100).toFixed(2)));
    const { strategies } = settingsWith({});
    const [strategy] = strategies.values();
    if (strategy === undefined) throw new Error('no strategy');
    fc.assert(
      fc.property(amount, amount, amount, (price, stop, equity) => {
        fc.pre(price !== stop);
        const reading = { ...newDraft('sizing'), riskPercent: decimal('2') };
        const ground = {
          price,
          stopLoss: stop,
          funds: { equity, available: equity },
          fundsCurrency: 'USDT',
          qtyHeld: decimal('0'),
          atr: null,
        };
        const size = sizeOrder(reading, strategy, spot, ground, null, decimal('1'));
        if ('code' in size) return size.code === 'QUANTITY_TOO_SMALL';
        const distance = sub(price, stop).replace('-', '');
        return lte(mul(size.qty, decimal(distance)), mul(equity, decimal('0.02')));
      }),
    );
  });
});

describe('what an account is worth', () => {
  it('counts coins with their worth and perpetuals with their open result', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.enter('BUY BTCUSDT qty=0.2', '45000', spot);
    const balances = [
      { currency: 'USDT', free: decimal('500'), total: decimal('1000') },
      { currency: 'BTC', free: decimal('0.2'), total: decimal('0.2') },
    ];
    const positions = [...engine.state.positions.values()];
    expect(fundsOf('USDT', balances, positions, () => decimal('46000'))).toEqual({ equity: '10300', available: '500' });
    expect(fundsOf('USDT', balances, positions, () => null)).toEqual({ equity: '10000', available: '500' });
  });
});
