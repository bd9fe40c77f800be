// Profit is conserved: whatever order fills come in and however often they are told, results are the cash of the venue.

import { describe, expect, it } from 'vitest';
import { abs, add, decimal, gt, mul, neg, sub, sum, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import type { FillId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { Fill, Order } from '../../src/core/model/order.ts';
import type { Result } from '../../src/core/model/results/result.ts';
import { createRandom, type Random } from '../fault/random.ts';
import { Engine, settingsWith } from './engine.ts';

const DAY_MS = 86_400_000;

const results = (engine: Engine): Result[] => [...engine.state.results.values()].flatMap((lines) => [...lines.values()]);

/** What the venue's statement would say: money in and out by fills that it told of, each once. */
class Statement {
  cash = ZERO;
  qty = ZERO;
  readonly fees = new Map<string, Decimal>();
  add({ side }: Order, { qty, price, fee, feeCurrency }: Fill): void {
    const value = mul(qty, price);
    this.cash = add(this.cash, side === 'sell' ? value : neg(value));
    if (feeCurrency === 'USDT') this.cash = sub(this.cash, fee);
    else this.fees.set(feeCurrency, add(this.fees.get(feeCurrency) ?? ZERO, fee));
    this.qty = add(this.qty, side === 'sell' ? neg(qty) : qty);
  }
}

/** Of the fees below; the points have no price anywhere. */
const WORTH: Readonly<Record<string, string>> = { BNB: '612.5', BTC: '45000', EUR: '1.0625' };
const worthOf = (currency: string): Decimal => decimal(WORTH[currency] ?? '0');

const isNear = (a: Decimal, b: Decimal): boolean => !gt(abs(sub(a, b)), decimal('0.000000001'));

/** Two strategies in one market, a venue that fills anything in pieces, in any order, and tells some of it twice. */
class Play {
  readonly engine = new Engine(settingsWith({ approval: { type: 'auto' } }, { entriesPerMinuteMax: 10_000 }));
  readonly statement = new Statement();
  taken = 0;
  private readonly told: (readonly [Order, Fill])[] = [];
  private readonly random: Random;
  private readonly feeCurrencies: readonly string[];
  constructor(seed: number, feeCurrencies: readonly string[] = []) {
    this.feeCurrencies = feeCurrencies;
    this.random = createRandom(seed);
  }

  /** Some of the rates are known, or none. */
  countFees(known: readonly string[]): void {
    const rates = known.map((from) => ({ from, to: 'USDT', price: worthOf(from), at: this.engine.now, source: 'venue' as const }));
    this.engine.run({ type: 'count_fees', rates: new Map(rates.map((rate) => [`paper|${rate.from}|USDT`, rate])) });
  }

  private report(order: Order, fill: Fill): void {
    const venueOrderId = `v-${order.id}` as VenueOrderId;
    this.engine.run({ type: 'venue_report', report: { type: 'filled', orderId: order.id, venueOrderId, fill } });
    this.taken += this.engine.events.filter(({ type }) => type === 'share_taken').length;
  }

  private alert(): void {
    const { random, engine } = this;
    const qty = `0.0${random.between(1, 9)}`;
    const texts = [
      `BUY BTCUSDT.P @ 45000 qty=${qty} sl=44000 tp=47000`,
      `BUY BTCUSDT.P qty=${qty} sl=43000`,
      'CLOSE BTCUSDT.P',
      'CLOSE BTCUSDT.P 40%',
    ];
    const signal = engine.alert(random.chance(0.05) ? `SELL BTCUSDT.P qty=${qty}` : random.pick(texts), {
      strategyHint: random.pick(['default', 'other']),
    });
    if (engine.state.activeSignals.has(signal.id)) engine.price(signal, '45000');
  }

  private sendAll(): void {
    const { engine } = this;
    for (const { id } of engine.orders(({ status, cancel }) => status === 'initialized' && cancel === null)) {
      const reply = engine.run({ type: 'begin_submit', orderId: id });
      if (reply.type !== 'submit') continue;
      engine.run({ type: 'venue_report', report: { type: 'accepted', orderId: id, venueOrderId: `v-${id}` as VenueOrderId } });
    }
  }

  /** A piece of any order that is at the venue, those included whose cancel is under way. */
  private fillOne(whole: boolean): boolean {
    const { random, engine } = this;
    const isOpen = ({ id, status }: Order): boolean => engine.state.activeOrders.has(id) && status !== 'initialized';
    const open = engine.orders((each) => isOpen(each) && gt(each.qty, each.qtyFilled));
    if (open.length === 0) return false;
    const order = random.pick(open);
    const fill: Fill = {
      id: random.hex(12) as FillId,
      qty: whole || random.chance(0.5) ? sub(order.qty, order.qtyFilled) : decimal('0.001'),
      price: decimal(random.between(43_000, 47_000)),
      fee: decimal(`0.0${random.between(0, 9)}`),
      feeCurrency: this.feeCurrencies.length === 0 ? 'USDT' : random.pick(this.feeCurrencies),
      at: engine.now,
    };
    this.told.push([order, fill]);
    this.statement.add(order, fill);
    this.report(order, fill);
    return true;
  }

  step(): void {
    this.engine.now += this.random.between(0, 3) * 7_000;
    if (this.random.chance(0.02)) this.engine.now += DAY_MS;
    const what = this.random.weighted({ alert: 2, send: 2, fill: 3, again: 1 });
    if (this.feeCurrencies.length > 0 && this.random.chance(0.2)) this.countFees(Object.keys(WORTH).filter(() => this.random.chance(0.5)));
    if (what === 'alert') this.alert();
    if (what === 'send') this.sendAll();
    if (what === 'fill') this.fillOne(false);
    if (what === 'again' && this.told.length > 0) this.report(...this.random.pick(this.told));
  }

  /** Everything is closed, whatever it takes. */
  finish(): void {
    for (let round = 0; round < 60; round += 1) {
      for (const strategyHint of ['default', 'other']) this.engine.alert('CLOSE BTCUSDT.P', { strategyHint });
      this.sendAll();
      const isOpen = ({ id }: Order): boolean => this.engine.state.activeOrders.has(id);
      if (!this.engine.state.positions.some(({ qty }) => qty !== ZERO) && this.engine.orders(isOpen).length === 0) return;
      if (!this.fillOne(true)) this.engine.now += 60_000;
    }
  }
}

describe('profit is conserved', () => {
  it('over any order of fills, told as often as it may be: when all is flat, results add up to the cash of the venue', () => {
    let [flat, taken] = [0, 0];
    for (let seed = 0; seed < 50; seed += 1) {
      const play = new Play(seed);
      for (let step = 0; step < 70; step += 1) play.step();
      const { engine, statement } = play;
      const net = (): Decimal => sum(results(engine).map(({ curve }) => curve.net));
      // what is still held is worth what was paid for it
      const open = sum(engine.state.positions.valueSeq().map(({ qty, entryPrice }) => mul(qty, entryPrice ?? ZERO)));
      expect(isNear(add(statement.cash, open), net()), `seed ${seed}: cash ${statement.cash}, open ${open}, results ${net()}`).toBe(true);
      play.finish();
      taken += play.taken;
      if (engine.state.positions.some(({ qty }) => qty !== ZERO)) continue;
      flat += 1;
      expect(isNear(statement.cash, net()), `seed ${seed}: cash ${statement.cash}, results ${net()}`).toBe(true);
      const trades = sum(results(engine).map(({ grossProfit, grossLoss }) => sub(grossProfit, grossLoss)));
      expect(isNear(trades, net()), `seed ${seed}: trades ${trades}, results ${net()}`).toBe(true);
      expect(engine.state.trades.size).toBe(0);
    }
    expect(flat).toBeGreaterThan(25);
    expect(taken).toBeGreaterThan(5);
  });

  it('with fees in any currency, whose worth is told at any time: each is counted once, or stands apart', () => {
    let [flat, counted] = [0, 0];
    for (let seed = 0; seed < 20; seed += 1) {
      const play = new Play(seed, ['USDT', 'BNB', 'BTC', 'EUR', 'POINT']);
      const { engine, statement } = play;
      const apart = (currency: string): Decimal => sum(results(engine).map(({ otherFees }) => otherFees[currency] ?? ZERO));
      const net = (): Decimal => sum(results(engine).map(({ curve }) => curve.net));
      /** What the books have counted of them, in USDT. */
      const paid = (): Decimal => sum([...statement.fees].map(([currency, fee]) => mul(sub(fee, apart(currency)), worthOf(currency))));
      for (let step = 0; step < 70; step += 1) {
        play.step();
        const open = sum(engine.state.positions.valueSeq().map(({ qty, entryPrice }) => mul(qty, entryPrice ?? ZERO)));
        const cash = sub(add(statement.cash, open), paid());
        expect(isNear(cash, net()), `seed ${seed}, step ${step}: cash ${cash}, results ${net()}`).toBe(true);
      }
      play.finish();
      play.countFees(['BNB', 'BTC', 'EUR']);
      play.countFees(['BNB', 'BTC', 'EUR']);
      for (const currency of ['BNB', 'BTC', 'EUR']) expect(apart(currency)).toBe('0');
      expect(apart('POINT')).toBe(statement.fees.get('POINT') ?? '0');
      if (engine.state.positions.some(({ qty }) => qty !== ZERO)) continue;
      flat += 1;
      counted += gt(paid(), ZERO) ? 1 : 0;
      expect(isNear(sub(statement.cash, paid()), net()), `seed ${seed}: results ${net()}`).toBe(true);
      const trips = sum(results(engine).map((each) => sub(each.grossProfit, each.grossLoss)));
      const waiting = results(engine).flatMap(({ tradesApart }) => tradesApart ?? []);
      expect(isNear(add(trips, sum(waiting.map((each) => each.net))), net()), `seed ${seed}: trips ${trips}, results ${net()}`).toBe(true);
      expect(waiting.every(({ feesApart }) => Object.keys(feesApart ?? {}).join() === 'POINT')).toBe(true);
      expect(sum(waiting.map(({ feesApart }) => feesApart?.['POINT'] ?? ZERO))).toBe(apart('POINT'));
    }
    expect(flat).toBeGreaterThan(10);
    expect(counted).toBeGreaterThan(10);
  });
});
