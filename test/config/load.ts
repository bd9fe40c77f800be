// A configuration from given files and environment; secrets are "made" without a disk.

import { resolve } from 'node:path';
import { loadConfig, type LoadedConfig } from '../../src/config/load-config.ts';
import { formatProblem } from '../../src/config/problem.ts';
import type { FileText } from '../../src/config/read-text-file.ts';

export interface Given {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly argv?: readonly string[];
  /** By name in the working folder. */
  readonly files?: Readonly<Record<string, string | FileText>>;
}

export function load({ env = {}, argv = [], files = {} }: Given): LoadedConfig {
  const cwd = '/home/me';
  const texts = new Map(
    Object.entries(files).map(([name, file]): [string, FileText] => [
      resolve(cwd, name),
      typeof file === 'string' ? { type: 'text', text: file } : file,
    ]),
  );
  return loadConfig({
    env,
    argv,
    cwd,
    systemTimeZone: 'Europe/Vienna',
    readFile: (path) => texts.get(path) ?? { type: 'absent' },
    openSecrets: (_dataDir, names) => ({
      type: 'ok',
      secrets: new Map(names.map((name) => [name, `made-${name}`])),
      created: names,
      warnings: [],
    }),
  });
}

/** `place: message` of each problem; throws where the configuration is valid. */
export function problemsOf(loaded: LoadedConfig): string[] {
  if (loaded.type === 'ok') throw new Error('the configuration was accepted');
  return loaded.problems.map((problem) => formatProblem(problem).split('\n')[0]?.trim() ?? '');
}
