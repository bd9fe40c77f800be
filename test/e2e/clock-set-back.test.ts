// The clock of the machine was a day ahead, and is set right while nothing runs.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { House } from './house.ts';

it.each([true, false])('a card of that day is not answered any more after the start; with its journal: %s', async (hasJournal) => {
  const h = await House.open({ configYaml: 'strategies: { default: { account: paper, approval: confirm } }\n' });
  const id = await h.alert('BUY BTCUSDT.P @ 45000 qty=0.1');
  await h.inState(id, 'awaiting_approval');
  await h.stop();
  if (!hasJournal) rmSync(join(h.folder, 'data', 'journal'), { recursive: true });
  h.clock.setBack(24 * 3_600_000);
  await h.start();
  expect(await h.signalState(id)).toBe('expired');
  await h.close();
});
