// What the paper venue writes, when, and what it makes of what it finds.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PaperDocument } from '../../src/brokers/paper/durable-state.ts';
import { cancelOpen, findOrder } from '../../src/brokers/paper/change-order.ts';
import { createPaperBroker } from '../../src/brokers/paper/paper-broker.ts';
import { FINISHED_KEPT_MAX, FINISHED_KEPT_MS, RETELL_MS } from '../../src/brokers/paper/paper-limits.ts';
import { readState } from '../../src/brokers/paper/read-state.ts';
import { openingState, type PaperState, type VenueOrder } from '../../src/brokers/paper/venue-state.ts';
import { createBroker } from '../../src/brokers/registry.ts';
import { decimal, ZERO } from '../../src/core/model/decimal.ts';
import { accountName, type VenueOrderId } from '../../src/core/model/ids.ts';
import { openDurableFile } from '../../src/store/durable-file.ts';
import { createFakeClock } from '../fake-clock.ts';
import { balance, newOrderId, newsOf, position, requestOf, SPOT, submit, SWAP } from './broker-harness.ts';
import { createPaperHarness } from './paper-harness.ts';

const venueAt100 = async (liquidityPerStep: string | null = null) => {
  const venue = await createPaperHarness({ balances: { USDT: '10000' }, liquidityPerStep });
  await venue.movePrice(SPOT, '100');
  await venue.movePrice(SWAP, '100');
  return venue;
};

const open = (document: PaperDocument, name = 'paper') =>
  createPaperBroker({
    account: accountName(name),
    balances: { USDT: decimal('10000') },
    quoteCurrency: 'USDT',
    prices: 'signal',
    document,
    clock: createFakeClock(),
  });

const documentWith = (saved: unknown): PaperDocument => ({
  load: () => saved,
  save: () => Promise.reject(new Error('not expected to save')),
});

test('orders that come together share saves, each is answered, all are there', async () => {
  const venue = await venueAt100();
  const before = venue.saves();
  const requests = await Promise.all(Array.from({ length: 40 }, () => requestOf(venue, { side: 'buy', qty: '0.5' })));
  const outcomes = await Promise.all(requests.map((request) => venue.broker().submit(request)));
  expect(outcomes.every(({ type }) => type === 'accepted')).toBe(true);
  expect(venue.saves() - before).toBeLessThanOrEqual(2);
  expect(await position(venue, SPOT)).toBe('20');
  await venue.close();
});

test('nothing is told or answered while the save is under way', async () => {
  const clock = createFakeClock();
  let finishSave = (): void => undefined;
  let held = false;
  const broker = await createPaperBroker({
    account: accountName('paper'),
    balances: { USDT: decimal('10000') },
    quoteCurrency: 'USDT',
    prices: 'signal',
    clock,
    document: {
      load: () => null,
      save: () =>
        held
          ? new Promise((resolve) => {
              finishSave = resolve;
            })
          : Promise.resolve(),
    },
  });
  const heard: string[] = [];
  await broker.start((report) => heard.push(report.type));
  await broker.price(SPOT, { price: '100', at: clock.now() });
  const venue = await venueAt100();
  const request = await requestOf(venue, { side: 'buy', qty: '1' });
  await venue.close();
  held = true;
  let answered = false;
  const outcome = broker.submit(request).then((answer) => {
    answered = true;
    return answer;
  });
  await clock.settle();
  expect([answered, heard]).toEqual([false, []]);
  // An answer that changes nothing rests on what is being saved as well.
  let refused = false;
  const again = broker.submit(request).then((answer) => {
    refused = true;
    return answer;
  });
  await clock.settle();
  expect(refused).toBe(false);
  held = false;
  finishSave();
  expect((await outcome).type).toBe('accepted');
  expect((await again).type).toBe('rejected');
  expect(heard).toEqual(['accepted', 'filled']);
});

test('a price is told before it is saved, and so is the money beside it; an order is waited for', async () => {
  const clock = createFakeClock();
  const saves: (() => void)[] = [];
  const broker = await createPaperBroker({
    account: accountName('paper'),
    balances: { USDT: decimal('10000') },
    quoteCurrency: 'USDT',
    prices: 'signal',
    clock,
    document: { load: () => null, save: () => new Promise<void>((resolve) => void saves.push(resolve)) },
  });
  await broker.start(() => undefined);
  expect((await broker.price(SPOT, { price: '100', at: clock.now() })).type).toBe('priced');
  expect((await broker.balances()).type).toBe('ok');
  const venue = await venueAt100();
  const request = await requestOf(venue, { side: 'buy', qty: '1' });
  await venue.close();
  const told: string[] = [];
  const submitted = broker.submit(request).then(({ type }) => told.push(type));
  // it has been taken in before the question
  await Promise.resolve();
  const answers = [
    submitted,
    broker.balances().then((answer) => answer.type === 'ok' && told.push(answer.balances.map(({ total }) => total).join())),
  ];
  await clock.settle();
  expect(told).toEqual([]);
  for (; told.length < 2; await clock.settle()) saves.shift()?.();
  await Promise.all(answers);
  expect(told.toSorted()).toEqual(['9899.87998,1', 'accepted']);
});

