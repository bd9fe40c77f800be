// Owns: the application as plain JavaScript in one file with V8's code for it, as `npm start` has it: a process that is started some
// hundred times must not load eight hundred modules each time. Built once per run, by the test file that needs it first.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBundle } from '../../scripts/bundle.ts';
import { until } from '../until.ts';
import { BUILDS } from './builds-folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Compiling and bundling take five seconds, and several times that on a busy machine. */
export const BUILD_MS_MAX = 300_000;

function compile(folder: string): void {
  mkdirSync(`${folder}/src/console`, { recursive: true });
  // `npm run typecheck` says what is wrong with types
  const options = ['-p', `${ROOT}test/crash/tsconfig.json`, '--outDir', folder, '--noCheck'];
  execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, ...options], { cwd: ROOT });
  symlinkSync(`${ROOT}package.json`, `${folder}/package.json`);
  symlinkSync(`${ROOT}src/console/page`, `${folder}/src/console/page`);
}

/** Answers with the folder that holds the compiled `src`, whose bundle begins with the module `entry` of `src` or `test`. */
async function builtOnce(name: string, entry: string): Promise<string> {
  const builds = process.env[BUILDS];
  if (builds === undefined)
    throw new Error(`${BUILDS} names no folder: vitest.config.ts makes it for tests that run in processes of their own`);
  const folder = join(builds, name);
  try {
    // one of the files that need it makes this folder, and builds
    mkdirSync(`${folder}.claimed`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await until(`the build of ${name} by another test file`, () => existsSync(folder), undefined, BUILD_MS_MAX);
    return `${folder}/src`;
  }
  compile(`${folder}.unfinished`);
  await makeBundle(`${folder}.unfinished/src`, `${folder}.unfinished/${entry}`);
  renameSync(`${folder}.unfinished`, folder);
  return `${folder}/src`;
}

/** The program: `start.js` of the folder that is answered with is what `npm start` runs. */
export const buildProgramFolder = (): Promise<string> => builtOnce('program', 'src/main.js');

/** Path of the script to run with node: app-process.ts. */
export const buildApp = async (): Promise<string> => `${await builtOnce('app-process', 'test/crash/app-process.js')}/start.js`;
