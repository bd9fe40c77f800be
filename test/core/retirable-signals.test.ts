import { describe, expect, it } from 'vitest';
import { putSignal } from '../../src/core/engine/put-entity.ts';
import { retirableSignals } from '../../src/core/engine/retirable-signals.ts';
import type { State } from '../../src/core/engine/state.ts';
import { FINISHED_KEPT_MAX, RETIRE_BATCH } from '../../src/core/model/limits.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { Engine, settingsWith } from './engine.ts';

const TWO_HOURS = 2 * 3_600_000;

/** So many finished signals like this one, each a millisecond after the one before. */
function withMany(state: State, like: Signal, count: number, name: string): State {
  let grown = state;
  for (let n = 0; n < count; n += 1)
    grown = putSignal(grown, { ...like, id: `sg_${name}${n}` as SignalId, updatedAt: like.updatedAt + n }, false);
  return grown;
}

/** One trade that is over, and one alert that was refused. */
function aHouse() {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  const bought = engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000');
  engine.alert('CLOSE BTCUSDT.P');
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, '45100');
  const traded = engine.signal(bought.id);
  expect(traded.state).toBe('completed');
  expect(traded.orderIds).not.toHaveLength(0);
  return { engine, traded, refused: engine.alert('BUY BTCUSDT.P qty=1 strategy=nosuch') };
}

describe('when there are more finished signals than are kept', () => {
  it('those that were traded stay for two hours, since a venue may tell of their orders again, and leave then', () => {
    const { engine, traded } = aHouse();
    const many = withMany(engine.state, traded, FINISHED_KEPT_MAX + RETIRE_BATCH, 'traded');
    expect(retirableSignals(many, engine.now + TWO_HOURS - 1)).toEqual([]);
    const leaving = retirableSignals(many, traded.updatedAt + TWO_HOURS + 3_000);
    expect(leaving).toHaveLength(RETIRE_BATCH);
    expect(leaving).toContain(traded.id);
  });

  it('a flood of what was refused leaves all the same, the oldest first, and as many of it stay as of all', () => {
    const { engine, traded, refused } = aHouse();
    const flooded = withMany(withMany(engine.state, traded, 2_000, 'traded'), refused, FINISHED_KEPT_MAX + 500, 'refused');
    const leaving = retirableSignals(flooded, engine.now + 10_000, 5_000);
    expect(leaving.slice(0, 3)).toEqual([refused.id, 'sg_refused0', 'sg_refused1']);
    expect(flooded.finishedUntraded.size - leaving.length).toBe(FINISHED_KEPT_MAX);
    expect(leaving.every((id) => flooded.finishedUntraded.has(id))).toBe(true);
  });

  it('one whose position is held is passed over, and holds nobody else up', () => {
    const { engine, traded } = aHouse();
    const held = engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000', '45000');
    const many = withMany(engine.state, traded, FINISHED_KEPT_MAX + RETIRE_BATCH, 'traded');
    // as if its stop had been moved just now
    const later = putSignal(many, { ...engine.signal(held.id), state: 'completed', updatedAt: engine.now + TWO_HOURS }, false);
    const first = { ...later, finishedSignals: later.finishedSignals.clear().add(held.id).union(later.finishedSignals) };
    const leaving = retirableSignals(first, engine.now + TWO_HOURS + 3_000);
    expect(leaving).toHaveLength(RETIRE_BATCH);
    expect(leaving).not.toContain(held.id);
  });

  it('nobody goes over thousands of them after each commit to find that none may leave', () => {
    const { engine, traded } = aHouse();
    const many = withMany(engine.state, traded, 5_000, 'traded');
    let read = 0;
    const get = (id: SignalId): Signal | undefined => {
      read += 1;
      return many.signals.get(id);
    };
    const counted: State = { ...many, signals: Object.create(many.signals, { get: { value: get } }) as State['signals'] };
    expect(retirableSignals(counted, engine.now + 10_000, 1)).toEqual([]);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(50);
  });
});
