import * as fc from 'fast-check';
import { is, Map, OrderedSet, Set } from 'immutable';
import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import type { Event } from '../../src/core/engine/event.ts';
import { evolve } from '../../src/core/engine/evolve.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import type { State } from '../../src/core/engine/state.ts';
import { FINISHED_KEPT_MAX, FINISHED_KEPT_MS } from '../../src/core/model/limits.ts';
import { forgetOlder, freezeState, thawState } from '../../src/store/replay-map.ts';
import { ANN, Engine, settingsWith } from '../core/engine.ts';

interface Shelf {
  readonly prices: Map<string, number>;
  readonly open: Set<string>;
  readonly queue: OrderedSet<string>;
  readonly window: { readonly current: Map<string, number>; readonly since: number };
}
const EMPTY: Shelf = { prices: Map(), open: Set(), queue: OrderedSet(), window: { current: Map(), since: 0 } };

type Change = (shelf: Shelf) => Shelf;
const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const names = fc.array(name, { maxLength: 3 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(name, fc.nat({ max: 3 })).map(
    ([key, value]): Change =>
      (shelf) => ({ ...shelf, prices: shelf.prices.set(key, value) }),
  ),
  name.map(
    (key): Change =>
      (shelf) => ({ ...shelf, prices: shelf.prices.delete(key) }),
  ),
  names.map(
    (keys): Change =>
      (shelf) => ({ ...shelf, prices: shelf.prices.deleteAll(keys) }),
  ),
  name.map(
    (key): Change =>
      (shelf) => ({ ...shelf, open: shelf.open.add(key), queue: shelf.queue.add(key) }),
  ),
  name.map(
    (key): Change =>
      (shelf) => ({ ...shelf, open: shelf.open.delete(key), queue: shelf.queue.delete(key) }),
  ),
  names.map(
    (keys): Change =>
      (shelf) => ({ ...shelf, open: shelf.open.subtract(keys) }),
  ),
  names.map(
    (keys): Change =>
      (shelf) => ({ ...shelf, queue: shelf.queue.withMutations((set) => keys.forEach((key) => set.delete(key))) }),
  ),
  fc.tuple(name, fc.nat({ max: 3 })).map(
    ([key, value]): Change =>
      (shelf) => ({ ...shelf, window: { current: shelf.window.current.set(key, value), since: value } }),
  ),
  fc.constant<Change>((shelf) => ({ ...shelf, window: { current: shelf.window.current.clear(), since: 0 } })),
);

/** What the core asks of its collections, and what it does not ask yet. */
const answers = ({ prices, open, queue, window }: Shelf): unknown => [
  ['a', 'b', 'c', 'd', 'e'].map((key) => [prices.get(key), prices.get(key, 7), prices.has(key), open.has(key), window.current.get(key)]),
  [prices.size, open.size, queue.size, prices.isEmpty(), open.isEmpty(), window.current.size],
  [prices.some((value) => value === 2), ['a', 'b', 'c', 'd', 'e'].map((key) => queue.has(key))],
  [prices.filter((value) => value > 1).size, prices.reduce((sum, value) => sum + value, 0), open.toArray().sort()],
  [
    JSON.parse(JSON.stringify(prices)),
    prices.find((value) => value === 3),
    prices.keySeq().toArray().sort(),
    open.some((key) => key > 'b'),
  ],
];
const orders = ({ queue }: Shelf): unknown => [
  queue.first(),
  queue.last(),
  queue.toArray(),
  [...queue],
  queue.map((key) => `${key}!`).toArray(),
];
const isSame = (a: Shelf, b: Shelf): boolean =>
  is(a.prices, b.prices) && is(a.open, b.open) && is(a.queue, b.queue) && is(a.window.current, b.window.current);

describe('collections made for the replay', () => {
  it('answer like immutable ones, the older versions too, and freeze to the same', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const plain: Shelf[] = [EMPTY];
        const thawed: Shelf[] = [thawState(EMPTY)];
        for (const apply of changes) {
          plain.push(apply(plain.at(-1) ?? EMPTY));
          thawed.push(apply(thawed.at(-1) ?? EMPTY));
        }
        expect(thawed.map(answers)).toEqual(plain.map(answers));
        const [newest, expected] = [thawed.at(-1) ?? EMPTY, plain.at(-1) ?? EMPTY];
        expect(orders(newest)).toEqual(orders(expected));
        expect(isSame(freezeState(newest), expected)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('may be changed from an older version, which stays as it was', () => {
    const first = thawState(EMPTY).prices.set('a', 1);
    const second = first.set('a', 2).set('b', 3);
    const other = first.set('c', 4);
    expect([first, second, other].map((each) => each.toObject())).toEqual([{ a: 1 }, { a: 2, b: 3 }, { a: 1, c: 4 }]);
  });

  it('refuse to answer for the order of an older version', () => {
    const first = thawState(EMPTY).queue.add('a').add('b');
    first.delete('a');
    expect(first.has('a')).toBe(true);
    expect(() => first.toArray()).toThrow(/order/);
  });

  it('refuse to answer for a version that is forgotten, and go on answering for the newest', () => {
    const first = thawState(EMPTY);
    const second = { ...first, prices: first.prices.set('a', 1) };
    forgetOlder(second);
    expect(() => first.prices.get('a')).toThrow(/long over/);
    expect(second.prices.get('a')).toBe(1);
    expect(second.prices.set('a', 2).get('a')).toBe(2);
  });

  it('make the same state of the events of whole trades', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }, { entriesPerMinuteMax: 100_000 }));
    const journal: { at: number; events: Event[] }[] = [];
    const run = engine.run.bind(engine);
    engine.run = (command) => {
      const reply = run(command);
      journal.push({ at: engine.now, events: structuredClone(engine.events) });
      return reply;
    };
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000', '45000');
    engine.now += 500;
    engine.alert('CLOSE BTCUSDT.P 50%');
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: 3 });
    for (let count = 0; count < FINISHED_KEPT_MAX + 20; count += 1) {
      engine.now += 1_000;
      engine.alert(`CLOSE ETHUSDT.P ${count}`);
    }
    engine.run({ type: 'clock' });
    engine.now += FINISHED_KEPT_MS;
    engine.run({ type: 'clock' });
    const fold = (from: State, settle: (state: State) => void): State => {
      let state = from;
      for (const { at, events } of journal) {
        for (const event of events) state = evolve(state, event, at);
        settle(state);
      }
      return state;
    };
    const plain = fold(emptyState(), () => undefined);
    const frozen = freezeState(fold(thawState(emptyState()), forgetOlder));
    expect(new globalThis.Set(journal.flatMap(({ events }) => events.map(({ type }) => type)))).toContain('signals_retired');
    expect(encodeState(frozen)).toEqual(encodeState(plain));
    expect(is(frozen.signals.keySeq().toSet(), plain.signals.keySeq().toSet())).toBe(true);
    expect(frozen.activeOrdersOf.equals(plain.activeOrdersOf)).toBe(true);
    expect(frozen.positionsOf.equals(plain.positionsOf)).toBe(true);
    expect(frozen.finishedSignals.equals(plain.finishedSignals)).toBe(true);
    expect(frozen.finishedUntraded.equals(plain.finishedUntraded)).toBe(true);
    expect(decodeState(JSON.parse(JSON.stringify(encodeState(frozen)))).activeOrders.equals(engine.state.activeOrders)).toBe(true);
  });
});
