// Orders that somebody changes at the venue: the book takes over what is there, people are told once, and a stop goes back.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState, migrateState } from '../../src/core/engine/state-codec.ts';
import { suspectOrders, settledOrders } from '../../src/core/engine/reconciliation/suspect-orders.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { makeSignalId, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order, VenuePrices } from '../../src/core/model/order.ts';
import type { VenueOrder } from '../../src/core/model/venues/report.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const ENTRY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';

function entered(settings = settingsWith({ approval: { type: 'auto' } })): Engine {
  const engine = new Engine(settings);
  engine.enter(ENTRY, '45000');
  engine.now += 60_000;
  return engine;
}

/** Orders there do not share a quantity. */
function apart(): Settings {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const traits = { ...PAPER_TRAITS, oco: false };
  return { ...settings, accounts: new Map([...settings.accounts].map(([name, account]) => [name, { ...account, traits }] as const)) };
}

const at = (stop: string | null, limit: string | null = null): VenuePrices => ({
  stopPrice: stop === null ? null : decimal(stop),
  limitPrice: limit === null ? null : decimal(limit),
});

/** What the venue says when it is asked for the order. */
function lookUp(engine: Engine, { id, qty, venueOrderId }: Order, prices?: VenuePrices, total: string = qty) {
  return engine.run({
    type: 'order_looked_up',
    orderId: id,
    found: {
      orderId: id,
      venueOrderId: venueOrderId ?? ('v' as VenueOrderId),
      status: 'open',
      qty: decimal(total),
      ...(prices === undefined ? {} : { prices }),
      fills: [],
      reason: null,
    },
  });
}

/** The first look makes it be looked at again; the second one counts. */
function seenTwice(engine: Engine, order: Order, prices: VenuePrices): void {
  lookUp(engine, order, prices);
  engine.now += 1_000;
  lookUp(engine, order, prices);
}

const told = (engine: Engine): string[] =>
  [...engine.state.notifications.values()]
    .filter(({ title }) => title.includes('changed at the venue'))
    .map(({ title, text, nextStep }) => `${title}: ${text} ${nextStep ?? ''}`);

/** What is owed of a stop that is exchanged: the old one is gone, the new one stands. */
function exchanged(engine: Engine, old: Order): Order {
  engine.run({ type: 'begin_cancel', orderId: old.id });
  engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: old.id, reason: 'replaced' } });
  const next = engine.active('stop_loss');
  engine.run({ type: 'begin_submit', orderId: next.id });
  engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: next.id, venueOrderId: `v-${next.id}` as VenueOrderId } });
  engine.now += 60_000;
  return engine.active('stop_loss');
}

