// Owns: what an alert says that is held before and after it: targets are reached, missed alerts are found and asked about.

import { describe, expect, it } from 'vitest';
import type { Nonce } from '../../src/core/model/ids.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { planAction } from '../../src/core/engine/alerts/plan-action.ts';
import { ANN, Engine, perpetual, settingsWith, spot } from './engine.ts';

const NONCE = 'feedfeedfeedfeed' as Nonce;
const auto = (change: Partial<Strategy> = {}): Engine => new Engine(settingsWith({ approval: { type: 'auto' }, ...change }));
const order = (fields: Record<string, unknown>): string => JSON.stringify({ symbol: 'BTCUSDT.P', ...fields });
/** An engine that holds so much. */
function holding(qty: string, change: Partial<Strategy> = {}): Engine {
  const engine = auto();
  if (qty !== '0') engine.enter(`${qty.startsWith('-') ? 'SELL' : 'BUY'} BTCUSDT.P qty=${qty.replace('-', '')}`, '45000');
  engine.settings = settingsWith({ approval: { type: 'auto' }, ...change });
  return engine;
}
/** Works whatever is owed to the venue, until nothing more is. */
function settle(engine: Engine): void {
  for (let round = 0; round < 10; round += 1) {
    for (const work of engine.due()) {
      if (work.type === 'price_signal') engine.price(engine.signal(work.signalId), '45000');
      if (work.type !== 'submit_order') continue;
      const next = engine.order(work.orderId);
      engine.send(next);
      if (next.type === 'market') engine.fill(next, next.qty, '45000');
    }
  }
}
const questionOf = (engine: Engine) => [...engine.state.notifications.values()].find((each) => each.groupKey.startsWith('sync:'));

describe('a target position', () => {
  it.each([
    ['0', 2, '2'],
    ['0', -5, '-5'],
    ['1', 3, '3'],
    ['3', 1, '1'],
    ['-3', -1, '-1'],
    ['2', -1, '-1'],
    ['-2', 1, '1'],
    ['2', 2, '2'],
  ])('from %s to %s: what is missing is closed, opened, or both', (held, target, after) => {
    const engine = holding(held);
    engine.alert(order({ action: target > 0 ? 'buy' : 'sell', position_size: target }));
    settle(engine);
    expect(engine.position()?.qty).toBe(after);
  });

  it.each([
    ['0.03', 'sell', 0.01, '0.01'],
    ['3', 'sell', 1, '1'],
    ['-3', 'buy', -1, '-1'],
    ['1', 'sell', 1, '1'],
    ['1', 'sell', 2, '1'],
    ['0', 'sell', 1, '0'],
    ['-2', 'sell', 1, '-2'],
    ['2', 'buy', -1, '2'],
  ])('from %s, %s to %s: a part is taken off, and never is anything opened or turned', (held, action, target, after) => {
    const engine = holding(held);
    engine.alert(order({ action, position_size: target, market_position: target > 0 ? 'long' : 'short' }));
    settle(engine);
    expect(engine.position()?.qty ?? '0').toBe(after);
  });

  it('of 0 closes everything, also when it comes with an action that would open', () => {
    const engine = holding('2');
    engine.alert(order({ action: 'sell', position_size: 0 }));
    settle(engine);
    expect(engine.position()?.qty).toBe('0');
  });

  it('that is reached already is completed, and nothing is sent or complained of', () => {
    const engine = holding('2');
    const before = engine.state.notifications.size;
    const signal = engine.alert(order({ action: 'buy', position_size: 2 }));
    expect([signal.state, signal.error]).toEqual(['completed', null]);
    expect(engine.state.notifications.size).toBe(before);
  });

  it('twice before the first is answered or filled is one target, not two', () => {
    const engine = new Engine();
    const first = engine.alert(order({ action: 'buy', position_size: 2 }));
    engine.price(first, '45000');
    const second = engine.alert(order({ action: 'buy', position_size: 2 }));
    expect(engine.signal(first.id).state).toBe('superseded');
    engine.price(second, '45000');
    engine.approve(second, '45000');
    settle(engine);
    expect(engine.position()?.qty).toBe('2');
    const sent = auto();
    sent.price(sent.alert(order({ action: 'buy', position_size: 2 })), '45000');
    sent.send(sent.active('entry'));
    expect(sent.alert(order({ action: 'buy', position_size: 2 })).state).toBe('completed');
  });

  it('is counted anew at the tap: a stop may have filled while the card was open', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=1 sl=44000', '45000');
    engine.settings = settingsWith();
    const signal = engine.alert(order({ action: 'buy', position_size: 3 }));
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).proposal?.qty).toBe('2');
    engine.fill(engine.active('stop_loss'), '1', '44000');
    engine.approve(signal, '44000');
    expect(engine.active('entry').qty).toBe('3');
  });

  it('that is reached while its card was open enters nothing more', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=2'), '45000');
    const entry = engine.active('entry');
    engine.settings = settingsWith();
    const signal = engine.alert(order({ action: 'buy', position_size: 3 }));
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).proposal?.qty).toBe('1');
    engine.send(entry);
    engine.fill(entry, '3', '45000');
    engine.approve(signal, '45000');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'AT_TARGET' } });
  });

  it('passes the gates of an entry, and its exit part passes them all', () => {
    const engine = holding('2');
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    engine.alert(order({ action: 'sell', position_size: -1 }));
    settle(engine);
    expect(engine.position()?.qty).toBe('0');
  });

  it('that is short is refused on spot', () => {
    const engine = auto();
    expect(engine.alert(order({ symbol: 'BTCUSDT', action: 'sell', position_size: -1 }))).toMatchObject({
      error: { code: 'SHORT_ON_SPOT' },
    });
    expect(spot.canShort).toBe(false);
  });

  it('beside a quantity is a bound, not the size', () => {
    const engine = holding('1');
    engine.alert(order({ action: 'buy', quantity: 1, position_size: 2 }));
    settle(engine);
    expect(engine.position()?.qty).toBe('2');
  });
});

