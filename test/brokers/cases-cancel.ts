// Owns: cases B13 to B21: cancels, modifications and look-ups.

import { describe, expect } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { fillsOf, lookUp, type MakeHarness, newOrderId, newsOf, position, qtyFilled, SPOT, submit, SWAP } from './broker-harness.ts';
import { venueCase } from './venue-case.ts';

export function cancelCases(make: MakeHarness): void {
  describe('cancel, modify, look up', () => {
    venueCase(make, 'B13 a canceled order never fills', async (venue) => {
      const order = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      expect(await venue.broker().cancel(order)).toEqual({ type: 'canceled' });
      await venue.movePrice(SPOT, '90');
      expect(newsOf(venue, order.id)).toBe('accepted canceled');
      expect(await lookUp(venue, order)).toMatchObject({ status: 'canceled', fills: [] });
      expect(await position(venue, SPOT)).toBe('0');
    });

    venueCase(make, 'B14 a cancel after the fill changes nothing, and a report says how the order ended', async (venue) => {
      const order = await submit(venue, { side: 'buy', qty: '1' });
      const heard = venue.reports.length;
      expect(await venue.broker().cancel(order)).toEqual({ type: 'canceled' });
      expect(venue.reports.slice(heard).some((report) => report.type === 'filled' && report.orderId === order.id)).toBe(true);
      expect(await lookUp(venue, order)).toMatchObject({ status: 'filled' });
      expect(qtyFilled(fillsOf(venue, order.id))).toBe('1');
      expect(await position(venue, SPOT)).toBe('1');
    });

    venueCase(make, 'B56 an order that only the id of the venue names is canceled and looked up by it', async (venue) => {
      const order = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      const { venueOrderId } = await lookUp(venue, order);
      const taken = newOrderId();
      const found = await venue.broker().lookUp({ id: taken, symbol: SPOT, venueOrderId });
      expect(found).toMatchObject({ type: 'found', order: { orderId: taken, venueOrderId, status: 'open' } });
      expect(await venue.broker().cancel({ id: null, venueOrderId, symbol: SPOT })).toEqual({ type: 'canceled' });
      expect(await lookUp(venue, order)).toMatchObject({ status: 'canceled' });
    });

    venueCase(
      make,
      'B15 a partially filled order that is canceled keeps what has filled',
      async (venue) => {
        const order = await submit(venue, { side: 'buy', qty: '3' });
        await venue.step();
        expect(await venue.broker().cancel(order)).toEqual({ type: 'canceled' });
        const filled = qtyFilled(fillsOf(venue, order.id));
        await venue.clock.advance(10_000);
        const snapshot = await lookUp(venue, order);
        expect(snapshot.status).toBe('canceled');
        expect(qtyFilled(snapshot.fills)).toBe(filled);
        expect(Number(filled)).toBeGreaterThan(0);
        expect(Number(filled)).toBeLessThan(3);
        expect(await position(venue, SPOT)).toBe(filled);
      },
      { liquidityPerStep: '101' },
    );

    venueCase(make, 'B16 a cancel of an order that the venue has never seen is refused', async (venue) => {
      const id = newOrderId();
      const outcome = await venue.broker().cancel({ id, venueOrderId: null, symbol: SPOT });
      expect(outcome.type).toBe('rejected');
      expect(outcome.type === 'rejected' && outcome.reason).toContain(id);
    });

    venueCase(make, 'B17 a cancel twice is as good as once', async (venue) => {
      const order = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      const both = await Promise.all([venue.broker().cancel(order), venue.broker().cancel({ ...order, venueOrderId: null })]);
      expect(both).toEqual([{ type: 'canceled' }, { type: 'canceled' }]);
      expect((await lookUp(venue, order)).status).toBe('canceled');
    });

    venueCase(make, 'B18 look-ups tell open, filled, canceled and never seen apart', async (venue) => {
      const open = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      const filled = await submit(venue, { side: 'buy', qty: '1' });
      const canceled = await submit(venue, { side: 'buy', qty: '1', limit: '94' });
      await venue.broker().cancel(canceled);
      expect(await lookUp(venue, open)).toMatchObject({ status: 'open', qty: '1', fills: [], venueOrderId: open.venueOrderId });
      expect(await lookUp(venue, filled)).toMatchObject({ status: 'filled', fills: fillsOf(venue, filled.id) });
      expect(await lookUp(venue, canceled)).toMatchObject({ status: 'canceled' });
      expect(await venue.broker().lookUp({ id: newOrderId(), symbol: SPOT })).toEqual({ type: 'not_found' });
    });

    venueCase(
      make,
      'B19 modify changes the total quantity in place, up and down',
      async (venue) => {
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '2' });
        const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '95', reduceOnly: true });
        if (!venue.broker().traits.modify) {
          expect((await venue.broker().modify(stop, decimal('2'))).type).toBe('rejected');
          expect(await lookUp(venue, stop)).toMatchObject({ status: 'open', qty: '1' });
          return;
        }
        expect(await venue.broker().modify(stop, decimal('2'))).toEqual({ type: 'modified', qty: '2' });
        expect(await venue.broker().modify(stop, decimal('1.5'))).toEqual({ type: 'modified', qty: '1.5' });
        expect(newsOf(venue, stop.id)).toBe('accepted amended amended');
        expect(await lookUp(venue, stop)).toMatchObject({ status: 'open', qty: '1.5' });
        await venue.movePrice(SWAP, '94');
        expect(qtyFilled(fillsOf(venue, stop.id))).toBe('1.5');
        expect(await position(venue, SWAP)).toBe('0.5');
      },
      { needs: 'stops' },
    );

    venueCase(make, 'B20 modify of an order that is unknown or has ended is refused, and a report says how it ended', async (venue) => {
      const filled = await submit(venue, { side: 'buy', qty: '1' });
      const heard = venue.reports.length;
      expect((await venue.broker().modify(filled, decimal('2'))).type).toBe('rejected');
      const toldAgain = venue.reports.slice(heard).some((report) => report.type === 'filled' && report.orderId === filled.id);
      // Who cannot modify anything does not ask the venue about the order either.
      expect(toldAgain).toBe(venue.broker().traits.modify);
      expect((await venue.broker().modify({ id: newOrderId(), venueOrderId: null, symbol: SPOT }, decimal('2'))).type).toBe('rejected');
      expect(await position(venue, SPOT)).toBe('1');
    });

    venueCase(
      make,
      'B21 modify below what has filled, off the step or beyond the balance is refused without effect',
      async (venue) => {
        const order = await submit(venue, { side: 'buy', qty: '3', limit: '100.5' });
        const before = await lookUp(venue, order);
        expect(qtyFilled(before.fills)).not.toBe('0');
        for (const qty of ['0.1', '2.00000001', '1000']) {
          expect((await venue.broker().modify(order, decimal(qty))).type).toBe('rejected');
        }
        expect(await lookUp(venue, order)).toEqual(before);
        expect(newsOf(venue, order.id)).toBe('accepted filled');
      },
      { liquidityPerStep: '101' },
    );
  });
}
