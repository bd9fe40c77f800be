// Whatever prices, fills, cancels and changes come in whatever order: stops tighten only, exits are never more than what is
// held, profit is what was paid and got, and no strategy touches what is another's.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command, PlanChange } from '../../src/core/engine/command.ts';
import type { Event } from '../../src/core/engine/event.ts';
import { activeOrdersOf } from '../../src/core/engine/exits/position-orders.ts';
import type { State } from '../../src/core/engine/state.ts';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import {
  abs,
  add,
  decimal,
  gt,
  HUNDRED,
  isNegative,
  isPositive,
  isZero,
  lte,
  max,
  min,
  mul,
  neg,
  round,
  sub,
  sum,
  ZERO,
} from '../../src/core/model/decimal.ts';
import type { Decimal } from '../../src/core/model/decimal.ts';
import { NO_PROTECTION, type ProtectionRules } from '../../src/core/model/exits/exit-plan.ts';
import { accountName, makeSignalId, type FillId, type OrderId, type PositionKey, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Position } from '../../src/core/model/position.ts';
import { applyFill, unrealizedPnl } from '../../src/core/positions/apply-fill.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { ANN, Engine, perpetual, settingsWith } from './engine.ts';
import { NO_STOPS } from './plan-engine.ts';

const PAPER = accountName('paper');
const NAMES = ['default', 'other'] as const;
const keyOf = (name: string): PositionKey => `paper|${perpetual.symbol}|${name}` as PositionKey;

const VENUES: readonly Partial<VenueTraits>[] = [{}, NO_STOPS, { stopsHoldQuantity: true, oco: false, modify: false }];
const percent = (value: string): { readonly percent: Decimal } => ({ percent: decimal(value) });
const RULES: readonly Partial<ProtectionRules>[] = [
  { stopLoss: percent('2') },
  {
    stopLoss: percent('3'),
    takeProfits: [
      { at: percent('1'), share: decimal('40') },
      { at: percent('2'), share: null },
    ],
    breakEvenAfter: 1,
    trailing: { by: percent('0.4'), activation: null },
  },
  { trailing: { by: percent('1'), activation: percent('0.5') }, stopLoss: percent('4') },
  { trailing: { by: { amount: decimal('400') }, activation: null } },
  { trailing: { by: percent('0.4'), activation: null }, profitLock: [{ at: percent('1.5'), stop: percent('0.2') }] },
  {
    stopLoss: percent('3'),
    profitLock: [
      { at: percent('1'), stop: percent('0.4') },
      { at: percent('2'), stop: percent('1.5') },
    ],
  },
  {
    stopLoss: percent('2.5'),
    takeProfits: [
      { at: percent('0.8'), share: decimal('50') },
      { at: percent('1.6'), share: decimal('30') },
      { at: percent('6'), share: null },
    ],
    breakEvenAfter: 1,
    trailing: { by: percent('1'), activation: percent('1.2') },
    profitLock: [
      { at: percent('1'), stop: percent('0.3') },
      { at: percent('2'), stop: percent('1.2') },
    ],
  },
];

const who = fc.constantFrom(...NAMES);
const price = fc.integer({ min: 90_000, max: 112_000 }).map((halves) => decimal(halves / 2));
/** From the last price, in half units: mostly a step, now and then a jump. */
const halves = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -600, max: 900 }) },
  { weight: 1, arbitrary: fc.integer({ min: -5_000, max: 5_000 }) },
);
const thousandths = fc.integer({ min: 1, max: 400 }).map((each) => decimal(each / 1_000));
const pick = fc.nat({ max: 1_000 });

type Op =
  | { readonly op: 'enter'; readonly name: string; readonly qty: Decimal; readonly words: Record<string, unknown> }
  | { readonly op: 'price'; readonly halves: number; readonly away: number }
  | { readonly op: 'work' | 'wait' }
  | { readonly op: 'fill'; readonly pick: number; readonly qty: Decimal; readonly halves: number }
  | { readonly op: 'end'; readonly pick: number; readonly refused: boolean }
  | { readonly op: 'close'; readonly name: string; readonly qty: Decimal }
  | { readonly op: 'modify'; readonly name: string; readonly words: Record<string, unknown> }
  | { readonly op: 'change'; readonly name: string; readonly change: PlanChange };

