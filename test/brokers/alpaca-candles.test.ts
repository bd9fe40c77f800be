// Bars of shares at Alpaca: told late, so that one is whole later than it is over.

import { afterEach, describe, expect, it } from 'vitest';
import { alpacaVenue } from '../venues/alpaca-venue.ts';
import { remoteHarness, type RemoteHarness } from '../venues/remote-harness.ts';
import { SWAP } from './broker-harness.ts';

let open: RemoteHarness | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const HOUR_MS = 3_600_000;

async function newestAt(minute: number): Promise<number | undefined> {
  open = await remoteHarness(alpacaVenue())({ balances: { USDT: '10000' }, liquidityPerStep: null });
  const now = open.clock.now();
  const over = Math.ceil(now / HOUR_MS) * HOUR_MS + minute * 60_000 - now;
  await open.clock.advance(over);
  const answer = await open.broker().candles(SWAP, '1h', 20);
  if (answer.type !== 'ok') throw new Error(answer.reason);
  expect(answer.candles).toHaveLength(20);
  return (open.clock.now() - (answer.candles.at(-1)?.openAt ?? 0)) / 60_000;
}

describe('bars of shares', () => {
  it('are those that were over a quarter of an hour ago', async () => {
    expect(await newestAt(30)).toBe(90);
  });

  it('leave out the one that has just ended: its last minutes are not told yet', async () => {
    expect(await newestAt(5)).toBe(125);
  });
});
