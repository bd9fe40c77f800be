// Owns: cases B01 to B12: orders that execute, and at which prices.

import { describe, expect } from 'vitest';
import { add, decimal, gte, lt, lte, sub } from '../../src/core/model/decimal.ts';
import {
  type BrokerHarness,
  fillsOf,
  lookUp,
  type MakeHarness,
  market,
  newsOf,
  position,
  qtyFilled,
  refusal,
  requestOf,
  SPOT,
  submit,
  SWAP,
  type Taken,
} from './broker-harness.ts';
import { venueCase } from './venue-case.ts';

/** Bid and ask while the market stands at `price`; the market is brought back to 100. */
async function quoteAt(venue: BrokerHarness, symbol: string, price: string) {
  await venue.movePrice(symbol, price);
  const { quote } = await market(venue, symbol);
  await venue.movePrice(symbol, '100');
  return quote;
}

/** What stands in for an order at market does not wait for more. */
async function firstSliceAlone(venue: BrokerHarness, order: Taken): Promise<void> {
  for (let step = 0; step < 4; step += 1) await venue.step();
  const { status, fills } = await lookUp(venue, order);
  expect(['canceled', 'expired']).toContain(status);
  expect(lt(qtyFilled(fills), decimal('2.5'))).toBe(true);
  expect(qtyFilled(fills)).toBe(qtyFilled(fillsOf(venue, order.id)));
  expect(await position(venue, SPOT)).toBe(qtyFilled(fills));
}

