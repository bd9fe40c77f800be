// Owns: the one place where the environment of the process is read.

import { openGeneratedSecrets } from './generated-secrets.ts';
import type { ConfigInput } from '../load-config.ts';
import { readTextFile } from '../read-text-file.ts';

/** `argv` without node and script. */
export const processInput = (argv: readonly string[]): ConfigInput => ({
  env: process.env,
  argv,
  cwd: process.cwd(),
  systemTimeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  readFile: readTextFile,
  openSecrets: openGeneratedSecrets,
});
