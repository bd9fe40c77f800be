// Runs the contract suite and some faults over Hyperliquid's contracts with the ccxt adapter: a wallet in place of keys, orders at market that are
// limits, every question at one address, refusals in answers that went well, money in USDC. Left out for the time that they take are cases
// that others of ccxt pass by the same code.

import { describe, expect, it, test } from 'vitest';
import { createCcxtBroker } from '../../src/brokers/ccxt/ccxt-broker.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createFakeClock } from '../fake-clock.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { createHyperliquidFront, type WalletAccount, WALLET_KEYS } from '../venues/hyperliquid-front.ts';
import { HYPERLIQUID } from '../venues/hyperliquid-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT, findsLostStop, STOP } from './at-swap.ts';
import { balance, fillsOf, lookUp, market, position, refusal, requestOf, submit, SWAP, type VenueOptions } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

describe('broker contract: hyperliquid by ccxt', () => {
  const make = remoteHarness(HYPERLIQUID);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: hyperliquid by ccxt', () => {
  const own = /^F(?:01|06|1[123]|2[23]|(?:20|25).*rate|(?:25|26|62).*other|28|4[23468])/;
  registerFaultCases(
    remoteHarness(impatient(HYPERLIQUID)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

const at = (
  run: (venue: RemoteHarness) => Promise<void>,
  account: WalletAccount = {},
  options: Partial<VenueOptions> = {},
): Promise<void> => atSwap({ ...HYPERLIQUID, front: (exchange) => createHyperliquidFront(exchange, account) }, run, options);

type Action = { readonly type: string; readonly orders?: readonly Record<string, unknown>[] };
const actions = ({ server }: RemoteHarness): readonly Action[] =>
  server.attempts.filter(({ path }) => path === '/exchange').map(({ body }) => (JSON.parse(body) as { action: Action }).action);
const sent = (venue: RemoteHarness) => actions(venue).findLast(({ type }) => type === 'order')?.orders?.[0];
const questions = ({ server }: RemoteHarness): readonly string[] =>
  server.attempts.filter(({ path }) => path === '/info').map(({ body }) => String((JSON.parse(body) as { type: unknown }).type));

test('an order at market takes what it gets within five percent, names our id, and pays nobody else', () =>
  at(async (venue) => {
    const order = await submit(venue, BUY);
    expect(sent(venue)).toMatchObject({ b: true, s: '1', p: '105.01', r: false, t: { limit: { tif: 'Ioc' } }, c: `0x${order.id}` });
    await submit(venue, EXIT);
    expect(sent(venue)).toMatchObject({ b: false, p: '94.991', r: true });
    expect(actions(venue)).toHaveLength(2);
    expect(actions(venue).filter((action) => 'builder' in action)).toEqual([]);
    expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1', fee: venue.exchange.trades()[0]?.fee }]);
    expect(venue.logged).toEqual([]);
  }));

test('an order or a stop whose answer is lost is found by our id, and is there once', () => at(findsLostStop));

test('a stop is a trigger that reduces, is told when somebody withdraws it, and keeps its name when it is touched', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    const [by, kept] = [await submit(venue, STOP), await submit(venue, { ...STOP, stop: '91' })];
    expect(sent(venue)).toMatchObject({ b: false, r: true, p: '81.9', t: { trigger: { isMarket: true, triggerPx: '91', tpsl: 'sl' } } });
    venue.exchange.cancel(by.venueOrderId);
    await venue.server.quiet();
    expect(venue.reports.filter(({ orderId }) => orderId === by.id).map(({ type }) => type)).toContain('canceled');
    await venue.movePrice(SWAP, '90.5');
    expect(fillsOf(venue, kept.id)).toMatchObject([{ qty: '1' }]);
    await venue.restart();
    expect(await lookUp(venue, kept)).toMatchObject({ status: 'filled', venueOrderId: kept.venueOrderId });
  }));

describe('what has filled is what its fills come to', () => {
  const byHand = (venue: RemoteHarness, side: 'buy' | 'sell', qty: string) =>
    venue.exchange.place({ clientId: null, symbol: 'BTC', side, kind: 'market', qty: decimal(qty), reduceOnly: false });

  test('also while an order is open, of which the venue says what was left when it was placed', () =>
    at(
      async (venue) => {
        const order = await submit(venue, { ...BUY, qty: '3', limit: '101' });
        expect(await lookUp(venue, order)).toMatchObject({ status: 'open', fills: [{ qty: '1.009' }] });
        expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1.009' }]);
      },
      {},
      { liquidityPerStep: '101' },
    ));

  test('of a target that the venue has made smaller, since less is held, nothing has', () =>
    at(async (venue) => {
      await submit(venue, { ...BUY, qty: '2' });
      const target = await submit(venue, { ...EXIT, qty: '2', limit: '110' });
      byHand(venue, 'sell', '1');
      expect(await venue.broker().openOrders()).toMatchObject({ orders: [{ qty: '2', qtyFilled: '0' }] });
      expect(await venue.broker().cancel(target)).toEqual({ type: 'canceled' });
      await venue.clock.advance(61_000);
      expect(await lookUp(venue, target)).toMatchObject({ status: 'canceled', qty: '2', fills: [] });
      expect(fillsOf(venue, target.id)).toEqual([]);
    }));

  test.each([{ limit: '110' }, { stop: '90' }, {}])('of an exit (%j) that is larger than what is held as much as was held', (terms) =>
    at(async (venue) => {
      await submit(venue, { ...BUY, qty: '2' });
      byHand(venue, 'sell', '1');
      const exit = await submit(venue, { ...EXIT, qty: '2', ...terms });
      await venue.movePrice(SWAP, 'stop' in terms ? '89' : '111');
      await venue.clock.advance(61_000);
      expect(await lookUp(venue, exit)).toMatchObject({ status: 'canceled', qty: '2', fills: [{ qty: '1' }] });
      expect(fillsOf(venue, exit.id)).toMatchObject([{ qty: '1' }]);
      expect(await position(venue, SWAP)).toBe('0');
    }),
  );
});

test('times in force are said in the words of the venue; what it has none for is refused here', () =>
  at(async (venue) => {
    expect(await refusal(venue, { ...BUY, limit: '99', terms: { timeInForce: 'ioc' } })).toMatch(/could not immediately match/);
    expect(sent(venue)).toMatchObject({ t: { limit: { tif: 'Ioc' } } });
    await submit(venue, { ...BUY, limit: '95', terms: { postOnly: true } });
    expect(sent(venue)).toMatchObject({ t: { limit: { tif: 'Alo' } } });
    expect(await refusal(venue, { ...BUY, limit: '101', terms: { postOnly: true } })).toMatch(/would have immediately matched/);
    expect(await refusal(venue, { ...BUY, limit: '101', terms: { timeInForce: 'fok' } })).toMatch(/no time in force fok/);
    expect(await refusal(venue, { ...BUY, qty: '0.05' })).toMatch(/below the minimum 10/);
  }));

test('a wallet that has asked too much is turned away, and nothing was placed', () =>
  at(async (venue) => {
    const response = 'Too many cumulative requests sent (37986 > 10436) for cumulative volume traded $437.92.';
    venue.server.plan.next('submit', { type: 'says', status: 200, body: { status: 'err', response }, acted: false });
    expect((await venue.broker().submit(await requestOf(venue, BUY))).type).toBe('unavailable');
  }));

test('what is no answer to a question is no empty list, whatever was asked at the one address', () =>
  at(async (venue) => {
    await submit(venue, { ...BUY, limit: '95' });
    venue.server.plan.next('look_up', { type: 'says', status: 200, body: { hello: 'world' }, acted: false });
    expect(await venue.broker().openOrders()).toMatchObject({ type: 'unavailable' });
    venue.server.plan.next('read', { type: 'says', status: 200, body: [], acted: false });
    expect(await venue.broker().positions()).toMatchObject({ type: 'unavailable' });
  }));

test('a price is the best offer of the book, asked for alone', () =>
  at(async (venue) => {
    const { quote } = await market(venue, SWAP);
    expect([quote.bid, quote.ask]).toEqual(['99.99', '100.01']);
    expect(questions(venue).filter((type) => type === 'metaAndAssetCtxs')).toHaveLength(1);
    expect(questions(venue)).not.toContain('perpDexs');
  }));

test('a short position is short', () =>
  at(async (venue) => {
    await submit(venue, { ...BUY, side: 'sell' });
    expect(await position(venue, SWAP)).toBe('-1');
  }));

describe('leverage', () => {
  const sets = (venue: RemoteHarness) => actions(venue).filter(({ type }) => type === 'updateLeverage');
  const TERMS = { leverage: '5' as never };

  test('alone leaves a market on the margin that it is on, also where nothing is held', () =>
    at(
      async (venue) => {
        await submit(venue, { ...BUY, terms: TERMS });
        expect(sets(venue)).toEqual([{ type: 'updateLeverage', asset: 0, isCross: false, leverage: 5 }]);
      },
      { margin: 'isolated' },
    ));

  test('with a margin mode is one request, and a margin mode alone is refused', () =>
    at(async (venue) => {
      await submit(venue, { ...BUY, terms: { ...TERMS, marginMode: 'isolated' } });
      expect(sets(venue)).toEqual([{ type: 'updateLeverage', asset: 0, isCross: false, leverage: 5 }]);
      await submit(venue, EXIT);
      expect(sets(venue)).toHaveLength(1);
      await venue.restart();
      expect(await refusal(venue, { ...BUY, terms: { marginMode: 'isolated' } })).toMatch(/together with a leverage/);
    }));
});

describe('which kind of account it is', () => {
  test.each(['unifiedAccount', 'portfolioMargin'] as const)('%s: its money is that of its coins', (abstraction) =>
    at(async (venue) => expect((await balance(venue, 'USDT')).total).toBe('10000'), { abstraction }),
  );

  test('is not guessed where nobody says it: its money is not known then, and orders go', () =>
    at(async (venue) => {
      venue.server.plan.always(['other'], { type: 'says', status: 200, body: { hello: 'world' }, acted: false });
      expect(await venue.broker().balances()).toMatchObject({ type: 'unavailable' });
      await submit(venue, BUY);
      venue.server.plan.clear();
      const [first, second] = [await balance(venue, 'USDT'), await balance(venue, 'USDT')];
      expect(first).toEqual(second);
      // … and is asked until it is known, by nothing but a look at the money
      expect(questions(venue).filter((type) => type === 'userAbstraction')).toHaveLength(2);
    }));
});

describe('the wallet', () => {
  const signer = async (venue: RemoteHarness) => (await venue.broker().examine()).find(({ check }) => check === 'permissions');

  test('may let an API wallet sign that it has approved', () =>
    at(async (venue) => expect(await signer(venue)).toMatchObject({ state: 'ok' })));

  async function examined(apiKey: string, role: unknown): Promise<unknown> {
    let found: unknown;
    await at(async (venue) => {
      const { httpUrl, plan } = venue.server;
      const broker = await opened(apiKey, WALLET_KEYS.secret, { urls: { api: { public: httpUrl, private: httpUrl } } });
      plan.always(['other'], { type: 'says', status: 200, body: role, acted: false });
      found = (await broker.examine()).find(({ check }) => check === 'permissions');
      await broker.stop();
    });
    return found;
  }

  test.each([{ role: 'missing' }, { role: 'agent', data: { user: `0x${'3'.repeat(40)}` } }])(
    'whose key is that of another one (%j) fails at the doctor, which every question else would let pass',
    async (role) => {
      expect(await examined(WALLET_KEYS.apiKey, role)).toMatchObject({
        state: 'failed',
        detail: expect.stringContaining('may not sign'),
        remedy: expect.stringContaining('_API_SECRET'),
      });
    },
  );

  test('may sign with its own key, and nobody is asked', async () => {
    const inside = new (await requireExchange('hyperliquid'))({}) as unknown as { ethGetAddressFromPrivateKey: (key: string) => string };
    expect(await examined(inside.ethGetAddressFromPrivateKey(WALLET_KEYS.secret), {})).toMatchObject({ state: 'ok' });
  });

  const opened = (apiKey: string, secret: string, ccxt: Record<string, unknown> = {}) =>
    createCcxtBroker({
      account: accountName('other'),
      mode: 'live',
      exchange: 'hyperliquid',
      market: 'swap',
      sandbox: false,
      quoteCurrency: 'USDC',
      credentials: { apiKey, secret },
      ccxt,
      clock: createFakeClock(),
      log: () => undefined,
    });

  it.each([
    ['key', WALLET_KEYS.secret],
    [WALLET_KEYS.apiKey, 'secret'],
  ])('%s: words of another form stop the start, and say what is wanted where', async (apiKey, secret) => {
    await expect(opened(apiKey, secret)).rejects.toThrow(/address of the account .*_API_KEY.*private key.*_API_SECRET/);
  });

  test('is not wanted by who asks for prices alone', async () => {
    await expect(opened('', '')).resolves.toMatchObject({ traits: { nativeStops: true } });
  });
});
