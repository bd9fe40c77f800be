// Owns: how a strategy guards its positions where its alerts do not say it, as config.yaml has it (`protection:`).

import { gt, HUNDRED, isPositive, parseDecimal, sum, type Decimal } from '../../core/model/decimal.ts';
import { NO_PROTECTION, type Distance, type ProtectionRules, type TimeStopRule } from '../../core/model/exits/exit-plan.ts';
import { readMinuteOfDay } from '../../core/model/time/local-time.ts';
import { CALENDARS } from '../../core/model/time/trading-calendar.ts';
import { ok, wrong, type Read } from '../field.ts';
import { countUpTo, describe, durationBetween, oneOf, readPercent } from '../file-fields.ts';
import { listOf, readGroup } from '../group.ts';

const TARGETS_MAX = 10;
const BARS_MAX = 999_999;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
const YEAR_MS = 365 * 24 * 3_600_000;
const DISTANCE = /^(\d[\d.]*)\s?(%|atr|pips?|points?)?$/i;

/** `2%` of the price, `150` in quote currency, `1.5atr` average true ranges, `20pips` and `50points` as alerts may have them. */
export function readDistance(value: unknown): Read<Distance> {
  const [, digits = '', unit = ''] = typeof value === 'string' ? (DISTANCE.exec(value.trim()) ?? []) : [];
  const amount = parseDecimal(digits);
  const remedy = 'Write 2% (of the price), 1.5atr (average true ranges), 20pips, 50points or 150 (in the quote currency).';
  if (amount === null || !isPositive(amount)) return wrong(`${describe(value)} is not a distance.`, remedy);
  const word = unit.toLowerCase();
  if (word === 'atr') return ok({ atr: amount });
  if (word.startsWith('pip')) return ok({ pips: amount });
  if (word.startsWith('point')) return ok({ points: amount });
  if (unit === '') return ok({ amount });
  return gt(amount, HUNDRED) ? wrong(`${describe(value)} is more than 100 percent.`, remedy) : ok({ percent: amount });
}

function readTarget(value: unknown): Read<{ at: Distance; share: Decimal | null }> {
  if (typeof value === 'string') {
    const at = readDistance(value);
    return at.type === 'wrong' ? at : ok({ at: at.value, share: null });
  }
  const remedy = 'Write take_profits: [{ at: 2%, share: 50 }, { at: 4% }].';
  const group = readGroup(value, { at: readDistance, share: readPercent }, remedy);
  if (group.type === 'wrong') return group;
  const { at, share } = group.value;
  return at === undefined ? wrong('a target has no distance.', remedy) : ok({ at, share: share ?? null });
}

function readTargets(value: unknown): Read<ProtectionRules['takeProfits']> {
  const remedy = `Write take_profits: [{ at: 2%, share: 50 }, { at: 4% }], at most ${TARGETS_MAX} of them.`;
  const targets = listOf(readTarget, TARGETS_MAX, remedy)(value);
  if (targets.type === 'wrong') return targets;
  const shares = sum(targets.value.flatMap(({ share }) => share ?? []));
  return gt(shares, HUNDRED) ? wrong(`the shares come to ${shares} percent.`, 'Give the targets 100 percent together.') : targets;
}

function readTrailing(value: unknown): Read<ProtectionRules['trailing']> {
  if (typeof value === 'string') {
    const by = readDistance(value);
    return by.type === 'wrong' ? by : ok({ by: by.value, activation: null });
  }
  const remedy = 'Write trailing: 2%, or trailing: { by: 1%, activation: 1.5% }.';
  const group = readGroup(value, { by: readDistance, activation: readDistance }, remedy);
  if (group.type === 'wrong') return group;
  const { by, activation } = group.value;
  return by === undefined ? wrong('the trailing stop has no distance.', remedy) : ok({ by, activation: activation ?? null });
}

