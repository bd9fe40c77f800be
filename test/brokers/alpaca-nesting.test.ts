// No document of Alpaca's says where the legs of a pair stand after one of them was replaced. Whatever it is: the pair is one
// order, found with its levels by our id, also by a new process, and what its legs fill is told once.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { AlpacaSetting } from '../venues/alpaca-reads.ts';
import { alpacaVenue } from '../venues/alpaca-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { fillsOf, lookUp, newsOf, position, qtyFilled, submit, SWAP, type Taken } from './broker-harness.ts';

const PAIR = { symbol: SWAP, side: 'sell', qty: '1', stop: '95', limit: '105', reduceOnly: true, pair: true } as const;
const MOVED = { stopPrice: decimal('96'), limitPrice: decimal('107') };

/** A pair whose legs have both been replaced. */
async function withMoved(nesting: AlpacaSetting['nesting'], run: (venue: RemoteHarness, pair: Taken) => Promise<void>): Promise<void> {
  const spec = alpacaVenue();
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  spec.fake().setting.nesting = nesting;
  try {
    await venue.movePrice(SWAP, '100');
    await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
    const pair = await submit(venue, PAIR);
    for (const stopPrice of [decimal('97'), MOVED.stopPrice])
      expect(await venue.broker().modify(pair, decimal('1'), { ...MOVED, stopPrice })).toMatchObject({ type: 'modified' });
    await run(venue, pair);
  } finally {
    await venue.close();
  }
}

const listed = async (venue: RemoteHarness) => {
  const open = await venue.broker().openOrders();
  return open.type === 'ok' ? open.orders : open;
};

describe.each(['living', 'every', 'alone'] as const)('where the venue nests legs that were replaced: %s', (nesting) => {
  it.each([false, true])('it is one order, found and listed with its levels (a new process: %s)', (isRestarted) =>
    withMoved(nesting, async (venue, pair) => {
      if (isRestarted) await venue.restart();
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', qty: '1', levels: MOVED });
      expect(await listed(venue)).toMatchObject([{ orderId: pair.id, qty: '1', qtyFilled: '0', limitPrice: '107', stopPrice: '96' }]);
    }),
  );

  it.each([
    ['108', false],
    ['94', false],
    ['108', true],
    ['94', true],
  ])('a fill at %s is told once, and ends all of it (a new process: %s)', (price, isRestarted) =>
    withMoved(nesting, async (venue, pair) => {
      if (isRestarted) await venue.restart();
      await venue.movePrice(SWAP, price);
      await venue.clock.advance(65_000);
      expect(qtyFilled(fillsOf(venue, pair.id))).toBe('1');
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'filled', fills: fillsOf(venue, pair.id) });
      expect(newsOf(venue, pair.id)).not.toMatch(/canceled|rejected|expired/);
      expect(await position(venue, SWAP)).toBe('0');
      expect(venue.exchange.openOrders()).toEqual([]);
    }),
  );

  it('it is cancelled as one', () =>
    withMoved(nesting, async (venue, pair) => {
      await venue.restart();
      expect(await venue.broker().cancel(pair)).toEqual({ type: 'canceled' });
      expect(venue.exchange.openOrders()).toEqual([]);
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'canceled' });
    }));
});
