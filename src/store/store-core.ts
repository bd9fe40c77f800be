// Owns: what the store has to know of a core: nothing about trading. Tests bring small cores of their own.

export interface Transacted<S, E, R> {
  /** Empty: nothing happened, the state is the same. */
  readonly events: readonly E[];
  readonly state: S;
  readonly reply: R;
}

/** From a version to the next one: `migrations[3]` makes the encoded state of version 4 from that of version 3. */
export type Migrations = Readonly<Record<number, (state: unknown) => unknown>>;

export interface StoreCore<S, C, E, R> {
  /** Version of the encoded state. */
  readonly schema: number;
  readonly emptyState: S;
  /** Pure. `now` in ms since 1970; it becomes the `at` of the events. Throws only on a programmer's error. */
  transact(state: S, command: C, now: number): Transacted<S, E, R>;
  evolve(state: S, event: E, at: number): S;
  /** Plain JSON and back; decode throws where it is no such state. */
  encode(state: S): unknown;
  decode(json: unknown): S;
  /** One sentence for each that does not hold. */
  invariants(state: S): readonly string[];
  readonly migrations: Migrations;
  /** Exits, cancels, reports of venues: what must be journaled even on a full disk and while stopping. */
  isCritical(command: C, state: S): boolean;
}
