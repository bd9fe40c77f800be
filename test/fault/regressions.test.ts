// Owns: the smallest example of each defect that the simulation found in the core. The seeds stand in seeds.ts.

import { describe, expect, it } from 'vitest';
import { INQUIRY_DELAYS_MS, SUBMIT_ANSWER_MAX_MS } from '../../src/core/model/limits.ts';
import { Engine, settingsWith } from '../core/engine.ts';

const auto = (): Engine => new Engine(settingsWith({ approval: { type: 'auto' } }));
const GRACE_MS = 5_000;

describe('found by the simulation', () => {
  it('looks up an order whose answer could not be stored, until it is found or lost', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=1'), '1000');
    const entry = engine.active('entry');
    engine.run({ type: 'begin_submit', orderId: entry.id });
    // the answer came, and the disk failed: nothing is under way any more, and nobody asks
    expect(engine.dueTypes()).not.toContain('clock');
    expect(engine.wakeAt()).toBe(engine.now + SUBMIT_ANSWER_MAX_MS);
    engine.now += SUBMIT_ANSWER_MAX_MS;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(engine.dueTypes()).toContain('look_up_order');
    for (let look = 0; look < 4; look += 1) {
      engine.run({ type: 'order_looked_up', orderId: entry.id, found: null });
      engine.now += Math.max(GRACE_MS / 2, INQUIRY_DELAYS_MS.at(-1) ?? 0);
    }
    expect(engine.status(entry.id)).toBe('lost');
  });
});
