// What goes wrong with a stop and a target as one order (OCO) at Alpaca: answers that are lost, legs that fill while they are
// moved, a stream that is silent, half a pair. In each: no second order, and what the legs fill is told once as our order's.

import { describe, expect, it } from 'vitest';
import { writeOrder } from '../../src/brokers/alpaca/write-order.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { type Ask, fillsOf, lookUp, newOrderId, newsOf, position, qtyFilled, requestOf, submit, SWAP } from './broker-harness.ts';

const PAIR = { symbol: SWAP, side: 'sell', qty: '1', stop: '95', limit: '105', reduceOnly: true, pair: true } as const;
const MOVED = { stopPrice: decimal('97'), limitPrice: decimal('107') };

async function withLong(run: (venue: RemoteHarness) => Promise<void>, liquidityPerStep: string | null = null): Promise<void> {
  const venue = await remoteHarness(alpacaVenue())({ balances: { USDT: '10000' }, liquidityPerStep });
  try {
    await venue.movePrice(SWAP, '100');
    await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
    while ((await position(venue, SWAP)) !== '1') await venue.step();
    await run(venue);
  } finally {
    await venue.close();
  }
}

async function attempt(venue: RemoteHarness, ask: Ask = PAIR): Promise<{ id: OrderId; symbol: string; venueOrderId: null; type: string }> {
  const request = await requestOf(venue, { ...ask, id: ask.id ?? newOrderId() });
  const { type } = await venue.broker().submit(request);
  return { id: request.id, symbol: SWAP, venueOrderId: null, type };
}

/** Targets and stops that the venue has ever taken: two for each pair. */
const placed = ({ exchange }: RemoteHarness): number => exchange.orders().filter(({ group }) => group !== null).length;
const stopOf = ({ exchange }: RemoteHarness): string => exchange.openOrders().find(({ kind }) => kind === 'stop')?.id ?? '';

async function expectClosedOnce(venue: RemoteHarness, pair: { id: OrderId; symbol: string }): Promise<void> {
  await venue.clock.advance(65_000);
  expect(qtyFilled(fillsOf(venue, pair.id))).toBe('1');
  expect(await lookUp(venue, pair)).toMatchObject({ status: 'filled', fills: fillsOf(venue, pair.id) });
  expect(await position(venue, SWAP)).toBe('0');
  expect(venue.exchange.openOrders()).toEqual([]);
  expect(placed(venue)).toBe(2);
}

describe('a pair at Alpaca', () => {
  it('is asked for as one order of the class OCO, good till cancelled, in whole shares', () =>
    withLong(async (venue) => {
      const wanted = await requestOf(venue, PAIR);
      const whole = { ...wanted, qty: decimal('1000'), instrument: { ...wanted.instrument, symbol: SHARE } };
      expect(writeOrder(whole)).toEqual({
        type: 'order',
        body: {
          symbol: SHARE,
          side: 'sell',
          type: 'limit',
          orderClass: 'oco',
          qty: '1000',
          timeInForce: 'gtc',
          clientOrderId: whole.id,
          takeProfit: { limitPrice: '105' },
          stopLoss: { stopPrice: '95' },
        },
      });
      const extended = { ...whole.terms, extendedHours: true };
      expect(writeOrder({ ...whole, terms: extended })).toMatchObject({ type: 'refused' });
      expect(writeOrder({ ...whole, terms: { ...whole.terms, timeInForce: 'ioc' } })).toMatchObject({ type: 'refused' });
      expect(writeOrder({ ...whole, qty: decimal('0.5') })).toMatchObject({ type: 'refused' });
      for (const kind of ['option', 'spot'] as const)
        expect(writeOrder({ ...whole, instrument: { ...whole.instrument, kind } })).toMatchObject({ type: 'refused' });
    }));

  it.each(['106', '94'])('that was taken without a word is found by our id, and what it fills at %s is heard', (price) =>
    withLong(async (venue) => {
      venue.server.plan.next('submit', { type: 'cut_after' });
      const pair = await attempt(venue);
      expect(pair.type).toBe('ambiguous');
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', levels: { stopPrice: '95', limitPrice: '105' } });
      await venue.movePrice(SWAP, price);
      await expectClosedOnce(venue, pair);
    }),
  );

  it('whose stop fills before anybody knows its id: the end of the target leads to it', () =>
    withLong(async (venue) => {
      venue.server.plan.next('submit', { type: 'cut_after' });
      const pair = await attempt(venue);
      await venue.movePrice(SWAP, '94');
      expect(qtyFilled(fillsOf(venue, pair.id))).toBe('1');
      await expectClosedOnce(venue, pair);
    }));

  it('that is called a duplicate is in doubt, and looked up', () =>
    withLong(async (venue) => {
      venue.server.plan.next('submit', { type: 'duplicate_id', acted: true });
      const pair = await attempt(venue);
      expect(pair.type).toBe('ambiguous');
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'open' });
      expect((await attempt(venue, { ...PAIR, id: pair.id })).type).toBe('ambiguous');
      await venue.movePrice(SWAP, '106');
      await expectClosedOnce(venue, pair);
    }));

  it.each(['106', '94'])('is told although the stream was down when a leg filled at %s', (price) =>
    withLong(async (venue) => {
      const pair = await submit(venue, PAIR);
      venue.server.stream.down();
      await venue.movePrice(SWAP, price);
      await venue.clock.advance(20_000);
      expect(fillsOf(venue, pair.id)).toEqual([]);
      venue.server.stream.up();
      await venue.clock.advance(31_000);
      expect(newsOf(venue, pair.id)).toBe('accepted filled');
      await expectClosedOnce(venue, pair);
    }),
  );

  it.each(['106', '94'])('hears of a leg that filled at %s while no process was there', (price) =>
    withLong(async (venue) => {
      const pair = await submit(venue, PAIR);
      await venue.broker().modify(pair, decimal('1'), { stopPrice: decimal('96'), limitPrice: decimal('105') });
      venue.server.stream.down();
      await venue.movePrice(SWAP, price);
      venue.server.stream.up();
      await venue.restart();
      expect(qtyFilled(fillsOf(venue, pair.id))).toBe('1');
      await expectClosedOnce(venue, pair);
    }),
  );
});

