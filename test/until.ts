// Owns: waiting for what another process, a disk or a socket does. Fails with what was waited for; asserts nothing of time.

import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 15;
const PATIENCE_MS = 40_000;

/** Resolves with the first answer that is not null, undefined or false. `nudge` runs between two looks (a fake clock's turn). */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  nudge?: () => Promise<void>,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await nudge?.();
    await pause(LOOK_EVERY_MS);
  }
}
