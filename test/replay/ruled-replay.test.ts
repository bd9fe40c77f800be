// The same market with strategies whose stops and targets are in average true ranges, that add to what they hold by rules, and
// that enter when a price is there; and the same counted plainly, without the core.

import { Decimal as Big } from 'decimal.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { add, decimal, round, ZERO } from '../../src/core/model/decimal.ts';
import { NO_ENTRY_RULES, type Pyramiding } from '../../src/core/model/entry-rules.ts';
import { NO_PROTECTION } from '../../src/core/model/exits/exit-plan.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import { settingsOf, strategy } from '../fault/house.ts';
import { pathOf } from './candles.ts';
import type { PlainFill } from './plain-replay.ts';
import { NATIVE, replay, symbolOf, WATCHED, type Replayed } from './replay-house.ts';

const TIMEOUT_MS = 240_000;
const MARKETS = 5;
const paths = Array.from({ length: MARKETS }, (_, market) => pathOf(20_261_129 + market));

interface Ruled {
  readonly name: string;
  readonly native: boolean;
  readonly market: number;
  readonly long: boolean;
  readonly qty: string;
  /** Of the alert; stop and target in multiples of it. */
  readonly atr: string;
  readonly stop: string;
  readonly target: string;
  readonly adds: {
    readonly max: number | null;
    readonly percent: string | null;
    readonly atr: string | null;
    readonly shrink: string | null;
    readonly onlyInProfit: boolean;
  };
  /** Enters when the price has gained (or lost) so many thousandths; null: at once. */
  readonly waitsFor: number | null;
}

const EVERY_TICKS = 9;
const EPISODE_TICKS = 120;
const LAST_TICK = 1_000;
const NO_ADDS: Ruled['adds'] = { max: 1, percent: null, atr: null, shrink: null, onlyInProfit: false };
const RULES: readonly Pick<Ruled, 'adds' | 'waitsFor'>[] = [
  { adds: { ...NO_ADDS, max: 3, percent: '0.4', shrink: '0.5' }, waitsFor: null },
  { adds: { ...NO_ADDS, max: 4, atr: '0.8', onlyInProfit: true }, waitsFor: null },
  { adds: { ...NO_ADDS, max: null, atr: '1.2', shrink: '0.7' }, waitsFor: null },
  { adds: NO_ADDS, waitsFor: 4 },
  { adds: NO_ADDS, waitsFor: -5 },
];

const RULED: readonly Ruled[] = Array.from({ length: 20 }, (_, index) => ({
  name: `r${index}`,
  native: index % 2 === 0,
  market: index % MARKETS,
  long: index % MARKETS < 3,
  qty: `${2 + (index % 3)}.${index % 10}7`,
  atr: `${6 + (index % 4) * 2}.5`,
  stop: ['1.5', '2', '3'][index % 3] ?? '2',
  target: ['2.5', '4', '6'][index % 3] ?? '4',
  ...(RULES[Math.floor(index / 4)] ?? { adds: NO_ADDS, waitsFor: null }),
}));

const episodeOf = (tick: number): number => tick % EPISODE_TICKS;
const isClose = (tick: number): boolean => episodeOf(tick) === EPISODE_TICKS - 10;
/** One that waits for its price is asked for once; the others every few ticks. */
const isEntry = ({ waitsFor }: Ruled, tick: number): boolean =>
  tick < LAST_TICK && episodeOf(tick) < EPISODE_TICKS - 20 && (waitsFor === null ? tick % EVERY_TICKS === 4 : episodeOf(tick) === 4);

/** In tenths, as the prices are. */
function levelAt({ long, waitsFor, market }: Ruled, tick: number): number {
  const now = paths[market]?.[tick] ?? 0;
  return now + Math.round((now * (waitsFor ?? 0) * (long ? 1 : -1)) / 1_000);
}
const isAbove = ({ long, waitsFor }: Ruled): boolean => (waitsFor ?? 0) > 0 === long;

