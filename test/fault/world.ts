// Owns: what all parts of one simulated run share: time, chance, how bad the weather is, the log and the violations.
// Invariant: nothing happens but through schedule() and the steps of the simulation, in an order that the seed decides.

import type { Instant } from '../../src/core/model/ids.ts';
import type { Desk } from './house.ts';
import { createRandom, type Random } from './random.ts';

/** How long "not found" may mean "not yet visible" at the simulated venue. */
export const GRACE_MS = 15_000;
const START_AT: Instant = Date.UTC(2026, 0, 5, 10);

/** What goes wrong how often in one run; drawn from the seed. */
export interface Weather {
  /** Of every call to the venue: lost, delayed, refused, unanswered. */
  readonly faultRate: number;
  /** Of every report: late, twice, out of order, lost. */
  readonly reportFaultRate: number;
  readonly crashRate: number;
  readonly diskFaultRate: number;
  /** Orders of one ocoGroup share one quantity at the venue. */
  readonly oco: boolean;
  /** The venue ends resting reduce-only orders when the position is closed (else when they trigger). */
  readonly endsIdleReduceOnly: boolean;
  /** A cancel of an order that has ended is answered `canceled` (else it is refused). */
  readonly cancelOfEndedSucceeds: boolean;
  /** Refused orders can be looked up. */
  readonly remembersRefusals: boolean;
  /** Of every cancel: it is answered as done, and the order works on. */
  readonly undeadRate: number;
  /** How often the venue ends a stop and tells nobody. */
  readonly vanishRate: number;
  /** Of every stop that is sent: the venue does not take it. */
  readonly stopRefusalRate: number;
}

function drawWeather(random: Random, { guarded }: Desk): Weather {
  const weather = {
    faultRate: random.pick([0, 0.1, 0.25, 0.5]),
    reportFaultRate: random.pick([0, 0.1, 0.4]),
    crashRate: random.pick([0, 0.004, 0.015]),
    diskFaultRate: random.pick([0, 0, 0.02, 0.1]),
    oco: random.chance(0.6),
    endsIdleReduceOnly: random.chance(0.5),
    cancelOfEndedSucceeds: random.chance(0.5),
    remembersRefusals: random.chance(0.5),
  };
  if (guarded === undefined) return { ...weather, stopRefusalRate: 0, vanishRate: 0, undeadRate: 0 };
  return {
    ...weather,
    stopRefusalRate: random.pick([0, 0, 0.2, 0.7]),
    vanishRate: random.pick([0, 0.02, 0.1]),
    undeadRate: random.pick([0, 0, 0.1]),
  };
}

export interface Violation {
  readonly rule: string;
  readonly detail: string;
}

interface Delivery {
  readonly at: Instant;
  readonly order: number;
  readonly run: () => void;
}

export interface World {
  readonly desk: Desk;
  readonly random: Random;
  readonly weather: Weather;
  readonly violations: Violation[];
  readonly lines: string[];
  now(): Instant;
  /** Faults are off: what was broken is given the time to mend. */
  isCalm(): boolean;
  calmDown(): void;
  /** `run` happens `delayMs` from now: on the wire, whatever becomes of our process. */
  schedule(delayMs: number, run: () => void): void;
  nextAt(): Instant | null;
  /** Moves time to `at`, delivering what is due on the way. */
  advanceTo(at: Instant): void;
  log(line: string): void;
  violate(rule: string, detail: string): void;
}

export function createWorld(seed: number, desk: Desk): World {
  const random = createRandom(seed);
  const weather = drawWeather(random, desk);
  let now = START_AT;
  let calm = false;
  let count = 0;
  const deliveries: Delivery[] = [];
  const violations: Violation[] = [];
  const lines: string[] = [];

  function takeDue(until: Instant): Delivery | undefined {
    const first = deliveries[0];
    return first !== undefined && first.at <= until ? deliveries.shift() : undefined;
  }

  const log = (line: string): void => {
    lines.push(`${((now - START_AT) / 1000).toFixed(3).padStart(9)} ${line}`);
  };

  return {
    desk,
    random,
    weather,
    violations,
    lines,
    now: () => now,
    isCalm: () => calm,
    calmDown() {
      calm = true;
    },
    schedule(delayMs, run) {
      count += 1;
      const delivery: Delivery = { at: now + Math.max(0, delayMs), order: count, run };
      const index = deliveries.findIndex((each) => each.at > delivery.at);
      if (index === -1) deliveries.push(delivery);
      else deliveries.splice(index, 0, delivery);
    },
    nextAt: () => deliveries[0]?.at ?? null,
    advanceTo(at) {
      for (let next = takeDue(at); next !== undefined; next = takeDue(at)) {
        now = Math.max(now, next.at);
        next.run();
      }
      now = Math.max(now, at);
    },
    log,
    violate(rule, detail) {
      violations.push({ rule, detail });
      log(`VIOLATION ${rule}: ${detail}`);
    },
  };
}
