// Runs the contract suite and those fault cases that its own words decide over KuCoin's contracts with the ccxt adapter: an order says on which
// margin its market is, an order that has been placed is not found for a moment, stops wait in a list of their own. Left out for the time
// that they take are cases that others of ccxt pass by the same code.

import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { KUCOIN } from '../venues/ccxt-venues.ts';
import { createKucoinFront, type KucoinAccount } from '../venues/kucoin-front.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT, findsLostStop, STOP } from './at-swap.ts';
import { balances, fillsOf, lookUp, newOrderId, position, refusal, requestOf, submit, SWAP } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

describe('broker contract: kucoin by ccxt', () => {
  const make = remoteHarness(KUCOIN);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: kucoin by ccxt', () => {
  const own = /^F(?:01|06|12|2[23]|25.*other|20.*\{type:rate|28)/;
  registerFaultCases(
    remoteHarness(impatient(KUCOIN)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

const at = (run: (venue: RemoteHarness) => Promise<void>, account: KucoinAccount = {}): Promise<void> =>
  atSwap({ ...KUCOIN, front: (exchange) => createKucoinFront(exchange, account) }, run, { balances: { USDT: '10000', USDC: '500' } });

const sent = ({ server }: RemoteHarness): Record<string, unknown> =>
  JSON.parse(server.attempts.findLast(({ kind }) => kind === 'submit')?.body ?? '{}') as Record<string, unknown>;

test('a market on cross margin is traded and left on cross margin, whatever was said of it before', () =>
  at(
    async (venue) => {
      await submit(venue, BUY);
      expect(sent(venue)).toMatchObject({ marginMode: 'CROSS', size: 1000 });
      await submit(venue, STOP);
      expect(sent(venue)).toMatchObject({ marginMode: 'CROSS', stop: 'down', stopPrice: '90', stopPriceType: 'TP', reduceOnly: true });
      await venue.restart();
      await submit(venue, EXIT);
      expect(sent(venue)).toMatchObject({ marginMode: 'CROSS', reduceOnly: true });
    },
    { margin: 'CROSS' },
  ));

test('an order that is not found for a moment is told as soon as it is', () =>
  at(
    async (venue) => {
      const order = await submit(venue, BUY);
      expect(fillsOf(venue, order.id)).toEqual([]);
      await venue.clock.advance(2_000);
      expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1' }]);
    },
    { lagMs: 800 },
  ));

test('a stop that has been triggered is the order that it was', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    const stop = await submit(venue, STOP);
    await venue.movePrice(SWAP, '89');
    expect(fillsOf(venue, stop.id)).toMatchObject([{ qty: '1' }]);
    await venue.restart();
    expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled', venueOrderId: stop.venueOrderId });
  }));

test('a stop that somebody withdraws by hand is told at once', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    const stop = await submit(venue, STOP);
    venue.exchange.cancel(stop.venueOrderId);
    await venue.server.quiet();
    expect(venue.reports.filter(({ orderId }) => orderId === stop.id).map(({ type }) => type)).toContain('canceled');
  }));

test('a stop whose answer is lost is found among those that wait, and one that was never taken is said not to be there', () =>
  at(findsLostStop));

test('a refusal under the code of an order that is not there is none', () =>
  at(async (venue) => {
    const order = await submit(venue, { ...BUY, limit: '95' });
    venue.server.plan.always(['look_up'], { type: 'says', status: 200, body: { code: '100001', msg: 'Parameter invalid.' }, acted: false });
    const { id, symbol } = order;
    expect(await venue.broker().lookUp({ id, symbol })).toMatchObject({ type: 'unavailable' });
  }));

test('an order taken over is looked for in the lists, and one that is in none of them is not there', () =>
  at(async (venue) => {
    const asked = { symbol: 'XBTUSDTM', side: 'sell', kind: 'stop', qty: decimal('1'), stopPrice: decimal('90'), clientId: null } as const;
    const placed = venue.exchange.place(asked);
    const venueOrderId = (placed.ok ? placed.order.id : '') as VenueOrderId;
    const named = { id: newOrderId(), symbol: SWAP };
    expect(await venue.broker().lookUp({ ...named, venueOrderId })).toMatchObject({ type: 'found', order: { status: 'open' } });
    venue.exchange.cancel(venueOrderId);
    expect(await venue.broker().lookUp({ ...named, venueOrderId })).toMatchObject({ type: 'found', order: { status: 'canceled' } });
    expect(await venue.broker().lookUp({ ...named, venueOrderId: '77' as VenueOrderId })).toEqual({ type: 'not_found' });
  }));

test('trades of an order are asked for in pages of a hundred, since fifty are what comes unasked', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    const asked = venue.server.attempts.filter(({ path }) => path.endsWith('/fills')).map(({ rawQuery }) => rawQuery);
    expect(asked).not.toEqual([]);
    expect(asked.filter((query) => !query.includes('pageSize=100') || !query.includes('orderId='))).toEqual([]);
  }));