describe('a stop that is moved by hand', () => {
  it('counts when it was seen twice: an answer may be older than a change of ours', () => {
    const engine = entered();
    const stop = engine.active('stop_loss');
    lookUp(engine, stop, at('43000'));
    expect(engine.order(stop.id)).toMatchObject({ stopPrice: '44000', inquiry: { nextAt: engine.now + 1_000 } });
    expect(told(engine)).toEqual([]);
    engine.now += 1_000;
    lookUp(engine, engine.order(stop.id), at('44000'));
    expect(engine.order(stop.id)).toMatchObject({ status: 'accepted', stopPrice: '44000', inquiry: null, cancel: null });
    expect(told(engine)).toEqual([]);
  });

  it('is told once with both prices, shown as it is, and goes back to where the plan has it', () => {
    const engine = entered();
    const stop = engine.active('stop_loss');
    seenTwice(engine, stop, at('43000'));
    expect(engine.order(stop.id)).toMatchObject({ stopPrice: '43000', moved: 1, cancel: { reason: 'replaced' } });
    lookUp(engine, engine.order(stop.id), at('43000'));
    expect(told(engine)).toHaveLength(1);
    expect(told(engine)[0]).toContain('stop 44000 → 43000');
    expect(told(engine)[0]).toContain('/stop BTC/USDT:USDT 43000');
    const lines = engine.signal(stop.signalId).timeline.map(({ detail }) => detail);
    expect(lines.some((line) => line.includes('stop 43000, changed at the venue'))).toBe(true);
    expect(exchanged(engine, stop)).toMatchObject({ status: 'accepted', stopPrice: '44000' });
    expect(engine.position()?.plan?.stopLoss).toBe('44000');
  });

  it('again stays: the plan follows, and nothing is fought over for ever', () => {
    const engine = entered();
    const first = engine.active('stop_loss');
    seenTwice(engine, first, at('43000'));
    const second = exchanged(engine, first);
    seenTwice(engine, second, at('43500'));
    expect(engine.position()?.plan?.stopLoss).toBe('43500');
    expect(engine.order(second.id)).toMatchObject({ status: 'accepted', stopPrice: '43500', cancel: null });
    expect(told(engine).at(-1)).toContain('the plan follows the venue now');
    lookUp(engine, engine.order(second.id), at('43500'));
    expect(told(engine)).toHaveLength(2);
  });

  it('beyond its target is no stop: it goes back however often it is put there', () => {
    const engine = entered();
    let stop = engine.active('stop_loss');
    for (let times = 1; times <= 3; times += 1) {
      seenTwice(engine, stop, at('47500'));
      expect(engine.position()?.plan?.stopLoss).toBe('44000');
      stop = exchanged(engine, stop);
      expect(stop).toMatchObject({ status: 'accepted', stopPrice: '44000' });
    }
    expect(told(engine)).toHaveLength(3);
  });

  it('by less than a tick was rounded by the venue', () => {
    const engine = entered();
    const stop = engine.active('stop_loss');
    seenTwice(engine, stop, at('44000.000001'));
    expect(engine.order(stop.id)).toMatchObject({ stopPrice: '44000', inquiry: null });
  });

  it('by less than a tick from where the venue has put it is another of its lists, with other digits', () => {
    const engine = entered();
    const stop = engine.active('stop_loss');
    seenTwice(engine, stop, at('43999.75'));
    seenTwice(engine, engine.order(stop.id), at('43999.8'));
    expect(engine.order(stop.id)).toMatchObject({ status: 'accepted', stopPrice: '44000', moved: 0 });
    expect(told(engine)).toEqual([]);
  });

  it('by a tick was rounded by the venue, each time it trails; by more it was moved', () => {
    const engine = entered();
    let stop = engine.active('stop_loss');
    seenTwice(engine, stop, at('43999.5'));
    seenTwice(engine, engine.order(stop.id), at('43999.5'));
    // one of its lists may show it as it was asked for
    seenTwice(engine, engine.order(stop.id), at('44000'));
    expect(engine.order(stop.id)).toMatchObject({ status: 'accepted', stopPrice: '44000', moved: 0, inquiry: null });
    engine.run({
      type: 'change_plan',
      signalId: makeSignalId(engine.now, 'f000000000001'),
      positionKey: stop.positionKey,
      change: { type: 'stop', price: decimal('44200') },
      price: decimal('45000'),
      by: ANN,
      updateId: null,
    });
    stop = exchanged(engine, stop);
    expect(stop.stopPrice).toBe('44200');
    seenTwice(engine, stop, at('44199.5'));
    expect(engine.order(stop.id)).toMatchObject({ status: 'accepted', stopPrice: '44200', moved: 0 });
    expect(told(engine)).toEqual([]);
    seenTwice(engine, engine.order(stop.id), at('44199'));
    expect(engine.order(stop.id)).toMatchObject({ stopPrice: '44199', moved: 1 });
    expect(told(engine)).toHaveLength(1);
  });

  it.each([
    ['where the venue had rounded it', '43999.5', '44000.5'],
    ['where the venue had taken it as it was', '44000', '44000.5'],
  ])('by a single tick from %s was moved: told once, and it goes back', (_where, first, then) => {
    const engine = entered();
    const stop = engine.active('stop_loss');
    seenTwice(engine, stop, at(first));
    expect(told(engine)).toEqual([]);
    seenTwice(engine, engine.order(stop.id), at(then));
    expect(told(engine)).toHaveLength(1);
    expect(engine.order(stop.id)).toMatchObject({ stopPrice: then, moved: 1, status: 'pending_cancel' });
    expect(exchanged(engine, stop).stopPrice).toBe('44000');
  });

  it('in quantity by less than a step was rounded by the venue', () => {
    const engine = entered(apart());
    const stop = engine.active('stop_loss');
    lookUp(engine, stop, at('44000'), '0.0999');
    lookUp(engine, stop, at('44000'), '0.1000000001');
    expect(engine.order(stop.id)).toMatchObject({ status: 'accepted', qty: '0.1', moved: 0, modify: null });
    expect(told(engine)).toEqual([]);
    lookUp(engine, stop, at('44000'), '0.099');
    expect(told(engine)).toHaveLength(1);
  });

  it('is no news while we move it ourselves, nor is what the venue does not say', () => {
    const engine = entered();
    const stop = engine.active('stop_loss');
    engine.run({ type: 'cancel_order', orderId: stop.id, by: 'anna', updateId: null });
    seenTwice(engine, engine.order(stop.id), at('43000'));
    expect(engine.order(stop.id).stopPrice).toBe('44000');
    const target = engine.active('take_profit');
    seenTwice(engine, target, at(null));
    lookUp(engine, target);
    expect(engine.order(target.id)).toMatchObject({ limitPrice: '47000', moved: 0, inquiry: null });
    expect(told(engine)).toEqual([]);
  });

  it('is known as such over a restart, and older checkpoints load without it', () => {
    const engine = entered();
    const stop = engine.active('stop_loss');
    seenTwice(engine, stop, at('43000'));
    const saved = JSON.parse(JSON.stringify(encodeState(engine.state))) as { orders: Record<string, unknown>[] };
    expect(decodeState(migrateState(saved)).orders.get(stop.id)).toMatchObject({ moved: 1, stopPrice: '43000' });
    const old = JSON.parse(JSON.stringify(saved).replaceAll('"moved":1,', '').replaceAll('"moved":0,', '')) as typeof saved;
    expect(JSON.stringify(old)).not.toContain('"moved"');
    engine.state = decodeState(migrateState(old));
    seenTwice(engine, exchanged(engine, engine.order(stop.id)), at('43500'));
    // the first time that is known of it
    expect(engine.position()?.plan?.stopLoss).toBe('44000');
  });
});

