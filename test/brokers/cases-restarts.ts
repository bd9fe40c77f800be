// Owns: cases B38 to B46: a process that is killed and started again finds its orders, its money and its news.

import { describe, expect } from 'vitest';
import {
  balance,
  type BrokerHarness,
  fillsOf,
  holdings,
  lookUp,
  type MakeHarness,
  newOrderId,
  newsOf,
  position,
  qtyFilled,
  requestOf,
  SPOT,
  submit,
  SWAP,
} from './broker-harness.ts';
import { venueCase } from './venue-case.ts';
import { waiting } from './venue-nature.ts';

/** We die while the venue executes a stop, and find it executed, told or not. */
async function diesBeside(venue: BrokerHarness): Promise<void> {
  await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
  const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '95', reduceOnly: true });
  const dying = venue.movePrice(SWAP, '94');
  await venue.restart();
  await dying;
  expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled' });
  expect(await position(venue, SWAP)).toBe('0');
}

export function restartCases(make: MakeHarness): void {
  describe('restarts', () => {
    venueCase(make, 'B38 an open limit order survives and fills afterwards', async (venue) => {
      const order = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      const before = await holdings(venue);
      await venue.restart();
      expect(await holdings(venue)).toEqual(before);
      expect((await lookUp(venue, order)).status).toBe('open');
      await venue.movePrice(SPOT, '94');
      expect(qtyFilled(fillsOf(venue, order.id))).toBe('1');
    });

    venueCase(
      make,
      'B39 a triggered stop stays triggered, although the price has come back',
      async (venue) => {
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '3', ...waiting(venue.nature) });
        await venue.clock.advance(5_000);
        const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '3', stop: '95', reduceOnly: true });
        await venue.movePrice(SWAP, '94');
        const filled = qtyFilled(fillsOf(venue, stop.id));
        expect(Number(filled)).toBeGreaterThan(0);
        expect(Number(filled)).toBeLessThan(3);
        await venue.restart();
        // As the house does at its start with everything that is open.
        if (venue.nature.lives === 'elsewhere') await lookUp(venue, stop);
        await venue.movePrice(SWAP, '100');
        await venue.clock.advance(5_000);
        expect(qtyFilled(fillsOf(venue, stop.id))).toBe('3');
        expect(await position(venue, SWAP)).toBe('0');
      },
      { liquidityPerStep: '101', needs: 'stops' },
    );

    venueCase(
      make,
      'B40 a partially filled order goes on where it stood',
      async (venue) => {
        const order = await submit(venue, { side: 'buy', qty: '3', ...waiting(venue.nature) });
        await venue.step();
        const before = fillsOf(venue, order.id);
        await venue.restart();
        expect((await lookUp(venue, order)).fills).toEqual(before);
        await venue.clock.advance(5_000);
        const after = fillsOf(venue, order.id);
        expect(after.slice(0, before.length)).toEqual(before);
        expect(qtyFilled(after)).toBe('3');
        expect(await position(venue, SPOT)).toBe('3');
      },
      { liquidityPerStep: '101' },
    );

    venueCase(make, 'B41 what was reported before is reported again, with the same fill ids', async (venue) => {
      const filled = await submit(venue, { side: 'buy', qty: '1' });
      const open = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      const canceled = await submit(venue, { side: 'buy', qty: '1', limit: '94' });
      await venue.broker().cancel(canceled);
      const before = fillsOf(venue, filled.id);
      const heard = venue.reports.length;
      await venue.restart();
      if (venue.nature.lives === 'elsewhere') {
        // What was told is not told again; whoever asks hears the same fills, under the same ids.
        expect((await lookUp(venue, filled)).fills).toEqual(before);
        expect((await lookUp(venue, canceled)).status).toBe('canceled');
        expect(await lookUp(venue, open)).toMatchObject({ status: 'open', venueOrderId: open.venueOrderId });
        return;
      }
      const again = venue.reports.slice(heard);
      expect(again.filter((report) => report.type === 'filled').map(({ fill }) => fill)).toEqual(before);
      expect(again).toContainEqual({ type: 'accepted', orderId: open.id, venueOrderId: open.venueOrderId });
      expect(again.some((report) => report.type === 'canceled' && report.orderId === canceled.id)).toBe(true);
      expect(newsOf(venue, filled.id)).toBe('accepted filled accepted filled');
    });

    venueCase(make, 'B42 a client order id is a duplicate after a restart as well', async (venue) => {
      const filled = await submit(venue, { side: 'buy', qty: '1' });
      const open = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
      await venue.restart();
      const { clientIds, lives, words } = venue.nature;
      const taken = { ever: [filled, open], open: [open], free: [] }[clientIds];
      for (const { id } of taken) {
        const outcome = await venue.broker().submit(await requestOf(venue, { id, side: 'buy', qty: '1' }));
        expect(lives === 'here' ? ['rejected'] : ['rejected', 'ambiguous']).toContain(outcome.type);
        expect('reason' in outcome ? outcome.reason : '').toMatch(words.duplicate);
      }
      expect(await position(venue, SPOT)).toBe('1');
    });

    venueCase(make, 'B43 killed before the order was saved: it was never there', async (venue) => {
      const request = await requestOf(venue, { id: newOrderId(), side: 'buy', qty: '1' });
      venue.faults.killAtNextSave('before');
      void venue.broker().submit(request);
      await venue.clock.settle();
      await venue.restart();
      expect(await venue.broker().lookUp({ id: request.id, symbol: SPOT })).toEqual({ type: 'not_found' });
      expect(await balance(venue, 'USDT')).toMatchObject({ total: '10000', free: '10000' });
      expect(await venue.broker().submit(request)).toMatchObject({ type: 'accepted' });
    });

    venueCase(make, 'B44 killed after the order was saved, before anyone heard: it is found, and told at the start', async (venue) => {
      const request = await requestOf(venue, { id: newOrderId(), side: 'buy', qty: '1' });
      venue.faults.killAtNextSave('after');
      void venue.broker().submit(request);
      await venue.clock.settle();
      expect(newsOf(venue, request.id)).toBe('');
      await venue.restart();
      if (venue.nature.lives === 'elsewhere') {
        expect(await lookUp(venue, { id: request.id, symbol: SPOT })).toMatchObject({ status: 'filled', qty: '1' });
        expect(await position(venue, SPOT)).toBe('1');
        return;
      }
      expect(newsOf(venue, request.id)).toBe('accepted filled');
      expect(await lookUp(venue, { id: request.id, symbol: SPOT })).toMatchObject({ status: 'filled', fills: fillsOf(venue, request.id) });
      expect(await position(venue, SPOT)).toBe('1');
    });

    venueCase(
      make,
      'B45 killed around the execution of a bracket: whole or not at all',
      async (venue) => {
        // Elsewhere an execution is not ours to die in.
        if (venue.nature.lives === 'elsewhere') return diesBeside(venue);
        for (const when of ['before', 'after'] as const) {
          await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
          const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '95', reduceOnly: true, ocoGroup: when });
          const target = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', limit: '105', reduceOnly: true, ocoGroup: when });
          venue.faults.killAtNextSave(when);
          void venue.movePrice(SWAP, '106');
          await venue.clock.settle();
          await venue.restart();
          const states = [(await lookUp(venue, stop)).status, (await lookUp(venue, target)).status, await position(venue, SWAP)];
          expect(states).toEqual(when === 'before' ? ['open', 'open', '1'] : ['canceled', 'filled', '0']);
          await venue.movePrice(SWAP, '106');
          await venue.movePrice(SWAP, '100');
          expect(await position(venue, SWAP)).toBe('0');
        }
      },
      { needs: 'stops' },
    );

    venueCase(make, 'B46 a save that fails: the order is unavailable or in doubt, never half placed', async (venue) => {
      const first = await requestOf(venue, { id: newOrderId(), side: 'buy', qty: '1' });
      venue.faults.failSaves(1);
      if (venue.nature.lives === 'elsewhere') {
        expect(['unavailable', 'ambiguous']).toContain((await venue.broker().submit(first)).type);
        expect(await venue.broker().lookUp({ id: first.id, symbol: SPOT })).toEqual({ type: 'not_found' });
        expect(await position(venue, SPOT)).toBe('0');
        await submit(venue, { side: 'buy', qty: '1' });
        expect(await position(venue, SPOT)).toBe('1');
        return;
      }
      expect((await venue.broker().submit(first)).type).toBe('unavailable');
      expect(await venue.broker().lookUp({ id: first.id, symbol: SPOT })).toEqual({ type: 'not_found' });
      expect(newsOf(venue, first.id)).toBe('');
      const second = await requestOf(venue, { id: newOrderId(), side: 'buy', qty: '1' });
      // The save, its undoing, and the same again when the look-up tries to repair the file.
      venue.faults.failSaves(4);
      expect((await venue.broker().submit(second)).type).toBe('ambiguous');
      expect((await venue.broker().lookUp({ id: second.id, symbol: SPOT })).type).toBe('unavailable');
      expect(await venue.broker().lookUp({ id: second.id, symbol: SPOT })).toEqual({ type: 'not_found' });
      expect((await venue.broker().submit(first)).type).toBe('accepted');
      expect(await position(venue, SPOT)).toBe('1');
    });
  });
}
