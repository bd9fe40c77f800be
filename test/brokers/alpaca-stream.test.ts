// Alpaca's stream of trade updates: down for a minute, repeated, out of order, with gaps; orders that are replaced, cancels
// that take their time, executions that are listed late; and the stream of prices.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { fillsOf, lookUp, newsOf, position, qtyFilled, SPOT, submit, SWAP } from './broker-harness.ts';

type Fake = ReturnType<ReturnType<typeof alpacaVenue>['fake']>;

async function withAlpaca(run: (venue: RemoteHarness, fake: Fake) => Promise<void>, liquidityPerStep: string | null = null): Promise<void> {
  const spec = alpacaVenue();
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep });
  try {
    await run(venue, spec.fake());
  } finally {
    await venue.close();
  }
}

describe('trade updates of Alpaca', () => {
  it('are asked for once for each connection', () =>
    withAlpaca(async (venue, fake) => {
      expect(fake.listens()).toBe(1);
      venue.server.stream.down();
      await venue.clock.advance(10_000);
      venue.server.stream.up();
      await venue.clock.advance(31_000);
      expect(fake.listens()).toBe(2);
      const order = await submit(venue, { side: 'buy', qty: '1' });
      expect(newsOf(venue, order.id)).toBe('accepted filled');
    }));

  it('that come three times are told once', () =>
    withAlpaca(async (venue) => {
      venue.server.stream.repeat(3);
      const order = await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
      const resting = await submit(venue, { symbol: SWAP, side: 'buy', qty: '1', limit: '90' });
      await venue.broker().cancel(resting);
      expect(newsOf(venue, order.id)).toBe('accepted filled');
      expect(newsOf(venue, resting.id)).toBe('accepted canceled');
    }));

  it('that come last first are told in an order that can be, and each execution once', () =>
    withAlpaca(async (venue) => {
      const order = await submit(venue, { symbol: SWAP, side: 'buy', qty: '3', limit: '101' });
      venue.server.stream.hold();
      await venue.clock.advance(3_000);
      const truth = venue.exchange.byClientId(order.id)[0]?.trades.length;
      venue.server.stream.releaseReversed();
      await venue.clock.settle();
      await venue.clock.advance(1_000);
      expect(fillsOf(venue, order.id).length).toBe(truth);
      expect(qtyFilled(fillsOf(venue, order.id))).toBe('3');
      expect(venue.reports.filter(({ orderId, type }) => orderId === order.id && type === 'filled').length).toBe(truth);
      expect((await lookUp(venue, order)).fills).toEqual(fillsOf(venue, order.id));
    }, '101'));

  it('of a minute that was not heard are told when the stream is back, without being asked', () =>
    withAlpaca(async (venue) => {
      const order = await submit(venue, { symbol: SWAP, side: 'buy', qty: '1', limit: '95' });
      const gone = await submit(venue, { symbol: SWAP, side: 'buy', qty: '1', limit: '80' });
      venue.server.stream.down();
      await venue.movePrice(SWAP, '94');
      venue.exchange.cancel(venue.exchange.byClientId(gone.id)[0]?.id ?? '');
      await venue.clock.advance(60_000);
      expect(newsOf(venue, order.id)).toBe('accepted');
      venue.server.stream.up();
      await venue.clock.advance(31_000);
      expect(newsOf(venue, order.id)).toBe('accepted filled');
      expect(newsOf(venue, gone.id)).toBe('accepted canceled');
      expect(venue.logged.map(({ event }) => event)).toContain('alpaca_stream_back');
    }));

  it('with a gap are looked up: what was swallowed is told before what follows', () =>
    withAlpaca(async (venue) => {
      venue.server.stream.mute(true);
      const order = await submit(venue, { symbol: SWAP, side: 'buy', qty: '2', limit: '101' });
      venue.server.stream.mute(false);
      await venue.clock.advance(3_000);
      const trades = venue.exchange.byClientId(order.id)[0]?.trades ?? [];
      expect(trades.length).toBeGreaterThan(1);
      expect(fillsOf(venue, order.id).map(({ id }) => id.split(':')[1])).toEqual(
        trades.map((_trade, index) => trades.slice(0, index + 1).reduce((total, { qty }) => String(Number(total) + Number(qty)), '0')),
      );
    }, '150'));

  it('are waited for again and again, while keys are refused, too', () =>
    withAlpaca(async (venue, fake) => {
      fake.setting.keysRefused = true;
      venue.server.stream.down();
      venue.server.stream.up();
      await venue.clock.advance(120_000);
      expect(venue.logged.filter(({ event }) => event === 'alpaca_stream_interrupted').length).toBeGreaterThan(3);
      fake.setting.keysRefused = false;
      await venue.clock.advance(31_000);
      const order = await submit(venue, { side: 'buy', qty: '1' });
      expect(newsOf(venue, order.id)).toBe('accepted filled');
    }));
});

