// What was acknowledged is there after any crash, what was refused is not: random histories against a model, and real
// processes that are killed at each failpoint.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { createFakeClock } from '../fake-clock.ts';
import { counterCore } from './counter-core.ts';
import type { FaultRule, MemoryDisk, Operation } from './memory-disk.ts';
import { type Harness, openHarness, outcome } from './store-harness.ts';

type Step =
  /** So many commands in one tick, each adding 1 to a counter of its own. */
  | { readonly type: 'dispatch'; readonly count: number; readonly critical: boolean }
  | { readonly type: 'wait'; readonly ms: number }
  /** Turns of the event loop: leaves commits half done. */
  | { readonly type: 'turn'; readonly turns: number }
  | { readonly type: 'fault'; readonly operation: Operation; readonly fault: string | number; readonly times: number }
  | { readonly type: 'slow'; readonly rounds: number }
  | { readonly type: 'full' }
  | { readonly type: 'room' }
  | { readonly type: 'backup' }
  | { readonly type: 'restart' }
  /** A loss of power; `kept` of 4 quarters of what was not synced is there afterwards. */
  | { readonly type: 'crash'; readonly kept: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant('dispatch' as const), count: fc.integer({ min: 1, max: 5 }), critical: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.constantFrom(1, 100, 600, 6_000) }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('turn' as const), turns: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('fault' as const),
      operation: fc.constantFrom<Operation>('write', 'datasync', 'sync', 'truncate', 'rename', 'link', 'open', 'syncDirectory'),
      fault: fc.constantFrom('EIO', 'ENOSPC'),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'fault' as const, operation: 'write' as const, fault: 5, times: 3 }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('slow' as const), rounds: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 1, arbitrary: fc.constant({ type: 'full' as const }) },
  { weight: 2, arbitrary: fc.constant({ type: 'room' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'backup' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'restart' as const }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('crash' as const), kept: fc.integer({ min: 0, max: 4 }) }) },
);

/** Fails the next `times` operations of a kind. */
function failing({ operation, fault, times }: Extract<Step, { type: 'fault' }>): FaultRule {
  let left = times;
  return (tried) => {
    if (tried !== operation || left === 0) return null;
    left -= 1;
    return fault;
  };
}

interface Model {
  readonly acknowledged: Set<string>;
  /** Told that nothing happened, and the disk was able to keep that promise. */
  readonly refused: Set<string>;
  readonly unanswered: Set<string>;
}

function check({ store }: Harness, { acknowledged, refused }: Model): void {
  const state = store.dispatcher.snapshot();
  for (const name of acknowledged) expect(state[name], `${name} was acknowledged`).toBe(1);
  for (const name of refused) expect(state[name], `${name} was refused`).toBeUndefined();
}

/** Commands whose effect nobody was told of may be there or not, but once at most. */
function settleUnanswered({ store }: Harness, model: Model): void {
  const state = store.dispatcher.snapshot();
  for (const name of model.unanswered) {
    expect([undefined, 1]).toContain(state[name]);
    (state[name] === 1 ? model.acknowledged : model.refused).add(name);
  }
  model.unanswered.clear();
}

async function run(steps: readonly Step[]): Promise<void> {
  // Near the end of a month, so that waits change the journal's file.
  const clock = createFakeClock(Date.UTC(2026, 0, 31, 23, 59, 50));
  let harness = await openHarness({ clock });
  harness.disk.setLatency(1);
  let epoch = 0;
  let named = 0;
  const model: Model = { acknowledged: new Set(), refused: new Set(), unanswered: new Set() };

  const send = (critical: boolean): void => {
    const name = `c${(named += 1)}`;
    const sentIn = epoch;
    model.unanswered.add(name);
    void outcome(harness.store.dispatcher.dispatch({ type: 'add', name, by: 1, critical })).then((result) => {
      // What a crashed process would still have said, nobody heard.
      if (sentIn !== epoch) return;
      // The one promise that a disk can break: a line that was refused and could not be cut off again either.
      if (!result.ok && String(result.error).includes('cutting the unfinished line off failed too')) return;
      model.unanswered.delete(name);
      (result.ok ? model.acknowledged : model.refused).add(name);
    });
  };
  const reopen = async (disk: MemoryDisk): Promise<void> => {
    epoch += 1;
    harness = await openHarness({ disk, clock });
    settleUnanswered(harness, model);
    check(harness, model);
  };

  for (const each of steps) {
    if (each.type === 'dispatch') for (let i = 0; i < each.count; i += 1) send(each.critical);
    else if (each.type === 'wait') await clock.advance(each.ms);
    else if (each.type === 'turn') for (let i = 0; i < each.turns; i += 1) await new Promise((resolve) => setImmediate(resolve));
    else if (each.type === 'fault') harness.disk.setFaults(failing(each));
    else if (each.type === 'slow') harness.disk.setLatency(each.rounds);
    else if (each.type === 'full') harness.disk.setCapacity(harness.disk.usedBytes());
    else if (each.type === 'room') harness.disk.setCapacity(Number.POSITIVE_INFINITY);
    else if (each.type === 'backup') await outcome(harness.store.backupNow());
    else if (each.type === 'restart') {
      harness.disk.setFaults(null);
      harness.disk.setCapacity(Number.POSITIVE_INFINITY);
      harness.disk.setLatency(0);
      await harness.store.stop();
      await clock.settle();
      check(harness, model);
      await reopen(harness.disk);
    } else await reopen(harness.disk.crash((unsynced) => Math.floor((unsynced * each.kept) / 4)));
  }
  harness.disk.setFaults(null);
  harness.disk.setCapacity(Number.POSITIVE_INFINITY);
  harness.disk.setLatency(0);
  await clock.advance(10_000);
  check(harness, model);
  send(false);
  await clock.settle();
  expect(model.acknowledged.has(`c${named}`), 'it takes commands again when the disk is well').toBe(true);
  await harness.store.stop();
  await reopen(harness.disk.crash());
}

