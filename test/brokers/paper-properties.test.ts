// Owns: what holds at the paper venue over any sequence of orders, prices, cancels and restarts: money adds up to the
// last digit, nothing free goes below zero, reduce-only never turns a position around, a group never fills more than its
// quantity. Prices stay between 70 and 130, where a short cannot lose more than its margin.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Decimal, ZERO, abs, add, decimal, gt, isNegative, isZero, lte, mul, neg, sub, sum } from '../../src/core/model/decimal.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import type { Fill } from '../../src/core/model/order.ts';
import { type Ask, balance, balances, newOrderId, position, requestOf, SPOT, SWAP } from './broker-harness.ts';
import { createPaperHarness, type PaperHarness } from './paper-harness.ts';

type Action =
  | { readonly type: 'order'; readonly ask: Ask }
  | { readonly type: 'bracket'; readonly qty: string; readonly distance: number }
  | { readonly type: 'cancel' | 'modify'; readonly which: number; readonly qty: string }
  | { readonly type: 'price'; readonly symbol: string; readonly price: string }
  | { readonly type: 'time'; readonly seconds: number }
  | { readonly type: 'restart' }
  | { readonly type: 'failedSave' };

const symbol = fc.constantFrom(SPOT, SWAP);
const side = fc.constantFrom('buy', 'sell');
const qty = fc.integer({ min: 1, max: 40_000 }).map((steps) => (steps / 1000).toString());
const price = fc.integer({ min: 70_000, max: 130_000 }).map((ticks) => (ticks / 1000).toString());

const order = fc.record({ symbol, side, qty, kind: fc.constantFrom('market', 'limit', 'stop'), price, reduceOnly: fc.boolean() }).map(
  ({ kind, price: at, ...rest }): Action => ({
    type: 'order',
    ask: { ...rest, ...(kind === 'limit' ? { limit: at } : {}), ...(kind === 'stop' ? { stop: at } : {}) },
  }),
);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: order },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('bracket' as const), qty, distance: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('cancel' as const, 'modify' as const), which: fc.nat(20), qty }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('price' as const), symbol, price }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('time' as const), seconds: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.constant<Action>({ type: 'restart' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ type: 'failedSave' }) },
);

interface Placed {
  readonly id: OrderId;
  readonly ask: Ask;
  readonly symbol: string;
}

interface Run {
  readonly venue: PaperHarness;
  readonly placed: Placed[];
  readonly groups: { readonly ids: readonly OrderId[]; readonly qty: string }[];
}

async function place(run: Run, ask: Ask): Promise<OrderId> {
  const id = newOrderId();
  const request = await requestOf(run.venue, { ...ask, id });
  const outcome = await run.venue.broker().submit(request);
  if (outcome.type === 'accepted') run.placed.push({ id, ask, symbol: request.instrument.symbol });
  return id;
}

async function act(run: Run, action: Action): Promise<void> {
  const { venue } = run;
  switch (action.type) {
    case 'order':
      await place(run, action.ask);
      return;
    case 'bracket':
      return placeBracket(run, action.qty, action.distance);
    case 'cancel':
    case 'modify': {
      const chosen = run.placed[action.which % Math.max(1, run.placed.length)];
      if (chosen === undefined || run.groups.some(({ ids }) => ids.includes(chosen.id))) return;
      const named = { id: chosen.id, venueOrderId: null, symbol: chosen.symbol };
      if (action.type === 'cancel') await venue.broker().cancel(named);
      else await venue.broker().modify(named, decimal(action.qty));
      return;
    }
    case 'price':
      return venue.movePrice(action.symbol, action.price);
    case 'time':
      return venue.clock.advance(action.seconds * 1_000);
    case 'restart':
      return venue.restart();
    case 'failedSave':
      venue.faults.failSaves(1);
      await place(run, { side: 'buy', qty: '1' });
      venue.faults.failSaves(0);
      return;
    default:
      action satisfies never;
  }
}

/** Two orders that sell, above and below the market, neither of them reduce-only: nothing but the group holds them back. */
async function placeBracket(run: Run, amount: string, distance: number): Promise<void> {
  const priced = await run.venue.broker().price(SWAP, null);
  if (priced.type !== 'priced') throw new Error('the swap has no price');
  const group = newOrderId();
  const above = add(priced.quote.last, decimal(distance));
  const below = sub(priced.quote.last, decimal(distance));
  const first = await place(run, { symbol: SWAP, side: 'sell', qty: amount, stop: below, ocoGroup: group });
  const second = await place(run, { symbol: SWAP, side: 'sell', qty: amount, limit: above, ocoGroup: group });
  run.groups.push({ ids: [first, second], qty: amount });
}

