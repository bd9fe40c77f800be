// Each thing that doctor looks at in an account at an exchange of ccxt, when it is not as it should be.

import { expect, test } from 'vitest';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { examineVenue } from '../../src/brokers/ccxt/account/examine-venue.ts';
import { createPositionModes } from '../../src/brokers/ccxt/account/position-mode.ts';
import { createFakeClock } from '../fake-clock.ts';

class BaseError extends Error {}
class ExchangeError extends BaseError {}
class AuthenticationError extends ExchangeError {}

const TRAITS = { orderTypes: ['market'], timesInForce: ['gtc'], nativeStops: true, postOnly: false, modify: false, leverage: false };

interface Given {
  readonly id?: string;
  readonly market?: 'spot' | 'swap';
  readonly nativeStops?: boolean;
  readonly symbols?: readonly string[];
  readonly methods?: Record<string, () => unknown>;
  readonly has?: Record<string, boolean>;
}

/** What is found of an exchange that answers as its methods say, and otherwise as one at which all is well. */
async function examine({ id = 'binance', market = 'spot', nativeStops = true, symbols = ['BTC/USDT'], methods = {}, has = {} }: Given) {
  const clock = createFakeClock();
  const answers: Record<string, () => unknown> = {
    fetchBalance: () => ({ total: { USDT: '1' } }),
    fetchTime: () => clock.now(),
    ...methods,
  };
  const asked = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, () => Promise.resolve().then(answer)]));
  const connection = {
    exchange: { id, has: { fetchTime: true, ...has }, options: {}, ...asked },
    gate: { market, traits: { ...TRAITS, nativeStops } },
    markets: { find: () => Promise.resolve(null), known: () => null, symbols: () => symbols },
    clock,
    log: () => undefined,
  } as unknown as Connection;
  const found = await examineVenue(connection, createPositionModes(connection), false);
  return new Map(found.map((finding) => [finding.check, finding]));
}

const BINANCE = 'sapiGetAccountApiRestrictions';
const good = { enableSpotAndMarginTrading: true, enableFutures: true, enableWithdrawals: false, ipRestrict: true };

test('nothing is to be mended where all is well', async () => {
  const found = await examine({ methods: { [BINANCE]: () => good } });
  expect([...found.values()].map(({ check, state }) => `${check} ${state}`)).toEqual([
    'markets ok',
    'keys ok',
    'clock ok',
    'permissions ok',
    'abilities ok',
  ]);
});

test.each([
  ['keys', 'failed', /may read and trade/, { methods: { fetchBalance: () => Promise.reject(new AuthenticationError('bad key')) } }],
  ['keys', 'unknown', null, { methods: { fetchBalance: () => Promise.reject(new Error('no answer')) } }],
  ['markets', 'failed', /market:/, { symbols: [] }],
  ['clock', 'warning', /NTP/, { methods: { fetchTime: () => createFakeClock().now() + 700 } }],
  ['clock', 'failed', /NTP/, { methods: { fetchTime: () => createFakeClock().now() - 1_500 } }],
  ['permissions', 'failed', /Allow trading/, { methods: { [BINANCE]: () => ({ ...good, enableSpotAndMarginTrading: false }) } }],
  ['withdrawals', 'warning', /withdraw/, { methods: { [BINANCE]: () => ({ ...good, enableWithdrawals: true }) } }],
  ['addresses', 'warning', /address of this machine/, { methods: { [BINANCE]: () => ({ ...good, ipRestrict: false }) } }],
  ['permissions', 'unknown', null, { methods: { [BINANCE]: () => Promise.reject(new Error('no answer')) } }],
  ['permissions', 'unknown', null, { id: 'kraken' }],
  [
    'permissions',
    'failed',
    /Allow trading/,
    { id: 'okx', methods: { privateGetAccountConfig: () => ({ data: [{ perm: 'read_only', ip: '1.2.3.4' }] }) } },
  ],
  [
    'withdrawals',
    'warning',
    /withdraw/,
    { id: 'okx', methods: { privateGetAccountConfig: () => ({ data: [{ perm: 'read_only,trade,withdraw', ip: '1.2.3.4' }] }) } },
  ],
  ['addresses', 'warning', /address/, { id: 'okx', methods: { privateGetAccountConfig: () => ({ data: [{ perm: 'trade', ip: '' }] }) } }],
  [
    'permissions',
    'failed',
    /Allow trading/,
    { id: 'bybit', methods: { privateGetV5UserQueryApi: () => ({ result: { readOnly: 1, permissions: { Spot: ['SpotTrade'] } } }) } },
  ],
  [
    'addresses',
    'warning',
    /address/,
    {
      id: 'bybit',
      methods: { privateGetV5UserQueryApi: () => ({ result: { readOnly: 0, ips: ['*'], permissions: { Spot: ['SpotTrade'] } } }) },
    },
  ],
  ['stops', 'warning', /Keep this process running/, { nativeStops: false }],
] as const)('%s: %s, with what mends it', async (check, state, remedy, given) => {
  const finding = (await examine(given)).get(check);
  expect(finding?.state).toBe(state);
  if (remedy === null) expect(finding?.remedy).toBeNull();
  else expect(finding?.remedy).toMatch(remedy);
});

