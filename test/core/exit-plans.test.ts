import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { ProtectionRules } from '../../src/core/model/exits/exit-plan.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { nextOrderId } from '../../src/core/engine/exits/position-orders.ts';
import { perpetual } from './engine.ts';
import { buy, engineWith, exitsMade, fillExit, planOf, tick } from './plan-engine.ts';

describe('a trailing stop', () => {
  it('stands at its distance from the entry, follows the best price, and never loosens', () => {
    const engine = engineWith();
    engine.enter(buy({ trailing_stop_percent: 2 }), '50000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '49000', trail: { by: { percent: '2' }, active: true } });
    tick(engine, '51000');
    expect(planOf(engine)?.stopLoss).toBe('49980');
    expect(tick(engine, '50100')).toMatchObject({ type: 'skipped' });
    expect(planOf(engine)?.stopLoss).toBe('49980');
    expect(exitsMade(engine)).toEqual([]);
    tick(engine, '49980');
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
  });

  it('of a short follows the lowest price', () => {
    const engine = engineWith();
    engine.enter(buy({ action: 'sell', trailing_stop_amount: 500 }), '50000');
    expect(planOf(engine)?.stopLoss).toBe('50500');
    tick(engine, '49000');
    expect(planOf(engine)?.stopLoss).toBe('49500');
    tick(engine, '49500');
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('starts at its activation price, and the stop of the alert counts until then', () => {
    const engine = engineWith();
    engine.enter(buy({ stop_loss: 48000, trailing_stop_percent: 1, trailing_activation_price: 51000 }), '50000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '48000', trail: { activation: '51000', active: false } });
    expect(tick(engine, '50999')).toMatchObject({ type: 'skipped' });
    tick(engine, '51000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '50490', trail: { active: true } });
  });

  it('counts the peak between two looks, and not one from before the position', () => {
    const engine = engineWith();
    engine.enter(buy({ trailing_stop_percent: 2 }), '50000');
    tick(engine, '50200', { high: '52000' });
    expect(planOf(engine)?.stopLoss).toBe('50960');

    const late = engineWith();
    late.enter(buy({ trailing_stop_percent: 2 }), '50000');
    const seen = { ...seenOnce(late.quote('50000')), high: decimal('60000'), since: late.now - 1 };
    late.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: '0000000000fff' });
    expect(planOf(late)?.stopLoss).toBe('49000');
  });

  it('knows nothing of a price that was on its way when the position was opened', () => {
    const engine = engineWith();
    engine.enter(buy({ trailing_stop_percent: 2, profit_lock: { new_stop_price: 50500, trigger_price: 51000 } }), '50000');
    const quote = { ...engine.quote('52000'), at: engine.now - 1 };
    engine.run({ type: 'observe_price', account: accountName('paper'), seen: seenOnce(quote), idSeed: '0000000000ffd' });
    expect(planOf(engine)).toMatchObject({ stopLoss: '49000', trail: { best: '50000' }, locks: [{ trigger: '51000' }] });
    tick(engine, '51000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '50500', locks: [] });
  });

  it('moves once a second at most, and remembers what it saw meanwhile', () => {
    const engine = engineWith();
    engine.enter(buy({ trailing_stop_percent: 2 }), '50000');
    tick(engine, '51000');
    engine.now += 100;
    const quick = { ...seenOnce(engine.quote('52000')), since: engine.now };
    expect(engine.run({ type: 'observe_price', account: accountName('paper'), seen: quick, idSeed: '0000000000ffe' })).toMatchObject({
      type: 'skipped',
    });
    expect(planOf(engine)).toMatchObject({ stopLoss: '49980', trail: { best: '52000' } });
    tick(engine, '51800');
    expect(planOf(engine)?.stopLoss).toBe('50960');
  });

  it('is carried to the venue by a new order, and the old one goes', () => {
    const engine = engineWith({}, {});
    engine.enter(buy({ trailing_stop_percent: 2 }), '50000');
    const first = engine.active('stop_loss');
    expect(first.stopPrice).toBe('49000');
    // a tenth of its distance is the least that is worth an order
    expect(tick(engine, '50040')).toMatchObject({ type: 'skipped' });
    tick(engine, '50500');
    expect(engine.order(first.id).cancel).not.toBeNull();
    const stops = engine.orders(({ role, cancel, id }) => role === 'stop_loss' && cancel === null && engine.state.activeOrders.has(id));
    expect(stops.map(({ stopPrice, qty }) => ({ stopPrice, qty }))).toEqual([{ stopPrice: '49490', qty: '0.1' }]);
  });
});

describe('several targets', () => {
  const LADDER = {
    stop_loss: 48000,
    take_profits: [
      { price: 51000, share: 50 },
      { price: 52000, share: 30 },
      { price: 53000, share: 20 },
    ],
  };

  it('take their shares one after the other, and the last takes the rest', () => {
    const engine = engineWith();
    engine.enter(buy(LADDER), '50000');
    tick(engine, '51000');
    expect(exitsMade(engine).map(({ qty }) => qty)).toEqual(['0.05']);
    fillExit(engine, '51000');
    expect(tick(engine, '51500')).toMatchObject({ type: 'skipped' });
    tick(engine, '52000');
    fillExit(engine, '52000');
    expect(exitsMade(engine).map(({ qty }) => qty)).toEqual(['0.05', '0.03']);
    tick(engine, '53000');
    fillExit(engine, '53000');
    expect(exitsMade(engine).map(({ qty }) => qty)).toEqual(['0.05', '0.03', '0.02']);
    expect([...engine.state.positions.values()][0]?.qty ?? '0').toBe('0');
  });

  it('that are passed in one jump leave at once, together', () => {
    const engine = engineWith();
    engine.enter(buy(LADDER), '50000');
    tick(engine, '52500');
    expect(exitsMade(engine).map(({ qty }) => qty)).toEqual(['0.08']);
  });

  it('keep their proportions when a person closes a part by hand', () => {
    const engine = engineWith();
    engine.enter(buy(LADDER), '50000');
    engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', quantity: 0.06 }));
    fillExit(engine, '50500');
    tick(engine, '51000');
    expect(engine.active('exit').qty).toBe('0.02');
  });

  it('do not count what is leaving already', () => {
    const engine = engineWith();
    engine.enter(buy(LADDER), '50000');
    tick(engine, '51000');
    tick(engine, '52000');
    expect(exitsMade(engine).map(({ qty }) => qty)).toEqual(['0.05', '0.03']);
  });

  it('with shares of less than everything leave a part to run', () => {
    const engine = engineWith();
    engine.enter(buy({ take_profits: [{ price: 51000, share: 40 }] }), '50000');
    expect(planOf(engine)).toMatchObject({ takeProfit: null, partials: [{ price: '51000', share: '40', done: false }] });
    tick(engine, '51000');
    fillExit(engine, '51000');
    expect(tick(engine, '60000')).toMatchObject({ type: 'skipped' });
    expect([...engine.state.positions.values()][0]?.qty).toBe('0.06');
  });

  it('without shares divide the position evenly', () => {
    const engine = engineWith();
    engine.enter(buy({ take_profits: [51000, 52000] }), '50000');
    expect(planOf(engine)).toMatchObject({ takeProfit: '52000', partials: [{ price: '51000', share: '50' }] });
  });

  it('of a venue: the last one is in its book over the whole position, so that it is left if we are not there', () => {
    const engine = engineWith({}, {});
    engine.enter(buy(LADDER), '50000');
    expect(engine.active('take_profit')).toMatchObject({ limitPrice: '53000', qty: '0.1' });
  });

  it('whose share is less than the venue sells are told and stay in the position', () => {
    const engine = engineWith();
    engine.enter(
      buy({
        quantity: 0.001,
        take_profits: [
          { price: 51000, share: 10 },
          { price: 52000, share: 90 },
        ],
      }),
      '50000',
    );
    tick(engine, '51000');
    expect(exitsMade(engine)).toEqual([]);
    expect(planOf(engine)?.partials).toMatchObject([{ done: true }]);
    tick(engine, '52000');
    expect(exitsMade(engine).map(({ qty }) => qty)).toEqual(['0.001']);
  });

  it('of more than the whole position are refused', () => {
    const engine = engineWith();
    const signal = engine.alert(
      buy({
        take_profits: [
          { price: 51000, share: 70 },
          { price: 52000, share: 40 },
        ],
      }),
    );
    engine.price(signal, '50000');
    expect(engine.signal(signal.id).error).toMatchObject({ code: 'INVALID_FIELD' });
  });
});

describe('break-even', () => {
  it('moves the stop to the entry price when so many targets are reached', () => {
    const engine = engineWith({ breakEvenAfter: 1 });
    engine.enter(buy({ stop_loss: 48000, take_profits: [51000, 52000] }), '50000');
    expect(planOf(engine)?.stopLoss).toBe('48000');
    tick(engine, '51000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '50000', breakEvenAfter: null });
    fillExit(engine, '51000');
    tick(engine, '50000');
    expect(engine.active('exit')).toMatchObject({ qty: '0.05', type: 'market' });
  });
});

describe('a profit lock', () => {
  it('arms half-way from its stop to the target, and moves the stop', () => {
    const engine = engineWith();
    engine.enter(buy({ stop_loss: 48000, take_profit: 54000, profit_lock: { new_stop_price: 51000 } }), '50000');
    expect(planOf(engine)?.locks).toEqual([{ trigger: '52500', stop: '51000' }]);
    expect(tick(engine, '52499')).toMatchObject({ type: 'skipped' });
    tick(engine, '52500');
    expect(planOf(engine)).toMatchObject({ stopLoss: '51000', locks: [] });
    tick(engine, '51000');
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('arms at its trigger price where the alert names one', () => {
    const engine = engineWith();
    engine.enter(buy({ stop_loss: 48000, profit_lock: { new_stop_price: 50500, trigger_price: 51000 } }), '50000');
    tick(engine, '51000');
    expect(planOf(engine)?.stopLoss).toBe('50500');
  });

  it('goes on by the steps of the strategy, and a spike through several counts once and leaves if the price is back already', () => {
    const step = (at: string, stop: string) => ({ at: { percent: decimal(at) }, stop: { percent: decimal(stop) } });
    const engine = engineWith({ profitLock: [step('2', '1'), step('4', '3')] });
    engine.enter(buy({ stop_loss: 48000 }), '50000');
    expect(planOf(engine)?.locks).toEqual([
      { trigger: '51000', stop: '50500' },
      { trigger: '52000', stop: '51500' },
    ]);
    tick(engine, '51000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '50500', locks: [{ trigger: '52000' }] });
    tick(engine, '51200', { high: '52000' });
    expect(planOf(engine)?.stopLoss).toBe('51500');
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('that nothing can arm is refused, and says what is missing', () => {
    const engine = engineWith();
    const signal = engine.alert(buy({ stop_loss: 48000, profit_lock: { new_stop_price: 51000 } }));
    engine.price(signal, '50000');
    expect(engine.signal(signal.id).error).toMatchObject({ code: 'INVALID_FIELD', remedy: expect.stringContaining('trigger_price') });
  });

  it('never loosens a stop that stands tighter', () => {
    const engine = engineWith();
    engine.enter(buy({ trailing_stop_percent: 1, profit_lock: { new_stop_price: 50100, trigger_price: 51000 } }), '50000');
    tick(engine, '51000');
    expect(planOf(engine)?.stopLoss).toBe('50490');
  });
});

describe('the rules of a strategy', () => {
  it('stand in for what the alert does not name, and only for that', () => {
    const rules: Partial<ProtectionRules> = {
      stopLoss: { percent: decimal('2') },
      takeProfits: [{ at: { percent: decimal('4') }, share: null }],
    };
    const engine = engineWith(rules);
    engine.enter(buy({ stop_loss: 49500 }), '50000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '49500', takeProfit: '52000' });
  });

  it('are on the proposal, with what a stop-out costs', () => {
    const engine = engineWith({ stopLoss: { percent: decimal('2') } });
    const signal = engine.alert(buy({}));
    engine.price(signal, '50000');
    expect(engine.signal(signal.id).proposal).toMatchObject({ stopLoss: '49000', riskAmount: '100' });
  });

  it('do not move the stop of a position that is added to', () => {
    const engine = engineWith({ stopLoss: { percent: decimal('2') } });
    engine.enter(buy({}), '50000');
    engine.now += 60_000;
    engine.enter(buy({ comment: 'more' }), '52000');
    expect(planOf(engine)?.stopLoss).toBe('49000');
  });
});

it('levels are rounded to the tick away from the price', () => {
  const engine = engineWith();
  engine.enter(buy({ trailing_stop_percent: 1.7 }), '50000.5');
  expect(planOf(engine)?.stopLoss).toBe('49150');
  expect(perpetual.tickSize).toBe('0.5');
});

it('a stop that trails for weeks never runs out of ids', () => {
  const engine = engineWith({}, {});
  const signal = engine.enter(buy({ trailing_stop_amount: 500 }), '50000');
  const first = engine.active('stop_loss');
  const many = Array.from({ length: 0x1001 }, (_, index) => ({
    ...first,
    id: `${first.id}-${index}` as typeof first.id,
    status: 'canceled' as const,
  }));
  const known = engine.signal(signal.id);
  engine.state = {
    ...engine.state,
    orders: engine.state.orders.concat(many.map((order) => [order.id, order] as const)),
    signals: engine.state.signals.set(signal.id, { ...known, orderIds: [...known.orderIds, ...many.map(({ id }) => id)] }),
  };
  const id = nextOrderId(engine.state, signal.id, 'stop_loss');
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(id.slice(24)).toBe('00012002');
});
