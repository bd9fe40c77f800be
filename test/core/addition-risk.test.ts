// What is added to a position leaves at the stop of the position where its alert names none: its size and its card count with it.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const BUY = '{"action":"buy","symbol":"BTCUSDT.P"}';

function holding(change: Partial<Strategy>): Engine {
  const protection = { ...NO_PROTECTION, stopLoss: { percent: decimal('2') } };
  return new Engine(settingsWith({ approval: { type: 'auto' }, protection, ...change }));
}

function ask(engine: Engine, text: string, price: string): Signal {
  const signal = engine.alert(text);
  const funds = { equity: decimal('10000'), available: decimal('10000') };
  const quote = engine.quote(price);
  engine.run({ type: 'price_signal', signalId: signal.id, instrument: perpetual, quote, nonce: engine.nonce(), funds });
  return engine.signal(signal.id);
}

function enter(engine: Engine, text: string, price: string): Signal {
  const signal = ask(engine, text, price);
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, entry.qty, price);
  engine.placeProtection();
  return signal;
}

it('a size by risk is counted to the stop that guards it', () => {
  const engine = holding({ riskPercent: decimal('1') });
  enter(engine, BUY, '50000');
  expect(engine.position()?.plan?.stopLoss).toBe('49000');
  const { proposal, error } = enter(engine, BUY, '51000');
  expect(error).toBeNull();
  // 100 over the 2,000 to the stop of the position
  expect(proposal).toMatchObject({ qty: '0.05', stopLoss: '49000', riskAmount: '100' });
  expect(proposal?.notes.join()).toContain('the stop of the position counts: 49000');
  expect(engine.position()).toMatchObject({ qty: '0.15', plan: { stopLoss: '49000' } });
});

it('the card of a quantity says what it risks', () => {
  const engine = holding({});
  enter(engine, BUY.replace('}', ',"quantity":0.1}'), '50000');
  expect(ask(engine, BUY.replace('}', ',"quantity":0.1}'), '50500').proposal).toMatchObject({ stopLoss: '49000', riskAmount: '150' });
});

it('its own stop counts where it names one, and one beyond its price counts for nothing', () => {
  const engine = holding({});
  enter(engine, BUY.replace('}', ',"quantity":0.1}'), '50000');
  expect(ask(engine, BUY.replace('}', ',"quantity":0.1,"stop_loss":49500}'), '50500').proposal).toMatchObject({ stopLoss: '49500' });
  const below = BUY.replace('}', ',"quantity":0.1,"order_type":"limit","limit_price":48000}');
  expect(ask(engine, below, '50500').proposal).toMatchObject({ stopLoss: null, riskAmount: null });
});

it('an entry to the other side has nothing of it', () => {
  const engine = holding({ protection: NO_PROTECTION });
  enter(engine, BUY.replace('}', ',"quantity":0.1,"stop_loss":49000}'), '50000');
  const turn = engine.alert('{"action":"reverse","symbol":"BTCUSDT.P","quantity":0.1}');
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, '50000');
  engine.price(engine.signal(turn.id), '50000');
  expect(engine.signal(turn.id).proposal).toMatchObject({ side: 'sell', stopLoss: null });
});
