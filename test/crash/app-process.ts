// The real application as a process of its own that ends itself, by SIGKILL, at a place between two effects.
// Arguments: `record <file>` writes the name of every such place to the file; `kill <name> <n>` dies when it passes that place for the n-th time.
// HURRY: how fast its clock runs; CARRIED_TO: where the requests of ccxt go, which believe to go to the venue.

import { appendFileSync } from 'node:fs';
import { startApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { processInput } from '../../src/config/environment/process-input.ts';
import '../stay-here.ts';
import { carriedTo } from '../venues/carried-fetch.ts';
import { hurriedClock, type Hurry } from './hurried-clock.ts';

const [mode = 'run', value = '', occurrence = ''] = process.argv.slice(2);
const passed = new Map<string, number>();

function failpoint(name: string): void {
  const count = (passed.get(name) ?? 0) + 1;
  passed.set(name, count);
  if (mode === 'record') appendFileSync(value, `${name}\n`);
  if (mode === 'kill' && name === value && count === Number(occurrence)) process.kill(process.pid, 'SIGKILL');
}

/** What config.yaml cannot say: the account is what it is, and its library asks the loopback server. */
function carried(config: Config, { httpUrl, streams }: { readonly httpUrl: string; readonly streams: unknown }): Config {
  const ccxt = { fetchImplementation: carriedTo(httpUrl), urls: { api: { ws: streams } } };
  const venueAccounts = [...config.venueAccounts].map(
    ([name, venue]) => [name, venue.broker === 'ccxt' ? { ...venue, options: { ...venue.options, ...ccxt } } : venue] as const,
  );
  return { ...config, venueAccounts: new Map(venueAccounts) };
}

async function run(): Promise<void> {
  const loaded = loadConfig(processInput([]));
  if (loaded.type === 'invalid') throw new Error(formatProblems(loaded.problems));
  const { HURRY, CARRIED_TO } = process.env;
  const config = CARRIED_TO === undefined ? loaded.config : carried(loaded.config, JSON.parse(CARRIED_TO));
  const clock = HURRY === undefined ? {} : { clock: hurriedClock(JSON.parse(HURRY) as Hurry) };
  const app = await startApp(config, { failpoint, ...clock });
  process.on('SIGTERM', () => {
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  // the build, which makes a first trade to keep what V8 compiles for it, reads the greeting as the program says it
  process.stdout.write(`${JSON.stringify({ url: app.url })}\n${app.greeting}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
