// Owns: what a price costs beside few and beside many positions on other instruments, and how long it takes from the price
// that reaches a stop to the order. Both houses are open at once, each in its own process, and take turns.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolder } from './application.ts';
import { median, percentile } from './statistics.ts';
import type { TickQuestion, TickTask } from './tick-house.ts';

export interface TickCost {
  readonly few: number;
  readonly many: number;
  /** Of this process's time, µs. */
  readonly fewUs: number;
  readonly manyUs: number;
  /** Median over the turns. */
  readonly ratio: number;
  /** With the many positions, ms. */
  readonly orderP50Ms: number;
  readonly orderP99Ms: number;
}

const TICKS_OF_TURN = 20_000;
const TURNS = 15;
const EXITS = 300;
/** Accounts have money for all of it, and nobody is asked. */
const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 1000000000 }, prices: demo }
strategies:
  default: { account: paper, approval: auto }
`;

async function openHouse(folder: string, positions: number): Promise<ChildProcess> {
  writeFileSync(join(folder, 'config.yaml'), CONFIG);
  const task: TickTask = { folder, positions };
  const child = fork(join(import.meta.dirname, 'tick-house.js'), [JSON.stringify(task)], { execArgv: ['--expose-gc'], env: {} });
  child.once('exit', (code) => {
    if (code !== null) throw new Error(`the house with ${positions} positions ended with ${code}`);
  });
  await once(child, 'message');
  return child;
}

async function ask<T>(child: ChildProcess, question: TickQuestion): Promise<T> {
  child.send(question);
  const [answer] = (await once(child, 'message')) as [T];
  return answer;
}

export async function measureTickCost(few: number, many: number): Promise<TickCost> {
  const folders = [makeFolder(), makeFolder()] as const;
  const children: ChildProcess[] = [];
  try {
    for (const [index, positions] of [few, many].entries()) children.push(await openHouse(folders[index === 0 ? 0 : 1], positions));
    const [small, large] = children;
    if (small === undefined || large === undefined) throw new Error('a house is missing');
    const times = { few: [] as number[], many: [] as number[] };
    for (let turn = -1; turn < TURNS; turn += 1) {
      const fewUs = await ask<number>(small, { ticks: TICKS_OF_TURN });
      const manyUs = await ask<number>(large, { ticks: TICKS_OF_TURN });
      if (turn < 0) continue; // warming up
      times.few.push(fewUs);
      times.many.push(manyUs);
    }
    const exits = await ask<number[]>(large, { exits: EXITS });
    return {
      few,
      many,
      fewUs: median(times.few),
      manyUs: median(times.many),
      ratio: median(times.many.map((manyUs, turn) => manyUs / (times.few[turn] ?? Number.NaN))),
      orderP50Ms: percentile(exits, 0.5),
      orderP99Ms: percentile(exits, 0.99),
    };
  } finally {
    for (const child of children) child.kill('SIGKILL');
    folders.forEach(removeFolder);
  }
}
