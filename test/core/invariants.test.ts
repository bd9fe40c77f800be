import { Map, Set } from 'immutable';
import { describe, expect, it } from 'vitest';
import { checkState, checkTransaction } from '../../src/core/engine/invariants.ts';
import type { Event } from '../../src/core/engine/event.ts';
import { putOrder, putSignal } from '../../src/core/engine/put-entity.ts';
import type { State } from '../../src/core/engine/state.ts';
import { transact } from '../../src/core/engine/transact.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { FillId, OrderId, PositionKey, SignalId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';

function entered(): Engine {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter(BUY, '45000');
  return engine;
}

const names = (state: State): string[] => checkState(state).map((each) => each.invariant);
const withOrder = (state: State, order: Order, change: Partial<Order>): State => ({
  ...state,
  orders: state.orders.set(order.id, { ...order, ...change }),
});
const withSignal = (state: State, signal: Signal, change: Partial<Signal>): State => ({
  ...state,
  signals: state.signals.set(signal.id, { ...signal, ...change }),
});

/** One broken state for each invariant: an invariant that cannot fail is none. */
const BROKEN: Record<string, (engine: Engine) => State> = {
  'the fills of an order add up to what it has filled': (engine) =>
    withOrder(engine.state, engine.orders()[0] as Order, { qtyFilled: decimal('0.09') }),
  'each fill is counted once': (engine) => {
    const order = engine.orders((each) => each.role === 'entry')[0] as Order;
    return withOrder(engine.state, order, { fills: [...order.fills, ...order.fills], qtyFilled: decimal('0.2') });
  },
  'quantities are above zero': (engine) => withOrder(engine.state, engine.active('stop_loss'), { qty: decimal('-1') }),
  'every order belongs to a signal that knows it': (engine) => {
    const order = engine.active('stop_loss');
    return withSignal(engine.state, engine.signal(order.signalId), { orderIds: [] });
  },
  'the index of active orders is right': (engine) => ({ ...engine.state, activeOrders: Set<OrderId>() }),
  'what leaves a position is reduce-only': (engine) => withOrder(engine.state, engine.active('stop_loss'), { reduceOnly: false }),
  'nothing was sent that was denied': (engine) =>
    putOrder(engine.state, { ...engine.active('stop_loss'), status: 'denied', venueOrderId: 'v' as VenueOrderId }),
  'each level of a signal has one entry, and at most one that lives': (engine) => twoEntries(engine, {}),
  'nothing is sent before the answer': (engine) =>
    putSignal(engine.state, { ...engine.signal(engine.orders()[0]?.signalId as SignalId), state: 'awaiting_approval' }, false),
  'a withdrawn signal has no entry': (engine) =>
    putSignal(engine.state, { ...engine.signal(engine.orders()[0]?.signalId as SignalId), state: 'declined' }, false),
  'the index of entries that are priced is right': (engine) => ({
    ...engine.state,
    beingPriced: Set([engine.orders()[0]?.signalId as SignalId]),
  }),
  'the index of signals by share is right': (engine) => {
    const order = engine.orders()[0] as Order;
    const isActive = engine.state.activeSignalsOf.has(order.positionKey);
    const wrong = isActive ? Map<PositionKey, Set<SignalId>>() : Map([[order.positionKey, Set([order.signalId])]]);
    return { ...engine.state, activeSignalsOf: wrong };
  },
  'the index of active signals is right': (engine) => ({ ...engine.state, activeSignals: Set([engine.orders()[0]?.signalId as SignalId]) }),
  'the count of waiting entries is right': (engine) => ({ ...engine.state, entriesWaiting: 1 }),
  'an open card can be answered': (engine) => {
    const signal = engine.alert('BUY BTCUSDT.P qty=0.2');
    return putSignal(engine.state, { ...signal, state: 'awaiting_approval', proposal: null }, false);
  },
  'one stop and one target at most': (engine) => {
    const stop = engine.active('stop_loss');
    const id = `${stop.id.slice(0, 31)}9` as OrderId;
    const signal = engine.signal(stop.signalId);
    return withSignal(putOrder(engine.state, { ...stop, id }), signal, { orderIds: [...signal.orderIds, id] });
  },
  'the index of markets is right': (engine) => ({ ...engine.state, positionsOf: Map<string, Set<PositionKey>>() }),
  'a flat position has no plan': (engine) => {
    const position = engine.position();
    if (position === undefined) throw new Error('no position');
    return { ...engine.state, positions: engine.state.positions.set(position.key, { ...position, qty: decimal('0'), entryPrice: null }) };
  },
  'an entry price belongs to a quantity': (engine) => {
    const position = engine.position();
    if (position === undefined) throw new Error('no position');
    return { ...engine.state, positions: engine.state.positions.set(position.key, { ...position, entryPrice: null }) };
  },
};

