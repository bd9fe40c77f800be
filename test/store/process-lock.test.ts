import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeFileSystem } from '../../src/store/file-system.ts';
import { type ProcessIdentity, type ProcessTable, systemProcessTable } from '../../src/store/process-identity.ts';
import { acquireProcessLock, type ProcessLock } from '../../src/store/process-lock.ts';
import { LOCK_BEAT_MS } from '../../src/store/store-limits.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { until } from '../until.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';
import { outcome } from './store-harness.ts';

const LOCK = '/data/lock';
const first: ProcessIdentity = { pid: 10, host: 'desk', bootId: 'boot-1', pidNamespace: 'pid:[1]', startTicks: '500' };

/** A machine on which the processes in `alive` run: number → start ticks. */
function machine(self: ProcessIdentity, alive: Readonly<Record<number, string | null>>): ProcessTable {
  return { self: async () => self, isAlive: (pid) => pid in alive, startTicks: async (pid) => alive[pid] ?? null };
}

interface Folder {
  readonly disk: MemoryDisk;
  readonly clock: FakeClock;
  readonly lost: string[];
  readonly take: (processes: ProcessTable) => Promise<ProcessLock>;
}

function folder(): Folder {
  const disk = createMemoryDisk();
  const clock = createFakeClock();
  const lost: string[] = [];
  const onLost = (message: string): void => void lost.push(message);
  const webhook = 'http://127.0.0.1:8080/webhook';
  return { disk, clock, lost, take: (processes) => acquireProcessLock({ fs: disk, path: LOCK, clock, processes, webhook, onLost }) };
}

const firstRuns = machine(first, { 10: '500' });

