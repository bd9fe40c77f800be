// Owns: cases B47 to B53, B55 and B67: balances, positions and prices.

import { describe, expect } from 'vitest';
import { add, type Decimal, decimal, gt, lte, mul, neg, roundToTick, sub, sum, ZERO } from '../../src/core/model/decimal.ts';
import { fundsOf } from '../../src/core/model/money/funds.ts';
import type { Position } from '../../src/core/model/position.ts';
import {
  balance,
  type BrokerHarness,
  fillsOf,
  type MakeHarness,
  market,
  position,
  refusal,
  requestOf,
  SPOT,
  submit,
  SWAP,
} from './broker-harness.ts';
import { venueCase } from './venue-case.ts';

/** What a position that was entered at `price` stands at now, where the total of the money holds that. */
async function standing(venue: BrokerHarness, qty: string, price: Decimal): Promise<Decimal> {
  if (venue.nature.resultsInTotal !== true) return ZERO;
  return mul(decimal(qty), sub((await market(venue, SWAP)).quote.last, price));
}

export function accountCases(make: MakeHarness): void {
  describe('balances, positions, prices', () => {
    venueCase(make, 'B47 a spot round trip leaves exactly what was sold for, less what was paid, less fees', async (venue) => {
      const buy = await submit(venue, { side: 'buy', qty: '3' });
      const coins = venue.nature.spot === 'coins';
      if (coins) expect(await balance(venue, 'BTC')).toMatchObject({ total: '3', free: '3' });
      await venue.movePrice(SPOT, '110');
      const sell = await submit(venue, { side: 'sell', qty: '3', reduceOnly: true });
      const paid = fillsOf(venue, buy.id).map(({ qty, price, fee }) => neg(add(mul(qty, price), fee)));
      const got = fillsOf(venue, sell.id).map(({ qty, price, fee }) => sub(mul(qty, price), fee));
      expect((await balance(venue, 'USDT')).total).toBe(sum([decimal('10000'), ...paid, ...got]));
      if (coins) expect(await balance(venue, 'BTC')).toMatchObject({ total: '0' });
      expect(await position(venue, SPOT)).toBe('0');
      expect(gt((await balance(venue, 'USDT')).total, decimal('10000'))).toBe(true);
    });

    venueCase(
      make,
      'B48 a short keeps its cost as margin and gives it back with profit or loss',
      async (venue) => {
        const open = await submit(venue, { symbol: SWAP, side: 'sell', qty: '10' });
        const [sold] = fillsOf(venue, open.id);
        if (sold === undefined) throw new Error('the short did not fill');
        expect(await position(venue, SWAP)).toBe('-10');
        const { total, free } = await balance(venue, 'USDT');
        const cash = sub(total, await standing(venue, '-10', sold.price));
        expect(cash).toBe(sub(decimal('10000'), sold.fee));
        expect(sub(cash, free)).toBe(mul(sold.qty, sold.price));
        await venue.movePrice(SWAP, '90');
        const close = await submit(venue, { symbol: SWAP, side: 'buy', qty: '10', reduceOnly: true });
        const [bought] = fillsOf(venue, close.id);
        if (bought === undefined) throw new Error('the cover did not fill');
        const profit = mul(decimal('10'), sub(sold.price, bought.price));
        const after = await balance(venue, 'USDT');
        expect(after.total).toBe(sub(add(cash, profit), bought.fee));
        expect(after.free).toBe(after.total);
      },
      { needs: 'shorts' },
    );

    venueCase(
      make,
      'B67 what a position stands at is in the worth of the account once, however strategies share it',
      async (venue) => {
        const first = await submit(venue, { symbol: SWAP, side: 'sell', qty: '4' });
        await venue.movePrice(SWAP, '96');
        const second = await submit(venue, { symbol: SWAP, side: 'sell', qty: '6' });
        await venue.movePrice(SWAP, '90');
        const sold = [first, second].flatMap(({ id }) => fillsOf(venue, id));
        const { instrument, quote } = await market(venue, SWAP);
        const shares = sold.map(({ qty, price }) => ({ instrument, qty: neg(qty), entryPrice: price }) as Position);
        const answer = await venue.broker().balances();
        if (answer.type !== 'ok') throw new Error(answer.reason);
        const { equity } = fundsOf('USDT', answer.balances, shares, () => quote.last, answer.booked ?? null);
        const open = sold.map(({ qty, price, fee }) => sub(mul(qty, sub(price, quote.last)), fee));
        expect(equity).toBe(sum([decimal('10000'), ...open]));
        // who does not tell its own books is counted by those of the strategies
        if (answer.booked === undefined) return;
        const rest = await submit(venue, { symbol: SWAP, side: 'buy', qty: '4', reduceOnly: true });
        const bought = fillsOf(venue, rest.id);
        const got = bought.map(({ qty, price, fee }) => sub(mul(qty, sub(quote.last, price)), fee));
        const after = await venue.broker().balances();
        if (after.type !== 'ok') throw new Error(after.reason);
        const left = fundsOf('USDT', after.balances, shares.slice(1), () => quote.last, after.booked ?? null);
        expect(left.equity).toBe(sum([equity, ...got]));
      },
      { needs: 'shorts' },
    );

    venueCase(
      make,
      'B49 an order through the position closes it and opens the other side',
      async (venue) => {
        await submit(venue, { symbol: SWAP, side: 'buy', qty: '10' });
        if (!venue.nature.flips) {
          await refusal(venue, { symbol: SWAP, side: 'sell', qty: '25' });
          return;
        }
        const flip = await submit(venue, { symbol: SWAP, side: 'sell', qty: '25' });
        const [sold] = fillsOf(venue, flip.id);
        if (sold === undefined) throw new Error('the order did not fill');
        expect(await position(venue, SWAP)).toBe('-15');
        const { total, free } = await balance(venue, 'USDT');
        expect(sub(sub(total, await standing(venue, '-15', sold.price)), free)).toBe(mul(decimal('15'), sold.price));
      },
      { needs: 'shorts' },
    );

    venueCase(make, 'B50 quotes are in ticks, bid <= last <= ask, and named with their source', async (venue) => {
      const { tickSize } = (await market(venue, SPOT)).instrument;
      for (const written of ['100', '99.123', '0.5', '104.999']) {
        const price = roundToTick(decimal(written), tickSize);
        await venue.movePrice(SPOT, price);
        const { instrument, quote } = await market(venue, SPOT);
        expect(quote.symbol).toBe(SPOT);
        expect(venue.nature.bookAlone === true ? quote.bid : price).toBe(quote.last);
        expect(lte(quote.bid, quote.last) && lte(quote.last, quote.ask)).toBe(true);
        for (const value of [quote.bid, quote.last, quote.ask]) expect(roundToTick(value, instrument.tickSize)).toBe(value);
        expect(quote.at).toBe(venue.clock.now());
      }
    });

    venueCase(make, 'B51 tick and step do not change under an open order or a position', async (venue) => {
      const { instrument } = await market(venue, SPOT);
      const order = await submit(venue, { side: 'buy', qty: '1', limit: '50' });
      await venue.movePrice(SPOT, '5000');
      const same = venue.nature.countsDigits === true ? { ...instrument, tickSize: expect.any(String) } : instrument;
      expect((await market(venue, SPOT)).instrument).toEqual(same);
      await venue.broker().cancel(order);
      await venue.movePrice(SPOT, '100');
      await submit(venue, { side: 'buy', qty: '1' });
      await venue.movePrice(SPOT, '50000');
      await venue.restart();
      expect((await market(venue, SPOT)).instrument).toEqual(same);
    });

    venueCase(make, 'B52 what is no symbol is unknown, whatever the text', async (venue) => {
      for (const symbol of [
        '',
        'btc/usdt',
        'BTC/USDT:BTC',
        '__proto__',
        'constructor',
        'A B',
        'X'.repeat(500),
        '\u202eBTC/USDT',
        '../../etc',
      ]) {
        expect((await venue.broker().price(symbol, { price: '1', at: venue.clock.now() })).type).toBe('unknown_symbol');
      }
    });

    venueCase(make, 'B53 a stopped venue answers, but takes nothing', async (venue) => {
      const request = await requestOf(venue, { side: 'buy', qty: '1' });
      await venue.broker().stop();
      expect((await venue.broker().submit(request)).type).toBe('unavailable');
      const found = await venue.broker().lookUp({ id: request.id, symbol: SPOT });
      expect(venue.nature.lives === 'here' ? ['not_found'] : ['not_found', 'unavailable']).toContain(found.type);
      await venue.clock.advance(10_000);
      expect(venue.clock.pendingTimers()).toBe(0);
    });

    venueCase(make, 'B55 open orders are listed with what is left of them, and none that has ended', async (venue) => {
      await submit(venue, { symbol: venue.nature.shorts ? SWAP : SPOT, side: 'buy', qty: '1' });
      const resting = await submit(venue, { side: 'buy', qty: '2', limit: '95' });
      const gone = await submit(venue, { side: 'buy', qty: '1', limit: '90' });
      await venue.broker().cancel(gone);
      const answer = await venue.broker().openOrders();
      if (answer.type !== 'ok') throw new Error(answer.reason);
      expect(answer.orders).toMatchObject([
        { orderId: resting.id, venueOrderId: resting.venueOrderId, symbol: SPOT, side: 'buy', qty: '2', qtyFilled: '0', limitPrice: '95' },
      ]);
      // a shorter question, and the same answer for the markets that it names
      const named = await venue.broker().openOrders([SPOT]);
      expect(named).toMatchObject({ type: 'ok', orders: [{ orderId: resting.id, symbol: SPOT, qty: '2' }] });
      await venue.movePrice(SPOT, '94');
      expect(await venue.broker().openOrders()).toEqual({ type: 'ok', orders: [] });
    });
  });
}