/** A second entry of the signal whose first one has filled. */
function twoEntries(engine: Engine, change: Partial<Order>, first: Partial<Order> = {}): State {
  const entry = engine.orders((each) => each.role === 'entry')[0] as Order;
  const id = `${entry.id.slice(0, 31)}1` as OrderId;
  const signal = engine.signal(entry.signalId);
  const both = putOrder(putOrder(engine.state, { ...entry, ...first }), { ...entry, id, ...change });
  return withSignal(both, signal, { orderIds: [...signal.orderIds, id] });
}

describe('an entry in the place of another', () => {
  const life = { endsAt: 1, moveAt: null, everyMs: 0, movesLeft: 0, fallback: 'cancel', next: null, replaces: true } as const;
  const fresh = { qtyFilled: decimal('0'), fills: [], averagePrice: null } as const;
  const made = (state: State): Event => ({ type: 'order_initialized', order: [...state.orders.values()].at(-1) as Order });
  const found = (engine: Engine, state: State): string[] => {
    const order = [...state.orders.values()].find(({ life: known }) => known?.replaces === true) as Order;
    return checkTransaction(engine.state, state, [{ ...made(state), order } as Event]).map(({ invariant }) => invariant);
  };

  it('may live when the first one is over, and not beside it', () => {
    const engine = entered();
    const over = twoEntries(engine, { ...fresh, life, status: 'accepted', qty: decimal('0.05') }, { status: 'canceled', ...fresh });
    expect(names(over)).toEqual([]);
    expect(found(engine, over)).toEqual([]);
    const beside = twoEntries(engine, { ...fresh, life, status: 'accepted' }, { status: 'accepted', ...fresh });
    expect(names(beside)).toContain('each level of a signal has one entry, and at most one that lives');
  });

  it('is for what was left, and no more', () => {
    const engine = entered();
    const state = twoEntries(engine, { ...fresh, life, status: 'accepted', qty: decimal('0.001') });
    expect(found(engine, state)).toContain('entries never exceed what was proposed');
  });

  it('does not come while the first one may still fill', () => {
    const engine = entered();
    const inquiry = { since: 0, attempts: 0, nextAt: 0, reason: '' };
    const state = twoEntries(engine, { ...fresh, life, status: 'accepted' }, { status: 'canceled', inquiry, ...fresh });
    expect(found(engine, state)).toContain('an entry that may still fill is not made anew');
  });
});

describe('invariants', () => {
  it('hold for a state that commands have made', () => {
    expect(checkState(entered().state)).toEqual([]);
  });

  it.each(Object.keys(BROKEN))('notice: %s', (name) => {
    const break_ = BROKEN[name];
    if (break_ === undefined) throw new Error(name);
    expect(names(break_(entered()))).toContain(name);
  });

  it('notice positions that do not move by their fills', () => {
    const engine = entered();
    const stop = engine.active('stop_loss');
    const fill = { id: 'f' as FillId, qty: decimal('0.1'), price: decimal('44000'), fee: decimal('0'), feeCurrency: 'USDT', at: 0 };
    const event: Event = { type: 'order_filled', orderId: stop.id, venueOrderId: 'v' as VenueOrderId, fill };
    expect(checkTransaction(engine.state, engine.state, [event]).map((each) => each.invariant)).toContain('positions move by their fills');
  });

  it('notice an entry while halted, and exits above the position', () => {
    const engine = entered();
    const halted: State = { ...engine.state, tradingState: 'halted' };
    const entry = engine.orders((each) => each.role === 'entry')[0] as Order;
    expect(checkTransaction(halted, halted, [{ type: 'order_initialized', order: entry }]).map((each) => each.invariant)).toEqual([
      'no entry while halted',
    ]);
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    const more = withOrder(engine.state, exit, { qty: decimal('0.2') });
    expect(checkTransaction(engine.state, more, [{ type: 'order_initialized', order: exit }]).map((each) => each.invariant)).toContain(
      'exits never exceed the position',
    );
  });
});

