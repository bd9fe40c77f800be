// Owns: where results are kept: by the day in the house's time zone, old days added up to months, old months to years, so that
// the state stays small. Invariant: adding up loses no sum; only which day something was on.

import { Map } from 'immutable';
import { readDay } from '../../model/civil-days.ts';
import { RESULT_DAYS_KEPT, RESULT_MONTHS_KEPT, RESULTS_MAX } from '../../model/limits.ts';
import { localDay } from '../../model/local-time.ts';
import type { Instant } from '../../model/ids.ts';
import { joinResults, lineKey, newResult, type Result, type ResultLine } from '../../model/result.ts';
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

function moveInto(periods: ResultPeriods, from: string, to: string): ResultPeriods {
  const lines = periods.get(from) ?? Map<string, Result>();
  const known = periods.get(to) ?? Map<string, Result>();
  const joined = lines.reduce((so, result, key) => {
    const earlier = so.get(key);
    return so.set(key, earlier === undefined ? result : joinResults(earlier, result));
  }, known);
  return periods.delete(from).set(to, joined);
}

const countOf = (periods: ResultPeriods): number => periods.reduce((total, lines) => total + lines.size, 0);

/** "2026" before "2026-11" before "2026-11-28": what was added up into a longer time came before what is in it still apart. */
export const periodsInOrder = (periods: ResultPeriods): readonly string[] => [...periods.keys()].sort();

function addUp(periods: ResultPeriods, today: string): ResultPeriods {
  let kept = periods;
  for (const period of periodsInOrder(periods)) {
    const as = keptAs(period, today);
    if (as !== period) kept = moveInto(kept, period, as);
  }
  for (const period of periodsInOrder(kept)) {
    if (countOf(kept) <= RESULTS_MAX) return kept;
    if (!isYear(period) && period !== today) kept = moveInto(kept, period, coarser(period));
  }
  return kept;
}

/** `on`: when it happened; `at`: when it is counted. */
export function putResult(state: State, line: ResultLine, on: Instant, at: Instant, change: (known: Result) => Result): State {
  const today = localDay(at, state.riskBook.timeZone);
  const period = keptAs(localDay(on, state.riskBook.timeZone), today);
  const key = lineKey(line);
  const known = state.results.get(period);
  const results = state.results.set(period, (known ?? Map()).set(key, change(known?.get(key) ?? newResult(line))));
  // once a day and line is often enough: nothing is older than it was the day before
  return changeState(state, { results: known?.has(key) === true ? results : addUp(results, today) });
}
