// A venue that answers no question (it has banned our address, or its lists do not come) while something is held there, over HTTP: what
// leaves goes with what is known, and waits for nothing that it can do without.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decimal, neg, sum } from '../../src/core/model/decimal.ts';
import { dictOf } from '../../src/brokers/ccxt/wire/read-answer.ts';
import { isForSteps } from '../../src/brokers/ccxt/orders/refused-exit.ts';
import { until } from '../until.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { type CcxtSpec, keeping } from '../venues/ccxt-adapters.ts';
import { BYBIT, OKX } from '../venues/ccxt-venues.ts';
import type { Fault, RequestKind } from '../venues/faults.ts';
import type { Front } from '../venues/http-venue.ts';
import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { requestOf, SPOT, submit, SWAP } from './broker-harness.ts';
import { desk, withHouse } from './venue-house.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-markets-'));
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

const QUESTIONS: readonly RequestKind[] = ['read', 'look_up', 'price', 'other'];
const BAN: Fault = {
  type: 'says',
  status: 418,
  headers: { 'retry-after': '3600' },
  body: { code: -1003, msg: 'Way too many requests; IP banned until 1767607500000.' },
  acted: false,
};
const AWAY: Fault = { type: 'server_error', status: 503, acted: false };

async function atVenue(spec: RemoteSpec, symbol: string, run: (venue: RemoteHarness) => Promise<void>): Promise<void> {
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(symbol, '100');
    await run(venue);
  } finally {
    await venue.close();
  }
}
/** Another process, when the file of the one before is there. */
async function restarted(venue: RemoteHarness, file: string): Promise<void> {
  await until(`${file} is kept`, () => existsSync(join(folder, file)));
  await venue.restart();
}
const bought = ({ exchange }: RemoteHarness) => sum(exchange.trades().map(({ side, qty }) => (side === 'buy' ? qty : neg(qty))));
const listAsked = (venue: RemoteHarness) => venue.server.attempts.filter(({ path }) => /exchangeInfo|instruments/.test(path)).length;

describe.each([
  ['Binance spot', BINANCE_SPOT, SPOT, BAN],
  ['Binance USD-M', BINANCE_USDM, SWAP, BAN],
  ['Bybit', BYBIT, SWAP, AWAY],
  ['OKX', OKX, SWAP, AWAY],
] as const)('%s', (name, spec, symbol, fault) => {
  it('a process that is started meanwhile sends an exit at once, and an entry not', () =>
    atVenue(keeping(spec, join(folder, `${name}.json`)), symbol, async (venue) => {
      await submit(venue, { symbol, side: 'buy', qty: '2' });
      const [exit, entry] = [
        await requestOf(venue, { symbol, side: 'sell', qty: '2', reduceOnly: true }),
        await requestOf(venue, { symbol, side: 'buy', qty: '1' }),
      ];
      venue.server.plan.always(QUESTIONS, fault);
      await restarted(venue, `${name}.json`);
      expect((await venue.broker().submit(entry)).type).toBe('unavailable');
      expect((await venue.broker().submit(exit)).type).toBe('accepted');
      expect(bought(venue)).toBe('0');
      venue.server.plan.clear();
      await venue.clock.advance(601_000);
      // what was kept is no list of markets: that is asked for as soon as there are answers
      expect((await venue.broker().price(symbol, null)).type).toBe('priced');
      expect(await venue.broker().price('NEW/USDT', null)).toMatchObject({ type: 'unknown_symbol' });
    }));
});

it('what was kept for another exchange under the name of the account is dropped', () =>
  atVenue(keeping(BINANCE_SPOT, join(folder, 'Binance USD-M.json')), SPOT, async (venue) => {
    await submit(venue, { side: 'buy', qty: '2' });
    await venue.broker().stop();
    expect(JSON.parse(readFileSync(join(folder, 'Binance USD-M.json'), 'utf8'))).toMatchObject({ of: 'binance spot' });
    expect(Object.keys(JSON.parse(readFileSync(join(folder, 'Binance USD-M.json'), 'utf8')).markets)).toEqual([SPOT]);
  }));

