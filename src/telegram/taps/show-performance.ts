// Owns: the buttons under /performance: the same for another time.

import { performancePage, readPerformanceData, type Asked } from '../pages/performance-page.ts';
import type { Tap, Verb } from './tap.ts';

export const performanceVerb: Verb = {
  role: 'viewer',
  run(tap) {
    const asked = readPerformanceData(tap.deps, tap.rest);
    if (asked === null) return tap.answer('There is no such strategy any more; ask again with /performance.');
    tap.answer('');
    void show(tap, asked);
  },
};

async function show(tap: Tap, asked: Asked): Promise<void> {
  try {
    tap.edit(await performancePage(tap.deps, asked));
  } catch (error) {
    tap.deps.log.error({ err: error }, 'telegram: the performance could not be told');
  }
}
