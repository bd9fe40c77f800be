// Owns: sequences of events by which someone tried to lose money, and what the core does about them.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { shortId } from '../../src/core/model/ids.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import type { Order } from '../../src/core/model/order.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = (): Engine => new Engine(settingsWith({ approval: { type: 'auto' } }));

const json = (fields: Record<string, unknown>): string => JSON.stringify({ symbol: 'BTCUSDT.P', ...fields });

/** An entry that was made and is not sent yet. */
function entryOf(engine: Engine, text: string, price = '45000'): Order {
  engine.price(engine.alert(text), price);
  return engine.active('entry');
}

describe('an order that was cancelled while it was being sent', () => {
  it('is not sent again when the venue turns out not to have it', () => {
    const engine = auto();
    const entry = entryOf(engine, 'BUY BTCUSDT.P qty=0.1');
    engine.run({ type: 'begin_submit', orderId: entry.id });
    engine.run({ type: 'cancel_order', orderId: entry.id, by: 'ann', updateId: null });
    engine.run({ type: 'submit_failed', orderId: entry.id, outcome: 'unavailable', reason: 'refused' });
    expect(engine.status(entry.id)).toBe('canceled');
    expect(engine.dueTypes()).not.toContain('submit_order');
  });

  it('does not hold up the exit that cancelled it', () => {
    const engine = auto();
    const entry = entryOf(engine, 'BUY BTCUSDT.P qty=0.1');
    engine.run({ type: 'begin_submit', orderId: entry.id });
    const close = engine.alert('CLOSE BTCUSDT.P');
    engine.run({ type: 'submit_failed', orderId: entry.id, outcome: 'unavailable', reason: 'refused' });
    expect(engine.signal(close.id).state).toBe('completed');
  });
});

describe('a close while it is still asked how much of an ended entry had filled', () => {
  it('closes what turns out to have filled', () => {
    const engine = auto();
    const entry = entryOf(engine, 'BUY BTCUSDT.P qty=0.1');
    engine.send(entry);
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: entry.id, reason: 'by the venue' } });
    engine.alert('CLOSE BTCUSDT.P');
    engine.fill(entry, '0.1', '45000');
    expect(engine.active('exit')).toMatchObject({ side: 'sell', qty: '0.1', status: 'initialized' });
  });
});

describe('the entry behind an exit (a reverse)', () => {
  const reverse = () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const signal = engine.alert('REVERSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    return { engine, signal, exit };
  };

  it('is given up when a close comes before the exit is through', () => {
    const { engine, signal, exit } = reverse();
    engine.now += 1_000;
    engine.alert('CLOSE BTCUSDT.P');
    engine.fill(exit, '0.1', '45000');
    expect(engine.position()?.qty).toBe('0');
    expect(engine.signal(signal.id).state).toBe('completed');
    expect(engine.dueTypes()).not.toContain('price_signal');
  });

  it('is given up by /close', () => {
    const { engine, signal, exit } = reverse();
    const signalId = engine.alertCommand('CLOSE BTCUSDT.P').signalId;
    const key = exit.positionKey;
    engine.run({ type: 'close_position', signalId, positionKey: key, percent: decimal('100'), by: ANN, updateId: null });
    engine.fill(exit, '0.1', '45000');
    expect(engine.signal(signal.id).state).toBe('completed');
    expect(engine.dueTypes()).not.toContain('price_signal');
  });

  it('is given up by /kill, also when trading is unlocked before the exit is through', () => {
    const { engine, signal, exit } = reverse();
    for (const type of ['kill', 'unlock'] as const) {
      const nonce = engine.nonce();
      engine.run({ type: 'ask', action: { type }, nonce, by: ANN, updateId: null });
      engine.run({ type: 'confirm', nonce, by: ANN, idSeed: nonce.slice(-13), updateId: null });
    }
    expect(engine.state.tradingState).toBe('active');
    engine.fill(exit, '0.1', '45000');
    expect(engine.signal(signal.id).state).toBe('completed');
    expect(engine.dueTypes()).not.toContain('price_signal');
  });

  it('is given up when the sender wants the other side again', () => {
    const { engine, signal, exit } = reverse();
    engine.alert('BUY BTCUSDT.P qty=0.1');
    engine.fill(exit, '0.1', '45000');
    expect(engine.signal(signal.id).state).toBe('completed');
  });
});

