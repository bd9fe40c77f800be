// Owns: "cancel, then buy": a leg that cancels, and the entries beside it.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import { PRICE_WAIT_MS } from '../../src/core/model/limits.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { Engine, settingsWith } from './engine.ts';

class Desk extends Engine {
  static auto(change: Partial<Strategy> = {}): Desk {
    return new Desk(settingsWith({ approval: { type: 'auto' }, ...change }));
  }

  /** A limit order that rests at the venue. */
  rests(fields: Record<string, unknown> = {}): Order {
    const text = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'limit', limit_price: 44_000, ...fields };
    const { id } = this.alert(JSON.stringify(text));
    this.price(this.signal(id), '45000');
    const [order] = this.orders(({ signalId }) => signalId === id);
    if (order === undefined) throw new Error(`no order of ${id}`);
    this.send(order);
    return order;
  }

  basket(...orders: Record<string, unknown>[]): Signal {
    return this.alert(JSON.stringify({ orders }));
  }

  leg(id: SignalId, leg: number): Signal {
    const found = (this.signal(id).group?.children ?? []).map((each) => this.signal(each)).find(({ part }) => part?.leg === leg);
    if (found === undefined) throw new Error(`no leg ${leg}`);
    return found;
  }

  priceAll(last = '45000'): void {
    for (const work of this.due()) if (work.type === 'price_signal') this.price(this.signal(work.signalId), last);
  }

  canceled(order: Order): void {
    this.run({ type: 'begin_cancel', orderId: order.id });
    this.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'cancelled' } });
    for (let look = 0; this.order(order.id).inquiry !== null && look < 5; look += 1) {
      this.now += 20_000;
      this.run({ type: 'order_looked_up', orderId: order.id, found: null });
    }
  }

  entriesOf(id: SignalId): Order[] {
    return this.orders(({ role, signalId }) => role === 'entry' && this.signal(signalId).part?.parent === id);
  }
}

const CANCEL = { action: 'cancel', symbol: 'BTCUSDT.P' };
const BUY = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.2 };

