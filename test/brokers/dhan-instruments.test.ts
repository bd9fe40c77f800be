// Dhan's list of instruments: what is read of a row, how it is found by name, and that it is had every day, from the file
// where the network fails.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findScrip } from '../../src/brokers/dhan/find-scrip.ts';
import { readHeader, readScrip, symbolOf, tickInRupees } from '../../src/brokers/dhan/scrip.ts';
import { createScripListBuilder, type ScripList } from '../../src/brokers/dhan/scrip-list.ts';
import { createScripStore, listDay, type ScripStore } from '../../src/brokers/dhan/scrip-store.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { dhanCompactFile, dhanScripFile } from '../venues/dhan-scrips.ts';

const TODAY = '2026-01-05';

function listOf(file: string): ScripList {
  const [first = '', ...lines] = file.split('\n');
  const header = readHeader(first);
  if (header === null) throw new Error('no header');
  const builder = createScripListBuilder();
  for (const line of lines) {
    const scrip = line === '' ? null : readScrip(header, line);
    if (scrip !== null) builder.add(scrip);
  }
  return builder.build(TODAY);
}

const detailed = listOf(dhanScripFile());

function idOf(symbol: string, list = detailed, day = TODAY): string | readonly string[] {
  const found = findScrip(list, symbol, day);
  if (found.type === 'found') return `${found.scrip.segment} ${found.scrip.securityId}`;
  return found.type === 'unknown' ? found.nearest : `by the price of ${found.underlying.securityId}`;
}

const byPrice = (symbol: string, last: string): string | null => {
  const found = findScrip(detailed, symbol, TODAY);
  if (found.type !== 'by_price') throw new Error(`${symbol} does not depend on a price: ${JSON.stringify(found)}`);
  const scrip = found.pick(decimal(last));
  return scrip === null ? null : symbolOf(scrip);
};

describe("a row of Dhan's list", () => {
  it('has its tick in rupees, whether it is written in paise or in rupees', () => {
    expect(tickInRupees(decimal('10'), 'NSE_EQ')).toBe('0.1');
    expect(tickInRupees(decimal('5'), 'NSE_FNO')).toBe('0.05');
    expect(tickInRupees(decimal('0.05'), 'NSE_FNO')).toBe('0.05');
    expect(tickInRupees(decimal('1'), 'NSE_EQ')).toBe('0.01');
    expect(tickInRupees(decimal('0.25'), 'NSE_CURRENCY')).toBe('0.0025');
    expect(tickInRupees(decimal('0.0025'), 'BSE_CURRENCY')).toBe('0.0025');
    expect(tickInRupees(decimal('100'), 'MCX_COMM')).toBe('1');
    expect(tickInRupees(decimal('0.05'), 'IDX_I')).toBe('0.05');
  });

  it('is read by the names of the columns, wherever they stand and whatever stands between', () => {
    const header = readHeader(
      'FOO,TICK_SIZE,OPTION_TYPE,STRIKE_PRICE,SM_EXPIRY_DATE,LOT_SIZE,SYMBOL_NAME,INSTRUMENT,SECURITY_ID,SEGMENT,EXCH_ID,',
    );
    if (header === null) throw new Error('the header was not read');
    expect(readScrip(header, 'x,5.0000,PE,24000.00000,2026-01-27,65.0,NIFTY-Jan2026-24000-PE,OPTIDX,4711,D,NSE,')).toMatchObject({
      segment: 'NSE_FNO',
      securityId: '4711',
      underlying: 'NIFTY',
      lot: '65',
      tick: '0.05',
      strike: '24000',
      expiry: '2026-01-27',
      right: 'PE',
      freezeQty: null,
    });
    expect(readHeader('<html><body>not found</body></html>')).toBeNull();
    expect(readHeader('EXCH_ID,SEGMENT,SECURITY_ID')).toBeNull();
  });

  it('is left out where nothing is traded: bonds, test symbols, rows without a lot', () => {
    expect(detailed.byId('NSE_EQ', '90001')).toBeNull();
    expect(detailed.byId('NSE_EQ', '90002')).toBeNull();
    expect(detailed.byId('NSE_EQ', '2885')).toMatchObject({ underlying: 'RELIANCE', lot: '1', tick: '0.05' });
    // an id is unique within its segment only
    expect(detailed.byId('BSE_EQ', '2885')).toBeNull();
  });
});

