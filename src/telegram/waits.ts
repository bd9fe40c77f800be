// Owns: waits that end early when the process stops.

import type { Clock } from '../clock.ts';

export interface Waits {
  /** Resolves after `ms` (false), or when released (true). */
  wait(ms: number): Promise<boolean>;
  /** Ends every wait, and those that come. */
  release(): void;
}

export function createWaits(clock: Clock): Waits {
  const open = new Set<() => void>();
  let released = false;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        if (released) return resolve(true);
        const end = (): void => {
          cancel();
          open.delete(end);
          resolve(released);
        };
        const cancel = clock.after(ms, end);
        open.add(end);
      }),
    release() {
      released = true;
      for (const end of open) end();
    },
  };
}