function alertsAt(tick: number): readonly Record<string, unknown>[] {
  return RULED.flatMap((each) => {
    const to = { symbol: symbolOf(each.market), strategy: each.name, comment: `tick ${tick}` };
    if (isClose(tick)) return [{ action: 'close', ...to }];
    if (!isEntry(each, tick)) return [];
    const condition = { [isAbove(each) ? 'price_above' : 'price_below']: levelAt(each, tick) / 10 };
    const entry = { action: each.long ? 'buy' : 'sell', quantity: each.qty, atr: each.atr, ...to };
    return [each.waitsFor === null ? entry : { ...entry, condition }];
  });
}

function configured({ name, native, stop, target, adds }: Ruled): Strategy {
  const step = adds.percent === null ? (adds.atr === null ? null : { atr: decimal(adds.atr) }) : { percent: decimal(adds.percent) };
  const pyramiding: Pyramiding = {
    max: adds.max,
    minSpacing: step,
    shrink: adds.shrink === null ? null : decimal(adds.shrink),
    onlyInProfit: adds.onlyInProfit,
  };
  return {
    ...strategy({ name, approval: { type: 'auto' } }),
    account: native ? NATIVE : WATCHED,
    entries: { ...NO_ENTRY_RULES, pyramiding },
    protection: { ...NO_PROTECTION, stopLoss: { atr: decimal(stop) }, takeProfits: [{ at: { atr: decimal(target) }, share: null }] },
  };
}

const NOTHING: VenueTraits = { ...PAPER_TRAITS, nativeStops: false, oco: false, orderTypes: ['market'] };
function settings(): Settings {
  const known = settingsOf([NATIVE, WATCHED], RULED.map(configured));
  const accounts = [...known.accounts].map(
    ([name, each]) => [name, { ...each, traits: name === WATCHED ? NOTHING : each.traits }] as const,
  );
  return { ...known, accounts: new Map(accounts) };
}

const D = Big.clone({ precision: 60, rounding: Big.ROUND_HALF_UP });
type D = Big;
const toTick = (price: D): D => price.toNearest('0.1', Big.ROUND_HALF_UP);
const floorTo = (value: D, step: string): D => value.div(step).floor().times(step);

/** One strategy through all ticks. */
class Plain {
  readonly fills: PlainFill[] = [];
  readonly refused = { PYRAMIDING_MAX: 0, PYRAMIDING_SPACING: 0, PYRAMIDING_LOSS: 0 };
  profit = new D(0);
  private readonly rules: Ruled;
  private readonly sign: 1 | -1;
  private qty = new D(0);
  private cost = new D(0);
  private entries = 0;
  private lastPrice = new D(0);
  private stop = new D(0);
  private target = new D(0);
  private level: number | null = null;

  constructor(rules: Ruled) {
    this.rules = rules;
    this.sign = rules.long ? 1 : -1;
  }

  private trade(tick: number, qty: D, price: D, direction: number): void {
    this.profit = this.profit.minus(floorTo(qty.times(price).times('0.0005'), '0.00000001'));
    this.fills.push({ tick, side: direction > 0 ? 'buy' : 'sell', qty: qty.toFixed(), price: price.toFixed() });
  }

  private leave(tick: number, price: D): void {
    if (this.qty.isZero()) return;
    this.trade(tick, this.qty, price, -this.sign);
    this.profit = this.profit.plus(price.times(this.qty).minus(this.cost).times(this.sign));
    [this.qty, this.cost, this.entries] = [new D(0), new D(0), 0];
  }

  private whyNot(entering: D, leaving: D): keyof Plain['refused'] | null {
    const { adds, atr } = this.rules;
    if (adds.max !== null && this.entries >= adds.max) return 'PYRAMIDING_MAX';
    const least = adds.percent === null ? new D(adds.atr ?? 0).times(atr) : this.lastPrice.times(adds.percent).div(100);
    if (this.entries > 0 && entering.minus(this.lastPrice).abs().lt(least)) return 'PYRAMIDING_SPACING';
    const loses = this.entries > 0 && leaving.times(this.sign).lte(this.cost.div(this.qty).times(this.sign));
    return adds.onlyInProfit && loses ? 'PYRAMIDING_LOSS' : null;
  }

