// Owns: what goes wrong around the core itself (clocks, disks, configuration, faults, floods), and what it costs.

import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/engine/command.ts';
import { remember, seenBefore } from '../../src/core/engine/alerts/dedupe-window.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { leadsOut } from '../../src/core/engine/groups/leads-out.ts';
import { accountName, type SignalId } from '../../src/core/model/ids.ts';
import { DEDUPE_KEYS_MAX, DUPLICATE_ID_WINDOW_MS } from '../../src/core/model/limits.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import type { Order } from '../../src/core/model/order.ts';
import { Engine, settingsWith, T0 } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = (): Engine => new Engine(settingsWith({ approval: { type: 'auto' } }));

const json = (fields: Record<string, unknown>): string => JSON.stringify({ symbol: 'BTCUSDT.P', ...fields });

/** An entry that was made and is not sent yet. */
function entryOf(engine: Engine, text: string, price = '45000'): Order {
  engine.price(engine.alert(text), price);
  return engine.active('entry');
}

describe('the clock of the machine set back', () => {
  it('leaves no entry alive that an exit should have cancelled', () => {
    const engine = auto();
    const entry = entryOf(engine, json({ action: 'buy', quantity: 0.1, order_type: 'limit', limit_price: 44000 }));
    engine.send(entry);
    engine.now -= 3_600_000;
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.status(entry.id)).toBe('pending_cancel');
  });

  it('does not make an alert a repeat of one that came long before', () => {
    const engine = auto();
    engine.alert('BUY BTCUSDT.P qty=0.1', { bodyHash: 'same' });
    engine.now -= 3_600_000;
    const reply = engine.run(engine.alertCommand('BUY BTCUSDT.P qty=0.1', { bodyHash: 'same' }));
    expect(reply).toMatchObject({ type: 'signal', duplicate: false });
  });
});

describe('a broken invariant', () => {
  it('keeps no exit of that position from being sent', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const position = engine.position();
    if (position === undefined) throw new Error('no position');
    engine.state = { ...engine.state, positions: engine.state.positions.set(position.key, { ...position, entryPrice: null }) };
    engine.runUnchecked(engine.alertCommand('CLOSE BTCUSDT.P'));
    const exit = engine.active('exit');
    expect(engine.runUnchecked({ type: 'begin_submit', orderId: exit.id })).toMatchObject({ type: 'submit' });
  });
});

describe('live trading switched off while something is held', () => {
  const live = {
    name: accountName('paper'),
    broker: 'ccxt',
    mode: 'live',
    quoteCurrency: 'USDT',
    lookupGraceMs: 5_000,
    traits: PAPER_TRAITS,
  } as const;
  const settings = (liveTrading: boolean): Settings =>
    settingsWith({ approval: { type: 'auto' } }, { accounts: new Map([[live.name, live]]), liveTrading });

  it('an exit is not made over and over, and people are told that it is not sent', () => {
    const engine = new Engine(settings(true));
    engine.enter(json({ action: 'buy', quantity: 0.1, symbol: 'BTC/USDT:USDT' }), '45000');
    engine.settings = settings(false);
    engine.alert(json({ action: 'close', symbol: 'BTC/USDT:USDT' }));
    for (let n = 0; n < 20; n += 1) {
      for (const order of engine.orders((each) => each.status === 'initialized')) engine.run({ type: 'begin_submit', orderId: order.id });
    }
    expect(engine.orders((order) => order.status === 'test_mode').length).toBeLessThanOrEqual(2);
    expect([...engine.state.notifications.values()].map((each) => each.severity)).toContain('alarm');
  });

  it('nothing made for paper is sent when its account has become a live one', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.settings = settings(false);
    expect(engine.run({ type: 'begin_submit', orderId: exit.id }).type).not.toBe('submit');
  });
});

describe('a start', () => {
  it('tells of a position that config.yaml does not lead to any more', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.settings = { ...engine.settings, strategies: new Map() };
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect([...engine.state.notifications.values()].map((each) => each.text).join('\n')).toContain('BTC/USDT:USDT');
  });
});

describe('a full disk', () => {
  it.each<[string, (engine: Engine) => Command]>([
    ['the start of the process', () => ({ type: 'started', bootId: 'b', restoredFromBackup: false })],
    ['the next attempt of an exit', () => ({ type: 'clock' })],
  ])('does not keep out %s', (_, command) => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.alert('CLOSE BTCUSDT.P');
    for (let failures = 0; failures < 2; failures += 1) {
      const exit = engine.active('exit');
      engine.run({ type: 'begin_submit', orderId: exit.id });
      engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: exit.id, reason: 'busy' } });
    }
    expect(leadsOut(engine.settings, engine.state, command(engine))).toBe(true);
  });
});

describe('an alert from the future', () => {
  it('ages from its receipt', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' }, maxLagMs: 10_000 }));
    const signal = engine.alert(json({ action: 'buy', quantity: 0.1, timenow: '2027-01-01T00:00:00Z' }));
    engine.now += 20_000;
    engine.price(signal, '45000');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'STALE_SIGNAL' } });
    expect(engine.now).toBe(T0 + 20_000);
  });
});

describe('a card that a chat cannot be shown any more', () => {
  it('is not shown over and over in the others', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const revision = engine.signal(signal.id).revision;
    engine.run({ type: 'card_shown', signalId: signal.id, card: { chatId: '1', messageId: 0, revision }, done: true });
    // chat 1 was taken out of the configuration; chat 2 gets the card now
    engine.approve(signal, '45000');
    const now = engine.signal(signal.id).revision;
    engine.run({ type: 'card_shown', signalId: signal.id, card: { chatId: '2', messageId: 5, revision: now }, done: true });
    expect(engine.dueTypes()).not.toContain('show_card');
  });
});

describe('senders that change their address', () => {
  it('leave nothing behind for longer than a minute', () => {
    const engine = auto();
    for (let n = 0; n < 50; n += 1) {
      engine.now += 60_000;
      engine.alert('BUY BTCUSDT.P qty=0.1', { rateKey: `address ${n}` });
    }
    // the last sender, and the strategy that it sent for
    expect(engine.state.entryRates.size).toBe(2);
  });
});

describe('ids that never end', () => {
  it('are remembered for a day or so many of them, whichever is less', () => {
    let window = emptyState().idsSeen;
    const id = (n: number): string => `id ${n}`;
    const signalId = 'sg_1' as SignalId;
    for (let n = 0; n < 2.5 * DEDUPE_KEYS_MAX; n += 1) window = remember(window, id(n), signalId, T0, DUPLICATE_ID_WINDOW_MS);
    expect(window.current.size + window.previous.size).toBeLessThanOrEqual(2 * DEDUPE_KEYS_MAX);
    expect(seenBefore(window, id(1.5 * DEDUPE_KEYS_MAX), T0, DUPLICATE_ID_WINDOW_MS)).toBe(signalId);
  });
});

describe('alarms that nobody takes', () => {
  it('of one kind are one message with a count when there are too many', () => {
    const engine = auto();
    for (let n = 0; n < 3_000; n += 1) {
      engine.now += 61_000;
      engine.runUnchecked({
        type: 'notify',
        notificationId: 'n' as never,
        severity: 'alarm',
        groupKey: `kind ${n % 3}`,
        title: 'x',
        text: `${n}`,
        nextStep: null,
      });
    }
    expect(engine.state.notifications.size).toBeLessThanOrEqual(501);
  });
});
