// Owns: the one door into the core. Decides at once on `head`, commits in batches, answers after the sync.
// Invariants: a reply goes out only when everything that it rests on is on the disk; `snapshot` never shows more than the
// disk has; when a batch fails, head is dropped back to committed and everyone who was decided upon it is told; one batch
// is in flight at a time, so the journal's order is the order of the decisions.

import type { Clock } from '../clock.ts';
import type { Command, Reply } from '../core/engine/command.ts';
import type { Event } from '../core/engine/event.ts';
import type { State } from '../core/engine/state.ts';
import type { StoreCore } from './store-core.ts';
import { BATCH_EVENTS_MAX, BATCH_SPREAD_MS, ROUND_SPREAD_MS } from './store-limits.ts';
import type { TroubleDesk } from './trouble.ts';

/** What http, telegram, console and runtime may do to the rest: dispatch a command, read a snapshot, hear of commits. */
export interface Dispatcher<S = State, C = Command, R = Reply, E = Event> {
  /**
   * Decides, commits and answers. Resolves after the events are on disk (without events: after everything that the
   * answer rests on is). Rejects with StorageError when they could not be written: then nothing happened.
   */
  dispatch(command: C): Promise<R>;
  /** The state that the last sync has reached: what people and senders are shown. */
  snapshot(): S;
  /** Called after each commit, with no arguments worth keeping: read the snapshot. Returns the unsubscribe function. */
  onCommit(listener: () => void): () => void;
  /**
   * Called after decisions with the state that they lead to and what they decided, before it is on the disk, and may never be: all
   * that may follow from it is another command, which is decided upon it, shares its sync, and is answered after that (and
   * questions, which change nothing). Returns the unsubscribe function.
   */
  onDecided?(listener: (head: S, events: readonly E[]) => void): () => void;
}

/** The disk could not take it: full, failing, or the process is stopping. */
export class StorageError extends Error {
  readonly reason: 'full' | 'failed' | 'stopping';
  constructor(reason: 'full' | 'failed' | 'stopping', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.reason = reason;
  }
}

/** Where a batch becomes durable: resolves when it is on the disk, rejects with StorageError when nothing of it is. */
export interface CommitLog<E> {
  append(record: { readonly seq: number; readonly at: number; readonly events: readonly E[] }): Promise<unknown>;
}

/** What is known of the room on the disk. */
export interface DiskSpace {
  isFull(): boolean;
  noteFull(): void;
  /** Gives up a slice of the reserve; answers whether there was one. */
  makeRoom(): Promise<boolean>;
}

/**
 * Writes on a full disk at the expense of the reserve, slice by slice, until it fits or nothing is left to give up. `isWorthIt`
 * is asked when the disk is full. Rejects as `write` does.
 */
export async function writeWithRoom<T>(space: DiskSpace, write: () => Promise<T>, isWorthIt: () => boolean = () => true): Promise<T> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof StorageError) || error.reason !== 'full') throw error;
      space.noteFull();
      if (!isWorthIt() || !(await space.makeRoom())) throw error;
    }
  }
}

export interface DispatcherOptions<S, C, E, R> {
  readonly core: Pick<StoreCore<S, C, E, R>, 'transact' | 'isCritical'>;
  readonly initial: { readonly state: S; readonly seq: number };
  readonly log: CommitLog<E>;
  readonly space: DiskSpace;
  readonly trouble: TroubleDesk;
  readonly clock: Clock;
}

export interface OwnedDispatcher<S, C, R, E> extends Dispatcher<S, C, R, E> {
  /** The snapshot and the journal record that it reaches. */
  committed(): { readonly state: S; readonly seq: number };
  /** From now on only critical commands are taken; resolves when nothing is pending any more, and from then on none is. */
  close(): Promise<void>;
  /** From now on nothing at all is taken, and what is decided but not yet given to the log is not given to it. */
  seal(): void;
  isSealed(): boolean;
}

interface Caller<S, C, R> {
  readonly command: C;
  /** What it was decided on. */
  readonly before: S;
  readonly reply: R;
  readonly resolve: (reply: R) => void;
  readonly reject: (error: unknown) => void;
}