  private enter(tick: number, entering: D, leaving: D): void {
    const { qty, adds, atr, stop, target } = this.rules;
    const why = this.whyNot(entering, leaving);
    if (why !== null) return void (this.refused[why] += 1);
    const size = floorTo(new D(qty).times(new D(adds.shrink ?? 1).pow(this.entries)), '0.01');
    const price = toTick(entering.plus(entering.times('0.0001').times(this.sign)));
    this.trade(tick, size, price, this.sign);
    if (this.entries === 0) {
      this.stop = toTick(price.minus(new D(stop).times(atr).times(this.sign)));
      this.target = toTick(price.plus(new D(target).times(atr).times(this.sign)));
    }
    [this.qty, this.cost] = [this.qty.plus(size), this.cost.plus(size.times(price))];
    [this.entries, this.lastPrice] = [this.entries + 1, price];
  }

  tick(tick: number): void {
    const { market, native, waitsFor } = this.rules;
    const tenths = paths[market]?.[tick] ?? 0;
    const last = new D(tenths).div(10);
    const [entering, leaving] = [last.plus(new D('0.1').times(this.sign)), last.minus(new D('0.1').times(this.sign))];
    const atMarket = toTick(leaving.minus(leaving.times('0.0001').times(this.sign)));
    const isPast = (price: D, level: D): boolean => price.minus(level).times(this.sign).gte(0);
    if (this.level !== null && (isAbove(this.rules) ? tenths >= this.level : tenths <= this.level)) {
      this.level = null;
      this.enter(tick, entering, leaving);
    } else if (!this.qty.isZero() && isPast(this.stop, last)) this.leave(tick, atMarket);
    else if (!this.qty.isZero() && isPast(leaving, this.target)) this.leave(tick, native ? this.target : atMarket);
    if (isClose(tick)) {
      this.level = null;
      this.leave(tick, atMarket);
    } else if (isEntry(this.rules, tick)) {
      if (waitsFor === null) this.enter(tick, entering, leaving);
      else this.level = levelAt(this.rules, tick);
    }
  }
}

function plainly(rules: Ruled): Plain {
  const plain = new Plain(rules);
  for (const tick of (paths[rules.market] ?? []).keys()) plain.tick(tick);
  return plain;
}

describe('a market of gaps, spikes and a flash crash, with ranges, additions and conditions', () => {
  let first: Replayed;
  beforeAll(async () => {
    first = await replay({ settings: settings(), paths, alertsAt });
  }, TIMEOUT_MS);

  const netOf = (name: string) => {
    const lines = [...first.state.results.values()].flatMap((each) => [...each.values()]).filter((line) => line.strategy === name);
    return round(lines.map(({ curve }) => curve.net).reduce(add, ZERO), 8);
  };
  const refusedOf = (name: string, code: string): number =>
    first.state.signals.filter(({ strategy: of, error }) => of === name && error?.code === code).size;

  it.each(RULED.map((each) => ({ name: each.name, each })))('brings $name what a plain count says', ({ name, each }) => {
    const plain = plainly(each);
    expect(first.fills.get(name) ?? []).toEqual(plain.fills);
    expect(netOf(name)).toBe(plain.profit.toDecimalPlaces(8).toFixed());
    const codes = Object.keys(plain.refused);
    expect(Object.fromEntries(codes.map((code) => [code, refusedOf(name, code)]))).toEqual(plain.refused);
  });

  it('meets every rule often enough to mean something', () => {
    const all = RULED.map((each) => ({ each, plain: plainly(each) }));
    const count = (of: (one: (typeof all)[number]) => number): number => all.reduce((total, one) => total + of(one), 0);
    const isFill =
      (side: boolean) =>
      ({ each, plain }: (typeof all)[number]): number =>
        plain.fills.filter((fill) => (fill.side === 'buy') === (each.long === side)).length;
    const times = {
      max: count(({ plain }) => plain.refused.PYRAMIDING_MAX),
      spacing: count(({ plain }) => plain.refused.PYRAMIDING_SPACING),
      losing: count(({ plain }) => plain.refused.PYRAMIDING_LOSS),
      additions: count(isFill(true)) - count(isFill(false)),
      conditions: all.filter(({ each }) => each.waitsFor !== null).reduce((total, one) => total + isFill(true)(one), 0),
    };
    expect(Object.entries(times).filter(([, each]) => each < 10)).toEqual([]);
  });
});