test('when a key ends is known where the exchange says so', async () => {
  const endsAt = Date.UTC(2026, 5, 1);
  const binance = await examine({ methods: { [BINANCE]: () => ({ ...good, tradingAuthorityExpirationTime: endsAt }) } });
  expect(binance.get('permissions')?.expiresAt).toBe(endsAt);
  const result = { readOnly: 0, ips: ['1.2.3.4'], permissions: { Spot: ['SpotTrade'] }, expiredAt: '2026-06-01T00:00:00Z' };
  const bybit = await examine({ id: 'bybit', methods: { privateGetV5UserQueryApi: () => ({ result }) } });
  expect(bybit.get('permissions')?.expiresAt).toBe(endsAt);
});

const positions = (...infos: readonly object[]) => ({
  fetchPositions: () => infos.map((info) => ({ symbol: 'BTC/USDT', contracts: 0, info })),
});
const SILENT = { market: 'swap', has: { setPositionMode: true, fetchPositions: true } } as const;

test.each([
  [
    'asked and told one-way',
    'ok',
    /one-way/,
    { ...SILENT, has: { fetchPositionMode: true }, methods: { fetchPositionMode: () => ({ hedged: false }) } },
  ],
  [
    'asked and told hedged',
    'ok',
    /held apart/,
    { ...SILENT, has: { fetchPositionMode: true }, methods: { fetchPositionMode: () => ({ hedged: true }) } },
  ],
  [
    'asked and told nothing',
    'warning',
    /does not say/,
    { ...SILENT, has: { fetchPositionMode: true }, methods: { fetchPositionMode: () => ({}) } },
  ],
  ['WOO with nothing held', 'warning', /does not say/, { ...SILENT, id: 'woo', methods: positions() }],
  ['WOO with positions that name no side', 'warning', /does not say/, { ...SILENT, id: 'woo', methods: positions({ holding: '1' }) }],
  ['WOO with one position for both', 'ok', /one-way/, { ...SILENT, id: 'woo', methods: positions({ positionSide: 'BOTH' }) }],
  ['WOO in hedge mode', 'warning', /was not seen/, { ...SILENT, id: 'woo', methods: positions({ positionSide: 'LONG' }) }],
  ['Bybit in hedge mode', 'ok', /held apart/, { ...SILENT, id: 'bybit', methods: positions({ positionIdx: 1 }, { positionIdx: 2 }) }],
  ['Bybit in one-way mode', 'ok', /one-way/, { ...SILENT, id: 'bybit', methods: positions({ positionIdx: 0 }) }],
  ['Phemex that says nothing', 'warning', /does not say/, { ...SILENT, id: 'phemex', methods: positions() }],
  [
    'a venue that has no other mode',
    'ok',
    /one-way/,
    { ...SILENT, id: 'krakenfutures', has: { fetchPositions: true }, methods: positions() },
  ],
] as const)('position mode, %s: %s', async (_what, state, detail, given) => {
  const finding = (await examine(given)).get('position mode');
  expect(finding?.state).toBe(state);
  expect(finding?.detail).toMatch(detail);
  if (state === 'ok') expect(finding?.remedy).toBeNull();
  else expect(finding?.remedy).toMatch(/one-way mode at the exchange/);
});
