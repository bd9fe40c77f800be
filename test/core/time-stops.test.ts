import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { TimeStopRule } from '../../src/core/model/exits/exit-plan.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import type { Engine } from './engine.ts';
import { perpetual, T0 } from './engine.ts';
import { buy, engineWith, exitsMade, fillExit, planOf, tick } from './plan-engine.ts';

const rule = (change: Partial<TimeStopRule>): { timeStop: TimeStopRule } => ({
  timeStop: { afterMs: null, atMinute: null, beforeCloseMs: null, calendar: null, unlessGain: null, ...change },
});
const HOUR = 3_600_000;

/** What the clock brings when it is due, and nothing when it is not. */
function clock(engine: Engine): void {
  if (engine.dueTypes().includes('clock')) engine.run({ type: 'clock' });
}

describe('a time stop', () => {
  it('leaves so long after the entry, once, and not a moment before', () => {
    const engine = engineWith(rule({ afterMs: HOUR }));
    engine.enter(buy(), '50000');
    const at = planOf(engine)?.timeStop?.at ?? 0;
    expect(at).toBe(engine.now + HOUR);
    engine.now = at - 1;
    clock(engine);
    expect(exitsMade(engine)).toEqual([]);
    engine.now = at;
    clock(engine);
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
    expect(engine.dueTypes()).not.toContain('clock');
    fillExit(engine, '50000');
    expect(engine.state.exits.size).toBe(0);
  });

  it('survives a restart', () => {
    const engine = engineWith(rule({ afterMs: HOUR }));
    engine.enter(buy(), '50000');
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    engine.now += 2 * HOUR;
    clock(engine);
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it.each(['runs', 'was down'])(
    'of a position that was opened on a day ahead does not wait for that day where the process %s',
    (process) => {
      const engine = engineWith(rule({ afterMs: HOUR, atMinute: 10 * 60 + 30 }));
      engine.enter(buy(), '50000');
      expect(planOf(engine)?.timeStop?.at).toBe(T0 + HOUR / 2);
      engine.now -= 25 * HOUR;
      if (process === 'runs') engine.run({ type: 'clock', setBack: true });
      else engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false, setBack: true });
      expect(exitsMade(engine)).toEqual([]);
      // half past ten is further away
      expect(planOf(engine)?.timeStop?.at).toBe(engine.now + HOUR);
      engine.now += HOUR;
      clock(engine);
      expect(exitsMade(engine)).toHaveLength(1);
    },
  );

  it('that an alert names counts from its entry, and not from the alert', () => {
    const engine = engineWith({});
    const signal = engine.alert(buy({ exit_after: '30m' }));
    engine.price(signal, '50000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.now += 10 * 60_000;
    engine.fill(entry, entry.qty, '50000');
    expect(planOf(engine)?.timeStop).toEqual({ at: engine.now + HOUR / 2, unlessGain: null });
    engine.now += HOUR / 2;
    clock(engine);
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('that an alert names stands for the time of its strategy, whose close of the market stays', () => {
    const engine = engineWith(rule({ afterMs: 30 * HOUR, unlessGain: decimal('1') }));
    engine.enter(buy({ exit_after: '40h' }), '50000');
    expect(planOf(engine)?.timeStop).toEqual({ at: T0 + 40 * HOUR, unlessGain: null });
    const closing = engineWith(rule({ afterMs: 30 * HOUR, beforeCloseMs: 5 * 60_000, calendar: 'nyse' }));
    closing.enter(buy({ exit_at: '23:50' }), '50000');
    // Monday, 16:00 in New York
    expect(planOf(closing)?.timeStop?.at).toBe(Date.UTC(2026, 0, 5, 21) - 5 * 60_000);
  });

  it('that an alert names does not begin again with each fill, nor takes an addition the close of the market away', () => {
    const close = Date.UTC(2026, 0, 5, 21) - 5 * 60_000;
    const engine = engineWith(rule({ beforeCloseMs: 5 * 60_000, calendar: 'nyse' }));
    const signal = engine.alert(buy({ exit_at: '23:50' }));
    engine.price(signal, '50000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.04', '50000');
    engine.now += 60_000;
    engine.fill(entry, '0.06', '50000');
    expect(planOf(engine)?.timeStop?.at).toBe(close);
    engine.enter(buy({ exit_after: '30h' }), '50000');
    expect(planOf(engine)?.timeStop?.at).toBe(close);
    const short = engineWith({});
    const long = short.alert(buy({ exit_after: '30m' }));
    short.price(long, '50000');
    short.send(short.active('entry'));
    short.fill(short.active('entry'), '0.04', '50000');
    const at = planOf(short)?.timeStop?.at;
    short.now += 60_000;
    short.fill(short.active('entry'), '0.06', '50000');
    expect(planOf(short)?.timeStop?.at).toBe(at);
  });

  it.each<[string, Partial<TimeStopRule>, number]>([
    ['so long after it', { afterMs: 3 * HOUR }, T0 + 4 * HOUR],
    ['at the next time of the day after it', { atMinute: 15 * 60 }, T0 + 5 * HOUR],
    ['before the close that came after it', { beforeCloseMs: 5 * 60_000, calendar: 'nyse' }, Date.UTC(2026, 0, 5, 21) - 5 * 60_000],
  ])('of what filled while nobody listened leaves %s', (_, change, at) => {
    const engine = engineWith(rule(change));
    engine.price(engine.alert(buy()), '50000');
    engine.send(engine.active('entry'));
    const filledAt = engine.now + HOUR;
    engine.now += 28 * HOUR;
    engine.fill(engine.active('entry'), '0.1', '49000', 'f-late', filledAt);
    expect(planOf(engine)?.timeStop?.at).toBe(at);
    clock(engine);
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
  });

  it.each([
    ['behind ours', -5 * HOUR],
    ['ahead of ours', 5 * HOUR],
  ])('holds by our clock where that of a venue goes %s', (_, skew) => {
    const engine = engineWith(rule({ afterMs: HOUR }));
    engine.price(engine.alert(buy()), '50000');
    engine.send(engine.active('entry'));
    engine.fill(engine.active('entry'), '0.1', '50000', 'f-skewed', engine.now + skew);
    expect(planOf(engine)?.timeStop?.at).toBe(engine.now + HOUR);
  });

  it('at a time of the day counts in the time zone of the settings', () => {
    const engine = engineWith(rule({ atMinute: 11 * 60 }));
    engine.settings = { ...engine.settings, timeZone: 'Europe/Berlin' };
    engine.enter(buy(), '50000');
    // T0 is 10:00 UTC, 11:00 in Berlin in January: the next one is tomorrow's
    expect(planOf(engine)?.timeStop?.at).toBe(T0 + 24 * HOUR);
  });

  it('before the close counts from the calendar that it names; the earliest of several rules counts', () => {
    const engine = engineWith(rule({ beforeCloseMs: 5 * 60_000, calendar: 'nyse', afterMs: 30 * HOUR }));
    engine.enter(buy(), '50000');
    // Monday, 16:00 in New York
    expect(planOf(engine)?.timeStop?.at).toBe(Date.UTC(2026, 0, 5, 21) - 5 * 60_000);
  });

  it.each([
    ['alpaca', 'equity', Date.UTC(2026, 0, 5, 21)],
    ['dhan', 'equity', Date.UTC(2026, 0, 6, 10)],
    ['alpaca', 'spot', null],
  ] as const)('before the close counts from the calendar of the venue where it names none: %s, %s', (broker, kind, closesAt) => {
    const engine = engineWith(rule({ beforeCloseMs: 15 * 60_000 }));
    const accounts = [...engine.settings.accounts].map(([name, account]) => [name, { ...account, broker }] as const);
    engine.settings = { ...engine.settings, accounts: new Map(accounts) };
    // T0 is 15:30 in Mumbai: the session there has just ended
    engine.enter(JSON.stringify({ action: 'buy', symbol: 'TSLA', quantity: 5, stop_loss: 870 }), '900', {
      ...perpetual,
      symbol: 'TSLA',
      kind,
    });
    expect(planOf(engine)?.timeStop?.at ?? null).toBe(closesAt === null ? null : closesAt - 15 * 60_000);
  });

  it('does not hold where the market never closes', () => {
    const engine = engineWith(rule({ beforeCloseMs: 5 * 60_000 }));
    engine.enter(buy({ stop_loss: 49000 }), '50000');
    expect(planOf(engine)?.timeStop).toBeNull();
  });

  it('with a gain leaves what has not gained enough by then', () => {
    const engine = engineWith(rule({ afterMs: HOUR, unlessGain: decimal(1) }));
    engine.enter(buy(), '50000');
    tick(engine, '50400');
    expect(exitsMade(engine)).toEqual([]);
    engine.now += HOUR;
    clock(engine);
    expect(exitsMade(engine)).toEqual([]);
    tick(engine, '50499');
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('with a gain lets stay what has gained enough, for good', () => {
    const engine = engineWith(rule({ afterMs: HOUR, unlessGain: decimal(1) }));
    engine.enter(buy(), '50000');
    engine.now += HOUR;
    tick(engine, '50500');
    expect(planOf(engine)?.timeStop).toBeNull();
    tick(engine, '49000');
    expect(exitsMade(engine)).toEqual([]);
  });

  it('with a gain leaves when no price says within seconds whether it has gained so much, and says why, once', () => {
    const engine = engineWith(rule({ afterMs: HOUR, unlessGain: decimal(1) }));
    engine.enter(buy(), '50000');
    engine.now += HOUR;
    clock(engine);
    expect(exitsMade(engine)).toEqual([]);
    expect(engine.wakeAt()).toBe(engine.now + 15_000);
    engine.now += 14_999;
    clock(engine);
    expect(exitsMade(engine)).toEqual([]);
    engine.now += 1;
    clock(engine);
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
    const said = () => [...engine.state.notifications.values()].filter(({ title }) => title.endsWith('time stop'));
    expect(said().map(({ severity, text }) => `${severity}: ${text}`)).toEqual([
      'alarm: default on paper (PAPER): its time is over, and no price has come for 15 s: whether it has gained 1 % is not known; the position is being closed at market.',
    ]);
    engine.now += 60_000;
    clock(engine);
    expect([said().length, exitsMade(engine).length]).toEqual([1, 1]);
  });

  it('says nothing more, and makes no second exit, where all of it is on its way out already', () => {
    for (const unlessGain of [null, decimal(1)]) {
      const engine = engineWith(rule({ afterMs: HOUR, unlessGain }));
      engine.enter(buy(), '50000');
      engine.now += HOUR;
      clock(engine);
      tick(engine, '50000');
      engine.send(engine.active('exit'));
      const said = engine.state.notifications.size;
      for (let second = 0; second < 30; second += 1) {
        engine.now += 1_000;
        clock(engine);
      }
      expect([exitsMade(engine).length, engine.state.exits.size, engine.state.notifications.size]).toEqual([1, 1, said]);
      expect(engine.dueTypes()).not.toContain('clock');
    }
  });

  it('leaves at market although a close waits at its limit', () => {
    const engine = engineWith(rule({ afterMs: HOUR }));
    engine.enter(buy(), '50000');
    engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', orderType: 'limit', limitPrice: 60000 }));
    engine.send(engine.active('exit'));
    engine.now += HOUR;
    clock(engine);
    expect(exitsMade(engine).map(({ type }) => type)).toContain('market');
  });

  it('with a gain waits those seconds for a price after a start, too, however long ago its time was over', () => {
    const engine = engineWith(rule({ afterMs: HOUR, unlessGain: decimal(1) }));
    engine.enter(buy(), '50000');
    engine.now += 5 * HOUR;
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    engine.run({ type: 'started', bootId: 'b2', restoredFromBackup: false });
    clock(engine);
    expect(exitsMade(engine)).toEqual([]);
    tick(engine, '50600');
    expect(planOf(engine)?.timeStop).toBeNull();
    engine.now += HOUR;
    clock(engine);
    expect(exitsMade(engine)).toEqual([]);
  });

  it('with a gain waits for no clock that was set back', () => {
    const engine = engineWith(rule({ afterMs: HOUR, unlessGain: decimal(1) }));
    engine.enter(buy(), '50000');
    engine.now += 5 * HOUR;
    clock(engine);
    engine.now -= 2 * HOUR;
    clock(engine);
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('before the close of commodities counts from the hours of their exchange', () => {
    const engine = engineWith(rule({ beforeCloseMs: 5 * 60_000 }));
    const accounts = [...engine.settings.accounts].map(([name, account]) => [name, { ...account, broker: 'dhan' as const }] as const);
    engine.settings = { ...engine.settings, accounts: new Map(accounts) };
    // 21:30 in Mumbai: NSE has closed, and MCX is open until 23:55
    engine.now = Date.UTC(2026, 0, 5, 16);
    const symbol = 'MCX:GOLD-2026-02-05-FUT';
    engine.enter(JSON.stringify({ action: 'buy', symbol, quantity: 1 }), '90000', { ...perpetual, symbol, kind: 'future' });
    expect(planOf(engine)?.timeStop?.at).toBe(Date.UTC(2026, 0, 5, 18, 20));
  });
});
