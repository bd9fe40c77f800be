// Owns: one run: a seed makes weather, traffic, people, crashes; then the faults end, everything comes to rest, and what is
// left is judged. The same seed and the same house give the same run, step by step.

import type { State } from '../../src/core/engine/state.ts';
import { FINISHED_KEPT_MS } from '../../src/core/model/limits.ts';
import { checkEnd } from './end-checks.ts';
import { createFullAlerts } from './full-alerts.ts';
import { createGuardedAlerts } from './guarded-alerts.ts';
import { isPlain, PLAIN_DESK, type Desk } from './house.ts';
import { createHands, type Hands } from './hands.ts';
import { contestedSymbols } from './journal-steps.ts';
import { SOUND, type House } from './behaviour.ts';
import { createPeople, type People } from './people.ts';
import { createPlainAlerts } from './plain-alerts.ts';
import { checkRest } from './rest-checks.ts';
import { createSenders, type Senders, type Writer } from './senders.ts';
import { createDisk, differingParts, type Batch } from './simulated-disk.ts';
import { createNetwork, type SimulatedNetwork } from './simulated-network.ts';
import { createProcess, type SimulatedProcess } from './simulated-process.ts';
import { accountIn, createVenue, type SimulatedVenue } from './simulated-venue.ts';
import { createRuledAlerts } from './ruled-alerts.ts';
import { createThinAlerts } from './thin-alerts.ts';
import { createStepChecks } from './step-checks.ts';
import { createWatchWitness } from './watch-witness.ts';
import { createWorld, type Violation, type World } from './world.ts';

export interface RunResult {
  readonly desk: string;
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly lines: readonly string[];
}

/** What one step of the storm is, and how often. */
const STEP_WEIGHTS = {
  time: 24,
  step: 40,
  turn: 25,
  flush: 30,
  sync: 30,
  market: 8,
  alert: 3.5,
  again: 1.2,
  person: 7,
  checkpoint: 1,
  quiet: 2,
};
/** Where prices are what moves things. */
const GUARDED_STEP_WEIGHTS = { ...STEP_WEIGHTS, market: 16, alert: 6, person: 8 };
/** Steps of the stormy part. */
const STEPS = 800;
/** After the storm: long enough for every grace, retry and life of a card. */
const REST_MIN_MS = 4 * 60_000;
const REST_MAX_MS = 2 * 3_600_000;
/** How many runs go on after more than the time for which finished signals are kept. */
const SLEEP_RATE = 0.15;
const SLEEP_MS = FINISHED_KEPT_MS + 86_400_000;
/** How often prices move once more when the storm is over, and how long each time until everybody has taken notice. */
const SHAKES = 8;
const NOTICED_MS = 20_000;
/** An alert that comes before prices move has entered by then. */
const ENTERED_MS = 2_000;
/** What is left of a difference is asked about anew. */
const ANSWERED_ROUNDS_MAX = 6;
/** More than any run needs; beyond it something feeds itself. */
const ROUNDS_MAX = 20_000;