it('an entry that is moved by hand stays where it is, and is told once with both prices', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.price(engine.alert('BUY BTCUSDT.P limit=44000 qty=0.1'), '45000');
  const entry = engine.active('entry');
  expect(entry.limitPrice).toBe('44000');
  engine.run({ type: 'begin_submit', orderId: entry.id });
  engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: entry.id, venueOrderId: 'v1' as VenueOrderId } });
  engine.now += 60_000;
  seenTwice(engine, entry, at(null, '43900'));
  expect(engine.order(entry.id)).toMatchObject({ status: 'accepted', limitPrice: '43900', cancel: null });
  expect(told(engine)).toHaveLength(1);
  expect(told(engine)[0]).toContain('limit 44000 → 43900');
});

it('a stop that is made smaller by hand is told, too, and gets its size again', () => {
  const engine = entered(apart());
  const stop = engine.active('stop_loss');
  lookUp(engine, stop, at('44000'), '0.04');
  expect(engine.order(stop.id)).toMatchObject({ qty: '0.04', status: 'pending_modify', modify: { qty: '0.1' } });
  expect(told(engine)[0]).toContain('quantity 0.1 → 0.04');
});

it('an open order that the venue lists at another price is looked up', () => {
  const engine = entered();
  const account = engine.active('stop_loss').account;
  const settled = settledOrders(engine.state, account);
  const list = (stopPrice: string): VenueOrder[] =>
    settled.map(({ id, venueOrderId, instrument, side, type, qty, qtyFilled, limitPrice, role }) => ({
      orderId: id,
      venueOrderId: venueOrderId ?? ('none' as VenueOrderId),
      symbol: instrument.symbol,
      side,
      type,
      qty,
      qtyFilled,
      limitPrice,
      stopPrice: role === 'stop_loss' ? decimal(stopPrice) : null,
      reduceOnly: true,
      at: 0,
    }));
  expect(suspectOrders(engine.state, account, settled, list('44000'))).toEqual([]);
  expect(suspectOrders(engine.state, account, settled, list('43000'))).toEqual([engine.active('stop_loss').id]);
});
