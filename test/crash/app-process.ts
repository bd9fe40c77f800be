// The real application as a process of its own that ends itself, by SIGKILL, at a place between two effects.
// Arguments: `record <file>` writes the name of every such place to the file; `kill <name> <n>` dies when it passes that place for the n-th time.

import { appendFileSync } from 'node:fs';
import { startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { processInput } from '../../src/config/environment/process-input.ts';

const [mode = 'run', value = '', occurrence = ''] = process.argv.slice(2);
const passed = new Map<string, number>();

function failpoint(name: string): void {
  const count = (passed.get(name) ?? 0) + 1;
  passed.set(name, count);
  if (mode === 'record') appendFileSync(value, `${name}\n`);
  if (mode === 'kill' && name === value && count === Number(occurrence)) process.kill(process.pid, 'SIGKILL');
}

async function run(): Promise<void> {
  const loaded = loadConfig(processInput([]));
  if (loaded.type === 'invalid') throw new Error(formatProblems(loaded.problems));
  const app = await startApp(loaded.config, { failpoint });
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
