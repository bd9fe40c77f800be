// The real application as a process of its own that ends itself, by SIGKILL, at the n-th place between two effects.
// Arguments: `record <file>` writes the name of every such place to the file; `kill <n>` dies at the n-th.

import { appendFileSync } from 'node:fs';
import { startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { processInput } from '../../src/config/process-input.ts';

const [mode = 'run', value = ''] = process.argv.slice(2);
let hits = 0;

function failpoint(name: string): void {
  hits += 1;
  if (mode === 'record') appendFileSync(value, `${name}\n`);
  if (mode === 'kill' && hits === Number(value)) process.kill(process.pid, 'SIGKILL');
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
  process.stdout.write(`${JSON.stringify({ url: app.url })}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
