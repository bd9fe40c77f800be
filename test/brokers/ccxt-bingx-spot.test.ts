// Runs the contract suite and some faults over BingX's spot markets with the ccxt adapter: our id finds an order for two hours, and no list shows
// it; a buy at market is for an amount of money. Left out for the time that they take are cases that others of ccxt pass by the same code,
// and the one of a request that arrives late: the venue refuses it for its time.

import { describe, expect, test } from 'vitest';
import { type BingxSpotFront, createBingxSpotFront } from '../venues/bingx-spot-front.ts';
import { BINGX_SPOT } from '../venues/bingx-spot-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { fillsOf, newOrderId, requestOf, SPOT, submit } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { held, traded } from './every-venue.ts';
import { registerFaultCases } from './fault-case.ts';
import { desk, ROUND_MS, withHouse } from './venue-house.ts';

describe('broker contract: bingx spot by ccxt', () => {
  const make = remoteHarness(BINGX_SPOT);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: bingx spot by ccxt', () => {
  const own = /^F(?:01|02|06|1[123]|2[239]|(?:20|25).*rate|(?:25|26).*other)/;
  registerFaultCases(
    remoteHarness(impatient(BINGX_SPOT)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

/** As if two hours had passed. */
const FORGETFUL = { foundMs: -1 } as const;

async function at(
  run: (venue: RemoteHarness, front: BingxSpotFront) => Promise<void>,
  options: { readonly foundMs?: number } = {},
): Promise<void> {
  const fronts: BingxSpotFront[] = [];
  const front: typeof BINGX_SPOT.front = (exchange) => {
    const made = createBingxSpotFront(exchange, options);
    fronts.push(made);
    return made;
  };
  const venue = await remoteHarness({ ...BINGX_SPOT, front })({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(SPOT, '100');
    const [made] = fronts;
    if (made === undefined) throw new Error('no venue');
    await run(venue, made);
  } finally {
    await venue.close();
  }
}

const BUY = { side: 'buy', qty: '1' } as const;
const sent = ({ server }: RemoteHarness): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(server.attempts.findLast(({ kind }) => kind === 'submit')?.rawQuery ?? ''));
const asked = ({ server }: RemoteHarness, path: RegExp) => server.attempts.filter((each) => path.test(each.path));

test('an order says how much in coins, how long it lives and by which name it is ours', () =>
  at(async (venue) => {
    const { id } = await submit(venue, BUY);
    expect(sent(venue)).toMatchObject({ newClientOrderId: id, type: 'LIMIT', quantity: '1', timeInForce: 'IOC' });
    expect(Number(sent(venue)['price'])).toBeGreaterThan(100);
    await submit(venue, { side: 'sell', qty: '0.5', reduceOnly: true });
    expect(sent(venue)).toMatchObject({ type: 'MARKET', quantity: '0.5' });
    await submit(venue, { ...BUY, limit: '95', terms: { postOnly: true } });
    expect(sent(venue)).toMatchObject({ type: 'LIMIT', price: '95', timeInForce: 'PostOnly' });
    expect(asked(venue, /swap|cswap/)).toEqual([]);
  }));

test('an order whose answer is lost is found by our id, and is there once', () =>
  at(async (venue) => {
    for (const [type, found] of [
      ['cut_after', { type: 'found', order: { status: 'open', prices: { limitPrice: '95' } } }],
      ['cut_before', { type: 'not_found' }],
    ] as const) {
      const id = newOrderId();
      venue.server.plan.next('submit', { type });
      expect((await venue.broker().submit(await requestOf(venue, { ...BUY, limit: '95', id }))).type).toBe('ambiguous');
      expect(await venue.broker().lookUp({ id, symbol: SPOT })).toMatchObject(found);
      expect(asked(venue, /trade\/query$/).at(-1)?.rawQuery).toMatch(new RegExp(`^clientOrderID=${id}&symbol=`));
    }
    expect(venue.exchange.openOrders()).toHaveLength(1);
  }));

describe('an order that is not found by our id any more', () => {
  test('is known by the id of the venue under which it was seen, and can be withdrawn', () =>
    at(async (venue) => {
      const { id, venueOrderId } = await submit(venue, { ...BUY, limit: '95' });
      await venue.restart();
      const named = { id, symbol: SPOT, seenAs: venueOrderId };
      expect(await venue.broker().lookUp(named)).toMatchObject({ type: 'found', order: { status: 'open', venueOrderId } });
      expect(await venue.broker().cancel({ id, symbol: SPOT, venueOrderId })).toEqual({ type: 'canceled' });
      await venue.restart();
      expect(await venue.broker().lookUp(named)).toMatchObject({ type: 'found', order: { status: 'canceled' } });
    }, FORGETFUL));

  test('can be withdrawn at once after a restart, too', () =>
    at(async (venue) => {
      const { id, venueOrderId } = await submit(venue, { ...BUY, limit: '95' });
      await venue.restart();
      expect(await venue.broker().cancel({ id, symbol: SPOT, venueOrderId })).toEqual({ type: 'canceled' });
      expect(venue.exchange.openOrders()).toEqual([]);
    }, FORGETFUL));

  test('is followed by the house that is started again, and what it fills is counted', () =>
    withHouse(desk({ ...impatient(BINGX_SPOT), front: (exchange) => createBingxSpotFront(exchange, FORGETFUL) }, SPOT), async (house) => {
      await house.alert({ action: 'buy', quantity: 4, order_type: 'limit', limit_price: 95 });
      house.process.kill();
      house.server.cutAll();
      await house.process.start();
      await house.pass(2 * ROUND_MS);
      house.exchange.movePrice('BTC-USDT', '94');
      await house.pass(2 * ROUND_MS);
      expect([traded(house), held(house)]).toEqual(['4', '4']);
      expect(house.exchange.orders()).toHaveLength(1);
    }));
});

test('trades are asked for by their time, without which those of a day are all', () =>
  at(async (venue) => {
    const order = await submit(venue, BUY);
    expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1', feeCurrency: 'USDT' }]);
    const all = asked(venue, /myTrades$/).map(({ rawQuery }) => rawQuery);
    expect(all).not.toEqual([]);
    expect(all.filter((each) => !/endTime=\d+.*limit=1000.*orderId=\d{19}.*startTime=\d+/.test(each))).toEqual([]);
  }));

test('a list that is none is no empty one', () =>
  at(async (venue) => {
    venue.server.plan.always(['look_up', 'read'], { type: 'says', status: 200, body: { code: 0, msg: '', data: {} }, acted: false });
    expect(await venue.broker().openOrders()).toMatchObject({ type: 'unavailable' });
    expect(await venue.broker().balances()).toMatchObject({ type: 'unavailable' });
    expect(await venue.broker().fills?.([SPOT], 0)).toMatchObject({ type: 'unavailable' });
  }));

test('stops are none of the venue: no list would show that they are ours', () =>
  at(async (venue) => {
    expect(venue.broker().traits).toMatchObject({ nativeStops: false, orderTypes: ['market', 'limit'] });
  }));

test('a stream whose key has ended is opened with another one, and what happened meanwhile is told', () =>
  at(async (venue, front) => {
    const [before, after] = [await submit(venue, { ...BUY, limit: '95' }), await submit(venue, { ...BUY, limit: '90' })];
    front.endKey();
    await venue.movePrice(SPOT, '94');
    await venue.clock.advance(2_000);
    expect(fillsOf(venue, before.id)).toHaveLength(1);
    await venue.movePrice(SPOT, '89');
    expect(fillsOf(venue, after.id)).toHaveLength(1);
    expect(asked(venue, /userDataStream$/)).toHaveLength(2);
  }));
