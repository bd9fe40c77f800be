// Runs the contract suite and some faults over BingX's contracts with the ccxt adapter: refusals come in answers of status 200 under a code, ids of
// ours go with plain orders alone, trades are read where they show their id, a stream that is compressed lives by a key. Left out for the
// time that they take are cases that others of ccxt pass by the same code.

import { describe, expect, test } from 'vitest';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { type BingxAccount, type BingxFront, createBingxFront } from '../venues/bingx-front.ts';
import { BINGX_KEYS } from '../venues/bingx-words.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BINGX } from '../venues/ccxt-venues.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT } from './at-swap.ts';
import { balance, fillsOf, lookUp, newOrderId, position, refusal, requestOf, submit, SWAP } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';
import { until } from '../until.ts';

describe('broker contract: bingx by ccxt', () => {
  const make = remoteHarness(BINGX);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: bingx by ccxt', () => {
  const own = /^F(?:01|06|1[123]|2[23]|(?:20|25).*rate|(?:25|26).*other|28|4[23456])/;
  registerFaultCases(
    remoteHarness(impatient(BINGX)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

const at = (run: (venue: RemoteHarness, front: BingxFront) => Promise<void>, account: BingxAccount = {}): Promise<void> => {
  let front: BingxFront | null = null;
  const make = (exchange: Parameters<typeof createBingxFront>[0]): BingxFront => {
    front = createBingxFront(exchange, account);
    return front;
  };
  return atSwap({ ...BINGX, front: make }, (venue) => {
    if (front === null) throw new Error('no venue');
    return run(venue, front);
  });
};

const sent = ({ server }: RemoteHarness): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(server.attempts.findLast(({ kind }) => kind === 'submit')?.rawQuery ?? ''));
const asked = ({ server }: RemoteHarness, path: RegExp) => server.attempts.filter((each) => path.test(each.path));

test('an execution is known at once by its trade, with its fee, in coins and at its time', () =>
  at(async (venue) => {
    const order = await submit(venue, BUY);
    const [trade] = venue.exchange.trades();
    const told = { id: trade?.id, qty: '1', price: trade?.price, fee: trade?.fee, feeCurrency: 'USDT', at: trade?.at };
    expect(fillsOf(venue, order.id)).toMatchObject([told]);
    // a question may cover a week
    const since = venue.clock.now() - 16 * 86_400_000;
    expect(await venue.broker().fills?.([SWAP], since)).toMatchObject({ type: 'ok', list: { fills: [told], spans: [{ from: since }] } });
  }));

test('its stream is heard: it is compressed, asks whether we are there, and its key comes without an envelope', () =>
  at(async (venue) => {
    await until('the answer to whether we are there', () => venue.server.sockets().every(({ data }) => data.get('pong') === true));
    expect(venue.server.sockets()).toHaveLength(1);
    const order = await submit(venue, { ...BUY, limit: '95' });
    await venue.movePrice(SWAP, '94');
    expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1', price: '95' }]);
    expect(venue.logged).toEqual([]);
  }));

test('a stream whose key has ended is opened with another one, and what happened meanwhile is told', () =>
  at(async (venue, front) => {
    const [before, after] = [await submit(venue, { ...BUY, limit: '95' }), await submit(venue, { ...BUY, limit: '90' })];
    front.endKey();
    await venue.movePrice(SWAP, '94');
    await venue.clock.advance(2_000);
    expect(fillsOf(venue, before.id)).toHaveLength(1);
    await venue.movePrice(SWAP, '89');
    expect(fillsOf(venue, after.id)).toHaveLength(1);
    expect(asked(venue, /userDataStream$/)).toHaveLength(2);
  }));

test('an order carries our id as the documents name it, and one whose answer is lost is found by it, and is there once', () =>
  at(async (venue) => {
    for (const [type, found] of [
      ['cut_after', { type: 'found', order: { status: 'open', prices: { limitPrice: '95' } } }],
      ['cut_before', { type: 'not_found' }],
    ] as const) {
      const id = newOrderId();
      venue.server.plan.next('submit', { type });
      expect((await venue.broker().submit(await requestOf(venue, { ...BUY, limit: '95', id }))).type).toBe('ambiguous');
      expect(sent(venue)).toMatchObject({ clientOrderId: id, clientOrderID: id });
      expect(await venue.broker().lookUp({ id, symbol: SWAP })).toMatchObject(found);
    }
    expect(venue.exchange.openOrders()).toHaveLength(1);
  }));

test('an order that has ended, and is not found by our id any more, is in the list of those that have', () =>
  at(
    async (venue) => {
      const order = await submit(venue, BUY);
      await venue.restart();
      expect(await lookUp(venue, order)).toMatchObject({ status: 'filled', fills: [{ qty: '1' }] });
      expect(asked(venue, /allOrders$/)[0]?.rawQuery).toContain('limit=1000');
    },
    { forgets: true },
  ));

test('a stop is not sent, since it could not be found by our id: it is watched here, and doctor says so', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    const { nativeStops, orderTypes } = venue.broker().traits;
    expect([nativeStops, orderTypes]).toEqual([false, ['market', 'limit']]);
    expect(await refusal(venue, { ...EXIT, stop: '90' })).toMatch(/takes no stop order/);
    const found = await venue.broker().examine();
    expect(found.find(({ check }) => check === 'stops')).toMatchObject({ state: 'warning' });
    expect(found.find(({ check }) => check === 'position mode')).toMatchObject({ state: 'ok', detail: expect.stringContaining('one-way') });
  }));

test('times in force are said in the words of the venue, and what never takes takes nothing', () =>
  at(async (venue) => {
    const ioc = await submit(venue, { ...BUY, limit: '99', terms: { timeInForce: 'ioc' } });
    expect(sent(venue)).toMatchObject({ type: 'LIMIT', timeInForce: 'IOC', positionSide: 'BOTH', quantity: '1' });
    expect(await lookUp(venue, ioc)).toMatchObject({ status: 'expired', fills: [] });
    await submit(venue, { ...BUY, limit: '95', terms: { postOnly: true } });
    expect(sent(venue)).toMatchObject({ timeInForce: 'PostOnly' });
    expect(await refusal(venue, { ...BUY, limit: '101', terms: { postOnly: true } })).toMatch(/Post Only/);
    await submit(venue, { ...BUY, limit: '101', terms: { timeInForce: 'fok' } });
    expect(sent(venue)).toMatchObject({ timeInForce: 'FOK' });
    await submit(venue, EXIT);
    expect(sent(venue)).toMatchObject({ type: 'MARKET', reduceOnly: 'true' });
    expect(await position(venue, SWAP)).toBe('0');
  }));

const SAYS = { type: 'says', status: 200, acted: false } as const;
test.each([
  [80012, 'The current system is busy, please try again later', 'ambiguous'],
  [80012, 'margin is not enough', 'rejected'],
  [101500, 'rpc timeout', 'ambiguous'],
  [504, 'unknown status', 'ambiguous'],
  [80014, 'timestamp is invalid', 'unavailable'],
  [100421, 'Null timestamp or timestamp mismatch', 'unavailable'],
  [100421, 'This pair is currently restricted from API trading', 'rejected'],
  [109201, 'The same order number is only allowed to be submitted once within 1 second.', 'ambiguous'],
  [100410, 'rate limited', 'unavailable'],
])('an order that is answered %i %s is %s', (code, msg, type) =>
  at(async (venue) => {
    venue.server.plan.next('submit', { ...SAYS, body: { code, msg, data: {} } });
    expect((await venue.broker().submit(await requestOf(venue, BUY))).type).toBe(type);
  }),
);

test('that an order is not there is said under several codes, and a parameter that is wrong says nothing', () =>
  at(async (venue) => {
    const named = { id: newOrderId(), symbol: SWAP };
    for (const [code, msg, type] of [
      [80001, 'service has some errors, order not exist', 'unavailable'],
      [109421, 'order not exist', 'not_found'],
      [80014, 'Invalid parameters', 'unavailable'],
    ] as const) {
      venue.server.plan.next('look_up', { ...SAYS, body: { code, msg, data: {} } });
      expect(await venue.broker().lookUp(named)).toMatchObject({ type });
    }
  }));

test('money that orders have frozen is part of all of it, and not of what is free', () =>
  at(async (venue) => {
    await submit(venue, { ...BUY, limit: '95' });
    const { total, free } = await balance(venue, 'USDT');
    expect([total, free.slice(0, 4)]).toEqual(['10000', '9904']);
  }));

test('a short position that carries a sign and no side is short', () =>
  at(
    async (venue) => {
      await submit(venue, { ...BUY, side: 'sell' });
      expect(await position(venue, SWAP)).toBe('-1');
    },
    { signed: true },
  ));

test('leverage and margin mode are set before an entry, and not for an exit', () =>
  at(async (venue) => {
    const terms = { leverage: '5', marginMode: 'isolated' } as const;
    await submit(venue, { ...BUY, terms: { ...terms, leverage: '5' as never } });
    const set = () => asked(venue, /\/trade\/(?:leverage|marginType)$/).map(({ rawQuery }) => new URLSearchParams(rawQuery));
    expect(set().map((query) => [query.get('marginType'), query.get('leverage'), query.get('side')])).toEqual([
      ['ISOLATED', '5', null],
      [null, '5', 'BOTH'],
    ]);
    await submit(venue, EXIT);
    expect(set()).toHaveLength(2);
  }));

test('lists of coins and of spot are not waited for, and requests go by the time of the venue', async () => {
  await at(async (venue) => {
    expect(asked(venue, /\/(?:cswap|spot)\//)).toEqual([]);
  });
  const settings = { market: 'swap', sandbox: false, credentials: BINGX_KEYS, ccxt: { milliseconds: () => 70_000 } } as const;
  const exchange = makeExchange(await requireExchange('bingx'), settings);
  exchange.options['timeDifference'] = 20_000;
  expect((exchange as unknown as { nonce: () => number }).nonce()).toBe(50_000);
});

describe('long and short held apart', () => {
  test('an order names its side and no reduce-only, so that an exit closes the one that is held', () =>
    at(
      async (venue) => {
        const found = await venue.broker().examine();
        expect(found.find(({ check }) => check === 'position mode')).toMatchObject({ state: 'ok' });
        await submit(venue, BUY);
        expect(sent(venue)).toMatchObject({ side: 'BUY', positionSide: 'LONG' });
        await submit(venue, EXIT);
        expect(sent(venue)).toMatchObject({ side: 'SELL', positionSide: 'LONG' });
        expect(sent(venue)).not.toHaveProperty('reduceOnly');
        expect(await position(venue, SWAP)).toBe('0');
        await submit(venue, { ...BUY, side: 'sell' });
        expect(sent(venue)).toMatchObject({ side: 'SELL', positionSide: 'SHORT' });
        expect(await position(venue, SWAP)).toBe('-1');
      },
      { hedged: true },
    ));
});