test('a key that may ask for contracts alone is enough, and says so at the start', () =>
  at(async (venue) => {
    expect(venue.server.attempts.filter(({ path }) => /margin\/symbols|isolated\/symbols|hf\/accounts/.test(path))).toEqual([]);
    expect(await refusal(venue, EXIT)).toMatch('No open positions');
  }));

test('money in USDC is asked for beside that in USDT', () =>
  at(async (venue) => {
    const money = (await balances(venue)).map(({ currency, total }) => `${total} ${currency}`);
    expect(money).toEqual(['10000 USDT', '500 USDC']);
  }));

describe('a unified account', () => {
  const wanted = async (order: typeof BUY | typeof EXIT): ReturnType<typeof requestOf> => {
    const requests: Awaited<ReturnType<typeof requestOf>>[] = [];
    await at(async (venue) => void requests.push(await requestOf(venue, order)));
    return requests[0] as Awaited<ReturnType<typeof requestOf>>;
  };
  const submits = ({ server }: RemoteHarness) => server.attempts.filter(({ kind }) => kind === 'submit');

  test('is entered nothing with, is left all the same, and doctor says it', async () => {
    const [entry, exit] = [await wanted(BUY), await wanted(EXIT)];
    await at(
      async (venue) => {
        expect(await venue.broker().submit(entry)).toMatchObject({ type: 'rejected', reason: expect.stringMatching(/unified/) as unknown });
        expect(submits(venue)).toEqual([]);
        await venue.broker().submit(exit);
        expect(submits(venue).map(({ path }) => path)).toEqual(['/api/ua/v1/unified/order/place']);
        expect(sent(venue)).toMatchObject({ side: 'SELL', tradeType: 'FUTURES', size: '1000', reduceOnly: true });
        const found = await venue.broker().examine();
        expect(found.find(({ check }) => check === 'account')).toMatchObject({
          state: 'failed',
          detail: expect.stringMatching(/unified/) as unknown,
        });
        expect(await balances(venue)).toMatchObject([
          { currency: 'USDT', total: '10000' },
          { currency: 'USDC', total: '500' },
        ]);
      },
      { mode: 'UNIFIED' },
    );
  });

  test('may be one whose kind nobody says: nothing is entered then', async () => {
    const entry = await wanted(BUY);
    await at(
      async (venue) => {
        expect(await venue.broker().submit(entry)).toMatchObject({ type: 'unavailable' });
        expect(submits(venue)).toEqual([]);
      },
      { mode: null },
    );
  });
});

describe('long and short held apart', () => {
  test('an order names its side, so that an exit closes the one that is held', () =>
    at(
      async (venue) => {
        const found = await venue.broker().examine();
        expect(found.find(({ check }) => check === 'position mode')).toMatchObject({ state: 'ok' });
        await submit(venue, BUY);
        expect(sent(venue)).toMatchObject({ side: 'buy', positionSide: 'LONG' });
        await submit(venue, STOP);
        expect(sent(venue)).toMatchObject({ side: 'sell', positionSide: 'LONG', reduceOnly: true });
        await submit(venue, EXIT);
        expect(sent(venue)).toMatchObject({ side: 'sell', positionSide: 'LONG' });
        await submit(venue, { ...BUY, side: 'sell' });
        expect(sent(venue)).toMatchObject({ side: 'sell', positionSide: 'SHORT' });
        expect(await position(venue, SWAP)).toBe('-1');
      },
      { hedged: true },
    ));
});
