// Owns: cases B22 to B32 and B54: what a venue refuses, always without effect and with the reason.

import { describe, expect } from 'vitest';
import { add, decimal, isZero, mul } from '../../src/core/model/decimal.ts';
import {
  balance,
  type BrokerHarness,
  fillsOf,
  holdings,
  lookUp,
  type MakeHarness,
  market,
  newOrderId,
  newsOf,
  position,
  qtyFilled,
  refusal,
  requestOf,
  SPOT,
  submit,
  SWAP,
} from './broker-harness.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import { venueCase } from './venue-case.ts';

/** A second order under one id, without effect. From afar "a duplicate" may be an answer that was lost: in doubt is as good. */
async function duplicate(venue: BrokerHarness, id: OrderId): Promise<string> {
  const request = await requestOf(venue, { id, side: 'buy', qty: '2', limit: '50' });
  const before = await holdings(venue);
  const outcome = await venue.broker().submit(request);
  expect(venue.nature.lives === 'here' ? ['rejected'] : ['rejected', 'ambiguous']).toContain(outcome.type);
  expect(await holdings(venue)).toEqual(before);
  return 'reason' in outcome ? outcome.reason : '';
}

/**
 * Where the venue has no such flag its traits say so: what is meant to reduce is an order like any other there. The adapter looks at
 * what is held, and sends nothing that is larger; what waits for a trigger it sends as it is.
 */
async function flagless(venue: BrokerHarness): Promise<void> {
  const { nothingToReduce } = venue.nature.words;
  expect(await refusal(venue, { symbol: SWAP, side: 'buy', qty: '1', reduceOnly: true })).toMatch(nothingToReduce);
  await submit(venue, { symbol: SWAP, side: 'sell', qty: '1' });
  expect(await refusal(venue, { symbol: SWAP, side: 'buy', qty: '3', reduceOnly: true })).toMatch(nothingToReduce);
  expect(await position(venue, SWAP)).toBe('-1');
  const stop = await submit(venue, { symbol: SWAP, side: 'buy', qty: '3', stop: '105', reduceOnly: true });
  const cover = await submit(venue, { symbol: SWAP, side: 'buy', qty: '1', reduceOnly: true });
  expect(newsOf(venue, cover.id)).toBe('accepted filled');
  expect(await position(venue, SWAP)).toBe('0');
  expect(await venue.broker().cancel(stop)).toEqual({ type: 'canceled' });
}

