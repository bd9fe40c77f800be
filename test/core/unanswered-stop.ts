// Owns: a position whose stop was sent and not answered for, and what a venue may say of such an order later.

import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type FillId, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { Engine, settingsWith } from './engine.ts';

export const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000';

export function engineAt(traits: Partial<VenueTraits> = {}): Engine {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const accounts = [...settings.accounts].map(([name, account]) => [name, { ...account, traits: { ...PAPER_TRAITS, ...traits } }] as const);
  return new Engine({ ...settings, accounts: new Map(accounts) });
}

/** A position whose stop was sent, and was not answered for. */
export function withUnansweredStop(traits: Partial<VenueTraits> = {}): { engine: Engine; stop: Order } {
  const engine = engineAt(traits);
  engine.price(engine.alert(BUY), '45000');
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, '0.1', '45000');
  const { id: orderId } = engine.active('stop_loss');
  engine.run({ type: 'begin_submit', orderId });
  engine.run({ type: 'submit_failed', orderId, outcome: 'ambiguous', reason: 'no answer' });
  return { engine, stop: engine.order(orderId) };
}

let seed = 0;
export function observe(engine: Engine, last: string) {
  seed += 1;
  return engine.run({
    type: 'observe_price',
    account: accountName('paper'),
    seen: seenOnce(engine.quote(last)),
    idSeed: seed.toString(16).padStart(13, '0'),
  });
}
export const notFound = (engine: Engine, order: Order) => engine.run({ type: 'order_looked_up', orderId: order.id, found: null });
export function foundOpen(engine: Engine, { id, qty }: Order) {
  const found = { orderId: id, venueOrderId: 'v1' as VenueOrderId, status: 'open' as const, qty, fills: [], reason: null };
  return engine.run({ type: 'order_looked_up', orderId: id, found });
}
export function foundEnded(engine: Engine, { id: orderId, qty }: Order, status: 'canceled' | 'filled', filled: string | null = null) {
  const fill = {
    id: 'late' as FillId,
    qty: decimal(filled ?? '0'),
    price: decimal('43990'),
    fee: decimal('0'),
    feeCurrency: 'USDT',
    at: 0,
  };
  const fills = filled === null ? [] : [fill];
  return engine.run({
    type: 'order_looked_up',
    orderId,
    found: { orderId, venueOrderId: 'v1' as VenueOrderId, status, qty, fills, reason: null },
  });
}
export const bothTold = (engine: Engine) => [...engine.state.notifications.values()].filter(({ title }) => title.includes('may both fill'));
export const exits = (engine: Engine) => engine.orders(({ role }) => role === 'exit');
export const told = (engine: Engine, title: string) =>
  [...engine.state.notifications.values()].filter((each) => each.title.includes(title));
