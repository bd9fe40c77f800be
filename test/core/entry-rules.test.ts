// Owns: the rules of a strategy for what it adds to a position, and the price guard: entries are refused by them, exits are not.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { explainVerdict } from '../../src/core/engine/explain/explain-verdict.ts';
import type { AtrFound } from '../../src/core/model/markets/atr.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_ENTRY_RULES, type EntryRules, type Pyramiding } from '../../src/core/model/entry-rules.ts';
import { needsAtr } from '../../src/core/risk/needs-atr.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const withRules = (entries: Partial<EntryRules>): Engine =>
  new Engine(settingsWith({ approval: { type: 'auto' }, entries: { ...NO_ENTRY_RULES, ...entries } }));
const pyramid = (rules: Partial<Pyramiding>): Engine => withRules({ pyramiding: { ...NO_ENTRY_RULES.pyramiding, ...rules } });

const BUY = 'BUY BTCUSDT.P qty=0.1';

/** What becomes of an entry at this price. */
function tryEntry(engine: Engine, text: string, price: string): string {
  engine.now += 60_000;
  const signal = engine.alert(text);
  engine.price(signal, price);
  return engine.signal(signal.id).error?.code ?? engine.signal(signal.id).state;
}

describe('the number of entries of one position', () => {
  it('has no end unless it is set', () => {
    const engine = pyramid({});
    for (let n = 0; n < 5; n += 1) engine.enter(BUY, '45000');
    expect(engine.position()?.qty).toBe('0.5');
  });

  it('is counted from flat to flat, the first entry included', () => {
    const engine = pyramid({ max: 2 });
    engine.enter(BUY, '45000');
    engine.enter(BUY, '45000');
    expect(tryEntry(engine, BUY, '45000')).toBe('PYRAMIDING_MAX');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.2', '45000');
    expect(tryEntry(engine, BUY, '45000')).toBe('working');
  });

  it('counts entries that are under way', () => {
    const engine = pyramid({ max: 1 });
    const first = engine.alert(BUY);
    engine.price(first, '45000');
    expect(tryEntry(engine, BUY, '45000')).toBe('PYRAMIDING_MAX');
  });

  it('counts an alert once, however many fills it has', () => {
    const engine = pyramid({ max: 2 });
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    for (const qty of ['0.03', '0.03', '0.04']) engine.fill(entry, qty, '45000');
    expect(tryEntry(engine, BUY, '45000')).toBe('working');
  });

  it('counts a layered entry once, whichever of its levels have filled, over a restart', () => {
    for (const filled of [0, 1, 2]) {
      const engine = pyramid({ max: 2, shrink: decimal('0.5') });
      const layered = engine.alert('{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"entries":[44000,43800]}');
      engine.price(layered, '45000');
      const levels = engine.orders(({ role }) => role === 'entry');
      for (const order of levels) engine.send(order);
      for (const order of levels.slice(0, filled)) engine.fill(order, order.qty, '44000');
      engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
      const second = engine.alert(BUY);
      engine.price(second, '45000');
      expect([engine.signal(second.id).error, engine.signal(second.id).proposal?.qty]).toEqual([null, '0.05']);
      expect(tryEntry(engine, BUY, '45000')).toBe('PYRAMIDING_MAX');
    }
  });

  it('counts an entry that follows the price once, and also while it has no order', () => {
    const engine = withRules({
      reprice: { everyMs: 30_000, times: 3 },
      pyramiding: { ...NO_ENTRY_RULES.pyramiding, max: 1 },
    });
    const first = engine.alert('BUY BTCUSDT.P limit=44000 qty=0.1');
    engine.price(first, '45000');
    const order = engine.active('entry');
    engine.send(order);
    engine.now += 30_000;
    engine.run({ type: 'clock' });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'asked for' } });
    expect(tryEntry(engine, BUY, '45000')).toBe('PYRAMIDING_MAX');
    const { venueOrderId, qty, fills } = engine.order(order.id);
    if (venueOrderId === null) throw new Error('it never was at the venue');
    const found = { orderId: order.id, venueOrderId, status: 'canceled' as const, qty, fills, reason: null };
    engine.run({ type: 'order_looked_up', orderId: order.id, found });
    expect(tryEntry(engine, BUY, '45000')).toBe('PYRAMIDING_MAX');
    engine.price(engine.signal(first.id), '44100');
    const next = engine.active('entry');
    engine.send(next);
    engine.fill(next, '0.04', '44100');
    engine.settings = { ...engine.settings, strategies: pyramid({ max: 2 }).settings.strategies };
    expect(tryEntry(engine, BUY, '45000')).toBe('working');
  });

  it('holds back no exit, and a reverse begins anew', () => {
    const engine = pyramid({ max: 1 });
    engine.enter(BUY, '45000');
    engine.alert('REVERSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.1', '45000');
    const reverse = engine.due().find((work) => work.type === 'price_signal');
    if (reverse?.type !== 'price_signal') throw new Error('no entry behind the exit');
    engine.price(engine.signal(reverse.signalId), '45000');
    expect(engine.active('entry').side).toBe('sell');
  });

  it('outlives a restart, and its orders', () => {
    const engine = pyramid({ max: 1 });
    engine.enter(BUY, '45000');
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    engine.now += 30 * 24 * 3_600_000;
    engine.run({ type: 'clock' });
    expect(tryEntry(engine, BUY, '45000')).toBe('PYRAMIDING_MAX');
  });

  it('a checkpoint from before entries were counted loads, and what is held counts as one', () => {
    const engine = pyramid({ max: 1, minSpacing: { percent: decimal(1) } });
    engine.enter(BUY, '45000');
    const { stays: _, ...older } = encodeState(engine.state) as Record<string, unknown>;
    engine.state = decodeState(JSON.parse(JSON.stringify(older)));
    expect(engine.state.stays.size).toBe(0);
    expect(tryEntry(engine, BUY, '47000')).toBe('PYRAMIDING_MAX');
  });

  it('is asked again at the tap', () => {
    const engine = new Engine(settingsWith({ entries: { ...NO_ENTRY_RULES, pyramiding: { ...NO_ENTRY_RULES.pyramiding, max: 1 } } }));
    const [first, second] = [engine.alert(BUY), engine.alert(BUY)];
    engine.price(first, '45000');
    engine.price(second, '45000');
    expect(engine.approve(first, '45000').type).toBe('done');
    expect(engine.approve(second, '45000')).toMatchObject({ type: 'refused', denial: { code: 'PYRAMIDING_MAX' } });
  });
});