interface Pending<C, R> {
  readonly command: C;
  readonly resolve: (reply: R) => void;
  readonly reject: (error: unknown) => void;
}

interface Batch<S, C, E, R> {
  /** The instant of every decision in it. */
  readonly at: number;
  readonly events: E[];
  readonly callers: Caller<S, C, R>[];
  /** After all its events. */
  state: S;
}

class GroupCommitDispatcher<S, C, E, R> implements OwnedDispatcher<S, C, R, E> {
  readonly #options: DispatcherOptions<S, C, E, R>;
  readonly #listeners = new Set<() => void>();
  readonly #deciders = new Set<(head: S, events: readonly E[]) => void>();
  /** Decided, not yet told to the deciders. */
  #untold: E[] = [];
  #committed: { readonly state: S; readonly seq: number };
  #head: S;
  /** Decided, not yet given to the log. */
  #open: Batch<S, C, E, R> | null = null;
  #inFlight: Batch<S, C, E, R> | null = null;
  /** Not yet decided: the open batch is full, or too old to judge them by its instant. */
  #waiting: Pending<C, R>[] = [];
  #flushScheduled = false;
  #mode: 'running' | 'closing' | 'closed' | 'sealed' = 'running';
  #whenIdle: (() => void)[] = [];

  constructor(options: DispatcherOptions<S, C, E, R>) {
    this.#options = options;
    this.#committed = options.initial;
    this.#head = options.initial.state;
  }

  snapshot(): S {
    return this.#committed.state;
  }

