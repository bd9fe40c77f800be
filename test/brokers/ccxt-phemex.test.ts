// Runs executions and some faults, of cancels too, over Phemex's contracts with the ccxt adapter: open orders are listed by market, ended ones in other words, and
// its trades are read where they name their order. Left out for the time that they take are cases that others of ccxt pass by the same code.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { planOrder } from '../../src/brokers/ccxt/orders/plan-order.ts';
import { muzzle, requestTextOf } from '../../src/brokers/ccxt/orders/rehearse-order.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { impatient, keeping } from '../venues/ccxt-adapters.ts';
import { PHEMEX } from '../venues/ccxt-venues.ts';
import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, findsLostStop, STOP } from './at-swap.ts';
import { fillsOf, lookUp, position, requestOf, submit, SWAP } from './broker-harness.ts';
import { wireMarket } from './ccxt-wire-markets.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { registerFaultCases } from './fault-case.ts';

describe('broker contract: phemex by ccxt', () => {
  executionCases(remoteHarness(PHEMEX));
});

describe('faults: phemex by ccxt', () => {
  const own = /^F(?:01|06|2[23]|(?:25|26).*other|28)/;
  registerFaultCases(
    remoteHarness(impatient(PHEMEX)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

const at = (run: (venue: RemoteHarness) => Promise<void>, spec: RemoteSpec = PHEMEX): Promise<void> => atSwap(spec, run);

const sent = ({ server }: RemoteHarness): Record<string, unknown> =>
  JSON.parse(server.attempts.findLast(({ kind }) => kind === 'submit')?.body ?? '{}') as Record<string, unknown>;

test('an execution is known at once by its trade, which is that of one order, and funding is no trade', () =>
  at(async (venue) => {
    const order = await submit(venue, BUY);
    const [trade] = venue.exchange.trades();
    expect(fillsOf(venue, order.id)).toMatchObject([{ id: trade?.id, qty: '1', fee: trade?.fee, feeCurrency: 'USDT' }]);
    expect(await venue.broker().fills?.([SWAP], 0)).toMatchObject({ type: 'ok', list: { fills: [{ id: trade?.id }] } });
    await venue.clock.advance(60_000);
    await venue.restart();
    expect(await lookUp(venue, order)).toMatchObject({ status: 'filled', fills: [{ id: trade?.id }] });
  }));

test('an order that was withdrawn has filled nothing, although nothing of it is left', () =>
  at(async (venue) => {
    const order = await submit(venue, { ...BUY, limit: '95' });
    venue.exchange.cancel(order.venueOrderId);
    await venue.restart();
    expect(await lookUp(venue, order)).toMatchObject({ status: 'canceled', fills: [] });
  }));

test('a stop follows the last price, and times in force are said in the words of the venue', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    await submit(venue, STOP);
    expect(sent(venue)).toMatchObject({ ordType: 'Stop', triggerType: 'ByLastPrice', stopPxRp: '90', reduceOnly: true });
    const order = await submit(venue, { ...BUY, limit: '99', terms: { timeInForce: 'ioc' } });
    expect(sent(venue)).toMatchObject({ timeInForce: 'ImmediateOrCancel' });
    expect(await lookUp(venue, order)).toMatchObject({ status: 'canceled', fills: [] });
    await submit(venue, { ...BUY, limit: '95', terms: { postOnly: true } });
    expect(sent(venue)).toMatchObject({ timeInForce: 'PostOnly' });
    expect(await position(venue, SWAP)).toBe('1');
  }));

test('where long and short are held apart a stop of the long one sells when the price falls', () =>
  at(async (venue) => {
    const keys = { apiKey: 'key', secret: 'secret' };
    const exchange = muzzle(makeExchange(await requireExchange('phemex'), { market: 'swap', sandbox: false, credentials: keys, ccxt: {} }));
    exchange.setMarkets([{ ...wireMarket('bybit', 'swap'), id: 'BTCUSDT' }]);
    const request = await requestOf(venue, STOP);
    const listed = { instrument: request.instrument, contractSize: ONE, isActive: true };
    const planned = planOrder(gateOf(exchange, 'swap'), listed, request, { hedged: true, marginMode: null, taking: null });
    if (planned.type !== 'plan') throw new Error(planned.reason);
    const text = expect.stringMatching(/(?=.*"ordType":"Stop")(?=.*"side":"Sell")(?=.*"posSide":"Long")/);
    expect(await requestTextOf(exchange, planned.plan)).toEqual({ text });
  }));

test('a stop whose answer is lost is found, and one that was never taken is said not to be there', () => at(findsLostStop));

test('all that is open in the markets that were traded here is found by another process, orders of others too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kept-'));
  try {
    await at(
      async (venue) => {
        const order = await submit(venue, { ...BUY, limit: '95' });
        const by = { symbol: 'BTCUSDT', side: 'buy', kind: 'limit', qty: decimal('1'), limitPrice: decimal('90'), clientId: null } as const;
        venue.exchange.place(by);
        // what is known of the markets is in the file then
        await venue.broker().stop();
        await venue.restart();
        const open = await venue.broker().openOrders();
        expect(open.type === 'ok' ? open.orders.map(({ orderId }) => orderId) : open).toEqual([null, order.id]);
        await venue.movePrice(SWAP, '94');
        expect(fillsOf(venue, order.id)).toHaveLength(1);
      },
      keeping(PHEMEX, join(folder, 'kept.json')),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
