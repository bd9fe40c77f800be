// Owns: the fault simulation over the adapters of real venues: their HTTP and their streams, our core and our worker.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { alpacaVenue, PAIR, SHARE } from '../venues/alpaca-venue.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { type CcxtSpec, impatient } from '../venues/ccxt-adapters.ts';
import { BINGX_SPOT } from '../venues/bingx-spot-venue.ts';
import { BACKPACK, BINGX, BITFINEX, BYBIT, DERIBIT, KRAKEN, KRAKEN_FUTURES, OKX, WOO } from '../venues/ccxt-venues.ts';
import { BINANCE_DATED } from '../venues/dated-venues.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { HYPERLIQUID_SPOT } from '../venues/hyperliquid-spot-venue.ts';
import { HYPERLIQUID } from '../venues/hyperliquid-venue.ts';
import { KUCOIN_SPOT } from '../venues/kucoin-spot-venue.ts';
import { plainVenue } from '../venues/plain-venue.ts';
import type { RemoteSpec } from '../venues/remote-harness.ts';
import { LATE, storm, type Traded, type Weather } from './venue-storm.ts';

const PATIENCE = { timeout: 180_000 };
const PERPETUAL: Traded = { symbol: SWAP, engineSymbol: SWAP, unit: decimal('1') };
const LOST_ANSWERS: Weather = { kinds: ['submit'], faults: [{ type: 'cut_after' }], steps: 30 };
/** The one market of a spec, as the adapter calls it. */
function at(spec: CcxtSpec): readonly [spec: RemoteSpec, traded: Traded] {
  const name = spec.nature.shorts ? SWAP : SPOT;
  return [impatient(spec), { symbol: spec.names?.symbols[name] ?? name, engineSymbol: spec.engineSymbols[name] ?? '', unit: decimal('1') }];
}

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-storm-'));
// a download that was under way when its broker stopped may still be put in place
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const VENUES: readonly (readonly [name: string, spec: RemoteSpec, traded: Traded])[] = [
  ['a plain venue', plainVenue(), PERPETUAL],
  ['ccxt, Binance USD-M', impatient(BINANCE_USDM), { ...PERPETUAL, engineSymbol: 'BTCUSDT' }],
  ['ccxt, Binance spot', impatient(BINANCE_SPOT), { symbol: SPOT, engineSymbol: 'BTCUSDT', unit: decimal('1') }],
  ['ccxt, Bybit', ...at(BYBIT)],
  ['ccxt, OKX', ...at(OKX)],
  ['ccxt, Kraken', ...at(KRAKEN)],
  // ids of orders are numbers
  ['ccxt, Bitfinex', ...at(BITFINEX)],
  ['ccxt, WOO', ...at(WOO)],
  ['ccxt, Backpack', ...at(BACKPACK)],
  [
    'Alpaca, shares',
    alpacaVenue(),
    { symbol: SHARE, engineSymbol: SHARE, unit: decimal('1'), desk: { broker: 'alpaca', quoteCurrency: 'USD' } },
  ],
  [
    'Alpaca, shares with a stop and a target each',
    alpacaVenue(),
    { symbol: SHARE, engineSymbol: SHARE, unit: decimal('1'), guarded: true, desk: { broker: 'alpaca', quoteCurrency: 'USD' } },
  ],
  [
    'Alpaca, coins',
    alpacaVenue(),
    { symbol: PAIR, engineSymbol: PAIR, unit: decimal('1'), desk: { broker: 'alpaca', quoteCurrency: 'USD' } },
  ],
  [
    'Dhan',
    dhanVenue({ cacheDir }),
    {
      symbol: 'RELIANCE',
      engineSymbol: 'NSE_EQ:2885',
      unit: decimal('1'),
      desk: { broker: 'dhan', quoteCurrency: 'INR' },
    },
  ],
];

async function expectSound(spec: RemoteSpec, traded: Traded, seed: number): Promise<void> {
  const { wrong, lines, orders, faults } = await storm(spec, traded, seed);
  expect(wrong, lines.join('\n')).toEqual([]);
  expect(orders).toBeGreaterThan(3);
  expect(faults).toBeGreaterThan(3);
}

/** The first seed of a venue runs on any machine, the others while this lasts; a slow machine tells which it left out. */
const BOX_MS = 20_000;
const began = performance.now();

function isLeftOut(name: string, seed: number): boolean {
  if (performance.now() - began < BOX_MS) return false;
  process.stdout.write(`test/fault: storm seed ${seed} over ${name} left out, ${BOX_MS / 1_000} s are over\n`);
  return true;
}

describe.each(VENUES)('a storm over %s', (name, spec, traded) => {
  test('seed 2: no second order, none unknown, the book is the venue', PATIENCE, () => expectSound(spec, traded, 2));
  test.each([3, 4])('seed %i, while there is time', PATIENCE, async (seed) => {
    if (!isLeftOut(name, seed)) await expectSound(spec, traded, seed);
  });
});

/** What is no other exchange's way of being driven: once each, for the time that it takes. */
test.each([
  ["Kraken's futures", ...at(KRAKEN_FUTURES)],
  ['Deribit', ...at(DERIBIT)],
  ["BingX's contracts", ...at(BINGX)],
  ['Hyperliquid', ...at(HYPERLIQUID)],
  ["Hyperliquid's spot markets", ...at(HYPERLIQUID_SPOT)],
  ["Binance's contracts that end on a day", ...at(BINANCE_DATED)],
  ["KuCoin's spot markets", ...at(KUCOIN_SPOT)],
  ["BingX's spot markets", ...at(BINGX_SPOT)],
] as const)('a storm over %s: no second order, none unknown, the book is the venue', PATIENCE, (_name, spec, traded) =>
  expectSound(spec, traded, 3),
);

describe.each([
  ['shares', SHARE],
  ['coins', PAIR],
])('a storm over Alpaca, %s, in which requests come late', (_name, symbol) => {
  const traded: Traded = { symbol, engineSymbol: symbol, unit: decimal('1'), desk: { broker: 'alpaca', quoteCurrency: 'USD' } };
  test.each([4, 7, 8])('seed %i: none unknown, the book is the venue', PATIENCE, async (seed) => {
    const { wrong, lines, orders } = await storm(alpacaVenue(), traded, seed, LATE);
    expect(wrong, lines.join('\n')).toEqual([]);
    expect(orders).toBeGreaterThan(3);
  });
});

describe('the storm finds', () => {
  test('an adapter that takes a lost answer for a refusal', PATIENCE, async () => {
    const { wrong } = await storm(plainVenue('takes a lost answer for a refusal'), PERPETUAL, 1, LOST_ANSWERS);
    expect(wrong.length).toBeGreaterThan(0);
  });

  test('an adapter that sends again what may have arrived', PATIENCE, async () => {
    const plain = plainVenue('resends after a lost answer');
    const { wrong } = await storm({ ...plain, exchange: { ...plain.exchange, clientIds: 'free' } }, PERPETUAL, 2, LOST_ANSWERS);
    expect(wrong.some((each) => each.startsWith('a second order'))).toBe(true);
  });
});
