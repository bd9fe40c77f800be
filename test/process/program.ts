// Owns: the program as `npm start` runs it: compiled, in one file, in processes of its own. Ended by the test that started them.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildProgramFolder } from '../crash/build-app.ts';
import { until } from '../until.ts';

export interface Run {
  readonly output: () => string;
  readonly errors: () => string;
  readonly exited: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

export interface Program {
  /** Where it is started: .env, config.yaml and data lie here. */
  readonly folder: string;
  /** What the build has put into one file. */
  readonly bundle: string;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Run;
  /** Run by a command that becomes the program. */
  runUnder(wrapper: readonly [string, ...string[]], args: readonly string[], env?: Readonly<Record<string, string>>): Run;
  /** As `npm start` does: under a shell that waits for it. */
  runWithNpm(args: readonly string[], env?: Readonly<Record<string, string>>): Run;
  /** Kills what still runs. */
  end(): Promise<void>;
  remove(): void;
}

/** Takes up to BUILD_MS_MAX. `name`: of the folder that it runs in. */
export async function buildProgram(name: string): Promise<Program> {
  const compiled = await buildProgramFolder();
  const main = join(compiled, 'start.js');
  const folder = mkdtempSync(join(tmpdir(), `signalman-${name}-`));
  const running: Run[] = [];
  const start = (command: string, args: readonly string[], env: Readonly<Record<string, string>>): Run => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    const exited = once(child, 'exit').then(() => child.exitCode);
    const started = { output: () => output, errors: () => errors, exited, signal: (signal: NodeJS.Signals) => void child.kill(signal) };
    running.push(started);
    return started;
  };
  return {
    folder,
    bundle: join(dirname(main), 'bundle'),
    run: (args, env = {}) => start(process.execPath, [main, ...args], env),
    runUnder: ([command, ...words], args, env = {}) => start(command, [...words, process.execPath, main, ...args], env),
    // the second command keeps the shell from becoming the first
    runWithNpm: (args, env = {}) =>
      start('sh', ['-c', '"$0" "$@"; exit $?', process.execPath, main, ...args], { npm_lifecycle_event: 'start', ...env }),
    async end() {
      for (const run of running.splice(0)) {
        run.signal('SIGKILL');
        await run.exited;
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Where it listens. */
export const urlOf = (started: Run): Promise<string> =>
  until('the address', () => /Webhook: +(http:\S+)\/webhook/.exec(started.output())?.[1]);