describe('a cancel', () => {
  it('is carried out each time, however soon it comes again', () => {
    const engine = auto();
    const cancel = { bodyHash: 'cancel' };
    engine.alert(json({ action: 'cancel' }), cancel);
    engine.now += 5_000;
    const entry = entryOf(engine, json({ action: 'buy', quantity: 0.1, order_type: 'limit', limit_price: 44000 }));
    engine.send(entry);
    engine.now += 5_000;
    engine.alert(json({ action: 'cancel' }), cancel);
    expect(engine.status(entry.id)).toBe('pending_cancel');
  });

  it('of a stop that is being replaced does not remove the new one', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const old = engine.active('stop_loss');
    const more = entryOf(engine, 'BUY BTCUSDT.P qty=0.1 sl=44500');
    engine.send(more);
    engine.fill(more, '0.1', '45000');
    expect(engine.status(old.id)).toBe('pending_cancel');
    engine.run({ type: 'cancel_order', orderId: old.id, by: 'ann', updateId: null });
    expect(engine.position()?.plan?.stopLoss).toBe('44500');
  });
});

describe('the value of an entry', () => {
  const limited: Settings = settingsWith({ approval: { type: 'auto_below', notional: decimal('500') }, maxNotional: decimal('1000') });

  it.each([
    ['a sell limit far below the market', { action: 'sell', quantity: 1, order_type: 'limit', limit_price: 100 }],
    ['a buy stop far below the market', { action: 'buy', quantity: 1, order_type: 'stop', stop_price: 100 }],
  ])('of %s is what it would cost now', (_, fields) => {
    const engine = new Engine(limited);
    const signal = engine.alert(json(fields));
    engine.price(signal, '45000');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'MAX_NOTIONAL' } });
  });

  it('decides the quantity of an order by value, not the limit that a sender writes', () => {
    const engine = auto();
    const entry = entryOf(engine, json({ action: 'sell', notional: 450, order_type: 'limit', limit_price: 100 }));
    expect(entry.qty).toBe('0.01');
  });

  it('at a limit that rounds to nothing is refused, not a fault', () => {
    const engine = auto();
    const signal = engine.alert(json({ action: 'buy', notional: 450, order_type: 'limit', limit_price: 0.1 }));
    engine.price(signal, '45000');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'INVALID_PRICE' } });
  });
});

describe('a stop or target that no venue takes', () => {
  it.each([
    ['a stop below zero', { action: 'buy', quantity: 0.1, stop_loss: { amount: 50000 } }, 'STOP_WRONG_SIDE'],
    ['a target below zero', { action: 'sell', quantity: 0.1, take_profit: { percent: 150 } }, 'TARGET_WRONG_SIDE'],
  ])('is refused before there is a position: %s', (_, fields, code) => {
    const engine = auto();
    const signal = engine.alert(json(fields));
    engine.price(signal, '45000');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code } });
  });

  it('a close at a limit beside the tick is sent at a price that is one', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.alert(json({ action: 'close', order_type: 'limit', limit_price: 46000.123 }));
    expect(engine.active('exit').limitPrice).toBe('46000');
  });
});

describe('an entry that fills against the own position', () => {
  /** A buy rests, the sender turns to short, and then the buy fills. */
  function shortWithRestingBuy() {
    const engine = auto();
    const buy = entryOf(
      engine,
      json({ action: 'buy', quantity: 0.1, order_type: 'limit', limit_price: 44000, stop_loss: 43000, take_profit: 47000 }),
    );
    engine.send(buy);
    const sell = engine.alert(json({ action: 'sell', quantity: 0.06, stop_loss: 46000, take_profit: 42000 }));
    engine.price(sell, '45000');
    const short = engine.orders((order) => order.role === 'entry' && order.side === 'sell')[0];
    if (short === undefined) throw new Error('no short');
    engine.send(short);
    engine.fill(short, '0.06', '45000');
    engine.placeProtection();
    return { engine, buy };
  }

  it('and only makes it smaller leaves its stop and target on their side', () => {
    const { engine, buy } = shortWithRestingBuy();
    engine.fill(buy, '0.04', '44000');
    expect(engine.position()).toMatchObject({ qty: '-0.02', plan: { stopLoss: '46000', takeProfit: '42000' } });
  });

  it('and turns it round with a later fill brings its own stop and target', () => {
    const { engine, buy } = shortWithRestingBuy();
    engine.fill(buy, '0.04', '44000');
    engine.fill(buy, '0.06', '44000');
    expect(engine.position()).toMatchObject({ qty: '0.04', plan: { stopLoss: '43000', takeProfit: '47000' } });
    const [stop, ...more] = engine.orders((order) => order.role === 'stop_loss' && order.status === 'initialized');
    expect(more).toEqual([]);
    expect(stop).toMatchObject({ side: 'sell', stopPrice: '43000', qty: '0.04' });
  });
});