export function run(seed: number, house: House = SOUND, desk: Desk = PLAIN_DESK): RunResult {
  const world = createWorld(seed, desk);
  const venue = createVenue(world);
  const network: SimulatedNetwork = createNetwork(world, venue, (report) => process.hear(report));
  const disk = createDisk(world);
  const witness = createStepChecks({ world, people: () => people, network: () => network });
  const watch = createWatchWitness(world, venue);
  const process: SimulatedProcess = createProcess({ world, disk, house, witness, watch, network: () => network });
  const hands = createHands(world, venue, seed);
  const people: People = createPeople(world, venue, () => process);
  const write = writerOf(world, venue);
  const senders = createSenders(world, write, () => process);
  world.log(`seed ${seed}, ${desk.name} desk, ${house.name}, ${JSON.stringify(world.weather)}`);
  process.start();
  const market = (): void => {
    if (!world.isCalm()) venue.movePrices();
    venue.match();
    network.carryReports();
    if (desk.guarded === undefined || world.isCalm()) return;
    if (world.random.chance(world.weather.vanishRate)) venue.dropStop();
    streamPrices(world, venue, process);
  };
  for (let step = 0; step < STEPS && world.violations.length === 0; step += 1)
    storm({ world, process, network, market, people, senders, hands });
  world.calmDown();
  world.log('the storm is over');
  const judge = (slept: boolean): void => {
    if (world.violations.length === 0) comeToRest(world, process, network, market);
    if (world.violations.length > 0) return;
    const state = process.snapshot();
    const batches = disk.batches();
    const differing = differingParts(state, disk.replay());
    if (differing.length > 0) world.violate('the state is the replay of all batches', differing.join(', '));
    checkEnd({ world, state, batches, venue, people, sent: senders.sent, acknowledged: senders.acknowledged, slept });
  };
  judge(false);
  if (desk.guarded !== undefined && world.violations.length === 0) {
    shakePrices({ world, process, network, venue, people, senders, market, batches: () => disk.batches() });
    judge(false);
  }
  for (let round = 0; round < ANSWERED_ROUNDS_MAX && world.violations.length === 0 && people.answerDifferences() > 0; round += 1) {
    world.log('somebody answers what was still asked about the venue');
    judge(false);
  }
  if (world.violations.length === 0 && people.answerLegs() > 0) {
    world.log('somebody answers what was still asked about legs');
    judge(false);
  }
  if (world.violations.length === 0 && world.random.chance(SLEEP_RATE)) {
    oversleep(world, process);
    judge(true);
  }
  return { desk: desk.name, seed, violations: world.violations, lines: world.lines };
}

function writerOf(world: World, venue: SimulatedVenue): Writer {
  if (world.desk.ruled !== undefined) return createRuledAlerts(world, venue);
  if (world.desk.thin !== undefined) return createThinAlerts(world, venue);
  if (world.desk.guarded !== undefined) return createGuardedAlerts(world, venue);
  return isPlain(world.desk) ? createPlainAlerts(world, venue) : createFullAlerts(world, venue);
}

/** Venues that stream tell of most prices, a little later. */
function streamPrices(world: World, venue: SimulatedVenue, process: SimulatedProcess): void {
  for (const [name, { instrument }] of venue.markets) {
    if (!world.random.chance(0.3)) continue;
    const account = accountIn(name);
    const quote = venue.quote(account, instrument.symbol);
    world.schedule(world.random.between(1, 300), () => process.hearPrice(account, quote));
  }
}

interface Shaken {
  readonly world: World;
  readonly process: SimulatedProcess;
  readonly network: SimulatedNetwork;
  readonly venue: SimulatedVenue;
  readonly people: People;
  readonly senders: Senders;
  readonly market: () => void;
  readonly batches: () => readonly Batch[];
}

/** Nothing is broken any more, and trading goes on: prices up, down, with jumps, and while our process is away. */
function shakePrices({ world, process, network, venue, people, senders, market, batches }: Shaken): void {
  for (let shake = 0; shake < SHAKES && world.violations.length === 0; shake += 1) {
    if (world.random.chance(0.7)) {
      senders.sendNew();
      quiet(world, process, network, market, ENTERED_MS);
    }
    const isAway = world.random.chance(0.3);
    if (isAway) process.crash();
    for (let move = world.random.between(1, 5); move > 0; move -= 1) {
      venue.movePrices();
      venue.match();
      network.carryReports();
    }
    if (world.random.chance(0.5)) venue.dropStop();
    world.log(`prices: ${[...venue.markets].map(([name, { price }]) => `${name} ${price}`).join(', ')}`);
    if (isAway) world.advanceTo(world.now() + world.random.between(1, 20_000));
    if (isAway) process.start();
    else streamPrices(world, venue, process);
    quiet(world, process, network, market, NOTICED_MS);
    const contested = new Set([...contestedSymbols(batches()), ...venue.oversold.map(({ name }) => name)]);
    if (world.violations.length === 0) checkRest({ world, state: process.snapshot(), venue, people, contested, batches: batches() });
  }
}

