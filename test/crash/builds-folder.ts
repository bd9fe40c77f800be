// Owns: the folder of what is built for one run of the tests, which is removed at its end. Two runs at once must not build over each other.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The environment variable that names the folder to the processes of the run. */
export const BUILDS = 'SIGNALMAN_TEST_BUILDS';

// vitest takes a default export, and calls what it answers with at the end
export default function makeFolder(): () => void {
  // below node_modules: what is built finds its packages from there
  const caches = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(`${caches}signalman-builds-`);
  process.env[BUILDS] = folder;
  return () => rmSync(folder, { recursive: true });
}
