// Owns: one run of the application as a process of its own.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ADMIN_TOKEN, AppClient, CONSOLE_TOKEN, ProcessGone, WEBHOOK_SECRET } from '../app-client.ts';

export class AppUnderTest extends AppClient {
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;

  private constructor(child: ChildProcess, url: string, exited: Promise<unknown>) {
    super(url);
    this.child = child;
    this.exited = exited;
  }

  /** Resolves when it listens; rejects with ProcessGone when it is killed before that. */
  static async start(
    script: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    spawned: (pid: number) => void = () => undefined,
  ): Promise<AppUnderTest> {
    const child = spawn(process.execPath, [script, ...args], {
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', PORT: '0', WEBHOOK_SECRET, ADMIN_TOKEN, CONSOLE_TOKEN, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) spawned(child.pid);
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    const exited = once(child, 'exit');
    const lines = createInterface({ input: child.stdout });
    const first = await Promise.race([once(lines, 'line'), exited.then(() => null)]);
    if (first === null) {
      if (child.signalCode === 'SIGKILL') throw new ProcessGone('killed while it started');
      throw new Error(`the process ended with ${child.exitCode}: ${errors}`);
    }
    const { url } = JSON.parse(String(first[0])) as { url: string };
    return new AppUnderTest(child, url, exited);
  }

  kill(): Promise<unknown> {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  /** As an operator stops it; answers with the exit code. Rejects with ProcessGone when it was killed meanwhile. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    await this.exited;
    if (this.child.signalCode === 'SIGKILL') throw new ProcessGone('killed while it stopped');
    return this.child.exitCode;
  }
}
