// Owns: what the replay must come to, counted apart from the code under test: one strategy after the other, tick by tick, in
// the words of the documentation. Nothing here comes from the core or from the paper venue.

import { Decimal as Big } from 'decimal.js';
import type { PlainStrategy } from './fifty-strategies.ts';

export interface PlainFill {
  readonly tick: number;
  readonly side: 'buy' | 'sell';
  readonly qty: string;
  readonly price: string;
}

export interface PlainResult {
  readonly fills: readonly PlainFill[];
  /** After fees. */
  readonly profit: string;
}

const D = Big.clone({ precision: 60, rounding: Big.ROUND_HALF_UP });
type D = Big;

const TICK = new D('0.1');
const STEP = new D('0.01');
const FEE_RATE = new D('0.0005');
const FEE_STEP = new D('0.00000001');
const SLIPPAGE = new D('0.0001');
const HALF_SPREAD = new D('0.1');

const toTick = (price: D): D => price.toNearest(TICK, Big.ROUND_HALF_UP);
const floorTo = (value: D, step: D): D => value.div(step).floor().times(step);

/** One market in the eyes of one side: everything is written for a long, and a short is its mirror. */
interface Eyes {
  readonly sign: 1 | -1;
  /** `a` is at least as good for the holder as `b`. */
  reaches(a: D, b: D): boolean;
  /** Towards the loss. */
  stopTick(price: D): D;
}

function eyesOf(long: boolean): Eyes {
  return long
    ? { sign: 1, reaches: (a, b) => a.gte(b), stopTick: (price) => floorTo(price, TICK) }
    : { sign: -1, reaches: (a, b) => a.lte(b), stopTick: (price) => price.div(TICK).ceil().times(TICK) };
}

interface Plan {
  stop: D | null;
  last: D | null;
  partials: { readonly price: D; readonly share: D; done: boolean }[];
  trail: { readonly distance: (best: D) => D; readonly activation: D | null; active: boolean; best: D | null } | null;
  breakEvenAfter: number | null;
  locks: { readonly trigger: D; readonly stop: D }[];
  leaveAt: number | null;
}

const percentAway = (from: D, percent: string, sign: number): D => toTick(from.plus(from.times(percent).div(100).times(sign)));

function targetsOf({ rules }: PlainStrategy, entry: D, sign: number): Pick<Plan, 'last' | 'partials'> {
  const named = rules.targets.reduce((sum, { share }) => sum.plus(share ?? 0), new D(0));
  const unnamed = rules.targets.filter(({ share }) => share === null).length;
  const each = unnamed === 0 ? new D(0) : new D(100).minus(named).div(unnamed);
  const all = rules.targets.map(({ at, share }) => ({
    price: percentAway(entry, at, sign),
    share: share === null ? each : new D(share),
    done: false,
  }));
  const last = all.at(-1);
  if (last === undefined || (unnamed === 0 && named.lt(100))) return { last: null, partials: all };
  return { last: last.price, partials: all.slice(0, -1) };
}

const tighter = (a: D | null, b: D, eyes: Eyes): D => (a === null || eyes.reaches(b, a) ? b : a);
const trailed = (trail: NonNullable<Plan['trail']>, best: D, eyes: Eyes): D =>
  eyes.stopTick(best.minus(trail.distance(best).times(eyes.sign)));

function planOf(strategy: PlainStrategy, entry: D, tick: number, eyes: Eyes): Plan {
  const { rules } = strategy;
  const { trail, time } = rules;
  const plan: Plan = {
    ...targetsOf(strategy, entry, eyes.sign),
    stop: rules.stop === null ? null : percentAway(entry, rules.stop, -eyes.sign),
    trail: null,
    breakEvenAfter: null,
    locks: rules.locks.map(({ at, stop }) => ({ trigger: percentAway(entry, at, eyes.sign), stop: percentAway(entry, stop, eyes.sign) })),
    leaveAt: time === null ? null : tick + time.ticks,
  };
  if (plan.partials.length > 0) plan.breakEvenAfter = rules.breakEvenAfter;
  if (trail !== null) {
    const { percent, amount } = trail;
    const distance = (best: D): D => (percent === undefined ? new D(amount ?? 0) : best.times(percent).div(100));
    const activation = trail.activation === null ? null : percentAway(entry, trail.activation, eyes.sign);
    plan.trail = { distance, activation, active: activation === null, best: activation === null ? entry : null };
    if (activation === null) plan.stop = tighter(plan.stop, trailed(plan.trail, entry, eyes), eyes);
  }
  return plan;
}

interface Prices {
  readonly last: D;
  /** What leaving gets, and what entering pays, before slippage. */
  readonly out: D;
  readonly in: D;
}

function pricesAt(tenths: number, sign: number): Prices {
  const last = new D(tenths).div(10);
  const spread = HALF_SPREAD.times(sign);
  return { last, out: last.minus(spread), in: last.plus(spread) };
}

const atMarket = (price: D, direction: number): D => toTick(price.plus(price.times(SLIPPAGE).times(direction)));

