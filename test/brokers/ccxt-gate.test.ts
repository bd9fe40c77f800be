// Runs the contract suite and the fault cases over Gate's perpetuals with the ccxt adapter: sizes are whole contracts, our id is a mere label
// and finds no order for longer than a minute, and no order with a trigger. Left out for the time that they take are the cases of groups and
// pairs, of which there are none there, and faults that the other exchanges of ccxt pass by the same code.

import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { GATE } from '../venues/ccxt-venues.ts';
import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, STOP } from './at-swap.ts';
import { fillsOf, lookUp, position, submit, SWAP } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

const HOUR_MS = 3_600_000;

describe('broker contract: gate by ccxt', () => {
  const make = remoteHarness(GATE);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: gate by ccxt', () => {
  const own = FAULT_CASES.filter(({ name }) => !/^F(?:2[0-7].*\{type:(?:silence|cut|server)|0[2347]|08 a 50[24]|27|4[136]|6)/.test(name));
  registerFaultCases(remoteHarness(impatient(GATE)), own);
});

const at = (run: (venue: RemoteHarness) => Promise<void>, spec: RemoteSpec = GATE): Promise<void> => atSwap(spec, run);

test('orders that ended long ago are found by another process, by the lists: the venue does not know our ids any more', () =>
  at(async (venue) => {
    const filled = await submit(venue, BUY);
    const canceled = await submit(venue, { ...BUY, limit: '95' });
    const stop = await submit(venue, STOP);
    await venue.broker().cancel(canceled);
    await venue.movePrice(SWAP, '89');
    await venue.clock.advance(HOUR_MS / 30);
    await venue.restart();
    expect(await lookUp(venue, filled)).toMatchObject({ status: 'filled', qty: '1', fills: [{ qty: '1' }] });
    expect(await lookUp(venue, canceled)).toMatchObject({ status: 'canceled', fills: [] });
    expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled', fills: [{ qty: '1' }] });
  }));

test('a stop whose answer is lost is found among those that wait, and one that was never taken is said not to be there', () =>
  at(async (venue) => {
    await submit(venue, BUY);
    for (const [type, found] of [
      ['cut_after', { type: 'found', order: { status: 'open', prices: { stopPrice: '90' } } }],
      ['cut_before', { type: 'not_found' }],
    ] as const) {
      venue.server.plan.next('submit', { type });
      await expect(submit(venue, STOP)).rejects.toThrow('ambiguous');
      const clientId = venue.server.attempts.findLast(({ kind }) => kind === 'submit')?.clientId ?? '';
      const id = Buffer.from(clientId.slice(2), 'base64url').toString('hex') as Parameters<typeof lookUp>[1]['id'];
      expect(await venue.broker().lookUp({ id, symbol: SWAP })).toMatchObject(found);
    }
    expect(venue.exchange.openOrders()).toHaveLength(1);
  }));

test('contracts of 0.0001 coins: the size in a request is whole contracts, signed, and all that is read is coins', () => {
  const [listed] = GATE.exchange.markets;
  if (listed === undefined) throw new Error('no market');
  const markets = [{ ...listed, stepSize: decimal('0.0001'), qtyMin: decimal('0.0001') }];
  return at(
    async (venue) => {
      const short = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1.2345' });
      const body = JSON.parse(venue.server.attempts.findLast(({ kind }) => kind === 'submit')?.body ?? '') as Record<string, unknown>;
      expect(body).toMatchObject({ contract: 'BTC_USDT', size: -12345, price: '0', tif: 'ioc' });
      expect(await position(venue, SWAP)).toBe('-1.2345');
      const [fill] = fillsOf(venue, short.id);
      // times are seconds there, and a fee is in what the contract is settled in
      expect(fill).toMatchObject({ qty: '1.2345', feeCurrency: 'USDT', at: venue.exchange.trades()[0]?.at });
    },
    { ...GATE, exchange: { ...GATE.exchange, markets } },
  );
});

test('nothing is asked of its spot, dated or option markets, and contracts that are settled in coins are not traded', () =>
  at(async (venue) => {
    expect(await venue.broker().price('BTC/USD:BTC', null)).toMatchObject({ type: 'unknown_symbol' });
    expect(venue.server.attempts.filter(({ path }) => !/\/futures\/|\/spot\/time$|\/account\/detail$/.test(path))).toEqual([]);
    expect(venue.logged.filter(({ event }) => event === 'order_stream_down')).toEqual([]);
  }));
