// Runs the contract suite and those fault cases that its own words decide over HTX's contracts with the ccxt adapter: refusals under a code
// in answers of status 200, lists of ten unless told and of one margin mode, what is on its way out holds what it would close. Left out for
// the time that they take are the cases of groups and pairs, of which there are none there, and faults that others of ccxt pass by the same code.

import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { HTX_SWAP } from '../venues/ccxt-venues.ts';
import { createHtxSwapFront, type HtxAccount } from '../venues/htx-swap-front.ts';
import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT } from './at-swap.ts';
import { fillsOf, lookUp, market, newOrderId, position, refusal, requestOf, submit, SWAP } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

const MINUTE_MS = 60_000;

describe('broker contract: htx contracts by ccxt', () => {
  const make = remoteHarness(HTX_SWAP);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: htx contracts by ccxt', () => {
  const own = /^F(?:01|05|06|09|1[0-4]|2[2-4]|2[0156].*\{type:(?:nonsense|rate|maint|clock)|28|29|40|4[578])/;
  registerFaultCases(
    remoteHarness(impatient(HTX_SWAP)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

interface Case {
  readonly account?: HtxAccount;
  readonly spec?: RemoteSpec;
  readonly liquidityPerStep?: string | null;
}

const at = (
  run: (venue: RemoteHarness) => Promise<void>,
  { account = {}, spec = HTX_SWAP, liquidityPerStep = null }: Case = {},
): Promise<void> => atSwap({ ...spec, front: (exchange) => createHtxSwapFront(exchange, account) }, run, { liquidityPerStep });

const sentBody = (venue: RemoteHarness): Record<string, unknown> =>
  JSON.parse(venue.server.attempts.findLast(({ kind }) => kind === 'submit')?.body ?? '{}') as Record<string, unknown>;
const says = (code: number, message: string) => ({ type: 'says', status: 200, body: { code, message, data: null }, acted: false }) as const;

test('a refusal under a code that ccxt does not know is no empty list, and no order without an id', () =>
  at(async (venue) => {
    const order = await submit(venue, { ...BUY, limit: '95' });
    venue.server.plan.always(['look_up'], says(1411, 'Settlement in progress, unable to query order information.'));
    expect(await venue.broker().lookUp({ id: newOrderId(), symbol: SWAP })).toMatchObject({ type: 'unavailable' });
    expect((await venue.broker().openOrders()).type).toBe('unavailable');
    venue.server.plan.clear();
    expect(await lookUp(venue, order)).toMatchObject({ status: 'open' });
    venue.server.plan.next('submit', says(1105, 'Only Close is available due to contracts trading constraints.'));
    expect(await refusal(venue, BUY)).toMatch('Only Close is available');
    const [outOfTime, repeated] = [says(12001, 'Invalid submission time.'), says(1050, "Customer's order number is repeated.")];
    venue.server.plan.next('submit', outOfTime);
    expect(await venue.broker().submit(await requestOf(venue, BUY))).toMatchObject({ type: 'unavailable' });
    venue.server.plan.next('submit', repeated);
    expect(await venue.broker().submit(await requestOf(venue, BUY))).toMatchObject({
      type: 'ambiguous',
      reason: expect.stringMatching(/^duplicate/),
    });
  }));

test('a fee is what was paid, in USDT, whatever sign and currency it is written with', () =>
  at(async (venue) => {
    const order = await submit(venue, BUY);
    const [trade] = venue.exchange.trades();
    expect(fillsOf(venue, order.id)).toMatchObject([{ fee: trade?.fee, feeCurrency: 'USDT' }]);
    const listed = await venue.broker().fills?.([SWAP], 0);
    expect(listed).toMatchObject({ type: 'ok', list: { fills: [{ side: 'buy', qty: '1', fee: trade?.fee }] } });
  }));

test('more trades and open orders than ten are all seen', () =>
  at(
    async (venue) => {
      const order = await submit(venue, { ...BUY, qty: '14', limit: '101' });
      await venue.clock.advance(20_000);
      expect(fillsOf(venue, order.id)).toHaveLength(14);
      for (let count = 0; count < 12; count += 1) await submit(venue, { ...BUY, limit: '90' });
      const open = await venue.broker().openOrders();
      expect(open.type === 'ok' ? open.orders.length : open).toBe(12);
      const listed = await venue.broker().fills?.([SWAP], 0);
      expect(listed?.type === 'ok' ? listed.list.fills.length : listed).toBe(14);
    },
    { liquidityPerStep: '101' },
  ));

test('an order on isolated margin whose answer is lost is found when it has ended, by another process too', () =>
  at(async (venue) => {
    const id = newOrderId();
    venue.server.plan.next('submit', { type: 'cut_after' });
    const request = await requestOf(venue, { ...BUY, id, limit: '95', terms: { marginMode: 'isolated' } });
    expect((await venue.broker().submit(request)).type).toBe('ambiguous');
    expect(sentBody(venue)).toMatchObject({ margin_mode: 'isolated' });
    venue.exchange.cancel(venue.exchange.openOrders()[0]?.id ?? '');
    await venue.clock.advance(MINUTE_MS);
    await venue.restart();
    expect(await venue.broker().lookUp({ id, symbol: SWAP })).toMatchObject({ type: 'found', order: { status: 'canceled' } });
  }));

test('an account that has no isolated margin is asked for it in vain, and what was never sent is not there', () =>
  at(
    async (venue) => {
      const order = await submit(venue, BUY);
      await venue.restart();
      expect(await lookUp(venue, order)).toMatchObject({ status: 'filled' });
      expect(await venue.broker().lookUp({ id: newOrderId(), symbol: SWAP })).toEqual({ type: 'not_found' });
    },
    { account: { crossOnly: true } },
  ));

test('what is on its way out holds what it would close: the house is told to withdraw it first', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    const target = await submit(venue, { ...EXIT, limit: '110' });
    expect(venue.broker().traits).toMatchObject({ stopsHoldQuantity: true, nativeStops: false });
    expect(await refusal(venue, EXIT)).toMatch('exceeds the amount available to close');
    expect(await venue.broker().cancel(target)).toEqual({ type: 'canceled' });
    await submit(venue, EXIT);
    expect(await position(venue, SWAP)).toBe('0');
  }));

test('contracts of a hundred coins: one of them is the least, and it is one that is sent', () => {
  const [listed] = HTX_SWAP.exchange.markets;
  if (listed === undefined) throw new Error('no market');
  const markets = [{ ...listed, stepSize: decimal('100'), qtyMin: decimal('100') }];
  return at(
    async (venue) => {
      await venue.movePrice(SWAP, '0.5');
      expect((await market(venue, SWAP)).instrument).toMatchObject({ qtyMin: '100', stepSize: '100', contractSize: '100' });
      await submit(venue, { ...BUY, qty: '300' });
      expect(sentBody(venue)).toMatchObject({ volume: '3', margin_mode: 'cross' });
      await submit(venue, { ...EXIT, qty: '100' });
      expect(sentBody(venue)).toMatchObject({ volume: '1', reduce_only: 1 });
      expect(await position(venue, SWAP)).toBe('200');
    },
    { spec: { ...HTX_SWAP, exchange: { ...HTX_SWAP.exchange, markets } } },
  );
});

describe('long and short held apart', () => {
  const mode = async (venue: RemoteHarness): Promise<unknown> =>
    (await venue.broker().examine()).find(({ check }) => check === 'position mode')?.state;

  test('an order names its side, so that an exit closes the one that is held', () =>
    at(
      async (venue) => {
        expect(await mode(venue)).toBe('ok');
        await submit(venue, BUY);
        expect(sentBody(venue)).toMatchObject({ side: 'buy', position_side: 'long' });
        await submit(venue, EXIT);
        expect(sentBody(venue)).toMatchObject({ side: 'sell', position_side: 'long' });
        await submit(venue, { ...BUY, side: 'sell' });
        expect(sentBody(venue)).toMatchObject({ side: 'sell', position_side: 'short' });
        expect(await position(venue, SWAP)).toBe('-1');
        await submit(venue, { ...EXIT, side: 'buy' });
        expect(sentBody(venue)).toMatchObject({ side: 'buy', position_side: 'short' });
        expect(await position(venue, SWAP)).toBe('0');
      },
      { account: { hedged: true } },
    ));

  test('an account of one position names none', () =>
    at(async (venue) => {
      expect(await mode(venue)).toBe('ok');
      await submit(venue, BUY);
      const body = sentBody(venue);
      expect(body).not.toHaveProperty('position_side');
      await submit(venue, EXIT);
      expect(sentBody(venue)).toMatchObject({ side: 'sell', reduce_only: 1 });
    }));
});
