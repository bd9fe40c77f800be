// Runs the contract suite over dated contracts of Binance USD-M, Bybit, OKX, Deribit and Kraken with the ccxt adapter, and the fault cases over those
// of Binance, which are driven otherwise than its perpetuals: at the others nothing but the name of the market differs, and of the last two those
// cases are run in which something is executed.

import { describe, expect, it, test } from 'vitest';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { overWithContract, refusedAtEnd } from '../../src/brokers/ccxt/orders/ended-contract.ts';
import { rulesOf } from '../../src/brokers/ccxt/rules.ts';
import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { endedOn } from '../../src/core/model/markets/contract-end.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BINANCE_DATED, BYBIT_DATED, DATED, DERIBIT_DATED, KRAKEN_DATED, OKX_DATED } from '../venues/dated-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT, STOP } from './at-swap.ts';
import { position, submit, SWAP } from './broker-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES, faultSuite } from './cases-faults.ts';
import { registerFaultCases } from './fault-case.ts';

for (const [name, spec] of [
  ['Binance USD-M', BINANCE_DATED],
  ['Bybit', BYBIT_DATED],
  ['OKX', OKX_DATED],
] as const) {
  brokerSuite(`dated contracts of ${name} by ccxt`, remoteHarness(spec));
}
for (const [name, spec] of [
  ['Deribit', DERIBIT_DATED],
  ['Kraken', KRAKEN_DATED],
] as const) {
  describe(`dated contracts of ${name} by ccxt`, () => {
    executionCases(remoteHarness(spec));
    registerFaultCases(
      remoteHarness(impatient(spec)),
      FAULT_CASES.filter(({ name: fault }) => /^F(?:01|22)/.test(fault)),
    );

    test('a leverage, a position and its close are those of the dated contract, and the perpetual is left alone', () =>
      atSwap(spec, async (venue) => {
        await submit(venue, { ...BUY, limit: '101' });
        await submit(venue, STOP);
        const [perpetual, own] = [spec.exchange.markets[0]?.symbol, venue.engineSymbol(SWAP)];
        expect(venue.exchange.ledger.positions().map(({ symbol, qty }) => `${qty} ${symbol}`)).toEqual([`1 ${own}`]);
        venue.exchange.place({ clientId: null, symbol: perpetual ?? '', side: 'sell', kind: 'market', qty: decimal('2') });
        await venue.restart();
        expect(await position(venue, SWAP)).toBe('1');
        await submit(venue, EXIT);
        expect(venue.exchange.ledger.positions().map(({ symbol, qty }) => `${qty} ${symbol}`)).toEqual([`-2 ${perpetual}`]);
      }));
  });
}
faultSuite('dated contracts of Binance USD-M by ccxt', remoteHarness(impatient(BINANCE_DATED)));

test('what is held of it by hand moves no money of an account of perpetuals with its price', async () => {
  const venue = await remoteHarness({ ...BINANCE_USDM, exchange: BINANCE_DATED.exchange })({
    balances: { USDT: '10000' },
    liquidityPerStep: null,
  });
  try {
    const symbol = 'BTCUSDT_260327';
    venue.exchange.place({ clientId: null, symbol, side: 'buy', kind: 'market', qty: decimal('2') });
    const before = await venue.broker().cash?.();
    venue.exchange.movePrice(symbol, '110');
    expect(before).toMatchObject({ type: 'ok', cash: { amount: '9999.9' } });
    expect(await venue.broker().cash?.()).toEqual(before);
  } finally {
    await venue.close();
  }
});

it('a position that the venue still shows at the end is what is there, whichever other side is listed before it', async () => {
  const held = (side: string, contracts: number) => ({ symbol: DATED, side, contracts, hedged: true });
  const listed = { contractSize: ONE, isActive: false };
  const connection = {
    clock: { now: () => Date.UTC(2026, 2, 27, 8, 1), after: () => () => undefined },
    exchange: {
      id: 'binance',
      options: {},
      markets: { [DATED]: {} },
      fetchPositions: () => Promise.resolve([held('short', 1), held('long', 2)]),
    },
    gate: { market: 'future', rules: rulesOf('binance', 'future') },
    markets: { known: () => listed, again: () => Promise.resolve(listed) },
  } as unknown as Connection;
  const leaving = (side: 'buy' | 'sell') => ({ instrument: { symbol: DATED }, side, reduceOnly: true }) as unknown as OrderRequest;
  expect(await refusedAtEnd(connection, leaving('sell'))).toMatchObject({ type: 'rejected', there: '2' });
  expect(await refusedAtEnd(connection, leaving('buy'))).toMatchObject({ type: 'rejected', there: '1' });
});

it.each([
  ['hours ahead', 3 * 3_600_000, null],
  ['right', 12, 'expired'],
] as const)('a contract ends by the clock of its venue: ours is %s', async (_what, timeDifference, status) => {
  const connection = {
    clock: { now: () => Date.UTC(2026, 2, 27, 10), after: () => () => undefined },
    exchange: { id: 'binance', options: { timeDifference } },
  } as unknown as Connection;
  const over = overWithContract(connection, { id: 'stop' as OrderId, symbol: DATED, seenAs: '7' }, null);
  expect(over?.status ?? null).toBe(status);
  const entry = { instrument: { symbol: DATED }, side: 'buy', reduceOnly: false } as unknown as OrderRequest;
  expect((await refusedAtEnd(connection, entry))?.type ?? null).toBe(status === null ? null : 'rejected');
});

it.each([
  ['BTC/USDC:USDC-260327', 8],
  ['BTC/USD:USD-260327', 16],
])('%s ends at the hour that its exchange documents', (symbol, hour) => {
  const end = Date.UTC(2026, 2, 27, hour);
  expect(endedOn(symbol, end - 1)).toBeNull();
  expect(endedOn(symbol, end)).toBe('2026-03-27');
});
