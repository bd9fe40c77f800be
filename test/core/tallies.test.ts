import { describe, expect, it } from 'vitest';
import { accountName, partId } from '../../src/core/model/ids.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { averageMs, addLatency, NO_LATENCIES, percentileMs, STEPS_MS } from '../../src/core/model/alerts/latencies.ts';
import { TALLIES_MAX } from '../../src/core/model/limits.ts';
import { NO_DIALECT } from '../../src/core/signals/fields/draft-reading.ts';
import { NO_STRATEGY, successRate, summarizeAlerts } from '../../src/core/model/alerts/summarize-alerts.ts';
import { joinTallies, refusedOf, type Tally } from '../../src/core/model/alerts/tally.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1';
const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }, { entriesPerMinuteMax: 2 }));

const tallyOf = (engine: Engine, strategy: string | null, dialect = 'one-line-text'): Tally => {
  const found = engine.state.tallies.find((tally) => tally.strategy === strategy && tally.dialect === dialect);
  if (found === undefined) throw new Error(`nothing was counted for ${strategy} in ${dialect}`);
  return found;
};

describe('the statistics of alerts', () => {
  it('count an alert that is filled as received and executed, with the time to the venue', () => {
    const engine = auto();
    const signal = engine.alert(BUY);
    engine.now += 40;
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.now += 20;
    engine.send(entry);
    engine.fill(entry, '0.1', '45000');
    const tally = tallyOf(engine, 'default');
    expect(tally).toMatchObject({ received: 1, executed: 1, failed: 0, duplicates: 0, retried: 0, refused: {} });
    expect(tally.toVenue).toMatchObject({ count: 1, sumMs: 60 });
    expect(percentileMs(tally.toVenue, 0.99)).toBe(70);
  });

  it('do not count how long a person took to answer', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    engine.now += 90_000;
    engine.approve(signal, '45000', undefined, ANN);
    engine.now += 5;
    engine.send(engine.active('entry'));
    expect(tallyOf(engine, 'default').toVenue).toMatchObject({ count: 1, sumMs: 5 });
  });

  it('count refusals by code, those of a limit too, under the strategy that the alert is for', () => {
    const engine = auto();
    engine.alert(BUY);
    engine.alert(BUY);
    engine.alert(BUY);
    engine.alert('BUY BTCUSDT.P qty={{contracts}}', { strategyHint: 'other' });
    engine.alert('hello there');
    engine.alert(BUY, { strategyHint: 'nobody' });
    expect(tallyOf(engine, 'default')).toMatchObject({ received: 3, refused: { RATE_LIMITED: 1 } });
    expect(tallyOf(engine, 'other').refused).toEqual({ PLACEHOLDER: 1 });
    expect(tallyOf(engine, null).refused).toEqual({ UNKNOWN_STRATEGY: 1 });
    const { byStrategy, byDialect, all } = summarizeAlerts(engine.state.tallies.values(), []);
    expect([...byStrategy.keys()]).toEqual([NO_STRATEGY, 'default', 'other']);
    expect(byDialect.get(NO_DIALECT)?.tally.refused).toEqual({ NOT_UNDERSTOOD: 1 });
    expect(all).toMatchObject({ accepted: 2, unsuccessful: 4 });
    expect(successRate(all)).toBe(0.3333);
  });

  it('count a repeat as a duplicate and not as received', () => {
    const engine = auto();
    engine.alert(BUY, { bodyHash: 'same' });
    engine.alert(BUY, { bodyHash: 'same' });
    expect(tallyOf(engine, 'default')).toMatchObject({ received: 1, duplicates: 1 });
  });

  it('count what a venue rejects as failed, and what was sent again as retried', () => {
    const engine = auto();
    engine.price(engine.alert(BUY), '45000');
    const entry = engine.active('entry');
    engine.run({ type: 'begin_submit', orderId: entry.id });
    engine.run({ type: 'submit_failed', orderId: entry.id, outcome: 'unavailable', reason: 'no route' });
    engine.run({ type: 'begin_submit', orderId: entry.id });
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: entry.id, reason: 'no money' } });
    expect(tallyOf(engine, 'default')).toMatchObject({ received: 1, executed: 0, failed: 1, retried: 1, toVenue: { count: 1 } });
  });

  it('count an alert that waits for its condition once, with what comes of it', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    const waits = engine.alert('{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"condition":{"price_above":50000}}');
    const seen = seenOnce(engine.quote('50000'));
    engine.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: '0000000000abc' });
    const met = engine.signal(partId(waits.id, 0));
    engine.price(met, '50000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.1', '50000');
    const [tally, ...others] = [...engine.state.tallies.values()];
    expect(others).toEqual([]);
    expect(tally).toMatchObject({ received: 1, executed: 1, refused: {} });
  });

  it('leave out what people tap and what Signalman does itself', () => {
    const engine = auto();
    engine.enter(`${BUY} sl=44000`, '45000');
    const key = [...engine.state.positions.keys()][0];
    if (key === undefined) throw new Error('no position');
    const before = joinTallies(engine.state.tallies.values()).received;
    engine.run({ type: 'ask', action: { type: 'kill' }, nonce: engine.nonce(), by: ANN, updateId: null });
    const nonce = [...engine.state.prompts.keys()][0];
    if (nonce === undefined) throw new Error('no question');
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '0000000000abc', updateId: null });
    expect(engine.state.signals.size).toBe(2);
    expect(joinTallies(engine.state.tallies.values()).received).toBe(before);
  });

  it('are in the checkpoint, and a checkpoint that has none gives none', () => {
    const engine = auto();
    engine.alert(BUY);
    const encoded = JSON.parse(JSON.stringify(encodeState(engine.state)));
    expect(decodeState(encoded).tallies.equals(engine.state.tallies)).toBe(false);
    expect(decodeState(encoded).tallies.toJS()).toEqual(engine.state.tallies.toJS());
    const { tallies: _none, ...old } = encoded;
    expect(decodeState(old).tallies.size).toBe(0);
  });

  it('stay bounded: beyond the limit all other pairs are counted as one', () => {
    const engine = new Engine();
    const filled = emptyState().tallies.withMutations((map) => {
      for (let n = 0; n < TALLIES_MAX; n += 1) map.set(`s${n}|d`, { ...joinTallies([]), strategy: `s${n}`, dialect: 'd' });
    });
    engine.state = { ...engine.state, tallies: filled };
    engine.alert(BUY);
    engine.alert('BUY BTCUSDT.P qty=1', { strategyHint: 'other' });
    expect(engine.state.tallies.size).toBe(TALLIES_MAX + 1);
    expect(tallyOf(engine, 'other', 'other').received).toBe(2);
  });
});

