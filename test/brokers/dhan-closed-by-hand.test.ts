// Dhan has no reduce-only orders: what a person has closed there by hand must not be sold once more by an exit, over HTTP. It is looked
// at before an exit goes; where it cannot be, getting out comes first.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkHeld } from '../../src/brokers/dhan/check-held.ts';
import type { DhanClient } from '../../src/brokers/dhan/dhan-client.ts';
import { createPortfolio } from '../../src/brokers/dhan/portfolio.ts';
import { createOrderReader } from '../../src/brokers/dhan/read-orders.ts';
import type { ScripList } from '../../src/brokers/dhan/scrip-list.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import type { WireUnits } from '../../src/brokers/dhan/lot-units.ts';
import { USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { createFakeClock } from '../fake-clock.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { held, isFlat, traded } from './every-venue.ts';
import { desk, type House, ROUND_MS, withHouse } from './venue-house.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-hand-'));
afterAll(() => rmSync(cacheDir, { recursive: true, force: true, maxRetries: 5 }));

/** Everything counts units. */
const UNITS: WireUnits = (things) => Promise.resolve({ type: 'ok', value: things.map(() => decimal('1')) });

const RELIANCE = { broker: 'dhan', currency: 'INR', engineSymbol: 'NSE_EQ:2885', money: false } as const;
const atDhan = (run: (house: House) => Promise<void>, more: { readonly watches?: true } = {}): Promise<void> =>
  withHouse(desk(dhanVenue({ cacheDir }), 'RELIANCE', { ...RELIANCE, ...more }), run);
const soldByUs = (house: House) =>
  house.exchange.orders().filter(({ side, clientId, status }) => side === 'sell' && clientId !== null && status === 'filled');

describe('a position at Dhan', () => {
  it.each([
    ['', {}],
    [', with its stop', { sl: 90 }],
  ])('that was closed by hand is not sold again%s', (_what, more) =>
    atDhan(async (house) => {
      await house.alert({ action: 'buy', quantity: 5, ...more });
      await house.pass(2 * ROUND_MS);
      expect(house.byHand('sell', decimal('5')).ok).toBe(true);
      await house.alert({ action: 'close' });
      await house.pass(2 * ROUND_MS);
      isFlat(house);
      expect(soldByUs(house)).toEqual([]);
    }),
  );

  it('that was closed by hand in part: people hear that its stop would open a short, and it is cut to what is there', () =>
    atDhan(
      async (house) => {
        await house.alert({ action: 'buy', quantity: 5, sl: 90 });
        await house.pass(2 * ROUND_MS);
        expect(house.byHand('sell', decimal('3')).ok).toBe(true);
        await house.pass(2 * ROUND_MS);
        const told = [...house.process.snapshot().notifications.values()].find(({ groupKey }) => groupKey.startsWith('difference:'));
        expect(told?.text).toMatch(/stop-loss \S+ \(sell 5\) would open the other side: beyond 2 it is cut off now/);
        expect(house.exchange.openOrders().map(({ kind, qty }) => `${kind} ${qty}`)).toEqual(['stop 2']);
      },
      { watches: true },
    ));

  it('of which a part was sold by hand leaves with the rest of it', () =>
    atDhan(async (house) => {
      await house.alert({ action: 'buy', quantity: 5 });
      await house.pass(2 * ROUND_MS);
      expect(house.byHand('sell', decimal('2')).ok).toBe(true);
      await house.alert({ action: 'close' });
      await house.pass(2 * ROUND_MS);
      isFlat(house);
      expect(soldByUs(house).map(({ qty }) => qty)).toEqual(['3']);
    }));

  it.each<[string, Fault]>([
    ['says nothing', { type: 'silence_before' }],
    ['is away', { type: 'server_error', status: 503, acted: false }],
    ['answers with a page', { type: 'nonsense', body: 'html', acted: true }],
  ])('is left at once when Dhan %s of what is held', (_what, fault) =>
    atDhan(async (house) => {
      await house.alert({ action: 'buy', quantity: 5 });
      house.server.plan.always(['read'], fault);
      await house.alert({ action: 'close' });
      expect([traded(house), held(house)]).toEqual(['0', '0']);
    }),
  );

  it('that was opened a moment ago is left as well', () =>
    atDhan(async (house) => {
      await house.alert({ action: 'buy', quantity: 5 });
      await house.alert({ action: 'close' });
      isFlat(house);
    }));
});

it('what cannot be read of a position holds no exit back, and writes nothing off', () =>
  atDhan(async (house) => {
    await house.alert({ action: 'buy', quantity: 5 });
    await house.pass(2 * ROUND_MS);
    const body = [{ exchangeSegment: 'NSE_EQ', securityId: '2885', tradingSymbol: 'RELIANCE', netQty: 'x' }];
    house.server.plan.always(['read'], { type: 'says', status: 200, body, acted: false });
    await house.alert({ action: 'close' });
    isFlat(house);
  }));

