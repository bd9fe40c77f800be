// Owns: performance as it is asked for: a time, per strategy, per account and over the portfolio in one currency. Money that is
// real, of a sandbox and on paper is never added together; a twin on paper stands beside its strategy.

import type { AccountMode } from '../../model/account.ts';
import { sum, type Decimal } from '../../model/decimal.ts';
import { rateKey, type ExchangeRates, type WantedRate } from '../../model/money/exchange-rate.ts';
import type { Instant, StrategyName } from '../../model/ids.ts';
import { localTime } from '../../model/time/local-time.ts';
import type { PerformanceReport, StrategyPerformance } from '../../model/results/performance-report.ts';
import type { Position } from '../../model/position.ts';
import { jointsOf, type JointKey } from '../../model/results/joint-curve.ts';
import { lineKey, withTradesApart, type ResultLine } from '../../model/results/result.ts';
import { currentWindow, isWithin, windowsBack, yearWindow, type ResultWindow, type Span } from '../../model/results/result-window.ts';
import type { Settings } from '../../model/settings.ts';
import { unrealizedPnl } from '../../positions/apply-fill.ts';
import { isHeld } from '../../positions/is-held.ts';
import {
  addOpen,
  joinLines,
  NOTHING_OPEN,
  type JoinedResults,
  type JointOf,
  type LineResults,
  type OpenResult,
  type RateOf,
} from '../../model/results/join-lines.ts';
import { periodsInOrder } from './put-result.ts';
import type { State } from '../state.ts';

export interface PerformanceQuestion {
  readonly span: Span;
  /** Null: all of them. */
  readonly strategy: StrategyName | null;
  readonly now: Instant;
  /** What leaving it now would bring for one unit; null: no price is known. */
  readonly priceOf: (position: Position) => Decimal | null;
  readonly rates: ExchangeRates;
}

/** Rows of a table: a week of days, and as many weeks and months as are kept apart or tell a story. */
const ROWS: Readonly<Record<Exclude<Span, 'all'>, number>> = { day: 7, week: 6, month: 6 };
const MODES: readonly AccountMode[] = ['live', 'sandbox', 'paper'];

const lineOf = ({ strategy, account, mode, instrument }: Position): ResultLine => ({ strategy, account, mode, currency: instrument.quote });

function openLines(state: State, priceOf: PerformanceQuestion['priceOf']): Map<string, { line: ResultLine; open: OpenResult }> {
  const lines = new Map<string, { line: ResultLine; open: OpenResult }>();
  for (const position of state.positions.values()) {
    if (!isHeld(position)) continue;
    const line = lineOf(position);
    const price = priceOf(position);
    const gain = price === null ? NOTHING_OPEN.gain : unrealizedPnl(position, price);
    const open = { gain, positions: 1, unpriced: price === null ? 1 : 0 };
    lines.set(lineKey(line), { line, open: addOpen(lines.get(lineKey(line))?.open ?? NOTHING_OPEN, open) });
  }
  return lines;
}

