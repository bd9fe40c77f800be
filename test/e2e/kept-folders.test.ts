// Folders that earlier versions wrote, each killed in the middle of trading: this one goes on where they were. What they
// answered just before is kept beside them (kept-folders/<day of the version>/answers.json, of the fields that both have).

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

type Row = Readonly<Record<string, unknown>>;

interface Kept {
  readonly killed_at: string;
  readonly positions: readonly Row[];
  readonly orders: readonly Row[];
}

const FOLDERS = join(import.meta.dirname, 'kept-folders');
const SOON_MS = 10_000;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

async function openKept(day: string): Promise<{ h: House; kept: Kept }> {
  const folder = join(FOLDERS, day);
  const kept = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Kept;
  house = await House.open({ keptFolder: folder, firstMoment: Date.parse(kept.killed_at) + SOON_MS });
  return { h: house, kept };
}

/** Of each row the fields that the kept one has. */
const asKept = (now: readonly Row[], kept: readonly Row[]): unknown[] =>
  now.map((row, i) => Object.fromEntries(Object.keys(kept[i] ?? {}).map((field) => [field, row[field]])));

const days = readdirSync(FOLDERS);
it('there are folders', () => expect(days.length).toBeGreaterThan(1));

describe.each(days)('the folder of %s', (day) => {
  it('holds the same positions with the same protection, and the same orders', async () => {
    const { h, kept } = await openKept(day);
    expect(await h.positions()).toMatchObject(kept.positions);
    const orders = await h.orders();
    expect(asKept(orders, kept.orders)).toEqual(kept.orders);
    // a minute in which the books are compared with the venue changes nothing, and nothing is asked about
    await h.clock.advance(70_000);
    expect(await h.positions()).toMatchObject(kept.positions);
    expect(asKept(await h.orders(), kept.orders)).toEqual(kept.orders);
    expect((await h.client.messages()).filter(({ text }) => /Discrepancy|differs|lost/i.test(text))).toEqual([]);
  });

  it('has cards whose buttons work, once', async () => {
    const { h } = await openKept(day);
    // the first versions kept no prices of alerts
    await h.client.alert('{"action":"close","symbol":"XRPUSDT","price":2,"strategy":"idle"}');
    await h.press('Approve');
    await h.until('the position', async () => (await h.positions()).some(({ symbol }) => symbol === 'XRP/USDT'));
    const bought = async (): Promise<unknown[]> =>
      (await h.orders())
        .filter(({ symbol, role }) => symbol === 'XRP/USDT' && role === 'entry')
        .map(({ filled_quantity: filled }) => filled);
    expect(await bought()).toEqual(['100']);
    await h.restart();
    expect(await bought()).toEqual(['100']);
    expect((await h.client.messages()).filter(({ text }) => text.includes('has changed'))).toEqual([]);
  });

  it('knows an alert that it has had, and lets a position out with its stop and target', async () => {
    const { h } = await openKept(day);
    const again = await h.client.alert('{"action":"buy","symbol":"BTCUSDT","quantity":0.05,"price":61500,"strategy":"trend"}');
    expect(again.body).toMatchObject({ duplicate: true });
    await h.inState(await h.alert('{"action":"close","symbol":"BTCUSDT","price":61400,"strategy":"trend"}'), 'completed');
    expect((await h.positions()).some(({ symbol }) => symbol === 'BTC/USDT')).toBe(false);
    const open = (await h.orders()).filter(({ symbol, status }) => symbol === 'BTC/USDT' && status === 'accepted');
    expect(open).toEqual([]);
    const exits = (await h.orders()).filter(({ symbol, role }) => symbol === 'BTC/USDT' && role === 'exit');
    expect(exits[0]).toMatchObject({ side: 'sell', filled_quantity: '0.2', status: 'filled' });
  });
});