const words = fc.oneof(
  fc.constant({}),
  fc.record({ stop_loss: price.map(Number) }),
  fc.record({ take_profits: fc.array(price.map(Number), { minLength: 1, maxLength: 3 }) }),
  fc.record({ trailing_stop_percent: fc.constantFrom(0.5, 1, 2) }),
  price.map((stop) => ({ profit_lock: { new_stop_price: Number(stop), trigger_price: Number(stop) + 400 } })),
);
/** Entries that rest, at one price or at two, below what the price was at first. */
const resting = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.boolean()).map(([below, layered]) =>
  layered
    ? {
        entries: [
          { price: 50_000 - below, share: 60 },
          { price: 49_800 - below, share: 40 },
        ],
      }
    : { order_type: 'limit', limit_price: 50_000 - below },
);
const change: fc.Arbitrary<PlanChange> = fc.oneof(
  fc.tuple(fc.constantFrom('stop', 'target'), price).map(([type, level]) => ({ type, price: level }) as const),
  fc.array(price, { maxLength: 3 }).map((levels) => ({ type: 'targets', targets: levels.map((level) => ({ price: level })) }) as const),
  fc.constantFrom('0.5', '2').map((value) => ({ type: 'trail', by: percent(value) }) as const),
  fc.constant({ type: 'break_even' } as const),
);
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ op: fc.constant('enter' as const), name: who, qty: thousandths, words }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('enter' as const),
      name: who,
      qty: thousandths,
      words: fc.tuple(words, resting).map(([plan, where]) => ({ ...plan, ...where })),
    }),
  },
  { weight: 16, arbitrary: fc.record({ op: fc.constant('price' as const), halves, away: fc.integer({ min: 0, max: 300 }) }) },
  { weight: 6, arbitrary: fc.record({ op: fc.constantFrom('work' as const, 'wait' as const) }) },
  { weight: 8, arbitrary: fc.record({ op: fc.constant('fill' as const), pick, qty: thousandths, halves }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('end' as const), pick, refused: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('close' as const), name: who, qty: thousandths }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('modify' as const), name: who, words }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('change' as const), name: who, change }) },
);

const left = ({ qty, qtyFilled }: Order): Decimal => sub(qty, qtyFilled);
const hasReached = (order: Order): boolean => order.status === 'accepted' || order.status === 'partially_filled';
const sideOf = ({ qty }: Position): string => (isNegative(qty) ? 'short' : 'long');

/** Signed money: what was got less what was paid. */
const cashOf = (side: string, qty: Decimal, at: Decimal): Decimal => (side === 'buy' ? neg(mul(qty, at)) : mul(qty, at));

class House {
  readonly engine: Engine;
  /** What the fills of each strategy have moved, told by the venue alone. */
  readonly moved = new Map<string, { cash: Decimal; qty: Decimal }>();
  private count = 0;
  private last: Decimal = decimal('50000');

  constructor(rules: Partial<ProtectionRules>, traits: Partial<VenueTraits>) {
    const settings = settingsWith({ approval: { type: 'auto' }, protection: { ...NO_PROTECTION, ...rules } });
    const accounts = [...settings.accounts].map(([name, each]) => [name, { ...each, traits: { ...PAPER_TRAITS, ...traits } }] as const);
    this.engine = new Engine({ ...settings, accounts: new Map(accounts), entriesPerMinuteMax: 10_000 });
  }

  private run(command: Command, concerns: string | null, isWish: boolean): void {
    const before = this.engine.state;
    this.engine.run(command);
    const { state, events } = this.engine;
    checkStops(before, state, events, isWish);
    checkExits(state, events);
    if (concerns !== null) for (const name of NAMES) if (name !== concerns) checkUntouched(before, state, name);
  }

  private near(halves: number): Decimal {
    return max(decimal('20000'), add(this.last, decimal(halves / 2)));
  }

  private seed(): string {
    this.count += 1;
    return this.count.toString(16).padStart(13, '0');
  }

  private send(name: string, fields: Record<string, unknown>, isWish: boolean): void {
    const text = JSON.stringify({ symbol: perpetual.symbol, strategy: name, comment: this.seed(), ...fields });
    this.run(this.engine.alertCommand(text), name, isWish);
  }

  /** What is owed to the venue, once around; the venue takes everything. */
  private work(): void {
    const { engine } = this;
    for (const each of engine.due()) {
      const nameOf = (id: OrderId): string => engine.state.orders.get(id)?.strategy ?? '';
      const report = (orderId: OrderId, told: object): void =>
        this.run({ type: 'venue_report', report: { orderId, ...told } } as Command, nameOf(orderId), false);
      if (each.type === 'price_signal') {
        const { signalId } = each;
        const quote = engine.quote(this.last);
        this.run(
          { type: 'price_signal', signalId, instrument: perpetual, quote, nonce: engine.nonce() },
          engine.signal(signalId).strategy,
          false,
        );
      } else if (each.type === 'submit_order') {
        if (engine.run({ type: 'begin_submit', orderId: each.orderId }).type === 'submit')
          report(each.orderId, { type: 'accepted', venueOrderId: `v-${each.orderId}` as VenueOrderId });
      } else if (each.type === 'cancel_order') {
        if (engine.run({ type: 'begin_cancel', orderId: each.orderId }).type === 'cancel')
          report(each.orderId, { type: 'canceled', reason: 'asked' });
      } else if (each.type === 'modify_order') {
        const reply = engine.run({ type: 'begin_modify', orderId: each.orderId });
        if (reply.type === 'modify') report(each.orderId, { type: 'amended', qty: reply.qty });
      } else if (each.type === 'clock') this.run({ type: 'clock' }, null, false);
    }
  }

