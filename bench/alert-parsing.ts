// Owns: how fast alerts are read: each dialect's own examples, to JSON.parse + zod of the simplest alert, and 64 KiB of the
// worst body, to JSON.parse of as many bytes. Measured in CPU time, in turns, the best round of each: what the machine does
// beside it only adds.

import { z } from 'zod';
import { parseAlert } from '../src/core/signals/parse-alert.ts';
import { readBody } from '../src/core/signals/fields/read-body.ts';
import { dialects } from '../src/core/signals/registry.ts';
import { WORST_BODIES } from '../test/fuzz/worst-bodies.ts';
import { atMost, type Row } from './print-table.ts';

const ROUNDS = 7;
const RUNS = 400;
const LARGE_BYTES = 65_000;
const TIMES_SIMPLEST_MAX = 5;
const TIMES_JSON_MAX = 20;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const SIMPLEST = encoder.encode('{"action":"buy","symbol":"LTCUSDT","quantity":1.25,"price":81.5}');
const schema = z.object({ action: z.enum(['buy', 'sell', 'close']), symbol: z.string(), quantity: z.number(), price: z.number() });

/** So many at once that a round of them lasts as long as one of ours. */
const SIMPLEST_TIMES = 25;
function readSimplest(): void {
  for (let i = 0; i < SIMPLEST_TIMES; i++) schema.parse(JSON.parse(decoder.decode(SIMPLEST)));
}
const readOurs = (bytes: Uint8Array): void => void parseAlert(readBody(bytes));

/** CPU time in milliseconds of one call. */
function timeOf(runs: number, call: () => void): number {
  const from = process.cpuUsage();
  for (let run = 0; run < runs; run++) call();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000 / runs;
}

/** The best of the rounds of each, in turns. */
function inTurns(runs: number, calls: readonly (() => void)[]): number[] {
  for (const call of calls) timeOf(runs, call);
  const rounds = Array.from({ length: ROUNDS }, () => calls.map((call) => timeOf(runs, call)));
  return calls.map((_, i) => Math.min(...rounds.map((round) => round[i] ?? Number.POSITIVE_INFINITY)));
}

function dialectRows(): Row[] {
  const suites = dialects.map(({ name, examples }) => ({ name, bodies: examples.map(({ body }) => encoder.encode(body)) }));
  const calls = suites.map(
    ({ bodies }) =>
      () =>
        bodies.forEach(readOurs),
  );
  const [allSimplestMs = 0, ...suiteMs] = inTurns(RUNS, [readSimplest, ...calls]);
  const simplestMs = allSimplestMs / SIMPLEST_TIMES;
  const rate = (ms: number): string => `${(1_000 / ms).toFixed(0)}/s`;
  const each = suites.map(({ name, bodies }, i) => ({ name, ms: (suiteMs[i] ?? 0) / bodies.length })).toSorted((a, b) => b.ms - a.ms);
  return each.map(({ name, ms }, i) => ({
    name: `alerts read: ${name}, to JSON.parse + zod of the simplest`,
    application: rate(ms),
    twin: rate(simplestMs),
    // the slowest stands first, and binds the others
    target: i === 0 ? atMost(ms / simplestMs, TIMES_SIMPLEST_MAX) : null,
  }));
}

function worstRow(): Row {
  const plain = encoder.encode(`{"action":"buy"${',"key":[1,2.5,"three",null]'.repeat(LARGE_BYTES / 28)}}`).subarray(0, LARGE_BYTES);
  const json = new TextDecoder().decode(plain).replace(/,[^,]*,[^,]*,[^,]*,[^,]*$/, '}');
  const bodies = WORST_BODIES.map(({ name, make }) => ({ name, bytes: encoder.encode(make(LARGE_BYTES)).subarray(0, LARGE_BYTES) }));
  const [jsonMs = 0, ...times] = inTurns(5, [
    () => void JSON.parse(json),
    ...bodies.map(
      ({ bytes }) =>
        () =>
          readOurs(bytes),
    ),
  ]);
  const worst = Math.max(...times);
  const name = bodies[times.indexOf(worst)]?.name ?? '';
  return {
    name: `64 KiB of the worst body (${name}), to JSON.parse of as many bytes`,
    application: `${worst.toFixed(2)} ms`,
    twin: `${jsonMs.toFixed(2)} ms`,
    target: atMost(worst / jsonMs, TIMES_JSON_MAX),
  };
}

export const measureAlertParsing = (): readonly Row[] => [...dialectRows(), worstRow()];