function readLockStep(value: unknown): Read<{ at: Distance; stop: Distance }> {
  const remedy = 'Write profit_lock: [{ at: 2%, stop: 0.5% }, { at: 4%, stop: 2% }].';
  const group = readGroup(value, { at: readDistance, stop: readDistance }, remedy);
  if (group.type === 'wrong') return group;
  const { at, stop } = group.value;
  return at === undefined || stop === undefined ? wrong('a step needs at and stop.', remedy) : ok({ at, stop });
}

function readTimeOfDay(value: unknown): Read<number> {
  const minute = typeof value === 'string' ? readMinuteOfDay(value) : null;
  return minute === null
    ? wrong(`${describe(value)} is not a time of the day.`, 'Write it between quotes, such as at: "15:55" (in TIMEZONE).')
    : ok(minute);
}

const TIME_STOP = {
  after: durationBetween(MINUTE_MS, YEAR_MS),
  bars: countUpTo(BARS_MAX, 'bars'),
  bar: durationBetween(MINUTE_MS, YEAR_MS),
  at: readTimeOfDay,
  before_close: durationBetween(0, DAY_MS),
  calendar: oneOf(...CALENDARS.keys()),
  unless_gain: readPercent,
};

function readTimeStop(value: unknown): Read<TimeStopRule> {
  const nothing = { afterMs: null, atMinute: null, beforeCloseMs: null, calendar: null, unlessGain: null };
  if (typeof value === 'string') {
    const ms = TIME_STOP.after(value);
    return ms.type === 'wrong' ? ms : ok({ ...nothing, afterMs: ms.value });
  }
  const remedy = 'Write time_stop: 4h, or one of after, bars and bar, at, before_close in time_stop: { at: "15:55", unless_gain: 1 }.';
  const group = readGroup(value, TIME_STOP, remedy);
  if (group.type === 'wrong') return group;
  const { after, bars, bar, at, before_close: beforeClose, calendar, unless_gain: unlessGain } = group.value;
  if ((bars === undefined) !== (bar === undefined)) return wrong('bars need the length of one.', 'Write bars: 12 and bar: 5m.');
  if (after !== undefined && bars !== undefined) return wrong('after and bars are both set.', 'Keep one of the two.');
  const afterMs = after ?? (bars === undefined || bar === undefined ? null : bars * bar);
  if (afterMs === null && at === undefined && beforeClose === undefined) return wrong('the time stop has no time.', remedy);
  return ok({
    afterMs,
    ...(after !== undefined || bar === undefined ? {} : { barMs: bar }),
    atMinute: at ?? null,
    beforeCloseMs: beforeClose ?? null,
    calendar: calendar ?? null,
    unlessGain: unlessGain ?? null,
  });
}

const READERS = {
  stop_loss: readDistance,
  take_profits: readTargets,
  trailing: readTrailing,
  break_even_after: countUpTo(TARGETS_MAX, 'targets'),
  profit_lock: listOf(readLockStep, TARGETS_MAX, 'Write profit_lock: [{ at: 2%, stop: 0.5% }].'),
  time_stop: readTimeStop,
  on_stop_failure: oneOf('exit', 'watch'),
};

export function readProtectionRules(value: unknown): Read<ProtectionRules> {
  const group = readGroup(value, READERS, 'Write protection: { stop_loss: 2%, take_profits: [4%] }.');
  if (group.type === 'wrong') return group;
  const read = group.value;
  return ok({
    stopLoss: read.stop_loss ?? NO_PROTECTION.stopLoss,
    takeProfits: read.take_profits ?? NO_PROTECTION.takeProfits,
    trailing: read.trailing ?? NO_PROTECTION.trailing,
    breakEvenAfter: read.break_even_after ?? NO_PROTECTION.breakEvenAfter,
    profitLock: read.profit_lock ?? NO_PROTECTION.profitLock,
    timeStop: read.time_stop ?? NO_PROTECTION.timeStop,
    onStopFailure: read.on_stop_failure ?? NO_PROTECTION.onStopFailure,
  });
}
