// Owns: acknowledgements per second and how long each took, of the application and of its two twins. The three take turns,
// in an order that turns around with every round, so that whatever else the machine does falls on all of them.

import { join } from 'node:path';
import { makeFolder, removeFolder, startApplication } from './application.ts';
import { ask, startTwin } from './child.ts';
import type { Burst, BurstResult } from './load-generator.ts';
import { median, percentile } from './statistics.ts';
import { BENCH_SECRET, type Workload } from './workload.ts';

export type Server = 'application' | 'syncing' | 'bare';

export interface Measured {
  readonly workload: Workload;
  readonly connections: number;
  readonly perSecond: Readonly<Record<Server, number>>;
  readonly p50Ms: Readonly<Record<Server, number>>;
  readonly p99Ms: Readonly<Record<Server, number>>;
  /** Of each round: the application against its twins in the same round, in the same minute. Medians of them. */
  readonly toBare: number;
  readonly p50ToSyncing: number;
  readonly p99ToSyncing: number;
}

export interface Plan {
  readonly workload: Workload;
  readonly connections: number;
  readonly amount: number;
}

const SERVERS: readonly Server[] = ['application', 'syncing', 'bare'];
type Round = Readonly<Record<Server, BurstResult>>;

async function measureRound(urls: Readonly<Record<Server, string>>, plan: Plan, round: number): Promise<Round> {
  const results = new Map<Server, BurstResult>();
  const order = round % 2 === 0 ? SERVERS : SERVERS.toReversed();
  for (const server of order) {
    const name = `${plan.workload}-${plan.connections}-${round}`;
    const burst: Burst = { url: `${urls[server]}/webhook`, secret: BENCH_SECRET, name, ...plan };
    results.set(server, await ask<BurstResult>('load-generator', burst));
  }
  const of = (server: Server): BurstResult => {
    const result = results.get(server);
    if (result === undefined) throw new Error(`${server} was not measured`);
    return result;
  };
  const refused = of('application').refused;
  if (plan.workload === 'exits' && refused > 0) throw new Error(`${refused} of ${plan.amount} alerts were not accepted`);
  return { application: of('application'), syncing: of('syncing'), bare: of('bare') };
}

function summarize({ workload, connections }: Plan, rounds: readonly Round[]): Measured {
  const each = (value: (result: BurstResult) => number) => (server: Server) => median(rounds.map((round) => value(round[server])));
  const all = (value: (server: Server) => number): Record<Server, number> => ({
    application: value('application'),
    syncing: value('syncing'),
    bare: value('bare'),
  });
  const p50 = ({ latenciesMs }: BurstResult): number => percentile(latenciesMs, 0.5);
  const p99 = ({ latenciesMs }: BurstResult): number => percentile(latenciesMs, 0.99);
  const ratio = (value: (result: BurstResult) => number, server: Server): number =>
    median(rounds.map((round) => value(round.application) / value(round[server])));
  return {
    workload,
    connections,
    perSecond: all(each(({ perSecond }) => perSecond)),
    p50Ms: all(each(p50)),
    p99Ms: all(each(p99)),
    toBare: ratio(({ perSecond }) => perSecond, 'bare'),
    p50ToSyncing: ratio(p50, 'syncing'),
    p99ToSyncing: ratio(p99, 'syncing'),
  };
}

/** The first round of each plan warms the servers up and is not counted. */
export async function measureThroughput(plans: readonly Plan[], rounds: number, say: (line: string) => void): Promise<readonly Measured[]> {
  const folder = makeFolder();
  const bare = await startTwin('bare-route');
  const syncing = await startTwin('syncing-route', join(folder, 'twin.jsonl'));
  const application = await startApplication(folder);
  const urls = { application: application.url, syncing: syncing.url, bare: bare.url };
  try {
    const measured: Measured[] = [];
    for (const plan of plans) {
      say(`${plan.workload}, ${plan.connections} connections, ${rounds} rounds`);
      await measureRound(urls, plan, -1);
      const results: Round[] = [];
      for (let round = 0; round < rounds; round += 1) results.push(await measureRound(urls, plan, round));
      measured.push(summarize(plan, results));
    }
    return measured;
  } finally {
    await Promise.all([application.stop(), syncing.stop(), bare.stop()]);
    removeFolder(folder);
  }
}
