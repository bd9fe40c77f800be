// Owns: a small disk of its own for one test (a tmpfs in a mount namespace that a sleeping process keeps open), which can be
// filled to the last byte, or to the last file. Needs unshare and nsenter of util-linux, and the right to make a namespace.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  /** As programs that are run under `enter` see it. */
  readonly folder: string;
  /** The command under which a program sees the disk. */
  readonly enter: readonly [string, ...string[]];
  fill(): void;
  makeRoom(): void;
  /** Makes files until no more can be made; bytes are left. */
  fillWithFiles(): void;
  removeFiles(): void;
  end(): Promise<void>;
}

const asRoot = process.getuid?.() === 0;
const APART = asRoot ? ['--mount'] : ['--mount', '--map-root-user'];
const MOUNT = 'mount -t tmpfs -o size=24m,nr_inodes=200,mode=0777 tmpfs "$0"';

/** Null: this machine lets nobody mount here. */
export async function openSmallDisk(): Promise<SmallDisk | null> {
  const folder = mkdtempSync(join(tmpdir(), 'signalman-disk-'));
  if (spawnSync('unshare', [...APART, 'sh', '-c', MOUNT, folder]).status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const keeper = spawn('unshare', [...APART, 'sh', '-c', `${MOUNT} && echo there && exec sleep 600`, folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(keeper.stdout, 'data');
  const inside = `/proc/${keeper.pid}/root${folder}`;
  const filler = join(inside, 'filler');
  return {
    folder,
    enter: ['nsenter', '--target', String(keeper.pid), '--mount', ...(asRoot ? [] : ['--user', '--preserve-credentials'])],
    fill: () => fill(filler),
    makeRoom: () => rmSync(filler),
    fillWithFiles: () => fillWithFiles(`${filler}-files`),
    removeFiles: () => rmSync(`${filler}-files`, { recursive: true }),
    async end() {
      keeper.kill('SIGKILL');
      await once(keeper, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fill(path: string): void {
  const file = openSync(path, 'a');
  try {
    for (const bytes of [1024 * 1024, 4096, 1]) writeUntilFull(file, Buffer.alloc(bytes, 1));
  } finally {
    closeSync(file);
  }
}

function fillWithFiles(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (let made = readdirSync(folder).length; ; made += 1) closeSync(openSync(join(folder, String(made)), 'wx'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}

function writeUntilFull(file: number, bytes: Buffer): void {
  try {
    while (writeSync(file, bytes) === bytes.length);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