  committed(): { readonly state: S; readonly seq: number } {
    return this.#committed;
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onDecided(listener: (head: S, events: readonly E[]) => void): () => void {
    this.#deciders.add(listener);
    return () => this.#deciders.delete(listener);
  }

  dispatch(command: C): Promise<R> {
    return new Promise((resolve, reject) => {
      if (this.#mode !== 'running' && !(this.#mode === 'closing' && this.#options.core.isCritical(command, this.#head))) {
        reject(stoppingError());
        return;
      }
      this.#admit({ command, resolve, reject });
    });
  }

  close(): Promise<void> {
    if (this.#mode === 'running') this.#mode = 'closing';
    return new Promise((resolve) => {
      this.#whenIdle.push(() => {
        if (this.#mode !== 'sealed') this.#mode = 'closed';
        resolve();
      });
      this.#tellIfIdle();
    });
  }

  seal(): void {
    this.#mode = 'sealed';
    const dropped = [...(this.#open?.callers ?? []), ...this.#waiting];
    this.#open = null;
    this.#waiting = [];
    this.#head = this.#inFlight?.state ?? this.#committed.state;
    for (const { reject } of dropped) reject(stoppingError());
    this.#tellIfIdle();
  }

  isSealed(): boolean {
    return this.#mode === 'sealed';
  }

  #admit(pending: Pending<C, R>): void {
    if (this.#waiting.length > 0 || this.#openIsUsedUp()) this.#waiting.push(pending);
    else this.#decide(pending);
  }

  #openIsUsedUp(): boolean {
    const open = this.#open;
    if (open === null) return false;
    const spreadMs = this.#inFlight === null ? ROUND_SPREAD_MS : BATCH_SPREAD_MS;
    return open.events.length >= BATCH_EVENTS_MAX || Math.abs(this.#options.clock.now() - open.at) > spreadMs;
  }

  #decide({ command, resolve, reject }: Pending<C, R>): void {
    const { core, clock, space } = this.#options;
    const before = this.#head;
    const at = this.#open?.at ?? clock.now();
    try {
      if (space.isFull() && !core.isCritical(command, before)) {
        reject(new StorageError('full', 'the disk is full: only exits and cancels are taken. Make room on it, and send this again'));
        return;
      }
      const { events, state, reply } = core.transact(before, command, at);
      const carrier = events.length > 0 ? this.#extend(at, events, state) : (this.#open ?? this.#inFlight);
      if (carrier === null) {
        resolve(reply);
        return;
      }
      carrier.callers.push({ command, before, reply, resolve, reject });
    } catch (error) {
      // A programmer's error: it concerns this caller alone, and head is as it was.
      reject(error);
    }
  }

  #extend(at: number, events: readonly E[], state: S): Batch<S, C, E, R> {
    const open = (this.#open ??= { at, events: [], callers: [], state });
    for (const event of events) open.events.push(event);
    open.state = state;
    this.#head = state;
    this.#scheduleFlush();
    this.#tellDecided(events);
    return open;
  }

  /** Before the flush, which lets this round of the event loop pass: what follows shares the sync. */
  #tellDecided(events: readonly E[]): void {
    if (this.#deciders.size === 0) return;
    const isFirst = this.#untold.length === 0;
    for (const event of events) this.#untold.push(event);
    if (!isFirst) return;
    queueMicrotask(() => {
      const untold = this.#untold;
      this.#untold = [];
      for (const listener of this.#deciders) this.#call(() => listener(this.#head, untold));
    });
  }

  /** After what this round of the event loop still brings, so that all of it shares one write and one sync. */
  #scheduleFlush(): void {
    if (this.#flushScheduled || this.#inFlight !== null) return;
    this.#flushScheduled = true;
    setImmediate(() => {
      this.#flushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const batch = this.#open;
    if (batch === null || this.#inFlight !== null) return;
    this.#inFlight = batch;
    this.#open = null;
    const done = this.#append(batch).then(
      () => this.#advance(batch),
      (error: unknown) => this.#fail(batch, error),
    );
    // Neither of the two throws; if one did, it must not pass unseen.
    void done;
    this.#admitWaiting();
  }

  async #append({ at, events }: Batch<S, C, E, R>): Promise<void> {
    const { log, space } = this.#options;
    const record = { seq: this.#committed.seq + 1, at, events };
    const append = (): Promise<unknown> => log.append(record);
    await writeWithRoom(space, append, () => this.#criticalIsPending());
  }

  /** An exit anywhere in the line is worth the reserve: what was decided behind a failed batch fails with it. */
  #criticalIsPending(): boolean {
    const { core } = this.#options;
    const callers = [...(this.#inFlight?.callers ?? []), ...(this.#open?.callers ?? [])];
    return callers.some(({ command, before }) => core.isCritical(command, before));
  }

  #advance(batch: Batch<S, C, E, R>): void {
    this.#committed = { state: batch.state, seq: this.#committed.seq + 1 };
    this.#inFlight = null;
    const { trouble } = this.#options;
    if (trouble.current('journal') === 'failed') trouble.clear('journal', 'the journal can be written again');
    for (const { reply, resolve } of batch.callers) resolve(reply);
    this.#goOn();
    for (const listener of this.#listeners) this.#call(listener);
  }

  #fail(batch: Batch<S, C, E, R>, cause: unknown): void {
    const error =
      cause instanceof StorageError
        ? cause
        : new StorageError('failed', `the events could not be written: ${String(cause)}. Nothing of them happened`, { cause });
    const callers = [...batch.callers, ...(this.#open?.callers ?? [])];
    this.#inFlight = null;
    this.#open = null;
    this.#head = this.#committed.state;
    if (error.reason === 'failed') {
      const nextStep =
        'Check the disk (mount, permissions, kernel log). Nothing is accepted until it can be written; this is tried with each command.';
      this.#options.trouble.raise('journal', { type: 'failed', message: error.message, nextStep });
    }
    for (const { reject } of callers) reject(error);
    this.#goOn();
  }

  #goOn(): void {
    this.#admitWaiting();
    if (this.#open !== null) this.#scheduleFlush();
    this.#tellIfIdle();
  }

  #admitWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const pending of waiting) this.#admit(pending);
  }

  #tellIfIdle(): void {
    if (this.#inFlight !== null || this.#open !== null || this.#waiting.length > 0) return;
    const whenIdle = this.#whenIdle;
    this.#whenIdle = [];
    for (const tell of whenIdle) tell();
  }

  /** A listener's fault is its own: it surfaces as an uncaught error and keeps nobody else from hearing. */
  #call(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

const stoppingError = (): StorageError =>
  new StorageError('stopping', 'Signalman is stopping and takes nothing new; send it again in a moment');

export const createDispatcher = <S, C, E, R>(options: DispatcherOptions<S, C, E, R>): OwnedDispatcher<S, C, R, E> =>
  new GroupCommitDispatcher(options);
