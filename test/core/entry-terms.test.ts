import { readTimeInForce } from '../../src/core/model/order-terms.ts';
import { describe, expect, it } from 'vitest';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { Engine, perpetual, settingsWith, spot } from './engine.ts';

const RICH: VenueTraits = {
  ...PAPER_TRAITS,
  postOnly: true,
  extendedHours: true,
  leverage: true,
  orderTypes: ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'],
  timesInForce: ['gtc', 'day', 'ioc', 'fok'],
};

/** The order that an alert becomes at a venue with these traits, or why not. */
function ordered(alert: Record<string, unknown>, traits: VenueTraits, instrument = perpetual) {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const engine = new Engine({
    ...settings,
    accounts: new Map([...settings.accounts].map(([name, account]) => [name, { ...account, traits }])),
  });
  const symbol = instrument === spot ? 'BTCUSDT' : 'BTCUSDT.P';
  const signal = engine.alert(JSON.stringify({ action: 'buy', symbol, quantity: 0.1, ...alert }));
  engine.price(signal, '45000', instrument);
  return { order: engine.orders()[0], error: engine.signal(signal.id).error };
}

describe('the terms of an entry', () => {
  it('reach the order where the venue takes them', () => {
    expect(ordered({ order_type: 'limit', limit_price: 44000, time_in_force: 'IOC', leverage: 3 }, RICH).order).toMatchObject({
      type: 'limit',
      limitPrice: '44000',
      terms: { timeInForce: 'ioc', postOnly: false, leverage: '3' },
    });
    expect(ordered({ order_type: 'limit', limit_price: 44000, time_in_force: 'post_only' }, RICH).order?.terms).toMatchObject({
      timeInForce: null,
      postOnly: true,
    });
    expect(ordered({ order_type: 'stop_limit', stop_price: 46000, limit_price: 46100 }, RICH).order).toMatchObject({
      type: 'stop_limit',
      stopPrice: '46000',
      limitPrice: '46100',
    });
    expect(ordered({ order_type: 'trailing_stop', trailing_stop_atr_mult: 2, atr: 400 }, RICH).order?.trail).toEqual({ amount: '800' });
    expect(ordered({ order_type: 'trailing_stop', trailing_stop_percent: 2 }, RICH).order).toMatchObject({
      type: 'trailing_stop',
      trail: { percent: decimal('2') },
    });
  });

  it('write down the product of the account where the alert names none, and the position leaves as what it was entered', () => {
    const product = { ...RICH, product: 'I' };
    expect(ordered({}, product).order?.terms.productType).toBe('I');
    expect(ordered({}, RICH).order?.terms.productType).toBeNull();
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.settings = {
      ...engine.settings,
      accounts: new Map([...engine.settings.accounts].map(([name, account]) => [name, { ...account, traits: product }])),
    };
    engine.enter('BUY BTCUSDT.P qty=0.1 sl=44000', '45000');
    engine.settings = {
      ...engine.settings,
      accounts: new Map(
        [...engine.settings.accounts].map(([name, account]) => [name, { ...account, traits: { ...product, product: 'C' } }]),
      ),
    };
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.active('exit').terms.productType).toBe('I');
    expect(engine.active('stop_loss').terms.productType).toBe('I');
  });

  it('leave leverage out where nothing is borrowed', () => {
    expect(ordered({ leverage: 3 }, RICH, spot).order?.terms.leverage).toBeNull();
    expect(ordered({ leverage: 3 }, PAPER_TRAITS).order?.terms.leverage).toBeNull();
  });

  it('are refused by name where the venue would ignore them', () => {
    const paper = (alert: Record<string, unknown>) => ordered(alert, PAPER_TRAITS).error;
    expect(paper({ order_type: 'limit', limit_price: 44000, time_in_force: 'ioc' })).toMatchObject({ code: 'UNSUPPORTED' });
    expect(paper({ order_type: 'limit', limit_price: 44000, time_in_force: 'post_only' })?.message).toContain('post-only');
    expect(paper({ order_type: 'trailing_stop', trailing_stop_percent: 2 })?.message).toContain('trailing-stop orders');
    expect(ordered({ order_type: 'limit', limit_price: 44000, time_in_force: 'next tuesday' }, RICH).error?.message).toContain(
      'next tuesday',
    );
    expect(ordered({ time_in_force: 'post_only' }, RICH).error?.message).toContain('post-only market');
    expect(ordered({ order_type: 'trailing_stop' }, RICH).error).toMatchObject({ code: 'INVALID_PRICE' });
  });
});

it.each(['constructor', 'toString', '__proto__'])('a time in force called %s is none', (word) => {
  expect(readTimeInForce(word)).toBeNull();
  expect(readTimeInForce(' Good-Till-Cancel ')).toBe('gtc');
});
