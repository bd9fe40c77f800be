// Owns: config.yaml changes what an alert comes to while its card waits: a tap sends what the card shows, or nothing.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import { accountName, type Nonce } from '../../src/core/model/ids.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

function start(engine: Engine, settings: Settings): void {
  engine.settings = settings;
  engine.now += 1_000;
  engine.run({ type: 'started', bootId: '00000000b0070001', restoredFromBackup: false });
}

const sized = (qty: string, more: Partial<Strategy> = {}): Settings => settingsWith({ defaultQuantity: decimal(qty), ...more });
const BUY = 'BUY BTCUSDT.P @ 45000';

function asked(settings: Settings, text = BUY): { engine: Engine; signal: Signal; before: Nonce } {
  const engine = new Engine(settings);
  const signal = engine.alert(text);
  engine.price(signal, '45000');
  const before = engine.signal(signal.id).approval?.nonce;
  if (before === undefined) throw new Error('nobody was asked');
  return { engine, signal, before };
}

const tap = (engine: Engine, nonce: Nonce) =>
  engine.run({ type: 'approve', nonce, by: ANN, quote: engine.quote('45000'), updateId: null, marks: engine.marks() });

const told = (engine: Engine): readonly string[] => [...engine.state.notifications.values()].map(({ title, text }) => `${title}: ${text}`);

describe('a card over a start with another config.yaml', () => {
  it('asks anew about another size: the old button does nothing, the new one sends what it shows', () => {
    const { engine, signal, before } = asked(sized('0.1'));
    start(engine, sized('5'));
    expect(tap(engine, before).type).toBe('skipped');
    expect(engine.orders()).toEqual([]);
    expect(engine.signal(signal.id)).toMatchObject({ state: 'awaiting_approval', proposal: { qty: '5' } });
    expect(told(engine)).toEqual([expect.stringContaining('buy 0.1 BTC (market) is buy 5 BTC (market) now')]);
    engine.approve(signal, '45000');
    expect(engine.active('entry').qty).toBe('5');
  });

  it.each<[string, Settings, Settings]>([
    ['the type of its order', sized('0.1', { useMarketOrders: true }), sized('0.1', { useMarketOrders: false })],
    [
      'the stop that its strategy adds',
      sized('0.1'),
      sized('0.1', { protection: { ...NO_PROTECTION, stopLoss: { percent: decimal('2') } } }),
    ],
  ])('asks anew about %s', (_, first, second) => {
    const { engine, before } = asked(first);
    start(engine, second);
    expect(tap(engine, before).type).toBe('skipped');
    expect(engine.orders()).toEqual([]);
    expect(told(engine).length).toBe(1);
  });

  it('names what has changed where the order reads the same', () => {
    const protection = { ...NO_PROTECTION, stopLoss: { percent: decimal('2') } };
    const timeStop = { afterMs: 7_200_000, atMinute: null, beforeCloseMs: null, calendar: null, unlessGain: null };
    const { engine } = asked(sized('0.1', { protection }));
    start(engine, sized('0.1', { protection: { ...protection, timeStop } }));
    expect(told(engine)).toEqual([expect.stringMatching(/buy 0.1 BTC \(market, stop 44100\) has other exits now/)]);
  });

  it('stays as it is where nothing of it has changed, however often it is started', () => {
    const { engine, before } = asked(sized('0.1', { maxNotional: decimal('9000') }));
    start(engine, sized('0.1', { maxNotional: decimal('8000'), approvalTtlMs: 1 }));
    start(engine, sized('0.1'));
    expect(told(engine)).toEqual([]);
    expect(tap(engine, before)).toMatchObject({ type: 'done', detail: 'Approved' });
    expect(engine.active('entry').qty).toBe('0.1');
  });

  it('is asked again where it was let pass and waits for a price', () => {
    const { engine, signal } = asked(sized('0.1'));
    const nonce = engine.signal(signal.id).approval?.nonce ?? ('' as Nonce);
    engine.run({ type: 'approve', nonce, by: ANN, quote: null, updateId: null });
    start(engine, sized('5'));
    engine.price(signal, '45000');
    expect(engine.orders()).toEqual([]);
    expect(engine.signal(signal.id)).toMatchObject({ state: 'awaiting_approval', approval: { answer: null } });
  });

  it('is refused where its strategy is gone, and that is told', () => {
    const { engine, signal } = asked(sized('0.1'));
    start(engine, { ...sized('0.1'), strategies: new Map() });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'UNKNOWN_STRATEGY' } });
    expect(told(engine).length).toBe(1);
  });

  it('halved, stays halved', () => {
    const { engine, signal, before } = asked(sized('0.1'));
    engine.run({ type: 'halve', nonce: before, by: ANN, quote: engine.quote('45000'), nextNonce: engine.nonce(), updateId: null });
    start(engine, sized('0.1'));
    expect(told(engine)).toEqual([]);
    start(engine, sized('4'));
    expect(engine.signal(signal.id).proposal?.qty).toBe('2');
  });
});

