// Owns: cases B58 to B66: a stop and a target as one order of ours, where the venue can keep them so.

import { describe, expect } from 'vitest';
import { add, decimal, gt, lt, ZERO } from '../../src/core/model/decimal.ts';
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
import { type CaseOptions, venueCase } from './venue-case.ts';

const PAIR = { symbol: SWAP, side: 'sell', qty: '1', stop: '95', limit: '105', reduceOnly: true, pair: true } as const;

/** A long of `qty`, and its stop and target. */
async function paired(venue: BrokerHarness, qty = '1') {
  await submit(venue, { symbol: SWAP, side: 'buy', qty });
  while ((await position(venue, SWAP)) !== qty) await venue.step();
  return submit(venue, { ...PAIR, qty });
}

const openNow = async (venue: BrokerHarness) => {
  const answer = await venue.broker().openOrders();
  return answer.type === 'ok' ? answer.orders : [];
};

/** A venue that knows no pairs is never sent half of one, nor something else instead. */
async function refusesPairs(venue: BrokerHarness): Promise<void> {
  const before = await openNow(venue);
  expect(await refusal(venue, PAIR)).not.toBe('');
  expect(await openNow(venue)).toEqual(before);
}

const knowsPairs = (venue: BrokerHarness): boolean => (venue.broker().traits.pairedKinds ?? []).length > 0;