describe('latencies', () => {
  it('give percentiles that are never below the truth and at most a half above it', () => {
    const times = Array.from({ length: 1_000 }, (_, n) => 3 + n * 7);
    const latencies = times.reduce(addLatency, NO_LATENCIES);
    for (const share of [0.01, 0.5, 0.9, 0.99, 1]) {
      const truth = times[Math.ceil(times.length * share) - 1] ?? 0;
      const told = percentileMs(latencies, share) ?? 0;
      expect(told).toBeGreaterThanOrEqual(truth);
      expect(told).toBeLessThanOrEqual(Math.max(truth + 1, truth * 2));
    }
    expect(averageMs(latencies)).toBe(times.reduce((a, b) => a + b, 0) / times.length);
  });

  it('have nothing to say where nothing was measured, and take what is beyond every step', () => {
    expect([percentileMs(NO_LATENCIES, 0.5), averageMs(NO_LATENCIES)]).toEqual([null, null]);
    expect(percentileMs(addLatency(NO_LATENCIES, 10_000_000), 0.5)).toBe(STEPS_MS.at(-1));
    expect(averageMs(addLatency(NO_LATENCIES, -5))).toBe(0);
  });
});

it('refusals add up', () => {
  expect(refusedOf({ ...joinTallies([]), refused: { A: 2, B: 3 } })).toBe(5);
});
