// Owns: from the words of an alert and the rules of its strategy to the exits of an entry, in absolute prices: what the alert
// names counts, the rules stand in for what it does not name. Nothing is sent by it and nothing decided about the size.

import { add, compare, div, gt, gte, HUNDRED, isPositive, lt, sub, sum, type Decimal } from '../decimal.ts';
import { deny, type Denial } from '../denial.ts';
import {
  NO_PROTECTION,
  type Distance,
  type ExitPlan,
  type LockStep,
  type PartialTarget,
  type PlannedExits,
  type ProtectionRules,
  type TimeStopRule,
  type Trailing,
} from './exit-plan.ts';
import type { Instrument } from '../markets/instrument.ts';
import type { Level, Reading, Side, Target } from '../signal.ts';
import { stopTick, tighterStop } from './tighter-stop.ts';
import { NO_SIZES, type UnitSizes } from '../markets/unit-sizes.ts';
import { distanceFrom, levelPrice, uncounted } from './exit-levels.ts';

export interface ExitGround {
  readonly side: Side;
  /** Of the entry. */
  readonly price: Decimal;
  readonly instrument: Instrument;
  readonly atr: Decimal | null;
  /** Of the strategy. */
  readonly units: UnitSizes;
  /** Of the position, where the alert only changes it: a lock without a target of its own looks at these. */
  readonly known?: Pick<ExitPlan, 'takeProfit' | 'partials'> | null;
  /** The price has moved on since the entry, and is not known here: a trailing stop starts at the next one. */
  readonly trailsFromNext?: true;
}

type Wanted = Level & Distance;

const noDistance = (what: string, level: Wanted, ground: ExitGround): Denial =>
  uncounted(level, ground) ??
  (level.atr === undefined
    ? deny('UNSUPPORTED', `the ${what} is written in a unit that cannot be counted here`, 'Send a price, a percentage or an amount.')
    : deny(
        'NO_CANDLES',
        `the ${what} is counted from the average true range, which is not known`,
        'Send "atr" in the alert, or a percentage.',
      ));

const priceOf = (what: string, level: Wanted, kind: 'stop' | 'target', { side, price, ...ground }: ExitGround): Decimal | Denial =>
  levelPrice(level, side, price, kind, ground) ?? noDistance(what, level, { side, price, ...ground });

const isDenial = (value: Decimal | Denial): value is Denial => typeof value !== 'string';

/** Shares that are not named divide what the named ones leave. */
function sharesOf(targets: readonly Target[]): readonly Decimal[] | Denial {
  const named = sum(targets.flatMap(({ share }) => share ?? []));
  const unnamed = targets.filter(({ share }) => share === undefined).length;
  if (gt(named, HUNDRED) || (unnamed > 0 && gte(named, HUNDRED)))
    return deny('INVALID_FIELD', `the targets close ${named} % of the position, more than there is`, 'Give them shares of 100 % together.');
  const each = unnamed === 0 ? HUNDRED : div(sub(HUNDRED, named), String(unnamed) as Decimal);
  return targets.map(({ share }) => share ?? each);
}

type Targets = Pick<PlannedExits, 'takeProfit' | 'partials'>;

/** Nearest first; shares that are not named divide what the others leave, and all of it where none is named. */
export function planTargets(targets: readonly (Target & Distance)[], ground: ExitGround): Targets | Denial {
  const shares = sharesOf(targets);
  if ('code' in shares) return shares;
  const planned: PartialTarget[] = [];
  for (const [index, target] of targets.entries()) {
    const price = priceOf('target', target, 'target', ground);
    if (isDenial(price)) return price;
    planned.push({ price, share: shares[index] ?? HUNDRED, done: false });
  }
  planned.sort((a, b) => (ground.side === 'buy' ? compare(a.price, b.price) : compare(b.price, a.price)));
  const last = planned.at(-1);
  const named = targets.every(({ share }) => share !== undefined);
  const runsOn = named && lt(sum(shares), HUNDRED);
  return last === undefined || runsOn
    ? { takeProfit: null, partials: planned }
    : { takeProfit: last.price, partials: planned.slice(0, -1) };
}

function trailBy(level: Wanted, ground: ExitGround): Trailing['by'] | Denial {
  if (level.percent !== undefined) return { percent: level.percent };
  const amount = distanceFrom(ground.price, level, ground);
  return amount === null ? noDistance('trailing stop', level, ground) : { amount };
}

function planTrail(reading: Reading, rules: ProtectionRules, ground: ExitGround): Trailing | Denial | null {
  // of an entry by a trailing stop the distance is the order's own
  const asked = reading.orderType === 'trailing_stop' ? null : reading.trailing;
  const level: Wanted | null = asked ?? rules.trailing?.by ?? null;
  if (level === null) return null;
  const by = trailBy(level, ground);
  if ('code' in by) return by;
  const from = asked === null ? (rules.trailing?.activation ?? null) : asked.activation === undefined ? null : { price: asked.activation };
  const activation = from === null ? null : priceOf('activation of the trailing stop', from, 'target', ground);
  if (activation !== null && isDenial(activation)) return activation;
  const starts = activation === null && ground.trailsFromNext !== true;
  return { by, activation, active: activation === null, best: starts ? ground.price : null, movedAt: null };
}