describe('random histories', () => {
  test('what was acknowledged is there, what was refused is not, whatever the disk and the power do', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => run(steps)),
      { numRuns: 400 },
    );
  });

  test('a refused line whose cut was never synced does not come back when the power goes after a restart', async () => {
    await run([
      { type: 'fault', operation: 'syncDirectory', fault: 'EIO', times: 1 },
      { type: 'dispatch', count: 1, critical: false },
      { type: 'turn', turns: 3 },
      { type: 'fault', operation: 'sync', fault: 'EIO', times: 1 },
      { type: 'turn', turns: 1 },
      { type: 'restart' },
      { type: 'crash', kept: 0 },
    ]);
  });
});

describe('a real process that is killed', () => {
  const CHILD = `
    import { openSync, writeSync } from 'node:fs';
    import { systemClock } from './src/clock.ts';
    import { openStore } from './src/store/open-store.ts';
    import { counterCore } from './test/store/counter-core.ts';
    const [dataDir, point, times] = process.argv.slice(1);
    let left = Number(times);
    const said = openSync(dataDir + '.said', 'a');
    const failpoint = (name) => { if (name === point && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL'); };
    const log = { warn() {}, error() {} };
    const store = await openStore({ dataDir, clock: systemClock, core: counterCore, onTrouble() {}, log, failpoint, reserveBytes: 4096 });
    let n = 0;
    // A backup writes the checkpoint.
    const send = async () => {
      for (;;) {
        n += 1;
        const name = 'c' + n;
        await store.dispatcher.dispatch({ type: 'add', name, by: 1 });
        writeSync(said, name + '\\n');
        if (n % 20 === 0) await store.backupNow();
      }
    };
    await Promise.all([send(), send(), send()]);
  `;
  const points: readonly (readonly [string, number])[] = [
    ['journal:before-append', 1],
    ['journal:before-append', 7],
    ['journal:after-append', 7],
    ['journal:after-sync', 7],
    ['state.json:after-write', 1],
    ['state.json:after-write', 2],
    ['state.json:after-bak', 2],
    ['state.json:after-rename', 2],
  ];
  test.concurrent.for(points)(
    'at %s (time %i) keeps what it had acknowledged',
    { timeout: 60_000 },
    async ([point, times], { onTestFinished }) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'store-crash-'));
      onTestFinished(async () => {
        await rm(dataDir, { recursive: true });
        await rm(`${dataDir}.said`, { force: true });
      });
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', CHILD, dataDir, point, String(times)], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGKILL');
      const said = await readFile(`${dataDir}.said`, 'utf8');
      const acknowledged = said.split('\n').filter((name) => name !== '');
      const store = await openStore({
        dataDir,
        clock: createFakeClock(),
        core: counterCore,
        onTrouble: () => undefined,
        log: { warn: () => undefined, error: () => undefined },
        reserveBytes: 4_096,
      });
      const state = store.dispatcher.snapshot();
      await store.stop();
      if (point !== 'journal:before-append' || times > 1) expect(acknowledged.length).toBeGreaterThan(0);
      for (const name of acknowledged) expect(state[name]).toBe(1);
      for (const [name, value] of Object.entries(state)) expect(value, name).toBe(1);
      // Three at a time were on their way: no more than those can be there beyond what was said.
      expect(Object.keys(state).length - acknowledged.length).toBeLessThanOrEqual(3);
    },
  );
});
