// Closing again what a leg has filled takes what is left of that leg, whatever else its strategy holds, has closed or is closing.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import { ANN } from './engine.ts';
import { BTC, Desk, leg } from './leg-desk.ts';

const XRP = leg('XRPUSDT.P');

const asking = (): Desk => Desk.auto({ legs: { onFailure: 'ask', timeoutMs: 600_000 } });

/** An alert whose second leg fails after the first has filled. */
function failed(desk: Desk): SignalId {
  const { id } = desk.multi([
    { ...BTC, sortOrder: 1 },
    { ...XRP, sortOrder: 2 },
  ]);
  desk.priceAll();
  desk.complete(desk.entryOf(desk.part(id, 1)));
  desk.priceAll();
  desk.reject(desk.entryOf(desk.part(id, 2)));
  desk.now += 1_000;
  return id;
}

function unwind(desk: Desk, id: SignalId): void {
  const { nonce } = desk.signal(id).group ?? {};
  if (nonce === undefined) throw new Error('no group');
  desk.run({ type: 'answer_legs', nonce, choice: 'unwind', by: ANN, updateId: null });
}

function completeExits(desk: Desk): void {
  for (const exit of desk.orders((order) => order.role === 'exit' && order.status === 'initialized')) desk.complete(exit);
}

describe('unwinding', () => {
  it('of two alerts, the newer one first, closes both', () => {
    const desk = asking();
    const ids = [failed(desk), failed(desk)];
    expect(desk.position()?.qty).toBe('0.2');
    for (const id of ids.reverse()) {
      unwind(desk, id);
      completeExits(desk);
      desk.now += 1_000;
    }
    expect(desk.position()?.qty).toBe('0');
  });

  it('of two alerts at once closes both', () => {
    const desk = asking();
    const ids = [failed(desk), failed(desk)];
    for (const id of ids.reverse()) unwind(desk, id);
    completeExits(desk);
    expect(desk.position()?.qty).toBe('0');
  });

  it('counts with a close that is under way', () => {
    const desk = asking();
    const id = failed(desk);
    desk.enter('BUY BTCUSDT.P qty=0.1', '1000');
    desk.now += 1_000;
    desk.alert('CLOSE BTCUSDT.P qty=0.1');
    const close = desk.active('exit');
    desk.send(close);
    unwind(desk, id);
    desk.fill(close, '0.1', '1000');
    completeExits(desk);
    expect(desk.position()?.qty).toBe('0.1');
  });

  it('leaves what was entered between its fills, of which a close took the oldest', () => {
    const desk = asking();
    const { id } = desk.multi([
      { ...BTC, quantity: decimal('0.2'), orderType: 'limit', limitPrice: decimal('1000'), sortOrder: 1 },
      { ...XRP, sortOrder: 2 },
    ]);
    desk.priceAll();
    const entry = desk.entryOf(desk.part(id, 1));
    desk.send(entry);
    desk.fill(entry, '0.1', '1000');
    desk.priceAll();
    desk.reject(desk.entryOf(desk.part(id, 2)));
    desk.now += 1_000;
    const other = desk.alert('BUY BTCUSDT.P qty=0.1');
    desk.price(other, '1000');
    desk.complete(desk.entryOf(other));
    desk.now += 1_000;
    desk.fill(entry, '0.1', '1000');
    desk.now += 1_000;
    desk.alert('CLOSE BTCUSDT.P qty=0.1');
    completeExits(desk);
    expect(desk.position()?.qty).toBe('0.2');
    unwind(desk, id);
    completeExits(desk);
    expect(desk.position()?.qty).toBe('0.1');
  });

  it('is still asked about where one level of an entry was refused before another filled', () => {
    const desk = asking();
    const entries = [{ price: decimal('1000') }, { price: decimal('990') }].map((level) => ({ ...level, share: decimal('50') }));
    const { id } = desk.multi([
      { ...BTC, quantity: decimal('0.2'), orderType: 'limit', limitPrice: decimal('1000'), entries, sortOrder: 1 },
      { ...XRP, sortOrder: 2 },
    ]);
    desk.priceAll('1010');
    const levels = desk.orders((order) => order.role === 'entry' && order.signalId === desk.part(id, 1).id);
    expect(levels).toHaveLength(2);
    const [first, second] = levels;
    if (first === undefined || second === undefined) throw new Error('two levels');
    desk.send(first);
    desk.reject(second);
    desk.priceAll('1010');
    desk.reject(desk.entryOf(desk.part(id, 2)));
    desk.now += 1_000;
    desk.fill(first, first.qty, '1000');
    desk.run({ type: 'clock' });
    expect(desk.signal(id).group?.lanes[0]?.remedy).toBe('ask');
    unwind(desk, id);
    completeExits(desk);
    expect(desk.position()?.qty).toBe('0');
  });
});
