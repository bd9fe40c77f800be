// Runs the contract suite and those fault cases that its own words decide over Kraken's futures with the ccxt adapter: an order is known under its name until five
// seconds after it has ended, and stands in a history of events from then on; refusals stand inside of answers that went well; fills come in
// pages of a hundred of all markets; a leverage makes the margin of a market isolated.

import { describe, expect, test } from 'vitest';
import { ccxtTraits } from '../../src/brokers/ccxt/ccxt-broker.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { KRAKEN_FUTURES } from '../venues/ccxt-venues.ts';
import type { Fault } from '../venues/faults.ts';
import { createKrakenFuturesFront, type KrakenFuturesAccount } from '../venues/kraken-futures-front.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, findsLostStop, STOP, told } from './at-swap.ts';
import { balances, fillsOf, lookUp, newOrderId, position, refusal, requestOf, submit, SWAP, type VenueOptions } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

describe('broker contract: krakenfutures by ccxt', () => {
  const make = remoteHarness(KRAKEN_FUTURES);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: krakenfutures by ccxt', () => {
  const own = /^F(?:01|06|11|12|13|2[23]|25.*other|20.*\{type:rate|28)/;
  registerFaultCases(
    remoteHarness(impatient(KRAKEN_FUTURES)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

const at = (
  run: (venue: RemoteHarness) => Promise<void>,
  account: KrakenFuturesAccount = {},
  options: Partial<VenueOptions> = {},
): Promise<void> => atSwap({ ...KRAKEN_FUTURES, front: (exchange) => createKrakenFuturesFront(exchange, account) }, run, options);

const AGE_MS = 20_000;

const sent = ({ server }: RemoteHarness): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(server.attempts.findLast(({ kind }) => kind === 'submit')?.rawQuery ?? ''));

test('orders are named by us, and their kinds are those of the venue', () =>
  at(async (venue) => {
    const order = await submit(venue, BUY);
    expect(sent(venue)).toEqual({ cliOrdId: order.id, orderType: 'mkt', side: 'buy', size: '1', symbol: 'PF_XBTUSD' });
    await submit(venue, { ...BUY, limit: '95', terms: { postOnly: true } });
    expect(sent(venue)).toMatchObject({ orderType: 'post', limitPrice: '95' });
    expect(await refusal(venue, { ...BUY, limit: '101', terms: { postOnly: true } })).toMatch('postWouldExecute');
    await submit(venue, STOP);
    expect(sent(venue)).toMatchObject({ orderType: 'stp', stopPrice: '90', triggerSignal: 'last', reduceOnly: 'true', side: 'sell' });
    expect(sent(venue)).not.toHaveProperty('limitPrice');
  }));

test('what takes what it gets at once is a kind of order, and one of all or nothing is refused', () =>
  at(async (venue) => {
    expect((await ccxtTraits('krakenfutures', 'swap')).timesInForce).toEqual(['gtc', 'ioc']);
    await submit(venue, { ...BUY, limit: '101', terms: { timeInForce: 'ioc' } });
    expect(sent(venue)).toMatchObject({ orderType: 'ioc', limitPrice: '101' });
    expect(await position(venue, SWAP)).toBe('1');
    expect(await refusal(venue, { ...BUY, limit: '99', terms: { timeInForce: 'ioc' } })).toMatch('iocWouldNotExecute');
    expect(await refusal(venue, { ...BUY, limit: '101', terms: { timeInForce: 'fok' } })).toMatch('knows no time in force fok');
  }));

test.each([false, true])(
  'of an order that took a part at once the rest is withdrawn, and the part is told (quantities in all: %s)',
  (totals) =>
    at(
      async (venue) => {
        const order = await submit(venue, { ...BUY, qty: '3', limit: '101', terms: { timeInForce: 'ioc' } });
        expect(told(venue, order.id)).toEqual(['accepted', 'filled', 'canceled']);
        for (let again = 0; again < 2; again += 1) {
          expect(await lookUp(venue, order)).toMatchObject({ status: 'canceled', fills: [{ qty: '2.099' }] });
          await venue.clock.advance(AGE_MS);
          await venue.restart();
        }
      },
      { totals },
      { liquidityPerStep: '210' },
    ),
);

test.each([false, true])('an order that fills in parts is of the size that was asked for (quantities in all: %s)', (totals) =>
  at(
    async (venue) => {
      const order = await submit(venue, { ...BUY, qty: '3', limit: '101' });
      await venue.clock.advance(1_000);
      expect(await lookUp(venue, order)).toMatchObject({ status: 'filled', qty: '3' });
      expect(told(venue, order.id)).toEqual(['accepted', 'filled', 'filled']);
      await venue.clock.advance(AGE_MS);
      await venue.restart();
      expect(await lookUp(venue, order)).toMatchObject({ status: 'filled', qty: '3' });
    },
    { totals },
    { liquidityPerStep: '210' },
  ),
);

describe('an order that has ended long ago', () => {
  test('is found as it ended, by another process too', () =>
    at(async (venue) => {
      const filled = await submit(venue, BUY);
      const canceled = await submit(venue, { ...BUY, limit: '95' });
      const open = await submit(venue, { ...BUY, limit: '94' });
      const stop = await submit(venue, STOP);
      venue.exchange.cancel(venue.exchange.byClientId(canceled.id)[0]?.id ?? '');
      venue.exchange.cancel(venue.exchange.byClientId(stop.id)[0]?.id ?? '');
      await venue.clock.advance(AGE_MS);
      await venue.restart();
      const history = () => venue.server.attempts.flatMap(({ path }) => /history\/\w+\/(\w+)$/.exec(path)?.[1] ?? []);
      const before = history().length;
      expect(await lookUp(venue, filled)).toMatchObject({ status: 'filled', qty: '1', fills: [{ qty: '1' }] });
      // a hundred such questions are allowed in ten minutes
      expect(history().slice(before)).toEqual(['orders']);
      expect(await lookUp(venue, canceled)).toMatchObject({ status: 'canceled', qty: '1', fills: [], prices: { limitPrice: '95' } });
      expect(await lookUp(venue, open)).toMatchObject({ status: 'open', prices: { limitPrice: '94', stopPrice: null } });
      expect(await lookUp(venue, stop)).toMatchObject({ status: 'canceled', fills: [], prices: { stopPrice: '90', limitPrice: null } });
      expect(await venue.broker().lookUp({ id: newOrderId(), symbol: SWAP })).toEqual({ type: 'not_found' });
    }));

  test.each([false, true])('was a stop until it was touched (an id of its own from then on: %s)', (childIds) =>
    at(
      async (venue) => {
        await submit(venue, BUY);
        const stop = await submit(venue, STOP);
        await venue.movePrice(SWAP, '89');
        expect(fillsOf(venue, stop.id)).toMatchObject([{ qty: '1' }]);
        await venue.clock.advance(AGE_MS);
        await venue.restart();
        expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled', fills: [{ qty: '1' }] });
      },
      { childIds },
    ),
  );

  test('is found in the history where the question for single orders is refused', () =>
    at(
      async (venue) => {
        const order = await submit(venue, BUY);
        expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1' }]);
        expect(await venue.broker().lookUp({ id: newOrderId(), symbol: SWAP })).toEqual({ type: 'not_found' });
        venue.server.plan.always(['look_up'], { type: 'server_error', status: 502, acted: false });
        expect(await venue.broker().lookUp(order)).toMatchObject({ type: 'unavailable' });
      },
      { noStatus: true },
    ));

  test('is not there yet for somebody whose history is behind, and is none of those that have ended otherwise', () =>
    at(
      async (venue) => {
        const order = await submit(venue, BUY);
        expect(await lookUp(venue, order)).toMatchObject({ status: 'filled' });
        await venue.clock.advance(AGE_MS);
        expect(await venue.broker().lookUp(order)).toEqual({ type: 'not_found' });
        await venue.clock.advance(AGE_MS);
        expect(await lookUp(venue, order)).toMatchObject({ status: 'filled' });
      },
      { lagMs: 30_000 },
    ));
});

test('a stop that somebody withdraws by hand is told at once', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    const stop = await submit(venue, STOP);
    venue.exchange.cancel(venue.exchange.byClientId(stop.id)[0]?.id ?? '');
    await venue.server.quiet();
    expect(told(venue, stop.id)).toContain('canceled');
  }));

test('a stop whose answer is lost is found among those that wait, and one that was never taken is said not to be there', () =>
  at(findsLostStop));

describe('an answer that went well says', () => {
  const says = (body: unknown, status = 200): Fault => ({ type: 'says', status, body, acted: false });
  const status = (word: string) =>
    says({ result: 'success', sendStatus: { order_id: '5ee0', status: word, orderEvents: [{ type: 'REJECT' }] } });

  test.each(['wouldCauseLiquidation', 'marketSuspended', 'marketIsPostOnly', 'tooManyOrders', 'fixedLeverageTooHigh', 'invalidPrice'])(
    'that an order was not placed: %s',
    (word) =>
      at(async (venue) => {
        venue.server.plan.next('submit', status(word));
        expect(await refusal(venue, BUY)).toMatch(word);
      }),
  );

  test.each([
    ['ambiguous', says({ result: 'error', error: 'Server Error' })],
    ['ambiguous', says({ result: 'error', error: 'unknownError' })],
    ['ambiguous', says({ result: 'success' })],
    ['unavailable', says({ result: 'error', error: 'apiLimitExceeded' })],
    ['rejected', says({ status: 'BAD_REQUEST', result: 'error', errors: [{ code: 11, message: 'invalid order type' }] }, 400)],
  ])('%s of an order: %o', (type, fault) =>
    at(async (venue) => {
      venue.server.plan.next('submit', fault);
      expect((await venue.broker().submit(await requestOf(venue, BUY))).type).toBe(type);
    }),
  );
});

test('trades of an order are found behind a hundred of others, and those of some minutes are all of them', () =>
  at(async (venue) => {
    const others = (count: number) => {
      const by = { symbol: 'PF_XBTUSD', side: 'buy', kind: 'market', qty: decimal('0.001'), clientId: null } as const;
      for (let left = count; left > 0; left -= 1) venue.exchange.place(by);
    };
    others(60);
    await venue.clock.advance(1_000);
    const order = await submit(venue, BUY);
    await venue.clock.advance(1_000);
    others(70);
    await venue.clock.advance(1_000);
    others(60);
    await venue.restart();
    expect(await lookUp(venue, order)).toMatchObject({ status: 'filled', fills: [{ qty: '1', fee: '0.0500005', feeCurrency: 'USDT' }] });
    const list = await venue.broker().fills?.([SWAP], 0);
    expect(list?.type === 'ok' ? list.list.fills : list).toHaveLength(191);
    // each page behind the first costs as much as two orders: what is known is not asked for again
    const older = () => venue.server.attempts.filter(({ path, rawQuery }) => path.endsWith('/fills') && rawQuery !== '').length;
    const before = older();
    others(30);
    expect(await lookUp(venue, order)).toMatchObject({ status: 'filled', fills: [{ qty: '1' }] });
    const again = await venue.broker().fills?.([SWAP], 0);
    expect(again?.type === 'ok' ? again.list.fills : again).toHaveLength(221);
    expect(older()).toBe(before);
  }));

test('open orders are told with their limits, and those of others with them', () =>
  at(async (venue) => {
    await submit(venue, { ...BUY, limit: '95' });
    venue.exchange.place({ symbol: 'PF_XBTUSD', side: 'buy', kind: 'stop', qty: decimal('2'), stopPrice: decimal('110'), clientId: null });
    const open = await venue.broker().openOrders();
    expect(open).toMatchObject({
      orders: [
        { limitPrice: '95', stopPrice: null, qty: '1' },
        { orderId: null, limitPrice: null, stopPrice: '110', qty: '2' },
      ],
    });
  }));

describe('leverage', () => {
  const put = ({ server }: RemoteHarness): readonly string[] =>
    server.attempts.filter(({ method }) => method === 'PUT').map(({ rawQuery }) => rawQuery);
  const terms = { leverage: decimal('5') };

  test('would move a market to isolated margin, and is refused where nobody has asked for that', () =>
    at(async (venue) => {
      expect(await refusal(venue, { ...BUY, terms })).toMatch('isolated margin');
      await submit(venue, BUY);
      expect(await refusal(venue, { ...BUY, terms })).toMatch('isolated margin');
      expect(await refusal(venue, { ...BUY, terms: { ...terms, marginMode: 'cross' } })).toMatch('isolated margin');
      expect(put(venue)).toEqual([]);
      await submit(venue, { ...BUY, terms: { ...terms, marginMode: 'isolated' } });
      expect(put(venue)).toEqual(['maxLeverage=5&symbol=PF_XBTUSD']);
    }));

  test('of a market on isolated margin is set, and margin that is as asked is left alone', () =>
    at(
      async (venue) => {
        await submit(venue, { ...BUY, terms });
        await venue.broker().positions();
        await submit(venue, { ...BUY, terms: { marginMode: 'isolated' } });
        expect(put(venue)).toEqual(['maxLeverage=5&symbol=PF_XBTUSD']);
      },
      { leverage: 3 },
    ));

  test('a position on cross margin is one, and stays so', () =>
    at(async (venue) => {
      await submit(venue, BUY);
      await venue.broker().positions();
      await submit(venue, { ...BUY, terms: { marginMode: 'cross' } });
      expect(put(venue)).toEqual([]);
    }));
});

test('contracts that are settled in coins are not listed', () =>
  at(async (venue) => {
    expect(await venue.broker().price('BTC/USD:BTC', null)).toMatchObject({ type: 'unknown_symbol' });
  }));

test('money is what the account of many currencies holds', () =>
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
