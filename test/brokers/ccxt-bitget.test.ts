// Runs the contract suite and those fault cases that its own words decide over Bitget's contracts with the ccxt adapter: a plan that has
// been triggered is an order with an id of its own, a list without anything is null, and of a way out where long and short are held apart
// the side is that of what is left. Left out for the time that they take are cases that others of ccxt pass by the same code.

import { describe, expect, test } from 'vitest';
import { impatient } from '../venues/ccxt-adapters.ts';
import { type BitgetAccount, createBitgetFront } from '../venues/bitget-front.ts';
import { BITGET } from '../venues/ccxt-venues.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT, findsLostStop, STOP } from './at-swap.ts';
import { balances, fillsOf, lookUp, position, requestOf, submit, SWAP } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

const HOUR_MS = 3_600_000;

describe('broker contract: bitget by ccxt', () => {
  const make = remoteHarness(BITGET);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: bitget by ccxt', () => {
  const own = /^F(?:01|05|06|09|1[0-4]|2[2-4]|2[0156].*\{type:(?:nonsense|rate|maint|clock)|28|29|40|4[578])/;
  registerFaultCases(
    remoteHarness(impatient(BITGET)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

const at = (run: (venue: RemoteHarness) => Promise<void>, account: BitgetAccount = {}): Promise<void> =>
  atSwap({ ...BITGET, front: (exchange) => createBitgetFront(exchange, account) }, run);

const sent = ({ server }: RemoteHarness): Record<string, unknown> =>
  JSON.parse(server.attempts.findLast(({ kind }) => kind === 'submit')?.body ?? '{}') as Record<string, unknown>;

test('a stop that has been triggered is known at once by the order that it has become, with what that has cost', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    const stop = await submit(venue, STOP);
    expect(sent(venue)).toMatchObject({ planType: 'normal_plan', triggerPrice: '90', triggerType: 'fill_price', reduceOnly: 'YES' });
    await venue.movePrice(SWAP, '89');
    const [, trade] = venue.exchange.trades();
    expect(fillsOf(venue, stop.id)).toMatchObject([{ id: trade?.id, qty: '1', price: trade?.price, fee: trade?.fee, feeCurrency: 'USDT' }]);
    await venue.clock.advance(HOUR_MS / 60);
    await venue.restart();
    expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled', venueOrderId: stop.venueOrderId, fills: [{ id: trade?.id }] });
  }));

test('a stop whose answer is lost is found among those that wait, and one that was never taken is said not to be there', () =>
  at(findsLostStop));

test('more than a hundred open orders are all seen', () =>
  at(async (venue) => {
    for (let count = 0; count < 120; count += 1)
      venue.exchange.place({
        clientId: null,
        symbol: 'BTCUSDT',
        side: 'buy',
        kind: 'limit',
        qty: (await requestOf(venue, BUY)).qty,
        limitPrice: (await requestOf(venue, { ...BUY, limit: '50' })).limitPrice,
      });
    const open = await venue.broker().openOrders();
    expect(open.type === 'ok' ? open.orders.length : open).toBe(120);
  }));

test('a fee that is taken in the token of the venue is one, and no rebate', () =>
  at(
    async (venue) => {
      const order = await submit(venue, BUY);
      const [trade] = venue.exchange.trades();
      expect(fillsOf(venue, order.id)).toMatchObject([{ fee: trade?.fee, feeCurrency: 'BGB' }]);
    },
    { feesInToken: true },
  ));

test('a position on isolated margin is left on isolated margin', () =>
  at(async (venue) => {
    await submit(venue, { ...BUY, qty: '2', terms: { marginMode: 'isolated' } });
    expect(sent(venue)).toMatchObject({ marginMode: 'isolated' });
    await submit(venue, EXIT);
    expect(sent(venue)).toMatchObject({ marginMode: 'isolated', reduceOnly: 'YES' });
    await venue.restart();
    await submit(venue, EXIT);
    expect(sent(venue)).toMatchObject({ marginMode: 'isolated' });
  }));

test('long and short held apart are seen before anything is held; orders, stops and trades are on the side that they have', () =>
  at(
    async (venue) => {
      const found = await venue.broker().examine();
      expect(found.find(({ check }) => check === 'position mode')).toMatchObject({ state: 'ok' });
      await submit(venue, { ...BUY, qty: '3' });
      expect(sent(venue)).toMatchObject({ side: 'buy', tradeSide: 'Open' });
      const exit = await submit(venue, EXIT);
      expect(sent(venue)).toMatchObject({ side: 'buy', tradeSide: 'Close' });
      const stop = await submit(venue, STOP);
      expect(sent(venue)).toMatchObject({ side: 'buy', tradeSide: 'Close', triggerPrice: '90' });
      expect(await venue.broker().openOrders()).toMatchObject({ orders: [{ orderId: stop.id, side: 'sell', reduceOnly: true }] });
      expect(await position(venue, SWAP)).toBe('2');
      expect(await lookUp(venue, exit)).toMatchObject({ status: 'filled' });
      await venue.movePrice(SWAP, '89');
      expect(await position(venue, SWAP)).toBe('1');
      const listed = await venue.broker().fills?.([SWAP], 0);
      const sides = listed?.type === 'ok' ? listed.list.fills.map(({ side, qty }) => [side, qty]) : listed;
      expect(sides).toEqual([
        ['buy', '3'],
        ['sell', '1'],
        ['sell', '1'],
      ]);
      expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled' });
    },
    { hedged: true },
  ));

test('money in USDC stands in an account beside that in USDT, and is read, unless that account is not there', async () => {
  const made = remoteHarness(BITGET);
  const venue = await made({ balances: { USDT: '10000', USDC: '500' }, liquidityPerStep: null });
  const money = async () => (await balances(venue)).map(({ currency, total }) => `${total} ${currency}`);
  try {
    expect(await money()).toEqual(['10000 USDT', '500 USDC']);
    venue.server.plan.next('read', { type: 'maintenance' });
    expect((await venue.broker().balances()).type).toBe('unavailable');
  } finally {
    await venue.close();
  }
});
