// Owns: the application as plain JavaScript, compiled once per test file, and its crash process as one file with V8's code
// for it, as `npm start` has it: a process that is started some hundred times must not load eight hundred modules each time.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeBundle } from '../../scripts/bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Compiling and bundling take ten seconds, and several times that on a busy machine. */
export const BUILD_MS_MAX = 300_000;

/** Answers with the folder that holds `src` and `test`. `name`: each test file compiles into one of its own. */
export function compileApp(name: string): string {
  // two runs at once must not build over each other
  const folder = `${ROOT}node_modules/.cache/signalman-${name}-${process.pid}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/src/console`, { recursive: true });
  // `npm run typecheck` says what is wrong with types, once: here six files would each have all of them checked
  const options = ['-p', `${ROOT}test/crash/tsconfig.json`, '--outDir', folder, '--noCheck'];
  execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, ...options], { cwd: ROOT });
  symlinkSync(`${ROOT}package.json`, `${folder}/package.json`);
  symlinkSync(`${ROOT}src/console/page`, `${folder}/src/console/page`);
  return folder;
}

/** Path of the script to run with node: app-process.ts. */
export async function buildApp(name: string): Promise<string> {
  const folder = compileApp(name);
  await makeBundle(`${folder}/src`, `${folder}/test/crash/app-process.js`);
  return `${folder}/src/start.js`;
}