describe('a pair whose legs are moved', () => {
  it.each(['cut_after', 'cut_before'] as const)(
    'under a lost answer (%s) is in doubt, and the second attempt brings both legs there',
    (type) =>
      withLong(async (venue) => {
        const pair = await submit(venue, PAIR);
        venue.server.plan.next('modify', { type });
        expect((await venue.broker().modify(pair, decimal('1'), MOVED)).type).toBe('ambiguous');
        expect(await lookUp(venue, pair)).toMatchObject({
          status: 'open',
          levels: { stopPrice: type === 'cut_after' ? '97' : '95', limitPrice: '105' },
        });
        expect(await venue.broker().modify(pair, decimal('1'), MOVED)).toMatchObject({ type: 'modified', levels: MOVED });
        expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', levels: MOVED });
        await venue.movePrice(SWAP, '96.5');
        await expectClosedOnce(venue, pair);
      }),
  );

  it('while the target fills: nothing is moved any more, and the fill counts', () =>
    withLong(async (venue) => {
      const pair = await submit(venue, PAIR);
      // the stop has gone to its new place, the target is not there yet
      venue.server.plan.next('modify', { type: 'cut_after' });
      await venue.broker().modify(pair, decimal('1'), MOVED);
      await venue.movePrice(SWAP, '105.5');
      expect((await venue.broker().modify(pair, decimal('1'), MOVED)).type).toBe('rejected');
      await expectClosedOnce(venue, pair);
    }));

  it('after a part of the target has filled is refused: what the venue counts then is not known', () =>
    withLong(async (venue) => {
      const pair = await submit(venue, PAIR);
      await venue.movePrice(SWAP, '105.5');
      expect(Number(qtyFilled(fillsOf(venue, pair.id)))).toBeLessThan(1);
      expect(await venue.broker().modify(pair, decimal('1'), MOVED)).toMatchObject({
        type: 'rejected',
        reason: expect.stringContaining('filled'),
      });
      await venue.movePrice(SWAP, '94');
      await expectClosedOnce(venue, pair);
    }, '50'));

  it('sixty times over is found with a handful of requests', () =>
    withLong(async (venue) => {
      const pair = await submit(venue, PAIR);
      for (let stop = 0; stop < 60; stop += 1)
        await venue.broker().modify(pair, decimal('1'), { stopPrice: decimal(`9${5 + (stop % 2)}`), limitPrice: decimal('105') });
      const before = venue.server.attempts.length;
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', levels: { stopPrice: '96' } });
      expect(venue.server.attempts.length - before).toBeLessThanOrEqual(2);
    }));

  it('is never resized: the refusal says so, and it stands as it was', () =>
    withLong(async (venue) => {
      const pair = await submit(venue, PAIR);
      expect(await venue.broker().modify(pair, decimal('2'))).toMatchObject({ type: 'rejected' });
      expect(await venue.broker().modify(pair, decimal('2'), MOVED)).toMatchObject({ type: 'rejected' });
      expect(await lookUp(venue, pair)).toMatchObject({ status: 'open', qty: '1', levels: { stopPrice: '95', limitPrice: '105' } });
    }));
});

describe('half a pair', () => {
  it.each(['heard', 'looked up'])('is no protection: the rest of it is ended and told (%s)', (how) =>
    withLong(async (venue) => {
      const pair = await submit(venue, PAIR);
      if (how === 'looked up') venue.server.stream.mute(true);
      venue.exchange.rejectLater(stopOf(venue), 'refused behind the scenes');
      await venue.server.quiet();
      venue.server.stream.mute(false);
      if (how === 'looked up') await lookUp(venue, pair);
      await venue.clock.advance(5_000);
      expect(venue.exchange.openOrders()).toEqual([]);
      expect(['rejected', 'canceled']).toContain((await lookUp(venue, pair)).status);
      expect(newsOf(venue, pair.id)).toMatch(/^accepted (?:rejected|canceled)$/);
      expect(await position(venue, SWAP)).toBe('1');
    }),
  );

  it('that is cancelled leaves nothing open, whichever leg the venue has ended first', () =>
    withLong(async (venue) => {
      const pair = await submit(venue, PAIR);
      venue.server.plan.next('cancel', { type: 'cut_after' });
      expect(['ambiguous', 'canceled']).toContain((await venue.broker().cancel(pair)).type);
      expect(await venue.broker().cancel(pair)).toEqual({ type: 'canceled' });
      expect(venue.exchange.openOrders()).toEqual([]);
    }));
});