describe('orders at Alpaca that change their ids', () => {
  it('replaced by hand, they are followed, amended, looked up and cancelled', () =>
    withAlpaca(async (venue, fake) => {
      const order = await submit(venue, { symbol: SWAP, side: 'buy', qty: '2', limit: '95' });
      fake.replaceByHand(order.id, '1000');
      await venue.clock.settle();
      expect(newsOf(venue, order.id)).toBe('accepted amended');
      expect(venue.reports.at(-1)).toMatchObject({ type: 'amended', qty: '1' });
      expect(await lookUp(venue, order)).toMatchObject({ status: 'open', qty: '1' });
      await venue.movePrice(SWAP, '94');
      expect(newsOf(venue, order.id)).toBe('accepted amended filled');
      expect(await position(venue, SWAP)).toBe('1');
    }));

  it('modified by us twice and then cancelled by their first id, they are gone', () =>
    withAlpaca(async (venue) => {
      const order = await submit(venue, { symbol: SWAP, side: 'buy', qty: '2', limit: '95' });
      await venue.broker().modify(order, decimal('3'));
      await venue.broker().modify(order, decimal('4'));
      expect(newsOf(venue, order.id)).toBe('accepted amended amended');
      expect(await venue.broker().cancel(order)).toEqual({ type: 'canceled' });
      expect(venue.exchange.openOrders()).toEqual([]);
      expect(newsOf(venue, order.id)).toBe('accepted amended amended canceled');
    }));

  it('filled in part, or to a fraction of a share, they are not modified', () =>
    withAlpaca(async (venue) => {
      const order = await submit(venue, { symbol: SWAP, side: 'buy', qty: '2', limit: '101' });
      expect(await venue.broker().modify(order, decimal('3'))).toMatchObject({ type: 'rejected', anew: true });
      const whole = await submit(venue, { symbol: SWAP, side: 'buy', qty: '2', limit: '90' });
      expect(await venue.broker().modify(whole, decimal('1.0005'))).toMatchObject({ type: 'rejected', anew: true });
      expect(venue.server.attempts.filter(({ kind }) => kind === 'modify')).toEqual([]);
    }, '150'));
});

describe('what Alpaca says late', () => {
  it('a cancel that has only begun is in doubt, and told when it has happened', () =>
    withAlpaca(async (venue, fake) => {
      fake.setting.slowCancels = true;
      const order = await submit(venue, { symbol: SWAP, side: 'buy', qty: '1', limit: '95' });
      const answer = venue.broker().cancel(order);
      for (let look = 0; look < 6; look += 1) await venue.clock.advance(400);
      expect((await answer).type).toBe('ambiguous');
      expect(newsOf(venue, order.id)).toBe('accepted');
      fake.finishCancels();
      await venue.clock.settle();
      expect(newsOf(venue, order.id)).toBe('accepted canceled');
      expect(await venue.broker().cancel(order)).toEqual({ type: 'canceled' });
    }));

  it('executions that are not listed yet leave the look-up without an answer, never with half of one', () =>
    withAlpaca(async (venue, fake) => {
      venue.server.stream.mute(true);
      fake.setting.hidesActivities = true;
      const order = await submit(venue, { side: 'buy', qty: '1' });
      expect(await venue.broker().lookUp(order)).toMatchObject({ type: 'unavailable' });
      fake.setting.hidesActivities = false;
      expect(await lookUp(venue, order)).toMatchObject({ status: 'filled', fills: [{ qty: '1' }] });
    }));
});

describe('prices of Alpaca', () => {
  it('come as they change, after an outage too, and no more when nobody watches', () =>
    withAlpaca(async (venue) => {
      const heard: Quote[] = [];
      const unwatch = venue.broker().watch(SPOT, (quote) => heard.push(quote));
      await venue.clock.settle();
      await venue.movePrice(SPOT, '101.5');
      expect(heard.at(-1)).toMatchObject({ symbol: SPOT, last: '101.5', source: 'venue', at: venue.clock.now() });
      venue.server.stream.down();
      await venue.movePrice(SPOT, '102');
      venue.server.stream.up();
      await venue.clock.advance(31_000);
      await venue.movePrice(SPOT, '103');
      expect(heard.at(-1)?.last).toBe('103');
      unwatch();
      await venue.clock.settle();
      const before = heard.length;
      await venue.movePrice(SPOT, '104');
      expect(heard.length).toBe(before);
      expect(venue.server.sockets().map(({ path }) => path)).toEqual(['/stream']);
    }));

  it('of names that are not there say what is near', () =>
    withAlpaca(async (venue) => {
      expect(await venue.broker().price('APPL', null)).toEqual({ type: 'unknown_symbol', nearest: [SHARE] });
      expect(await venue.broker().price('BTCUSD', null)).toEqual({ type: 'unknown_symbol', nearest: ['BTC/USD'] });
    }));
});
