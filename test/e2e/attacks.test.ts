// Owns: attacks on the whole application: what is taken away from it between two starts, and what it does then.

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fillableDisk } from './fillable-disk.ts';
import { House, type HouseOptions } from './house.ts';

const configOf = (...accounts: string[]): string => `
accounts:
${accounts.map((name) => `  ${name}: { broker: paper, balances: { USDT: 10000 }, prices: signal }`).join('\n')}
strategies:
${accounts.map((name) => `  on-${name}: { account: ${name}, approval: auto }`).join('\n')}
`;
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';

let house: House | null = null;
async function open(options: HouseOptions): Promise<House> {
  house = await House.open(options);
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

describe('a restart', () => {
  it('on a full disk goes through, and lets an exit through', async () => {
    const disk = fillableDisk();
    const h = await open({ configYaml: configOf('paper'), overrides: { fs: disk.fs } });
    await h.inState(await h.alert(BUY, '/webhook/on-paper'), 'completed');
    await h.message('Stop-loss 44000 in place');
    await h.stop();
    disk.setFull(true);
    await h.start();
    await h.inState(await h.alert('CLOSE BTCUSDT.P', '/webhook/on-paper'), 'completed');
    expect(await h.positions()).toEqual([]);
    disk.setFull(false);
  });

  it('without the account of an open position tells of it, and of the exit that cannot be sent', async () => {
    const h = await open({ configYaml: configOf('first', 'second') });
    await h.inState(await h.alert(BUY, '/webhook/on-second'), 'completed');
    await h.message('Stop-loss 44000 in place');
    await h.stop();
    writeFileSync(join(h.folder, 'config.yaml'), configOf('first'));
    await h.start();
    await h.message('no alert reaches it', 'the account second is not in config.yaml any more');
    await h.client.say('/close BTC');
    await h.message('second cannot be reached', 'add it again');
    await h.stop();
    writeFileSync(join(h.folder, 'config.yaml'), configOf('first', 'second'));
    await h.start();
    await h.until('the exit to be sent', async () => (await h.positions()).length === 0);
  });

  it('on a venue that has forgotten everything does not show the position as protected', async () => {
    const h = await open({ configYaml: configOf('paper') });
    await h.inState(await h.alert(BUY, '/webhook/on-paper'), 'completed');
    await h.message('Stop-loss 44000 in place');
    await h.stop();
    const data = join(h.folder, 'data');
    for (const name of readdirSync(data)) if (name.startsWith('paper-')) rmSync(join(data, name));
    await h.start();
    await h.message('Order lost');
    await h.until('the truth about the stop', async () => (await h.positions()).every((position) => position['protected_by'] !== 'venue'));
    await h.message('the venue holds something else');
  });
});
