// Owns: what one commit costs after few and after many events. Two stores are open at once, each in its own process, and
// take turns: the disk is never the same twice.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeFolder, removeFolder } from './application.ts';
import type { CommitTask } from './commit-store.ts';
import { median } from './statistics.ts';

export interface CommitCost {
  readonly fewEvents: number;
  readonly manyEvents: number;
  readonly fewMs: number;
  readonly manyMs: number;
  /** Median over the turns. */
  readonly ratio: number;
}

const COMMITS_OF_TURN = 100;
const TURNS = 24;

async function openFilled(folder: string, events: number): Promise<ChildProcess> {
  const task: CommitTask = { folder, events };
  const child = fork(join(import.meta.dirname, 'commit-store.js'), [JSON.stringify(task)], { execArgv: ['--expose-gc'], env: {} });
  child.once('exit', (code) => {
    if (code !== null) throw new Error(`the store with ${events} events ended with ${code}`);
  });
  await once(child, 'message');
  return child;
}

async function timeTurn(child: ChildProcess): Promise<number> {
  child.send({ commits: COMMITS_OF_TURN });
  const [times] = (await once(child, 'message')) as [number[]];
  return median(times);
}

export async function measureCommitCost(fewEvents: number, manyEvents: number): Promise<CommitCost> {
  const folders = [makeFolder(), makeFolder()] as const;
  const children: ChildProcess[] = [];
  try {
    for (const [index, events] of [fewEvents, manyEvents].entries()) children.push(await openFilled(folders[index === 0 ? 0 : 1], events));
    const [few, many] = children;
    if (few === undefined || many === undefined) throw new Error('a store is missing');
    const fewTimes: number[] = [];
    const manyTimes: number[] = [];
    for (let turn = -1; turn < TURNS; turn += 1) {
      const fewMs = await timeTurn(few);
      const manyMs = await timeTurn(many);
      if (turn < 0) continue; // warming up
      fewTimes.push(fewMs);
      manyTimes.push(manyMs);
    }
    return {
      fewEvents,
      manyEvents,
      fewMs: median(fewTimes),
      manyMs: median(manyTimes),
      ratio: median(manyTimes.map((many, turn) => many / (fewTimes[turn] ?? Number.NaN))),
    };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    folders.forEach(removeFolder);
  }
}
