// What is Dhan's own: slices above the freeze quantity, products, market orders that rest, addresses and tokens, prices that
// share a call, the bytes that are sent.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { VenueFinding } from '../../src/brokers/broker.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { type DhanVenueOptions, dhanVenue } from '../venues/dhan-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { type Ask, lookUp, newsOf, position, qtyFilled, fillsOf, refusal, requestOf, submit } from './broker-harness.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-account-'));
// a download that was under way when its broker stopped may still be put in place
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const FUTURE = 'NFO:NIFTY-2026-01-27-FUT';
const SHARE = 'RELIANCE';

/** In Dhan's own words and numbers, with 10 million rupees. */
async function atDhan(
  run: (venue: RemoteHarness) => Promise<void>,
  options: Partial<DhanVenueOptions> = {},
  liquidity: string | null = null,
) {
  const spec = { ...dhanVenue({ cacheDir, ...options }), names: null };
  const venue = await remoteHarness(spec)({ balances: { INR: '10000000' }, liquidityPerStep: liquidity });
  try {
    await run(venue);
  } finally {
    await venue.close();
  }
}

const bodies = (venue: RemoteHarness, kind: string): readonly string[] =>
  venue.server.attempts.filter((each) => each.kind === kind).map(({ body }) => body);
const sent = (venue: RemoteHarness): number => venue.server.attempts.filter(({ kind }) => kind === 'submit').length;
const SLICED: Ask = { symbol: FUTURE, side: 'buy', qty: '1950' };

describe('above the freeze quantity', () => {
  it('an order goes as one request, is several there, and stays one of ours', () =>
    atDhan(async (venue) => {
      const order = await submit(venue, SLICED);
      expect(sent(venue)).toBe(1);
      expect(venue.exchange.orders().map(({ qty }) => qty)).toEqual(['1755', '195']);
      expect(await lookUp(venue, order)).toMatchObject({ status: 'filled', qty: '1950', venueOrderId: order.venueOrderId });
      expect(newsOf(venue, order.id)).toBe('accepted filled filled');
      expect(qtyFilled(fillsOf(venue, order.id))).toBe('1950');
      expect(await position(venue, FUTURE)).toBe('1950');
    }));

  it('an order whose answer is lost is found with every slice, and not sent again', () =>
    atDhan(async (venue) => {
      const request = await requestOf(venue, { ...SLICED, limit: '95' });
      venue.server.plan.next('submit', { type: 'cut_after' });
      expect((await venue.broker().submit(request)).type).toBe('ambiguous');
      expect(await lookUp(venue, { id: request.id, symbol: FUTURE })).toMatchObject({ status: 'open', qty: '1950' });
      expect((await venue.broker().submit(request)).type).toBe('ambiguous');
      expect(venue.exchange.orders()).toHaveLength(2);
    }));

  it('a cancel cancels every slice, and the order is listed as one', () =>
    atDhan(async (venue) => {
      const order = await submit(venue, { ...SLICED, limit: '95' });
      const open = await venue.broker().openOrders();
      expect(open).toMatchObject({ type: 'ok', orders: [{ orderId: order.id, qty: '1950', limitPrice: '95', symbol: FUTURE }] });
      expect((await venue.broker().modify(order, decimal('3900'))).type).toBe('rejected');
      expect(await venue.broker().cancel(order)).toEqual({ type: 'canceled' });
      expect(venue.exchange.openOrders()).toEqual([]);
      expect(newsOf(venue, order.id)).toBe('accepted canceled');
    }));
});

describe('what is sent', () => {
  it('has decimals digit by digit, a short label, and only what the documents name', () =>
    atDhan(async (venue) => {
      await submit(venue, { symbol: SHARE, side: 'sell', qty: '7', stop: '95.05', limit: '94.95' });
      const [body = ''] = bodies(venue, 'submit');
      expect(body).toMatch(
        /^\{"dhanClientId":"1000000009","correlationId":"[A-Za-z0-9_-]{22}","transactionType":"SELL","exchangeSegment":"NSE_EQ","productType":"INTRADAY","orderType":"STOP_LOSS","validity":"DAY","securityId":"2885","quantity":7,"price":94\.95,"triggerPrice":95\.05,"afterMarketOrder":false\}$/,
      );
    }));

  it('is refused before it leaves where lots, sides, products or times in force cannot be meant', () =>
    atDhan(async (venue) => {
      const share = { symbol: SHARE, side: 'buy', qty: '1' } as const;
      expect(await refusal(venue, { symbol: FUTURE, side: 'buy', qty: '100' })).toContain('not a multiple of the lot 65');
      expect(await refusal(venue, { ...share, limit: '100.03' })).toContain('tick 0.05');
      expect(await refusal(venue, { ...share, stop: '105', limit: '104' })).toContain('must not lie beyond');
      expect(await refusal(venue, { ...share, terms: { productType: 'M' } })).toContain('shares are C');
      expect(await refusal(venue, { symbol: FUTURE, side: 'buy', qty: '65', terms: { productType: 'C' } })).toContain(
        'M (carried forward)',
      );
      expect(await refusal(venue, { ...share, terms: { timeInForce: 'gtc' } })).toContain('stand for the day');
      expect(await refusal(venue, { ...share, trail: { percent: decimal('1') } })).toContain('no trailing stop');
      expect(await refusal(venue, { ...share, terms: { postOnly: true } })).toContain('post-only');
      expect(sent(venue)).toBe(0);
    }));

  it('carries the product of the order, else that of the account', () =>
    atDhan(async (venue) => {
      await submit(venue, { symbol: FUTURE, side: 'buy', qty: '65', terms: { productType: 'M' } });
      await submit(venue, { symbol: SHARE, side: 'buy', qty: '1' });
      expect(bodies(venue, 'submit').map((body) => /"productType":"(\w+)"/.exec(body)?.[1])).toEqual(['MARGIN', 'INTRADAY']);
    }));
});

