// What an alert decides and what says that its order was sent stand in one line of the journal: one sync lies between the alert
// and the first byte to the venue, for exits and for entries by rule.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

/** The kinds of events of each line. */
function lines(folder: string): readonly (readonly string[])[] {
  const journal = join(folder, 'data', 'journal');
  return readdirSync(journal)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(journal, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { events: { type: string }[] }).events.map(({ type }) => type));
}

it('is so for the order of an exit, and for that of an entry that nobody is asked about', async () => {
  const configYaml = `
accounts: { paper: { broker: paper, balances: { USDT: 100000 }, prices: demo } }
strategies: { default: { account: paper, approval: auto } }
`;
  house = await House.open({ configYaml });
  await house.inState(await house.alert('BUY BTC/USDT qty=0.1'), 'completed');
  await house.inState(await house.alert('CLOSE BTC/USDT'), 'completed');
  const made = lines(house.folder).filter((kinds) => kinds.includes('order_initialized'));
  expect(made).toHaveLength(2);
  for (const kinds of made) expect(kinds.indexOf('order_submitted')).toBeGreaterThan(kinds.indexOf('order_initialized'));
  expect(made[1]).toContain('signal_received');
});
