// Executions that are made of what an order says, because its trades are shown late, out of order, in part, or never: whatever is seen
// in whichever order, the books have what the venue has, and have paid what was paid.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Listed } from '../../src/brokers/ccxt/markets/markets.ts';
import type { OrderView } from '../../src/brokers/ccxt/orders/order-view.ts';
import { isBehind, madeFill } from '../../src/brokers/ccxt/orders/read-fills.ts';
import { add, type Decimal, decimal, div, mul, sub, sum, ZERO } from '../../src/core/model/decimal.ts';
import type { FillId } from '../../src/core/model/ids.ts';
import type { Fill } from '../../src/core/model/order.ts';
import { filledInAll, newPartOf } from '../../src/core/orders/new-part-of-fill.ts';

const LISTED = { instrument: { quote: 'USDT' }, contractSize: '1' } as unknown as Listed;
const FEE_RATE = decimal('0.001');

const trade = (index: number, qty: number, price: number): Fill => ({
  id: `t${index}` as FillId,
  qty: decimal(qty),
  price: decimal(price),
  fee: mul(FEE_RATE, decimal(qty * price)),
  feeCurrency: 'USDT',
  at: index,
});

function viewOf(trades: readonly Fill[]): OrderView {
  const { qty, paid } = filledInAll(trades);
  const fee = { cost: sum(trades.map((each) => each.fee)), currency: 'USDT' };
  return { id: 'x', qtyFilled: qty, averagePrice: div(paid, qty), limitPrice: null, stopPrice: null, fee } as unknown as OrderView;
}

/** What a reading tells, taken into the books as the core takes it. */
function read(books: readonly Fill[], view: OrderView, seen: readonly Fill[]): readonly Fill[] {
  const fills = isBehind(view, seen) ? [...seen, madeFill(view, LISTED, seen, 0)] : seen;
  const inAll = filledInAll(fills);
  return fills.reduce((known, fill) => {
    if (known.some(({ id }) => id === fill.id)) return known;
    const part = newPartOf({ fills: known, qtyFilled: filledInAll(known).qty }, fill, inAll);
    return part === null ? known : [...known, part];
  }, books);
}

const isNear = (a: Decimal, b: Decimal): boolean => Math.abs(Number(sub(a, b))) < 1e-9;

it('a venue that shows no trades: each increase is counted once, at its own price', () => {
  const trades = [trade(0, 1, 100), trade(1, 3, 104)];
  const first = read([], viewOf(trades.slice(0, 1)), []);
  const books = read(read(first, viewOf(trades), []), viewOf(trades), []);
  expect(books.map(({ qty, price, fee }) => [qty, price, fee])).toEqual([
    ['1', '100', '0.1'],
    ['3', '104', '0.309'],
  ]);
});

it('whatever is seen, and in whichever order: quantity and money are those of the venue', () => {
  const step = fc.record({ qty: fc.integer({ min: 1, max: 9 }), price: fc.integer({ min: 90, max: 110 }), seen: fc.integer() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let books: readonly Fill[] = [];
      const trades: Fill[] = [];
      for (const [index, { qty, price, seen }] of steps.entries()) {
        trades.push(trade(index, qty, price));
        // any of them may be missing in what is listed
        const listed = trades.filter((_, at) => ((seen >> at) & 1) === 1);
        books = read(books, viewOf(trades), listed);
        expect(filledInAll(books).qty).toBe(filledInAll(trades).qty);
      }
      books = read(books, viewOf(trades), trades);
      expect(filledInAll(books).qty).toBe(filledInAll(trades).qty);
      expect(books.every(({ qty }) => Number(qty) > 0)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('where nothing of it is listed, the money is right as well', () => {
  const step = fc.record({ qty: fc.integer({ min: 1, max: 9 }), price: fc.integer({ min: 90, max: 110 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let books: readonly Fill[] = [];
      let paid: Decimal = ZERO;
      const trades: Fill[] = [];
      for (const [index, { qty, price }] of steps.entries()) {
        trades.push(trade(index, qty, price));
        paid = add(paid, decimal(qty * price));
        books = read(books, viewOf(trades), []);
        expect(isNear(filledInAll(books).paid, paid)).toBe(true);
      }
    }),
  );
});