describe('the name of an instrument', () => {
  it('means one row: shares at NSE bare, everything else with its exchange', () => {
    expect(idOf('RELIANCE')).toBe('NSE_EQ 2885');
    expect(idOf('NSE:RELIANCE')).toBe('NSE_EQ 2885');
    expect(idOf('BSE:RELIANCE')).toBe('BSE_EQ 500325');
    expect(idOf('M_M')).toBe('NSE_EQ 2031');
    expect(idOf('M&M')).toBe('NSE_EQ 2031');
    expect(idOf('BAJAJ-AUTO')).toBe('NSE_EQ 16669');
    expect(idOf('NFO:NIFTY-2026-01-27-FUT')).toBe('NSE_FNO 35001');
    expect(idOf('NIFTY-2026-01-27-FUT')).toBe('NSE_FNO 35001');
    expect(idOf('NIFTY-2026-01-06-24050-PE')).toBe('NSE_FNO 47004');
    expect(idOf('BFO:SENSEX-2026-01-08-80100-CE')).toBe('BSE_FNO 57003');
    expect(idOf('SENSEX-2026-01-08-80100-CE')).toBe('BSE_FNO 57003');
    expect(idOf('MCX:GOLDPETAL-2026-01-30-FUT')).toBe('MCX_COMM 466029');
    expect(idOf('CDS:USDINR-2026-01-28-FUT')).toBe('NSE_CURRENCY 2147');
  });

  it('is the same again when it is written from the row, in both files', () => {
    for (const list of [detailed, listOf(dhanCompactFile())]) {
      for (const shelf of list.shelves.keys()) {
        const [segment = '', underlying = ''] = shelf.split('|');
        if (segment === 'IDX_I') continue;
        for (const scrip of list.of(segment as 'NSE_EQ', underlying)) {
          if (scrip.expiry !== null && scrip.expiry < TODAY) continue;
          expect(idOf(symbolOf(scrip), list)).toBe(`${scrip.segment} ${scrip.securityId}`);
        }
      }
    }
  });

  it('may leave the expiry to the day: the nearest one, or the last one of the month', () => {
    expect(idOf('NIFTY-NEAR-24000-CE')).toBe('NSE_FNO 47001');
    expect(idOf('NIFTY-MONTH-24000-CE')).toBe('NSE_FNO 48001');
    expect(idOf('NIFTY-NEAR-FUT')).toBe('NSE_FNO 35001');
    expect(idOf('NIFTY-NEAR-FUT', detailed, '2026-01-27')).toBe('NSE_FNO 35001');
    expect(idOf('NIFTY-NEAR-FUT', detailed, '2026-01-28')).toBe('NSE_FNO 35002');
  });

  it('may count the strike from the money: above zero is out of it, for a call upwards, for a put downwards', () => {
    expect(idOf('NIFTY-NEAR-ATM-CE')).toBe('by the price of 13');
    expect(byPrice('NIFTY-NEAR-ATM-CE', '24218.35')).toBe('NFO:NIFTY-2026-01-06-24200-CE');
    expect(byPrice('NIFTY-NEAR-OTM1-CE', '24218.35')).toBe('NFO:NIFTY-2026-01-06-24250-CE');
    expect(byPrice('NIFTY-NEAR-ITM1-CE', '24218.35')).toBe('NFO:NIFTY-2026-01-06-24150-CE');
    expect(byPrice('NIFTY-NEAR-OTM1-PE', '24218.35')).toBe('NFO:NIFTY-2026-01-06-24150-PE');
    expect(byPrice('NIFTY-NEAR-ITM2-PE', '24218.35')).toBe('NFO:NIFTY-2026-01-06-24300-PE');
    expect(byPrice('NIFTY-MONTH-OTM1-CE', '24218.35')).toBe('NFO:NIFTY-2026-01-27-24300-CE');
    expect(byPrice('SENSEX-NEAR-ATM-PE', '80149')).toBe('BFO:SENSEX-2026-01-08-80100-PE');
    expect(byPrice('NIFTY-NEAR-ATM-CE', '24225')).toBe('NFO:NIFTY-2026-01-06-24200-CE');
    expect(byPrice('NIFTY-NEAR-OTM9-CE', '24400')).toBeNull();
  });

  it('is refused with the nearest names where it means nothing, and never taken for something else', () => {
    expect(idOf('RELIANSE')).toEqual(['RELIANCE']);
    expect(idOf('BSE:BAJAJ-AUTO')).toEqual(['BAJAJ-AUTO']);
    expect(idOf('NIFTY')).toEqual([]);
    expect(idOf('NIFTY-2026-01-06-24010-CE')).toEqual([
      'NFO:NIFTY-2026-01-06-24000-CE',
      'NFO:NIFTY-2026-01-06-24050-CE',
      'NFO:NIFTY-2026-01-06-24100-CE',
    ]);
    expect(idOf('NIFTY-2026-01-13-24100-CE')).toEqual(['NFO:NIFTY-2026-01-06-24100-CE', 'NFO:NIFTY-2026-01-27-24100-CE']);
    expect(idOf('NIFTY-2025-12-30-24000-CE')).toHaveLength(2);
    expect(idOf('NIFTI-NEAR-FUT')).toEqual(['NIFTY-NEAR-FUT']);
    expect(idOf('MCX:NIFTY-NEAR-FUT')).toEqual(['NFO:NIFTY-NEAR-FUT']);
    for (const nothing of ['', 'A B', '__proto__', 'reliance', 'NFO:RELIANCE', 'BTC/USDT', 'X'.repeat(500)])
      expect(idOf(nothing), nothing).toEqual([]);
  });
});