  private at(index: number): Order | undefined {
    const working = [...this.engine.state.activeOrders].flatMap((id) => this.engine.state.orders.get(id) ?? []).filter(hasReached);
    return working.length === 0 ? undefined : working[index % working.length];
  }

  private fill(order: Order, wanted: Decimal, at: Decimal): void {
    const held = this.engine.state.positions.get(order.positionKey)?.qty ?? ZERO;
    const room = order.reduceOnly ? (isPositive(held) === (order.side === 'sell') ? abs(held) : ZERO) : left(order);
    const qty = min(min(wanted, left(order)), room);
    if (!isPositive(qty)) return;
    const known = this.moved.get(order.strategy) ?? { cash: ZERO, qty: ZERO };
    this.moved.set(order.strategy, {
      cash: add(known.cash, cashOf(order.side, qty, at)),
      qty: add(known.qty, order.side === 'buy' ? qty : neg(qty)),
    });
    const fill = { id: `f-${this.seed()}` as FillId, qty, price: at, fee: ZERO, feeCurrency: 'USDT', at: this.engine.now };
    const venueOrderId = `v-${order.id}` as VenueOrderId;
    this.run(
      { type: 'venue_report', report: { type: 'filled', orderId: order.id, venueOrderId, fill } },
      order.strategy,
      order.role === 'entry' && this.isFirstOf(order),
    );
  }

  /** An alert brings its plan with the first fill of its first entry; what it fills later finds what has become of it. */
  private isFirstOf({ signalId }: Order): boolean {
    return this.engine.orders((each) => each.signalId === signalId && each.role === 'entry').every(({ fills }) => fills.length === 0);
  }

  do(step: Op): void {
    const { engine } = this;
    engine.now += 700;
    switch (step.op) {
      case 'enter':
        return this.send(step.name, { action: 'buy', quantity: Number(step.qty), ...step.words }, false);
      case 'price': {
        this.last = this.near(step.halves);
        const range = { high: add(this.last, decimal(step.away)), low: sub(this.last, decimal(step.away)), since: engine.now - 300 };
        return this.run(
          { type: 'observe_price', account: PAPER, seen: { ...seenOnce(engine.quote(this.last)), ...range }, idSeed: this.seed() },
          null,
          false,
        );
      }
      case 'work':
        return this.work();
      case 'wait':
        engine.now += 20_000;
        return this.work();
      case 'fill': {
        const order = this.at(step.pick);
        return order === undefined ? undefined : this.fill(order, step.qty, this.near(step.halves));
      }
      case 'end': {
        const order = this.at(step.pick);
        if (order === undefined) return;
        const told = { type: 'canceled' as const, orderId: order.id, reason: step.refused ? 'refused' : 'gone' };
        return this.run({ type: 'venue_report', report: told }, order.strategy, false);
      }
      case 'close':
        return this.send(step.name, { action: 'close', quantity: Number(step.qty) }, false);
      case 'modify':
        return this.send(step.name, { action: 'modify', ...step.words }, true);
      case 'change': {
        const signalId = makeSignalId(engine.now, this.seed());
        const command = {
          type: 'change_plan' as const,
          signalId,
          positionKey: keyOf(step.name),
          change: step.change,
          price: this.last,
          by: ANN,
          updateId: null,
        };
        return this.run(command, step.name, true);
      }
    }
  }
}

function checkStops(before: State, after: State, events: readonly Event[], isWish: boolean): void {
  if (isWish) return;
  for (const was of before.positions.values()) {
    const is = after.positions.get(was.key);
    const stop = was.plan?.stopLoss ?? null;
    const isSame = is !== undefined && !isZero(is.qty) && is.openedAt === was.openedAt && sideOf(is) === sideOf(was);
    if (stop === null || !isSame) continue;
    const next = is.plan?.stopLoss ?? null;
    const holds = next !== null && (isNegative(was.qty) ? lte(next, stop) : lte(stop, next));
    expect(holds, `the stop of ${was.key} went from ${stop} to ${next ?? 'none'} by ${events[0]?.type ?? '?'}`).toBe(true);
  }
}