describe('shares for delivery', () => {
  const delivery = { broker: { product: 'C' } } as const;

  it('cannot be sold before they are there, which is known beforehand', () =>
    atDhan(async (venue) => {
      const priced = await venue.broker().price(SHARE, null);
      expect(priced).toMatchObject({ type: 'priced', instrument: { canShort: false, stepSize: '1', tickSize: '0.05', quote: 'INR' } });
      expect(await refusal(venue, { symbol: SHARE, side: 'sell', qty: '1' })).toContain('insufficient holdings');
    }, delivery));

  it('count with what was delivered before, and are sold from there', () =>
    atDhan(
      async (venue) => {
        expect(await position(venue, SHARE)).toBe('10');
        const order = await submit(venue, { symbol: SHARE, side: 'sell', qty: '4' });
        expect((await lookUp(venue, order)).status).toBe('filled');
        expect(await position(venue, SHARE)).toBe('6');
      },
      { ...delivery, front: { holdings: new Map([['2885', decimal('10')]]) } },
    ));
});

describe('a market order', () => {
  it('that the market runs away from stays open at its protected price, and is called open', () =>
    atDhan(
      async (venue) => {
        const order = await submit(venue, { symbol: SHARE, side: 'buy', qty: '3' });
        venue.exchange.movePrice('NSE_EQ:2885', '120');
        await venue.server.quiet();
        await venue.step();
        const snapshot = await lookUp(venue, order);
        expect(snapshot).toMatchObject({ status: 'open', qty: '3' });
        expect(qtyFilled(snapshot.fills)).toBe('1');
        const open = await venue.broker().openOrders();
        expect(open).toMatchObject({ orders: [{ orderId: order.id, type: 'LIMIT', qtyFilled: '1', limitPrice: '100.55' }] });
      },
      {},
      '101',
    ));
});

describe('an option by its distance from the money', () => {
  it('is priced as the contract that it means now', () =>
    atDhan(async (venue) => {
      venue.exchange.movePrice('IDX_I:13', '24218.35');
      venue.exchange.movePrice('NSE_FNO:47011', '88.5');
      expect(await venue.broker().price('NFO:NIFTY-NEAR-OTM1-CE', null)).toMatchObject({
        type: 'priced',
        instrument: { symbol: 'NFO:NIFTY-2026-01-06-24250-CE', kind: 'option', stepSize: '65', base: 'NIFTY' },
        quote: { symbol: 'NFO:NIFTY-2026-01-06-24250-CE', last: '88.5', bid: '88.45', ask: '88.55' },
      });
    }));
});

describe('prices', () => {
  it('that are asked for within a second share one call', () =>
    atDhan(
      async (venue) => {
        const first = venue.broker().price(SHARE, null);
        const together = [venue.broker().price(FUTURE, null), venue.broker().price('BSE:TCS', null)];
        expect((await first).type).toBe('priced');
        const later = venue.broker().price('TCS', null);
        await venue.clock.advance(1_000);
        for (const answer of await Promise.all([...together, later])) expect(answer.type).toBe('priced');
        const calls = bodies(venue, 'price');
        expect(calls.length).toBeLessThanOrEqual(2);
        expect(calls.at(-1)).toContain('"NSE_EQ":[11536]');
      },
      { broker: { priceSpacingMs: 1_000 } },
    ));
});

describe('before an order', () => {
  it('the book of the day must have been read, or the order itself is looked up first', () =>
    atDhan(async (venue) => {
      const request = await requestOf(venue, { symbol: SHARE, side: 'buy', qty: '1', limit: '95' });
      venue.server.plan.next('submit', { type: 'cut_after' });
      expect((await venue.broker().submit(request)).type).toBe('ambiguous');
      venue.server.plan.always(['look_up'], { type: 'server_error', status: 502, acted: false });
      await venue.restart();
      expect((await venue.broker().submit(request)).type).toBe('unavailable');
      venue.server.plan.clear();
      expect((await venue.broker().submit(request)).type).toBe('ambiguous');
      expect(venue.exchange.orders()).toHaveLength(1);
    }));
});

