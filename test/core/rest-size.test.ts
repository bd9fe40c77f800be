// What is made anew of a limit entry risks and costs no more, all in all, than what was approved.

import { expect, it } from 'vitest';
import { viewLimits } from '../../src/core/engine/limits/view-limits.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { Engine, perpetual } from './engine.ts';
import { alive, confirmCancel, LIMIT, pass, withRules } from './limit-entries.ts';
import { settingsOf } from './limited.ts';

const rules = { reprice: { everyMs: 30_000, times: 2 } } as const;

/** Sized at 45,000 on an account of 10,000. */
function sized(engine: Engine, text: string): Signal {
  const signal = engine.alert(text);
  const funds = { equity: decimal('10000'), available: decimal('10000') };
  const quote = engine.quote('45000');
  engine.run({ type: 'price_signal', signalId: signal.id, instrument: perpetual, quote, nonce: engine.nonce(), funds });
  return engine.signal(signal.id);
}

/** Moved to `price` once, with `filled` of it filled before. */
function moved(engine: Engine, signal: Signal, price: string, filled: string | null = null): Signal {
  for (const order of alive(engine)) if (order.status === 'initialized') engine.send(order);
  const [first] = alive(engine);
  if (first === undefined) throw new Error('no entry');
  if (filled !== null) engine.fill(first, filled, '44000');
  pass(engine, 30_000);
  for (const order of alive(engine)) {
    confirmCancel(engine, order);
    engine.price(engine.signal(signal.id), price);
  }
  return engine.signal(signal.id);
}
it('an entry that was sized by what may be lost is made smaller where it follows the price and its stop is further away then', () => {
  const byRisk = '{"action":"buy","symbol":"BTCUSDT.P","risk_percent":1,"order_type":"limit","limit_price":44000,"stop_loss":43000}';
  const engine = withRules(rules);
  // 100 USDT: 0.1 that lose 1,000 each
  moved(engine, sized(engine, byRisk), '45000');
  expect(alive(engine)).toMatchObject([{ limitPrice: '45000', qty: '0.05' }]);
  // 0.04 of it may lose 40; of the 60 that are left each unit may lose 3,000
  const filled = withRules(rules);
  moved(filled, sized(filled, byRisk), '46000', '0.04');
  expect(alive(filled)).toMatchObject([{ limitPrice: '46000', qty: '0.02' }]);
  // a quantity that somebody wrote stays
  const named = withRules(rules);
  moved(named, sized(named, byRisk.replace('"risk_percent":1', '"quantity":0.1')), '45000');
  expect(alive(named)).toMatchObject([{ qty: '0.1' }]);
  // the stop of a rule goes with the price
  const ruled = withRules(rules, { riskPercent: decimal('1'), protection: { ...NO_PROTECTION, stopLoss: { percent: decimal('2') } } });
  const signal = sized(ruled, '{"action":"buy","symbol":"BTCUSDT.P","order_type":"limit","limit_price":44000}');
  moved(ruled, signal, '45000');
  expect([signal.proposal?.qty, alive(ruled)[0]?.qty]).toEqual(['0.113', '0.11']);
});

it.each([
  ['of a rule', '', { stopLoss: { percent: decimal('2') } }],
  ['of the alert', ',"stop_loss_percent":2', {}],
])('the stop %s that guards what has filled already guards the rest too: the rest is counted to it', (_, words, protection) => {
  const engine = withRules(rules, { riskPercent: decimal('1'), protection: { ...NO_PROTECTION, ...protection } });
  const signal = sized(engine, `{"action":"buy","symbol":"BTCUSDT.P","order_type":"limit","limit_price":44000${words}}`);
  expect(signal.proposal).toMatchObject({ qty: '0.113', riskAmount: '99.44' });
  moved(engine, signal, '46000', '0.04');
  const [rest] = alive(engine);
  if (rest === undefined) throw new Error('nothing was made anew');
  // 0.04 of it may lose 35.2 at the stop of 43,120; of the 64.24 that are left each unit may lose 2,880
  expect(rest).toMatchObject({ limitPrice: '46000', qty: '0.022' });
  engine.send(rest);
  engine.fill(rest, rest.qty, '46000');
  expect(engine.position()?.plan?.stopLoss).toBe('43120');
});

it('an entry that has nothing left to lose is not made anew, and that is told', () => {
  const engine = withRules(rules);
  const byRisk = '{"action":"buy","symbol":"BTCUSDT.P","risk_amount":1.1,"order_type":"limit","limit_price":44000,"stop_loss":43000}';
  const signal = moved(engine, sized(engine, byRisk), '46000');
  expect(alive(engine)).toEqual([]);
  expect(signal.timeline.some(({ event, detail }) => event === 'not_replaced' && detail.includes('may lose'))).toBe(true);
});

it('the rest is held to max_notional with all that its alert has filled', () => {
  const engine = withRules(rules, { maxNotional: decimal('4400') });
  const signal = moved(engine, sized(engine, LIMIT), '46000', '0.05');
  expect(alive(engine)).toEqual([]);
  expect(signal.timeline.some(({ event, detail }) => event === 'not_replaced' && detail.includes('max_notional'))).toBe(true);
});

it('a layered entry that goes to market in the end is held to max_notional as a whole', () => {
  const engine = withRules({ limitLifetimeMs: 30_000, fallback: 'market' }, { maxNotional: decimal('4400') });
  const signal = sized(engine, '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"entries":[44000,43800],"stop_loss":42000}');
  for (const order of alive(engine)) engine.send(order);
  pass(engine, 30_000);
  for (const order of alive(engine)) confirmCancel(engine, order);
  engine.price(engine.signal(signal.id), '45000');
  engine.price(engine.signal(signal.id), '45000');
  // 2,250 each: both together are too much
  expect(alive(engine)).toMatchObject([{ type: 'market', qty: '0.05' }]);
});

it('an entry that goes on in another order is one trade of the day, while it rests and when it has filled', () => {
  const settings = settingsOf('account', { dailyTrades: 2 });
  const strategies = withRules(rules).settings.strategies;
  const engine = new Engine({ ...settings, strategies });
  const used = () =>
    viewLimits({ settings: engine.settings, state: engine.state, marks: new Map(), rates: NO_RATES, now: engine.now })[0]?.used;
  moved(engine, sized(engine, LIMIT), '45000', '0.04');
  const [next] = alive(engine);
  if (next === undefined) throw new Error('it was not made anew');
  expect(used()).toBe('1');
  engine.send(next);
  engine.fill(next, next.qty, '45000');
  expect(used()).toBe('1');
  expect(
    [...engine.state.results.values()].flatMap((lines) => [...lines.values()]).map(({ entries, delay }) => [entries, delay.count]),
  ).toEqual([[1, 1]]);
});