describe('the spacing of entries', () => {
  it('is measured from the price that the last one was filled at, to either side', () => {
    const engine = pyramid({ minSpacing: { percent: decimal(1) } });
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.1', '45100');
    expect(tryEntry(engine, BUY, '45550')).toBe('PYRAMIDING_SPACING');
    expect(tryEntry(engine, BUY, '44650')).toBe('PYRAMIDING_SPACING');
    expect(tryEntry(engine, BUY, '45551')).toBe('working');
  });

  it('is refused, with why, where it counts in average true ranges and none is known', () => {
    const engine = pyramid({ minSpacing: { atr: decimal(1) } });
    engine.enter(BUY, '45000');
    const signal = engine.alert(BUY);
    engine.price(signal, '50000');
    expect(engine.signal(signal.id).error).toMatchObject({ code: 'PYRAMIDING_SPACING', remedy: 'Write the distance in percent.' });
  });
});

describe('the spacing of entries in average true ranges', () => {
  const range = (value: string): AtrFound => ({ value: decimal(value), period: 14, timeframe: '1h', candles: 140, source: 'venue' });

  /** What becomes of an entry at this price, while the market moves so much. */
  function tryAt(engine: Engine, text: string, price: string, atr: AtrFound | null): string {
    engine.now += 60_000;
    const { id: signalId } = engine.alert(text);
    const quote = engine.quote(price);
    engine.run({ type: 'price_signal', signalId, instrument: perpetual, quote, nonce: engine.nonce(), atr });
    return engine.signal(signalId).error?.code ?? engine.signal(signalId).state;
  }

  const held = (spacing: string): Engine => {
    const engine = pyramid({ minSpacing: { atr: decimal(spacing) } });
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.1', '45000');
    return engine;
  };

  it('is so many of the market as it moves now, to either side of the last fill', () => {
    expect(tryAt(held('1.5'), BUY, '45299', range('200'))).toBe('PYRAMIDING_SPACING');
    expect(tryAt(held('1.5'), BUY, '44701', range('200'))).toBe('PYRAMIDING_SPACING');
    expect(tryAt(held('1.5'), BUY, '45300', range('200'))).toBe('working');
    expect(tryAt(held('1.5'), BUY, '44700', range('200'))).toBe('working');
    // a livelier market asks for more room
    expect(tryAt(held('1.5'), BUY, '45300', range('201'))).toBe('PYRAMIDING_SPACING');
  });

  it('takes the range of the alert before that of candles, and says what it has counted', () => {
    const engine = held('2');
    const withAtr = '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"atr":50}';
    expect(tryAt(engine, withAtr, '45099', range('400'))).toBe('PYRAMIDING_SPACING');
    const refused = [...engine.state.signals.values()].find(({ error }) => error !== null);
    expect(refused?.error?.message).toBe('45099 is 99 from the entry at 45000; at least 2 ATR (100) apart');
    expect(tryAt(engine, withAtr, '45100', range('400'))).toBe('working');
  });

  it('asks a first entry for nothing: there is nothing to be spaced from', () => {
    const engine = pyramid({ minSpacing: { atr: decimal(1) } });
    expect(tryAt(engine, BUY, '45000', null)).toBe('working');
  });

  it('of a card that is approved beside an entry which has come since is counted then, from a range that is asked for', () => {
    const pyramiding = { ...NO_ENTRY_RULES.pyramiding, minSpacing: { atr: decimal(1) } };
    const engine = new Engine(settingsWith({ entries: { ...NO_ENTRY_RULES, pyramiding } }));
    const [first, near, far] = [engine.alert(BUY), engine.alert(BUY), engine.alert(BUY)];
    engine.price(first, '45000');
    engine.price(near, '45000');
    engine.price(far, '45000');
    expect(engine.approve(first, '45000')).toMatchObject({ type: 'done', detail: 'Approved' });
    for (const [signal, price, state] of [
      [near, '45100', 'denied'],
      [far, '45200', 'working'],
    ] as const) {
      expect(engine.approve(signal, price)).toMatchObject({ type: 'done', detail: 'Approved; fetching the average true range' });
      expect(engine.signal(signal.id).state).toBe('awaiting_approval');
      const quote = engine.quote(price);
      engine.run({ type: 'price_signal', signalId: signal.id, instrument: perpetual, quote, nonce: engine.nonce(), atr: range('200') });
      expect(engine.signal(signal.id).state).toBe(state);
    }
  });

  it('asks for candles, unless the alert brings the range', () => {
    const rules = [...pyramid({ minSpacing: { atr: decimal(1) } }).settings.strategies.values()][0];
    if (rules === undefined) throw new Error('no strategy');
    expect(needsAtr(newDraft('native'), rules, true)).toBe(true);
    expect(needsAtr(newDraft('native'), rules, false)).toBe(false);
    expect(needsAtr({ ...newDraft('native'), atr: decimal(3) }, rules, true)).toBe(false);
    expect(needsAtr({ ...newDraft('native'), trailing: { atr: decimal(3) } }, rules, false)).toBe(true);
  });
});

