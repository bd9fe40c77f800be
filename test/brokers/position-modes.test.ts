// Venues at which each market may hold long and short apart or not (Bybit): an order names its side where it has to, and nowhere else.

import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { type KeptMarkets, NOTHING_KEPT } from '../../src/brokers/ccxt/markets/kept-markets.ts';
import { createPositionModes } from '../../src/brokers/ccxt/account/position-mode.ts';
import { createFakeClock } from '../fake-clock.ts';

const [BTC, ETH, SOL] = ['BTC/USDT:USDT', 'ETH/USDT:USDT', 'SOL/USDT:USDT'] as const;
const HEDGED = new Set<string>([ETH]);
const positionsOf = (symbol: string) =>
  HEDGED.has(symbol) ? [1, 2].map((positionIdx) => ({ symbol, info: { positionIdx } })) : [{ symbol, info: { positionIdx: 0 } }];

function modesOf(kept: Pick<KeptMarkets, 'of'> = NOTHING_KEPT) {
  const asked: string[] = [];
  const venue = { isSilent: false };
  const exchange = {
    id: 'bybit',
    has: { setPositionMode: true, fetchPositions: true },
    fetchPositions([symbol = '']: readonly string[]) {
      asked.push(symbol);
      return venue.isSilent ? Promise.reject(new Error('away')) : Promise.resolve(positionsOf(symbol));
    },
  };
  return {
    asked,
    venue,
    modes: createPositionModes({ exchange, gate: { market: 'swap' }, clock: createFakeClock(), kept } as unknown as Connection),
  };
}

it('each market is asked about once, and held apart by itself', async () => {
  const { asked, modes } = modesOf();
  for (let times = 0; times < 2; times += 1) {
    expect(await modes.isHedged(BTC)).toBe(false);
    expect(await modes.isHedged(ETH)).toBe(true);
    expect(await modes.isHedged(SOL)).toBe(false);
  }
  expect(asked).toEqual([BTC, ETH, SOL]);
});

it('what is held has said it already: an exit asks nothing', async () => {
  const { asked, modes } = modesOf();
  await modes.isHedged(BTC);
  modes.learn(positionsOf(ETH));
  expect(await modes.isHedged(ETH)).toBe(true);
  expect(asked).toEqual([BTC]);
});

it('a venue that does not answer for one market keeps no order back that another market tells enough for', async () => {
  const { venue, modes } = modesOf();
  await modes.isHedged(BTC);
  venue.isSilent = true;
  expect(await modes.isHedged(SOL)).toBe(false);
});

it('a refusal for the mode makes all of them be asked about again', async () => {
  const { asked, modes } = modesOf();
  await modes.isHedged(BTC);
  expect(modes.doubt('position idx not match position mode')).toBe(true);
  HEDGED.add(BTC);
  expect(await modes.isHedged(BTC)).toBe(true);
  HEDGED.delete(BTC);
  expect(asked).toEqual([BTC, BTC]);
});

describe('a venue that answers nothing while an exit is due', () => {
  it('as one position; where it refuses that, as one of two; and as one again', async () => {
    const { venue, modes } = modesOf();
    venue.isSilent = true;
    expect(await modes.toLeave(BTC)).toBe(false);
    modes.doubt("-4061: Order's position side does not match user's setting.");
    expect(await modes.toLeave(BTC)).toBe(true);
    modes.doubt("-4061: Order's position side does not match user's setting.");
    expect(await modes.toLeave(BTC)).toBe(false);
  });

  it('as the last order of the market went, whichever process has sent it', async () => {
    const { venue, modes } = modesOf({ of: (symbol) => (symbol === ETH ? { market: {}, hedged: true, marginMode: 'isolated' } : null) });
    venue.isSilent = true;
    expect([await modes.toLeave(BTC), await modes.toLeave(ETH)]).toEqual([false, true]);
    expect([modes.marginModeOf(BTC), modes.marginModeOf(ETH)]).toEqual([null, 'isolated']);
  });
});

class ExchangeError extends Error {}

it.each([
  ['refused', new ExchangeError('112010'), true],
  ['not answered', new Error('away'), false],
])('KuCoin: where the margin of a market is %s', async (_how, error, isTraded) => {
  const exchange = { id: 'kucoin', has: {}, fetchMarginMode: () => Promise.reject(error) };
  const modes = createPositionModes({
    exchange,
    gate: { market: 'swap' },
    clock: createFakeClock(),
    kept: NOTHING_KEPT,
  } as unknown as Connection);
  expect(
    await modes.seeMarginMode(BTC).then(
      () => true,
      () => false,
    ),
  ).toBe(isTraded);
  expect(modes.marginModeOf(BTC)).toBeNull();
});