export function refusalCases(make: MakeHarness): void {
  describe('refusals', () => {
    venueCase(make, 'B22 a client order id that is open, filled or canceled is a duplicate without effect', async (venue) => {
      const open = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      const filled = await submit(venue, { side: 'buy', qty: '1' });
      const canceled = await submit(venue, { side: 'buy', qty: '1', limit: '94' });
      await venue.broker().cancel(canceled);
      const { clientIds, words } = venue.nature;
      const taken = { ever: [open, filled, canceled], open: [open], free: [] }[clientIds];
      for (const { id } of taken) expect(await duplicate(venue, id)).toMatch(words.duplicate);
    });

    venueCase(make, 'B23 of the same order submitted twice at once, one is taken', async (venue) => {
      const { clientIds, lives } = venue.nature;
      // Where an id is free again as soon as its order has ended, the two must meet while it is open.
      const resting = clientIds === 'ever' ? {} : { limit: '95' };
      const request = await requestOf(venue, { id: newOrderId(), side: 'buy', qty: '1', ...resting });
      const outcomes = await Promise.all([venue.broker().submit(request), venue.broker().submit(request)]);
      const types = outcomes.map(({ type }) => type).sort();
      expect(types).toContain('accepted');
      if (clientIds === 'free') return;
      const refused = lives === 'here' ? ['rejected'] : ['rejected', 'ambiguous'];
      expect(types.filter((type) => refused.includes(type)).length).toBe(1);
      await venue.movePrice(SPOT, '94');
      expect(await position(venue, SPOT)).toBe('1');
    });

    venueCase(make, 'B24 reduce-only without a position to reduce is refused', async (venue) => {
      const { words, shorts } = venue.nature;
      if (venue.nature.flagless === true) return flagless(venue);
      // Coins that are not there cannot be sold: no venue needs a flag for it.
      const nothing = venue.broker().traits.reduceOnly ? words.nothingToReduce : words.insufficient;
      expect(await refusal(venue, { symbol: SPOT, side: 'sell', qty: '1', reduceOnly: true })).toMatch(nothing);
      if (!shorts) return;
      expect(await refusal(venue, { symbol: SWAP, side: 'sell', qty: '1', reduceOnly: true })).toMatch(nothing);
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
      expect(await refusal(venue, { symbol: SWAP, side: 'buy', qty: '1', reduceOnly: true })).toMatch(nothing);
    });

    venueCase(
      make,
      'B25 reduce-only never takes more than the position: the rest is canceled',
      async (venue) => {
        if (venue.nature.flagless === true) return flagless(venue);
        await submit(venue, { symbol: SWAP, side: 'sell', qty: '1' });
        // Where the venue has no such flag, the adapter looks at the position, and sends nothing that is larger.
        if (!venue.broker().traits.reduceOnly) {
          expect(await refusal(venue, { symbol: SWAP, side: 'buy', qty: '3', reduceOnly: true })).toMatch(
            venue.nature.words.nothingToReduce,
          );
          expect(await position(venue, SWAP)).toBe('-1');
          return;
        }
        if (venue.nature.clips === false) {
          expect(await refusal(venue, { symbol: SWAP, side: 'buy', qty: '3', reduceOnly: true })).toMatch(
            venue.nature.words.nothingToReduce,
          );
          expect(await position(venue, SWAP)).toBe('-1');
          return;
        }
        const cover = await submit(venue, { symbol: SWAP, side: 'buy', qty: '3', reduceOnly: true });
        expect(newsOf(venue, cover.id)).toBe('accepted filled canceled');
        expect(qtyFilled(fillsOf(venue, cover.id))).toBe('1');
        expect((await lookUp(venue, cover)).status).toBe('canceled');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { needs: 'shorts' },
    );

    venueCase(
      make,
      'B26 a resting reduce-only order is clipped by the position that is there when it executes',
      async (venue) => {
        if (venue.nature.flagless === true) return flagless(venue);
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '2' });
        const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '2', stop: '95', reduceOnly: true });
        // A venue that locks the quantity for the first does not take the second: nothing is left that could be clipped.
        if (venue.broker().traits.stopsHoldQuantity) {
          const second = { symbol: SWAP, side: 'sell', qty: '1.5', reduceOnly: true } as const;
          expect(await refusal(venue, { ...second, stop: '90' })).toMatch(venue.nature.words.insufficient);
          expect(await refusal(venue, second)).toMatch(venue.nature.words.insufficient);
          await venue.movePrice(SWAP, '94');
          expect(qtyFilled(fillsOf(venue, stop.id))).toBe('2');
          return;
        }
        const orphan = await submit(venue, { symbol: SWAP, side: 'sell', qty: '2', stop: '90', reduceOnly: true });
        await submit(venue, { symbol: SWAP, side: 'sell', qty: '1.5', reduceOnly: true });
        await venue.movePrice(SWAP, '94');
        expect(qtyFilled(fillsOf(venue, stop.id))).toBe('0.5');
        await venue.movePrice(SWAP, '89');
        expect(newsOf(venue, orphan.id)).toBe('accepted canceled');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { needs: 'stops' },
    );

    venueCase(make, 'B27 a buy that costs more than is free is refused, fee included', async (venue) => {
      const { words, shorts, lives, feesLater } = venue.nature;
      expect(await refusal(venue, { side: 'buy', qty: '101' })).toMatch(words.insufficient);
      expect(await refusal(venue, { side: 'buy', qty: feesLater === true ? '100.1' : '100', limit: '100' })).toMatch(
        lives === 'here' ? /USDT/ : words.insufficient,
      );
      for (const side of shorts ? (['buy', 'sell'] as const) : [])
        expect(await refusal(venue, { symbol: SWAP, side, qty: '101' })).toMatch(words.insufficient);
      expect((await balance(venue, 'USDT')).free).toBe('10000');
    });

    venueCase(make, 'B28 coins that are not there cannot be sold', async (venue) => {
      const { spot, words, lives } = venue.nature;
      if (spot === 'margin') {
        await submit(venue, { side: 'sell', qty: '1' });
        expect(await position(venue, SPOT)).toBe('-1');
        return;
      }
      const coins = lives === 'here' ? /BTC/ : words.insufficient;
      expect(await refusal(venue, { side: 'sell', qty: '1' })).toMatch(words.insufficient);
      await submit(venue, { side: 'buy', qty: '1' });
      expect(await refusal(venue, { side: 'sell', qty: '1.5' })).toMatch(coins);
      await submit(venue, { side: 'sell', qty: '0.6', limit: '110' });
      expect(await refusal(venue, { side: 'sell', qty: '0.5', limit: '110' })).toMatch(coins);
    });

    venueCase(make, 'B29 open limit buys lock cash; a cancel frees it', async (venue) => {
      const order = await submit(venue, { side: 'buy', qty: '60', limit: '95' });
      const locked = await balance(venue, 'USDT');
      expect(locked.total).toBe('10000');
      expect(Number(locked.free)).toBeLessThanOrEqual(10_000 - 60 * 95);
      expect(await refusal(venue, { side: 'buy', qty: '60', limit: '95' })).toMatch(venue.nature.words.insufficient);
      await venue.broker().cancel(order);
      expect(await balance(venue, 'USDT')).toMatchObject({ free: '10000', total: '10000' });
    });

    venueCase(make, 'B30 below the minimum, off the step and off the tick are refused with the rule', async (venue) => {
      const { instrument } = await market(venue, SPOT);
      const beside = (value: string, unit: string) => add(decimal(value), decimal(`0.${'0'.repeat(unit.length - 2)}1`));
      const step = mul(instrument.stepSize, decimal(venue.nature.unit ?? '1'));
      expect(await refusal(venue, { side: 'buy', qty: beside('1', instrument.stepSize) })).toContain(step);
      // where digits are counted, what would be cut is refused by what would be sent
      const [limit, stop] =
        venue.nature.countsDigits === true && venue.nature.finestTick !== true
          ? ['limit price', 'trigger']
          : [instrument.tickSize, instrument.tickSize];
      expect(await refusal(venue, { side: 'buy', qty: '1', limit: beside('105', instrument.tickSize) })).toContain(limit);
      expect(await refusal(venue, { side: 'buy', qty: '1', stop: beside('105', instrument.tickSize) })).toContain(stop);
      if (!isZero(instrument.notionalMin))
        expect(await refusal(venue, { side: 'buy', qty: instrument.qtyMin, limit: '1' })).toContain('minimum');
      expect(await refusal(venue, { side: 'buy', qty: '0' })).toContain('quantity');
      expect(isZero(await position(venue, SPOT))).toBe(true);
    });

    venueCase(
      make,
      'B31 a small rest of a position can always be closed',
      async (venue) => {
        const { instrument } = await market(venue, SWAP);
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
        await submit(venue, { symbol: SWAP, side: 'sell', qty: '0.999', reduceOnly: true });
        expect(await position(venue, SWAP)).toBe(instrument.qtyMin);
        await submit(venue, { symbol: SWAP, side: 'sell', qty: instrument.qtyMin, reduceOnly: true });
        expect(await position(venue, SWAP)).toBe('0');
      },
      { needs: 'shorts' },
    );

    venueCase(
      make,
      'B32 getting out is not blocked by other ways out, nor by having no cash left',
      async (venue) => {
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '99' });
        const holds = venue.broker().traits.stopsHoldQuantity;
        const target = await submit(venue, { symbol: SWAP, side: 'sell', qty: '99', limit: '120', reduceOnly: true });
        if (!holds) await submit(venue, { symbol: SWAP, side: 'sell', qty: '99', stop: '80', reduceOnly: true });
        await venue.movePrice(SWAP, '90');
        // Where a way out locks the quantity, the traits say so, and the house cancels it first.
        if (holds) {
          await refusal(venue, { symbol: SWAP, side: 'sell', qty: '99', reduceOnly: true });
          await venue.broker().cancel(target);
        }
        await submit(venue, { symbol: SWAP, side: 'sell', qty: '99', reduceOnly: true });
        expect(await position(venue, SWAP)).toBe('0');
        expect(await holdings(venue)).toMatchObject({ positions: [] });
      },
      { needs: 'stops' },
    );

    venueCase(
      make,
      'B54 an order that may open something is paid for although it stands against a position',
      async (venue) => {
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '10' });
        expect(await refusal(venue, { symbol: SWAP, side: 'sell', qty: '100', limit: '105' })).toMatch(venue.nature.words.insufficient);
        // Such an order would go through the position, which is two orders there.
        if (!venue.nature.flips) return;
        const order = await submit(venue, { symbol: SWAP, side: 'sell', qty: '80', limit: '105' });
        expect((await venue.broker().modify(order, decimal('100'))).type).toBe('rejected');
        expect(Number((await balance(venue, 'USDT')).free)).toBeGreaterThan(0);
      },
      { needs: 'shorts' },
    );
  });
}
