// Owns: cases F20 to F29: cancels, changes, look-ups and readings that go wrong. "Not found", an empty account and an
// unknown symbol are statements: none of them may be made of a failure.

import { expect } from 'vitest';
import { decimal, ZERO } from '../../src/core/model/decimal.ts';
import { makeOrderId, makeSignalId } from '../../src/core/model/ids.ts';
import type { Fault } from '../venues/faults.ts';
import { SPOT, SWAP } from './broker-harness.ts';
import type { FaultCase } from './fault-case.ts';
import type { Booked, Ground } from './fault-ground.ts';
import { waiting } from './venue-nature.ts';

const FAILURES: readonly Fault[] = [
  { type: 'cut_before' },
  { type: 'silence_before' },
  { type: 'rate_limited', retryAfterS: 1 },
  { type: 'server_error', status: 502, acted: false },
  { type: 'server_error', status: 503, acted: false },
  { type: 'nonsense', body: 'html', acted: false },
  { type: 'nonsense', body: 'empty', acted: false },
  { type: 'nonsense', body: 'other', acted: false },
  { type: 'maintenance' },
  { type: 'clock_skew' },
];
const name = (fault: Fault): string => JSON.stringify(fault).replaceAll('"', '');

const cancel = ({ venue, patiently }: Ground, order: Booked) =>
  patiently(venue.broker().cancel({ id: order.id, venueOrderId: order.known?.venueOrderId ?? null, symbol: order.symbol }));

async function cancelFailed(ground: Ground, fault: Fault): Promise<void> {
  const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
  await ground.lookUp(order);
  ground.fault('cancel', fault);
  const outcome = await cancel(ground, order);
  expect(['ambiguous', 'unavailable', ...(fault.type === 'clock_skew' ? ['rejected'] : [])]).toContain(outcome.type);
  expect(await ground.lookUp(order)).toMatchObject({ type: 'found', order: { status: 'open' } });
  expect(await cancel(ground, order)).toEqual({ type: 'canceled' });
  await ground.settle();
}

async function cancelDone(ground: Ground, fault: Fault): Promise<void> {
  const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
  await ground.lookUp(order);
  ground.fault('cancel', fault);
  const outcome = await cancel(ground, order);
  expect(['ambiguous', 'canceled']).toContain(outcome.type);
  expect(await ground.lookUp(order)).toMatchObject({ type: 'found', order: { status: 'canceled' } });
  // Once more, as the house does when it is not sure: it has ended, and that is as good.
  expect(await cancel(ground, order)).toEqual({ type: 'canceled' });
  await ground.settle();
}

async function readingFailed(ground: Ground, fault: Fault): Promise<void> {
  await ground.take({ side: 'buy', qty: '1' });
  await ground.take({ side: 'buy', qty: '1', limit: '95' });
  const { venue, patiently } = ground;
  venue.server.plan.always(['read', 'look_up', 'other'], fault);
  expect((await patiently(venue.broker().balances())).type).toBe('unavailable');
  expect((await patiently(venue.broker().positions())).type).toBe('unavailable');
  expect((await patiently(venue.broker().openOrders())).type).toBe('unavailable');
  venue.server.plan.clear();
  await ground.settle();
}

async function lookUpFailed(ground: Ground, fault: Fault): Promise<void> {
  const filled = await ground.take({ side: 'buy', qty: '1' });
  const open = await ground.take({ side: 'buy', qty: '1', limit: '95' });
  const { venue } = ground;
  venue.server.plan.always(['read', 'look_up', 'other'], fault);
  for (const order of [filled, open]) expect((await ground.lookUp(order)).type).toBe('unavailable');
  venue.server.plan.clear();
  for (const order of [filled, open]) expect((await ground.lookUp(order)).type).toBe('found');
  await ground.settle();
}

/** Instruments may be remembered; a price may not. */
async function priceFailed(ground: Ground, fault: Fault): Promise<void> {
  const { venue, patiently } = ground;
  venue.server.plan.always(['price', 'other'], fault);
  expect((await patiently(venue.broker().price(SPOT, null))).type).toBe('unavailable');
  venue.server.plan.clear();
  expect((await venue.broker().price(SPOT, null)).type).toBe('priced');
}

const STRANGER = makeOrderId(makeSignalId(1_767_500_000_000, '0000000000fff'), { account: 0, leg: 0, role: 'entry', sequence: 0 });