describe('a cancel and an entry in one alert', () => {
  it('cancels at once; the entry is made when what was cancelled can fill no more', () => {
    const desk = Desk.auto();
    const old = desk.rests();
    const { id } = desk.basket(CANCEL, BUY);
    expect(desk.status(old.id)).toBe('pending_cancel');
    expect(desk.leg(id, 1)).toMatchObject({ state: 'completed', error: null });
    desk.priceAll();
    expect(desk.entriesOf(id)).toEqual([]);
    desk.canceled(old);
    desk.priceAll();
    expect(desk.entriesOf(id)).toMatchObject([{ side: 'buy', qty: '0.2' }]);
  });

  it('that was killed after any of its commits makes one entry', () => {
    for (const killedAt of [0, 1, 2, 3]) {
      const desk = Desk.auto();
      const old = desk.rests();
      const { id } = desk.basket(CANCEL, BUY);
      const die = (step: number): void => {
        if (step !== killedAt) return;
        desk.state = decodeState(JSON.parse(JSON.stringify(encodeState(desk.state))));
        desk.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
      };
      die(0);
      desk.priceAll();
      die(1);
      desk.canceled(old);
      die(2);
      desk.priceAll();
      die(3);
      desk.priceAll();
      expect(desk.entriesOf(id)).toHaveLength(1);
      expect(desk.orders(({ role }) => role === 'entry')).toHaveLength(2);
    }
  });

  it('whose cancel the venue does not answer is not entered beside the order that may fill', () => {
    const desk = Desk.auto();
    const old = desk.rests();
    const { id } = desk.basket(CANCEL, BUY);
    desk.now += PRICE_WAIT_MS;
    desk.run({ type: 'clock' });
    expect(desk.leg(id, 2)).toMatchObject({ state: 'denied', error: { code: 'ORDER_EXPIRED' } });
    expect(desk.status(old.id)).toBe('pending_cancel');
    expect(desk.entriesOf(id)).toEqual([]);
  });

  it('goes on where there was nothing to cancel, by symbol and by name', () => {
    for (const cancel of [CANCEL, { action: 'cancel', order_id: 'entry-long' }]) {
      const desk = Desk.auto();
      const { id } = desk.basket(cancel, BUY);
      desk.priceAll();
      expect(desk.leg(id, 1).state).toBe('completed');
      expect(desk.entriesOf(id)).toHaveLength(1);
    }
  });

  it('cancels by the name of the order and puts another of that name in its place', () => {
    const desk = Desk.auto();
    const named = desk.rests({ order_id: 'entry-long' });
    const other = desk.rests({ order_id: 'entry-other', limit_price: 43_000 });
    const { id } = desk.basket({ action: 'cancel', order_id: 'entry-long' }, { ...BUY, order_id: 'entry-long' });
    expect([desk.status(named.id), desk.status(other.id)]).toEqual(['pending_cancel', 'accepted']);
    desk.canceled(named);
    desk.priceAll();
    expect(desk.entriesOf(id)).toHaveLength(1);
  });

  it('by a name that several orders have enters nothing: nobody can tell which it is to replace', () => {
    const desk = Desk.auto();
    const orders = [desk.rests({ order_id: 'long' }), desk.rests({ order_id: 'long', limit_price: 43_000 })];
    const { id } = desk.basket({ action: 'cancel', order_id: 'long' }, BUY);
    expect(desk.leg(id, 1)).toMatchObject({ state: 'denied', error: { code: 'CONTRADICTION' } });
    expect(desk.leg(id, 2)).toMatchObject({ state: 'denied', error: { code: 'LEG_REFUSED' } });
    expect(orders.map((order) => desk.status(order.id))).toEqual(['accepted', 'accepted']);
  });

  it('withdraws the card that waits, not its own', () => {
    const desk = new Desk();
    const card = desk.alert(JSON.stringify(BUY));
    desk.price(card, '45000');
    const { id } = desk.basket(CANCEL, { ...BUY, quantity: 0.3 });
    expect(desk.signal(card.id).state).toBe('superseded');
    desk.priceAll();
    expect(desk.signal(id).state).toBe('awaiting_approval');
  });

  it('reaches its target although what was cancelled was under way to it', () => {
    const desk = Desk.auto();
    const old = desk.rests({ quantity: undefined, position_size: 0.2 });
    const { id } = desk.basket(CANCEL, { action: 'buy', symbol: 'BTCUSDT.P', position_size: 0.2 });
    desk.canceled(old);
    desk.priceAll();
    expect(desk.entriesOf(id)).toMatchObject([{ qty: '0.2' }]);
  });

  it('whose entry is refused cancels all the same', () => {
    const desk = Desk.auto();
    const old = desk.rests();
    const { id } = desk.basket(CANCEL, { action: 'sell', symbol: 'ETHUSDT', quantity: 1 });
    expect(desk.status(old.id)).toBe('pending_cancel');
    expect(desk.signal(id)).toMatchObject({ state: 'denied', error: { code: 'SHORT_ON_SPOT' } });
  });

  it('of a symbol that is none enters nothing', () => {
    const desk = Desk.auto();
    const { id } = desk.basket({ action: 'cancel', symbol: '??' }, BUY);
    desk.priceAll();
    expect(desk.signal(id)).toMatchObject({ state: 'denied', error: { code: 'INVALID_FIELD' } });
    expect(desk.orders()).toEqual([]);
  });

  it('a limit order before a cancel of its symbol would be taken back: it is refused, and what was there is cancelled', () => {
    const desk = Desk.auto();
    const old = desk.rests();
    const { id } = desk.basket({ ...BUY, order_type: 'limit', limit_price: 43_000 }, CANCEL);
    expect(desk.signal(id)).toMatchObject({ state: 'denied', error: { code: 'CONTRADICTION' } });
    expect(desk.status(old.id)).toBe('pending_cancel');
    const market = desk.basket({ ...BUY, symbol: 'ETHUSDT.P' }, { ...CANCEL, symbol: 'ETHUSDT.P' });
    expect(desk.signal(market.id).error).toBeNull();
  });
});

describe('a cancel and an exit in one alert', () => {
  it('leaves at once, whatever the venue says to the cancel, and twice is harmless', () => {
    const desk = Desk.auto();
    desk.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const old = desk.rests();
    const { reading } = desk.basket(CANCEL, { action: 'close', symbol: 'BTCUSDT.P' });
    expect(desk.status(old.id)).toBe('pending_cancel');
    expect(desk.active('exit').qty).toBe('0.1');
    expect(desk.run(desk.alertCommand('', { reading, bodyHash: 'same' }))).toMatchObject({ duplicate: false });
    expect(desk.run(desk.alertCommand('', { reading, bodyHash: 'same' }))).toMatchObject({ duplicate: false });
    expect(desk.orders(({ role }) => role === 'exit')).toHaveLength(1);
  });

  it('before an entry: the entry waits for both, the exit for nobody', () => {
    const desk = Desk.auto();
    desk.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const old = desk.rests();
    const { id } = desk.basket(CANCEL, { action: 'close', symbol: 'BTCUSDT.P' }, BUY);
    const exit = desk.active('exit');
    desk.send(exit);
    desk.fill(exit, '0.1', '45000');
    desk.priceAll();
    expect(desk.entriesOf(id)).toEqual([]);
    desk.canceled(old);
    desk.priceAll();
    expect(desk.entriesOf(id)).toHaveLength(1);
  });
});
