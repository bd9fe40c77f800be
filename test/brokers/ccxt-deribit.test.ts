// Runs the contract suite and those fault cases that its own words decide over Deribit's perpetuals with the ccxt adapter: orders are signed
// questions with a label, amounts are coins, what ended is among the recent ones for half an hour, and a stop becomes an order with another id.

import { describe, expect, test } from 'vitest';
import { ccxtTraits } from '../../src/brokers/ccxt/ccxt-broker.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { DERIBIT, DERIBIT_SPOT } from '../venues/ccxt-venues.ts';
import { createDeribitFront, type DeribitAccount } from '../venues/deribit-front.ts';
import { failed } from '../venues/deribit-words.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT, findsLostStop, STOP, told } from './at-swap.ts';
import {
  balances,
  fillsOf,
  lookUp,
  market,
  newOrderId,
  position,
  refusal,
  requestOf,
  submit,
  SWAP,
  type VenueOptions,
} from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

describe('broker contract: deribit by ccxt', () => {
  const make = remoteHarness(DERIBIT);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('broker contract: deribit spot by ccxt', () => {
  const make = remoteHarness(DERIBIT_SPOT);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
});

describe('faults: deribit by ccxt', () => {
  const own = /^F(?:01|06|11|12|13|2[23]|25.*other|20.*\{type:rate|28)/;
  registerFaultCases(
    remoteHarness(impatient(DERIBIT)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

const at = (
  run: (venue: RemoteHarness) => Promise<void>,
  account: DeribitAccount = {},
  options: Partial<VenueOptions> = {},
): Promise<void> => atSwap({ ...DERIBIT, front: (exchange) => createDeribitFront(exchange, account) }, run, options);

const RECENT_MS = 5_000;

const sent = ({ server }: RemoteHarness): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(server.attempts.findLast(({ kind }) => kind === 'submit')?.rawQuery ?? ''));
const withdrawn = (venue: RemoteHarness, id: string) => venue.exchange.cancel(venue.exchange.byClientId(id)[0]?.id ?? '');

test('an order is of so many coins, whatever one contract is, and carries our id as its label', () =>
  at(async (venue) => {
    const order = await submit(venue, BUY);
    expect(sent(venue)).toEqual({ instrument_name: 'BTC_USDC-PERPETUAL', amount: '1', type: 'market', label: order.id });
    expect((await market(venue, SWAP)).instrument).toMatchObject({ stepSize: '0.001', qtyMin: '0.001', contractSize: '0.001' });
    expect(await position(venue, SWAP)).toBe('1');
    expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1', feeCurrency: 'USDT' }]);
  }));

test('stops follow the last price and reduce alone, at market, at a limit and behind the price', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    await submit(venue, STOP);
    expect(sent(venue)).toMatchObject({ type: 'stop_market', trigger: 'last_price', trigger_price: '90', reduce_only: 'true' });
    expect(sent(venue)).not.toHaveProperty('price');
    await submit(venue, { ...STOP, limit: '89' });
    expect(sent(venue)).toMatchObject({ type: 'stop_limit', trigger_price: '90', price: '89', reduce_only: 'true' });
    await submit(venue, { ...EXIT, trail: { amount: decimal('4') } });
    expect(sent(venue)).toMatchObject({ type: 'trailing_stop', trigger: 'last_price', trigger_offset: '4', reduce_only: 'true' });
    await submit(venue, { ...BUY, stop: '110' });
    expect(sent(venue)).toMatchObject({ type: 'stop_market', trigger_price: '110' });
    expect(sent(venue)).not.toHaveProperty('reduce_only');
    expect(await refusal(venue, { ...EXIT, trail: { percent: decimal('4') } })).toMatch('trails no percentage');
    const open = await venue.broker().openOrders();
    expect(open).toMatchObject({
      orders: [{ stopPrice: '90', limitPrice: null, reduceOnly: true }, { stopPrice: '90', limitPrice: '89' }, {}, { reduceOnly: false }],
    });
  }));

test('what never takes and what takes at once are said in the words of the venue', () =>
  at(async (venue) => {
    expect(await ccxtTraits('deribit', 'swap')).toMatchObject({
      timesInForce: ['gtc', 'ioc', 'fok'],
      postOnly: true,
      nativeStops: true,
      leverage: false,
    });
    const order = await submit(venue, { ...BUY, limit: '99', terms: { timeInForce: 'ioc' } });
    expect(sent(venue)).toMatchObject({ time_in_force: 'immediate_or_cancel' });
    expect(await lookUp(venue, order)).toMatchObject({ status: 'canceled', fills: [] });
    expect(await refusal(venue, { ...BUY, limit: '99', terms: { timeInForce: 'fok' } })).toMatch('fill_or_kill');
    expect(await refusal(venue, { ...BUY, limit: '101', terms: { postOnly: true } })).toMatch('post_only_reject');
    expect(sent(venue)).toMatchObject({ post_only: 'true', reject_post_only: 'true' });
  }));

describe('an order that has ended', () => {
  test.each([undefined, RECENT_MS])('is found as it ended, by another process too (recent for %s ms)', (recentMs) =>
    at(
      async (venue) => {
        const filled = await submit(venue, BUY);
        const canceled = await submit(venue, { ...BUY, limit: '95' });
        const open = await submit(venue, { ...BUY, limit: '94' });
        const stop = await submit(venue, STOP);
        withdrawn(venue, canceled.id);
        withdrawn(venue, stop.id);
        await venue.server.quiet();
        expect(told(venue, canceled.id)).toContain('canceled');
        expect(told(venue, stop.id)).toContain('canceled');
        await venue.clock.advance(2 * RECENT_MS);
        await venue.restart();
        expect(await lookUp(venue, filled)).toMatchObject({ status: 'filled', qty: '1', fills: [{ qty: '1', fee: '0.0500005' }] });
        expect(await lookUp(venue, canceled)).toMatchObject({ status: 'canceled', qty: '1', fills: [], prices: { limitPrice: '95' } });
        expect(await lookUp(venue, open)).toMatchObject({ status: 'open', prices: { limitPrice: '94', stopPrice: null } });
        expect(await lookUp(venue, stop)).toMatchObject({ status: 'canceled', fills: [], prices: { stopPrice: '90', limitPrice: null } });
        expect(await venue.broker().lookUp({ id: newOrderId(), symbol: SWAP })).toEqual({ type: 'not_found' });
      },
      recentMs === undefined ? {} : { recentMs },
    ),
  );

  test.each([
    [false, undefined],
    [false, RECENT_MS],
    [true, undefined],
    [true, RECENT_MS],
  ])('was a stop until it was touched (nameless from then on: %s, recent for %s ms)', (nameless, recentMs) =>
    at(
      async (venue) => {
        await submit(venue, BUY);
        const stop = await submit(venue, STOP);
        await venue.movePrice(SWAP, '89');
        expect(fillsOf(venue, stop.id)).toMatchObject([{ qty: '1' }]);
        await venue.clock.advance(2 * RECENT_MS);
        await venue.restart();
        expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled', fills: [{ qty: '1' }] });
      },
      { nameless, ...(recentMs === undefined ? {} : { recentMs }) },
    ),
  );
});

test.each([false, true])('a stop-limit that was touched is the order that rests from then on (nameless: %s)', (nameless) =>
  at(
    async (venue) => {
      await submit(venue, BUY);
      const stop = await submit(venue, { ...STOP, limit: '91' });
      await venue.movePrice(SWAP, '89');
      await venue.restart();
      expect(await lookUp(venue, stop)).toMatchObject({ status: 'open', fills: [] });
      expect(await venue.broker().cancel(stop)).toEqual({ type: 'canceled' });
      expect(venue.exchange.openOrders()).toEqual([]);
    },
    { nameless },
  ),
);

test('a stop whose answer is lost is found among those that wait, and one that was never taken is said not to be there', () =>
  at(findsLostStop));

describe('of an order', () => {
  const CODES: readonly (readonly [type: string, code: number, word: string])[] = [
    ['rejected', 11_035, 'no_more_stops'],
    ['rejected', 10_012, 'book_closed'],
    ['rejected', 10_019, 'locked_by_admin'],
    ['unavailable', 10_028, 'too_many_requests'],
    ['unavailable', 10_047, 'matching_engine_queue_full'],
    ['unavailable', 10_040, 'retry'],
    ['unavailable', 10_041, 'settlement_in_progress'],
    ['unavailable', 11_051, 'system_maintenance'],
    ['ambiguous', 10_001, 'error'],
    ['ambiguous', 11_094, 'internal_server_error'],
    ['ambiguous', 13_008, 'request_failed'],
    ['ambiguous', 13_028, 'temporarily_unavailable'],
    ['ambiguous', 13_888, 'timed_out'],
  ];

  test.each(CODES)('%s is said by %i %s', (type, code, word) =>
    at(async (venue) => {
      const { status, body } = failed([code, word]);
      venue.server.plan.next('submit', { type: 'says', status, body, acted: false });
      const outcome = await venue.broker().submit(await requestOf(venue, BUY));
      expect(outcome).toMatchObject({ type, reason: expect.stringContaining(word) as string });
    }),
  );
});

test('trades of an order are all of them, and those of some minutes too', () =>
  at(
    async (venue) => {
      const order = await submit(venue, { ...BUY, qty: '13', limit: '101' });
      await venue.clock.advance(13_000);
      const snapshot = await lookUp(venue, order);
      expect(snapshot).toMatchObject({ status: 'filled', qty: '13' });
      expect(snapshot.fills.length).toBeGreaterThan(12);
      const list = await venue.broker().fills?.([SWAP], 0);
      expect(list?.type === 'ok' ? list.list.fills : list).toHaveLength(snapshot.fills.length);
    },
    { recentMs: RECENT_MS },
    { liquidityPerStep: '101' },
  ));

test('contracts that are settled in coins are not listed', () =>
  at(async (venue) => {
    expect(await venue.broker().price('BTC/USD:BTC', null)).toMatchObject({ type: 'unknown_symbol' });
  }));

test('an answer that names no currency is not one of an account without money', () =>
  at(async (venue) => {
    venue.server.plan.next('read', { type: 'says', status: 200, body: { jsonrpc: '2.0', result: {} }, acted: false });
    expect(await venue.broker().balances()).toMatchObject({ type: 'unavailable' });
  }));

test('money of every currency is told', () =>
  at(
    async (venue) => {
      const money = (await balances(venue)).map(({ currency, total }) => `${total} ${currency}`);
      expect(money).toEqual(['10000 USDT', '2 BTC']);
    },
    {},
    { balances: { USDT: '10000', BTC: '2' } },
  ));

test('prices are streamed', () =>
  at(async (venue) => {
    const heard: string[] = [];
    const close = venue.broker().watch(SWAP, ({ last }) => heard.push(last));
    await venue.server.quiet();
    await venue.movePrice(SWAP, '101');
    close();
    expect(heard).toContain('101');
  }));
