import { describe, expect, it } from 'vitest';
import { createCheckpointSchedule, type CheckpointSchedule } from '../../src/store/checkpoint-schedule.ts';
import { createTroubleDesk } from '../../src/store/trouble.ts';
import {
  CHECKPOINT_EVENTS_MAX,
  CHECKPOINT_MAX_MS,
  CHECKPOINT_PAUSE_RATIO,
  CHECKPOINT_QUIET_MS,
  CHECKPOINT_QUIET_RATIO,
  CHECKPOINT_RARE_MS,
} from '../../src/store/store-limits.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';

interface Bench {
  readonly clock: FakeClock;
  readonly schedule: CheckpointSchedule;
  /** When each write began, ms after the start. */
  readonly writes: number[];
  readonly disk: { takesMs: number; fails: boolean; isFull: boolean };
  /** One commit of so many events every `everyMs`, for `ms`. */
  readonly keepChanging: (ms: number, everyMs: number, events?: number) => Promise<void>;
}

function open(): Bench {
  const clock = createFakeClock();
  const start = clock.now();
  const writes: number[] = [];
  const disk = { takesMs: 0, fails: false, isFull: false };
  const schedule = createCheckpointSchedule({
    clock,
    trouble: createTroubleDesk(() => undefined),
    isFull: () => disk.isFull,
    async save() {
      writes.push(clock.now() - start);
      await new Promise<void>((resolve) => void clock.after(disk.takesMs, resolve));
      if (disk.fails) throw new Error('no room');
    },
  });
  return {
    clock,
    schedule,
    writes,
    disk,
    keepChanging: async (ms, everyMs, events = 1) => {
      for (let passed = 0; passed < ms; passed += everyMs) {
        schedule.noteChange(events);
        await clock.advance(everyMs);
      }
    },
  };
}

const gaps = (writes: readonly number[]): readonly number[] => writes.slice(1).map((at, index) => at - (writes[index] ?? 0));

describe('the checkpoint is written', () => {
  it('shortly after changes stop, once', async () => {
    const { clock, schedule, writes } = open();
    schedule.noteChange(1);
    await clock.advance(60_000);
    expect(writes).toEqual([CHECKPOINT_QUIET_MS]);
  });

  it('every few seconds while they do not stop', async () => {
    const { keepChanging, writes } = open();
    await keepChanging(20_000, 100);
    expect(writes.length).toBeGreaterThanOrEqual(3);
    for (const gap of gaps(writes)) expect(gap).toBeLessThanOrEqual(CHECKPOINT_MAX_MS + CHECKPOINT_QUIET_MS);
  });

  it('more rarely where writing it takes long: a fiftieth of the time is spent on it', async () => {
    const { keepChanging, writes, disk } = open();
    disk.takesMs = 400;
    await keepChanging(120_000, 100);
    const between = gaps(writes);
    expect(between.length).toBeGreaterThanOrEqual(3);
    for (const gap of between) expect(gap).toBeGreaterThanOrEqual(disk.takesMs * CHECKPOINT_PAUSE_RATIO);
  });

  it('and at least every minute, however long it takes', async () => {
    const { keepChanging, writes, disk } = open();
    disk.takesMs = 10_000;
    await keepChanging(300_000, 100);
    const between = gaps(writes);
    expect(between.length).toBeGreaterThanOrEqual(3);
    for (const gap of between) expect(gap).toBeLessThanOrEqual(disk.takesMs + CHECKPOINT_RARE_MS + CHECKPOINT_QUIET_MS);
  });

  it('shortly after changes stop also where it takes long, if the last one is ten times as long ago', async () => {
    const { clock, keepChanging, writes, disk } = open();
    disk.takesMs = 2_000;
    await keepChanging(60_000, 100);
    const before = writes.length;
    await clock.advance(CHECKPOINT_QUIET_MS);
    expect(writes.length).toBe(before + 1);
  });

  it('where it takes long, a tenth of the time is spent on it when changes stop and begin over and over', async () => {
    const { keepChanging, writes, disk } = open();
    disk.takesMs = 300;
    await keepChanging(60_000, 1_000);
    const between = gaps(writes);
    expect(between.length).toBeGreaterThanOrEqual(10);
    for (const gap of between) expect(gap).toBeGreaterThanOrEqual(disk.takesMs * (CHECKPOINT_QUIET_RATIO + 1));
  });

  it('shortly after changes stop where it takes no time, each time', async () => {
    const { keepChanging, writes, disk } = open();
    disk.takesMs = 20;
    await keepChanging(10_000, 1_000);
    expect(writes).toHaveLength(10);
  });

  it('at once after as many events as a start may replay, whatever it cost before', async () => {
    const { clock, schedule, keepChanging, writes, disk } = open();
    disk.takesMs = 3_000;
    await keepChanging(10_000, 100);
    const before = writes.length;
    schedule.noteChange(CHECKPOINT_EVENTS_MAX);
    await clock.advance(0);
    expect(writes.length).toBe(before + 1);
    schedule.noteChange(CHECKPOINT_EVENTS_MAX - 1);
    await clock.advance(0);
    expect(writes.length).toBe(before + 1);
    schedule.noteChange(1);
    await clock.advance(0);
    expect(writes.length).toBe(before + 2);
  });

  it('again after a failure, and never while the disk is full', async () => {
    const { clock, schedule, writes, disk } = open();
    disk.fails = true;
    schedule.noteChange(CHECKPOINT_EVENTS_MAX);
    await clock.advance(CHECKPOINT_MAX_MS - 1);
    expect(writes).toEqual([0]);
    disk.isFull = true;
    await clock.advance(60_000);
    expect(writes).toEqual([0]);
    disk.isFull = false;
    disk.fails = false;
    await clock.advance(60_000);
    expect(writes).toHaveLength(2);
  });

  it('not any more after the stop', async () => {
    const { clock, schedule, writes } = open();
    schedule.noteChange(1);
    await schedule.stop();
    schedule.noteChange(CHECKPOINT_EVENTS_MAX);
    await clock.advance(60_000);
    expect(writes).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });
});
