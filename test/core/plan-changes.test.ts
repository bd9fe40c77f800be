import { describe, expect, it } from 'vitest';
import type { PlanChange } from '../../src/core/engine/command.ts';
import { decimal, mul } from '../../src/core/model/decimal.ts';
import { makeSignalId } from '../../src/core/model/ids.ts';
import type { VenueTraits } from '../../src/core/model/account.ts';
import { ANN, spot, type Engine } from './engine.ts';
import { buy, engineWith, exitsMade, fillExit, held, NO_STOPS, planOf, tick } from './plan-engine.ts';

let count = 0;
function change(engine: Engine, wanted: PlanChange, price: string | null = '51000') {
  count += 1;
  engine.now += 1_000;
  const signalId = makeSignalId(engine.now, count.toString(16).padStart(13, 'a'));
  const { key: positionKey } = held(engine);
  return engine.run({
    type: 'change_plan',
    signalId,
    positionKey,
    change: wanted,
    price: price === null ? null : decimal(price),
    by: ANN,
    updateId: count,
  });
}

function entered(more: Record<string, unknown> = {}, traits: Partial<VenueTraits> = NO_STOPS): Engine {
  const engine = engineWith({}, traits);
  engine.enter(buy({ stop_loss: 48000, take_profits: [52000, 54000], ...more }), '50000');
  return engine;
}

