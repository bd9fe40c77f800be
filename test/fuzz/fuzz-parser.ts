// Owns: mutated bodies through the parser: nothing throws, hangs, grows or gives a reading that cannot be one.

import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { mutatedBody } from './mutate-body.ts';
import { createRandom } from './random.ts';
import { unsoundReading } from './unsound-reading.ts';

/** A body of this size takes far below a millisecond; so long is a hang. The best of three runs counts. */
const HANG_MS = 250;
const PROBLEMS_MAX = 20;

export interface ParserFuzz {
  readonly bodies: number;
  readonly kinds: Readonly<Record<string, number>>;
  /** Each with its body, so that it can be made a test. */
  readonly problems: readonly string[];
}

const shown = (bytes: Uint8Array): string => JSON.stringify(new TextDecoder().decode(bytes)).slice(0, 2_000);

function timeOf(bytes: Uint8Array): number {
  const from = performance.now();
  parseAlert(readBody(bytes));
  return performance.now() - from;
}

/** What is wrong with the reading of `bytes`, or its kind. */
function tryBody(bytes: Uint8Array): { readonly kind: string; readonly problem: string | null } {
  try {
    const from = performance.now();
    const reading = parseAlert(readBody(bytes));
    const tookMs = performance.now() - from;
    const hangs = tookMs > HANG_MS && Math.min(timeOf(bytes), timeOf(bytes)) > HANG_MS;
    return { kind: reading.kind, problem: hangs ? `took ${tookMs.toFixed(0)} ms` : unsoundReading(reading) };
  } catch (error) {
    return { kind: 'thrown', problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** `bodies` of them, or as many as there is time for. */
export function fuzzParser(seed: number, bodies: number, untilMs: number = Number.POSITIVE_INFINITY): ParserFuzz {
  const random = createRandom(seed);
  const kinds: Record<string, number> = {};
  const problems: string[] = [];
  let done = 0;
  for (; done < bodies && problems.length < PROBLEMS_MAX; done++) {
    if (done % 1_000 === 0 && performance.now() > untilMs) break;
    const bytes = mutatedBody(random);
    const { kind, problem } = tryBody(bytes);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (problem !== null) problems.push(`${problem}\n  body ${done}: ${shown(bytes)}`);
  }
  return { bodies: done, kinds, problems };
}