function checkExits(state: State, events: readonly Event[]): void {
  for (const event of events) {
    if (event.type !== 'order_initialized' || event.order.role !== 'exit') continue;
    const { positionKey: key } = event.order;
    const leaving = activeOrdersOf(state, key).filter(({ role, type }) => role === 'exit' && type === 'market');
    const held = abs(state.positions.get(key)?.qty ?? ZERO);
    expect(gt(sum(leaving.map(left)), held), `${key}: ${leaving.map(left).join(' + ')} leave of ${held}`).toBe(false);
  }
  for (const { key, plan } of state.positions.values()) {
    const shares = sum((plan?.partials ?? []).map(({ share }) => share));
    expect(gt(shares, HUNDRED), `${key}: the targets take ${shares} %`).toBe(false);
  }
}

/** What concerns one strategy leaves the other as it was: position, plan, exits and orders. */
function checkUntouched(before: State, after: State, name: string): void {
  const key = keyOf(name);
  expect(after.positions.get(key)).toBe(before.positions.get(key));
  const ordersOf = (state: State): readonly unknown[] => activeOrdersOf(state, key);
  expect(ordersOf(after)).toEqual(ordersOf(before));
  expect(after.exits.filter(({ positionKey }) => positionKey === key).size).toBe(
    before.exits.filter(({ positionKey }) => positionKey === key).size,
  );
}

const near = (a: Decimal, b: Decimal): boolean => lte(abs(sub(a, b)), decimal('0.0000001'));

/** Realised and open together are what was got and paid, and what is held at its price. */
function checkProfit({ engine, moved }: House): void {
  const mark = decimal('50123.5');
  for (const [name, { cash, qty }] of moved) {
    const position = engine.state.positions.get(keyOf(name));
    expect(position?.qty ?? ZERO).toBe(qty);
    let net = ZERO;
    for (const lines of engine.state.results.values())
      for (const line of lines.values()) if (line.strategy === name) net = add(net, line.curve.net);
    const open = position === undefined ? ZERO : unrealizedPnl(position, mark);
    expect(near(add(net, open), add(cash, mul(qty, mark))), `${name}: ${net} + ${open}, ${cash} and ${qty}`).toBe(true);
  }
}

describe('whatever happens to positions with plans', () => {
  it('stops tighten only, exits never exceed the position, profit is conserved, and strategies are apart', () => {
    const history = fc.array(op, { minLength: 10, maxLength: 60 });
    fc.assert(
      fc.property(fc.constantFrom(...RULES), fc.constantFrom(...VENUES), history, (rules, traits, steps) => {
        const house = new House(rules, traits);
        for (const name of NAMES) house.do({ op: 'enter', name, qty: decimal('0.2'), words: {} });
        house.do({ op: 'work' });
        house.do({ op: 'work' });
        for (const index of NAMES.keys()) house.do({ op: 'fill', pick: index, qty: decimal('0.2'), halves: 0 });
        for (const step of steps) house.do(step);
        checkProfit(house);
      }),
      { numRuns: 150 },
    );
  });

  it('the same fills in any order come to the same money', () => {
    const trade = fc.record({ side: fc.constantFrom('buy' as const, 'sell' as const), qty: thousandths, at: price });
    const trades = fc.array(trade, { minLength: 1, maxLength: 12 });
    const orders = trades.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter(JSON.stringify({ action: 'buy', symbol: perpetual.symbol, quantity: 1 }), '50000');
    const [order] = engine.orders();
    const [fill] = order?.fills ?? [];
    if (order === undefined || fill === undefined) throw new Error('nothing has filled');
    fc.assert(
      fc.property(orders, ([one, other]) => {
        const results = [one, other].map((list) => {
          let position: Position | undefined;
          let realized = ZERO;
          for (const [index, { side, qty, at }] of list.entries()) {
            const before = position === undefined || isZero(position.qty) ? ZERO : position.realizedPnl;
            position = applyFill(position, { ...order, side, qty }, { ...fill, id: `f${index}` as FillId, qty, price: at }, index);
            realized = add(realized, sub(position.realizedPnl, before));
          }
          const open = position === undefined ? ZERO : unrealizedPnl(position, decimal('50000'));
          return { qty: position?.qty, total: round(add(realized, open), 6) };
        });
        expect(results[0]?.qty).toBe(results[1]?.qty);
        expect(
          near(results[0]?.total ?? ZERO, results[1]?.total ?? ZERO) ||
            near(results[0]?.total ?? ZERO, add(results[1]?.total ?? ZERO, decimal('0.000001'))),
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
