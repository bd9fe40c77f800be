// Owns: config.yaml gives the name of an account another meaning between two starts: what was asked for, what is open and what
// is entered then.

import { describe, expect, it } from 'vitest';
import { PAPER_TRAITS, type Account, type AccountMode } from '../../src/core/model/account.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { TERMINAL_SIGNAL_STATES } from '../../src/core/model/signal.ts';
import { Engine, settingsWith } from './engine.ts';
import { confirmCancel, pass } from './limit-entries.ts';

const NAME = accountName('paper');
const AUTO: Partial<Strategy> = { approval: { type: 'auto' } };

function settings(mode: AccountMode, change: Partial<Strategy> = {}, more: Partial<Account> = {}, liveTrading = true): Settings {
  const account: Account = {
    name: NAME,
    broker: 'ccxt',
    exchange: 'binance',
    market: 'swap',
    mode,
    quoteCurrency: 'USDT',
    lookupGraceMs: 5_000,
    traits: PAPER_TRAITS,
    ...more,
  };
  return settingsWith(change, { accounts: new Map([[NAME, account]]), liveTrading });
}

const alert = (fields: Record<string, unknown> = {}): string => JSON.stringify({ action: 'buy', symbol: 'BTC/USDT:USDT', ...fields });
const GUARDED = { quantity: 0.1, take_profit: 47000, stop_loss: 44000 };
const CLOSE = alert({ action: 'close' });

function opened(with_: Settings): Engine {
  const engine = new Engine(with_);
  start(engine, with_);
  return engine;
}

function start(engine: Engine, with_: Settings): void {
  engine.settings = with_;
  engine.now += 1_000;
  // what is on the disk is what is known
  engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
  engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
}

/** Everything of a trade that is over: the venue has confirmed the end of each order. */
function closeAll(engine: Engine): void {
  engine.alert(CLOSE);
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, '45000');
  for (const order of engine.orders(({ role }) => role === 'stop_loss' || role === 'take_profit')) {
    engine.run({ type: 'begin_cancel', orderId: order.id });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'asked for' } });
    engine.now += 60_000;
    for (let looks = 0; looks < 5; looks += 1) engine.run({ type: 'order_looked_up', orderId: order.id, found: null });
  }
  expect(engine.state.inquiries.size).toBe(0);
}

const told = (engine: Engine): string =>
  [...engine.state.notifications.values()].map(({ title, text, nextStep }) => `${title}\n${text}\n${nextStep ?? ''}`).join('\n');
const alarms = (engine: Engine): number => [...engine.state.notifications.values()].filter(({ severity }) => severity === 'alarm').length;

describe('a rehearsal that is over, and the account is live now', () => {
  it('leaves a live position with its stop, its target and its way out', () => {
    const engine = opened(settings('sandbox', AUTO));
    engine.enter(alert(GUARDED), '45000');
    closeAll(engine);
    start(engine, settings('live', AUTO));
    engine.enter(alert({ ...GUARDED, comment: 'again' }), '45000');
    expect(engine.position()?.mode).toBe('live');
    expect([engine.active('stop_loss'), engine.active('take_profit')].map(({ mode, status }) => [mode, status])).toEqual([
      ['live', 'accepted'],
      ['live', 'accepted'],
    ]);
    engine.alert(CLOSE);
    expect(engine.run({ type: 'begin_submit', orderId: engine.active('exit').id })).toMatchObject({ type: 'submit' });
  });
});

describe('what was asked for under the old meaning is not sent under the new one', () => {
  it.each<[string, Settings]>([
    ['sandbox becomes live', settings('live')],
    ['another exchange', settings('sandbox', {}, { exchange: 'bybit' })],
    ['another market', settings('sandbox', {}, { market: 'spot' })],
  ])('a card that waits: %s', (_, changed) => {
    const engine = opened(settings('sandbox'));
    const signal = engine.alert(alert(GUARDED));
    engine.price(signal, '45000');
    start(engine, changed);
    expect(engine.approve(signal, '45000').type).toBe('skipped');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'UNSUPPORTED' } });
    expect(engine.orders()).toEqual([]);
    expect(told(engine)).toContain('Send the alert again');
  });

  it('an entry that waits for its time', () => {
    const engine = opened(settings('sandbox', AUTO));
    const signal = engine.alert(alert({ ...GUARDED, delay: 600 }));
    start(engine, settings('live', AUTO));
    expect(engine.signal(signal.id).state).toBe('denied');
  });

  it('an entry that waits for a price', () => {
    const engine = opened(settings('sandbox', AUTO));
    const signal = engine.alert(alert({ ...GUARDED, condition: 'price above 46000' }));
    start(engine, settings('live', AUTO));
    expect([signal.state, engine.signal(signal.id).state]).toEqual(['received', 'denied']);
  });

  it('an entry that was approved and not sent yet', () => {
    const engine = opened(settings('sandbox'));
    const signal = engine.alert(alert(GUARDED));
    engine.price(signal, '45000');
    engine.approve(signal, '45000');
    const entry = engine.active('entry');
    start(engine, settings('sandbox', {}, { exchange: 'bybit' }));
    expect(engine.status(entry.id)).toBe('denied');
  });

  it('the rest of an entry that is to be made anew', () => {
    const entries = { ...NO_ENTRY_RULES, limitLifetimeMs: 60_000, fallback: 'market' as const };
    const at = (exchange: string): Settings => settings('live', { ...AUTO, entries }, { exchange });
    const engine = opened(at('binance'));
    const signal = engine.alert(alert({ ...GUARDED, order_type: 'limit', limit_price: 44500 }));
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    pass(engine, 61_000);
    engine.run({ type: 'begin_cancel', orderId: entry.id });
    confirmCancel(engine, entry);
    start(engine, at('bybit'));
    engine.price(signal, '45000');
    expect(engine.orders(({ role }) => role === 'entry').map(({ status }) => status)).toEqual(['canceled']);
    expect(told(engine)).toContain('is not sent');
    expect(TERMINAL_SIGNAL_STATES.has(engine.signal(signal.id).state)).toBe(true);
  });

  it('other money or patience is no other meaning', () => {
    const engine = opened(settings('sandbox'));
    const signal = engine.alert(alert(GUARDED));
    engine.price(signal, '45000');
    start(engine, settings('sandbox', {}, { lookupGraceMs: 1, quoteCurrency: 'USDC' }));
    expect(engine.approve(signal, '45000')).toMatchObject({ type: 'done' });
  });
});