/** Fills in the order in which they were first heard, each once, with the order that they belong to. */
function fillsOf({ venue, placed }: Run): readonly { readonly fill: Fill; readonly order: Placed }[] {
  const seen = new Set<string>();
  return venue.reports.flatMap((report) => {
    if (report.type !== 'filled' || seen.has(report.fill.id)) return [];
    seen.add(report.fill.id);
    const order = placed.find(({ id }) => id === report.orderId);
    if (order === undefined) throw new Error(`a fill of an order that was never accepted: ${report.orderId}`);
    return [{ fill: report.fill, order }];
  });
}

const signed = (qty: Decimal, side: 'buy' | 'sell'): Decimal => (side === 'buy' ? qty : neg(qty));

function expectReduceOnlyKept(run: Run): void {
  const held = new Map<string, Decimal>();
  for (const { fill, order } of fillsOf(run)) {
    const before = held.get(order.symbol) ?? ZERO;
    const after = add(before, signed(fill.qty, order.ask.side));
    held.set(order.symbol, after);
    if (order.ask.reduceOnly !== true) continue;
    expect(isZero(after) || isNegative(after) === isNegative(before), `reduce-only ${order.id} turned ${before} into ${after}`).toBe(true);
    expect(gt(abs(before), abs(after))).toBe(true);
  }
}

function expectGroupsKept(run: Run): void {
  for (const group of run.groups) {
    const filled = sum(
      fillsOf(run)
        .filter(({ order }) => group.ids.includes(order.id))
        .map(({ fill }) => fill.qty),
    );
    expect(lte(filled, decimal(group.qty)), `a group of ${group.qty} filled ${filled}`).toBe(true);
  }
}

async function expectFreeNotNegative({ venue }: Run): Promise<void> {
  for (const { currency, free, total } of await balances(venue)) {
    expect(isNegative(free), `${free} ${currency} free of ${total}`).toBe(false);
  }
}

/** With no order open, what is not free is the margin of the swap: its cost. */
async function expectMoneyAddsUp(run: Run): Promise<void> {
  const { venue, placed } = run;
  for (const { id, symbol: at } of placed) await venue.broker().cancel({ id, venueOrderId: null, symbol: at });
  const fills = fillsOf(run);
  const cash = fills.map(({ fill, order }) => neg(add(signed(mul(fill.qty, fill.price), order.ask.side), fill.fee)));
  const held = (at: string) =>
    sum(fills.filter(({ order }) => order.symbol === at).map(({ fill, order }) => signed(fill.qty, order.ask.side)));
  const usdt = await balance(venue, 'USDT');
  const margin = sub(usdt.total, usdt.free);
  const cost = isNegative(held(SWAP)) ? neg(margin) : margin;
  expect(sub(usdt.total, cost)).toBe(sum([decimal('10000'), ...cash]));
  expect((await balance(venue, 'BTC')).total).toBe(held(SPOT));
  expect(await position(venue, SPOT)).toBe(held(SPOT));
  expect(await position(venue, SWAP)).toBe(held(SWAP));
  for (const order of placed) {
    const found = await venue.broker().lookUp(order);
    const own = fills.filter((one) => one.order.id === order.id).map(({ fill }) => fill);
    expect(found).toMatchObject({ type: 'found', order: { fills: own } });
  }
}

test('money adds up, reduce-only reduces, groups share, over any sequence', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 5, maxLength: 40 }),
      fc.constantFrom(null, '200', '1500'),
      async (actions, liquidityPerStep) => {
        const venue = await createPaperHarness({ balances: { USDT: '10000' }, liquidityPerStep });
        const run: Run = { venue, placed: [], groups: [] };
        await venue.movePrice(SPOT, '100');
        await venue.movePrice(SWAP, '100');
        for (const one of actions) {
          await act(run, one);
          await expectFreeNotNegative(run);
        }
        expectReduceOnlyKept(run);
        expectGroupsKept(run);
        await expectMoneyAddsUp(run);
        await venue.close();
      },
    ),
    { numRuns: 200 },
  );
});
