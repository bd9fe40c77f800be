// Owns: what was booked in lots by an older version, or under another lot_units: it leaves as what it is at the venue.

import { expect, it } from 'vitest';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const SYMBOL = 'MCX:CRUDEOIL-2026-01-19-FUT';
const ONE = decimal('1');
const OLD: Instrument = {
  ...perpetual,
  symbol: SYMBOL,
  kind: 'future',
  base: 'CRUDEOIL',
  tickSize: ONE,
  stepSize: ONE,
  qtyMin: ONE,
  lotSize: ONE,
};
const counting = (units: string | null, key = 'MCX:CRUDEOIL'): Settings => {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const traits = { ...PAPER_TRAITS, listsLots: true as const, lotUnits: units === null ? {} : { [key]: decimal(units) } };
  return { ...settings, accounts: new Map([...settings.accounts].map(([name, each]) => [name, { ...each, traits }])) };
};
const alertOf = (more: object): string => JSON.stringify({ symbol: 'CRUDEOIL-2026-01-19-FUT', exchange: 'MCX', ...more });

function start(engine: Engine, settings: Settings): void {
  engine.settings = settings;
  engine.now += 1_000;
  engine.run({ type: 'started', bootId: `b${engine.now}`, restoredFromBackup: false });
}

const booked = (engine: Engine): Position | undefined => [...engine.state.positions.values()][0];

/** Two lots, booked as two, with a stop for them. */
function held(): Engine {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter(alertOf({ action: 'buy', quantity: 2, stop_loss: 5900 }), '6000', OLD);
  expect(booked(engine)?.qty).toBe('2');
  return engine;
}

it('two lots of an older version are two hundred barrels with their stop, and leave as that, however often it starts', () => {
  const engine = held();
  start(engine, counting('100'));
  start(engine, counting('100'));
  expect(booked(engine)).toMatchObject({ qty: '200', entryPrice: '6000' });
  expect(engine.active('stop_loss').qty).toBe('200');
  expect([...engine.state.notifications.values()].map(({ text }) => text).join()).toContain('2 was booked, and is 200 here');
  engine.alert(alertOf({ action: 'close' }));
  expect(engine.active('exit').qty).toBe('200');
});

it('a part counts lots, and a stop that fills tells its result in rupees', () => {
  const engine = held();
  start(engine, counting('100'));
  engine.alert(alertOf({ action: 'sell', quantity: 1 }));
  expect(engine.active('exit').qty).toBe('100');
  engine.send(engine.active('exit'));
  engine.fill(engine.active('exit'), '100', '6010');
  expect(booked(engine)).toMatchObject({ qty: '100', realizedPnl: '1000' });
});

it('what an order of then fills after the start is in units, and what it had filled before is counted so', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.price(engine.alert(alertOf({ action: 'buy', quantity: 2, order_type: 'limit', limit_price: 6000 })), '6000', OLD);
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, '1', '6000');
  start(engine, counting('100'));
  engine.fill(entry, '100', '6000');
  expect(engine.order(entry.id)).toMatchObject({ status: 'filled', qtyFilled: '200' });
  start(engine, counting('100'));
  expect(booked(engine)?.qty).toBe('200');
});

it.each([
  ['another number', counting('250'), '500'],
  ['none', counting(null), '2'],
  ['one of another contract', counting('30', 'MCX:SILVER'), '2'],
])('config.yaml says %s of a lot by now', (_what, settings, qty) => {
  const engine = held();
  start(engine, counting('100'));
  start(engine, settings);
  expect(booked(engine)?.qty).toBe(qty);
  engine.alert(alertOf({ action: 'close' }));
  expect(engine.active('exit').qty).toBe(qty);
});
