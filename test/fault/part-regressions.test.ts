// Owns: the smallest example of each defect that the simulation found with alerts of several orders and of targets.

import { describe, expect, it } from 'vitest';
import { INQUIRY_DELAYS_MS, PRICE_WAIT_MS } from '../../src/core/model/limits.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { FillId, OrderId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { OrderSnapshot } from '../../src/core/model/venues/report.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { Engine, perpetual, settingsWith } from '../core/engine.ts';

const eth: Instrument = { ...perpetual, symbol: 'ETH/USDT:USDT', base: 'ETH' };
const GRACE_MS = 5_000;

const auto = (change: Partial<Strategy> = {}): Engine => new Engine(settingsWith({ approval: { type: 'auto' }, ...change }));
const btc = (fields: Record<string, unknown>): string => JSON.stringify({ symbol: 'BTCUSDT.P', ...fields });

const legs = (...each: Record<string, unknown>[]): string => JSON.stringify({ orders: each });
const LONG_BTC = { symbol: 'BTCUSDT.P', action: 'buy', quantity: 2 };
const LONG_ETH = { symbol: 'ETHUSDT.P', action: 'buy', quantity: 1 };

function priceAll(engine: Engine, price = '1000'): void {
  for (const work of engine.due()) {
    if (work.type === 'price_signal') engine.price(engine.signal(work.signalId), price, work.symbol === eth.symbol ? eth : perpetual);
  }
}

function partOf(engine: Engine, { id }: Signal, leg: number): Signal {
  const found = (engine.signal(id).group?.children ?? []).map((child) => engine.signal(child)).find(({ part }) => part?.leg === leg);
  if (found === undefined) throw new Error(`no leg ${leg}`);
  return found;
}

function orderOf(engine: Engine, signal: Signal, role: Order['role'] = 'entry'): Order {
  const order = engine.orders((each) => each.signalId === signal.id && each.role === role).at(-1);
  if (order === undefined) throw new Error(`no ${role} of ${signal.id}`);
  return order;
}

function complete(engine: Engine, order: Order): void {
  engine.send(order);
  engine.fill(order, order.qty, '1000');
}

function reject(engine: Engine, order: Order): void {
  engine.run({ type: 'begin_submit', orderId: order.id });
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: order.id, reason: 'no margin' } });
}

/** Sent, and no answer came. */
function sendIntoTheDark(engine: Engine, order: Order): void {
  engine.run({ type: 'begin_submit', orderId: order.id });
  engine.run({ type: 'submit_failed', orderId: order.id, outcome: 'ambiguous', reason: 'no answer' });
}

/** Asked about until it is over the grace of the venue. */
function lose(engine: Engine, orderId: OrderId): void {
  for (let look = 0; look < 6 && engine.status(orderId) !== 'lost'; look += 1) {
    engine.run({ type: 'order_looked_up', orderId, found: null });
    engine.now += Math.max(GRACE_MS / 2, INQUIRY_DELAYS_MS.at(-1) ?? 0);
  }
  expect(engine.status(orderId)).toBe('lost');
}

const snapshotOf = (order: Order, status: OrderSnapshot['status'], qty: string): OrderSnapshot => ({
  orderId: order.id,
  venueOrderId: 'v1' as VenueOrderId,
  status,
  qty: order.qty,
  fills: [{ id: 'late' as FillId, qty: decimal(qty), price: decimal('1000'), fee: decimal('0'), feeCurrency: 'USDT', at: 0 }],
  reason: null,
});

const syncQuestions = (engine: Engine): readonly string[] =>
  [...engine.state.prompts.values()].flatMap(({ action }) => (action.type === 'sync' ? action.target : []));

describe('legs, found by the simulation:', () => {
  const timedOut = (onFailure: 'ask' | 'unwind', held = false): { engine: Engine; whole: Signal; first: Order } => {
    const engine = auto({ legs: { onFailure, timeoutMs: 5_000 } });
    if (held) engine.enter('BUY BTCUSDT.P qty=1', '1000');
    const whole = engine.alert(legs(LONG_BTC, LONG_ETH));
    priceAll(engine);
    const first = orderOf(engine, partOf(engine, whole, 1));
    sendIntoTheDark(engine, first);
    engine.now += 5_000;
    engine.run({ type: 'clock' });
    return { engine, whole, first };
  };

  it('the question what is to become of a leg answers itself when that leg is lost', () => {
    const { engine, whole, first } = timedOut('ask');
    expect(engine.signal(whole.id).group?.lanes[0]?.remedy).toBe('ask');
    lose(engine, first.id);
    engine.run({ type: 'clock' });
    expect(engine.signal(whole.id)).toMatchObject({ state: 'failed', group: { lanes: [{ remedy: null }] } });
  });

  it('unwinding a leg that was lost does not keep entries of its share waiting', () => {
    const { engine, first } = timedOut('unwind', true);
    lose(engine, first.id);
    expect([...engine.state.exits.values()]).toEqual([]);
    const next = engine.alert('BUY BTCUSDT.P qty=1');
    engine.price(next, '1000');
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'submit_order', orderId: orderOf(engine, next).id }));
  });

  it('unwinding does not close more than the leg has filled while the fills of its own order are asked about', () => {
    const engine = auto({ legs: { onFailure: 'unwind', timeoutMs: 60_000 } });
    engine.enter('BUY BTCUSDT.P qty=5', '1000');
    const whole = engine.alert(legs(LONG_BTC, LONG_ETH));
    priceAll(engine);
    complete(engine, orderOf(engine, partOf(engine, whole, 1)));
    reject(engine, orderOf(engine, partOf(engine, whole, 2)));
    const undo = engine.active('exit');
    engine.send(undo);
    // at the venue 1.5 of 2 have filled before it ended; of that only the end was heard
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: undo.id, reason: 'no more liquidity' } });
    expect(engine.orders((order) => order.role === 'exit' && order.status === 'initialized')).toEqual([]);
    engine.run({ type: 'order_looked_up', orderId: undo.id, found: snapshotOf(undo, 'canceled', '1.5') });
    const rest = engine.active('exit');
    expect(rest.qty).toBe('0.5');
    complete(engine, rest);
    expect(engine.position()?.qty).toBe('5');
  });

  it('a leg that waits until its share is closed goes on when the exit of another alert is done', () => {
    const engine = auto({ legs: { onFailure: 'unwind', timeoutMs: 60_000 } });
    engine.enter('BUY BTCUSDT.P qty=1', '1000');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    const whole = engine.alert(legs(LONG_BTC, LONG_ETH));
    priceAll(engine);
    expect(engine.orders(({ signalId }) => signalId === partOf(engine, whole, 1).id)).toEqual([]);
    engine.fill(exit, '1', '1000');
    expect(orderOf(engine, partOf(engine, whole, 1))).toMatchObject({ qty: '2', status: 'initialized' });
  });
});

