// A position that was bought in several orders may be larger than one order may be: it can be left all the same.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

function holding(parts: number, qtyMax = '100'): Engine {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  const instrument = { ...perpetual, qtyMax: decimal(qtyMax) };
  for (let part = 0; part < parts; part += 1) engine.enter('BUY BTCUSDT.P @ 45000 qty=80', '45000', instrument);
  return engine;
}

const exits = (engine: Engine) => engine.orders(({ role }) => role === 'exit');

it('in pieces that the market takes, all of them at once', () => {
  const engine = holding(3);
  expect(engine.position()?.qty).toBe('240');
  engine.alert('CLOSE BTCUSDT.P');
  expect(exits(engine).map(({ qty, status, reduceOnly }) => [qty, status, reduceOnly])).toEqual([
    ['100', 'initialized', true],
    ['100', 'initialized', true],
    ['40', 'initialized', true],
  ]);
  for (const order of exits(engine)) {
    engine.send(order);
    engine.fill(order, order.qty, '45000');
  }
  expect(engine.position()?.qty ?? '0').toBe('0');
  expect(engine.state.exits.isEmpty()).toBe(true);
});

it('so that one that is refused holds back none of the others, and is sent again', () => {
  const engine = holding(2);
  engine.alert('CLOSE BTCUSDT.P');
  const [first, second] = exits(engine);
  if (first === undefined || second === undefined) throw new Error('two pieces were expected');
  engine.run({ type: 'begin_submit', orderId: first.id });
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: first.id, reason: 'no' } });
  engine.send(second);
  engine.fill(second, second.qty, '45000');
  const again = exits(engine).at(-1);
  expect(again).toMatchObject({ qty: '100', status: 'initialized' });
  expect(again?.id).not.toBe(second.id);
});

it('and its stop is watched here, since the venue takes none of that size', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  for (let part = 0; part < 2; part += 1) engine.enter('BUY BTCUSDT.P @ 45000 qty=80 sl=44000', '45000', perpetual);
  const stops = engine.orders(({ role, id, cancel }) => role === 'stop_loss' && cancel === null && engine.state.activeOrders.has(id));
  expect(stops).toEqual([]);
  for (const order of engine.orders(({ role, status }) => role === 'stop_loss' && status === 'pending_cancel'))
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'by us' } });
  const seen = seenOnce({ ...engine.quote('43900'), symbol: perpetual.symbol });
  engine.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: 'f000000000001' });
  expect(exits(engine).map(({ qty }) => qty)).toEqual(['100', '60']);
});

it('no more than ten at a time, and the rest when one of them is through', () => {
  const engine = holding(2, '80');
  engine.state.positions.forEach((position) => {
    engine.state = {
      ...engine.state,
      positions: engine.state.positions.set(position.key, { ...position, instrument: { ...perpetual, qtyMax: decimal('10') } }),
    };
  });
  engine.alert('CLOSE BTCUSDT.P');
  expect(exits(engine)).toHaveLength(10);
  const [first] = exits(engine);
  if (first === undefined) throw new Error('no exit');
  engine.send(first);
  engine.fill(first, first.qty, '45000');
  expect(exits(engine)).toHaveLength(11);
});

const atMarket = { ...perpetual, marketQtyMax: decimal('30') };

it('bounded for orders at market alone: the stop is watched here, the target stands at the venue, an exit at a limit is one order', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.price(engine.alert('BUY BTCUSDT.P limit=45000 qty=80 sl=44000 tp=47000'), '45000', atMarket);
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, '80', '45000');
  const standing = engine.orders(({ role, id }) => role !== 'entry' && engine.state.activeOrders.has(id));
  expect(standing.map(({ role, type, qty }) => [role, type, qty])).toEqual([['take_profit', 'limit', '80']]);
  engine.alert('{"action":"close","symbol":"BTCUSDT.P","order_type":"limit","limit_price":46000}');
  expect(exits(engine).map(({ type, qty }) => [type, qty])).toEqual([['limit', '80']]);
  engine.alert('CLOSE BTCUSDT.P');
  const market = exits(engine).filter(({ type }) => type === 'market');
  expect(market.map(({ qty }) => qty)).toEqual(['30', '30', '20']);
});

it('that is refused for its size is tried in halves down to what the venue takes, and never below its minimum', () => {
  const engine = holding(1);
  engine.alert('CLOSE BTCUSDT.P');
  const refuse = (reason: string) => {
    const order = exits(engine).findLast(({ status }) => status === 'initialized');
    if (order === undefined) throw new Error('nothing is to be sent');
    engine.run({ type: 'begin_submit', orderId: order.id });
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: order.id, reason } });
    engine.now += 3_600_000;
    engine.run({ type: 'clock' });
    return exits(engine)
      .filter(({ status }) => status === 'initialized')
      .map(({ qty }) => qty);
  };
  expect(refuse('the market is closed')).toEqual(['80']);
  expect(refuse('Quantity greater than max quantity.')).toEqual(['40', '40']);
  expect(refuse('Filter failure: MARKET_LOT_SIZE')).toEqual(['40', '20', '20']);
  for (let times = 0; times < 40; times += 1) refuse('Quantity greater than max quantity.');
  expect(exits(engine).every(({ qty }) => Number(qty) >= 0.001)).toBe(true);
});
