// Owns: how long it takes from an alert to its order at a venue on loopback, beside a bare call of the library's own method,
// in turns, for Alpaca's library and for ccxt; and the same for one alert that goes to a hundred accounts. The application's time
// begins when the bytes of the alert are given to its open connection, the bare call's before it is made; both end when the
// venue hears the order. An entry has the request of a price in its time, where none is at hand. The bare calls have accounts of
// their own, since orders that are not its own are work for the application; and each begins when all that follows from the one
// before has come to rest.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALPACA_KEYS } from '../test/venues/alpaca-front.ts';
import { binanceSpotUrls } from '../test/venues/binance-spot-venue.ts';
import { KEYS } from '../test/venues/binance-words.ts';
import { makeFolder, removeFolder, startApplication, type Application } from './application.ts';
import { type Library, PAIRS, type VenueAddress } from './loopback-order.ts';
import { openSender, type AlertSender } from './send-alert.ts';
import { median } from './statistics.ts';
import { BENCH_ADMIN_TOKEN, BENCH_SECRET } from './workload.ts';

export interface OrderLatency {
  readonly library: Library;
  /** Medians, ms. */
  readonly entryMs: number;
  readonly exitMs: number;
  readonly bareMs: number;
}

export interface VenueLatency {
  readonly one: readonly OrderLatency[];
  readonly accounts: number;
  /** Until the last one of them was heard; medians, ms. */
  readonly allMs: number;
  readonly allBareMs: number;
}

const LOOK_MS = 50;
/** Nobody has asked the venue anything for so long: streams are read, look-ups over. */
const QUIET_MS = 250;
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

/** The prices of all accounts come from one address, as those of the real venue do. */
function accountOf(library: Library, address: VenueAddress, prices: VenueAddress): string {
  const { httpUrl, wsUrl } = address;
  return library === 'alpaca'
    ? `{ broker: alpaca, base_url: "${httpUrl}", data_url: "${prices.httpUrl}", stream_url: "${wsUrl}/stream" }`
    : `{ broker: ccxt, exchange: binance, market: spot, ccxt: { urls: ${JSON.stringify(binanceSpotUrls(address))} } }`;
}

function configOf(library: Library, addresses: readonly VenueAddress[]): string {
  const accounts = addresses.map((address, index) => `  a${index}: ${accountOf(library, address, addresses[0] ?? address)}`);
  const shares = addresses.map((_, index) => `{ name: a${index} }`).join(', ');
  return `accounts:\n${accounts.join('\n')}\nstrategies:\n  default: { accounts: [${shares}], max_notional: 1000000, approval: auto }\n`;
}

const KEYS_OF: Readonly<Record<Library, readonly [key: string, secret: string]>> = {
  alpaca: [ALPACA_KEYS.keyId, ALPACA_KEYS.secret],
  ccxt: [KEYS.apiKey, KEYS.secret],
};

const keysOf = (library: Library, addresses: readonly VenueAddress[]): Record<string, string> =>
  Object.fromEntries(
    addresses.flatMap((_, index) => [
      [`A${index}_API_KEY`, KEYS_OF[library][0]],
      [`A${index}_API_SECRET`, KEYS_OF[library][1]],
    ]),
  );

interface Setting {
  readonly library: Library;
  readonly application: Application;
  readonly venue: ChildProcess;
  readonly bare: ChildProcess;
  readonly sender: AlertSender;
  readonly accounts: number;
}

let alerts = 0;

/** From before the alert is sent until the venue has heard an order of each account. */
async function timeAlert({ library, application, venue, sender, accounts }: Setting, action: 'buy' | 'close'): Promise<number> {
  alerts += 1;
  const body = {
    secret: BENCH_SECRET,
    symbol: PAIRS[library],
    action,
    ...(action === 'buy' ? { quantity: '1' } : {}),
    comment: `bench ${alerts}`,
  };
  const heard = answerOf<number[]>(venue);
  venue.send({ orders: accounts });
  const began = await sender.send(JSON.stringify(body));
  const ms = Math.max(...(await heard)) - began;
  await settled(application);
  await quiet(venue);
  return ms;
}

async function timeBare({ venue, bare, accounts }: Setting): Promise<number> {
  const heard = answerOf<number[]>(venue);
  venue.send({ orders: accounts });
  const begins = answerOf<number>(bare);
  bare.send('go');
  const [began, times] = await Promise.all([begins, heard]);
  await quiet(venue);
  return Math.max(...times) - began;
}

async function quiet(venue: ChildProcess): Promise<void> {
  const answered = answerOf(venue);
  venue.send({ quietMs: QUIET_MS });
  await answered;
}

/** No order is open any more. Only those are asked for: a list of all that there ever were would be work of its own before each alert. */
async function settled({ url }: Application): Promise<void> {
  for (let waited = 0; waited < SETTLE_MS_MAX; waited += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const response = await fetch(`${url}/orders?open=1`, { headers: { Authorization: `Bearer ${BENCH_ADMIN_TOKEN}` } });
    const { orders }: { orders: readonly unknown[] } = JSON.parse(await response.text());
    if (orders.length === 0) return;
  }
  throw new Error('orders at the venue did not come to their end');
}

interface Times {
  readonly entries: readonly number[];
  readonly exits: readonly number[];
  readonly bare: readonly number[];
}

/** The first two rounds warm up. */
async function measure(library: Library, accounts: number, rounds: number): Promise<Times> {
  const folder = makeFolder();
  const venue = forked('loopback-venue', { library, accounts: 2 * accounts });
  const addresses = await answerOf<readonly VenueAddress[]>(venue);
  const own = addresses.slice(0, accounts);
  writeFileSync(join(folder, 'config.yaml'), configOf(library, own));
  const bare = forked('bare-orders', { library, addresses: addresses.slice(accounts) });
  await answerOf(bare);
  const application = await startApplication(folder, keysOf(library, own));
  const sender = await openSender(application.url);
  const setting: Setting = { library, application, venue, bare, sender, accounts };
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
    sender.close();
    await application.stop();
    for (const child of [bare, venue]) child.kill('SIGKILL');
    removeFolder(folder);
  }
}

async function measureOne(library: Library, rounds: number): Promise<OrderLatency> {
  const { entries, exits, bare } = await measure(library, 1, rounds);
  return { library, entryMs: median(entries), exitMs: median(exits), bareMs: median(bare) };
}

export async function measureVenueLatency(rounds: number, accounts: number, roundsOfAll: number): Promise<VenueLatency> {
  const one = [await measureOne('alpaca', rounds), await measureOne('ccxt', rounds)];
  const all = await measure('alpaca', accounts, roundsOfAll);
  return { one, accounts, allMs: median(all.entries), allBareMs: median(all.bare) };
}