describe('what is being closed, found by the simulation:', () => {
  const closing = (): { engine: Engine; exit: Order } => {
    const engine = auto();
    engine.enter('SELL BTCUSDT.P qty=3', '1000');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    return { engine, exit };
  };

  it('a buy behind the close of a short opens all of its size, not what exceeds the short', () => {
    const { engine, exit } = closing();
    const buy = engine.alert('BUY BTCUSDT.P qty=5');
    engine.fill(exit, '3', '1000');
    engine.price(buy, '1000');
    complete(engine, engine.active('entry'));
    expect(engine.position()?.qty).toBe('5');
  });

  it('the size of an alert is not cut by what is leaving', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=3', '1000');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    const buy = engine.alert(
      btc({ action: 'buy', quantity: 5, market_position: 'long', market_position_size: 5, prev_market_position: 'flat' }),
    );
    engine.fill(exit, '3', '1000');
    engine.price(buy, '1000');
    complete(engine, engine.active('entry'));
    expect(engine.position()?.qty).toBe('5');
  });
});

describe('a target, found by the simulation:', () => {
  it('is counted when it is known what an entry before it has filled', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=4'), '1000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.run({ type: 'cancel_order', orderId: entry.id, by: 'ann', updateId: null });
    const signal = engine.alert(btc({ action: 'buy', position_size: 5 }));
    engine.run({ type: 'begin_cancel', orderId: entry.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: entry.id, reason: 'cancelled' } });
    expect(engine.dueTypes()).not.toContain('price_signal');
    expect(engine.price(signal, '1000')).toMatchObject({ type: 'skipped' });
    engine.run({ type: 'order_looked_up', orderId: entry.id, found: snapshotOf(entry, 'canceled', '4') });
    engine.price(signal, '1000');
    expect(engine.active('entry').qty).toBe('1');
  });

  it('that cannot be counted in time is denied and told', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=4'), '1000');
    sendIntoTheDark(engine, engine.active('entry'));
    const signal = engine.alert(btc({ action: 'buy', position_size: 5 }));
    engine.now += PRICE_WAIT_MS;
    engine.run({ type: 'clock' });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'ORDER_EXPIRED' } });
  });

  it('an order that says what is held after it is cut by what is held then, and made whole when an order before it was lost', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=2'), '1000');
    const entry = engine.active('entry');
    sendIntoTheDark(engine, entry);
    const sell = engine.alert(
      btc({
        action: 'sell',
        quantity: 4,
        market_position: 'short',
        market_position_size: 2,
        prev_market_position: 'long',
        prev_market_position_size: 2,
      }),
    );
    lose(engine, entry.id);
    engine.price(sell, '1000');
    expect(engine.active('entry')).toMatchObject({ side: 'sell', qty: '2' });
  });

  it('a later order comes on top of a target that is still being worked', () => {
    const engine = new Engine(settingsWith());
    const target = engine.alert(btc({ action: 'buy', position_size: 4 }));
    engine.price(target, '1000');
    engine.now += 1_000;
    engine.enter('BUY BTCUSDT.P qty=1', '1000');
    engine.approve(target, '1000');
    complete(engine, engine.active('entry'));
    expect(engine.position()?.qty).toBe('5');
  });

  it('below what is on its way is asked about, and withdraws the cards before it', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=4'), '1000');
    engine.send(engine.active('entry'));
    engine.settings = settingsWith();
    const card = engine.alert('BUY BTCUSDT.P qty=1');
    engine.price(card, '1000');
    engine.alert(btc({ action: 'buy', position_size: 3 }));
    expect(syncQuestions(engine)).toEqual(['3']);
    expect(engine.signal(card.id).state).toBe('superseded');
  });

  it('that a partial exit misses because it has withdrawn what waited is asked about', () => {
    const engine = new Engine();
    const card = engine.alert(btc({ action: 'buy', position_size: 3 }));
    engine.price(card, '1000');
    engine.alert(
      btc({
        action: 'sell',
        quantity: 1,
        market_position: 'long',
        market_position_size: 2,
        prev_market_position: 'long',
        prev_market_position_size: 3,
      }),
    );
    expect(engine.signal(card.id).state).toBe('superseded');
    expect(syncQuestions(engine)).toEqual(['2']);
  });
});
