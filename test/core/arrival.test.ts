// Owns: the order in which alerts count: by the times in them where both have one, else as they came.

import { NO_SIZES } from '../../src/core/model/markets/unit-sizes.ts';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Nonce } from '../../src/core/model/ids.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { ANN, Engine, settingsWith, T0 } from './engine.ts';

const auto = (change: Partial<Strategy> = {}): Engine => new Engine(settingsWith({ approval: { type: 'auto' }, ...change }));
const order = (action: string, sentAt: number | null, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    action,
    symbol: 'BTCUSDT.P',
    ...(action === 'buy' || action === 'sell' ? { quantity: 0.1 } : {}),
    ...(sentAt === null ? {} : { timenow: new Date(sentAt).toISOString() }),
    ...more,
  });
const OVERTAKEN = { state: 'denied', error: { code: 'OVERTAKEN' } };

describe('an entry that comes after what was sent later', () => {
  it('does not open behind a newer exit, although that found nothing to close', () => {
    const engine = auto();
    expect(engine.alert(order('close', T0 - 1_000)).state).toBe('completed');
    expect(engine.alert(order('buy', T0 - 2_000))).toMatchObject(OVERTAKEN);
    expect(engine.alert(order('buy', T0)).state).toBe('received');
  });

  it('of the same second as the exit opens: which was first cannot be told but by their arrival', () => {
    const engine = auto();
    engine.alert(order('close', T0));
    expect(engine.alert(order('buy', T0)).state).toBe('received');
  });

  it('does not open behind a newer entry of the other side, and leaves that as it is', () => {
    const engine = new Engine();
    const sell = engine.alert(order('sell', T0 - 1_000));
    expect(engine.alert(order('buy', T0 - 2_000))).toMatchObject(OVERTAKEN);
    expect(engine.signal(sell.id).state).toBe('received');
    expect(engine.alert(order('sell', T0 - 3_000)).state).toBe('received');
  });

  it('opens where one of the two says no time: then the arrival decides', () => {
    const engine = auto();
    engine.alert(order('close', null));
    expect(engine.alert(order('buy', T0 - 60_000)).state).toBe('received');
    engine.alert(order('close', T0));
    expect(engine.alert(order('buy', null)).state).toBe('received');
  });

  it('opens for another strategy and another symbol', () => {
    const engine = auto();
    engine.alert(order('close', T0));
    expect(engine.alert(order('buy', T0 - 1_000), { strategyHint: 'other' }).state).toBe('received');
    expect(engine.alert(order('buy', T0 - 1_000, { symbol: 'ETHUSDT.P' })).state).toBe('received');
  });

  it('an exit that claims to come from next year shuts out nobody for longer than clocks may differ', () => {
    const engine = auto();
    engine.alert(order('close', T0 + 365 * 86_400_000));
    engine.now += 61_000;
    expect(engine.alert(order('buy', engine.now)).state).toBe('received');
  });

  it('is remembered over a restart', () => {
    const engine = auto();
    engine.alert(order('close', T0));
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    expect(engine.alert(order('buy', T0 - 1_000))).toMatchObject(OVERTAKEN);
  });
});

