// One burst of alerts, in a process of its own. Argument: JSON of Burst; answers the parent with BurstResult.
// Every body is different, so that nothing is a duplicate; all are built before the first one is sent.

import autocannon, { type Client } from 'autocannon';
import { alertBody, type Workload } from './workload.ts';

export interface Burst {
  readonly url: string;
  readonly secret: string;
  readonly workload: Workload;
  readonly connections: number;
  readonly amount: number;
  /** Unlike that of every other burst on this server. */
  readonly name: string;
}

export interface BurstResult {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly accepted: number;
  readonly refused: number;
}

const burst: Burst = JSON.parse(process.argv[2] ?? '');
const { url, secret, workload, connections, amount, name } = burst;
const ofEach = Math.ceil(amount / connections);
let clients = 0;
const latenciesMs: number[] = [];
let firstAt = 0;
let lastAt = 0;

const run = autocannon({
  url,
  connections,
  amount,
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  setupClient(client: Client) {
    const number = (clients += 1);
    client.setRequests(Array.from({ length: ofEach }, (_, index) => ({ body: alertBody(workload, secret, `${name}-${number}-${index}`) })));
    if (number === connections) firstAt = performance.now();
  },
});
void run.on('response', (_client, _status, _bytes, responseTimeMs) => {
  latenciesMs.push(responseTimeMs);
  lastAt = performance.now();
});
const result = await run;
if (result.errors > 0 || result.timeouts > 0) throw new Error(`${result.errors} errors and ${result.timeouts} timeouts at ${url}`);
const answer: BurstResult = {
  perSecond: (latenciesMs.length / (lastAt - firstAt)) * 1_000,
  latenciesMs,
  accepted: result['2xx'],
  refused: result.non2xx,
};
process.send?.(answer);
