// A store with the real core on a real disk that has seen so many events, in a process of its own. Argument: JSON of
// { folder, events }. Says 'ready'; each message { commits } is answered with the time that each of them took, ms.

import { openAlert, readAlert, receiveAlertCommand } from '../src/http/senders/open-alert.ts';
import { createRedactor } from '../src/redact.ts';
import { randomHex } from '../src/boot/random-hex.ts';
import type { ReceiveAlert } from '../src/core/engine/command.ts';
import { createBenchClock } from './bench-clock.ts';
import { configOf, openCountedStore } from './core-of-folder.ts';
import { alertBody, BENCH_SECRET } from './workload.ts';

export interface CommitTask {
  readonly folder: string;
  readonly events: number;
}

/** One alert every 20 ms, day and night: far more than any sender sends. */
const ALERT_MS = 20;
const FILL_BATCH = 125;
const EVENTS_OF_ALERT = 2;

const { folder, events }: CommitTask = JSON.parse(process.argv[2] ?? '');
const clock = createBenchClock((events / EVENTS_OF_ALERT + 100_000) * ALERT_MS);
const config = configOf(folder);
const store = await openCountedStore(config, clock);
const redactor = createRedactor(config.secrets);
/** No strategy names fields of its alerts. */
const NO_NAMED_FIELDS = { strategies: new Map() };
let alerts = 0;

function nextAlert(): ReceiveAlert {
  alerts += 1;
  clock.advance(ALERT_MS);
  const opened = openAlert(Buffer.from(alertBody('exits', BENCH_SECRET, String(alerts))));
  const source = { origin: { type: 'webhook', sender: '127.0.0.1' }, strategyHint: null, rateKey: '127.0.0.1', signedHash: null } as const;
  return receiveAlertCommand(
    { clock, randomHex, redactor, settings: NO_NAMED_FIELDS },
    opened,
    readAlert(opened, { redactor, settings: NO_NAMED_FIELDS }, null),
    source,
  );
}

while (store.eventCount() < events) {
  const commands = Array.from({ length: FILL_BATCH }, nextAlert);
  await Promise.all(commands.map((command) => store.dispatcher.dispatch(command)));
  // Finished signals leave, as the worker sees to it.
  await store.dispatcher.dispatch({ type: 'clock' });
}
globalThis.gc?.();

async function timeCommits(count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const command = nextAlert();
    const before = performance.now();
    await store.dispatcher.dispatch(command);
    times.push(performance.now() - before);
  }
  await store.dispatcher.dispatch({ type: 'clock' });
  return times;
}

process.on('message', ({ commits }: { commits: number }) => {
  void timeCommits(commits).then((times) => process.send?.(times));
});
process.send?.('ready');
