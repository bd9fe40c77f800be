// Runs the contract suite and those fault cases that its own words decide over KuCoin's spot markets with the ccxt adapter: an order that is not
// there is a refusal in words, orders and trades are pages of one market, and stops are watched here. Left out for the time that they take are
// cases that others of ccxt pass by the same code.

import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { market } from '../venues/ccxt-venues.ts';
import { createKucoinSpotFront, type KucoinSpotAccount } from '../venues/kucoin-spot-front.ts';
import { KUCOIN_SPOT } from '../venues/kucoin-spot-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { balances, fillsOf, lookUp, newOrderId, qtyFilled, requestOf, SPOT, submit, type VenueOptions } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { held, stopsOpen } from './every-venue.ts';
import { registerFaultCases } from './fault-case.ts';
import { desk, ROUND_MS, withHouse } from './venue-house.ts';

describe('broker contract: kucoin spot by ccxt', () => {
  const make = remoteHarness(KUCOIN_SPOT);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: kucoin spot by ccxt', () => {
  const own = /^F(?:01|02|06|10|12|13|2[239]|25.*other|20.*\{type:rate)/;
  registerFaultCases(
    remoteHarness(impatient(KUCOIN_SPOT)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

interface Beside {
  readonly account?: KucoinSpotAccount;
  readonly options?: Partial<VenueOptions>;
  readonly exchange?: Partial<typeof KUCOIN_SPOT.exchange>;
}

async function at(run: (venue: RemoteHarness) => Promise<void>, { account = {}, options = {}, exchange = {} }: Beside = {}): Promise<void> {
  const spec = { ...KUCOIN_SPOT, exchange: { ...KUCOIN_SPOT.exchange, ...exchange } };
  const make = remoteHarness({ ...spec, front: (engine) => createKucoinSpotFront(engine, account) });
  const venue = await make({ balances: { USDT: '10000' }, liquidityPerStep: null, ...options });
  try {
    await venue.movePrice(SPOT, '100');
    await run(venue);
  } finally {
    await venue.close();
  }
}

const BUY = { side: 'buy', qty: '1' } as const;
const submits = ({ server }: RemoteHarness) => server.attempts.filter(({ kind }) => kind === 'submit');
const sent = (venue: RemoteHarness): Record<string, unknown> => JSON.parse(submits(venue).at(-1)?.body ?? '{}') as Record<string, unknown>;

test('an order says how much in coins, how long it lives and by which name it is ours, and nothing for others', () =>
  at(async (venue) => {
    const { id } = await submit(venue, BUY);
    expect(sent(venue)).toEqual({ clientOid: id, side: 'buy', symbol: 'BTC-USDT', type: 'market', size: '1' });
    await submit(venue, { ...BUY, limit: '95', terms: { timeInForce: 'ioc' } });
    expect(sent(venue)).toMatchObject({ type: 'limit', size: '1', price: '95', timeInForce: 'IOC' });
    await submit(venue, { ...BUY, limit: '95', terms: { postOnly: true } });
    expect(sent(venue)).toMatchObject({ type: 'limit', postOnly: true });
    expect(submits(venue).every(({ path }) => path === '/api/v1/hf/orders')).toBe(true);
  }));

test.each([
  ['400100', 'Order not exist.'],
  ['400100', 'The order does not exist.'],
  ['400100', 'order not found'],
  ['400100', 'order_not_exist'],
  ['126043', 'order.not.exist'],
])('that an order is not there is heard in the words %s %s', (code, msg) =>
  at(async (venue) => {
    venue.server.plan.always(['look_up'], { type: 'says', status: 200, body: { code, msg }, acted: false });
    expect(await venue.broker().lookUp({ id: newOrderId(), symbol: SPOT })).toEqual({ type: 'not_found' });
  }),
);

test.each([
  [{ code: '400100', msg: 'Parameter error.' }],
  [{ code: '900001', msg: 'symbol not exists' }],
  [{ code: '200000', data: null }],
  [{ code: '200000', data: {} }],
])('what %j says of an order is not that it is not there', (body) =>
  at(async (venue) => {
    venue.server.plan.always(['look_up'], { type: 'says', status: 200, body, acted: false });
    expect(await venue.broker().lookUp({ id: newOrderId(), symbol: SPOT })).toMatchObject({ type: 'unavailable' });
  }),
);

test('an order that is not found for a moment is told as soon as it is', () =>
  at(
    async (venue) => {
      const order = await submit(venue, BUY);
      expect(fillsOf(venue, order.id)).toEqual([]);
      await venue.clock.advance(2_000);
      expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1' }]);
    },
    { account: { lagMs: 800 } },
  ));

test('an order that has filled in more trades than a page holds is told with all of them', () =>
  at(
    async (venue) => {
      const order = await submit(venue, { ...BUY, qty: '125', limit: '40' });
      await venue.movePrice(SPOT, '39');
      for (let step = 0; step < 124; step += 1) venue.exchange.step();
      await venue.server.quiet();
      await venue.restart();
      const { status, fills } = await lookUp(venue, order);
      expect([status, fills.length, qtyFilled(fills)]).toEqual(['filled', 125, '125']);
      const listed = await venue.broker().fills?.([SPOT], 0);
      expect(listed?.type === 'ok' && listed.list.fills).toHaveLength(125);
    },
    { options: { liquidityPerStep: '40' } },
  ));

test('a fee that is taken in the coin that was bought is told in it, and less is there', () =>
  at(
    async (venue) => {
      const order = await submit(venue, BUY);
      expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1', fee: '0.001', feeCurrency: 'BTC' }]);
      expect((await balances(venue)).find(({ currency }) => currency === 'BTC')?.total).toBe('0.999');
    },
    { exchange: { feeIn: 'received', feeRate: decimal('0.001') } },
  ));

describe('what is open', () => {
  const TWO = { exchange: { markets: [market('BTC-USDT', 'spot'), { ...market('BTC-USDC', 'spot'), quote: 'USDC' }] } };
  const BESIDE = { ...TWO, options: { balances: { USDT: '10000', USDC: '10000' } } };
  const byHand = { symbol: 'BTC-USDC', side: 'buy', kind: 'limit', qty: decimal('1'), limitPrice: decimal('95'), clientId: null } as const;
  const stop = { ...byHand, kind: 'stop', limitPrice: null, stopPrice: decimal('105') } as const;

  test('in a market that nobody has traded here is seen, and so is what waits for a trigger', () =>
    at(async (venue) => {
      venue.exchange.place(byHand);
      venue.exchange.place(stop);
      const open = await venue.broker().openOrders();
      expect(open.type === 'ok' && open.orders).toMatchObject([
        { symbol: 'BTC/USDC', limitPrice: '95', stopPrice: null },
        { symbol: 'BTC/USDC', stopPrice: '105' },
      ]);
    }, BESIDE));

  test('where nobody says in which markets it is, those that were traded here are asked about', () =>
    at(async (venue) => {
      await submit(venue, { ...BUY, limit: '95' });
      venue.server.plan.next('look_up', { type: 'says', status: 200, body: { code: '404000', msg: 'Url Not Found' }, acted: false });
      const open = await venue.broker().openOrders();
      expect(open.type === 'ok' && open.orders).toMatchObject([{ symbol: SPOT, limitPrice: '95' }]);
    }));

  test('a list that is none is no empty one', () =>
    at(async (venue) => {
      venue.server.plan.always(['look_up'], { type: 'says', status: 200, body: { code: '200000', data: {} }, acted: false });
      expect(await venue.broker().openOrders()).toMatchObject({ type: 'unavailable' });
      expect(await venue.broker().fills?.([SPOT], 0)).toMatchObject({ type: 'unavailable' });
    }));
});

describe('stops', () => {
  test('are none of the venue: what a stop becomes when it is touched is not documented', () =>
    at(async (venue) => {
      expect(venue.broker().traits).toMatchObject({ nativeStops: false, orderTypes: ['market', 'limit'] });
      await submit(venue, BUY);
      const count = submits(venue).length;
      const stop = await requestOf(venue, { side: 'sell', qty: '1', stop: '90', reduceOnly: true });
      expect(await venue.broker().submit(stop)).toMatchObject({ type: 'rejected' });
      expect(submits(venue)).toHaveLength(count);
    }));

  test('are watched here: what they sell is counted, and fees in coins keep nothing in', () =>
    withHouse(
      desk({ ...impatient(KUCOIN_SPOT), exchange: { ...KUCOIN_SPOT.exchange, feeIn: 'received', feeRate: decimal('0.001') } }, SPOT, {
        watches: true,
      }),
      async (house) => {
        await house.alert({ action: 'buy', quantity: 4, sl: 90 });
        expect([held(house), stopsOpen(house)]).toEqual(['3.996', '0']);
        house.exchange.movePrice('BTC-USDT', '89');
        await house.pass(2 * ROUND_MS);
        expect([held(house), house.exchange.openOrders()]).toEqual(['0', []]);
        expect(house.exchange.orders().map(({ side, status }) => `${side} ${status}`)).toEqual(['buy filled', 'sell filled']);
      },
    ));

  test('that were placed before are found under our id, and withdrawn', () =>
    at(async (venue) => {
      await submit(venue, BUY);
      const id: OrderId = newOrderId();
      const placed = { symbol: 'BTC-USDT', side: 'sell', kind: 'stop', qty: decimal('1'), stopPrice: decimal('90'), clientId: id } as const;
      expect(venue.exchange.place(placed).ok).toBe(true);
      expect(await venue.broker().lookUp({ id, symbol: SPOT })).toMatchObject({ type: 'found', order: { status: 'open' } });
      await venue.broker().cancel({ id, symbol: SPOT, venueOrderId: null });
      expect(venue.exchange.openOrders()).toEqual([]);
      expect(await venue.broker().lookUp({ id, symbol: SPOT })).toEqual({ type: 'not_found' });
    }));
});

describe('the account', () => {
  /** What prices say is the same everywhere, and accounts of other kinds ask for them elsewhere. */
  async function asked(order: Parameters<typeof requestOf>[1]): ReturnType<typeof requestOf> {
    const requests: Awaited<ReturnType<typeof requestOf>>[] = [];
    await at(async (venue) => void requests.push(await requestOf(venue, order)));
    const [request] = requests;
    if (request === undefined) throw new Error('nothing was asked for');
    return request;
  }

  test.each([
    ['a unified one', { mode: 'UNIFIED' }, /unified/],
    ['one of the older kind', { opened: false }, /older kind/],
  ] as const)('%s: nothing is bought with what was never tried out', async (_kind, account, why) => {
    const request = await asked(BUY);
    await at(
      async (venue) => {
        expect(await venue.broker().submit(request)).toMatchObject({
          type: 'rejected',
          reason: expect.stringMatching(why),
        });
        expect(submits(venue)).toEqual([]);
      },
      { account },
    );
  });

  test('one of the older kind is left all the same', () =>
    at(
      async (venue) => {
        await venue.broker().submit(await requestOf(venue, { side: 'sell', qty: '1', reduceOnly: true }));
        expect(submits(venue).map(({ path }) => path)).toEqual(['/api/v1/orders']);
      },
      { account: { opened: false } },
    ));

  test('whose kind nobody says is not taken for the older kind', async () => {
    const request = await asked(BUY);
    await at(
      async (venue) => {
        expect(await venue.broker().submit(request)).toMatchObject({ type: 'unavailable' });
        expect(submits(venue)).toEqual([]);
      },
      { account: { opened: 'soon' } },
    );
  });

  test('money under another name than that which was asked for is not passed over', () =>
    at(async (venue) => {
      const row = { id: '1', currency: 'USDT', type: 'trade', balance: '5', available: '5', holds: '0' };
      venue.server.plan.always(['read'], { type: 'says', status: 200, body: { code: '200000', data: [row] }, acted: false });
      expect(await venue.broker().balances()).toMatchObject({ type: 'unavailable' });
    }));
});
