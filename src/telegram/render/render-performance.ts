// Owns: /performance: what came of the trades, over all, by strategy, by account, and from day to day.

import type { JoinedResults } from '../../core/model/results/join-lines.ts';
import type { PerformanceReport, StrategyPerformance } from '../../core/model/results/performance-report.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import { isNegative, isZero, neg, round } from '../../core/model/decimal.ts';
import type { ExchangeRate } from '../../core/model/money/exchange-rate.ts';
import type { StrategyName } from '../../core/model/ids.ts';
import type { Performance } from '../../core/model/results/performance.ts';
import type { Span } from '../../core/model/results/result-window.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { formatGain, formatMoney, formatPrice } from './format-number.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import type { Keyboard, Message } from './message.ts';
import { renderMode } from './render-account.ts';
import { senderText } from './sender-text.ts';
import { madeUp } from '../../core/model/markets/price-origin.ts';

export interface PerformanceView {
  readonly span: Span;
  readonly strategy: StrategyName | null;
  readonly report: PerformanceReport;
  readonly rates: readonly ExchangeRate[];
  readonly time: TimeView;
}

export const SPAN_WORDS: Readonly<Record<Span, { readonly button: string; readonly title: string; readonly rows: string }>> = {
  day: { button: 'Day', title: 'today', rows: 'By day' },
  week: { button: 'Week', title: 'this week', rows: 'By week' },
  month: { button: 'Month', title: 'this month', rows: 'By month' },
  all: { button: 'All', title: 'since the first trade', rows: 'By year' },
};

