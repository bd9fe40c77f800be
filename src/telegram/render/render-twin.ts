// Owns: /twin: real fills beside those of the twin on paper.

import { summarizeTwins, type Filled, type TwinTrade } from '../../core/model/results/compare-twins.ts';
import { isNegative, neg, type Decimal } from '../../core/model/decimal.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { formatPrice } from './format-number.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import type { Message } from './message.ts';
import { SIDE_SIGNS } from './order-words.ts';
import { senderText } from './sender-text.ts';

export interface TwinView {
  readonly strategy: string;
  readonly twin: string;
  readonly trades: readonly TwinTrade[];
  readonly time: TimeView;
}

const SHOWN_PLACES = 4;
const percent = (value: Decimal): string =>
  Number(value)
    .toFixed(SHOWN_PLACES)
    .replace(/\.?0+$/, '');
const worseText = (worse: Decimal): string =>
  isNegative(worse) ? `${percent(neg(worse))} % better than paper` : `${percent(worse)} % worse than paper`;
const filledText = (filled: Filled | null): string =>
  filled === null ? 'nothing filled' : `${filled.qty} at ${formatPrice(filled.averagePrice)}`;

function tradeLine({ at, symbol, real, paper, worsePercent }: TwinTrade, time: TimeView): string {
  const side = (real ?? paper)?.side;
  const judged = worsePercent === null ? '' : ` · ${worseText(worsePercent)}`;
  return `${side === undefined ? '▫️' : SIDE_SIGNS[side]} ${senderText(symbol, 40)} ${formatTime(at, time)}\n   real ${filledText(real)}, paper ${filledText(paper)}${judged}`;
}

export function renderTwin({ strategy, twin, trades, time }: TwinView): Message {
  const head = `<b>${escapeHtml(strategy)}</b> and its twin ${escapeHtml(twin)} on PAPER`;
  if (trades.length === 0) return { html: `${head}\n\nNo trades to compare yet.`, keyboard: [] };
  const { compared, averageWorsePercent, onlyPaper, onlyReal, averageDelayMs } = summarizeTwins(trades);
  const summary = [
    ...(averageWorsePercent === null ? [] : [`On average over ${compared}: ${worseText(averageWorsePercent)}`]),
    ...(averageDelayMs === null ? [] : [`First fill after ${averageDelayMs.real} ms, on paper after ${averageDelayMs.paper} ms`]),
    ...(onlyPaper === 0 ? [] : [`Filled on paper only: ${onlyPaper}`]),
    ...(onlyReal === 0 ? [] : [`Filled at the venue only: ${onlyReal}`]),
  ];
  const lines = trades.slice(0, LIST_ROWS_MAX).map((trade) => tradeLine(trade, time));
  const rest = trades.length - LIST_ROWS_MAX;
  return {
    html: cutHtml([head, summary.join('\n'), [...lines, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n')].join('\n\n')),
    keyboard: [],
  };
}
