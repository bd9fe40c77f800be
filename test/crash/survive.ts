// Owns: going through something with an application that may die on the way: it is started again, and gone on with.

import { ProcessGone } from '../app-client.ts';
import { AppUnderTest } from './app-under-test.ts';

export interface Survivor {
  restarts: number;
}

export interface Start {
  readonly script: string;
  /** They hold for the first start only. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly spawned?: (pid: number) => void;
  /** What happens while no process runs. */
  readonly died?: () => void;
}

const RESTARTS_MAX = 5;

/** `advance` goes on from wherever things stand, to their end; then they are inspected, and the application is stopped. */
export async function survive<S extends Survivor, T>(
  { script, args, env, spawned, died }: Start,
  story: S,
  advance: (app: AppUnderTest, story: S) => Promise<void>,
  inspect: (app: AppUnderTest, story: S) => Promise<T>,
): Promise<{ inspected: T; exitCode: number | null }> {
  let next = args;
  for (;;) {
    let app: AppUnderTest | null = null;
    try {
      app = await AppUnderTest.start(script, next, env, spawned);
      await advance(app, story);
      const inspected = await inspect(app, story);
      return { inspected, exitCode: await app.stop() };
    } catch (error) {
      await app?.kill();
      if (!(error instanceof ProcessGone)) throw error;
      died?.();
      next = [];
      story.restarts += 1;
      if (story.restarts > RESTARTS_MAX) throw new Error('the process does not stay alive', { cause: error });
    }
  }
}