describe('an entry that ends where the alert says', () => {
  const sized = (after: number, before: number | null, quantity: number, action = 'buy') =>
    order({
      action,
      quantity,
      market_position: after > 0 ? 'long' : after < 0 ? 'short' : 'flat',
      market_position_size: Math.abs(after),
      ...(before === null
        ? {}
        : {
            prev_market_position: before > 0 ? 'long' : before < 0 ? 'short' : 'flat',
            prev_market_position_size: Math.abs(before),
          }),
    });

  it('is worked as it is where the book agrees, without a question', () => {
    const engine = holding('1');
    engine.alert(sized(2, 1, 1));
    settle(engine);
    expect([engine.position()?.qty, questionOf(engine)]).toEqual(['2', undefined]);
  });

  it('opens no more than the target where an entry before it was missed (a turn counts both halves)', () => {
    const engine = auto();
    engine.alert(sized(1, -1, 2), { nonce: NONCE });
    settle(engine);
    expect([engine.position()?.qty, questionOf(engine)]).toEqual(['1', undefined]);
  });

  it('adds nothing where the exit before it was missed, and asks', () => {
    const engine = holding('2');
    engine.alert(sized(1, 0, 1), { nonce: NONCE });
    settle(engine);
    expect(engine.position()?.qty).toBe('2');
    expect(questionOf(engine)).toMatchObject({
      title: expect.stringContaining('says long 1, you hold long 2: sync or ignore?'),
      prompt: NONCE,
    });
    engine.run({ type: 'confirm', nonce: NONCE, by: ANN, idSeed: '00000000000aa', updateId: null });
    settle(engine);
    expect(engine.position()?.qty).toBe('1');
  });

  it('is worked by its own words where an entry before it was missed; Sync enters the rest', () => {
    const engine = auto();
    engine.alert(sized(3, 2, 1), { nonce: NONCE });
    settle(engine);
    expect(engine.position()?.qty).toBe('1');
    expect(questionOf(engine)?.title).toBe('TradingView says long 3, you hold flat: sync or ignore?');
    engine.run({ type: 'confirm', nonce: NONCE, by: ANN, idSeed: '00000000000aa', updateId: null });
    settle(engine);
    expect(engine.position()?.qty).toBe('3');
  });
});

