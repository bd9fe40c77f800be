import { describe, expect, it } from 'vitest';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type FillId, type OrderId, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { Engine, perpetual, settingsWith, spot } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const SELL = 'SELL BTCUSDT.P @ 45000 qty=0.1 tp=43000 sl=46000';
/** Stops are kept by us. */
const NO_STOPS: Partial<VenueTraits> = { nativeStops: false };
/** As spot markets and Alpaca: a working order locks what it would sell. */
const HOLDS: Partial<VenueTraits> = { stopsHoldQuantity: true, oco: false };

function engineAt(traits: Partial<VenueTraits>): Engine {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const accounts = [...settings.accounts].map(([name, account]) => [name, { ...account, traits: { ...PAPER_TRAITS, ...traits } }] as const);
  return new Engine({ ...settings, accounts: new Map(accounts) });
}

const share: Instrument = {
  ...perpetual,
  symbol: 'AAPL',
  kind: 'equity',
  base: 'AAPL',
  quote: 'USD',
  stepSize: decimal('1'),
  qtyMin: decimal('1'),
};

let seed = 0;
function observe(engine: Engine, last: string, instrument: Instrument = perpetual) {
  seed += 1;
  const quote = { ...engine.quote(last, instrument), symbol: instrument.symbol };
  return engine.run({
    type: 'observe_price',
    account: accountName('paper'),
    seen: seenOnce(quote),
    idSeed: seed.toString(16).padStart(13, '0'),
  });
}

const activeRoles = (engine: Engine): string[] => engine.orders(({ id }) => engine.state.activeOrders.has(id)).map(({ role }) => role);

describe('a level that no venue guards', () => {
  it.each([
    ['the stop of a long', BUY, '44000.5', '44000'],
    ['the stop of a short', SELL, '45999.5', '46000'],
    ['the target of a long', BUY, '46990', '47001'],
    ['the target of a short', SELL, '43010', '42998'],
  ])('%s is watched: one tick before nothing, then everything is sold once', (_, alert, before, reached) => {
    const engine = engineAt({ ...NO_STOPS, orderTypes: ['market'] });
    engine.enter(alert, '45000');
    expect(activeRoles(engine)).toEqual([]);
    expect(observe(engine, before)).toMatchObject({ type: 'skipped' });
    expect(engine.events).toEqual([]);
    expect(observe(engine, reached)).toMatchObject({ type: 'done' });
    expect(engine.active('exit')).toMatchObject({ type: 'market', qty: '0.1', reduceOnly: true });
    expect(observe(engine, reached)).toMatchObject({ type: 'skipped' });
    expect(engine.orders(({ role }) => role === 'exit')).toHaveLength(1);
    expect(engine.due()[0]).toMatchObject({ type: 'submit_order', urgent: true });
  });

  it('is left to the venue where it is in its book, and is ours again when the venue has lost it', () => {
    const engine = engineAt({});
    engine.enter(BUY, '45000');
    expect(observe(engine, '43900')).toMatchObject({ type: 'skipped' });
    const stop = engine.active('stop_loss');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'by the venue' } });
    expect(engine.active('stop_loss').status).toBe('initialized');
    expect(observe(engine, '43900')).toMatchObject({ type: 'done' });
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('is not closed again while a close is under way', () => {
    const engine = engineAt(NO_STOPS);
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P');
    expect(observe(engine, '43000')).toMatchObject({ type: 'skipped' });
  });
});

describe('a venue that locks what its orders would sell', () => {
  it('gets the stop; the target is watched', () => {
    const engine = engineAt(HOLDS);
    engine.enter(BUY, '45000');
    expect(activeRoles(engine)).toEqual(['stop_loss']);
    expect(observe(engine, '47100')).toMatchObject({ type: 'done' });
    expect(engine.active('stop_loss').status).toBe('pending_cancel');
  });

  it('is asked to give the stop back before the exit goes, and the exit goes the moment it has', () => {
    const engine = engineAt(HOLDS);
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.order(stop.id).status).toBe('pending_cancel');
    expect(activeRoles(engine)).toEqual(['stop_loss']);
    engine.run({ type: 'begin_cancel', orderId: stop.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'by request' } });
    expect(activeRoles(engine)).toEqual(['exit']);
  });

  it('that does not answer the cancel gets the exit all the same', () => {
    const engine = engineAt(HOLDS);
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P');
    engine.now += 1_999;
    engine.run({ type: 'clock' });
    expect(activeRoles(engine)).toEqual(['stop_loss']);
    engine.now += 1;
    engine.run({ type: 'clock' });
    expect(activeRoles(engine)).toContain('exit');
  });

  it('gets the stop back while an exit that failed waits for its next attempt, and what is left after a partial one', () => {
    const engine = engineAt(HOLDS);
    engine.enter(BUY, '45000');
    const free = (): void => {
      const stop = engine.active('stop_loss');
      engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'by request' } });
    };
    const refuse = (): void => {
      engine.send(engine.active('exit'));
      engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: engine.active('exit').id, reason: 'maintenance' } });
    };
    engine.alert('CLOSE BTCUSDT.P');
    free();
    refuse();
    expect(activeRoles(engine)).toEqual(['exit']);
    refuse();
    expect(activeRoles(engine)).toEqual(['stop_loss']);
    engine.send(engine.active('stop_loss'));
    engine.now += 5_000;
    engine.run({ type: 'clock' });
    expect(engine.active('stop_loss').status).toBe('pending_cancel');
    free();
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.1', '44900');
    expect(activeRoles(engine)).toEqual([]);
  });

  it('protects what a partial exit has left', () => {
    const engine = engineAt(HOLDS);
    engine.enter(BUY, '45000');
    engine.alert('{"action":"close","symbol":"BTCUSDT.P","percent":40}');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'by request' } });
    const exit = engine.active('exit');
    expect(exit.qty).toBe('0.04');
    engine.send(exit);
    engine.fill(exit, '0.04', '45100');
    expect(engine.active('stop_loss')).toMatchObject({ qty: '0.06', stopPrice: '44000' });
  });
});