/** What the stop becomes at this price: break-even, locks, trailing. */
function moveStop(plan: Plan, entry: D, last: D, native: boolean, eyes: Eyes): void {
  if (plan.breakEvenAfter !== null && plan.partials.filter(({ done }) => done).length >= plan.breakEvenAfter) {
    plan.stop = tighter(plan.stop, eyes.stopTick(entry), eyes);
    plan.breakEvenAfter = null;
  }
  for (const lock of plan.locks.filter(({ trigger }) => eyes.reaches(last, trigger))) plan.stop = tighter(plan.stop, lock.stop, eyes);
  plan.locks = plan.locks.filter(({ trigger }) => !eyes.reaches(last, trigger));
  const { trail } = plan;
  if (trail === null) return;
  trail.active ||= trail.activation !== null && eyes.reaches(last, trail.activation);
  if (!trail.active) return;
  trail.best = trail.best === null || eyes.reaches(last, trail.best) ? last : trail.best;
  const to = trailed(trail, trail.best, eyes);
  // at a venue each move is an order: a tenth of the distance is the least
  const distance = trail.best.minus(floorTo(trail.best.minus(trail.distance(trail.best)), TICK));
  const least = native ? D.max(TICK, distance.div(10)) : TICK;
  const isWorth = plan.stop === null || eyes.reaches(to, plan.stop.plus(least.times(eyes.sign)));
  if (isWorth) plan.stop = tighter(plan.stop, to, eyes);
}

class Episode {
  readonly fills: PlainFill[] = [];
  private readonly strategy: PlainStrategy;
  private readonly eyes: Eyes;
  private readonly native: boolean;
  private qty = new D(0);
  private entry = new D(0);
  private plan: Plan | null = null;
  profit = new D(0);

  constructor(strategy: PlainStrategy) {
    this.strategy = strategy;
    this.eyes = eyesOf(strategy.long);
    this.native = strategy.account === 'native';
  }

  private fill(tick: number, qty: D, price: D, direction: number): void {
    const fee = floorTo(qty.times(price).times(FEE_RATE), FEE_STEP);
    this.fills.push({ tick, side: direction > 0 ? 'buy' : 'sell', qty: qty.toFixed(), price: price.toFixed() });
    this.profit = this.profit.minus(fee);
  }

  enter(tick: number, { in: best }: Prices): void {
    const { size } = this.strategy;
    const { sign } = this.eyes;
    const wanted = 'qty' in size ? size.qty : 'defaultQty' in size ? size.defaultQty : new D(size.defaultNotional).div(best);
    this.qty = floorTo(new D(wanted), STEP);
    this.entry = atMarket(best, sign);
    this.fill(tick, this.qty, this.entry, sign);
    this.plan = planOf(this.strategy, this.entry, tick, this.eyes);
  }

  private leaves(tick: number, qty: D, price: D): void {
    const { sign } = this.eyes;
    this.fill(tick, qty, price, -sign);
    this.profit = this.profit.plus(price.minus(this.entry).times(sign).times(qty));
    this.qty = this.qty.minus(qty);
    if (this.qty.isZero()) this.plan = null;
  }

  close(tick: number, { out }: Prices): void {
    if (this.plan !== null) this.leaves(tick, this.qty, atMarket(out, -this.eyes.sign));
  }

  /** The stop first, then the last target: at the venue a limit gets its price, watched by us both leave at market. */
  private atLevels(tick: number, prices: Prices, plan: Plan): boolean {
    const { eyes, native } = this;
    if (plan.stop !== null && eyes.reaches(plan.stop, prices.last)) this.close(tick, prices);
    else if (plan.last !== null && eyes.reaches(prices.out, plan.last))
      this.leaves(tick, this.qty, native ? plan.last : atMarket(prices.out, -eyes.sign));
    return this.plan === null;
  }

  /** What the targets before the last one take; null: everything. */
  private taken(plan: Plan, out: D): D | null {
    const reached = plan.partials.filter(({ done, price }) => !done && this.eyes.reaches(out, price));
    if (reached.length === 0) return new D(0);
    const before = plan.partials.reduce((sum, { done, share }) => (done ? sum.plus(share) : sum), new D(0));
    const shares = reached.reduce((sum, { share }) => sum.plus(share), new D(0));
    for (const each of reached) each.done = true;
    const rest = new D(100).minus(before);
    const qty = shares.gte(rest) ? this.qty : floorTo(this.qty.times(shares).div(rest), STEP);
    return this.qty.minus(qty).lt(STEP) ? null : qty;
  }

  private isLate(tick: number, plan: Plan, { out }: Prices): boolean {
    const unlessGain = this.strategy.rules.time?.unlessGain ?? null;
    if (plan.leaveAt === null || tick < plan.leaveAt || unlessGain === null) return false;
    plan.leaveAt = null;
    return out.minus(this.entry).times(this.eyes.sign).times(100).div(this.entry).lt(unlessGain);
  }

  tick(tick: number, prices: Prices): void {
    const { plan, eyes } = this;
    if (plan === null) return;
    const isTimed = this.strategy.rules.time?.unlessGain === null;
    if (this.atLevels(tick, prices, plan)) return;
    if (isTimed && plan.leaveAt === tick) return this.close(tick, prices);
    const taken = this.taken(plan, prices.out);
    moveStop(plan, this.entry, prices.last, this.native, eyes);
    const isBehind = plan.stop !== null && eyes.reaches(plan.stop, prices.last);
    if (isBehind || this.isLate(tick, plan, prices) || taken === null) return this.close(tick, prices);
    if (taken.gt(0)) this.leaves(tick, taken, atMarket(prices.out, -eyes.sign));
  }
}

export function replayPlainly(strategy: PlainStrategy, path: readonly number[]): PlainResult {
  const { sign } = eyesOf(strategy.long);
  const done = strategy.episodes.map(({ enters, closes }) => {
    const episode = new Episode(strategy);
    episode.enter(enters, pricesAt(path[enters] ?? 0, sign));
    for (let tick = enters + 1; tick <= closes; tick += 1) episode.tick(tick, pricesAt(path[tick] ?? 0, sign));
    episode.close(closes, pricesAt(path[closes] ?? 0, sign));
    return episode;
  });
  return {
    fills: done.flatMap(({ fills }) => fills),
    profit: done.reduce((sum, { profit }) => sum.plus(profit), new D(0)).toFixed(),
  };
}
