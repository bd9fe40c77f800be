// Entries in the last minutes of a session, under a time stop that leaves before the close: they would have to leave at once.

import { describe, expect, it } from 'vitest';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { TimeStopRule } from '../../src/core/model/exits/exit-plan.ts';
import { explainVerdict } from '../../src/core/engine/explain/explain-verdict.ts';
import type { Engine } from './engine.ts';
import { perpetual } from './engine.ts';
import { buy, engineWith, exitsMade, fillExit, planOf, tick } from './plan-engine.ts';

const MINUTE = 60_000;
/** Monday, 16:00 in New York. */
const CLOSE = Date.UTC(2026, 0, 5, 21);
const RESTS = { nativeStops: false, orderTypes: ['market', 'limit', 'stop'] as const };

function closing(change: Partial<TimeStopRule> = {}): Engine {
  const timeStop = { afterMs: null, atMinute: null, beforeCloseMs: 5 * MINUTE, calendar: 'nyse', unlessGain: null, ...change };
  return engineWith({ timeStop }, RESTS);
}

const ask = (engine: Engine, text = buy()) => {
  const signal = engine.alert(text);
  engine.price(signal, '50000');
  return engine.signal(signal.id);
};

const REST = { order_type: 'limit', limit_price: 49000 };

/** An order of 0.1 that is at the venue. */
function rests(engine: Engine, more: Record<string, unknown> = REST) {
  ask(engine, buy(more));
  const order = engine.active('entry');
  engine.send(order);
  return order;
}

describe('before the close', () => {
  it.each([
    ['a moment before the time', CLOSE - 5 * MINUTE - 1, 'working'],
    ['in its last minutes', CLOSE - 5 * MINUTE, 'denied'],
    ['a moment before the close', CLOSE - 1, 'denied'],
    ['when it is closed', CLOSE, 'working'],
    ['before it opens', CLOSE + 15 * 60 * MINUTE, 'working'],
  ])('an entry %s is %s', (_, at, state) => {
    const engine = closing();
    engine.now = at;
    expect(ask(engine).state).toBe(state);
  });

  it('it is told when it closes and what to do', () => {
    const engine = closing();
    engine.now = CLOSE - MINUTE;
    const signal = ask(engine);
    expect(signal.error).toMatchObject({ code: 'CLOSING_SOON', remedy: expect.stringContaining('next session') });
    expect(signal.error?.message).toContain('nyse closes at 16:00 in America/New_York, and default leaves 5 min before');
    expect([...engine.state.notifications.values()].map(({ title }) => title)).toContain('Entry refused: CLOSING_SOON');
  });

  it('a card that is answered then opens nothing', () => {
    const engine = closing();
    engine.settings = {
      ...engine.settings,
      strategies: new Map([...engine.settings.strategies].map(([name, each]) => [name, { ...each, approval: { type: 'confirm' } }])),
    };
    engine.now = CLOSE - 5 * MINUTE - 30_000;
    const signal = ask(engine);
    expect(signal.state).toBe('awaiting_approval');
    engine.now += MINUTE;
    engine.approve(signal, '50000');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'CLOSING_SOON' } });
  });

  it('what was made before and is sent then is not sent', () => {
    const engine = closing();
    engine.now = CLOSE - 5 * MINUTE - 1_000;
    ask(engine);
    const order = engine.active('entry');
    engine.now += 2_000;
    expect(engine.run({ type: 'begin_submit', orderId: order.id })).toMatchObject({ type: 'refused', denial: { code: 'CLOSING_SOON' } });
  });

  it.each([
    ['at a limit', REST],
    ['at a stop', { order_type: 'stop', stop_price: 51000 }],
  ])('what rests %s is taken back in time, and that is told', (_, more) => {
    const engine = closing();
    const order = rests(engine, more);
    engine.now = CLOSE - 5 * MINUTE;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(engine.order(order.id).cancel?.reason).toContain('the market closes soon');
    expect([...engine.state.notifications.values()].map(({ title }) => title)).toContain('BTC/USDT:USDT: an entry is taken back');
  });

  it('the rest of an entry goes to market before it, never in it', () => {
    const engine = closing();
    const entries = { ...NO_ENTRY_RULES, limitLifetimeMs: 12 * 60 * MINUTE, fallback: 'market' as const };
    engine.settings = {
      ...engine.settings,
      strategies: new Map([...engine.settings.strategies].map(([name, each]) => [name, { ...each, entries }])),
    };
    const order = rests(engine);
    expect(order.life).toMatchObject({ endsAt: CLOSE - 5 * MINUTE, fallback: 'cancel' });
  });

  it('what fills then all the same leaves at once', () => {
    const engine = closing();
    const order = rests(engine);
    engine.now = CLOSE - 4 * MINUTE;
    engine.fill(order, '0.1', '49000');
    expect(planOf(engine)?.timeStop?.at).toBe(engine.now);
    engine.run({ type: 'clock' });
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
  });

  it('exits pass', () => {
    const engine = closing({ unlessGain: decimal('1') });
    engine.enter(buy(), '50000');
    engine.now = CLOSE - MINUTE;
    engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P' }));
    fillExit(engine, '50000');
    expect(planOf(engine)).toBeNull();
  });

  it('a reverse leaves, and does not enter', () => {
    const engine = closing({ unlessGain: decimal('1') });
    engine.enter(buy(), '50000');
    engine.now = CLOSE - MINUTE;
    const signal = engine.alert(JSON.stringify({ action: 'reverse', symbol: 'BTCUSDT.P', quantity: 0.1 }));
    fillExit(engine, '50000');
    engine.price(engine.signal(signal.id), '50000');
    expect(engine.signal(signal.id).error).toMatchObject({ code: 'CLOSING_SOON' });
    expect(engine.orders(({ role }) => role === 'entry')).toHaveLength(1);
  });

  it('what has gained enough stays, and may be added to', () => {
    const engine = closing({ unlessGain: decimal('1') });
    engine.enter(buy(), '50000');
    engine.now = CLOSE - 5 * MINUTE;
    tick(engine, '51000');
    expect(planOf(engine)?.timeStop).toBeNull();
    expect(ask(engine).state).toBe('working');
  });

  it('a rule that lets stay what has gained nothing holds back nothing', () => {
    const engine = closing({ unlessGain: decimal('-1') });
    engine.now = CLOSE - MINUTE;
    expect(ask(engine).state).toBe('working');
  });

  it('what is asked beforehand says so', () => {
    const engine = closing();
    engine.now = CLOSE - MINUTE;
    const priced = { instrument: perpetual, quote: engine.quote('50000') };
    const verdict = explainVerdict(engine.ground(), engine.alertCommand(buy()), priced);
    expect(verdict).toMatchObject({ would: 'deny' });
    expect(verdict.checks).toContainEqual(expect.objectContaining({ check: 'there is time before the close', passed: false }));
  });
});