describe('LIVE_TRADING is on at the next start', () => {
  const off = (change: Partial<Strategy> = {}): Settings => settings('live', change, {}, false);

  it('a card of the rehearsal sends nothing for real money', () => {
    const engine = opened(off());
    const signal = engine.alert(alert(GUARDED));
    engine.price(signal, '45000');
    start(engine, settings('live'));
    expect(engine.approve(signal, '45000').type).toBe('skipped');
    expect(engine.orders()).toEqual([]);
    expect(told(engine)).toContain('LIVE_TRADING was off');
  });

  it('neither does an entry that waits for its time, nor one that was not sent yet', () => {
    const engine = opened(off(AUTO));
    const delayed = engine.alert(alert({ ...GUARDED, delay: 600 }));
    engine.price(engine.alert(alert({ ...GUARDED, comment: 'now' })), '45000');
    const entry = engine.active('entry');
    start(engine, settings('live', AUTO));
    expect([engine.signal(delayed.id).state, engine.status(entry.id)]).toEqual(['denied', 'denied']);
  });

  it('neither does the entry of a reverse: what is held is left, and no more', () => {
    const engine = opened(settings('live', AUTO));
    engine.enter(alert({ quantity: 0.1 }), '45000');
    start(engine, off(AUTO));
    const reverse = engine.alert(alert({ action: 'reverse', quantity: 0.1 }));
    expect(engine.run({ type: 'begin_submit', orderId: engine.active('exit').id }).type).toBe('skipped');
    start(engine, settings('live', AUTO));
    engine.send(engine.active('exit'));
    engine.fill(engine.active('exit'), '0.1', '45000');
    engine.price(reverse, '45000');
    expect([engine.position()?.qty, engine.signal(reverse.id).state]).toEqual(['0', 'completed']);
    expect(engine.orders(({ role }) => role === 'entry').length).toBe(1);
    expect(told(engine)).toContain('LIVE_TRADING was off');
  });

  it('what is held goes on, and a start with the same word changes nothing', () => {
    const engine = opened(settings('live', AUTO));
    engine.enter(alert(GUARDED), '45000');
    start(engine, off(AUTO));
    start(engine, settings('live'));
    const signal = engine.alert(alert({ quantity: 0.1 }));
    engine.price(signal, '45000');
    start(engine, settings('live'));
    expect(engine.approve(signal, '45000')).toMatchObject({ type: 'done' });
    expect(engine.status(engine.active('stop_loss').id)).toBe('accepted');
    expect(alarms(engine)).toBe(0);
  });
});

describe('something is open under the old meaning', () => {
  const changed = settings('live', AUTO);

  function held(): Engine {
    const engine = opened(settings('sandbox', AUTO));
    engine.enter(alert(GUARDED), '45000');
    start(engine, changed);
    return engine;
  }

  it('people are told once, with what it is and what to do', () => {
    const engine = held();
    expect(told(engine)).toContain('LIVE (binance swap)');
    expect(told(engine)).toContain('0.1 BTC/USDT:USDT held, stop-loss of BTC/USDT:USDT, take-profit of BTC/USDT:USDT');
    expect(told(engine)).toContain('old meaning back');
    expect(alarms(engine)).toBe(1);
  });

  it('nothing is entered beside it, and its exit does not go there', () => {
    const engine = held();
    const signal = engine.alert(alert({ quantity: 0.2 }));
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'UNSUPPORTED' } });
    engine.alert(CLOSE);
    expect(engine.run({ type: 'begin_submit', orderId: engine.active('exit').id }).type).not.toBe('submit');
  });

  it('no stop is taken away because the new venue keeps none', () => {
    const engine = opened(settings('sandbox', AUTO));
    engine.enter(alert(GUARDED), '45000');
    start(engine, settings('live', AUTO, { traits: { ...PAPER_TRAITS, nativeStops: false, oco: false } }));
    expect(engine.status(engine.active('stop_loss').id)).toBe('accepted');
  });

  it('config.yaml put back, it leaves at once, however often it was tried', () => {
    const engine = held();
    engine.alert(CLOSE);
    const { id } = engine.active('exit');
    for (let tries = 0; tries < 50; tries += 1) {
      engine.now += 10_000;
      engine.run({ type: 'begin_submit', orderId: id });
    }
    expect(engine.orders(({ role }) => role === 'exit')).toHaveLength(1);
    expect(told(engine)).toContain('cannot be reached');
    start(engine, settings('sandbox', AUTO));
    engine.now += 10_000;
    expect(engine.due()).toContainEqual(expect.objectContaining({ type: 'submit_order', orderId: id }));
    engine.send(engine.active('exit'));
    engine.fill(engine.active('exit'), '0.1', '45000');
    expect(engine.position()?.qty).toBe('0');
  });

  it('a state that was written before meanings were kept goes by what is open', () => {
    const engine = new Engine(settings('sandbox', AUTO));
    engine.enter(alert(GUARDED), '45000');
    start(engine, changed);
    expect(told(engine)).toContain('of SANDBOX');
  });
});