test('what stands on a save that failed falls with it', async () => {
  const venue = await venueAt100();
  const requests = await Promise.all(Array.from({ length: 3 }, () => requestOf(venue, { side: 'buy', qty: '1' })));
  venue.faults.failSaves(1);
  const outcomes = await Promise.all(requests.map((request) => venue.broker().submit(request)));
  expect(outcomes.map(({ type }) => type)).toEqual(['unavailable', 'unavailable', 'unavailable']);
  expect(await position(venue, SPOT)).toBe('0');
  expect(await balance(venue, 'USDT')).toMatchObject({ total: '10000', free: '10000' });
  for (const { id } of requests) expect(newsOf(venue, id)).toBe('');
  await venue.close();
});

test('a fill that could not be saved is not told by a cancel or a modify that came upon it', async () => {
  const venue = await venueAt100();
  const order = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
  venue.faults.failSaves(1);
  const priced = venue.broker().price(SPOT, { price: '90', at: venue.clock.now() + 999 });
  // it has filled before they come
  await Promise.resolve();
  const outcomes = await Promise.all([priced, venue.broker().modify(order, decimal('2')), venue.broker().cancel(order)]);
  expect(outcomes.map(({ type }) => type)).toEqual(['unavailable', 'unavailable', 'unavailable']);
  expect(newsOf(venue, order.id)).toBe('accepted');
  expect(await venue.broker().cancel(order)).toEqual({ type: 'canceled' });
  await venue.close();
});

test('a step of the market that cannot be saved is made again by the next one', async () => {
  const venue = await venueAt100('101');
  const order = await submit(venue, { side: 'buy', qty: '2' });
  venue.faults.failSaves(2);
  await venue.step();
  expect(newsOf(venue, order.id)).toBe('accepted filled');
  await venue.clock.advance(3_000);
  expect(await position(venue, SPOT)).toBe('2');
  await venue.close();
});

test('no timer runs while no order is open', async () => {
  const venue = await venueAt100();
  expect(venue.clock.pendingTimers()).toBe(0);
  const order = await submit(venue, { side: 'buy', qty: '1', limit: '90' });
  expect(venue.clock.pendingTimers()).toBe(1);
  await venue.clock.advance(10_500);
  expect(venue.clock.pendingTimers()).toBe(1);
  await venue.broker().cancel(order);
  await venue.clock.advance(1_000);
  expect(venue.clock.pendingTimers()).toBe(0);
  await venue.close();
});

test('a quiet market writes nothing', async () => {
  const venue = await venueAt100();
  await submit(venue, { side: 'buy', qty: '1', limit: '90' });
  const saves = venue.saves();
  await venue.clock.advance(120_000);
  expect(venue.saves()).toBe(saves);
  await venue.close();
});

test('open orders are told again at every start, finished ones only if they ended shortly before the last change', async () => {
  const venue = await venueAt100();
  const early = await submit(venue, { side: 'buy', qty: '1' });
  const waiting = await submit(venue, { side: 'buy', qty: '1', limit: '50' });
  await venue.clock.advance(RETELL_MS + 1_000);
  const late = await submit(venue, { side: 'buy', qty: '1' });
  const heard = venue.reports.length;
  await venue.restart();
  const again = venue.reports.slice(heard).map(({ orderId, type }) => `${type} ${orderId}`);
  expect(again).toEqual([`accepted ${late.id}`, `filled ${late.id}`, `accepted ${waiting.id}`]);
  expect((await venue.broker().lookUp(early)).type).toBe('found');
  await venue.close();
});

