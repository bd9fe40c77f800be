// Exits that were given up, and of which a request may come yet: who cancels them, or has left otherwise, wants none of them.

import { describe, expect, it } from 'vitest';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import { ANN, type Engine } from './engine.ts';
import { BUY, engineAt, exits, notFound, told } from './unanswered-stop.ts';

const ONCE = { nativeStops: false, reduceOnly: false, idsOnce: true } as const;

function lose(engine: Engine, { id: orderId }: Order): void {
  engine.run({ type: 'begin_submit', orderId });
  engine.run({ type: 'submit_failed', orderId, outcome: 'ambiguous', reason: 'no answer' });
  for (let answers = 0; answers < 3; answers += 1) {
    engine.now += 5_000;
    notFound(engine, engine.order(orderId));
  }
}
/** Given up, and waits for its next attempt. */
function waiting(traits: Parameters<typeof engineAt>[0]): { readonly engine: Engine; readonly exit: Order } {
  const engine = engineAt(traits);
  engine.enter(BUY, '45000');
  engine.alert('CLOSE BTCUSDT.P');
  while (exits(engine).some(({ status }) => status === 'initialized')) lose(engine, engine.active('exit'));
  const exit = exits(engine).at(-1);
  if (exit === undefined) throw new Error('nothing leaves');
  expect(exit.status).toBe('lost');
  return { engine, exit };
}
const cancel = (engine: Engine, { id: orderId }: Order) => engine.run({ type: 'cancel_order', orderId, by: 'ann', updateId: null });
const appears = (engine: Engine, { id: orderId }: Order) =>
  engine.run({ type: 'venue_report', report: { type: 'accepted', orderId, venueOrderId: 'v9' as VenueOrderId } });
function later(engine: Engine): void {
  for (let waits = 0; waits < 40; waits += 1) {
    engine.now += 60_000;
    engine.run({ type: 'clock' });
  }
}

describe.each([
  ['where an id is taken once', ONCE],
  ['elsewhere', { nativeStops: false }],
] as const)('%s, an exit that waits for its next attempt', (_name, traits) => {
  it('is not sent any more when a person cancels it, and is cancelled when it appears', () => {
    const { engine, exit } = waiting(traits);
    const before = exits(engine).length;
    expect(cancel(engine, exit)).toMatchObject({ type: 'done' });
    expect(cancel(engine, exit)).toMatchObject({ type: 'skipped' });
    later(engine);
    expect([exits(engine).length, engine.status(exit.id), engine.state.exits.size]).toEqual([before, 'lost', 0]);
    appears(engine, exit);
    expect(engine.status(exit.id)).toBe('pending_cancel');
    expect(engine.dueTypes()).toContain('cancel_order');
    expect(told(engine, 'The venue says otherwise').map(({ text }) => text.includes('cancelled there'))).toEqual([true]);
  });
});

it('one that was refused and waits to be sent anew ends when a person cancels it', () => {
  const engine = engineAt({ nativeStops: false });
  engine.enter(BUY, '45000');
  engine.alert('CLOSE BTCUSDT.P');
  for (let times = 0; times < 2; times += 1) {
    const { id: orderId } = engine.active('exit');
    engine.run({ type: 'begin_submit', orderId });
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId, reason: 'margin' } });
  }
  const [, last] = exits(engine);
  expect(last?.status).toBe('rejected');
  if (last !== undefined) expect(cancel(engine, last)).toMatchObject({ type: 'done' });
  later(engine);
  expect([exits(engine).length, engine.state.exits.size]).toEqual([2, 0]);
});

describe('an entry that was given up, and comes when everybody is out', () => {
  const withLostEntry = (): { engine: Engine; entry: Order } => {
    const engine = engineAt({ nativeStops: false });
    engine.price(engine.alert(BUY), '45000');
    const entry = engine.active('entry');
    lose(engine, entry);
    expect(engine.status(entry.id)).toBe('lost');
    return { engine, entry };
  };

  it.each([
    [
      '/kill',
      (engine: Engine) => {
        const nonce = engine.nonce();
        engine.run({ type: 'ask', nonce, action: { type: 'kill' }, by: ANN, updateId: null });
        engine.run({ type: 'confirm', nonce, by: ANN, idSeed: nonce.slice(-13), updateId: null });
      },
    ],
    ['a close', (engine: Engine) => void engine.alert('CLOSE BTCUSDT.P')],
  ])('is cancelled as soon as it shows: %s', (_name, leave) => {
    const { engine, entry } = withLostEntry();
    leave(engine);
    appears(engine, entry);
    expect(engine.status(entry.id)).toBe('pending_cancel');
    expect(engine.dueTypes()).toContain('cancel_order');
  });

  it('is followed where nobody has left', () => {
    const { engine, entry } = withLostEntry();
    appears(engine, entry);
    expect(engine.status(entry.id)).toBe('accepted');
  });
});