describe('a missed alert', () => {
  const closing = order({
    action: 'sell',
    quantity: 2,
    market_position: 'flat',
    prev_market_position: 'long',
    prev_market_position_size: 2,
  });
  const partly = order({
    action: 'sell',
    quantity: 1,
    market_position: 'long',
    market_position_size: 2,
    prev_market_position: 'long',
    prev_market_position_size: 3,
  });

  it('is no question where the alert makes both agree again', () => {
    const engine = holding('1');
    engine.alert(closing);
    settle(engine);
    expect([engine.position()?.qty, questionOf(engine)]).toEqual(['0', undefined]);
  });

  it('never holds back an exit, and asks about the rest', () => {
    const engine = holding('2', { approval: { type: 'confirm' } });
    engine.alert(partly, { nonce: NONCE });
    settle(engine);
    expect(engine.position()?.qty).toBe('1');
    expect(questionOf(engine)?.title).toBe('TradingView says long 2, you hold long 2: sync or ignore?');
    engine.run({ type: 'confirm', nonce: NONCE, by: ANN, idSeed: '00000000000aa', updateId: null });
    const signal = [...engine.state.signals.values()].at(-1);
    if (signal === undefined) throw new Error('no signal');
    engine.price(signal, '45000');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'awaiting_approval', proposal: { qty: '1' } });
  });

  it('is asked about where everything is on its way out already: a part of that leads to nothing', () => {
    const engine = holding('3');
    engine.alert(order({ action: 'close' }));
    engine.send(engine.active('exit'));
    const believes = { market_position: 'long', market_position_size: 2, prev_market_position: 'long', prev_market_position_size: 4 };
    engine.alert(order({ action: 'sell', quantity: 2, ...believes }));
    expect(questionOf(engine)?.title).toBe('TradingView says long 2, you hold long 3: sync or ignore?');
    expect(questionOf(engine)?.text).toContain('which leads to flat');
  });

  it('ignored leaves everything as it is, once', () => {
    const engine = holding('2');
    engine.alert(partly, { nonce: NONCE });
    settle(engine);
    engine.run({ type: 'dismiss', nonce: NONCE, by: ANN, updateId: null });
    expect(engine.run({ type: 'confirm', nonce: NONCE, by: ANN, idSeed: '00000000000aa', updateId: null })).toMatchObject({
      type: 'skipped',
    });
    settle(engine);
    expect(engine.position()?.qty).toBe('1');
  });

  it('is asked about no longer when a newer alert of the share comes', () => {
    const engine = holding('2');
    engine.alert(partly, { nonce: NONCE });
    expect(engine.state.prompts.has(NONCE)).toBe(true);
    engine.alert(order({ action: 'close' }));
    expect(engine.state.prompts.has(NONCE)).toBe(false);
  });

  it('is none while the alert before still waits for its answer', () => {
    const engine = new Engine();
    const first = engine.alert(
      order({ action: 'buy', quantity: 1, market_position: 'long', market_position_size: 1, prev_market_position: 'flat' }),
    );
    engine.price(first, '45000');
    engine.alert(
      order({
        action: 'buy',
        quantity: 1,
        market_position: 'long',
        market_position_size: 2,
        prev_market_position: 'long',
        prev_market_position_size: 1,
      }),
    );
    expect(questionOf(engine)).toBeUndefined();
  });

  it('is none where only our steps have rounded a size down', () => {
    const engine = holding('0.015');
    engine.alert(
      order({
        action: 'buy',
        quantity: 0.0155,
        market_position: 'long',
        market_position_size: 0.031,
        prev_market_position: 'long',
        prev_market_position_size: 0.0155,
      }),
    );
    expect(questionOf(engine)).toBeUndefined();
  });

  it('by the names of the positions alone is told, without sizes to sync with', () => {
    const engine = holding('0', { defaultQuantity: null });
    const text = order({ action: 'sell', quantity: 1, market_position: 'long', prev_market_position: 'long' });
    engine.alert(text);
    expect(questionOf(engine)).toMatchObject({ title: 'TradingView says long, you hold flat', prompt: null });
  });

  it('is no matter of sizes where the size is not the one of the alert', () => {
    const engine = holding('1', { defaultQuantity: '1' as Strategy['defaultQuantity'] });
    engine.alert(
      order({
        action: 'buy',
        market_position: 'long',
        market_position_size: 200,
        prev_market_position: 'long',
        prev_market_position_size: 100,
      }),
    );
    expect(questionOf(engine)).toBeUndefined();
  });
});

it('planAction counts what is under way for a target only where it is told of it', () => {
  const engine = auto();
  const command = engine.alertCommand(order({ action: 'buy', position_size: 2 }));
  const strategy = [...engine.settings.strategies.values()][0];
  if (strategy === undefined) throw new Error('no strategy');
  expect(planAction(command.reading, strategy, undefined, perpetual.kind).entry?.qty).toBe('2');
});

describe('an alert that says nothing of what is held', () => {
  it.each([
    ['2', { action: 'reverse' }],
    ['2', { action: 'reverse', notional: 100 }],
    ['-2', { action: 'buy', notional: 100 }],
    ['2', { action: 'sell', notional: 100 }],
    ['2', { action: 'sell' }],
  ])('holding %s, %j asks nothing, also where nobody knows yet how much its entry will be', (held, alert) => {
    const engine = holding(held);
    engine.alert(order(alert));
    expect(questionOf(engine)).toBeUndefined();
  });
});
