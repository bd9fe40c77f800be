// Owns: the application and its crash process as plain JavaScript, built once per test run: a process that is started some
// hundred times must not compile itself each time.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Path of the script to run with node. `name`: each test file builds into a folder of its own. */
export function buildApp(name: string): string {
  // two runs at once must not build over each other
  const folder = `${ROOT}node_modules/.cache/signalman-${name}-${process.pid}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/src/console`, { recursive: true });
  execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '-p', `${ROOT}test/crash/tsconfig.json`, '--outDir', folder], {
    cwd: ROOT,
  });
  symlinkSync(`${ROOT}package.json`, `${folder}/package.json`);
  symlinkSync(`${ROOT}src/console/page`, `${folder}/src/console/page`);
  return `${folder}/test/crash/app-process.js`;
}
