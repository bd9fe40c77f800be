// Owns: the version of this package. package.json has the same relative path from src/config, dist/config and dist/bundle.

import { readFileSync } from 'node:fs';

export const packageVersion = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
};
