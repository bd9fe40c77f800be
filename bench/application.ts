// Owns: starting the real application for a measurement, as `npm start` does: dist/main.js, a paper account, no file edited.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startServer, type Child } from './child.ts';
import { BENCH_ADMIN_TOKEN, BENCH_SECRET } from './workload.ts';

const ROOT = process.cwd();

/** A folder on the disk where data lies in life, not on a file system in memory. */
export function makeFolder(): string {
  const parent = join(ROOT, 'data');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'bench-'));
}
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

export interface Application extends Child {
  readonly url: string;
}

/** The environment of `npm start`; the limit of entries is raised, everything else is as it is without a file. */
export const applicationEnv = (dataDir: string, port: number): Readonly<Record<string, string>> => ({
  HOST: '127.0.0.1',
  PORT: String(port),
  DATA_DIR: dataDir,
  LOG_LEVEL: 'info',
  TIMEZONE: 'UTC',
  WEBHOOK_SECRET: BENCH_SECRET,
  ADMIN_TOKEN: BENCH_ADMIN_TOKEN,
  WEBHOOK_RATE_LIMIT: '1000000',
});

/** What `npm start` runs: the options of Node, and the script. */
function startArguments(): readonly string[] {
  const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [node, ...rest] = scripts.start.split(' ');
  const script = rest.pop();
  if (node !== 'node' || script === undefined) throw new Error(`npm start is not "node [options] script": ${scripts.start}`);
  return [...rest, join(ROOT, script)];
}

/** `folder` becomes the working directory: config.yaml is there or nowhere, and the data lie in its `data`. */
export async function startApplication(folder: string, more: Readonly<Record<string, string>> = {}): Promise<Application> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...applicationEnv(join(folder, 'data'), port), ...more };
  return { url, ...(await startServer(startArguments(), `${url}/health`, { cwd: folder, env })) };
}

export async function startBareProcess(): Promise<Child> {
  const port = await freePort();
  return startServer([join(import.meta.dirname, 'twins', 'bare-process.js'), String(port)], `http://127.0.0.1:${port}/`, {});
}
