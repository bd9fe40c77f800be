// Owns: what the application holds when nothing happens, some seconds after its start, beside a bare Koa + grammY process.

import { makeFolder, removeFolder, startApplication, startBareProcess } from './application.ts';
import type { Child } from './child.ts';
import { median } from './statistics.ts';

export interface Compared {
  readonly application: number;
  readonly bare: number;
  readonly ratio: number;
}

export const compare = (application: readonly number[], bare: readonly number[]): Compared => ({
  application: median(application),
  bare: median(bare),
  ratio: median(application) / median(bare),
});

const SETTLE_MS = 5_000;

async function residentOf(child: Child): Promise<number> {
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return await child.residentMib();
  } finally {
    await child.stop();
  }
}

export async function measureIdleMemory(rounds: number): Promise<Compared> {
  const application: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = makeFolder();
    try {
      application.push(await residentOf(await startApplication(folder)));
      bare.push(await residentOf(await startBareProcess()));
    } finally {
      removeFolder(folder);
    }
  }
  return compare(application, bare);
}