/** The machine sleeps, or is switched off, for longer than anything is remembered that is over. */
function oversleep(world: World, process: SimulatedProcess): void {
  world.log('more than a week passes');
  const isOff = world.random.chance(0.5);
  if (isOff) process.crash();
  world.advanceTo(world.now() + SLEEP_MS);
  if (isOff) process.start();
}

interface Parts {
  readonly world: World;
  readonly process: SimulatedProcess;
  readonly network: SimulatedNetwork;
  readonly market: () => void;
  readonly people: People;
  readonly hands: Hands;
  readonly senders: ReturnType<typeof createSenders>;
}

function storm({ world, process, network, market, people, senders, hands }: Parts): void {
  hands.act();
  const { random, weather } = world;
  if (process.isUp() && random.chance(weather.crashRate)) process.crash();
  if (!process.isUp()) {
    if (random.chance(0.4)) process.start();
    else world.advanceTo(world.now() + random.between(1, 4_000));
    return;
  }
  switch (random.weighted(world.desk.guarded === undefined ? STEP_WEIGHTS : GUARDED_STEP_WEIGHTS)) {
    case 'time':
      return world.advanceTo(world.now() + random.between(1, 200));
    case 'step':
      process.step();
      return;
    case 'turn':
      return process.turn();
    case 'flush':
      process.flush();
      return;
    case 'sync':
      process.sync(!random.chance(weather.diskFaultRate));
      return;
    case 'market':
      return market();
    case 'alert':
      return senders.sendNew();
    case 'again':
      return senders.sendAgain();
    case 'person':
      return people.act();
    case 'checkpoint':
      return process.checkpoint();
    case 'quiet':
      return quiet(world, process, network, market, random.weighted({ short: 3, long: 1 }) === 'short' ? 3_000 : 40_000);
  }
}

/** The process does all that it can do without time passing. */
function settle(world: World, process: SimulatedProcess): boolean {
  let busy = false;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    process.turn();
    const stepped = process.step();
    const flushed = process.flush();
    const synced = process.sync(world.isCalm() || !world.random.chance(world.weather.diskFaultRate));
    if (!stepped && !flushed && !synced) return busy;
    busy = true;
  }
  world.violate('the process comes to rest', 'it goes on and on without time passing');
  return busy;
}

/** Time passes without surprises on our side; the venue and the wire are as they are. */
function quiet(world: World, process: SimulatedProcess, network: SimulatedNetwork, market: () => void, ms: number): void {
  const until = world.now() + ms;
  settle(world, process);
  while (world.now() < until && world.violations.length === 0) {
    const next = Math.min(until, world.nextAt() ?? until, process.nextAt() ?? until);
    world.advanceTo(Math.max(next, world.now() + 1));
    if (world.random.chance(0.1)) market();
    settle(world, process);
  }
  network.carryReports();
}

/** Something is to be tried or asked again, later. */
const waits = ({ waits: postponed, orders, activeOrders }: State): boolean =>
  !postponed.isEmpty() || orders.some(({ id, inquiry, retry }) => inquiry !== null || (retry !== null && activeOrders.has(id)));

function comeToRest(world: World, process: SimulatedProcess, network: SimulatedNetwork, market: () => void): void {
  const since = world.now();
  if (!process.isUp()) process.start();
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    settle(world, process);
    market();
    const rested = process.isIdle() && network.underWay() === 0 && process.machineWork().length === 0;
    const elapsed = world.now() - since;
    if (rested && ((elapsed > REST_MIN_MS && !waits(process.snapshot())) || elapsed > REST_MAX_MS)) return;
    if (world.violations.length > 0) return;
    const next = Math.min(world.nextAt() ?? Number.POSITIVE_INFINITY, process.nextAt() ?? Number.POSITIVE_INFINITY);
    world.advanceTo(Math.max(Number.isFinite(next) ? next : 0, world.now() + 1));
  }
  const owed = process.machineWork().map((work) => work.key);
  world.violate('everything comes to rest', `still owed: ${owed.join(', ')}`);
}
