// Owns: the proof that the fakes' engine is right: if it were not, the adapters' tests would say nothing.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, decimal, mul, neg, sum } from '../../src/core/model/decimal.ts';
import { createExchange, type ExchangeOptions } from './exchange.ts';
import type { ExchangeEvent, ListedMarket, Outcome, PlaceOrder } from './exchange-order.ts';

const market = (symbol: string, kind: ListedMarket['kind']): ListedMarket => ({
  symbol,
  kind,
  base: 'BTC',
  quote: 'USDT',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.001'),
  qtyMin: decimal('0.001'),
  notionalMin: decimal('5'),
});
const OPTIONS: ExchangeOptions = {
  markets: [market('spot', 'spot'), market('perp', 'margin')],
  balances: { USDT: '10000' },
  feeRate: decimal('0.001'),
  feeIn: 'quote',
  liquidityPerStep: null,
  spreadTicks: 1,
  oco: true,
  stopsHoldQuantity: false,
  flips: true,
  stopThrough: 'triggers',
  clientIds: 'ever',
  now: () => 1,
};
const open = (options: Partial<ExchangeOptions> = {}) => createExchange({ ...OPTIONS, ...options });
const ask = (part: Partial<PlaceOrder> & { qty: PlaceOrder['qty'] }): PlaceOrder => ({
  clientId: null,
  symbol: 'perp',
  side: 'buy',
  kind: 'market',
  ...part,
});
const taken = (outcome: Outcome) => {
  if (!outcome.ok) throw new Error(outcome.refusal.text);
  return outcome.order;
};
const code = (outcome: Outcome) => (outcome.ok ? 'taken' : outcome.refusal.code);
const q = decimal;