/** Everything that was counted, and what is open; ordered by name. */
function allLines(state: State, { strategy, priceOf }: Pick<PerformanceQuestion, 'strategy' | 'priceOf'>): readonly LineResults[] {
  const open = openLines(state, priceOf);
  const lines = new Map<string, LineResults>([...open].map(([key, each]) => [key, { ...each, results: [] }]));
  for (const period of periodsInOrder(state.results)) {
    for (const [key, result] of state.results.get(period) ?? []) {
      const { strategy: name, account, mode, currency } = result;
      const known = lines.get(key) ?? { line: { strategy: name, account, mode, currency }, results: [], open: NOTHING_OPEN };
      lines.set(key, { ...known, results: [...known.results, [period, withTradesApart(result)]] });
    }
  }
  const asked = [...lines].filter(([, { line }]) => strategy === null || line.strategy === strategy);
  return asked.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

const within = (lines: readonly LineResults[], window: ResultWindow): readonly LineResults[] =>
  lines.map((each) => ({ ...each, results: each.results.filter(([period]) => isWithin(window, period)) }));

/** Of a portfolio: that of the first account of its kind in config.yaml. */
function currencyOf(settings: Settings, mode: AccountMode, lines: readonly LineResults[]): string {
  const account = [...settings.accounts.values()].find((each) => each.mode === mode);
  return account?.quoteCurrency ?? lines.find(({ line }) => line.mode === mode)?.line.currency ?? '';
}

/** What has to be known to add it all up. */
export function wantedRates(settings: Settings, state: State): readonly WantedRate[] {
  const lines = allLines(state, { strategy: null, priceOf: () => null });
  const wanted = lines.map(({ line }) => ({ mode: line.mode, from: line.currency, to: currencyOf(settings, line.mode, lines) }));
  const missing = wanted.filter(({ from, to }) => from !== to);
  return [...new Map(missing.map((rate) => [rateKey(rate), rate])).values()];
}

/** Of a sum that is kept, where it is of just these lines, all of them; what older books did not keep does not add up. */
const jointOf =
  ({ results, jointCurves }: State): JointOf =>
  (period, lines) => {
    const [first] = lines;
    const curves = jointCurves.get(period);
    if (first === undefined || curves === undefined) return null;
    const isIn = (key: JointKey) => (line: ResultLine) => jointsOf(line).includes(key);
    const key = jointsOf(first).find((each) => lines.every(isIn(each)) && (results.get(period)?.count(isIn(each)) ?? 0) === lines.length);
    const curve = key === undefined ? undefined : curves.get(key);
    return curve?.net === sum(lines.map((line) => line.curve.net)) ? curve : null;
  };

const grouped = <Key>(
  lines: readonly LineResults[],
  keyOf: (line: ResultLine) => Key & { readonly id: string },
): (readonly [Key, LineResults[]])[] => {
  const groups = new Map<string, [Key, LineResults[]]>();
  for (const each of lines) {
    const key = keyOf(each.line);
    const known = groups.get(key.id);
    if (known === undefined) groups.set(key.id, [key, [each]]);
    else known[1].push(each);
  }
  return [...groups.values()];
};

export function reportPerformance(settings: Settings, state: State, question: PerformanceQuestion): PerformanceReport {
  const { span, now, rates } = question;
  const all = allLines(state, question);
  const everyCurrency = allLines(state, { strategy: null, priceOf: () => null });
  const join = (mode: AccountMode, lines: readonly LineResults[]): JoinedResults => {
    const currencies = new Set(lines.map(({ line }) => line.currency));
    const [own = ''] = currencies;
    return joinIn(mode, lines, currencies.size === 1 ? own : currencyOf(settings, mode, everyCurrency));
  };
  const joinIn = (mode: AccountMode, lines: readonly LineResults[], to: string): JoinedResults => {
    const rateOf: RateOf = (from) => rates.get(rateKey({ mode, from, to }))?.price ?? null;
    return joinLines(lines, to, rateOf, jointOf(state));
  };
  const portfolioOf = (lines: readonly LineResults[]): PerformanceReport['portfolio'] =>
    MODES.flatMap((mode) => {
      const ofMode = lines.filter(({ line }) => line.mode === mode && !isTwinLine(settings, line));
      return ofMode.length === 0 ? [] : [{ mode, ...joinIn(mode, ofMode, currencyOf(settings, mode, everyCurrency)) }];
    });
  const today = localTime(now, state.riskBook.timeZone);
  const window = currentWindow(span, today);
  const lines = within(all, window);
  return {
    window,
    portfolio: portfolioOf(lines),
    strategies: strategiesOf(settings, lines, join),
    accounts: grouped(lines, ({ account, mode }) => ({ account, mode, id: `${account}|${mode}` })).map(([{ account, mode }, members]) => ({
      account,
      mode,
      ...join(mode, members),
    })),
    rows: rowWindows(span, state, today).map((each) => ({ label: each.label, portfolio: portfolioOf(within(all, each)) })),
  };
}

type Join = (mode: AccountMode, lines: readonly LineResults[]) => JoinedResults;

function strategiesOf(settings: Settings, lines: readonly LineResults[], join: Join): readonly StrategyPerformance[] {
  const groups = grouped(lines, (line) => {
    const isTwin = isTwinLine(settings, line);
    return { strategy: line.strategy, mode: line.mode, isTwin, id: `${line.strategy}|${isTwin ? 'twin' : line.mode}` };
  });
  const rows = groups.map(([{ strategy, mode, isTwin }, members]) => ({
    strategy,
    mode,
    isTwin,
    accounts: [...new Set(members.map(({ line }) => line.account))],
    ...join(mode, members),
  }));
  // the twin right behind what it is compared with
  return rows.sort((a, b) => (a.strategy === b.strategy ? Number(a.isTwin) - Number(b.isTwin) : a.strategy < b.strategy ? -1 : 1));
}

const isTwinLine = (settings: Settings, { strategy, account }: ResultLine): boolean => settings.strategies.get(strategy)?.twin === account;

function rowWindows(span: Span, state: State, today: ReturnType<typeof localTime>): readonly ResultWindow[] {
  if (span !== 'all') return windowsBack(span, today, ROWS[span]);
  const years = [...new Set(periodsInOrder(state.results).map((period) => period.slice(0, 4)))];
  return years.sort().reverse().map(yearWindow);
}
