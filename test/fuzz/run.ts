// `npm run fuzz [-- seed seconds]`: a million mutated bodies through the parser and 50,000 through HTTP, from a seed that it
// prints, within a time that can be named. Ends with 1 where anything threw, hung, grew, or was answered with a 5xx.

import { fuzzHttp } from './fuzz-http.ts';
import { fuzzParser } from './fuzz-parser.ts';

const BODIES = 1_000_000;
const REQUESTS = 50_000;
const SECONDS_DEFAULT = 1_800;
/** What may stay in memory after all of it, beside what the first tenth left: caches and compiled code. */
const GROWTH_MAX_MIB = 48;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const [seedText, secondsText] = process.argv.slice(2);
const seed = Number(seedText ?? Math.floor(Math.random() * 2 ** 31));
const untilMs = performance.now() + Number(secondsText ?? SECONDS_DEFAULT) * 1_000;

function heapMib(): number {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc, as npm run fuzz does');
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1_048_576;
}

say(`seed ${seed}`);
const problems: string[] = [];
const warmUp = fuzzParser(seed, BODIES / 10, untilMs);
const before = heapMib();
const rest = fuzzParser(seed + 1, BODIES - warmUp.bodies, untilMs);
const parserGrowth = heapMib() - before;
const bodies = warmUp.bodies + rest.bodies;
say(`parser: ${bodies} bodies, ${JSON.stringify(rest.kinds)}, memory ${parserGrowth.toFixed(1)} MiB`);
problems.push(...warmUp.problems, ...rest.problems);

const firstHttp = await fuzzHttp(seed + 2, REQUESTS / 10, untilMs);
const beforeHttp = heapMib();
const restHttp = await fuzzHttp(seed + 3, REQUESTS - firstHttp.requests, untilMs);
const httpGrowth = heapMib() - beforeHttp;
const requests = firstHttp.requests + restHttp.requests;
say(`HTTP: ${requests} requests, ${JSON.stringify(restHttp.statuses)}, memory ${httpGrowth.toFixed(1)} MiB`);
problems.push(...firstHttp.problems, ...restHttp.problems);

for (const growth of [parserGrowth, httpGrowth]) if (growth > GROWTH_MAX_MIB) problems.push(`the memory grew by ${growth.toFixed(0)} MiB`);
if (bodies < BODIES || requests < REQUESTS) say('the time was over before all were sent');
for (const problem of problems) say(problem);
say(problems.length === 0 ? 'nothing found' : `${problems.length} problems; seed ${seed}`);
process.exitCode = problems.length === 0 ? 0 : 1;