const money = (currency: string): string => senderText(currency, 20);
const MS_PER_SECOND = 1_000;
const delayText = (ms: number): string => (ms < MS_PER_SECOND ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`);

function resultText({ numbers, open, currency }: JoinedResults): string {
  const parts = [`${formatGain(numbers.realized, money(currency))} realised`];
  if (open.positions > open.unpriced) parts.push(`${formatGain(open.gain, money(currency))} open`);
  if (open.unpriced > 0) parts.push(`${open.unpriced} open without a price`);
  return parts.join(', ');
}

function tradesText({ trades, winRate, won, lost, even, writtenOff }: Performance): string {
  if (trades === 0) return 'No round trip has ended';
  const kinds = [`${won} won`, `${lost} lost`, ...(even === 0 ? [] : [`${even} even`])].join(', ');
  const off = writtenOff === 0 ? '' : ` · ${writtenOff} written off with the venue, results not known`;
  return `${trades} round trip${trades === 1 ? '' : 's'}: ${kinds} (${winRate ?? '0'} %)${off}`;
}

function expectancyText({ expectancy, expectancyR, profitFactor, trades }: Performance, currency: string): string[] {
  if (trades === 0 || expectancy === null) return [];
  const multiple = expectancyR === null ? '' : ` (${round(expectancyR, 2)} R)`;
  const factor = profitFactor === null ? 'no loss yet' : `profit factor ${round(profitFactor, 2)}`;
  return [`Expectancy ${formatGain(round(expectancy, 4), currency)}${multiple} a trip · ${factor}`];
}

const worseText = (percent: Decimal): string =>
  isNegative(percent) ? `${neg(percent)} % better than alerted` : `${percent} % worse than alerted`;

function fillText({ slippagePercent, delayMs, entries }: Performance): string[] {
  if (entries === 0) return [];
  const parts = [
    ...(slippagePercent === null ? [] : [isZero(slippagePercent) ? 'at the price of their alerts' : worseText(slippagePercent)]),
    ...(delayMs === null ? [] : [`${delayText(delayMs)} after their alerts`]),
  ];
  return [`${entries} entr${entries === 1 ? 'y' : 'ies'}${parts.length === 0 ? '' : `, on average ${parts.join(', ')}`}`];
}

/** A stop is measured by its level, what an alert closes by the price in it. */
function exitText({ exitSlippagePercent, exitDelayMs }: Performance): string[] {
  const words = (percent: Decimal): string =>
    isZero(percent)
      ? 'at their levels'
      : isNegative(percent)
        ? `${neg(percent)} % better than their levels`
        : `${percent} % worse than their levels`;
  const parts = [
    ...(exitSlippagePercent === null ? [] : [words(exitSlippagePercent)]),
    ...(exitDelayMs === null ? [] : [`${delayText(exitDelayMs)} after they were asked for`]),
  ];
  return parts.length === 0 ? [] : [`Exits on average ${parts.join(', ')}`];
}

function apartText({ apart, otherFees, currency: own }: JoinedResults): string[] {
  const fees = Object.entries(otherFees).map(
    ([currency, fee]) =>
      `⚠️ Fees of ${formatMoney(fee, money(currency))} are not counted in: no rate of ${money(currency)}/${money(own)} is known`,
  );
  const words = apart.map(({ currency, realized, open }) => {
    const more = isZero(open) ? '' : `, ${formatGain(open, money(currency))} open`;
    return `⚠️ Not added, no rate is known: ${formatGain(realized, money(currency))}${more}`;
  });
  return [...words, ...fees];
}

function blockLines(joined: JoinedResults): string[] {
  const { numbers, currency, isExact } = joined;
  const fall = isZero(numbers.drawdown)
    ? []
    : [`Deepest fall ${formatMoney(numbers.drawdown, money(currency))}${isExact ? '' : ', from day to day'}`];
  return [
    resultText(joined),
    tradesText(numbers),
    ...expectancyText(numbers, money(currency)),
    ...fall,
    ...fillText(numbers),
    ...exitText(numbers),
    ...(isZero(numbers.fees) ? [] : [`Fees ${formatMoney(numbers.fees, money(currency))}`]),
    ...apartText(joined),
  ];
}

function strategyLines(row: StrategyPerformance): string[] {
  const accounts = row.accounts.map((name) => escapeHtml(name)).join(', ');
  const twin = row.isTwin ? ' · its twin on paper' : '';
  return [`<b>${escapeHtml(row.strategy)}</b> · ${renderMode(row.mode)} ${accounts}${twin}`, ...blockLines(row)];
}

const hasNews = ({ numbers, open }: JoinedResults): boolean =>
  numbers.entries > 0 || numbers.trades > 0 || !isZero(numbers.realized) || open.positions > 0;

function accountLines({ accounts }: PerformanceReport): string[] {
  const shown = accounts.filter(hasNews);
  if (shown.length < 2) return [];
  const lines = shown.slice(0, LIST_ROWS_MAX).map((row) => `${renderMode(row.mode)} ${escapeHtml(row.account)}: ${resultText(row)}`);
  return [
    '<b>By account</b>',
    ...lines,
    ...shown.flatMap(({ apart }) => (apart.length === 0 ? [] : ['⚠️ Some is not added: no rate is known'])),
  ];
}

function rowLines({ rows }: PerformanceReport, span: Span): string[] {
  const isTraded = ({ numbers }: JoinedResults): boolean => numbers.entries > 0 || numbers.trades > 0 || !isZero(numbers.realized);
  // what lies before the first trade tells nothing
  const first = rows.findLastIndex(({ portfolio }) => portfolio.some(isTraded));
  const lines = rows.slice(0, Math.max(1, first + 1)).map(({ label, portfolio }) => {
    const words = portfolio.filter(isTraded).map(({ mode, numbers, currency }) => {
      const rate = numbers.winRate === null ? '' : `, ${numbers.trades} ended, ${numbers.winRate} % won`;
      return `${renderMode(mode)} ${formatGain(numbers.realized, money(currency))}${rate}`;
    });
    return `${label}: ${words.length === 0 ? '–' : words.join(' · ')}`;
  });
  return [`<b>${SPAN_WORDS[span].rows}</b>`, ...lines];
}

const ratesText = (rates: readonly ExchangeRate[], time: TimeView): string[] =>
  rates.map(
    ({ from, to, price, at, source }) => `1 ${money(from)} = ${formatPrice(price)} ${money(to)}${madeUp(source)}, ${formatTime(at, time)}`,
  );

export function renderPerformance({ span, strategy, report, rates, time }: PerformanceView, keyboard: Keyboard): Message {
  const of = strategy === null ? '' : ` of ${escapeHtml(strategy)}`;
  const head = `<b>Performance${of}, ${SPAN_WORDS[span].title}</b>`;
  const strategies = report.strategies.filter(hasNews);
  if (report.strategies.length === 0) return { html: `${head}\n\nNothing was traded yet.`, keyboard };
  const portfolio = report.portfolio.map((row) => [`<b>All</b> · ${renderMode(row.mode)}`, ...blockLines(row)]);
  const blocks = [
    [head],
    ...(strategies.length > 1 && strategy === null ? portfolio : []),
    ...strategies.slice(0, LIST_ROWS_MAX).map(strategyLines),
    ...(strategies.length === 0 ? [['Nothing was traded in this time.']] : []),
    ...(strategies.length > LIST_ROWS_MAX ? [[`… and ${strategies.length - LIST_ROWS_MAX} more: /performance NAME`]] : []),
    accountLines(report),
    rowLines(report, span),
    ratesText(rates, time),
    [`After fees, at ${formatTime(time.now, time)}. A round trip counts where it ends.`],
  ];
  const html = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return { html: cutHtml(html.join('\n\n')), keyboard };
}