describe('orders of others', () => {
  it('are listed with the legs of super orders, each under what cancels it', () => {
    const superOrder = {
      orderId: '5925022734212',
      correlationId: 'NA',
      orderStatus: 'TRIGGERED',
      transactionType: 'BUY',
      exchangeSegment: 'NSE_EQ',
      productType: 'CNC',
      orderType: 'LIMIT',
      securityId: '11536',
      quantity: 10,
      filledQty: 10,
      price: 100,
      createTime: '2026-01-05 15:00:00',
      legDetails: [
        { legName: 'STOP_LOSS_LEG', transactionType: 'SELL', remainingQuantity: 10, price: 90, orderStatus: 'PENDING', trailingJump: 0 },
        { legName: 'TARGET_LEG', transactionType: 'SELL', remainingQuantity: 0, price: 120, orderStatus: 'TRIGGERED', trailingJump: 0 },
      ],
    };
    return atDhan(
      async (venue) => {
        expect(await venue.broker().openOrders()).toEqual({
          type: 'ok',
          orders: [
            {
              orderId: null,
              venueOrderId: '5925022734212/STOP_LOSS_LEG',
              symbol: 'TCS',
              side: 'sell',
              type: 'STOP_LOSS_LEG',
              qty: '10',
              qtyFilled: '0',
              limitPrice: null,
              stopPrice: '90',
              reduceOnly: true,
              productType: 'CNC',
              at: Date.UTC(2026, 0, 5, 9, 30),
            },
          ],
        });
      },
      { front: { superOrders: [superOrder] } },
    );
  });
});

describe('an examination', () => {
  const jwt = (exp: number): string => `e30.${Buffer.from(JSON.stringify({ exp: exp / 1000 })).toString('base64url')}.c2ln`;
  const NOW = Date.UTC(2026, 0, 5, 10);
  const found = async (venue: RemoteHarness, check: string): Promise<VenueFinding | undefined> =>
    (await venue.broker().examine()).find((each) => each.check === check);

  it('says when the token ends, and calls for a new one in time', async () => {
    for (const [hours, state] of [
      [20, 'ok'],
      [3, 'warning'],
      [-1, 'failed'],
    ] as const) {
      const accessToken = jwt(NOW + hours * 3_600_000);
      await atDhan(
        async (venue) => {
          expect(await found(venue, 'token')).toMatchObject({ state, expiresAt: NOW + hours * 3_600_000 });
        },
        { broker: { accessToken }, front: { accessToken } },
      );
    }
    // a token that says nothing: the profile does
    await atDhan(async (venue) => expect(await found(venue, 'token')).toMatchObject({ state: 'ok', expiresAt: NOW + 86_400_000 }));
  });

  it('compares the address that Dhan sees with the registered ones', async () => {
    const seen = { primaryIP: '203.0.113.7', secondaryIP: '', detectedIP: '198.51.100.9', ipMatchStatus: 'MISMATCH', ordersAllowed: false };
    await atDhan(
      async (venue) => {
        expect(await found(venue, 'address')).toMatchObject({ state: 'failed', detail: 'Dhan sees 198.51.100.9, registered: 203.0.113.7' });
        expect(await refusal(venue, { symbol: SHARE, side: 'buy', qty: '1' })).toContain('registered static address');
      },
      { front: { addresses: seen, isStranger: true } },
    );
    await atDhan(async (venue) => expect((await found(venue, 'address'))?.state).toBe('ok'), {
      front: { addresses: { ...seen, detectedIP: '203.0.113.7', ipMatchStatus: 'MATCH', ordersAllowed: true } },
    });
    await atDhan(async (venue) => expect((await found(venue, 'address'))?.state).toBe('failed'), {
      front: { addresses: { primaryIP: null } },
    });
  });

  it('says what else is wrong, each with its remedy', async () => {
    await atDhan(async (venue) => expect(await found(venue, 'prices')).toMatchObject({ state: 'failed', detail: 'data plan: Deactive' }), {
      front: { profile: { dataPlan: 'Deactive' } },
    });
    await atDhan(
      async (venue) => {
        expect(await found(venue, 'keys')).toMatchObject({ state: 'failed' });
        expect((await found(venue, 'keys'))?.detail).toContain('new access token at web.dhan.co');
        expect((await venue.broker().balances()).type).toBe('unavailable');
      },
      { broker: { accessToken: 'old' } },
    );
    await atDhan(async (venue) => {
      const findings = await venue.broker().examine();
      expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
      for (const { state, remedy } of findings) if (state === 'warning') expect(remedy).not.toBeNull();
      expect(findings.map(({ check }) => check)).toEqual([
        'keys',
        'segments',
        'prices',
        'token',
        'address',
        'clock',
        'instruments',
        'orders',
      ]);
    });
  });
});