export function executionCases(make: MakeHarness): void {
  describe('executions', () => {
    venueCase(make, 'B01 market buy fills and reports', async (venue) => {
      const { quote } = await market(venue, SPOT);
      const order = await submit(venue, { side: 'buy', qty: '2' });
      const fills = fillsOf(venue, order.id);
      expect(newsOf(venue, order.id)).toBe('accepted filled');
      expect(qtyFilled(fills)).toBe('2');
      expect(fills[0]?.feeCurrency).toBe('USDT');
      expect(gte(fills[0]?.price ?? quote.bid, quote.ask)).toBe(true);
      expect(await position(venue, SPOT)).toBe('2');
    });

    venueCase(make, 'B02 market sell fills at the bid or below', async (venue) => {
      await submit(venue, { side: 'buy', qty: '2' });
      const { quote } = await market(venue, SPOT);
      const order = await submit(venue, { side: 'sell', qty: '0.5', reduceOnly: true });
      const [fill] = fillsOf(venue, order.id);
      expect(fill?.qty).toBe('0.5');
      expect(lte(fill?.price ?? quote.ask, quote.bid)).toBe(true);
      expect(await position(venue, SPOT)).toBe('1.5');
    });

    venueCase(make, 'B03 limit buy rests, and fills at its price when the ask comes down through it', async (venue) => {
      const order = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      expect(newsOf(venue, order.id)).toBe('accepted');
      expect((await lookUp(venue, order)).status).toBe('open');
      await venue.movePrice(SPOT, '94');
      expect(fillsOf(venue, order.id).map(({ qty, price }) => [qty, price])).toEqual([['1', '95']]);
      expect((await lookUp(venue, order)).status).toBe('filled');
    });

    venueCase(
      make,
      'B04 limit sell rests, and fills at its price when the bid comes up through it',
      async (venue) => {
        const order = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', limit: '105' });
        expect(newsOf(venue, order.id)).toBe('accepted');
        await venue.movePrice(SWAP, '106');
        expect(fillsOf(venue, order.id).map(({ qty, price }) => [qty, price])).toEqual([['1', '105']]);
        expect(await position(venue, SWAP)).toBe('-1');
      },
      { needs: 'shorts' },
    );

    venueCase(make, 'B05 a quote that touches the limit fills it; one tick away it does not', async (venue) => {
      const { instrument } = await market(venue, SPOT);
      const { ask } = await quoteAt(venue, SPOT, '99');
      const order = await submit(venue, { side: 'buy', qty: '1', limit: ask });
      const sameSpread = await quoteAt(venue, SPOT, add(decimal('99'), instrument.tickSize));
      expect(sameSpread.ask).toBe(add(ask, instrument.tickSize));
      expect(newsOf(venue, order.id)).toBe('accepted');
      await venue.movePrice(SPOT, '99');
      expect(fillsOf(venue, order.id).map(({ price }) => price)).toEqual([ask]);
    });

    venueCase(
      make,
      'B06 a marketable limit fills at once, at its price or better',
      async (venue) => {
        const { quote } = await market(venue, SPOT);
        const buy = await submit(venue, { side: 'buy', qty: '1', limit: '101' });
        const [bought] = fillsOf(venue, buy.id);
        expect(gte(bought?.price ?? quote.bid, quote.ask) && lt(bought?.price ?? quote.ask, decimal('101'))).toBe(true);
        const atAsk = await submit(venue, { side: 'buy', qty: '1', limit: quote.ask });
        expect(fillsOf(venue, atAsk.id).map(({ price }) => price)).toEqual([quote.ask]);
        const sell = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', limit: '99' });
        const [sold] = fillsOf(venue, sell.id);
        expect(gte(sold?.price ?? quote.bid, decimal('99')) && lte(sold?.price ?? quote.ask, quote.bid)).toBe(true);
      },
      { needs: 'shorts' },
    );

    venueCase(
      make,
      'B07 stop sell triggers when the last price touches it, one tick above it does not',
      async (venue) => {
        const { instrument } = await market(venue, SWAP);
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
        const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '95', reduceOnly: true });
        await venue.movePrice(SWAP, add(decimal('95'), instrument.tickSize));
        expect(newsOf(venue, stop.id)).toBe('accepted');
        await venue.movePrice(SWAP, '95');
        const { quote } = await market(venue, SWAP);
        const [fill] = fillsOf(venue, stop.id);
        expect(fill?.qty).toBe('1');
        expect(lte(fill?.price ?? quote.ask, quote.bid)).toBe(true);
        expect(await position(venue, SWAP)).toBe('0');
      },
      { needs: 'stops' },
    );

    venueCase(make, 'B08 stop buy triggers when the last price touches it, one tick below it does not', async (venue) => {
      const { instrument } = await market(venue, SPOT);
      if (!venue.broker().traits.orderTypes.includes('stop')) {
        expect(await refusal(venue, { side: 'buy', qty: '1', stop: '105' })).toMatch(/takes no stop order/);
        return;
      }
      const stop = await submit(venue, { side: 'buy', qty: '1', stop: '105' });
      await venue.movePrice(SPOT, sub(decimal('105'), instrument.tickSize));
      expect(newsOf(venue, stop.id)).toBe('accepted');
      await venue.movePrice(SPOT, '105');
      const { quote } = await market(venue, SPOT);
      const [fill] = fillsOf(venue, stop.id);
      expect(gte(fill?.price ?? quote.bid, quote.ask)).toBe(true);
      expect(await position(venue, SPOT)).toBe('1');
    });

    venueCase(
      make,
      'B09 a gap through the stop executes at the new price, not at the stop',
      async (venue) => {
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
        const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '95', reduceOnly: true });
        await venue.movePrice(SWAP, '80');
        const { quote } = await market(venue, SWAP);
        const [fill] = fillsOf(venue, stop.id);
        expect(fill?.qty).toBe('1');
        expect(lte(fill?.price ?? quote.ask, quote.bid)).toBe(true);
      },
      { needs: 'stops' },
    );

    venueCase(
      make,
      'B10 a stop that the price has passed already triggers at once',
      async (venue) => {
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
        if (venue.nature.stopThrough === 'refused') {
          await refusal(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '101', reduceOnly: true });
          expect(await position(venue, SWAP)).toBe('1');
          return;
        }
        const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '101', reduceOnly: true });
        expect(newsOf(venue, stop.id)).toBe('accepted filled');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { needs: 'stops' },
    );

    venueCase(
      make,
      'B11 an order above the liquidity fills in slices, one per step, each with its own fill id',
      async (venue) => {
        const order = await submit(venue, { side: 'buy', qty: '2.5' });
        if (venue.nature.buysForMoney === true) return firstSliceAlone(venue, order);
        expect(qtyFilled(fillsOf(venue, order.id))).not.toBe('2.5');
        expect((await lookUp(venue, order)).status).toBe('open');
        for (let step = 0; step < 4; step += 1) await venue.step();
        const fills = fillsOf(venue, order.id);
        expect(qtyFilled(fills)).toBe('2.5');
        expect(fills.length).toBeGreaterThan(2);
        expect((await lookUp(venue, order)).status).toBe('filled');
        expect((await lookUp(venue, order)).fills).toEqual(fills);
        expect(await position(venue, SPOT)).toBe('2.5');
      },
      { liquidityPerStep: '101' },
    );

    venueCase(
      make,
      'B12 a stop that comes back before it is touched never fills, however long it waits',
      async (venue) => {
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
        const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '95', reduceOnly: true });
        await venue.movePrice(SWAP, '95.5');
        await venue.clock.advance(60_000);
        await venue.movePrice(SWAP, '120');
        await venue.clock.advance(60_000);
        expect(newsOf(venue, stop.id)).toBe('accepted');
      },
      { needs: 'stops' },
    );

    venueCase(make, 'B13 a stop-limit waits for its trigger and then for its price; where the venue has none it says so', async (venue) => {
      if (!venue.broker().traits.orderTypes.includes('stop_limit')) {
        const outcome = await venue.broker().submit(await requestOf(venue, { side: 'buy', qty: '1', stop: '105', limit: '106' }));
        expect(outcome.type).toBe('rejected');
        return;
      }
      const order = await submit(venue, { side: 'buy', qty: '1', stop: '105', limit: '106' });
      expect(newsOf(venue, order.id)).toBe('accepted');
      await venue.movePrice(SPOT, '110');
      expect(fillsOf(venue, order.id)).toEqual([]);
      await venue.movePrice(SPOT, '105.5');
      const [fill] = fillsOf(venue, order.id);
      expect(fill?.qty).toBe('1');
      expect(lte(fill?.price ?? decimal('999'), decimal('106'))).toBe(true);
      expect((await lookUp(venue, order)).status).toBe('filled');
    });
  });
}