test('finished orders are kept for seven days and up to the limit', () => {
  const order = (at: number): VenueOrder => ({
    id: newOrderId(),
    venueOrderId: `v-${at}` as VenueOrderId,
    symbol: SPOT,
    side: 'buy',
    type: 'limit',
    qtyAsked: decimal('1'),
    qty: decimal('1'),
    qtyFilled: ZERO,
    limitPrice: decimal('90'),
    stopPrice: null,
    triggeredAt: null,
    reduceOnly: false,
    ocoGroup: null,
    status: 'open',
    fills: [],
    reason: null,
    createdAt: at,
    updatedAt: at,
  });
  const end = (state: PaperState, ended: VenueOrder, at: number): PaperState =>
    cancelOpen({ ...state, openOrders: [ended] }, ended, 'test', at).state;
  let state = openingState(accountName('paper'), {});
  const first = order(0);
  const second = order(1);
  state = end(state, first, 0);
  state = end(state, second, FINISHED_KEPT_MS);
  expect(findOrder(state, first.id)).not.toBeNull();
  state = end(state, order(2), FINISHED_KEPT_MS + 1);
  expect(findOrder(state, first.id)).toBeNull();
  for (let index = 0; index < FINISHED_KEPT_MAX - 2; index += 1) state = end(state, order(3), FINISHED_KEPT_MS + 2);
  expect(state.finishedOrders).toHaveLength(FINISHED_KEPT_MAX);
  expect(findOrder(state, second.id)).not.toBeNull();
  state = end(state, order(4), FINISHED_KEPT_MS + 3);
  expect(state.finishedOrders).toHaveLength(FINISHED_KEPT_MAX);
  expect(findOrder(state, second.id)).toBeNull();
});

test('what was saved is read back as it was', async () => {
  const venue = await venueAt100('101');
  await submit(venue, { side: 'buy', qty: '3' });
  await submit(venue, { symbol: SWAP, side: 'sell', qty: '1' });
  await submit(venue, { symbol: SWAP, side: 'buy', qty: '1', stop: '110', reduceOnly: true, ocoGroup: 'g' });
  const saved = venue.saved();
  let rewritten: unknown = null;
  const broker = await open({
    load: () => saved,
    save: async (state) => {
      rewritten = JSON.parse(JSON.stringify(state));
    },
  });
  await broker.price('NEW', { price: '5', at: 1 });
  await broker.stop();
  expect(rewritten).toMatchObject(Object.fromEntries(Object.entries(saved ?? {}).filter(([key]) => key !== 'listings')));
  await venue.close();
});

test('a damaged file stops the start and says where, it is never an empty account', async () => {
  const venue = await venueAt100();
  await submit(venue, { side: 'buy', qty: '1' });
  const damaged = (change: (state: Record<string, unknown>) => void): unknown => {
    const copy = JSON.parse(JSON.stringify(venue.saved()));
    change(copy);
    return copy;
  };
  await venue.close();
  await expect(open(documentWith({}))).rejects.toThrow('damaged');
  await expect(open(documentWith('')), 'text').rejects.toThrow('damaged');
  await expect(open(documentWith(damaged((state) => delete state.balances)))).rejects.toThrow('balances');
  await expect(open(documentWith(damaged((state) => Object.assign(state, { balances: { USDT: 5 } }))))).rejects.toThrow('balances.USDT');
  await expect(open(documentWith(damaged((state) => Object.assign(state, { balances: { USDT: '1e5' } }))))).rejects.toThrow('decimal');
  await expect(open(documentWith(damaged((state) => Object.assign(state, { schema: 99 }))))).rejects.toThrow('schema');
  await expect(open(documentWith(venue.saved()), 'other')).rejects.toThrow('belongs to the paper account paper');
});

test('over the durable file of the store: another process finds what this one was answered', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'paper-venue-'));
  const account = accountName('paper');
  const boot = async () => {
    const file = await openDurableFile(join(directory, 'paper.json'), {
      parse: (json) => readState(json, account),
      isNeverChangedInPlace: true,
    });
    return open({ load: () => file.data, save: (state) => file.save(state) });
  };
  try {
    const broker = await boot();
    await broker.price(SPOT, { price: '100', at: 1 });
    const venue = await venueAt100();
    const filled = await requestOf(venue, { side: 'buy', qty: '2' });
    const waiting = await requestOf(venue, { side: 'buy', qty: '1', limit: '90' });
    await venue.close();
    const outcomes = await Promise.all([broker.submit(filled), broker.submit(waiting)]);
    expect(outcomes.map(({ type }) => type)).toEqual(['accepted', 'accepted']);
    const next = await boot();
    for (const { id } of [filled, waiting]) {
      expect(await next.lookUp({ id, symbol: SPOT })).toEqual(await broker.lookUp({ id, symbol: SPOT }));
    }
    expect(await next.balances()).toEqual(await broker.balances());
    expect(await next.positions()).toMatchObject({ positions: [{ symbol: SPOT, qty: '2' }] });
    await next.stop();
    await broker.stop();
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('the registry makes a broker by its name', async () => {
  const broker = await createBroker('paper', {
    account: accountName('demo'),
    balances: { USDT: decimal('500') },
    quoteCurrency: 'USDT',
    prices: 'demo',
    document: { load: () => null, save: async () => undefined },
    clock: createFakeClock(),
  });
  expect(broker.account).toBe('demo');
  expect(await broker.balances()).toEqual({ type: 'ok', balances: [{ currency: 'USDT', free: '500', total: '500' }], booked: [] });
});