it('Binance spot, banned and started again: the stop that holds the coins is taken back, and the close is out', () =>
  atVenue(keeping(BINANCE_SPOT, join(folder, 'stop.json')), SPOT, async (venue) => {
    await submit(venue, { side: 'buy', qty: '2' });
    const stop = await submit(venue, { side: 'sell', qty: '2', stop: '90', reduceOnly: true });
    const exit = await requestOf(venue, { side: 'sell', qty: '2', reduceOnly: true });
    venue.server.plan.always(QUESTIONS, BAN);
    await restarted(venue, 'stop.json');
    expect((await venue.broker().cancel(stop)).type).toBe('ambiguous');
    expect(venue.exchange.openOrders()).toEqual([]);
    expect((await venue.broker().submit(exit)).type).toBe('accepted');
    expect(bought(venue)).toBe('0');
  }));

const refusing = (code: number, msg: string): Fault => ({ type: 'says', status: 400, body: { code, msg }, acted: false });

it('Binance USD-M, banned and started again: an exit that is refused for the kind of position is sent as one of the other', () =>
  atVenue(keeping(BINANCE_USDM, join(folder, 'mode.json')), SWAP, async (venue) => {
    await submit(venue, { symbol: SWAP, side: 'buy', qty: '2' });
    const ask = { symbol: SWAP, side: 'sell', qty: '2', reduceOnly: true } as const;
    const [first, second] = [await requestOf(venue, ask), await requestOf(venue, ask)];
    venue.server.plan.always(QUESTIONS, BAN);
    await restarted(venue, 'mode.json');
    venue.server.plan.next('submit', refusing(-4061, "Order's position side does not match user's setting."), 2);
    expect((await venue.broker().submit(first)).type).toBe('rejected');
    expect((await venue.broker().submit(second)).type).toBe('rejected');
    const sides = venue.server.attempts.filter(({ kind }) => kind === 'submit').map(({ body, rawQuery }) => `${body}${rawQuery}`);
    expect(sides.slice(-2).map((text) => /positionSide=(\w+)/.exec(text)?.[1])).toEqual([undefined, 'LONG']);
  }));

describe('Binance USD-M, an exit that the venue refuses', () => {
  it.each([
    [-2027, 'Exceeded the maximum allowable position at current leverage.'],
    [-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit."],
    [-2025, 'Reached max open order limit.'],
    [-4045, 'Reach max stop order limit.'],
    [-1102, 'A mandatory parameter was not sent within a minute.'],
  ])('%i: waits for no list of markets', (code, msg) =>
    atVenue(BINANCE_USDM, SWAP, async (venue) => {
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '2' });
      const exit = await requestOf(venue, { symbol: SWAP, side: 'sell', qty: '2', reduceOnly: true });
      await venue.clock.advance(61_000);
      const before = listAsked(venue);
      venue.server.plan.next('submit', refusing(code, msg));
      expect(await venue.broker().submit(exit)).toMatchObject({ type: 'rejected', reason: expect.stringContaining(msg) });
      expect(listAsked(venue)).toBe(before);
    }),
  );

  it('for its step: waits two seconds for the list, and no longer', () =>
    atVenue(BINANCE_USDM, SWAP, async (venue) => {
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '2' });
      const exit = await requestOf(venue, { symbol: SWAP, side: 'sell', qty: '2', reduceOnly: true });
      await venue.clock.advance(61_000);
      const before = listAsked(venue);
      venue.server.plan.next('submit', refusing(-4023, 'Qty not increased by step size.'));
      venue.server.plan.always(['other'], { type: 'slow' });
      let outcome = '';
      const asked = venue
        .broker()
        .submit(exit)
        .then(({ type }) => (outcome = type));
      await venue.server.quiet();
      expect([listAsked(venue) - before, outcome]).toEqual([1, '']);
      await venue.clock.advance(2_000);
      expect(outcome).toBe('rejected');
      venue.server.plan.clear();
      venue.server.releaseLate();
      await asked;
    }));
});

describe('the house over a venue that has banned it', () => {
  const HOUSES: readonly (readonly [string, CcxtSpec, string])[] = [
    ['Binance spot', BINANCE_SPOT, SPOT],
    ['Binance USD-M', BINANCE_USDM, SWAP],
  ];

  it.each(HOUSES.flatMap((house) => [false, true].map((restarts) => [...house, restarts] as const)))(
    '%s: a close is out within seconds, past the stop at the venue',
    (name, spec, symbol, restarts) => {
      const file = join(folder, `house-${name}-${String(restarts)}.json`);
      return withHouse(desk(keeping(spec, file), symbol), async (house) => {
        await house.alert({ action: 'buy', quantity: 2, sl: 90 });
        expect(house.exchange.openOrders()).toHaveLength(1);
        await until('the market is kept', () => existsSync(file));
        house.server.plan.always(QUESTIONS, BAN);
        await house.pass(10_000);
        if (restarts) {
          house.process.kill();
          house.server.cutAll();
          await house.process.start();
          await house.pass(5_000);
        }
        await house.alert({ action: 'close' });
        expect(house.exchange.trades().map(({ side, qty }) => `${side} ${qty}`)).toEqual(['buy 2', 'sell 2']);
      });
    },
  );
});

