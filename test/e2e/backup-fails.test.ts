// A daily backup that cannot be made: people hear of it, and nothing else is held back.

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { House } from './house.ts';

let house: House | null = null;
afterEach(() => house?.close());

test('is told in the chat once, alerts are taken, and the one that is made in the end is told too', async () => {
  house = await House.open();
  const backups = join(house.folder, 'data', 'backups');
  // a file where the folder belongs: whoever runs the tests, root too, cannot make a folder of it
  writeFileSync(backups, '');
  await house.alert('BUY BTCUSDT @ 45000 qty=0.1');
  const told = async (words: string): Promise<number> =>
    ((await house?.client.messages()) ?? []).filter(({ text }) => text.includes(words)).length;
  for (let minute = 0; minute < 3; minute += 1) await house.clock.advance(60_000);
  await house.message('The daily backup could not be made', 'backups');
  expect(await told('The daily backup could not be made')).toBe(1);
  expect((await house.client.read('/ready')).body).toMatchObject({ status: 'ready' });
  rmSync(backups);
  await house.clock.advance(60_000);
  await house.message('The daily backup is made again');
  expect(readdirSync(backups)).toEqual(['2026-01-05']);
});