export const changeFaultCases: readonly FaultCase[] = [
  ...FAILURES.map(
    (fault): FaultCase => ({ name: `F20 a cancel that is not done: ${name(fault)}`, run: (ground) => cancelFailed(ground, fault) }),
  ),
  ...[
    { type: 'cut_after' } as const,
    { type: 'silence_after' } as const,
    { type: 'server_error', status: 502, acted: true } as const,
    { type: 'nonsense', body: 'empty', acted: true } as const,
  ].map(
    (fault): FaultCase => ({
      name: `F21 a cancel that is done without a word: ${name(fault)}`,
      run: (ground) => cancelDone(ground, fault),
    }),
  ),
  {
    name: 'F22 partial fills, then a cancel: what has filled stays',
    options: { liquidityPerStep: '101' },
    async run(ground) {
      const order = await ground.take({ side: 'buy', qty: '5', ...waiting(ground.venue.nature) });
      await ground.venue.step();
      expect((await cancel(ground, order)).type).toBe('canceled');
      await ground.settle();
      expect(order.known?.status).toBe('canceled');
      expect(ground.fills(order).length).toBeGreaterThan(1);
    },
  },
  {
    name: 'F23 a fill slips through under a cancel, and is told after it',
    async run(ground) {
      const order = await ground.take({ side: 'buy', qty: '2', limit: '95' });
      const unit = ground.at(order)?.qty ?? decimal('2');
      ground.venue.exchange.fillAtNextCancel(String(Number(unit) / 2));
      expect((await cancel(ground, order)).type).toBe('canceled');
      const told = ground.venue.reports.filter((report) => report.type === 'filled' && report.orderId === order.id);
      expect(told.length).toBeGreaterThan(0);
      await ground.settle();
      expect(ground.fills(order).map(({ qty }) => qty)).toEqual(['1']);
    },
  },
  {
    name: 'F24 a change of quantity whose answer is lost is in doubt, and the look-up says what came of it',
    async run(ground) {
      if (!ground.venue.broker().traits.modify) {
        const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
        const outcome = await ground.venue.broker().modify({ ...order, venueOrderId: null }, decimal('2'));
        expect(outcome.type).toBe('rejected');
        expect(ground.attempts('modify')).toBe(0);
        return ground.settle();
      }
      for (const fault of [{ type: 'cut_after' }, { type: 'cut_before' }] as const) {
        const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
        await ground.lookUp(order);
        ground.fault('modify', fault);
        const outcome = await ground.patiently(
          ground.venue.broker().modify({ ...order, venueOrderId: order.known?.venueOrderId ?? null }, decimal('2')),
        );
        expect(outcome.type).toBe('ambiguous');
        expect(await ground.lookUp(order)).toMatchObject({ order: { qty: fault.type === 'cut_after' ? '2' : '1' } });
      }
      await ground.settle();
    },
  },
  ...FAILURES.map(
    (fault): FaultCase => ({ name: `F25 a look-up that fails says nothing: ${name(fault)}`, run: (ground) => lookUpFailed(ground, fault) }),
  ),
  ...FAILURES.map(
    (fault): FaultCase => ({
      name: `F26 a reading that fails is no empty account: ${name(fault)}`,
      run: (ground) => readingFailed(ground, fault),
    }),
  ),
  ...FAILURES.map(
    (fault): FaultCase => ({
      name: `F27 a price that fails is no unknown symbol: ${name(fault)}`,
      run: (ground) => priceFailed(ground, fault),
    }),
  ),
  {
    name: 'F24 a price that somebody changes at the venue is seen, and so is that nobody has',
    async run(ground) {
      const { venue } = ground;
      const entry = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      await ground.take({ side: 'buy', qty: '1' });
      // where the venue has no stops, another limit order stands for one
      const hasStops = venue.broker().traits.orderTypes.includes('stop');
      const price = hasStops ? 'stopPrice' : 'limitPrice';
      const stop = await ground.take({
        side: hasStops ? 'sell' : 'buy',
        qty: '1',
        [hasStops ? 'stop' : 'limit']: '90',
        reduceOnly: hasStops,
      });
      expect(await ground.lookUp(entry)).toMatchObject({ order: { prices: { limitPrice: '95' } } });
      expect(await ground.lookUp(stop)).toMatchObject({ order: { prices: { [price]: '90' } } });
      expect(venue.exchange.amend(ground.at(entry)?.id ?? '', { limitPrice: decimal('94') }).ok).toBe(true);
      expect(venue.exchange.amend(ground.at(stop)?.id ?? '', { [price]: decimal('91') }).ok).toBe(true);
      await venue.server.quiet();
      expect(await ground.lookUp(entry)).toMatchObject({ order: { status: 'open', prices: { limitPrice: '94' } } });
      expect(await ground.lookUp(stop)).toMatchObject({ order: { status: 'open', prices: { [price]: '91' } } });
      const open = await venue.broker().openOrders();
      expect(open.type === 'ok' ? open.orders.map(({ limitPrice, stopPrice }) => stopPrice ?? limitPrice) : open).toEqual(
        expect.arrayContaining(['94', '91']),
      );
      await ground.settle();
    },
  },
  {
    name: "F28 orders of others are listed, and are nobody's news",
    async run(ground) {
      const { venue } = ground;
      const mine = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      const heard = venue.reports.length;
      const { qty } = ground.at(mine) ?? { qty: ZERO };
      const symbol = venue.engineSymbol(SPOT);
      const placed = venue.exchange.place({ clientId: null, symbol, side: 'buy', kind: 'limit', limitPrice: decimal('90'), qty });
      expect(placed.ok).toBe(true);
      await venue.server.quiet();
      const open = await venue.broker().openOrders();
      expect(open.type === 'ok' ? open.orders.map(({ orderId, limitPrice }) => [orderId, limitPrice]) : open).toEqual(
        expect.arrayContaining([
          [mine.id, '95'],
          [null, '90'],
        ]),
      );
      expect(venue.reports.length).toBe(heard);
      await ground.settle(1);
    },
  },
  {
    name: 'F29 an order that was never sent is not found, whatever else is there',
    async run(ground) {
      await ground.take({ side: 'buy', qty: '1' });
      for (const symbol of ground.venue.nature.shorts ? [SPOT, SWAP] : [SPOT])
        expect(await ground.venue.broker().lookUp({ id: STRANGER, symbol })).toEqual({ type: 'not_found' });
      await ground.settle();
    },
  },
];
