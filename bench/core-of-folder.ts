// Owns: the store with the real core on a data folder of the benchmark, without the rest of the application.

import { tradingCore } from '../src/boot/trading-core.ts';
import type { Clock } from '../src/clock.ts';
import { openGeneratedSecrets } from '../src/config/environment/generated-secrets.ts';
import { loadConfig } from '../src/config/load-config.ts';
import type { Config } from '../src/config/config.ts';
import { readTextFile } from '../src/config/read-text-file.ts';
import type { Command, Reply } from '../src/core/engine/command.ts';
import type { Event } from '../src/core/engine/event.ts';
import type { State } from '../src/core/engine/state.ts';
import { openStore, type Store } from '../src/store/open-store.ts';
import { applicationEnv } from './application.ts';
import { join } from 'node:path';

/** As the application reads it when it is started in `folder`. */
export function configOf(folder: string): Config {
  const loaded = loadConfig({
    env: applicationEnv(join(folder, 'data'), 0),
    argv: [],
    cwd: folder,
    systemTimeZone: 'UTC',
    readFile: readTextFile,
    openSecrets: openGeneratedSecrets,
  });
  if (loaded.type === 'invalid') throw new Error(loaded.problems.map(({ message }) => message).join('; '));
  return loaded.config;
}

export interface CountedStore extends Store<State, Command, Event, Reply> {
  /** Events that were decided since it was opened. */
  eventCount(): number;
}

export async function openCountedStore(config: Config, clock: Clock): Promise<CountedStore> {
  const core = tradingCore(config.settings);
  let count = 0;
  const fault = (fields: unknown, text?: unknown): never => {
    throw new Error(`the store complains: ${JSON.stringify([fields, text])}`);
  };
  const store = await openStore<State, Command, Event, Reply>({
    dataDir: config.dataDir,
    clock,
    core: {
      ...core,
      transact(state, command, now) {
        const transacted = core.transact(state, command, now);
        count += transacted.events.length;
        return transacted;
      },
    },
    log: { warn: fault, error: fault },
    onTrouble: fault,
  });
  return { ...store, eventCount: () => count };
}