describe('a command that would break an invariant', () => {
  /** A state that is broken already, where the next touch notices it. */
  function broken(): Engine {
    const engine = entered();
    const entry = engine.orders((each) => each.role === 'entry')[0] as Order;
    engine.state = withOrder(engine.state, entry, { qtyFilled: decimal('0.05') });
    return engine;
  }

  it('is refused, halts entries and alarms, and leaves the rest as it was', () => {
    const engine = broken();
    const entry = engine.orders((each) => each.role === 'entry')[0] as Order;
    const result = transact(
      engine.settings,
      engine.state,
      { type: 'submit_failed', orderId: entry.id, outcome: 'ambiguous', reason: 'r' },
      engine.now,
    );
    expect(result.events).toEqual([]);
    const signal = engine.signal(entry.signalId);
    const half = transact(
      engine.settings,
      putSignal(engine.state, { ...signal, state: 'received', entry: { side: 'buy', qty: null, afterFlat: false } }, false),
      { type: 'price_signal', signalId: signal.id, instrument: entry.instrument, quote: engine.quote('45000'), nonce: engine.nonce() },
      engine.now,
    );
    expect(half.reply).toMatchObject({ type: 'refused', denial: { code: 'INVARIANT' } });
    expect(half.state.tradingState).toBe('halted');
    expect(half.events.map((event) => event.type)).toEqual(['trading_state_changed', 'notification_raised']);
  });

  it('takes back the entries that rest at the venue, and says so; they would open on books that are not trusted', () => {
    const engine = entered();
    const rest = engine.alert(
      '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"limit","limit_price":44500,"sl":44000,"tp":47000}',
    );
    engine.price(rest, '45000');
    const limit = engine.active('entry');
    engine.send(limit);
    const filled = engine.orders((each) => each.role === 'entry' && each.id !== limit.id)[0] as Order;
    const wrong = withOrder(engine.state, filled, { qtyFilled: decimal('0.05') });
    const signal = engine.signal(filled.signalId);
    const half = transact(
      engine.settings,
      putSignal(wrong, { ...signal, state: 'received', entry: { side: 'buy', qty: null, afterFlat: false } }, false),
      { type: 'price_signal', signalId: signal.id, instrument: filled.instrument, quote: engine.quote('45000'), nonce: engine.nonce() },
      engine.now,
    );
    expect(half.reply).toMatchObject({ type: 'refused', denial: { code: 'INVARIANT' } });
    expect(half.state.orders.get(limit.id)?.status).toBe('pending_cancel');
    expect([...half.state.notifications.values()].at(-1)?.text).toContain('1 entry order(s) at the venue are being cancelled.');
    const started = transact(
      engine.settings,
      engine.state,
      { type: 'started', bootId: 'b', restoredFromBackup: false, violations: ['x: y'] },
      engine.now,
    );
    expect(started.state.orders.get(limit.id)?.status).toBe('pending_cancel');
  });

  it('never stops an exit', () => {
    const engine = broken();
    const result = transact(engine.settings, engine.state, engine.alertCommand('CLOSE BTCUSDT.P'), engine.now);
    expect(result.reply.type).toBe('signal');
    expect([...result.state.orders.values()].some((order) => order.role === 'exit')).toBe(true);
    const stop = engine.active('stop_loss');
    const cancel = transact(
      engine.settings,
      withOrder(engine.state, stop, { reduceOnly: false }),
      { type: 'cancel_order', orderId: stop.id, by: ANN.userName, updateId: null },
      engine.now,
    );
    expect(cancel.reply.type).toBe('done');
    expect(cancel.state.tradingState).toBe('halted');
    expect(cancel.state.orders.get(stop.id)?.status).toBe('pending_cancel');
  });
});