it('Binance USD-M: what a new list of markets leaves out is asked to leave all the same', () => {
  let isLeftOut = false;
  const front: CcxtSpec['front'] = (exchange) => {
    const whole = BINANCE_USDM.front(exchange);
    const answer: Front['answer'] = (request) => {
      const reply = whole.answer(request);
      return isLeftOut && request.path.endsWith('exchangeInfo') ? { ...reply, body: { ...dictOf(reply.body), symbols: [] } } : reply;
    };
    return { ...whole, answer };
  };
  return atVenue(keeping({ ...BINANCE_USDM, front }, join(folder, 'left-out.json')), SWAP, async (venue) => {
    await submit(venue, { symbol: SWAP, side: 'buy', qty: '2' });
    const exit = await requestOf(venue, { symbol: SWAP, side: 'sell', qty: '2', reduceOnly: true });
    await until('the market is kept', () => existsSync(join(folder, 'left-out.json')));
    isLeftOut = true;
    await venue.clock.advance(601_000);
    expect((await venue.broker().price('NEW/USDT', null)).type).toBe('unknown_symbol');
    expect((await venue.broker().submit(exit)).type).toBe('accepted');
    expect(bought(venue)).toBe('0');
  });
});

it('Binance USD-M: what is less than the minimum of now is asked to leave all the same, and the venue says whether it may', () => {
  const { exchange } = BINANCE_USDM;
  const own = { ...BINANCE_USDM, exchange: { ...exchange, markets: exchange.markets.map((market) => ({ ...market })) } };
  return atVenue(own, SWAP, async (venue) => {
    await submit(venue, { symbol: SWAP, side: 'buy', qty: '2' });
    const ask = { symbol: SWAP, side: 'sell', qty: '2', reduceOnly: true } as const;
    const exits = [await requestOf(venue, ask), await requestOf(venue, ask)] as const;
    const market = venue.exchange.market(venue.engineSymbol(SWAP));
    Object.assign(market ?? {}, { qtyMin: decimal('5') });
    await venue.clock.advance(601_000);
    await venue.broker().price('NEW/USDT', null);
    expect(await venue.broker().submit(exits[0])).toMatchObject({ type: 'rejected', reason: expect.stringContaining('-4003') });
    Object.assign(market ?? {}, { qtyMin: decimal('0.001') });
    expect((await venue.broker().submit(exits[1])).type).toBe('accepted');
    expect(bought(venue)).toBe('0');
  });
});

describe('what an order was refused for', () => {
  it.each([
    'Filter failure: LOT_SIZE',
    'Filter failure: MARKET_LOT_SIZE',
    'Filter failure: PRICE_FILTER',
    'Quantity greater than max quantity.',
    'Quantity less than min quantity.',
    'Precision is over the maximum defined for this asset.',
    'Qty invalid',
    'Order quantity exceeded lower limit.',
    'Order volume decimal too long.',
    'Order price has too many decimals.',
    'The number of contracts exceeds maximum limit allowed: too large',
    'Order quantity must be a multiple of the lot size.',
    'Your order should meet or exceed the minimum order amount.',
    'EGeneral:Invalid arguments:volume minimum not met',
    'EOrder:Tick size check failed',
    'Order size increment invalid.',
    'size checkBDScale error value=0.0012, checkScale=3',
    'INVALID_SIZE_PRECISION',
    'quantity scale is invalid',
    'order-marketorder-amount-min-error',
  ])('a step or a bound of its market: %s', (reason) => expect(isForSteps(reason)).toBe(true));

  it.each([
    'ReduceOnly Order is rejected.',
    'Margin is insufficient.',
    'Account has insufficient balance for requested action.',
    'The position size exceeds the maximum at this leverage',
    'Order amount exceeds current tier limit',
    'Filter failure: MAX_NUM_ALGO_ORDERS',
    'Too many new orders in a minute',
    'This symbol is not permitted for this account.',
    'Stop price would trigger immediately.',
    'Market is closed.',
  ])('nothing that a list of markets knows of: %s', (reason) => expect(isForSteps(reason)).toBe(false));
});
