// `npm run bench`: measures everything, or the parts that are named behind `--`; prints one table, ends with 1 where a
// target is missed. Every target is a ratio to a bare twin that is measured in the same run, in turns; the absolute numbers
// are this machine's, at this hour.

import { availableParallelism, cpus, loadavg } from 'node:os';
import { measureAlertParsing } from './alert-parsing.ts';
import { measureCommitCost, type CommitCost } from './commit-cost.ts';
import { measureIdleMemory, type Compared } from './idle-memory.ts';
import { atLeast, atMost, formatTable, type Row } from './print-table.ts';
import { measureStartUp, type StartUp } from './start-up.ts';
import { measureTickCost, type TickCost } from './tick-cost.ts';
import { measureThroughput, type Measured, type Plan } from './throughput.ts';
import { measureVenueLatency, type OrderLatency, type VenueLatency } from './venue-latency.ts';

const ROUNDS = 7;
const PLANS: readonly Plan[] = [
  { workload: 'exits', connections: 1, amount: 2_000 },
  { workload: 'exits', connections: 20, amount: 10_000 },
  { workload: 'exits', connections: 64, amount: 15_000 },
  { workload: 'entries', connections: 20, amount: 10_000 },
  { workload: 'entries', connections: 64, amount: 15_000 },
];
const FEW_EVENTS = 10_000;
const MANY_EVENTS = 1_000_000;
const LIVE_ORDERS = 1_000;
const TAIL_EVENTS = 100_000;
const START_ROUNDS = 5;
const MEMORY_ROUNDS = 3;
const ORDER_ROUNDS = 40;
/** As many as one strategy may have. */
const ACCOUNTS = 100;
const ACCOUNTS_ROUNDS = 5;
/** More than the bare call, ms. */
const ORDER_MS_MORE = 3;
const FEW_POSITIONS = 10;
const MANY_POSITIONS = 1_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function throughputRows({ workload, connections, perSecond, p50Ms, p99Ms, toBare, p50ToSyncing, p99ToSyncing }: Measured): readonly Row[] {
  const name = `${workload}, ${connections} connection${connections === 1 ? '' : 's'}`;
  const rate = (value: number): string => `${value.toFixed(0)}/s`;
  const ms = (value: number): string => `${value.toFixed(2)} ms`;
  const share = connections === 64 ? 0.8 : connections === 20 ? 0.6 : null;
  return [
    {
      name: `${name}: acknowledgements, to the bare route`,
      application: rate(perSecond.application),
      twin: rate(perSecond.bare),
      target: share === null ? null : atLeast(toBare, share),
    },
    {
      name: `${name}: acknowledgements, to the syncing route`,
      application: rate(perSecond.application),
      twin: rate(perSecond.syncing),
      target: null,
    },
    {
      name: `${name}: p50, to the syncing route`,
      application: ms(p50Ms.application),
      twin: ms(p50Ms.syncing),
      target: connections === 1 ? atMost(p50ToSyncing, 1.5) : null,
    },
    {
      name: `${name}: p99, to the syncing route`,
      application: ms(p99Ms.application),
      twin: ms(p99Ms.syncing),
      target: connections === 20 ? atMost(p99ToSyncing, 2) : null,
    },
  ];
}

const commitRow = ({ fewEvents, manyEvents, fewMs, manyMs, ratio }: CommitCost): Row => ({
  name: `one commit after ${manyEvents} events, to after ${fewEvents}`,
  application: `${manyMs.toFixed(3)} ms`,
  twin: `${fewMs.toFixed(3)} ms`,
  target: atMost(ratio, 1.2),
});

const tickRows = ({ few, many, fewUs, manyUs, ratio, orderP50Ms, orderP99Ms }: TickCost): readonly Row[] => [
  {
    name: `one tick beside ${many} protected positions, to beside ${few}`,
    application: `${manyUs.toFixed(2)} µs`,
    twin: `${fewUs.toFixed(2)} µs`,
    target: atMost(ratio, 1.5),
  },
  { name: `ticks per second with ${many} protected positions`, application: `${(1e6 / manyUs).toFixed(0)}/s`, twin: '', target: null },
  {
    name: `from the tick that reaches a stop to the order, ${many} protected positions`,
    application: `p50 ${orderP50Ms.toFixed(2)} ms, p99 ${orderP99Ms.toFixed(2)} ms`,
    twin: '',
    target: null,
  },
];

