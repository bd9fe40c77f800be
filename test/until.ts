// Owns: waiting for what another process, a disk or a socket does. Fails with what was waited for; asserts nothing of time.

import { setTimeout as pause } from 'node:timers/promises';

/** The longer something takes, the seldomer it is looked at: looking is work too, and who is waited for needs the machine. */
const LOOK_EVERY_MS = { least: 15, most: 100, ofWaited: 0.05 };
const PATIENCE_MS = 40_000;

/** Resolves with the first answer that is not null, undefined or false. `nudge` runs between two looks (a fake clock's turn). */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  nudge?: () => Promise<void>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const began = Date.now();
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    const waitedMs = Date.now() - began;
    if (waitedMs > patienceMs) throw new Error(`waited in vain for: ${what}`);
    await nudge?.();
    const { least, most, ofWaited } = LOOK_EVERY_MS;
    await pause(nudge === undefined ? Math.min(most, least + waitedMs * ofWaited) : least);
  }
}