describe('the engine of the fake venues', () => {
  test('market orders take the other side, limits rest at their price, stops wait for the last price', () => {
    const venue = open();
    expect(taken(venue.place(ask({ qty: q('2') }))).trades.map(({ price, isMaker }) => [price, isMaker])).toEqual([['100.01', false]]);
    const limit = taken(venue.place(ask({ kind: 'limit', limitPrice: q('95'), qty: q('1') })));
    const stop = taken(venue.place(ask({ side: 'sell', kind: 'stop', stopPrice: q('90'), qty: q('3'), reduceOnly: true })));
    venue.movePrice('perp', '94');
    expect(venue.order(limit.id)?.trades.map(({ price, isMaker }) => [price, isMaker])).toEqual([['95', true]]);
    expect(venue.order(stop.id)?.status).toBe('open');
    venue.movePrice('perp', '89');
    expect(venue.order(stop.id)?.trades.map(({ price }) => price)).toEqual(['88.99']);
    expect(venue.ledger.positions()).toEqual([]);
  });

  test('a trailing stop follows the best price and never goes back', () => {
    const venue = open();
    venue.place(ask({ qty: q('1') }));
    const stop = taken(
      venue.place(ask({ side: 'sell', kind: 'trailing_stop', trail: { percent: q('5') }, qty: q('1'), reduceOnly: true })),
    );
    expect(stop.stopPrice).toBe('95');
    venue.movePrice('perp', '120');
    venue.movePrice('perp', '115');
    expect(venue.order(stop.id)).toMatchObject({ stopPrice: '114', status: 'open' });
    venue.movePrice('perp', '114');
    expect(venue.order(stop.id)?.status).toBe('filled');
  });

  test('what is refused has no effect and no event', () => {
    const venue = open({ stopThrough: 'refused' });
    const events: ExchangeEvent[] = [];
    venue.subscribe((event) => events.push(event));
    const refusals: [Partial<PlaceOrder> & { qty: PlaceOrder['qty'] }, string][] = [
      [{ qty: q('0') }, 'quantity'],
      [{ qty: q('1.0001') }, 'step'],
      [{ qty: q('1'), kind: 'limit', limitPrice: q('95.001') }, 'tick'],
      [{ qty: q('0.001'), kind: 'limit', limitPrice: q('1') }, 'minimum'],
      [{ qty: q('101') }, 'insufficient'],
      [{ qty: q('1'), symbol: 'spot', side: 'sell' }, 'insufficient'],
      [{ qty: q('1'), reduceOnly: true }, 'reduce_only'],
      [{ qty: q('1'), symbol: 'none' }, 'unknown_symbol'],
      [{ qty: q('1'), side: 'sell', kind: 'stop', stopPrice: q('101') }, 'would_trigger'],
      [{ qty: q('1'), kind: 'limit', limitPrice: q('101'), postOnly: true }, 'would_take'],
      [{ qty: q('1'), kind: 'limit', limitPrice: q('99'), timeInForce: 'fok' }, 'unfillable'],
    ];
    expect(refusals.map(([part]) => code(venue.place(ask(part))))).toEqual(refusals.map(([, expected]) => expected));
    expect(events).toEqual([]);
    expect(venue.orders()).toEqual([]);
  });

  test('client ids: for ever, among open orders, or not at all', () => {
    const outcomes = (['ever', 'open', 'free'] as const).map((clientIds) => {
      const venue = open({ clientIds });
      venue.place(ask({ clientId: 'done', qty: q('1') }));
      venue.place(ask({ clientId: 'rests', kind: 'limit', limitPrice: q('90'), qty: q('1') }));
      return ['done', 'rests'].map((clientId) => code(venue.place(ask({ clientId, qty: q('1') }))));
    });
    expect(outcomes).toEqual([
      ['duplicate', 'duplicate'],
      ['taken', 'duplicate'],
      ['taken', 'taken'],
    ]);
  });

  test('stops that hold the quantity block a close, and a group holds it once', () => {
    const venue = open({ stopsHoldQuantity: true, flips: false });
    venue.place(ask({ qty: q('2') }));
    const stop = taken(venue.place(ask({ side: 'sell', kind: 'stop', stopPrice: q('90'), qty: q('2'), group: 'g' })));
    expect(code(venue.place(ask({ side: 'sell', kind: 'limit', limitPrice: q('110'), qty: q('2'), group: 'g' })))).toBe('taken');
    expect(code(venue.place(ask({ side: 'sell', qty: q('1') })))).toBe('held');
    venue.cancel(stop.id);
    venue.openOrders().forEach(({ id }) => venue.cancel(id));
    expect(code(venue.place(ask({ side: 'sell', qty: q('3') })))).toBe('held');
    expect(code(venue.place(ask({ side: 'sell', qty: q('2') })))).toBe('taken');
  });

  test('a group shares one quantity; reduce-only is clipped by what is there', () => {
    const venue = open({ liquidityPerStep: '101' });
    const entry = taken(venue.place(ask({ qty: q('2') })));
    while (venue.order(entry.id)?.status === 'open') venue.step();
    const target = taken(
      venue.place(ask({ side: 'sell', kind: 'limit', limitPrice: q('105'), qty: q('2'), reduceOnly: true, group: 'g' })),
    );
    const stop = taken(venue.place(ask({ side: 'sell', kind: 'stop', stopPrice: q('95'), qty: q('2'), reduceOnly: true, group: 'g' })));
    venue.movePrice('perp', '106');
    const filled = venue.order(target.id)?.qtyFilled ?? q('0');
    expect(add(venue.order(stop.id)?.qty ?? q('0'), filled)).toBe('2');
    venue.step();
    venue.step();
    venue.step();
    expect([venue.order(target.id)?.status, venue.order(stop.id)?.status]).toEqual(['filled', 'canceled']);
    expect(venue.ledger.positions()).toEqual([]);
  });

  test('a fill can slip through under a cancel, and is told after it', () => {
    const venue = open();
    const order = taken(venue.place(ask({ kind: 'limit', limitPrice: q('95'), qty: q('2') })));
    const told: string[] = [];
    venue.subscribe(({ type }) => told.push(type));
    venue.fillAtNextCancel('0.5');
    expect(taken(venue.cancel(order.id))).toMatchObject({ status: 'canceled', qtyFilled: '0.5' });
    expect(told).toEqual(['canceled', 'filled']);
    expect(venue.ledger.position('perp').qty).toBe('0.5');
  });

  test('money, coins and positions are exactly the sum of the trades, whatever happens', () => {
    const action = fc.record({
      symbol: fc.constantFrom('spot', 'perp'),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      kind: fc.constantFrom('market' as const, 'limit' as const, 'stop' as const),
      lots: fc.integer({ min: 1, max: 4_000 }),
      price: fc.integer({ min: 8_000, max: 12_000 }),
      reduceOnly: fc.boolean(),
      move: fc.integer({ min: 8_000, max: 12_000 }),
      feeIn: fc.constantFrom('quote' as const, 'received' as const),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), fc.constantFrom('quote' as const, 'received' as const), (actions, feeIn) => {
        const venue = open({ feeIn, liquidityPerStep: '150' });
        for (const { symbol, side, kind, lots, price, reduceOnly, move } of actions) {
          const at = decimal((price / 100).toFixed(2));
          const prices = kind === 'market' ? {} : kind === 'limit' ? { limitPrice: at } : { stopPrice: at };
          venue.place(ask({ symbol, side, kind, reduceOnly, qty: decimal((lots / 1_000).toFixed(3)), ...prices }));
          venue.movePrice(symbol, (move / 100).toFixed(2));
        }
        const trades = venue.trades();
        const signed = (symbol: string) =>
          sum(trades.filter((trade) => trade.symbol === symbol).map(({ side, qty }) => (side === 'buy' ? qty : neg(qty))));
        const fees = (currency: string) => sum(trades.filter(({ feeCurrency }) => feeCurrency === currency).map(({ fee }) => fee));
        expect(venue.ledger.position('perp').qty).toBe(signed('perp'));
        expect(venue.ledger.total('BTC')).toBe(add(signed('spot'), neg(fees('BTC'))));
        const flows = sum(trades.map(({ side, qty, price }) => (side === 'buy' ? neg(mul(qty, price)) : mul(qty, price))));
        const { qty, entryPrice } = venue.ledger.position('perp');
        // The cost of what is still held has not been paid on margin; an average entry price has 18 places.
        const expected = add(add(decimal('10000'), flows), add(mul(qty, entryPrice), neg(fees('USDT'))));
        expect(Number(add(venue.ledger.total('USDT'), neg(expected)))).toBeCloseTo(0, 12);
      }),
      { numRuns: 150 },
    );
  });
});
