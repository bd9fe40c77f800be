// Owns: cases B33 to B37: orders of one group share one quantity.

import { describe, expect } from 'vitest';
import { add, type Decimal, decimal } from '../../src/core/model/decimal.ts';
import {
  type BrokerHarness,
  fillsOf,
  lookUp,
  type MakeHarness,
  newsOf,
  position,
  qtyFilled,
  refusal,
  submit,
  SWAP,
} from './broker-harness.ts';
import { venueCase } from './venue-case.ts';

/** A long of `qty` with a stop at 95 and a target at 105 in one group. */
async function bracket(venue: BrokerHarness, qty: string) {
  await submit(venue, { symbol: SWAP, side: 'buy', qty });
  while ((await position(venue, SWAP)) !== qty) await venue.step();
  const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty, stop: '95', reduceOnly: true, ocoGroup: 'g1' });
  const target = await submit(venue, { symbol: SWAP, side: 'sell', qty, limit: '105', reduceOnly: true, ocoGroup: 'g1' });
  return { stop, target };
}

const filledOf = (venue: BrokerHarness, order: { id: Parameters<typeof fillsOf>[1] }): Decimal => qtyFilled(fillsOf(venue, order.id));

/** The first way out holds the quantity, and the second is taken when the first has gone: the house sees to that. */
async function takesTurns(venue: BrokerHarness): Promise<void> {
  await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
  const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '95', reduceOnly: true, ocoGroup: 'g1' });
  const wanted = { symbol: SWAP, side: 'sell', qty: '1', limit: '105', reduceOnly: true, ocoGroup: 'g1' } as const;
  expect(await refusal(venue, wanted)).toMatch(venue.nature.words.insufficient);
  expect((await venue.broker().cancel(stop)).type).toBe('canceled');
  const target = await submit(venue, wanted);
  await venue.movePrice(SWAP, '106');
  await venue.clock.advance(5_000);
  expect(newsOf(venue, stop.id)).toBe('accepted canceled');
  expect(filledOf(venue, target)).toBe('1');
  expect(await position(venue, SWAP)).toBe('0');
}

/**
 * Where the venue knows no groups its traits say so and the house lets go of the sibling: here each member stands alone,
 * and none can take more than the position.
 */
async function standsAlone(venue: BrokerHarness): Promise<void> {
  // Without reduce-only a second way out is taken where it can be paid, and the house takes turns by itself.
  if (venue.broker().traits.stopsHoldQuantity && venue.nature.flagless !== true) return takesTurns(venue);
  const { stop, target } = await bracket(venue, '1');
  await venue.movePrice(SWAP, '106');
  for (let step = 0; filledOf(venue, target) !== '1' && step < 4; step += 1) await venue.step();
  expect(filledOf(venue, target)).toBe('1');
  expect((await venue.broker().cancel(stop)).type).toBe('canceled');
  expect(['canceled', 'expired']).toContain((await lookUp(venue, stop)).status);
  await venue.movePrice(SWAP, '90');
  expect(await position(venue, SWAP)).toBe('0');
}

const hasGroups = (venue: BrokerHarness): boolean => venue.broker().traits.oco && !venue.broker().traits.stopsHoldQuantity;

export function groupCases(make: MakeHarness): void {
  describe('groups', () => {
    venueCase(
      make,
      'B33 the target fills: the stop is canceled in the same change',
      async (venue) => {
        if (!hasGroups(venue)) return standsAlone(venue);
        const { stop, target } = await bracket(venue, '1');
        await venue.movePrice(SWAP, '106');
        expect(newsOf(venue, target.id)).toBe('accepted filled');
        expect(newsOf(venue, stop.id)).toBe('accepted canceled');
        const snapshot = await lookUp(venue, stop);
        expect(snapshot.status).toBe('canceled');
        expect(snapshot.reason).toContain('oco');
        await venue.movePrice(SWAP, '90');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { needs: 'shorts' },
    );

    venueCase(
      make,
      'B34 the stop fills: the target is canceled in the same change',
      async (venue) => {
        if (!hasGroups(venue)) return standsAlone(venue);
        const { stop, target } = await bracket(venue, '1');
        await venue.movePrice(SWAP, '90');
        expect(newsOf(venue, stop.id)).toBe('accepted filled');
        expect(newsOf(venue, target.id)).toBe('accepted canceled');
        await venue.movePrice(SWAP, '110');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { needs: 'shorts' },
    );

    venueCase(
      make,
      'B35 a partial fill takes its quantity from the other, which then fills the rest only',
      async (venue) => {
        if (!hasGroups(venue)) return standsAlone(venue);
        const { stop, target } = await bracket(venue, '2');
        await venue.movePrice(SWAP, '105.5');
        const first = filledOf(venue, target);
        expect(Number(first)).toBeGreaterThan(0);
        expect(Number(first)).toBeLessThan(2);
        const amended = await lookUp(venue, stop);
        expect(add(amended.qty, first)).toBe('2');
        expect(venue.reports.at(-1)).toEqual({ type: 'amended', orderId: stop.id, qty: amended.qty });
        await venue.movePrice(SWAP, '94');
        await venue.clock.advance(5_000);
        expect(add(filledOf(venue, stop), first)).toBe('2');
        expect((await lookUp(venue, target)).status).toBe('canceled');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { liquidityPerStep: '101', needs: 'shorts' },
    );

    venueCase(
      make,
      'B36 groups do not touch each other, nor orders without a group',
      async (venue) => {
        if (!hasGroups(venue)) return standsAlone(venue);
        const { target } = await bracket(venue, '1');
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '2' });
        const alone = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '80', reduceOnly: true });
        const other = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '79', reduceOnly: true, ocoGroup: 'g2' });
        await venue.movePrice(SWAP, '106');
        expect(newsOf(venue, target.id)).toBe('accepted filled');
        expect(newsOf(venue, alone.id)).toBe('accepted');
        expect(newsOf(venue, other.id)).toBe('accepted');
      },
      { needs: 'shorts' },
    );

    venueCase(
      make,
      'B37 members that were resized share what they are resized to',
      async (venue) => {
        if (!hasGroups(venue)) return standsAlone(venue);
        const { stop, target } = await bracket(venue, '1');
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
        await venue.broker().modify(stop, decimal('2'));
        await venue.broker().modify(target, decimal('2'));
        await venue.movePrice(SWAP, '94');
        expect(filledOf(venue, stop)).toBe('2');
        expect((await lookUp(venue, target)).status).toBe('canceled');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { needs: 'shorts' },
    );
  });
}
