// Owns: where results are kept: by the day in the house's time zone, old days added up to months, old months to years, so that
// the state stays small. Invariant: adding up loses no sum; only which day something was on.

import { Map } from 'immutable';
import { readDay } from '../../model/time/civil-days.ts';
import { isZero, sub, type Decimal } from '../../model/decimal.ts';
import { RESULT_DAYS_KEPT, RESULT_MONTHS_KEPT, RESULTS_MAX } from '../../model/limits.ts';
import { localDay } from '../../model/time/local-time.ts';
import type { Instant } from '../../model/ids.ts';
import { jointsOf, type JointKey } from '../../model/results/joint-curve.ts';
import { addToCurve, FLAT_CURVE, joinCurves, type ResultCurve } from '../../model/results/result-curve.ts';
import { joinResults, lineKey, newResult, type Result, type ResultLine } from '../../model/results/result.ts';
import { changeState } from '../change-state.ts';
import type { ResultPeriods, State } from '../state.ts';

const MONTH_TEXT = 7;
const YEAR_TEXT = 4;
const isDay = (period: string): boolean => period.length > MONTH_TEXT;
const isYear = (period: string): boolean => period.length === YEAR_TEXT;
/** The month of a day, the year of a month. */
const coarser = (period: string): string => period.slice(0, isDay(period) ? MONTH_TEXT : YEAR_TEXT);

const daysOf = (day: string): number => readDay(day) ?? 0;
const monthsOf = (period: string): number => Number(period.slice(0, YEAR_TEXT)) * 12 + Number(period.slice(5, MONTH_TEXT));

/** How finely `period` is still kept on `today`. */
function keptAs(period: string, today: string): string {
  const month = isDay(period) && daysOf(today) - daysOf(period) > RESULT_DAYS_KEPT ? coarser(period) : period;
  return !isDay(month) && !isYear(month) && monthsOf(today) - monthsOf(month) > RESULT_MONTHS_KEPT ? coarser(month) : month;
}

/** What is kept by periods, whatever it is. */
type Periods<Key, Value> = Map<string, Map<Key, Value>>;

function moveInto<Key, Value>(
  periods: Periods<Key, Value>,
  from: string,
  to: string,
  join: (earlier: Value, later: Value) => Value,
): Periods<Key, Value> {
  const known = periods.get(to) ?? Map<Key, Value>();
  const joined = (periods.get(from) ?? Map<Key, Value>()).reduce((so, value, key) => {
    const earlier = so.get(key);
    return so.set(key, earlier === undefined ? value : join(earlier, value));
  }, known);
  return joined.isEmpty() ? periods : periods.delete(from).set(to, joined);
}

const countOf = (periods: ResultPeriods): number => periods.reduce((total, lines) => total + lines.size, 0);

/** "2026" before "2026-11" before "2026-11-28": what was added up into a longer time came before what is in it still apart. */
export const periodsInOrder = (periods: ResultPeriods): readonly string[] => [...periods.keys()].sort();

type Kept = Pick<State, 'results' | 'jointCurves'>;

function addUp(known: Kept, today: string): Kept {
  let kept = known;
  const move = (from: string, to: string): void => {
    kept = {
      results: moveInto(kept.results, from, to, joinResults),
      jointCurves: moveInto(kept.jointCurves, from, to, joinCurves),
    };
  };
  for (const period of periodsInOrder(known.results)) {
    const as = keptAs(period, today);
    if (as !== period) move(period, as);
  }
  for (const period of periodsInOrder(kept.results)) {
    if (countOf(kept.results) <= RESULTS_MAX) return kept;
    if (!isYear(period) && period !== today) move(period, coarser(period));
  }
  return kept;
}

/** The step that a line has made is one of each sum that it is part of. */
function stepJoints(state: State, period: string, line: ResultLine, step: Decimal): State['jointCurves'] {
  if (isZero(step)) return state.jointCurves;
  const known = state.jointCurves.get(period) ?? Map<JointKey, ResultCurve>();
  const curves = jointsOf(line).reduce((so, key) => so.set(key, addToCurve(so.get(key) ?? FLAT_CURVE, step)), known);
  return state.jointCurves.set(period, curves);
}

/** `on`: when it happened; `at`: when it is counted. */
export function putResult(state: State, line: ResultLine, on: Instant, at: Instant, change: (known: Result) => Result): State {
  return putInPeriod(state, localDay(on, state.riskBook.timeZone), line, at, change);
}

/** `day`: or the month or year that it has been added up to. */
export function putInPeriod(state: State, day: string, line: ResultLine, at: Instant, change: (known: Result) => Result): State {
  const today = localDay(at, state.riskBook.timeZone);
  const period = keptAs(day, today);
  const key = lineKey(line);
  const known = state.results.get(period);
  const before = known?.get(key) ?? newResult(line);
  const after = change(before);
  const results = state.results.set(period, (known ?? Map()).set(key, after));
  const kept: Kept = { results, jointCurves: stepJoints(state, period, line, sub(after.curve.net, before.curve.net)) };
  // once a day and line is often enough: nothing is older than it was the day before
  return changeState(state, known?.has(key) === true ? kept : addUp(kept, today));
}