describe('a late exit', () => {
  const hold = (engine: Engine, sentAt: number): void => void engine.enter(order('buy', sentAt), '45000');

  it('passes whatever its age where no newer entry exists', () => {
    const engine = auto({ maxLagMs: 60_000 });
    hold(engine, T0);
    engine.now += 3_600_000;
    engine.alert(order('close', T0 + 1_000));
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('asks where an entry that was sent later is in the market, and a tap executes it', () => {
    const engine = auto();
    hold(engine, T0 + 5_000);
    const nonce = 'feedfeedfeedfeed' as Nonce;
    const exit = engine.alert(order('close', T0 + 1_000), { nonce });
    expect(exit.state).toBe('superseded');
    expect(engine.orders((each) => each.role === 'exit')).toHaveLength(0);
    expect([...engine.state.notifications.values()].at(-1)).toMatchObject({ title: 'A late exit: execute it?', prompt: nonce });
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('asks too while the newer entry waits for its answer, which stays open', () => {
    const engine = new Engine();
    engine.enter(order('buy', T0), '45000');
    const newer = engine.alert(order('buy', T0 + 5_000));
    engine.price(newer, '45000');
    expect(engine.alert(order('close', T0 + 1_000)).state).toBe('superseded');
    expect(engine.signal(newer.id).state).toBe('awaiting_approval');
  });

  it('passes where the newer entry came to nothing', () => {
    const engine = new Engine();
    engine.enter(order('buy', T0), '45000');
    const newer = engine.alert(order('buy', T0 + 5_000));
    engine.price(newer, '45000');
    engine.now += 120_000;
    engine.run({ type: 'clock' });
    expect(engine.signal(newer.id).state).toBe('expired');
    engine.alert(order('close', T0 + 1_000));
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('passes where what the newer entry had opened is closed again', () => {
    const engine = auto();
    hold(engine, T0 + 5_000);
    engine.alert(order('close', null));
    engine.fill(engine.active('exit'), '0.1', '45000');
    engine.now += 1_000;
    hold(engine, T0 + 1_000);
    engine.alert(order('close', T0 + 2_000));
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('without a time passes at once', () => {
    const engine = auto();
    hold(engine, T0 + 5_000);
    engine.alert(order('close', null));
    expect(engine.active('exit').qty).toBe('0.1');
  });
});

describe('coalesce_ms', () => {
  const waiting = (): Engine => auto({ coalesceMs: 500 });

  it('0 works every entry at once', () => {
    const engine = auto();
    engine.alert(order('buy', null));
    expect(engine.dueTypes()).toEqual(['price_signal']);
  });

  it('an entry waits so long, over a restart too', () => {
    const engine = waiting();
    const entry = engine.alert(order('buy', null));
    expect([engine.dueTypes(), engine.wakeAt()]).toEqual([[], T0 + 500]);
    expect(engine.price(entry, '45000')).toMatchObject({ type: 'skipped' });
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    engine.now += 500;
    expect(engine.dueTypes()).toEqual(['price_signal']);
    engine.price(entry, '45000');
    expect(engine.active('entry').qty).toBe('0.1');
  });

  it('a close that was sent before it and comes after it closes what was held, and the entry opens behind it', () => {
    for (const sent of [null, T0]) {
      const engine = waiting();
      engine.now = T0 - 10_000;
      const held = engine.alert(order('buy', sent === null ? null : sent - 10_000));
      engine.now += 500;
      engine.price(held, '45000');
      const first = engine.active('entry');
      engine.send(first);
      engine.fill(first, '0.1', '45000');
      engine.now = T0;
      const next = engine.alert(order('buy', sent));
      engine.now += 100;
      engine.alert(order('close', sent));
      const exit = engine.active('exit');
      expect(exit.qty).toBe('0.1');
      engine.send(exit);
      engine.fill(exit, '0.1', '45000');
      engine.now += 400;
      engine.price(next, '45000');
      expect(engine.active('entry')).toMatchObject({ signalId: next.id, qty: '0.1' });
    }
  });

  it('a close that was sent after it withdraws it', () => {
    const engine = waiting();
    const entry = engine.alert(order('buy', T0));
    engine.alert(order('close', T0 + 1_000));
    expect(engine.signal(entry.id).state).toBe('superseded');
  });

  it('a close that comes after the wait withdraws what has not been answered', () => {
    const engine = new Engine(settingsWith({ coalesceMs: 500 }));
    const entry = engine.alert(order('buy', null));
    engine.now += 500;
    engine.price(entry, '45000');
    engine.alert(order('close', null));
    expect(engine.signal(entry.id).state).toBe('superseded');
  });

  it('exits never wait', () => {
    const engine = auto();
    engine.enter(order('buy', null), '45000');
    engine.settings = settingsWith({ approval: { type: 'auto' }, coalesceMs: 500 });
    engine.alert(order('sell', null));
    expect(engine.dueTypes()).toContain('submit_order');
    expect(engine.active('exit').qty).toBe('0.1');
  });
});

describe('age', () => {
  it("the alert's own max_lag tightens that of the strategy, on paper too, and never loosens it", () => {
    const aged = (engine: Engine, maxLag: number, ageMs: number) =>
      engine.alert(order('buy', engine.now - ageMs, { max_lag: maxLag })).error?.code ?? 'received';
    expect([aged(auto(), 30, 30_000), aged(auto(), 30, 30_001)]).toEqual(['received', 'STALE_SIGNAL']);
    const strict = auto({ maxLagMs: 10_000 });
    expect([aged(strict, 300, 10_000), aged(strict, 300, 10_001), aged(strict, 5, 5_001)]).toEqual([
      'received',
      'STALE_SIGNAL',
      'STALE_SIGNAL',
    ]);
  });

  it('is asked again before an order is sent that passed by rule: it waited in its lane, for a retry, or over a restart', () => {
    const engine = auto({ maxLagMs: 10_000 });
    const signal = engine.alert(order('buy', T0));
    engine.price(signal, '45000');
    engine.now += 10_001;
    expect(engine.run({ type: 'begin_submit', orderId: engine.active('entry').id })).toMatchObject({
      type: 'refused',
      denial: { code: 'STALE_SIGNAL' },
    });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'STALE_SIGNAL' } });
  });

  it('does not count once a person has said yes: the card has its own lifetime', () => {
    const engine = new Engine(settingsWith({ maxLagMs: 10_000 }));
    const signal = engine.alert(order('buy', T0));
    engine.price(signal, '45000');
    engine.now += 60_000;
    engine.approve(signal, '45000');
    expect(engine.run({ type: 'begin_submit', orderId: engine.active('entry').id }).type).toBe('submit');
  });

  it('never holds back an exit', () => {
    const engine = auto({ maxLagMs: 10_000 });
    engine.enter(order('buy', T0), '45000');
    engine.now += 3_600_000;
    engine.alert(order('sell', T0 + 1_000, { max_lag: 1 }));
    const exit = engine.active('exit');
    engine.now += 3_600_000;
    expect(engine.run({ type: 'begin_submit', orderId: exit.id }).type).toBe('submit');
  });
});

describe('entry orders that rest', () => {
  const limit = (action: string, price: number): string =>
    JSON.stringify({ action, symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'limit', limit_price: price });
  const resting = (engine: Engine) => {
    engine.price(engine.alert(limit('buy', 44_000)), '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    return entry;
  };

  it.each([
    ['a close', 'CLOSE BTCUSDT.P'],
    ['an entry of the other side', 'SELL BTCUSDT.P qty=0.1'],
  ])('are cancelled by %s', (_, text) => {
    const engine = auto();
    const entry = resting(engine);
    engine.alert(text);
    expect(engine.status(entry.id)).toBe('pending_cancel');
  });

  it('are cancelled by the end of a part of what is held', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=1', '45000');
    const entry = resting(engine);
    engine.alert('CLOSE BTCUSDT.P 50%');
    expect(engine.status(entry.id)).toBe('pending_cancel');
  });

  it('stay with an entry of the same side, and with what another strategy does', () => {
    const engine = auto();
    const entry = resting(engine);
    engine.alert('BUY BTCUSDT.P qty=0.1');
    engine.alert('CLOSE BTCUSDT.P', { strategyHint: 'other' });
    expect(engine.status(entry.id)).toBe('accepted');
  });
});

describe('units of the strategy', () => {
  const entry = '70555000111,buy,BTCUSDT.P,sl=44000,vol_lots=2';
  const rules = { ...NO_SIZES, fields: {}, events: {} };

  it('a level or a size without its unit makes no order', () => {
    expect(auto().alert(entry)).toMatchObject({ state: 'denied', error: { code: 'UNSUPPORTED' } });
    const priced = auto({ reading: { ...rules, rawLevels: 'price', lotSize: null } });
    expect(priced.alert(entry)).toMatchObject({ state: 'denied', error: { code: 'UNSUPPORTED' } });
  });

  it('raw_levels and lot_size make it one', () => {
    const engine = auto({ reading: { ...rules, rawLevels: 'price', lotSize: decimal('0.01') } });
    expect(engine.alert(entry)).toMatchObject({
      state: 'received',
      reading: { quantity: '0.02', quantityUnit: null, stopLoss: { price: '44000' } },
    });
  });
});

describe('default_symbol', () => {
  it('stands for the symbol that an alert does not name', () => {
    const engine = auto({ defaultSymbol: 'BTCUSDT.P' });
    const signal = engine.alert('{"action":"buy","quantity":0.1}');
    expect(signal).toMatchObject({ state: 'received', symbol: 'BTC/USDT:USDT', reading: { kind: 'order', refusal: null } });
    expect(engine.alert('{"action":"buy","quantity":0.1,"symbol":"ETHUSDT.P"}').symbol).toBe('ETH/USDT:USDT');
  });

  it('is no remedy for what else is wrong with the alert', () => {
    const engine = auto({ defaultSymbol: 'BTCUSDT.P' });
    expect(engine.alert('{"action":"buy","quantity":-1}')).toMatchObject({ state: 'denied', error: { code: 'INVALID_QUANTITY' } });
    expect(engine.alert('{"action":"buy","quantity":1,"symbol":"{{ticker}}"}')).toMatchObject({ error: { code: 'PLACEHOLDER' } });
  });

  it('absent leaves such an alert refused', () => {
    expect(auto().alert('{"action":"buy","quantity":0.1}')).toMatchObject({ state: 'denied', error: { code: 'MISSING_SYMBOL' } });
  });

  it('lets an exit without a symbol pass too', () => {
    const engine = auto({ defaultSymbol: 'BTCUSDT.P' });
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.alert('{"action":"close"}');
    expect(engine.active('exit').qty).toBe(decimal('0.1'));
  });

  it.each(
    `close|EXIT|exit_long|Close long|FLAT|EXIT!|close now|Exit long now.|exit @ 45100|CLOSE secret=a-made-up-secret|exit_long comment=rsi`.split(
      '|',
    ),
  )('stands for it beside the text %s alone', (text) => {
    const engine = auto({ defaultSymbol: 'BTCUSDT.P' });
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.alert(text);
    expect(engine.active('exit').qty).toBe(decimal('0.1'));
    expect(auto().alert(text)).toMatchObject({ state: 'denied', error: { code: 'MISSING_SYMBOL' } });
  });

  it.each(['close all', 'close?', 'buy now', 'long', 'cover', 'buy', 'close it or not', 'exit?', 'close qty=1', 'exit when above 1'])(
    'is none for the talk "%s"',
    (text) => {
      const { reading, state } = auto({ defaultSymbol: 'BTCUSDT.P' }).alert(text);
      expect([state, reading.action, reading.symbol]).toEqual(['unparsed', null, null]);
    },
  );
});