describe('the lock', () => {
  test('says who holds it, and goes with its holder', async () => {
    const { disk, take, clock } = folder();
    const lock = await take(firstRuns);
    expect(lock.note).toBeNull();
    expect(JSON.parse(disk.text(LOCK) ?? '{}')).toMatchObject({
      ...first,
      startedAt: '2026-01-05T10:00:00.000Z',
      webhook: 'http://127.0.0.1:8080/webhook',
    });
    await lock.release();
    expect(await disk.list('/data')).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('refuses a second process and names the first', async () => {
    const { disk, take } = folder();
    await take(firstRuns);
    const before = disk.text(LOCK);
    const second = await outcome(take(machine({ ...first, pid: 11, startTicks: '900' }, { 10: '500', 11: '900' })));
    expect(second).toMatchObject({ ok: false, error: { name: 'StoreRefusedError' } });
    expect(String(second.ok ? '' : second.error)).toContain(
      'process 10 on desk, running since 2026-01-05T10:00:00.000Z, webhook http://127.0.0.1:8080/webhook',
    );
    expect(disk.text(LOCK)).toBe(before);
  });

  test('in a copy of a folder that is in use says which folder that is, and offers no way that leads on with its orders', async () => {
    const { disk, clock, take } = folder();
    await take(firstRuns);
    disk.put('/copy/lock', disk.text(LOCK) ?? '');
    const processes = machine({ ...first, pid: 11, startTicks: '900' }, { 10: '500', 11: '900' });
    const second = await outcome(
      acquireProcessLock({ fs: disk, path: '/copy/lock', clock, processes, webhook: null, onLost: () => undefined }),
    );
    expect(String(second.ok ? '' : second.error)).toMatch(
      /another Signalman uses the folder \/data: process 10 on desk.*\/copy is that folder, or a copy of it.*on an empty folder \(DATA_DIR\)/,
    );
  });

  test('may be told later where the webhook is, and stays one and the same lock', async () => {
    const { disk, take, clock, lost } = folder();
    const lock = await take(firstRuns);
    await lock.announce('http://127.0.0.1:49152/webhook');
    expect(await disk.list('/data')).toEqual(['lock']);
    const second = await outcome(take(machine({ ...first, pid: 11, startTicks: '900' }, { 10: '500', 11: '900' })));
    expect(String(second.ok ? '' : second.error)).toContain('webhook http://127.0.0.1:49152/webhook');
    for (let beats = 0; beats < 3; beats += 1) await clock.advance(LOCK_BEAT_MS);
    expect(lost).toEqual([]);
    await lock.release();
    expect(await disk.list('/data')).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('of another is left alone by the one who had it, also where that one has something to tell', async () => {
    const { disk, take } = folder();
    const lock = await take(firstRuns);
    await disk.unlink(LOCK);
    await take(machine({ ...first, pid: 11, startTicks: '900' }, { 11: '900' }));
    const theirs = disk.text(LOCK);
    await lock.announce('http://127.0.0.1:49152/webhook');
    expect(disk.text(LOCK)).toBe(theirs);
  });

  const stale: readonly (readonly [string, ProcessTable])[] = [
    ['the machine was started anew', machine({ ...first, bootId: 'boot-2' }, { 10: '500' })],
    ['its process is gone', machine({ ...first, pid: 11, startTicks: '900' }, { 11: '900' })],
    [
      'its number belongs to a process that started at another time',
      machine({ ...first, pid: 11, startTicks: '900' }, { 10: '777', 11: '900' }),
    ],
    ['its number is our own, as in a container', machine({ ...first, startTicks: '900' }, { 10: '900' })],
  ];
  test.each(stale)('of a holder that is gone is replaced: %s', async (_, processes) => {
    const { disk, take } = folder();
    await take(firstRuns);
    const lock = await take(processes);
    expect(lock.note).toContain('the lock of process 10 on desk');
    expect(JSON.parse(disk.text(LOCK) ?? '{}')).toMatchObject(await processes.self());
    await lock.release();
    expect(await disk.list('/data')).toEqual([]);
  });

  test('where starts are not told, a process with that number counts as alive', async () => {
    const { take } = folder();
    await take(machine({ ...first, startTicks: null }, { 10: null }));
    expect((await outcome(take(machine({ ...first, pid: 11 }, { 10: '777', 11: '500' })))).ok).toBe(false);
  });

  test('of another container is alive while its beat is, though its number means nothing here', async () => {
    const { take, clock } = folder();
    const running = await take(machine({ ...first, pid: 1, host: 'container-a' }, { 1: '500' }));
    const other = machine({ ...first, pid: 1, host: 'container-b', pidNamespace: 'pid:[2]', startTicks: '900' }, { 1: '900' });
    expect((await outcome(take(other))).ok).toBe(false);
    await clock.advance(300_000);
    expect((await outcome(take(other))).ok).toBe(false);
    await running.release();
    expect((await take(other)).note).toBeNull();
  });

  test('of another machine is replaced when its beat has stopped', async () => {
    const { disk, take, clock } = folder();
    await take(machine({ ...first, host: 'container-a' }, { 10: '500' }));
    const text = disk.text(LOCK) ?? '';
    // The holder is killed: its lock stays with its last beat.
    const left = createMemoryDisk();
    left.put(LOCK, text);
    await left.touch(LOCK, clock.now());
    const other = machine({ ...first, host: 'machine-b', bootId: 'boot-b', pidNamespace: 'pid:[2]' }, { 10: '500' });
    const takeLeft = () => acquireProcessLock({ fs: left, path: LOCK, clock, processes: other, webhook: null, onLost: () => undefined });
    expect((await outcome(takeLeft())).ok).toBe(false);
    await clock.advance(31_000);
    expect((await takeLeft()).note).toContain('container-a');
  });

  test('that is unreadable is not replaced', async () => {
    for (const text of ['', '{', '{"pid":-1}', '[]']) {
      const { disk, take } = folder();
      disk.put(LOCK, text);
      await expect(take(firstRuns)).rejects.toThrow(/is unreadable.*delete that file/);
      expect(disk.text(LOCK)).toBe(text);
    }
  });

  test('that was taken over is noticed by the one who lost it', async () => {
    const { disk, take, clock, lost } = folder();
    await take(firstRuns);
    disk.put(LOCK, `${JSON.stringify({ ...first, pid: 99, startedAt: 'later' })}\n`);
    await clock.advance(5_000);
    expect(lost).toEqual([expect.stringContaining('is held by process 99 on desk')]);
  });

  test('that someone deleted is put back', async () => {
    const { disk, take, clock, lost } = folder();
    await take(firstRuns);
    const text = disk.text(LOCK);
    disk.remove(LOCK);
    await clock.advance(5_000);
    expect(disk.text(LOCK)).toBe(text);
    expect(lost).toEqual([]);
  });

  test('a beat that cannot be made now is made later', async () => {
    const { disk, take, clock, lost } = folder();
    await take(firstRuns);
    disk.setFaults((operation) => (operation === 'readText' ? 'EIO' : null));
    await clock.advance(20_000);
    disk.setFaults(null);
    await clock.advance(5_000);
    expect(lost).toEqual([]);
    expect(await disk.modifiedAt(LOCK)).toBe(clock.now());
  });

  test('without hard links an exclusive creation does', async () => {
    const { disk, take } = folder();
    disk.setFaults((operation) => (operation === 'link' ? 'EPERM' : null));
    const lock = await take(firstRuns);
    expect((await outcome(take(machine({ ...first, pid: 11 }, { 10: '500', 11: '500' })))).ok).toBe(false);
    await lock.release();
    expect(await disk.list('/data')).toEqual([]);
  });
});

describe('a race for a stale lock', () => {
  test('is won by exactly one, at every interleaving that the operations allow', async () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const { disk, clock } = folder();
      disk.put(LOCK, `${JSON.stringify({ ...first, pid: 5, startTicks: '1', startedAt: 'before' })}\n`);
      // A claim that was left by one who was killed while replacing it may stand there too.
      const alive = { 21: '1', 22: '1', 23: '1' };
      let random = seed;
      const delay = async (): Promise<void> => {
        random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
        for (let ticks = random % 7; ticks > 0; ticks -= 1) await Promise.resolve();
      };
      const slow = new Proxy(disk, {
        get(target, name, receiver) {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof value !== 'function') return value;
          return async (...args: unknown[]) => {
            await delay();
            const result: unknown = await Reflect.apply(value, target, args);
            await delay();
            return result;
          };
        },
      });
      const results = await Promise.all(
        [21, 22, 23].map((pid) => {
          const processes = machine({ ...first, pid, startTicks: '1' }, alive);
          return outcome(acquireProcessLock({ fs: slow, path: LOCK, clock, processes, webhook: null, onLost: () => undefined }));
        }),
      );
      expect(results.filter(({ ok }) => ok).length, `seed ${seed}`).toBe(1);
      for (const result of results) if (!result.ok) expect(result.error).toMatchObject({ name: 'StoreRefusedError' });
    }
  });

  test('after a starter that was killed while replacing it, the next one gets through', async () => {
    const { disk, take } = folder();
    disk.put(LOCK, `${JSON.stringify({ ...first, pid: 5, startTicks: '1', startedAt: 'before' })}\n`);
    disk.setFaults((operation) => {
      if (operation === 'rename') throw new Error('killed');
      return null;
    });
    const killed = await outcome(take(machine({ ...first, pid: 6, startTicks: '1' }, { 6: '1' })));
    expect(killed.ok).toBe(false);
    disk.setFaults(null);
    expect((await take(firstRuns)).note).toContain('process 5');
  });
});

describe('real processes', () => {
  const HOLDER = `
    import { systemClock } from './src/clock.ts';
    import { nodeFileSystem } from './src/store/file-system.ts';
    import { systemProcessTable } from './src/store/process-identity.ts';
    import { acquireProcessLock } from './src/store/process-lock.ts';
    const options = { fs: nodeFileSystem, path: process.argv[1], clock: systemClock, processes: systemProcessTable, webhook: null, onLost: () => {} };
    await acquireProcessLock(options).then(() => console.log('held'), (error) => console.log(error.message));
    process.stdin.resume();
  `;
  async function startHolder(path: string) {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', HOLDER, path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    return { child, said: String(line) };
  }

  test('one that was killed is gone, also where its parent never asks for it', async () => {
    // what sh turns into asks for no child
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 61'], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [line] = await once(createInterface({ input: parent.stdout }), 'line');
    const pid = Number(line);
    const stat = (of: number): string => readFileSync(`/proc/${of}/stat`, 'utf8');
    await until('the parent that does not ask', () => stat(parent.pid ?? 0).includes('(sleep)'));
    expect(systemProcessTable.isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
    await until('the end of the child', () => stat(pid).includes(') Z '));
    expect(systemProcessTable.isAlive(pid)).toBe(false);
    expect(systemProcessTable.isAlive(parent.pid ?? 0)).toBe(true);
  });

  test('a second one is refused while the first lives, and takes over when it was killed', { timeout: 30_000 }, async () => {
    const folderPath = await mkdtemp(join(tmpdir(), 'lock-'));
    onTestFinished(() => rm(folderPath, { recursive: true }));
    const path = join(folderPath, 'lock');
    const holder = await startHolder(path);
    expect(holder.said).toBe('held');
    const second = await startHolder(path);
    expect(second.said).toContain(`another Signalman uses this folder: process ${holder.child.pid} on `);
    holder.child.kill('SIGKILL');
    await once(holder.child, 'exit');
    const clock = createFakeClock();
    const lock = await acquireProcessLock({
      fs: nodeFileSystem,
      path,
      clock,
      processes: systemProcessTable,
      webhook: null,
      onLost: () => undefined,
    });
    expect(lock.note).toContain(`process ${holder.child.pid}`);
    await lock.release();
    expect(await nodeFileSystem.list(folderPath)).toEqual([]);
  });
});