describe('a person changes a plan', () => {
  it('the stop moves, at the venue too, and the history says who', () => {
    const engine = entered({}, {});
    expect(change(engine, { type: 'stop', price: decimal('49000.2') })).toMatchObject({ type: 'done' });
    expect(planOf(engine)?.stopLoss).toBe('49000');
    const orders = engine.orders(({ role, cancel }) => role === 'stop_loss' && cancel === null);
    expect(orders.map(({ stopPrice }) => stopPrice)).toEqual(['49000']);
    const [signal] = [...engine.state.signals.values()].filter(({ id }) => id === planOf(engine)?.signalId);
    expect(signal?.timeline.find(({ event }) => event === 'plan_changed')?.detail).toMatch(/^ann: stop 49000;/);
  });

  it('a stop that the trailing stop takes back at the next price is not shown as one that stays', () => {
    const engine = entered({ trailing_stop_percent: 1 });
    tick(engine, '51000');
    expect(planOf(engine)?.stopLoss).toBe('50490');
    const words =
      'stop 50000; targets 52000 (50 %), 54000 (the rest); stop trails by 1 %; the trailing stop stands at 50490 and takes it back there';
    expect(change(engine, { type: 'stop', price: decimal('50000') })).toMatchObject({ detail: expect.stringContaining(words) as string });
    tick(engine, '51000');
    expect(planOf(engine)?.stopLoss).toBe('50490');
    expect(change(engine, { type: 'stop', price: decimal('50600') })).toMatchObject({
      detail: expect.not.stringContaining('takes it back') as string,
    });
  });

  it.each([
    ['a stop behind the price', { type: 'stop', price: decimal('51000') }, 'STOP_WRONG_SIDE'],
    ['a target that the price has passed', { type: 'target', price: decimal('51000') }, 'TARGET_WRONG_SIDE'],
    ['a trailing distance as large as the price', { type: 'trail', by: { amount: decimal('51000') } }, 'INVALID_PRICE'],
  ] as const)('%s is refused and changes nothing', (_, wanted, code) => {
    const engine = entered();
    const before = planOf(engine);
    expect(change(engine, wanted)).toMatchObject({ type: 'refused', denial: { code } });
    expect(planOf(engine)).toEqual(before);
  });

  it('one price for a ladder says nothing of which target is meant: it is refused, and none is lost', () => {
    const engine = entered();
    const before = planOf(engine);
    for (const price of [decimal('51500'), null])
      expect(change(engine, { type: 'target', price })).toMatchObject({ type: 'refused', denial: { code: 'CONTRADICTION' } });
    expect(planOf(engine)).toEqual(before);
  });

  it('a list takes the place of all of them, with shares of what is held', () => {
    const engine = entered();
    tick(engine, '52000');
    fillExit(engine, '52000');
    const list = [
      { price: decimal('53000'), share: decimal(40) },
      { price: decimal('56000'), share: decimal(30) },
    ];
    expect(change(engine, { type: 'targets', targets: list })).toMatchObject({ type: 'done' });
    expect(planOf(engine)).toMatchObject({ takeProfit: null, partials: list.map((each) => ({ ...each, done: false })) });
    change(engine, { type: 'targets', targets: [] });
    expect(planOf(engine)).toMatchObject({ takeProfit: null, partials: [] });
  });

  it('the only one is moved with its share, and the part that runs on runs on', () => {
    const engine = entered();
    change(engine, { type: 'targets', targets: [{ price: decimal('53000'), share: decimal(40) }] });
    change(engine, { type: 'target', price: decimal('55000') });
    expect(planOf(engine)).toMatchObject({ takeProfit: null, partials: [{ price: '55000', share: '40' }] });
    change(engine, { type: 'target', price: null });
    change(engine, { type: 'target', price: decimal('54000') });
    expect(planOf(engine)).toMatchObject({ takeProfit: '54000', partials: [] });
  });

  const price = (value: number) => decimal(value);
  it.each([
    ['the nearer one', 52_000, 52_500, { takeProfit: '54000', partials: [{ price: '52500', share: '50', done: false }] }],
    ['the last one', 54_000, 55_000, { takeProfit: '55000', partials: [{ price: '52000', share: '50', done: false }] }],
    ['the nearer one, behind the last', 52_000, 56_000, { takeProfit: '56000', partials: [{ price: '54000', share: '50', done: false }] }],
    ['the nearer one, away', 52_000, null, { takeProfit: '54000', partials: [] }],
    ['the last one, away: its share runs on', 54_000, null, { takeProfit: null, partials: [{ price: '52000', share: '50', done: false }] }],
  ])('one of several targets is moved, and the others stay: %s', (_, from, to, wanted) => {
    const engine = entered();
    expect(change(engine, { type: 'target', from: price(from), price: to === null ? null : price(to) })).toMatchObject({ type: 'done' });
    expect(planOf(engine)).toMatchObject(wanted);
  });

  it('shares of moved targets leave as they say', () => {
    const engine = entered({
      take_profits: [
        { price: 52000, share: 30 },
        { price: 54000, share: 70 },
      ],
    });
    change(engine, { type: 'target', from: decimal(52_000), price: decimal(55_000) });
    tick(engine, '54000');
    const [first] = exitsMade(engine);
    expect(first?.qty).toBe(mul(held(engine).qty, decimal('0.7')));
  });

  it('a target that is not there, is reached, or would be reached at once is not moved', () => {
    const engine = entered();
    const before = planOf(engine);
    const refusedWith = (code: string, wanted: PlanChange) =>
      expect(change(engine, wanted)).toMatchObject({ type: 'refused', denial: { code } });
    refusedWith('NOTHING_TO_MODIFY', { type: 'target', from: decimal(53_000), price: decimal(55_000) });
    refusedWith('TARGET_WRONG_SIDE', { type: 'target', from: decimal(52_000), price: decimal(50_500) });
    expect(planOf(engine)).toEqual(before);
    tick(engine, '52000');
    refusedWith('NOTHING_TO_MODIFY', { type: 'target', from: decimal(52_000), price: decimal(53_000) });
  });

  it('a third is told as 33.33 %', () => {
    const engine = entered({ take_profits: [52000, 53000, 54000] });
    expect(change(engine, { type: 'stop', price: decimal('49000') })).toMatchObject({
      detail: expect.stringContaining('52000 (33.33 %), 53000 (33.33 %)') as string,
    });
  });

  it('who cancels a trailing stop at the venue does not find it there again at the next price', () => {
    const engine = engineWith({}, {});
    engine.enter(buy({ trailing_stop_percent: 2 }), '50000');
    engine.run({ type: 'cancel_order', orderId: engine.active('stop_loss').id, by: 'ann', updateId: 900 });
    expect(planOf(engine)).toMatchObject({ stopLoss: null, trail: null });
    tick(engine, '51000');
    expect(planOf(engine)?.stopLoss).toBeNull();
  });

  it.each([
    ['a price', { price: decimal('52500') }, '52500'],
    ['a gain from the entry', { percent: decimal('5') }, '52500'],
  ] as const)('a trailing stop may begin at %s: the stop stays until the price is there', (_, from, activation) => {
    const engine = entered();
    expect(change(engine, { type: 'trail', by: { percent: decimal(1) }, from })).toMatchObject({
      type: 'done',
      detail: expect.stringContaining('stop trails by 1 % from 52500 on') as string,
    });
    expect(planOf(engine)).toMatchObject({ stopLoss: '48000', trail: { activation, active: false, best: null } });
    tick(engine, '51900');
    expect(planOf(engine)).toMatchObject({ stopLoss: '48000', trail: { active: false } });
    tick(engine, '52500');
    expect(planOf(engine)).toMatchObject({ stopLoss: '51975', trail: { active: true } });
  });

  it('of a short it begins below, and where the price is there already it begins at once', () => {
    const engine = engineWith();
    engine.enter(JSON.stringify({ action: 'sell', symbol: 'BTCUSDT.P', quantity: 0.1, stop_loss: 52000 }), '50000');
    change(engine, { type: 'trail', by: { amount: decimal(500) }, from: { percent: decimal(2) } }, '49500');
    expect(planOf(engine)).toMatchObject({ stopLoss: '52000', trail: { activation: '49000', active: false } });
    const begun = change(engine, { type: 'trail', by: { amount: decimal(500) }, from: { price: decimal(49600) } }, '49500');
    const words = 'stop trails by 500; the trailing stop begins at once, since the price is there already';
    expect(begun).toMatchObject({ detail: expect.stringContaining(words) as string });
    expect(planOf(engine)).toMatchObject({ stopLoss: '50000', trail: { activation: null, active: true, best: '49500' } });
  });

  it('a beginning where the distance is as large as the price is refused', () => {
    const engine = entered();
    const wanted = { type: 'trail', by: { amount: decimal('52000') }, from: { price: decimal('52000') } } as const;
    expect(change(engine, wanted)).toMatchObject({ type: 'refused', denial: { code: 'INVALID_PRICE' } });
    expect(planOf(engine)?.trail ?? null).toBeNull();
  });

  it('a trailing stop starts at the price and never loosens the stop', () => {
    const engine = entered();
    change(engine, { type: 'trail', by: { percent: decimal(1) } });
    expect(planOf(engine)).toMatchObject({ stopLoss: '50490', trail: { active: true, best: '51000' } });
    change(engine, { type: 'trail', by: { percent: decimal(5) } });
    expect(planOf(engine)?.stopLoss).toBe('50490');
    tick(engine, '50490');
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('break-even is refused while the position loses, and when the stop is better already', () => {
    const engine = entered();
    expect(change(engine, { type: 'break_even' }, '49900')).toMatchObject({ denial: { code: 'STOP_WRONG_SIDE' } });
    expect(change(engine, { type: 'break_even' })).toMatchObject({ type: 'done' });
    expect(planOf(engine)?.stopLoss).toBe('50000');
    expect(change(engine, { type: 'break_even' })).toMatchObject({ denial: { code: 'AT_TARGET' } });
  });

  it('a position without a plan gets one, whose stop the venue takes', () => {
    const engine = engineWith({}, {});
    engine.enter(buy(), '50000');
    expect(planOf(engine)).toBeNull();
    change(engine, { type: 'stop', price: decimal('49000') }, '50000');
    expect(engine.active('stop_loss')).toMatchObject({ stopPrice: '49000', qty: '0.1', reduceOnly: true });
  });

  it('without a stop means without what would bring one back', () => {
    const engine = entered({ profit_lock: { new_stop_price: 50500, trigger_price: 51500 } });
    change(engine, { type: 'stop', price: null });
    expect(tick(engine, '51900')).toMatchObject({ type: 'skipped' });
    expect(planOf(engine)).toMatchObject({ stopLoss: null, locks: [], breakEvenAfter: null });
  });

  it('a wish that comes twice is one', () => {
    const engine = entered();
    const signalId = makeSignalId(engine.now, 'abcdefabcdef0');
    const wish = {
      type: 'change_plan' as const,
      signalId,
      positionKey: held(engine).key,
      change: { type: 'stop' as const, price: decimal('49000') },
      price: decimal('51000'),
      by: ANN,
      updateId: null,
    };
    expect(engine.run(wish)).toMatchObject({ type: 'done' });
    expect(engine.run(wish)).toMatchObject({ type: 'skipped' });
  });

  it('of what is flat already says so', () => {
    const engine = entered();
    engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P' }));
    fillExit(engine, '50000');
    const reply = engine.run({
      type: 'change_plan',
      signalId: makeSignalId(engine.now, 'abcdefabcdef1'),
      positionKey: 'paper|BTC/USDT:USDT|default' as never,
      change: { type: 'break_even' },
      price: null,
      by: ANN,
      updateId: null,
    });
    expect(reply).toMatchObject({ type: 'refused', denial: { code: 'NOTHING_TO_MODIFY' } });
  });
});

describe('a person reverses a position', () => {
  it('it is left at once, and the entry behind it asks like every other', () => {
    const engine = entered();
    engine.settings = {
      ...engine.settings,
      strategies: new Map([...engine.settings.strategies].map(([name, each]) => [name, { ...each, approval: { type: 'confirm' } }])),
    };
    const signalId = makeSignalId(engine.now + 1, 'abcdefabcdef2');
    engine.now += 1;
    expect(
      engine.run({ type: 'reverse_position', signalId, positionKey: held(engine).key, nonce: engine.nonce(), by: ANN, updateId: null }),
    ).toMatchObject({ type: 'done' });
    fillExit(engine, '51000');
    expect(engine.signal(signalId)).toMatchObject({ state: 'received', entry: { side: 'sell', qty: '0.1' } });
    engine.price(engine.signal(signalId), '51000');
    expect(engine.signal(signalId).state).toBe('awaiting_approval');
  });

  it.each([
    ['spot', 'BTC/USDT is a spot market: there is no other side to enter, and nothing was closed'],
    [
      'equity',
      'BTC/USDT could not be sold short on paper when it was last bought: there is no other side to enter, and nothing was closed',
    ],
  ] as const)('of %s that cannot be sold short it is refused before anything is closed', (kind, message) => {
    const engine = engineWith();
    engine.enter('BUY BTCUSDT qty=0.1 sl=48000', '50000', { ...spot, kind });
    const { key: positionKey } = held(engine);
    const signalId = makeSignalId(engine.now + 1, 'abcdefabcdef3');
    expect(engine.run({ type: 'reverse_position', signalId, positionKey, nonce: engine.nonce(), by: ANN, updateId: null })).toMatchObject({
      type: 'refused',
      denial: { code: 'SHORT_ON_SPOT', message },
    });
    expect([exitsMade(engine), held(engine).qty, engine.state.signals.has(signalId)]).toEqual([[], '0.1', false]);
  });
});
