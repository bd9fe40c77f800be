// Owns: how long it takes from an alert to its order at a venue on loopback, beside a bare call of the library's own method,
// in turns; and the same for one alert that goes to a hundred accounts. Both are measured from before the request is made
// until the venue hears the order: the application has the request of the alert in its time, and an entry also that of a price.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALPACA_KEYS } from '../test/venues/alpaca-front.ts';
import { makeFolder, removeFolder, startApplication, type Application } from './application.ts';
import { PAIR, type VenueAddress } from './loopback-order.ts';
import { monotonicMs } from './monotonic.ts';
import { median } from './statistics.ts';
import { BENCH_ADMIN_TOKEN, BENCH_SECRET } from './workload.ts';

export interface VenueLatency {
  /** Medians, ms. */
  readonly entryMs: number;
  readonly exitMs: number;
  readonly bareMs: number;
  readonly accounts: number;
  /** Until the last one of them was heard; medians, ms. */
  readonly allMs: number;
  readonly allBareMs: number;
}

const LOOK_MS = 10;
const SETTLE_MS_MAX = 60_000;

function forked(script: string, argument: unknown): ChildProcess {
  const child = fork(join(import.meta.dirname, `${script}.js`), [JSON.stringify(argument)], { execArgv: [], env: {} });
  child.once('exit', (code) => {
    if (code !== null) throw new Error(`${script} ended with ${code}`);
  });
  return child;
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [answer] = (await once(child, 'message')) as [T];
  return answer;
}

function configOf(addresses: readonly VenueAddress[]): string {
  const accounts = addresses.map(
    ({ httpUrl, wsUrl }, index) =>
      `  a${index}: { broker: alpaca, base_url: "${httpUrl}", data_url: "${httpUrl}", stream_url: "${wsUrl}/stream" }`,
  );
  const shares = addresses.map((_, index) => `{ name: a${index} }`).join(', ');
  return `accounts:\n${accounts.join('\n')}\nstrategies:\n  default: { accounts: [${shares}], max_notional: 1000000, approval: auto }\n`;
}

const keysOf = (addresses: readonly VenueAddress[]): Record<string, string> =>
  Object.fromEntries(
    addresses.flatMap((_, index) => [
      [`A${index}_API_KEY`, ALPACA_KEYS.keyId],
      [`A${index}_API_SECRET`, ALPACA_KEYS.secret],
    ]),
  );

interface Setting {
  readonly application: Application;
  readonly venue: ChildProcess;
  readonly bare: ChildProcess;
  readonly accounts: number;
}

let alerts = 0;

/** From before the alert is sent until the venue has heard an order of each account. */
async function timeAlert({ application, venue, accounts }: Setting, action: 'buy' | 'close'): Promise<number> {
  alerts += 1;
  const body = { secret: BENCH_SECRET, symbol: PAIR, action, ...(action === 'buy' ? { quantity: '1' } : {}), comment: `bench ${alerts}` };
  const heard = answerOf<number[]>(venue);
  venue.send({ orders: accounts });
  const began = monotonicMs();
  const response = await fetch(`${application.url}/webhook`, { method: 'POST', body: JSON.stringify(body) });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the alert was refused: ${answer}`);
  const ms = Math.max(...(await heard)) - began;
  await settled(application);
  return ms;
}

async function timeBare({ venue, bare, accounts }: Setting): Promise<number> {
  const heard = answerOf<number[]>(venue);
  venue.send({ orders: accounts });
  const begins = answerOf<number>(bare);
  bare.send('go');
  const [began, times] = await Promise.all([begins, heard]);
  return Math.max(...times) - began;
}

/** Every order has come to its end. */
async function settled({ url }: Application): Promise<void> {
  for (let waited = 0; waited < SETTLE_MS_MAX; waited += LOOK_MS) {
    const response = await fetch(`${url}/orders`, { headers: { Authorization: `Bearer ${BENCH_ADMIN_TOKEN}` } });
    const { orders }: { orders: readonly { status: string }[] } = JSON.parse(await response.text());
    if (orders.every(({ status }) => status === 'filled')) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error('orders at the venue did not come to their end');
}

interface Times {
  readonly entries: readonly number[];
  readonly exits: readonly number[];
  readonly bare: readonly number[];
}

/** The first two rounds warm up. */
async function measure(accounts: number, rounds: number): Promise<Times> {
  const folder = makeFolder();
  const venue = forked('loopback-venue', { accounts });
  const addresses = await answerOf<readonly VenueAddress[]>(venue);
  writeFileSync(join(folder, 'config.yaml'), configOf(addresses));
  const bare = forked('bare-orders', addresses);
  await answerOf(bare);
  const application = await startApplication(folder, keysOf(addresses));
  const setting: Setting = { application, venue, bare, accounts };
  const times = { entries: [] as number[], exits: [] as number[], bare: [] as number[] };
  try {
    for (let round = -2; round < rounds; round += 1) {
      const [entry, plain, exit] = [await timeAlert(setting, 'buy'), await timeBare(setting), await timeAlert(setting, 'close')];
      if (round < 0) continue;
      times.entries.push(entry);
      times.bare.push(plain);
      times.exits.push(exit);
    }
    return times;
  } finally {
    await application.stop();
    for (const child of [bare, venue]) child.kill('SIGKILL');
    removeFolder(folder);
  }
}

export async function measureVenueLatency(rounds: number, accounts: number, roundsOfAll: number): Promise<VenueLatency> {
  const one = await measure(1, rounds);
  const all = await measure(accounts, roundsOfAll);
  return {
    entryMs: median(one.entries),
    exitMs: median(one.exits),
    bareMs: median(one.bare),
    accounts,
    allMs: median(all.entries),
    allBareMs: median(all.bare),
  };
}