describe('shares that were delivered before', () => {
  const withShares = (run: (house: House) => Promise<void>): Promise<void> =>
    withHouse(
      desk(dhanVenue({ cacheDir, front: { holdings: new Map([['2885', decimal('100')]]) } }), 'RELIANCE', {
        broker: 'dhan',
        currency: 'INR',
        engineSymbol: 'NSE_EQ:2885',
        money: false,
      }),
      run,
    );

  it('hold back no cover of a short of today', () =>
    withShares(async (house) => {
      await house.alert({ action: 'sell', quantity: 5 });
      await house.pass(2 * ROUND_MS);
      await house.alert({ action: 'close' });
      await house.pass(2 * ROUND_MS);
      isFlat(house);
      const bought = house.exchange
        .orders()
        .filter(({ side, clientId, status }) => side === 'buy' && clientId !== null && status === 'filled');
      expect(bought.map(({ qty }) => qty)).toEqual(['5']);
    }));

  it('may be sold at BSE as well, where they stand by their name at NSE', async () => {
    const delivered = { tradingSymbol: 'RELIANCE', securityId: '2885', totalQty: 10 };
    const listed = { get: (path: string) => Promise.resolve({ type: 'ok', body: path === '/holdings' ? [delivered] : [] }) };
    const client = listed as unknown as DhanClient;
    const clock = createFakeClock();
    const now = () => clock.now();
    const look = {
      portfolio: createPortfolio({ client, reader: createOrderReader(client, UNITS, now), units: UNITS, now }),
      list: null,
      clock,
      product: 'C' as const,
    };
    const exit = (qty: string): OrderRequest =>
      ({
        reduceOnly: true,
        type: 'market',
        side: 'sell',
        qty: decimal(qty),
        instrument: { symbol: 'BSE:RELIANCE', kind: 'equity' },
        terms: USUAL_TERMS,
      }) as OrderRequest;
    expect(await checkHeld(look, exit('10'))).toBeNull();
    expect(await checkHeld(look, exit('11'))).toMatchObject({ type: 'rejected', there: '10' });
    // an intraday sale leaves them where they are, and is a short beside them
    expect(await checkHeld({ ...look, product: 'I' }, exit('10'))).toMatchObject({ type: 'rejected', there: '0' });
  });
});

describe('a list of positions that is empty all at once', () => {
  const MARKET = { exchangeSegment: 'NSE_EQ', securityId: '2885', tradingSymbol: 'RELIANCE' };
  const BUY = { orderId: '1', exchangeTradeId: '1', transactionType: 'BUY', tradedQuantity: 10, tradedPrice: 1500, ...MARKET };
  const REFUSED = { type: 'refused', code: 'DH-904', reason: 'too many requests' };

  function books() {
    const bodies: Record<string, unknown> = { '/positions': [{ ...MARKET, netQty: 10 }], '/holdings': [], '/trades': [BUY] };
    const get = (path: string) => Promise.resolve(bodies[path] === REFUSED ? REFUSED : { type: 'ok', body: bodies[path] });
    const client = { get } as unknown as DhanClient;
    const clock = createFakeClock();
    const now = () => clock.now();
    return { bodies, clock, portfolio: createPortfolio({ client, reader: createOrderReader(client, UNITS, now), units: UNITS, now }) };
  }
  const list = { byId: () => null } as unknown as ScripList;

  it.each([
    ['while the trades cannot be had', REFUSED],
    ['together with the trades of the day', []],
  ])('%s is no answer for three minutes', async (_when, trades) => {
    const { bodies, clock, portfolio } = books();
    expect(await portfolio.positions(list)).toMatchObject({ value: [{ qty: '10' }] });
    Object.assign(bodies, { '/positions': [], '/trades': trades });
    expect(await portfolio.positions(list)).toMatchObject({ type: 'unavailable', reason: expect.stringContaining('of which 10') });
    await clock.advance(181_000);
    expect(await portfolio.positions(list)).toEqual({ type: 'ok', value: [] });
  });

  it.each([
    ['stands there with nothing left', { '/positions': [{ ...MARKET, netQty: 0 }], '/trades': REFUSED }],
    [
      'is closed by its trades',
      { '/positions': [], '/trades': [BUY, { ...BUY, orderId: '2', exchangeTradeId: '2', transactionType: 'SELL' }] },
    ],
  ])('what %s is gone at once', async (_how, changed) => {
    const { bodies, portfolio } = books();
    await portfolio.positions(list);
    Object.assign(bodies, changed);
    expect(await portfolio.positions(list)).toEqual({ type: 'ok', value: [] });
  });
});
