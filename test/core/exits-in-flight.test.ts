// Owns: alerts that leave while the entry that they leave is on its way to the venue and has filled nothing, or a part.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const spot: Instrument = { ...perpetual, symbol: 'BTC/USDT', kind: 'spot' };

class Desk extends Engine {
  constructor() {
    super(settingsWith({ approval: { type: 'auto' } }));
  }

  /** Its order is at the venue, and nothing of it has filled. */
  sent(text: string, instrument = perpetual): Order {
    this.price(this.alert(text), '45000', instrument);
    const order = this.active('entry');
    this.send(order);
    return order;
  }

  ends(order: Order): void {
    this.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'no more at the venue' } });
    for (let look = 0; this.order(order.id).inquiry !== null && look < 5; look += 1) {
      this.now += 20_000;
      this.run({ type: 'order_looked_up', orderId: order.id, found: null });
    }
  }

  /** Everything that is to be sent is sent and filled. */
  settle(): void {
    for (const order of this.orders(({ status, role }) => status === 'initialized' && role !== 'stop_loss' && role !== 'take_profit')) {
      this.send(order);
      this.fill(order, order.qty, '45000');
    }
  }

  restart(): void {
    this.state = decodeState(JSON.parse(JSON.stringify(encodeState(this.state))));
    this.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
  }

  exits(): string[] {
    return this.orders(({ role }) => role === 'exit').map(({ qty, side }) => `${side} ${qty}`);
  }
}

describe('a close of a part, while nothing of the entry has filled', () => {
  it('closes that part of what it fills, not all, and leaves the entry alone', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    const exit = desk.alert('CLOSE BTCUSDT.P 50%');
    expect(desk.order(entry.id).cancel).toBeNull();
    expect(exit.state).toBe('working');
    desk.restart();
    desk.fill(entry, '0.1', '45000');
    desk.settle();
    expect(desk.exits()).toEqual(['sell 0.05']);
    expect(desk.position()?.qty).toBe('0.05');
    expect(desk.signal(exit.id).state).toBe('completed');
    expect(desk.state.exits.size).toBe(0);
  });

  it('closes no more than its part of what fills before the entry ends', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    desk.alert('CLOSE BTCUSDT.P 50%');
    desk.fill(entry, '0.04', '45000');
    desk.settle();
    desk.ends(entry);
    expect(desk.position()?.qty).toBe('0.02');
    expect(desk.state.exits.size).toBe(0);
  });

  it('ends where the entry fills nothing', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    const exit = desk.alert('CLOSE BTCUSDT.P 50%');
    desk.ends(entry);
    expect(desk.signal(exit.id).state).toBe('completed');
    expect(desk.exits()).toEqual([]);
  });

  it('said twice leaves a quarter; with what had filled before as with what fills then', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    desk.fill(entry, '0.04', '45000');
    desk.alert('CLOSE BTCUSDT.P 50%');
    desk.alert('CLOSE BTCUSDT.P 50%');
    desk.settle();
    expect(desk.position()?.qty).toBe('0.01');
    desk.fill(entry, '0.06', '45000');
    desk.settle();
    expect(desk.position()?.qty).toBe('0.025');
  });

  it('by quantity closes so much and no more', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    desk.alert('CLOSE BTCUSDT.P qty=0.03');
    desk.fill(entry, '0.02', '45000');
    desk.settle();
    desk.fill(entry, '0.08', '45000');
    desk.settle();
    expect(desk.exits()).toEqual(['sell 0.02', 'sell 0.01']);
    expect(desk.position()?.qty).toBe('0.07');
  });

  it('is followed by a close of all, which leaves nothing', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    desk.alert('CLOSE BTCUSDT.P 50%');
    desk.alert('CLOSE BTCUSDT.P');
    desk.fill(entry, '0.1', '45000');
    desk.settle();
    expect(desk.position()?.qty).toBe('0');
    expect(desk.state.exits.size).toBe(0);
  });
});

describe('a sell, while nothing of the buy before it has filled', () => {
  it.each([
    ['on spot', 'BTCUSDT', spot],
    ['on a perpetual', 'BTCUSDT.P', perpetual],
  ])('%s leaves what the buy fills, and opens nothing', (_, symbol, instrument) => {
    const desk = new Desk();
    const entry = desk.sent(`BUY ${symbol} qty=0.1`, instrument);
    const exit = desk.alert(`SELL ${symbol} qty=0.1`);
    expect(exit.error).toBeNull();
    desk.fill(entry, '0.1', '45000');
    desk.settle();
    desk.price(desk.signal(exit.id), '45000', instrument);
    desk.settle();
    expect(desk.position(instrument.symbol)?.qty).toBe('0');
    expect(desk.exits()).toEqual(['sell 0.1']);
    expect(desk.orders(({ role }) => role === 'entry')).toHaveLength(1);
  });

  it('of which a part has filled is no short of the rest', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    desk.fill(entry, '0.04', '45000');
    const exit = desk.alert('SELL BTCUSDT.P qty=0.1');
    expect(exit.entry).toBeNull();
    desk.fill(entry, '0.06', '45000');
    desk.settle();
    expect(desk.position()?.qty).toBe('0');
  });

  it('of a smaller quantity takes off so much', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    desk.alert('SELL BTCUSDT.P qty=0.04');
    desk.fill(entry, '0.1', '45000');
    desk.settle();
    expect(desk.position()?.qty).toBe('0.06');
  });

  it('of a larger one turns it round: what exceeds the buy is the entry behind it', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    const turn = desk.alert('SELL BTCUSDT.P qty=0.3');
    desk.fill(entry, '0.1', '45000');
    desk.settle();
    desk.price(desk.signal(turn.id), '45000');
    desk.settle();
    expect(desk.position()?.qty).toBe('-0.2');
  });

  it('with reduce_only is an exit, and is not told that there is nothing', () => {
    const desk = new Desk();
    const entry = desk.sent('BUY BTCUSDT.P qty=0.1');
    const exit = desk.alert('{"action":"sell","symbol":"BTCUSDT.P","quantity":0.1,"reduce_only":true}');
    expect(exit.error).toBeNull();
    desk.fill(entry, '0.1', '45000');
    desk.settle();
    expect(desk.position()?.qty).toBe('0');
  });

  it('on spot takes back the card of a buy that nobody has answered, and the buy that rests', () => {
    const asking = new Engine();
    const card = asking.alert('BUY BTCUSDT qty=0.1');
    asking.price(card, '45000', spot);
    asking.alert('SELL BTCUSDT qty=0.1');
    expect(asking.signal(card.id).state).toBe('superseded');
    const desk = new Desk();
    const resting = desk.sent('{"action":"buy","symbol":"BTCUSDT","quantity":0.1,"order_type":"limit","limit_price":44000}', spot);
    desk.alert('SELL BTCUSDT qty=0.1');
    expect(desk.status(resting.id)).toBe('pending_cancel');
  });
});

describe('a sell, while the buy before it waits for its price', () => {
  it.each([
    [0.1, []],
    [0.3, ['sell 0.2']],
  ])('of %s leads where it would lead a moment later', (quantity, entries) => {
    const desk = new Desk();
    const buy = desk.alert('BUY BTCUSDT.P qty=0.1');
    const sell = desk.alert(JSON.stringify({ action: 'sell', symbol: 'BTCUSDT.P', quantity }));
    expect(desk.signal(buy.id).state).toBe('superseded');
    expect(sell.error).toBeNull();
    desk.price(sell, '45000');
    expect(desk.orders(({ role }) => role === 'entry').map(({ side, qty }) => `${side} ${qty}`)).toEqual(entries);
  });
});