describe('entries that shrink', () => {
  it('halve with each one of the position, and say so', () => {
    const engine = pyramid({ shrink: decimal('0.5') });
    engine.enter(BUY, '45000');
    engine.enter(BUY, '45000');
    const third = engine.enter(BUY, '45000');
    expect(engine.orders(({ role }) => role === 'entry').map(({ qty }) => qty)).toEqual(['0.1', '0.05', '0.025']);
    expect(third.proposal?.notes.join()).toContain('entry 3 of this position: its size is × 0.25');
  });

  it('leave alone what the alert says is to be held', () => {
    const engine = pyramid({ shrink: decimal('0.5') });
    engine.enter(BUY, '45000');
    engine.enter('{"action":"buy","symbol":"BTCUSDT.P","position_size":0.3}', '45000');
    expect(engine.position()?.qty).toBe('0.3');
  });
});

describe('adding in profit only', () => {
  it('looks at the price that leaving now would get', () => {
    const engine = pyramid({ onlyInProfit: true });
    engine.enter(BUY, '45000');
    expect(tryEntry(engine, BUY, '45000')).toBe('PYRAMIDING_LOSS');
    expect(tryEntry(engine, BUY, '44000')).toBe('PYRAMIDING_LOSS');
    expect(tryEntry(engine, BUY, '45001')).toBe('working');
  });

  it('of a short looks the other way', () => {
    const engine = pyramid({ onlyInProfit: true });
    engine.enter('SELL BTCUSDT.P qty=0.1', '45000');
    expect(tryEntry(engine, 'SELL BTCUSDT.P qty=0.1', '45500')).toBe('PYRAMIDING_LOSS');
    expect(tryEntry(engine, 'SELL BTCUSDT.P qty=0.1', '44500')).toBe('working');
  });
});

