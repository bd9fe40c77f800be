// Owns: how long a start takes after a crash with many live orders and a long tail of the journal, and what the process
// holds then, beside a bare process. The two take turns; each start has a fresh copy of the same folder.

import { cpSync } from 'node:fs';
import { makeFolder, removeFolder, startApplication, startBareProcess } from './application.ts';
import { ask } from './child.ts';
import { compare, type Compared } from './idle-memory.ts';
import type { Prepared, PrepareTask } from './prepare-folder.ts';

export interface StartUp {
  readonly prepared: Prepared;
  readonly startMs: Compared;
  readonly residentMib: Compared;
}

export async function measureStartUp(liveOrders: number, tailEvents: number, rounds: number): Promise<StartUp> {
  const original = makeFolder();
  try {
    const task: PrepareTask = { folder: original, liveOrders, tailEvents };
    const prepared = await ask<Prepared>('prepare-folder', task);
    const startMs = { application: [] as number[], bare: [] as number[] };
    const resident = { application: [] as number[], bare: [] as number[] };
    for (let round = -1; round < rounds; round += 1) {
      const folder = makeFolder();
      cpSync(original, folder, { recursive: true });
      const application = await startApplication(folder);
      const applicationMib = await application.residentMib();
      application.process.kill('SIGKILL');
      await application.stop();
      const bare = await startBareProcess();
      const bareMib = await bare.residentMib();
      await bare.stop();
      removeFolder(folder);
      if (round < 0) continue; // warming up
      startMs.application.push(application.startedInMs);
      startMs.bare.push(bare.startedInMs);
      resident.application.push(applicationMib);
      resident.bare.push(bareMib);
    }
    return { prepared, startMs: compare(startMs.application, startMs.bare), residentMib: compare(resident.application, resident.bare) };
  } finally {
    removeFolder(original);
  }
}