describe('the list over the days', () => {
  let clock: FakeClock;
  let server: Server;
  let dir: string;
  let url: string;
  let answer: { status: number; body: string };
  let asked = 0;

  const open = (): ScripStore => createScripStore({ url, cacheDir: dir, clock, log: () => undefined });

  beforeEach(async () => {
    clock = createFakeClock();
    dir = await mkdtemp(join(tmpdir(), 'dhan-'));
    asked = 0;
    answer = { status: 200, body: dhanScripFile() };
    server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.csv`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(dir, { recursive: true });
  });

  it('is downloaded once, kept with its day, and read from there at the next start', async () => {
    const first = await open().get();
    expect(first).toMatchObject({ day: TODAY, count: detailed.count });
    const second = open();
    const list = await second.get();
    expect(asked).toBe(1);
    expect(list?.shelves).toEqual(first?.shelves);
    expect(second.trouble()).toBeNull();
    expect(await readdir(dir)).toEqual(['dhan-instruments.txt']);
    expect(await readFile(join(dir, 'dhan-instruments.txt'), 'utf8')).toContain(`|${TODAY}|`);
  });

  it('is renewed beside the work when its day is over', async () => {
    const store = open();
    await store.get();
    await clock.advance(24 * 3_600_000);
    expect((await store.get())?.day).toBe(TODAY);
    while (store.trouble() !== null) await clock.settle();
    expect((await store.get())?.day).toBe('2026-01-06');
    expect(asked).toBe(2);
  });

  it('counts the day from the hour in which the file is made', () => {
    expect(listDay(Date.UTC(2026, 0, 5, 2, 29))).toBe('2026-01-04');
    expect(listDay(Date.UTC(2026, 0, 5, 2, 30))).toBe('2026-01-05');
  });

  it('stays the old one, and is called old, where the new one cannot be had; after a pause it is tried again', async () => {
    await open().get();
    await clock.advance(24 * 3_600_000);
    answer = { status: 503, body: 'maintenance' };
    const store = open();
    expect((await store.get())?.day).toBe(TODAY);
    while (!(store.trouble() ?? '').includes('503')) await clock.settle();
    expect(asked).toBe(2);
    await store.get();
    expect(asked).toBe(2);
    answer = { status: 200, body: dhanScripFile() };
    await clock.advance(300_000);
    await store.get();
    while (store.trouble() !== null) await clock.settle();
    expect((await store.get())?.day).toBe('2026-01-06');
  });

  it('is not replaced by one that ends too early, and says so', async () => {
    await open().get();
    await clock.advance(24 * 3_600_000);
    const whole = dhanScripFile();
    answer = { status: 200, body: whole.split('\n').slice(0, 4).join('\n') };
    const store = open();
    expect((await store.get())?.count).toBe(detailed.count);
    while (!(store.trouble() ?? '').includes('it is not taken')) await clock.settle();
    expect((await store.get())?.count).toBe(detailed.count);
    expect(await readFile(join(dir, 'dhan-instruments.txt'), 'utf8')).toContain(`|${TODAY}|`);
    answer = { status: 200, body: whole };
    await clock.advance(300_000);
    await store.get();
    while (store.trouble() !== null) await clock.settle();
    expect((await store.get())?.day).toBe('2026-01-06');
  });

  it('is not there at all where there is neither file nor network, which is said', async () => {
    answer = { status: 200, body: '<html>Attention Required!</html>' };
    const store = open();
    expect(await store.get()).toBeNull();
    expect(store.trouble()).toContain('is no list of instruments');
    expect(await readdir(dir)).toEqual([]);
    // nothing can be traded without it: whoever asks next tries again
    answer = { status: 200, body: dhanScripFile() };
    expect((await store.get())?.count).toBe(detailed.count);
  });

  it('is downloaded again where the file is torn or of another address', async () => {
    await open().get();
    const file = join(dir, 'dhan-instruments.txt');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, text.length / 2));
    expect((await open().get())?.count).toBe(detailed.count);
    expect(asked).toBe(2);
    await createScripStore({ url: `${url}?other`, cacheDir: dir, clock, log: () => undefined }).get();
    expect(asked).toBe(3);
  });
});