describe('the price guard', () => {
  const guarded = (): Engine => withRules({ priceGuard: { percent: decimal(1) } });

  it('refuses an entry where the price has become worse than that of its alert, and none where it is better', () => {
    expect(tryEntry(guarded(), 'BUY BTCUSDT.P @ 45000 qty=0.1', '45450')).toBe('working');
    expect(tryEntry(guarded(), 'BUY BTCUSDT.P @ 45000 qty=0.1', '45451')).toBe('PRICE_GUARD');
    expect(tryEntry(guarded(), 'BUY BTCUSDT.P @ 45000 qty=0.1', '40000')).toBe('working');
    expect(tryEntry(guarded(), 'SELL BTCUSDT.P @ 45000 qty=0.1', '44549')).toBe('PRICE_GUARD');
    expect(tryEntry(guarded(), 'SELL BTCUSDT.P @ 45000 qty=0.1', '46000')).toBe('working');
  });

  it('holds at the tap too', () => {
    const engine = new Engine(settingsWith({ entries: { ...NO_ENTRY_RULES, priceGuard: { percent: decimal(1) } } }));
    const signal = engine.alert('BUY BTCUSDT.P @ 45000 qty=0.1');
    engine.price(signal, '45000');
    expect(engine.approve(signal, '46000')).toMatchObject({ type: 'refused', denial: { code: 'PRICE_GUARD' } });
    expect(engine.orders()).toEqual([]);
  });

  it('in average true ranges refuses where the range is not known', () => {
    const engine = withRules({ priceGuard: { atr: decimal(2) } });
    expect(tryEntry(engine, 'BUY BTCUSDT.P @ 45000 qty=0.1', '45000')).toBe('PRICE_GUARD');
    expect(engine.orders()).toEqual([]);
  });

  it('lets an alert pass that names no price, and a limit, which guards itself', () => {
    expect(tryEntry(guarded(), BUY, '60000')).toBe('working');
    const limit = '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"limit","limit_price":44000}';
    expect(tryEntry(guarded(), limit, '60000')).toBe('working');
  });
});

it('what is refused is explained before it is sent', () => {
  const engine = withRules({ pyramiding: { ...NO_ENTRY_RULES.pyramiding, max: 1 }, priceGuard: { percent: decimal(1) } });
  engine.enter(BUY, '45000');
  const command = engine.alertCommand('BUY BTCUSDT.P @ 45000 qty=0.1');
  const priced = { instrument: perpetual, quote: engine.quote('46000') };
  const { would, checks } = explainVerdict(engine.ground(), command, priced);
  const of = (name: string) => checks.find(({ check }) => check === name);
  expect(would).toBe('deny');
  expect(of('pyramiding')).toMatchObject({ passed: false, detail: '1 of 1 entries of default are made already' });
  expect(of('price guard')).toMatchObject({ passed: false });
  expect(of('spacing of entries')).toMatchObject({ passed: true, detail: 'none is set' });
});