export function pairCases(make: MakeHarness): void {
  const pairCase = (name: string, run: (venue: BrokerHarness) => Promise<void>, options: CaseOptions = {}): void =>
    venueCase(make, name, (venue) => (knowsPairs(venue) ? run(venue) : refusesPairs(venue)), { needs: 'shorts', ...options });

  describe('a stop and a target as one order', () => {
    pairCase('B58 both stand at the venue as one order of ours', async (venue) => {
      const pair = await paired(venue);
      expect(await openNow(venue)).toMatchObject([{ orderId: pair.id, qty: '1', stopPrice: '95', limitPrice: '105' }]);
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', qty: '1', levels: { stopPrice: '95', limitPrice: '105' } });
      expect(newsOf(venue, pair.id)).toBe('accepted');
    });

    pairCase('B59 the target fills: the order is filled, and its stop is gone', async (venue) => {
      const pair = await paired(venue);
      await venue.movePrice(SWAP, '106');
      expect(newsOf(venue, pair.id)).toBe('accepted filled');
      expect(fillsOf(venue, pair.id)).toMatchObject([{ qty: '1', price: '105' }]);
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'filled', fills: fillsOf(venue, pair.id) });
      await venue.movePrice(SWAP, '90');
      expect(await position(venue, SWAP)).toBe('0');
      expect(await openNow(venue)).toEqual([]);
    });

    pairCase('B60 the stop fills: the order is filled, and its target is gone', async (venue) => {
      const pair = await paired(venue);
      await venue.movePrice(SWAP, '94');
      expect(newsOf(venue, pair.id)).toBe('accepted filled');
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'filled', fills: fillsOf(venue, pair.id) });
      await venue.movePrice(SWAP, '110');
      expect(await position(venue, SWAP)).toBe('0');
      expect(await openNow(venue)).toEqual([]);
    });

    pairCase(
      'B61 the target fills in part, and the stop the rest: once the quantity, in one order',
      async (venue) => {
        const pair = await paired(venue, '2');
        await venue.movePrice(SWAP, '105.5');
        const first = qtyFilled(fillsOf(venue, pair.id));
        expect(gt(first, ZERO) && lt(first, decimal('2'))).toBe(true);
        expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', qty: '2' });
        await venue.movePrice(SWAP, '94');
        await venue.clock.advance(5_000);
        expect(qtyFilled(fillsOf(venue, pair.id))).toBe('2');
        expect((await lookUp(venue, pair)).status).toBe('filled');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { liquidityPerStep: '101' },
    );

    pairCase(
      'B66 the stop fills in part: the order is of the same size still, and ends with the rest',
      async (venue) => {
        const pair = await paired(venue, '2');
        await venue.movePrice(SWAP, '94');
        const first = qtyFilled(fillsOf(venue, pair.id));
        expect(gt(first, ZERO) && lt(first, decimal('2'))).toBe(true);
        expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', qty: '2' });
        expect(venue.reports.filter(({ type }) => type === 'amended').every((report) => 'qty' in report && report.qty === '2')).toBe(true);
        expect(await openNow(venue)).toMatchObject([{ orderId: pair.id, qty: '2', qtyFilled: first }]);
        await venue.clock.advance(5_000);
        expect(qtyFilled(fillsOf(venue, pair.id))).toBe('2');
        expect((await lookUp(venue, pair)).status).toBe('filled');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { liquidityPerStep: '101' },
    );

    pairCase('B62 its legs are moved in place, both or one, and what is there already stays', async (venue) => {
      const pair = await paired(venue);
      const move = (stopPrice: string, limitPrice: string) =>
        venue.broker().modify(pair, decimal('1'), { stopPrice: decimal(stopPrice), limitPrice: decimal(limitPrice) });
      for (const [stop, limit] of [
        ['97', '105'],
        ['97', '110'],
        ['96', '108'],
        ['96', '108'],
      ] as const) {
        expect(await move(stop, limit)).toMatchObject({ type: 'modified', qty: '1', levels: { stopPrice: stop, limitPrice: limit } });
        expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', qty: '1', levels: { stopPrice: stop, limitPrice: limit } });
        expect(await openNow(venue)).toMatchObject([{ orderId: pair.id, stopPrice: stop, limitPrice: limit }]);
      }
      await venue.movePrice(SWAP, '106');
      expect(fillsOf(venue, pair.id)).toEqual([]);
      await venue.movePrice(SWAP, '95.5');
      expect(qtyFilled(fillsOf(venue, pair.id))).toBe('1');
      expect(await position(venue, SWAP)).toBe('0');
      expect((await move('90', '120')).type).toBe('rejected');
    });

    pairCase('B63 a cancel takes both, and frees the quantity', async (venue) => {
      const pair = await paired(venue);
      expect(await refusal(venue, { symbol: SWAP, side: 'sell', qty: '1', reduceOnly: true })).toMatch(venue.nature.words.insufficient);
      expect(await venue.broker().cancel(pair)).toEqual({ type: 'canceled' });
      expect(newsOf(venue, pair.id)).toBe('accepted canceled');
      expect((await lookUp(venue, pair)).status).toBe('canceled');
      expect(await openNow(venue)).toEqual([]);
      await venue.movePrice(SWAP, '90');
      await venue.movePrice(SWAP, '110');
      expect(await position(venue, SWAP)).toBe('1');
      await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', reduceOnly: true });
      expect(await position(venue, SWAP)).toBe('0');
    });

    pairCase('B64 another process knows its legs, moved or not, and hears what they fill', async (venue) => {
      const pair = await paired(venue, '1');
      await venue.broker().modify(pair, decimal('1'), { stopPrice: decimal('97'), limitPrice: decimal('107') });
      await venue.restart();
      expect(await openNow(venue)).toMatchObject([{ orderId: pair.id, stopPrice: '97', limitPrice: '107' }]);
      await venue.movePrice(SWAP, '96.5');
      expect(qtyFilled(fillsOf(venue, pair.id))).toBe('1');
      await venue.restart();
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'filled', qty: '1' });
      expect(add(await position(venue, SWAP), qtyFilled(fillsOf(venue, pair.id)))).toBe('1');
    });

    pairCase('B65 is refused as a whole: levels the wrong way round, or a stop that the price has passed', async (venue) => {
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
      await refusal(venue, { ...PAIR, stop: '105', limit: '95' });
      await refusal(venue, { ...PAIR, stop: '101' });
      await refusal(venue, { ...PAIR, qty: '2' });
      expect(await openNow(venue)).toEqual([]);
      expect((await submit(venue, PAIR)).venueOrderId).not.toBe('');
    });
  });
}
