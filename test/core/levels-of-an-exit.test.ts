// An order against what is held is an exit, whatever stop and target its strategy sends with it: those of a long stand on the wrong side
// of the sell that closes it, and must not keep it open.

import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../src/core/model/settings.ts';
import { explainParts } from '../../src/core/engine/explain/explain-parts.ts';
import { completeAlert } from '../../src/core/engine/alerts/complete-alert.ts';
import { leadsOut } from '../../src/core/engine/groups/leads-out.ts';
import { Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000';
const order = (fields: Record<string, unknown>): Record<string, unknown> => ({
  action: 'sell',
  symbol: 'BTCUSDT.P',
  price: 45500,
  quantity: 0.1,
  sl: 44000,
  tp: 48000,
  ...fields,
});
const sell = (fields: Record<string, unknown> = {}): string => JSON.stringify(order(fields));
const engineAt = (strategy: Partial<Strategy> = {}): Engine => new Engine(settingsWith({ approval: { type: 'auto' }, ...strategy }));
const held = (strategy: Partial<Strategy> = {}): Engine => {
  const engine = engineAt(strategy);
  engine.enter(BUY, '45000');
  return engine;
};
const entries = (engine: Engine) => engine.orders(({ role }) => role === 'entry');
const exits = (engine: Engine) => engine.orders(({ role }) => role === 'exit').map(({ qty, type }) => ({ qty, type }));
const ALL = [{ qty: '0.1', type: 'market' }];

describe('a sell with the levels of the long that it closes', () => {
  it('closes it, and says what was wrong', () => {
    const engine = held();
    const { id } = engine.alert(sell());
    expect(exits(engine)).toEqual(ALL);
    expect(engine.signal(id).error).toBeNull();
    expect(engine.signal(id).reading.warnings.join()).toContain('is on the wrong side of the price 45500 of a sell');
  });

  it('closes a part where it is one', () => {
    const engine = held();
    engine.alert(sell({ quantity: 0.04 }));
    expect(exits(engine)).toEqual([{ qty: '0.04', type: 'market' }]);
  });

  it('opens nothing where it is for more, and says so', () => {
    const engine = held();
    const { id } = engine.alert(sell({ quantity: 0.3 }));
    const exit = engine.active('exit');
    expect(exit.qty).toBe('0.1');
    expect(
      engine
        .signal(id)
        .timeline.map(({ event, detail }) => `${event} ${detail}`)
        .join(),
    ).toContain('entry_refused STOP_WRONG_SIDE');
    engine.run({ type: 'begin_submit', orderId: exit.id });
    engine.fill(engine.order(exit.id), '0.1', '45500');
    expect(entries(engine)).toHaveLength(1);
    expect(engine.dueTypes()).not.toContain('price_signal');
  });

  it.each<[string, Record<string, unknown>]>([
    ['after a delay, which holds back entries only', { delay_seconds: 60 }],
    ['with a stop that is no number', { sl: 'below the low' }],
    ['with a target that is a placeholder', { tp: '{{plot("TP")}}' }],
    ['with a stop that may be a distance', { sl: 180, tp: undefined }],
    ['with both levels and no price', { price: undefined }],
    ['with a trail of two distances', { sl: undefined, tp: undefined, trailing_percent: 1, trailing_amount: 40 }],
    ['with a profit lock that is none', { sl: undefined, tp: undefined, profit_lock: 3 }],
    ['with a leverage that nobody gives', { sl: undefined, tp: undefined, leverage: 1000 }],
    ['with a price that is none', { sl: undefined, tp: undefined, price: 'NaN' }],
    ['with a time in force in words', { sl: undefined, tp: undefined, tif: 'good till friday' }],
    ['with a risk of more than all', { sl: undefined, tp: undefined, risk_percent: 400 }],
    ['with an age that cannot be read', { sl: undefined, tp: undefined, max_lag: 'abc' }],
    ['with a stop by a name that nobody reads', { sl: undefined, tp: undefined, sl_type: 'mark' }],
    ['turning round', { action: 'reverse', sl: 'below the low' }],
    ['with a trailing stop by a name that nobody reads', { sl: undefined, tp: undefined, tsl: 3 }],
    ['with a last stop by a name that nobody reads', { sl: undefined, tp: undefined, emergency_stop: 40000 }],
    ['with a stop at the last low by such a name', { sl: undefined, tp: undefined, swing_low_stop: 40000 }],
    ['because its stop was hit', { sl: undefined, tp: undefined, sl_hit: true }],
    ['with what came of it', { sl: undefined, tp: undefined, outcome: 'tp1_hit', bars_held: 14 }],
  ])('%s', (_name, fields) => {
    const engine = held();
    const before = entries(engine).length;
    const { id } = engine.alert(sell(fields));
    expect(exits(engine)).toEqual(ALL);
    expect([engine.signal(id).entry, entries(engine).length]).toEqual([null, before]);
  });

  it('at a limit rests there', () => {
    const engine = held();
    engine.alert(sell({ order_type: 'limit' }));
    expect(engine.active('exit')).toMatchObject({ qty: '0.1', type: 'limit', limitPrice: '45500' });
  });

  it('without a symbol, where the strategy has one', () => {
    const engine = held({ defaultSymbol: 'BTCUSDT.P' });
    engine.alert(sell({ symbol: undefined }));
    expect(exits(engine)).toEqual(ALL);
  });

  it('in levels of no unit', () => {
    const engine = held();
    engine.alert('70555000111,sell,BTCUSDT.P,sl=20,tp=45');
    expect(exits(engine)).toEqual(ALL);
  });

  it('as a leg among others, and the legs that would enter wait for a person', () => {
    const engine = held();
    const other = { action: 'buy', symbol: 'ETHUSDT.P', quantity: 1, price: 3000, sl: 3100 };
    const { id } = engine.alert(JSON.stringify([order({}), other]));
    expect(exits(engine)).toEqual(ALL);
    expect(entries(engine)).toHaveLength(1);
    const parts = (engine.signal(id).group?.children ?? []).map((child) => engine.signal(child));
    expect(parts.map(({ error }) => error?.code ?? null)).toEqual([null, 'STOP_WRONG_SIDE']);
  });

  it.each([0.3, 0.1])('as a leg of %s, and nothing is entered beside it', (quantity) => {
    const engine = held();
    const other = { action: 'buy', symbol: 'ETHUSDT.P', quantity: 1, price: 3000, sl: 2900 };
    const { id } = engine.alert(JSON.stringify([order({ quantity }), other]));
    expect(exits(engine)).toEqual(ALL);
    const parts = (engine.signal(id).group?.children ?? []).map((child) => engine.signal(child));
    expect(parts.map(({ error }) => error?.code ?? null)).toEqual([null, 'STOP_WRONG_SIDE']);
    expect(engine.dueTypes()).not.toContain('price_signal');
  });

  it('goes out on a full disk, and its explanation says so', () => {
    const engine = held();
    const command = engine.alertCommand(sell({ quantity: 0.3 }));
    expect(leadsOut(engine.settings, engine.state, command)).toBe(true);
    const { would, checks } = explainParts(engine.ground(), completeAlert(engine.settings, engine.state, command), [null]);
    expect(would).toBe('execute');
    expect(checks.find(({ check }) => check === 'entry behind the exit')).toMatchObject({ passed: false });
    expect(leadsOut(engine.settings, engineAt().state, command)).toBe(false);
  });
});

it.each([{ position_size: -0.1 }, { market_position: 'short' }, { market_position: 'short', market_position_size: 0.1, quantity: 0.2 }])(
  'what it leads to, %j, is not entered without its stop',
  (target) => {
    const engine = held();
    const { id } = engine.alert(sell({ quantity: undefined, ...target }));
    expect([engine.active('exit').qty, engine.signal(id).entry]).toEqual(['0.1', null]);
  },
);

describe('it stays refused', () => {
  it.each([
    ['where nothing is held', engineAt, sell()],
    ['as legs, where none closes anything', engineAt, JSON.stringify([order({}), order({ symbol: 'ETHUSDT.P', sl: 49000, tp: 40000 })])],
    ['on the side that is held', held, JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', price: 45500, quantity: 0.1, sl: 46000 })],
    ['where it may be a report', held, sell({ status: 'filled' })],
    ['where another field says buy', held, sell({ position_side: 'long' })],
    ['where it is switched off', held, sell({ enabled: false })],
    ['where it may only be tried', held, sell({ mode: 'backtest' })],
    ['where it may wait for a level', held, sell({ stop_level: 44000 })],
    ['where such a name may be of what triggers it', held, sell({ sl: undefined, tp: undefined, sell_stop_price: 44000 })],
    ['where "stop" may be what triggers it', held, sell({ sl: undefined, tp: undefined, stop: 44000 })],
    ['as a post', held, '#BTCUSDT.P SHORT\nEntry: market\nPrice now: 45500\nTP: 48000\nSL: 44000'],
    ['as a post with a limit', held, '#BTCUSDT.P SHORT\nEntry: 45500\nTP: 43000\nSL: 44000'],
  ] as const)('%s', (_name, make, text) => {
    const engine = make();
    const before = entries(engine).length;
    const { id } = engine.alert(text);
    expect(engine.signal(id)).toMatchObject({ reading: { kind: 'reject' } });
    expect(engine.signal(id).error).not.toBeNull();
    expect([exits(engine), entries(engine).length]).toEqual([[], before]);
  });
});

describe('a sell beside what says to leave', () => {
  const said = [
    { exit_long: true },
    { close_trade: 'true' },
    { role: 'exit' },
    { tags: ['trend', 'exit'] },
    { exit_reason: 'signal lost' },
    { meta: { type: 'exit' } },
    { mp: 'flat' },
    { text: 'Exit at 45500' },
  ];
  it.each(said)('closes the long: %j', (more) => {
    const engine = held();
    engine.alert(sell({ sl: undefined, tp: undefined, ...more }));
    expect(exits(engine)).toEqual(ALL);
  });

  it.each([...said, { exit_short: true }, { phase: 'exit_short' }])('opens nothing: %j', (more) => {
    const engine = engineAt();
    expect(engine.alert(sell({ sl: undefined, tp: undefined, ...more })).state).toBe('denied');
    expect(engine.orders(() => true)).toEqual([]);
  });
});