describe('a protective order that cannot be changed in place', () => {
  const grow = (engine: Engine, qty: string): void => {
    const signal = engine.alert(`BUY AAPL @ 100 qty=${qty} sl=90`);
    engine.price(signal, '100', { ...share, stepSize: decimal('0.001'), qtyMin: decimal('0.001') });
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, qty, '100');
  };
  const canceled = (engine: Engine, id: OrderId): void => {
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: id, reason: 'by request' } });
  };

  it('is cancelled where the venue changes nothing, and ordered anew when it is gone', () => {
    const engine = engineAt({ ...HOLDS, modify: false });
    grow(engine, '2');
    const stop = engine.active('stop_loss');
    engine.send(stop);
    grow(engine, '3');
    expect(engine.order(stop.id).status).toBe('pending_cancel');
    expect(activeRoles(engine)).toEqual(['stop_loss']);
    canceled(engine, stop.id);
    expect(engine.active('stop_loss')).toMatchObject({ qty: '5', status: 'initialized' });
  });

  it('is changed where both quantities are whole, and cancelled where one is a fraction', () => {
    const engine = engineAt({ ...HOLDS, modifiesWholeOnly: true });
    grow(engine, '2');
    const stop = engine.active('stop_loss');
    engine.send(stop);
    grow(engine, '3');
    expect(engine.order(stop.id)).toMatchObject({ status: 'pending_modify', modify: { qty: '5' } });
    engine.run({ type: 'venue_report', report: { type: 'amended', orderId: stop.id, qty: decimal('5') } });
    grow(engine, '0.5');
    expect(engine.order(stop.id).status).toBe('pending_cancel');
    canceled(engine, stop.id);
    expect(engine.active('stop_loss').qty).toBe('5.5');
  });

  it('that has another price takes the place of the old one when that is gone, where it holds the quantity', () => {
    const engine = engineAt(HOLDS);
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.alert('{"action":"modify","symbol":"BTCUSDT.P","sl":44500}');
    expect(engine.order(stop.id).status).toBe('pending_cancel');
    expect(activeRoles(engine)).toEqual(['stop_loss']);
    canceled(engine, stop.id);
    expect(engine.active('stop_loss')).toMatchObject({ stopPrice: '44500', status: 'initialized' });
  });
});

describe('what a venue has no stops for', () => {
  it('is watched by us, stop and all', () => {
    const engine = engineAt({ ...HOLDS, stoplessKinds: ['option'] });
    const signal = engine.alert('BUY AAPL @ 100 qty=2 sl=90');
    engine.price(signal, '100', { ...share, kind: 'option' });
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '2', '100');
    expect(activeRoles(engine)).toEqual([]);
    expect(observe(engine, '89', { ...share, kind: 'option' })).toMatchObject({ type: 'done' });
    expect(engine.active('exit')).toMatchObject({ type: 'market', qty: '2' });
  });
});

describe('shares that are sold short', () => {
  it('are whole, although fractions of them can be bought', () => {
    for (const [side, qty] of [
      ['BUY', '2.5'],
      ['SELL', '2'],
    ] as const) {
      const engine = engineAt({});
      const signal = engine.alert(`${side} AAPL @ 100 qty=2.5`);
      engine.price(signal, '100', { ...share, stepSize: decimal('0.001'), qtyMin: decimal('0.001') });
      expect(engine.active('entry').qty).toBe(qty);
    }
  });
});

describe('a fee that is taken in coins', () => {
  const enter = (): Engine => {
    const engine = engineAt(HOLDS);
    const signal = engine.alert('BUY BTCUSDT @ 45000 qty=0.01 sl=44000');
    engine.price(signal, '45000', spot);
    const entry = engine.active('entry');
    engine.send(entry);
    const fill = {
      id: 'f1' as FillId,
      qty: decimal('0.01'),
      price: decimal('45000'),
      fee: decimal('0.00001'),
      feeCurrency: 'BTC',
      at: engine.now,
    };
    engine.run({ type: 'venue_report', report: { type: 'filled', orderId: entry.id, venueOrderId: 'v' as VenueOrderId, fill } });
    return engine;
  };

  it('is not held: the stop sells whole steps of what is there', () => {
    const engine = enter();
    expect(engine.position('BTC/USDT')).toMatchObject({ qty: '0.00999', entryPrice: '45000', fees: '0.45' });
    expect(engine.active('stop_loss').qty).toBe('0.009');
  });

  it('leaves dust that counts as flat: the close is over, and the next entry is one', () => {
    const engine = enter();
    engine.send(engine.active('stop_loss'));
    const close = engine.alert('CLOSE BTCUSDT');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'by request' } });
    const exit = engine.active('exit');
    expect(exit.qty).toBe('0.009');
    engine.send(exit);
    engine.fill(exit, '0.009', '45100');
    expect(engine.position('BTC/USDT')).toMatchObject({ qty: '0.00099', plan: null });
    expect(engine.signal(close.id).state).toBe('completed');
    expect(activeRoles(engine)).toEqual([]);
    expect(engine.signal(engine.alert('CLOSE BTCUSDT').id)).toMatchObject({ state: 'completed', orderIds: [] });
    expect(engine.alert('SELL BTCUSDT qty=0.01').state).not.toBe('working');
  });
});
