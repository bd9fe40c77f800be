// Orders of ours that a venue lists without our id: some take numbers only, which say nothing to a process that was started since.

import { expect, it } from 'vitest';
import { suspectOrders } from '../../src/core/engine/reconciliation/suspect-orders.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { VenueOrder } from '../../src/core/model/venues/report.ts';
import { ANN, Engine, perpetual, settingsWith } from './engine.ts';

/** An entry of which 0.04 have filled, and that its venue has called cancelled. */
function endedEntry(): { readonly engine: Engine; readonly entry: Order; readonly seen: VenueOrder } {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.price(engine.alert('BUY BTCUSDT.P limit=44000 qty=0.1'), '45000');
  const { id } = engine.active('entry');
  engine.send(engine.order(id));
  engine.fill(engine.order(id), '0.04', '44000');
  engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: id, reason: 'by the venue' } });
  for (let answers = 0; answers < 5; answers += 1) {
    engine.now += 600_000;
    engine.run({ type: 'order_looked_up', orderId: id, found: null });
  }
  const entry = engine.order(id);
  const seen: VenueOrder = {
    orderId: null,
    venueOrderId: entry.venueOrderId ?? ('none' as VenueOrderId),
    symbol: perpetual.symbol,
    side: 'buy',
    type: 'limit',
    qty: decimal('0.1'),
    qtyFilled: decimal('0.04'),
    limitPrice: decimal('44000'),
    stopPrice: null,
    reduceOnly: false,
    at: 0,
  };
  return { engine, entry, seen };
}

it('one that is over in the books and works at the venue is looked up, so that it is cancelled again', () => {
  const { engine, entry, seen } = endedEntry();
  expect(entry).toMatchObject({ status: 'canceled', inquiry: null });
  expect(suspectOrders(engine.state, entry.account, [], [seen])).toEqual([entry.id]);
  expect(suspectOrders(engine.state, entry.account, [], [{ ...seen, symbol: 'ETH/USDT:USDT' }])).toEqual([]);
  expect(suspectOrders(engine.state, entry.account, [], [{ ...seen, venueOrderId: 'other' as VenueOrderId }])).toEqual([]);
});

it('one that is over in the books is shown as ours, and followed again as what it is: its fills are counted once', () => {
  const { engine, entry, seen } = endedEntry();
  const orders = [{ order: seen, instrument: perpetual, price: decimal('45000') }];
  engine.run({ type: 'venue_seen', account: entry.account, positions: [], orders, gone: [], nonce: engine.nonce() });
  const [found] = [...engine.state.discrepancies.values()];
  expect(found?.subject).toMatchObject({ type: 'order', booked: 'canceled' });
  const before = engine.orders(() => true).length;
  engine.run({
    type: 'answer_discrepancy',
    nonce: found?.nonce ?? engine.nonce(),
    answer: { type: 'adopt', strategy: entry.strategy },
    by: ANN,
    updateId: null,
    idSeed: engine.nonce().slice(-13),
    nextNonce: engine.nonce(),
  });
  expect(engine.orders(() => true)).toHaveLength(before);
  expect(engine.position()?.qty).toBe('0.04');
  expect(engine.order(entry.id)).toMatchObject({ status: 'partially_filled', qtyFilled: '0.04', takenOver: false });
});
