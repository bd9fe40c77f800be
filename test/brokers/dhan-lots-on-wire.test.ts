// Contracts that Dhan counts in lots, before its list of instruments is there: what their names tell without it, and that nothing is
// counted as a unit that may be a lot. What leaves goes by an old list at once.

import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWireUnits, lotUnitsWith } from '../../src/brokers/dhan/lot-units.ts';
import { dhanScripFile } from '../venues/dhan-scrips.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { fillsOf, qtyFilled, requestOf, submit } from './broker-harness.ts';

const CRUDE = 'MCX:CRUDEOIL-2026-01-19-FUT';
const dirs: string[] = [];
const emptyDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'dhan-wire-'));
  dirs.push(dir);
  return dir;
};

/** Where the list is had; a test may hold it back. */
let lists: Server;
let isHeld = false;
const held: ServerResponse[] = [];
const letGo = (): void => {
  isHeld = false;
  for (const response of held.splice(0)) response.end(dhanScripFile());
};

beforeAll(async () => {
  lists = createServer((_request, response) => {
    held.push(response);
    if (!isHeld) letGo();
  });
  await new Promise<void>((resolve) => lists.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  lists.closeAllConnections();
  await new Promise((resolve) => lists.close(resolve));
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

const units = createWireUnits(lotUnitsWith({}), {
  peek: () => null,
  within: () => Promise.resolve(null),
  trouble: () => 'it has not been downloaded yet',
});

describe('without a list', () => {
  it.each([
    ['CRUDEOIL-19Jan2026-FUT', '100'],
    ['CRUDEOIL26JANFUT', '100'],
    ['CRUDEOILM26JANFUT', '10'],
    ['CRUDEOIL JAN FUT', '100'],
    ['GOLDM FEB FUT', '10'],
    ['GOLDMAYFUT', '100'],
    ['GOLDMMAYFUT', '10'],
    ['CRUDEOIL 19 JAN 5800 CALL', '100'],
    ['CRUDEOIL26JAN5800PE', '100'],
    // how much one is nobody knows, with a list neither
    ['NICKEL-30Jan2026-FUT', '1'],
  ])('%s is %s of its units', async (tradingSymbol, each) => {
    expect(await units([{ segment: 'MCX_COMM', securityId: '1', tradingSymbol }])).toEqual({ type: 'ok', value: [each] });
  });

  it.each(['466104', 'GOLD TEN FEB FUT', 'NICKEL26JANFUT', ''])('%j is not counted before there is one', async (tradingSymbol) => {
    const share = { segment: 'NSE_EQ', securityId: '2885', tradingSymbol: 'RELIANCE' };
    expect(await units([share])).toEqual({ type: 'ok', value: ['1'] });
    expect(await units([share, { segment: 'MCX_COMM', securityId: '1', tradingSymbol }])).toMatchObject({
      type: 'unavailable',
      reason: expect.stringContaining('which is not there yet: it has not been downloaded yet') as string,
    });
  });
});

interface Started {
  readonly venue: RemoteHarness;
  readonly cacheDir: string;
  /** The next start finds no list in its folder, and gets none. */
  readonly loseList: () => void;
}

async function atDhan(run: (started: Started) => Promise<void>): Promise<void> {
  const broker = { cacheDir: emptyDir(), scripMasterUrl: `http://127.0.0.1:${(lists.address() as AddressInfo).port}/list.csv` };
  const spec = { ...dhanVenue({ cacheDir: broker.cacheDir, broker }), names: null };
  const venue = await remoteHarness(spec)({ balances: { INR: '100000000' }, liquidityPerStep: null });
  const loseList = (): void => {
    isHeld = true;
    broker.cacheDir = emptyDir();
  };
  try {
    await run({ venue, cacheDir: broker.cacheDir, loseList });
  } finally {
    letGo();
    await venue.close();
  }
}

/** Time passes until it is answered. */
async function passing<T>({ clock }: RemoteHarness, answer: Promise<T>, ms: number): Promise<T> {
  const state = { isDone: false };
  void answer.finally(() => {
    state.isDone = true;
  });
  await clock.settle();
  for (let passed = 0; !state.isDone && passed < ms; passed += 1_000) await clock.advance(1_000);
  expect(state.isDone, `not answered within ${ms} ms`).toBe(true);
  return answer;
}

describe('after a start before the list is there', () => {
  it('what was filled is in doubt for a while, and then all of it is told in units', () =>
    atDhan(async ({ venue, loseList }) => {
      venue.exchange.movePrice('MCX_COMM:466104', '6000');
      const order = await submit(venue, { symbol: CRUDE, side: 'buy', qty: '300', limit: '5000' });
      venue.exchange.movePrice('MCX_COMM:466104', '4990');
      loseList();
      venue.reports.length = 0;
      await passing(venue, venue.restart(), 60_000);
      const asked = { id: order.id, symbol: CRUDE, venueOrderId: order.venueOrderId };
      const doubtful = await passing(venue, venue.broker().lookUp(asked), 60_000);
      expect(doubtful).toMatchObject({ type: 'unavailable' });
      expect(JSON.stringify(doubtful)).toContain('how much a lot of 466104 (MCX_COMM) is');
      expect(venue.reports).toEqual([]);
      letGo();
      await venue.broker().price(CRUDE, null);
      expect(await venue.broker().lookUp(asked)).toMatchObject({ type: 'found', order: { qty: '300', status: 'filled' } });
      await venue.clock.advance(5_000);
      expect(qtyFilled(fillsOf(venue, order.id))).toBe('300');
    }));

  it('an entry waits as long as one may, is refused with the reason, and was not sent', () =>
    atDhan(async ({ venue, loseList }) => {
      venue.exchange.movePrice('MCX_COMM:466104', '6000');
      const request = await requestOf(venue, { symbol: CRUDE, side: 'buy', qty: '100' });
      loseList();
      await passing(venue, venue.restart(), 60_000);
      expect(await passing(venue, venue.broker().submit(request), 60_000)).toEqual({
        type: 'unavailable',
        reason: "Dhan's list of instruments is not there yet: it has not been downloaded yet",
      });
      expect(venue.server.attempts.filter(({ kind }) => kind === 'submit')).toEqual([]);
    }));
});

it('an old list that lies in the folder is there at once, and what leaves does not wait for the new one', () =>
  atDhan(async ({ venue, cacheDir }) => {
    venue.exchange.movePrice('MCX_COMM:466104', '6000');
    await submit(venue, { symbol: CRUDE, side: 'buy', qty: '100' });
    const file = join(cacheDir, 'dhan-instruments.txt');
    await writeFile(file, (await readFile(file, 'utf8')).replace('2026-01-05', '2026-01-04'));
    isHeld = true;
    await venue.restart();
    const request = await requestOf(venue, { symbol: CRUDE, side: 'sell', qty: '100', reduceOnly: true });
    expect((await venue.broker().submit(request)).type).toBe('accepted');
    expect(venue.exchange.ledger.position('MCX_COMM:466104').qty).toBe('0');
  }));
