// Owns: the processes of the benchmark. Each measured thing runs in one of its own, from compiled JavaScript.

import { fork, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const compiled = (script: string): string => join(import.meta.dirname, `${script}.js`);

/** How long a process may take to start or to stop before the benchmark gives up. */
const PATIENCE_MS = 120_000;
const POLL_MS = 2;

export interface Child {
  readonly process: ChildProcess;
  /** From the start of the process to its first answer, ms. */
  readonly startedInMs: number;
  /** Ends it as an operator would (SIGTERM) and waits for that. */
  stop(): Promise<void>;
  /** What it holds after a garbage collection, MiB. */
  residentMib(): Promise<number>;
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Refused: it does not listen yet.
    return false;
  }
}

function statusField(pid: number, field: string): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (line?.[1] === undefined) throw new Error(`/proc/${pid}/status has no ${field}`);
  return Number(line[1]) / 1_024;
}

/** Starts `node <argv>` and waits until `url` answers. Its output goes to `log`, or nowhere. */
export async function startServer(
  argv: readonly string[],
  url: string,
  surroundings: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Child> {
  const before = performance.now();
  const child = spawn(process.execPath, ['--import', compiled('collect-garbage'), ...argv], {
    env: {},
    ...surroundings,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() - before > PATIENCE_MS)
      throw new Error(`${argv.join(' ')} did not start: ${complaint}`);
    await delay(POLL_MS);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error(`${argv.join(' ')} has no process id`);
  return {
    process: child,
    startedInMs: performance.now() - before,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
    async residentMib() {
      child.kill('SIGUSR2');
      await delay(1_000);
      return statusField(pid, 'VmRSS');
    },
  };
}

/** Runs a script of the benchmark to its end and answers with the one message that it sends. */
export async function ask<T>(script: string, argument: unknown): Promise<T> {
  const child = fork(compiled(script), [JSON.stringify(argument)], { execArgv: ['--expose-gc'], env: {} });
  const answer = once(child, 'message');
  const exit = once(child, 'exit');
  const [message] = await Promise.race([answer, exit.then(([code]) => Promise.reject(new Error(`${script} ended with ${String(code)}`)))]);
  await exit;
  return message as T;
}

export interface Twin {
  readonly url: string;
  stop(): Promise<void>;
}

/** A route of the folder `twins`, which tells its port. */
export async function startTwin(script: string, ...argv: readonly string[]): Promise<Twin> {
  const child = fork(compiled(`twins/${script}`), argv, { execArgv: [], env: {} });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