/** Where a trailing stop stands when `best` is the best price so far. */
export function trailedStop({ by }: Pick<Trailing, 'by'>, best: Decimal, long: boolean, instrument: Instrument): Decimal {
  const distance = distanceFrom(best, by, { instrument, atr: null, units: NO_SIZES }) ?? best;
  return stopTick(long, long ? sub(best, distance) : add(best, distance), instrument.tickSize);
}

/** The lock of an alert arms at its trigger, else half-way from its stop to the next target behind it. */
function lockOfAlert(reading: Reading, { takeProfit, partials }: Targets, { side, ...ground }: ExitGround): LockStep | Denial | null {
  if (reading.profitLock === null) return null;
  const { tickSize } = ground.instrument;
  const long = side === 'buy';
  const stop = stopTick(long, reading.profitLock.newStopPrice, tickSize);
  const beyond = (a: Decimal, b: Decimal): boolean => (long ? gt(a, b) : lt(a, b));
  const target = [...partials.map(({ price }) => price), takeProfit].find((price) => price !== null && beyond(price, stop)) ?? null;
  const trigger = reading.profitLock.triggerPrice ?? (target === null ? null : div(add(stop, target), '2' as Decimal));
  if (trigger === null)
    return deny(
      'INVALID_FIELD',
      `nothing says when the profit lock moves the stop to ${stop}: the alert has no target behind it`,
      'Add "trigger_price" to profit_lock, or a take_profit.',
    );
  return beyond(trigger, stop)
    ? { trigger, stop }
    : deny('STOP_WRONG_SIDE', `the profit lock would move the stop to ${stop} at the price ${trigger}: it would leave at once`);
}

function planLocks(reading: Reading, rules: ProtectionRules, targets: Targets, ground: ExitGround): readonly LockStep[] | Denial {
  const hasOwn = targets.takeProfit !== null || targets.partials.length > 0;
  const known = { takeProfit: ground.known?.takeProfit ?? null, partials: ground.known?.partials ?? [] };
  const own = lockOfAlert(reading, hasOwn ? targets : known, ground);
  if (own !== null && 'code' in own) return own;
  const locks: LockStep[] = own === null ? [] : [own];
  for (const step of rules.profitLock) {
    const trigger = priceOf('profit lock', step.at, 'target', ground);
    const stop = priceOf('profit lock', step.stop, 'target', ground);
    if (isDenial(trigger)) return trigger;
    if (isDenial(stop)) return stop;
    locks.push({ trigger, stop });
  }
  return locks.sort((a, b) => (ground.side === 'buy' ? compare(a.trigger, b.trigger) : compare(b.trigger, a.trigger)));
}

/**
 * Of what adds to a position: the rules have had their say when it was opened. Only the close of the market that they leave before
 * holds for the time that an alert brings, too, since that stands for theirs.
 */
export function rulesOfAddition({ timeStop: said }: Reading, rules: ProtectionRules | null): ProtectionRules {
  const rule = rules?.timeStop ?? null;
  return said === null || rule === null ? NO_PROTECTION : { ...NO_PROTECTION, timeStop: { ...rule, afterMs: null, atMinute: null } };
}

/** What an alert says of its time stands for the rule of its strategy, but for the close of the market. */
export function timeStopRule({ timeStop: said }: Pick<Reading, 'timeStop'>, { timeStop: rule }: ProtectionRules): TimeStopRule | null {
  if (said === null) return rule;
  return { ...said, beforeCloseMs: rule?.beforeCloseMs ?? null, calendar: rule?.calendar ?? null, unlessGain: null };
}

/** `rules`: of the strategy; for what adds to a position and for changes of a plan only the alert counts (NO_PROTECTION). */
export function planExits(reading: Reading, rules: ProtectionRules, ground: ExitGround): PlannedExits | Denial {
  const long = ground.side === 'buy';
  const wanted: Wanted | null = reading.stopLoss ?? rules.stopLoss;
  const stop = wanted === null ? null : priceOf('stop-loss', wanted, 'stop', ground);
  if (stop !== null && isDenial(stop)) return stop;
  const fromRules = rules.takeProfits.map(({ at, share }) => (share === null ? at : { ...at, share }));
  const targets = planTargets(reading.takeProfits.length > 0 ? reading.takeProfits : fromRules, ground);
  if ('code' in targets) return targets;
  const trail = planTrail(reading, rules, ground);
  if (trail !== null && 'code' in trail) return trail;
  const locks = planLocks(reading, rules, targets, ground);
  if ('code' in locks) return locks;
  const trailed = trail?.active === true ? trailedStop(trail, ground.price, long, ground.instrument) : null;
  if (trailed !== null && !isPositive(trailed)) return deny('INVALID_PRICE', 'the trailing distance is as large as the price itself');
  return {
    stopLoss: tighterStop(long, stop, trail?.best == null ? null : trailed),
    ...targets,
    trail,
    breakEvenAfter: targets.partials.length === 0 ? null : (reading.breakEvenAfter ?? rules.breakEvenAfter),
    locks,
    timeStop: timeStopRule(reading, rules),
  };
}