const ms = (value: number): string => `${value.toFixed(2)} ms`;

const latencyRow = ({ library, bareMs }: OrderLatency, what: string, value: number): Row => ({
  name: `${library}: from an alert to its ${what} at a loopback venue, less a bare call of the library (ms more)`,
  application: ms(value),
  twin: ms(bareMs),
  target: atMost(value - bareMs, ORDER_MS_MORE),
});

const venueRows = ({ one, accounts, allMs, allBareMs }: VenueLatency): readonly Row[] => {
  return [
    ...one.flatMap((each) => [
      latencyRow(each, 'exit', each.exitMs),
      latencyRow(each, 'entry (which may ask for a price first)', each.entryMs),
    ]),
    {
      name: `one alert to ${accounts} accounts, until all have sent, to ${accounts} bare calls`,
      application: ms(allMs),
      twin: ms(allBareMs),
      target: atMost(allMs / allBareMs, 2),
    },
  ];
};

const mib = (value: number): string => `${value.toFixed(0)} MiB`;

const startUpRows = ({ prepared, startMs, residentMib }: StartUp): readonly Row[] => {
  const what = `${prepared.liveOrders} live orders, tail of ${prepared.tailEvents} events (${(prepared.tailBytes / 1_048_576).toFixed(0)} MiB)`;
  return [
    {
      name: `start: ${what}, to a bare process`,
      application: `${startMs.application.toFixed(0)} ms`,
      twin: `${startMs.bare.toFixed(0)} ms`,
      target: atMost(startMs.ratio, 3),
    },
    {
      name: `memory after that start, to a bare process`,
      application: mib(residentMib.application),
      twin: mib(residentMib.bare),
      target: null,
    },
  ];
};

const memoryRow = ({ application, bare, ratio }: Compared): Row => ({
  name: 'memory idle, to a bare Koa + grammY process',
  application: mib(application),
  twin: mib(bare),
  target: atMost(ratio, 1.5),
});

function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const load = loadavg()[0] ?? 0;
  return `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${model}), Node ${process.version}, load before ${load.toFixed(2)}`;
}

/** Each can be measured alone: `npm run bench -- throughput`. In this order: memory before the machine is warm. */
const PARTS: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  memory: async () => [memoryRow(await measureIdleMemory(MEMORY_ROUNDS))],
  throughput: async () => (await measureThroughput(PLANS, ROUNDS, say)).flatMap(throughputRows),
  'start-up': async () => startUpRows(await measureStartUp(LIVE_ORDERS, TAIL_EVENTS, START_ROUNDS)),
  alerts: async () => measureAlertParsing(),
  venues: async () => venueRows(await measureVenueLatency(ORDER_ROUNDS, ACCOUNTS, ACCOUNTS_ROUNDS)),
  ticks: async () => tickRows(await measureTickCost(FEW_POSITIONS, MANY_POSITIONS)),
  commits: async () => [commitRow(await measureCommitCost(FEW_EVENTS, MANY_EVENTS))],
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => PARTS[name] === undefined);
if (unknown !== undefined) throw new Error(`nothing is called ${unknown}; there are ${Object.keys(PARTS).join(', ')}`);
const header = machine();
say(`Measuring; this takes some minutes. ${header}`);
const rows: Row[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  say(name);
  rows.push(...(await measure()));
}
say(`\n${header}\n`);
say(formatTable(rows));
const missed = rows.filter(({ target }) => target?.isReached === false);
say(missed.length === 0 ? '\nEvery target is reached.' : `\n${missed.length} of the targets missed.`);
process.exitCode = missed.length === 0 ? 0 : 1;
