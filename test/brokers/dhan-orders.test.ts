// How an order of ours stands, out of what Dhan's lists say of it: several slices, words that nobody knows, days that are over.

import { describe, expect, it } from 'vitest';
import { combineSlices, isComplete } from '../../src/brokers/dhan/combine-slices.ts';
import { correlationId } from '../../src/brokers/dhan/correlation-id.ts';
import type { Answer, DhanClient } from '../../src/brokers/dhan/dhan-client.ts';
import { createOrderFollower } from '../../src/brokers/dhan/follow-orders.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { createOrderReader } from '../../src/brokers/dhan/read-orders.ts';
import { readEntry, readTrade, type VenueEntry, type VenueTrade } from '../../src/brokers/dhan/venue-entry.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import type { Report } from '../../src/core/model/venues/report.ts';
import { createFakeClock } from '../fake-clock.ts';

const ID = '019b8d5a1c0000000000000abc000000' as OrderId;

const wire = (orderId: string, orderStatus: string, part: Readonly<Record<string, unknown>> = {}) => ({
  orderId,
  correlationId: correlationId(ID),
  orderStatus,
  transactionType: 'BUY',
  exchangeSegment: 'NSE_FNO',
  securityId: '35001',
  quantity: '65',
  filledQty: 0,
  price: null,
  omsErrorDescription: null,
  somethingNew: { deep: [1] },
  ...part,
});

function entry(...[id, status, part]: Parameters<typeof wire>): VenueEntry {
  const read = readEntry(wire(id, status, part));
  if (read === null) throw new Error('not read');
  return read;
}

function trade(orderId: string, tradedQuantity: number, exchangeTradeId = '7'): VenueTrade {
  const read = readTrade({ orderId, tradedQuantity, tradedPrice: '100.05', exchangeTradeId, exchangeTime: '2026-01-05 15:29:59' }, 0);
  if (read === null) throw new Error('not read');
  return read;
}

describe('slices', () => {
  const statusOf = (...entries: readonly VenueEntry[]): string => combineSlices(ID, entries, []).status;

  it('are open while one of them is, whatever became of the others', () => {
    expect(statusOf(entry('1', 'TRADED'), entry('2', 'PENDING'))).toBe('open');
    expect(statusOf(entry('1', 'REJECTED'), entry('2', 'TRANSIT'))).toBe('open');
    expect(statusOf(entry('1', 'MODIFIED'))).toBe('open');
    expect(statusOf(entry('1', 'something new'))).toBe('open');
  });

  it('are filled or rejected only together; what is left of them otherwise has been canceled', () => {
    expect(statusOf(entry('1', 'TRADED'), entry('2', 'TRADED'))).toBe('filled');
    expect(statusOf(entry('1', 'REJECTED'), entry('2', 'REJECTED'))).toBe('rejected');
    expect(statusOf(entry('1', 'TRADED'), entry('2', 'REJECTED'))).toBe('canceled');
    expect(statusOf(entry('1', 'TRADED'), entry('2', 'EXPIRED'))).toBe('expired');
    expect(statusOf(entry('1', 'Cancelled'))).toBe('canceled');
  });

  it('tell every reason once, and have the sum of their quantities', () => {
    const reason = { omsErrorDescription: 'RMS: margin' };
    expect(combineSlices(ID, [entry('2', 'REJECTED', reason), entry('1', 'REJECTED', reason)], [])).toMatchObject({
      venueOrderId: '1+2',
      qty: '130',
      reason: 'RMS: margin',
    });
  });

  it('are known only when their trades say as much as they do', () => {
    const part = entry('1', 'PART_TRADED', { filledQty: 20 });
    expect(isComplete([part], [trade('1', 15)])).toBe(false);
    expect(isComplete([part], [trade('1', 15), trade('1', 5, '8')])).toBe(true);
    // a trade that came between the two questions
    expect(isComplete([part], [trade('1', 25)])).toBe(true);
    expect(isComplete([part, entry('2', 'TRADED', { filledQty: 65 })], [trade('1', 20)])).toBe(false);
  });
});

describe('an order that is followed', () => {
  function follow(answers: { orders: readonly unknown[]; trades: readonly unknown[] }) {
    const clock = createFakeClock();
    const told: Report[] = [];
    const answer = (body: unknown): Promise<Answer> => Promise.resolve({ type: 'ok', body, serverAt: null });
    const client: DhanClient = {
      clientId: '1',
      get: (path) => answer(path.startsWith('/trades') ? answers.trades : path.startsWith('/orders/external') ? [] : answers.orders),
      send: () => answer({}),
      post: () => answer({}),
      delete: () => answer({}),
    };
    return {
      clock,
      told,
      follower: createOrderFollower({
        reader: createOrderReader(
          client,
          (things) => Promise.resolve({ type: 'ok', value: things.map(() => decimal('1')) }),
          () => clock.now(),
        ),
        clock,
        tell: (news) => told.push(news),
      }),
    };
  }

  it('has ended with its day, although no list shows it any more; one that was never seen is not there', async () => {
    const answers = { orders: [wire('1', 'PENDING')], trades: [] };
    const { clock, follower } = follow(answers);
    expect(await follower.lookUp(ID, [])).toMatchObject({ type: 'found', order: { status: 'open' } });
    await follower.readBook();
    answers.orders = [];
    expect((await follower.lookUp(ID, [])).type).toBe('not_found');
    await clock.advance(24 * 3_600_000);
    expect(await follower.lookUp(ID, [])).toMatchObject({ type: 'found', order: { status: 'expired' } });
    expect((await follower.lookUp('f'.repeat(32) as OrderId, [])).type).toBe('not_found');
  });

  it('is told once, however often the book is read, and is in doubt while its trades are behind', async () => {
    const answers: { orders: unknown[]; trades: unknown[] } = { orders: [wire('1', 'TRADED', { filledQty: 65 })], trades: [] };
    const { told, follower } = follow(answers);
    await follower.readBook();
    expect((await follower.lookUp(ID, [])).type).toBe('unavailable');
    expect(told).toEqual([]);
    answers.trades = [{ orderId: '1', tradedQuantity: 65, tradedPrice: 100.05, exchangeTradeId: '9', exchangeTime: '2026-01-05 15:29:59' }];
    for (let times = 0; times < 3; times += 1) await follower.readBook();
    expect(told.map(({ type }) => type)).toEqual(['accepted', 'filled']);
    expect(told[1]).toMatchObject({ fill: { id: '1-9', qty: '65', price: '100.05', at: Date.UTC(2026, 0, 5, 9, 59, 59) } });
  });

  it('of which slices are missing is told to lack them by the book of the day as well', async () => {
    const { told, follower } = follow({ orders: [wire('1', 'PENDING')], trades: [] });
    follower.taken(ID, ['1'], decimal('100'), true);
    await follower.readBook();
    expect(told).toEqual([
      { type: 'accepted', orderId: ID, venueOrderId: '1' },
      { type: 'amended', orderId: ID, qty: '65', dropped: { qty: '35', reason: 'Dhan has no order for it' } },
    ]);
  });
});
