// Owns: maps and sets for the replay of the journal: persistent like those of Immutable, of which they offer what events
// use most, and several times as fast. All versions of a collection share one map of JavaScript, which is as the newest
// version is, and a list of what was changed lately, from which older versions answer.
// Invariants: a version answers what it answered when it was the newest, or throws: after its changes are forgotten, and
// where an older version of an ordered set is asked for its order. What is not written here, the immutable collection
// answers that holds the same.

import { isMap, isOrderedMap, isOrderedSet, isSet, Map as ImmutableMap, OrderedSet, Set as ImmutableSet } from 'immutable';

type Key = string | number;
/** What a set is a map to. */
const MEMBER = true;

/** An entry as it was before a change; undefined: there was none. */
interface Change<V> {
  readonly key: Key;
  readonly before: V | undefined;
}

/** What all versions share. */
class Entries<V> {
  readonly newest: Map<Key, V>;
  readonly changes: Change<V>[] = [];
  /** Changes that are forgotten. */
  forgotten = 0;

  constructor(newest: Map<Key, V>) {
    this.newest = newest;
  }

  /** How many changes there have been: the number of the newest version. */
  get version(): number {
    return this.forgotten + this.changes.length;
  }

  forget(): void {
    this.forgotten += this.changes.length;
    this.changes.length = 0;
  }

  /** The changes since a version. */
  #since(version: number): readonly Change<V>[] {
    if (version < this.forgotten) throw new Error('a version of a collection was asked that is long over');
    return this.changes.slice(version - this.forgotten);
  }

  find(version: number, key: Key): V | undefined {
    if (version === this.version) return this.newest.get(key);
    const change = this.#since(version).find((each) => each.key === key);
    return change === undefined ? this.newest.get(key) : change.before;
  }

  /** All entries of a version, not to be changed. */
  all(version: number): ReadonlyMap<Key, V> {
    return version === this.version ? this.newest : this.copy(version);
  }

  copy(version: number): Map<Key, V> {
    const entries = new Map(this.newest);
    for (const { key, before } of this.#since(version).toReversed()) put(entries, key, before);
    return entries;
  }

  change(key: Key, value: V | undefined): void {
    const before = this.newest.get(key);
    if (before === value) return;
    this.changes.push({ key, before });
    put(this.newest, key, value);
  }
}

function put<V>(entries: Map<Key, V>, key: Key, value: V | undefined): void {
  if (value === undefined) entries.delete(key);
  else entries.set(key, value);
}

/** What a map and a set are: one version of shared entries. */
class Collection<V> {
  readonly entries: Entries<V>;
  readonly version: number;

  constructor(entries: Entries<V>) {
    this.entries = entries;
    this.version = entries.version;
  }

  get size(): number {
    return this.entries.all(this.version).size;
  }

  isEmpty(): boolean {
    return this.size === 0;
  }

  has(key: Key): boolean {
    return this.entries.find(this.version, key) !== undefined;
  }

  /** The entries that a change goes to: an older version gets some of its own. */
  protected changeable(): Entries<V> {
    return this.version === this.entries.version ? this.entries : new Entries(this.entries.copy(this.version));
  }

  protected isUnchanged(entries: Entries<V>): boolean {
    return entries === this.entries && entries.version === this.version;
  }
}

/** Beside these methods, all others of an immutable map (installed below). */
class ReplayMap<V> extends Collection<V> {
  get(key: Key, otherwise?: V): V | undefined {
    return this.entries.find(this.version, key) ?? otherwise;
  }

  set(key: Key, value: V): ReplayMap<V> {
    return this.#with([key], value);
  }

  delete(key: Key): ReplayMap<V> {
    return this.#with([key], undefined);
  }

  deleteAll(keys: Iterable<Key>): ReplayMap<V> {
    return this.#with(keys, undefined);
  }

  clear(): ReplayMap<V> {
    return new ReplayMap(new Entries<V>(new Map()));
  }

  first(): V | undefined {
    return this.entries.all(this.version).values().next().value;
  }

  some(isIt: (value: V, key: Key) => boolean): boolean {
    for (const [key, value] of this.entries.all(this.version)) if (isIt(value, key)) return true;
    return false;
  }

  [Symbol.iterator](): IterableIterator<[Key, V]> {
    return this.entries.copy(this.version).entries();
  }

