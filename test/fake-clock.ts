// Owns: time in tests. Nothing happens until the test advances it; timers run in the order of their instants (first
// set, first run among equals), and promises settle between one timer and the next.

import type { Clock } from '../src/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on by `ms`, running every timer that falls due on the way, those that such timers set included. */
  advance(ms: number): Promise<void>;
  /** Lets promises (and I/O callbacks that are ready) settle without moving time. */
  settle(): Promise<void>;
  /** Timers that wait now: a part that was stopped must leave none. */
  pendingTimers(): number;
  /** Somebody sets the time of day back; timers wait as long as before. */
  setBack(ms: number): void;
  /** When the next timer is due; null = none waits. */
  nextTimerAt(): number | null;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Rounds of the event loop that settle() gives: chains of promises need one, ready I/O callbacks a few. */
const SETTLE_ROUNDS = 5;

const nextRound = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that starts at `startAt` (ms since 1970; default 2026-01-05T10:00:00Z, a Monday). */
export function createFakeClock(startAt: number = Date.UTC(2026, 0, 5, 10)): FakeClock {
  let now = startAt;
  /** How much the time of day was set back. */
  let behind = 0;
  let order = 0;
  const timers = new Set<Timer>();

  const earliest = (): Timer | null => {
    let found: Timer | null = null;
    for (const timer of timers) {
      if (found === null || timer.at < found.at || (timer.at === found.at && timer.order < found.order)) found = timer;
    }
    return found;
  };
  const settle = async (): Promise<void> => {
    for (let round = 0; round < SETTLE_ROUNDS; round += 1) await nextRound();
  };

  return {
    now: () => now - behind,
    after(ms, run) {
      order += 1;
      const timer: Timer = { at: now + Math.max(0, ms), order, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    settle,
    pendingTimers: () => timers.size,
    setBack(ms) {
      behind += ms;
    },
    nextTimerAt() {
      const next = earliest();
      return next === null ? null : next.at - behind;
    },
    async advance(ms) {
      if (!(ms >= 0)) throw new Error(`time cannot be advanced by ${ms} ms`);
      const target = now + ms;
      await settle();
      for (let timer = earliest(); timer !== null && timer.at <= target; timer = earliest()) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
        await settle();
      }
      now = Math.max(now, target);
      await settle();
    },
  };
}
