import { expect, it } from 'vitest';
import { Engine, settingsWith } from './engine.ts';

it('a cancel is sent where the first news of the order is a fill of a part of it', () => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  const words = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'limit', limit_price: 50000 };
  engine.price(engine.alert(JSON.stringify(words)), '50000');
  const entry = engine.active('entry');
  engine.run({ type: 'begin_submit', orderId: entry.id });
  engine.run({ type: 'cancel_order', orderId: entry.id, by: 'ann', updateId: 1 });
  expect(engine.dueTypes()).not.toContain('cancel_order');
  engine.fill(entry, '0.04', '50000');
  expect(engine.order(entry.id)).toMatchObject({ status: 'pending_cancel', qtyFilled: '0.04' });
  expect(engine.dueTypes()).toContain('cancel_order');
});
