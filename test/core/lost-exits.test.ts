// Exits of which nobody knows what became of them: each is looked for, given up and sent again, and people are told of it once, until
// the venue says something else.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Engine } from './engine.ts';
import { BUY, engineAt, exits, notFound, told } from './unanswered-stop.ts';

/** What was said by now, with what is still to be delivered. */
const heard = new WeakMap<Engine, string[]>();
const alarms = (engine: Engine): readonly string[] => [
  ...(heard.get(engine) ?? []),
  ...told(engine, 'Closing ').flatMap(({ title, delivered }) => (delivered ? [] : [title])),
];

/** The chat has what it was told: whatever is said later is a message of its own. */
function deliver(engine: Engine): void {
  heard.set(engine, [...alarms(engine)]);
  for (const { id, count, delivered } of engine.state.notifications.values())
    if (!delivered) engine.run({ type: 'notification_delivered', notificationId: id, count, chatId: '1', done: true });
}

function closing(): Engine {
  const engine = engineAt({ nativeStops: false });
  engine.enter(BUY, '45000');
  engine.alert('CLOSE BTCUSDT.P');
  return engine;
}

/** Time passes until it is due; it is sent, and nobody answers. */
function send(engine: Engine): Order {
  for (
    let waits = 0;
    waits < 40 && engine.orders(({ role, status }) => role === 'exit' && status === 'initialized').length === 0;
    waits += 1
  ) {
    engine.now += 5_000;
    engine.run({ type: 'clock' });
  }
  const { id: orderId } = engine.active('exit');
  engine.run({ type: 'begin_submit', orderId });
  return engine.order(orderId);
}

function lose(engine: Engine): Order {
  const order = send(engine);
  engine.run({ type: 'submit_failed', orderId: order.id, outcome: 'ambiguous', reason: 'no answer' });
  for (let answers = 0; answers < 3; answers += 1) {
    engine.now += 5_000;
    notFound(engine, order);
  }
  expect(engine.status(order.id)).toBe('lost');
  deliver(engine);
  return order;
}

describe('an exit that is lost again and again', () => {
  it('is sent again each time, and told once', () => {
    const engine = closing();
    for (let times = 0; times < 6; times += 1) lose(engine);
    expect(exits(engine)).toHaveLength(6);
    expect(alarms(engine)).toEqual(['Closing BTC/USDT:USDT failed once']);
  });

  it('is told again as soon as the venue answers otherwise', () => {
    const engine = closing();
    lose(engine);
    lose(engine);
    const refused = send(engine);
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: refused.id, reason: 'margin' } });
    send(engine);
    expect(alarms(engine).at(-1)).toBe('Closing BTC/USDT:USDT failed 3 times');
  });

  it('is told of once more when it is lost again after such an answer', () => {
    const engine = closing();
    lose(engine);
    lose(engine);
    const third = send(engine);
    engine.fill(third, '0.04', '45000');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: third.id, reason: 'given up by the venue' } });
    for (let times = 0; times < 4; times += 1) lose(engine);
    expect(alarms(engine)).toEqual(['once', '3 times', '4 times'].map((times) => `Closing BTC/USDT:USDT failed ${times}`));
  });

  it('does not wait longer for being looked up: a look-up of what is lost is no attempt', () => {
    const engine = closing();
    for (let times = 0; times < 3; times += 1) lose(engine);
    const last = lose(engine);
    const lostAt = engine.now;
    engine.now += 59_000;
    notFound(engine, last);
    engine.now = lostAt + 60_000;
    engine.run({ type: 'clock' });
    expect(engine.active('exit')).toMatchObject({ status: 'initialized', qty: decimal('0.1') });
  });
});

describe('an exit that is refused again and again', () => {
  it('is one message a refusal, with the reason and how often it was tried', () => {
    const engine = closing();
    const titles = (): string[] => {
      const loud = [...engine.state.notifications.values()].filter(({ severity, delivered }) => severity === 'alarm' && !delivered);
      return loud.map(({ title }) => title);
    };
    for (const times of ['once', '2 times', '3 times']) {
      const { id: orderId } = send(engine);
      expect(titles(), 'nothing more is said when it is sent again').toEqual([]);
      engine.run({ type: 'venue_report', report: { type: 'rejected', orderId, reason: 'engine overloaded' } });
      expect(titles()).toEqual([`Closing BTC/USDT:USDT failed ${times}`]);
      expect(told(engine, 'Closing ').at(-1)).toMatchObject({
        text: expect.stringContaining('engine overloaded'),
        nextStep: expect.stringContaining('repeated until the position is flat'),
      });
      deliver(engine);
      engine.now += 61_000;
    }
  });
});