describe('an order that the venue does not know any more', () => {
  it('is asked for until that is sure, then a stop is placed again and people are told', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    // the safety poll
    engine.run({ type: 'order_looked_up', orderId: stop.id, found: null });
    for (let look = 0; look < 4; look += 1) {
      engine.now += 10_000;
      if (engine.due().some((work) => work.type === 'look_up_order' && work.orderId === stop.id))
        engine.run({ type: 'order_looked_up', orderId: stop.id, found: null });
    }
    expect(engine.status(stop.id)).toBe('lost');
    expect(engine.active('stop_loss')).toMatchObject({ status: 'initialized', stopPrice: '44000', qty: '0.1' });
    expect([...engine.state.notifications.values()].some((each) => each.severity === 'alarm')).toBe(true);
  });
});

describe('an answer of the venue that fits nothing', () => {
  it.each(['rejected', 'filled'] as const)(
    '(%s, with a part of the fills) is asked for again after a while, not at once for ever',
    (status) => {
      const engine = auto();
      const entry = entryOf(engine, 'BUY BTCUSDT.P qty=0.1');
      engine.send(entry);
      engine.fill(entry, '0.04', '45000', 'f1');
      engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
      engine.now += 10_000;
      expect(engine.dueTypes()).toContain('look_up_order');
      const { venueOrderId, qty, fills } = engine.order(entry.id);
      if (venueOrderId === null) throw new Error('never accepted');
      const found = { orderId: entry.id, venueOrderId, status, qty, fills, reason: null };
      engine.run({ type: 'order_looked_up', orderId: entry.id, found });
      expect(engine.dueTypes()).not.toContain('look_up_order');
      expect(engine.wakeAt()).toBeLessThanOrEqual(engine.now + 10_000);
    },
  );
});

describe('two strategies on the two sides of one market of one account', () => {
  const toOther = { strategyHint: 'other' };

  it('are refused: the venue nets them, and neither could leave or be protected', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const sell = engine.alert('SELL BTCUSDT.P qty=0.1 sl=46000', toOther);
    engine.price(sell, '45000');
    expect(engine.signal(sell.id)).toMatchObject({
      state: 'denied',
      error: {
        code: 'OTHER_SIDE_HELD',
        message:
          'strategy default is long 0.1 BTC in BTC/USDT:USDT on paper; the venue would net a short against it, and neither could be left by itself',
        remedy:
          'Close that one first, if it is to go: /close BTC/USDT:USDT default paper; or give one of the two strategies an account of its own (a sub-account at the venue) in config.yaml.',
      },
    });
    const more = engine.alert('BUY BTCUSDT.P qty=0.1', toOther);
    engine.price(more, '45000');
    expect(engine.signal(more.id).state).toBe('working');
  });

  it('are refused while the first is still an order, and at the tap', () => {
    const engine = new Engine();
    const sell = engine.alert('SELL BTCUSDT.P qty=0.1', toOther);
    engine.price(sell, '45000');
    const buy = engine.alert('BUY BTCUSDT.P qty=0.1');
    engine.price(buy, '45000');
    engine.approve(buy, '45000');
    expect(engine.active('entry').side).toBe('buy');
    engine.approve(sell, '45000');
    const { id } = engine.active('entry');
    expect(engine.signal(sell.id)).toMatchObject({
      state: 'denied',
      error: {
        code: 'OTHER_SIDE_HELD',
        message: expect.stringMatching(/^strategy default has an order to buy 0.1 BTC in BTC\/USDT:USDT on paper; /) as string,
        remedy: expect.stringContaining(`/cancel ${shortId(id)};`) as string,
      },
    });
  });
});

describe('a reverse that says where it leads to', () => {
  it('does not turn away a position that is there already', () => {
    const engine = auto();
    engine.enter('SELL BTCUSDT.P qty=0.1', '45000');
    const signal = engine.alert(json({ action: 'reverse', market_position: 'short' }));
    expect(signal).toMatchObject({ state: 'denied', error: { code: 'CONTRADICTION' } });
    expect(engine.state.exits.size).toBe(0);
  });
});

describe('a stop that the venue does not let follow the position', () => {
  it('is told', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const exit = engine.alert('CLOSE BTCUSDT.P 50%');
    const order = engine.active('exit');
    engine.send(order);
    engine.fill(order, order.qty, '45000');
    expect(engine.signal(exit.id).state).toBe('completed');
    const stop = engine.active('stop_loss');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      engine.run({ type: 'begin_modify', orderId: stop.id });
      engine.run({ type: 'modify_failed', orderId: stop.id, outcome: 'rejected', reason: 'not now' });
    }
    expect([...engine.state.notifications.values()].map((each) => each.title)).toContain(
      'The stop-loss of BTC/USDT:USDT has the wrong size',
    );
  });
});