  frozen(): ImmutableMap<Key, V> {
    return ImmutableMap(this.entries.all(this.version));
  }

  #with(keys: Iterable<Key>, value: V | undefined): ReplayMap<V> {
    const entries = this.changeable();
    for (const key of keys) entries.change(key, value);
    return this.isUnchanged(entries) ? this : new ReplayMap(entries);
  }
}

interface MutableSet {
  has(key: Key): boolean;
  add(key: Key): void;
  delete(key: Key): void;
}

/** Beside these methods, all others of an immutable set, ordered or not (installed below). */
class ReplaySet extends Collection<typeof MEMBER> {
  readonly isOrdered: boolean;

  constructor(entries: Entries<typeof MEMBER>, isOrdered: boolean) {
    super(entries);
    this.isOrdered = isOrdered;
  }

  add(key: Key): ReplaySet {
    return this.withMutations((set) => set.add(key));
  }

  delete(key: Key): ReplaySet {
    return this.withMutations((set) => set.delete(key));
  }

  subtract(keys: Iterable<Key>): ReplaySet {
    return this.withMutations((set) => {
      for (const key of keys) set.delete(key);
    });
  }

  withMutations(change: (set: MutableSet) => unknown): ReplaySet {
    const entries = this.changeable();
    change({
      has: (key) => entries.newest.has(key),
      add: (key) => entries.change(key, MEMBER),
      delete: (key) => entries.change(key, undefined),
    });
    return this.isUnchanged(entries) ? this : new ReplaySet(entries, this.isOrdered);
  }

  [Symbol.iterator](): IterableIterator<Key> {
    return this.frozen().values();
  }

  frozen(): ImmutableSet<Key> {
    if (this.isOrdered && this.version !== this.entries.version) throw new Error('the order of an older version of a set is not known');
    const keys = this.entries.all(this.version).keys();
    return this.isOrdered ? OrderedSet(keys) : ImmutableSet(keys);
  }
}

/** Every method of `immutable` that `replay` does not have is answered by the frozen collection. */
function answerTheRest(replay: object, immutable: object): void {
  for (
    let from: object | null = immutable;
    from !== null && from !== Object.prototype;
    from = Object.getPrototypeOf(from) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(from)) {
      if (name in replay || typeof Reflect.get(from, name) !== 'function') continue;
      Reflect.defineProperty(replay, name, {
        value(this: ReplayMap<unknown> | ReplaySet, ...given: unknown[]): unknown {
          const frozen = this.frozen();
          return Reflect.apply(Reflect.get(frozen, name) as () => unknown, frozen, given);
        },
      });
    }
  }
}
answerTheRest(ReplayMap.prototype, ImmutableMap.prototype);
answerTheRest(ReplaySet.prototype, OrderedSet.prototype);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function thawed(value: unknown): unknown {
  if (isOrderedMap(value)) return value;
  if (isMap(value)) return new ReplayMap(new Entries(new Map(value as ImmutableMap<Key, unknown>)));
  if (isSet(value))
    return new ReplaySet(new Entries(new Map([...(value as ImmutableSet<Key>)].map((key) => [key, MEMBER]))), isOrderedSet(value));
  return value;
}

const frozen = (value: unknown): unknown => (value instanceof ReplayMap || value instanceof ReplaySet ? value.frozen() : value);

/** How deep in a state collections lie: its fields, and those of a window. */
const DEPTH = 2;

/** Of a plain object its fields, and the fields of plain objects among them. */
const mapped = (value: unknown, change: (value: unknown) => unknown, depth: number): unknown =>
  isRecord(value) && depth > 0
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, mapped(field, change, depth - 1)]))
    : change(value);

/** The state with its collections made for the replay; what uses it sees no difference but in time. */
export const thawState = <S>(state: S): S => mapped(state, thawed, DEPTH) as S;

/** The state with immutable collections again. */
export const freezeState = <S>(state: S): S => mapped(state, frozen, DEPTH) as S;

/** Versions of its collections that are older than the state cannot be asked any more. */
export function forgetOlder(state: unknown, depth: number = DEPTH): void {
  if (state instanceof Collection) state.entries.forget();
  else if (isRecord(state) && depth > 0) for (const field of Object.values(state)) forgetOlder(field, depth - 1);
}
