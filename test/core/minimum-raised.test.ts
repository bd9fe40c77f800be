// A venue that takes no more so little as is held: nothing is given up for it.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

it.each([
  ['least', { qtyMin: decimal('0.01') }],
  ['step', { stepSize: decimal('0.01') }],
])('a position below the new %s of its market keeps its stop, and its exit goes on', (_what, change) => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter('BUY BTCUSDT.P qty=0.005 sl=44000', '45000');
  engine.alert('CLOSE BTCUSDT.P');
  const exit = engine.active('exit');
  const stop = engine.active('stop_loss');
  engine.run({ type: 'begin_submit', orderId: exit.id });
  const instrument = { ...perpetual, ...change };
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: exit.id, reason: 'too small', instrument } });
  engine.now += 5_000;
  engine.run({ type: 'clock' });
  expect(engine.order(stop.id)).toMatchObject({ status: 'accepted', cancel: null });
  expect(engine.active('exit')).toMatchObject({ status: 'initialized', qty: '0.005' });
  expect(engine.state.exits.size).toBe(1);
});