describe('the one card of several accounts', () => {
  const both = (scale: string): Settings => {
    const share = (name: string, factor: string) => ({
      name: accountName(name),
      scale: decimal(factor),
      symbols: {},
      approval: null,
      maxNotional: null,
    });
    const { accounts, ...more } = sized('0.1', { accounts: [share('paper', '1'), share('second', scale)] });
    const paper = accounts.get(accountName('paper'));
    if (paper === undefined) throw new Error('no account');
    return { ...more, accounts: new Map([...accounts, [accountName('second'), { ...paper, name: accountName('second') }]]) };
  };

  function askedBoth(): { engine: Engine; parent: Signal; before: Nonce } {
    const engine = new Engine(both('1'));
    const parent = engine.alert(BUY);
    for (const id of parent.group?.children ?? []) engine.price(engine.signal(id), '45000');
    const before = engine.signal(parent.id).approval?.nonce;
    if (before === undefined) throw new Error('nobody was asked');
    return { engine, parent, before };
  }

  it('asks anew where the share of one has changed', () => {
    const { engine, parent, before } = askedBoth();
    start(engine, both('3'));
    expect(tap(engine, before).type).toBe('skipped');
    expect(engine.orders()).toEqual([]);
    expect(told(engine)).toEqual([expect.stringContaining('buy 0.1 BTC (market) is buy 0.3 BTC (market) now')]);
    const nonce = engine.signal(parent.id).approval?.nonce;
    if (nonce === undefined || nonce === before) throw new Error('it is not asked anew');
    tap(engine, nonce);
    expect(engine.orders(({ role }) => role === 'entry').map(({ qty }) => qty)).toEqual(['0.1', '0.3']);
  });

  it('sends nothing of another size that was let pass before', () => {
    const { engine, before } = askedBoth();
    engine.now += 60_000;
    tap(engine, before);
    start(engine, both('3'));
    for (const signal of engine.state.signals.values()) if (signal.part !== null) engine.price(signal, '45000');
    expect(engine.orders(({ role }) => role === 'entry').map(({ account, qty }) => [account, qty])).toEqual([['paper', '0.1']]);
    expect(told(engine).join('\n')).toContain('0.3');
  });
});

describe('a start with the same config.yaml, while more is held than when it was counted', () => {
  const guarded = sized('0.1', { protection: { ...NO_PROTECTION, stopLoss: { percent: decimal('2') } } });

  it('leaves a card as it is', () => {
    const { engine, before } = asked(guarded);
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.3 sl=44000', '45000');
    const messages = told(engine).length;
    start(engine, guarded);
    expect(told(engine).length).toBe(messages);
    expect(tap(engine, before)).toMatchObject({ type: 'done', detail: 'Approved' });
  });

  it('sends the leg that waits for the one before it', () => {
    const engine = new Engine(guarded);
    const leg = { symbol: 'BTCUSDT.P', action: 'buy', quantity: 0.1 };
    const parent = engine.alert(JSON.stringify({ legs: [leg, { ...leg, quantity: 0.2 }] }));
    for (const id of parent.group?.children ?? []) engine.price(engine.signal(id), '45000');
    const nonce = engine.signal(parent.id).approval?.nonce;
    if (nonce === undefined) throw new Error('nobody was asked');
    tap(engine, nonce);
    const first = engine.active('entry');
    engine.send(first);
    engine.fill(first, '0.05', '45000');
    start(engine, guarded);
    engine.fill(first, '0.05', '45000');
    expect(told(engine)).toEqual([]);
    for (const id of parent.group?.children ?? []) engine.price(engine.signal(id), '45000');
    expect(engine.orders(({ role }) => role === 'entry').map(({ qty }) => qty)).toEqual(['0.1', '0.2']);
  });
});
